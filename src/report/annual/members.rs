//! Members by status, region, sector, gender and year of joining; bodies without a seat.
//!
//! A row of a register is a line; a member whom several rows list under one body is counted once, at the first of
//! them, and whoever has left is not counted.

use super::super::boards::boards;
use super::super::cells::{Cell, Sheet};
use super::super::{Reports, roster::best};
use super::figures::{Groups, Spellings, place};
use super::words::{Wording, word};
use super::{Annex, Item, Section};
use crate::calendar::Date;
use crate::model::{Gender, MemberStatus, Reading, Record, RowClaim};
use crate::text::key;
use std::collections::{BTreeMap, BTreeSet};

/// One row of a register.
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) record: &'a Record,
    pub(super) row: &'a RowClaim,
    pub(super) name: String,
    /// The member body, as the register knows it or as the row writes it.
    pub(super) body: Option<String>,
    pub(super) body_id: Option<String>,
    area: Option<String>,
    sector: Option<String>,
    gender: Option<Gender>,
    joined: Option<i32>,
    status: MemberStatus,
    /// The first line of the same member.
    pub(super) again: Option<usize>,
    pub(super) place: String,
}

impl Line<'_> {
    /// True for the first line of somebody who has not left.
    pub(super) fn counts(&self) -> bool {
        use MemberStatus::{Deceased, Expelled, Outgoing, Resigned};
        self.again.is_none() && !matches!(self.status, Deceased | Expelled | Outgoing | Resigned)
    }
}

/// Every row of every register, in the order of the documents.
pub(super) fn lines<'a>(reports: &Reports<'a>, words: &Wording) -> Vec<Line<'a>> {
    let register = reports.register;
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut areas, mut sectors) = (Spellings::default(), Spellings::default());
    let mut out: Vec<Line<'a>> = Vec::new();
    let rows = register.records.iter().flat_map(|record| record.rows.iter().map(move |row| (record, row)));
    for ((record, row), number) in rows.zip(1..) {
        let named = row.name.as_ref().or(row.latin_name.as_ref());
        let person = named.and_then(|name| register.person_named(name));
        let body = [&row.organization, &row.acronym]
            .into_iter()
            .flatten()
            .find_map(|name| register.organization_named(name));
        let written = row.organization.as_ref().or(row.acronym.as_ref()).map(|name| name.value.clone());
        let name = named.map(|name| name.value.clone());
        let whom = person.map(|person| person.id.clone());
        let under = body.map(|body| body.id.clone()).or_else(|| written.as_deref().map(key));
        let again = whom.and_then(|whom| {
            let known = *first.entry((whom, under.unwrap_or_default())).or_insert(number);
            (known != number).then_some(known)
        });
        let text =
            |claim: &Option<crate::model::Cited<String>>| claim.as_ref().map(|known| known.value.clone());
        let (area, sector) = (text(&row.area), text(&row.sector));
        area.iter().for_each(|area| areas.add(area));
        sector.iter().for_each(|sector| sectors.add(sector));
        let at = named.or(row.organization.as_ref()).or(row.acronym.as_ref()).or(row.identifier.as_ref());
        let known = row.gender.as_ref().map(|gender| gender.value);
        out.push(Line {
            number,
            record,
            row,
            name: name.or_else(|| written.clone()).unwrap_or_else(|| words.unknown.clone()),
            body: body.and_then(|body| best(&body.name)).or(written),
            body_id: body.map(|body| body.id.clone()),
            area,
            sector,
            gender: known.or_else(|| person.and_then(|person| person.gender.value().copied())),
            joined: row.joined.as_ref().and_then(|day| day.value.known()).map(|day| day.parts().0),
            status: row.standing.as_ref().map_or(MemberStatus::Active, |status| status.value),
            again,
            place: place(at.map(|cited| cited.main()), reports.sources),
        });
    }
    for line in &mut out {
        line.area = line.area.as_deref().map(|area| areas.of(area).to_owned());
        line.sector = line.sector.as_deref().map(|sector| sectors.of(sector).to_owned());
    }
    out
}

fn status(status: MemberStatus, words: &Wording) -> String {
    let id = serde_json::to_value(status).ok();
    word(&words.statuses, id.as_ref().and_then(|id| id.as_str()).unwrap_or_default())
}

fn gender(gender: Gender, words: &Wording) -> String {
    word(&words.genders, if gender == Gender::Female { "female" } else { "male" })
}

/// The lines as numbered rows.
pub(super) fn annex(words: &Wording, lines: &[Line<'_>]) -> Sheet {
    let keys =
        ["name", "body", "area", "sector", "gender", "joined", "end", "status", "counted", "why", "place"];
    let or = |text: Option<String>| Cell::Text(text.unwrap_or_else(|| words.unknown.clone()));
    let rows = lines.iter().map(|line| {
        let why = match line.again {
            Some(first) => Some(format!("{}{first}", words.again)),
            None => (!line.counts()).then(|| status(line.status, words)),
        };
        vec![
            Cell::Text(line.name.clone()),
            Cell::text(line.body.clone()),
            or(line.area.clone()),
            or(line.sector.clone()),
            or(line.gender.map(|known| gender(known, words))),
            or(line.joined.map(|year| year.to_string())),
            Cell::date(line.row.term_end.as_ref().and_then(|end| end.value.known().copied())),
            Cell::Text(status(line.status, words)),
            Cell::Number(if line.counts() { 1.0 } else { 0.0 }),
            Cell::text(why),
            Cell::text(Some(line.place.clone())),
        ]
    });
    Annex::Members.sheet(words, &keys, rows.collect())
}

/// Members by status, region, sector, gender and year of joining.
pub(super) fn sections(words: &Wording, lines: &[Line<'_>]) -> Vec<Section> {
    let mut out = vec![by_status(words, lines)];
    let counted: Vec<&Line<'_>> = lines.iter().filter(|line| line.counts()).collect();
    out.push(breakdown(words, &counted, "area", |line| line.area.clone()));
    out.push(breakdown(words, &counted, "sector", |line| line.sector.clone()));
    out.push(breakdown(words, &counted, "gender", |line| line.gender.map(|known| gender(known, words))));
    out.push(breakdown(words, &counted, "joined", |line| line.joined.map(|year| year.to_string())));
    out
}

fn by_status(words: &Wording, lines: &[Line<'_>]) -> Section {
    let mut groups: BTreeMap<MemberStatus, (String, Vec<usize>, usize)> = BTreeMap::new();
    for line in lines {
        let group = groups.entry(line.status).or_insert_with(|| (status(line.status, words), Vec::new(), 0));
        group.1.push(line.number);
        group.2 += usize::from(line.counts());
    }
    let rows = groups.into_values().map(|(label, numbers, counted)| {
        vec![
            Item::Text(label),
            Item::Count {
                value: numbers.len() as f64,
                formula: "SUMPRODUCT(--(Members_status=$A{row}))".to_owned(),
            },
            Item::Count {
                value: counted as f64,
                formula: "SUMPRODUCT((Members_status=$A{row})*Members_counted)".to_owned(),
            },
            Item::Rows(Annex::Members, numbers),
        ]
    });
    Section { rows: rows.collect(), ..words.section("members", &["label", "count", "counted", "rows"]) }
}

fn breakdown(
    words: &Wording,
    counted: &[&Line<'_>],
    id: &'static str,
    of: impl Fn(&Line<'_>) -> Option<String>,
) -> Section {
    let mut groups = Groups::new();
    let mut unknown = Vec::new();
    for line in counted {
        match of(line) {
            Some(label) => groups.entry(label).or_default().push(line.number),
            None => unknown.push(line.number),
        }
    }
    let section = words.section(id, &["label", "count", "share", "rows"]);
    if groups.is_empty() {
        return section;
    }
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    if id != "joined" {
        groups.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
    }
    if !unknown.is_empty() {
        groups.push((words.unknown.clone(), unknown));
    }
    let all = counted.len() as f64;
    let rows = groups.into_iter().map(|(label, numbers)| {
        let value = numbers.len() as f64;
        let formula = format!("SUMPRODUCT((Members_{id}=$A{{row}})*Members_counted)");
        vec![
            Item::Text(label),
            Item::Count { value, formula: formula.clone() },
            Item::Share { value: value / all, formula: format!("{formula}/SUM(Members_counted)") },
            Item::Rows(Annex::Members, numbers),
        ]
    });
    Section { rows: rows.collect(), charted: vec![1], ..section }
}

/// Member bodies of which nobody sits on the board.
pub(super) fn clusters(reports: &Reports<'_>, words: &Wording, lines: &[Line<'_>]) -> Section {
    let mut section = words.section("clusters", &["label", "area", "count", "rows"]);
    let register = reports.register;
    let boards = boards(register, reports.as_of);
    let mut listed: BTreeMap<&str, (BTreeSet<&str>, Vec<&Line<'_>>)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.counts()) {
        if let Some(id) = line.body_id.as_deref() {
            let named = line.row.name.as_ref().or(line.row.latin_name.as_ref());
            let person = named.and_then(|name| register.person_named(name));
            let (people, known) = listed.entry(id).or_default();
            people.extend(person.map(|person| person.id.as_str()));
            known.push(line);
        }
    }
    let mut compared = false;
    for (id, (people, known)) in &listed {
        let parent = register.organization(id).and_then(|body| body.parent.as_deref());
        let own = boards.iter().filter(|board| {
            let of = board.organization.map(|body| body.id.as_str());
            of.is_some_and(|of| of != *id) && (parent.is_none() || of == parent)
        });
        let seats: Vec<_> = own.flat_map(|board| &board.seats).collect();
        if seats.is_empty() {
            continue;
        }
        compared = true;
        let seated = seats.iter().any(|seat| {
            let sent = seat.membership.on_behalf_of.as_deref() == Some(*id);
            let from = seat.affiliations.iter().any(|(_, body)| body.is_some_and(|body| body.id == *id));
            sent || from || people.contains(seat.person.id.as_str())
        });
        if !seated && let Some(line) = known.first() {
            let numbers: Vec<usize> = known.iter().map(|line| line.number).collect();
            section.rows.push(vec![
                Item::Text(line.body.clone().unwrap_or_default()),
                Item::Text(line.area.clone().unwrap_or_else(|| words.unknown.clone())),
                Item::Count {
                    value: numbers.len() as f64,
                    formula: "SUMPRODUCT((Members_body=$A{row})*Members_counted)".to_owned(),
                },
                Item::Rows(Annex::Members, numbers),
            ]);
        }
    }
    if !compared && let Some(words) = words.unseated("clusters") {
        section.none = words;
    }
    section
}

/// Lines by the day their mandate ends.
pub(super) fn ends(lines: &[Line<'_>]) -> Vec<(Date, usize)> {
    let end = |line: &Line<'_>| match line.row.term_end.as_ref().map(|end| &end.value) {
        Some(Reading::Known(end)) => Some((*end, line.number)),
        _ => None,
    };
    lines.iter().filter(|line| line.counts()).filter_map(end).collect()
}
