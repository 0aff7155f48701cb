//! Paragraphs and tables become placed glyphs. Knows letters, not people.
//!
//! In: a [`Sheet`]. Out: [`Pages`], and the [`Glyphs`] they draw. Always holds: what cannot be set right is an error,
//! never a wrong page; the same sheets give the same pages.

mod content;
mod error;
mod figure;
mod flow;
mod fonts;
mod glyphs;
mod notes;
mod official;
mod page;
mod paginate;
mod paragraph;
mod picture;
mod shape;
mod table;

pub use content::{
    Align, Column, Content, Digits, Justify, Language, Letterhead, Margins, Marker, Pair, Paper, Paragraph,
    Piece, Running, RunningPiece, Sheet, Signature, Table, Text, Weight,
};
pub use error::TypesetError;
pub use figure::{Anchor, Figure, Label, Mark};
pub use fonts::{Face, Fonts};
pub use glyphs::{Code, Glyphs, Part, Word};
pub use page::{
    Bookmark, Drawing, Fill, Item, Line, Node, Page, Pages, Placed, Role, Rule, Shape, Shown, Undrawn,
};
pub(crate) use picture::{Coding, Colours};
pub use picture::{Picture, PictureError};

/// Sets sheets, one after the other, with the same glyphs: what one sheet needed, the next has at hand.
pub struct Setter<'f> {
    shaper: shape::Shaper<'f>,
}

impl std::fmt::Debug for Setter<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.shaper.glyphs.fmt(out)
    }
}

impl<'f> Setter<'f> {
    /// One that has set nothing yet.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        Self { shaper: shape::Shaper::new(fonts) }
    }

    /// The pages of `sheet`.
    ///
    /// # Errors
    /// What cannot be set: a character no font covers, a letter wider than its column, a strip higher than the page,
    /// a row with more cells than its table has columns.
    pub fn pages(&mut self, sheet: &Sheet) -> Result<Pages, TypesetError> {
        self.shaper.undrawn.clear();
        let mut flow = flow::Flow::new(&mut self.shaper, sheet);
        flow.contents(&sheet.body)?;
        let foot = flow.foot(sheet)?;
        let bands = std::mem::take(&mut flow.bands);
        let (mut pages, bookmarks) = paginate::fill(sheet, bands, &flow.heads, &foot)?;
        paginate::run(&mut flow, sheet, &mut pages)?;
        Ok(Pages {
            title: sheet.title.clone(),
            language: sheet.language,
            paper: sheet.paper.size(),
            pages,
            nodes: flow.nodes,
            bookmarks,
            undrawn: std::mem::take(&mut flow.shaper.undrawn),
        })
    }

    /// The glyphs of all pages set so far.
    #[must_use]
    pub fn glyphs(&self) -> &Glyphs {
        &self.shaper.glyphs
    }

    /// The glyphs of all pages set so far.
    #[must_use]
    pub fn into_glyphs(self) -> Glyphs {
        self.shaper.glyphs
    }
}
