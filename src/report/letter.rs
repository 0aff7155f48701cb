//! Letters: one notification of election to each seat holder.
//!
//! Always holds: a letter bears only values that no source contradicts; one that is disputed is left blank, to be
//! filled by hand.

use super::boards::{Board, Seat, boards};
use super::roster::best;
use super::{Output, ReportError, Reports};
use crate::model::{Gender, Stated};
use crate::pdf::{Meta, Press};
use crate::report::Sender;
use crate::typeset::{Pages, Setter};
use serde::Serialize;

/// The template of the notification of election.
const NOTIFICATION: &str = "letters/notification.ar.md";
/// How many letters share the work of making fonts ready: enough for its cost to vanish among them, few enough for
/// threads to share the letters out.
pub(super) const TOGETHER: usize = 32;
/// The longest part of a file name that comes from a document, in characters.
const LONGEST_NAME: usize = 60;

/// The slots of a notification of election.
#[derive(Serialize)]
struct Values {
    reference: String,
    as_of: String,
    sender: Sender,
    organization: Body,
    organ: Option<String>,
    event: Assembly,
    term: Term,
    person: Addressee,
    seat: SeatSlots,
}

#[derive(Serialize)]
struct Body {
    name: Option<String>,
    other_names: Vec<String>,
}

#[derive(Serialize)]
struct Assembly {
    classification: Option<crate::model::Classification>,
    date: Option<String>,
    location: Option<String>,
}

#[derive(Serialize)]
struct Term {
    years: Option<u32>,
    start_date: Option<String>,
    end_date: Option<String>,
}

#[derive(Serialize)]
struct Addressee {
    name: Option<String>,
    honorific_prefix: Option<String>,
    gender: Option<Gender>,
}

#[derive(Serialize)]
struct SeatSlots {
    post: Option<String>,
    role: Option<String>,
    portfolio: Option<String>,
}

/// A letter to be made: its number in the run and the seat it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    board: usize,
    seat: usize,
    number: usize,
}

/// All letters of a run, in order.
pub(super) fn letters(reports: &Reports<'_>) -> Vec<Letter> {
    let mut out = Vec::new();
    for (board, seats) in
        boards(reports.register, reports.as_of).iter().map(|board| board.seats.len()).enumerate()
    {
        out.extend((0..seats).map(|seat| (board, seat)));
    }
    out.into_iter().zip(1..).map(|((board, seat), number)| Letter { board, seat, number }).collect()
}

/// The value nobody contradicts.
fn certain<T: Clone + PartialEq>(stated: &Stated<T>) -> Option<T> {
    stated.value().filter(|_| !stated.is_disputed()).cloned()
}

/// Letters as files of their own, their fonts made ready once for all of them.
///
/// # Errors
/// A template that cannot be used, a character no font covers.
pub(super) fn make(reports: &Reports<'_>, letters: &[Letter]) -> Result<Vec<Output>, ReportError> {
    let (set, press) = set(reports, letters)?;
    let meta = Meta { date: reports.as_of };
    let mut outputs = Vec::with_capacity(set.len());
    for Set { number, name, pages } in set {
        let path = format!("letters/{number:03}-notification-{}.pdf", file_name(&name));
        outputs.push(Output { path, bytes: press.bytes(&pages, &meta)? });
    }
    Ok(outputs)
}

/// All letters in one file, to be printed, with a bookmark for each.
///
/// # Errors
/// A template that cannot be used, a character no font covers.
pub(super) fn print(reports: &Reports<'_>, letters: &[Letter]) -> Result<Vec<Output>, ReportError> {
    let (set, press) = set(reports, letters)?;
    let parts = set.into_iter().map(|letter| (format!("{} {}", letter.number, letter.name), letter.pages));
    let Some(pages) = Pages::joined(parts) else { return Ok(Vec::new()) };
    let bytes = press.bytes(&pages, &Meta { date: reports.as_of })?;
    Ok(vec![Output { path: "letters.pdf".to_owned(), bytes }])
}

/// A letter on its pages.
struct Set {
    number: usize,
    name: String,
    pages: Pages,
}

fn set(reports: &Reports<'_>, letters: &[Letter]) -> Result<(Vec<Set>, Press), ReportError> {
    let boards = boards(reports.register, reports.as_of);
    let mut setter = Setter::new(reports.fonts);
    let mut out = Vec::with_capacity(letters.len());
    for letter in letters {
        let Some(board) = boards.get(letter.board) else { continue };
        let Some(seat) = board.seats.get(letter.seat) else { continue };
        let values = values(reports, board, seat, letter.number);
        let sheet = reports.templates.sheet(NOTIFICATION, &values)?;
        let name = values.person.name.unwrap_or_default();
        let pages =
            setter.pages(&sheet).map_err(|error| ReportError::Page { template: NOTIFICATION, error })?;
        out.push(Set { number: letter.number, name, pages });
    }
    Ok((out, Press::new(&setter.into_glyphs(), reports.fonts)?))
}

fn values(reports: &Reports<'_>, board: &Board<'_>, seat: &Seat<'_>, number: usize) -> Values {
    let event = board.event;
    let (year, ..) = reports.as_of.parts();
    let date =
        |cited: Option<&crate::model::Cited<crate::calendar::Date>>| cited.map(|date| date.value.to_string());
    Values {
        reference: format!("{year}/{number:03}"),
        as_of: reports.as_of.to_string(),
        sender: reports.sender.clone(),
        organization: Body {
            name: board.organization.and_then(|body| best(&body.name)),
            other_names: board
                .organization
                .map(|body| body.other_names.claims().iter().map(|claim| claim.value.clone()).collect())
                .unwrap_or_default(),
        },
        organ: event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.clone()),
        event: Assembly {
            classification: event.and_then(|event| event.classification.as_ref()).map(|kind| kind.value),
            date: date(event.and_then(|event| event.start_date.as_ref())),
            location: event.and_then(|event| event.location.as_ref()).map(|place| place.value.clone()),
        },
        term: Term {
            years: event.and_then(|event| event.years.as_ref()).map(|years| years.value),
            start_date: date(event.and_then(|event| event.term_start.as_ref())),
            end_date: date(event.and_then(|event| event.term_end.as_ref())),
        },
        person: Addressee {
            name: seat.name(),
            honorific_prefix: certain(&seat.person.honorific_prefix),
            gender: certain(&seat.person.gender),
        },
        seat: SeatSlots {
            post: certain(&seat.membership.post).map(|post| post.0),
            role: certain(&seat.membership.role),
            portfolio: certain(&seat.membership.portfolio),
        },
    }
}

/// `name` as part of a file name: letters, digits and hyphens alone, so that no name ever chooses a path.
fn file_name(name: &str) -> String {
    let words = crate::text::plain(name);
    let kept: String =
        words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(LONGEST_NAME).collect();
    let parts: Vec<&str> = kept.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "unnamed".to_owned() } else { parts.join("-") }
}
