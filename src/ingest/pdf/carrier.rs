//! Letters whose hamza or vowels are drawn by glyphs of their own.
//!
//! In: what a map says of a code. Out: the letter that this one glyph draws. Always holds: a hamza is taken away only
//! where the font's own table or the height of the ink shows that the glyph has none.

use super::font::Font;
use super::letters::is_arabic_letter;
use super::outline::Sole;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

impl Font {
    /// `text` without what other glyphs draw; nothing when it stands.
    ///
    /// Some producers map the first glyph of a cluster to all its letters, and a font that sets hamza as a mark then
    /// has one alef glyph mapped to whichever letter came first or last.
    pub(super) fn bare(&self, glyph: Option<u16>, text: &str) -> Option<String> {
        let mut chars = text.chars();
        let first = chars.next().filter(|c| is_arabic_letter(*c))?;
        let marks: String = chars.collect();
        if !marks.chars().all(is_combining_mark) {
            return None;
        }
        let (program, glyph) = (self.program()?, glyph?);
        let mut out = String::new();
        out.push(self.uncarried(first, glyph).unwrap_or(first));
        let drawn = program.mapped(glyph);
        if !self.sets_marks_apart() && drawn.is_none_or(|drawn| drawn != out) {
            out.push_str(&marks);
        }
        (out != text).then_some(out)
    }

    /// What `glyph` draws by its outline, where its map gives it no Arabic letter, or letters and marks that are drawn by
    /// other glyphs; nothing when `text` stands.
    pub(super) fn drawn_apart(&self, glyph: Option<u16>, text: &str) -> Option<String> {
        let marked = |c: char| is_combining_mark(c) || std::iter::once(c).nfd().nth(1).is_some();
        let arabic = text.chars().any(is_arabic_letter);
        if arabic && !text.chars().any(marked) {
            return None;
        }
        let (drawn, sole) = self.program()?.drawn(glyph?)?;
        // Digits look alike in both scripts: only a letter is none of them.
        let digits = |text: &str| !text.is_empty() && text.chars().all(char::is_numeric);
        if digits(text) && (digits(drawn) || drawn == "\u{627}" || drawn.chars().any(marked)) {
            return None;
        }
        let letters = |text: &str| -> String { text.nfd().filter(|c| !is_combining_mark(*c)).collect() };
        let alone = drawn.chars().all(is_combining_mark);
        let misread = !arabic && sole == Sole::Yes && drawn.chars().any(is_arabic_letter);
        (drawn != text && (alone || misread || letters(drawn) == letters(text))).then(|| drawn.to_owned())
    }

    /// Whether a known font has `text` for the outline of `glyph`.
    pub(super) fn draws(&self, glyph: Option<u16>, text: &str) -> bool {
        glyph.and_then(|glyph| self.program()?.drawn(glyph)).is_some_and(|(drawn, _)| drawn == text)
    }

    /// The letter under the hamza or madda of `letter`, when `glyph` draws that alone.
    fn uncarried(&self, letter: char, glyph: u16) -> Option<char> {
        let mut parts = std::iter::once(letter).nfd();
        let (plain, mark) = (parts.next()?, parts.next()?);
        if !matches!(mark, '\u{0653}'..='\u{0655}') {
            return None;
        }
        let program = self.program()?;
        if let Some(drawn) = program.mapped(glyph) {
            return drawn.chars().eq([plain]).then_some(plain);
        }
        // Only a font that draws hamza apart can have a carrier without it.
        let apart =
            self.mapped_codes().any(|(_, text)| matches!(text, "" | "\u{0653}" | "\u{0654}" | "\u{0655}"));
        if !apart || !matches!(plain, '\u{0627}' | '\u{0648}') {
            return None;
        }
        let tall = |glyph: u16| program.ink(glyph).map(|[_, bottom, _, top]| top - bottom);
        let usual = self
            .mapped_codes()
            .filter(|(_, text)| text.chars().eq([plain]))
            .filter_map(|(code, _)| tall(self.glyph(code)?))
            .fold(0.0, f32::max);
        (usual > 0.0 && tall(glyph)? < usual + 0.06).then_some(plain)
    }
}
