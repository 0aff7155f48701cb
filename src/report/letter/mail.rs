//! The register of outgoing mail: `letters/register.json`, which numbers were given to which letters.
//!
//! In: the register that the last run left, and letters without numbers. Out: numbers. Always holds: a number is given
//! once; a letter whose values did not change keeps its number and its day; one whose values changed gets a new number,
//! and its old entry says by which it was replaced, and why.

use super::settings::{Issue, LetterSettings};
use crate::calendar::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The layout of the file.
const FORMAT: u32 = 1;

/// All letters that were ever given a number, in the order of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    format: u32,
    pub(super) letters: Vec<Entry>,
    /// The last entry of each key, and the last number of each year.
    #[serde(skip)]
    index: (BTreeMap<String, usize>, BTreeMap<i32, u32>),
}

/// A letter in the register of outgoing mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number in its year.
    pub number: u32,
    /// The year the number counts in; 0 when numbers run on.
    pub year: i32,
    /// The reference the letter bears.
    pub reference: String,
    /// The day the letter bears.
    pub date: Date,
    /// Its kind.
    pub kind: String,
    /// Its language.
    pub language: String,
    /// Whom it goes to.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its file below `letters/`.
    pub file: String,
    /// What became of it.
    pub status: Status,
    /// The reference of the letter that it takes the place of.
    pub replaces: Option<String>,
    /// The reference of the letter that took its place.
    pub replaced_by: Option<String>,
    /// Why it was replaced: each value that changed, before and after.
    pub why: Vec<String>,
    /// Kind, language, recipient and occasion: what makes it this letter.
    pub key: String,
    /// SHA-256 of its values; the code on the sheet begins with the same figures.
    pub digest: String,
    /// SHA-256 of its wording, letterhead and signatory.
    pub wording: String,
    /// SHA-256 of its PDF; empty until it was made.
    pub sha256: String,
    /// Its values, by slot.
    pub values: BTreeMap<String, String>,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands.
    Valid,
    /// Another letter took its place, since its values changed.
    Replaced,
    /// The inputs no longer ask for it.
    Withdrawn,
}

/// A register of outgoing mail that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "line {line}: {message}; numbers already given would be given again, so nothing was made: restore this file from a \
     copy, or delete the folder letters/ if none of its letters was ever sent"
)]
pub struct MailError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// A letter that wants a number.
#[derive(Debug, Clone)]
pub(super) struct Unnumbered {
    pub(super) kind: String,
    pub(super) language: String,
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) key: String,
    pub(super) values: BTreeMap<String, String>,
    pub(super) digest: String,
    pub(super) wording: String,
}

/// What a run did to a letter's entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// A letter that was not there before.
    New,
    /// The same letter.
    Same,
    /// The same values in other words, or under another letterhead.
    Reworded,
    /// Other values: a new number in place of an old one.
    Renumbered,
}

impl Entry {
    /// The code that stands on its sheet beside its reference.
    #[must_use]
    pub fn code(&self) -> String {
        super::code::shown(&self.digest)
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self { format: FORMAT, letters: Vec::new(), index: Default::default() }
    }
}

impl Mail {
    /// The register in `text`.
    ///
    /// # Errors
    /// A text that is no register, or one that gives a number twice.
    pub fn parse(text: &str) -> Result<Self, MailError> {
        let mut mail: Self = serde_json::from_str(text)
            .map_err(|error| MailError { line: error.line(), message: error.to_string() })?;
        let fault = |message: String| Err(MailError { line: 1, message });
        if mail.format != FORMAT {
            return fault(format!("format {} is not {FORMAT}", mail.format));
        }
        let mut given = BTreeSet::new();
        for (at, entry) in mail.letters.iter().enumerate() {
            mail.index.0.insert(entry.key.clone(), at);
            let last = mail.index.1.entry(entry.year).or_default();
            *last = entry.number.max(*last);
            if !given.insert((entry.year, entry.number)) {
                return fault(format!("the number {} of {} is given twice", entry.number, entry.year));
            }
        }
        Ok(mail)
    }

    /// All entries, in the order of numbers.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.letters
    }

    /// The place of the entry for `letter`, numbered on `day`, and what became of it.
    pub(super) fn number(
        &mut self,
        letter: Unnumbered,
        day: Date,
        settings: &LetterSettings,
        issue: Issue,
    ) -> (usize, Change) {
        let known = self.index.0.get(&letter.key).copied();
        if issue == Issue::Keep
            && let Some(at) = known
            && self.letters[at].digest == letter.digest
            && self.letters[at].status != Status::Replaced
        {
            let entry = &mut self.letters[at];
            let change = if entry.wording == letter.wording { Change::Same } else { Change::Reworded };
            entry.status = Status::Valid;
            entry.wording = letter.wording;
            entry.subject = letter.subject;
            return (at, change);
        }
        let year = settings.counted(day.parts().0);
        let last = self.index.1.entry(year).or_default();
        *last = last.saturating_add(1);
        let number = *last;
        let reference = settings.reference(day.parts().0, number);
        let mut replaces = None;
        if let Some(old) = known.and_then(|at| self.letters.get_mut(at)) {
            old.status = Status::Replaced;
            old.replaced_by = Some(reference.clone());
            old.why = differences(&old.values, &letter.values);
            if old.why.is_empty() {
                old.why.push("issued again".to_owned());
            }
            replaces = Some(old.reference.clone());
        }
        let change = if replaces.is_some() { Change::Renumbered } else { Change::New };
        let Unnumbered { kind, language, to, subject, key, values, digest, wording } = letter;
        let (file, sha256) = (String::new(), String::new());
        let (status, replaced_by, why, date) = (Status::Valid, None, Vec::new(), day);
        self.letters.push(Entry {
            number,
            year,
            reference,
            date,
            kind,
            language,
            to,
            subject,
            file,
            status,
            replaces,
            replaced_by,
            why,
            key,
            digest,
            wording,
            sha256,
            values,
        });
        let at = self.letters.len() - 1;
        self.index.0.insert(self.letters[at].key.clone(), at);
        (at, change)
    }

    /// Marks the letters that a whole run did not make.
    pub(super) fn withdraw(&mut self, made: &BTreeSet<usize>) -> Vec<String> {
        let mut out = Vec::new();
        for (at, entry) in self.letters.iter_mut().enumerate() {
            if entry.status == Status::Valid && !made.contains(&at) {
                entry.status = Status::Withdrawn;
                out.push(entry.reference.clone());
            }
        }
        out
    }
}

/// The slots whose values differ, before and after.
fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let slots: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let shown =
        |value: Option<&String>| value.map_or("∅".to_owned(), |value| format!("\u{2068}{value}\u{2069}"));
    let differ = slots.into_iter().filter(|slot| old.get(*slot) != new.get(*slot));
    differ.map(|slot| format!("{slot}: {} → {}", shown(old.get(slot)), shown(new.get(slot)))).collect()
}
