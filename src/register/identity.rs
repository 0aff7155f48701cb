//! Who is who: which mentions of people speak of one person.
//!
//! In: [`Mentions`] with their bodies identified, [`Names`], human verdicts. Out: [`People`]. Always holds: nobody is
//! identified by name alone when something contradicts (gender; another body and a common name; other numbers in one
//! register); what is only likely is kept as such; the order of the records does not show.

use super::corrections::Corrections;
use super::mention::{Keys, Mentions, PersonMention, Place};
use super::sign::Sign;
use super::union::Sets;
use crate::names::{Comparer, Likeness, Name, Names, Reason, Verdict};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of two mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    Same,
    Likely,
    Apart,
}

/// Two mentions that may speak of one person.
#[derive(Debug, Clone)]
pub(super) struct LikelyMentions {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) likeness: Likeness,
    pub(super) signs: Vec<Sign>,
}

/// Who is who.
#[derive(Debug)]
pub(super) struct People {
    pub(super) sets: Sets,
    pub(super) likely: Vec<LikelyMentions>,
}

/// Below this many nats a name is one that many people bear: «محمد العلوي» has about eight, two rare parts sixteen.
const COMMON: f64 = 11.0;
/// In one register more bearers of a phone number or name than this are not all compared.
const CROWD: usize = 40;

/// An edge between two mentions.
struct Edge {
    one: usize,
    other: usize,
    /// Signs that speak for it, then the score in millionths: larger is stronger.
    strength: (usize, u32),
    kin: Kin,
    likeness: Likeness,
    signs: Vec<Sign>,
}

/// The people of all mentions. `body` is the identified body of a body mention.
pub(super) fn people(
    mentions: &Mentions,
    bodies: &Sets,
    registers: &BTreeMap<usize, usize>,
    names: &Names,
    corrections: &Corrections,
) -> People {
    let judge = Judge::new(mentions, bodies, registers, names, corrections);
    let mut edges: Vec<Edge> =
        judge.pairs().into_iter().filter_map(|(one, other)| judge.edge(one, other)).collect();
    judge.mark_rivals(&mut edges);
    edges.sort_by(|a, b| {
        (a.kin, std::cmp::Reverse(a.strength), a.one, a.other).cmp(&(
            b.kin,
            std::cmp::Reverse(b.strength),
            b.one,
            b.other,
        ))
    });
    let mut sets = Sets::new(mentions.people.len());
    let mut likely = Vec::new();
    for edge in edges {
        let joined = edge.kin == Kin::Same && sets.join(edge.one, edge.other, |a, b| judge.parted(a, b));
        if !joined {
            let Edge { one, other, likeness, signs, .. } = edge;
            likely.push(LikelyMentions { one, other, likeness, signs });
        }
    }
    People { sets, likely }
}

struct Judge<'a> {
    people: &'a [PersonMention],
    names: &'a Names,
    corrections: &'a Corrections,
    /// The parsed names of each mention: Arabic, Latin.
    parsed: Vec<[Option<Name>; 2]>,
    /// The identified bodies each mention comes from, and the one whose organ or register it is.
    from: Vec<BTreeSet<usize>>,
    body: Vec<Option<usize>>,
    likeness: RefCell<BTreeMap<(usize, usize), Likeness>>,
    comparer: RefCell<Comparer<'a>>,
}

impl<'a> Judge<'a> {
    fn new(
        mentions: &'a Mentions,
        bodies: &Sets,
        registers: &BTreeMap<usize, usize>,
        names: &'a Names,
        corrections: &'a Corrections,
    ) -> Self {
        let people = mentions.people.as_slice();
        let parse = |cited: &Option<crate::model::Cited<String>>| {
            cited.as_ref().map(|cited| names.parse(&cited.value))
        };
        let body = |person: &PersonMention| {
            person.body.map(|at| bodies.of(at)).or_else(|| registers.get(&person.record).copied())
        };
        Self {
            people,
            names,
            corrections,
            parsed: people.iter().map(|person| [parse(&person.name), parse(&person.latin_name)]).collect(),
            from: people.iter().map(|person| person.from.iter().map(|&at| bodies.of(at)).collect()).collect(),
            body: people.iter().map(body).collect(),
            likeness: RefCell::default(),
            comparer: RefCell::new(Comparer::new(names)),
        }
    }

    /// The pairs worth judging, each once, the smaller index first.
    fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        let mut add = |one: usize, other: usize| {
            out.insert((one.min(other), one.max(other)));
        };
        // What two mentions share exactly.
        let mut holders: BTreeMap<(&'static str, &str), Vec<usize>> = BTreeMap::new();
        for (at, person) in self.people.iter().enumerate() {
            let Keys { name, latin_name, email, phone, identifier: _ } = &person.keys;
            for (kind, key) in [("name", name), ("name", latin_name), ("email", email), ("phone", phone)] {
                if let Some(key) = key {
                    holders.entry((kind, key)).or_default().push(at);
                }
            }
        }
        for holders in holders.values() {
            for (place, &one) in holders.iter().enumerate() {
                for &other in holders[place + 1..].iter().take(CROWD) {
                    add(one, other);
                }
            }
        }
        // Within one register: the rows of one member body.
        let mut rows: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        let mut records: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, person) in self.people.iter().enumerate() {
            records.entry(person.record).or_default().push(at);
            if matches!(person.place, Place::Row(_)) {
                for &body in &self.from[at] {
                    rows.entry((person.record, body)).or_default().push(at);
                }
            }
        }
        for holders in rows.values().filter(|holders| holders.len() <= CROWD) {
            for (place, &one) in holders.iter().enumerate() {
                for &other in &holders[place + 1..] {
                    add(one, other);
                }
            }
        }
        // Within one communiqué: everybody with everybody.
        for holders in records.values() {
            let named: Vec<usize> = holders
                .iter()
                .copied()
                .filter(|&at| !matches!(self.people[at].place, Place::Row(_)))
                .collect();
            for (place, &one) in named.iter().enumerate().take(CROWD * 4) {
                for &other in named[place + 1..].iter().take(CROWD * 4) {
                    add(one, other);
                }
            }
        }
        // Across documents: names that sound alike.
        let listed = |rows: bool| -> (Vec<usize>, Vec<Name>) {
            let main = |at: usize| self.parsed[at].iter().flatten().next().cloned();
            let wanted = (0..self.people.len()).filter(|&at| self.is_row(at) == rows);
            wanted.filter_map(|at| Some((at, main(at)?))).unzip()
        };
        let (told, told_names) = listed(false);
        let (rows, row_names) = listed(true);
        for (one, other) in self.names.candidates(&told_names, &told_names) {
            if self.people[told[one]].record != self.people[told[other]].record {
                add(told[one], told[other]);
            }
        }
        for (one, other) in self.names.candidates(&told_names, &row_names) {
            add(told[one], rows[other]);
        }
        // Rows stand in the order of their records, so each register is a run of them.
        let mut start = 0;
        while start < rows.len() {
            let record = self.people[rows[start]].record;
            let end =
                start + rows[start..].iter().take_while(|&&at| self.people[at].record == record).count();
            if end < rows.len() {
                for (one, other) in self.names.candidates(&row_names[start..end], &row_names[end..]) {
                    add(rows[start + one], rows[end + other]);
                }
            }
            start = end;
        }
        // Across documents: the same seat of the same body.
        let mut seats: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        for (at, person) in self.people.iter().enumerate() {
            if let (Some(body), Some(post)) = (self.body[at], &person.post) {
                seats.entry((body, &post.0)).or_default().push(at);
            }
        }
        for holders in seats.values().filter(|holders| holders.len() <= CROWD) {
            for (place, &one) in holders.iter().enumerate() {
                for &other in &holders[place + 1..] {
                    if self.people[one].record != self.people[other].record {
                        add(one, other);
                    }
                }
            }
        }
        out
    }

    /// How alike the names of two mentions are; the same script is compared first.
    fn likeness(&self, one: usize, other: usize) -> Likeness {
        let pair = (one.min(other), one.max(other));
        if let Some(known) = self.likeness.borrow().get(&pair) {
            return known.clone();
        }
        let likeness = self.compared(pair.0, pair.1);
        self.likeness.borrow_mut().insert(pair, likeness.clone());
        likeness
    }

    fn compared(&self, one: usize, other: usize) -> Likeness {
        let named = |at: usize| {
            let person = &self.people[at];
            [&person.name, &person.latin_name].map(|name| name.as_ref().map(|name| name.value.as_str()))
        };
        let (first, second) = (named(one), named(other));
        let mut comparer = self.comparer.borrow_mut();
        let mut compare = |a: usize, b: usize| Some(comparer.likeness(first[a]?, second[b]?));
        if let Some(arabic) = compare(0, 0) {
            return match (arabic.verdict, compare(1, 1)) {
                (Verdict::Same, Some(latin)) if latin.verdict == Verdict::Different => {
                    Likeness { verdict: Verdict::Unsure, ..latin }
                }
                _ => arabic,
            };
        }
        [(1, 1), (0, 1), (1, 0)].into_iter().find_map(|(a, b)| compare(a, b)).unwrap_or(Likeness {
            verdict: Verdict::Different,
            score: 0.0,
            reasons: Vec::new(),
        })
    }

    fn same_key(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.people[one].keys, &self.people[other].keys);
        match (&a.name, &b.name) {
            (Some(a), Some(b)) => a == b,
            _ => a.latin_name.is_some() && a.latin_name == b.latin_name,
        }
    }

    /// What speaks for and against two mentions being one person, apart from the names.
    fn signs(&self, one: usize, other: usize) -> Vec<Sign> {
        let (a, b) = (&self.people[one], &self.people[other]);
        let mut out = Vec::new();
        let mut told = |shared: Option<Sign>, apart: Option<Sign>, a: &Option<String>, b: &Option<String>| {
            if let (Some(a), Some(b)) = (a, b) {
                out.extend(if a == b { shared } else { apart });
            }
        };
        let within = a.record == b.record || (a.source == b.source && self.is_row(one) && self.is_row(other));
        let inside = |sign: Sign| within.then_some(sign);
        told(Some(Sign::SameEmail), inside(Sign::OtherEmail), &a.keys.email, &b.keys.email);
        told(Some(Sign::SamePhone), inside(Sign::OtherPhone), &a.keys.phone, &b.keys.phone);
        // Numbers of two registers have nothing to do with each other.
        told(
            inside(Sign::SameIdentifier),
            inside(Sign::OtherIdentifier),
            &a.keys.identifier,
            &b.keys.identifier,
        );
        let body = self.body[one].is_some() && self.body[one] == self.body[other];
        let from = !self.from[one].is_disjoint(&self.from[other]);
        if from {
            out.push(Sign::SameOrganization);
        }
        if body {
            out.push(Sign::SameBody);
            if a.post.is_some() && a.post == b.post {
                out.push(Sign::SamePost);
            }
        }
        if let (Some(a), Some(b)) = (&a.gender, &b.gender)
            && a.value != b.value
        {
            out.push(Sign::OtherGender);
        }
        let all = |at: usize| self.from[at].iter().copied().chain(self.body[at]).collect::<BTreeSet<_>>();
        let (mine, theirs) = (all(one), all(other));
        if !mine.is_empty() && !theirs.is_empty() && mine.is_disjoint(&theirs) && self.is_common(one) {
            out.push(Sign::OtherOrganization);
        }
        if within
            && !from
            && !self.from[one].is_empty()
            && !self.from[other].is_empty()
            && self.is_common(one)
        {
            out.push(Sign::OtherOrganization);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn is_row(&self, at: usize) -> bool {
        matches!(self.people[at].place, Place::Row(_))
    }

    fn is_common(&self, at: usize) -> bool {
        let name = self.parsed[at].iter().flatten().next();
        name.is_some_and(|name| self.names.rarity(name) < COMMON)
    }

    /// What two mentions are to each other, when there is something to say.
    fn edge(&self, one: usize, other: usize) -> Option<Edge> {
        let signs = self.signs(one, other);
        let likeness = self.likeness(one, other);
        let kin = self.kin(one, other, &likeness, &signs);
        if kin == Kin::Apart {
            return None;
        }
        let weight = |sign: &Sign| match sign {
            sign if sign.is_strong() => 4,
            Sign::SameOrganization => 3,
            Sign::SamePost => 2,
            Sign::SameBody => 1,
            _ => 0,
        };
        let key = usize::from(self.same_key(one, other)) * 2;
        let strength = (signs.iter().map(weight).sum::<usize>() + key, (likeness.score * 1e6) as u32);
        Some(Edge { one, other, strength, kin, likeness, signs })
    }

    fn kin(&self, one: usize, other: usize, likeness: &Likeness, signs: &[Sign]) -> Kin {
        if self.corrections.parts(&self.people[one], &self.people[other]) {
            return Kin::Apart;
        }
        let (a, b) = (&self.people[one], &self.people[other]);
        let has = |sign: Sign| signs.contains(&sign);
        let strong = signs.iter().any(|sign| sign.is_strong());
        let key = self.same_key(one, other);
        let same = key || likeness.verdict == Verdict::Same;
        // The office or the sending body is the same, so that a slip elsewhere is likelier than a namesake.
        let placed = has(Sign::SamePost) || has(Sign::SameOrganization);
        if a.record == b.record || (a.source == b.source && self.is_row(one) && self.is_row(other)) {
            return self.kin_within(one, other, same, key, strong, signs, likeness);
        }
        match likeness.verdict {
            _ if same => {
                let against =
                    has(Sign::OtherGender) && !(key && placed) || has(Sign::OtherOrganization) && !strong;
                if against { Kin::Likely } else { Kin::Same }
            }
            Verdict::Unsure if strong && !has(Sign::OtherGender) => Kin::Same,
            Verdict::Unsure if has(Sign::SameOrganization) && !has(Sign::OtherGender) => Kin::Same,
            Verdict::Unsure if has(Sign::SameBody) || placed => Kin::Likely,
            _ if (strong || placed) && near(likeness) => Kin::Likely,
            _ => Kin::Apart,
        }
    }

    /// Two mentions of one document: nothing is joined there on a likeness alone.
    #[expect(clippy::too_many_arguments, reason = "what `kin` has found out")]
    fn kin_within(
        &self,
        one: usize,
        other: usize,
        same: bool,
        key: bool,
        strong: bool,
        signs: &[Sign],
        likeness: &Likeness,
    ) -> Kin {
        let has = |sign: Sign| signs.contains(&sign);
        let (one, other) = (self.is_row(one), self.is_row(other));
        if !(one && other) {
            // One name with two seats is one person; another spelling in one list may be a relative.
            return match (key, same) {
                (true, _) => Kin::Same,
                (false, true) => Kin::Likely,
                _ => Kin::Apart,
            };
        }
        let differs = [Sign::OtherIdentifier, Sign::OtherEmail, Sign::OtherPhone].into_iter().any(has);
        if same && has(Sign::SameIdentifier) {
            return Kin::Same;
        }
        if !same {
            let unsure = likeness.verdict == Verdict::Unsure || near(likeness);
            return if unsure && (strong || has(Sign::SameOrganization)) { Kin::Likely } else { Kin::Apart };
        }
        if differs || has(Sign::OtherGender) {
            let placed = has(Sign::SameOrganization);
            return if strong || placed { Kin::Likely } else { Kin::Apart };
        }
        if key && !has(Sign::OtherOrganization) {
            return Kin::Same;
        }
        if strong || has(Sign::SameOrganization) || key { Kin::Likely } else { Kin::Apart }
    }

    /// Two mentions that must not become one person, whatever joins them to others.
    fn parted(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.people[one], &self.people[other]);
        if self.corrections.parts(a, b) {
            return true;
        }
        let likeness = self.likeness(one, other);
        let signs = self.signs(one, other);
        let kin = self.kin(one, other, &likeness, &signs);
        let within = a.record == b.record || (a.source == b.source && self.is_row(one) && self.is_row(other));
        if within {
            return kin != Kin::Same;
        }
        let names = likeness.verdict == Verdict::Different && !self.same_key(one, other);
        names || (signs.contains(&Sign::OtherGender) && kin != Kin::Same)
    }

    /// Where two people of one document fit a mention of another equally well, neither is taken.
    fn mark_rivals(&self, edges: &mut [Edge]) {
        let mut best: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
        for (at, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.kin == Kin::Same) {
            for (from, to) in [(edge.one, edge.other), (edge.other, edge.one)] {
                let list = best.entry((from, self.people[to].record)).or_default();
                list.push((at, to));
            }
        }
        let mut tied = BTreeSet::new();
        for list in best.values().filter(|list| list.len() > 1) {
            let top = list.iter().map(|&(at, _)| edges[at].strength.0).max().unwrap_or(0);
            let tops: Vec<(usize, usize)> =
                list.iter().copied().filter(|&(at, _)| edges[at].strength.0 == top).collect();
            let parted = tops.iter().any(|&(_, a)| tops.iter().any(|&(_, b)| a != b && self.parted(a, b)));
            if parted {
                tied.extend(tops.iter().map(|&(at, _)| at));
            }
        }
        for at in tied {
            edges[at].kin = Kin::Likely;
            edges[at].signs.push(Sign::Rival);
        }
    }
}

/// Names that differ in spelling or by missing parts alone: no part of one stands against another of the other.
fn near(likeness: &Likeness) -> bool {
    let unlike = likeness.reasons.iter().any(|reason| matches!(reason, Reason::Unlike(..)));
    let alike = likeness.reasons.iter().filter(|reason| matches!(reason, Reason::Alike(..))).count();
    !unlike && alike >= 2
}
