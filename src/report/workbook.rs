//! `workbook.xlsx`: summary, board, members, bodies, dues, changes, findings and sources, right to left.
//!
//! Always holds: no cell is a formula; a finding leads to the row it speaks of, and that row back to the finding.

mod findings;
mod members;
mod rows;

use super::annual::{self, Shown};
use super::boards::{Board, boards};
use super::cells::{Cell, Mark, Rule, Sheet, When, Workbook};
use super::excel;
use super::record::RecordView;
use super::roster::best;
use super::{Output, ReportError, Reports};
use crate::check::Severity;
use crate::template::TemplateError;
use rows::{Remarks, Rows};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The wording of the workbook.
const WORDING: &str = "workbook.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    summary: SummaryWords,
    board: SheetWords,
    members: MemberWords,
    clusters: SheetWords,
    dues: NameWords,
    changes: NameWords,
    findings: FindingWords,
    sources: SheetWords,
    lists: SheetWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetWords {
    name: String,
    columns: BTreeMap<String, String>,
}

/// A sheet whose columns `report.toml` names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameWords {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SummaryWords {
    name: String,
    columns: BTreeMap<String, String>,
    rows: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberWords {
    name: String,
    columns: BTreeMap<String, String>,
    dues: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingWords {
    name: String,
    columns: BTreeMap<String, String>,
    severities: BTreeMap<String, String>,
    go: String,
}

impl FindingWords {
    fn severity(&self, severity: Severity) -> String {
        let id = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        self.severities.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Colours rows by what stands in the column of severities.
    fn rules(&self, column: usize) -> [Rule; 2] {
        [(Severity::Error, Mark::Error), (Severity::Warning, Mark::Warning)]
            .map(|(severity, mark)| Rule { mark, when: When::Says(column, self.severity(severity)) })
    }
}

/// The heads of `keys`, as the wording names them; a key without a name shows itself.
fn heads(columns: &BTreeMap<String, String>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| columns.get(key).cloned().unwrap_or_else(|| key.to_owned())).collect()
}

fn sheet(
    name: &str,
    table: &'static str,
    columns: &BTreeMap<String, String>,
    keys: &[&'static str],
    rows: Vec<Vec<Cell>>,
) -> Sheet {
    Sheet { keys: keys.to_vec(), heads: heads(columns, keys), rows, ..Sheet::new(name, table) }
}

/// The workbook.
///
/// # Errors
/// A wording that cannot be used, a sheet Excel cannot hold.
pub(super) fn make(reports: &Reports<'_>) -> Result<Vec<Output>, ReportError> {
    let text = reports.templates.text(WORDING).unwrap_or_default();
    let words: Wording = toml::from_str(text).map_err(|error| TemplateError::toml(WORDING, text, &error))?;
    let boards = boards(reports.register, reports.as_of);
    let register = reports.register;
    let records: Vec<RecordView> =
        register.records.iter().filter_map(|record| RecordView::new(record, reports.sources)).collect();
    let rows = Rows::new(reports, &boards, &records);
    let remarks = Remarks::new(reports, &rows);
    let Shown { seats, dues, charts } = annual::shown(reports)?;
    let owed = dues.column("owed").map(|at| Rule { mark: Mark::Error, when: When::Owed(at) });
    let sheets = vec![
        Sheet { charts, ..summary(reports, &words.summary, &boards, &records) },
        board(reports, &words, &boards, &remarks),
        members::sheet(&words, &records, &remarks),
        clusters(reports, &words.clusters),
        Sheet { name: words.dues.name.clone(), rules: owed.into_iter().collect(), ..dues },
        Sheet { name: words.changes.name.clone(), ..seats },
        findings::sheet(reports, &words, &rows),
        findings::sources(&words.sources, &records),
        lists(reports, &words.lists, &records),
    ];
    // What says nothing at all is left out, but for the sheets that are always looked for.
    let sheets = sheets.into_iter().filter(|sheet| sheet.table != "Dues" || !sheet.rows.is_empty());
    let bytes = excel::bytes(&Workbook { sheets: sheets.collect() }, &words.summary.name, reports.as_of)?;
    Ok(vec![Output { path: "workbook.xlsx".to_owned(), bytes }])
}

fn summary(
    reports: &Reports<'_>,
    words: &SummaryWords,
    boards: &[Board<'_>],
    records: &[RecordView],
) -> Sheet {
    let grave = |severity| reports.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [
        ("organizations", reports.register.organizations.len()),
        ("seats", boards.iter().map(|board| board.seats.len()).sum()),
        ("people", reports.register.people.len()),
        ("members", records.iter().map(|record| record.rows.len()).sum()),
        ("errors", grave(Severity::Error)),
        ("warnings", grave(Severity::Warning)),
        ("notes", grave(Severity::Note)),
    ];
    let label = |key: &str| Cell::Text(words.rows.get(key).cloned().unwrap_or_else(|| key.to_owned()));
    let mut rows = vec![vec![label("as_of"), Cell::AsOf(reports.as_of)]];
    rows.extend(counts.iter().map(|(key, count)| vec![label(key), Cell::Number(*count as f64)]));
    sheet(&words.name, "Summary", &words.columns, &["what", "value"], rows)
}

fn board(reports: &Reports<'_>, words: &Wording, boards: &[Board<'_>], remarks: &Remarks) -> Sheet {
    let keys = [
        "organization",
        "organ",
        "post",
        "name",
        "latin_name",
        "portfolio",
        "affiliation_role",
        "affiliation",
        "start_date",
        "end_date",
        "disputed",
        "severity",
        "row",
        "source",
    ];
    let mut rows = Vec::new();
    for board in boards {
        let event = board.event;
        for seat in &board.seats {
            let gender = seat.person.gender.value().copied();
            let post = seat.membership.post.value().and_then(|post| reports.templates.post(&post.0, gender));
            let beside = seat.affiliations.first();
            let start = seat.membership.start_date.value().copied();
            let started = event.and_then(|event| event.start_date.as_ref()).map(|date| date.value);
            let source = seat.membership.evidence.first().and_then(|known| reports.sources.get(known.source));
            let [severity, row] = remarks.cells(rows::Home::Board, rows.len(), words);
            rows.push(vec![
                Cell::text(board.organization.and_then(|body| best(&body.name))),
                Cell::text(event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.as_str())),
                Cell::text(post.or_else(|| best(&seat.membership.role))),
                Cell::text(seat.name()),
                Cell::text(best(&seat.person.latin_name)),
                Cell::text(best(&seat.membership.portfolio)),
                Cell::text(beside.and_then(|(membership, _)| best(&membership.role))),
                Cell::text(beside.and_then(|(_, body)| body.and_then(|body| best(&body.name)))),
                Cell::date(start.or(started)),
                Cell::date(seat.membership.end_date.value().copied()),
                Cell::text(Some(disputed(&words.board, seat.membership).join("، "))),
                severity,
                row,
                Cell::text(source.map(|document| document.path.as_str())),
            ]);
        }
    }
    let mut rules = words.findings.rules(11).to_vec();
    rules.insert(0, Rule { mark: Mark::Error, when: When::Past(9) });
    rules.insert(0, Rule { mark: Mark::Error, when: When::Filled(10) });
    Sheet {
        choices: vec![(2, "Lists_posts")],
        rules,
        ..sheet(&words.board.name, "Board", &words.board.columns, &keys, rows)
    }
}

/// The heads of the columns in which documents give a seat different values.
fn disputed(words: &SheetWords, seat: &crate::model::Membership) -> Vec<String> {
    let known = [
        ("post", seat.post.is_disputed()),
        ("portfolio", seat.portfolio.is_disputed()),
        ("start_date", seat.start_date.is_disputed()),
        ("end_date", seat.end_date.is_disputed()),
    ];
    let keys: Vec<&str> = known.iter().filter(|(_, disputed)| *disputed).map(|(key, _)| *key).collect();
    heads(&words.columns, &keys)
}

fn clusters(reports: &Reports<'_>, words: &SheetWords) -> Sheet {
    let register = reports.register;
    let mut seats: BTreeMap<&str, usize> = BTreeMap::new();
    for seat in register.memberships.iter().filter(|known| known.standing == crate::model::Standing::Seat) {
        let bodies: BTreeSet<&str> =
            [&seat.on_behalf_of, &seat.organization].into_iter().flatten().map(String::as_str).collect();
        for body in bodies {
            *seats.entry(body).or_default() += 1;
        }
    }
    let rows = register.organizations.iter().map(|body| {
        let others: Vec<&str> = body.other_names.claims().iter().map(|claim| claim.value.as_str()).collect();
        vec![
            Cell::text(best(&body.name)),
            Cell::text(Some(others.join("؛ "))),
            Cell::text(best(&body.acronym)),
            Cell::text(best(&body.area)),
            Cell::Number(seats.get(body.id.as_str()).copied().unwrap_or(0) as f64),
        ]
    });
    let keys = ["name", "other_names", "acronym", "area", "seats"];
    let choices = vec![(3, "Lists_areas")];
    Sheet { choices, ..sheet(&words.name, "Bodies", &words.columns, &keys, rows.collect()) }
}

/// What cells of other sheets offer: the names of seats and the regions of the registers.
fn lists(reports: &Reports<'_>, words: &SheetWords, records: &[RecordView]) -> Sheet {
    let posts = reports.templates.post_names();
    let areas: BTreeSet<&str> =
        records.iter().flat_map(|record| &record.rows).filter_map(|row| row.area.as_deref()).collect();
    let areas: Vec<&str> = areas.into_iter().collect();
    let rows = (0..posts.len().max(areas.len())).map(|at| {
        vec![Cell::text(posts.get(at).cloned()), Cell::text(areas.get(at).map(|area| (*area).to_owned()))]
    });
    sheet(&words.name, excel::LISTS, &words.columns, &["posts", "areas"], rows.collect())
}
