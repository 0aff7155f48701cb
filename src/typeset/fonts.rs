//! The fonts pages are set in, parsed once for all documents of a run.
//!
//! In: the two faces of Amiri that the binary carries. Out: [`Fonts`], which threads share. Always holds: both faces
//! have TrueType outlines and thousand units to the em, so that widths in a PDF are exact.

use super::{TypesetError, Weight};
use harfrust::{Direction, Font, Language, Script, ShapePlan};
use std::fmt;

/// Units to the em of a usable font; a PDF counts widths in thousandths.
pub(super) const UNITS: u16 = 1000;

/// All faces, by [`Weight`].
pub struct Fonts {
    faces: [Face; 2],
}

/// One face.
pub struct Face {
    /// The name a PDF gives it.
    pub(crate) name: &'static str,
    /// The whole font file.
    pub(crate) bytes: &'static [u8],
    /// Height above the baseline, in thousandths of the size.
    pub(crate) ascent: f32,
    /// Depth below the baseline, positive, in thousandths of the size.
    pub(crate) descent: f32,
    pub(super) font: Font,
    pub(super) arabic: ShapePlan,
    pub(super) latin: ShapePlan,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.faces.iter().map(|face| face.name)).finish()
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

impl Fonts {
    /// The fonts that the binary carries.
    ///
    /// # Errors
    /// A font file that cannot be used.
    pub fn embedded() -> Result<Self, TypesetError> {
        let regular = include_bytes!("../../templates/fonts/Amiri-Regular.ttf");
        let bold = include_bytes!("../../templates/fonts/Amiri-Bold.ttf");
        Ok(Self { faces: [Face::new("Amiri-Regular", regular)?, Face::new("Amiri-Bold", bold)?] })
    }

    /// The face of a weight.
    #[must_use]
    pub(crate) fn face(&self, weight: Weight) -> &Face {
        let [regular, bold] = &self.faces;
        match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        }
    }
}

impl Face {
    fn new(name: &'static str, bytes: &'static [u8]) -> Result<Self, TypesetError> {
        let unusable = |reason| TypesetError::Font { name, reason };
        let font = Font::new(bytes, 0).ok_or_else(|| unusable("it is not an OpenType font"))?;
        if font.units_per_em() != UNITS {
            return Err(unusable("it does not have 1000 units to the em"));
        }
        let line = font.metrics().hhea_line.as_ref().ok_or_else(|| unusable("it has no line heights"))?;
        let (ascent, descent) = (line.ascender.to_f64() as f32, -line.descender.to_f64() as f32);
        let arabic = plan(&font, Way::RightToLeft, Script::ARABIC);
        let latin = plan(&font, Way::LeftToRight, Script::LATIN);
        Ok(Self { name, bytes, ascent, descent, font, arabic, latin })
    }
}

/// The direction of letters in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    LeftToRight,
    RightToLeft,
}

impl Way {
    pub(super) fn direction(self) -> Direction {
        match self {
            Self::LeftToRight => Direction::LeftToRight,
            Self::RightToLeft => Direction::RightToLeft,
        }
    }
}

pub(super) fn plan(font: &Font, way: Way, script: Script) -> ShapePlan {
    ShapePlan::new(font, way.direction(), Some(script), language(script).as_ref(), &[])
}

/// The language whose forms a script is drawn with.
pub(super) fn language(script: Script) -> Option<Language> {
    Language::new(if script == Script::ARABIC { "ar" } else { "fr" })
}
