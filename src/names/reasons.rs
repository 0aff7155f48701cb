//! Why two names are alike or not, in words.
//!
//! In: two names and the links between their parts. Out: [`Reason`]s in the order of the parts of the name asked about
//! first. Always holds: every part of both names is in exactly one reason.

use super::likeness::Reason;
use super::pairing::Link;
use super::{Name, Swapped};

/// Below this much for each letter, in hundredths of a nat, linked parts are called different.
const ALIKE: i32 = 15;

/// The reasons for a comparison.
pub(super) fn reasons(first: &Name, second: &Name, links: &[Link], swapped: Swapped) -> Vec<Reason> {
    let (one, other) = match swapped {
        Swapped::No => (first, second),
        Swapped::Yes => (second, first),
    };
    let mut ends: Vec<_> = links
        .iter()
        .map(|link| {
            let alike = link.worth >= ALIKE * link.letters as i32;
            match swapped {
                Swapped::No => (link.one, link.other, alike),
                Swapped::Yes => (link.other, link.one, alike),
            }
        })
        .collect();
    ends.sort_by_key(|(one, _, _)| one.0);
    let free = |name: &Name, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..name.parts.list.len()).filter(|&at| !taken(at)).collect()
    };
    let within = |span: (usize, usize), at: usize| (span.0..span.0 + span.1).contains(&at);
    let alone = free(one, &|at| ends.iter().any(|(one, _, _)| within(*one, at)));
    let mut rest = free(other, &|at| ends.iter().any(|(_, other, _)| within(*other, at))).into_iter();
    let mut placed: Vec<(usize, Reason)> = Vec::new();
    for (from, to, alike) in ends {
        let (a, b) = (shown(one, from), shown(other, to));
        placed.push((from.0, if alike { Reason::Alike(a, b) } else { Reason::Unlike(a, b) }));
    }
    for at in alone {
        let part = shown(one, (at, 1));
        let reason = match rest.next() {
            Some(counterpart) => Reason::Unlike(part, shown(other, (counterpart, 1))),
            None => Reason::Missing(part),
        };
        placed.push((at, reason));
    }
    placed.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Reason> = placed.into_iter().map(|(_, reason)| reason).collect();
    out.extend(rest.map(|at| Reason::Missing(shown(other, (at, 1)))));
    out
}

fn shown(name: &Name, (first, count): (usize, usize)) -> String {
    let parts = name.parts.list.iter().skip(first).take(count);
    parts.map(|part| part.shown.as_str()).collect::<Vec<_>>().join(" ")
}
