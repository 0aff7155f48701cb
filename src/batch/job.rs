//! What a run is asked to do: the folder, the day, the settings of `diwan.toml`.

use super::JobError;
use crate::calendar::Date;
use crate::check::{Allow, Severity};
use crate::report::{FindingView, LetterSettings, Letterhead, Named, Part, Sender, Signatory, Wanted};
use crate::seeds::ColumnFix;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// From which severity on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
    /// None.
    Never,
}

impl FailOn {
    /// True when a finding that nobody has accepted is as grave as this.
    #[must_use]
    pub fn reached_by(self, finding: &FindingView) -> bool {
        let least = match self {
            Self::Never => return false,
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        };
        finding.suppressed_by.is_none() && finding.severity >= least
    }
}

/// Whether a run writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reads, checks and writes.
    Write,
    /// Reads and checks, and says what would be written.
    DryRun,
}

/// A run.
#[derive(Debug, Clone)]
pub struct Job {
    /// The project's folder.
    pub folder: PathBuf,
    /// The folder of the inputs.
    pub input: PathBuf,
    /// The folder written to.
    pub output: PathBuf,
    /// The project's own seeds, if any.
    pub seeds: PathBuf,
    /// The project's own templates, if any.
    pub templates: PathBuf,
    /// The day letters bear and terms are judged on.
    pub as_of: Date,
    /// Outputs to make; empty means all.
    pub only: Vec<Part>,
    /// Outputs to make besides, which are made on request alone.
    pub exports: Vec<Part>,
    /// Letters to make; all of those that the settings ask for unless told.
    pub letters: Wanted,
    /// Whether it writes.
    pub mode: Mode,
    /// Threads; 0 means one for each core.
    pub threads: usize,
    /// The settings of `diwan.toml`.
    pub settings: Settings,
}

/// The settings of `diwan.toml`; every one has a default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// From which severity on findings make a run fail.
    pub fail_on: Option<FailOn>,
    /// The names of the body the letters speak of.
    pub organization: Named,
    /// Lines at the head of letters.
    pub letterhead: Letterhead,
    /// Who signs letters.
    pub signatory: Signatory,
    /// The town letters are dated from.
    pub city: Option<String>,
    /// The same in French letters.
    pub city_fr: Option<String>,
    /// Which letters a run makes.
    pub letters: LetterSettings,
    /// Findings that somebody has looked at and accepts, each with a reason.
    pub allow: Vec<Allow>,
    /// Columns of registers whose fields somebody has named.
    pub columns: Vec<ColumnFix>,
}

impl Job {
    /// The run of the project in `folder`, as its `diwan.toml` sets it.
    ///
    /// # Errors
    /// No such folder, no `input/` in it, or a `diwan.toml` that cannot be used.
    pub fn new(folder: &Path, as_of: Date) -> Result<Self, JobError> {
        if !folder.is_dir() {
            return Err(JobError::NoFolder { path: folder.to_owned() });
        }
        let input = folder.join("input");
        if !input.is_dir() {
            return Err(JobError::NoInput { path: input });
        }
        Ok(Self {
            folder: folder.to_owned(),
            input,
            output: folder.join("output"),
            seeds: folder.join("seeds"),
            templates: folder.join("templates"),
            as_of,
            only: Vec::new(),
            exports: Vec::new(),
            letters: Wanted::default(),
            mode: Mode::Write,
            threads: 0,
            settings: Settings::read(&folder.join("diwan.toml"))?,
        })
    }

    /// True when this run makes `part`.
    #[must_use]
    pub fn makes(&self, part: Part) -> bool {
        match part {
            Part::Csv | Part::Ftm => self.exports.contains(&part),
            part => self.only.is_empty() || self.only.contains(&part),
        }
    }
}

impl Settings {
    /// Who letters come from.
    #[must_use]
    pub fn sender(&self) -> Sender {
        Sender {
            organization: self.organization.clone(),
            letterhead: self.letterhead.clone(),
            signatory: self.signatory.clone(),
            city: self.city.clone(),
            city_fr: self.city_fr.clone(),
        }
    }

    /// The settings in the file at `path`; the defaults when there is none.
    ///
    /// # Errors
    /// A file that cannot be used, with the line and the fault.
    pub fn read(path: &Path) -> Result<Self, JobError> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let bytes =
            super::files::bytes(path).map_err(|reason| JobError::File { path: path.to_owned(), reason })?;
        let text = String::from_utf8_lossy(&bytes);
        let settings: Self = toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
            JobError::Settings { path: path.to_owned(), line, message: error.message().to_owned() }
        })?;
        if !settings.letters.reference.contains("{number}") {
            let line =
                text.lines().position(|line| line.trim_start().starts_with("reference")).unwrap_or(0) + 1;
            let message = "`reference` needs {number}, or all letters would bear one reference".to_owned();
            return Err(JobError::Settings { path: path.to_owned(), line, message });
        }
        Ok(settings)
    }
}

/// Today, by the machine's clock and zone.
#[must_use]
pub fn today() -> Date {
    let now = jiff::ZonedDateTime::now().date();
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    Date::day(i32::from(now.year()), part(now.month()), part(now.day())).unwrap_or_else(|| {
        // A clock beyond year 9999 or before year 1 is no clock.
        Date::day(1970, 1, 1).unwrap_or_else(|| unreachable!("the epoch is a day"))
    })
}
