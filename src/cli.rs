//! Arguments in, exit code out.
//!
//! Exit codes: 0 done; 1 findings at or above `--fail-on`; 2 wrong usage or a broken setting, seed or template;
//! 3 some inputs could not be read; 4 an output could not be written. Standard output carries the result alone.

use crate::batch::{self, FailOn, Job, JobError, Mode, Part, Progress};
use crate::calendar::Date;
use crate::check::Severity;
use crate::template::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;

/// Everything went well.
pub const DONE: u8 = 0;
/// Findings at or above `--fail-on`.
pub const FINDINGS: u8 = 1;
/// Wrong usage or a broken setting, seed or template.
pub const USAGE: u8 = 2;
/// Some inputs could not be read.
pub const UNREAD: u8 = 3;
/// An output could not be written.
pub const UNWRITTEN: u8 = 4;

/// Arabic communiqués and member registers in; checked rosters, letters, workbooks and open records out.
#[derive(Debug, Parser)]
#[command(name = "diwan", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct Common {
    /// Threads; one for each core unless told
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// The day letters bear and terms are judged on; today unless told
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// From which severity on findings make the run fail with exit code 1
    #[arg(long, global = true, value_name = "LEVEL")]
    fail_on: Option<Level>,
    /// A folder of seeds that add to or replace the built-in ones; default: seeds/ of the project
    #[arg(long, global = true, value_name = "DIR")]
    seeds: Option<PathBuf>,
    /// The language of messages about the documents
    #[arg(long, global = true, default_value = "en")]
    lang: Language,
    /// When to colour messages
    #[arg(long, global = true, default_value = "auto")]
    color: When,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say more
    #[arg(long, short, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read input/, write output/: the main job, also done when no command is given
    Run {
        /// The project's folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Make only these outputs
        #[arg(long, value_delimiter = ',', value_name = "PART,…")]
        only: Vec<Output>,
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
        format: Format,
    },
    /// The rules that read documents
    Rules {
        #[command(subcommand)]
        what: Rules,
    },
    /// JSON Schema (2020-12) of what diwan writes
    Schema {
        /// Which
        #[arg(default_value = "record")]
        what: Schema,
    },
}

#[derive(Debug, Subcommand)]
enum Rules {
    /// Run the examples inside every rule
    Test,
    /// List the rules with what they yield and how often they fire on the given documents
    List {
        /// Documents or folders to count uses in
        paths: Vec<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Output {
    Roster,
    Workbook,
    Letters,
    Records,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Schema {
    Record,
    Register,
    Finding,
    Manifest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Ar,
    Fr,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).filter(|date| date.days().is_some());
    date.ok_or_else(|| format!("\"{text}\" is not a day; write it as 2024-06-30"))
}
