//! What a page draws: codes, each one shape with the text it stands for, and words made of them.
//!
//! In: groups of shaped glyphs. Out: [`Code`]s, numbered by face in order of first use, and [`Word`]s. Always holds: a
//! code's shape, width and text never change, so a run of codes is drawn by their own widths and read back by their
//! own texts; a mark's text is on a code of its own, without shape or width, beside its letter's.

use super::Weight;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// One shape and the text it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code {
    /// The outlines of the font that make up the shape, each moved; none for a mark drawn with its letter.
    pub parts: Vec<Part>,
    /// How far the pen moves, in thousandths of the size.
    pub width: u16,
    /// The text, in logical order.
    pub text: String,
}

/// An outline of the font, moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// The font's number of the outline.
    pub glyph: u16,
    /// To the right, in thousandths of the size.
    pub x: i16,
    /// Upwards, in thousandths of the size.
    pub y: i16,
}

/// Codes of one face from left to right, drawn without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The face.
    pub weight: Weight,
    /// Indices into [`Glyphs::codes`].
    pub codes: Vec<u16>,
    /// The sum of their widths.
    pub width: i32,
}

/// All codes in use, by face.
#[derive(Debug, Clone, Default)]
pub struct Glyphs {
    faces: [IndexSet<Code, FxBuildHasher>; 2],
}

impl Glyphs {
    /// The codes of a face, in order of first use.
    pub fn codes(&self, weight: Weight) -> impl ExactSizeIterator<Item = &Code> {
        self.face(weight).iter()
    }

    /// The code with this index.
    #[must_use]
    pub fn code(&self, weight: Weight, index: u16) -> Option<&Code> {
        self.face(weight).get_index(usize::from(index))
    }

    /// Whether the first code of `word` is the text of a mark that is drawn with its letter.
    pub(super) fn begins_with_a_mark(&self, word: &Word) -> bool {
        let first = word.codes.first().and_then(|code| self.code(word.weight, *code));
        first.is_some_and(|code| code.parts.is_empty() && code.text.chars().all(crate::text::is_mark))
    }

    /// Whether a face has `code` already.
    pub(super) fn holds(&self, weight: Weight, code: &Code) -> bool {
        self.face(weight).contains(code)
    }

    /// The index of `code`; `None` when a face has run out of indices.
    pub(super) fn index(&mut self, weight: Weight, code: Code) -> Option<u16> {
        let [regular, bold] = &mut self.faces;
        let face = match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        };
        u16::try_from(face.insert_full(code).0).ok()
    }

    fn face(&self, weight: Weight) -> &IndexSet<Code, FxBuildHasher> {
        let [regular, bold] = &self.faces;
        match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        }
    }
}
