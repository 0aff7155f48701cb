//! What the words of former texts were read as: texts share most of their words.
//!
//! In: a folded token. Out: [`Known`], which depends on nothing but the token and the seeds. Always holds: each thread
//! keeps its own, of the seeds it read with last, and begins anew when it has grown over [`MANY`] words.

use super::inflect::Features;
use super::look::{ending, letters};
use super::signs::Signs;
use super::words::{Hit, Reading, continued};
use super::{Look, Seeds};
use crate::text::{Token, TokenKind, key};
use rustc_hash::FxHasher;
use std::cell::Cell;
use std::hash::Hasher as _;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Words that are kept from text to text.
const MANY: usize = 1 << 15;

/// Bytes of a word that is told by a number.
const SHORT: usize = 16;

/// No word.
const FREE: u32 = u32::MAX;

/// What a token is by itself, whatever stands around it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Its letters when they are few, and their bytes.
    short: u128,
    length: u32,
    /// Its letters when they are many.
    word: Range<u32>,
    hash: u64,
    kind: TokenKind,
    readings: Range<u32>,
    hits: Range<u32>,
    /// What it can be when no row of words goes on from it.
    pub(super) signs: Signs,
    /// The words, as bits that they share, with which a row goes on from it.
    pub(super) ahead: u64,
    /// The words, as bits that they share, as which it goes on with a row.
    pub(super) within: u64,
    pub(super) look: Look,
    pub(super) letters: u8,
    /// Of its key.
    pub(super) ending: u16,
    /// A rule can begin with it.
    pub(super) begins: bool,
    /// «الجمعيه»: only with «ه» for «ة» it is known.
    pub(super) weak: bool,
}

/// Words read so far.
#[derive(Debug)]
pub(super) struct Memo {
    /// Tells it from all others that this process has kept.
    pub(super) id: u64,
    /// The seeds they were read with.
    seeds: u64,
    /// By hash: places in `known`.
    slots: Vec<u32>,
    known: Vec<Known>,
    letters: String,
    readings: Vec<Reading>,
    hits: Vec<Hit>,
}

thread_local! {
    static KEPT: Cell<Option<Box<Memo>>> = const { Cell::new(None) };
}

/// Does `work` with what this thread knows of the seeds numbered `seeds`.
pub(super) fn with<T>(seeds: u64, work: impl FnOnce(&mut Memo) -> T) -> T {
    let kept = KEPT.take().filter(|kept| kept.seeds == seeds && kept.known.len() < MANY);
    let mut memo = kept.unwrap_or_else(|| Box::new(Memo::new(seeds)));
    let done = work(&mut memo);
    KEPT.set(Some(memo));
    done
}

impl Memo {
    fn new(seeds: u64) -> Self {
        static KEPT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: KEPT.fetch_add(1, Ordering::Relaxed),
            seeds,
            slots: vec![FREE; MANY],
            known: Vec::new(),
            letters: String::new(),
            readings: Vec::new(),
            hits: Vec::new(),
        }
    }

    /// The number of what is known of `token`, which stands in the text `folded`.
    #[inline]
    pub(super) fn number(&mut self, token: &Token, folded: &str, seeds: &Seeds) -> u32 {
        let word = token.of(folded);
        let after = folded.as_bytes().get(token.start as usize..).unwrap_or_default();
        let (short, hash) = told(word, after);
        let length = word.len() as u32;
        let mut slot = hash as usize & (self.slots.len() - 1);
        while self.slots[slot] != FREE {
            let known = &self.known[self.slots[slot] as usize];
            if (known.short, known.length, known.kind) == (short, length, token.kind)
                && (word.len() <= SHORT
                    || self.letters.as_bytes()[known.word.start as usize..known.word.end as usize]
                        == *word.as_bytes())
            {
                return self.slots[slot];
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.add(token, word, (short, hash, slot), seeds)
    }

    /// What was found under that number.
    pub(super) fn known(&self, number: u32) -> &Known {
        &self.known[number as usize]
    }

    /// What it can be read as.
    pub(super) fn readings(&self, known: &Known) -> &[Reading] {
        &self.readings[known.readings.start as usize..known.readings.end as usize]
    }

    /// The lexicon entries that it is by itself, as if it stood first in a text.
    pub(super) fn hits(&self, known: &Known) -> &[Hit] {
        &self.hits[known.hits.start as usize..known.hits.end as usize]
    }

    /// Learns what there is to know of a word that belongs in an empty slot; its number.
    #[cold]
    fn add(
        &mut self,
        token: &Token,
        word: &str,
        (short, hash, slot): (u128, u64, usize),
        seeds: &Seeds,
    ) -> u32 {
        let number = self.known.len() as u32;
        self.slots[slot] = number;
        let (letter, reading, hit) = (self.letters.len(), self.readings.len(), self.hits.len());
        if word.len() > SHORT {
            self.letters.push_str(word);
        }
        if token.kind != TokenKind::LineEnd {
            seeds.words.readings(word, &mut self.readings);
        }
        let readings = &self.readings[reading..];
        seeds.words.alone(readings, &mut self.hits);
        let weak = word.starts_with("ال")
            && word.ends_with('ه')
            && !readings.is_empty()
            && readings.iter().all(|reading| reading.features.has(Features::WEAK));
        self.known.push(Known {
            short,
            length: word.len() as u32,
            word: letter as u32..self.letters.len() as u32,
            hash,
            kind: token.kind,
            readings: reading as u32..self.readings.len() as u32,
            hits: hit as u32..self.hits.len() as u32,
            signs: Signs::of(token, readings, &self.hits[hit..]),
            ahead: seeds.words.ahead(readings),
            within: continued(readings),
            begins: seeds.first.any(token, readings, &self.hits[hit..]),
            look: Look::of(token, word),
            letters: letters(word),
            ending: ending(&key(word)),
            weak,
        });
        if self.known.len() * 2 > self.slots.len() {
            self.widen();
        }
        number
    }

    /// Doubles the slots.
    fn widen(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots.clear();
        self.slots.resize(mask + 1, FREE);
        for (number, known) in self.known.iter().enumerate() {
            let mut slot = known.hash as usize & mask;
            while self.slots[slot] != FREE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = number as u32;
        }
    }
}

/// The bytes of a short word as a number, and a hash; `after` are the bytes of the text from the word on.
#[inline]
fn told(word: &str, after: &[u8]) -> (u128, u64) {
    let mut hasher = FxHasher::default();
    if word.len() > SHORT {
        hasher.write(word.as_bytes());
        return (0, hasher.finish());
    }
    let short = match after.first_chunk() {
        Some(bytes) if !word.is_empty() => {
            // What stands behind the word is no part of it.
            u128::from_le_bytes(*bytes) << ((SHORT - word.len()) * 8) >> ((SHORT - word.len()) * 8)
        }
        _ => {
            let mut bytes = [0; SHORT];
            bytes[..word.len()].copy_from_slice(word.as_bytes());
            u128::from_le_bytes(bytes)
        }
    };
    hasher.write_u64(short as u64);
    hasher.write_u64((short >> u64::BITS) as u64);
    (short, hasher.finish())
}
