//! OpenDocument spreadsheets: `content.xml` as a stream of events.
//!
//! Read here and not by calamine, which keeps no merged cells and lays out repeated cells before they can be counted.

use super::super::draft::Draft;
use super::super::error::IngestError;
use super::writer::{Merge, Part, Writer};
use crate::document::{CellKind, Shown};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor, Read as _};

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The last row and column a spreadsheet program shows.
const LAST: (u32, u32) = (1_048_575, 16_383);

fn broken(fault: impl ToString) -> IngestError {
    IngestError::Broken { format: "OpenDocument spreadsheet", fault: fault.to_string() }
}

/// An ods workbook.
///
/// # Errors
/// A broken, locked or too large workbook.
pub(super) fn read(
    mut archive: zip::ZipArchive<Cursor<&[u8]>>,
    part: Part<'_>,
) -> Result<Draft, IngestError> {
    let mut manifest = String::new();
    if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
        let _ = part.take(1 << 20).read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return Err(IngestError::Locked { format: "OpenDocument spreadsheet" });
    }
    let body = archive.by_name("content.xml").map_err(broken)?;
    let reader = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 16, body));
    let mut content = Content::new(reader, Writer::new(ODS, part));
    content.run()?;
    Ok(content.writer.finish())
}

struct Content<'p, R> {
    reader: quick_xml::Reader<R>,
    writer: Writer<'p>,
    /// Table styles that hide their sheet.
    hiding: BTreeSet<String>,
    style: String,
    row: u32,
    repeat: u32,
    cells: Vec<Found>,
    merges: Vec<Merge>,
    column: u32,
    depth: usize,
}

struct Found {
    column: u32,
    times: u32,
    kind: CellKind,
    text: String,
}

impl<'p, R: BufRead> Content<'p, R> {
    fn new(reader: quick_xml::Reader<R>, writer: Writer<'p>) -> Self {
        Self {
            reader,
            writer,
            hiding: BTreeSet::new(),
            style: String::new(),
            row: 0,
            repeat: 1,
            cells: Vec::new(),
            merges: Vec::new(),
            column: 0,
            depth: 0,
        }
    }

    fn run(&mut self) -> Result<(), IngestError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.reader.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(tag) => self.start(&tag, Body::Open)?,
                Event::Empty(tag) => self.start(&tag, Body::Empty)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "table-row" if self.depth == 1 => self.end_row()?,
                    "table" => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            let merges = std::mem::take(&mut self.merges);
                            self.writer.merged(merges);
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, body: Body) -> Result<(), IngestError> {
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table" if body == Body::Open => {
                self.depth += 1;
                if self.depth == 1 {
                    let style = attribute(tag, "style-name").unwrap_or_default();
                    let shown = if self.hiding.contains(&style) { Shown::Hidden } else { Shown::Visible };
                    self.writer.sheet(&attribute(tag, "name").unwrap_or_default(), shown);
                    self.row = 0;
                }
            }
            "table-row" if self.depth == 1 => {
                self.repeat = times(tag, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
                if body == Body::Empty {
                    self.end_row()?;
                }
            }
            "table-cell" | "covered-table-cell" if self.depth == 1 => self.cell(tag, body)?,
            // Comments on the whole sheet, drawings and recorded changes are not cells.
            "shapes" | "tracked-changes" | "forms" if body == Body::Open => {
                let end = tag.to_end().into_owned();
                self.reader.read_to_end_into(end.name(), &mut Vec::new()).map_err(broken)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>, body: Body) -> Result<(), IngestError> {
        let repeat = times(tag, "number-columns-repeated");
        let spans = (times(tag, "number-rows-spanned"), times(tag, "number-columns-spanned"));
        let text = if body == Body::Open { self.paragraphs()? } else { String::new() };
        if let Some((kind, text)) = value(tag, text) {
            if spans != (1, 1) {
                self.merges.push(Merge {
                    rows: (self.row, self.row.saturating_add(spans.0 - 1).min(LAST.0)),
                    columns: (self.column, self.column.saturating_add(spans.1 - 1).min(LAST.1)),
                });
            }
            self.cells.push(Found { column: self.column, times: repeat, kind, text });
        }
        self.column = self.column.saturating_add(repeat);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), IngestError> {
        if !self.cells.is_empty() {
            for row in self.row..self.row.saturating_add(self.repeat).min(LAST.0 + 1) {
                for cell in &self.cells {
                    for column in cell.column..cell.column.saturating_add(cell.times).min(LAST.1 + 1) {
                        self.writer.cell(row, column, cell.kind, &cell.text)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.repeat);
        Ok(())
    }

    /// The text of the open cell's own paragraphs; leaves the reader behind the cell.
    fn paragraphs(&mut self) -> Result<String, IngestError> {
        let (mut out, mut buffer) = (String::new(), Vec::new());
        // Depth below the cell, and the depth at which something that is not the cell's text began.
        let (mut depth, mut apart) = (0_usize, None::<usize>);
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(broken)?;
            match &event {
                Event::Start(tag) => {
                    depth += 1;
                    match tag.local_name().as_ref() {
                        "annotation" | "frame" | "custom-shape" | "ruby-text" => {
                            apart = apart.or(Some(depth))
                        }
                        "p" | "h" if apart.is_none() && !out.is_empty() => out.push('\n'),
                        _ => {}
                    }
                }
                Event::Empty(tag) if apart.is_none() => match tag.local_name().as_ref() {
                    "s" => (0..times(tag, "c").min(64)).for_each(|_| out.push(' ')),
                    "tab" => out.push(' '),
                    "line-break" => out.push('\n'),
                    _ => {}
                },
                Event::Text(text) if apart.is_none() && depth > 0 => out.push_str(&text.xml10_content()),
                Event::CData(text) if apart.is_none() && depth > 0 => out.push_str(text.as_ref()),
                Event::GeneralRef(reference) if apart.is_none() && depth > 0 => {
                    if let Ok(Some(c)) = reference.resolve_char_ref() {
                        out.push(c);
                    } else if let Some(text) =
                        quick_xml::escape::resolve_predefined_entity(reference.as_ref())
                    {
                        out.push_str(text);
                    }
                }
                Event::End(_) if depth == 0 => return Ok(out),
                Event::End(_) => {
                    if apart == Some(depth) {
                        apart = None;
                    }
                    depth -= 1;
                }
                Event::Eof => return Err(broken("the file ends inside a cell")),
                _ => {}
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Open,
    Empty,
}

/// What a cell stores, given the text it shows.
fn value(tag: &BytesStart<'_>, text: String) -> Option<(CellKind, String)> {
    let stored = |name: &str| attribute(tag, name).filter(|value| !value.is_empty());
    let formula = stored("formula");
    let kind = stored("value-type").unwrap_or_default();
    let error = tag
        .attributes()
        .flatten()
        .any(|known| known.key.as_ref() == "calcext:value-type" && known.value.as_ref() == "error")
        || (formula.is_some() && (text.starts_with('#') || text.starts_with("Err:")));
    let found = match kind.as_str() {
        _ if error => Some((CellKind::Error, text)),
        "float" | "currency" | "percentage" => {
            let number = stored("value")?;
            let plain = number.parse::<f64>().map(|number| number.to_string());
            Some((CellKind::Number, plain.unwrap_or(number)))
        }
        "date" => {
            let date = stored("date-value")?;
            Some((CellKind::Date, date.strip_suffix("T00:00:00").map(str::to_owned).unwrap_or(date)))
        }
        "time" => Some((CellKind::Date, stored("time-value")?)),
        "boolean" => Some((CellKind::Boolean, stored("boolean-value")?.to_uppercase())),
        _ if text.trim().is_empty() => None,
        _ => Some((CellKind::Text, text)),
    };
    found.or_else(|| {
        let formula = formula?;
        let bare = formula.split_once(":=").map_or(formula.as_str(), |(_, bare)| bare);
        Some((CellKind::Uncomputed, format!("={}", bare.trim_start_matches('='))))
    })
}

/// An attribute by its local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let known = tag.attributes().flatten().find(|known| known.key.local_name().as_ref() == name)?;
    known.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A repetition or span; 1 when it is not stated.
fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}
