//! What **all** records claim: people and organisations identified, every field with all its claims.
//!
//! In: records of one run, in any order. Out: [`Register`]. Always holds: the order of the records does not show in
//! it; nobody is identified by name alone when something contradicts.

use crate::model::{Event, Membership, Organization, Person, Post, Record};

/// What all records of a run claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Register {
    /// People, by name.
    pub people: Vec<Person>,
    /// Organisations, by name.
    pub organizations: Vec<Organization>,
    /// Seats.
    pub posts: Vec<Post>,
    /// Who belongs where.
    pub memberships: Vec<Membership>,
    /// What filled the seats.
    pub events: Vec<Event>,
    /// The records it was made from, sorted by source: checks look at what one document says within itself.
    pub records: Vec<Record>,
}
// STUB
#[allow(missing_docs)]
#[derive(Debug, Default)]
pub struct Corrections;
#[allow(missing_docs)]
pub struct CorrectionsError {
    pub line: usize,
    pub message: String,
}
#[allow(missing_docs)]
impl Corrections {
    pub fn parse(_: &str) -> Result<Self, CorrectionsError> {
        Ok(Self)
    }
}
#[allow(missing_docs)]
impl Register {
    pub fn from_records(records: Vec<Record>, _: &crate::names::Names, _: &Corrections) -> Self {
        Self { records, ..Self::default() }
    }
}
