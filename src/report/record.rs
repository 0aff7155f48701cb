//! A record as `diwan extract` and `records.jsonl` write it: Popolo's names, each value with its evidence.

use super::evidence::{EvidenceView, Gathered, Naming};
use crate::calendar::Weekday;
use crate::document::{Document, Sources};
use crate::model::{
    AffiliationClaim, Cited, Classification, Gender, MembershipClaim, OrganizationClaim, OutgoingClaim,
    Reading, Record, RowClaim,
};
use schemars::JsonSchema;
use serde::Serialize;

/// What one document claims.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub struct RecordView {
    /// The given id, or the file's stem; `ID#1`, `ID#2` when a document renews two organs.
    pub id: String,
    /// The document.
    pub source: SourceView,
    /// The body whose board is elected, or whose members a register lists.
    pub organization: Option<OrganizationView>,
    /// The organ that was filled.
    pub organ: Option<OrganView>,
    /// What happened.
    pub event: Option<EventView>,
    /// For how long.
    pub term: Option<TermView>,
    /// Numbers the text states of things it may also list.
    pub declared_counts: Vec<CountView>,
    /// Who holds a seat in the organ after the event, in document order.
    pub memberships: Vec<MembershipView>,
    /// Who held one before.
    pub outgoing: Vec<OutgoingView>,
    /// Rows of a member register; only spreadsheets have them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub rows: Vec<RowView>,
}

/// The document of a record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub struct SourceView {
    /// As the user gave it; empty for text given on standard input.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// IANA media type.
    pub media_type: String,
    /// Title, as the file's metadata gives it.
    pub title: Option<String>,
    /// Site or body that published it.
    pub publisher: Option<String>,
    /// ISO 8601 date of publication.
    pub published: Option<String>,
    /// Who wrote it, as the file's metadata gives it; no member.
    pub author: Option<String>,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Organization")]
pub struct OrganizationView {
    /// Its name as the document mostly writes it.
    pub name: String,
    /// Its other names there.
    pub other_names: Vec<String>,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Where these were read.
    pub evidence: Vec<EvidenceView>,
}

/// An organ.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Organ")]
pub struct OrganView {
    /// Its name as written.
    pub label: String,
    /// Where it was read.
    pub evidence: Vec<EvidenceView>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub struct EventView {
    /// What kind of event.
    pub classification: Classification,
    /// ISO 8601, of the precision the text has.
    pub start_date: Option<String>,
    /// As written, right or wrong.
    pub weekday: Option<Weekday>,
    /// Town or venue.
    pub location: Option<String>,
    /// Where these were read.
    pub evidence: Vec<EvidenceView>,
}

/// How long an organ sits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Term")]
pub struct TermView {
    /// Whole years.
    pub years: Option<u32>,
    /// First day, month or year.
    pub start_date: Option<String>,
    /// Last day, month or year.
    pub end_date: Option<String>,
    /// Where these were read.
    pub evidence: Vec<EvidenceView>,
}

/// A declared number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "DeclaredCount")]
pub struct CountView {
    /// What is counted.
    pub what: String,
    /// How many.
    pub value: u32,
    /// Where it was read.
    pub evidence: Vec<EvidenceView>,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Person")]
pub struct PersonView {
    /// Without honorifics.
    pub name: String,
    /// Honorifics as written.
    pub honorific_prefix: Option<String>,
    /// When something says it.
    pub gender: Option<Gender>,
}

/// A seat held.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Membership")]
pub struct MembershipView {
    /// Who.
    pub person: PersonView,
    /// Id of the lexicon of posts.
    pub post: Option<String>,
    /// The post's words as written.
    pub role: Option<String>,
    /// What the holder is in charge of.
    pub portfolio: Option<String>,
    /// Words that say the seat is held for the time being; absent when nothing says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting: Option<String>,
    /// Where the holder comes from.
    pub affiliations: Vec<AffiliationView>,
    /// Where all of this was read.
    pub evidence: Vec<EvidenceView>,
}

/// Where somebody comes from.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Affiliation")]
pub struct AffiliationView {
    /// The title there.
    pub role: Option<String>,
    /// The body.
    pub organization: Option<String>,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Town or region.
    pub area: Option<String>,
}

/// A seat given up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Outgoing")]
pub struct OutgoingView {
    /// Who.
    pub person: NameView,
    /// Which seat.
    pub post: Option<String>,
    /// Where it was read.
    pub evidence: Vec<EvidenceView>,
}

/// A name alone.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Name")]
pub struct NameView {
    /// Without honorifics.
    pub name: String,
}

/// One row of a member register.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Row")]
pub struct RowView {
    pub identifier: Option<String>,
    pub name: Option<String>,
    pub latin_name: Option<String>,
    pub honorific_prefix: Option<String>,
    pub gender: Option<Gender>,
    pub role: Option<String>,
    pub post: Option<String>,
    pub organization: Option<String>,
    pub acronym: Option<String>,
    pub area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub sector: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub joined: Option<String>,
    pub dues: Vec<DuesView>,
    pub term_start: Option<String>,
    pub term_end: Option<String>,
    pub evidence: Vec<EvidenceView>,
}

/// Dues of one year; the amount is null when the cell cannot be read, which is not 0.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Dues")]
pub struct DuesView {
    pub year: i32,
    pub amount: Option<f64>,
}

/// The value of a claim, cloned.
fn value<T: Clone>(cited: Option<&Cited<T>>) -> Option<T> {
    cited.map(|cited| cited.value.clone())
}

impl SourceView {
    /// What `document` says of itself.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        Self {
            path: document.path.clone(),
            sha256: document.sha256.clone(),
            media_type: document.media_type.to_owned(),
            title: document.head.title.clone(),
            publisher: document.head.publisher.clone(),
            published: document.head.published.clone(),
            author: document.head.author.clone(),
        }
    }
}

impl RecordView {
    /// `record` as it is written; `None` when `sources` does not hold its document.
    #[must_use]
    pub fn new(record: &Record, sources: &Sources) -> Option<Self> {
        let document = sources.get(record.source)?;
        let gather = || Gathered::new(sources, Naming::Elsewhere);
        Some(Self {
            id: record.id.clone(),
            source: SourceView::new(document),
            organization: record.organization.as_ref().map(|body| organization(body, gather())),
            organ: record.organ.as_ref().map(|organ| OrganView {
                label: organ.value.clone(),
                evidence: gather().add(Some(organ)).all(),
            }),
            event: record.event.as_ref().map(|event| EventView {
                classification: event.classification.value,
                start_date: event.start_date.as_ref().map(|date| date.value.to_string()),
                weekday: value(event.weekday.as_ref()),
                location: value(event.location.as_ref()),
                evidence: gather()
                    .add(Some(&event.classification))
                    .add(event.start_date.as_ref())
                    .add(event.weekday.as_ref())
                    .add(event.location.as_ref())
                    .all(),
            }),
            term: record.term.as_ref().map(|term| TermView {
                years: value(term.years.as_ref()),
                start_date: term.start_date.as_ref().map(|date| date.value.to_string()),
                end_date: term.end_date.as_ref().map(|date| date.value.to_string()),
                evidence: gather()
                    .add(term.years.as_ref())
                    .add(term.start_date.as_ref())
                    .add(term.end_date.as_ref())
                    .all(),
            }),
            declared_counts: record
                .declared_counts
                .iter()
                .map(|count| CountView {
                    what: count.value.what.clone(),
                    value: count.value.value,
                    evidence: gather().add(Some(count)).all(),
                })
                .collect(),
            memberships: record.memberships.iter().map(|seat| membership(seat, gather())).collect(),
            outgoing: record.outgoing.iter().map(|gone| outgoing(gone, gather())).collect(),
            rows: record.rows.iter().map(|claim| row(claim, gather())).collect(),
        })
    }
}

fn organization(body: &OrganizationClaim, gathered: Gathered<'_>) -> OrganizationView {
    let mut gathered = gathered.add(Some(&body.name));
    for name in &body.other_names {
        gathered = gathered.add(Some(name));
    }
    OrganizationView {
        name: body.name.value.clone(),
        other_names: body.other_names.iter().map(|name| name.value.clone()).collect(),
        acronym: value(body.acronym.as_ref()),
        evidence: gathered.add(body.acronym.as_ref()).all(),
    }
}

fn membership(seat: &MembershipClaim, gathered: Gathered<'_>) -> MembershipView {
    let mut gathered = gathered
        .add(Some(&seat.person.name))
        .add(seat.person.honorific_prefix.as_ref())
        .add(seat.post.as_ref())
        .add(seat.role.as_ref())
        .add(seat.portfolio.as_ref())
        .add(seat.acting.as_ref());
    for affiliation in &seat.affiliations {
        gathered = gathered
            .add(affiliation.role.as_ref())
            .add(affiliation.organization.as_ref())
            .add(affiliation.acronym.as_ref())
            .add(affiliation.area.as_ref());
    }
    MembershipView {
        person: PersonView {
            name: seat.person.name.value.clone(),
            honorific_prefix: value(seat.person.honorific_prefix.as_ref()),
            gender: value(seat.person.gender.as_ref()),
        },
        post: seat.post.as_ref().map(|post| post.value.0.clone()),
        role: value(seat.role.as_ref()),
        portfolio: value(seat.portfolio.as_ref()),
        acting: value(seat.acting.as_ref()),
        affiliations: seat.affiliations.iter().map(affiliation).collect(),
        evidence: gathered.add(seat.person.gender.as_ref()).all(),
    }
}

fn affiliation(claim: &AffiliationClaim) -> AffiliationView {
    AffiliationView {
        role: value(claim.role.as_ref()),
        organization: value(claim.organization.as_ref()),
        acronym: value(claim.acronym.as_ref()),
        area: value(claim.area.as_ref()),
    }
}

fn outgoing(claim: &OutgoingClaim, gathered: Gathered<'_>) -> OutgoingView {
    OutgoingView {
        person: NameView { name: claim.person.name.value.clone() },
        post: claim.post.as_ref().map(|post| post.value.0.clone()),
        evidence: gathered.add(Some(&claim.person.name)).add(claim.post.as_ref()).all(),
    }
}

fn row(claim: &RowClaim, gathered: Gathered<'_>) -> RowView {
    let date = |cited: &Option<Cited<Reading<crate::calendar::Date>>>| {
        cited.as_ref().map(|cited| match &cited.value {
            Reading::Known(date) => date.to_string(),
            Reading::Unread(words) => words.clone(),
        })
    };
    let mut gathered = gathered
        .add(claim.identifier.as_ref())
        .add(claim.name.as_ref())
        .add(claim.latin_name.as_ref())
        .add(claim.honorific_prefix.as_ref())
        .add(claim.gender.as_ref())
        .add(claim.role.as_ref())
        .add(claim.organization.as_ref())
        .add(claim.acronym.as_ref())
        .add(claim.area.as_ref())
        .add(claim.sector.as_ref())
        .add(claim.email.as_ref())
        .add(claim.phone.as_ref())
        .add(claim.joined.as_ref());
    for dues in &claim.dues {
        gathered = gathered.add(Some(dues));
    }
    RowView {
        identifier: value(claim.identifier.as_ref()),
        name: value(claim.name.as_ref()),
        latin_name: value(claim.latin_name.as_ref()),
        honorific_prefix: value(claim.honorific_prefix.as_ref()),
        gender: value(claim.gender.as_ref()),
        role: value(claim.role.as_ref()),
        post: claim.post.as_ref().map(|post| post.value.0.clone()),
        organization: value(claim.organization.as_ref()),
        acronym: value(claim.acronym.as_ref()),
        area: value(claim.area.as_ref()),
        sector: value(claim.sector.as_ref()),
        email: value(claim.email.as_ref()),
        phone: value(claim.phone.as_ref()),
        joined: date(&claim.joined),
        dues: claim
            .dues
            .iter()
            .map(|dues| DuesView { year: dues.value.year, amount: dues.value.amount.known().copied() })
            .collect(),
        term_start: date(&claim.term_start),
        term_end: date(&claim.term_end),
        evidence: gathered.add(claim.term_start.as_ref()).add(claim.term_end.as_ref()).all(),
    }
}
