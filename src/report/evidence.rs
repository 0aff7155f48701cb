//! Evidence as it is written: byte offsets, the words themselves, the rule, and where a human finds them.

use crate::document::{Place, Sources};
use crate::model::{Cited, Evidence};
use schemars::JsonSchema;
use serde::Serialize;

/// One place where a value was read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
pub struct EvidenceView {
    /// The document's path; left out where the record already names its one source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// First byte in the text that `diwan text` prints.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// Always `byte`.
    pub unit: &'static str,
    /// Exactly the bytes `start..end`.
    pub quote: String,
    /// The rule, or step of the reader, that read them.
    pub rule: String,
    /// Where a human finds them.
    pub place: Option<Place>,
}

/// Whether a view names its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// The path is given with each piece of evidence.
    Each,
    /// The path stands elsewhere.
    Elsewhere,
}

/// `evidence` as it is written.
pub(super) fn view(evidence: &Evidence, sources: &Sources, naming: Naming) -> EvidenceView {
    let document = sources.get(evidence.source);
    EvidenceView {
        source: document.filter(|_| naming == Naming::Each).map(|document| document.path.clone()),
        start: evidence.span.start(),
        end: evidence.span.end(),
        unit: "byte",
        quote: document.map_or_else(String::new, |document| document.quote(evidence.span).to_owned()),
        rule: evidence.rule.as_str().to_owned(),
        place: document.map(|document| document.place(evidence.span)),
    }
}

/// Evidence of several values of one record, in the order they are added, none twice.
#[derive(Debug)]
pub(super) struct Gathered<'a> {
    sources: &'a Sources,
    naming: Naming,
    seen: Vec<EvidenceView>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(sources: &'a Sources, naming: Naming) -> Self {
        Self { sources, naming, seen: Vec::new() }
    }

    /// Adds all places of a value.
    pub(super) fn add<T>(mut self, cited: Option<&Cited<T>>) -> Self {
        for evidence in cited.into_iter().flat_map(Cited::evidence) {
            let seen = view(evidence, self.sources, self.naming);
            if !self.seen.contains(&seen) {
                self.seen.push(seen);
            }
        }
        self
    }

    /// All of it.
    pub(super) fn all(self) -> Vec<EvidenceView> {
        self.seen
    }
}
