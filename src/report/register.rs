//! `register.json`: Popolo's classes, each field with every claim made about it, the best first.

use super::evidence::{EvidenceView, Naming, view};
use super::terms::{TermView, terms};
use crate::calendar::{Date, Weekday};
use crate::document::Sources;
use crate::model::{
    Cited, Classification, Event, Gender, Membership, Organization, Person, Post, Reading, Standing, Stated,
};
use crate::register::{Likely, Register};
use schemars::JsonSchema;
use serde::Serialize;

/// What all documents of a run claim, in Popolo's classes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Register")]
#[expect(missing_docs, reason = "Popolo's own names")]
pub struct RegisterView {
    pub persons: Vec<PersonView>,
    pub organizations: Vec<OrganizationView>,
    pub posts: Vec<PostView>,
    pub memberships: Vec<MembershipView>,
    pub events: Vec<EventView>,
    pub terms: Vec<TermView>,
    pub likely: Vec<LikelyView>,
}

/// Two people that may be one: for a human to decide in `corrections.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterLikely")]
pub struct LikelyView {
    /// Their ids.
    pub persons: [String; 2],
    /// `same`, `unsure` or `different`: what the names alone say.
    pub verdict: &'static str,
    /// The chance, in 0..1, that the names are one person's.
    pub score: f64,
    /// The parts of the names set against each other.
    pub reasons: Vec<String>,
    /// What else speaks for it or against it.
    pub signs: Vec<&'static str>,
    /// Where each is named.
    pub evidence: Vec<EvidenceView>,
}

/// One claim: a value and where it was read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Claim<T> {
    /// The value.
    pub value: T,
    /// Everywhere it was read.
    pub evidence: Vec<EvidenceView>,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterPerson")]
pub struct PersonView {
    pub id: String,
    pub name: Vec<Claim<String>>,
    pub other_names: Vec<Claim<String>>,
    pub honorific_prefix: Vec<Claim<String>>,
    pub gender: Vec<Claim<Gender>>,
    pub email: Vec<Claim<String>>,
    pub phone: Vec<Claim<String>>,
    pub identifier: Vec<Claim<String>>,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterOrganization")]
pub struct OrganizationView {
    pub id: String,
    pub name: Vec<Claim<String>>,
    pub other_names: Vec<Claim<String>>,
    pub acronym: Vec<Claim<String>>,
    pub area: Vec<Claim<String>>,
    pub declared_counts: Vec<Claim<CountView>>,
    pub dues: Vec<Claim<DuesView>>,
    pub founding_or_joining_date: Vec<Claim<String>>,
    pub parent_id: Option<String>,
}

/// A declared number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterCount")]
pub struct CountView {
    pub what: String,
    pub value: u32,
}

/// Dues of one year; the amount is null when the cell cannot be read, which is not 0.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterDues")]
pub struct DuesView {
    pub year: i32,
    pub amount: Option<f64>,
}

/// A seat in an organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterPost")]
pub struct PostView {
    pub id: String,
    pub label: String,
    pub organization_id: String,
    pub organ: Option<String>,
}

/// Somebody belongs to a body.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterMembership")]
pub struct MembershipView {
    pub id: String,
    pub standing: &'static str,
    pub person_id: String,
    pub organization_id: Option<String>,
    pub on_behalf_of_id: Option<String>,
    pub post: Vec<Claim<String>>,
    pub role: Vec<Claim<String>>,
    pub portfolio: Vec<Claim<String>>,
    pub acting: Vec<Claim<String>>,
    pub area: Vec<Claim<String>>,
    pub start_date: Vec<Claim<String>>,
    pub end_date: Vec<Claim<String>>,
    pub event_id: Option<String>,
    pub organ: Option<String>,
    pub evidence: Vec<EvidenceView>,
}

/// What filled an organ.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterEvent")]
pub struct EventView {
    pub id: String,
    pub organization_id: Option<String>,
    pub organ: Option<Claim<String>>,
    pub classification: Option<Claim<Classification>>,
    pub start_date: Option<Claim<String>>,
    pub weekday: Option<Claim<Weekday>>,
    pub location: Option<Claim<String>>,
    pub term_years: Option<Claim<u32>>,
    pub term_start: Option<Claim<String>>,
    pub term_end: Option<Claim<String>>,
}

struct Writer<'a>(&'a Sources);

impl Writer<'_> {
    fn one<T, U>(&self, cited: &Cited<T>, value: impl FnOnce(&T) -> U) -> Claim<U> {
        let evidence = cited.evidence().map(|known| view(known, self.0, Naming::Each)).collect();
        Claim { value: value(&cited.value), evidence }
    }

    fn all<T: PartialEq, U>(&self, stated: &Stated<T>, value: impl Fn(&T) -> U) -> Vec<Claim<U>> {
        stated.claims().iter().map(|cited| self.one(cited, &value)).collect()
    }

    fn texts(&self, stated: &Stated<String>) -> Vec<Claim<String>> {
        self.all(stated, String::clone)
    }

    fn dates(&self, stated: &Stated<Date>) -> Vec<Claim<String>> {
        self.all(stated, Date::to_string)
    }

    fn person(&self, person: &Person) -> PersonView {
        PersonView {
            id: person.id.clone(),
            name: self.texts(&person.name),
            other_names: self.texts(&person.latin_name),
            honorific_prefix: self.texts(&person.honorific_prefix),
            gender: self.all(&person.gender, |gender| *gender),
            email: self.texts(&person.email),
            phone: self.texts(&person.phone),
            identifier: self.texts(&person.identifier),
        }
    }

    fn organization(&self, body: &Organization) -> OrganizationView {
        OrganizationView {
            id: body.id.clone(),
            name: self.texts(&body.name),
            other_names: self.texts(&body.other_names),
            acronym: self.texts(&body.acronym),
            area: self.texts(&body.area),
            declared_counts: body
                .declared_counts
                .iter()
                .map(|count| {
                    self.one(count, |count| CountView { what: count.what.clone(), value: count.value })
                })
                .collect(),
            dues: body
                .dues
                .iter()
                .map(|dues| {
                    self.one(dues, |dues| DuesView { year: dues.year, amount: dues.amount.known().copied() })
                })
                .collect(),
            founding_or_joining_date: self.all(&body.joined, |reading| match reading {
                Reading::Known(date) => date.to_string(),
                Reading::Unread(words) => words.clone(),
            }),
            parent_id: body.parent.clone(),
        }
    }

    fn membership(&self, membership: &Membership) -> MembershipView {
        MembershipView {
            id: membership.id.clone(),
            standing: match membership.standing {
                Standing::Seat => "seat",
                Standing::Affiliation => "affiliation",
                Standing::Listed => "listed",
                Standing::Outgoing => "outgoing",
            },
            person_id: membership.person.clone(),
            organization_id: membership.organization.clone(),
            on_behalf_of_id: membership.on_behalf_of.clone(),
            post: self.all(&membership.post, |post| post.0.clone()),
            role: self.texts(&membership.role),
            portfolio: self.texts(&membership.portfolio),
            acting: self.texts(&membership.acting),
            area: self.texts(&membership.area),
            start_date: self.dates(&membership.start_date),
            end_date: self.dates(&membership.end_date),
            event_id: membership.event.clone(),
            organ: membership.organ.clone(),
            evidence: membership.evidence.iter().map(|known| view(known, self.0, Naming::Each)).collect(),
        }
    }

    fn likely(&self, likely: &Likely) -> LikelyView {
        LikelyView {
            persons: likely.people.clone(),
            verdict: likely.verdict(),
            // Three digits: what lies behind them is no knowledge.
            score: (likely.likeness.score * 1000.0).round() / 1000.0,
            reasons: likely.likeness.reasons.iter().map(ToString::to_string).collect(),
            signs: likely.signs.iter().map(|sign| sign.id()).collect(),
            evidence: likely.evidence.iter().map(|known| view(known, self.0, Naming::Each)).collect(),
        }
    }

    fn event(&self, event: &Event) -> EventView {
        let text = |cited: &Option<Cited<String>>| cited.as_ref().map(|cited| self.one(cited, String::clone));
        let date = |cited: &Option<Cited<Date>>| cited.as_ref().map(|cited| self.one(cited, Date::to_string));
        EventView {
            id: event.id.clone(),
            organization_id: event.organization.clone(),
            organ: text(&event.organ),
            classification: event.classification.as_ref().map(|cited| self.one(cited, |kind| *kind)),
            start_date: date(&event.start_date),
            weekday: event.weekday.as_ref().map(|cited| self.one(cited, |day| *day)),
            location: text(&event.location),
            term_years: event.years.as_ref().map(|cited| self.one(cited, |years| *years)),
            term_start: date(&event.term_start),
            term_end: date(&event.term_end),
        }
    }
}

impl RegisterView {
    /// `register` as it is written.
    #[must_use]
    pub fn new(register: &Register, sources: &Sources) -> Self {
        let writer = Writer(sources);
        let post = |post: &Post| PostView {
            id: post.id.clone(),
            label: post.label.0.clone(),
            organization_id: post.organization.clone(),
            organ: post.organ.clone(),
        };
        Self {
            persons: register.people.iter().map(|person| writer.person(person)).collect(),
            organizations: register.organizations.iter().map(|body| writer.organization(body)).collect(),
            posts: register.posts.iter().map(post).collect(),
            memberships: register.memberships.iter().map(|known| writer.membership(known)).collect(),
            events: register.events.iter().map(|event| writer.event(event)).collect(),
            terms: terms(register),
            likely: register.likely.iter().map(|likely| writer.likely(likely)).collect(),
        }
    }
}
