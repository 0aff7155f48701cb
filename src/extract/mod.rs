//! A document's claims: mentions found by lexicons and rules, related into records.
//!
//! In: a [`Document`] and the [`Seeds`]. Out: [`Record`]s. Always holds: every value cites words of the document, and
//! a text that fills no organ yields no seat. Segments are labelled (`parts`), then related (`board`); scope comes
//! before names (`scope`). Does not look at other documents.

mod assemble;
mod board;
mod counts;
mod date;
mod event;
mod exact;
mod names;
mod organization;
mod outgoing;
mod parts;
mod phrase;
mod place;
mod reader;
mod scope;
mod term;

pub use assemble::record;
// STUB
#[allow(missing_docs)]
pub fn records(d: &crate::document::Document, s: &crate::seeds::Seeds) -> Vec<crate::model::Record> {
    vec![record(d, s)]
}
#[allow(missing_docs)]
pub fn sheets(_: &crate::document::Document, _: &crate::seeds::Seeds) -> Vec<u8> {
    vec![]
}
