//! Characters that make one text look like another.
//!
//! What: direction overrides and invisible characters inside names, addresses and e-mail; letters of two scripts in
//! one word (a Cyrillic «а» among Latin letters); cells that a spreadsheet would run as a formula.
//! Why it matters to a secretariat: such a name is never found again, such an address never reached, and a formula
//! acts when the file is opened elsewhere.
//! When it stays silent: marks beside words (ordinary in typed Arabic), Arabic-Indic digits, joiners, phone numbers.

use super::look::{Look, row_place};
use super::{Finding, Severity, Slot};
use crate::document::CellKind;
use crate::model::{Evidence, Record, RowClaim, RuleId};
use crate::text::{Span, is_latin, is_suspicious, plain};

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    for record in &look.register.records {
        for seat in &record.memberships {
            let names = [Some(&seat.person.name), seat.role.as_ref()];
            for name in names.into_iter().flatten() {
                out.extend(name.evidence().take(1).filter_map(|place| odd(look, place)));
            }
        }
        let names =
            record.organization.iter().flat_map(|body| std::iter::once(&body.name).chain(&body.other_names));
        out.extend(names.filter_map(|name| odd(look, name.main())));
        let (mut formulas, mut rows) = (Vec::new(), Vec::new());
        for row in &record.rows {
            for cell in cells(look, record, row) {
                if is_formula(look, &cell) {
                    formulas.push(cell);
                    rows.extend(row_place(record, row));
                } else if let Some(finding) = odd(look, &cell) {
                    out.push(finding.against(row_place(record, row).iter()));
                }
            }
        }
        if !formulas.is_empty() {
            let words: Vec<String> = formulas.iter().map(|cell| look.quote(cell).trim().to_owned()).collect();
            let slots = words.iter().cloned().map(Slot::Words).collect();
            out.push(
                Finding::new("suspicious-characters", Severity::Note, words.join("; "))
                    .worded("suspicious-characters.formula")
                    .slot("words", Slot::List(slots))
                    .at(&formulas)
                    .against(&rows),
            );
        }
    }
}

/// The cells of a row, in order.
fn cells(look: &Look<'_>, record: &Record, row: &RowClaim) -> Vec<Evidence> {
    let (Some(document), Some(extent)) = (look.document(record.source), row.extent) else {
        return Vec::new();
    };
    let first = document.blocks.partition_point(|block| block.span.start() < extent.start());
    let blocks = document.blocks.get(first..).into_iter().flatten();
    let inside = blocks.into_iter().take_while(|block| extent.contains(block.span));
    let rule = RuleId::new("register.cell");
    inside.map(|block| Evidence { source: record.source, span: block.span, rule: rule.clone() }).collect()
}

/// True for a text cell that a spreadsheet takes for a formula; phone numbers and plain signs are none.
fn is_formula(look: &Look<'_>, place: &Evidence) -> bool {
    let text = look.cell(place).is_some_and(|cell| cell.kind == CellKind::Text);
    let mut chars = look.quote(place).trim_start().chars();
    let starts = chars.next().is_some_and(|c| matches!(c, '=' | '@' | '+' | '-'));
    text && starts && chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '@' | '='))
}

fn odd(look: &Look<'_>, place: &Evidence) -> Option<Finding> {
    let words = look.quote(place);
    let (severity, wording, found) = if let Some(found) = hidden(words) {
        (Severity::Warning, "suspicious-characters.hidden", found)
    } else {
        (Severity::Warning, "suspicious-characters.mixed", mixed(words)?)
    };
    let list = found.iter().map(|&(_, c)| Slot::Words(format!("U+{:04X}", u32::from(c)))).collect();
    let first = found.first().map_or(0, |&(at, _)| at);
    let exact = word_around(words, first);
    let document = look.document(place.source)?;
    let start = place.span.start();
    let span = Span::new(&document.text, start + exact.start..start + exact.end).unwrap_or(place.span);
    let narrow = Evidence { source: place.source, span, rule: place.rule.clone() };
    let clean: String = words.chars().filter(|&c| !is_suspicious(c)).collect();
    let finding = Finding::new("suspicious-characters", severity, plain(words))
        .worded(wording)
        .words("words", words)
        .slot("characters", Slot::List(list))
        .at([&narrow]);
    Some(if wording.ends_with("hidden") { finding.settled_by(clean.trim()) } else { finding })
}

/// The word around byte `at`.
fn word_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    start..end
}

/// Overrides anywhere, and other invisible characters between two letters.
fn hidden(words: &str) -> Option<Vec<(usize, char)>> {
    let inside = |at: usize, c: char| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '.');
        letter(words[..at].chars().next_back()) && letter(words[at + c.len_utf8()..].chars().next())
    };
    let overrides = |c: char| matches!(c, '\u{202A}'..='\u{202E}');
    let joint = |c: char| matches!(c, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{180E}');
    let found: Vec<(usize, char)> = words
        .char_indices()
        .filter(|&(at, c)| {
            (is_suspicious(c) || c == '\u{FEFF}')
                && (c == '\u{202E}' || c == '\u{202D}' || (overrides(c) || joint(c)) && inside(at, c))
        })
        .collect();
    (!found.is_empty()).then_some(found)
}

/// Letters that are neither Latin nor Arabic inside a word that has Latin ones.
fn mixed(words: &str) -> Option<Vec<(usize, char)>> {
    let mut at = 0;
    for word in words.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let strange = |c: char| matches!(u32::from(c), 0x0370..=0x052F);
        if word.chars().any(is_latin) && word.chars().any(strange) {
            return Some(
                word.char_indices().filter(|&(_, c)| strange(c)).map(|(i, c)| (at + i, c)).collect(),
            );
        }
        at += word.len();
    }
    None
}
