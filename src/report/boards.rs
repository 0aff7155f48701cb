//! The boards of a register: for each organ of a body, the seats that its latest event filled.

use crate::calendar::Date;
use crate::model::{Event, Membership, Organization, Person, Standing};
use crate::register::Register;
use std::collections::BTreeMap;

/// The seats of an organ.
#[derive(Debug, Clone)]
pub(super) struct Board<'a> {
    /// The body, when the documents name it.
    pub(super) organization: Option<&'a Organization>,
    /// What filled the seats.
    pub(super) event: Option<&'a Event>,
    /// The seats, in the order of the documents.
    pub(super) seats: Vec<Seat<'a>>,
}

/// A seat and who holds it.
#[derive(Debug, Clone)]
pub(super) struct Seat<'a> {
    /// Who.
    pub(super) person: &'a Person,
    /// The seat.
    pub(super) membership: &'a Membership,
    /// Where the holder comes from: the other memberships that the same event's document gives.
    pub(super) affiliations: Vec<(&'a Membership, Option<&'a Organization>)>,
}

impl Seat<'_> {
    /// Where the seat stands among its document's.
    fn place(&self) -> (u32, usize) {
        self.membership.evidence.first().map_or((u32::MAX, 0), |known| (known.source.0, known.span.start()))
    }
}

/// All boards, in order of their bodies.
pub(super) fn boards(register: &Register) -> Vec<Board<'_>> {
    let people: BTreeMap<&str, &Person> =
        register.people.iter().map(|person| (person.id.as_str(), person)).collect();
    let bodies: BTreeMap<&str, &Organization> =
        register.organizations.iter().map(|body| (body.id.as_str(), body)).collect();
    let events: BTreeMap<&str, &Event> =
        register.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let mut affiliations: BTreeMap<&str, Vec<&Membership>> = BTreeMap::new();
    let mut groups: BTreeMap<(Option<&str>, Option<&str>), Vec<Seat<'_>>> = BTreeMap::new();
    for membership in &register.memberships {
        if membership.standing == Standing::Affiliation {
            affiliations.entry(membership.person.as_str()).or_default().push(membership);
        }
    }
    for membership in register.memberships.iter().filter(|known| known.standing == Standing::Seat) {
        let Some(&person) = people.get(membership.person.as_str()) else { continue };
        let sources: Vec<_> = membership.evidence.iter().map(|known| known.source).collect();
        let beside = affiliations.get(person.id.as_str()).into_iter().flatten();
        let beside =
            beside.filter(|known| known.evidence.iter().any(|place| sources.contains(&place.source)));
        let body = |known: &Membership| known.organization.as_deref().and_then(|id| bodies.get(id).copied());
        let seat =
            Seat { person, membership, affiliations: beside.map(|known| (*known, body(known))).collect() };
        groups
            .entry((membership.organization.as_deref(), membership.event.as_deref()))
            .or_default()
            .push(seat);
    }
    let mut latest: BTreeMap<(Option<&str>, Option<&str>), Board<'_>> = BTreeMap::new();
    for ((organization, event), mut seats) in groups {
        seats.sort_by_key(Seat::place);
        let event = event.and_then(|id| events.get(id).copied());
        let organ = event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.as_str());
        let board = Board { organization: organization.and_then(|id| bodies.get(id).copied()), event, seats };
        let known = latest.get(&(organization, organ));
        if known.is_none_or(|known| day(known) <= day(&board)) {
            latest.insert((organization, organ), board);
        }
    }
    latest.into_values().collect()
}

fn day(board: &Board<'_>) -> Option<Date> {
    board.event.and_then(|event| event.start_date.as_ref()).map(|date| date.value)
}
