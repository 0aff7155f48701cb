//! Every place where the records name a person or a body, side by side.
//!
//! In: records in order of their sources. Out: [`Mentions`]. Always holds: nothing is identified here; the order is
//! that of the records, and within a record that of the document.

use crate::model::{
    AffiliationClaim, Cited, Evidence, Gender, OrganizationClaim, PersonClaim, PostId, Record, RowClaim,
};
use crate::text::{SourceId, fold, is_default_ignorable, key};

/// Where in a record somebody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// `memberships[i]`.
    Seat(usize),
    /// `outgoing[i]`.
    Outgoing(usize),
    /// `rows[i]`.
    Row(usize),
}

/// Somebody, named in one place.
#[derive(Debug, Clone)]
pub(super) struct PersonMention {
    /// The record: an index into the records.
    pub(super) record: usize,
    pub(super) source: SourceId,
    pub(super) place: Place,
    pub(super) name: Option<Cited<String>>,
    pub(super) latin_name: Option<Cited<String>>,
    pub(super) honorific_prefix: Option<Cited<String>>,
    pub(super) gender: Option<Cited<Gender>>,
    pub(super) post: Option<PostId>,
    pub(super) email: Option<Cited<String>>,
    pub(super) phone: Option<Cited<String>>,
    pub(super) identifier: Option<Cited<String>>,
    /// Bodies the person comes from: indices into [`Mentions::bodies`].
    pub(super) from: Vec<usize>,
    /// The body whose organ or register it is: an index into [`Mentions::bodies`].
    pub(super) body: Option<usize>,
    /// What two values must share to be called equal.
    pub(super) keys: Keys,
}

/// Values made comparable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) name: Option<String>,
    pub(super) latin_name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) identifier: Option<String>,
}

/// A body, named in one place.
#[derive(Debug, Clone)]
pub(super) struct BodyMention {
    pub(super) record: usize,
    pub(super) source: SourceId,
    pub(super) role: BodyRole,
    /// The name as mostly written.
    pub(super) name: Option<Cited<String>>,
    pub(super) other_names: Vec<Cited<String>>,
    pub(super) acronym: Option<Cited<String>>,
    pub(super) area: Option<Cited<String>>,
    /// The town where the subject of a document met.
    pub(super) town: Option<String>,
}

/// What a body is named as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BodyRole {
    /// The body a record is about.
    Subject,
    /// `affiliations[j]` of `memberships[i]`.
    Sender(usize, usize),
    /// The member body of `rows[i]`.
    Member(usize),
}

/// All mentions of a run.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) people: Vec<PersonMention>,
    pub(super) bodies: Vec<BodyMention>,
    /// For each record the body it is about: an index into `bodies`.
    pub(super) subject: Vec<Option<usize>>,
}

impl Mentions {
    /// All mentions of `records`.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut out = Self::default();
        for (at, record) in records.iter().enumerate() {
            out.record(at, record);
        }
        out
    }

    fn record(&mut self, at: usize, record: &Record) {
        let subject = record.organization.as_ref().map(|claim| self.subject(at, record, claim));
        self.subject.push(subject);
        for (seat, claim) in record.memberships.iter().enumerate() {
            let from = claim.affiliations.iter().enumerate();
            let from = from.filter_map(|(place, known)| self.sender(at, record, (seat, place), known));
            let from = from.collect();
            let mut person = person(at, record, Place::Seat(seat), &claim.person);
            person.post = claim.post.as_ref().map(|post| post.value.clone());
            self.people.push(PersonMention { from, body: subject, ..person });
        }
        for (place, claim) in record.outgoing.iter().enumerate() {
            let mut person = person(at, record, Place::Outgoing(place), &claim.person);
            person.post = claim.post.as_ref().map(|post| post.value.clone());
            self.people.push(PersonMention { body: subject, ..person });
        }
        for (place, row) in record.rows.iter().enumerate() {
            let from = self.member(at, record, place, row).into_iter().collect();
            if row.name.is_some() || row.latin_name.is_some() {
                self.people.push(PersonMention { from, body: subject, ..listed(at, record, place, row) });
            }
        }
    }

    fn add(&mut self, body: BodyMention) -> usize {
        self.bodies.push(body);
        self.bodies.len() - 1
    }

    fn subject(&mut self, at: usize, record: &Record, claim: &OrganizationClaim) -> usize {
        self.add(BodyMention {
            record: at,
            source: record.source,
            role: BodyRole::Subject,
            name: Some(claim.name.clone()),
            other_names: claim.other_names.clone(),
            acronym: claim.acronym.clone(),
            area: None,
            town: record.event.as_ref().and_then(|event| Some(event.location.as_ref()?.value.clone())),
        })
    }

    fn sender(
        &mut self,
        at: usize,
        record: &Record,
        (seat, place): (usize, usize),
        claim: &AffiliationClaim,
    ) -> Option<usize> {
        if claim.organization.is_none() && claim.acronym.is_none() {
            return None;
        }
        Some(self.add(BodyMention {
            record: at,
            source: record.source,
            role: BodyRole::Sender(seat, place),
            name: claim.organization.clone(),
            other_names: Vec::new(),
            acronym: claim.acronym.clone(),
            area: claim.area.clone(),
            town: None,
        }))
    }

    fn member(&mut self, at: usize, record: &Record, place: usize, row: &RowClaim) -> Option<usize> {
        if row.organization.is_none() && row.acronym.is_none() {
            return None;
        }
        Some(self.add(BodyMention {
            record: at,
            source: record.source,
            role: BodyRole::Member(place),
            name: row.organization.clone(),
            other_names: Vec::new(),
            acronym: row.acronym.clone(),
            area: row.area.clone(),
            town: None,
        }))
    }
}

fn person(record: usize, of: &Record, place: Place, claim: &PersonClaim) -> PersonMention {
    let latin = claim.name.value.chars().any(crate::text::is_latin)
        && !claim.name.value.chars().any(crate::text::is_arabic);
    let (name, latin_name) = if latin { (None, Some(&claim.name)) } else { (Some(&claim.name), None) };
    PersonMention {
        record,
        source: of.source,
        place,
        name: name.cloned(),
        latin_name: latin_name.cloned(),
        honorific_prefix: claim.honorific_prefix.clone(),
        gender: claim.gender.clone(),
        post: None,
        email: None,
        phone: None,
        identifier: None,
        from: Vec::new(),
        body: None,
        keys: Keys {
            name: name.map(|name| name_key(&name.value)),
            latin_name: latin_name.map(|name| name_key(&name.value)),
            ..Keys::default()
        },
    }
}

fn listed(record: usize, of: &Record, place: usize, row: &RowClaim) -> PersonMention {
    let value = |cited: &Option<Cited<String>>| cited.as_ref().map(|cited| cited.value.clone());
    PersonMention {
        record,
        source: of.source,
        place: Place::Row(place),
        name: row.name.clone(),
        latin_name: row.latin_name.clone(),
        honorific_prefix: row.honorific_prefix.clone(),
        gender: row.gender.clone(),
        post: row.post.as_ref().map(|post| post.value.clone()),
        email: row.email.clone(),
        phone: row.phone.clone(),
        identifier: row.identifier.clone(),
        from: Vec::new(),
        body: None,
        keys: Keys {
            name: value(&row.name).map(|name| name_key(&name)),
            latin_name: value(&row.latin_name).map(|name| name_key(&name)),
            email: value(&row.email).and_then(|email| email_key(&email)),
            phone: value(&row.phone).and_then(|phone| phone_key(&phone)),
            identifier: value(&row.identifier).map(|known| key(&known)).filter(|known| !known.is_empty()),
        },
    }
}

impl PersonMention {
    /// The name to compare and to sort by: the Arabic one where there is one.
    pub(super) fn main(&self) -> Option<&Cited<String>> {
        self.name.as_ref().or(self.latin_name.as_ref())
    }

    /// Where it stands.
    pub(super) fn evidence(&self) -> Option<&Evidence> {
        self.main().map(Cited::main)
    }
}

impl BodyMention {
    /// All its names, the acronym last.
    pub(super) fn names(&self) -> impl Iterator<Item = &Cited<String>> {
        self.name.iter().chain(&self.other_names).chain(&self.acronym)
    }
}

/// A name loosely spelled, its words in alphabetical order: the order of family and given name does not count.
pub(super) fn name_key(name: &str) -> String {
    let loose = key(name);
    let mut words: Vec<&str> = loose.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// An e-mail address without invisible characters, in small letters.
pub(super) fn email_key(email: &str) -> Option<String> {
    let plain: String =
        fold(email).chars().filter(|c| !c.is_whitespace() && !is_default_ignorable(*c)).collect();
    plain.contains('@').then_some(plain)
}

/// The last nine digits of a phone number: what is left when country code and leading zero are written or not.
pub(super) fn phone_key(phone: &str) -> Option<String> {
    let digits: Vec<char> = fold(phone).chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 8)
        .then(|| digits[digits.len().saturating_sub(9)..].iter().collect::<String>())
        .map(|digits| digits.trim_start_matches('0').to_owned())
}
