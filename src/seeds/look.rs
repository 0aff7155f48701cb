//! How a word begins and what it is written in, as bits: asked of most words of a text, time and again.
//!
//! In: a folded token. Out: [`Look`].

use crate::text::{Token, TokenKind, is_latin};

/// Some of what its letters alone tell of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look(u16);

/// How many letters of a word are counted.
const COUNTED: usize = u8::MAX as usize;

/// How many letters `word` has, as far as they are counted.
pub(super) fn letters(word: &str) -> u8 {
    word.chars().take(COUNTED).count() as u8
}

/// The last letters of a word's key, as a number that words share: a word whose number is another cannot end alike.
/// As many letters as a part of a name has that calls somebody.
#[must_use]
pub fn ending(key: &str) -> u16 {
    let letters = key.chars().rev().take(3);
    letters.fold(0_u32, |all, letter| all.wrapping_mul(37).wrapping_add(letter as u32)) as u16 % ENDINGS
}

/// So many numbers of endings there are.
pub const ENDINGS: u16 = 1024;

impl Look {
    /// A word in Arabic letters.
    pub const ARABIC: Self = Self(1);
    /// A word in Latin letters.
    pub const LATIN: Self = Self(2);
    /// It begins with «ال».
    pub const AL: Self = Self(4);
    /// It begins with «لل».
    pub const LIL: Self = Self(8);
    /// It begins with «و».
    pub const WA: Self = Self(16);
    /// It is «و» alone.
    pub const AND: Self = Self(32);
    /// It begins with «ل».
    pub const LI: Self = Self(64);
    /// It begins with «ب».
    pub const BI: Self = Self(128);
    /// It begins with «بال».
    pub const BIL: Self = Self(256);
    /// It ends with «ي».
    pub const YA: Self = Self(1024);
    /// A mark.
    pub const MARK: Self = Self(512);

    /// It has the article, behind «و», «ف» or «ب» too, or «لل», or is written in Latin letters: «والمال», «للمال».
    pub const DEFINITE: Self = Self(2048);

    /// What `word`, the folded letters of `token`, tells.
    pub(super) fn of(token: &Token, word: &str) -> Self {
        let script = match token.kind {
            TokenKind::Word if is_latin(token.first) => Self::LATIN,
            TokenKind::Word => Self::ARABIC,
            TokenKind::Mark => Self::MARK,
            TokenKind::Number | TokenKind::LineEnd => Self::default(),
        };
        let rest = word.strip_prefix(['و', 'ف', 'ب']).unwrap_or(word);
        let article = word.starts_with("ال") || rest.starts_with("ال") || rest.starts_with("لل");
        let told = [
            (Self::DEFINITE, article || script == Self::LATIN),
            (Self::AL, word.starts_with("ال")),
            (Self::LIL, word.starts_with("لل")),
            (Self::WA, word.starts_with('و')),
            (Self::AND, word == "و"),
            (Self::LI, word.starts_with('ل')),
            (Self::BI, word.starts_with('ب')),
            (Self::BIL, word.starts_with("بال")),
            (Self::YA, word.ends_with('ي')),
        ];
        let told = told.into_iter().filter(|(_, told)| *told);
        told.fold(script, |all, (one, _)| Self(all.0 | one.0))
    }

    /// True when any of `other` is told here.
    #[must_use]
    #[inline]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
