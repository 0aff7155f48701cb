//! Whether a text fills an organ at all, weighed from its words: a list of candidates names the same titles.
//!
//! In: a reader, and whom the rules seat. Out: a chance, by a logistic regression over the words of the text that are no
//! titles, those that begin it, whether rules find an organ filled, and how many people and posts they read. It is learned
//! from what rules read before names are weighed, and asked behind it. Always holds: without weights nothing is told.

use super::seen::{Note, Numbers};
use super::signs::count;
use crate::extract::draft::Draft;
use crate::extract::reader::Reader;
use crate::seeds::Hashed;
use crate::seeds::hashed::word;
use crate::text::TokenKind;
use std::collections::BTreeSet;

/// Below this chance a text fills no organ, whatever the rules read there.
pub(super) const UNLIKELY: f32 = 0.55;
/// Below this chance a text fills no organ, whoever the weights take for members.
const HEARD: f32 = 0.2;
/// How many sure members a text has at least that fills an organ though no rule finds so.
const BOARD: usize = 3;
/// Words that begin a text: its headline and the first of its lead.
const FIRST: usize = 25;
/// Letters of a word's stem at least.
const STEM: usize = 3;

/// `word` without what is glued before it: «و» and «ف», the article, prepositions.
fn stem(word: &str) -> &str {
    let long = |word: &str, letters: usize| word.chars().count() >= letters;
    let word = word.strip_prefix(['و', 'ف']).filter(|rest| long(rest, STEM + 1)).unwrap_or(word);
    let article = ["بال", "كال", "لل", "ال"].into_iter().find_map(|article| word.strip_prefix(article));
    if let Some(rest) = article {
        return if long(rest, STEM) { rest } else { word };
    }
    word.strip_prefix(['ب', 'ل', 'ك']).filter(|rest| long(rest, STEM + 1)).unwrap_or(word)
}

impl Reader<'_> {
    /// What tells whether the text fills an organ, in which the rules seat whom `drafts` tell.
    pub(super) fn text_signs(&self, drafts: &[Draft], note: &mut impl Note) -> Vec<u64> {
        let told = self.fills_an_organ();
        let posts: BTreeSet<&str> = drafts
            .iter()
            .filter_map(|draft| draft.post.as_ref())
            .map(|(id, _)| id.0.as_str())
            .filter(|id| *id != "member")
            .collect();
        let words = (0..self.lexed.tokens.len())
            .filter(|&at| self.lexed.kind(at) == Some(TokenKind::Word))
            // Titles stand in every text; whom they seat is told by the rules.
            .filter(|&at| !self.lexed.has_any(at, &[self.kinds.post, self.kinds.relative]))
            .map(|at| Hashed::of(stem(self.lexed.word(at))));
        let mut out = vec![
            note.note(&[word!("any")]),
            note.note(&[word!("organ"), if told { word!("told") } else { word!("untold") }]),
            note.note(&[word!("seats"), count(drafts.len())]),
            note.note(&[word!("posts"), count(posts.len())]),
        ];
        for (at, said) in words.enumerate() {
            out.push(note.note(&[word!("says"), said]));
            if at < FIRST {
                out.push(note.note(&[word!("begins"), said]));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What tells whether the text fills an organ, in which the rules seat whom `drafts` tell; nothing without weights.
    pub(in crate::extract) fn text_chance(&self, drafts: &[Draft]) -> Option<f32> {
        let weights = self.seeds.roles().texts();
        (!weights.is_empty()).then(|| weights.chance(&self.text_signs(drafts, &mut Numbers)))
    }

    /// True when the text fills an organ, as rules and weights find; `chance` is what the weights tell.
    pub(in crate::extract) fn is_filled(&self, chance: Option<f32>) -> bool {
        let told = self.fills_an_organ();
        let Some(chance) = chance else { return told };
        (chance >= UNLIKELY && told) || (chance >= HEARD && self.hears_a_board())
    }

    /// True when several of those named surely are members.
    fn hears_a_board(&self) -> bool {
        self.roles.sure(BOARD) == BOARD
    }
}
