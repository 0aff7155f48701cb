//! Many pairs of names compared one after the other.
//!
//! In: lines of two names with a tab between them. Out: the score of each. Always holds: the scores are those of
//! [`Names::score`]; what a name was parsed into is remembered, for lists repeat their names line after line, and no
//! more of it than [`MOST`] names.

use super::pairing::{Scratch, WIDEST};
use super::parts::MOST_LETTERS;
use super::{Likeness, Name, Names};
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

/// Names remembered; beyond that all are forgotten and the remembering begins anew.
const MOST: usize = 1 << 15;

/// Compares pair after pair.
#[derive(Debug, Clone)]
pub struct Comparer<'a> {
    names: &'a Names,
    parsed: IndexMap<Box<str>, Name, FxBuildHasher>,
    /// Runs of name parts, each with all that its comparison depends on; the number of one is its place.
    runs: IndexSet<Box<[u8]>, FxBuildHasher>,
    scratch: Scratch,
}

impl<'a> Comparer<'a> {
    /// Compares as `names` does.
    #[must_use]
    pub fn new(names: &'a Names) -> Self {
        let scratch = Scratch::remembering();
        Self { names, parsed: IndexMap::default(), runs: IndexSet::default(), scratch }
    }

    /// The score of a line of two names with a tab between them; 0 for a line without a tab.
    pub fn line(&mut self, line: &str) -> f64 {
        line.split_once('\t').map_or(0.0, |(one, other)| self.score(one, other))
    }

    /// The chance, in 0..1, that two names are one person's.
    pub fn score(&mut self, one: &str, other: &str) -> f64 {
        let names = self.names;
        self.with(one, other, |one, other, scratch| names.score_with(one, other, scratch)).unwrap_or(0.0)
    }

    /// Whether two names are one person's.
    pub fn likeness(&mut self, one: &str, other: &str) -> Likeness {
        let names = self.names;
        let known = self.with(one, other, |one, other, scratch| names.compare_with(one, other, scratch));
        known.unwrap_or_else(|| names.likeness(one, other))
    }

    fn with<T>(
        &mut self,
        one: &str,
        other: &str,
        make: impl FnOnce(&Name, &Name, &mut Scratch) -> T,
    ) -> Option<T> {
        if self.parsed.len() + 2 > MOST {
            *self = Self::new(self.names);
        }
        let (one, other) = (self.number(one), self.number(other));
        let (one, other) = (self.parsed.get_index(one)?.1, self.parsed.get_index(other)?.1);
        Some(make(one, other, &mut self.scratch))
    }

    fn number(&mut self, text: &str) -> usize {
        match self.parsed.get_index_of(text) {
            Some(number) => number,
            None => {
                let mut name = self.names.parse(text);
                self.numbered(&mut name);
                self.parsed.insert_full(text.into(), name).0
            }
        }
    }

    fn numbered(&mut self, name: &mut Name) {
        let mut numbers = Vec::with_capacity(name.parts.list.len() * WIDEST);
        let mut run = Vec::with_capacity(MOST_LETTERS + 3 * WIDEST);
        for first in 0..name.parts.list.len() {
            run.clear();
            for at in first..first + WIDEST {
                let Some(part) = name.parts.list.get(at) else {
                    numbers.push(0);
                    continue;
                };
                run.extend_from_slice(&name.parts.codes[part.start..part.end]);
                run.extend([(part.bare - part.start) as u8, u8::from(part.initial), u8::MAX]);
                let known = self.runs.get_index_of(run.as_slice());
                let number = known.unwrap_or_else(|| self.runs.insert_full(run.as_slice().into()).0);
                numbers.push(number as u32 + 1);
            }
        }
        name.numbers = numbers;
    }
}
