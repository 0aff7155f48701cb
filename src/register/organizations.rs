//! Which names of bodies name one body.
//!
//! In: [`Mentions`]. Out: [`Sets`] of body mentions, and pairs that only look alike. Always holds: an acronym or a few
//! first letters join two names only when no word of theirs speaks against it; two bodies of one register that lie in
//! different areas stay two.

use super::mention::{BodyRole, Mentions};
use super::union::Sets;
use crate::names::{BodyName, BodyScript, Names, Verdict};
use crate::text::{is_arabic, is_latin, key};
use std::collections::{BTreeMap, BTreeSet};

/// What a body mention is called.
struct Called {
    names: Vec<BodyName>,
    /// The acronym, loosely spelled without spaces.
    acronym: Option<String>,
    area: Option<String>,
}

/// The bodies of all mentions.
pub(super) fn bodies(mentions: &Mentions, names: &Names) -> Sets {
    let called: Vec<Called> = mentions
        .bodies
        .iter()
        .map(|mention| Called {
            names: mention
                .names()
                .flat_map(|name| readings(&name.value))
                .map(|name| names.body(&name))
                .filter(|name| !name.key.is_empty())
                .collect(),
            acronym: mention.acronym.as_ref().map(|acronym| joined(&acronym.value)),
            area: mention.area.as_ref().map(|area| key(&area.value)),
        })
        .collect();
    // Rows that say the same of a body are judged once: a register may name one body five thousand times.
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    let first: Vec<usize> = called
        .iter()
        .zip(&mentions.bodies)
        .enumerate()
        .map(|(at, (called, mention))| {
            let row = match mention.role {
                BodyRole::Member(_) => None,
                _ => Some(at),
            };
            let said = (mention.source, row, &called.names, &called.acronym, &called.area);
            *known.entry(said).or_insert(at)
        })
        .collect();
    let finder = Finder { mentions, called: &called, first: &first };
    let mut sets = Sets::new(called.len());
    finder.by_name(&mut sets);
    finder.by_spelling(&mut sets);
    finder.by_acronym(&mut sets);
    finder.by_sound(&mut sets, names);
    finder.by_town(&mut sets, names);
    for (at, &first) in first.iter().enumerate() {
        sets.join(first, at, |_, _| false);
    }
    sets
}

/// A name, and what it gives in brackets or in the other script as a name of its own: «قطب الهيدروجين الأخضر
/// (HydroVert)» has two, and so has «قطب الهيدروجين الأخضر HydroVert».
fn readings(name: &str) -> Vec<String> {
    let bracketed = name.split_once('(').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(')')?;
        Some([format!("{before} {after}"), inside.to_owned()])
    });
    let mut out: Vec<String> = Vec::new();
    for name in bracketed.map_or_else(|| vec![name.to_owned()], Vec::from) {
        let (latin, arabic): (Vec<&str>, Vec<&str>) =
            name.split_whitespace().partition(|word| !word.chars().any(is_arabic));
        // «قطب VALBIOM» is one name; what has two words of its own in Arabic stands without the Latin one.
        if arabic.len() > 2 && latin.iter().any(|word| word.chars().any(is_latin)) {
            out.extend([arabic.join(" "), latin.join(" ")]);
        }
        out.push(name);
    }
    out.retain(|name| !key(name).is_empty());
    out
}

fn joined(text: &str) -> String {
    key(text).chars().filter(|c| *c != ' ').collect()
}

/// True when two names of the same own words name one body: of one kind, or with more to go by than one Arabic word,
/// as «النخيل» may be a café here and a cooperative there.
fn alike(one: &BodyName, other: &BodyName) -> bool {
    one.may_be(other) && (one.kind == other.kind || one.words.len() > 1 || one.script == BodyScript::Latin)
}

/// Joins short names with long ones within the documents of one body: «أناروز» in its register is «تعاونية أناروز» in
/// its communiqué. `subject` is the body that a record is about.
pub(super) fn short_names(
    mentions: &Mentions,
    sets: &mut Sets,
    names: &Names,
    subject: impl Fn(usize) -> Option<usize>,
) {
    let mut holders: BTreeMap<(usize, String), Vec<(usize, BodyName)>> = BTreeMap::new();
    for (at, mention) in mentions.bodies.iter().enumerate() {
        let (Some(body), Some(name)) = (subject(mention.record), &mention.name) else { continue };
        let name = names.body(&name.value);
        if name.words.len() == 1 && mention.role != BodyRole::Subject {
            holders.entry((body, name.own())).or_default().push((at, name));
        }
    }
    for holders in holders.values() {
        // Two kinds of one name: which of them the short name means is not said.
        let kinds: BTreeSet<&String> = holders.iter().filter_map(|(_, name)| name.kind.as_ref()).collect();
        if kinds.len() < 2 {
            for pair in holders.windows(2) {
                sets.join(pair[0].0, pair[1].0, |_, _| false);
            }
        }
    }
}

struct Finder<'a> {
    mentions: &'a Mentions,
    called: &'a [Called],
    /// The first mention that says the same.
    first: &'a [usize],
}

impl Finder<'_> {
    /// The mentions that stand for all that say the same.
    fn judged(&self) -> impl Iterator<Item = (usize, &Called)> {
        self.called.iter().enumerate().filter(|(at, _)| self.first[*at] == *at)
    }

    /// Two bodies of one register whose areas differ, or two subjects of one document.
    fn parted(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.mentions.bodies[one], &self.mentions.bodies[other]);
        if a.source != b.source {
            return false;
        }
        if a.role == BodyRole::Subject && b.role == BodyRole::Subject {
            return a.record != b.record && !self.shares_key(one, other);
        }
        match (a.role, b.role, &self.called[one].area, &self.called[other].area) {
            (BodyRole::Member(_), BodyRole::Member(_), Some(a), Some(b)) => {
                !a.contains(b.as_str()) && !b.contains(a.as_str())
            }
            _ => false,
        }
    }

    fn shares_key(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.called[one].names, &self.called[other].names);
        one.iter().any(|a| other.iter().any(|b| a.key == b.key))
    }

    /// Names that are equal but for articles, kind words and spelling habits.
    fn by_name(&self, sets: &mut Sets) {
        let mut first: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, called) in self.judged() {
            for (place, name) in called.names.iter().enumerate().filter(|(_, name)| !is_acronym(&name.own()))
            {
                first.entry(name.own()).or_default().push((at, place));
            }
        }
        for holders in first.values() {
            // One of each kind stands for the rest, so that a name held a thousand times costs a thousand steps.
            let mut known: Vec<(usize, &BodyName)> = Vec::new();
            for &(at, place) in holders {
                let name = &self.called[at].names[place];
                let mut found = false;
                for &(before, other) in &known {
                    if alike(name, other) && sets.join(before, at, |a, b| self.parted(a, b)) {
                        found = true;
                        break;
                    }
                }
                if !found {
                    known.push((at, name));
                }
            }
        }
    }

    /// Names of three words or more that differ by one letter of one word.
    fn by_spelling(&self, sets: &mut Sets) {
        let mut blocks: BTreeMap<(usize, String), BTreeSet<(usize, usize)>> = BTreeMap::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (at, called) in self.judged() {
            for (place, name) in called.names.iter().enumerate() {
                if name.words.len() < 3 || !seen.insert(&name.key) {
                    continue;
                }
                for gone in 0..name.words.len() {
                    let mut rest = name.words.clone();
                    rest.remove(gone);
                    blocks.entry((gone, rest.join(" "))).or_default().insert((at, place));
                }
            }
        }
        for ((gone, _), holders) in &blocks {
            let mut holders = holders.iter();
            while let Some(&(one, place)) = holders.next() {
                let name = &self.called[one].names[place];
                for &(other, there) in holders.clone().take(MOST) {
                    let like = &self.called[other].names[there];
                    if name.may_be(like) && near(&name.words[*gone], &like.words[*gone]) {
                        sets.join(one, other, |a, b| self.parted(a, b));
                    }
                }
            }
        }
    }

    /// An acronym that both have, or that the other's first letters spell.
    fn by_acronym(&self, sets: &mut Sets) {
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut spelled: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, called) in self.judged() {
            let own = called.acronym.clone().into_iter();
            let short = called.names.iter().map(|name| name.own()).filter(|own| is_acronym(own));
            for acronym in own.chain(short).filter(|acronym| is_acronym(acronym)).collect::<BTreeSet<_>>() {
                holders.entry(acronym).or_default().push(at);
            }
            for name in called.names.iter().filter(|name| name.initials.len() > 2) {
                spelled.entry(&name.initials).or_default().push(at);
            }
        }
        let forbid = |a: usize, b: usize| self.parted(a, b) || self.unlike(a, b);
        for (acronym, holders) in &holders {
            for pair in holders.windows(2) {
                if !sets.join(pair[0], pair[1], forbid) {
                    for &before in holders.iter().take(MOST).take_while(|&&at| at < pair[1]) {
                        sets.join(before, pair[1], forbid);
                    }
                }
            }
            for &at in spelled.get(acronym.as_str()).into_iter().flatten() {
                for &holder in holders.iter().take(MOST) {
                    sets.join(holder, at, forbid);
                }
            }
        }
    }

    /// Two bodies of different kinds, or with names in one script that share no word of their own.
    fn unlike(&self, one: usize, other: usize) -> bool {
        let kinds = |a: &BodyName, b: &BodyName| a.own() == b.own() && !a.may_be(b);
        if self.called[one].names.iter().any(|a| self.called[other].names.iter().any(|b| kinds(a, b))) {
            return true;
        }
        let long = |name: &&BodyName| !is_acronym(&name.own());
        for script in [BodyScript::Arabic, BodyScript::Latin] {
            let of = |at: usize| {
                self.called[at].names.iter().filter(move |name| name.script == script).filter(long)
            };
            let (mut compared, mut alike) = (false, false);
            for a in of(one) {
                for b in of(other) {
                    compared = true;
                    alike |= a.words.iter().any(|word| b.words.contains(word));
                }
            }
            if compared && !alike {
                return true;
            }
        }
        false
    }

    /// A name, and the same name with the town of its document's meeting, when both boards share somebody: without that,
    /// «جمعية … بفاس» may be a branch of the «جمعية …» that met there.
    fn by_town(&self, sets: &mut Sets, names: &Names) {
        let subjects = || {
            let all = self.mentions.bodies.iter().enumerate();
            all.filter(|(_, mention)| mention.role == BodyRole::Subject)
        };
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, _) in subjects() {
            for name in &self.called[at].names {
                holders.entry(name.own()).or_default().push(at);
            }
        }
        let mut people: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for person in &self.mentions.people {
            people.entry(person.record).or_default().extend(person.keys.name.as_deref());
        }
        for (at, mention) in subjects() {
            let (Some(name), Some(town)) = (&mention.name, &mention.town) else { continue };
            let longer = names.body(&format!("{} ب{town}", name.value));
            for &other in holders.get(&longer.own()).into_iter().flatten() {
                let shared = people.get(&mention.record).zip(people.get(&self.mentions.bodies[other].record));
                let shared = shared.is_some_and(|(one, other)| !one.is_disjoint(other));
                if shared && self.called[other].names.iter().any(|name| alike(name, &longer)) {
                    sets.join(at, other, |a, b| self.parted(a, b));
                }
            }
        }
    }

    /// A name in Arabic letters and one in Latin letters that sound alike: «سكاي ماب» and «SkyMap».
    fn by_sound(&self, sets: &mut Sets, names: &Names) {
        let mut lists: [Vec<(usize, String)>; 2] = [Vec::new(), Vec::new()];
        let mut seen = BTreeSet::new();
        for (at, called) in self.judged() {
            for name in &called.names {
                let own = name.own();
                let letters = own.chars().filter(|c| c.is_alphabetic()).count();
                if letters < 6 || name.words.len() > 3 || !seen.insert(own.clone()) {
                    continue;
                }
                match name.script {
                    BodyScript::Arabic => lists[0].push((at, own)),
                    BodyScript::Latin => lists[1].push((at, own)),
                    BodyScript::Neither => {}
                }
            }
        }
        let parsed =
            lists.each_ref().map(|list| list.iter().map(|(_, own)| names.parse(own)).collect::<Vec<_>>());
        for linked in names.link(&parsed[0], &parsed[1]) {
            let (one, other) = (lists[0][linked.one].0, lists[1][linked.other].0);
            let may_be =
                self.called[one].names.iter().any(|a| self.called[other].names.iter().any(|b| a.may_be(b)));
            if linked.likeness.verdict == Verdict::Same && may_be {
                sets.join(one, other, |a, b| self.parted(a, b) || self.unlike(a, b));
            }
        }
    }
}

/// More holders of one key than this are not all compared with each other.
const MOST: usize = 32;

/// Two to eight Latin letters and digits without a space.
fn is_acronym(text: &str) -> bool {
    (2..=8).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// True when two words of four letters or more, without digits, differ by one letter.
fn near(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let digits = |word: &[char]| word.iter().any(char::is_ascii_digit);
    if a.len().min(b.len()) < 4 || a.len().abs_diff(b.len()) > 1 || digits(&a) || digits(&b) {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    (a.len().max(b.len()) - head - tail) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_more_is_near_and_a_number_is_not() {
        assert!(near("مربي", "مربيي"));
        assert!(!near("الرباط", "الرياض"));
        assert!(!near("2021", "2022"));
    }

    #[test]
    fn what_stands_in_brackets_is_a_name_of_its_own() {
        assert_eq!(readings("قطب الماء (AquaTech)"), ["قطب الماء  ", "AquaTech"]);
        let both = readings("تجمع تدوير البلاستيك ReciPlast");
        assert_eq!(both[..2], ["تجمع تدوير البلاستيك", "ReciPlast"]);
        assert_eq!(readings("قطب VALBIOM"), ["قطب VALBIOM"]);
    }
}
