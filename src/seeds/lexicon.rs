//! A lexicon file: known forms of one kind of thing, as data a non-programmer edits.

use super::error::{Fault, SeedError};
use crate::model::{Gender, RuleId};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// One thing a lexicon knows.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id, unique in its lexicon.
    pub id: String,
    /// The step of the reader that finds it: the lexicon and the id.
    pub rule: RuleId,
    /// The gender it implies.
    pub gender: Option<Gender>,
    /// Its forms as written in the seed.
    pub forms: Vec<String>,
    /// Further keys: numbers, flags and words a lexicon gives its entries.
    pub attributes: BTreeMap<String, toml::Value>,
}

impl Entry {
    /// The text of an attribute.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.attributes.get(key)?.as_str()
    }

    /// The number of an attribute.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<i64> {
        self.attributes.get(key)?.as_integer()
    }

    /// True when the attribute is there and true.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        self.attributes.get(key).and_then(toml::Value::as_bool).unwrap_or(false)
    }

    /// The strings of a list attribute.
    #[must_use]
    pub fn list(&self, key: &str) -> Vec<&str> {
        let list = self.attributes.get(key).and_then(toml::Value::as_array);
        list.map(|items| items.iter().filter_map(toml::Value::as_str).collect()).unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lexicon: String,
    #[serde(rename = "why")]
    _why: String,
    #[serde(default)]
    entry: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    #[serde(default)]
    gender: Option<Gender>,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(flatten)]
    attributes: BTreeMap<String, toml::Value>,
}

/// The kind and the entries of one lexicon file, each entry with its line.
///
/// # Errors
/// Not TOML, entries out of order or doubled, empty forms.
pub(super) fn parse(file: &str, text: &str) -> Result<(String, Vec<(usize, Entry)>), SeedError> {
    let at = |line: usize, fault: Fault| SeedError { file: file.to_owned(), line, fault };
    let parsed: File = toml::from_str(text).map_err(|error| {
        at(error.span().map_or(1, |span| line_of(text, span.start)), Fault::Toml(error.message().to_owned()))
    })?;
    let mut entries: Vec<(usize, Entry)> = Vec::with_capacity(parsed.entry.len());
    for row in parsed.entry {
        let line = line_of(text, row.span().start);
        let Row { id, gender, forms, attributes } = row.into_inner();
        if let Some((_, last)) = entries.last() {
            if last.id == id {
                return Err(at(line, Fault::DoubleId(id)));
            }
            if last.id > id {
                return Err(at(line, Fault::Unsorted { id, before: last.id.clone() }));
            }
        }
        if forms.iter().any(|form| form.trim().is_empty()) {
            return Err(at(line, Fault::EmptyForm(id)));
        }
        let rule = RuleId::new(&format!("{}.{id}", parsed.lexicon));
        entries.push((line, Entry { id, rule, gender, forms, attributes }));
    }
    Ok((parsed.lexicon, entries))
}

/// The line, counted from 1, on which byte `at` of `text` stands.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1
}
