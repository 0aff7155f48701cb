//! Who gets a letter of a kind, and what it says to each.
//!
//! In: the register, and whom a kind is meant for. Out: [`Draft`]s in the order of the documents. Always holds: a draft's
//! key says whom it goes to and about what, in words that the next run will find again.

use super::doubts::{Doubts, Field};
use super::values::{Blank, Dues, DuesYear, Line, Membership, Reader, Values};
use crate::check::{Debt, DebtYear};
use crate::model::{
    Cited, MemberStatus, Membership as Seat, PostId, Reading, Record, RowClaim, SourceKind, Standing,
};
use crate::register::{Change, Register};
use crate::report::boards::{Board, boards};
use crate::report::letter::Ground;
use crate::template::Recipient;
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// A letter before it has a number.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Whom it goes to, as the documents write it.
    pub(super) label: String,
    /// What tells it from other letters of its kind.
    pub(super) key: Vec<String>,
    pub(super) values: Values,
    pub(super) blanks: Vec<Blank>,
}

/// A letter for everybody that `to` means.
pub(super) fn drafts(ground: &Ground<'_>, doubts: &Doubts, to: Recipient) -> Vec<Draft> {
    let mut maker = Maker { ground, doubts, left: BTreeMap::new() };
    if matches!(to, Recipient::Organisation | Recipient::Outgoing) {
        maker.left = left(ground.register);
    }
    let boards = || boards(ground.register, ground.as_of);
    match to {
        Recipient::SeatHolder => boards().iter().flat_map(|board| maker.seats(board)).collect(),
        Recipient::Organisation => boards().iter().map(|board| maker.body(board)).collect(),
        Recipient::Outgoing => boards().iter().flat_map(|board| maker.outgoing(board)).collect(),
        Recipient::Member => maker.members(),
        Recipient::Debtor => ground.debts.iter().map(|debt| maker.debtor(debt)).collect(),
    }
}

/// Who left at each event: those whom its document thanks or names, then those of the board before.
fn left(register: &Register) -> BTreeMap<&str, Vec<&Seat>> {
    let mut out: BTreeMap<&str, Vec<&Seat>> = BTreeMap::new();
    for membership in register.memberships.iter().filter(|known| known.standing == Standing::Outgoing) {
        if let Some(event) = &membership.event {
            out.entry(event).or_default().push(membership);
        }
    }
    for sitting in register.sittings() {
        let seats = sitting.changes.iter().filter_map(|change| match change {
            Change::Left(seat) => Some(*seat),
            _ => None,
        });
        out.entry(sitting.event.id.as_str()).or_default().extend(seats);
    }
    out
}

struct Maker<'a> {
    ground: &'a Ground<'a>,
    doubts: &'a Doubts,
    left: BTreeMap<&'a str, Vec<&'a Seat>>,
}

impl<'a> Maker<'a> {
    fn reader(&self) -> Reader<'a> {
        Reader { sources: self.ground.sources, doubts: self.doubts, blanks: Vec::new() }
    }

    fn draft(&self, label: String, key_of: &[&str], mut values: Values, reader: Reader<'_>) -> Draft {
        let settings = self.ground.settings;
        let named = &self.ground.sender.organization;
        let is_named = |name: &String| named.name.as_ref().is_some_and(|own| key(own) == key(name));
        let body = &mut values.organization;
        if named.name_fr.is_some() && body.name.iter().chain(&body.other_names).any(is_named) {
            body.latin_name.clone_from(&named.name_fr);
        }
        values.meeting = settings.meeting.clone();
        values.authority.clone_from(&settings.authority);
        values.authority_fr.clone_from(&settings.authority_fr);
        values.copies.clone_from(&settings.copies);
        values.copies_fr.clone_from(&settings.copies_fr);
        let mut blanks = reader.blanks;
        blanks.sort();
        blanks.dedup();
        Draft { label, key: key_of.iter().map(|part| key(part)).collect(), values, blanks }
    }

    /// What is true of a board whoever it is told to: body, organ and year tell one election from the next; a day that
    /// is mended later leaves them as they are.
    fn occasion(&self, board: &Board<'_>) -> [String; 3] {
        let event = board.event;
        let body = board.organization.and_then(|body| body.name.value().cloned());
        let date = event.and_then(|event| event.start_date.as_ref());
        let year = date.map(|date| date.value.parts().0.to_string());
        let organ = event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.clone());
        [body.unwrap_or_default(), organ.unwrap_or_default(), year.unwrap_or_default()]
    }

    fn seats(&self, board: &Board<'_>) -> Vec<Draft> {
        let mut first = self.reader();
        let common = first.board(board);
        let [body, organ, year] = self.occasion(board);
        let each = board.seats.iter().map(|seat| {
            let mut reader = Reader { blanks: first.blanks.clone(), ..self.reader() };
            let (person, slots) = reader.seat(seat);
            let label = seat.name().unwrap_or_default();
            let values = Values { person, seat: slots, ..common.clone() };
            self.draft(label.clone(), &[&body, &organ, &year, &label], values, reader)
        });
        each.collect()
    }

    fn body(&self, board: &Board<'_>) -> Draft {
        let mut reader = self.reader();
        let mut values = reader.board(board);
        values.members = reader.members(board);
        values.outgoing = self.gone(board);
        let [body, organ, year] = self.occasion(board);
        self.draft(body.clone(), &[&body, &organ, &year], values, reader)
    }

    /// Who left the board and does not sit on it any more.
    fn gone(&self, board: &Board<'_>) -> Vec<Line> {
        let register: &Register = self.ground.register;
        let left = board.event.and_then(|event| self.left.get(event.id.as_str()));
        let mut seen: BTreeSet<&str> =
            board.seats.iter().map(|seat| seat.membership.person.as_str()).collect();
        let mut out = Vec::new();
        for membership in left.into_iter().flatten() {
            if !seen.insert(&membership.person) {
                continue;
            }
            let Some(person) = register.person(&membership.person) else { continue };
            let sources: Vec<_> = membership.evidence.iter().map(|known| known.source).collect();
            let claims = person.name.claims().iter().chain(person.latin_name.claims());
            let own = claims.clone().find(|claim| claim.evidence().any(|at| sources.contains(&at.source)));
            let Some(name) = own.or_else(|| claims.clone().next()) else { continue };
            let certain = |post: &PostId| post.0.clone();
            let line = Line {
                number: out.len() + 1,
                name: Some(name.value.clone()),
                latin_name: person.latin_name.value().cloned(),
                gender: person.gender.value().filter(|_| !person.gender.is_disputed()).copied(),
                post: membership.post.value().filter(|_| !membership.post.is_disputed()).map(certain),
                ..Line::default()
            };
            out.push(line);
        }
        out
    }

    fn outgoing(&self, board: &Board<'_>) -> Vec<Draft> {
        let [body, organ, year] = self.occasion(board);
        let each = self.gone(board).into_iter().map(|line| {
            let mut reader = self.reader();
            let mut values = reader.board(board);
            values.person.name.clone_from(&line.name);
            values.person.latin_name.clone_from(&line.latin_name);
            values.person.gender = line.gender;
            values.seat.post.clone_from(&line.post);
            let label = line.name.unwrap_or_default();
            self.draft(label.clone(), &[&body, &organ, &year, &label], values, reader)
        });
        each.collect()
    }

    fn members(&self) -> Vec<Draft> {
        let records = &self.ground.register.records;
        let sheets = records.iter().filter(|record| record.kind == SourceKind::Register);
        let rows = sheets.flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row)));
        let mut seen = BTreeSet::new();
        let kept = rows.filter(|(_, row)| is_member(row)).filter_map(|(sheet, row)| {
            let name = row.name.as_ref().or(row.latin_name.as_ref())?;
            let who = self.ground.register.person_named(name).map(|person| person.id.clone());
            seen.insert(who.unwrap_or_else(|| key(&name.value))).then(|| self.row(sheet, row, name))
        });
        kept.collect()
    }

    /// What a register says of the member in `row`, whom `name` names.
    fn row(&self, sheet: &Record, row: &RowClaim, name: &Cited<String>) -> Draft {
        let mut reader = self.reader();
        let mut values = self.row_values(sheet, row, Some(name), &mut reader);
        let body = values.organization.name.clone().unwrap_or_default();
        let identifier = values.membership.identifier.clone().unwrap_or_default();
        let places: Vec<_> = name.evidence().collect();
        if reader.doubts_row(Field::Membership, &name.value, &places) {
            values.membership = Membership::default();
        }
        self.draft(name.value.clone(), &[&body, &identifier, &name.value], values, reader)
    }

    fn row_values(
        &self,
        sheet: &Record,
        row: &RowClaim,
        name: Option<&Cited<String>>,
        reader: &mut Reader<'_>,
    ) -> Values {
        let register: &Register = self.ground.register;
        let mut values = Values::default();
        let listed = sheet.organization.as_ref().map(|claim| &claim.name);
        let member = row.organization.as_ref().or(row.acronym.as_ref());
        let parent = member
            .and_then(|name| register.organization_named(name))
            .and_then(|body| body.parent.as_deref())
            .and_then(|id| register.organization(id));
        let body = listed.and_then(|name| register.organization_named(name)).or(parent);
        let known = body.and_then(|body| body.name.value().cloned());
        values.organization.name = known.or_else(|| listed.map(|name| name.value.clone()));
        if let Some(name) = name {
            let places: Vec<_> = name.evidence().collect();
            if let Some(person) = register.person_named(name) {
                values.person = reader.person(person, &name.value, &places);
            }
            values.person.name = reader.row_name(name);
            let latin = row.latin_name.as_ref().map(|latin| latin.value.clone());
            values.person.latin_name =
                latin.or(values.person.latin_name).filter(|_| values.person.name.is_some());
        }
        let text = |cited: &Option<Cited<String>>| cited.as_ref().map(|cited| cited.value.clone());
        let joined = row.joined.as_ref().and_then(|joined| match &joined.value {
            Reading::Known(date) => Some(date.to_string()),
            Reading::Unread(_) => None,
        });
        values.membership = Membership {
            identifier: text(&row.identifier),
            organization: member.map(|name| name.value.clone()),
            role: text(&row.role),
            joined,
        };
        values
    }

    fn debtor(&self, debt: &Debt<'_>) -> Draft {
        let row = debt.row;
        let name = row.name.as_ref().or(row.latin_name.as_ref());
        let member = row.organization.as_ref().or(row.acronym.as_ref());
        let label = name.or(member).map(|name| name.value.clone()).unwrap_or_default();
        let mut reader = self.reader();
        let mut values = self.row_values(debt.sheet, row, name, &mut reader);
        let places: Vec<_> = name.into_iter().flat_map(Cited::evidence).collect();
        let doubted = reader.doubts_row(Field::Dues, &label, &places);
        let years: Vec<DuesYear> = debt.years.iter().map(|year| dues_year(year, doubted)).collect();
        let owed = |year: &DebtYear| year.paid.map(|paid| (year.due - paid).max(0.0));
        let total: Option<f64> = debt.years.iter().map(owed).sum();
        let total = total.filter(|total| !doubted && *total > 0.0);
        values.dues = Dues { years, total: total.map(amount) };
        let body = values.organization.name.clone().unwrap_or_default();
        let identifier = values.membership.identifier.clone().unwrap_or_default();
        let home = values.membership.organization.clone().unwrap_or_default();
        self.draft(label.clone(), &[&body, &identifier, &home, &label], values, reader)
    }
}

fn dues_year(year: &DebtYear, doubted: bool) -> DuesYear {
    let sure = |value: Option<f64>| value.filter(|_| !doubted).map(amount);
    DuesYear {
        year: year.year,
        due: sure(Some(year.due)),
        paid: sure(year.paid),
        owed: sure(year.paid.map(|paid| (year.due - paid).max(0.0))),
    }
}

/// An amount as letters write it: `4500`, `4500.50`.
fn amount(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// True unless the register says that the person has gone.
fn is_member(row: &RowClaim) -> bool {
    use MemberStatus::{Deceased, Expelled, Outgoing, Resigned};
    !row.standing
        .as_ref()
        .is_some_and(|known| matches!(known.value, Deceased | Expelled | Outgoing | Resigned))
}
