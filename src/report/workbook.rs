//! `workbook.xlsx`: summary, board, members, bodies, findings and sources, right to left.

use super::boards::{Board, boards};
use super::cells::{Cell, Chart, Mark, Sheet, Workbook};
use super::excel;
use super::record::{RecordView, RowView};
use super::roster::best;
use super::{FindingView, Output, ReportError, Reports};
use crate::calendar::Date;
use crate::check::Severity;
use crate::template::TemplateError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The wording of the workbook.
const WORDING: &str = "workbook.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    summary: SummaryWords,
    board: SheetWords,
    members: MemberWords,
    clusters: SheetWords,
    findings: FindingWords,
    sources: SheetWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetWords {
    name: String,
    columns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SummaryWords {
    name: String,
    columns: BTreeMap<String, String>,
    rows: BTreeMap<String, String>,
    chart: String,
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

/// The heads of `keys`, as the wording names them; a key without a name shows itself.
fn heads(columns: &BTreeMap<String, String>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| columns.get(key).cloned().unwrap_or_else(|| key.to_owned())).collect()
}

/// The workbook.
///
/// # Errors
/// A wording that cannot be used, a sheet Excel cannot hold.
pub(super) fn make(reports: &Reports<'_>) -> Result<Vec<Output>, ReportError> {
    let text = reports.templates.text(WORDING).unwrap_or_default();
    let words: Wording = toml::from_str(text).map_err(|error| TemplateError::toml(WORDING, text, &error))?;
    let boards = boards(reports.register, reports.as_of);
    let records: Vec<RecordView> = reports
        .register
        .records
        .iter()
        .filter_map(|record| RecordView::new(record, reports.sources))
        .collect();
    let members = members(&words.members, &records);
    let sheets = vec![
        summary(reports, &words.summary, &boards, &records),
        board(reports, &words.board, &boards),
        members,
        clusters(reports, &words.clusters),
        findings(reports, &words, &records),
        sources(&words.sources, &records),
    ];
    let bytes = excel::bytes(&Workbook { sheets }, &words.summary.name, reports.as_of)?;
    Ok(vec![Output { path: "workbook.xlsx".to_owned(), bytes }])
}

fn sheet(name: &str, table: &'static str, heads: Vec<String>, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { heads, rows, ..Sheet::new(name, table) }
}

fn summary(
    reports: &Reports<'_>,
    words: &SummaryWords,
    boards: &[Board<'_>],
    records: &[RecordView],
) -> Sheet {
    let rows: Vec<&RowView> = records.iter().flat_map(|record| &record.rows).collect();
    let grave = |severity| reports.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [
        ("organizations", reports.register.organizations.len()),
        ("seats", boards.iter().map(|board| board.seats.len()).sum()),
        ("people", reports.register.people.len()),
        ("members", rows.len()),
        ("errors", grave(Severity::Error)),
        ("warnings", grave(Severity::Warning)),
        ("notes", grave(Severity::Note)),
    ];
    let label = |key: &str| words.rows.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let cells = counts.iter().map(|(key, count)| vec![Cell::Text(label(key)), Cell::Number(*count as f64)]);
    let mut areas: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        if let Some(area) = &row.area {
            *areas.entry(area).or_default() += 1;
        }
    }
    let bars = areas.into_iter().map(|(area, count)| (area.to_owned(), count as f64)).collect();
    Sheet {
        chart: Some(Chart { title: words.chart.clone(), bars }),
        ..sheet(&words.name, "Summary", heads(&words.columns, &["what", "value"]), cells.collect())
    }
}

fn board(reports: &Reports<'_>, words: &SheetWords, boards: &[Board<'_>]) -> Sheet {
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
            let source = seat.membership.evidence.first().and_then(|known| reports.sources.get(known.source));
            rows.push(vec![
                Cell::text(board.organization.and_then(|body| best(&body.name))),
                Cell::text(event.and_then(|event| event.organ.as_ref()).map(|organ| organ.value.as_str())),
                Cell::text(post.or_else(|| best(&seat.membership.role))),
                Cell::text(seat.name()),
                Cell::text(best(&seat.person.latin_name)),
                Cell::text(best(&seat.membership.portfolio)),
                Cell::text(beside.and_then(|(membership, _)| best(&membership.role))),
                Cell::text(beside.and_then(|(_, body)| body.and_then(|body| best(&body.name)))),
                Cell::date(
                    start
                        .or_else(|| event.and_then(|event| event.start_date.as_ref()).map(|date| date.value)),
                ),
                Cell::date(seat.membership.end_date.value().copied()),
                Cell::text(source.map(|document| document.path.as_str())),
            ]);
        }
    }
    Sheet {
        choices: vec![(2, reports.templates.post_names())],
        ..sheet(&words.name, "Board", heads(&words.columns, &keys), rows)
    }
}

fn members(words: &MemberWords, records: &[RecordView]) -> Sheet {
    let keys = [
        "identifier",
        "organization",
        "acronym",
        "area",
        "name",
        "latin_name",
        "role",
        "phone",
        "email",
        "joined",
        "term_start",
        "term_end",
    ];
    let registers: Vec<&RecordView> = records.iter().filter(|record| !record.rows.is_empty()).collect();
    let mut years: Vec<i32> = registers
        .iter()
        .flat_map(|record| &record.rows)
        .flat_map(|row| row.dues.iter().map(|dues| dues.year))
        .collect();
    years.sort_unstable();
    years.dedup();
    let mut columns = heads(&words.columns, &keys);
    columns.extend(years.iter().map(|year| format!("{}{year}", words.dues)));
    columns.extend(heads(&words.columns, &["source"]));
    let day = |text: &Option<String>| match text.as_deref().map(Date::parse) {
        Some(Some(date)) => Cell::Date(date),
        _ => Cell::text(text.clone()),
    };
    let mut rows = Vec::new();
    for record in &registers {
        for row in &record.rows {
            let texts = [
                &row.identifier,
                &row.organization,
                &row.acronym,
                &row.area,
                &row.name,
                &row.latin_name,
                &row.role,
                &row.phone,
                &row.email,
            ];
            let mut cells: Vec<Cell> = texts.into_iter().map(|text| Cell::text(text.clone())).collect();
            cells.extend([day(&row.joined), day(&row.term_start), day(&row.term_end)]);
            cells.extend(years.iter().map(|year| {
                let dues = row.dues.iter().find(|dues| dues.year == *year);
                dues.and_then(|dues| dues.amount).map_or(Cell::Empty, Cell::Number)
            }));
            cells.push(Cell::text(Some(record.source.path.as_str())));
            rows.push(cells);
        }
    }
    sheet(&words.name, "Members", columns, rows)
}

fn clusters(reports: &Reports<'_>, words: &SheetWords) -> Sheet {
    let seats = |id: &str| {
        let register = reports.register;
        let held = register.memberships.iter().filter(|known| {
            known.on_behalf_of.as_deref() == Some(id) || known.organization.as_deref() == Some(id)
        });
        held.filter(|known| known.standing == crate::model::Standing::Seat).count()
    };
    let rows = reports.register.organizations.iter().map(|body| {
        let others: Vec<&str> = body.other_names.claims().iter().map(|claim| claim.value.as_str()).collect();
        vec![
            Cell::text(best(&body.name)),
            Cell::text(Some(others.join("؛ "))),
            Cell::text(best(&body.acronym)),
            Cell::text(best(&body.area)),
            Cell::Number(seats(&body.id) as f64),
        ]
    });
    let keys = ["name", "other_names", "acronym", "area", "seats"];
    sheet(&words.name, "Bodies", heads(&words.columns, &keys), rows.collect())
}

fn findings(reports: &Reports<'_>, words: &Wording, records: &[RecordView]) -> Sheet {
    let keys = ["severity", "code", "subject", "message", "quote", "place", "related", "suggestion", "row"];
    let place = |finding: &FindingView| {
        finding.evidence.first().map(|known| {
            let place = known.place.as_ref().map(|place| format!(" · {place}")).unwrap_or_default();
            format!("{}{place}", known.source.as_deref().unwrap_or_default())
        })
    };
    let severity = |severity: Severity| {
        let id = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        words.findings.severities.get(id).cloned().unwrap_or_else(|| id.to_owned())
    };
    let (mut rows, mut marked) = (Vec::new(), Vec::new());
    for (at, finding) in reports.findings.iter().enumerate() {
        match finding.severity {
            Severity::Error => marked.push((at, Mark::Error)),
            Severity::Warning => marked.push((at, Mark::Warning)),
            Severity::Note => {}
        }
        let link = row_of(finding, records).map_or(Cell::Empty, |row| Cell::Link {
            text: words.findings.go.clone(),
            sheet: words.members.name.clone(),
            row,
        });
        rows.push(vec![
            Cell::Text(severity(finding.severity)),
            Cell::text(Some(finding.code.clone())),
            Cell::text(Some(finding.subject.clone())),
            Cell::text(Some(finding.message.ar.clone())),
            Cell::text(finding.evidence.first().map(|known| known.quote.clone())),
            Cell::text(place(finding)),
            Cell::text(finding.related.first().map(|known| known.quote.clone())),
            Cell::text(finding.suggestion.as_ref().map(|known| known.message.ar.clone())),
            link,
        ]);
    }
    Sheet { marked, ..sheet(&words.findings.name, "Findings", heads(&words.findings.columns, &keys), rows) }
}

/// The row of the members' sheet that holds a cell the finding cites.
fn row_of(finding: &FindingView, records: &[RecordView]) -> Option<usize> {
    let rows = records.iter().flat_map(|record| record.rows.iter().map(move |row| (record, row)));
    let cites = |record: &RecordView, row: &RowView| {
        finding.evidence.iter().chain(&finding.related).any(|known| {
            known.source.as_deref() == Some(record.source.path.as_str())
                && row.evidence.iter().any(|cell| cell.start == known.start && cell.end == known.end)
        })
    };
    rows.enumerate().find(|(_, (record, row))| cites(record, row)).map(|(at, _)| at)
}

fn sources(words: &SheetWords, records: &[RecordView]) -> Sheet {
    let keys = ["path", "field", "value", "quote", "place", "rule", "start", "end", "sha256"];
    let mut rows = Vec::new();
    for record in records {
        let mut add = |field: &str, value: String, evidence: &[super::EvidenceView]| {
            for known in evidence {
                rows.push(vec![
                    Cell::text(Some(record.source.path.as_str())),
                    Cell::text(Some(field)),
                    Cell::text(Some(value.as_str())),
                    Cell::text(Some(known.quote.as_str())),
                    Cell::text(known.place.as_ref().map(ToString::to_string)),
                    Cell::text(Some(known.rule.as_str())),
                    Cell::Number(known.start as f64),
                    Cell::Number(known.end as f64),
                    Cell::text(Some(record.source.sha256.as_str())),
                ]);
            }
        };
        if let Some(body) = &record.organization {
            add("organization", body.name.clone(), &body.evidence);
        }
        if let Some(organ) = &record.organ {
            add("organ", organ.label.clone(), &organ.evidence);
        }
        if let Some(event) = &record.event {
            add("event", event.start_date.clone().unwrap_or_default(), &event.evidence);
        }
        if let Some(term) = &record.term {
            add("term", term.years.map(|years| years.to_string()).unwrap_or_default(), &term.evidence);
        }
        for count in &record.declared_counts {
            add("declared_count", format!("{} {}", count.what, count.value), &count.evidence);
        }
        for seat in &record.memberships {
            add("membership", seat.person.name.clone(), &seat.evidence);
        }
        for gone in &record.outgoing {
            add("outgoing", gone.person.name.clone(), &gone.evidence);
        }
    }
    sheet(&words.name, "Sources", heads(&words.columns, &keys), rows)
}
