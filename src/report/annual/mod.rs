//! The annual membership report: `report.pdf` and `report.xlsx`, the same figures in both.
//!
//! In: the register and its findings. Out: sections, and annexes whose numbered rows the figures count. Always holds:
//! every figure names its rows; in the workbook it is a formula over them. `report.xlsx` is a workbook of its own
//! because `workbook.xlsx` promises to hold no formula at all.

mod boards;
mod book;
mod dues;
mod figures;
mod members;
mod paper;
mod quality;
mod words;

use super::cells::{Cell, Chart, Sheet};
use super::{Made, ReportError, Reports};
use crate::calendar::Date;
use words::{Wording, heads};

/// One table of figures.
struct Section {
    id: &'static str,
    title: String,
    /// What the reader must know to read the figures.
    note: Option<String>,
    /// What is said in place of an empty table.
    none: String,
    heads: Vec<String>,
    rows: Vec<Vec<Item>>,
    /// The columns that a chart shows, after the first, which names its bars.
    charted: Vec<usize>,
}

/// A cell of a section.
enum Item {
    Text(String),
    /// A number that is no figure: a line's own, or days that are left.
    Number(i64),
    Day(Date),
    /// A figure, and the formula that counts it again; `{row}` is its row in the sheet.
    Count {
        value: f64,
        formula: String,
    },
    /// A share of one, likewise.
    Share {
        value: f64,
        formula: String,
    },
    /// The rows of an annex that a figure counts.
    Rows(Annex, Vec<usize>),
}

/// The numbered rows that figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Annex {
    Members,
    Seats,
    Dues,
    Findings,
    Values,
}

impl Annex {
    /// Its key in the wording.
    fn key(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Seats => "seats",
            Self::Dues => "dues",
            Self::Findings => "findings",
            Self::Values => "values",
        }
    }

    /// The first part of the names of its columns in formulas.
    fn name(self) -> &'static str {
        match self {
            Self::Members => "Members",
            Self::Seats => "Seats",
            Self::Dues => "Dues",
            Self::Findings => "Findings",
            Self::Values => "Values",
        }
    }

    /// An annex of `rows`, numbered from 1 in a first column.
    fn sheet(self, words: &Wording, keys: &[&'static str], rows: Vec<Vec<Cell>>) -> Sheet {
        let named = words.annexes.get(self.key());
        let columns = named.map(|named| &named.columns);
        let keys: Vec<&'static str> = std::iter::once("number").chain(keys.iter().copied()).collect();
        let numbered = rows.into_iter().zip(1_usize..).map(|(mut row, number)| {
            row.insert(0, Cell::Number(number as f64));
            row
        });
        Sheet {
            heads: heads(columns, &keys),
            keys,
            rows: numbered.collect(),
            ..Sheet::new(named.map_or(self.key(), |named| named.name.as_str()), self.name())
        }
    }
}

/// All of the report before it is paper or workbook.
struct Annual {
    words: Wording,
    sections: Vec<Section>,
    annexes: Vec<(Annex, Sheet)>,
}

/// The report.
pub(super) fn make(reports: &Reports<'_>) -> Made {
    let wording = match Wording::read(reports) {
        Ok(wording) => wording,
        Err(error) => return Made::all(&["report.pdf", "report.xlsx"], Err(error)),
    };
    let annual = annual(reports, wording);
    let mut made = Made::default();
    paper::make(reports, &annual, &mut made);
    made.push("report.xlsx", book::bytes(&annual, reports.as_of));
    made
}

/// What `workbook.xlsx` shows of the report: who came and left, dues, charts.
pub(super) struct Shown {
    pub(super) seats: Sheet,
    pub(super) dues: Sheet,
    pub(super) charts: Vec<Chart>,
}

/// What `workbook.xlsx` shows of the report.
///
/// # Errors
/// A wording that cannot be used.
pub(super) fn shown(reports: &Reports<'_>) -> Result<Shown, ReportError> {
    let Annual { sections, annexes, .. } = annual(reports, Wording::read(reports)?);
    let take = |wanted| annexes.iter().find(|(kind, _)| *kind == wanted).map(|(_, sheet)| sheet.clone());
    let seats = take(Annex::Seats).unwrap_or_else(|| Sheet::new("", Annex::Seats.name()));
    let dues = take(Annex::Dues).unwrap_or_else(|| Sheet::new("", Annex::Dues.name()));
    let charts = sections.iter().filter_map(chart).collect();
    Ok(Shown { seats, dues, charts })
}

/// The section's chart, when it has one with something to show.
fn chart(section: &Section) -> Option<Chart> {
    let value = |row: &[Item], at: usize| match row.get(at) {
        Some(Item::Count { value, .. }) => *value,
        _ => 0.0,
    };
    let label = |row: &[Item]| match row.first() {
        Some(Item::Text(label)) => label.clone(),
        _ => String::new(),
    };
    let bar = |row: &Vec<Item>| (label(row), section.charted.iter().map(|&at| value(row, at)).collect());
    let bars: Vec<(String, Vec<f64>)> = section.rows.iter().map(bar).collect();
    let drawn = bars.iter().any(|(_, values)| values.iter().any(|value| *value > 0.0));
    let series = section.charted.iter().filter_map(|&at| section.heads.get(at)).cloned().collect();
    drawn.then(|| Chart { title: section.title.clone(), series, bars })
}

fn annual(reports: &Reports<'_>, words: Wording) -> Annual {
    let members = members::lines(reports, &words);
    let seated = boards::seated(reports, &words);
    let mut sections = boards::sections(reports, &words, &seated, &members);
    let (dues, dues_annex) = dues::section(reports, &words, &members);
    sections.extend(members::sections(&words, &members));
    sections.push(members::clusters(reports, &words, &members));
    sections.push(dues);
    let (findings, findings_annex) = quality::findings(reports, &words);
    let (values, values_annex) = quality::values(reports, &words);
    sections.extend([findings, values]);
    let annexes = vec![
        (Annex::Members, members::annex(&words, &members)),
        (Annex::Seats, boards::annex(&words, &seated)),
        (Annex::Dues, dues_annex),
        (Annex::Findings, findings_annex),
        (Annex::Values, values_annex),
    ];
    Annual { words, sections, annexes }
}
