//! The parts of two names set against each other.
//!
//! In: two parsed names. Out: [`Link`]s, the best assignment of parts to parts in any order, where up to three
//! neighbouring parts may stand for one («ادبدا» for «EDD ABADDA»). Always holds: exact, not greedy; the first name is
//! the Arabic one, or else the one that sorts first, so order of asking does not matter.

use super::alike::{distance, without_article};
use super::attested::Attested;
use super::letters::{ALEF, Script};
use super::memo::Memo;
use super::parts::MOST_PARTS;
use super::spelling::{FLOOR, Rows, Spelling};
use super::{Name, Names};
use std::ops::Range;

/// Neighbouring parts that may stand for one.
pub(super) const WIDEST: usize = 3;
/// What a part without a counterpart costs, in hundredths of a nat.
const ALONE: i32 = -250;
/// What reading neighbours as one costs.
const JOINED: i32 = -50;
/// What leaving an article or «ben» out costs.
const UNGLUED: i32 = -60;
/// Worth for each letter from which on a link is plain.
const CLEAR: i32 = 60;
/// An initial that fits, and one that does not.
const INITIAL: (i32, i32) = (200, -800);

/// Parts of one name that stand for parts of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// First part and number of parts of the first name.
    pub(super) one: (usize, usize),
    /// First part and number of parts of the other name.
    pub(super) other: (usize, usize),
    /// What speaks for it, in hundredths of a nat.
    pub(super) worth: i32,
    /// Letters that had to agree.
    pub(super) letters: usize,
    /// How far two spellings in one script are apart.
    pub(super) apart: i32,
    /// Rests on an initial.
    pub(super) initial: bool,
}

/// Room for setting names against each other, kept so that it need not be made anew for each pair.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    rows: Rows,
    options: Vec<Link>,
    best: Box<[[i32; MASKS]; MOST_PARTS + 1]>,
    came: Box<[[u16; MASKS]; MOST_PARTS + 1]>,
    links: Vec<Link>,
    memo: Memo,
}

/// Sets of parts of a name.
const MASKS: usize = 1 << MOST_PARTS;

impl Scratch {
    /// Room that also remembers parts set against each other, for names whose parts are numbered.
    pub(super) fn remembering() -> Self {
        Self { memo: Memo::new(), ..Self::default() }
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            options: Vec::new(),
            best: Box::new([[0; MASKS]; MOST_PARTS + 1]),
            came: Box::new([[0; MASKS]; MOST_PARTS + 1]),
            links: Vec::new(),
            memo: Memo::default(),
        }
    }
}

/// The best assignment, in the order of the first name's parts.
pub(super) fn links<'a>(one: &Name, other: &Name, names: &Names, scratch: &'a mut Scratch) -> &'a [Link] {
    let (rows, columns) = (one.parts.list.len(), other.parts.list.len());
    scratch.options.clear();
    for first in 0..rows {
        for count in 1..=WIDEST.min(rows - first) {
            for at in 0..columns {
                for width in 1..=WIDEST.min(columns - at) {
                    if count > 1 && width > 1 {
                        break;
                    }
                    let spans = ((first, count), (at, width));
                    let numbers = one.number(spans.0).zip(other.number(spans.1));
                    let option = match numbers.and_then(|numbers| scratch.memo.get(numbers)) {
                        Some(known) => known.map(|link| Link { one: spans.0, other: spans.1, ..link }),
                        None => {
                            let option = option(one, other, spans, names, &mut scratch.rows);
                            numbers.into_iter().for_each(|numbers| scratch.memo.put(numbers, option));
                            option
                        }
                    };
                    scratch.options.extend(option);
                }
            }
        }
    }
    assigned(rows, columns, scratch);
    &scratch.links
}

fn option(
    one: &Name,
    other: &Name,
    (first, second): ((usize, usize), (usize, usize)),
    Names { spelling, attested, .. }: &Names,
    scratch: &mut Rows,
) -> Option<Link> {
    let joined = first.1 > 1 || second.1 > 1;
    let initials = |name: &Name, span: (usize, usize)| {
        name.parts.list[span.0..span.0 + span.1].iter().any(|part| part.initial)
    };
    let mut link = Link { one: first, other: second, worth: 0, letters: 1, apart: 0, initial: false };
    if initials(one, first) || initials(other, second) {
        if joined {
            return None;
        }
        link.initial = true;
        link.worth = if begins(one, other, first.0, second.0, spelling) { INITIAL.0 } else { INITIAL.1 };
        return Some(link);
    }
    let (a, b) = (one.parts.span(first.0, first.1), other.parts.span(second.0, second.1));
    if one.parts.script == other.parts.script {
        // Joined parts are only worth a look when the lengths could fit.
        if joined && a.len().abs_diff(b.len()) > 4 {
            return None;
        }
        same_script(one, other, &mut link, attested);
    } else {
        let (letters, spelt) = (a.len(), b.len());
        // Joined parts are only worth a look when the lengths could fit.
        if joined && (letters > spelt + 1 || spelt > letters * 2 + 3) {
            return None;
        }
        link.letters = spelt.max(2);
        let mut worth = |a: Range<usize>, b: Range<usize>| {
            let arabic = (one.parts.codes.as_slice(), &one.heard, a);
            spelling.likelihood(arabic, (&other.heard, b), scratch)
        };
        link.worth = worth(a.clone(), b.clone());
        // «زهراوي» for «EL ZAHRAOUI», «محمد» for «ibn Mohamad»: without what is a word of its own.
        if link.worth < CLEAR * link.letters as i32 {
            let (from, to) = (one.parts.list[first.0].bare, other.parts.list[second.0].bare);
            if to > b.start && to < b.end {
                link.worth = link.worth.max(worth(a.clone(), to..b.end) + UNGLUED);
            }
            if from > a.start && from < a.end {
                link.worth = link.worth.max(worth(from..a.end, b) + UNGLUED);
            }
        }
    }
    if joined {
        link.worth += JOINED;
    }
    (link.worth > FLOOR).then_some(link)
}

fn same_script(one: &Name, other: &Name, link: &mut Link, attested: &Attested) {
    let script = one.parts.script.unwrap_or(Script::Latin);
    let (full, short) = (one.folded(link.one, Cut::Full), other.folded(link.other, Cut::Full));
    let mut apart = distance(script, full, short);
    link.apart = apart;
    if apart > 0 {
        let a = without_article(script, one.folded(link.one, Cut::Bare));
        let b = without_article(script, other.folded(link.other, Cut::Bare));
        apart = apart.min(distance(script, a, b) + 10);
        if script == Script::Latin && shared(one, other, link, attested) == Shared::Together {
            apart = apart.min(15);
        }
    }
    link.apart = apart;
    link.letters = full.len().max(short.len()).max(2);
    link.worth = (80 * link.letters as i32 - 4 * apart).max(FLOOR + 1);
}

/// What the attested spellings say of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    /// Attested for one and the same part.
    Together,
    /// Attested, but for other parts.
    Apart,
    /// The spelling is attested for other parts, and this part is not attested at all.
    Unseen,
    /// Nothing is known.
    Unknown,
}

/// What the attested spellings say of a link.
pub(super) fn shared(one: &Name, other: &Name, link: &Link, attested: &Attested) -> Shared {
    let (first, second) = (one.known(link.one), other.known(link.other));
    let meanings = attested.meanings(second);
    match (one.parts.script, other.parts.script) {
        (Some(Script::Arabic), Some(Script::Latin)) if !meanings.is_empty() => match first {
            Some(id) if meanings.contains(&id) => Shared::Together,
            Some(_) => Shared::Apart,
            None => Shared::Unseen,
        },
        (Some(Script::Latin), Some(Script::Latin)) => {
            let others = attested.meanings(first);
            if others.is_empty() || meanings.is_empty() {
                // One and the same spelling needs no list that says so.
                if link.apart == 0 { Shared::Together } else { Shared::Unknown }
            } else if others.iter().any(|id| meanings.contains(id)) {
                Shared::Together
            } else {
                Shared::Apart
            }
        }
        (Some(Script::Arabic), Some(Script::Arabic)) if first.is_some() && second.is_some() => {
            if first == second { Shared::Together } else { Shared::Apart }
        }
        _ => Shared::Unknown,
    }
}

/// Which letters of a folded part are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// All of them.
    Full,
    /// Those after an article or «ben» that is a word of its own.
    Bare,
}

fn begins(one: &Name, other: &Name, first: usize, second: usize, spelling: &Spelling) -> bool {
    let letters = |name: &Name, at: usize| name.parts.span(at, 1);
    let (a, b) = (&one.parts.codes[letters(one, first)], &other.parts.codes[letters(other, second)]);
    if one.parts.script == other.parts.script {
        let script = one.parts.script.unwrap_or(Script::Latin);
        let heads = |letters: &[u8]| {
            let bare = without_article(script, letters);
            [letters.first().copied(), bare.first().copied()]
        };
        let (a, b) = (heads(a), heads(b));
        return a.iter().any(|head| b.contains(head));
    }
    let Some(&initial) = b.first() else { return false };
    let bare = without_article(Script::Arabic, a);
    // An alef that only carries the next consonant is not spoken: «ارقية» is «Rkia».
    let spoken = a.strip_prefix(&[ALEF]).unwrap_or(a);
    [a, bare, spoken].iter().any(|letters| spelling.begins(letters, initial))
}

/// The best set of options in which no part stands twice.
fn assigned(rows: usize, columns: usize, scratch: &mut Scratch) {
    let Scratch { options, best, came, links, .. } = scratch;
    let masks = 1_usize << columns;
    for row in 0..=rows {
        best[row][..masks].fill(i32::MIN);
        came[row][..masks].fill(u16::MAX);
    }
    best[0][0] = 0;
    // Options stand in the order of their first part.
    let mut from = 0;
    for row in 0..rows {
        let until = from + options[from..].iter().take_while(|link| link.one.0 == row).count();
        for mask in 0..masks {
            let value = best[row][mask];
            if value == i32::MIN {
                continue;
            }
            if value + ALONE > best[row + 1][mask] {
                best[row + 1][mask] = value + ALONE;
                came[row + 1][mask] = u16::MAX;
            }
            for (number, link) in options[..until].iter().enumerate().skip(from) {
                let taken = ((1 << link.other.1) - 1) << link.other.0;
                if mask & taken == 0 {
                    let (to, then) = (row + link.one.1, mask | taken);
                    if value + link.worth > best[to][then] {
                        best[to][then] = value + link.worth;
                        came[to][then] = number as u16;
                    }
                }
            }
        }
        from = until;
    }
    let total = |mask: usize| {
        let alone = columns as i32 - mask.count_ones() as i32;
        best[rows][mask].saturating_add(ALONE * alone)
    };
    let mut mask = (0..masks).max_by_key(|&mask| (total(mask), std::cmp::Reverse(mask))).unwrap_or(0);
    let mut row = rows;
    links.clear();
    while row > 0 {
        match options.get(came[row][mask] as usize) {
            Some(link) => {
                links.push(*link);
                row -= link.one.1;
                mask &= !(((1 << link.other.1) - 1) << link.other.0);
            }
            None => row -= 1,
        }
    }
    links.reverse();
}
