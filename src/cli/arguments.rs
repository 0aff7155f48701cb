//! What can be asked on the command line.
//!
//! In: words. Out: [`Arguments`]. Always holds: names and defaults are those users rely on; nothing is done here.

use crate::batch::{FailOn, Part};
use crate::calendar::Date;
use crate::report::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

/// Arabic communiqués and member registers in; checked rosters, letters, workbooks and open records out.
#[derive(Debug, Parser)]
#[command(name = "diwan", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
pub(super) struct Common {
    /// Threads; one for each core unless told
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
    /// The day letters bear and terms are judged on; today unless told
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) as_of: Option<Date>,
    /// From which severity on findings make the run fail with exit code 1
    #[arg(long, global = true, value_name = "LEVEL")]
    pub(super) fail_on: Option<Level>,
    /// A folder of seeds that add to or replace the built-in ones; default: seeds/ of the project
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) seeds: Option<PathBuf>,
    /// The language of messages about the documents
    #[arg(long, global = true, default_value = "en")]
    pub(super) lang: Tongue,
    /// When to colour messages
    #[arg(long, global = true, default_value = "auto")]
    pub(super) color: When,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Say more
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Lay settings and templates to edit into a folder, and never over a file that is there
    Init {
        /// The folder; made when it is not there
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Read input/, write output/: the main job, also done when no command is given
    Run {
        /// The project's folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Make only these outputs
        #[arg(long, value_delimiter = ',', value_name = "PART,…")]
        only: Vec<Output>,
        /// Make only letters of this kind, even one that diwan.toml does not ask for
        #[arg(long, value_name = "KIND")]
        letter: Vec<String>,
        /// Make only letters to people or bodies whose name holds these words
        #[arg(long, value_name = "NAME")]
        to: Vec<String>,
        /// Give the letters asked for with --letter or --to new numbers and today's date, even if nothing changed
        #[arg(long)]
        again: bool,
        /// Write the register in further formats too
        #[arg(long, value_delimiter = ',', value_name = "FORMAT,…")]
        export: Vec<Export>,
        /// Say what would be made, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Use nothing that an earlier run left (runs never do so yet)
        #[arg(long, hide = true)]
        fresh: bool,
        /// How the summary is written
        #[arg(long, default_value = "text")]
        format: Format,
    },
    /// One record a line, as JSON, in input order; `-` reads {"id", "text" | "path"} lines
    Extract {
        /// Documents, or `-`
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Which rule read each value, from which words; or why a value was not read
    Explain {
        /// The document
        path: PathBuf,
        /// The words in question, as they stand in the text
        #[arg(long, value_name = "TEXT")]
        value: Option<String>,
    },
    /// The document's text in logical order, as the extractor sees it
    Text {
        /// The document
        path: PathBuf,
    },
    /// The findings alone
    Check {
        /// The project's folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// How findings are written
        #[arg(long, default_value = "text")]
        format: Check,
    },
    /// The rules that read documents
    Rules {
        #[command(subcommand)]
        what: Rules,
    },
    /// Whether two spellings name one person: `a<TAB>b` lines in, one likeness in 0..1 a line out
    Names {
        /// Two names to compare, with reasons; without them, lines are read from standard input
        #[arg(num_args = 2, value_names = ["A", "B"])]
        pair: Vec<String>,
    },
    /// What is understood of a spreadsheet: sheet, header rows, columns, rows
    Members {
        /// The spreadsheet
        path: PathBuf,
    },
    /// Re-read a finished run against its sources, or a letter against the register of outgoing mail
    Verify {
        /// The run's output folder, beside its input/; or the PDF of a letter
        #[arg(default_value = "output")]
        output: PathBuf,
        /// For a letter: the folder that holds register.json; default: the letter's own, then output/letters
        #[arg(long, value_name = "DIR")]
        register: Option<PathBuf>,
    },
    /// JSON Schema (2020-12) of what diwan writes
    Schema {
        /// Which
        #[arg(default_value = "record")]
        what: Schema,
    },
    /// Completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page, for man
    Man,
}

#[derive(Debug, Subcommand)]
pub(super) enum Rules {
    /// Run the examples inside every rule
    Test,
    /// List the rules with what they yield and how often they fire on the given documents
    List {
        /// Documents or folders to count uses in
        paths: Vec<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Output {
    Roster,
    Workbook,
    Letters,
    Report,
    Records,
    Review,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Check {
    Text,
    Json,
    Sarif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Schema {
    Record,
    Register,
    Finding,
    Manifest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Tongue {
    Ar,
    Fr,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).filter(|date| date.days().is_some());
    date.ok_or_else(|| format!("\"{text}\" is not a day; write it as 2024-06-30"))
}

impl Common {
    pub(super) fn seeds(&self) -> PathBuf {
        self.seeds.clone().unwrap_or_else(|| PathBuf::from("seeds"))
    }
}

/// Further formats of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Export {
    /// Tables for any spreadsheet: csv/
    Csv,
    /// `FollowTheMoney` entities: register.ftm.jsonl
    Ftm,
}

impl Export {
    pub(super) fn part(self) -> Part {
        match self {
            Self::Csv => Part::Csv,
            Self::Ftm => Part::Ftm,
        }
    }
}

impl Output {
    pub(super) fn parts(self) -> &'static [Part] {
        match self {
            Self::Roster => &[Part::Roster],
            Self::Workbook => &[Part::Workbook],
            Self::Letters => &[Part::Letters],
            Self::Report => &[Part::Report],
            Self::Records => &[Part::Records],
            Self::Review => &[Part::Review],
        }
    }
}

impl From<Level> for FailOn {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note => Self::Note,
            Level::Never => Self::Never,
        }
    }
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Ar => Self::Ar,
            Tongue::Fr => Self::Fr,
            Tongue::En => Self::En,
        }
    }
}

impl When {
    /// True when standard output takes colours.
    #[expect(clippy::disallowed_methods, reason = "NO_COLOR is part of the command line's contract")]
    pub(super) fn paints(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => io::stdout().is_terminal() && std::env::var("NO_COLOR").is_err(),
        }
    }
}
