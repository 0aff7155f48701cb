//! How alike two names are, and why.

use std::fmt;

/// What a comparison decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One person's name.
    Same,
    /// A human should look.
    Unsure,
    /// Two people's names.
    Different,
}

/// How alike two names are, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// What to do with it.
    pub verdict: Verdict,
    /// The chance, in 0..1, that both name one person.
    pub score: f64,
    /// What speaks for and against, in the order of the first name's parts.
    pub reasons: Vec<Reason>,
}

/// Two name parts set against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Two spellings of one part: «العلوي = EL ALAOUI».
    Alike(String, String),
    /// Two different parts: «محمد ≠ Ahmed».
    Unlike(String, String),
    /// A part the other name does not have.
    Missing(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alike(one, other) => write!(f, "{one} = {other}"),
            Self::Unlike(one, other) => write!(f, "{one} ≠ {other}"),
            Self::Missing(part) => write!(f, "{part} ∅"),
        }
    }
}
