//! Pages become PDF bytes: the only writer of PDF.
// STUB
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("x")]
pub struct PdfError;
#[allow(missing_docs)]
pub struct Meta;
#[allow(missing_docs)]
impl Meta {
    pub fn new(_: &crate::typeset::Sheet, _: crate::calendar::Date) -> Self {
        Self
    }
}
#[allow(missing_docs)]
pub fn bytes(_: &[crate::typeset::Page], _: &Meta, _: &crate::typeset::Fonts) -> Result<Vec<u8>, PdfError> {
    Ok(vec![])
}
