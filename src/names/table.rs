//! The tables of `seeds/names` read line by line: fields between tabs, `#` before remarks.
//!
//! In: a file's name and text. Out: its [`Row`]s. Always holds: a row that cannot be used is an error with file and
//! line that says what is expected there.

use crate::seeds::{Fault, SeedError};

/// One line that holds something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    file: &'a str,
    /// Counted from 1.
    number: usize,
    line: &'a str,
    expected: &'static str,
}

/// The lines of the table `file` that hold something; `expected` says in words what each of them is.
pub(super) fn rows<'a>(
    file: &'a str,
    text: &'a str,
    expected: &'static str,
) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .zip(1..)
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(move |(line, number)| Row { file, number, line, expected })
}

impl<'a> Row<'a> {
    /// The first `N` fields.
    ///
    /// # Errors
    /// Fewer fields than that.
    pub(super) fn fields<const N: usize>(&self) -> Result<[&'a str; N], SeedError> {
        let fields: Vec<&str> = self.line.split('\t').take(N).collect();
        fields.try_into().map_err(|_| self.broken())
    }

    /// The error that this row is not what is expected.
    pub(super) fn broken(&self) -> SeedError {
        SeedError {
            file: self.file.to_owned(),
            line: self.number,
            fault: Fault::Toml(format!("expected {} between tabs", self.expected)),
        }
    }
}
