//! The spelling table, learned by expectation and maximisation.
//!
//! In: name parts spelt in both scripts, weighted, and the conventions of romanisers. Out: `names/spelling.tsv`. Each
//! Arabic letter, or frequent pair of letters, at the start, middle or end, gives up to three Latin letters; how often
//! it gives which is counted over all readings of all pairs, with the conventions as counts beforehand.

use super::Corpus;
use super::folds::{Without, spelt};
use crate::names::Names;
use crate::names::letters::{ARABIC_CODES, codes, spelt as letters};
use crate::names::spelling::{CHUNKS, LONGEST, PLACES, chunk, latin, place};
use std::collections::BTreeMap;

const ROUNDS: usize = 10;
/// Pairs of letters that get rows of their own.
const DOUBLES: usize = 60;
/// Counts that the conventions are worth in each row.
const PRIOR: f64 = 8.0;
/// Counts that all places of a letter are worth in each place.
const TIED: f64 = 3.0;
/// Rarer spellings are left out of the table.
const RAREST: f64 = 2e-4;
/// Longest parts that are learned from.
const MOST: (usize, usize) = (28, 38);

const HEAD: &str = "# How Arabic letters are spelt in Latin ones: prices in hundredths of a nat, «-» for silence.
# «letter»: a letter or pair, its place, spellings; «insert»: Latin letters that spell nothing; «after»: Latin letters by
# chance, after another. Made by examples/train_names.rs; do not edit. Learned from the pairs in training/, whose
# README gives origin and licence.
";

/// A part in both scripts and how much it counts.
pub(super) type Weighted = (Vec<u8>, Vec<u8>, f64);

/// What is learned from.
pub(super) fn pairs(corpus: &Corpus, names: &Names, without: Without) -> Vec<Weighted> {
    let mut out: BTreeMap<(Vec<u8>, Vec<u8>), f64> = BTreeMap::new();
    for spelt in spelt(corpus, names, without) {
        let weight = match (spelt.person, spelt.listed, spelt.further) {
            (true, _, _) => 2.0,
            (_, true, _) => 3.0,
            (_, _, true) => 0.25,
            _ => 1.0,
        };
        let mut count = |arabic: Vec<u8>, latin: &[u8], weight: f64| {
            *out.entry((arabic, latin.to_vec())).or_default() += weight;
        };
        // Final «ي» and «ى», «ة» and «ه» are written for each other.
        if let Some((&last, body)) = spelt.arabic.split_last() {
            let twin = match last {
                28 => Some((30, 0.25)),
                30 => Some((28, 0.25)),
                29 => Some((26, 0.2)),
                _ => None,
            };
            if let Some((twin, share)) = twin {
                count([body, &[twin]].concat(), &spelt.latin, weight * share);
            }
        }
        count(spelt.arabic.clone(), &spelt.latin, weight);
    }
    out.into_iter()
        .filter(|((arabic, latin), _)| {
            !arabic.is_empty() && !latin.is_empty() && arabic.len() <= MOST.0 && latin.len() <= MOST.1
        })
        .map(|((arabic, latin), weight)| (arabic, latin, weight))
        .collect()
}

/// `names/spelling.tsv`.
pub(super) fn table(pairs: &[Weighted], conventions: &str) -> String {
    let mut model = Model::new(pairs, conventions);
    for _ in 0..ROUNDS {
        model.learn(pairs);
    }
    model.written(pairs)
}

struct Model {
    doubles: Vec<[u8; 2]>,
    /// The symbol of each pair of letters.
    symbols: Vec<usize>,
    prior: Vec<f64>,
    chances: Vec<f64>,
    inserted: [f64; 27],
}

impl Model {
    fn new(pairs: &[Weighted], conventions: &str) -> Self {
        let mut seen: BTreeMap<[u8; 2], f64> = BTreeMap::new();
        for (arabic, _, weight) in pairs {
            for double in arabic.windows(2) {
                *seen.entry([double[0], double[1]]).or_default() += weight;
            }
        }
        let mut frequent: Vec<([u8; 2], f64)> = seen.into_iter().collect();
        frequent.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut doubles: Vec<[u8; 2]> =
            frequent.into_iter().take(DOUBLES).map(|(double, _)| double).collect();
        doubles.sort_unstable();
        let mut symbols = vec![0; ARABIC_CODES * ARABIC_CODES];
        for (at, [one, two]) in doubles.iter().enumerate() {
            symbols[*one as usize * ARABIC_CODES + *two as usize] = ARABIC_CODES + at;
        }
        let prior = prior(&doubles, conventions);
        let chances = prior.iter().map(|chance| chance.max(1e-7)).collect();
        let mut inserted = [2e-3; 27];
        for vowel in b"aeiouyh" {
            inserted[latin(*vowel)] = 1e-2;
        }
        Self { doubles, symbols, prior, chances, inserted }
    }

    fn rows(&self) -> usize {
        (ARABIC_CODES + self.doubles.len()) * PLACES.len()
    }

    /// One round: counts over all readings, then chances from counts.
    fn learn(&mut self, pairs: &[Weighted]) {
        let mut counts: Vec<f64> = self.prior.iter().map(|chance| chance * PRIOR).collect();
        let mut inserted = [0.5; 27];
        for (arabic, spelt, weight) in pairs {
            self.count(arabic, spelt, *weight, &mut counts, &mut inserted);
        }
        let mut everywhere = vec![1e-3; CHUNKS];
        for row in counts.chunks(CHUNKS) {
            for (sum, count) in everywhere.iter_mut().zip(row) {
                *sum += count;
            }
        }
        let whole: f64 = everywhere.iter().sum();
        let all = whole + inserted.iter().sum::<f64>();
        for symbol in 0..self.rows() / PLACES.len() {
            let start = symbol * PLACES.len() * CHUNKS;
            let rows = &counts[start..start + PLACES.len() * CHUNKS];
            let tied: Vec<f64> = (0..CHUNKS)
                .map(|at| (0..PLACES.len()).map(|place| rows[place * CHUNKS + at]).sum())
                .collect();
            let total = tied.iter().sum::<f64>() + 1.0;
            for place in 0..PLACES.len() {
                let row = &rows[place * CHUNKS..(place + 1) * CHUNKS];
                let seen = row.iter().sum::<f64>() + TIED;
                for at in 0..CHUNKS {
                    let back = (tied[at] + everywhere[at] / whole) / total;
                    self.chances[start + place * CHUNKS + at] = (row[at] + TIED * back) / seen;
                }
            }
        }
        for (chance, count) in self.inserted.iter_mut().zip(inserted) {
            *chance = (count / all).min(2e-2);
        }
    }

    /// Adds the expected uses of every cell in the readings of one pair.
    fn count(&self, arabic: &[u8], spelt: &[u8], weight: f64, counts: &mut [f64], inserted: &mut [f64; 27]) {
        let (height, width) = (arabic.len(), spelt.len());
        let at = |row: usize, column: usize| row * (width + 1) + column;
        let mut ahead = vec![0.0; (height + 1) * (width + 1)];
        let mut behind = ahead.clone();
        let chunks: Vec<[usize; LONGEST + 1]> = (0..=width)
            .map(|from| {
                let mut row = [0; LONGEST + 1];
                for (length, slot) in row.iter_mut().enumerate() {
                    *slot = spelt.get(from..from + length).map_or(0, chunk);
                }
                row
            })
            .collect();
        let steps = |row: usize| {
            let single = (row < height).then(|| arabic[row] as usize * PLACES.len() + place(row, 1, height));
            let double = arabic.get(row..row + 2).and_then(|double| {
                let symbol = self.symbols[double[0] as usize * ARABIC_CODES + double[1] as usize];
                (symbol > 0).then(|| symbol * PLACES.len() + place(row, 2, height))
            });
            [(1, single), (2, double)]
        };
        ahead[0] = 1.0;
        for row in 0..=height {
            let steps = steps(row);
            for column in 0..=width {
                let value = ahead[at(row, column)];
                if value == 0.0 {
                    continue;
                }
                for (read, cells) in steps {
                    let Some(cells) = cells else { continue };
                    for length in 0..=LONGEST.min(width - column) {
                        let cell = cells * CHUNKS + chunks[column][length];
                        ahead[at(row + read, column + length)] += value * self.chances[cell];
                    }
                }
                if column < width {
                    ahead[at(row, column + 1)] += value * self.inserted[latin(spelt[column])];
                }
            }
        }
        let total = ahead[at(height, width)];
        if total < 1e-250 {
            return;
        }
        behind[at(height, width)] = 1.0;
        for row in (0..=height).rev() {
            let steps = steps(row);
            for column in (0..=width).rev() {
                let value = ahead[at(row, column)] * weight / total;
                let mut sum = behind[at(row, column)];
                for (read, cells) in steps {
                    let Some(cells) = cells else { continue };
                    for length in 0..=LONGEST.min(width - column) {
                        let cell = cells * CHUNKS + chunks[column][length];
                        let rest = self.chances[cell] * behind[at(row + read, column + length)];
                        sum += rest;
                        counts[cell] += value * rest;
                    }
                }
                if column < width {
                    let rest = self.inserted[latin(spelt[column])] * behind[at(row, column + 1)];
                    sum += rest;
                    inserted[latin(spelt[column])] += value * rest;
                }
                behind[at(row, column)] = sum;
            }
        }
    }

    fn written(&self, pairs: &[Weighted]) -> String {
        let mut out = String::from(HEAD);
        let spellings = spellings();
        for symbol in 1..ARABIC_CODES + self.doubles.len() {
            let name = match symbol.checked_sub(ARABIC_CODES) {
                Some(double) => letters(&self.doubles[double]),
                None => letters(&[symbol as u8]),
            };
            for (place, place_name) in PLACES.iter().enumerate() {
                let start = (symbol * PLACES.len() + place) * CHUNKS;
                let row = &self.chances[start..start + CHUNKS];
                let mut cells: Vec<(i64, usize)> = (0..CHUNKS)
                    .filter(|&at| row[at] >= RAREST || at == 0)
                    .map(|at| (price(row[at].max(1e-4)), at))
                    .collect();
                cells.sort_unstable();
                let cells: Vec<String> =
                    cells.iter().map(|&(cost, at)| format!("{} {cost}", spellings[at])).collect();
                out.push_str(&format!("letter\t{name}\t{place_name}\t{}\n", cells.join(" ")));
            }
        }
        let inserted: Vec<String> = (b'a'..=b'z')
            .map(|letter| format!("{} {}", letter as char, price(self.inserted[latin(letter)].max(1e-5))))
            .collect();
        out.push_str(&format!("insert\t\t\t{}\n", inserted.join(" ")));
        let mut chance = vec![[0.3; 27]; 27];
        for (_, spelt, weight) in pairs {
            let mut last = 0;
            for &letter in spelt {
                chance[last][latin(letter)] += weight;
                last = latin(letter);
            }
        }
        for (last, row) in chance.iter().enumerate() {
            let total: f64 = row[1..].iter().sum();
            let name = if last == 0 { String::new() } else { ((b'a' + last as u8 - 1) as char).to_string() };
            let cells: Vec<String> = (b'a'..=b'z')
                .map(|letter| format!("{} {}", letter as char, price(row[latin(letter)] / total)))
                .collect();
            out.push_str(&format!("after\t{name}\t\t{}\n", cells.join(" ")));
        }
        out
    }
}

fn price(chance: f64) -> i64 {
    (-100.0 * chance.ln()).round() as i64
}

/// The letters of every chunk by number.
fn spellings() -> Vec<String> {
    let mut out = vec![String::new(); CHUNKS];
    let mut all: Vec<Vec<u8>> = vec![Vec::new()];
    let mut from = 0;
    for _ in 0..LONGEST {
        let until = all.len();
        for at in from..until {
            for letter in b'a'..=b'z' {
                let longer = [all[at].as_slice(), &[letter]].concat();
                all.push(longer);
            }
        }
        from = until;
    }
    for letters in all {
        let name = if letters.is_empty() {
            "-".to_owned()
        } else {
            letters.iter().map(|&byte| byte as char).collect()
        };
        out[chunk(&letters)] = name;
    }
    out
}

/// What the conventions say each row gives.
fn prior(doubles: &[[u8; 2]], conventions: &str) -> Vec<f64> {
    let mut known: BTreeMap<Vec<u8>, Vec<Vec<u8>>> = BTreeMap::new();
    for line in conventions.lines().filter(|line| !line.starts_with('#')) {
        if let Some((arabic, spellings)) = line.split_once('\t') {
            known.insert(codes(arabic), spellings.split(' ').map(codes).collect());
        }
    }
    let vowels: [&[u8]; 7] = [b"", b"a", b"e", b"i", b"o", b"u", b"ou"];
    let symbols = ARABIC_CODES + doubles.len();
    let mut out = vec![0.0; symbols * PLACES.len() * CHUNKS];
    let none = Vec::new();
    for symbol in 1..symbols {
        let double = symbol.checked_sub(ARABIC_CODES).map(|at| doubles[at]);
        for place in 0..PLACES.len() {
            let start = (symbol * PLACES.len() + place) * CHUNKS;
            let row = &mut out[start..start + CHUNKS];
            let mut add = |parts: &[&[u8]], share: f64| {
                let letters = parts.concat();
                if letters.len() <= LONGEST {
                    row[chunk(&letters)] += share;
                }
            };
            match double {
                None => {
                    for spelling in known.get(&vec![symbol as u8]).unwrap_or(&none) {
                        for vowel in vowels {
                            add(&[spelling, vowel], 1.0 / (1.0 + vowel.len() as f64));
                            if place == 0 && !vowel.is_empty() {
                                add(&[vowel, spelling], 0.2);
                            }
                        }
                    }
                }
                Some([one, two]) => {
                    for first in known.get(&vec![one]).unwrap_or(&none) {
                        for second in known.get(&vec![two]).unwrap_or(&none) {
                            add(&[first, second], 0.5);
                        }
                    }
                    if place == 0 {
                        for spelling in known.get(&vec![one, two]).unwrap_or(&none) {
                            add(&[spelling], 2.0);
                        }
                    }
                }
            }
            let total: f64 = row.iter().sum();
            if total > 0.0 {
                row.iter_mut().for_each(|cell| *cell /= total);
            }
        }
    }
    out
}
