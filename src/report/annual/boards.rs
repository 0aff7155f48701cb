//! Boards and what changed since the term before; seats that nobody holds; terms that end.

use super::super::boards::{Board, boards};
use super::super::cells::{Cell, Sheet};
use super::super::{Reports, roster::best};
use super::figures::{last_day, place};
use super::members::{Line, ends};
use super::words::{Wording, word};
use super::{Annex, Item, Section};
use crate::calendar::Date;
use crate::model::Membership;
use crate::register::{Change, Sitting};
use std::collections::BTreeMap;

/// A board, its term, and everybody who sits or has just left.
pub(super) struct Seated<'a> {
    label: String,
    sitting: Option<Sitting<'a>>,
    lines: Vec<Seat>,
}

/// Somebody who sits on a board, or has just left it.
struct Seat {
    /// Counted from 1 over all boards.
    number: usize,
    post: String,
    name: String,
    /// `stayed`, `moved`, `came` or `left`; none where there is no term before.
    change: Option<&'static str>,
    former: Option<String>,
    end: Option<Date>,
    place: String,
}

/// Every board as of the report's day.
pub(super) fn seated<'a>(reports: &Reports<'a>, words: &Wording) -> Vec<Seated<'a>> {
    let sittings = reports.register.sittings();
    let mut number = 0;
    let mut out = Vec::new();
    for board in boards(reports.register, reports.as_of) {
        let event = board.event.map(|event| event.id.as_str());
        let sitting = sittings.iter().find(|sitting| Some(sitting.event.id.as_str()) == event).cloned();
        let mut lines = seats(reports, &board, sitting.as_ref());
        for line in &mut lines {
            number += 1;
            line.number = number;
        }
        out.push(Seated { label: label(&board, words), sitting, lines });
    }
    out
}

fn label(board: &Board<'_>, words: &Wording) -> String {
    let organ = board.event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.clone());
    let body = board.organization.and_then(|body| best(&body.name));
    let parts: Vec<String> =
        [Some(organ.unwrap_or_else(|| words.board.clone())), body].into_iter().flatten().collect();
    parts.join(" – ")
}

fn post(reports: &Reports<'_>, membership: &Membership) -> String {
    let person = reports.register.person(&membership.person);
    let gender = person.and_then(|person| person.gender.value().copied());
    let named = membership.post.value().and_then(|post| reports.templates.post(&post.0, gender));
    named.or_else(|| best(&membership.role)).unwrap_or_default()
}

fn seats(reports: &Reports<'_>, board: &Board<'_>, sitting: Option<&Sitting<'_>>) -> Vec<Seat> {
    let changes = sitting.map_or(&[][..], |sitting| sitting.changes.as_slice());
    let end = sitting.and_then(|sitting| sitting.end);
    let sits = board.seats.iter().map(|seat| {
        let same = |known: &Membership| known.id == seat.membership.id;
        let change = changes.iter().find(|change| match change {
            Change::Stayed(known) | Change::Came(known) | Change::Moved(_, known) => same(known),
            Change::Left(_) => false,
        });
        let (change, former) = match change {
            Some(Change::Stayed(_)) => (Some("stayed"), None),
            Some(Change::Moved(old, _)) => (Some("moved"), Some(post(reports, old))),
            Some(Change::Came(_)) => (Some("came"), None),
            Some(Change::Left(_)) | None => (None, None),
        };
        Seat {
            number: 0,
            post: post(reports, seat.membership),
            name: seat.name().unwrap_or_default(),
            change,
            former,
            end: seat.membership.end_date.value().copied().or(end),
            place: place(seat.membership.evidence.first(), reports.sources),
        }
    });
    let gone = changes.iter().filter_map(|change| match change {
        Change::Left(seat) => Some(seat),
        _ => None,
    });
    let gone = gone.map(|seat| Seat {
        number: 0,
        post: String::new(),
        name: holder(reports, seat),
        change: Some("left"),
        former: Some(post(reports, seat)),
        end: None,
        place: place(seat.evidence.first(), reports.sources),
    });
    sits.chain(gone).collect()
}

fn holder(reports: &Reports<'_>, seat: &Membership) -> String {
    let person = reports.register.person(&seat.person);
    person.and_then(|person| best(&person.name).or_else(|| best(&person.latin_name))).unwrap_or_default()
}

/// The lines as numbered rows.
pub(super) fn annex(words: &Wording, seated: &[Seated<'_>]) -> Sheet {
    let keys = ["organ", "post", "name", "change", "former", "end", "place"];
    let rows = seated.iter().flat_map(|board| {
        board.lines.iter().map(|line| {
            vec![
                Cell::Text(board.label.clone()),
                Cell::text(Some(line.post.clone())),
                Cell::text(Some(line.name.clone())),
                Cell::text(line.change.map(|change| word(&words.changes, change))),
                Cell::text(line.former.clone()),
                Cell::date(line.end),
                Cell::text(Some(line.place.clone())),
            ]
        })
    });
    Annex::Seats.sheet(words, &keys, rows.collect())
}

/// The boards, their changes, vacant seats, and terms that end.
pub(super) fn sections(
    reports: &Reports<'_>,
    words: &Wording,
    seated: &[Seated<'_>],
    members: &[Line<'_>],
) -> Vec<Section> {
    let keys = ["number", "post", "name", "change", "former", "end", "place"];
    let mut out: Vec<Section> = seated.iter().map(|board| one(words, &keys, board)).collect();
    if out.is_empty() {
        let empty = words.section("board", &keys);
        let title = empty.title.trim_end_matches([' ', ':']).to_owned();
        out.push(Section { title, ..empty });
    }
    out.push(changes(words, seated));
    out.push(vacant(reports, words, seated));
    out.push(ending(reports, words, seated, members));
    out
}

fn one(words: &Wording, keys: &[&'static str], board: &Seated<'_>) -> Section {
    let section = words.section("board", keys);
    let rows = board.lines.iter().map(|line| {
        vec![
            Item::Number(line.number as i64),
            Item::Text(line.post.clone()),
            Item::Text(line.name.clone()),
            Item::Text(line.change.map(|change| word(&words.changes, change)).unwrap_or_default()),
            Item::Text(line.former.clone().unwrap_or_default()),
            line.end.map_or(Item::Text(String::new()), Item::Day),
            Item::Text(line.place.clone()),
        ]
    });
    Section { rows: rows.collect(), title: format!("{}{}", section.title, board.label), ..section }
}

fn changes(words: &Wording, seated: &[Seated<'_>]) -> Section {
    let kinds = ["stayed", "moved", "came", "left"];
    let compared = seated.iter().filter(|board| board.lines.iter().any(|line| line.change.is_some()));
    let rows = compared.map(|board| {
        let mut row = vec![Item::Text(board.label.clone())];
        row.extend(kinds.map(|kind| {
            let value = board.lines.iter().filter(|line| line.change == Some(kind)).count();
            let change = word(&words.changes, kind).replace('"', "\"\"");
            let formula = format!("SUMPRODUCT((Seats_organ=$A{{row}})*(Seats_change=\"{change}\"))");
            Item::Count { value: value as f64, formula }
        }));
        row.push(Item::Rows(Annex::Seats, board.lines.iter().map(|line| line.number).collect()));
        row
    });
    let section = words.section("changes", &["label", "stayed", "moved", "came", "left", "rows"]);
    Section { rows: rows.collect(), ..section }
}

fn vacant(reports: &Reports<'_>, words: &Wording, seated: &[Seated<'_>]) -> Section {
    let mut section = words.section("vacant", &["label", "post", "holder", "place"]);
    for board in seated {
        let Some(sitting) = &board.sitting else { continue };
        for wanted in &sitting.vacant {
            let last = sitting.changes.iter().find_map(|change| match change {
                Change::Left(seat) | Change::Moved(seat, _) if seat.post.value() == Some(*wanted) => {
                    Some(*seat)
                }
                _ => None,
            });
            let named = reports.templates.post(&wanted.0, Some(crate::model::Gender::Male));
            section.rows.push(vec![
                Item::Text(board.label.clone()),
                Item::Text(named.unwrap_or_else(|| wanted.0.clone())),
                Item::Text(last.map(|seat| holder(reports, seat)).unwrap_or_default()),
                Item::Text(place(last.and_then(|seat| seat.evidence.first()), reports.sources)),
            ]);
        }
    }
    section
}

/// Terms that have ended or end within a year of the report's day.
fn ending(reports: &Reports<'_>, words: &Wording, seated: &[Seated<'_>], members: &[Line<'_>]) -> Section {
    let mut section = words.section("ending", &["label", "end", "days", "seats", "rows"]);
    let (Some(today), Some(limit)) = (reports.as_of.days(), reports.as_of.plus_years(1).days()) else {
        return section;
    };
    let soon = |end: Date| last_day(end).filter(|day| *day <= limit).map(|day| day - today);
    let left = |days: i64| if days < 0 { Item::Text(words.expired.clone()) } else { Item::Number(days) };
    for board in seated {
        let mut groups: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for line in board.lines.iter().filter(|line| line.change != Some("left")) {
            if let Some(end) = line.end {
                groups.entry(end).or_default().push(line.number);
            }
        }
        for (end, numbers) in groups {
            let Some(days) = soon(end) else { continue };
            section.rows.push(vec![
                Item::Text(board.label.clone()),
                Item::Day(end),
                left(days),
                count(&numbers, "SUMPRODUCT((Seats_organ=$A{row})*(Seats_end=$B{row}))"),
                Item::Rows(Annex::Seats, numbers),
            ]);
        }
    }
    let mut groups: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (end, number) in ends(members) {
        groups.entry(end).or_default().push(number);
    }
    let title = words.annexes.get("members").map(|annex| annex.name.clone()).unwrap_or_default();
    for (end, numbers) in groups {
        let Some(days) = soon(end) else { continue };
        section.rows.push(vec![
            Item::Text(title.clone()),
            Item::Day(end),
            left(days),
            count(&numbers, "SUMPRODUCT((Members_end=$B{row})*Members_counted)"),
            Item::Rows(Annex::Members, numbers),
        ]);
    }
    section
}

/// How many rows `formula` counts again.
fn count(numbers: &[usize], formula: &str) -> Item {
    Item::Count { value: numbers.len() as f64, formula: formula.to_owned() }
}
