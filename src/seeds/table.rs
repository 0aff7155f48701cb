//! Tables read line by line: fields between tabs, `#` before remarks.
//!
//! In: a file's name and text. Out: its [`Row`]s. Always holds: a row that cannot be used is an error with file and
//! line that says what is expected there.

use super::{Fault, SeedError};

/// One line that holds something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    file: &'a str,
    /// Counted from 1.
    number: usize,
    /// What the line holds.
    pub(crate) line: &'a str,
    fault: fn() -> Fault,
}

/// The lines of the table `file` that hold something; `fault` is what is wrong with one that cannot be used.
pub(crate) fn rows<'a>(file: &'a str, text: &'a str, fault: fn() -> Fault) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .zip(1..)
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(move |(line, number)| Row { file, number, line, fault })
}

/// What is wrong with a line that is not `expected`.
pub(crate) fn unlike(expected: &str) -> Fault {
    Fault::Toml(format!("expected {expected} between tabs"))
}

impl<'a> Row<'a> {
    /// The first `N` fields.
    ///
    /// # Errors
    /// Fewer fields than that.
    pub(crate) fn fields<const N: usize>(&self) -> Result<[&'a str; N], SeedError> {
        let fields: Vec<&str> = self.line.split('\t').take(N).collect();
        fields.try_into().map_err(|_| self.broken())
    }

    /// The error that this row is not what is expected.
    pub(crate) fn broken(&self) -> SeedError {
        SeedError { file: self.file.to_owned(), line: self.number, fault: (self.fault)() }
    }
}
