//! How the tables of `seeds/roles` are learned: a linear-chain conditional random field, by AdaGrad with an L1 price.
//!
//! In: texts with the names of their members, of those who leave and of others. Out: the files' texts. Always holds:
//! the same texts give the same bytes.

use super::chain::Chain;
use super::course::{Lesson, Member};
use super::seen::{Note, Seen};
use super::{BEFORE, BEHIND, BETWEEN, LEAVER, LEAVER_ON, MEMBER_ON, OTHER, OTHER_ON, PLAIN, SEAT, SEAT_ON};
use crate::extract::parts::{Label, Mode};
use crate::extract::reader::{Reader, tokens_of};

use crate::seeds::Hashed;
use crate::seeds::hashed::sign;
use crate::seeds::roles::{NEAR, ROLES, Row};
use crate::text::{Folded, TokenKind};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Rounds over all texts.
const ROUNDS: usize = 24;
/// Of how many of the last rounds the weights are the mean.
const AVERAGED: usize = 12;
/// How far a weight goes in its first step.
const STEP: f32 = 0.1;
/// What a weight costs over all texts, in natural logarithms.
const PRICE: f32 = 1.0;
/// Tokens at which a sign must stand to be learned at all.
const SEEN: u32 = 3;
/// One text in so many is heard without what the rules read of it, so that they are not trusted where they err.
const WITHOUT: u64 = 4;
/// How signs begin that tell what the rules read.
const READ: [&str; 8] = ["part ", "in-part", "no-part", "told-", "parts-", "names ", "read ", "read-on "];
/// Lesser weights are left out.
const LEAST: f32 = 0.03;
/// How far before and behind a name its seat is looked for, in tokens.
const REACH: (usize, usize) = (60, 12);
/// Members nearer than that, in tokens, are told of together.
const TOGETHER: usize = 30;

/// Signs with their words.
#[derive(Default)]
pub(super) struct Words(pub(super) BTreeMap<u64, String>);

impl Note for Words {
    type Sign = u64;

    fn note(&mut self, words: &[Hashed<'_>]) -> u64 {
        let number = sign(words.iter().copied());
        let letters = || words.iter().map(|word| word.word).collect::<Vec<_>>().join(" ");
        self.0.entry(number).or_insert_with(letters);
        number
    }

    fn near(&mut self, words: &[Hashed<'_>]) -> Option<u64> {
        Some(self.note(words))
    }

    fn around(&mut self, words: &[Hashed<'_>]) -> Option<u64> {
        Some(self.note(words))
    }
}

/// A text as the chain sees it: for each token its signs, as numbers of rows, and its role.
struct Example {
    signs: Vec<Vec<u32>>,
    roles: Vec<usize>,
}

/// A sign and where it stands: words away, or [`AROUND`].
pub(super) type Place = (i8, u64);

/// The place of a sign of the whole clause.
pub(super) const AROUND: i8 = i8::MAX;

/// What is learned: a row for each sign, and those of roles after roles.
struct Table {
    rows: Vec<Row>,
    slopes: Vec<Row>,
    /// The share of the price of each row that one step costs.
    prices: Vec<f32>,
}

impl Table {
    fn new(seen: &[u32]) -> Self {
        let prices = seen.iter().map(|&seen| PRICE / seen as f32).collect();
        Self { rows: vec![[0.0; ROLES]; seen.len()], slopes: vec![[1e-6; ROLES]; seen.len()], prices }
    }

    /// One step of each weight of a row down `slope`.
    fn step(&mut self, at: usize, slope: &Row) {
        for (role, &slope) in slope.iter().enumerate() {
            let (weight, slopes) = (&mut self.rows[at][role], &mut self.slopes[at][role]);
            descend_by(STEP, weight, slopes, slope, self.prices[at]);
        }
    }
}

/// One step of AdaGrad of a `weight` down `slope`, then its `price`; `slopes` is the sum of all squares so far.
pub(super) fn descend_by(first: f32, weight: &mut f32, slopes: &mut f32, slope: f32, price: f32) {
    *slopes += slope * slope;
    let step = first / slopes.sqrt();
    let moved = *weight - step * slope;
    *weight = moved.signum() * (moved.abs() - step * price).max(0.0);
}

/// The next number of a xorshift generator (Marsaglia 2003): the same each time.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// For each token of a text its signs, and its role.
pub(super) type Heard = (Vec<Vec<Place>>, Vec<usize>);

/// The file of the weights with which signs tell the roles called `names`, from the texts whose places `test` chooses.
pub(super) fn learned(
    raw: &[Heard],
    test: impl Fn(usize) -> bool,
    words: &Words,
    names: &[&str; ROLES],
) -> String {
    let chosen = || raw.iter().enumerate().filter(|(at, _)| test(*at)).map(|(_, heard)| heard);
    let mut places: BTreeMap<Place, u32> = BTreeMap::new();
    for place in chosen().flat_map(|(signs, _)| signs.iter().flatten()) {
        *places.entry(*place).or_default() += 1;
    }
    places.retain(|_, seen| *seen >= SEEN);
    let (kept, seen): (Vec<Place>, Vec<u32>) = places.into_iter().unzip();
    let number = |place: &Place| kept.binary_search(place).ok().map(|number| number as u32);
    let examples: Vec<Example> = chosen()
        .map(|(signs, roles)| Example {
            signs: signs.iter().map(|signs| signs.iter().filter_map(number).collect()).collect(),
            roles: roles.clone(),
        })
        .collect();
    let read = |(_, sign): &Place| {
        words.0.get(sign).is_some_and(|words| READ.iter().any(|begins| words.starts_with(begins)))
    };
    let read: Vec<bool> = kept.iter().map(read).collect();
    let (rows, moves) = descend(&examples, &seen, &read);
    written(words, &kept, &rows, &moves, names)
}

/// The signs that tell of each token, with where they stand.
pub(super) fn placed(reader: &Reader<'_>, words: &mut Words) -> Vec<Vec<Place>> {
    let Some(first) = reader.lines.first() else { return Vec::new() };
    let seen = reader.seen(0..reader.lines.len(), words);
    let mut out = vec![Vec::new(); seen.each().count()];
    place(reader, first.start, &seen, &mut out);
    out
}

/// Adds the signs in `seen` to those of each token from `start` on.
pub(super) fn place(reader: &Reader<'_>, start: usize, seen: &Seen, out: &mut [Vec<Place>]) {
    let each: Vec<(&[u64], &[u64])> = seen.each().collect();
    for ((_, around), out) in each.iter().zip(out.iter_mut()) {
        out.extend(around.iter().map(|&sign| (AROUND, sign)));
    }
    for (tokens, signs) in seen.stretches() {
        let signs = signs.iter().map(|&sign| (AROUND, sign));
        out[tokens].iter_mut().for_each(|out| out.extend(signs.clone()));
    }
    for line in &reader.lines {
        let (from, until) = (line.start - start, line.end - start);
        for (at, signs) in (from..until).zip(&mut out[from..until]) {
            for away in -(NEAR as isize)..=NEAR as isize {
                let other = at.checked_add_signed(away).filter(|other| (from..until).contains(other));
                if let Some(other) = other {
                    signs.extend(each[other].0.iter().map(|&sign| (away as i8, sign)));
                }
            }
        }
    }
}

/// The weights of signs that stand at `seen` tokens each, and of roles after roles.
fn descend(examples: &[Example], seen: &[u32], read: &[bool]) -> (Vec<Row>, [Row; ROLES]) {
    let (mut table, mut moves) = (Table::new(seen), Table::new(&[u32::MAX; ROLES]));
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    let mut sums = (vec![[0.0; ROLES]; seen.len()], [[0.0; ROLES]; ROLES]);
    for round in 0..ROUNDS {
        // Fisher and Yates: the same order each time.
        for at in (1..order.len()).rev() {
            order.swap(at, (next(&mut state) % (at as u64 + 1)) as usize);
        }
        for &at in &order {
            let unread = next(&mut state).is_multiple_of(WITHOUT).then_some(read);
            one(&examples[at], unread, &mut table, &mut moves);
        }
        // The mean of the last rounds owes less to the order of the texts than any one of them.
        if round >= ROUNDS - AVERAGED {
            let share = 1.0 / AVERAGED as f32;
            let all = sums.0.iter_mut().chain(&mut sums.1).zip(table.rows.iter().chain(&moves.rows));
            for (sum, row) in all {
                sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * share);
            }
        }
    }
    sums
}

/// One step down, for one text, without the signs that are `unread`.
fn one(example: &Example, unread: Option<&[bool]>, table: &mut Table, moves: &mut Table) {
    let told = |sign: &&u32| unread.is_none_or(|read| !read[**sign as usize]);
    let sum = |signs: &Vec<u32>| {
        let mut row = [0.0; ROLES];
        for &sign in signs.iter().filter(told) {
            row.iter_mut().zip(&table.rows[sign as usize]).for_each(|(sum, weight)| *sum += weight);
        }
        row
    };
    let rows: Vec<Row> = example.signs.iter().map(sum).collect();
    let mut after = [[0.0; ROLES]; ROLES];
    after.iter_mut().zip(&moves.rows).for_each(|(row, learned)| *row = *learned);
    let chain = Chain::new(&rows, &after);
    let mut expected = [[0.0; ROLES]; ROLES];
    for at in 1..rows.len() {
        for (row, pairs) in expected.iter_mut().zip(chain.pairs(at)) {
            row.iter_mut().zip(pairs).for_each(|(sum, chance)| *sum += chance);
        }
        expected[example.roles[at - 1]][example.roles[at]] -= 1.0;
    }
    for (at, mut slope) in chain.chances().into_iter().enumerate() {
        slope[example.roles[at]] -= 1.0;
        // What is told rightly and surely teaches nothing.
        if slope.iter().all(|value| value.abs() < 1e-3) {
            continue;
        }
        for &sign in example.signs[at].iter().filter(told) {
            table.step(sign as usize, &slope);
        }
    }
    for (at, slope) in expected.iter().enumerate() {
        moves.step(at, slope);
    }
}

/// The file.
fn written(
    words: &Words,
    kept: &[Place],
    rows: &[Row],
    moves: &[Row; ROLES],
    names: &[&str; ROLES],
) -> String {
    let mut out = String::from(
        "# What signs weigh for the role a word plays; learned, see training/README.md. Place, sign, weights.\n",
    );
    let told = |row: &Row| {
        let pairs = names.iter().zip(row).filter(|(_, weight)| weight.abs() >= LEAST);
        pairs.map(|(name, weight)| format!("{name}={weight:.2}")).collect::<Vec<_>>().join(" ")
    };
    for (name, row) in names.iter().zip(moves) {
        let told = told(row);
        if !told.is_empty() {
            let _ = writeln!(out, "after\t{name}\t{told}");
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for ((away, sign), row) in kept.iter().zip(rows) {
        let (told, Some(sign)) = (told(row), words.0.get(sign)) else { continue };
        let place = if *away == AROUND { "*".to_owned() } else { away.to_string() };
        if !told.is_empty() {
            lines.push(format!("{place}\t{sign}\t{told}\n"));
        }
    }
    lines.sort();
    out + &lines.concat()
}

impl Reader<'_> {
    /// The tokens at which `name` stands, with a proclitic before it or not.
    pub(super) fn places_of(&self, name: &str) -> Vec<Range<usize>> {
        let (folded, tokens) = Folded::cut(name);
        let wanted: Vec<&str> = tokens.iter().map(|token| token.of(folded.as_str())).collect();
        let Some((first, rest)) = wanted.split_first() else { return Vec::new() };
        let is_first = |word: &str| {
            word == *first
                || word.strip_prefix(['و', 'ف', 'ل', 'ب', 'ك']).is_some_and(|word| word == *first)
                || word.strip_prefix("لل").is_some_and(|word| first.strip_prefix("ال") == Some(word))
        };
        let end = self.lexed.tokens.len();
        let at = (0..end).filter(|&at| at + wanted.len() <= end && is_first(self.lexed.word(at)));
        let at = at
            .filter(|at| rest.iter().enumerate().all(|(more, word)| self.lexed.word(at + 1 + more) == *word));
        at.map(|at| at..at + wanted.len()).collect()
    }

    /// The role of each token of the lines, as `lesson` tells, and where its members are named.
    pub(super) fn roles_of<'l>(&self, lesson: &'l Lesson) -> (Vec<usize>, Vec<(Range<usize>, &'l Member)>) {
        let mut roles = vec![0; self.lexed.tokens.len()];
        let put = |roles: &mut Vec<usize>, range: &Range<usize>, first: usize, on: usize| {
            let free = roles[range.clone()].iter().all(|&role| role == 0);
            if free {
                roles[range.clone()].fill(on);
                roles[range.start] = first;
            }
            free
        };
        let mut members: Vec<&'l Member> = lesson.members.iter().collect();
        members.sort_by_key(|member| std::cmp::Reverse(member.name.len()));
        let mut named: Vec<(Range<usize>, &'l Member)> = Vec::new();
        for member in members {
            for range in self.places_of(&member.name) {
                if put(&mut roles, &range, PLAIN, MEMBER_ON) {
                    named.push((range, member));
                }
            }
        }
        for (people, first, on) in [(&lesson.leavers, LEAVER, LEAVER_ON), (&lesson.others, OTHER, OTHER_ON)] {
            for range in people.iter().flat_map(|name| self.places_of(name)) {
                put(&mut roles, &range, first, on);
            }
        }
        named.sort_by_key(|(range, _)| range.start);
        let worded = lesson.members.iter().any(|member| member.words.is_some());
        for (name, member) in &named {
            let told = match &member.words {
                Some(words) => self.places_of(words),
                None if worded => Vec::new(),
                None => self.seats_of(member.post.as_deref()),
            };
            let named = |range: Range<usize>| {
                range.into_iter().any(|at| matches!(roles[at], BEFORE | BEHIND | PLAIN))
            };
            let nearest = told.into_iter().filter_map(|seat| {
                if seat.end <= name.start {
                    let gap = name.start - seat.end;
                    return (gap <= REACH.0).then_some((gap, BEFORE, seat));
                }
                let gap = seat.start.checked_sub(name.end).filter(|gap| *gap <= REACH.1)?;
                // Behind the next name it is rather that one's.
                let far = if named(name.end..seat.start) { REACH.0 } else { 0 };
                Some((gap + far, BEHIND, seat))
            });
            if let Some((_, side, seat)) = nearest.min_by_key(|(gap, _, _)| *gap) {
                put(&mut roles, &seat, SEAT, SEAT_ON);
                roles[name.start] = side;
            }
        }
        for pair in named.windows(2) {
            let (from, until) = (pair[0].0.end, pair[1].0.start);
            let apart = (from..until).any(|at| matches!(roles[at], OTHER | LEAVER));
            if until - from < TOGETHER && !apart {
                roles[from..until].iter_mut().filter(|role| **role == 0).for_each(|role| *role = BETWEEN);
            }
        }
        (roles[tokens_of(&self.lines)].to_vec(), named)
    }

    /// The words that name the seat `post`, and deputies whose superior is told elsewhere.
    fn seats_of(&self, post: Option<&str>) -> Vec<Range<usize>> {
        let Some(post) = post.filter(|post| *post != "member") else { return Vec::new() };
        let deputy = post.contains("vice") || post.contains("deputy");
        let parts = self.lines.iter().flat_map(|line| self.parts(line.start..line.end, Mode::Prose));
        let seats = parts.filter(|part| match &part.label {
            Label::Post { id, .. } => id.0 == post,
            Label::Relative { .. } => deputy,
            _ => false,
        });
        seats
            .filter(|part| self.lexed.kind(part.range.start) == Some(TokenKind::Word))
            .map(|part| part.range)
            .collect()
    }
}
