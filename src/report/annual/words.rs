//! The words of the report: `templates/report.toml`.

use super::super::{ReportError, Reports};
use super::Section;
use crate::template::TemplateError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The wording's file below `templates/`.
const FILE: &str = "report.toml";

/// All words of the report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub(super) title: String,
    /// For what no document says.
    pub(super) unknown: String,
    /// Between the first and the last of several numbers.
    pub(super) to: String,
    /// Between two numbers of a list.
    pub(super) comma: String,
    /// Before the number of the row that one repeats.
    pub(super) again: String,
    /// For dues whose year no register names.
    pub(super) unnamed_year: String,
    /// For a board whose organ no document names.
    pub(super) board: String,
    /// For a term that has ended.
    pub(super) expired: String,
    /// Where the rows of a long list stand; `{sheet}` is the sheet's name.
    pub(super) workbook: String,
    sections: BTreeMap<String, SectionWords>,
    pub(super) annexes: BTreeMap<String, AnnexWords>,
    pub(super) changes: BTreeMap<String, String>,
    pub(super) statuses: BTreeMap<String, String>,
    pub(super) genders: BTreeMap<String, String>,
    pub(super) dues: BTreeMap<String, String>,
    pub(super) severities: BTreeMap<String, String>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) codes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionWords {
    title: String,
    none: String,
    note: Option<String>,
    /// Said where there is nothing to compare with.
    unseated: Option<String>,
    columns: BTreeMap<String, String>,
}

/// An annex's name and the heads of its columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnnexWords {
    pub(super) name: String,
    pub(super) columns: BTreeMap<String, String>,
}

impl Wording {
    /// The wording in force.
    pub(super) fn read(reports: &Reports<'_>) -> Result<Self, ReportError> {
        let text = reports.templates.text(FILE).unwrap_or_default();
        Ok(toml::from_str(text).map_err(|error| TemplateError::toml(FILE, text, &error))?)
    }

    /// A section without rows, its columns those of `keys`.
    pub(super) fn section(&self, id: &'static str, keys: &[&'static str]) -> Section {
        let words = self.sections.get(id);
        Section {
            id,
            title: words.map_or(id, |words| words.title.as_str()).to_owned(),
            note: words.and_then(|words| words.note.clone()),
            none: words.map(|words| words.none.clone()).unwrap_or_default(),
            heads: heads(words.map(|words| &words.columns), keys),
            rows: Vec::new(),
            charted: Vec::new(),
        }
    }

    /// What a section says where there is nothing to compare with.
    pub(super) fn unseated(&self, id: &str) -> Option<String> {
        self.sections.get(id)?.unseated.clone()
    }
}

/// The word for `id`; an id without a word shows itself.
pub(super) fn word(words: &BTreeMap<String, String>, id: &str) -> String {
    words.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

/// The heads of the columns of `keys`; a key without a word shows itself.
pub(super) fn heads(columns: Option<&BTreeMap<String, String>>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| columns.map_or_else(|| key.to_owned(), |columns| word(columns, key))).collect()
}
