//! `diwan verify LETTER.pdf`: whether a sheet belongs to a register of outgoing mail, and is as it was made.
//!
//! In: a PDF and the folder of the register. Out: a [`LetterCheck`]. Always holds: a sheet is only called unchanged when
//! its bytes are those of the letter that was made.

use super::{JobError, files, mail};
use crate::ingest;
use crate::report::{Entry, Status};
use crate::text::{SourceId, fold};
use std::fmt;
use std::path::Path;

/// What a sheet is.
#[derive(Debug, Clone, PartialEq)]
pub struct LetterCheck {
    /// The letter it bears the reference of.
    pub entry: Option<Entry>,
    /// What can be said of it.
    pub state: SheetState,
}

/// What can be said of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetState {
    /// The bytes of the letter as it was made.
    Unchanged,
    /// Other bytes, but the reference and code of the letter, and every word of it.
    SameWords,
    /// The reference and code of a letter, and words that are not its own.
    Changed {
        /// The first line of the sheet that the letter does not have.
        line: String,
    },
    /// The reference of a letter, without the code that belongs to it.
    WrongCode,
    /// No reference of this register.
    Foreign,
}

impl LetterCheck {
    /// True for a letter that is as it was made and stands.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let stands = self.entry.as_ref().is_some_and(|entry| entry.status == Status::Valid);
        stands && matches!(self.state, SheetState::Unchanged | SheetState::SameWords)
    }
}

impl fmt::Display for LetterCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(entry) = &self.entry else {
            return write!(f, "does not belong to this register: it bears no reference of it");
        };
        let Entry { reference, date, to, .. } = entry;
        write!(f, "\u{2068}{reference}\u{2069} of {date} to \u{2068}{to}\u{2069}: ")?;
        match &self.state {
            SheetState::Unchanged => write!(f, "belongs to this register, unchanged")?,
            SheetState::SameWords => write!(f, "belongs to this register; saved anew, every word unchanged")?,
            SheetState::Changed { line } => {
                write!(
                    f,
                    "bears this reference, but was changed: \u{2068}{line}\u{2069} is not in the letter"
                )?;
            }
            SheetState::WrongCode => {
                write!(f, "bears this reference, but not the code that belongs to it: not this letter")?;
            }
            SheetState::Foreign => write!(f, "does not belong to this register")?,
        }
        match (&entry.status, &entry.replaced_by) {
            (Status::Replaced, Some(by)) => {
                write!(f, "; it was replaced by \u{2068}{by}\u{2069}: {}", entry.why.join("; "))
            }
            (Status::Withdrawn, _) => write!(f, "; it was withdrawn: the inputs no longer ask for it"),
            _ => Ok(()),
        }
    }
}

/// Looks the sheet at `path` up in the register of outgoing mail in `register`, or beside the sheet, or in
/// `output/letters`.
///
/// # Errors
/// A file that cannot be read, a register that cannot be used.
pub fn verify_letter(path: &Path, register: Option<&Path>) -> Result<LetterCheck, JobError> {
    let unread = |reason: String| JobError::File { path: path.to_owned(), reason };
    let bytes = files::bytes(path).map_err(unread)?;
    let beside = path.parent().unwrap_or(Path::new("")).to_owned();
    let folder = match register {
        Some(folder) => folder.to_owned(),
        None if beside.join("register.json").is_file() => beside,
        None => Path::new("output/letters").to_owned(),
    };
    if !folder.join("register.json").is_file() {
        let reason = "there is no register.json here; name its folder with --register".to_owned();
        return Err(JobError::File { path: folder, reason });
    }
    let mail = mail(&folder)?;
    let digest = ingest::digest(&bytes);
    if let Some(entry) = mail.entries().iter().find(|entry| entry.sha256 == digest) {
        return Ok(LetterCheck { entry: Some(entry.clone()), state: SheetState::Unchanged });
    }
    let words = words("sheet.pdf", &bytes).map_err(unread)?;
    let text = words.join("\n");
    let named = mail.entries().iter().filter(|entry| bears(&text, &entry.reference));
    // Of two references of which one holds the other, the longer stands on the sheet.
    let mut named: Vec<&Entry> = named.collect();
    named.sort_by_key(|entry| std::cmp::Reverse(entry.reference.len()));
    let coded = named.iter().find(|entry| text.contains(&entry.code()));
    let Some(&entry) = coded.or(named.first()) else {
        return Ok(LetterCheck { entry: None, state: SheetState::Foreign });
    };
    let state = if coded.is_none() {
        SheetState::WrongCode
    } else {
        compared(&words, &folder.join(&entry.file), &entry.sha256)
    };
    Ok(LetterCheck { entry: Some(entry.clone()), state })
}

/// Compares a sheet's lines with those of the letter as it was made, where that is still there.
fn compared(sheet: &[String], made: &Path, sha256: &str) -> SheetState {
    let original = files::bytes(made).ok().filter(|bytes| ingest::digest(bytes) == sha256);
    let Some(original) = original.and_then(|bytes| words("letter.pdf", &bytes).ok()) else {
        return SheetState::Changed { line: sheet.first().cloned().unwrap_or_default() };
    };
    let differs = sheet.iter().zip(original.iter().map(Some).chain(std::iter::repeat(None)));
    match differs.into_iter().find(|(line, known)| Some(*line) != *known) {
        Some((line, _)) => SheetState::Changed { line: line.clone() },
        None if sheet.len() == original.len() => SheetState::SameWords,
        None => SheetState::Changed { line: original.get(sheet.len()).cloned().unwrap_or_default() },
    }
}

/// The lines of a PDF, made comparable.
fn words(name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let document = ingest::document(SourceId(0), name, bytes).map_err(|error| error.to_string())?;
    Ok(document
        .text
        .lines()
        .map(|line| fold(line).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect())
}

/// True when the folded `text` holds `reference` as a whole.
fn bears(text: &str, reference: &str) -> bool {
    let reference = fold(reference);
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '/');
    text.match_indices(reference.as_str()).any(|(at, found)| {
        !part(text[..at].chars().next_back()) && !part(text[at + found.len()..].chars().next())
    })
}
