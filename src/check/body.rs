//! Which documents speak of one body: the register's identity first, then shared people.
//!
//! In: a [`Look`]. Out: [`Body`]s, in the order of their first document. Always holds: two bodies that documents
//! name differently are joined only by a register sheet, or by names that are nearly one, and half a board in common.

use super::look::{Look, Who, body_name};
use crate::calendar::Date;
use crate::model::{Cited, Record, RowClaim, SourceKind};
use crate::names::Names;
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// A body and the documents that speak of it.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// Its name in the first document that gives one.
    pub(super) name: String,
    /// Documents that fill its organs, the oldest first.
    pub(super) boards: Vec<&'a Record>,
    /// Its member registers.
    pub(super) sheets: Vec<&'a Record>,
    /// Those of them whose roles are seats on the board.
    offices: Vec<&'a Record>,
    /// The rows of its registers by whom they list.
    pub(super) rows: BTreeMap<Who, Vec<(&'a Record, &'a RowClaim)>>,
    names: &'a Names,
}

impl<'a> Body<'a> {
    /// True when the roles of that register are seats on the board.
    pub(super) fn names_offices(&self, sheet: &Record) -> bool {
        self.offices.iter().any(|known| std::ptr::eq(*known, sheet))
    }

    /// The boards that no later document about the same organ replaces.
    pub(super) fn latest(&self) -> impl Iterator<Item = &'a Record> {
        let boards = &self.boards;
        boards.iter().enumerate().filter_map(move |(at, board)| {
            let later = boards.get(at + 1..).into_iter().flatten();
            let replaced =
                later.into_iter().any(|later| self.same_organ(board, later) && day(later) > day(board));
            (!replaced).then_some(*board)
        })
    }

    /// True when two documents fill the same organ, or do not say which.
    pub(super) fn same_organ(&self, one: &Record, other: &Record) -> bool {
        let organ = |known: &Option<Cited<String>>| known.as_ref().map(|organ| organ.value.clone());
        self.names.same_organ(organ(&one.organ).as_deref(), organ(&other.organ).as_deref())
    }
}

/// The day of the event, when the document tells it.
pub(super) fn day(record: &Record) -> Option<Date> {
    record.event.as_ref().and_then(|event| event.start_date.as_ref()).map(|date| date.value)
}

/// Everyone a record names as member.
fn people(look: &Look<'_>, record: &Record) -> BTreeSet<Who> {
    let seats = record.memberships.iter().map(|seat| look.person(&seat.person.name));
    seats.chain(record.rows.iter().filter_map(|row| look.listed(row))).collect()
}

/// The bodies that the records of `look` speak of.
pub(super) fn bodies<'a>(look: &Look<'a>) -> Vec<Body<'a>> {
    let records: Vec<&'a Record> = look.register.records.iter().collect();
    let mut groups = Groups((0..records.len()).collect());
    let mut named: BTreeMap<Who, usize> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        for claim in record.organization.iter() {
            let names = std::iter::once(&claim.name).chain(&claim.other_names).chain(&claim.acronym);
            for name in names {
                let first = *named.entry(look.organization(name)).or_insert(at);
                groups.join(first, at);
            }
        }
    }
    let members: Vec<BTreeSet<Who>> = records.iter().map(|record| people(look, record)).collect();
    let mut homes: BTreeMap<&Who, Vec<usize>> = BTreeMap::new();
    for (at, members) in members.iter().enumerate() {
        members.iter().for_each(|who| homes.entry(who).or_default().push(at));
    }
    for (at, board) in records.iter().enumerate().filter(|(_, record)| !record.memberships.is_empty()) {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let others = members[at].iter().filter_map(|who| homes.get(who)).flatten();
        others.filter(|&&other| other != at).for_each(|&other| *shared.entry(other).or_default() += 1);
        for (other, count) in shared {
            let most = count >= 2 && count * 2 >= members[at].len();
            if most && may_be_one(board, records[other]) {
                groups.join(at, other);
            }
        }
    }
    let mut out: BTreeMap<usize, Body<'a>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let body = out.entry(groups.root(at)).or_insert_with(|| Body {
            name: String::new(),
            boards: Vec::new(),
            sheets: Vec::new(),
            offices: Vec::new(),
            rows: BTreeMap::new(),
            names: look.names,
        });
        if body.name.is_empty() {
            body.name = body_name(record.organization.as_ref());
        }
        match record.kind {
            SourceKind::Register => body.sheets.push(record),
            SourceKind::Communique if !record.memberships.is_empty() => body.boards.push(record),
            SourceKind::Communique => {}
        }
    }
    let mut out: Vec<Body<'a>> = out.into_values().collect();
    for body in &mut out {
        // A sheet that names no body is told by its file.
        let files = body.boards.iter().chain(&body.sheets).filter_map(|record| look.document(record.source));
        if let Some(file) = files.into_iter().next().filter(|_| body.name.is_empty()) {
            body.name.clone_from(&file.path);
        }
        body.boards.sort_by_key(|board| day(board));
        body.offices = body.sheets.iter().copied().filter(|sheet| names_offices(sheet)).collect();
        for &sheet in &body.sheets {
            for row in &sheet.rows {
                let names = row.name.iter().chain(&row.latin_name);
                let listed: BTreeSet<Who> = names.map(|name| look.person(name)).collect();
                listed.into_iter().for_each(|who| body.rows.entry(who).or_default().push((sheet, row)));
            }
        }
    }
    out
}

/// True when the register's roles are seats on the board: a single president, not one for each member body.
fn names_offices(sheet: &Record) -> bool {
    let president = |row: &&RowClaim| row.post.as_ref().is_some_and(|post| post.value.0 == "president");
    sheet.rows.iter().filter(president).count() <= 1
}

/// True when two documents that share people may speak of one body although the register holds two.
fn may_be_one(one: &Record, other: &Record) -> bool {
    let sheet = one.kind == SourceKind::Register || other.kind == SourceKind::Register;
    match (&one.organization, &other.organization) {
        (Some(one), Some(other)) if !sheet => near(&one.name.value, &other.name.value),
        _ => true,
    }
}

/// True when two names differ by a letter in eight at most.
pub(super) fn near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (key(one).chars().collect(), key(other).chars().collect());
    distance(&one, &other) * 8 <= one.len().max(other.len())
}

/// Letters to add, drop or change to turn one into the other.
pub(super) fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (to, known) in other.iter().enumerate() {
            let change = corner + usize::from(letter != known);
            corner = row[to + 1];
            row[to + 1] = change.min(corner + 1).min(row[to] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Disjoint sets of records.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = low;
    }
}
