//! Dues that have not been paid.
//!
//! What: a member who paid less in a year than most members did, nothing, or whose cell is empty.
//! Why it matters to a secretariat: it sends the reminders, and a vote may hang on it.
//! When it stays silent: the year lies before the member joined or after the day of judgement, the member is exempt,
//! a duplicate of the row has paid, or too few members paid anything for an amount to be due. One finding a member.

use super::look::{Look, Who, row_name, row_place};
use super::{Context, Finding, Severity, Slot};
use crate::model::{Cited, DuesStanding, Evidence, MemberStatus, Reading, Record, RowClaim};
use crate::register::Register;
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// A Hijri year lies below, a Gregorian one above.
const HIJRI: i32 = 1700;

/// The year of dues whose period the register does not name.
const UNNAMED: i32 = 0;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for sheet in look.register.records.iter().filter(|record| !record.rows.is_empty()) {
        let due = due(sheet);
        let paid = paid(look, sheet, &due);
        for row in &sheet.rows {
            out.extend(of_row(look, sheet, row, &due, &paid));
        }
    }
}

/// What one cell says of dues.
struct Cell<'a> {
    year: i32,
    amount: &'a Reading<f64>,
    place: &'a Evidence,
}

/// What a row says of dues, by year.
fn said(row: &RowClaim) -> impl Iterator<Item = Cell<'_>> {
    let dues = row.dues.iter();
    let named =
        dues.map(|dues| Cell { year: dues.value.year, amount: &dues.value.amount, place: dues.main() });
    let unnamed = row.amount.iter();
    named.chain(unnamed.map(|amount| Cell { year: UNNAMED, amount: &amount.value, place: amount.main() }))
}

/// Whose dues a row holds: the body's, else the person's.
fn member(look: &Look<'_>, row: &RowClaim) -> Option<Who> {
    let body = row.acronym.as_ref().or(row.organization.as_ref());
    body.map(|name| Who::Spelled(key(&name.value))).or_else(|| look.listed(row))
}

/// What is due in each year of a register: the amount that most members who paid anything paid; 0 stands for a period
/// that the register does not name.
#[must_use]
pub fn due(sheet: &Record) -> BTreeMap<i32, f64> {
    let mut amounts: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for cell in sheet.rows.iter().flat_map(said) {
        if let Some(&amount) = cell.amount.known().filter(|&&amount| amount > 0.0) {
            amounts.entry(cell.year).or_default().push(amount);
        }
    }
    let mode = |amounts: Vec<f64>| -> Option<f64> {
        let times = |amount: f64| amounts.iter().filter(|&&known| known == amount).count();
        let likelier = |one: &f64, other: &f64| times(*one).cmp(&times(*other)).then(one.total_cmp(other));
        let best = amounts.iter().copied().max_by(likelier)?;
        // Where everyone pays an amount of their own, none is due of all.
        (times(best) * 2 > amounts.len()).then_some(best)
    };
    amounts.into_iter().filter_map(|(year, amounts)| Some((year, mode(amounts)?))).collect()
}

/// The Gregorian year in which most of a Hijri year lies; a Gregorian year as it is.
#[must_use]
pub fn gregorian(year: i32) -> i32 {
    if (1000..HIJRI).contains(&year) { year - year / 33 + 622 } else { year }
}

/// True for a member of whom nothing is due: exempt, gone, or marked as paid.
#[must_use]
pub fn is_free(row: &RowClaim) -> bool {
    use MemberStatus::{Deceased, Expelled, Honorary, Outgoing, Pending, Resigned};
    let is = |known: &Option<Cited<DuesStanding>>, standing| {
        known.as_ref().is_some_and(|known| known.value == standing)
    };
    let gone = row.standing.as_ref().is_some_and(|known| {
        matches!(known.value, Deceased | Expelled | Honorary | Outgoing | Pending | Resigned)
    });
    gone || is(&row.dues_standing, DuesStanding::Exempt) || is(&row.dues_standing, DuesStanding::Paid)
}

/// Dues that a member has not paid in full.
#[derive(Debug, Clone)]
pub struct Debt<'a> {
    /// The register that says so.
    pub sheet: &'a Record,
    /// The member's row in it.
    pub row: &'a RowClaim,
    /// The years concerned; empty when the register only marks the row as unpaid.
    pub years: Vec<DebtYear>,
}

/// Dues of one year that were not paid in full.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DebtYear {
    /// The year, as the register counts; `None` where it names none.
    pub year: Option<i32>,
    /// What most members paid.
    pub due: f64,
    /// What this member paid; `None` where the cell holds no number.
    pub paid: Option<f64>,
}

/// Who owes dues, in the order of the registers: the members that `dues-unpaid` speaks of.
#[must_use]
pub fn debts<'a>(register: &'a Register, context: &Context<'a>) -> Vec<Debt<'a>> {
    let look = Look::new(register, context);
    let mut out = Vec::new();
    for sheet in register.records.iter().filter(|record| !record.rows.is_empty()) {
        let due = due(sheet);
        let paid = paid(&look, sheet, &due);
        for row in &sheet.rows {
            if of_row(&look, sheet, row, &due, &paid).is_some() {
                let years = open_years(&look, row, &due, &paid).map(|(year, due, cell)| DebtYear {
                    year: Some(year).filter(|&year| year != UNNAMED),
                    due,
                    paid: cell.and_then(|cell| cell.amount.known().copied()),
                });
                out.push(Debt { sheet, row, years: years.collect() });
            }
        }
    }
    out
}

/// Who has paid what is due, by year.
fn paid(look: &Look<'_>, sheet: &Record, due: &BTreeMap<i32, f64>) -> BTreeSet<(Who, i32)> {
    let mut out = BTreeSet::new();
    for row in &sheet.rows {
        for cell in said(row) {
            let enough = cell.amount.known().zip(due.get(&cell.year)).is_some_and(|(paid, due)| paid >= due);
            out.extend(member(look, row).filter(|_| enough).map(|who| (who, cell.year)));
        }
    }
    out
}

/// The years in which a row's member has not paid what is due, with the amount due and the row's cell.
fn open_years<'r>(
    look: &Look<'_>,
    row: &'r RowClaim,
    due: &BTreeMap<i32, f64>,
    paid: &BTreeSet<(Who, i32)>,
) -> impl Iterator<Item = (i32, f64, Option<Cell<'r>>)> {
    let who = member(look, row);
    let joined = row.joined.as_ref().and_then(|joined| joined.value.known()).map(|date| date.parts().0);
    let open = |year: i32| {
        let early = joined.is_some_and(|joined| year != UNNAMED && gregorian(year) < joined);
        !early && gregorian(year) <= look.as_of.parts().0
    };
    let owed = |year: i32| who.as_ref().is_some_and(|who| !paid.contains(&(who.clone(), year)));
    let years = due.iter().filter(|&(&year, _)| open(year) && owed(year));
    let all = years.map(|(&year, &due)| (year, due, said(row).find(|cell| cell.year == year)));
    all.collect::<Vec<_>>().into_iter()
}

fn of_row(
    look: &Look<'_>,
    sheet: &Record,
    row: &RowClaim,
    due: &BTreeMap<i32, f64>,
    paid: &BTreeSet<(Who, i32)>,
) -> Option<Finding> {
    let name = row_name(row)?;
    let who = member(look, row)?;
    if is_free(row) {
        return None;
    }
    let (mut years, mut places, mut owes): (Vec<Slot>, Vec<&Evidence>, bool) =
        (Vec::new(), Vec::new(), false);
    let covered = due.keys().any(|&year| paid.contains(&(who.clone(), year)));
    for (year, due, cell) in open_years(look, row, due, paid) {
        let label =
            if year == UNNAMED { Slot::Term("dues".to_owned()) } else { Slot::Number(i64::from(year)) };
        let words = row.dues_standing.as_ref().map(|marked| look.quote(marked.main()));
        let what = match cell.as_ref().map(|cell| cell.amount) {
            Some(Reading::Known(amount)) => {
                owes = true;
                Slot::Words(format!("{amount} / {due}"))
            }
            Some(Reading::Unread(words)) if !words.trim().is_empty() => Slot::Words(words.clone()),
            Some(Reading::Unread(_)) | None => match words {
                Some(words) => Slot::Words(words.to_owned()),
                None => Slot::Term("empty".to_owned()),
            },
        };
        places.extend(cell.map(|cell| cell.place));
        years.push(Slot::List(vec![label, what]));
    }
    let marked = row.dues_standing.as_ref();
    let marked = marked.filter(|known| matches!(known.value, DuesStanding::Unpaid | DuesStanding::Part));
    if let Some(marked) = marked.filter(|_| !covered || owes) {
        owes = true;
        places.extend(marked.evidence());
        if years.is_empty() {
            years.push(Slot::Words(look.quote(marked.main()).to_owned()));
        }
    }
    // A cell that is empty or holds an error is unknown, not a debt; beside a debt it is told.
    if !owes {
        return None;
    }
    let member = row.acronym.as_ref().or(row.organization.as_ref()).unwrap_or(name);
    let finding = Finding::new("dues-unpaid", Severity::Warning, member.value.clone())
        .words("member", &member.value)
        .slot("years", Slot::List(years))
        .at(places)
        .against(member.evidence());
    Some(finding.against(name.evidence()).against(row_place(sheet, row).iter()))
}
