//! Whole cases of communiqués against a register: every expected finding is raised, nothing that must not be, and at
//! most one more of severity warning or above. Our own cases lie in `tests/crosscheck/`; those of the shared corpus are
//! not part of the project, and this test says so where they are absent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests"
)]

mod common;
#[path = "common/pipeline.rs"]
mod pipeline;

use common::seeds;
use diwan::calendar::Date;
use diwan::check::{Severity, codes};
use diwan::document::Place;
use diwan::register::Corrections;
use diwan::report::FindingView;
use diwan::text::key;
use pipeline::{Judged, assert_places_hold, assert_worded, judged};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Scenario {
    as_of: String,
    communiques: Vec<String>,
    register: String,
    expected: Vec<Wanted>,
    acceptable: Vec<Wanted>,
    must_not_raise: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    code: String,
    severity: Option<Severity>,
    subject: String,
    #[serde(default)]
    evidence: Rows,
}

/// Rows of the sheet, counted from 1.
#[derive(Deserialize, Default)]
struct Rows {
    register_row: Option<u32>,
    #[serde(default)]
    register_rows: Vec<u32>,
}

impl Wanted {
    /// The names and words of the subject.
    fn words(&self) -> Vec<String> {
        let split = |c: char| matches!(c, '/' | ',' | ';' | '،' | '؛' | '→');
        self.subject.split(split).map(key).filter(|words| !words.trim().is_empty()).collect()
    }

    /// True when `view` speaks of the subject: of words of it, or from them.
    fn is_subject_of(&self, view: &FindingView) -> bool {
        let subject = key(&view.subject);
        self.words().iter().any(|words| words.contains(&subject) || subject.contains(words.as_str()))
    }

    /// True when the words of the subject stand in the finding or in a place of it.
    fn is_told_by(&self, view: &FindingView) -> bool {
        let places = || view.evidence.iter().chain(&view.related);
        let mut told = key(&format!("{} {}", view.subject, view.message.ar));
        for place in places() {
            told.push(' ');
            told.push_str(&key(&place.quote));
            told.push(' ');
            told.push_str(&key(place.source.as_deref().unwrap_or_default()));
        }
        self.is_subject_of(view) || self.words().iter().any(|words| told.contains(words.as_str()))
    }

    /// True when every row it names is a place of the finding.
    fn has_rows(&self, view: &FindingView) -> bool {
        let rows: Vec<u32> = view
            .evidence
            .iter()
            .chain(&view.related)
            .filter_map(|place| match &place.place {
                Some(Place::Cell { cell, .. }) => Some(cell.row + 1),
                _ => None,
            })
            .collect();
        self.evidence.register_row.iter().chain(&self.evidence.register_rows).all(|row| rows.contains(row))
    }

    fn is_raised_by(&self, view: &FindingView) -> bool {
        self.code == view.code
            && self.severity.is_none_or(|severity| severity == view.severity)
            && self.has_rows(view)
            && (self.is_told_by(view) || self.evidence.register_row.is_some())
    }
}

fn read(folder: &Path) -> (Scenario, Judged) {
    let text = fs::read_to_string(folder.join("expected.json")).unwrap();
    let scenario: Scenario =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = scenario.communiques.clone();
    names.push(scenario.register.clone());
    names.sort();
    let files: Vec<_> =
        names.into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect();
    let as_of = Date::parse(&scenario.as_of).unwrap();
    let judged = judged(&files, as_of, &Corrections::default(), &[]);
    (scenario, judged)
}

/// What is wrong with the findings of a scenario, a line each.
fn faults(scenario: &Scenario, judged: &Judged) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<&FindingView> = judged.views.iter().collect();
    for wanted in &scenario.expected {
        let subject_first = |view: &&FindingView| wanted.is_raised_by(view) && wanted.is_subject_of(view);
        let at = open.iter().position(subject_first);
        match at.or_else(|| open.iter().position(|view| wanted.is_raised_by(view))) {
            Some(at) => drop(open.remove(at)),
            None => faults.push(format!("misses {} {}", wanted.code, wanted.subject)),
        }
    }
    for unwanted in &scenario.must_not_raise {
        let raised = |view: &&FindingView| {
            view.code == unwanted.code && (unwanted.subject.is_empty() || unwanted.is_subject_of(view))
        };
        faults.extend(
            open.iter()
                .filter(|view| raised(view))
                .map(|view| format!("must not raise {} {}", view.code, view.subject)),
        );
    }
    let known = |view: &FindingView| {
        scenario.acceptable.iter().any(|accepted| accepted.code == view.code && accepted.is_told_by(view))
    };
    let extra: Vec<&FindingView> =
        open.into_iter().filter(|view| view.severity > Severity::Note && !known(view)).collect();
    if extra.len() > 1 {
        faults.extend(
            extra.iter().map(|view| format!("one of several extras: {} {}", view.code, view.subject)),
        );
    }
    faults
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.join("expected.json").is_file());
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn our_own_cases_raise_what_they_must_and_nothing_else() {
    let folders = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crosscheck"));
    assert_eq!(folders.len(), 8);
    for folder in folders {
        let (scenario, judged) = read(&folder);
        assert_places_hold(&judged, &name(&folder));
        assert_worded(&judged, &name(&folder));
        let faults = faults(&scenario, &judged);
        assert!(faults.is_empty(), "{}: {faults:#?}", name(&folder));
        let unknown = |wanted: &&Wanted| !codes().any(|code| code == wanted.code);
        let wanted = scenario.expected.iter().chain(&scenario.acceptable).chain(&scenario.must_not_raise);
        assert_eq!(wanted.filter(unknown).count(), 0, "{} names a code that is none", name(&folder));
    }
}

#[test]
fn the_shared_scenarios_raise_what_they_must_and_nothing_else() {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let corpus = std::env::var_os("DIWAN_CORPUS").map_or(near, PathBuf::from);
    let root = corpus.join("crosscheck");
    if !root.is_dir() {
        eprintln!("skipped: the shared corpus is not here");
        return;
    }
    let (mut expected, mut missed) = (0, 0);
    let mut wrong = Vec::new();
    for folder in folders(&root) {
        let (scenario, judged) = read(&folder);
        assert_places_hold(&judged, &name(&folder));
        assert_worded(&judged, &name(&folder));
        let faults = faults(&scenario, &judged);
        expected += scenario.expected.len();
        missed += faults.iter().filter(|fault| fault.starts_with("misses")).count();
        wrong.extend(faults.iter().map(|fault| format!("{}: {fault}", name(&folder))));
    }
    eprintln!("shared scenarios: {} of {expected} expected findings raised", expected - missed);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
