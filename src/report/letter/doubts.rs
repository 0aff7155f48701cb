//! Which values are in doubt: those that a finding, not accepted by anybody, says two sources disagree on.
//!
//! In: findings. Out: for a field and the places of its value, the finding. Always holds: a value in doubt is never
//! written into a letter.

use crate::check::Severity;
use crate::document::Sources;
use crate::model::Evidence;
use crate::report::FindingView;
use std::collections::BTreeMap;

/// A value that letters state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Affiliation,
    Date,
    Dues,
    Gender,
    Membership,
    Name,
    Portfolio,
    Post,
    Term,
}

impl Field {
    /// The slot that holds it, which is also its name in the wording of findings.
    pub(super) fn slot(self) -> &'static str {
        match self {
            Self::Affiliation => "letter-affiliation",
            Self::Date => "letter-date",
            Self::Dues => "letter-dues",
            Self::Gender => "letter-gender",
            Self::Membership => "letter-membership",
            Self::Name => "letter-name",
            Self::Portfolio => "letter-portfolio",
            Self::Post => "letter-post",
            Self::Term => "letter-term",
        }
    }
}

/// Which places of a finding stand for the value in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sides {
    /// Its own places: the other side speaks of somebody else, or of the source that is wrong.
    Own,
    /// Both.
    Both,
}

/// What each code puts in doubt. The register's list of a former board (`role-differs.replaced`) doubts the former holder
/// alone, whose name is the finding's own place.
const DOUBTS: &[(&str, Field, Sides)] = &[
    ("cluster-differs", Field::Affiliation, Sides::Own),
    ("duplicate-person", Field::Dues, Sides::Both),
    ("duplicate-person", Field::Membership, Sides::Both),
    ("duplicate-person", Field::Post, Sides::Both),
    ("duplicate-post", Field::Post, Sides::Own),
    ("gender-disagreement", Field::Gender, Sides::Own),
    ("hijri-gregorian-mismatch", Field::Date, Sides::Both),
    ("name-spelling-differs", Field::Name, Sides::Own),
    ("role-differs", Field::Post, Sides::Own),
    ("term-overlap", Field::Term, Sides::Own),
    ("weekday-mismatch", Field::Date, Sides::Both),
];

/// Values in doubt, by document and field.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    places: BTreeMap<(String, Field), Vec<(usize, usize)>>,
}

impl Doubts {
    /// What `findings` put in doubt.
    pub(super) fn new(findings: &[FindingView]) -> Self {
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let grave =
            |finding: &&FindingView| finding.severity >= Severity::Warning && finding.suppressed_by.is_none();
        for finding in findings.iter().filter(grave) {
            for (_, field, sides) in DOUBTS.iter().filter(|(code, ..)| *code == finding.code) {
                let other = finding.related.iter().filter(|_| *sides == Sides::Both);
                for place in finding.evidence.iter().chain(other) {
                    let path = place.source.clone().unwrap_or_default();
                    places.entry((path, *field)).or_default().push((place.start, place.end));
                }
            }
        }
        Self { places }
    }

    /// True when a finding doubts `field`, whose value stands at one of `places`.
    pub(super) fn reach<'a>(
        &self,
        field: Field,
        places: impl IntoIterator<Item = &'a Evidence>,
        sources: &Sources,
    ) -> bool {
        !self.places.is_empty()
            && places.into_iter().any(|place| {
                let Some(document) = sources.get(place.source) else { return false };
                let known = self.places.get(&(document.path.clone(), field)).map_or(&[][..], Vec::as_slice);
                known.iter().any(|&(start, end)| start < place.span.end() && place.span.start() < end)
            })
    }
}
