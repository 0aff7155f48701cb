//! What **all** records claim: people and organisations identified, every field with all its claims.
//!
//! In: records of one run, in any order. Out: [`Register`]. Always holds: the order of the records does not show in
//! it; nobody is identified by name alone when something contradicts; what a human decided wins.

mod build;
mod corrections;
mod identity;
mod members;
mod mention;
mod merge;
mod organizations;
mod sign;
mod terms;
mod union;
mod values;

use crate::model::{Cited, Event, Evidence, Membership, Organization, Person, Post, Record};
use crate::names::{Likeness, Names, Verdict};
use crate::text::{SourceId, Span};
use std::collections::BTreeMap;

pub use corrections::{Correction, Corrections, CorrectionsError, HumanVerdict, ValueCorrection};
pub use sign::Sign;
pub use terms::{Change, Sitting};
pub use values::{Applied, Overruled};

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
    /// People that may be one: for a human to decide.
    pub likely: Vec<Likely>,
    /// Values of documents that a human verdict has replaced.
    pub overruled: Vec<Overruled>,
    /// Human verdicts that apply to nothing any more.
    pub unused_corrections: Vec<Correction>,
    /// The person, or body, that each place names.
    index: Index,
}

/// Two people of the register that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// Their ids, in the register's order.
    pub people: [String; 2],
    /// Where each is named, in the same order.
    pub evidence: [Evidence; 2],
    /// How alike the names are, and why.
    pub likeness: Likeness,
    /// What else speaks for it or against it.
    pub signs: Vec<Sign>,
}

impl Likely {
    /// What the names alone say: `same`, `unsure` or `different`.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.likeness.verdict {
            Verdict::Same => "same",
            Verdict::Unsure => "unsure",
            Verdict::Different => "different",
        }
    }
}

/// Which object of the register a place in a document names: indices by source and span.
#[derive(Debug, Clone, PartialEq, Default)]
struct Index {
    people: BTreeMap<(SourceId, Span), usize>,
    organizations: BTreeMap<(SourceId, Span), usize>,
    /// The organ of each event: events of one body with one number filled one organ.
    organs: Vec<usize>,
}

impl Register {
    /// What `records` together claim.
    #[must_use]
    pub fn from_records(records: Vec<Record>, names: &Names, corrections: &Corrections) -> Self {
        build::register(records, names, corrections)
    }

    /// The person of that id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        numbered(&self.people, id, |person| &person.id)
    }

    /// The organisation of that id.
    #[must_use]
    pub fn organization(&self, id: &str) -> Option<&Organization> {
        numbered(&self.organizations, id, |body| &body.id)
    }

    /// The event of that id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&Event> {
        numbered(&self.events, id, |event| &event.id)
    }

    /// The person that a name in a record names.
    #[must_use]
    pub fn person_named<T>(&self, name: &Cited<T>) -> Option<&Person> {
        let place = name.main();
        self.index.people.get(&(place.source, place.span)).and_then(|&at| self.people.get(at))
    }

    /// The organisation that a name in a record names.
    #[must_use]
    pub fn organization_named<T>(&self, name: &Cited<T>) -> Option<&Organization> {
        let place = name.main();
        self.index.organizations.get(&(place.source, place.span)).and_then(|&at| self.organizations.get(at))
    }
}

/// The object with `id`, whose number is its place counted from 1.
fn numbered<'a, T>(list: &'a [T], id: &str, of: impl Fn(&T) -> &String) -> Option<&'a T> {
    let number: usize = id.rsplit('/').next()?.parse().ok()?;
    list.get(number.checked_sub(1)?).filter(|object| of(object) == id)
}
