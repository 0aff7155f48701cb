//! What checks look at: the register, who its documents' names stand for, and which documents speak of one body.
//!
//! In: the [`Register`] and the [`Context`]. Out: [`Look`]. Always holds: two names are one person only when the
//! register says so, or when they are written alike; who is who is never decided here.

use super::Context;
use super::body::{Body, bodies};
use super::pairing::{Near, nears};
use crate::calendar::Date;
use crate::document::{BlockKind, Document, Sources};
use crate::model::{Cited, Evidence, OrganizationClaim, Record, RowClaim, RuleId, TermClaim};
use crate::names::Names;
use crate::register::Register;
use crate::text::{SourceId, Span, key};
use std::collections::BTreeMap;

/// Who a name in a document stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// The register's person or body of that id.
    Known(String),
    /// Nobody the register knows: the name, made comparable.
    Spelled(String),
}

/// What checks look at.
#[derive(Debug)]
pub(super) struct Look<'a> {
    /// The register.
    pub(super) register: &'a Register,
    /// The day terms are judged on.
    pub(super) as_of: Date,
    /// The documents.
    pub(super) sources: &'a Sources,
    /// Spelling knowledge.
    pub(super) names: &'a Names,
    /// Bodies and the documents that speak of them.
    pub(super) bodies: Vec<Body<'a>>,
    /// For the name of a seat the row that may list its holder, where the register has not decided.
    nears: BTreeMap<(SourceId, Span), Near<'a>>,
}

impl<'a> Look<'a> {
    pub(super) fn new(register: &'a Register, context: &Context<'a>) -> Self {
        let mut look = Self {
            register,
            as_of: context.as_of,
            sources: context.sources,
            names: context.names,
            bodies: Vec::new(),
            nears: BTreeMap::new(),
        };
        look.bodies = bodies(&look);
        let nears = look.bodies.iter().flat_map(|body| nears(&look, body));
        look.nears = nears.map(|(name, near)| (place(name), near)).collect();
        look
    }

    /// The row that most likely lists the person whom a board names here, when the register finds none for certain.
    pub(super) fn near(&self, name: &Cited<String>) -> Option<&Near<'a>> {
        self.nears.get(&place(name))
    }

    /// Who the person named here is.
    pub(super) fn person(&self, name: &Cited<String>) -> Who {
        match self.register.person_named(name) {
            Some(person) => Who::Known(person.id.clone()),
            None => Who::Spelled(key(&name.value)),
        }
    }

    /// Which body is named here.
    pub(super) fn organization(&self, name: &Cited<String>) -> Who {
        match self.register.organization_named(name) {
            Some(body) => Who::Known(body.id.clone()),
            None => Who::Spelled(key(&name.value)),
        }
    }

    /// Who the row lists; `None` for a row without a name.
    pub(super) fn listed(&self, row: &RowClaim) -> Option<Who> {
        row.name.as_ref().or(row.latin_name.as_ref()).map(|name| self.person(name))
    }

    /// The rows of the body's registers that list the person named here.
    pub(super) fn rows<'b>(
        &self,
        body: &'b Body<'a>,
        name: &Cited<String>,
    ) -> impl Iterator<Item = (&'a Record, &'a RowClaim)> + 'b {
        body.rows.get(&self.person(name)).into_iter().flatten().copied()
    }

    /// True when the row lists somebody whom the board names.
    pub(super) fn is_on_board(&self, board: &Record, row: &RowClaim) -> bool {
        let names = row.name.iter().chain(&row.latin_name);
        let listed: Vec<Who> = names.map(|name| self.person(name)).collect();
        board.memberships.iter().any(|seat| listed.contains(&self.person(&seat.person.name)))
    }

    /// The document of a record.
    pub(super) fn document(&self, source: SourceId) -> Option<&'a Document> {
        self.sources.get(source)
    }

    /// The words as written at a place.
    pub(super) fn quote(&self, place: &Evidence) -> &'a str {
        self.document(place.source).map_or("", |document| document.quote(place.span))
    }

    /// What the cell that holds `place` stored; `None` outside spreadsheets.
    pub(super) fn cell(&self, place: &Evidence) -> Option<crate::document::Cell> {
        let document = self.document(place.source)?;
        let after = document.blocks.partition_point(|block| block.span.start() <= place.span.start());
        match document.blocks.get(after.checked_sub(1)?)?.kind {
            BlockKind::Cell(cell) => Some(cell),
            _ => None,
        }
    }
}

fn place(name: &Cited<String>) -> (SourceId, Span) {
    (name.main().source, name.main().span)
}

/// The whole row, as a place.
pub(super) fn row_place(record: &Record, row: &RowClaim) -> Option<Evidence> {
    let rule = RuleId::new("register.row");
    row.extent.map(|span| Evidence { source: record.source, span, rule })
}

/// Where a row names its member: the name, else the first cell that says anything of it.
pub(super) fn row_name(row: &RowClaim) -> Option<&Cited<String>> {
    row.name.as_ref().or(row.latin_name.as_ref()).or(row.acronym.as_ref()).or(row.organization.as_ref())
}

/// The name a document gives its body.
pub(super) fn body_name(claim: Option<&OrganizationClaim>) -> String {
    claim.map(|claim| claim.name.value.clone()).unwrap_or_default()
}

/// The last day of a term and where it was read: the stated one, or the day of the event and whole years.
pub(super) fn end_of_term(record: &Record) -> Option<(Date, Vec<Evidence>)> {
    let TermClaim { years, start_date, end_date } = record.term.as_ref()?;
    if let Some(end) = end_date {
        return Some((end.value, end.evidence().cloned().collect()));
    }
    let years = years.as_ref()?;
    let start = start_date.as_ref().or(record.event.as_ref()?.start_date.as_ref())?;
    let later = start.value.plus_years(i32::try_from(years.value).ok()?);
    let end = later.days().and_then(|days| Date::from_days(days - 1)).unwrap_or(later);
    Some((end, years.evidence().chain(start.evidence()).cloned().collect()))
}

/// True when `date` lies wholly before `day`.
pub(super) fn is_past(date: Date, day: Date) -> bool {
    let last = |date: Date| {
        let (year, month, day) = date.parts();
        (year, month.unwrap_or(12), day.unwrap_or(31))
    };
    last(date) < last(day) && date.parts().0 <= day.parts().0
}
