//! Which characters are letters of which script, which are invisible, and text cleaned for showing.

use unicode_normalization::UnicodeNormalization as _;

/// True for letters of the Arabic blocks, presentation forms included.
#[must_use]
pub fn is_arabic(c: char) -> bool {
    matches!(c as u32, 0x0620..=0x063F | 0x0641..=0x064A | 0x066E..=0x066F | 0x0671..=0x06D3 | 0x06D5 | 0x06EE..=0x06EF
        | 0x06FA..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08C9 | 0xFB50..=0xFDFB | 0xFE70..=0xFEFC)
}

/// True for Latin letters, accented ones included.
#[must_use]
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c as u32, 0x00C0..=0x024F | 0x1E00..=0x1EFF) && c.is_alphabetic())
}

/// True for vowel signs and other combining marks that an Arabic reader may leave out, and Latin combining accents.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4
        | 0x06E7..=0x06E8 | 0x06EA..=0x06ED | 0x08D3..=0x08E1 | 0x08E3..=0x08FF | 0xFE00..=0xFE0F)
}

/// True for characters that are never drawn: bidi controls, joiners, soft hyphen, byte order mark.
#[must_use]
pub fn is_default_ignorable(c: char) -> bool {
    matches!(c as u32, 0x00AD | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF)
}

/// True for characters that can make one text look like another: bidi controls and invisible joiners inside words.
///
/// Plain ZWNJ and ZWJ are not counted: they are ordinary spelling in Persian and in Arabic abbreviations.
#[must_use]
pub fn is_suspicious(c: char) -> bool {
    is_default_ignorable(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FEFF}')
}

/// `text` with presentation forms, as old typesetting leaves them, written as plain letters.
#[must_use]
pub fn joined(text: &str) -> std::borrow::Cow<'_, str> {
    let shaped = |c: char| matches!(c as u32, 0xFB50..=0xFDFB | 0xFE70..=0xFEFC);
    // They begin with this byte.
    if !text.as_bytes().contains(&0xEF) || !text.contains(shaped) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if shaped(c) { out.extend(std::iter::once(c).nfkc()) } else { out.push(c) }
    }
    out.into()
}

/// `text` without diacritics, tatweel, bidi controls and doubled spaces: how values are given in records. A hamza or
/// madda written as a mark after its letter joins it, so that decomposed text gives the same values.
#[must_use]
pub fn plain(text: &str) -> String {
    if is_plain(text.as_bytes()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut stretched = false;
    for c in text.chars() {
        stretched |= c == '\u{0640}';
        if matches!(c, '\u{0653}'..='\u{0655}') && !stretched && !space {
            let seat = out.chars().next_back();
            if let Some((seat, whole)) =
                seat.and_then(|seat| Some((seat, unicode_normalization::char::compose(seat, c)?)))
            {
                out.truncate(out.len() - seat.len_utf8());
                out.push(whole);
            }
        }
        if is_mark(c) || is_default_ignorable(c) || c == '\u{0640}' {
            continue;
        }
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(c);
        stretched = false;
    }
    out
}

/// True for letters and figures with single spaces between them, which [`plain`] leaves as they are.
fn is_plain(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        at += match bytes[at..] {
            [b'!'..=b'~', ..] => 1,
            [b' ', next, ..] if at > 0 && next > b' ' => 1,
            // The letters of Arabic itself, and its comma.
            [0xD8, 0x8C | 0xA1..=0xBA, ..] | [0xD9, 0x81..=0x8A, ..] => 2,
            _ => return false,
        };
    }
    true
}

/// Bytes that are looked at together.
const STRETCH: usize = 64;

/// The characters of `text` that [`is_suspicious`], with their first bytes.
pub fn suspicious(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    // All of them begin with one of these bytes, but for U+061C, which ends with the last.
    let told = |byte: u8| {
        u8::from(byte == 0xC2)
            | u8::from(byte == 0xE1)
            | u8::from(byte == 0xE2)
            | u8::from(byte == 0xEF)
            | u8::from(byte == 0x9C)
    };
    let mut found = Vec::new();
    for (number, stretch) in bytes.chunks(STRETCH).enumerate() {
        if stretch.iter().fold(0, |any, &byte| any | told(byte)) == 0 {
            continue;
        }
        let places = (0..stretch.len()).filter(|&at| told(stretch[at]) != 0);
        found.extend(places.map(|at| number * STRETCH + at - usize::from(stretch[at] == 0x9C)));
    }
    let characters = found.into_iter().filter_map(|at| Some((at, text.get(at..)?.chars().next()?)));
    characters.filter(|(_, c)| is_suspicious(*c))
}

#[cfg(test)]
mod tests {
    use super::{is_suspicious, plain, suspicious};

    #[test]
    fn no_suspicious_character_is_overlooked() {
        let all: String = ('\0'..=char::MAX).collect();
        let told = all.char_indices().filter(|(_, c)| is_suspicious(*c));
        assert!(suspicious(&all).eq(told));
    }

    #[test]
    fn a_hamza_written_as_a_mark_joins_its_letter_but_not_a_stretched_one() {
        assert_eq!(plain("ري\u{064E}\u{0654}يس ا\u{0653}خر"), "رئيس آخر");
        assert_eq!(plain("شي\u{0640}\u{0654}ا"), "شيا");
    }
}
