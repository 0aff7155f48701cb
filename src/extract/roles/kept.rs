//! What each word shows by itself, kept from text to text: texts share most of their words.
//!
//! In: a word, the lexicon entries that begin with it, and the signs that both show. Out: a number for the word, and the
//! sum of what those signs weigh. Depends on nothing else; each thread keeps its own, of the seeds it read with last, and
//! begins anew when it has grown over [`MANY`] words.

use super::seen::Weighing;
use crate::extract::reader::Reader;
use crate::seeds::Hashed;
use crate::seeds::roles::Rows;
use crate::text::TokenKind;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Words that are kept from text to text.
const MANY: usize = 1 << 15;

/// No number.
const NONE: u32 = u32::MAX;

/// What the signs of a word weigh for the tokens around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// For who is who.
    pub(super) roles: Rows,
    /// For what is told of members and of the body.
    pub(super) details: Rows,
}

/// Words read so far.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The seeds they were read with.
    seeds: u64,
    /// By kind of token, letters and entries.
    numbers: FxHashMap<Box<[u8]>, u32>,
    /// By the number in the memo of the lexicons, of words that no row goes on from.
    alone: Vec<u32>,
    /// That memo.
    memo: u64,
    weights: Vec<Weight>,
    /// For each word: the hash of its letters.
    hashes: Vec<u64>,
    key: Vec<u8>,
    signs: Vec<u32>,
}

/// The words that this thread has read with some seeds.
pub(super) type Kept = Rc<RefCell<Words>>;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What this thread knows of the seeds numbered `seeds`.
pub(super) fn kept(seeds: u64) -> Kept {
    KEPT.with_borrow_mut(|kept| {
        let fits = {
            let words = kept.borrow();
            words.seeds == seeds && words.weights.len() < MANY
        };
        if !fits {
            *kept = Rc::new(RefCell::new(Words { seeds, ..Words::default() }));
        }
        kept.clone()
    })
}

impl Words {
    /// What the signs of the word with this number weigh.
    #[inline]
    pub(super) fn weight(&self, number: u32) -> &Weight {
        &self.weights[number as usize]
    }

    /// The hash of the letters of the word with this number.
    #[inline]
    pub(super) fn hash(&self, number: u32) -> u64 {
        self.hashes[number as usize]
    }

    /// The number of the word at token `at`, with the entries that begin there.
    #[inline]
    pub(super) fn number(&mut self, reader: &Reader<'_>, at: usize) -> u32 {
        let Some((memo, known)) = reader.lexed.alone(at) else { return self.find(reader, at) };
        if self.memo != memo {
            self.memo = memo;
            self.alone.clear();
        }
        if let Some(&number) = self.alone.get(known).filter(|number| **number != NONE) {
            return number;
        }
        let number = self.find(reader, at);
        if self.alone.len() <= known {
            self.alone.resize(known + 1, NONE);
        }
        self.alone[known] = number;
        number
    }

    /// The same, by its letters and entries.
    fn find(&mut self, reader: &Reader<'_>, at: usize) -> u32 {
        let word = reader.lexed.word(at);
        let kind = match reader.lexed.kind(at) {
            Some(TokenKind::Word) => 0,
            Some(TokenKind::Mark) => 1,
            Some(TokenKind::Number) => 2,
            _ => 3,
        };
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        for hit in reader.lexed.hits(at) {
            key.push(hit.kind);
            key.extend_from_slice(&hit.entry.to_le_bytes());
        }
        // Five bytes for each entry, then the kind: no two words have the same key.
        key.push(u8::MAX);
        key.push(kind);
        key.extend_from_slice(word.as_bytes());
        let number = match self.numbers.get(key.as_slice()) {
            Some(&number) => number,
            None => self.add(reader, at, &key),
        };
        self.key = key;
        number
    }

    #[cold]
    fn add(&mut self, reader: &Reader<'_>, at: usize, key: &[u8]) -> u32 {
        let number = self.weights.len() as u32;
        let all = reader.seeds.roles();
        let mut signs = std::mem::take(&mut self.signs);
        signs.clear();
        reader.word_signs(at, &mut Weighing { weights: all, kept: None }, &mut signs);
        let mut weight = Weight::default();
        for &sign in &signs {
            all.roles().add_near(sign, &mut weight.roles);
            all.details().add_near(sign, &mut weight.details);
        }
        self.signs = signs;
        self.weights.push(weight);
        self.hashes.push(Hashed::of(reader.lexed.word(at)).hash);
        self.numbers.insert(key.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

    use super::*;
    use crate::seeds::Seeds;
    use crate::text::SourceId;
    use std::collections::BTreeMap;

    const TEXT: &str = "تجديد مكتب جمعية الأمل\nعقدت جمعية الأمل للتنمية جمعها العام يوم الأحد 4 فبراير 2024 بمدينة تازة، وانتخبت خالد الورديغي رئيسا وسلمى التازي كاتبة عامة.\n- إدريس أمغار: أمين المال";

    #[test]
    fn words_kept_together_weigh_what_their_signs_weigh() {
        let seeds = Seeds::load(&BTreeMap::new()).unwrap();
        let document = crate::ingest::given(SourceId(0), "kept", TEXT);
        let reader = Reader::new(&document, &seeds);
        let (all, lines) = (seeds.roles(), 0..reader.lines.len());
        let kept = kept(seeds.number());
        let seen = |kept| reader.seen(lines.clone(), &mut Weighing { weights: all, kept });
        let (together, apart) = (seen(Some(kept.clone())), seen(None));
        assert!(!together.words.is_empty() && apart.words.is_empty());
        for detail in [false, true] {
            let weights = if detail { all.details() } else { all.roles() };
            let own: fn(&Weight) -> &Rows = if detail { |word| &word.details } else { |word| &word.roles };
            let chances = |seen| reader.chances(lines.clone(), &[seen], weights, &kept, own);
            assert_eq!(chances(&together), chances(&apart));
        }
    }

    #[test]
    fn other_seeds_and_too_many_words_begin_anew() {
        let one = kept(u64::MAX);
        assert!(Rc::ptr_eq(&one, &kept(u64::MAX)));
        assert!(!Rc::ptr_eq(&one, &kept(u64::MAX - 1)));
        let full = kept(u64::MAX - 1);
        full.borrow_mut().weights.resize(MANY, Weight::default());
        assert!(!Rc::ptr_eq(&full, &kept(u64::MAX - 1)));
    }
}
