//! Dues paid and owed by year.
//!
//! What is due in a year is what `check::dues` takes to be due. A cell that is empty or cannot be read is unknown: it
//! is neither paid nor a debt. A payment that two rows of one member repeat is counted once.

use super::super::Reports;
use super::super::cells::{Cell, Sheet};
use super::figures::Groups;
use super::members::Line;
use super::words::{Wording, word};
use super::{Annex, Item, Section};
use crate::check::dues::{due, gregorian, is_free};
use crate::model::{DuesStanding, Evidence, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// How a payment stands.
const STANDINGS: [&str; 5] = ["paid", "part", "unpaid", "exempt", "unknown"];

/// One member's dues of one year.
struct Payment {
    /// The line of the member.
    member: usize,
    year: i32,
    due: Option<f64>,
    paid: Option<f64>,
    owed: Option<f64>,
    standing: &'static str,
    counted: bool,
    place: String,
}

/// The section, and its rows as an annex.
pub(super) fn section(reports: &Reports<'_>, words: &Wording, lines: &[Line<'_>]) -> (Section, Sheet) {
    let payments = payments(reports, lines);
    let label = |year: i32| if year == 0 { words.unnamed_year.clone() } else { year.to_string() };
    let mut groups = Groups::new();
    for (payment, number) in payments.iter().zip(1..) {
        groups.entry(label(payment.year)).or_default().push(number);
    }
    let rows = groups.into_iter().map(|(label, numbers)| {
        let of = || numbers.iter().filter_map(|number| payments.get(number - 1)).filter(|one| one.counted);
        // Nothing known of a sum is not a sum of 0.
        let sum = |amount: &dyn Fn(&Payment) -> Option<f64>, column: &str| {
            let known = of().filter_map(amount).reduce(|one, other| one + other);
            let formula = format!("SUMIFS(Dues_{column},Dues_year,$A{{row}},Dues_counted,1)");
            known.map_or_else(|| Item::Text(words.unknown.clone()), |value| Item::Count { value, formula })
        };
        let mut row = vec![Item::Text(label), sum(&|one| one.paid, "paid"), sum(&|one| one.owed, "owed")];
        row.extend(STANDINGS.map(|standing| {
            let said = word(&words.dues, standing).replace('"', "\"\"");
            Item::Count {
                value: of().filter(|one| one.standing == standing).count() as f64,
                formula: format!("COUNTIFS(Dues_year,$A{{row}},Dues_standing,\"{said}\",Dues_counted,1)"),
            }
        }));
        row.push(Item::Rows(Annex::Dues, numbers));
        row
    });
    let keys = ["label", "paid", "owed", "full", "part", "unpaid", "exempt", "unknown", "rows"];
    let section = Section { rows: rows.collect(), charted: vec![1, 2], ..words.section("dues", &keys) };
    let keys = ["member", "year", "due", "paid", "owed", "standing", "counted", "place"];
    let number = |amount: Option<f64>| amount.map_or(Cell::Empty, Cell::Number);
    let rows = payments.iter().map(|one| {
        let name = one.member.checked_sub(1).and_then(|at| lines.get(at)).map(|line| line.name.clone());
        vec![
            Cell::text(name),
            Cell::Text(label(one.year)),
            number(one.due),
            number(one.paid),
            number(one.owed),
            Cell::Text(word(&words.dues, one.standing)),
            Cell::Number(if one.counted { 1.0 } else { 0.0 }),
            Cell::Text(one.place.clone()),
        ]
    });
    (section, Annex::Dues.sheet(words, &keys, rows.collect()))
}

fn payments(reports: &Reports<'_>, lines: &[Line<'_>]) -> Vec<Payment> {
    let mut out: Vec<Payment> = Vec::new();
    let mut dues: BTreeMap<(crate::text::SourceId, &str), BTreeMap<i32, f64>> = BTreeMap::new();
    let mut years: BTreeMap<(crate::text::SourceId, &str), BTreeSet<i32>> = BTreeMap::new();
    for line in lines {
        let register = (line.record.source, line.record.id.as_str());
        let due = dues.entry(register).or_insert_with(|| due(line.record));
        let years = years.entry(register).or_insert_with(|| {
            line.record.rows.iter().flat_map(|row| &row.dues).map(|cell| cell.value.year).collect()
        });
        let row = line.row;
        let mut cells: Vec<(i32, &Reading<f64>, &Evidence)> =
            row.dues.iter().map(|cell| (cell.value.year, &cell.value.amount, cell.main())).collect();
        cells.extend(row.amount.iter().map(|cell| (0, &cell.value, cell.main())));
        let balance = row.balance.as_ref().and_then(|cell| Some((*cell.value.known()?, cell.main())));
        if let (Some((_, place)), None) = (balance, row.amount.as_ref()) {
            cells.push((0, NOTHING, place));
        }
        // An empty cell is no debt, but the member is not forgotten.
        let named = row.name.as_ref().or(row.latin_name.as_ref()).or(row.organization.as_ref());
        if let Some(name) = named.filter(|_| line.counts()) {
            let silent = |year: &&i32| !row.dues.iter().any(|cell| cell.value.year == **year);
            let silent = years.iter().filter(silent).filter(|year| asked(reports, line, **year));
            cells.extend(silent.map(|&year| (year, NOTHING, name.main())));
        }
        for (year, amount, at) in cells {
            let paid = amount.known().copied();
            let due = due.get(&year).copied().filter(|_| asked(reports, line, year));
            let owed = match (balance, paid, due) {
                (Some((balance, _)), ..) if year == 0 => Some(balance.max(0.0)),
                (_, Some(paid), Some(due)) if !is_free(row) => Some((due - paid).max(0.0)),
                _ => None,
            };
            let standing = standing(line, paid, owed);
            out.push(Payment {
                member: line.number,
                year,
                due,
                paid,
                owed,
                standing,
                counted: true,
                place: super::figures::place(Some(at), reports.sources),
            });
        }
    }
    let mut known = BTreeSet::new();
    let of = |number: usize| lines.get(number - 1).and_then(|line| line.again).unwrap_or(number);
    // Whichever row of a member knows the amount speaks for it.
    let mut order: Vec<usize> = (0..out.len()).collect();
    order.sort_by_key(|&at| (out[at].paid.is_none(), at));
    for at in order {
        out[at].counted = known.insert((of(out[at].member), out[at].year));
    }
    out
}

/// A payment that nothing is said of.
const NOTHING: &Reading<f64> = &Reading::Unread(String::new());

/// True when dues of `year` can be asked of the member: after joining, and not ahead of time.
fn asked(reports: &Reports<'_>, line: &Line<'_>, year: i32) -> bool {
    let joined = line.row.joined.as_ref().and_then(|day| day.value.known()).map(|day| day.parts().0);
    let early = joined.is_some_and(|joined| year != 0 && gregorian(year) < joined);
    !early && gregorian(year) <= reports.as_of.parts().0
}

fn standing(line: &Line<'_>, paid: Option<f64>, owed: Option<f64>) -> &'static str {
    let said = line.row.dues_standing.as_ref().map(|known| known.value);
    match (said, paid, owed) {
        (Some(DuesStanding::Exempt), ..) => "exempt",
        (_, Some(paid), Some(owed)) if owed > 0.0 => {
            if paid > 0.0 {
                "part"
            } else {
                "unpaid"
            }
        }
        (_, Some(_), Some(_)) => "paid",
        (_, Some(paid), None) if paid > 0.0 => "paid",
        (_, None, Some(owed)) if owed > 0.0 => "unpaid",
        (Some(DuesStanding::Paid), None, _) => "paid",
        (Some(DuesStanding::Part), None, _) => "part",
        (Some(DuesStanding::Unpaid), None, _) => "unpaid",
        _ if is_free(line.row) => "exempt",
        _ => "unknown",
    }
}
