//! The encoding of a separated-values file, told from its bytes.

use super::super::error::IngestError;
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use std::borrow::Cow;

/// `bytes` as text, and the encoding's name.
///
/// # Errors
/// Bytes that are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), IngestError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok((whole(UTF_8, rest), "UTF-8 with BOM"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok((whole(UTF_16LE, rest), "UTF-16LE with BOM"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok((whole(UTF_16BE, rest), "UTF-16BE with BOM"));
    }
    // Delimiters and line ends have a zero byte on one side in UTF-16, and no text in 8-bit encodings has any.
    let sample = &bytes[..bytes.len().min(1 << 14)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        if odd > 8 * even {
            return Ok((whole(UTF_16LE, bytes), "UTF-16LE"));
        }
        if even > 8 * odd {
            return Ok((whole(UTF_16BE, bytes), "UTF-16BE"));
        }
        let at = bytes.iter().position(|&byte| byte == 0).unwrap_or(0);
        return Err(IngestError::NotText { at });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), "UTF-8 without BOM"));
    }
    let choices =
        [(WINDOWS_1256, "windows-1256"), (ISO_8859_6, "ISO-8859-6"), (WINDOWS_1252, "windows-1252")];
    let mut best: Option<(i64, Cow<'_, str>, &'static str)> = None;
    for (encoding, name) in choices {
        let text = whole(encoding, bytes);
        let score = likelihood(&text);
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, text, name));
        }
    }
    best.map(|(_, text, name)| (text, name)).ok_or(IngestError::NotText { at: 0 })
}

fn whole<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Cow<'b, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// How well a text reads: letters in words of one script count for it, words of two scripts and odd signs against it.
fn likelihood(text: &str) -> i64 {
    let mut score = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).take(20_000) {
        let arabic = word.chars().filter(|&c| ('\u{0621}'..='\u{064A}').contains(&c)).count() as i64;
        let other = word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count() as i64 - arabic;
        let latin = word.chars().filter(char::is_ascii_alphabetic).count() as i64;
        let odd = word
            .chars()
            .filter(|&c| c == '\u{FFFD}' || c.is_control() || (!c.is_ascii() && !c.is_alphanumeric()))
            .count() as i64;
        score -= 4 * odd;
        if arabic > 0 && latin + other > 0 {
            score -= 4 * arabic.min(latin + other);
        } else {
            // A lone Arabic letter is more often an accent read wrongly; accents among plain letters are French.
            score += if arabic > 1 { arabic } else { -arabic };
            score += if latin > other { other } else { -other };
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, encoding: &'static Encoding, name: &str) {
        let (bytes, ..) = encoding.encode(text);
        assert_eq!(
            decode(&bytes),
            Ok((Cow::Borrowed(text), DECODED.iter().copied().find(|known| *known == name).unwrap()))
        );
    }

    const DECODED: [&str; 3] = ["windows-1256", "ISO-8859-6", "windows-1252"];

    #[test]
    fn legacy_encodings_are_told_apart() {
        reads("الاسم;الصفة\nفاطمة الزهراء;رئيسة\n", WINDOWS_1256, "windows-1256");
        reads("الاسم;Fonction\nفاطمة;Trésorière\n", WINDOWS_1256, "windows-1256");
        reads("الاسم,الصفة\nمحمد ولد سيدي,أمين\n", ISO_8859_6, "ISO-8859-6");
        reads(
            "Nom;Prénom;Qualité\nÉlise;Zoé;Trésorière\nOuçamar;Éric;Membre\n",
            WINDOWS_1252,
            "windows-1252",
        );
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let bytes: Vec<u8> = "اسم\tb\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes), Ok((Cow::Borrowed("اسم\tb\r\n"), "UTF-16LE")));
    }
}
