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

#[derive(Clone, Copy, PartialEq, Eq)]
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

/// The tokens of `folded`, in order.
#[must_use]
pub fn tokens(folded: &str) -> Vec<Token> {
    let bytes = folded.as_bytes();
    let mut out: Vec<Token> = Vec::with_capacity(folded.len() / 8);
    let mut open: Option<Class> = None;
    let mut spaced = true;
    let mut at = 0;
    while let Some((first, class, width)) = character(folded, at) {
        let start = at as u32;
        // Most of every text is Arabic words with single spaces between them.
        if class == Class::Space {
            (open, spaced, at) = (None, true, at + width);
            continue;
        }
        if class == Class::Arabic && open.is_none() {
            at = after_letters(bytes, at + width);
            out.push(Token { kind: TokenKind::Word, start, end: at as u32, spaced, first });
            (open, spaced) = (Some(Class::Arabic), false);
            continue;
        }
        at += width;
        // Letters come in stretches, which are told by their bytes.
        if class == Class::Arabic {
            at = after_letters(bytes, at);
        }
        let end = at as u32;
        let kind = match class {
            Class::Space | Class::LineEnd => {
                open = None;
                spaced = true;
                if let Some(last) = out.last_mut().filter(|last| last.kind == TokenKind::LineEnd) {
                    last.end = end;
                } else {
                    out.push(Token { kind: TokenKind::LineEnd, start, end, spaced, first });
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
                out.push(Token { kind, start, end, spaced, first });
                open = Some(class);
            }
        }
        spaced = false;
    }
    out
}

/// The character at byte `at`, its class and its bytes; most are told by their first two bytes.
fn character(folded: &str, at: usize) -> Option<(char, Class, usize)> {
    let bytes = folded.as_bytes();
    let byte = *bytes.get(at)?;
    if byte.is_ascii() {
        return Some((byte as char, ASCII[byte as usize], 1));
    }
    if is_letter(bytes, at) {
        let c = char::from_u32((u32::from(byte & 0x1F) << 6) | u32::from(bytes[at + 1] & 0x3F))?;
        return Some((c, Class::Arabic, 2));
    }
    let c = folded[at..].chars().next()?;
    Some((c, class(c), c.len_utf8()))
}

/// For the first bytes 0xD8 and 0xD9: the second bytes of U+0620 to U+063F and U+0641 to U+064A, the letters of Arabic itself,
/// by their lower six bits.
const SECOND: [u64; 2] = [0xFFFF_FFFF_0000_0000, 0x7FE];

/// True for a letter of Arabic itself at byte `at`.
fn is_letter(bytes: &[u8], at: usize) -> bool {
    after_letter(bytes.get(at..).unwrap_or_default()).is_some()
}

/// What comes after the letter of Arabic itself that `bytes` begin with.
#[inline]
fn after_letter(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [one @ (0xD8 | 0xD9), two, rest @ ..] => {
            (SECOND[usize::from(one & 1)] >> (two & 0x3F) & 1 != 0).then_some(rest)
        }
        _ => None,
    }
}

/// The byte after the letters of Arabic itself that stand at byte `at`.
fn after_letters(bytes: &[u8], at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some(after) = after_letter(rest) {
        rest = after;
    }
    bytes.len() - rest.len()
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
