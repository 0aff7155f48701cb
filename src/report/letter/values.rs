//! The slots of letters, the same for every kind.
//!
//! In: a register and who a letter goes to. Out: [`Values`]. Always holds: what sources disagree on is left out, and
//! told among the blanks; what is not known is left out in silence.

use super::doubts::{Doubts, Field};
use super::settings::Meeting;
use crate::document::Sources;
use crate::model::{Cited, Classification, Evidence, Gender, Person, Stated};
use crate::report::boards::{Board, Seat};
use crate::report::roster::affiliation;
use crate::text::is_arabic;
use serde::Serialize;

/// What a letter says. A slot that a kind has no value for is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Values {
    pub(super) organization: Body,
    pub(super) organ: Option<String>,
    pub(super) event: Assembly,
    pub(super) term: Term,
    pub(super) person: Addressee,
    pub(super) seat: SeatSlots,
    pub(super) members: Vec<Line>,
    pub(super) outgoing: Vec<Line>,
    pub(super) membership: Membership,
    pub(super) dues: Dues,
    pub(super) meeting: Meeting,
    pub(super) authority: Option<String>,
    pub(super) authority_fr: Option<String>,
    pub(super) copies: Vec<String>,
    pub(super) copies_fr: Vec<String>,
}

/// The body that writes, or whose board was renewed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Body {
    pub(super) name: Option<String>,
    pub(super) latin_name: Option<String>,
    pub(super) other_names: Vec<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Assembly {
    pub(super) classification: Option<Classification>,
    pub(super) date: Option<String>,
    pub(super) location: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Term {
    pub(super) years: Option<u32>,
    pub(super) start_date: Option<String>,
    pub(super) end_date: Option<String>,
    /// Sources disagree on it, so that a blank stands for it.
    pub(super) disputed: bool,
}

/// Somebody a letter speaks to.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Addressee {
    pub(super) name: Option<String>,
    pub(super) latin_name: Option<String>,
    pub(super) honorific_prefix: Option<String>,
    pub(super) gender: Option<Gender>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct SeatSlots {
    pub(super) post: Option<String>,
    pub(super) role: Option<String>,
    pub(super) portfolio: Option<String>,
    /// Sources disagree on the portfolio, so that a blank stands for it.
    pub(super) disputed: bool,
}

/// A line of a list of people.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) name: Option<String>,
    pub(super) latin_name: Option<String>,
    pub(super) gender: Option<Gender>,
    pub(super) post: Option<String>,
    pub(super) portfolio: Option<String>,
    /// Sources disagree on the portfolio, so that a blank stands for it.
    pub(super) disputed: bool,
    pub(super) profession: Option<String>,
    /// No document that is read gives these three; they are written by hand.
    pub(super) address: Option<String>,
    pub(super) birth: Option<String>,
    pub(super) identity: Option<String>,
}

/// What the register of members says of a member.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Membership {
    pub(super) identifier: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) role: Option<String>,
    pub(super) joined: Option<String>,
}

/// What is owed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Dues {
    pub(super) years: Vec<DuesYear>,
    pub(super) total: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct DuesYear {
    pub(super) year: Option<i32>,
    pub(super) due: Option<String>,
    pub(super) paid: Option<String>,
    pub(super) owed: Option<String>,
}

/// A value left out because sources disagree on it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blank {
    pub(super) field: Field,
    pub(super) person: String,
    pub(super) places: Vec<Evidence>,
}

/// Reads values, and notes those it leaves out.
pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) doubts: &'a Doubts,
    pub(super) blanks: Vec<Blank>,
}

impl Reader<'_> {
    /// `value`, unless its claims differ or a finding doubts it.
    fn sure<T>(
        &mut self,
        value: Option<T>,
        field: Field,
        of: &str,
        differs: bool,
        places: &[&Evidence],
    ) -> Option<T> {
        let value = value?;
        if !differs && !self.doubts.reach(field, places.iter().copied(), self.sources) {
            return Some(value);
        }
        let places = places.iter().map(|&place| place.clone()).collect();
        self.blanks.push(Blank { field, person: of.to_owned(), places });
        None
    }

    fn stated<T: Clone + PartialEq>(
        &mut self,
        stated: &Stated<T>,
        field: Field,
        of: &str,
        names: &[&Evidence],
    ) -> Option<T> {
        let mut places: Vec<&Evidence> = stated.claims().iter().flat_map(Cited::evidence).collect();
        places.extend(names);
        self.sure(stated.value().cloned(), field, of, stated.is_disputed(), &places)
    }

    /// What a board says of its body, its event and everybody on it.
    pub(super) fn board(&mut self, board: &Board<'_>) -> Values {
        let event = board.event;
        let body = board.organization;
        let names: Vec<&String> = body
            .into_iter()
            .flat_map(|body| body.name.claims().iter().chain(body.other_names.claims()))
            .map(|claim| &claim.value)
            .collect();
        let name = body.and_then(|body| body.name.value().cloned());
        let of = name.clone().unwrap_or_default();
        let date = event.and_then(|event| event.start_date.as_ref());
        let places: Vec<&Evidence> = date
            .into_iter()
            .flat_map(Cited::evidence)
            .chain(event.and_then(|event| event.weekday.as_ref()).into_iter().flat_map(Cited::evidence))
            .collect();
        let date = self.sure(date.map(|date| date.value.to_string()), Field::Date, &of, false, &places);
        let term = event.map(|event| {
            let years = event.years.as_ref();
            let (start, end) = (event.term_start.as_ref(), event.term_end.as_ref());
            let mut places: Vec<&Evidence> = years.into_iter().flat_map(Cited::evidence).collect();
            places.extend(start.into_iter().chain(end).flat_map(Cited::evidence));
            let term = Term {
                years: years.map(|years| years.value),
                start_date: start.map(|date| date.value.to_string()),
                end_date: end.map(|date| date.value.to_string()),
                disputed: false,
            };
            let told = !places.is_empty();
            let sure = self.sure(told.then_some(term), Field::Term, &of, false, &places);
            sure.unwrap_or(Term { disputed: told, ..Term::default() })
        });
        Values {
            organization: Body {
                latin_name: names.iter().find(|name| !name.chars().any(is_arabic)).map(|&name| name.clone()),
                other_names: body
                    .map(|body| body.other_names.claims().iter().map(|claim| claim.value.clone()).collect())
                    .unwrap_or_default(),
                name,
            },
            organ: event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.clone()),
            event: Assembly {
                classification: event.and_then(|event| event.classification.as_ref()).map(|kind| kind.value),
                date,
                location: event.and_then(|event| event.location.as_ref()).map(|place| place.value.clone()),
            },
            term: term.unwrap_or_default(),
            ..Values::default()
        }
    }

    /// Everybody on a board.
    pub(super) fn members(&mut self, board: &Board<'_>) -> Vec<Line> {
        let line = |(seat, number): (&Seat<'_>, usize)| {
            let (person, slots) = self.seat(seat);
            Line {
                number,
                name: person.name,
                latin_name: person.latin_name,
                gender: person.gender,
                post: slots.post,
                portfolio: slots.portfolio,
                disputed: slots.disputed,
                profession: self.profession(seat),
                ..Line::default()
            }
        };
        board.seats.iter().zip(1..).map(line).collect()
    }

    fn profession(&mut self, seat: &Seat<'_>) -> Option<String> {
        let of = seat.name().unwrap_or_default();
        let places = own_names(seat.person, &seat.membership.evidence);
        self.sure(affiliation(seat), Field::Affiliation, &of, false, &places)
    }

    /// Who holds a seat, and which.
    pub(super) fn seat(&mut self, seat: &Seat<'_>) -> (Addressee, SeatSlots) {
        let name = seat.name();
        let of = name.clone().unwrap_or_default();
        let places = own_names(seat.person, &seat.membership.evidence);
        let membership = seat.membership;
        let person = Addressee {
            name: self.sure(name, Field::Name, &of, false, &places),
            ..self.person(seat.person, &of, &places)
        };
        let certain = |stated: &Stated<String>| stated.value().filter(|_| !stated.is_disputed()).cloned();
        let slots = SeatSlots {
            post: self.stated(&membership.post, Field::Post, &of, &places).map(|post| post.0),
            role: certain(&membership.role),
            portfolio: self.stated(&membership.portfolio, Field::Portfolio, &of, &[]),
            disputed: membership.portfolio.is_disputed(),
        };
        (person, slots)
    }

    /// Somebody of the register, without the Arabic name.
    pub(super) fn person(&mut self, person: &Person, of: &str, places: &[&Evidence]) -> Addressee {
        let certain = |stated: &Stated<String>| stated.value().filter(|_| !stated.is_disputed()).cloned();
        let latin =
            person.latin_name.value().or(person.name.value().filter(|name| !name.chars().any(is_arabic)));
        let doubted = self.doubts.reach(Field::Name, places.iter().copied(), self.sources);
        Addressee {
            name: None,
            latin_name: latin.filter(|_| !doubted).cloned(),
            honorific_prefix: certain(&person.honorific_prefix),
            gender: self.stated(&person.gender, Field::Gender, of, places),
        }
    }

    /// True when a finding doubts what a row tells of `field` beside this name.
    pub(super) fn doubts_row(&mut self, field: Field, of: &str, places: &[&Evidence]) -> bool {
        self.sure(Some(()), field, of, false, places).is_none()
    }

    /// `name` of a row, unless a finding doubts it.
    pub(super) fn row_name(&mut self, name: &Cited<String>) -> Option<String> {
        let places: Vec<&Evidence> = name.evidence().collect();
        self.sure(Some(name.value.clone()), Field::Name, &name.value, false, &places)
    }
}

/// Where the documents of `sources` name the person.
fn own_names<'a>(person: &'a Person, sources: &[Evidence]) -> Vec<&'a Evidence> {
    let claims = person.name.claims().iter().chain(person.latin_name.claims());
    let places = claims.flat_map(Cited::evidence);
    places.filter(|place| sources.iter().any(|known| known.source == place.source)).collect()
}
