//! From records to the register: mentions, bodies, people, and then every field with all its claims.
//!
//! Always holds: ids are numbers in the order of names, then of places; nothing depends on the order of the records.

use super::corrections::{Correction, Corrections, HumanVerdict};
use super::identity::{self, People};
use super::members::Members;
use super::mention::{BodyRole, Mentions, PersonMention, Place, name_key};
use super::merge::{listed, stated};
use super::union::Sets;
use super::{Index, Likely, Register, organizations, values};
use crate::model::{Cited, Organization, Person, Record, SourceKind};
use crate::names::{Names, Verdict};
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// The register of `records`.
pub(super) fn register(mut records: Vec<Record>, names: &Names, corrections: &Corrections) -> Register {
    records.sort_by(|one, other| (one.source, &one.id).cmp(&(other.source, &other.id)));
    let (overruled, mut unused) = values::correct(&mut records, corrections);
    let mentions = Mentions::of(&records);
    let mut bodies = organizations::bodies(&mentions, names);
    unused.extend(same_bodies(&mentions, &mut bodies, corrections));
    let registers = registers(&mentions, &mut bodies, names);
    let subjects: Vec<Option<usize>> = (0..records.len())
        .map(|at| registers.get(&at).copied().or_else(|| Some(bodies.of(mentions.subject[at]?))))
        .collect();
    organizations::short_names(&mentions, &mut bodies, names, |record| subjects[record]);
    let registers: BTreeMap<usize, usize> =
        registers.into_iter().map(|(record, body)| (record, bodies.of(body))).collect();
    let mut people = identity::people(&mentions, &bodies, &registers, names, corrections);
    unused = same_people(&mentions, &mut people, corrections, unused);
    unused.extend(idle_partings(&mentions, corrections));
    unused.sort();
    unused.dedup();
    let builder = Builder { records: &records, mentions: &mentions, bodies: &bodies, people: &people };
    let (organizations, organization_of) = builder.organizations(&registers);
    let (persons, person_of) = builder.persons();
    let ids = Ids { organization_of, person_of };
    let mut register = Register {
        people: persons,
        organizations,
        overruled,
        unused_corrections: unused,
        ..Register::default()
    };
    register.likely = builder.likely(&ids);
    register.index = builder.index(&ids);
    let members = Members::of(&records, &mentions, &ids, &bodies, &registers, names);
    (register.events, register.posts, register.memberships) =
        (members.events, members.posts, members.memberships);
    register.index.organs = members.organs;
    register.records = records;
    register
}

/// The place in the register of each mention: indices of organisations by body mention, of people by person mention.
#[derive(Debug)]
pub(super) struct Ids {
    pub(super) organization_of: Vec<usize>,
    pub(super) person_of: Vec<usize>,
}

impl Ids {
    /// The id of the organisation that a body mention names.
    pub(super) fn organization(&self, mention: usize) -> Option<String> {
        self.organization_of.get(mention).map(|&at| organization_id(at))
    }
}

fn organization_id(at: usize) -> String {
    format!("organization/{}", at + 1)
}

/// The bodies whose members registers list, by record; a register that lists most of a board is that body's.
fn registers(mentions: &Mentions, bodies: &mut Sets, names: &Names) -> BTreeMap<usize, usize> {
    let mut boards: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut rows: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut latin: BTreeMap<usize, Vec<&PersonMention>> = BTreeMap::new();
    for person in &mentions.people {
        let Some(name) = person.keys.name.as_deref().or(person.keys.latin_name.as_deref()) else { continue };
        match (person.place, person.body) {
            (Place::Row(_), _) => {
                rows.entry(person.record).or_default().insert(name);
                latin.entry(person.record).or_default().push(person);
            }
            (Place::Seat(_), Some(body)) => {
                boards.entry(bodies.of(body)).or_default().insert(name);
            }
            _ => {}
        }
    }
    let mut out = BTreeMap::new();
    for (record, listed) in rows {
        let shared = |board: &BTreeSet<&str>| {
            let exact = board.intersection(&listed).count();
            if exact > 0 { exact } else { alike(board, latin.get(&record), names) }
        };
        let counts = boards.iter().map(|(&body, board)| (shared(board), board.len(), body));
        let mut counts: Vec<(usize, usize, usize)> = counts.filter(|(shared, ..)| *shared > 0).collect();
        counts.sort_by_key(|&(shared, size, body)| (std::cmp::Reverse(shared), size, body));
        let own = mentions.subject.get(record).copied().flatten().map(|at| bodies.of(at));
        let best = counts.first().copied();
        // Two bodies that share as many people with the register: not for us to say.
        let tied = matches!(counts.as_slice(), [one, other, ..] if one.0 == other.0);
        let best = best.filter(|_| !tied);
        match (own, best) {
            (Some(own), Some((shared, size, body))) if shared >= 2 && shared * 2 >= size => {
                bodies.join(own, body, |_, _| false);
                out.insert(record, bodies.of(body));
            }
            (Some(own), _) => {
                out.insert(record, own);
            }
            (None, Some((_, _, body))) => {
                out.insert(record, bodies.of(body));
            }
            (None, None) => {}
        }
    }
    // Joining bodies may have renamed the sets that were found before.
    out.into_iter().map(|(record, body)| (record, bodies.of(body))).collect()
}

/// How many names of a board a register has in another spelling or script.
fn alike(board: &BTreeSet<&str>, rows: Option<&Vec<&PersonMention>>, names: &Names) -> usize {
    let board: Vec<_> = board.iter().map(|name| names.parse(name)).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .flatten()
        .filter_map(|row| row.main())
        .map(|name| names.parse(&name.value))
        .collect();
    names.link(&board, &rows).iter().filter(|linked| linked.likeness.verdict == Verdict::Same).count()
}

/// Joins the bodies that a human calls one; returns nothing, for a verdict may still be about people.
fn same_bodies(mentions: &Mentions, bodies: &mut Sets, corrections: &Corrections) -> Vec<Correction> {
    let mut unused = Vec::new();
    for correction in &corrections.verdicts {
        let HumanVerdict::Same(pair) = &correction.verdict else { continue };
        let holders = pair.each_ref().map(|name| {
            let wanted = key(name);
            let named = |at: &usize| mentions.bodies[*at].names().any(|name| key(&name.value) == wanted);
            (0..mentions.bodies.len()).find(named)
        });
        match holders {
            [Some(one), Some(other)] => {
                bodies.join(one, other, |_, _| false);
            }
            _ => unused.push(correction.clone()),
        }
    }
    unused
}

/// Joins the people that a human calls one; of `unused`, those verdicts that were not about people either are left.
fn same_people(
    mentions: &Mentions,
    people: &mut People,
    corrections: &Corrections,
    mut unused: Vec<Correction>,
) -> Vec<Correction> {
    for correction in &corrections.verdicts {
        let HumanVerdict::Same(pair) = &correction.verdict else { continue };
        let sets = pair.each_ref().map(|name| {
            let wanted = Some(name_key(name));
            let named =
                |person: &PersonMention| person.keys.name == wanted || person.keys.latin_name == wanted;
            let holders = mentions.people.iter().enumerate().filter(|(_, person)| named(person));
            holders.map(|(at, _)| people.sets.of(at)).collect::<BTreeSet<usize>>()
        });
        // A name that several people bear does not say which of them is meant.
        if let ([one], [other]) = (
            sets[0].iter().copied().collect::<Vec<_>>().as_slice(),
            sets[1].iter().copied().collect::<Vec<_>>().as_slice(),
        ) {
            people.sets.join(*one, *other, |_, _| false);
            unused.retain(|known| known != correction);
        }
    }
    unused
}

/// Partings of names that nobody bears any more.
fn idle_partings(mentions: &Mentions, corrections: &Corrections) -> Vec<Correction> {
    let borne = |name: &str| {
        let wanted = Some(name_key(name));
        mentions.people.iter().any(|person| person.keys.name == wanted || person.keys.latin_name == wanted)
    };
    let idle = |correction: &&Correction| match &correction.verdict {
        HumanVerdict::Different(pair) => !pair.iter().all(|name| borne(name)),
        _ => false,
    };
    corrections.verdicts.iter().filter(idle).cloned().collect()
}

struct Builder<'a> {
    records: &'a [Record],
    mentions: &'a Mentions,
    bodies: &'a Sets,
    people: &'a People,
}

impl Builder<'_> {
    /// The organisations by name, and for each body mention the index of its own.
    fn organizations(&self, registers: &BTreeMap<usize, usize>) -> (Vec<Organization>, Vec<usize>) {
        let mut made: Vec<(Organization, &[usize])> =
            self.bodies.all().map(|set| (self.organization(set), set)).collect();
        made.sort_by_cached_key(|(body, set)| {
            let name = body.name.value().or(body.acronym.value()).map(|name| key(name)).unwrap_or_default();
            (name, set.first().copied())
        });
        let mut of = vec![0; self.mentions.bodies.len()];
        for (at, (_, set)) in made.iter().enumerate() {
            for &mention in *set {
                of[mention] = at;
            }
        }
        let parents: Vec<Option<String>> = made
            .iter()
            .enumerate()
            .map(|(at, (_, set))| {
                let rows = set.iter().map(|&mention| &self.mentions.bodies[mention]);
                let rows = rows.filter(|mention| matches!(mention.role, BodyRole::Member(_)));
                let parents = rows.filter_map(|mention| registers.get(&mention.record)).map(|&body| of[body]);
                parents.filter(|&parent| parent != at).min().map(organization_id)
            })
            .collect();
        let finished = made.into_iter().zip(parents).enumerate();
        let finished = finished.map(|(at, ((body, _), parent))| Organization {
            id: organization_id(at),
            parent,
            ..body
        });
        (finished.collect(), of)
    }

    fn organization(&self, set: &[usize]) -> Organization {
        let mut mentions: Vec<_> = set.iter().map(|&at| &self.mentions.bodies[at]).collect();
        // The name a body's own documents use comes before what others call it.
        mentions.sort_by_key(|mention| {
            let listed =
                self.records.get(mention.record).is_some_and(|record| record.kind == SourceKind::Register);
            (mention.role != BodyRole::Subject, listed)
        });
        let rows = || {
            let rows = mentions.iter().filter_map(|mention| match mention.role {
                BodyRole::Member(row) => self.records.get(mention.record)?.rows.get(row),
                _ => None,
            });
            rows.collect::<Vec<_>>()
        };
        let counts = mentions
            .iter()
            .filter(|mention| mention.role == BodyRole::Subject)
            .filter_map(|mention| self.records.get(mention.record))
            .flat_map(|record| record.declared_counts.iter().cloned());
        Organization {
            id: String::new(),
            name: stated(mentions.iter().filter_map(|mention| mention.name.clone())),
            other_names: stated(mentions.iter().flat_map(|mention| mention.other_names.iter().cloned())),
            acronym: stated(mentions.iter().filter_map(|mention| mention.acronym.clone())),
            area: stated(mentions.iter().filter_map(|mention| mention.area.clone())),
            declared_counts: listed(counts),
            dues: listed(rows().into_iter().flat_map(|row| row.dues.iter().cloned())),
            joined: stated(rows().into_iter().filter_map(|row| row.joined.clone())),
            parent: None,
        }
    }

    /// The people by name, and for each person mention the index of its own.
    fn persons(&self) -> (Vec<Person>, Vec<usize>) {
        let mut made: Vec<(Person, &[usize])> =
            self.people.sets.all().map(|set| (self.person(set), set)).collect();
        made.sort_by_cached_key(|(person, set)| {
            let name =
                person.name.value().or(person.latin_name.value()).map(|name| key(name)).unwrap_or_default();
            (name, set.first().copied())
        });
        let mut of = vec![0; self.mentions.people.len()];
        for (at, (_, set)) in made.iter().enumerate() {
            for &mention in *set {
                of[mention] = at;
            }
        }
        let people = made.into_iter().enumerate();
        (people.map(|(at, (person, _))| Person { id: person_id(at), ..person }).collect(), of)
    }

    fn person(&self, set: &[usize]) -> Person {
        // Where documents differ and none is outvoted, the one that gave the seat comes first, then the row.
        let mut sorted: Vec<&PersonMention> = set.iter().map(|&at| &self.mentions.people[at]).collect();
        sorted.sort_by_key(|known| match known.place {
            Place::Seat(_) => 0,
            Place::Row(_) => 1,
            Place::Outgoing(_) => 2,
        });
        let mentions = || sorted.iter().copied();
        Person {
            id: String::new(),
            name: stated(mentions().filter_map(|known| known.name.clone())),
            latin_name: stated(mentions().filter_map(|known| known.latin_name.clone())),
            honorific_prefix: stated(mentions().filter_map(|known| known.honorific_prefix.clone())),
            gender: stated(mentions().filter_map(|known| known.gender.clone())),
            email: stated(mentions().filter_map(|known| known.email.clone())),
            phone: stated(mentions().filter_map(|known| known.phone.clone())),
            identifier: stated(mentions().filter_map(|known| known.identifier.clone())),
        }
    }

    /// The pairs of people that may be one, each once, the strongest sign first.
    fn likely(&self, ids: &Ids) -> Vec<Likely> {
        let mut seen = BTreeSet::new();
        let mut out = Vec::new();
        for pair in &self.people.likely {
            let mut ends = [pair.one, pair.other].map(|mention| (ids.person_of[mention], mention));
            ends.sort_unstable();
            let [(one, first), (other, second)] = ends;
            let places = [first, second].map(|mention| self.mentions.people[mention].evidence());
            let [Some(here), Some(there)] = places else { continue };
            if one != other && seen.insert((one, other)) {
                out.push(Likely {
                    people: [person_id(one), person_id(other)],
                    evidence: [here.clone(), there.clone()],
                    likeness: pair.likeness.clone(),
                    signs: pair.signs.clone(),
                });
            }
        }
        out.sort_by(|a, b| a.evidence.cmp(&b.evidence));
        out
    }

    fn index(&self, ids: &Ids) -> Index {
        let mut out = Index::default();
        for (mention, &at) in self.mentions.people.iter().zip(&ids.person_of) {
            for place in [&mention.name, &mention.latin_name].into_iter().flatten().flat_map(Cited::evidence)
            {
                out.people.insert((place.source, place.span), at);
            }
        }
        for (mention, &at) in self.mentions.bodies.iter().zip(&ids.organization_of) {
            for place in mention.names().flat_map(Cited::evidence) {
                out.organizations.insert((place.source, place.span), at);
            }
        }
        out
    }
}

pub(super) fn person_id(at: usize) -> String {
    format!("person/{}", at + 1)
}
