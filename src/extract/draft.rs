//! What a board is read into before its values are cited: who holds which seat, and the seat that waits for a name.

use crate::model::{Gender, PostId};
use std::ops::Range;

/// True when two ranges share a token.
pub(super) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// A seat that somebody holds, before its values are cited.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) name: Range<usize>,
    pub(super) honorific: Option<Range<usize>>,
    pub(super) gender: Option<Gender>,
    pub(super) post: Option<(PostId, Range<usize>)>,
    pub(super) portfolio: Option<Range<usize>>,
    pub(super) acting: Option<Range<usize>>,
    /// The words that hand out the portfolio: the seat of whoever is given no other.
    pub(super) charge: Option<Range<usize>>,
    pub(super) affiliations: Vec<Affiliation>,
    pub(super) extent: Range<usize>,
    /// Name and seat stand under the heads of a table.
    pub(super) headed: bool,
    /// What no rule tells, but the weights do.
    pub(super) weighed: Weighed,
}

impl Draft {
    /// Makes `words` part of the extent.
    pub(super) fn reach(&mut self, words: &Range<usize>) {
        self.extent = self.extent.start.min(words.start)..self.extent.end.max(words.end);
    }
}

impl Draft {
    /// Ends the extent where the rest ends, when `words` at its edge are told of nobody, or of somebody else.
    pub(super) fn forget(&mut self, words: &Range<usize>) {
        if words.start > self.extent.start && words.end < self.extent.end {
            return;
        }
        let seat = self.post.iter().map(|(_, words)| words);
        let elsewhere = self.affiliations.iter().flat_map(Affiliation::words);
        let rest = seat.chain(&self.honorific).chain(&self.portfolio).chain(&self.acting).chain(elsewhere);
        let over =
            |all: Range<usize>, words: &Range<usize>| all.start.min(words.start)..all.end.max(words.end);
        let Range { start, end } = rest.fold(self.name.clone(), over);
        self.extent = self.extent.start.max(start)..self.extent.end.min(end);
    }

    /// The tokens with which something begins that is told of somebody.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        let seat = self.post.iter().map(|(_, words)| words);
        let elsewhere = self.affiliations.iter().flat_map(Affiliation::words);
        [&self.name].into_iter().chain(seat).chain(&self.portfolio).chain(elsewhere).map(|words| words.start)
    }
}

impl Affiliation {
    /// The words of each thing told.
    pub(super) fn words(&self) -> impl Iterator<Item = &Range<usize>> {
        self.role.iter().chain(&self.organization).chain(&self.acronym).chain(&self.area)
    }

    /// True when the title or the house is words of which `test` is true.
    pub(super) fn is_told_by(&self, test: impl Fn(&Range<usize>) -> bool) -> bool {
        self.role.iter().chain(&self.organization).any(test)
    }
}

/// What of a seat no rule tells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weighed {
    /// That somebody sits there, or where the name begins and ends.
    pub(super) name: bool,
    pub(super) post: bool,
    pub(super) field: bool,
}

/// Where somebody comes from, as token ranges.
#[derive(Debug, Clone, Default)]
pub(super) struct Affiliation {
    pub(super) role: Option<Range<usize>>,
    pub(super) organization: Option<Range<usize>>,
    pub(super) acronym: Option<Range<usize>>,
    pub(super) area: Option<Range<usize>>,
    /// No rule tells of it, but the weights do.
    pub(super) weighed: bool,
}

/// A seat that waits for the names after it.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) id: PostId,
    pub(super) words: Range<usize>,
    pub(super) plural: bool,
    pub(super) portfolio: Option<Range<usize>>,
    pub(super) acting: Option<Range<usize>>,
    pub(super) gender: Option<Gender>,
    /// «رئيسا»: it stands after its holder, so that only somebody right behind it can be meant instead.
    pub(super) behind: bool,
    /// «نوابه على التوالي»: the names that follow are the first, the second and further deputies.
    pub(super) ranked: bool,
}

/// How near the last person is in running text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Near {
    /// Something else came between.
    #[default]
    Far,
    /// A comma alone came between.
    Comma,
    /// The person, or their title, was the last part.
    Next,
}
