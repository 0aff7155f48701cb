//! Codes become glyphs of a font of their own: one glyph a code, nothing else.
//!
//! In: the codes of one face. Out: a font file with just their glyphs, and each code's number in it. Always holds: a
//! letter with its marks is one composite glyph; two codes never share a glyph, so each keeps its own text.

use super::sfnt::Outlines;
use crate::typeset::{Code, Face};
use std::collections::BTreeSet;
use subsetter::GlyphRemapper;

/// A font cut down to what is drawn.
#[derive(Debug)]
pub(super) struct Baked {
    /// The font file.
    pub(super) file: Vec<u8>,
    /// The glyph of each code, in the codes' order.
    pub(super) glyphs: Vec<u16>,
    /// The four edges of the font's box.
    pub(super) bounds: [i16; 4],
}

/// The font of `codes`; `None` when the face has no usable outlines.
pub(super) fn baked<'c>(face: &Face, codes: impl Iterator<Item = &'c Code>) -> Option<Baked> {
    let mut outlines = Outlines::new(face.bytes)?;
    let bounds = outlines.bounds()?;
    let mut taken = BTreeSet::new();
    let mut full = Vec::new();
    for code in codes {
        let own = match code.parts.as_slice() {
            [part] if (part.x, part.y) == (0, 0) && outlines.width(part.glyph) == Some(code.width) => {
                taken.insert(part.glyph).then_some(part.glyph)
            }
            _ => None,
        };
        full.push(match own {
            Some(glyph) => glyph,
            None => outlines.add(&code.parts, code.width)?,
        });
    }
    let mut remapper = GlyphRemapper::new();
    let glyphs = full.into_iter().map(|glyph| remapper.remap(glyph)).collect();
    let file = subsetter::subset(&outlines.file()?, 0, &remapper).ok()?;
    Some(Baked { file, glyphs, bounds })
}
