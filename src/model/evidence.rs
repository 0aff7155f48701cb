//! Claims: a value and the words it was read from.

use crate::text::{SourceId, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The name of the rule (or of the reader's step) that read a value.
#[derive(Clone)]
pub struct RuleId(Name);

/// A name that the code writes out, or one that was read or made.
#[derive(Clone)]
enum Name {
    Written(&'static str),
    Made(Arc<str>),
}

impl RuleId {
    /// The rule of that name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(Name::Made(name.into()))
    }

    /// The step of the reader that the code calls so.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self(Name::Written(name))
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Name::Written(name) => name,
            Name::Made(name) => name,
        }
    }
}

impl std::fmt::Debug for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("RuleId").field(&self.as_str()).finish()
    }
}

impl PartialEq for RuleId {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for RuleId {}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

/// Where a value was read, and by what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The document.
    pub source: SourceId,
    /// The words in its text.
    pub span: Span,
    /// What read them.
    pub rule: RuleId,
}

/// One value and its evidence; cannot be built without any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    first: Evidence,
    more: Vec<Evidence>,
}

impl<T> Cited<T> {
    /// `value` as read at `evidence`.
    #[must_use]
    pub fn new(value: T, evidence: Evidence) -> Self {
        Self { value, first: evidence, more: Vec::new() }
    }

    /// The same value with one more place where it was read.
    #[must_use]
    pub fn and(mut self, evidence: Evidence) -> Self {
        self.support(evidence);
        self
    }

    /// Adds one more place where the value was read.
    pub fn support(&mut self, evidence: Evidence) {
        if self.first != evidence && !self.more.contains(&evidence) {
            self.more.push(evidence);
        }
    }

    /// The same value with more places where it was read, none twice.
    #[must_use]
    pub fn also(mut self, places: impl IntoIterator<Item = Evidence>) -> Self {
        let mut known: BTreeSet<Evidence> = self.evidence().cloned().collect();
        self.more.extend(places.into_iter().filter(|place| known.insert(place.clone())));
        self
    }

    /// Where it was read; the main place first.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The main place.
    #[must_use]
    pub fn main(&self) -> &Evidence {
        &self.first
    }

    /// Another value read at the same places.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cited<U> {
        Cited { value: change(self.value), first: self.first, more: self.more }
    }
}

/// Every claim about one fact, best first; disagreement is kept, never overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    claims: Vec<Cited<T>>,
}

impl<T> Default for Stated<T> {
    fn default() -> Self {
        Self { claims: Vec::new() }
    }
}

impl<T: PartialEq> Stated<T> {
    /// Adds a claim: new evidence for a value already claimed, or a value that disagrees.
    pub fn claim(&mut self, claim: Cited<T>) {
        match self.claims.iter_mut().find(|known| known.value == claim.value) {
            Some(known) => {
                for evidence in std::iter::once(claim.first).chain(claim.more) {
                    if known.first != evidence && !known.more.contains(&evidence) {
                        known.more.push(evidence);
                    }
                }
            }
            None => self.claims.push(claim),
        }
    }

    /// The best claim's value.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.claims.first().map(|claim| &claim.value)
    }

    /// The best claim.
    #[must_use]
    pub fn best(&self) -> Option<&Cited<T>> {
        self.claims.first()
    }

    /// All claims, best first.
    #[must_use]
    pub fn claims(&self) -> &[Cited<T>] {
        &self.claims
    }

    /// True when nobody claims anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// True when two claims differ.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.claims.len() > 1
    }
}

/// What a field says: understood, or carried along as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading<T> {
    /// Understood.
    Known(T),
    /// The words, which we could not interpret.
    Unread(String),
}

impl<T> Reading<T> {
    /// The value, when understood.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unread(_) => None,
        }
    }
}
