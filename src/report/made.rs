//! What a task came to: outputs, those that could not be made, and what their pages could not show.
//!
//! Always holds: one output that fails costs none of the others; nothing that is missing from a page goes unsaid.

use super::{Output, ReportError};
use crate::check::{Finding, Severity, Slot};
use crate::document::Sources;
use crate::model::{Evidence, RuleId};
use crate::text::Span;
use crate::typeset::Undrawn;
use std::collections::{BTreeMap, BTreeSet};

/// The code of the finding, and the name under which it cites.
const CODE: &str = "character-not-drawn";
/// The most places of the documents that one finding cites, and the most files that it names.
const PLACES: usize = 20;
const FILES: usize = 8;

/// What a task came to.
#[derive(Debug, Default)]
pub struct Made {
    /// What was made.
    pub outputs: Vec<Output>,
    /// What could not be made.
    pub failures: Vec<Failed>,
    /// What the pages could not show.
    pub lost: Vec<Lost>,
}

/// An output that could not be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    /// Its path below the output folder.
    pub path: String,
    /// Why, and what to do.
    pub error: ReportError,
}

/// A character that the pages of an output show by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The output's path below the output folder.
    pub path: String,
    /// The template, with the line that brings the value in where it was found.
    pub place: String,
    /// The character and the value.
    pub undrawn: Undrawn,
}

impl Made {
    /// The outputs of `made`; where there are none, those of `paths` failed.
    pub(super) fn all(paths: &[&str], made: Result<Vec<Output>, ReportError>) -> Self {
        let mut out = Self::default();
        match made {
            Ok(outputs) => out.outputs = outputs,
            Err(error) => paths.iter().for_each(|path| out.fail(path, error.clone())),
        }
        out
    }

    /// Adds the output at `path`, or that it failed.
    pub(super) fn push(&mut self, path: &str, bytes: Result<Vec<u8>, ReportError>) {
        match bytes {
            Ok(bytes) => self.outputs.push(Output { path: path.to_owned(), bytes }),
            Err(error) => self.fail(path, error),
        }
    }

    pub(super) fn fail(&mut self, path: &str, error: ReportError) {
        self.failures.push(Failed { path: path.to_owned(), error });
    }
}

/// A finding for each character and value of `lost`, with the places where documents write it.
#[must_use]
pub fn undrawn(lost: &[Lost], sources: &Sources) -> Vec<Finding> {
    let known: BTreeSet<&Undrawn> = lost.iter().map(|lost| &lost.undrawn).collect();
    let mut by_value: BTreeMap<&Undrawn, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for Lost { path, place, undrawn } in lost {
        // A line that holds a value and more than it tells of the same thing.
        let same = known
            .iter()
            .copied()
            .filter(|other| other.character == undrawn.character && undrawn.value.contains(&other.value));
        let undrawn = same.min_by_key(|other| (other.value.len(), &other.value)).unwrap_or(undrawn);
        let (files, places) = by_value.entry(undrawn).or_default();
        files.insert(path);
        places.insert(place);
    }
    let words = |set: BTreeSet<&str>| {
        let more = (set.len() > FILES).then(|| format!("… +{}", set.len() - FILES));
        let each = set.into_iter().take(FILES).map(str::to_owned);
        Slot::List(each.chain(more).map(Slot::Words).collect())
    };
    let finding = |(undrawn, (files, places)): (&Undrawn, (BTreeSet<&str>, BTreeSet<&str>))| {
        let number = format!("U+{:04X}", u32::from(undrawn.character));
        Finding::new(CODE, Severity::Warning, undrawn.value.clone())
            .words("character", &number)
            .words("words", &undrawn.value)
            .slot("files", words(files))
            .slot("places", words(places))
            .at(&cited(undrawn, sources))
    };
    by_value.into_iter().map(finding).collect()
}

/// Where the documents write the value; where none does in these words, where they write the character.
fn cited(undrawn: &Undrawn, sources: &Sources) -> Vec<Evidence> {
    let mut character = [0; 4];
    let character: &str = undrawn.character.encode_utf8(&mut character);
    let found = |words: &str| -> Vec<Evidence> {
        let each = sources.iter().flat_map(|document| {
            let places = document.text.match_indices(words);
            places.filter_map(|(at, _)| {
                let span = Span::new(&document.text, at..at + words.len())?;
                Some(Evidence { source: document.source, span, rule: RuleId::new(CODE) })
            })
        });
        each.take(PLACES).collect()
    };
    let exact = found(&undrawn.value);
    if exact.is_empty() { found(character) } else { exact }
}
