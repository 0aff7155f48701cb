//! Paragraphs and tables become placed glyphs. Knows letters, not people.

mod content;

pub use content::{
    Align, Column, Content, Digits, Language, Letterhead, Margins, Marker, Pair, Paper, Paragraph, Piece,
    Running, RunningPiece, Sheet, Signature, Table, Text, Weight,
};
// STUB
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Fonts;
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("x")]
pub struct TypesetError;
#[allow(missing_docs)]
impl Fonts {
    pub fn embedded() -> Result<Self, TypesetError> {
        Ok(Self)
    }
}
#[allow(missing_docs)]
pub struct Page;
#[allow(missing_docs)]
pub fn pages(_s: &Sheet, _f: &Fonts) -> Result<Vec<Page>, TypesetError> {
    Ok(vec![])
}
