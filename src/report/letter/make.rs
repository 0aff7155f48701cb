//! Letters on paper: a PDF and a Word document each, and all of them in one file to print.

use super::{Letter, code};
use crate::docx;
use crate::pdf::{Book, Meta, Press};
use crate::report::{Made, Output, ReportError, Reports};
use crate::typeset::{Pages, Setter, Sheet};
use std::ops::Range;

/// A letter on its pages.
struct Set<'a> {
    letter: &'a Letter,
    sheet: Sheet,
    pages: Pages,
}

/// Letters as files of their own, their fonts made ready once for all of them.
pub(in crate::report) fn make(reports: &Reports<'_>, range: Range<usize>) -> Made {
    let mut made = Made::default();
    let mut setter = Setter::new(reports.fonts);
    let letters = reports.letters.letters.get(range).unwrap_or_default();
    let mut sets = Vec::with_capacity(letters.len());
    for letter in letters {
        match set(reports, &mut setter, letter) {
            Ok(set) => {
                let path = path(letter, "pdf");
                made.lost.extend(reports.lost(&path, &letter.template, &letter.values, &set.pages));
                sets.push(set);
            }
            Err(error) => {
                ["pdf", "docx"].iter().for_each(|ending| made.fail(&path(letter, ending), error.clone()))
            }
        }
    }
    let press = match Press::new(&setter.into_glyphs(), reports.fonts) {
        Ok(press) => press,
        Err(error) => {
            let failed = |set: &Set<'_>| made.fail(&path(set.letter, "pdf"), error.clone().into());
            sets.iter().for_each(failed);
            return made;
        }
    };
    for Set { letter, sheet, pages } in sets {
        let date = letter.date;
        made.push(&path(letter, "pdf"), press.bytes(&pages, &Meta { date }).map_err(ReportError::from));
        made.push(&path(letter, "docx"), docx::bytes(&sheet, date).map_err(ReportError::from));
    }
    made
}

/// All letters that can be set in one file, to be printed, with a bookmark for each. Those that cannot are told of where
/// they are made as files of their own.
pub(in crate::report) fn print(reports: &Reports<'_>) -> Made {
    let bytes = || -> Result<Option<Vec<u8>>, ReportError> {
        let mut setter = Setter::new(reports.fonts);
        let mut book = Book::new(Meta { date: reports.as_of });
        for letter in &reports.letters.letters {
            if let Ok(Set { pages, .. }) = set(reports, &mut setter, letter) {
                book.add(&format!("{} {}", letter.reference, letter.label), &pages, setter.glyphs())?;
            }
        }
        Ok(book.finish(setter.glyphs(), reports.fonts)?)
    };
    let output = |bytes| Output { path: "letters.pdf".to_owned(), bytes };
    Made::all(&["letters.pdf"], bytes().map(|bytes| bytes.map(output).into_iter().collect()))
}

fn path(letter: &Letter, ending: &str) -> String {
    format!("letters/{}.{ending}", letter.stem)
}

fn set<'a>(
    reports: &Reports<'_>,
    setter: &mut Setter<'_>,
    letter: &'a Letter,
) -> Result<Set<'a>, ReportError> {
    let page = |error| reports.unset(&letter.template, &letter.values, error);
    let sheet = reports.templates.sheet(&letter.template, &letter.values)?;
    let mut pages = setter.pages(&sheet).map_err(page)?;
    code::stamp(setter, &sheet, &mut pages, &letter.reference, &letter.code).map_err(page)?;
    Ok(Set { letter, sheet, pages })
}
