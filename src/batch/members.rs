//! `diwan members`: what was understood of a spreadsheet, however long it is.
//!
//! In: a path. Out: JSON, written as it comes. Always holds: of a long sheet no more than one stretch of rows is held.

use super::stream::{Unread, sheets};
use super::{Knowledge, files};
use crate::extract::{Kin, Long};
use crate::ingest::{self, IngestError, Rest};
use crate::text::SourceId;
use serde_json::Value;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Rows of a sheet that are read whole; longer ones are read in stretches of as many.
const ROWS: u32 = 20_000;

/// Writes what is understood of the spreadsheet at `path` to `out`.
///
/// # Errors
/// An output that cannot be written to.
pub fn members(path: &Path, knowledge: &Knowledge, out: impl Write) -> io::Result<Result<(), Unread>> {
    let name = path.to_string_lossy().replace('\\', "/");
    let unread = |reason: String| Unread { name: name.clone(), reason };
    let bytes = match files::bytes(path) {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(Err(unread(reason))),
    };
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let opened = guarded(|| ingest::opening(SourceId(0), &name, &bytes, ROWS));
    let long = match &opened {
        Ok((opening, Rest::Rows)) => Long::new(opening, &knowledge.seeds),
        _ => None,
    };
    let Some(mut long) = long else {
        return Ok(match opened {
            // A long sheet that lists no members is shown by its opening.
            Ok((document, _)) => {
                out.write_all(sheets(&document, knowledge).as_bytes())?;
                out.flush()?;
                Ok(())
            }
            Err(error) => Err(unread(error.to_string())),
        });
    };
    drop(opened);
    let read = written(&mut long, &name, &bytes, &mut out)?;
    out.flush()?;
    Ok(read.map_err(|error| unread(error.to_string())))
}

/// What `read` yields; a panic is a file that cannot be read.
fn guarded<T>(read: impl FnOnce() -> Result<T, IngestError>) -> Result<T, IngestError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(IngestError::Broken { format: "file", fault: "diwan failed on it".to_owned() })
    })
}

/// Writes one object: what is known at the start, the rows of each sheet as they are read, what is known at the end.
fn written(
    long: &mut Long<'_>,
    name: &str,
    bytes: &[u8],
    out: &mut impl Write,
) -> io::Result<Result<(), IngestError>> {
    writeln!(out, "{{")?;
    let last = ["sheets_to_ignore", "organization"];
    for (key, value) in long.head().iter().filter(|(key, _)| !last.contains(&key.as_str())) {
        entry(out, "  ", key, value)?;
        writeln!(out, ",")?;
    }
    let mut before = Section::First;
    let mut at = 0;
    while let Some((kin, sheet, view)) = long.part(at) {
        let (sheet, view) = (sheet.to_owned(), view.clone());
        let section = if at == 0 { Section::First } else { before.next(kin) };
        section.open(before, at, out)?;
        let indent = section.indent();
        for (key, value) in &view {
            entry(out, indent, key, value)?;
            writeln!(out, ",")?;
        }
        if section == Section::Sheets {
            entry(out, indent, "sheet", &Value::from(sheet))?;
            writeln!(out, ",")?;
        }
        if let Err(error) = rows(long, at, name, bytes, indent, out)? {
            return Ok(Err(error));
        }
        before = section;
        at += 1;
    }
    before.close(out)?;
    let left: Vec<_> = last.iter().filter_map(|key| Some((*key, long.head().get(*key)?))).collect();
    for (number, (key, value)) in left.iter().enumerate() {
        entry(out, "  ", key, value)?;
        writeln!(out, "{}", if number + 1 == left.len() { "" } else { "," })?;
    }
    writeln!(out, "}}")?;
    Ok(Ok(()))
}

/// Where in the object a table is written: as for a file that is read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    First,
    Second,
    Further,
    Sheets,
}

impl Section {
    /// The section of a table of that kin after one of this.
    fn next(self, kin: Kin) -> Self {
        match (kin, self) {
            (Kin::Sheet, _) | (Kin::Below, Self::Sheets) => Self::Sheets,
            (Kin::Below, Self::First) => Self::Second,
            (Kin::Below, _) => Self::Further,
        }
    }

    fn indent(self) -> &'static str {
        match self {
            Self::First => "  ",
            Self::Second => "    ",
            Self::Further | Self::Sheets => "      ",
        }
    }

    /// Begins the `at`th table after one in the section `before`.
    fn open(self, before: Self, at: usize, out: &mut impl Write) -> io::Result<()> {
        if self == before && at > 0 {
            return writeln!(out, "    }},\n    {{");
        }
        before.close(out)?;
        match self {
            Self::First => Ok(()),
            Self::Second => writeln!(out, "  \"second_table\": {{"),
            Self::Further => writeln!(out, "  \"further_tables\": [\n    {{"),
            Self::Sheets => writeln!(out, "  \"further_sheets\": [\n    {{"),
        }
    }

    /// Ends the section.
    fn close(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::First => Ok(()),
            Self::Second => writeln!(out, "  }},"),
            Self::Further | Self::Sheets => writeln!(out, "    }}\n  ],"),
        }
    }
}

/// Writes the rows of the `at`th table, and what is known once they are through.
fn rows(
    long: &mut Long<'_>,
    at: usize,
    name: &str,
    bytes: &[u8],
    indent: &str,
    out: &mut impl Write,
) -> io::Result<Result<(), IngestError>> {
    let Some(part) = long.parts().get(at).cloned() else { return Ok(Ok(())) };
    write!(out, "{indent}\"rows\": [")?;
    let (mut count, mut failed) = (0_u64, None);
    let read = guarded(|| {
        ingest::stretches(name, bytes, part, ROWS, &mut |stretch| {
            long.rows(at, stretch, &mut |row| {
                let comma = if count == 0 { "" } else { "," };
                count += 1;
                if failed.is_none() {
                    failed = put(out, indent, comma, row).err();
                }
            });
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    // Where the table ends and another begins below, the file is gone through once more to see what that is.
    let seen = read.and_then(|()| match long.ends_at(at) {
        Some(head) => guarded(|| {
            let mut best = 0;
            ingest::stretches(name, bytes, head, ROWS, &mut |stretch| long.below(at, stretch, &mut best))
        }),
        None => Ok(()),
    });
    if let Err(error) = seen {
        return Ok(Err(error));
    }
    writeln!(out, "\n{indent}],")?;
    let tail = long.tail(at);
    let last_comma = if at == 0 { "," } else { "" };
    for (number, (key, value)) in tail.iter().enumerate() {
        entry(out, indent, key, value)?;
        writeln!(out, "{}", if number + 1 == tail.len() { last_comma } else { "," })?;
    }
    Ok(Ok(()))
}

fn put(out: &mut impl Write, indent: &str, comma: &str, row: &Value) -> io::Result<()> {
    write!(out, "{comma}\n{indent}  {}", indented(row, &format!("{indent}  ")))
}

fn entry(out: &mut impl Write, indent: &str, key: &str, value: &Value) -> io::Result<()> {
    write!(out, "{indent}{}: {}", Value::from(key), indented(value, indent))
}

/// `value` as pretty JSON whose further lines begin with `indent`.
fn indented(value: &Value, indent: &str) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.replace('\n', &format!("\n{indent}"))
}
