//! Events, seats and memberships.
//!
//! In: records whose people and bodies are identified. Out: [`Members`]. Always holds: documents that tell of one
//! event fill its seats once, with the claims of each; a person's two seats in one document stay two.

use super::build::{Ids, person_id};
use super::mention::{Mentions, Place};
use super::merge::stated;
use super::union::Sets;
use crate::calendar::Date;
use crate::model::{
    AffiliationClaim, Cited, Event, Evidence, Membership, MembershipClaim, OutgoingClaim, Post, Reading,
    Record, RowClaim, RuleId, SourceKind, Standing, Stated,
};
use crate::names::Names;
use crate::text::{Span, key};
use std::collections::BTreeMap;

/// Events, seats and memberships of a run.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) events: Vec<Event>,
    pub(super) posts: Vec<Post>,
    pub(super) memberships: Vec<Membership>,
    /// The organ of each event, by number.
    pub(super) organs: Vec<usize>,
}

/// The names of organs, each with a number.
type Organs = Vec<(Option<String>, usize)>;

/// A membership and the records that claim it.
struct Draft {
    membership: Membership,
    records: Vec<usize>,
}

struct Maker<'a> {
    records: &'a [Record],
    mentions: &'a Mentions,
    ids: &'a Ids,
    /// The organisation each record is about.
    subject: Vec<Option<String>>,
    /// For each record its event.
    event_of: Vec<Option<usize>>,
    events: Vec<Event>,
    drafts: Vec<Draft>,
    /// Seats by person and event.
    seats: BTreeMap<(String, String), Vec<usize>>,
    /// Affiliations by person, body and role.
    known: BTreeMap<(usize, Option<String>, String), usize>,
}

impl Members {
    pub(super) fn of(
        records: &[Record],
        mentions: &Mentions,
        ids: &Ids,
        bodies: &Sets,
        registers: &BTreeMap<usize, usize>,
        names: &Names,
    ) -> Self {
        let subject = |at: usize| {
            let own = mentions.subject.get(at).copied().flatten().map(|mention| bodies.of(mention));
            own.or_else(|| registers.get(&at).copied()).and_then(|body| ids.organization(body))
        };
        let mut maker = Maker {
            records,
            mentions,
            ids,
            subject: (0..records.len()).map(subject).collect(),
            event_of: Vec::new(),
            events: Vec::new(),
            drafts: Vec::new(),
            seats: BTreeMap::new(),
            known: BTreeMap::new(),
        };
        maker.all_events(names);
        for (at, person) in mentions.people.iter().enumerate() {
            let record = &records[person.record];
            match person.place {
                Place::Seat(seat) => maker.seat(at, person.record, &record.memberships[seat]),
                Place::Outgoing(place) => maker.outgoing(at, person.record, &record.outgoing[place]),
                Place::Row(row) => maker.listed(at, person.record, &record.rows[row]),
            }
        }
        let organs = maker.organs(names);
        Members { organs, ..maker.finish() }
    }
}

impl Maker<'_> {
    /// One event for each communiqué that fills an organ; documents that tell of one event share it.
    fn all_events(&mut self, names: &Names) {
        let mut known: BTreeMap<(String, Date), Organs> = BTreeMap::new();
        for (at, record) in self.records.iter().enumerate() {
            let fills =
                !record.memberships.is_empty() || !record.outgoing.is_empty() || record.event.is_some();
            if record.kind != SourceKind::Communique || !fills {
                self.event_of.push(None);
                continue;
            }
            let mut event = event(record);
            event.organization = self.subject[at].clone();
            let day = event.start_date.as_ref().map(|date| date.value).filter(|date| date.days().is_some());
            let organ = record.organ.as_ref().map(|organ| organ.value.clone());
            let like = event.organization.clone().zip(day).map(|key| known.entry(key).or_default());
            let told = like.as_ref().and_then(|list| {
                let same = |known: &Option<String>| names.same_organ(known.as_deref(), organ.as_deref());
                list.iter().find(|(known, told)| same(known) && self.events[*told].source != event.source)
            });
            if let Some(&(_, told)) = told {
                complete(&mut self.events[told], event);
                self.event_of.push(Some(told));
                continue;
            }
            self.event_of.push(Some(self.events.len()));
            if let Some(list) = like {
                list.push((organ, self.events.len()));
            }
            self.events.push(event);
        }
        for (at, event) in self.events.iter_mut().enumerate() {
            event.id = event_id(at);
        }
    }

    /// The organ of each event: the first of the same body whose name says the same.
    fn organs(&self, names: &Names) -> Vec<usize> {
        let mut known: BTreeMap<Option<&str>, Organs> = BTreeMap::new();
        let mut out = Vec::new();
        for (at, event) in self.events.iter().enumerate() {
            let own = event.organ.as_ref().map(|organ| organ.value.clone());
            let list = known.entry(event.organization.as_deref()).or_default();
            // Boards of bodies without a name have nothing in common but that.
            let like = |known: &Option<String>| names.same_organ(known.as_deref(), own.as_deref());
            let same = list.iter().find(|(known, _)| event.organization.is_some() && like(known));
            let organ = same.map_or(at, |(_, organ)| *organ);
            list.push((own, organ));
            out.push(organ);
        }
        out
    }

    fn seat(&mut self, mention: usize, record: usize, claim: &MembershipClaim) {
        let mut seat = self.membership(mention, record, Standing::Seat);
        let person = &self.mentions.people[mention];
        seat.on_behalf_of = person.from.first().and_then(|&body| self.ids.organization(body));
        seat.post = stated(claim.post.clone());
        seat.role = stated(claim.role.clone());
        seat.portfolio = stated(claim.portfolio.clone());
        seat.acting = stated(claim.acting.clone());
        seat.evidence = vec![extent(&claim.person.name, claim.extent)];
        seat.organ = self.records[record].organ.as_ref().map(|organ| organ.value.clone());
        if let Some(event) = self.event_of[record].map(|at| &self.events[at]) {
            seat.start_date = stated(event.term_start.clone().or_else(|| event.start_date.clone()));
            seat.end_date = stated(term_end(event));
        }
        self.merge_seat(record, seat);
        for affiliation in &claim.affiliations {
            self.affiliation(mention, record, affiliation, claim);
        }
    }

    /// Adds a seat, or its claims to the one that another document tells of.
    fn merge_seat(&mut self, record: usize, seat: Membership) {
        let place = seat.event.clone().map(|event| (seat.person.clone(), event));
        let known = place.as_ref().and_then(|place| self.seats.get(place));
        let mine = || {
            let own = |at: &usize| {
                let draft = &self.drafts[*at];
                draft.membership.standing == seat.standing && !draft.records.contains(&record)
            };
            known.into_iter().flatten().copied().filter(own)
        };
        let fits = |at: &usize| self.drafts[*at].membership.post.value() == seat.post.value();
        let found = mine().find(fits).or_else(|| mine().next());
        match found {
            Some(at) => {
                let draft = &mut self.drafts[at];
                draft.records.push(record);
                let known = &mut draft.membership;
                add(&mut known.post, seat.post);
                add(&mut known.role, seat.role);
                add(&mut known.portfolio, seat.portfolio);
                add(&mut known.acting, seat.acting);
                add(&mut known.start_date, seat.start_date);
                add(&mut known.end_date, seat.end_date);
                known.evidence.extend(seat.evidence);
                known.on_behalf_of = known.on_behalf_of.take().or(seat.on_behalf_of);
                known.organ = known.organ.take().or(seat.organ);
            }
            None => {
                if let Some(place) = place {
                    self.seats.entry(place).or_default().push(self.drafts.len());
                }
                self.drafts.push(Draft { membership: seat, records: vec![record] });
            }
        }
    }

    fn affiliation(&mut self, mention: usize, record: usize, claim: &AffiliationClaim, of: &MembershipClaim) {
        let named = claim.organization.as_ref().or(claim.acronym.as_ref());
        let body = named.and_then(|name| {
            let place = name.main();
            let from = self.mentions.people[mention].from.iter();
            let same = |known: &&usize| {
                self.mentions.bodies[**known].names().any(|name| {
                    name.evidence().any(|known| known.source == place.source && known.span == place.span)
                })
            };
            from.copied().find(|known| same(&known))
        });
        if named.is_none() && claim.role.is_none() && claim.area.is_none() {
            return;
        }
        let organization = body.and_then(|body| self.ids.organization(body));
        let words = [&claim.role, &claim.area].map(|text| text.as_ref().map(|text| key(&text.value)));
        let words = words.map(Option::unwrap_or_default).join("|");
        let person = self.ids.person_of[mention];
        let mut draft = self.membership(mention, record, Standing::Affiliation);
        draft.organization.clone_from(&organization);
        draft.event = None;
        draft.role = stated(claim.role.clone());
        draft.area = stated(claim.area.clone());
        let place = named.or(claim.role.as_ref()).or(claim.area.as_ref());
        draft.evidence =
            vec![place.map_or_else(|| extent(&of.person.name, of.extent), |place| place.main().clone())];
        match self.known_affiliation(person, organization.as_ref(), &words) {
            Some(at) => {
                let draft_known = &mut self.drafts[at];
                if !draft_known.records.contains(&record) {
                    draft_known.records.push(record);
                }
                let known = &mut draft_known.membership;
                add(&mut known.role, draft.role);
                add(&mut known.area, draft.area);
                known.evidence.extend(draft.evidence);
            }
            None => {
                self.known.insert((person, organization, words), self.drafts.len());
                self.drafts.push(Draft { membership: draft, records: vec![record] });
            }
        }
    }

    /// The affiliation that says the same: of the same words, or, to a body that is known, of none. A body that a document
    /// names in two languages is told of once.
    fn known_affiliation(&mut self, person: usize, body: Option<&String>, words: &str) -> Option<usize> {
        const NONE: &str = "|";
        let key = |words: &str| (person, body.cloned(), words.to_owned());
        if let Some(&same) = self.known.get(&key(words)) {
            return Some(same);
        }
        body?;
        if words == NONE {
            let mut after = self.known.range(key("")..);
            let first = after.next().filter(|((known, of, _), _)| *known == person && of.as_ref() == body);
            return first.map(|(_, at)| *at);
        }
        let bare = self.known.remove(&key(NONE))?;
        self.known.insert(key(words), bare);
        Some(bare)
    }

    fn outgoing(&mut self, mention: usize, record: usize, claim: &OutgoingClaim) {
        let mut gone = self.membership(mention, record, Standing::Outgoing);
        gone.post = stated(claim.post.clone());
        gone.evidence = vec![claim.person.name.main().clone()];
        gone.organ = self.records[record].organ.as_ref().map(|organ| organ.value.clone());
        let event = self.event_of[record].map(|at| &self.events[at]);
        gone.end_date = stated(event.and_then(|event| event.start_date.clone()));
        self.merge_seat(record, gone);
    }

    fn listed(&mut self, mention: usize, record: usize, row: &RowClaim) {
        let mut listed = self.membership(mention, record, Standing::Listed);
        let person = &self.mentions.people[mention];
        let from = person.from.first().and_then(|&body| self.ids.organization(body));
        listed.on_behalf_of = from;
        listed.post = stated(row.post.clone());
        listed.role = stated(row.role.clone());
        listed.area = stated(row.area.clone());
        let day = |cited: &Option<Cited<Reading<Date>>>| {
            let cited = cited.clone()?;
            let date = *cited.value.known()?;
            Some(cited.map(|_| date))
        };
        listed.start_date = stated(day(&row.term_start));
        listed.end_date = stated(day(&row.term_end));
        let name = person.main();
        listed.evidence = name
            .map(|name| row.extent.map_or_else(|| name.main().clone(), |row| extent(name, row)))
            .into_iter()
            .collect();
        self.drafts.push(Draft { membership: listed, records: vec![record] });
    }

    fn membership(&self, mention: usize, record: usize, standing: Standing) -> Membership {
        Membership {
            id: String::new(),
            standing,
            person: person_id(self.ids.person_of[mention]),
            organization: self.subject[record].clone(),
            on_behalf_of: None,
            post: Stated::default(),
            role: Stated::default(),
            portfolio: Stated::default(),
            acting: Stated::default(),
            area: Stated::default(),
            start_date: Stated::default(),
            end_date: Stated::default(),
            event: self.event_of[record].map(event_id),
            organ: None,
            evidence: Vec::new(),
        }
    }

    fn finish(self) -> Members {
        let mut posts: BTreeMap<(usize, String, String), Post> = BTreeMap::new();
        let mut memberships: Vec<Membership> =
            self.drafts.into_iter().map(|draft| draft.membership).collect();
        for (at, membership) in memberships.iter_mut().enumerate() {
            membership.id = format!("membership/{}", at + 1);
            let (Standing::Seat, Some(body)) = (membership.standing, &membership.organization) else {
                continue;
            };
            let number = body.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0);
            for post in membership.post.claims() {
                let organ = membership.organ.clone();
                let place = (number, organ.as_deref().map(key).unwrap_or_default(), post.value.0.clone());
                posts.entry(place).or_insert_with(|| Post {
                    id: String::new(),
                    label: post.value.clone(),
                    organization: body.clone(),
                    organ,
                });
            }
        }
        let posts =
            posts.into_values().enumerate().map(|(at, post)| Post { id: format!("post/{}", at + 1), ..post });
        Members { events: self.events, posts: posts.collect(), memberships, organs: Vec::new() }
    }
}

fn event_id(at: usize) -> String {
    format!("event/{}", at + 1)
}

fn event(record: &Record) -> Event {
    let event = record.event.as_ref();
    let term = record.term.as_ref();
    Event {
        id: String::new(),
        source: record.source,
        organization: None,
        organ: record.organ.clone(),
        classification: event.map(|event| event.classification.clone()),
        start_date: event.and_then(|event| event.start_date.clone()),
        weekday: event.and_then(|event| event.weekday.clone()),
        location: event.and_then(|event| event.location.clone()),
        years: term.and_then(|term| term.years.clone()),
        term_start: term.and_then(|term| term.start_date.clone()),
        term_end: term.and_then(|term| term.end_date.clone()),
    }
}

/// Adds what a second document tells of an event: more places for what is known, and what was not.
fn complete(known: &mut Event, more: Event) {
    fn both<T: PartialEq + Clone>(known: &mut Option<Cited<T>>, more: Option<Cited<T>>) {
        match (known.take(), more) {
            (Some(cited), Some(more)) if cited.value == more.value => {
                *known = Some(more.evidence().fold(cited, |cited, place| cited.and(place.clone())));
            }
            (first, more) => *known = first.or(more),
        }
    }
    both(&mut known.organ, more.organ);
    both(&mut known.classification, more.classification);
    both(&mut known.start_date, more.start_date);
    both(&mut known.weekday, more.weekday);
    both(&mut known.location, more.location);
    both(&mut known.years, more.years);
    both(&mut known.term_start, more.term_start);
    both(&mut known.term_end, more.term_end);
}

/// The last day of the mandate: as stated, or `years` after its first day less one day.
pub(super) fn term_end(event: &Event) -> Option<Cited<Date>> {
    if let Some(stated) = &event.term_end {
        return Some(stated.clone());
    }
    let start = event.term_start.as_ref().or(event.start_date.as_ref())?;
    let years = event.years.as_ref()?;
    let ends = start.value.plus_years(i32::try_from(years.value).ok()?);
    let last = match ends.days() {
        Some(days) => Date::from_days(days - 1)?,
        None => ends,
    };
    let rule = RuleId::new("term.years");
    let place = |known: &Evidence| Evidence { rule: rule.clone(), ..known.clone() };
    Some(Cited::new(last, place(years.main())).and(place(start.main())))
}

/// The whole claim around `name`.
fn extent(name: &Cited<String>, span: Span) -> Evidence {
    Evidence { span, ..name.main().clone() }
}

fn add<T: PartialEq + Clone>(known: &mut Stated<T>, more: Stated<T>) {
    let claims = known.claims().iter().chain(more.claims()).cloned();
    *known = stated(claims.collect::<Vec<_>>());
}
