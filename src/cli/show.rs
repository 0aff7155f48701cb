//! What a person reads: messages on standard error, summaries and findings on standard output.

use super::{DONE, UNREAD, UNWRITTEN, USAGE, quoted};
use crate::batch::{Cause, Fate, Job, Laid, Mode, Outcome, Unmade, Unread};
use crate::check::Severity;
use crate::report::{FindingView, Language};
use serde_json::json;
use std::io::{self, Write as _};
use std::path::Path;

/// Changes of letters' numbers shown.
const LETTERS: usize = 20;
/// Places shown of one finding.
const SHOWN: usize = 6;

/// An error, on standard error.
pub(super) fn error(message: &str) {
    // Nothing can be said when standard error itself is closed.
    let _ = writeln!(io::stderr(), "diwan: {message}");
}

/// A warning, on standard error.
pub(super) fn warning(message: &str) {
    let _ = writeln!(io::stderr(), "diwan: warning: {message}");
}

/// Lists what could not be read; the exit code it amounts to.
pub(super) fn unread(unread: &[Unread]) -> u8 {
    for Unread { name, reason } in unread {
        error(&format!("{name}: {reason}"));
    }
    if unread.is_empty() { DONE } else { UNREAD }
}

/// Lists what could not be made; the exit code it amounts to.
pub(super) fn unmade(unmade: &[Unmade]) -> u8 {
    // Letters of one kind fail for one reason: it is said once, with the first of them.
    for alike in unmade.chunk_by(|one, other| one.reason == other.reason) {
        if let [Unmade { path, reason, .. }, more @ ..] = alike {
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            error(&format!("{path}{more} not made: {reason}"));
        }
    }
    let template = unmade.iter().any(|unmade| unmade.cause == Cause::Template);
    match (unmade, template) {
        ([], _) => DONE,
        (_, true) => USAGE,
        (_, false) => UNWRITTEN,
    }
}

/// What was laid into a new project, and what comes next.
pub(super) fn laid(laid: &[Laid], folder: &Path, quiet: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for Laid { path, fate } in laid {
        match fate {
            Fate::Written => writeln!(out, "wrote {}", path.display())?,
            Fate::Kept => writeln!(out, "kept {}", path.display())?,
        }
    }
    if !quiet {
        let input = folder.join("input");
        writeln!(
            io::stderr(),
            "now put communiqués and registers into {}, fill in diwan.toml, and: diwan run {}",
            input.display(),
            folder.display()
        )?;
    }
    Ok(())
}

/// What a run read, found and made.
pub(super) fn summary(outcome: &Outcome, job: &Job, as_json: bool, quiet: bool) -> io::Result<()> {
    let count = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let unread = outcome.ledger.failures().count();
    let read = outcome.ledger.inputs.len() - unread;
    let outputs: Vec<&str> = outcome.ledger.outputs.iter().map(|output| output.path.as_str()).collect();
    let unmade: Vec<&str> = outcome.ledger.unmade.iter().map(|unmade| unmade.path.as_str()).collect();
    if as_json {
        let summary = json!({
            "read": read, "unreadable": unread, "outputs": outputs, "unmade": unmade, "written": job.mode == Mode::Write,
            "findings": {"error": errors, "warning": warnings, "note": notes}, "letters": outcome.letters,
        });
        return writeln!(io::stdout(), "{summary}");
    }
    if job.mode == Mode::DryRun {
        for path in &outputs {
            writeln!(io::stdout(), "would write {}", job.output.join(path).display())?;
        }
    }
    if !quiet {
        let shown = outcome.letters.iter().take(LETTERS);
        shown.clone().try_for_each(|change| writeln!(io::stderr(), "letter {change}"))?;
        if outcome.letters.len() > LETTERS {
            let more = outcome.letters.len() - LETTERS;
            writeln!(io::stderr(), "{more} more changes of letters: see letters/register.xlsx")?;
        }
        let made = if job.mode == Mode::Write { "written to" } else { "would be written to" };
        let output = job.output.display();
        writeln!(
            io::stderr(),
            "{read} documents read, {unread} unreadable; {errors} errors, {warnings} warnings, {notes} notes; \
             {} files {made} {output}",
            outputs.len()
        )?;
    }
    Ok(())
}

/// The findings, each with its words and their place.
pub(super) fn findings(outcome: &Outcome, language: Language, colour: bool) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for finding in &outcome.findings {
        one(&mut out, finding, language, colour)?;
    }
    out.flush()
}

fn one(out: &mut impl io::Write, finding: &FindingView, language: Language, colour: bool) -> io::Result<()> {
    let (name, paint) = match finding.severity {
        Severity::Error => ("error", "\u{1b}[31m"),
        Severity::Warning => ("warning", "\u{1b}[33m"),
        Severity::Note => ("note", "\u{1b}[36m"),
    };
    let (on, off) = if colour { (paint, "\u{1b}[0m") } else { ("", "") };
    // Arabic stands between isolates, so that a terminal that knows bidi keeps the line in order.
    writeln!(out, "{on}{name}[{}]{off} \u{2068}{}\u{2069}", finding.code, finding.message.of(language))?;
    let places = finding.evidence.iter().map(|place| ("-->", place));
    for (at, (arrow, place)) in places.chain(finding.related.iter().map(|place| ("<->", place))).enumerate() {
        if at == SHOWN {
            let more = finding.evidence.len() + finding.related.len() - SHOWN;
            writeln!(out, "  … {more} more: --format json lists them all")?;
            break;
        }
        let source = place.source.as_deref().unwrap_or_default();
        let at = place.place.as_ref().map(|place| format!(":{place}")).unwrap_or_default();
        writeln!(out, "  {arrow} \u{2068}{source}\u{2069}{at}")?;
        let marked = quoted::lines(place);
        writeln!(out, "      | {}\n      | {on}{}{off}", marked.line, marked.caret)?;
    }
    if let Some(reason) = &finding.suppressed_by {
        writeln!(out, "  = accepted: \u{2068}{reason}\u{2069}")?;
    }
    if let Some(suggestion) = &finding.suggestion {
        writeln!(out, "  = \u{2068}{}\u{2069}", suggestion.message.of(language))?;
    }
    Ok(())
}
