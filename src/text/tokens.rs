//! Words, numbers and marks of a folded text.
//!
//! In: folded text. Out: [`Token`]s in order, without the spaces between them. A letter of one script beside a digit
//! or a letter of another ends a word («الرئيس1» is two tokens), but Latin letters and digits stay together («CE3M»).

use super::is_arabic;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One punctuation mark or symbol.
    Mark,
    /// The end of one or more lines.
    LineEnd,
}

/// A word, number or mark: bytes of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte in the folded text.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// True when a space or line end stands before it.
    pub spaced: bool,
}

impl Token {
    /// Its characters, given the folded text it was cut from.
    #[must_use]
    pub fn of(self, folded: &str) -> &str {
        folded.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Other,
    Digit,
    Mark,
    Space,
    LineEnd,
}

fn class(c: char) -> Class {
    match c {
        '\n' => Class::LineEnd,
        '0'..='9' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Other,
        ' ' => Class::Space,
        '\u{0627}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => Class::Arabic,
        '\0'..='\u{7F}' if !c.is_whitespace() => Class::Mark,
        '\u{060C}' | '\u{061B}' | '\u{061F}' => Class::Mark,
        _ if is_arabic(c) => Class::Arabic,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphanumeric() => Class::Other,
        _ => Class::Mark,
    }
}

/// The tokens of `folded`, in order.
#[must_use]
pub fn tokens(folded: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(folded.len() / 8);
    let mut open: Option<Class> = None;
    let mut spaced = true;
    for (at, c) in folded.char_indices() {
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        let class = class(c);
        let kind = match class {
            Class::Space => {
                (open, spaced) = (None, true);
                continue;
            }
            Class::LineEnd => {
                open = None;
                spaced = true;
                if let Some(last) = out.last_mut().filter(|last| last.kind == TokenKind::LineEnd) {
                    last.end = end;
                } else {
                    out.push(Token { kind: TokenKind::LineEnd, start, end, spaced });
                }
                continue;
            }
            Class::Mark => TokenKind::Mark,
            Class::Digit => TokenKind::Number,
            Class::Arabic | Class::Other => TokenKind::Word,
        };
        let joined = match (open, class) {
            (Some(before), now) if before == now => class != Class::Mark,
            (Some(Class::Other), Class::Digit) | (Some(Class::Digit), Class::Other) => true,
            _ => false,
        };
        match out.last_mut().filter(|_| joined) {
            Some(last) => {
                last.end = end;
                if kind == TokenKind::Word {
                    last.kind = TokenKind::Word;
                }
                open = Some(if open == Some(Class::Other) { Class::Other } else { class });
            }
            None => {
                out.push(Token { kind, start, end, spaced });
                open = Some(class);
            }
        }
        spaced = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_part_from_arabic_but_not_from_latin() {
        let text = "نائب الرئيس1 ce3m 24 مارس\n\n2-نائبه :";
        let words: Vec<&str> = tokens(text).into_iter().map(|token| token.of(text)).collect();
        assert_eq!(words, ["نائب", "الرئيس", "1", "ce3m", "24", "مارس", "\n\n", "2", "-", "نائبه", ":"]);
    }
}
