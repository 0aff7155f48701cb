//! The boards of a register: for each organ of a body, the seats that its latest event filled.

use crate::calendar::Date;
use crate::model::{Event, Membership, Organization, Person, Standing};
use crate::register::{Register, Sitting};
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
    /// The holder's name as a document that gives the seat writes it: another document's spelling contradicts nothing.
    pub(super) fn name(&self) -> Option<String> {
        let sources: Vec<_> = self.membership.evidence.iter().map(|known| known.source).collect();
        let claims = || self.person.name.claims().iter().chain(self.person.latin_name.claims());
        let own = claims().find(|claim| claim.evidence().any(|known| sources.contains(&known.source)));
        own.or_else(|| claims().next()).map(|claim| claim.value.clone())
    }

    /// Where the seat stands among its document's.
    fn place(&self) -> (u32, usize) {
        self.membership.evidence.first().map_or((u32::MAX, 0), |known| (known.source.0, known.span.start()))
    }
}

/// All boards, in order of their bodies: of each organ the last that sat by `as_of`, or the first when none did yet.
pub(super) fn boards(register: &Register, as_of: Date) -> Vec<Board<'_>> {
    let mut affiliations: BTreeMap<&str, Vec<&Membership>> = BTreeMap::new();
    for membership in register.memberships.iter().filter(|known| known.standing == Standing::Affiliation) {
        affiliations.entry(&membership.person).or_default().push(membership);
    }
    let mut chosen: Vec<Sitting<'_>> = Vec::new();
    for sitting in register.sittings() {
        let begun = sitting.start.is_none_or(|start| start <= as_of);
        match chosen.last_mut() {
            Some(last) if (last.organization, last.organ) == (sitting.organization, sitting.organ) => {
                if begun {
                    *last = sitting;
                }
            }
            _ => chosen.push(sitting),
        }
    }
    chosen.retain(|sitting| !sitting.seats.is_empty());
    chosen
        .into_iter()
        .map(|sitting| {
            let organization = sitting.organization.and_then(|id| register.organization(id));
            let seats =
                sitting.seats.iter().filter_map(|membership| seat(register, membership, &affiliations));
            let mut seats: Vec<Seat<'_>> = seats.collect();
            seats.sort_by_key(Seat::place);
            Board { organization, event: Some(sitting.event), seats }
        })
        .collect()
}

fn seat<'a>(
    register: &'a Register,
    membership: &'a Membership,
    affiliations: &BTreeMap<&str, Vec<&'a Membership>>,
) -> Option<Seat<'a>> {
    let person = register.person(&membership.person)?;
    let sources: Vec<_> = membership.evidence.iter().map(|known| known.source).collect();
    let beside = affiliations.get(person.id.as_str()).into_iter().flatten();
    let beside = beside.filter(|known| known.evidence.iter().any(|place| sources.contains(&place.source)));
    let body = |known: &'a Membership| known.organization.as_deref().and_then(|id| register.organization(id));
    Some(Seat { person, membership, affiliations: beside.map(|&known| (known, body(known))).collect() })
}
