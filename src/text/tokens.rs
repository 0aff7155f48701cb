//! Words, numbers and marks of a folded text.
//!
//! In: folded text, at once or as it is folded. Out: [`Token`]s in order, without the spaces between them. A letter of one script beside a digit
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
    /// Its first character; a mark has no other.
    pub first: char,
}

impl Token {
    /// Its characters, given the folded text it was cut from.
    #[must_use]
    pub fn of(self, folded: &str) -> &str {
        folded.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Other,
    Digit,
    Mark,
    Space,
    LineEnd,
}

/// The class of each ASCII character.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Mark; 128];
    let mut at = 0;
    while at < 128 {
        classes[at] = match at as u8 {
            b'\n' => Class::LineEnd,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Other,
            b' ' | b'\t' | b'\r' | 0x0B | 0x0C => Class::Space,
            _ => Class::Mark,
        };
        at += 1;
    }
    classes
};

/// The class of a character that is not ASCII.
fn class(c: char) -> Class {
    match c {
        _ if is_arabic(c) => Class::Arabic,
        '\u{060C}' | '\u{061B}' | '\u{061F}' => Class::Mark,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphanumeric() => Class::Other,
        _ => Class::Mark,
    }
}

/// Cuts a folded text into tokens as its characters come.
#[derive(Debug)]
pub(super) struct Cutter {
    out: Vec<Token>,
    /// What the token that may go on is made of.
    open: Option<Class>,
    spaced: bool,
}

impl Cutter {
    /// For a text of about so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes / 8), open: None, spaced: true }
    }

    /// The letters of Arabic from byte `start` to `end`, which `first` begins.
    #[inline]
    pub(super) fn letters(&mut self, first: char, start: u32, end: u32) {
        match self.out.last_mut().filter(|_| self.open == Some(Class::Arabic)) {
            Some(last) => last.end = end,
            None => {
                self.out.push(Token { kind: TokenKind::Word, start, end, spaced: self.spaced, first });
                self.open = Some(Class::Arabic);
            }
        }
        self.spaced = false;
    }

    /// White space that ends no line.
    #[inline]
    pub(super) fn space(&mut self) {
        (self.open, self.spaced) = (None, true);
    }

    /// Any character that begins at byte `start`.
    pub(super) fn character(&mut self, c: char, start: u32) {
        let class = if c.is_ascii() { ASCII[c as usize] } else { class(c) };
        let end = start + c.len_utf8() as u32;
        let kind = match class {
            Class::Space => return self.space(),
            Class::LineEnd => {
                self.space();
                match self.out.last_mut().filter(|last| last.kind == TokenKind::LineEnd) {
                    Some(last) => last.end = end,
                    None => {
                        self.out.push(Token { kind: TokenKind::LineEnd, start, end, spaced: true, first: c });
                    }
                }
                return;
            }
            Class::Arabic => return self.letters(c, start, end),
            Class::Mark => TokenKind::Mark,
            Class::Digit => TokenKind::Number,
            Class::Other => TokenKind::Word,
        };
        let joined = match (self.open, class) {
            (Some(before), now) if before == now => class != Class::Mark,
            (Some(Class::Other), Class::Digit) | (Some(Class::Digit), Class::Other) => true,
            _ => false,
        };
        match self.out.last_mut().filter(|_| joined) {
            Some(last) => {
                last.end = end;
                if kind == TokenKind::Word {
                    last.kind = TokenKind::Word;
                }
                self.open = Some(if self.open == Some(Class::Other) { Class::Other } else { class });
            }
            None => {
                self.out.push(Token { kind, start, end, spaced: self.spaced, first: c });
                self.open = Some(class);
            }
        }
        self.spaced = false;
    }

    /// Puts `c` in the place of the letter at byte `start`, the last one.
    pub(super) fn replace(&mut self, c: char, start: u32) {
        if let Some(last) = self.out.last_mut().filter(|last| last.start == start) {
            last.first = c;
        }
    }

    /// The tokens, in order.
    pub(super) fn done(self) -> Vec<Token> {
        self.out
    }
}

/// The tokens of `folded`, in order.
#[must_use]
pub fn tokens(folded: &str) -> Vec<Token> {
    let mut cutter = Cutter::with_capacity(folded.len());
    folded.char_indices().for_each(|(at, c)| cutter.character(c, at as u32));
    cutter.done()
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
