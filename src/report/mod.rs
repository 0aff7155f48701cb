//! The register becomes files: records, roster, letters, workbook.
//!
//! In: the [`Register`], its findings and sources, templates. Out: [`Output`]s, each a relative path and bytes.
//! Always holds: the bytes depend on what comes in alone; nothing is shown without the place where it was read.

mod annual;
mod boards;
mod cells;
mod evidence;
mod excel;
mod findings;
mod flat;
mod ftm;
mod letter;
mod made;
mod record;
mod register;
mod review;
mod roster;
mod sender;
mod sqlite;
mod tables;
mod terms;
mod workbook;

use crate::calendar::Date;
use crate::document::Sources;
use crate::docx::DocxError;
use crate::model::Record;
use crate::pdf::{Attachment, Meta, PdfError, Press};
use crate::register::Register;
use crate::template::{TemplateError, TemplateLine, Templates};
use crate::typeset::{Pages, Setter, TypesetError};
use serde::Serialize;
use std::ops::Range;
use thiserror::Error;

pub use crate::typeset::Fonts;
pub use evidence::EvidenceView;
pub use findings::{FindingView, Language, Line, Message, PlaceView, Suggestion, finding_views, sarif};
pub use letter::{Entry, Ground, Issue, LetterSettings, Mail, MailError, Meeting, Plan, Status, Wanted};
pub use made::{Failed, Lost, Made, undrawn};
pub use record::RecordView;
pub use register::RegisterView;
pub use sender::{Letterhead, Named, Sender, Signatory};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A report that cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ReportError {
    /// A template that cannot be used, or not for these values.
    #[error("templates/{0}")]
    Template(#[from] TemplateError),
    /// A font that cannot be used.
    #[error("{0}")]
    Typeset(#[from] TypesetError),
    /// A page that cannot be set.
    #[error("templates/{template}: {error}")]
    Page {
        /// The template it was made from.
        template: String,
        /// What cannot be set, and the words around it.
        error: TypesetError,
    },
    /// A page that cannot be set, and the line of its template.
    #[error("templates/{line}: {error}")]
    PageLine {
        /// The template and the line.
        line: TemplateLine,
        /// What cannot be set, and the words around it.
        error: TypesetError,
    },
    /// A PDF that cannot be written.
    #[error("{0}")]
    Pdf(#[from] PdfError),
    /// A Word document that cannot be written.
    #[error("{0}")]
    Docx(#[from] DocxError),
    /// Nobody of that name gets a letter.
    #[error("no letter goes to \"{name}\"; letters go to: {known}")]
    Recipient {
        /// The name asked for.
        name: String,
        /// Everybody who would get one.
        known: String,
    },
    /// A sheet Excel cannot hold.
    #[error("{file}: {reason}")]
    Workbook {
        /// The file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A register that breaks the database's schema.
    #[error("register.sqlite: {reason}; please report this with the inputs")]
    Database {
        /// What is wrong.
        reason: String,
    },
}

/// Which outputs a run makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `roster.pdf`.
    Roster,
    /// `workbook.xlsx`.
    Workbook,
    /// `report.pdf` and `report.xlsx`.
    Report,
    /// `letters/`.
    Letters,
    /// `review.html`.
    Review,
    /// `records.jsonl`, `register.json`, `register.sqlite`, `findings.json`, `findings.sarif`.
    Records,
    /// `csv/`; made when asked for.
    Csv,
    /// `register.ftm.jsonl`; made when asked for.
    Ftm,
}

/// One output, or several that belong together, to be made apart from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Csv,
    Ftm,
    Database,
    Records,
    Review,
    Report,
    Roster,
    Workbook,
    Letters(Range<usize>),
    Print,
}

/// All that reports are made from.
#[derive(Debug)]
pub struct Reports<'a> {
    /// What all documents claim.
    pub register: &'a Register,
    /// The findings, gravest first.
    pub findings: &'a [FindingView],
    /// The documents.
    pub sources: &'a Sources,
    /// The templates.
    pub templates: &'a Templates,
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The letters.
    pub letters: &'a Plan,
    /// The day reports bear.
    pub as_of: Date,
}

impl Task {
    /// Which part of the outputs it makes.
    #[must_use]
    pub fn part(&self) -> Part {
        match self.0 {
            Kind::Csv => Part::Csv,
            Kind::Database | Kind::Records => Part::Records,
            Kind::Ftm => Part::Ftm,
            Kind::Report => Part::Report,
            Kind::Review => Part::Review,
            Kind::Roster => Part::Roster,
            Kind::Workbook => Part::Workbook,
            Kind::Letters(_) | Kind::Print => Part::Letters,
        }
    }
}

impl Reports<'_> {
    /// Everything that can be made, in a fixed order.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let mut tasks = vec![
            Task(Kind::Records),
            Task(Kind::Database),
            Task(Kind::Csv),
            Task(Kind::Ftm),
            Task(Kind::Review),
            Task(Kind::Roster),
            Task(Kind::Workbook),
            Task(Kind::Report),
        ];
        tasks.extend(self.letters.chunks().map(|some| Task(Kind::Letters(some))));
        tasks.push(Task(Kind::Print));
        tasks
    }

    /// Makes one task's outputs; one that fails costs none of the others.
    #[must_use]
    pub fn make(&self, task: &Task) -> Made {
        match &task.0 {
            Kind::Csv => Made::all(&[], Ok(flat::make(self))),
            Kind::Database => Made::all(&["register.sqlite"], sqlite::make(self)),
            Kind::Ftm => Made::all(&[], Ok(ftm::make(self))),
            Kind::Records => Made::all(&[], Ok(self.records())),
            Kind::Report => annual::make(self),
            Kind::Review => Made::all(&["review.html"], review::make(self)),
            Kind::Roster => roster::make(self),
            Kind::Workbook => Made::all(&["workbook.xlsx"], workbook::make(self)),
            Kind::Letters(range) => letter::make(self, range.clone()),
            Kind::Print => letter::print(self),
        }
    }

    fn records(&self) -> Vec<Output> {
        let lines = self.register.records.iter().filter_map(|record| record_line(record, self.sources));
        let records: String = lines.map(|line| line + "\n").collect();
        let output = |path: &str, text: String| Output { path: path.to_owned(), bytes: text.into_bytes() };
        vec![
            output("records.jsonl", records),
            output("register.json", pretty(&RegisterView::new(self.register, self.sources))),
            output("findings.json", pretty(&self.findings)),
            output("findings.sarif", sarif(self.findings)),
        ]
    }

    /// Adds the template called `template` filled with `values` to `made`, as a PDF of the run's day; it carries the
    /// values when its head says so.
    fn pdf(&self, path: &str, template: &str, values: &impl Serialize, made: &mut Made) {
        let bytes = self.pdf_bytes(path, template, values, made);
        made.push(path, bytes);
    }

    fn pdf_bytes(
        &self,
        path: &str,
        template: &str,
        values: &impl Serialize,
        made: &mut Made,
    ) -> Result<Vec<u8>, ReportError> {
        let sheet = &self.templates.sheet(template, values)?;
        let mut setter = Setter::new(self.fonts);
        let pages = setter.pages(sheet).map_err(|error| self.unset(template, values, error))?;
        made.lost.extend(self.lost(path, template, values, &pages));
        let meta = Meta { date: self.as_of };
        let press = Press::new(&setter.into_glyphs(), self.fonts)?;
        if !self.templates.attaches(template) {
            return Ok(press.bytes(&pages, &meta)?);
        }
        let attached = Attachment {
            name: template.replace(".md", ".json"),
            media_type: "application/json",
            bytes: pretty(values).into_bytes(),
        };
        Ok(press.carrying(&pages, &meta, &attached)?)
    }
}

impl Reports<'_> {
    /// What is said of a page that cannot be set, with the template's line where that is known.
    fn unset(&self, template: &str, values: &impl Serialize, error: TypesetError) -> ReportError {
        let line = match &error {
            TypesetError::Uncovered { character, .. } => self.templates.line_of(template, *character),
            other => other.words().and_then(|words| self.templates.line_with(template, values, words)),
        };
        match line {
            Some(line) => ReportError::PageLine { line, error },
            None => ReportError::Page { template: template.to_owned(), error },
        }
    }

    /// What `pages` of the output at `path` could not show.
    fn lost(&self, path: &str, template: &str, values: &impl Serialize, pages: &Pages) -> Vec<Lost> {
        let lost = pages.undrawn.iter().map(|undrawn| {
            let line = self.templates.line_bringing(template, values, &undrawn.value);
            let place = line.map_or_else(|| template.to_owned(), |line| line.to_string());
            Lost { path: path.to_owned(), place: format!("templates/{place}"), undrawn: undrawn.clone() }
        });
        lost.collect()
    }
}

/// The fonts that the binary carries, parsed once for all outputs of a run.
///
/// # Errors
/// A font that cannot be used.
pub fn fonts() -> Result<Fonts, ReportError> {
    Ok(Fonts::embedded()?)
}

/// `record` as one line of JSON; `None` when `sources` does not hold its document.
#[must_use]
pub fn record_line(record: &Record, sources: &Sources) -> Option<String> {
    serde_json::to_string(&RecordView::new(record, sources)?).ok()
}

/// `value` as indented JSON with a line end.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    // Our own types have string keys and finite numbers, which is all that JSON asks.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
