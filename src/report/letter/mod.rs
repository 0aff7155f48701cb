//! Letters: which a run makes, what they are called, and the sheets they become.
//!
//! In: the register, its findings, the settings and the register of outgoing mail that the last run left. Out: a
//! [`Plan`], then files. Always holds: a letter bears only values that no source and no finding contradicts; one that is
//! disputed is left blank, to be filled by hand, and a finding says so.

mod code;
mod doubts;
mod ledger;
mod mail;
mod make;
mod recipients;
mod settings;
mod values;

pub use mail::{Entry, Mail, MailError, Status};
pub(super) use make::{make, print};
pub use settings::{Issue, LetterSettings, Meeting, Wanted};

use super::{FindingView, Output, ReportError, Sender};
use crate::calendar::Date;
use crate::check::{Debt, Finding, Severity, Slot};
use crate::document::Sources;
use crate::register::Register;
use crate::template::{LetterTemplate, TemplateError, Templates};
use crate::text::key;
use doubts::{Doubts, Field};
use mail::{Change, Unnumbered};
use recipients::{Draft, drafts};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use values::Blank;

/// How many letters share the work of making fonts ready: enough for its cost to vanish among them, few enough for
/// threads to share the letters out.
const TOGETHER: usize = 32;
/// The longest part of a file name that comes from a document, in characters.
const LONGEST_NAME: usize = 60;
/// Slots that say nothing of what a letter is about: its wording, not its values.
const FORM: [&str; 6] = ["reference", "as_of", "code", "sender", "copies", "copies_fr"];

/// What letters are planned from.
#[derive(Debug)]
pub struct Ground<'a> {
    /// What all documents claim.
    pub register: &'a Register,
    /// The findings.
    pub findings: &'a [FindingView],
    /// Who owes dues; only asked for by kinds that go to debtors.
    pub debts: &'a [Debt<'a>],
    /// The documents.
    pub sources: &'a Sources,
    /// The templates.
    pub templates: &'a Templates,
    /// What `diwan.toml` says of letters.
    pub settings: &'a LetterSettings,
    /// What the command line asks for.
    pub wanted: &'a Wanted,
    /// Who letters come from.
    pub sender: &'a Sender,
    /// The day new letters bear.
    pub as_of: Date,
}

/// The letters of a run.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// In the order of kinds, then of the documents.
    letters: Vec<Letter>,
    mail: Mail,
    /// What happened to numbers, in words.
    pub changes: Vec<String>,
    /// Values left blank because sources disagree.
    pub blanks: Vec<Finding>,
}

/// A letter to be made.
#[derive(Debug, Clone, PartialEq)]
struct Letter {
    template: String,
    values: Value,
    reference: String,
    /// The figures beside the code on the sheet.
    code: String,
    /// Whom it goes to.
    label: String,
    date: Date,
    /// Its files' name, without ending.
    stem: String,
}

impl Plan {
    /// The letters that `ground` asks for, numbered after those of `mail`.
    ///
    /// # Errors
    /// A kind without a template, a recipient whom no letter is meant for, a template that cannot be used.
    pub fn new(ground: &Ground<'_>, mut mail: Mail) -> Result<Self, ReportError> {
        let doubts = Doubts::new(ground.findings);
        let (mut letters, mut changes) = (Vec::new(), Vec::new());
        let (mut made, mut names, mut stems) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut keys = BTreeMap::new();
        let mut blanks: BTreeMap<(String, Field), (Vec<String>, Blank)> = BTreeMap::new();
        for template in templates(ground)? {
            let asked = ground.templates.asked(template.name);
            let wording = wording(ground, template.name);
            for draft in drafts(ground, &doubts, template.to) {
                names.insert(draft.label.clone());
                if !wants(ground, template.kind, &draft.label) {
                    continue;
                }
                let mut values = serde_json::to_value(&draft.values).unwrap_or_default();
                complete(&mut values, None, ground.sender);
                let mut flat = BTreeMap::new();
                flatten("", &values, &mut flat);
                let doubted: Vec<&Blank> =
                    draft.blanks.iter().filter(|blank| concerns(blank.field, &asked)).collect();
                if !template.needs.iter().all(|slot| has(&flat, slot) || fills(&doubted, slot)) {
                    continue;
                }
                let subject = ground.templates.title(template.name, &values)?;
                let unnumbered = unnumbered(&template, &draft, subject, flat, &asked, &wording, &mut keys);
                let (at, change) =
                    mail.number(unnumbered, ground.as_of, ground.settings, ground.wanted.issue);
                made.insert(at);
                let Some(entry) = mail.letters.get_mut(at) else { continue };
                let mut stem = stem(entry, "");
                if !stems.insert(stem.clone()) {
                    stem = self::stem(entry, &format!("{}-", entry.year));
                    stems.insert(stem.clone());
                }
                entry.file = format!("{stem}.pdf");
                changes.extend(told(entry, change));
                for blank in doubted {
                    let place = (blank.person.clone(), blank.field);
                    let (letters, _) = blanks.entry(place).or_insert_with(|| (Vec::new(), blank.clone()));
                    if !letters.contains(&entry.reference) {
                        letters.push(entry.reference.clone());
                    }
                }
                complete(&mut values, Some(entry), ground.sender);
                letters.push(Letter {
                    template: template.name.to_owned(),
                    values,
                    reference: entry.reference.clone(),
                    code: code::shown(&entry.digest),
                    label: draft.label,
                    date: entry.date,
                    stem,
                });
            }
        }
        if letters.is_empty() && !ground.wanted.to.is_empty() {
            let known = names.into_iter().collect::<Vec<_>>().join("; ");
            return Err(ReportError::Recipient { name: ground.wanted.to.join(", "), known });
        }
        if ground.wanted.is_all() {
            let gone = mail.withdraw(&made);
            changes.extend(gone.into_iter().map(|reference| format!("{reference}: no longer asked for")));
        }
        let blanks = blanks.into_iter().map(|((person, field), (letters, blank))| {
            let letters = letters.into_iter().map(Slot::Words).collect();
            Finding::new("letter-left-blank", Severity::Note, person.clone())
                .words("person", &person)
                .slot("field", Slot::Term(field.slot().to_owned()))
                .slot("letters", Slot::List(letters))
                .at(&blank.places)
        });
        Ok(Self { letters, mail, changes, blanks: blanks.collect() })
    }

    /// Ranges of letters to be made together.
    pub(super) fn chunks(&self) -> impl Iterator<Item = Range<usize>> {
        let count = self.letters.len();
        (0..count).step_by(TOGETHER).map(move |start| start..(start + TOGETHER).min(count))
    }

    /// The register of outgoing mail once letters were made, given by path and SHA-256: as JSON, and as a sheet to read.
    ///
    /// # Errors
    /// A sheet Excel cannot hold.
    pub fn ledger<'o>(
        &self,
        outputs: impl Iterator<Item = (&'o str, &'o str)>,
        templates: &Templates,
        as_of: Date,
    ) -> Result<Vec<Output>, ReportError> {
        let mut mail = self.mail.clone();
        let digests: BTreeMap<&str, &str> =
            outputs.filter_map(|(path, sha256)| Some((path.strip_prefix("letters/")?, sha256))).collect();
        for entry in &mut mail.letters {
            if let Some(digest) = digests.get(entry.file.as_str()) {
                entry.sha256 = (*digest).to_owned();
            }
        }
        let json = super::pretty(&mail).into_bytes();
        let sheet = ledger::bytes(&mail, templates, as_of)?;
        let output = |path: &str, bytes| Output { path: path.to_owned(), bytes };
        Ok(vec![output("letters/register.json", json), output("letters/register.xlsx", sheet)])
    }
}

/// The templates of the kinds asked for, in the order of the settings.
fn templates<'a>(ground: &Ground<'a>) -> Result<Vec<LetterTemplate<'a>>, TemplateError> {
    let kinds = if ground.wanted.kinds.is_empty() { &ground.settings.kinds } else { &ground.wanted.kinds };
    let mut out = Vec::new();
    for kind in kinds {
        let of_kind: Vec<_> = ground.templates.letters().filter(|known| known.kind == *kind).collect();
        let first = out.len();
        for language in &ground.settings.languages {
            out.extend(of_kind.iter().copied().filter(|known| known.language == *language));
        }
        if out.len() == first {
            let kinds: BTreeSet<String> = ground
                .templates
                .letters()
                .map(|known| format!("letters/{}.{}.md", known.kind, known.language))
                .collect();
            let language = ground.settings.languages.first().map_or("ar", String::as_str);
            let file = format!("letters/{kind}.{language}.md");
            let known = kinds.into_iter().collect::<Vec<_>>().join(", ");
            return Err(TemplateError::Absent { file, known });
        }
    }
    Ok(out)
}

/// True when the settings and the command line mean `label` for letters of `kind`.
fn wants(ground: &Ground<'_>, kind: &str, label: &str) -> bool {
    let written = key(label);
    let among = |names: &[String]| names.iter().any(|name| written.contains(&key(name)));
    let only = ground.settings.recipients.get(kind);
    only.is_none_or(|names| among(names)) && (ground.wanted.to.is_empty() || among(&ground.wanted.to))
}

/// True when a template that asks for these slots would show the value.
fn concerns(field: Field, asked: &BTreeSet<String>) -> bool {
    let slots: &[&str] = match field {
        Field::Affiliation => &["members"],
        Field::Date => &["event"],
        Field::Dues => &["dues"],
        Field::Gender => &["person.gender", "members"],
        Field::Membership => &["membership"],
        Field::Name => &["person.name", "person.latin_name", "members"],
        Field::Portfolio => &["seat.portfolio", "members"],
        Field::Post => &["seat.post", "members"],
        Field::Term => &["term"],
    };
    let asks =
        |slot: &&str| asked.iter().any(|known| known == slot || known.starts_with(&format!("{slot}.")));
    slots.iter().any(asks)
}

/// True when the values hold something at a slot or below it.
fn has(flat: &BTreeMap<String, String>, slot: &str) -> bool {
    flat.keys().any(|known| within(known, slot))
}

/// True when the slot is empty because its value is in doubt: the letter is made, with a blank.
fn fills(doubted: &[&Blank], slot: &str) -> bool {
    doubted.iter().any(|blank| concerns(blank.field, &BTreeSet::from([slot.to_owned()])))
}

fn within(path: &str, slot: &str) -> bool {
    path.strip_prefix(slot).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn unnumbered(
    template: &LetterTemplate<'_>,
    draft: &Draft,
    subject: String,
    flat: BTreeMap<String, String>,
    asked: &BTreeSet<String>,
    wording: &str,
    keys: &mut BTreeMap<String, usize>,
) -> Unnumbered {
    let told = |path: &String| {
        asked.iter().any(|slot| within(path, slot)) && !FORM.iter().any(|form| within(path, form))
    };
    let values: BTreeMap<String, String> = flat.into_iter().filter(|(path, _)| told(path)).collect();
    let mut parts = vec![template.kind.to_owned(), template.language.to_owned()];
    parts.extend(draft.key.iter().cloned());
    // Two meetings are two letters.
    parts.extend(["meeting.kind", "meeting.date"].iter().filter_map(|slot| values.get(*slot)).cloned());
    let mut key = parts.join(" | ");
    // So are two seats that one person holds on one board.
    let times = keys.entry(key.clone()).or_insert(0_usize);
    *times += 1;
    if *times > 1 {
        key = format!("{key} | {times}");
    }
    let digest = sha256(format!("{key}\n{}", serde_json::to_string(&values).unwrap_or_default()).as_bytes());
    Unnumbered {
        kind: template.kind.to_owned(),
        language: template.language.to_owned(),
        to: draft.label.clone(),
        subject,
        key,
        values,
        digest,
        wording: wording.to_owned(),
    }
}

/// SHA-256 of everything on a letter of a template but its values.
fn wording(ground: &Ground<'_>, template: &str) -> String {
    let form = serde_json::json!({
        "template": ground.templates.worded(template),
        "words": ground.templates.text("words.toml"),
        "sender": ground.sender,
        "copies": [&ground.settings.copies, &ground.settings.copies_fr],
    });
    sha256(form.to_string().as_bytes())
}

/// Adds the slots that the sender and the register of outgoing mail give a letter; empty before it has a number.
fn complete(values: &mut Value, entry: Option<&Entry>, sender: &Sender) {
    let Some(map) = values.as_object_mut() else { return };
    let text = |of: fn(&Entry) -> String| Value::from(entry.map(of).unwrap_or_default());
    map.insert("reference".to_owned(), text(|entry| entry.reference.clone()));
    map.insert("as_of".to_owned(), text(|entry| entry.date.to_string()));
    map.insert("code".to_owned(), text(|entry| code::shown(&entry.digest)));
    if entry.is_none() {
        map.insert("sender".to_owned(), serde_json::to_value(sender).unwrap_or_default());
    }
}

/// Every value below `value`, by its path: `members.1.name`.
fn flatten(path: &str, value: &Value, out: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Null => {}
        Value::Object(map) => map.iter().for_each(|(key, inner)| flatten(&below(key), inner, out)),
        Value::Array(items) => {
            items
                .iter()
                .zip(1..)
                .for_each(|(item, at): (_, usize)| flatten(&below(&at.to_string()), item, out));
        }
        Value::String(text) => {
            out.insert(path.to_owned(), text.clone());
        }
        other => {
            out.insert(path.to_owned(), other.to_string());
        }
    }
}

/// What is said of a letter that is not what it was.
fn told(entry: &Entry, change: Change) -> Option<String> {
    let Entry { reference, to, replaces, .. } = entry;
    match change {
        Change::New | Change::Same => None,
        Change::Reworded => {
            Some(format!("{reference}: other wording or letterhead, same values, same number"))
        }
        Change::Renumbered => {
            let old = replaces.as_deref().unwrap_or_default();
            Some(format!("{reference} replaces {old} (\u{2068}{to}\u{2069}); letters/register.xlsx says why"))
        }
    }
}

/// The name of a letter's files: `007-notification-…`.
fn stem(entry: &Entry, year: &str) -> String {
    let language = if entry.language == "ar" { String::new() } else { format!("-{}", entry.language) };
    format!("{:03}-{year}{}{language}-{}", entry.number, entry.kind, file_name(&entry.to))
}

/// `name` as part of a file name: letters, digits and hyphens alone, so that no name ever chooses a path.
fn file_name(name: &str) -> String {
    let words = crate::text::plain(name);
    let kept: String =
        words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(LONGEST_NAME).collect();
    let parts: Vec<&str> = kept.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "unnamed".to_owned() } else { parts.join("-") }
}

/// SHA-256, hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
