//! Which pairs are kept apart, so that nothing is scored by what was learned from it.

use super::{Corpus, Pair};
use crate::names::Names;
use crate::names::attested::loosest;
use crate::names::customs::Customs;
use crate::names::letters::Script;
use crate::names::parts::{Parts, parts};
use std::collections::BTreeSet;

/// How many folds there are.
pub(super) const COUNT: usize = 5;

/// What is left out when learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Without {
    /// Nothing.
    Nothing,
    /// The people of a fold, and words known from their names alone.
    Persons(usize),
    /// The words of a fold, wherever they stand.
    Words(usize),
}

/// The fold of a name: the same for every spelling variant and order of its parts.
pub(super) fn of(name: &str, customs: &Customs) -> usize {
    let parts = parts(name, customs);
    let mut keys = keys(&parts);
    keys.sort();
    fold(&keys.concat())
}

/// The fold of an Arabic part.
pub(super) fn of_part(part: &[u8]) -> usize {
    fold(&loosest(part))
}

/// FNV-1a, so that folds do not depend on the machine.
fn fold(key: &[u8]) -> usize {
    let hash = key.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    ((hash >> 20) % COUNT as u64) as usize
}

fn keys(parts: &Parts) -> Vec<Vec<u8>> {
    (0..parts.list.len()).map(|at| loosest(&parts.codes[parts.span(at, 1)])).collect()
}

/// Two parts of one name in two scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelt {
    pub(super) arabic: Vec<u8>,
    pub(super) latin: Vec<u8>,
    /// The Latin part without an article that is a word of its own.
    pub(super) bare: Vec<u8>,
    /// From the name of a person.
    pub(super) person: bool,
    /// From a list of people.
    pub(super) listed: bool,
    /// From the further words.
    pub(super) further: bool,
}

/// The name parts spelt in both scripts that may be learned from.
pub(super) fn spelt(corpus: &Corpus, names: &Names, without: Without) -> Vec<Spelt> {
    let customs = &names.customs;
    let mut out = Vec::new();
    let mut known = BTreeSet::new();
    for pair in
        corpus.persons.iter().filter(|pair| pair.same && matches!(pair.slice.as_str(), "base" | "respelt"))
    {
        if matches!(without, Without::Persons(fold) if of(&pair.one, customs) == fold) {
            continue;
        }
        let found = aligned(pair, names);
        known.extend(found.iter().map(|spelt| loosest(&spelt.arabic)));
        out.extend(found);
    }
    for (further, pair) in
        corpus.words.iter().map(|pair| (false, pair)).chain(corpus.more.iter().map(|pair| (true, pair)))
    {
        let (one, other) = (parts(&pair.one, customs), parts(&pair.other, customs));
        if !pair.same || one.script != Some(Script::Arabic) || other.script != Some(Script::Latin) {
            continue;
        }
        let listed = pair.origin.contains("lists");
        let arabic = one.codes.clone();
        let from_left_out = matches!(without, Without::Persons(_))
            && pair.origin == "lists"
            && !known.contains(&loosest(&arabic));
        if from_left_out {
            continue;
        }
        let bare = other.list.first().map_or(0, |part| part.bare);
        let bare = if other.list.len() == 1 { bare } else { 0 };
        let spelt = Spelt {
            arabic,
            bare: other.codes[bare..].to_vec(),
            latin: other.codes,
            person: false,
            listed,
            further,
        };
        out.push(spelt);
    }
    if let Without::Words(fold) = without {
        out.retain(|spelt| of_part(&spelt.arabic) != fold);
    }
    out
}

/// The parts of a person's name that stand for each other.
fn aligned(pair: &Pair, names: &Names) -> Vec<Spelt> {
    let (one, other) = (names.parse(&pair.one), names.parse(&pair.other));
    let Some((_, _, links)) = names.weighed(&one, &other) else { return Vec::new() };
    let certain = links.into_iter().filter(|link| !link.initial && link.worth > 0);
    certain
        .map(|link| {
            let (a, b) =
                (one.parts.span(link.one.0, link.one.1), other.parts.span(link.other.0, link.other.1));
            let bare = other.parts.list.get(link.other.0).map_or(b.start, |part| part.bare);
            Spelt {
                arabic: one.parts.codes[a].to_vec(),
                bare: other.parts.codes[bare.min(b.end)..b.end].to_vec(),
                latin: other.parts.codes[b].to_vec(),
                person: true,
                listed: true,
                further: false,
            }
        })
        .collect()
}
