//! Which names of two lists sound alike enough to be compared.
//!
//! In: two lists of parsed names. Out: pairs of places, sorted. Always holds: the work grows with the lists and not with
//! their product, for each name has a bounded number of keys, a key that many share is looked at only together with
//! another, and each name keeps its [`BEST`] alone; the same pairs whichever list comes first.

use super::Name;
use super::letters::{HEH, Script, WAW, YEH};

/// A key that more names than this share says too little.
const CROWD: usize = 64;
/// Names of the other list that each name is compared with.
const BEST: usize = 24;

/// The pairs worth comparing, sorted.
pub(super) fn candidates(one: &[Name], other: &[Name]) -> Vec<(usize, usize)> {
    let (first, second) = (Held::new(one), Held::new(other));
    let mut out = Vec::new();
    nearest(&first, &second, one.len(), other.len(), |at, found| out.push((at, found)));
    nearest(&second, &first, other.len(), one.len(), |at, found| out.push((found, at)));
    out.sort_unstable();
    out.dedup();
    out
}

/// The keys of a list and who holds them.
struct Held {
    /// Key and place, sorted.
    keys: Vec<(u64, u32)>,
    /// The key of each whole name.
    whole: Vec<u64>,
}

impl Held {
    fn new(names: &[Name]) -> Self {
        let mut out =
            Self { keys: Vec::with_capacity(names.len() * 40), whole: Vec::with_capacity(names.len()) };
        let mut keys = Vec::new();
        for (at, name) in names.iter().enumerate() {
            keys.clear();
            out.whole.push(fill(name, &mut keys));
            keys.sort_unstable();
            keys.dedup();
            out.keys.extend(keys.iter().map(|&key| (key, at as u32)));
        }
        out.keys.sort_unstable();
        out
    }
}

/// Hands on, for each name that `list` holds, the names of the other list that share the rarest keys with it.
fn nearest(list: &Held, others: &Held, count: usize, limit: usize, mut push: impl FnMut(usize, usize)) {
    // What each name shares with those of the other list: keys go by in one order in both, so no search is needed.
    let mut shared: Vec<(u32, u32, u32)> = Vec::new();
    let (mut at, mut from) = (0, 0);
    while let (Some(&(key, _)), true) = (list.keys.get(at), from < others.keys.len()) {
        let end = at + run(&list.keys[at..], key);
        from += others.keys[from..].iter().take_while(|(other, _)| *other < key).count();
        let until = from + run(&others.keys[from..], key);
        let (mine, theirs) = (&list.keys[at..end], &others.keys[from..until]);
        let weight = (limit / theirs.len().max(1)).max(1).ilog2() + 1;
        if theirs.len() <= CROWD {
            for &(_, one) in mine {
                shared.extend(theirs.iter().map(|&(_, other)| (one, other, weight)));
            }
        } else if mine.first().is_some_and(|&(_, one)| list.whole[one as usize] == key) {
            // Whole names that many bear: each is compared with those that stand where it stands among its like.
            for (rank, &(_, one)) in mine.iter().enumerate() {
                let start = (rank * theirs.len() / mine.len()).min(theirs.len() - BEST);
                shared.extend(theirs[start..start + BEST].iter().map(|&(_, other)| (one, other, weight)));
            }
        }
        (at, from) = (end, until);
    }
    shared.sort_unstable();
    let mut rest = shared.as_slice();
    let mut found: Vec<(std::cmp::Reverse<u32>, u32)> = Vec::new();
    for one in 0..count as u32 {
        let mine = rest.iter().take_while(|known| known.0 == one).count();
        let (known, then) = rest.split_at(mine);
        rest = then;
        found.clear();
        for group in known.chunk_by(|a, b| a.1 == b.1) {
            let weight: u32 = group.iter().map(|known| known.2).sum();
            found.push((std::cmp::Reverse(weight), group[0].1));
        }
        found.sort_unstable();
        found.iter().take(BEST).for_each(|&(_, other)| push(one as usize, other as usize));
    }
}

/// How many stand at the front with that key.
fn run(keys: &[(u64, u32)], key: u64) -> usize {
    keys.iter().take_while(|(other, _)| *other == key).count()
}

/// The keys of one part: its consonant skeleton with and without articles, and with one sound left out, so that one
/// disputed letter does not part two spellings.
#[derive(Default)]
struct Keys {
    exact: Vec<u64>,
    near: Vec<u64>,
}

impl Keys {
    fn add(&mut self, sounds: &[u8]) {
        for tail in [sounds, without_article(sounds)] {
            let exact = hash(tail.iter().copied(), 1);
            if tail.is_empty() || self.exact.contains(&exact) {
                continue;
            }
            self.exact.push(exact);
            if tail.len() > 2 {
                for gone in 0..tail.len() {
                    let fewer = tail.iter().enumerate().filter(|(at, _)| *at != gone);
                    self.near.push(hash(fewer.map(|(_, &sound)| sound), 1));
                }
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = u64> {
        self.exact.iter().chain(&self.near).copied()
    }
}

/// Adds the keys of a name: of every part, of two parts and of three in any order, and of neighbours read as one.
/// Returns the key of all parts together.
fn fill(name: &Name, out: &mut Vec<u64>) -> u64 {
    let list = &name.parts.list;
    let mut parts: Vec<Keys> = Vec::with_capacity(list.len());
    for (at, part) in list.iter().enumerate().filter(|(_, part)| !part.initial) {
        let mut keys = Keys::default();
        keys.add(&skeleton(&name.parts.codes[part.start..part.end]));
        keys.add(&skeleton(&name.parts.codes[part.bare..part.end]));
        out.extend(keys.all());
        if let Some(next) = list.get(at + 1).filter(|next| !next.initial) {
            out.push(hash(skeleton(&name.parts.codes[part.start..next.end]).into_iter(), 1));
        }
        if !keys.exact.is_empty() {
            parts.push(keys);
        }
    }
    for (at, one) in parts.iter().enumerate() {
        for (then, other) in parts.iter().enumerate().skip(at + 1) {
            for &exact in &one.exact {
                out.extend(other.all().map(|key| both(exact, key)));
                for third in &parts[then + 1..] {
                    let two =
                        other.exact.iter().flat_map(|two| third.exact.iter().map(move |three| (two, three)));
                    out.extend(two.map(|(&two, &three)| all([exact, two, three])));
                }
            }
            for &exact in &other.exact {
                out.extend(one.near.iter().map(|&key| both(exact, key)));
            }
        }
    }
    let whole = all(parts.iter().filter_map(|keys| keys.exact.last().copied()));
    out.push(whole);
    whole
}

/// A number for sounds; sounds that differ may share one, which only makes a pair more to be compared.
fn hash(sounds: impl Iterator<Item = u8>, seed: u64) -> u64 {
    mixed(sounds.fold(seed, |value, sound| (value.rotate_left(5) ^ u64::from(sound)).wrapping_mul(MIX)))
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value ^ (value >> 32)
}

fn both(one: u64, other: u64) -> u64 {
    mixed(one.wrapping_add(other).wrapping_add(3))
}

fn all(keys: impl IntoIterator<Item = u64>) -> u64 {
    mixed(keys.into_iter().fold(5, u64::wrapping_add))
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
