//! Successive events of one organ: who sat when, who stayed, came, left and changed seats.
//!
//! In: a [`Register`]. Out: [`Sitting`]s, in order of their days, and the board as of a day. Always holds: an
//! appointment or handover changes the seats it speaks of and leaves the others as they were; an event without a day
//! is taken to be older than those that have one.

use super::Register;
use crate::calendar::Date;
use crate::model::{Classification, Event, Membership, PostId, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// An organ as one event left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting<'a> {
    /// The id of the body, when the documents name it.
    pub organization: Option<&'a str>,
    /// The organ, by number within the register: names that differ in articles and endings are one organ.
    pub organ: usize,
    /// What filled the seats.
    pub event: &'a Event,
    /// The first day.
    pub start: Option<Date>,
    /// The last day of the mandate, as stated or reckoned from its years.
    pub end: Option<Date>,
    /// The day on which the next event of the organ came.
    pub until: Option<Date>,
    /// Everybody who sits, those who sat before and stayed on included; in the order of the documents.
    pub seats: Vec<&'a Membership>,
    /// What is different from the sitting before; empty for the first.
    pub changes: Vec<Change<'a>>,
    /// Seats that one person held in the sitting before and nobody holds now.
    pub vacant: Vec<&'a PostId>,
}

impl<'a> Sitting<'a> {
    /// The seats held for the time being.
    pub fn acting(&self) -> impl Iterator<Item = &'a Membership> {
        self.seats.iter().copied().filter(|seat| seat.acting.value().is_some())
    }
}

/// What became of somebody from one sitting to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change<'a> {
    /// Sits on, in the same seat.
    Stayed(&'a Membership),
    /// Sits on, in another seat: before and after.
    Moved(&'a Membership, &'a Membership),
    /// Sat before.
    Left(&'a Membership),
    /// Did not sit before.
    Came(&'a Membership),
}

/// Whether an event fills the whole organ or some seats of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Whole,
    Part,
}

impl Register {
    /// All sittings, by body and organ, each organ's in order of their days.
    #[must_use]
    pub fn sittings(&self) -> Vec<Sitting<'_>> {
        let mut organs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, event) in self.events.iter().enumerate() {
            let body = event.organization.as_deref().map_or(usize::MAX, number);
            let organ = self.index.organs.get(at).copied().unwrap_or(at);
            organs.entry((body, organ)).or_default().push(at);
        }
        let filled = self.filled();
        let mut out = Vec::new();
        for ((_, organ), mut events) in organs {
            events.sort_by_key(|&at| (day(&self.events[at]), at));
            let first = out.len();
            for at in events {
                let before = out[first..].last();
                let sitting = self.sitting(at, organ, before, &filled);
                // An event that fills nothing and empties nothing says nothing of the organ.
                if !sitting.seats.is_empty() || !sitting.changes.is_empty() {
                    out.push(sitting);
                }
            }
            for at in first..out.len().saturating_sub(1) {
                out[at].until = out[at + 1].start;
            }
        }
        out
    }

    /// The organs of `organization` as of `date`: of each the last sitting that had begun by then.
    #[must_use]
    pub fn board(&self, organization: &str, date: Date) -> Vec<Sitting<'_>> {
        let sittings = self.sittings();
        let mut latest: BTreeMap<usize, Sitting<'_>> = BTreeMap::new();
        for sitting in sittings.into_iter().filter(|known| known.organization == Some(organization)) {
            if sitting.start.is_none_or(|start| start <= date) {
                latest.insert(sitting.organ, sitting);
            }
        }
        latest.into_values().collect()
    }

    /// The seats that each event fills, and the outgoing that it tells of.
    fn filled(&self) -> BTreeMap<&str, Vec<&Membership>> {
        let mut out: BTreeMap<&str, Vec<&Membership>> = BTreeMap::new();
        for membership in &self.memberships {
            if let (Standing::Seat | Standing::Outgoing, Some(event)) =
                (membership.standing, &membership.event)
            {
                out.entry(event).or_default().push(membership);
            }
        }
        out
    }

    fn sitting<'a>(
        &'a self,
        at: usize,
        organ: usize,
        before: Option<&Sitting<'a>>,
        filled: &BTreeMap<&str, Vec<&'a Membership>>,
    ) -> Sitting<'a> {
        let event = &self.events[at];
        let told = filled.get(event.id.as_str()).map_or(&[][..], Vec::as_slice);
        let of = |standing: Standing| told.iter().copied().filter(move |known| known.standing == standing);
        let mut seats: Vec<&Membership> = Vec::new();
        let count = before.map_or(0, |before| before.seats.len());
        if let (Scope::Part, Some(before)) = (scope(event, of(Standing::Seat).count(), count), before) {
            let gone: BTreeSet<&str> = of(Standing::Outgoing).map(|known| known.person.as_str()).collect();
            let taken = |known: &Membership| {
                let moved = of(Standing::Seat).any(|seat| seat.person == known.person);
                let replaced = of(Standing::Seat).any(|seat| {
                    seat.post.value() == known.post.value()
                        && known.post.value().is_some()
                        && alone(known, &before.seats)
                });
                moved || replaced || gone.contains(known.person.as_str())
            };
            seats.extend(before.seats.iter().copied().filter(|known| !taken(known)));
        }
        seats.extend(of(Standing::Seat));
        let end = seats.iter().rev().find_map(|seat| seat.end_date.value().copied());
        let changes = before.map(|before| changes(&before.seats, &seats)).unwrap_or_default();
        let vacant = before.map(|before| vacant(&before.seats, &seats)).unwrap_or_default();
        Sitting {
            organization: event.organization.as_deref(),
            organ,
            event,
            start: day(event),
            end,
            until: None,
            seats,
            changes,
            vacant,
        }
    }
}

fn day(event: &Event) -> Option<Date> {
    event.start_date.as_ref().or(event.term_start.as_ref()).map(|date| date.value)
}

fn number(id: &str) -> usize {
    id.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(usize::MAX)
}

/// How much of its organ an event fills, by its kind, the seats it tells of and those filled before.
///
/// A board that meets and gives one or two of its many seats away keeps the others; an assembly of which only the
/// president is told has elected a whole board.
fn scope(event: &Event, told: usize, before: usize) -> Scope {
    match event.classification.as_ref().map(|kind| kind.value) {
        Some(Classification::Appointment | Classification::Handover) => Scope::Part,
        Some(Classification::BoardMeeting) if told <= FEW && told * 2 <= before => Scope::Part,
        _ => Scope::Whole,
    }
}

/// Seats that a meeting of a board may give away without renewing it.
const FEW: usize = 2;

/// True when nobody else holds the seat of `seat`.
fn alone(seat: &Membership, seats: &[&Membership]) -> bool {
    seats.iter().filter(|known| known.post.value() == seat.post.value()).count() == 1
}

fn changes<'a>(before: &[&'a Membership], after: &[&'a Membership]) -> Vec<Change<'a>> {
    let mut out = Vec::new();
    let mut taken = vec![false; before.len()];
    let mut take = |wanted: &dyn Fn(&Membership) -> bool| {
        let at = before.iter().enumerate().position(|(at, known)| !taken[at] && wanted(known))?;
        taken[at] = true;
        Some(before[at])
    };
    for seat in after {
        let person = |known: &Membership| known.person == seat.person;
        let same = take(&|known: &Membership| person(known) && known.post.value() == seat.post.value());
        out.push(match same {
            Some(_) => Change::Stayed(seat),
            None => match take(&person) {
                Some(old) => Change::Moved(old, seat),
                None => Change::Came(seat),
            },
        });
    }
    out.extend(before.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(seat, _)| Change::Left(seat)));
    out
}

fn vacant<'a>(before: &[&'a Membership], after: &[&'a Membership]) -> Vec<&'a PostId> {
    let held = |post: &PostId| after.iter().any(|seat| seat.post.value() == Some(post));
    let seats = before.iter().copied().filter(|seat| alone(seat, before));
    let mut out: Vec<&PostId> =
        seats.filter_map(|seat| seat.post.value()).filter(|post| !held(post)).collect();
    out.sort();
    out
}
