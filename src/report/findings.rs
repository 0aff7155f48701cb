//! Findings as they are written: worded in three languages, with the words they cite and the lines these stand in.

use super::EvidenceView;
use super::evidence::{Naming, view};
use crate::check::{Finding, Severity};
use crate::document::{BlockKind, Document, Place, Sources};
use crate::model::Evidence;
use crate::template::Templates;
use schemars::JsonSchema;
use serde::Serialize;

mod sarif;

pub use sarif::sarif;

/// A disagreement or gap, worded.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct FindingView {
    /// What is odd, in kebab-case; never changes meaning.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// The person, body or words it speaks of.
    pub subject: String,
    /// What is odd, in three languages.
    pub message: Message,
    /// Where it was read.
    pub evidence: Vec<PlaceView>,
    /// The other side of the disagreement.
    pub related: Vec<PlaceView>,
    /// What to do.
    pub suggestion: Option<Suggestion>,
    /// The reason given by whoever accepted it.
    pub suppressed_by: Option<String>,
}

/// Words in three languages.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Message {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// What to do about a finding.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// The value that would settle it, when one is evident.
    pub value: Option<String>,
    /// What to do, in three languages.
    #[serde(flatten)]
    pub message: Message,
}

/// A place of a finding: the words, and the line or row they stand in.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FindingPlace")]
pub struct PlaceView {
    /// The words.
    #[serde(flatten)]
    pub words: EvidenceView,
    /// The whole line of a text, or the whole row of a sheet.
    pub line: Option<Line>,
}

impl std::ops::Deref for PlaceView {
    type Target = EvidenceView;

    fn deref(&self) -> &EvidenceView {
        &self.words
    }
}

/// A line of a text or a row of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Line {
    /// Its first byte in the text that `diwan text` prints.
    pub start: usize,
    /// Exactly its bytes; the cells of a row with tabs between them.
    pub text: String,
}

/// A language messages are worded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Language {
    Ar,
    Fr,
    En,
}

impl Message {
    /// The words in one language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Ar => &self.ar,
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }

    fn from_each(mut said: impl Iterator<Item = String>) -> Self {
        let mut next = || said.next().unwrap_or_default();
        Self { ar: next(), fr: next(), en: next() }
    }
}

/// `findings` worded, in the same order.
///
/// # Errors
/// None yet: wordings are checked when templates are loaded.
pub fn finding_views(
    findings: &[Finding],
    sources: &Sources,
    templates: &Templates,
) -> Result<Vec<FindingView>, super::ReportError> {
    let worded = |finding: &Finding| {
        let said = templates.say(finding);
        let places = |places: &[Evidence]| places.iter().map(|known| place(known, sources)).collect();
        FindingView {
            code: finding.code.to_owned(),
            severity: finding.severity,
            subject: finding.subject.clone(),
            message: Message::from_each(said.iter().map(|said| said.message.clone())),
            evidence: places(&finding.evidence),
            related: places(&finding.related),
            suggestion: Some(Suggestion {
                value: finding.value.clone(),
                message: Message::from_each(said.iter().map(|said| said.remedy.clone())),
            }),
            suppressed_by: finding.suppressed_by.clone(),
        }
    };
    Ok(findings.iter().map(worded).collect())
}

fn place(evidence: &Evidence, sources: &Sources) -> PlaceView {
    let words = view(evidence, sources, Naming::Each);
    let line = sources.get(evidence.source).map(|document| line(document, evidence));
    PlaceView { words, line }
}

/// The row of the cell, or the line of the text, that holds the first byte of `evidence`.
fn line(document: &Document, evidence: &Evidence) -> Line {
    let at = evidence.span.start();
    let blocks = &document.blocks;
    let after = blocks.partition_point(|block| block.span.start() <= at);
    let cell = |index: usize| match blocks.get(index).map(|block| &block.kind) {
        Some(BlockKind::Cell(cell)) => Some((cell.sheet, cell.row)),
        _ => None,
    };
    if let Some(home) = after.checked_sub(1)
        && let Some(row) = cell(home)
    {
        let first = (0..home).rev().take_while(|&index| cell(index) == Some(row)).last().unwrap_or(home);
        let last = (home..blocks.len()).take_while(|&index| cell(index) == Some(row)).last().unwrap_or(home);
        let cells = blocks.get(first..=last).into_iter().flatten();
        let text: Vec<&str> = cells.map(|block| document.quote(block.span)).collect();
        let start = blocks.get(first).map_or(at, |block| block.span.start());
        return Line { start, text: text.join("\t") };
    }
    let text = &document.text;
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end);
    Line { start, text: text.get(start..end).unwrap_or_default().trim_end_matches('\r').to_owned() }
}

/// The line's number, for a place that has one.
fn number(place: Option<&Place>) -> Option<u32> {
    match place {
        Some(Place::Line { line }) => Some(*line),
        _ => None,
    }
}
