//! Letters on paper: a PDF and a Word document each, and all of them in one file to print.

use super::{Letter, code};
use crate::docx;
use crate::pdf::{Meta, Press};
use crate::report::{Output, ReportError, Reports};
use crate::typeset::{Pages, Setter, Sheet};
use std::ops::Range;

/// A letter on its pages.
struct Set<'a> {
    letter: &'a Letter,
    sheet: Sheet,
    pages: Pages,
}

/// Letters as files of their own, their fonts made ready once for all of them.
///
/// # Errors
/// A template that cannot be used, a character no font covers.
pub(in crate::report) fn make(
    reports: &Reports<'_>,
    range: Range<usize>,
) -> Result<Vec<Output>, ReportError> {
    let (set, press) = set(reports, range)?;
    let mut outputs = Vec::with_capacity(set.len() * 2);
    for Set { letter, sheet, pages } in set {
        let output =
            |ending: &str, bytes| Output { path: format!("letters/{}.{ending}", letter.stem), bytes };
        outputs.push(output("pdf", press.bytes(&pages, &Meta { date: letter.date })?));
        outputs.push(output("docx", docx::bytes(&sheet, letter.date)?));
    }
    Ok(outputs)
}

/// All letters in one file, to be printed, with a bookmark for each.
///
/// # Errors
/// A template that cannot be used, a character no font covers.
pub(in crate::report) fn print(reports: &Reports<'_>) -> Result<Vec<Output>, ReportError> {
    let (set, press) = set(reports, 0..reports.letters.letters.len())?;
    let parts =
        set.into_iter().map(|set| (format!("{} {}", set.letter.reference, set.letter.label), set.pages));
    let Some(pages) = Pages::joined(parts) else { return Ok(Vec::new()) };
    let bytes = press.bytes(&pages, &Meta { date: reports.as_of })?;
    Ok(vec![Output { path: "letters.pdf".to_owned(), bytes }])
}

fn set<'a>(reports: &'a Reports<'_>, range: Range<usize>) -> Result<(Vec<Set<'a>>, Press), ReportError> {
    let mut setter = Setter::new(reports.fonts);
    let letters = reports.letters.letters.get(range).unwrap_or_default();
    let mut out = Vec::with_capacity(letters.len());
    for letter in letters {
        let page = |error| reports.unset(&letter.template, error);
        let sheet = reports.templates.sheet(&letter.template, &letter.values)?;
        let mut pages = setter.pages(&sheet).map_err(page)?;
        code::stamp(&mut setter, &sheet, &mut pages, &letter.reference, &letter.code).map_err(page)?;
        out.push(Set { letter, sheet, pages });
    }
    Ok((out, Press::new(&setter.into_glyphs(), reports.fonts)?))
}
