//! What **one** document claims, related but not yet identified with anything another document claims.

use super::{Cited, Reading};
use crate::calendar::{Date, Weekday};
use crate::text::{SourceId, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one document claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The document's id; `ID#1`, `ID#2` when a document renews two organs.
    pub id: String,
    /// The document.
    pub source: SourceId,
    /// What kind of document it is.
    pub kind: SourceKind,
    /// The body whose board is elected, or whose members a register lists.
    pub organization: Option<OrganizationClaim>,
    /// The organ that was filled, as written.
    pub organ: Option<Cited<String>>,
    /// What happened, when and where.
    pub event: Option<EventClaim>,
    /// For how long.
    pub term: Option<TermClaim>,
    /// Numbers the text states of things it may also list.
    pub declared_counts: Vec<Cited<DeclaredCount>>,
    /// Who holds a seat in the organ after the event, in document order.
    pub memberships: Vec<MembershipClaim>,
    /// Who held one before.
    pub outgoing: Vec<OutgoingClaim>,
    /// Rows of a member register, in sheet order; empty for communiqués.
    pub rows: Vec<RowClaim>,
    /// Sentences set in quotation marks, as written.
    pub quotations: Vec<Cited<String>>,
    /// Words that hold invisible or direction-changing characters.
    pub suspicious: Vec<Cited<String>>,
}

/// What kind of document a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A press release, notice or article.
    Communique,
    /// A register of members.
    Register,
}

/// The body a document speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationClaim {
    /// Its name as the document mostly writes it.
    pub name: Cited<String>,
    /// Its other names in the document.
    pub other_names: Vec<Cited<String>>,
    /// Its acronym.
    pub acronym: Option<Cited<String>>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub struct EventClaim {
    /// What kind of event.
    pub classification: Cited<Classification>,
    /// When it began.
    pub start_date: Option<Cited<Date>>,
    /// The weekday as written, right or wrong.
    pub weekday: Option<Cited<Weekday>>,
    /// Town or venue as written.
    pub location: Option<Cited<String>>,
}

/// Kinds of events that fill an organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Classification {
    FoundingAssembly,
    OrdinaryAssembly,
    ElectiveAssembly,
    ExtraordinaryAssembly,
    BoardMeeting,
    Appointment,
    Handover,
    Dissolution,
    Other,
}

impl Classification {
    /// The classification of that kebab-case name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(id)).ok()
    }
}

/// How long the organ sits.
#[derive(Debug, Clone, PartialEq)]
pub struct TermClaim {
    /// Whole years.
    pub years: Option<Cited<u32>>,
    /// First day, month or year.
    pub start_date: Option<Cited<Date>>,
    /// Last day, month or year.
    pub end_date: Option<Cited<Date>>,
}

/// A number stated of things: «14 تجمعا».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredCount {
    /// What is counted: clusters, members, attendees …; an id of the lexicon of counted things.
    pub what: String,
    /// How many.
    pub value: u32,
}

/// Somebody holds a seat.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipClaim {
    /// Who.
    pub person: PersonClaim,
    /// The seat, as an id of the lexicon of posts; absent when the text states none.
    pub post: Option<Cited<PostId>>,
    /// The post's words as written.
    pub role: Option<Cited<String>>,
    /// What the holder is in charge of.
    pub portfolio: Option<Cited<String>>,
    /// Words that say the seat is held for the time being: «بالنيابة», «قائما بأعمال».
    pub acting: Option<Cited<String>>,
    /// Where the holder comes from: employers, clubs, regions.
    pub affiliations: Vec<AffiliationClaim>,
    /// Words of other seats that the document gives the same name further down.
    pub other_roles: Vec<Cited<String>>,
    /// The item or clause it was read from.
    pub extent: Span,
}

/// The id of a seat in the lexicon of posts: `president`, `treasurer` …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PostId(pub String);

/// Somebody, as one document names them.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonClaim {
    /// Name without honorifics.
    pub name: Cited<String>,
    /// Honorifics as written.
    pub honorific_prefix: Option<Cited<String>>,
    /// Gender, when something says it.
    pub gender: Option<Cited<Gender>>,
}

/// Gender, in Popolo's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Gender {
    Female,
    Male,
}

/// Where somebody comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AffiliationClaim {
    /// The title there.
    pub role: Option<Cited<String>>,
    /// The body.
    pub organization: Option<Cited<String>>,
    /// The body's acronym.
    pub acronym: Option<Cited<String>>,
    /// Town or region.
    pub area: Option<Cited<String>>,
}

/// Somebody leaves a seat.
#[derive(Debug, Clone, PartialEq)]
pub struct OutgoingClaim {
    /// Who.
    pub person: PersonClaim,
    /// Which seat.
    pub post: Option<Cited<PostId>>,
}

/// One row of a member register.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowClaim {
    /// The member's number.
    pub identifier: Option<Cited<String>>,
    /// Name in Arabic letters.
    pub name: Option<Cited<String>>,
    /// Name in Latin letters.
    pub latin_name: Option<Cited<String>>,
    /// Honorific, when a column gives one.
    pub honorific_prefix: Option<Cited<String>>,
    /// Gender, when a column gives it.
    pub gender: Option<Cited<Gender>>,
    /// Role as written.
    pub role: Option<Cited<String>>,
    /// The seat that the role names.
    pub post: Option<Cited<PostId>>,
    /// The member body (cluster, company, club).
    pub organization: Option<Cited<String>>,
    /// The member body's other name or acronym.
    pub acronym: Option<Cited<String>>,
    /// Town or region.
    pub area: Option<Cited<String>>,
    /// Line of work.
    pub sector: Option<Cited<String>>,
    /// E-mail address.
    pub email: Option<Cited<String>>,
    /// Phone number as written; an identifier, never a number.
    pub phone: Option<Cited<String>>,
    /// Day of joining.
    pub joined: Option<Cited<Reading<Date>>>,
    /// Dues by year.
    pub dues: Vec<Cited<Dues>>,
    /// Dues of a period that the register does not name.
    pub amount: Option<Cited<Reading<f64>>>,
    /// What is still owed.
    pub balance: Option<Cited<Reading<f64>>>,
    /// Day of payment.
    pub paid_on: Option<Cited<Reading<Date>>>,
    /// Whether the dues are paid, where words say it: a status, a note, or a word in place of an amount.
    pub dues_standing: Option<Cited<DuesStanding>>,
    /// The status column, as written.
    pub status: Option<Cited<String>>,
    /// Whether the person is still a member, where a status, a note or the role says it.
    pub standing: Option<Cited<MemberStatus>>,
    /// The title held in the member body.
    pub employer_role: Option<Cited<String>>,
    /// The notes column, as written.
    pub note: Option<Cited<String>>,
    /// First day of the mandate.
    pub term_start: Option<Cited<Reading<Date>>>,
    /// Last day of the mandate.
    pub term_end: Option<Cited<Reading<Date>>>,
    /// Which table of the document it stands in, counted from 0.
    pub table: u16,
    /// All cells of the row.
    pub extent: Option<Span>,
}

/// Whether somebody is still a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum MemberStatus {
    Active,
    Suspended,
    Resigned,
    Expelled,
    Deceased,
    Outgoing,
    Honorary,
    Pending,
}

/// Whether dues are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum DuesStanding {
    Paid,
    Part,
    Unpaid,
    Exempt,
}

/// Dues of one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Dues {
    /// The year.
    pub year: i32,
    /// The amount in the register's currency; unread when the cell holds an error or words.
    pub amount: Reading<f64>,
}
