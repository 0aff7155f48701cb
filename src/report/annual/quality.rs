//! How good the data is: findings by code, and values by what proves them.

use super::super::Reports;
use super::super::cells::{Cell, Sheet};
use super::figures::{Groups, place};
use super::words::{Wording, word};
use super::{Annex, Item, Section};
use crate::check::Severity;
use crate::model::{Cited, Evidence, Gender, Reading, Stated};
use crate::text::SourceId;
use std::collections::{BTreeMap, BTreeSet};

fn severity(severity: Severity, words: &Wording) -> String {
    let id = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    word(&words.severities, id)
}

/// Findings by code, and each as a numbered row.
pub(super) fn findings(reports: &Reports<'_>, words: &Wording) -> (Section, Sheet) {
    let mut groups: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<usize>> = BTreeMap::new();
    for (finding, number) in reports.findings.iter().zip(1..) {
        groups.entry((std::cmp::Reverse(finding.severity), &finding.code)).or_default().push(number);
    }
    let rows = groups.into_iter().map(|((gravity, code), numbers)| {
        let accepted = numbers.iter().filter_map(|number| reports.findings.get(number - 1));
        let accepted = accepted.filter(|finding| finding.suppressed_by.is_some()).count();
        let of = "(Findings_label=$A{row})*(Findings_severity=$B{row})";
        vec![
            Item::Text(word(&words.codes, code)),
            Item::Text(severity(gravity.0, words)),
            Item::Count { value: numbers.len() as f64, formula: format!("SUMPRODUCT({of})") },
            Item::Count {
                value: accepted as f64,
                formula: format!("SUMPRODUCT({of}*(Findings_accepted<>\"\"))"),
            },
            Item::Rows(Annex::Findings, numbers),
        ]
    });
    let keys = ["label", "severity", "count", "accepted", "rows"];
    let section = Section { rows: rows.collect(), charted: vec![2], ..words.section("findings", &keys) };
    let keys = ["label", "code", "severity", "subject", "message", "accepted", "place"];
    let rows = reports.findings.iter().map(|finding| {
        let at = finding.evidence.first();
        let source = at.and_then(|known| known.source.clone()).unwrap_or_default();
        let place = at.and_then(|known| known.place.as_ref()).map(|place| format!(" · {place}"));
        vec![
            Cell::Text(word(&words.codes, &finding.code)),
            Cell::Text(finding.code.clone()),
            Cell::Text(severity(finding.severity, words)),
            Cell::text(Some(finding.subject.clone())),
            Cell::text(Some(finding.message.ar.clone())),
            Cell::text(finding.suppressed_by.clone()),
            Cell::text(Some(source + place.as_deref().unwrap_or_default())),
        ]
    });
    (section, Annex::Findings.sheet(words, &keys, rows.collect()))
}

/// One value of the register.
struct Value {
    field: &'static str,
    subject: String,
    said: String,
    claims: usize,
    documents: usize,
    /// Places whose words stand in their source.
    places: usize,
    place: String,
}

/// Values by field, and each as a numbered row.
pub(super) fn values(reports: &Reports<'_>, words: &Wording) -> (Section, Sheet) {
    let values = all(reports, words);
    let mut groups = Groups::new();
    for (value, number) in values.iter().zip(1..) {
        groups.entry(word(&words.fields, value.field)).or_default().push(number);
    }
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
    let rows = groups.into_iter().map(|(label, numbers)| {
        let of = |wanted: &dyn Fn(&Value) -> bool| {
            let own = numbers.iter().filter_map(|number| values.get(number - 1));
            own.filter(|value| wanted(value)).count() as f64
        };
        let formula = |test: &str| format!("SUMPRODUCT((Values_field=$A{{row}})*(Values_{test}))");
        let (all, proven) = (numbers.len() as f64, of(&|value| value.places > 0));
        let every = "SUMPRODUCT(--(Values_field=$A{row}))".to_owned();
        vec![
            Item::Text(label),
            Item::Count { value: all, formula: every.clone() },
            Item::Count { value: proven, formula: formula("places>0") },
            Item::Share { value: proven / all, formula: format!("{}/{every}", formula("places>0")) },
            Item::Count { value: of(&|value| value.documents > 1), formula: formula("documents>1") },
            Item::Count { value: of(&|value| value.claims > 1), formula: formula("claims>1") },
            Item::Rows(Annex::Values, numbers),
        ]
    });
    let keys = ["label", "count", "proven", "share", "agreed", "disputed", "rows"];
    let section = Section { rows: rows.collect(), ..words.section("values", &keys) };
    let keys = ["field", "subject", "value", "claims", "documents", "places", "place"];
    let rows = values.iter().map(|value| {
        vec![
            Cell::Text(word(&words.fields, value.field)),
            Cell::text(Some(value.subject.clone())),
            Cell::text(Some(value.said.clone())),
            Cell::Number(value.claims as f64),
            Cell::Number(value.documents as f64),
            Cell::Number(value.places as f64),
            Cell::text(Some(value.place.clone())),
        ]
    });
    (section, Annex::Values.sheet(words, &keys, rows.collect()))
}

/// Gathers values.
struct Gather<'a> {
    reports: &'a Reports<'a>,
    out: Vec<Value>,
}

impl Gather<'_> {
    fn stated<T>(
        &mut self,
        field: &'static str,
        subject: &str,
        stated: &Stated<T>,
        said: impl Fn(&T) -> String,
    ) where
        T: PartialEq,
    {
        if let Some(best) = stated.best() {
            let evidence = stated.claims().iter().flat_map(Cited::evidence);
            self.add(field, subject, said(&best.value), stated.claims().len(), evidence);
        }
    }

    fn texts(&mut self, field: &'static str, subject: &str, stated: &Stated<String>) {
        self.stated(field, subject, stated, Clone::clone);
    }

    fn cited<T>(
        &mut self,
        field: &'static str,
        subject: &str,
        cited: Option<&Cited<T>>,
        said: impl Fn(&T) -> String,
    ) {
        if let Some(cited) = cited {
            self.add(field, subject, said(&cited.value), 1, cited.evidence());
        }
    }

    fn add<'e>(
        &mut self,
        field: &'static str,
        subject: &str,
        said: String,
        claims: usize,
        evidence: impl Iterator<Item = &'e Evidence>,
    ) {
        let sources = self.reports.sources;
        let stands = |known: &&Evidence| {
            sources.get(known.source).is_some_and(|document| !document.quote(known.span).trim().is_empty())
        };
        let known: Vec<&Evidence> = evidence.filter(stands).collect();
        let documents: BTreeSet<SourceId> = known.iter().map(|known| known.source).collect();
        self.out.push(Value {
            field,
            subject: subject.to_owned(),
            said,
            claims,
            documents: documents.len(),
            places: known.len(),
            place: place(known.first().copied(), sources),
        });
    }
}

fn all(reports: &Reports<'_>, words: &Wording) -> Vec<Value> {
    let mut gather = Gather { reports, out: Vec::new() };
    let register = reports.register;
    let day = |date: &crate::calendar::Date| date.to_string();
    let name = |stated: &Stated<String>| stated.value().cloned();
    let gender =
        |gender: &Gender| word(&words.genders, if *gender == Gender::Female { "female" } else { "male" });
    for person in &register.people {
        let subject = name(&person.name).or_else(|| name(&person.latin_name)).unwrap_or_default();
        gather.texts("name", &subject, &person.name);
        gather.texts("latin_name", &subject, &person.latin_name);
        gather.texts("honorific_prefix", &subject, &person.honorific_prefix);
        gather.stated("gender", &subject, &person.gender, gender);
        gather.texts("email", &subject, &person.email);
        gather.texts("phone", &subject, &person.phone);
        gather.texts("identifier", &subject, &person.identifier);
    }
    for body in &register.organizations {
        let subject = name(&body.name).or_else(|| name(&body.acronym)).unwrap_or_default();
        gather.texts("organization", &subject, &body.name);
        gather.texts("acronym", &subject, &body.acronym);
        gather.texts("area", &subject, &body.area);
        gather.stated("joined", &subject, &body.joined, |read| match read {
            Reading::Known(date) => date.to_string(),
            Reading::Unread(words) => words.clone(),
        });
    }
    for seat in &register.memberships {
        let person = register.person(&seat.person);
        let subject = person.and_then(|person| name(&person.name).or_else(|| name(&person.latin_name)));
        let subject = subject.unwrap_or_default();
        gather.stated("post", &subject, &seat.post, |post| {
            reports.templates.post(&post.0, Some(Gender::Male)).unwrap_or_else(|| post.0.clone())
        });
        gather.texts("role", &subject, &seat.role);
        gather.texts("portfolio", &subject, &seat.portfolio);
        gather.stated("start_date", &subject, &seat.start_date, day);
        gather.stated("end_date", &subject, &seat.end_date, day);
    }
    for event in &register.events {
        let body = event.organization.as_deref().and_then(|id| register.organization(id));
        let subject = body.and_then(|body| name(&body.name)).unwrap_or_default();
        gather.cited("event_date", &subject, event.start_date.as_ref(), day);
        gather.cited("location", &subject, event.location.as_ref(), Clone::clone);
        gather.cited("years", &subject, event.years.as_ref(), ToString::to_string);
    }
    gather.out
}
