//! One sentence quoted in two wordings.
//!
//! What: a document sets nearly the same words in quotation marks twice, and they differ by a word or two.
//! Why it matters to a secretariat: at most one of them is what was said, and it may be quoted on.
//! When it stays silent: the same words again, a quotation that is the beginning of another, short ones.

use super::look::Look;
use super::{Finding, Severity};
use crate::model::{Cited, Record};
use crate::text::key;

/// Quotations of fewer words are titles and names.
const SHORTEST: usize = 6;

pub(super) fn find(look: &Look<'_>, out: &mut Vec<Finding>) {
    let mut seen: Vec<&crate::model::Evidence> = Vec::new();
    for record in &look.register.records {
        for (one, other) in pairs(record) {
            // A document that renews two organs has two records and one text.
            if seen.contains(&one.main()) {
                continue;
            }
            seen.push(one.main());
            let subject: String = one.value.split_whitespace().take(SHORTEST).collect::<Vec<_>>().join(" ");
            out.push(
                Finding::new("quotation-varies", Severity::Note, subject)
                    .words("one", &one.value)
                    .words("other", &other.value)
                    .at(one.evidence())
                    .against(other.evidence()),
            );
        }
    }
}

fn pairs(record: &Record) -> Vec<(&Cited<String>, &Cited<String>)> {
    let words: Vec<Vec<String>> = record
        .quotations
        .iter()
        .map(|quotation| key(&quotation.value).split_whitespace().map(str::to_owned).collect())
        .collect();
    let mut out = Vec::new();
    for (at, one) in words.iter().enumerate().filter(|(_, words)| words.len() >= SHORTEST) {
        for (to, other) in words.iter().enumerate().skip(at + 1) {
            if vary(one, other) {
                out.push((&record.quotations[at], &record.quotations[to]));
                break;
            }
        }
    }
    out
}

/// True when two quotations are of one length, begin alike and differ in a fifth of their words at most.
fn vary(one: &[String], other: &[String]) -> bool {
    let longest = one.len().max(other.len());
    let spare = (longest / 5).max(1);
    if one == other || longest - one.len().min(other.len()) > spare {
        return false;
    }
    let known: std::collections::BTreeSet<&String> = one.iter().collect();
    let shared = other.iter().filter(|word| known.contains(word)).count();
    longest - shared <= spare
}
