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
    /// Rows whose cells are shown in red or yellow, by index.
    pub(super) marked: Vec<(usize, Mark)>,
    /// A bar chart of two columns over the first rows, beside the table.
    pub(super) chart: Option<Chart>,
    /// Values offered in a column's cells.
    pub(super) choices: Vec<(usize, Vec<String>)>,
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
            marked: Vec::new(),
            chart: None,
            choices: Vec::new(),
        }
    }
}

/// Why a row is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A finding of severity error.
    Error,
    /// A finding of severity warning.
    Warning,
}

/// A bar chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// Its title.
    pub(super) title: String,
    /// Labels and values, written below the table.
    pub(super) bars: Vec<(String, f64)>,
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
