//! Pages become PDF bytes: the only writer of PDF.
//!
//! In: [`Pages`], the [`Glyphs`] they draw, the fonts, a day. Out: a tagged PDF/A-2a and PDF/UA-1 file. Always holds:
//! the same pages give the same bytes; every code has a shape and a text; text comes out in the order it was written
//! in, because marks are part of their letters' shapes and runs are flat.

mod attach;
mod bake;
mod book;
mod canvas;
mod draw;
mod finish;
mod font;
mod icc;
mod object;
mod outline;
mod picture;
mod sfnt;
mod tags;
mod xmp;

use crate::calendar::Date;
use crate::typeset::{Fonts, Glyphs, Language, Pages, Picture};
use thiserror::Error;

pub use attach::Attachment;
pub use book::Book;

/// A PDF that cannot be written, and why.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// A font whose outlines cannot be put into a file.
    #[error("the font {name} cannot be put into a PDF: {reason}")]
    Font {
        /// The font.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Pages that were set with other glyphs than those given.
    #[error("page {page} draws a glyph that is not among those given")]
    ForeignGlyph {
        /// The page, from 1.
        page: usize,
    },
    /// A document without its fixed parts.
    #[error("the PDF lacks its {part}")]
    Incomplete {
        /// What is missing.
        part: &'static str,
    },
}

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The day it was made.
    pub date: Date,
}

/// What a file says about itself, and carries.
#[derive(Debug, Clone, Copy)]
struct Made<'m> {
    meta: &'m Meta,
    attached: Option<&'m Attachment>,
    pictures: &'m [std::sync::Arc<Picture>],
}

/// Fonts made ready for all files that draw the same glyphs: cut down, compressed and described once.
#[derive(Debug)]
pub struct Press {
    keys: [font::Keys; 2],
    faces: Vec<font::PressedFace>,
    profile: lopdf::Stream,
}

impl Press {
    /// The fonts that draw `glyphs`.
    ///
    /// # Errors
    /// A font whose outlines cannot be used.
    pub fn new(glyphs: &Glyphs, fonts: &Fonts) -> Result<Self, PdfError> {
        let mut keys = font::keys();
        keys.iter_mut().for_each(|keys| keys.follow(glyphs));
        let profile = finish::packed(icc::gray(), &[("N", 1)]);
        Ok(Self { keys, faces: font::pressed(glyphs, fonts)?, profile })
    }

    /// `pages` as a file.
    ///
    /// # Errors
    /// Pages that draw glyphs this press was not made for.
    pub fn bytes(&self, pages: &Pages, meta: &Meta) -> Result<Vec<u8>, PdfError> {
        self.written(pages, meta, None)
    }

    /// `pages` as a file that carries another one.
    ///
    /// # Errors
    /// Pages that draw glyphs this press was not made for.
    pub fn carrying(&self, pages: &Pages, meta: &Meta, attached: &Attachment) -> Result<Vec<u8>, PdfError> {
        self.written(pages, meta, Some(attached))
    }

    fn written(
        &self,
        pages: &Pages,
        meta: &Meta,
        attached: Option<&Attachment>,
    ) -> Result<Vec<u8>, PdfError> {
        let mut canvas = canvas::Printpdf::new(&pages.title, pages.paper);
        let pictures = pages.pictures();
        let marks = draw::draw(pages, &self.keys, &pictures, &mut canvas)?;
        let made = Made { meta, attached, pictures: &pictures };
        finish::bytes(canvas.document(), self, pages, &marks, made)
    }
}

/// `pages`, set with `glyphs`, as one file of its own.
///
/// # Errors
/// A font whose outlines cannot be used, pages set with other glyphs.
pub fn bytes(pages: &Pages, glyphs: &Glyphs, fonts: &Fonts, meta: &Meta) -> Result<Vec<u8>, PdfError> {
    Press::new(glyphs, fonts)?.bytes(pages, meta)
}

/// The direction a viewer lays pages out in.
fn direction(language: Language) -> &'static str {
    match language {
        Language::Arabic => "R2L",
        Language::French | Language::English => "L2R",
    }
}
