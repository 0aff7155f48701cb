//! What a token can be, and what a step of a pattern can read, as bits.
//!
//! In: a token with its words and lexicon entries, or a step. Out: [`Signs`]. Always holds: where the signs of a step
//! and a token share no bit, the step cannot read the token; where they do, it must be tried.

use super::words::{Hit, Reading};
use crate::text::{Token, TokenKind};

/// So many lexicons have a bit of their own, and one more that no lexicon has; further ones share theirs.
pub(super) const ROOM: usize = 63;

/// Bits of a shape: marks share the lower ones.
const MARKS: u32 = 60;
const END: u64 = 1 << 60;
const WORD: u64 = 1 << 61;
const NUMBER: u64 = 1 << 62;
const LINE_END: u64 = 1 << 63;

/// What a token can be, or what can be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Lexicons with an entry that begins here.
    pub(super) kinds: u64,
    /// Words; they share bits.
    words: u64,
    /// Word, number, line end or which mark.
    shape: u64,
}

impl Signs {
    /// Any token, and the end of the text.
    pub(super) const ANY: Self = Self { kinds: 0, words: 0, shape: u64::MAX };
    /// Whatever there is.
    pub(super) const ALL: Self = Self { kinds: u64::MAX, words: u64::MAX, shape: u64::MAX };
    /// The end of the text, which a pattern may stand before without reading it.
    pub(super) const END: Self = Self { kinds: 0, words: 0, shape: END };
    /// Any token but a line end.
    pub(super) const TOKEN: Self = Self { kinds: 0, words: 0, shape: !(LINE_END | END) };
    /// Any word.
    pub(super) const WORD: Self = Self { kinds: 0, words: 0, shape: WORD };
    /// Any number.
    pub(super) const NUMBER: Self = Self { kinds: 0, words: 0, shape: NUMBER };

    /// An entry of lexicon `kind`.
    pub(super) const fn kind(kind: u8) -> Self {
        Self { kinds: Self::bit(kind), words: 0, shape: 0 }
    }

    /// The bit of lexicon `kind`.
    #[inline(always)]
    pub(super) const fn bit(kind: u8) -> u64 {
        1 << (kind as u32 % u64::BITS)
    }

    /// The word `symbol`.
    pub(super) const fn word(symbol: u32) -> Self {
        Self { kinds: 0, words: 1 << (symbol % u64::BITS), shape: 0 }
    }

    /// That mark.
    pub(super) const fn mark(mark: char) -> Self {
        Self { kinds: 0, words: 0, shape: 1 << (mark as u32 % MARKS) }
    }

    /// What `token` can be.
    pub(super) fn of(token: &Token, readings: &[Reading], hits: &[Hit]) -> Self {
        let shape = match token.kind {
            TokenKind::Word => Self::WORD,
            TokenKind::Number => Self::NUMBER,
            TokenKind::Mark => Self::mark(token.first),
            TokenKind::LineEnd => Self { kinds: 0, words: 0, shape: LINE_END },
        };
        let words = readings.iter().fold(shape, |all, reading| all.or(Self::word(reading.symbol)));
        hits.iter().fold(words, |all, hit| all.or(Self::kind(hit.kind)))
    }

    /// Its words.
    pub(super) const fn words(&self) -> u64 {
        self.words
    }

    /// Either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            kinds: self.kinds | other.kinds,
            words: self.words | other.words,
            shape: self.shape | other.shape,
        }
    }

    /// False when no token can be both.
    pub(super) const fn meets(&self, other: &Self) -> bool {
        (self.kinds & other.kinds) | (self.words & other.words) | (self.shape & other.shape) != 0
    }
}
