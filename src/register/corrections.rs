//! What a human has decided: who is the same, who is not, and what a document meant.
//!
//! In: the text of `corrections.toml`. Out: [`Corrections`]. Always holds: every verdict has a reason; a verdict that
//! applies to nothing is said to, never dropped.

use super::mention::{PersonMention, name_key};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Human verdicts, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    /// All of them.
    pub verdicts: Vec<Correction>,
    /// The pairs of names that are two people's.
    different: BTreeSet<(String, String)>,
}

/// One human verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
    /// What was decided.
    pub verdict: HumanVerdict,
}

/// What a human decided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HumanVerdict {
    /// Two names are one person's or one body's.
    Same([String; 2]),
    /// Two names are two people's.
    Different([String; 2]),
    /// A document means another value than the one that is read in it.
    Value(ValueCorrection),
}

/// A value to be put in the place of one that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueCorrection {
    /// The document: its id, its file name or its path below `input`.
    pub document: String,
    /// The record's id, when a document has several.
    pub record: Option<String>,
    /// The name of the person or body whose value it is; absent for values of the record itself.
    pub subject: Option<String>,
    /// The field: `name`, `gender`, `post`, `role`, `portfolio`, `organization`, `organ`, `start_date`, `location`,
    /// `years`, `term_start`, `term_end`, `classification`, `email`, `phone`, `identifier`, `area`, `acronym`.
    pub field: String,
    /// What the document was read to say when the verdict was given.
    pub read: Option<String>,
    /// What it means.
    pub value: String,
}

/// A `corrections.toml` that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionsError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    same: Vec<toml::Spanned<PairRow>>,
    #[serde(default)]
    different: Vec<toml::Spanned<PairRow>>,
    #[serde(default)]
    value: Vec<toml::Spanned<ValueRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PairRow {
    names: [String; 2],
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueRow {
    document: String,
    record: Option<String>,
    subject: Option<String>,
    field: String,
    read: Option<String>,
    value: String,
    reason: String,
}

/// The fields a verdict may correct.
pub(super) const FIELDS: [&str; 18] = [
    "acronym",
    "area",
    "classification",
    "email",
    "gender",
    "identifier",
    "location",
    "name",
    "organ",
    "organization",
    "phone",
    "portfolio",
    "post",
    "role",
    "start_date",
    "term_end",
    "term_start",
    "years",
];

impl Corrections {
    /// The verdicts of `text`.
    ///
    /// # Errors
    /// TOML that cannot be read, a verdict without its reason, a field nobody knows.
    pub fn parse(text: &str) -> Result<Self, CorrectionsError> {
        let line = |at: usize| text.get(..at).unwrap_or("").matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| CorrectionsError {
            line: error.span().map_or(1, |span| line(span.start)),
            message: error.message().to_owned(),
        })?;
        let mut verdicts = Vec::new();
        let mut add = |at: usize, reason: String, verdict: HumanVerdict| {
            if reason.trim().is_empty() {
                return Err(CorrectionsError {
                    line: line(at),
                    message: "a verdict needs its reason: say in `reason` who decided it and on what"
                        .to_owned(),
                });
            }
            verdicts.push(Correction { line: line(at), reason, verdict });
            Ok(())
        };
        for row in file.same {
            let (at, row) = (row.span().start, row.into_inner());
            add(at, row.reason, HumanVerdict::Same(row.names))?;
        }
        for row in file.different {
            let (at, row) = (row.span().start, row.into_inner());
            add(at, row.reason, HumanVerdict::Different(row.names))?;
        }
        for row in file.value {
            let (at, row) = (row.span().start, row.into_inner());
            if !FIELDS.contains(&row.field.as_str()) {
                let known = FIELDS.join(", ");
                let message = format!("no field `{}`; use one of {known}", row.field);
                return Err(CorrectionsError { line: line(at), message });
            }
            let ValueRow { document, record, subject, field, read, value, reason } = row;
            let verdict = ValueCorrection { document, record, subject, field, read, value };
            add(at, reason, HumanVerdict::Value(verdict))?;
        }
        verdicts.sort();
        let different = verdicts
            .iter()
            .filter_map(|known| match &known.verdict {
                HumanVerdict::Different([one, other]) => Some(pair(name_key(one), name_key(other))),
                _ => None,
            })
            .collect();
        Ok(Self { verdicts, different })
    }

    /// True when a human has said that the two are two people.
    pub(super) fn parts(&self, one: &PersonMention, other: &PersonMention) -> bool {
        if self.different.is_empty() {
            return false;
        }
        let keys = |person: &PersonMention| [person.keys.name.clone(), person.keys.latin_name.clone()];
        // One name for two people parts what different documents say, not one document's two seats.
        let apart = |a: &str, b: &str| a != b || one.record != other.record;
        keys(one).iter().flatten().any(|a| {
            keys(other)
                .iter()
                .flatten()
                .any(|b| apart(a, b) && self.different.contains(&pair(a.clone(), b.clone())))
        })
    }
}

fn pair(one: String, other: String) -> (String, String) {
    if one <= other { (one, other) } else { (other, one) }
}
