//! The words of signs as numbers, which are known when the program is built where the code writes the words out.
//!
//! In: words. Out: [`Hashed`] words, and the number of the sign that they make. Always holds: the number of a word is the
//! one that `FxHasher` gives its bytes, which cannot be asked for while the program is built.

/// A word and the number of its letters.
#[derive(Debug, Clone, Copy)]
pub struct Hashed<'a> {
    /// The word.
    pub word: &'a str,
    /// Its number.
    pub hash: u64,
}

/// A word that the code writes out, with its number.
macro_rules! word {
    ($word:literal) => {
        const { $crate::seeds::Hashed::of($word) }
    };
}

pub(crate) use word;

impl<'a> Hashed<'a> {
    /// `word` with its number.
    #[inline]
    #[must_use]
    pub const fn of(word: &'a str) -> Self {
        Self { word, hash: hash(word) }
    }
}

// Digits of pi, and what `FxHasher` multiplies by and turns by.
const FIRST: u64 = 0x243F_6A88_85A3_08D3;
const SECOND: u64 = 0x1319_8A2E_0370_7344;
const THIRD: u64 = 0xA409_3822_299F_31D0;
const FACTOR: u64 = 0xF135_7AEA_2E62_A9C5;
const TURN: u32 = 26;

/// Both halves of the product of two numbers in one.
#[inline]
const fn mixed(one: u64, other: u64) -> u64 {
    let product = (one as u128).wrapping_mul(other as u128);
    product as u64 ^ (product >> 64) as u64
}

/// The number of a word.
#[inline]
const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut one, mut other) = (FIRST, SECOND);
    let short = bytes.len() <= 16;
    if let (true, Some(start), Some(end)) = (short, bytes.first_chunk(), bytes.last_chunk()) {
        one ^= u64::from_le_bytes(*start);
        other ^= u64::from_le_bytes(*end);
    } else if let (true, Some(start), Some(end)) = (short, bytes.first_chunk(), bytes.last_chunk()) {
        one ^= u32::from_le_bytes(*start) as u64;
        other ^= u32::from_le_bytes(*end) as u64;
    } else if let (true, [start, ..], [.., end]) = (short, bytes, bytes) {
        one ^= *start as u64;
        other ^= (*end as u64) << 8 | bytes[bytes.len() / 2] as u64;
    } else if let Some(last) = bytes.last_chunk::<16>() {
        let mut rest = bytes.split_at(bytes.len() - 1).0;
        while let Some((chunk, behind)) = rest.split_first_chunk::<16>() {
            let (low, high) = halves(chunk);
            (one, other) = (other, mixed(one ^ low, THIRD ^ high));
            rest = behind;
        }
        let (low, high) = halves(last);
        one ^= low;
        other ^= high;
    }
    let all = mixed(one, other) ^ bytes.len() as u64;
    all.wrapping_mul(FACTOR).rotate_left(TURN)
}

/// Sixteen bytes as two numbers.
#[inline]
const fn halves(bytes: &[u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(*bytes);
    (both as u64, (both >> 64) as u64)
}

/// The number by which a sign is found, from its words.
#[inline]
#[must_use]
pub(crate) fn sign<'w>(words: impl IntoIterator<Item = Hashed<'w>>) -> u64 {
    let next = |number: u64, word: Hashed<'_>| {
        (number.rotate_left(7) ^ word.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    };
    words.into_iter().fold(0, next)
}

#[cfg(test)]
mod tests {
    use super::Hashed;
    use rustc_hash::FxHasher;
    use std::hash::Hasher;

    #[test]
    fn a_word_has_the_number_that_fx_hasher_gives_its_bytes() {
        let letters = "الكاتبة العامة للجمعية abcdefghijklmnopqrstuvwxyz 0123456789";
        let ends = letters.char_indices().map(|(at, _)| at);
        for word in ends.map(|end| &letters[..end]).chain(["a", "ab", "abc", "abcd", "abcdefgh", "abcdefghi"])
        {
            let mut hasher = FxHasher::default();
            hasher.write(word.as_bytes());
            assert_eq!(Hashed::of(word).hash, hasher.finish(), "{word}");
        }
    }
}
