//! What a glyph means by its outline, for fonts that say nothing else of it.
//!
//! In: the outline of a glyph. Out: the text that a well-known free font gives to the same outline. Always holds: only
//! an outline that is the same point by point counts; programs that subset a font leave its outlines as they are.
//! `tests/pdf/outlines.py` makes the table.

use std::cmp::Ordering;
use std::sync::OnceLock;
use ttf_parser::OutlineBuilder;

/// How many hashes there are (four bytes); in order, six bytes of each and the number of its text (two), with a bit for
/// outlines that letters of two scripts share; the texts, each after its length.
const TABLE: &[u8] = include_bytes!("outlines.bin");
/// Bytes of a hash and the number of its text.
const ENTRY: usize = 8;
/// Set for an outline that letters of two scripts share.
const SHARED: u64 = 0x8000;

/// Whether an outline is that of letters of one script alone: a plain stroke is alef and l.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sole {
    Yes,
    No,
}

/// The points of an outline, implied ones and handles included.
#[derive(Debug, Default)]
pub(super) struct Outline {
    points: Vec<(i32, i32)>,
}

impl Outline {
    fn add(&mut self, x: f32, y: f32) {
        self.points.push(((x * 2.0).round() as i32, (y * 2.0).round() as i32));
    }

    /// What the outline means, and whether it means that alone; nothing when no known font has it.
    pub(super) fn text(mut self) -> Option<(&'static str, Sole)> {
        let left = self.points.iter().map(|(x, _)| *x).min()?;
        self.points.iter_mut().for_each(|(x, _)| *x -= left);
        self.points.sort_unstable();
        self.points.dedup();
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        for (x, y) in &self.points {
            for byte in x.to_le_bytes().into_iter().chain(y.to_le_bytes()) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
        named(hash >> 16)
    }
}

/// The hashes with the numbers of their texts, and the texts.
fn table() -> &'static (&'static [u8], Vec<&'static str>) {
    static KNOWN: OnceLock<(&'static [u8], Vec<&'static str>)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let count = number(TABLE.get(..4).unwrap_or_default());
        let end = usize::try_from(count).unwrap_or(0) * ENTRY + 4;
        let mut texts = Vec::new();
        let mut rest = TABLE.get(end..).unwrap_or_default();
        while let Some((length, more)) = rest.split_first() {
            let Some((text, more)) = more.split_at_checked(usize::from(*length)) else { break };
            texts.push(std::str::from_utf8(text).unwrap_or_default());
            rest = more;
        }
        (TABLE.get(4..end).unwrap_or_default(), texts)
    })
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The text of the outline with that hash.
fn named(hash: u64) -> Option<(&'static str, Sole)> {
    let (keys, texts) = table();
    let entry = |at: usize| keys.get(at * ENTRY..(at + 1) * ENTRY);
    let (mut low, mut high) = (0, keys.len() / ENTRY);
    while low < high {
        let middle = low.midpoint(high);
        let (key, text) = entry(middle)?.split_at(6);
        match number(key).cmp(&hash) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => {
                let number = number(text);
                let sole = if number & SHARED == 0 { Sole::Yes } else { Sole::No };
                return Some((texts.get(usize::try_from(number & !SHARED).ok()?)?, sole));
            }
        }
    }
    None
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add(x1, y1);
        self.add(x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add(x1, y1);
        self.add(x2, y2);
        self.add(x, y);
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_sorted() {
        let (keys, texts) = table();
        let hashes: Vec<u64> = keys.chunks_exact(ENTRY).map(|entry| number(&entry[..6])).collect();
        assert!(hashes.len() > 20_000 && hashes.is_sorted());
        let bytes: usize = texts.iter().map(|text| 1 + text.len()).sum();
        assert_eq!(4 + keys.len() + bytes, TABLE.len());
        assert!(texts.iter().all(|text| !text.is_empty()));
    }

    #[test]
    fn glyphs_of_our_own_font_are_known_by_their_outlines() {
        let face =
            ttf_parser::Face::parse(include_bytes!("../../../templates/fonts/Amiri-Regular.ttf"), 0).unwrap();
        let mut known = 0;
        for c in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي0123456789ABCxyz٠١٢٣".chars() {
            let mut outline = Outline::default();
            face.outline_glyph(face.glyph_index(c).unwrap(), &mut outline).unwrap();
            known += usize::from(outline.text().is_some_and(|(text, _)| text.starts_with(c)));
        }
        assert!(known > 45, "{known}");
        let mut other = Outline::default();
        for (x, y) in [(0.0, 0.0), (10.0, 3.0), (7.0, 90.0), (1.0, 44.0), (2.0, 11.0)] {
            other.line_to(x, y);
        }
        assert_eq!(other.text(), None);
    }
}
