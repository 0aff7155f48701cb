//! `register.sqlite`: the register, its claims, their evidence and the findings, relational, for SQL and Datasette.
//!
//! The tables `persons`, `organizations`, `posts`, `events` and `memberships` show the best claim of each field;
//! `claims` has all of them and `evidence` where each was read.

use super::register::RegisterView;
use super::tables::{TABLES, best, words};
use super::{FindingView, Output, ReportError, Reports};
use crate::check::Severity;
use rusqlite::{Connection, MAIN_DB, Statement, params};
use serde_json::Value;

const SCHEMA: &str = "
PRAGMA foreign_keys = ON;
CREATE TABLE documents (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, title TEXT,
  publisher TEXT, published TEXT);
CREATE TABLE persons (id TEXT PRIMARY KEY, name TEXT, latin_name TEXT, honorific_prefix TEXT, gender TEXT, email TEXT,
  phone TEXT, identifier TEXT);
CREATE TABLE organizations (id TEXT PRIMARY KEY, name TEXT, acronym TEXT, area TEXT,
  parent_id TEXT REFERENCES organizations (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE posts (id TEXT PRIMARY KEY, label TEXT NOT NULL, organization_id TEXT REFERENCES organizations (id),
  organ TEXT);
CREATE TABLE events (id TEXT PRIMARY KEY, organization_id TEXT REFERENCES organizations (id), organ TEXT,
  classification TEXT, start_date TEXT, weekday TEXT, location TEXT, term_years INTEGER, term_start TEXT, term_end TEXT);
CREATE TABLE memberships (id TEXT PRIMARY KEY, standing TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (id), organization_id TEXT REFERENCES organizations (id),
  on_behalf_of_id TEXT REFERENCES organizations (id), post TEXT, role TEXT, portfolio TEXT, area TEXT, start_date TEXT,
  end_date TEXT, event_id TEXT REFERENCES events (id), organ TEXT);
CREATE TABLE terms (id TEXT PRIMARY KEY, organization_id TEXT REFERENCES organizations (id),
  event_id TEXT NOT NULL REFERENCES events (id), start_date TEXT, end_date TEXT, until TEXT);
CREATE TABLE term_seats (term_id TEXT NOT NULL REFERENCES terms (id),
  membership_id TEXT NOT NULL REFERENCES memberships (id), PRIMARY KEY (term_id, membership_id));
CREATE TABLE term_changes (id INTEGER PRIMARY KEY, term_id TEXT NOT NULL REFERENCES terms (id), what TEXT NOT NULL,
  person_id TEXT REFERENCES persons (id), from_post TEXT, to_post TEXT);
CREATE TABLE names (person_id TEXT REFERENCES persons (id), organization_id TEXT REFERENCES organizations (id),
  name TEXT NOT NULL, field TEXT NOT NULL);
CREATE TABLE findings (id INTEGER PRIMARY KEY, code TEXT NOT NULL, severity TEXT NOT NULL, subject TEXT NOT NULL,
  message_ar TEXT NOT NULL, message_fr TEXT NOT NULL, message_en TEXT NOT NULL, suggestion TEXT, suppressed_by TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, person_id TEXT REFERENCES persons (id),
  organization_id TEXT REFERENCES organizations (id), event_id TEXT REFERENCES events (id),
  membership_id TEXT REFERENCES memberships (id), field TEXT NOT NULL, rank INTEGER NOT NULL, value TEXT NOT NULL,
  CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) + (event_id IS NOT NULL) + (membership_id IS NOT NULL) = 1));
CREATE TABLE likely (id INTEGER PRIMARY KEY, person_id TEXT NOT NULL REFERENCES persons (id),
  other_id TEXT NOT NULL REFERENCES persons (id), verdict TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL,
  signs TEXT NOT NULL);
CREATE TABLE evidence (id INTEGER PRIMARY KEY, claim_id INTEGER REFERENCES claims (id),
  finding_id INTEGER REFERENCES findings (id), membership_id TEXT REFERENCES memberships (id),
  likely_id INTEGER REFERENCES likely (id), document TEXT REFERENCES documents (path), start INTEGER NOT NULL,
  end INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, place TEXT);
CREATE INDEX claims_person ON claims (person_id, field);
CREATE INDEX claims_organization ON claims (organization_id, field);
CREATE INDEX claims_event ON claims (event_id, field);
CREATE INDEX claims_membership ON claims (membership_id, field);
CREATE INDEX evidence_membership ON evidence (membership_id);
CREATE INDEX evidence_likely ON evidence (likely_id);
CREATE INDEX evidence_document ON evidence (document, start);
CREATE INDEX terms_organization ON terms (organization_id, start_date);
CREATE INDEX terms_event ON terms (event_id);
CREATE INDEX term_seats_membership ON term_seats (membership_id);
CREATE INDEX term_changes_term ON term_changes (term_id);
CREATE INDEX term_changes_person ON term_changes (person_id);
CREATE INDEX likely_person ON likely (person_id);
CREATE INDEX likely_other ON likely (other_id);
CREATE INDEX memberships_event ON memberships (event_id);
CREATE INDEX memberships_behalf ON memberships (on_behalf_of_id);
CREATE INDEX names_person ON names (person_id);
CREATE INDEX names_organization ON names (organization_id);
CREATE INDEX organizations_parent ON organizations (parent_id);
CREATE INDEX posts_organization ON posts (organization_id);
CREATE INDEX events_organization ON events (organization_id);
CREATE INDEX evidence_claim ON evidence (claim_id);
CREATE INDEX evidence_finding ON evidence (finding_id);
CREATE INDEX findings_code ON findings (code);
CREATE INDEX memberships_person ON memberships (person_id);
CREATE INDEX memberships_organization ON memberships (organization_id);
CREATE INDEX names_name ON names (name);
";

/// The database.
///
/// # Errors
/// A register that breaks the schema, which is our mistake.
pub(super) fn make(reports: &Reports<'_>) -> Result<Vec<Output>, ReportError> {
    let view = RegisterView::new(reports.register, reports.sources);
    let bytes = write(&view, reports).map_err(|error| ReportError::Database { reason: error.to_string() })?;
    Ok(vec![Output { path: "register.sqlite".to_owned(), bytes }])
}

fn write(view: &RegisterView, reports: &Reports<'_>) -> rusqlite::Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch(SCHEMA)?;
    let transaction = database.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?, ?)")?;
        for document in reports.sources.iter() {
            let head = &document.head;
            insert.execute(params![
                document.path,
                document.sha256,
                document.media_type,
                head.title,
                head.publisher,
                head.published
            ])?;
        }
        let mut writer = Writer {
            claim: transaction
                .prepare(
                "INSERT INTO claims (person_id, organization_id, event_id, membership_id, field, rank, value)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?,
            evidence: transaction.prepare(
                "INSERT INTO evidence (claim_id, finding_id, membership_id, likely_id, document, start, end, quote, rule,
                 place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            name: transaction.prepare("INSERT INTO names VALUES (?, ?, ?, ?)")?,
            connection: &transaction,
        };
        let register = serde_json::to_value(view).unwrap_or_default();
        for (table, key, columns) in TABLES {
            let marks = vec!["?"; columns.len()].join(", ");
            let mut insert = transaction.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?;
            for object in register.get(key).and_then(Value::as_array).into_iter().flatten() {
                let cells = columns.iter().map(|column| shown(object.get(*column)));
                insert.execute(rusqlite::params_from_iter(cells))?;
                writer.claims(object)?;
            }
        }
        writer.likely(&register)?;
        writer.terms(&register)?;
        let mut insert = transaction.prepare(
            "INSERT INTO findings (code, severity, subject, message_ar, message_fr, message_en, suggestion, suppressed_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for finding in reports.findings {
            insert.execute(params![
                finding.code,
                severity(finding),
                finding.subject,
                finding.message.ar,
                finding.message.fr,
                finding.message.en,
                finding.suggestion.as_ref().map(|known| &known.message.ar),
                finding.suppressed_by
            ])?;
            let id = transaction.last_insert_rowid();
            for known in finding.evidence.iter().chain(&finding.related) {
                writer.place(Of::Finding(id), &serde_json::to_value(known).unwrap_or_default())?;
            }
        }
    }
    transaction.commit()?;
    Ok(database.serialize(MAIN_DB)?.to_vec())
}

fn severity(finding: &FindingView) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// What a place is evidence of.
#[derive(Debug, Clone, Copy)]
enum Of<'a> {
    Claim(i64),
    Finding(i64),
    Membership(&'a str),
    Likely(i64),
}

struct Writer<'a> {
    claim: Statement<'a>,
    evidence: Statement<'a>,
    name: Statement<'a>,
    connection: &'a Connection,
}

impl Writer<'_> {
    /// All claims of an object of the register: every field that holds claims.
    fn claims(&mut self, object: &Value) -> rusqlite::Result<()> {
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        for (field, value) in object.as_object().into_iter().flatten() {
            let claims = match value {
                Value::Array(claims) => claims.as_slice(),
                one @ Value::Object(_) => std::slice::from_ref(one),
                _ => continue,
            };
            if field == "evidence" {
                for place in claims {
                    self.place(Of::Membership(id), place)?;
                }
                continue;
            }
            for (rank, claim) in claims.iter().enumerate() {
                let (Some(value), Some(places)) = (claim.get("value"), claim.get("evidence")) else {
                    continue;
                };
                let text = words(value);
                let of = |kind: &str| id.starts_with(kind).then_some(id);
                self.claim.execute(params![
                    of("person/"),
                    of("organization/"),
                    of("event/"),
                    of("membership/"),
                    field,
                    rank as i64,
                    text
                ])?;
                let number = self.connection.last_insert_rowid();
                for place in places.as_array().into_iter().flatten() {
                    self.place(Of::Claim(number), place)?;
                }
                if matches!(field.as_str(), "name" | "other_names" | "acronym") {
                    let (person, body) =
                        if id.starts_with("person/") { (Some(id), None) } else { (None, Some(id)) };
                    self.name.execute(params![person, body, text, field])?;
                }
            }
        }
        Ok(())
    }

    /// The seats of each term and what changed in it; a seat that fell vacant is a change without a person.
    fn terms(&mut self, register: &Value) -> rusqlite::Result<()> {
        let list =
            |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        for term in list(register, "terms") {
            let id = term.get("id").and_then(Value::as_str);
            for seat in list(&term, "membership_ids") {
                self.connection
                    .execute("INSERT INTO term_seats VALUES (?, ?)", params![id, seat.as_str()])?;
            }
            let sql = "INSERT INTO term_changes (term_id, what, person_id, from_post, to_post) VALUES (?, ?, ?, ?, ?)";
            for change in list(&term, "changes") {
                let text = |key: &str| change.get(key).and_then(Value::as_str);
                self.connection
                    .execute(sql, params![id, text("what"), text("person_id"), text("from"), text("to")])?;
            }
            for post in list(&term, "vacant") {
                self.connection
                    .execute(sql, params![id, "vacant", None::<&str>, post.as_str(), None::<&str>])?;
            }
        }
        Ok(())
    }

    /// The pairs of people that may be one.
    fn likely(&mut self, register: &Value) -> rusqlite::Result<()> {
        for pair in register.get("likely").and_then(Value::as_array).into_iter().flatten() {
            let text = |key: &str| pair.get(key).map(words);
            let person = |at: usize| pair.pointer(&format!("/persons/{at}")).and_then(Value::as_str);
            self.connection.execute(
                "INSERT INTO likely (person_id, other_id, verdict, score, reasons, signs) VALUES (?, ?, ?, ?, ?, ?)",
                params![
                    person(0),
                    person(1),
                    text("verdict"),
                    pair.get("score").and_then(Value::as_f64),
                    text("reasons"),
                    text("signs")
                ],
            )?;
            let number = self.connection.last_insert_rowid();
            for place in pair.get("evidence").and_then(Value::as_array).into_iter().flatten() {
                self.place(Of::Likely(number), place)?;
            }
        }
        Ok(())
    }

    fn place(&mut self, of: Of<'_>, place: &Value) -> rusqlite::Result<()> {
        let text = |key: &str| place.get(key).and_then(Value::as_str);
        let number = |key: &str| place.get(key).and_then(Value::as_i64);
        let (mut claim, mut finding, mut membership, mut likely) = (None, None, None, None);
        match of {
            Of::Claim(id) => claim = Some(id),
            Of::Finding(id) => finding = Some(id),
            Of::Membership(id) => membership = Some(id),
            Of::Likely(id) => likely = Some(id),
        }
        self.evidence.execute(params![
            claim,
            finding,
            membership,
            likely,
            text("source"),
            number("start"),
            number("end"),
            text("quote"),
            text("rule"),
            place.get("place").filter(|place| !place.is_null()).map(Value::to_string)
        ])?;
        Ok(())
    }
}

/// What a table shows of a field.
fn shown(field: Option<&Value>) -> rusqlite::types::Value {
    match best(field) {
        None | Some(Value::Null) => rusqlite::types::Value::Null,
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => {
            number.as_i64().map_or(rusqlite::types::Value::Null, rusqlite::types::Value::Integer)
        }
        Some(value) => rusqlite::types::Value::Text(words(value)),
    }
}
