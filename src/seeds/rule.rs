//! Rule files: one pattern with its reason and its examples.

use super::error::{Fault, SeedError};
use super::lexicon::line_of;
use super::pattern::Pattern;
use crate::model::RuleId;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// One thing to look for, why, and texts that show it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, unique among all rules; evidence bears it.
    pub id: RuleId,
    /// The rule pack it stands in.
    pub pack: String,
    /// What a match is: `date`, `term`, `count` …
    pub yields: String,
    /// Why it exists.
    pub why: String,
    /// The compiled patterns; any of them matches.
    pub patterns: Vec<Pattern>,
    /// Values that every match of this rule carries: `classification = "founding-assembly"`.
    pub set: BTreeMap<String, String>,
    /// Texts it must match.
    pub matches: Vec<Example>,
    /// Texts it must not match.
    pub misses: Vec<String>,
    /// Where it is written: file and line.
    pub place: (String, usize),
}

/// A text a rule must match.
#[derive(Debug, Clone, Deserialize)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The words the match must cite.
    pub cites: String,
    /// What the slots must capture: a lexicon entry's id, or words.
    #[serde(flatten)]
    pub captures: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rules: String,
    #[serde(rename = "why")]
    _why: String,
    #[serde(default)]
    rule: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) yields: String,
    pub(super) why: String,
    pub(super) pattern: Written,
    #[serde(default)]
    pub(super) set: BTreeMap<String, String>,
    #[serde(rename = "match", default)]
    pub(super) matches: Vec<Example>,
    #[serde(rename = "miss", default)]
    pub(super) misses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Written {
    One(String),
    Many(Vec<String>),
}

impl Written {
    pub(super) fn all(&self) -> &[String] {
        match self {
            Self::One(pattern) => std::slice::from_ref(pattern),
            Self::Many(patterns) => patterns,
        }
    }
}

/// The pack's name and its rules, each with its line.
///
/// # Errors
/// Not TOML, rules out of order or doubled, a rule without examples.
pub(super) fn parse(file: &str, text: &str) -> Result<(String, Vec<(usize, Row)>), SeedError> {
    let at = |line: usize, fault: Fault| SeedError { file: file.to_owned(), line, fault };
    let parsed: File = toml::from_str(text).map_err(|error| {
        at(error.span().map_or(1, |span| line_of(text, span.start)), Fault::Toml(error.message().to_owned()))
    })?;
    let mut rows: Vec<(usize, Row)> = Vec::with_capacity(parsed.rule.len());
    for row in parsed.rule {
        let line = line_of(text, row.span().start);
        let row = row.into_inner();
        if row.matches.is_empty() || row.misses.is_empty() {
            return Err(at(line, Fault::Bare(row.id)));
        }
        if let Some((_, last)) = rows.last() {
            if last.id == row.id {
                return Err(at(line, Fault::DoubleId(row.id)));
            }
            if last.id > row.id {
                return Err(at(line, Fault::Unsorted { before: last.id.clone(), id: row.id }));
            }
        }
        rows.push((line, row));
    }
    Ok((parsed.rules, rows))
}
