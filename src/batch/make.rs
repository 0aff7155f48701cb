//! Outputs: made in parallel, written one by one, each whole or not at all.
//!
//! In: what was read and found. Out: the files of `output/` and their entries in the ledger. Always holds: an output that
//! cannot be made costs none of the others and leaves nothing behind; letters are on disk as soon as they are made, so
//! that a run holds few of them at a time.

use super::ledger::{Cause, OutputEntry, Unmade};
use super::manifest::Manifest;
use super::{Job, JobError, Knowledge, Mode, Outcome, Progress, Stage, files, parallel};
use crate::check;
use crate::ingest;
use crate::report::{self, Failed, Lost, Output, Part, Plan, ReportError, Reports, Task};
use crate::template::Templates;
use std::collections::BTreeSet;

/// What a task came to, its letters written already.
#[derive(Default)]
struct Done {
    kept: Vec<Output>,
    written: Vec<OutputEntry>,
    failures: Vec<Failed>,
    lost: Vec<Lost>,
}

/// Makes and writes what `job` asks for.
pub(super) fn make(
    job: &Job,
    knowledge: &Knowledge,
    templates: &Templates,
    outcome: &mut Outcome,
    progress: &dyn Progress,
) -> Result<(), JobError> {
    let plan = super::letters(job, knowledge, templates, outcome)?;
    let wanted = |outcome: &Outcome| -> Result<Done, JobError> {
        let fonts = report::fonts()?;
        let reports = reports(job, templates, outcome, &plan, &fonts);
        let tasks: Vec<Task> = reports.tasks().into_iter().filter(|task| job.makes(task.part())).collect();
        progress.stage(Stage::Make, tasks.len());
        all(job, &reports, &tasks, progress)
    };
    let mut done = wanted(outcome)?;
    if !done.lost.is_empty() {
        let mut lost = report::undrawn(&done.lost, &outcome.sources);
        check::accept(&job.settings.allow, &mut lost);
        outcome.findings.extend(report::finding_views(&lost, &outcome.sources, templates)?);
        outcome.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        // Whatever shows findings is made again, to show these.
        let fonts = report::fonts()?;
        let reports = reports(job, templates, outcome, &plan, &fonts);
        let shows = |task: &Task| task.part() != Part::Letters && job.makes(task.part());
        let tasks: Vec<Task> = reports.tasks().into_iter().filter(shows).collect();
        let again = all(job, &reports, &tasks, progress)?;
        done.kept = again.kept;
        done.failures.retain(|failed| failed.path.starts_with("letters"));
        done.failures.extend(again.failures);
    }
    if job.makes(Part::Letters) {
        let letters = done.written.iter().map(|entry| (entry.path.as_str(), entry.sha256.as_str()));
        done.kept.extend(plan.ledger(letters, templates, job.as_of)?);
    }
    done.failures.sort_by(|one, other| one.path.cmp(&other.path));
    outcome.ledger.outputs = done.written;
    outcome.ledger.outputs.extend(done.kept.iter().map(entry));
    outcome.ledger.outputs.sort_by(|one, other| one.path.cmp(&other.path));
    outcome.ledger.unmade = done.failures.iter().map(unmade).collect();
    if job.mode == Mode::DryRun {
        return Ok(());
    }
    for output in &done.kept {
        files::write(&job.output.join(&output.path), &output.bytes)?;
    }
    stale(job, outcome)?;
    let manifest = Manifest::new(&outcome.ledger, super::named(knowledge, templates), job.as_of);
    files::write(&job.output.join("manifest.json"), report::pretty(&manifest).as_bytes())
}

fn reports<'a>(
    job: &Job,
    templates: &'a Templates,
    outcome: &'a Outcome,
    plan: &'a Plan,
    fonts: &'a report::Fonts,
) -> Reports<'a> {
    Reports {
        register: &outcome.register,
        findings: &outcome.findings,
        sources: &outcome.sources,
        templates,
        fonts,
        letters: plan,
        as_of: job.as_of,
    }
}

/// What all `tasks` came to, in their order.
fn all(job: &Job, reports: &Reports<'_>, tasks: &[Task], progress: &dyn Progress) -> Result<Done, JobError> {
    let each = parallel(tasks, |_, task| {
        let done = one(job, reports, task);
        progress.step();
        done
    });
    let mut out = Done::default();
    for done in each {
        let done = done?;
        out.kept.extend(done.kept);
        out.written.extend(done.written);
        out.failures.extend(done.failures);
        out.lost.extend(done.lost);
    }
    Ok(out)
}

/// What one task came to; letters are written at once.
fn one(job: &Job, reports: &Reports<'_>, task: &Task) -> Result<Done, JobError> {
    let made = reports.make(task);
    let mut done = Done { failures: made.failures, lost: made.lost, ..Done::default() };
    if task.part() != Part::Letters {
        done.kept = made.outputs;
        return Ok(done);
    }
    for output in made.outputs {
        if job.mode == Mode::Write {
            files::write(&job.output.join(&output.path), &output.bytes)?;
        }
        done.written.push(entry(&output));
    }
    Ok(done)
}

fn entry(output: &Output) -> OutputEntry {
    OutputEntry {
        path: output.path.clone(),
        sha256: ingest::digest(&output.bytes),
        bytes: output.bytes.len() as u64,
    }
}

fn unmade(failed: &Failed) -> Unmade {
    let cause = match failed.error {
        ReportError::Template(_) | ReportError::Page { .. } | ReportError::PageLine { .. } => Cause::Template,
        _ => Cause::Other,
    };
    Unmade { path: failed.path.clone(), reason: failed.error.to_string(), cause }
}

/// Removes what an earlier run left and this one did not make: letters that nothing asks for any more, and outputs that
/// could not be made, which would pass for this run's. A letter that could not be made again stays as it was sent.
fn stale(job: &Job, outcome: &Outcome) -> Result<(), JobError> {
    let ledger = &outcome.ledger;
    for unmade in ledger.unmade.iter().filter(|unmade| !unmade.path.starts_with("letters/")) {
        files::remove(&job.output.join(&unmade.path))?;
    }
    if job.makes(Part::Letters) && job.letters.is_all() {
        let paths = ledger.outputs.iter().map(|output| &output.path);
        let kept: BTreeSet<String> = paths
            .chain(ledger.unmade.iter().map(|unmade| &unmade.path))
            .filter_map(|path| path.strip_prefix("letters/").map(str::to_owned))
            .collect();
        files::remove_stale(&job.output.join("letters"), &kept)?;
    }
    Ok(())
}
