//! `roster.pdf`: the boards, one section a body, with the words each line was read from.

use super::boards::{Board, Seat, boards};
use super::{Made, Reports};
use crate::model::{Gender, Membership, Organization, Stated};
use serde::Serialize;

/// The template of the roster.
const TEMPLATE: &str = "roster.ar.md";

#[derive(Serialize)]
struct Values {
    as_of: String,
    organizations: Vec<Section>,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct Section {
    name: String,
    other_names: Vec<String>,
    organ: Option<String>,
    date: Option<String>,
    weekday: Option<String>,
    location: Option<String>,
    years: Option<u32>,
    seats: Vec<Line>,
    findings: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    number: usize,
    name: String,
    gender: Option<Gender>,
    post: Option<String>,
    role: Option<String>,
    portfolio: Option<String>,
    affiliation: Option<String>,
    source: Option<usize>,
}

#[derive(Serialize)]
struct SourceLine {
    number: usize,
    path: String,
    sha256: String,
    title: Option<String>,
}

/// The best claim's words.
pub(super) fn best(stated: &Stated<String>) -> Option<String> {
    stated.value().cloned()
}

/// Where somebody comes from, in one line: «المدير العام، قطب النسيج (C2TM)».
pub(super) fn affiliation(seat: &Seat<'_>) -> Option<String> {
    let each = seat.affiliations.iter().enumerate().map(|(at, (membership, body))| {
        let same = |(_, known): &(&Membership, Option<&Organization>)| {
            known.zip(*body).is_some_and(|(known, body)| known.id == body.id)
        };
        // Two roles in one body name it once.
        let told = seat.affiliations.iter().take(at).any(same);
        let name = body.filter(|_| !told).and_then(|body| best(&body.name));
        let mut parts: Vec<String> = [best(&membership.role), name].into_iter().flatten().collect();
        parts.extend(best(&membership.area));
        parts.join("، ")
    });
    let lines: Vec<String> = each.filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("؛ "))
}

/// The roster.
pub(super) fn make(reports: &Reports<'_>) -> Made {
    let paths: Vec<&str> = reports.sources.iter().map(|document| document.path.as_str()).collect();
    let number = |path: &str| paths.iter().position(|known| *known == path).map(|at| at + 1);
    let sections: Vec<Section> = boards(reports.register, reports.as_of)
        .iter()
        .map(|board| section(reports, board, &number))
        .collect();
    let sources = reports.sources.iter().zip(1..).map(|(document, number)| SourceLine {
        number,
        path: document.path.clone(),
        sha256: document.sha256.chars().take(16).collect(),
        title: document.head.title.clone(),
    });
    let values =
        Values { as_of: reports.as_of.to_string(), organizations: sections, sources: sources.collect() };
    let mut made = Made::default();
    reports.pdf("roster.pdf", TEMPLATE, &values, &mut made);
    made
}

fn section(reports: &Reports<'_>, board: &Board<'_>, number: &dyn Fn(&str) -> Option<usize>) -> Section {
    let event = board.event;
    let body = board.organization;
    let seats = board.seats.iter().zip(1..).map(|(seat, at)| Line {
        number: at,
        name: seat.name().unwrap_or_default(),
        gender: seat.person.gender.value().copied(),
        post: seat.membership.post.value().map(|post| post.0.clone()),
        role: best(&seat.membership.role),
        portfolio: best(&seat.membership.portfolio),
        affiliation: affiliation(seat),
        source: seat
            .membership
            .evidence
            .first()
            .and_then(|known| reports.sources.get(known.source))
            .and_then(|document| number(&document.path)),
    });
    let source = event.map(|event| event.source);
    let path = source.and_then(|source| reports.sources.get(source)).map(|document| document.path.as_str());
    let about = reports.findings.iter().filter(|finding| {
        path.is_some_and(|path| finding.evidence.iter().any(|known| known.source.as_deref() == Some(path)))
    });
    Section {
        name: body.and_then(|body| best(&body.name)).unwrap_or_default(),
        other_names: body
            .map(|body| body.other_names.claims().iter().map(|claim| claim.value.clone()).collect())
            .unwrap_or_default(),
        organ: event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.clone()),
        date: event.and_then(|event| event.start_date.as_ref()).map(|date| date.value.to_string()),
        weekday: event.and_then(|event| event.weekday.as_ref()).map(|day| day.value.id().to_owned()),
        location: event.and_then(|event| event.location.as_ref()).map(|place| place.value.clone()),
        years: event.and_then(|event| event.years.as_ref()).map(|years| years.value),
        seats: seats.collect(),
        findings: about.map(|finding| finding.message.ar.clone()).collect(),
    }
}
