//! Bytes become text: byte order marks, UTF-16 by its pattern, UTF-8, the declared encoding, then a guess.
//!
//! In: bytes and what the file declares. Out: text with `\n` line ends and what had to be replaced. Always holds: bytes
//! that are valid UTF-8 are never read as anything else, whatever is declared; letters are kept as the file has them
//! (decomposed, presentation forms), because folding is not done here.

use super::error::IngestError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// Decoded text.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// How many sequences had no meaning in the encoding and stand as U+FFFD.
    pub(super) replaced: usize,
    /// The encoding's name.
    pub(super) name: &'static str,
}

impl Decoded {
    /// What to tell the user where bytes were lost.
    pub(super) fn complaint(&self) -> Option<String> {
        let Self { replaced, name, .. } = self;
        (*replaced > 0).then(|| format!("{replaced} byte sequences are not {name}; save the file as UTF-8"))
    }
}

/// How many bytes show the pattern of an encoding.
const SAMPLE: usize = 4096;

/// `bytes` as text; `declared` is the encoding that the file or its envelope names.
///
/// # Errors
/// Bytes that are no text in any encoding known here.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, IngestError> {
    let (encoding, skip) = choose(bytes, declared);
    let (text, faulty) = encoding.decode_without_bom_handling(&bytes[skip..]);
    // Bytes below a space are characters of their own, and rare: most texts have none but line ends.
    let binary = text.bytes().fold(false, |any, byte| any | ((byte < b' ') & (byte != b'\n')));
    if let Some(at) = binary.then(|| text.find(is_binary)).flatten() {
        return Err(IngestError::NotText { at: at.min(bytes.len()) });
    }
    let replaced = if faulty { text.matches('\u{FFFD}').count() } else { 0 };
    if replaced > 0 && replaced * 10 > text.chars().count() {
        return Err(IngestError::NotText { at: text.find('\u{FFFD}').unwrap_or(0) });
    }
    let text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    Ok(Decoded { text, replaced, name: encoding.name() })
}

/// The encoding, and the length of the byte order mark.
fn choose(bytes: &[u8], declared: Option<&str>) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    if let Some(encoding) = wide(bytes) {
        return (encoding, 0);
    }
    if is_utf8(bytes) {
        return (UTF_8, 0);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // A declaration of UTF-8 or UTF-16 has just been proved wrong.
    let narrow = declared.filter(|encoding| encoding.is_single_byte() && reads(encoding, bytes));
    match narrow {
        Some(arabic) if [WINDOWS_1256, ISO_8859_6].contains(&arabic) => (arabic, 0),
        // Old servers declare a Latin encoding for everything.
        _ => {
            let guess = guess(bytes);
            let arabic = [WINDOWS_1256, ISO_8859_6].contains(&guess);
            (narrow.filter(|_| !arabic).unwrap_or(guess), 0)
        }
    }
}

/// UTF-16 without a mark: one byte of each pair is nearly always 0 (Latin, spaces) or 6 (Arabic).
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    let high =
        |first: usize| sample.iter().skip(first).step_by(2).filter(|&&byte| matches!(byte, 0 | 6)).count();
    let holds_zero = sample.contains(&0);
    if pairs == 0 || !holds_zero {
        return None;
    }
    let (even, odd) = (high(0), high(1));
    let enough = |count: usize, other: usize| count * 10 >= pairs * 8 && other * 2 < count;
    match (enough(odd, even), enough(even, odd)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8, or UTF-8 with a few damaged places: ten characters beyond ASCII are whole for each that is not.
fn is_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut whole, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    damaged == 0 || whole >= 10 * damaged
}

/// True when every byte has a meaning in `encoding`.
fn reads(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    !encoding.decode_without_bom_handling(bytes).1
}

/// The most likely encoding by the bytes alone; where the detector names none that Arabic, French or English offices
/// use, the one of theirs that gives the most Arabic letters in words.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let ours = [WINDOWS_1256, ISO_8859_6, WINDOWS_1252];
    if ours.contains(&guess) {
        return guess;
    }
    let arabic = |encoding: &'static Encoding| {
        let (text, faulty) = encoding.decode_without_bom_handling(&bytes[..bytes.len().min(SAMPLE)]);
        let joined = text.chars().zip(text.chars().skip(1));
        if faulty { 0 } else { joined.filter(|&(a, b)| is_letter(a) && is_letter(b)).count() }
    };
    let best = if arabic(ISO_8859_6) > arabic(WINDOWS_1256) { ISO_8859_6 } else { WINDOWS_1256 };
    if arabic(best) * 4 > bytes.len().min(SAMPLE) { best } else { guess }
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{064A}')
}

/// Characters that no text file holds.
fn is_binary(c: char) -> bool {
    matches!(c, '\0'..='\u{08}' | '\u{0E}'..='\u{1A}' | '\u{1C}'..='\u{1F}')
}
