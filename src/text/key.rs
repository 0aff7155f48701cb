//! Keys: names and titles made comparable more loosely than folding does.
//!
//! In: text as written. Out: its key. Always holds: the key of a key is the key itself.

use super::fold::{Sink, fold_into};

/// A looser key for comparing names and titles: folded, «ة» as «ه», hamza seats and lone hamza dropped,
/// punctuation as spaces, one space between words.
#[must_use]
pub fn key(text: &str) -> String {
    let mut out = Key { text: String::with_capacity(text.len()), apart: false };
    fold_into(text, &mut out);
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// Folded characters made looser.
struct Key {
    text: String,
    /// A space or line end was the last folded character.
    apart: bool,
}

impl Key {
    fn add(&mut self, c: char) {
        self.apart = matches!(c, ' ' | '\n');
        let c = match c {
            'ة' => 'ه',
            'ؤ' => 'و',
            'ئ' => 'ي',
            'ء' => return,
            c if super::is_arabic(c) || c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !(self.text.is_empty() || self.text.ends_with(' ')) {
            self.text.push(c);
        }
    }
}

impl Sink for Key {
    fn keep(&mut self, stretch: &str, _: u32) {
        let mut rest = stretch;
        loop {
            let (same, other) = rest.split_at(plain_letters(rest.as_bytes()));
            self.text.push_str(same);
            self.apart &= same.is_empty();
            let mut letters = other.chars();
            let Some(c) = letters.next() else { break };
            self.add(c);
            rest = letters.as_str();
        }
    }

    fn push(&mut self, c: char, _: u32, _: u32) {
        self.add(c);
    }

    fn own(&mut self, _: u32) {}

    fn text(&mut self) -> &mut String {
        &mut self.text
    }

    fn ends_apart(&mut self) -> bool {
        self.apart
    }

    /// Seats lose their hamza.
    fn seat_hamza(&mut self, _: u32) {}
}

/// How many bytes at the front of `bytes` are figures, small letters and letters of Arabic that a key keeps: all but «ء»,
/// «ؤ», «ئ» and «ة».
fn plain_letters(bytes: &[u8]) -> usize {
    const SECOND: [u64; 2] = [0xFFFF_FFFF << 0x20 & !(1 << 0x21 | 1 << 0x24 | 1 << 0x26 | 1 << 0x29), 0x7FE];
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let two = bytes.get(at + 1).map_or(0, |byte| byte & 0x3F);
        match byte {
            0xD8 | 0xD9 if SECOND[usize::from(byte & 1)] >> two & 1 != 0 => at += 2,
            b'0'..=b'9' | b'a'..=b'z' => at += 1,
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_key_ignores_seats_and_punctuation() {
        assert_eq!(key("«الخليفة»، مسؤولة"), key("الخليفه مسوولة"));
    }

    #[test]
    fn a_key_knows_a_dash_of_tatweel_from_a_stretched_letter() {
        assert_eq!(key("سالم ـ الوادي"), "سالم الوادي");
        assert_eq!(key("سـالم، الـوادي ـ"), "سالم الوادي");
        assert_eq!(key("1ء ـ\u{0654}ؤـة"), "1 وه");
    }
}
