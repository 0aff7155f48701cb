//! Names spelt in Latin letters right behind their Arabic spelling: «وليد بنشريف (Walid Bencherif)» is one person.
//!
//! In: the tokens of a name and of Latin words in brackets. Out: whether they can be the same name, by what its first and
//! last words begin with. Whether two spellings are the same person's, letter by letter, `names` decides for registers.

use super::reader::Reader;
use std::ops::Range;

/// What Latin spellings of a word begin with, by its first Arabic letter, as registers of the Maghreb and the Mashreq
/// write them (French and English customs side by side).
const SOUNDS: [(&str, &str); 20] = [
    ("اأإآع", "aeiouhy"),
    ("ب", "bp"),
    ("تط", "t"),
    ("ث", "ts"),
    ("ج", "jgd"),
    ("حه", "h"),
    ("خ", "kc"),
    ("دض", "d"),
    ("ذظ", "dz"),
    ("ر", "r"),
    ("غ", "gr"),
    ("ز", "z"),
    ("سصش", "sc"),
    ("ف", "fvp"),
    ("قك", "qkgc"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("و", "ouw"),
    ("ي", "yie"),
];

impl Reader<'_> {
    /// True when the Latin words `latin` spell the name `name`.
    pub(super) fn spells(&self, name: &Range<usize>, latin: &Range<usize>) -> bool {
        let words = latin.len();
        if words < 2 || words > name.len() + 2 || !latin.clone().all(|at| self.is_latin(at)) {
            return false;
        }
        let like = |arabic: usize, latin: usize| {
            let word = self.lexed.word(arabic);
            let bare = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1);
            let first = self.lexed.word(latin).chars().next().map(|first| first.to_ascii_lowercase());
            let sounds = |word: &str| {
                let letter = word.chars().next();
                SOUNDS.iter().any(|(letters, sounds)| {
                    letter.is_some_and(|letter| letters.contains(letter))
                        && first.is_some_and(|first| sounds.contains(first))
                })
            };
            sounds(word) || bare.is_some_and(sounds)
        };
        like(name.start, latin.start) && like(name.end - 1, latin.end - 1)
    }
}
