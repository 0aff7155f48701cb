//! Signs as numbers, and rows of them: which stand at each token, and which hold of its clause or line.
//!
//! In: the words of signs. Out: their numbers, in the order of the tokens. What the signs are, `signs` and its fellows
//! decide; what they weigh, the tables of `seeds/roles`.

use super::Heard;
use super::kept::Kept;
use crate::seeds::Hashed;
use crate::seeds::hashed::sign;
use crate::seeds::roles::RoleWeights;
use std::ops::Range;

/// Takes the words of a sign and gives its number; when weights are learned it also remembers the words.
pub(super) trait Note {
    /// What is kept of a sign that words or clauses show.
    type Sign: Copy + Ord + Default;

    /// The number of the sign with these words.
    fn note(&mut self, words: &[Hashed<'_>]) -> u64;

    /// The sign with these words, which a word shows; nothing where it need not be kept.
    fn near(&mut self, words: &[Hashed<'_>]) -> Option<Self::Sign>;

    /// The sign with these words, which holds of a whole clause; nothing where it need not be kept.
    fn around(&mut self, words: &[Hashed<'_>]) -> Option<Self::Sign>;

    /// The words whose signs are kept together, so that nobody need note them.
    fn kept(&self) -> Option<Kept> {
        None
    }
}

/// Numbers alone.
pub(super) struct Numbers;

impl Note for Numbers {
    type Sign = u64;

    #[inline]
    fn note(&mut self, words: &[Hashed<'_>]) -> u64 {
        sign(words.iter().copied())
    }

    fn near(&mut self, words: &[Hashed<'_>]) -> Option<u64> {
        Some(self.note(words))
    }

    fn around(&mut self, words: &[Hashed<'_>]) -> Option<u64> {
        Some(self.note(words))
    }
}

/// Of signs that weigh something, their places among the weights; and where words are kept, of what a word shows by itself
/// the word's number.
pub(super) struct Weighing<'w> {
    pub(super) weights: &'w RoleWeights,
    pub(super) kept: Option<Kept>,
}

impl Note for Weighing<'_> {
    type Sign = u32;

    #[inline]
    fn note(&mut self, words: &[Hashed<'_>]) -> u64 {
        Numbers.note(words)
    }

    #[inline]
    fn near(&mut self, words: &[Hashed<'_>]) -> Option<u32> {
        self.weights.near(Numbers.note(words))
    }

    #[inline]
    fn around(&mut self, words: &[Hashed<'_>]) -> Option<u32> {
        self.weights.around(Numbers.note(words))
    }

    fn kept(&self) -> Option<Kept> {
        self.kept.clone()
    }
}

/// The signs of a row of tokens, counted from its first: by number, or by their places among the weights.
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
    /// Room for what `tokens` show.
    pub(super) fn with_room(tokens: usize) -> Self {
        Self {
            near: Vec::with_capacity(tokens * 2),
            around: Vec::with_capacity(tokens * 4),
            words: Vec::new(),
            ends: Vec::with_capacity(tokens),
            shared: Vec::with_capacity(tokens),
            stretches: Vec::with_capacity(tokens / 4),
            read: Heard::new(),
        }
    }

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
    #[inline]
    pub(super) fn end(&mut self) {
        self.ends.push((self.near.len() as u32, self.around.len() as u32));
    }

    /// Notes `signs` around all of `tokens`.
    pub(super) fn share(&mut self, tokens: Range<usize>, signs: impl IntoIterator<Item = Sign>) {
        let before = self.shared.len();
        self.shared.extend(signs);
        if self.shared.len() > before {
            self.stretches.push((tokens, self.shared.len() as u32));
        }
    }
}
