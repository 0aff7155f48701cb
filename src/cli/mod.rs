//! Arguments in, exit code out.
//!
//! Exit codes: 0 done; 1 findings at or above `--fail-on`; 2 wrong usage or a broken setting, seed or template;
//! 3 some inputs could not be read; 4 an output could not be written. Standard output carries the result alone.

mod arguments;
mod progress;
mod quoted;
mod show;

pub use arguments::Arguments;

use crate::batch::{self, FailOn, Issue, Job, JobError, Mode, Wanted};
use crate::report::{self, FindingView};
use crate::text::SourceId;
use arguments::{Check, Command, Common, Export, Format, Output, Rules, Schema};
use clap::CommandFactory as _;
use progress::Bar;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};

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

/// Runs the command that `arguments` ask for.
#[must_use]
pub fn run(arguments: Arguments) -> u8 {
    let Arguments { command, common } = arguments;
    let command = command.unwrap_or(Command::Run {
        folder: PathBuf::from("."),
        only: Vec::new(),
        letter: Vec::new(),
        to: Vec::new(),
        again: false,
        export: Vec::new(),
        dry_run: false,
        fresh: false,
        format: Format::Text,
    });
    match obey(command, &common) {
        Ok(code) => code,
        Err(Stop::Job(error)) => {
            show::error(&error.to_string());
            match error {
                JobError::Write { .. } => UNWRITTEN,
                _ => USAGE,
            }
        }
        // A reader that has seen enough, such as `head`, is no failure.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(Stop::Output(error)) => {
            show::error(&format!("standard output: {error}"));
            UNWRITTEN
        }
    }
}

/// Why a command cannot go on.
enum Stop {
    Job(JobError),
    Output(io::Error),
}

impl From<JobError> for Stop {
    fn from(error: JobError) -> Self {
        Self::Job(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn obey(command: Command, common: &Common) -> Result<u8, Stop> {
    match command {
        Command::Init { folder } => {
            let laid = batch::init(&folder)?;
            show::laid(&laid, &folder, common.quiet)?;
            Ok(DONE)
        }
        Command::Run { folder, only, letter, to, again, export, dry_run, fresh: _, format } => {
            let mut job = job(&folder, common)?;
            job.exports = export.into_iter().map(Export::part).collect();
            job.only = only.into_iter().flat_map(Output::parts).copied().collect();
            // Without a letter named, --again would number everything anew by mistake.
            let issue =
                if again && !(letter.is_empty() && to.is_empty()) { Issue::Anew } else { Issue::Keep };
            job.letters = Wanted { kinds: letter, to, issue };
            job.mode = if dry_run { Mode::DryRun } else { Mode::Write };
            let outcome = batch::run(&job, &Bar::new(common))?;
            show::summary(&outcome, &job, format == Format::Json, common.quiet)?;
            Ok(verdict(&job, &outcome, common))
        }
        Command::Check { folder, format } => {
            let job = job(&folder, common)?;
            let outcome = batch::check(&job, &Bar::new(common))?;
            match format {
                Check::Text => show::findings(&outcome, common.lang.into(), common.color.paints())?,
                Check::Json => write!(io::stdout(), "{}", report::pretty(&outcome.findings))?,
                Check::Sarif => writeln!(io::stdout(), "{}", report::sarif(&outcome.findings))?,
            }
            Ok(verdict(&job, &outcome, common))
        }
        Command::Extract { paths } => extract(&paths, common),
        Command::Explain { path, value } => {
            let knowledge = batch::Knowledge::load(&common.seeds())?;
            match batch::explain(&path, value.as_deref(), &knowledge) {
                Ok(lines) => lines.iter().try_for_each(|line| writeln!(io::stdout(), "{line}"))?,
                Err(unread) => return Ok(show::unread(&[unread])),
            }
            Ok(DONE)
        }
        Command::Text { path } => {
            let document = match batch::read_one(&path, SourceId(0)) {
                Ok(document) => document,
                Err(unread) => return Ok(show::unread(&[unread])),
            };
            io::stdout().write_all(document.text.as_bytes())?;
            for note in &document.notes {
                show::warning(&format!("{}: {}", path.display(), note.message));
            }
            Ok(DONE)
        }
        Command::Rules { what } => rules(&what, common),
        Command::Names { pair } => names(&pair, common),
        Command::Members { path } => {
            // As for seeds, the folder one stands in is the project.
            let file = Path::new("diwan.toml");
            let settings = batch::Settings::read(file)?;
            let knowledge = batch::Knowledge::load(&common.seeds())?.with_columns(&settings, file)?;
            match batch::members(&path, &knowledge, io::stdout().lock())? {
                Ok(()) => Ok(DONE),
                Err(unread) => Ok(show::unread(&[unread])),
            }
        }
        Command::Verify { output, register } if output.is_file() => {
            let check = batch::verify_letter(&output, register.as_deref())?;
            writeln!(io::stdout(), "{check}")?;
            Ok(if check.is_sound() { DONE } else { FINDINGS })
        }
        Command::Verify { output, .. } => {
            let verdict = batch::pool(common.jobs)?.install(|| batch::verify(&output))?;
            for fault in &verdict.faults {
                show::error(fault);
            }
            writeln!(
                io::stdout(),
                "{} files, {} pieces of evidence and {} names checked; {} do not hold",
                verdict.files,
                verdict.evidence,
                verdict.names,
                verdict.faults.len()
            )?;
            Ok(if verdict.faults.is_empty() { DONE } else { FINDINGS })
        }
        Command::Schema { what } => {
            let schema = match what {
                Schema::Record => schemars::schema_for!(report::RecordView),
                Schema::Register => schemars::schema_for!(report::RegisterView),
                Schema::Finding => schemars::schema_for!(FindingView),
                Schema::Manifest => schemars::schema_for!(batch::Manifest),
            };
            write!(io::stdout(), "{}", report::pretty(&schema))?;
            Ok(DONE)
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "diwan", &mut io::stdout());
            Ok(DONE)
        }
        Command::Man => {
            clap_mangen::Man::new(Arguments::command()).render(&mut io::stdout())?;
            Ok(DONE)
        }
    }
}

fn job(folder: &Path, common: &Common) -> Result<Job, JobError> {
    let mut job = Job::new(folder, common.as_of.unwrap_or_else(batch::today))?;
    job.threads = common.jobs;
    if let Some(seeds) = &common.seeds {
        job.seeds.clone_from(seeds);
    }
    Ok(job)
}

/// The exit code of a run: outputs that are missing come first, then unread inputs before grave findings, since nobody
/// knows what those inputs hold.
fn verdict(job: &Job, outcome: &batch::Outcome, common: &Common) -> u8 {
    let unread: Vec<batch::Unread> = outcome
        .ledger
        .failures()
        .map(|(path, failure)| batch::Unread { name: path.to_owned(), reason: failure.message.clone() })
        .collect();
    let unmade = show::unmade(&outcome.ledger.unmade);
    let unread = show::unread(&unread);
    let code = if unmade == DONE { unread } else { unmade };
    let level = common.fail_on.map(FailOn::from).or(job.settings.fail_on).unwrap_or(FailOn::Error);
    let grave = outcome.findings.iter().any(|finding| level.reached_by(finding));
    if code == DONE && grave { FINDINGS } else { code }
}

fn extract(paths: &[PathBuf], common: &Common) -> Result<u8, Stop> {
    let knowledge = batch::Knowledge::load(&common.seeds())?;
    let pool = batch::pool(common.jobs)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if paths == [PathBuf::from("-")] {
        blocks(Blank::Skipped, |block| {
            for answer in pool.install(|| batch::extract_lines(block, &knowledge)) {
                writeln!(out, "{answer}")?;
            }
            out.flush()
        })?;
        return Ok(DONE);
    }
    let mut unread = Vec::new();
    // What one block gave is written before the next is read.
    for block in batch::opened(paths).chunks(BLOCK) {
        for lines in pool.install(|| batch::extract_files(block, &knowledge)) {
            match lines {
                Ok(lines) => lines.iter().try_for_each(|line| writeln!(out, "{line}"))?,
                Err(reason) => unread.push(reason),
            }
        }
    }
    out.flush()?;
    Ok(show::unread(&unread))
}

fn names(pair: &[String], common: &Common) -> Result<u8, Stop> {
    let names = batch::Knowledge::names(&common.seeds())?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let [one, other] = pair {
        let likeness = names.likeness(one, other);
        writeln!(out, "{:?}\t{:.3}", likeness.verdict, likeness.score)?;
        for reason in &likeness.reasons {
            writeln!(out, "  {reason}")?;
        }
        return Ok(DONE);
    }
    let pool = batch::pool(common.jobs)?;
    let mut likenesses = pool.install(|| batch::Likenesses::new(&names));
    blocks(Blank::Kept, |block| {
        for score in pool.install(|| likenesses.of(block)) {
            writeln!(out, "{score:.6}")?;
        }
        out.flush()
    })?;
    Ok(DONE)
}

/// What becomes of lines that hold nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    Kept,
    Skipped,
}

/// Files that are read before any record is written.
const BLOCK: usize = 256;

/// Hands over standard input by blocks of lines: what has arrived is answered, however little it is.
fn blocks(blank: Blank, mut answer: impl FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
    const LARGEST: usize = 4096;
    let mut input = io::BufReader::with_capacity(1 << 17, io::stdin().lock());
    loop {
        let mut block = Vec::new();
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            if input.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if !line.is_empty() || blank == Blank::Kept {
                // Bytes that are not UTF-8 spoil their own line, not those after it.
                block.push(String::from_utf8_lossy(line).into_owned());
            }
            // A further line is waited for only when its end has already arrived.
            if block.len() >= LARGEST || !input.buffer().contains(&b'\n') {
                break;
            }
        }
        if block.is_empty() && input.fill_buf()?.is_empty() {
            return Ok(());
        }
        answer(&block)?;
    }
}

fn rules(what: &Rules, common: &Common) -> Result<u8, Stop> {
    let knowledge = batch::Knowledge::load(&common.seeds())?;
    let mut out = io::stdout().lock();
    match what {
        Rules::Test => {
            let failures = knowledge.seeds.trial();
            for failure in &failures {
                let (file, line) = &failure.place;
                show::error(&format!(
                    "seeds/{file}:{line}: {}: {} in «{}»",
                    failure.rule, failure.fault, failure.text
                ));
            }
            let rules = knowledge.seeds.rules();
            let examples: usize = rules.iter().map(|rule| rule.matches.len() + rule.misses.len()).sum();
            writeln!(out, "{} rules, {examples} examples, {} failed", rules.len(), failures.len())?;
            Ok(if failures.is_empty() { DONE } else { USAGE })
        }
        Rules::List { paths } => {
            let uses = match batch::rule_uses(paths, &knowledge) {
                Ok(uses) => uses,
                Err(unread) => return Ok(show::unread(&[unread])),
            };
            let dead = knowledge.seeds.dead();
            for (index, (rule, uses)) in knowledge.seeds.rules().iter().zip(uses).enumerate() {
                writeln!(out, "{}\t{}\t{uses}\t{}", rule.id.as_str(), rule.yields, rule.why)?;
                if dead.contains(&index) {
                    let (file, line) = &rule.place;
                    show::error(&format!(
                        "seeds/{file}:{line}: {} never fires on any example; mend its pattern or remove it",
                        rule.id.as_str()
                    ));
                }
            }
            Ok(if dead.is_empty() { DONE } else { USAGE })
        }
    }
}
