//! Separated values: encoding and delimiter are found from the content, never from the file's name.

use super::super::draft::Draft;
use super::super::error::IngestError;
use super::encoding;
use super::writer::{Part, Writer};
use crate::document::{CellKind, Dialect, Shown};

/// What may stand between two values.
const DELIMITERS: [u8; 4] = *b";,\t|";

/// Records that are looked at to find the delimiter.
const SAMPLE: usize = 200;

/// The values of `bytes`, record by record: the row of a cell is its record, blank lines counted.
///
/// # Errors
/// Bytes that are no text, or too much of it.
pub(in super::super) fn read(bytes: &[u8], part: Part<'_>) -> Result<Draft, IngestError> {
    let (text, encoding) = encoding::decode(bytes)?;
    let (body, told) = declared(&text);
    let delimiter = told.unwrap_or_else(|| delimiter(body));
    let media_type = if delimiter == b'\t' { "text/tab-separated-values" } else { "text/csv" };
    let mut writer = Writer::new(media_type, part);
    writer.sheet("", Shown::Visible);
    let mut records = reader(body, delimiter);
    let mut record = csv::ByteRecord::new();
    let mut row: u32 = u32::from(told.is_some());
    let mut end = 0;
    while writer.wants() {
        match records.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                writer.note(format!("read in part only: {error}"));
                break;
            }
        }
        // The reader skips blank lines without a word; they count as rows all the same.
        let gap = body.as_bytes().get(end..).unwrap_or_default();
        // The reader stops between the two characters of a Windows line end.
        let half = end > 0 && body.as_bytes().get(end - 1) == Some(&b'\r');
        let gap = gap.strip_prefix(b"\n").filter(|_| half).unwrap_or(gap);
        let lines =
            gap.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|&&byte| byte == b'\n');
        row += lines.count() as u32;
        end = usize::try_from(records.position().byte()).unwrap_or(usize::MAX);
        for (column, value) in (0..).zip(&record) {
            let value = std::str::from_utf8(value).unwrap_or_default();
            writer.cell(row, column, CellKind::Text, value)?;
        }
        row += 1;
    }
    let line_ending = match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "CRLF",
        Some(_) => "LF",
        None if text.contains('\r') => "CR",
        None => "LF",
    };
    let mut draft = writer.finish();
    draft.head.dialect = Some(Dialect { encoding, delimiter: char::from(delimiter), line_ending });
    Ok(draft)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The text after a first line such as `sep=;`, and the delimiter it names.
fn declared(text: &str) -> (&str, Option<u8>) {
    let first = text.lines().next().unwrap_or("");
    let told = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    match (told, text.split_once('\n')) {
        (Some(delimiter), Some((_, rest))) if DELIMITERS.contains(&delimiter) => (rest, Some(delimiter)),
        _ => (text, None),
    }
}

/// The delimiter under which the records agree best on how many values they have.
fn delimiter(text: &str) -> u8 {
    let mut best = (0.0, b',');
    for delimiter in DELIMITERS {
        let mut widths: Vec<usize> = Vec::new();
        let mut records = reader(text, delimiter);
        let mut record = csv::ByteRecord::new();
        while widths.len() < SAMPLE && records.read_byte_record(&mut record).unwrap_or(false) {
            widths.push(record.len());
        }
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for &width in widths.iter().filter(|&&width| width > 1) {
            *counts.entry(width).or_default() += 1;
        }
        let Some((&width, &agreeing)) = counts.iter().max_by_key(|(width, count)| (**count, **width)) else {
            continue;
        };
        let share = agreeing as f64 / widths.len() as f64;
        let score = share * share * (width as f64).ln_1p();
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_the_records_agree_on() {
        assert_eq!(delimiter("a;b;c\nx;1,5;2,5\ny;2,5;3,5\n"), b';');
        assert_eq!(delimiter("عنوان\na|b\nc|d\n"), b'|');
        assert_eq!(delimiter("a,b\n\"x;y;z\",1\n\"p;q;r\",2\n"), b',');
        assert_eq!(delimiter("a\tb\nc, d\te\n"), b'\t');
        assert_eq!(delimiter("alone\n"), b',');
    }

    #[test]
    fn windows_line_ends_count_once() {
        let draft = read("a,b\r\nc,d\r\n\r\ne,f\r\n".as_bytes(), Part::Whole).unwrap();
        let places: Vec<String> = draft.blocks.iter().map(|block| block.place.to_string()).collect();
        assert_eq!(places, ["A1", "B1", "A2", "B2", "A4", "B4"]);
    }

    #[test]
    fn rows_count_records_and_blank_lines() {
        let draft = read("a,b\n\n\"x\ny\",c\nd,e\n".as_bytes(), Part::Whole).unwrap();
        let places: Vec<String> = draft.blocks.iter().map(|block| block.place.to_string()).collect();
        assert_eq!(places, ["A1", "B1", "A3", "B3", "A4", "B4"]);
        assert_eq!(draft.text, "a\tb\nx\ny\tc\nd\te\n");
    }
}
