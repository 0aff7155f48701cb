//! Signs as numbers, and rows of them: which stand at each token, and which hold of its clause or line.
//!
//! In: the words of signs. Out: their numbers, in the order of the tokens. What the signs are, `signs` and its fellows
//! decide; what they weigh, the tables of `seeds/roles`.

use super::Heard;
use super::kept::Kept;
use crate::seeds::roles::{self, RoleWeights};
use std::ops::Range;

/// A word and the hash of its letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashed<'a> {
    pub(super) word: &'a str,
    pub(super) hash: u64,
}

impl<'a> Hashed<'a> {
    pub(super) fn of(word: &'a str) -> Self {
        Self { word, hash: roles::hash(word) }
    }
}

/// Takes the words of a sign and gives its number; when weights are learned it also remembers the words.
pub(super) trait Note {
    /// The number of the sign with these words.
    fn note(&mut self, words: &[&str]) -> u64;

    /// The number of the sign with these words, whose hashes are known.
    fn hashed<const N: usize>(&mut self, words: [Hashed<'_>; N]) -> u64 {
        self.note(&words.map(|hashed| hashed.word))
    }

    /// The words whose signs are kept together, so that nobody need note them.
    fn kept(&self) -> Option<Kept> {
        None
    }
}

/// Numbers alone, and of what words show by themselves a number for each word.
#[derive(Default)]
pub(super) struct Numbers(pub(super) Option<Kept>);

impl Note for Numbers {
    #[inline]
    fn note(&mut self, words: &[&str]) -> u64 {
        roles::sign(words)
    }

    #[inline]
    fn hashed<const N: usize>(&mut self, words: [Hashed<'_>; N]) -> u64 {
        roles::sign_of(words.into_iter().map(|hashed| hashed.hash))
    }

    fn kept(&self) -> Option<Kept> {
        self.0.clone()
    }
}

/// The signs of a row of tokens, counted from its first: all, or the numbers of those that weigh something.
#[derive(Debug, Default)]
pub(super) struct Seen<Sign = u64> {
    pub(super) near: Vec<Sign>,
    pub(super) around: Vec<Sign>,
    /// Tokens whose signs are kept by their words, in order, with the words' numbers.
    pub(super) words: Vec<(u32, u32)>,
    /// For each token: where its signs end.
    ends: Vec<(u32, u32)>,
    /// Signs that several tokens share.
    shared: Vec<Sign>,
    /// Tokens, and where the signs that they share end.
    stretches: Vec<(Range<usize>, u32)>,
    /// Sentences and their parts, in order.
    pub(super) read: Heard,
}

impl<Sign> Seen<Sign> {
    /// The signs at the token, and those around it that it shares with none, for each token in order.
    pub(super) fn each(&self) -> impl Iterator<Item = (&[Sign], &[Sign])> {
        let mut from = (0, 0);
        self.ends.iter().map(move |&(near, around)| {
            let signs = (&self.near[from.0..near as usize], &self.around[from.1..around as usize]);
            from = (near as usize, around as usize);
            signs
        })
    }

    /// Rows of tokens and the signs around all of them: a line's, a clause's, a part's.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (Range<usize>, &[Sign])> {
        let mut from = 0;
        self.stretches.iter().map(move |(tokens, end)| {
            let signs = &self.shared[from..*end as usize];
            from = *end as usize;
            (tokens.clone(), signs)
        })
    }

    /// The token has no more signs.
    pub(super) fn end(&mut self) {
        self.ends.push((self.near.len() as u32, self.around.len() as u32));
    }
}

impl Seen {
    /// The numbers of the signs that weigh something.
    pub(super) fn found(self, weights: &RoleWeights) -> Seen<u32> {
        let mut found = Seen { ends: Vec::with_capacity(self.ends.len()), ..Seen::default() };
        for (near, around) in self.each() {
            found.near.extend(near.iter().filter_map(|&sign| weights.near(sign)));
            found.around.extend(around.iter().filter_map(|&sign| weights.around(sign)));
            found.end();
        }
        for (tokens, signs) in self.stretches() {
            found.shared.extend(signs.iter().filter_map(|&sign| weights.around(sign)));
            found.stretches.push((tokens, found.shared.len() as u32));
        }
        Seen { words: self.words, ..found }
    }

    /// Notes `signs` around all of `tokens`.
    pub(super) fn share(&mut self, tokens: Range<usize>, signs: &[u64]) {
        if !signs.is_empty() {
            self.shared.extend_from_slice(signs);
            self.stretches.push((tokens, self.shared.len() as u32));
        }
    }

    /// Notes a sign at the token.
    pub(super) fn near(&mut self, sign: u64) {
        self.near.push(sign);
    }

    /// Notes a sign around the token.
    pub(super) fn around(&mut self, sign: u64) {
        self.around.push(sign);
    }
}
