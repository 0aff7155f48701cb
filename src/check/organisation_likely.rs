//! Two bodies of the register that may be one.
//!
//! What: two names that differ by one letter of one word («جمعية المشعل», «جمعية المشغل»); two names with half a board
//! in common.
//! Why it matters to a secretariat: one body entered twice is billed twice, and its terms do not follow each other.
//! When it stays silent: the register has found out that they are one, they are of different kinds or lie in different
//! places, or the letter makes a number («الأولى», «2»).

use super::body::Body;
use super::look::{Look, Who};
use super::{Finding, Severity};
use crate::model::{Cited, Organization};
use crate::names::{BodyName, BodyScript};
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// More bodies of one name but for a word than this are a series, not slips.
const SERIES: usize = 8;
/// Letters of a word that a slip of one may hide in.
const LETTERS: usize = 4;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    by_letter(look, out);
    by_board(look, out);
}

/// A name of a body, taken apart.
struct Called<'a> {
    body: &'a Organization,
    name: &'a Cited<String>,
    parts: BodyName,
}

fn by_letter(look: &Look<'_>, out: &mut Vec<Finding>) {
    let mut called = Vec::new();
    for body in &look.register.organizations {
        let names = body.name.best().into_iter().chain(body.other_names.claims());
        called.extend(names.map(|name| Called { body, name, parts: look.names.body(&name.value) }));
    }
    // The names that are equal but for one word.
    let mut blocks: BTreeMap<(usize, Option<&str>, String), Vec<&Called<'_>>> = BTreeMap::new();
    for known in called.iter().filter(|known| known.parts.script == BodyScript::Arabic) {
        for gone in 0..known.parts.words.len() {
            let mut rest = known.parts.words.clone();
            rest.remove(gone);
            blocks.entry((gone, known.parts.kind.as_deref(), rest.join(" "))).or_default().push(known);
        }
    }
    let mut asked: BTreeSet<(&str, &str)> = BTreeSet::new();
    for ((gone, kind, rest), known) in &blocks {
        // One word alone is too little to go by, unless the kind of body is the same.
        if known.len() > SERIES || (rest.is_empty() && kind.is_none()) {
            continue;
        }
        for (at, one) in known.iter().enumerate() {
            for other in known.iter().skip(at + 1) {
                let slip = is_slip(&one.parts.words[*gone], &other.parts.words[*gone]);
                let fresh = one.body.id != other.body.id && slip && !lie_apart(one.body, other.body);
                if fresh && asked.insert((&one.body.id, &other.body.id)) {
                    out.push(worded("organisation-likely-same", one.name, other.name));
                }
            }
        }
    }
}

fn worded(wording: &'static str, one: &Cited<String>, other: &Cited<String>) -> Finding {
    let subject = format!("{} / {}", one.value, other.value);
    Finding::new("organisation-likely-same", Severity::Note, subject)
        .worded(wording)
        .words("one", &one.value)
        .words("other", &other.value)
        .at([one.main()])
        .against([other.main()])
}

/// True when two words of some length differ by one letter that was changed, left out or added inside.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = (&one[head..], &other[head..]);
    let tail = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let apart = one.len().max(other.len()) - head - tail;
    let letters = one.iter().chain(&other).all(|c| c.is_alphabetic());
    apart == 1 && letters && one.len().min(other.len()) >= LETTERS && head > 0
}

/// True when both tell where they are, and not the same place.
fn lie_apart(one: &Organization, other: &Organization) -> bool {
    let place = |body: &Organization| body.area.value().map(|area| key(area));
    place(one).zip(place(other)).is_some_and(|(one, other)| !one.contains(&other) && !other.contains(&one))
}

fn by_board(look: &Look<'_>, out: &mut Vec<Finding>) {
    let people: Vec<BTreeSet<Who>> = look.bodies.iter().map(|body| sitting(look, body)).collect();
    let mut homes: BTreeMap<&Who, Vec<usize>> = BTreeMap::new();
    for (at, people) in people.iter().enumerate() {
        people.iter().for_each(|who| homes.entry(who).or_default().push(at));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for homes in homes.values() {
        for (place, &one) in homes.iter().enumerate() {
            homes[place + 1..].iter().for_each(|&other| *shared.entry((one, other)).or_default() += 1);
        }
    }
    for ((one, other), count) in shared {
        let most = people[one].len().max(people[other].len());
        let name = |at: usize| {
            let claims = look.bodies[at].boards.iter().filter_map(|board| board.organization.as_ref());
            claims.map(|claim| &claim.name).next()
        };
        let (Some(first), Some(second)) = (name(one), name(other)) else { continue };
        if count >= 3 && count * 2 >= most {
            out.push(worded("organisation-likely-same.board", first, second).number("count", count));
        }
    }
}

/// Everybody on the boards of a body.
fn sitting(look: &Look<'_>, body: &Body<'_>) -> BTreeSet<Who> {
    let seats = body.boards.iter().flat_map(|board| &board.memberships);
    seats.map(|seat| look.person(&seat.person.name)).filter(|who| matches!(who, Who::Known(_))).collect()
}
