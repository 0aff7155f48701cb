//! A document's claims: mentions found by lexicons and rules, related into records.
//!
//! In: a [`Document`] and the [`Seeds`]. Out: [`Record`]s. Always holds: every value cites words of the document, and
//! a text that fills no organ yields no seat. Segments are labelled (`parts`), then related (`board`); scope comes
//! before names (`scope`). Does not look at other documents.

mod about;
mod affiliate;
mod assemble;
mod bar;
mod barriers;
mod belong;
mod board;
mod bodies;
mod cells;
mod companions;
mod counts;
mod date;
mod deal;
mod domains;
mod draft;
mod endings;
mod event;
mod exact;
mod fields;
mod flat;
mod gender;
mod genres;
mod given;
mod handing;
mod headers;
mod headlines;
mod homographs;
mod items;
mod lifting;
mod lines;
mod names;
mod namesakes;
mod organization;
mod outgoing;
mod parts;
mod phrase;
mod place;
mod purse;
mod reader;
mod register;
pub mod roles;
mod rows;
mod scope;
mod seating;
mod seats;
mod sentences;
mod spelt;
mod stacks;
mod surnames;
mod table;
mod term;
mod titles;
mod verbs;

pub use register::{Kin, Long, Understood, sheets};

/// What `document` claims: a register's rows, or what a communiqué says.
#[must_use]
pub fn records(
    document: &crate::document::Document,
    seeds: &crate::seeds::Seeds,
) -> Vec<crate::model::Record> {
    if document.is_sheet() {
        return vec![register::record(document, seeds)];
    }
    assemble::records(document, seeds)
}
