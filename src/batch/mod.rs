//! Runs a job: files in, files out, in parallel and in order.
//!
//! In: a [`Job`]. Out: an [`Outcome`], and the files of `output/`. Always holds: every `par_iter` of the crate is
//! here; results are collected in input order, so the number of threads never shows; one bad file is a ledger entry,
//! never the end of the run; an output appears whole or not at all.

mod error;
mod explain;
mod files;
mod init;
mod job;
mod ledger;
mod make;
mod manifest;
mod members;
mod stream;
mod verify;
mod verify_letter;

use crate::check;
use crate::document::{Document, Sources};
use crate::extract;
use crate::ingest;
use crate::model::Record;
use crate::names::Names;
use crate::register::{Corrections, Register};
use crate::report::{self, FindingView, Mail, Plan};
use crate::seeds::Seeds;
use crate::template::{Recipient, Templates};
use crate::text::SourceId;
use manifest::Named;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub use crate::report::{Issue, LetterSettings, Part, Wanted};
pub use error::JobError;
pub use explain::explain;
pub use init::{Fate, Laid, init};
pub use job::{FailOn, Job, Mode, Settings, today};
pub use ledger::{Cause, Failure, InputEntry, Ledger, OutputEntry, Unmade};
pub use manifest::Manifest;
pub use members::members;
pub use stream::{
    Likenesses, Lines, Unread, extract_files, extract_lines, extract_paths, opened, read_one, rule_uses,
};
pub use verify::{Verdict, verify};
pub use verify_letter::{LetterCheck, SheetState, verify_letter};

/// Who watches a run.
pub trait Progress: Sync {
    /// A stage of `total` steps begins.
    fn stage(&self, stage: Stage, total: usize);
    /// One step of it is done.
    fn step(&self);
}

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading documents.
    Read,
    /// Making outputs.
    Make,
}

/// What a run found and made.
#[derive(Debug)]
pub struct Outcome {
    /// Every file, good or bad.
    pub ledger: Ledger,
    /// The findings, gravest first.
    pub findings: Vec<FindingView>,
    /// What all documents together claim.
    pub register: Register,
    /// The documents.
    pub sources: Sources,
    /// What happened to the numbers of letters, in words.
    pub letters: Vec<String>,
}

/// What the job's folders know: seeds, templates, corrections.
#[derive(Debug)]
pub struct Knowledge {
    /// Lexicons and rules.
    pub seeds: Seeds,
    /// Spelling knowledge.
    pub names: Names,
    own: BTreeMap<String, String>,
}

impl Knowledge {
    /// The built-in knowledge with what the folder `seeds` adds to or replaces in it.
    ///
    /// # Errors
    /// A seed that cannot be used, with file, line and remedy.
    pub fn load(seeds: &Path) -> Result<Self, JobError> {
        let own = files::texts(seeds)?;
        Ok(Self { seeds: Seeds::load(&own)?, names: Names::load(&own)?, own })
    }

    /// Its spelling knowledge alone.
    ///
    /// # Errors
    /// A seed that cannot be used, with file, line and remedy.
    pub fn names(seeds: &Path) -> Result<Names, JobError> {
        Ok(Names::load(&files::texts(seeds)?)?)
    }

    /// The same with what the settings in the file `path` say of columns.
    ///
    /// # Errors
    /// A field that no column has, with the fields there are.
    pub fn with_columns(mut self, settings: &Settings, path: &Path) -> Result<Self, JobError> {
        self.seeds.fix_columns(&settings.columns).map_err(|(at, known)| {
            let text = files::bytes(path).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let mut heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[columns]]");
            let line = heads.nth(at).map_or(1, |(line, _)| line + 1);
            let field = settings.columns.get(at).map_or("", |fix| fix.field.as_str());
            let message = format!("no column is called {field}; there are {}", known.join(", "));
            JobError::Settings { path: path.to_owned(), line, message }
        })?;
        Ok(self)
    }

    fn of(job: &Job) -> Result<Self, JobError> {
        Self::load(&job.seeds)?.with_columns(&job.settings, &job.folder.join("diwan.toml"))
    }
}

/// Runs `job`.
///
/// # Errors
/// What stops the whole run; a file that cannot be read does not.
pub fn run(job: &Job, progress: &dyn Progress) -> Result<Outcome, JobError> {
    pool(job.threads)?.install(|| {
        let knowledge = Knowledge::of(job)?;
        let templates = self::templates(&job.templates)?;
        let mut outcome = read(job, &knowledge, &templates, progress)?;
        make::make(job, &knowledge, &templates, &mut outcome, progress)?;
        Ok(outcome)
    })
}

/// Reads and checks as [`run`] does, and makes nothing.
///
/// # Errors
/// What stops the whole run.
pub fn check(job: &Job, progress: &dyn Progress) -> Result<Outcome, JobError> {
    pool(job.threads)?.install(|| {
        let knowledge = Knowledge::of(job)?;
        let templates = self::templates(&job.templates)?;
        read(job, &knowledge, &templates, progress)
    })
}

/// `threads` threads; 0 means one for each core.
///
/// # Errors
/// The system's reason.
pub fn pool(threads: usize) -> Result<rayon::ThreadPool, JobError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| JobError::Threads { threads, reason: error.to_string() })
}

fn read(
    job: &Job,
    knowledge: &Knowledge,
    templates: &Templates,
    progress: &dyn Progress,
) -> Result<Outcome, JobError> {
    let inputs = files::inputs(&job.input)?;
    progress.stage(Stage::Read, inputs.len());
    let read = parallel(&inputs, |at, (name, path)| {
        let read = read_file(at, name, path, &knowledge.seeds);
        progress.step();
        read
    });
    let (mut ledger, mut documents, mut records) = (Ledger::default(), Vec::new(), Vec::new());
    for (entry, read) in read {
        ledger.inputs.push(entry);
        if let Some((document, claims)) = read {
            documents.push(document);
            records.extend(claims);
        }
    }
    let corrections = corrections(&job.input.join("corrections.toml"))?;
    let sources = Sources::new(documents);
    let register = Register::from_records(records, &knowledge.names, &corrections);
    let unread = ledger.failures().map(|(path, failure)| check::unreadable_input(path, &failure.message));
    let context = check::Context {
        as_of: job.as_of,
        allow: &job.settings.allow,
        sources: &sources,
        names: &knowledge.names,
        unread: unread.collect(),
    };
    let findings = check::findings(&register, &context);
    let findings = report::finding_views(&findings, &sources, templates)?;
    Ok(Outcome { ledger, findings, register, sources, letters: Vec::new() })
}

/// Rows of a sheet that a run reads: it holds a register whole, with all that is made of it, at 66 KB a row.
const ROWS: u32 = 100_000;

/// Reads one input; a panic of a reader costs this file alone.
fn read_file(
    at: usize,
    name: &str,
    path: &Path,
    seeds: &Seeds,
) -> (InputEntry, Option<(Document, Vec<Record>)>) {
    let mut entry = InputEntry {
        path: name.to_owned(),
        sha256: String::new(),
        bytes: 0,
        media_type: None,
        failure: None,
    };
    let failed = |code, message: String| Some(Failure { code, message });
    let bytes = match files::bytes(path) {
        Ok(bytes) => bytes,
        Err(message) => {
            entry.failure = failed("unreadable-input", message);
            return (entry, None);
        }
    };
    entry.sha256 = ingest::digest(&bytes);
    entry.bytes = bytes.len() as u64;
    let source = SourceId(u32::try_from(at).unwrap_or(u32::MAX));
    let read = catch_unwind(AssertUnwindSafe(|| {
        let (document, rest) = ingest::opening(source, name, &bytes, ROWS)?;
        if rest == ingest::Rest::Rows {
            return Err(ingest::IngestError::Limit {
                what: "the number of rows of a sheet, at least",
                found: u64::from(ROWS) + 1,
                limit: u64::from(ROWS),
                remedy: "split the register; `diwan members` reads it at any length",
            });
        }
        let records = extract::records(&document, seeds);
        Ok::<_, ingest::IngestError>((document, records))
    }));
    match read {
        Ok(Ok((document, records))) => {
            entry.media_type = Some(document.media_type);
            (entry, Some((document, records)))
        }
        Ok(Err(error)) => {
            entry.failure = failed("unreadable-input", error.to_string());
            (entry, None)
        }
        Err(_) => {
            let message = "diwan failed on this file, which is our mistake: please report it with the file";
            entry.failure = failed("internal-error", message.to_owned());
            (entry, None)
        }
    }
}

fn corrections(path: &Path) -> Result<Corrections, JobError> {
    if !path.is_file() {
        return Ok(Corrections::default());
    }
    let bytes = files::bytes(path).map_err(|reason| JobError::File { path: path.to_owned(), reason })?;
    Corrections::parse(&String::from_utf8_lossy(&bytes)).map_err(|error| JobError::Settings {
        path: path.to_owned(),
        line: error.line,
        message: error.message,
    })
}

/// The letters of a run, numbered; values that they leave blank become findings.
fn letters(
    job: &Job,
    knowledge: &Knowledge,
    templates: &Templates,
    outcome: &mut Outcome,
) -> Result<Plan, JobError> {
    if !job.makes(Part::Letters) {
        return Ok(Plan::default());
    }
    let mail = mail(&job.output.join("letters"))?;
    let context = check::Context {
        as_of: job.as_of,
        allow: &[],
        sources: &outcome.sources,
        names: &knowledge.names,
        unread: Vec::new(),
    };
    let kinds = if job.letters.kinds.is_empty() { &job.settings.letters.kinds } else { &job.letters.kinds };
    let debtors = templates
        .letters()
        .any(|known| known.to == Recipient::Debtor && kinds.iter().any(|kind| kind == known.kind));
    let debts = if debtors { check::debts(&outcome.register, &context) } else { Vec::new() };
    let mut plan = Plan::new(
        &report::Ground {
            register: &outcome.register,
            findings: &outcome.findings,
            debts: &debts,
            sources: &outcome.sources,
            templates,
            settings: &job.settings.letters,
            wanted: &job.letters,
            sender: &job.settings.sender(),
            as_of: job.as_of,
        },
        mail,
    )?;
    check::accept(&job.settings.allow, &mut plan.blanks);
    outcome.findings.extend(report::finding_views(&plan.blanks, &outcome.sources, templates)?);
    outcome.letters.clone_from(&plan.changes);
    Ok(plan)
}

/// The register of outgoing mail that the last run left in `folder`.
fn mail(folder: &Path) -> Result<Mail, JobError> {
    let path = folder.join("register.json");
    if !path.is_file() && !folder.join("register.xlsx").is_file() {
        return Ok(Mail::default());
    }
    let bytes = files::bytes(&path).map_err(|reason| JobError::File { path: path.clone(), reason })?;
    Mail::parse(&String::from_utf8_lossy(&bytes)).map_err(|fault| JobError::Mail { path, fault })
}

/// The built-in templates with what the folder `own` adds to or replaces in them.
fn templates(own: &Path) -> Result<Templates, JobError> {
    Ok(Templates::load(&files::texts(own)?)?.with_pictures(files::pictures(own)?))
}

/// Every seed and template in force, with its digest.
fn named(knowledge: &Knowledge, templates: &Templates) -> Vec<Named> {
    let named = |path: String, text: &str| Named {
        path,
        sha256: ingest::digest(text.as_bytes()),
        bytes: text.len() as u64,
    };
    let seeds = crate::seeds::texts(&knowledge.own);
    let mut out: Vec<Named> = seeds.iter().map(|(name, text)| named(format!("seeds/{name}"), text)).collect();
    out.extend(
        templates.names().filter_map(|name| Some(named(format!("templates/{name}"), templates.text(name)?))),
    );
    out.extend(templates.pictures().map(|(name, bytes)| Named {
        path: format!("templates/{name}"),
        sha256: ingest::digest(bytes),
        bytes: bytes.len() as u64,
    }));
    out.sort_by(|one, other| one.path.cmp(&other.path));
    out
}

/// `make` of each item with its index, in parallel, results in the items' order.
fn parallel<T: Sync, U: Send>(items: &[T], make: impl Fn(usize, &T) -> U + Sync) -> Vec<U> {
    items.par_iter().enumerate().map(|(at, item)| make(at, item)).collect()
}

/// `make` of each item, in parallel by one run of items for each of `workers`, results in the items' order.
fn shared_out<W: Send, T: Sync, U: Send>(
    workers: &mut [W],
    items: &[T],
    make: impl Fn(&mut W, &T) -> U + Sync,
) -> Vec<U> {
    let run = items.len().div_ceil(workers.len().max(1)).max(1);
    let runs = workers.par_iter_mut().zip(items.par_chunks(run));
    runs.flat_map_iter(|(worker, items)| items.iter().map(|item| make(worker, item)).collect::<Vec<U>>())
        .collect()
}

/// How many threads the pool has that this is called in.
fn threads() -> usize {
    rayon::current_num_threads()
}
