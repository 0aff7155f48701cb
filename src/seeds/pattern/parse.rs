//! Patterns as rules write them, become steps.
//!
//! In: a written pattern and what it may name. Out: its steps, the last one `Done`, or the atom that cannot be read.

use super::Step;
use crate::seeds::Kind;
use crate::seeds::error::Fault;
use crate::seeds::inflect::Features;
use crate::seeds::words::Words;

/// What a pattern needs to know of the seeds while it is compiled.
pub(in crate::seeds) struct Scope<'s> {
    pub(in crate::seeds) words: &'s mut Words,
    pub(in crate::seeds) names: &'s mut indexmap::IndexSet<String>,
    pub(in crate::seeds) kind: &'s dyn Fn(&str) -> Option<Kind>,
    pub(in crate::seeds) entry: &'s dyn Fn(Kind, &str) -> Option<u32>,
    pub(in crate::seeds) known: String,
}

/// The steps of `written`.
pub(super) fn steps(written: &str, scope: &mut Scope<'_>) -> Result<Vec<Step>, Fault> {
    let atoms = atoms(written)?;
    let mut steps = Vec::new();
    let mut rest = atoms.as_slice();
    alternatives(&mut rest, scope, &mut steps)?;
    match rest.first() {
        Some(atom) => Err(Fault::Pattern(atom.clone())),
        None => {
            steps.push(Step::Done);
            Ok(steps)
        }
    }
}

fn atoms(written: &str) -> Result<Vec<String>, Fault> {
    let mut out = Vec::new();
    for atom in written.split_whitespace() {
        if atom.starts_with('{') && !atom.trim_end_matches('?').ends_with('}') {
            return Err(Fault::Pattern(atom.to_owned()));
        }
        out.push(atom.to_owned());
    }
    Ok(out)
}

/// `row | row …` up to a closing bracket or the end.
fn alternatives(rest: &mut &[String], scope: &mut Scope<'_>, steps: &mut Vec<Step>) -> Result<(), Fault> {
    let mut rows: Vec<Vec<Step>> = vec![row(rest, scope)?];
    while rest.first().is_some_and(|atom| atom == "|") {
        *rest = &rest[1..];
        rows.push(row(rest, scope)?);
    }
    let base = steps.len();
    let total: usize = rows.iter().map(Vec::len).sum::<usize>() + 2 * (rows.len() - 1);
    let end = base + total;
    let last = rows.len() - 1;
    for (index, row) in rows.into_iter().enumerate() {
        if index < last {
            let here = steps.len();
            steps.push(Step::Split(here + 1, here + 2 + row.len()));
        }
        append(steps, row);
        if index < last {
            steps.push(Step::Jump(end));
        }
    }
    Ok(())
}

/// Appends `row`, whose jumps count from its own beginning.
fn append(steps: &mut Vec<Step>, row: Vec<Step>) {
    let base = steps.len();
    steps.extend(row.into_iter().map(|step| match step {
        Step::Split(one, two) => Step::Split(one + base, two + base),
        Step::Jump(to) => Step::Jump(to + base),
        other => other,
    }));
}

fn row(rest: &mut &[String], scope: &mut Scope<'_>) -> Result<Vec<Step>, Fault> {
    let mut out = Vec::new();
    while let Some(atom) = rest.first() {
        if atom == "|" || atom == ")" || atom == ")?" {
            break;
        }
        *rest = &rest[1..];
        let (body, mut optional) = match atom.strip_suffix('?') {
            Some(body) if !body.is_empty() => (body, true),
            _ => (atom.as_str(), false),
        };
        let steps = if body == "(" {
            let mut inner = Vec::new();
            alternatives(rest, scope, &mut inner)?;
            match rest.first().map(String::as_str) {
                Some(")") => {}
                Some(")?") => optional = true,
                _ => return Err(Fault::Pattern(atom.clone())),
            }
            *rest = &rest[1..];
            inner
        } else {
            single(body, scope)?
        };
        if optional {
            out.push(Step::Split(out.len() + 1, out.len() + 1 + steps.len()));
        }
        append(&mut out, steps);
    }
    Ok(out)
}

fn single(atom: &str, scope: &mut Scope<'_>) -> Result<Vec<Step>, Fault> {
    if let Some(gap) = atom.strip_prefix("..") {
        let most: usize = gap.parse().map_err(|_| Fault::Pattern(atom.to_owned()))?;
        let end = most * 2;
        return Ok((0..most).flat_map(|turn| [Step::Split(end, turn * 2 + 1), Step::AnyToken]).collect());
    }
    let glued = match atom.chars().next() {
        Some('ل') => Features::LI,
        Some('ب') => Features::BI,
        _ => Features::default(),
    };
    let slot = if glued.0 == 0 { atom } else { atom.trim_start_matches(['ل', 'ب']) };
    if let Some(slot) = slot.strip_prefix('{').and_then(|slot| slot.strip_suffix('}')) {
        return Ok(vec![slot_step(slot, glued, scope)?]);
    }
    let bare = atom.strip_prefix('\\').unwrap_or(atom);
    let mut letters = bare.chars();
    if let (Some(mark), None) = (letters.next(), letters.next())
        && !mark.is_alphanumeric()
    {
        let folded = crate::text::fold(bare);
        return folded
            .chars()
            .next()
            .map(|mark| vec![Step::Mark(mark)])
            .ok_or_else(|| Fault::Pattern(atom.to_owned()));
    }
    let (glued, body) = match atom.strip_prefix('+') {
        Some(body) => (true, body),
        None => (false, atom),
    };
    let mut symbols: Vec<u32> = body.split('/').map(|word| scope.words.symbol(word)).collect();
    symbols.sort_unstable();
    Ok(vec![Step::Word { symbols, glued }])
}

fn slot_step(slot: &str, glued: Features, scope: &mut Scope<'_>) -> Result<Step, Fault> {
    let (slot, alias) = slot.split_once(':').map_or((slot, None), |(slot, alias)| (slot, Some(alias)));
    let (base, ids) = slot.split_once('=').map_or((slot, None), |(base, ids)| (base, Some(ids)));
    let name = scope.names.insert_full(alias.unwrap_or(base).to_owned()).0 as u16;
    Ok(match base {
        "number" => Step::Number { year: false, name },
        "year" => Step::Number { year: true, name },
        "word" => Step::AnyWord { name },
        "quoted" => Step::Quoted { name },
        lexicon => {
            let unknown = || Fault::UnknownSlot { slot: lexicon.to_owned(), known: scope.known.clone() };
            let kind = (scope.kind)(lexicon).ok_or_else(unknown)?;
            let mut entries = Vec::new();
            for id in ids.into_iter().flat_map(|ids| ids.split(',')) {
                let missing = || Fault::UnknownEntry { lexicon: lexicon.to_owned(), id: id.to_owned() };
                entries.push((scope.entry)(kind, id).ok_or_else(missing)?);
            }
            Step::Slot { kind: kind.0, entries, name, glued }
        }
    })
}
