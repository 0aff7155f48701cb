//! Sheets of typed cells before Excel sees them.
//!
//! A text is always a text, whatever it begins with; a date is a date when it names a day.

use crate::calendar::Date;

/// A workbook before it is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Workbook {
    /// Its sheets, in order.
    pub(super) sheets: Vec<Sheet>,
}

/// One table on a sheet of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    /// Name on the tab.
    pub(super) name: String,
    /// ASCII name of the table, for formulas.
    pub(super) table: &'static str,
    /// ASCII keys of the columns, for the names that formulas call them by.
    pub(super) keys: Vec<&'static str>,
    /// Heads of the columns.
    pub(super) heads: Vec<String>,
    /// Rows, each as long as `heads`.
    pub(super) rows: Vec<Vec<Cell>>,
    /// What colours cells while somebody works on the sheet.
    pub(super) rules: Vec<Rule>,
    /// Bar charts beside the table.
    pub(super) charts: Vec<Chart>,
    /// The column that offers values, and the name of the list they come from.
    pub(super) choices: Vec<(usize, &'static str)>,
}

impl Sheet {
    /// A sheet without columns.
    pub(super) fn new(name: &str, table: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            table,
            keys: Vec::new(),
            heads: Vec::new(),
            rows: Vec::new(),
            rules: Vec::new(),
            charts: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// The index of the column of `key`.
    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| *known == key)
    }
}

/// What colours cells: the colour, and when.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// The colour.
    pub(super) mark: Mark,
    /// When.
    pub(super) when: When,
}

/// When cells are coloured; columns are given by index.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum When {
    /// The whole row, where the column holds these words.
    Says(usize, String),
    /// The column's cell, where it holds anything.
    Filled(usize),
    /// The column's cell, where it is a day before the one that the name `as_of` stands for.
    Past(usize),
    /// The column's cell, where it is a number above 0.
    Owed(usize),
}

/// Why cells are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Wrong, or overdue.
    Error,
    /// Somebody should look.
    Warning,
}

/// A bar chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// Its title.
    pub(super) title: String,
    /// The names of its series.
    pub(super) series: Vec<String>,
    /// Labels and values, written below the table.
    pub(super) bars: Vec<(String, Vec<f64>)>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A date; of lower precision than a day it is written as text.
    Date(Date),
    /// A day that formulas and rules call `as_of`.
    AsOf(Date),
    /// A link to a row of a sheet of this workbook.
    Link {
        /// What is shown.
        text: String,
        /// The sheet's name.
        sheet: String,
        /// The row's index among the sheet's rows.
        row: usize,
    },
}

impl Cell {
    /// A text cell, empty for an absent or empty text.
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map(Into::into).filter(|text: &String| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    /// A date cell, empty for an absent date.
    pub(super) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}
