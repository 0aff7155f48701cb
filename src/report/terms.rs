//! The terms of each organ as they are written: who sat from when to when, and what changed.

use crate::model::{Membership, PostId};
use crate::register::{Change, Register, Sitting};
use schemars::JsonSchema;
use serde::Serialize;

/// An organ as one event left it, until the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterTerm")]
pub struct TermView {
    /// `term/1` … by body, organ and day.
    pub id: String,
    /// The body.
    pub organization_id: Option<String>,
    /// The event that filled the seats.
    pub event_id: String,
    /// First day.
    pub start_date: Option<String>,
    /// Last day of the mandate, as stated or reckoned from its years.
    pub end_date: Option<String>,
    /// The day on which the next term began.
    pub until: Option<String>,
    /// The memberships of those who sit, in the order of the documents.
    pub membership_ids: Vec<String>,
    /// Those of them that are held for the time being.
    pub acting_ids: Vec<String>,
    /// What is different from the term before.
    pub changes: Vec<ChangeView>,
    /// Seats that one person held in the term before and nobody holds now.
    pub vacant: Vec<String>,
}

/// What became of somebody from one term to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RegisterChange")]
pub struct ChangeView {
    /// `stayed`, `moved`, `left` or `came`.
    pub what: &'static str,
    /// Who.
    pub person_id: String,
    /// The seat before.
    pub from: Option<String>,
    /// The seat now.
    pub to: Option<String>,
}

/// All terms of a register.
pub(super) fn terms(register: &Register) -> Vec<TermView> {
    register.sittings().iter().zip(1..).map(|(sitting, number)| term(sitting, number)).collect()
}

fn term(sitting: &Sitting<'_>, number: usize) -> TermView {
    TermView {
        id: format!("term/{number}"),
        organization_id: sitting.organization.map(str::to_owned),
        event_id: sitting.event.id.clone(),
        start_date: sitting.start.map(|date| date.to_string()),
        end_date: sitting.end.map(|date| date.to_string()),
        until: sitting.until.map(|date| date.to_string()),
        membership_ids: sitting.seats.iter().map(|seat| seat.id.clone()).collect(),
        acting_ids: sitting.acting().map(|seat| seat.id.clone()).collect(),
        changes: sitting.changes.iter().map(change).collect(),
        vacant: sitting.vacant.iter().map(|post| post.0.clone()).collect(),
    }
}

fn change(change: &Change<'_>) -> ChangeView {
    let post = |seat: &Membership| seat.post.value().map(|PostId(post)| post.clone());
    let (what, seat, from, to) = match change {
        Change::Stayed(seat) => ("stayed", seat, post(seat), post(seat)),
        Change::Moved(old, new) => ("moved", new, post(old), post(new)),
        Change::Left(seat) => ("left", seat, post(seat), None),
        Change::Came(seat) => ("came", seat, None, post(seat)),
    };
    ChangeView { what, person_id: seat.person.clone(), from, to }
}
