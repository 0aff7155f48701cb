//! Each check fires on what it is for and stays silent on what looks like it. Cases are `tests/checks/CODE.toml`: the
//! files of a small project, the day it is judged on, and every finding of that code, place by place. To add a check,
//! add its file; a check without wording, doc or both kinds of case is refused here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;
#[path = "common/pipeline.rs"]
mod pipeline;

use common::seeds;
use diwan::batch::Settings;
use diwan::calendar::Date;
use diwan::check::{CHECKS, OUTPUTS, Severity, codes, wordings};
use diwan::register::Corrections;
use diwan::report::FindingView;
use pipeline::{Judged, assert_places_hold, assert_worded, judged};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One small project and what must be found in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    name: String,
    why: String,
    as_of: String,
    /// Files by name; `corrections.toml` among them is replayed.
    input: BTreeMap<String, String>,
    /// The `diwan.toml`.
    #[serde(default)]
    settings: String,
    /// Every finding of the file's code; none for a silent case.
    #[serde(default)]
    finds: Vec<Found>,
    /// Codes of the other findings of severity warning and above.
    #[serde(default)]
    also: Vec<String>,
}

/// A finding.
#[derive(Deserialize, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Found {
    severity: Severity,
    subject: String,
    evidence: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    value: Option<String>,
    accepted: Option<String>,
}

impl Found {
    fn of(view: &FindingView) -> Self {
        let quotes =
            |places: &[diwan::report::PlaceView]| places.iter().map(|place| place.quote.clone()).collect();
        Self {
            severity: view.severity,
            subject: view.subject.clone(),
            evidence: quotes(&view.evidence),
            related: quotes(&view.related),
            value: view.suggestion.as_ref().and_then(|suggestion| suggestion.value.clone()),
            accepted: view.suppressed_by.clone(),
        }
    }
}

impl Case {
    fn judged(&self, code: &str) -> Judged {
        let place = format!("{code}, {}", self.name);
        let settings: Settings =
            toml::from_str(&self.settings).unwrap_or_else(|error| panic!("{place}: {error}"));
        let corrections = self.input.get("corrections.toml").map_or_else(Corrections::default, |text| {
            Corrections::parse(text).unwrap_or_else(|error| panic!("{place}: {}", error.message))
        });
        let files = self.input.iter().filter(|(name, _)| *name != "corrections.toml");
        let files: Vec<_> = files.map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
        let as_of = Date::parse(&self.as_of).unwrap();
        judged(&files, as_of, &corrections, &settings.allow)
    }
}

fn folder() -> PathBuf {
    Path::new(ROOT).join("tests/checks")
}

fn cases(code: &str) -> Vec<Case> {
    let path = folder().join(format!("{code}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no cases", path.display()));
    let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    cases.case
}

#[test]
fn every_case_finds_what_it_must_and_nothing_else() {
    let mut fired = BTreeSet::new();
    let mut faults = Vec::new();
    for code in codes() {
        for case in cases(code) {
            let place = format!("{code}, {} ({})", case.name, case.why);
            let judged = case.judged(code);
            assert_places_hold(&judged, &place);
            assert_worded(&judged, &place);
            fired
                .extend(judged.findings.iter().filter(|found| found.code == code).map(|found| found.wording));
            let of = |own: bool| judged.views.iter().filter(move |view| (view.code == code) == own);
            let found: Vec<Found> = of(true).map(Found::of).collect();
            if found != case.finds {
                faults.push(format!("{place}\n  found {found:#?}\n  expected {:#?}", case.finds));
            }
            let other: Vec<&str> = of(false)
                .filter(|view| view.severity > Severity::Note)
                .map(|view| view.code.as_str())
                .collect();
            if other != case.also {
                faults.push(format!("{place}\n  found besides {other:?}, expected {:?}", case.also));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let idle: Vec<&str> = wordings().map(|(name, _)| *name).filter(|name| !fired.contains(name)).collect();
    assert!(idle.is_empty(), "no case shows {idle:?}");
}

#[test]
fn every_code_has_a_firing_and_a_silent_case() {
    let known: BTreeSet<String> = codes().map(str::to_owned).collect();
    let shown: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(known, shown, "tests/checks/ holds one file for each code");
    let mut faults = Vec::new();
    for code in codes() {
        let cases = cases(code);
        if cases.iter().all(|case| case.finds.is_empty()) {
            faults.push(format!("{code} has no firing case"));
        }
        if cases.iter().all(|case| !case.finds.is_empty()) {
            faults.push(format!("{code} has no silent case"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files of the checks: those that `CHECKS` calls.
fn check_files() -> BTreeMap<String, String> {
    let table = fs::read_to_string(Path::new(ROOT).join("src/check/mod.rs")).unwrap();
    let mut out = BTreeMap::new();
    for entry in table.split("Check {").skip(2) {
        let word = |before: &str, after: &str| {
            let rest = entry.split_once(before).unwrap().1;
            rest.split_once(after).unwrap().0.to_owned()
        };
        if entry.contains("::find") {
            out.insert(word("code: \"", "\""), word("find: ", "::find"));
        }
    }
    out
}

#[test]
fn every_check_is_one_documented_file_in_the_table() {
    let files = check_files();
    assert_eq!(files.len(), CHECKS.len(), "each check has a file of its own: {files:?}");
    assert_eq!(files.values().collect::<BTreeSet<_>>().len(), CHECKS.len());
    let mut faults = Vec::new();
    for file in files.values() {
        let text = fs::read_to_string(Path::new(ROOT).join(format!("src/check/{file}.rs"))).unwrap();
        let doc: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        for part in ["What:", "Why it matters to a secretariat:", "When it stays silent:"] {
            if !doc.contains(part) {
                faults.push(format!("src/check/{file}.rs does not say «{part}»"));
            }
        }
    }
    // A file with a `find` that the table does not call is a check that never runs.
    for entry in fs::read_dir(Path::new(ROOT).join("src/check")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let finds = fs::read_to_string(&path).unwrap().contains("pub(super) fn find(");
        if finds && !files.values().any(|file| *file == stem) {
            faults.push(format!("src/check/{stem}.rs is not in CHECKS"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_wording_is_in_three_languages_and_none_is_idle() {
    let used: BTreeSet<&str> = wordings().chain(OUTPUTS).map(|(name, _)| *name).collect();
    for language in ["ar", "fr", "en"] {
        let path = Path::new(ROOT).join(format!("templates/findings.{language}.toml"));
        let text: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let worded: BTreeSet<&str> =
            text["findings"].as_table().unwrap().keys().map(String::as_str).collect();
        assert_eq!(used, worded, "templates/findings.{language}.toml");
    }
}
