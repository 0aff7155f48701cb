//! Files in, findings out: the public steps of the main job, without a folder.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test file uses its own part"
)]

use super::seeds;
use diwan::calendar::Date;
use diwan::check::{self, Allow, Finding};
use diwan::document::Sources;
use diwan::names::Names;
use diwan::register::{Corrections, Register};
use diwan::report::{FindingView, finding_views};
use diwan::template::Templates;
use diwan::text::SourceId;
use diwan::{extract, ingest};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What the files of a case come to.
pub struct Judged {
    /// The findings as the checks give them.
    pub findings: Vec<Finding>,
    /// The same, worded; in the same order.
    pub views: Vec<FindingView>,
    /// All records together.
    pub register: Register,
    /// The documents.
    pub sources: Sources,
}

/// The built-in spelling knowledge, loaded once.
pub fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| Names::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}")))
}

/// The built-in templates, loaded once.
pub fn templates() -> &'static Templates {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    TEMPLATES.get_or_init(|| Templates::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}")))
}

/// The findings on `files` (path and bytes) as judged on `as_of`.
pub fn judged(
    files: &[(String, Vec<u8>)],
    as_of: Date,
    corrections: &Corrections,
    allow: &[Allow],
) -> Judged {
    let (mut documents, mut records, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (path, bytes)) in files.iter().enumerate() {
        match ingest::document(SourceId(at as u32), path, bytes) {
            Ok(document) => {
                records.extend(extract::records(&document, seeds()));
                documents.push(document);
            }
            Err(error) => unread.push(check::unreadable_input(path, &error.to_string())),
        }
    }
    let sources = Sources::new(documents);
    let register = Register::from_records(records, names(), corrections);
    let context = check::Context { as_of, allow, sources: &sources, names: names(), unread };
    let findings = check::findings(&register, &context);
    let views = finding_views(&findings, &sources, templates()).unwrap();
    Judged { findings, views, register, sources }
}

/// Every place of every finding holds exactly the bytes it quotes.
pub fn assert_places_hold(judged: &Judged, case: &str) {
    for view in &judged.views {
        for place in view.evidence.iter().chain(&view.related) {
            let path = place
                .source
                .as_deref()
                .unwrap_or_else(|| panic!("{case}: a place of {} names no file", view.code));
            let document = judged.sources.iter().find(|document| document.path == path);
            let text = &document.unwrap_or_else(|| panic!("{case}: {path}")).text;
            assert_eq!(text.get(place.start..place.end), Some(place.quote.as_str()), "{case}: {}", view.code);
        }
    }
}

/// Every finding says what is odd and what to do in three languages, each in its own words.
pub fn assert_worded(judged: &Judged, case: &str) {
    for view in &judged.views {
        let remedy = &view
            .suggestion
            .as_ref()
            .unwrap_or_else(|| panic!("{case}: {} has no remedy", view.code))
            .message;
        for said in [&view.message, remedy] {
            let each = [&said.ar, &said.fr, &said.en];
            assert!(each.iter().all(|words| !words.trim().is_empty()), "{case}: {}: {said:?}", view.code);
            assert!(
                said.ar != said.fr && said.fr != said.en && said.ar != said.en,
                "{case}: {}: {said:?}",
                view.code
            );
            assert!(!each.iter().any(|words| words.contains(['{', '}'])), "{case}: {}: {said:?}", view.code);
        }
    }
}
