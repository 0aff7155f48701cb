//! Two lists of names linked one to one.
//!
//! In: two lists of parsed names. Out: [`Linked`] pairs, best first within each name of the first list. Always holds:
//! each name is linked at most once; only pairs that sound alike ([`candidates`]) are compared, so that the work grows
//! with the lists and not with their product.

use super::blocks::candidates;
use super::pairing::Scratch;
use super::{Likeness, Name, Names, Verdict};

/// A name of one list that is one of the other's.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// Its place in the first list.
    pub one: usize,
    /// Its place in the other list.
    pub other: usize,
    /// How alike they are.
    pub likeness: Likeness,
    /// How much likelier than the best rival for either name; the confidence of the choice.
    pub margin: f64,
}

impl Names {
    /// The pairs of the two lists that share enough sounds to be worth comparing, sorted.
    #[must_use]
    pub fn candidates(&self, one: &[Name], other: &[Name]) -> Vec<(usize, usize)> {
        candidates(one, other)
    }

    /// The names of `one` that are names of `other`: each at most once, the likeliest first served. Pairs that are
    /// surely different are left out; pairs to be looked at are in, with their verdict.
    #[must_use]
    pub fn link(&self, one: &[Name], other: &[Name]) -> Vec<Linked> {
        let mut scored: Vec<(f64, usize, usize)> = Vec::new();
        let mut scratch = Scratch::default();
        for (first, second) in candidates(one, other) {
            let score = self.score_with(&one[first], &other[second], &mut scratch);
            scored.push((score, first, second));
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut best: [Vec<Vec<f64>>; 2] = [vec![Vec::new(); one.len()], vec![Vec::new(); other.len()]];
        for &(score, first, second) in &scored {
            for (side, at) in [(0, first), (1, second)] {
                if best[side][at].len() < 2 {
                    best[side][at].push(score);
                }
            }
        }
        let mut taken = [vec![false; one.len()], vec![false; other.len()]];
        let mut out = Vec::new();
        for (score, first, second) in scored {
            if taken[0][first] || taken[1][second] {
                continue;
            }
            let likeness = self.compare(&one[first], &other[second]);
            if likeness.verdict == Verdict::Different {
                continue;
            }
            (taken[0][first], taken[1][second]) = (true, true);
            // The rival is the second best of either name, or the best when this pair is not it.
            let rival = |scores: &[f64]| match scores {
                [top, second] if *top == score => *second,
                [top, ..] if *top > score => *top,
                _ => 0.0,
            };
            let margin = score - rival(&best[0][first]).max(rival(&best[1][second]));
            out.push(Linked { one: first, other: second, likeness, margin });
        }
        out.sort_by_key(|linked| (linked.one, linked.other));
        out
    }
}
