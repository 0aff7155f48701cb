//! `review.html`: every value in the words it was read from, with the findings beside them, in one file.
//!
//! In: records, findings, documents. Out: one [`Output`] that needs no network. Always holds: what comes from a
//! document reaches the page as JSON data, never as markup; offsets are UTF-16 units, which is what browsers count.

use super::{FindingView, Output, ReportError, Reports};
use crate::document::{BlockKind, Document, Place};
use crate::model::{Cited, Evidence, Gender, Reading, Record};
use crate::template::TemplateError;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where the page is written.
const PATH: &str = "review.html";

#[derive(Serialize)]
struct Page<'a> {
    as_of: String,
    /// Tells the corrections of this set of documents from those of another.
    digest: String,
    fields: BTreeMap<String, String>,
    /// What is said in place of ids.
    words: BTreeMap<String, String>,
    documents: Vec<Doc<'a>>,
    findings: Vec<Remark<'a>>,
}

#[derive(Serialize)]
struct Doc<'a> {
    id: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    text: &'a str,
    furniture: Vec<[u32; 2]>,
    sheets: Vec<Table>,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Table {
    name: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    number: u32,
    /// Column, first unit, the unit after the last.
    cells: Vec<[u32; 3]>,
}

/// One place of one value.
#[derive(Serialize)]
struct Value {
    at: [u32; 2],
    kind: &'static str,
    field: &'static str,
    /// What `corrections.toml` calls the field; none where a verdict cannot change it.
    correct: Option<&'static str>,
    value: String,
    rule: String,
    place: String,
    record: String,
    subject: Option<String>,
}

#[derive(Serialize)]
struct Remark<'a> {
    code: &'a str,
    severity: crate::check::Severity,
    message: &'a super::Message,
    suggestion: Option<&'a str>,
    suppressed: Option<&'a str>,
    places: Vec<Mark>,
    /// The two spellings that a human may declare to be one person's or two people's.
    names: Vec<&'a str>,
}

#[derive(Serialize)]
struct Mark {
    document: usize,
    at: [u32; 2],
}

/// Turns byte offsets of one text into UTF-16 units.
struct Units {
    /// Units before every 64th byte.
    before: Vec<u32>,
}

const STEP: usize = 64;

impl Units {
    fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 2);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            while before.len() * STEP <= at {
                before.push(units);
            }
            units += c.len_utf16() as u32;
        }
        before.push(units);
        Self { before }
    }

    /// Units before byte `at` of `text`, which lies on a character border.
    fn at(&self, text: &str, at: usize) -> u32 {
        let step = (at / STEP).min(self.before.len().saturating_sub(1));
        let mut from = step * STEP;
        // The number at a step counts the characters that begin before it.
        while from < at && !text.is_char_boundary(from) {
            from += 1;
        }
        let rest = text.get(from.min(at)..at).unwrap_or_default();
        self.before.get(step).copied().unwrap_or(0) + rest.chars().map(|c| c.len_utf16() as u32).sum::<u32>()
    }
}

/// The page.
///
/// # Errors
/// A part of the page that is missing from the templates.
pub(super) fn make(reports: &Reports<'_>) -> Result<Vec<Output>, ReportError> {
    let text = |name: &str| {
        reports.templates.text(name).ok_or_else(|| TemplateError::Absent {
            file: name.to_owned(),
            known: reports.templates.names().collect::<Vec<_>>().join(", "),
        })
    };
    let fields = toml::from_str(text("review/fields.toml")?)
        .map_err(|error| TemplateError::toml("review/fields.toml", "", &error))?;
    let mut words: BTreeMap<String, String> = toml::from_str(text("review/values.toml")?)
        .map_err(|error| TemplateError::toml("review/values.toml", "", &error))?;
    let posts = reports.register.posts.iter().map(|post| &post.label.0);
    words.extend(
        posts.filter_map(|post| Some((post.clone(), reports.templates.post(post, Some(Gender::Male))?))),
    );
    let documents: Vec<&Document> = reports.sources.iter().collect();
    let units: Vec<Units> = documents.iter().map(|document| Units::new(&document.text)).collect();
    let digest = documents.iter().filter_map(|document| document.sha256.get(..4)).take(64).collect();
    let page = Page {
        as_of: reports.as_of.to_string(),
        digest,
        fields,
        words,
        documents: documents
            .iter()
            .zip(&units)
            .map(|(document, units)| doc(reports, document, units))
            .collect(),
        findings: reports.findings.iter().map(|finding| remark(finding, &documents, &units)).collect(),
    };
    // `<` cannot begin a tag or end the script that holds the data.
    let data = serde_json::to_string(&page).unwrap_or_default().replace('<', "\\u003c");
    let page = text("review/page.html")?
        .replacen("/*STYLE*/", text("review/style.css")?, 1)
        .replacen("/*SCRIPT*/", text("review/script.js")?, 1)
        .replacen("/*DATA*/", &data, 1);
    Ok(vec![Output { path: PATH.to_owned(), bytes: page.into_bytes() }])
}

fn doc<'a>(reports: &Reports<'_>, document: &'a Document, units: &Units) -> Doc<'a> {
    let at = |start: usize, end: usize| [units.at(&document.text, start), units.at(&document.text, end)];
    let mut sheets: Vec<Table> = Vec::new();
    let mut furniture = Vec::new();
    for block in &document.blocks {
        let [start, end] = at(block.span.start(), block.span.end());
        match &block.kind {
            BlockKind::Furniture => furniture.push([start, end]),
            BlockKind::Cell(cell) => {
                let Place::Cell { sheet, .. } = &block.place else { continue };
                if sheets.last().is_none_or(|table| table.name.as_str() != &**sheet) {
                    sheets.push(Table { name: sheet.to_string(), rows: Vec::new() });
                }
                let Some(table) = sheets.last_mut() else { continue };
                if table.rows.last().is_none_or(|row| row.number != cell.row + 1) {
                    table.rows.push(Row { number: cell.row + 1, cells: Vec::new() });
                }
                if let Some(row) = table.rows.last_mut() {
                    row.cells.push([cell.column, start, end]);
                }
            }
            _ => {}
        }
    }
    let mut values = Values { document, units, record: String::new(), subject: None, out: Vec::new() };
    for record in reports.register.records.iter().filter(|record| record.source == document.source) {
        values.record(record);
    }
    Doc {
        id: &document.id,
        path: &document.path,
        title: document.head.title.as_deref(),
        text: &document.text,
        furniture,
        sheets,
        values: values.out,
    }
}

/// What `corrections.toml` calls a field of the page; `None` where no verdict can change it.
fn correctable(field: &str) -> Option<&'static str> {
    Some(match field {
        "affiliation-acronym" => "acronym",
        "affiliation-area" | "area" => "area",
        "affiliation-organization" | "organization" => "organization",
        "classification" => "classification",
        "email" => "email",
        "end-date" => "term_end",
        "gender" => "gender",
        "identifier" => "identifier",
        "joined" | "start-date" => "start_date",
        "latin-name" | "name" | "outgoing" => "name",
        "location" => "location",
        "organ" => "organ",
        "outgoing-post" | "post" => "post",
        "phone" => "phone",
        "portfolio" => "portfolio",
        "role" => "role",
        "term-start" => "term_start",
        "years" => "years",
        _ => return None,
    })
}

/// Collects the values of one document.
struct Values<'a> {
    document: &'a Document,
    units: &'a Units,
    record: String,
    subject: Option<String>,
    out: Vec<Value>,
}

impl Values<'_> {
    fn add<T>(
        &mut self,
        kind: &'static str,
        field: &'static str,
        cited: Option<&Cited<T>>,
        show: impl Fn(&T) -> String,
    ) {
        let Some(cited) = cited else { return };
        let shown = show(&cited.value);
        for evidence in cited.evidence() {
            self.place(kind, field, shown.clone(), evidence);
        }
    }

    fn words(&mut self, kind: &'static str, field: &'static str, cited: Option<&Cited<String>>) {
        self.add(kind, field, cited, String::clone);
    }

    fn place(&mut self, kind: &'static str, field: &'static str, value: String, evidence: &Evidence) {
        let text = &self.document.text;
        self.out.push(Value {
            at: [self.units.at(text, evidence.span.start()), self.units.at(text, evidence.span.end())],
            kind,
            field,
            correct: correctable(field),
            value,
            rule: evidence.rule.as_str().to_owned(),
            place: self.document.place(evidence.span).to_string(),
            record: self.record.clone(),
            subject: self.subject.clone(),
        });
    }

    fn record(&mut self, record: &Record) {
        self.record.clone_from(&record.id);
        self.subject = None;
        if let Some(body) = &record.organization {
            self.words("body", "organization", Some(&body.name));
            body.other_names.iter().for_each(|name| self.words("body", "other-name", Some(name)));
            self.words("body", "acronym", body.acronym.as_ref());
        }
        self.words("body", "organ", record.organ.as_ref());
        if let Some(event) = &record.event {
            self.add("event", "classification", Some(&event.classification), |kind| {
                serde_json::to_value(kind)
                    .ok()
                    .and_then(|kind| kind.as_str().map(str::to_owned))
                    .unwrap_or_default()
            });
            self.add("event", "start-date", event.start_date.as_ref(), ToString::to_string);
            self.add("event", "weekday", event.weekday.as_ref(), |day| format!("{day:?}").to_lowercase());
            self.words("event", "location", event.location.as_ref());
        }
        if let Some(term) = &record.term {
            self.add("event", "years", term.years.as_ref(), ToString::to_string);
            self.add("event", "term-start", term.start_date.as_ref(), ToString::to_string);
            self.add("event", "end-date", term.end_date.as_ref(), ToString::to_string);
        }
        for count in &record.declared_counts {
            self.add("event", "declared-count", Some(count), |count| {
                format!("{} {}", count.value, count.what)
            });
        }
        for seat in &record.memberships {
            self.subject = Some(seat.person.name.value.clone());
            self.words("person", "name", Some(&seat.person.name));
            self.words("person", "honorific", seat.person.honorific_prefix.as_ref());
            self.add("person", "gender", seat.person.gender.as_ref(), |gender| {
                format!("{gender:?}").to_lowercase()
            });
            self.add("post", "post", seat.post.as_ref(), |post| post.0.clone());
            self.words("post", "role", seat.role.as_ref());
            self.words("post", "portfolio", seat.portfolio.as_ref());
            for from in &seat.affiliations {
                self.words("other", "affiliation-role", from.role.as_ref());
                self.words("body", "affiliation-organization", from.organization.as_ref());
                self.words("body", "affiliation-acronym", from.acronym.as_ref());
                self.words("other", "affiliation-area", from.area.as_ref());
            }
        }
        for gone in &record.outgoing {
            self.subject = Some(gone.person.name.value.clone());
            self.words("person", "outgoing", Some(&gone.person.name));
            self.add("post", "outgoing-post", gone.post.as_ref(), |post| post.0.clone());
        }
        for row in &record.rows {
            let name = row.name.as_ref().or(row.latin_name.as_ref()).or(row.organization.as_ref());
            self.subject = name.map(|name| name.value.clone());
            self.words("other", "identifier", row.identifier.as_ref());
            self.words("person", "name", row.name.as_ref());
            self.words("person", "latin-name", row.latin_name.as_ref());
            self.words("post", "role", row.role.as_ref());
            self.words("body", "affiliation-organization", row.organization.as_ref());
            self.words("other", "area", row.area.as_ref());
            self.words("other", "email", row.email.as_ref());
            self.words("other", "phone", row.phone.as_ref());
            for (field, date) in
                [("joined", &row.joined), ("term-start", &row.term_start), ("end-date", &row.term_end)]
            {
                self.add("event", field, date.as_ref(), |date| match date {
                    Reading::Known(date) => date.to_string(),
                    Reading::Unread(words) => words.clone(),
                });
            }
            for dues in &row.dues {
                self.add("other", "dues", Some(dues), |dues| match &dues.amount {
                    Reading::Known(amount) => format!("{}: {amount}", dues.year),
                    Reading::Unread(words) => format!("{}: {words}", dues.year),
                });
            }
        }
    }
}

fn remark<'a>(finding: &'a FindingView, documents: &[&Document], units: &[Units]) -> Remark<'a> {
    let all = || finding.evidence.iter().chain(&finding.related);
    let places = all().filter_map(|evidence| {
        let path = evidence.source.as_deref()?;
        let at = documents.iter().position(|document| document.path == path)?;
        let (document, units) = (documents.get(at)?, units.get(at)?);
        let unit = |byte: usize| units.at(&document.text, byte);
        Some(Mark { document: at, at: [unit(evidence.start), unit(evidence.end)] })
    });
    // Codes about one person under two spellings; a human settles those by a verdict.
    let about_names =
        matches!(finding.code.as_str(), "name-spelling-differs" | "duplicate-person" | "name-order-differs");
    let mut names: Vec<&str> = Vec::new();
    for quote in all().map(|evidence| evidence.quote.as_str()).filter(|_| about_names) {
        if !names.contains(&quote) && !quote.contains('\t') && names.len() < 2 {
            names.push(quote);
        }
    }
    Remark {
        code: &finding.code,
        severity: finding.severity,
        message: &finding.message,
        suggestion: finding.suggestion.as_ref().map(|remedy| remedy.message.ar.as_str()),
        suppressed: finding.suppressed_by.as_deref(),
        places: places.collect(),
        names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_lets_correct_is_a_field_of_corrections() {
        let fields: BTreeMap<String, String> =
            toml::from_str(include_str!("../../templates/review/fields.toml")).unwrap();
        let known: Vec<_> = fields.keys().filter_map(|field| correctable(field)).collect();
        assert!(known.len() > 15, "{known:?}");
        for field in known {
            let text = format!(
                "[[value]]\ndocument = \"a.txt\"\nfield = \"{field}\"\nvalue = \"x\"\nreason = \"y\"\n"
            );
            assert!(crate::register::Corrections::parse(&text).is_ok(), "{field}");
        }
    }

    #[test]
    fn units_count_as_browsers_do() {
        let text = "قرأ 𝒳 «السيدة» ".repeat(40);
        let units = Units::new(&text);
        for (at, _) in text.char_indices() {
            let expected = text[..at].encode_utf16().count() as u32;
            assert_eq!(units.at(&text, at), expected, "byte {at}");
        }
        assert_eq!(units.at(&text, text.len()) as usize, text.encode_utf16().count());
    }
}
