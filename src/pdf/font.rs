//! Fonts as a PDF holds them: program, widths, texts, compressed once for all files.

use super::PdfError;
use super::bake::{Baked, baked};
use super::finish::packed;
use crate::typeset::{Code, Face, Fonts, Glyphs, Weight};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Entries of one block of a character map; the format allows no more.
const BLOCK: usize = 100;

/// What pages ask of a face to be drawn; codes may still be added to it.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) weight: Weight,
    /// The name pages call it by.
    pub(super) resource: &'static str,
    /// The code that stands for a space, and its width.
    pub(super) space: Option<u16>,
    pub(super) space_width: u16,
    /// What each code does to the order of a line, as pypdf sees it.
    ways: Vec<Turn>,
}

/// The two faces before any code.
pub(super) fn keys() -> [Keys; 2] {
    [(Weight::Regular, "R"), (Weight::Bold, "B")].map(|(weight, resource)| Keys {
        weight,
        resource,
        space: None,
        space_width: 0,
        ways: Vec::new(),
    })
}

impl Keys {
    /// Takes up the codes that `glyphs` have gained.
    pub(super) fn follow(&mut self, glyphs: &Glyphs) {
        for (at, code) in glyphs.codes(self.weight).enumerate().skip(self.ways.len()) {
            self.ways.push(turn(&code.text));
            if self.space.is_none() && code.text == " " {
                self.space = u16::try_from(at).ok();
                self.space_width = code.width;
            }
        }
    }

    /// The glyph of a code, and what it does to the order of a line: the font holds a glyph for each code, in their
    /// order, after the one for what is missing.
    pub(super) fn code(&self, code: u16) -> Option<(u16, Turn)> {
        Some((code.checked_add(1)?, *self.ways.get(usize::from(code))?))
    }
}

/// One face, ready for any file.
#[derive(Debug)]
pub(super) struct PressedFace {
    pub(super) weight: Weight,
    /// The name pages call it by.
    pub(super) resource: &'static str,
    /// What tells this font from any other.
    pub(super) digest: [u8; 32],
    name: String,
    program: Stream,
    texts: Stream,
    widths: Vec<Object>,
    descriptor: Dictionary,
}

/// All faces that `glyphs` draw with.
pub(super) fn pressed(glyphs: &Glyphs, fonts: &Fonts) -> Result<Vec<PressedFace>, PdfError> {
    let mut out = Vec::new();
    for (weight, resource) in [(Weight::Regular, "R"), (Weight::Bold, "B")] {
        if glyphs.codes(weight).len() > 0 {
            let codes: Vec<&Code> = glyphs.codes(weight).collect();
            out.push(face(fonts.face(weight), weight, resource, &codes)?);
        }
    }
    Ok(out)
}

fn face(
    face: &Face,
    weight: Weight,
    resource: &'static str,
    codes: &[&Code],
) -> Result<PressedFace, PdfError> {
    let refused = || PdfError::Font { name: face.name, reason: "its outlines cannot be read".to_owned() };
    let Baked { file, glyphs, bounds } = baked(face, codes.iter().copied()).ok_or_else(refused)?;
    let digest: [u8; 32] = Sha256::digest(&file).into();
    let tag: String = digest.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    let name = format!("{tag}+{}", face.name);
    // What `Keys::code` counts on.
    if glyphs.iter().zip(1_u16..).any(|(glyph, number)| *glyph != number) {
        return Err(PdfError::Font { name: face.name, reason: "its glyphs are not in order".to_owned() });
    }
    let length = i64::try_from(file.len()).unwrap_or(i64::MAX);
    let mut widths = vec![0_i64; glyphs.iter().map(|&glyph| usize::from(glyph) + 1).max().unwrap_or(1)];
    for (code, glyph) in codes.iter().zip(&glyphs) {
        if let Some(width) = widths.get_mut(usize::from(*glyph)) {
            *width = i64::from(code.width);
        }
    }
    let widths = widths.into_iter().map(Object::Integer).collect();
    let descriptor = dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => Object::Name(name.clone().into_bytes()),
        "Flags" => 4,
        "FontBBox" => bounds.map(|edge| Object::Integer(i64::from(edge))).to_vec(),
        "ItalicAngle" => 0,
        "Ascent" => face.ascent as i64,
        "Descent" => -(face.descent as i64),
        "CapHeight" => 646,
        "StemV" => if weight == Weight::Bold { 140 } else { 80 },
    };
    Ok(PressedFace {
        weight,
        resource,
        digest,
        name,
        program: packed(file, &[("Length1", length)]),
        texts: packed(texts(codes, &glyphs).into_bytes(), &[]),
        widths: vec![Object::Integer(0), Object::Array(widths)],
        descriptor,
    })
}

/// What a code does to the order of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nothing: neutral, or several characters.
    None,
    /// Turns it right to left.
    Right,
    /// Turns it left to right.
    Left,
}

fn turn(text: &str) -> Turn {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFEFF) => Turn::Right,
        (Some(c), None) if c.is_alphanumeric() => Turn::Left,
        _ => Turn::None,
    }
}

/// The map from codes to text.
fn texts(codes: &[&Code], glyphs: &[u16]) -> String {
    let mut pairs: Vec<(u16, &str)> =
        glyphs.iter().copied().zip(codes.iter().map(|code| code.text.as_str())).collect();
    pairs.sort_unstable();
    let mut out = String::from(concat!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n",
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    ));
    for block in pairs.chunks(BLOCK) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (glyph, text) in block {
            let _ = write!(out, "<{glyph:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

impl PressedFace {
    /// Puts the font into `document`; the object pages refer to.
    pub(super) fn add(&self, document: &mut Document) -> ObjectId {
        let name = || Object::Name(self.name.clone().into_bytes());
        let program = document.add_object(self.program.clone());
        let mut descriptor = self.descriptor.clone();
        descriptor.set("FontFile2", program);
        let descriptor = document.add_object(descriptor);
        let texts = document.add_object(self.texts.clone());
        let descendant = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "CIDToGIDMap" => "Identity",
            "DW" => 0,
            "W" => self.widths.clone(),
        });
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => texts,
        })
    }
}
