//! Popolo's classes, each field with every claim made about it.

use super::{Cited, Classification, Dues, Gender, PostId, Reading, Stated};
use crate::calendar::{Date, Weekday};
use crate::text::SourceId;

/// Somebody, as all documents together name them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// `person/1`, `person/2` … in the register's order.
    pub id: String,
    /// Name in Arabic letters where any document has one.
    pub name: Stated<String>,
    /// Name in Latin letters.
    pub latin_name: Stated<String>,
    /// Honorifics as written.
    pub honorific_prefix: Stated<String>,
    /// Gender.
    pub gender: Stated<Gender>,
    /// E-mail addresses.
    pub email: Stated<String>,
    /// Phone numbers as written.
    pub phone: Stated<String>,
    /// The member's number in a register.
    pub identifier: Stated<String>,
}

/// A body: the one whose board is elected, or one that sends a member.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Organization {
    /// `organization/1` … in the register's order.
    pub id: String,
    /// Names, the most used first.
    pub name: Stated<String>,
    /// Further names.
    pub other_names: Stated<String>,
    /// Acronyms.
    pub acronym: Stated<String>,
    /// Town or region.
    pub area: Stated<String>,
    /// The number that its documents state of each thing: `clusters` → 14.
    pub declared_counts: Vec<Cited<super::DeclaredCount>>,
    /// Dues paid by year.
    pub dues: Vec<Cited<Dues>>,
    /// Day of joining.
    pub joined: Stated<Reading<Date>>,
    /// The id of the body it is a member of, when a register lists it.
    pub parent: Option<String>,
}

/// A seat in an organ of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// `post/1` … in the register's order.
    pub id: String,
    /// Popolo's label: the seat's id in the lexicon of posts.
    pub label: PostId,
    /// The body it belongs to.
    pub organization: String,
    /// The organ, as written.
    pub organ: Option<String>,
}

/// What a membership is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A seat in the organ that an event filled.
    Seat,
    /// An office or place in another body, which the document gives beside the seat.
    Affiliation,
    /// A row of a member register.
    Listed,
    /// A seat given up.
    Outgoing,
}

/// Somebody belongs to a body; a cluster's director on the board has two.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// `membership/1` … in the register's order.
    pub id: String,
    /// What it is.
    pub standing: Standing,
    /// The person's id.
    pub person: String,
    /// The body's id.
    pub organization: Option<String>,
    /// Popolo's `on_behalf_of`: the body that sends the person.
    pub on_behalf_of: Option<String>,
    /// The seat, as each document gives it.
    pub post: Stated<PostId>,
    /// The role's words.
    pub role: Stated<String>,
    /// What the holder is in charge of.
    pub portfolio: Stated<String>,
    /// The words that say the seat is held for the time being.
    pub acting: Stated<String>,
    /// Town or region.
    pub area: Stated<String>,
    /// First day.
    pub start_date: Stated<Date>,
    /// Last day.
    pub end_date: Stated<Date>,
    /// The event that gave the seat.
    pub event: Option<String>,
    /// The organ, as written.
    pub organ: Option<String>,
    /// Where the whole claim stands: item, clause or row.
    pub evidence: Vec<super::Evidence>,
}

/// An assembly, meeting or decision that filled an organ.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `event/1` … in the register's order.
    pub id: String,
    /// The document that tells of it.
    pub source: SourceId,
    /// The body whose organ was filled.
    pub organization: Option<String>,
    /// The organ, as written.
    pub organ: Option<Cited<String>>,
    /// What kind of event.
    pub classification: Option<Cited<Classification>>,
    /// When it began.
    pub start_date: Option<Cited<Date>>,
    /// The weekday as written.
    pub weekday: Option<Cited<Weekday>>,
    /// Where.
    pub location: Option<Cited<String>>,
    /// For how many years.
    pub years: Option<Cited<u32>>,
    /// First day, month or year of the mandate.
    pub term_start: Option<Cited<Date>>,
    /// Last day, month or year of the mandate.
    pub term_end: Option<Cited<Date>>,
}
