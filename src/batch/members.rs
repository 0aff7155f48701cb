//! `diwan members`: what was understood of a spreadsheet, however long it is.
//!
//! In: a path. Out: JSON, written as it comes. Always holds: of a long sheet no more than one stretch of rows is held.

use super::stream::{Unread, sheets};
use super::{Knowledge, files};
use crate::extract::Long;
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
    let parts = long.parts();
    for (at, part) in parts.iter().enumerate() {
        let indent = if at == 0 { "  " } else { "      " };
        match at {
            0 => {}
            1 => writeln!(out, "  \"further_sheets\": [\n    {{")?,
            _ => writeln!(out, "    }},\n    {{")?,
        }
        write!(out, "{indent}\"rows\": [")?;
        let (mut count, mut failed) = (0_u64, None);
        let read = guarded(|| {
            ingest::stretches(name, bytes, part.clone(), ROWS, &mut |stretch| {
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
        if let Err(error) = read {
            return Ok(Err(error));
        }
        writeln!(out, "\n{indent}],")?;
        let tail = long.tail(at);
        for (number, (key, value)) in tail.iter().enumerate() {
            entry(out, indent, key, value)?;
            writeln!(out, "{}", if at > 0 && number + 1 == tail.len() { "" } else { "," })?;
        }
    }
    if parts.len() > 1 {
        writeln!(out, "    }}\n  ],")?;
    }
    let left: Vec<_> = last.iter().filter_map(|key| Some((*key, long.head().get(*key)?))).collect();
    for (number, (key, value)) in left.iter().enumerate() {
        entry(out, "  ", key, value)?;
        writeln!(out, "{}", if number + 1 == left.len() { "" } else { "," })?;
    }
    writeln!(out, "}}")?;
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
