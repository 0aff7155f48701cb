//! Two lists of names linked one to one.
//!
//! In: two lists of parsed names. Out: [`Linked`] pairs, best first within each name of the first list. Always holds:
//! each name is linked at most once; only pairs that share a sounding consonant skeleton are compared, so that the
//! work grows with the lists and not with their product.

use super::letters::{HEH, Script, WAW, YEH};
use super::pairing::Scratch;
use super::{Likeness, Name, Names, Verdict};
use std::collections::BTreeMap;

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

/// Candidates that share a key with more names than this are looked at through rarer keys alone.
const CROWD: usize = 64;

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

/// The pairs worth comparing, sorted.
fn candidates(one: &[Name], other: &[Name]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (at, name) in other.iter().enumerate() {
        for key in keys(name) {
            holders.entry(key).or_default().push(at);
        }
    }
    let mut out = Vec::new();
    for (at, name) in one.iter().enumerate() {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        let keys = keys(name);
        for key in &keys {
            let Some(names) = holders.get(key) else { continue };
            let rare = usize::from(names.len() <= CROWD);
            for &second in names {
                *found.entry(second).or_default() += 1 + rare;
            }
        }
        // One crowded key («محمد») is not enough; two, or a rare one, are.
        let enough = if keys.len() == 1 { 1 } else { 2 };
        out.extend(found.into_iter().filter(|&(_, count)| count >= enough).map(|(second, _)| (at, second)));
    }
    out
}

/// The consonant skeleton of every part, and of its first two sounds, in an alphabet both scripts share.
fn keys(name: &Name) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    for (at, part) in name.parts.list.iter().enumerate() {
        let codes = &name.parts.codes[part.start..part.end];
        if part.initial {
            continue;
        }
        let sounds = skeleton(codes);
        let bare = skeleton(&name.parts.codes[part.bare..part.end]);
        for sounds in [&sounds, &bare] {
            for tail in [sounds.as_slice(), without_article(sounds)] {
                if tail.is_empty() {
                    continue;
                }
                out.push([b"=", tail].concat());
                // With one sound left out, so that one disputed letter does not part two spellings.
                if tail.len() > 2 {
                    for gone in 0..tail.len() {
                        let mut fewer = vec![b'-'];
                        fewer.extend(
                            tail.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, &sound)| sound),
                        );
                        out.push(fewer);
                    }
                }
            }
        }
        if let Some(next) = name.parts.list.get(at + 1).filter(|next| !next.initial) {
            let joined = skeleton(&name.parts.codes[part.start..next.end]);
            out.push([b"=", joined.as_slice()].concat());
        }
    }
    out.sort();
    out.dedup();
    out
}

/// A leading «l» of the article taken off.
fn without_article(sounds: &[u8]) -> &[u8] {
    match sounds {
        [b'l', rest @ ..] if rest.len() > 1 => rest,
        whole => whole,
    }
}

/// The consonants of a part as sounds that both scripts can spell; vowels and doubled sounds are left out.
fn skeleton(codes: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(&code) = codes.get(at) {
        let next = codes.get(at + 1).copied().unwrap_or(0);
        let (sound, read) = match Script::of(code) {
            Script::Arabic => (arabic_sound(code), 1),
            Script::Latin => latin_sound(code, next),
        };
        at += read;
        if sound != 0 && out.last() != Some(&sound) {
            out.push(sound);
        }
    }
    out
}

/// One sound for each letter, by place in the alphabet: «ب» to «ن».
const ARABIC_SOUNDS: [u8; 25] = *b"\0btsj\0kddrzsssdtd\0gfkklmn";

fn arabic_sound(code: u8) -> u8 {
    match code {
        HEH | WAW | YEH => 0,

        34 => b'k',
        35 => b'b',
        36 | 38 => b'j',
        37 => b'f',
        code => ARABIC_SOUNDS.get((code as usize).wrapping_sub(1)).copied().unwrap_or(0),
    }
}

fn latin_sound(code: u8, next: u8) -> (u8, usize) {
    match (code, next) {
        (b'k', b'h') => (b'k', 2),
        (b'g' | b'r', b'h') => (b'g', 2),
        (b'c' | b's', b'h') => (b's', 2),
        (b'd', b'j') => (b'j', 2),
        (b'p', b'h') => (b'f', 2),
        (b't' | b'd', b'h') => (code, 2),
        (b'c', b'e' | b'i' | b'y') => (b's', 1),
        (b'c' | b'q', _) => (b'k', 1),
        (b'p', _) => (b'b', 1),
        (b'v', _) => (b'f', 1),
        (b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'h', _) => (0, 1),
        (b'x', _) => (b'k', 1),
        (letter, _) => (letter, 1),
    }
}
