//! The weights that turn features into a chance, and the chances that make a verdict.
//!
//! In: `names/weights.tsv`. Out: a chance in 0..1 for each kind of comparison. Always holds: a feature the file does not
//! name counts nothing.

use super::features::{COUNT, NAMES};
use super::likeness::Verdict;
use crate::seeds::SeedError;
use crate::seeds::table::{rows, unlike};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Names of one part each, in two scripts.
    Word,
    /// Full names in two scripts.
    Name,
    /// Two names in Arabic letters.
    Arabic,
    /// Two names in Latin letters.
    Latin,
}

impl Kind {
    /// All kinds with the names the file gives them.
    pub(super) const ALL: [(Self, &'static str); 4] =
        [(Self::Word, "word"), (Self::Name, "name"), (Self::Arabic, "arabic"), (Self::Latin, "latin")];
}

/// The weights of one kind.
#[derive(Debug, Clone)]
struct Weights {
    weights: [f64; COUNT],
    same: f64,
    different: f64,
}

/// The weights of all kinds.
#[derive(Debug, Clone)]
pub(super) struct Scales([Weights; Kind::ALL.len()]);

impl Scales {
    /// # Errors
    /// A line that is not a kind, a feature and a number.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SeedError> {
        let none = || Weights { weights: [0.0; COUNT], same: 0.9, different: 0.1 };
        let mut scales = Self([none(), none(), none(), none()]);
        for row in rows(file, text, || unlike("a kind, a feature and a number")) {
            let broken = || row.broken();
            let [kind, feature, value] = row.fields()?;
            let kind = Kind::ALL.iter().position(|(_, name)| *name == kind).ok_or_else(broken)?;
            let value: f64 = value.parse().map_err(|_| broken())?;
            let weights = &mut scales.0[kind];
            match feature {
                "verdict-same" => weights.same = value,
                "verdict-different" => weights.different = value,
                _ => {
                    let at = NAMES.iter().position(|name| *name == feature).ok_or_else(broken)?;
                    weights.weights[at] = value;
                }
            }
        }
        Ok(scales)
    }

    /// The chance that both names are one person's.
    pub(super) fn chance(&self, kind: Kind, features: &[f64; COUNT]) -> f64 {
        let sum: f64 =
            self.0[kind as usize].weights.iter().zip(features).map(|(weight, value)| weight * value).sum();
        1.0 / (1.0 + (-sum.clamp(-30.0, 30.0)).exp())
    }

    /// What to do at that chance.
    pub(super) fn verdict(&self, kind: Kind, chance: f64) -> Verdict {
        let weights = &self.0[kind as usize];
        if chance >= weights.same {
            Verdict::Same
        } else if chance < weights.different {
            Verdict::Different
        } else {
            Verdict::Unsure
        }
    }
}
