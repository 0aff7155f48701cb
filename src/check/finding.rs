//! A disagreement or gap for human eyes.

use crate::calendar::{Date, Weekday};
use crate::model::{Evidence, Gender, PostId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Somebody should look.
    Warning,
    /// Wrong on its face.
    Error,
}

/// A value for a slot of the wording; each language writes it in its own way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Words of the documents, as they are.
    Words(String),
    /// A number.
    Number(i64),
    /// A day, month or year.
    Day(Date),
    /// A weekday.
    Weekday(Weekday),
    /// A seat, agreeing with its holder.
    Post(PostId, Option<Gender>),
    /// A word of the wording itself, by its id there.
    Term(String),
    /// Several, one after the other.
    List(Vec<Slot>),
}

/// A disagreement or gap; its wording is made from `wording` and `slots` by the templates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How grave.
    pub severity: Severity,
    /// What is odd, in kebab-case; never changes meaning.
    pub code: &'static str,
    /// Which wording of the code: the code itself, or `code.variant`.
    pub wording: &'static str,
    /// The person, body or words it speaks of.
    pub subject: String,
    /// Values for the wording, by slot name.
    pub slots: Vec<(&'static str, Slot)>,
    /// Where it was read.
    pub evidence: Vec<Evidence>,
    /// The other side of the disagreement.
    pub related: Vec<Evidence>,
    /// The value that would settle it, when one is evident.
    pub value: Option<String>,
    /// The reason given by whoever accepted it.
    pub suppressed_by: Option<String>,
}

impl Finding {
    /// A finding with the plain wording of `code`.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, subject: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            wording: code,
            subject: subject.into(),
            slots: Vec::new(),
            evidence: Vec::new(),
            related: Vec::new(),
            value: None,
            suppressed_by: None,
        }
    }

    /// The same in another wording of its code.
    #[must_use]
    pub fn worded(mut self, wording: &'static str) -> Self {
        self.wording = wording;
        self
    }

    /// With a value for a slot.
    #[must_use]
    pub fn slot(mut self, name: &'static str, value: Slot) -> Self {
        self.slots.push((name, value));
        self
    }

    /// With words of a document for a slot.
    #[must_use]
    pub fn words(self, name: &'static str, words: &str) -> Self {
        self.slot(name, Slot::Words(crate::text::plain(words)))
    }

    /// With a number for a slot.
    #[must_use]
    pub fn number(self, name: &'static str, number: usize) -> Self {
        self.slot(name, Slot::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// With places where it was read, none twice.
    #[must_use]
    pub fn at<'a>(mut self, places: impl IntoIterator<Item = &'a Evidence>) -> Self {
        let mut known: BTreeSet<Evidence> = self.evidence.iter().cloned().collect();
        self.evidence.extend(places.into_iter().filter(|&place| known.insert(place.clone())).cloned());
        self
    }

    /// With the other side of the disagreement, none twice.
    #[must_use]
    pub fn against<'a>(mut self, places: impl IntoIterator<Item = &'a Evidence>) -> Self {
        let mut known: BTreeSet<Evidence> = self.evidence.iter().chain(&self.related).cloned().collect();
        self.related.extend(places.into_iter().filter(|&place| known.insert(place.clone())).cloned());
        self
    }

    /// With the value that would settle it.
    #[must_use]
    pub fn settled_by(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}
