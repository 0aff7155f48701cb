//! The findings, each with a link to the row it speaks of; and the words that every value was read from.

use super::super::cells::{Cell, Sheet};
use super::super::record::RecordView;
use super::super::{EvidenceView, FindingView, Reports};
use super::rows::{Home, Rows};
use super::{SheetWords, Wording};

/// Characters shown of a file's digest; the whole of it is in `manifest.json`.
const DIGEST: usize = 16;

/// The findings, gravest first.
pub(super) fn sheet(reports: &Reports<'_>, words: &Wording, rows: &Rows) -> Sheet {
    let keys = [
        "severity",
        "code",
        "subject",
        "message",
        "quote",
        "place",
        "related",
        "suggestion",
        "accepted",
        "row",
    ];
    let place = |finding: &FindingView| {
        finding.evidence.first().map(|known| {
            let place = known.place.as_ref().map(|place| format!(" · {place}")).unwrap_or_default();
            format!("{}{place}", known.source.as_deref().unwrap_or_default())
        })
    };
    let line = |finding: &FindingView| {
        let link = rows.of(finding).map_or(Cell::Empty, |(home, row)| Cell::Link {
            text: words.findings.go.clone(),
            sheet: match home {
                Home::Members => words.members.name.clone(),
                Home::Board => words.board.name.clone(),
            },
            row,
        });
        vec![
            Cell::Text(words.findings.severity(finding.severity)),
            Cell::text(Some(finding.code.clone())),
            Cell::text(Some(finding.subject.clone())),
            Cell::text(Some(finding.message.ar.clone())),
            Cell::text(finding.evidence.first().map(|known| known.quote.clone())),
            Cell::text(place(finding)),
            Cell::text(finding.related.first().map(|known| known.quote.clone())),
            Cell::text(finding.suggestion.as_ref().map(|known| known.message.ar.clone())),
            Cell::text(finding.suppressed_by.clone()),
            link,
        ]
    };
    let lines = reports.findings.iter().map(line).collect();
    Sheet {
        rules: words.findings.rules(0).to_vec(),
        ..super::sheet(&words.findings.name, "Findings", &words.findings.columns, &keys, lines)
    }
}

/// Every value of the documents with the words it was read from.
pub(super) fn sources(words: &SheetWords, records: &[RecordView]) -> Sheet {
    let keys = ["path", "field", "value", "quote", "place", "rule", "start", "end", "sha256"];
    let mut rows = Vec::new();
    for record in records {
        let digest: String = record.source.sha256.chars().take(DIGEST).collect();
        let mut add = |field: &str, value: String, evidence: &[EvidenceView]| {
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
                    Cell::text(Some(digest.as_str())),
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
    super::sheet(&words.name, "Sources", &words.columns, &keys, rows)
}
