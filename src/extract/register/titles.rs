//! Whose register it is: the names in the title rows.

use super::grid::Sheet;
use super::lore::Lore;
use super::phrases::{Piece, pieces};
use crate::document::{CellKind, Shown};
use crate::model::{Cited, Evidence, OrganizationClaim, RuleId};
use crate::seeds::Lexed;
use crate::text::{SourceId, Span, is_arabic};

/// What parts a title into whose register it is and what it lists.
const BREAKS: [&str; 6] = [" – ", " — ", " - ", " | ", " / ", ": "];

/// A part of a title that may name the body.
struct Part {
    name: String,
    span: Span,
    score: i32,
}

/// The body named above the table of `sheet`, else on another sheet that is shown.
pub(super) fn organization(
    sheet: &Sheet<'_>,
    header: usize,
    others: &[Sheet<'_>],
    source: SourceId,
    lore: &Lore<'_>,
    text: &str,
) -> Option<OrganizationClaim> {
    let mut parts = parts(sheet, header, lore, text);
    if parts.is_empty() {
        let shown = others.iter().filter(|other| other.shown == Shown::Visible && other.name != sheet.name);
        parts = shown
            .flat_map(|other| self::parts(other, 6, lore, text))
            .filter(|part| part.score >= 3)
            .collect();
    }
    // The surest first, Arabic before Latin, else in reading order.
    parts.sort_by_key(|part| (-part.score, !part.name.chars().any(is_arabic)));
    let cite = |part: &Part| {
        let rule = RuleId::of("register.organization");
        Cited::new(part.name.clone(), Evidence { source, span: part.span, rule })
    };
    let (first, rest) = parts.split_first()?;
    let mut other_names: Vec<Cited<String>> = Vec::new();
    for part in rest {
        if part.name != first.name && other_names.iter().all(|known| known.value != part.name) {
            other_names.push(cite(part));
        }
    }
    other_names.truncate(3);
    Some(OrganizationClaim { name: cite(first), other_names, acronym: None })
}

fn parts(sheet: &Sheet<'_>, rows: usize, lore: &Lore<'_>, text: &str) -> Vec<Part> {
    let mut out = Vec::new();
    for at in 0..rows.min(sheet.len()).min(12) {
        for here in sheet.cells(at).filter(|here| here.cell.kind == CellKind::Text).take(3) {
            let mut rest = here.span.range();
            loop {
                let words = &text[rest.clone()];
                let cut = BREAKS.iter().filter_map(|mark| Some((words.find(mark)?, mark.len()))).min();
                let end = cut.map_or(rest.end, |(at, _)| rest.start + at);
                out.extend(part(text, rest.start..end, lore));
                match cut {
                    Some((_, len)) => rest = end + len..rest.end,
                    None => break,
                }
            }
        }
    }
    out
}

fn part(text: &str, range: std::ops::Range<usize>, lore: &Lore<'_>) -> Option<Part> {
    let span = Span::new(text, range)?.trimmed(text);
    let name = super::claims::plain(span.of(text));
    let pieces = pieces(&name);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || pieces.len() > 16 {
        return None;
    }
    let lexed = Lexed::new(&name, lore.seeds);
    match lore.sheet.at(&pieces, 0) {
        // An organ named with its body is a name for it, an organ alone is nobody's.
        Some(found) if found.id == "organ" && found.end < pieces.len() => {}
        Some(found) if found.id == "list" => return listed(text, span, &name, &lexed, &pieces, lore),
        Some(_) => return None,
        None => {}
    }
    let body = lore.seeds.kind("body").is_some_and(|kind| lexed.hit(0, kind).is_some());
    let listed = lore.sheet.all(&pieces).iter().any(|found| found.id == "list");
    let score = if body { 3 } else { 1 } - i32::from(listed && !body) * 2;
    (score > 0).then_some(Part { name, span, score })
}

/// The body in a title such as «سجل أعضاء نادي القلم»: what follows the words for a list, when it begins like a body's name.
fn listed(
    text: &str,
    span: Span,
    name: &str,
    lexed: &Lexed,
    pieces: &[Piece],
    lore: &Lore<'_>,
) -> Option<Part> {
    let mut at = 0;
    while let Some(found) = lore.sheet.at(pieces, at).filter(|found| found.id == "list") {
        at = found.end;
    }
    lexed.hit(at, lore.seeds.kind("body")?)?;
    if at >= lexed.tokens.len() || span.of(text) != name {
        return None;
    }
    let rest = lexed.span(at..lexed.tokens.len());
    let span = Span::new(text, span.start() + rest.start()..span.start() + rest.end())?.trimmed(text);
    Some(Part { name: super::claims::plain(span.of(text)), span, score: 2 })
}
