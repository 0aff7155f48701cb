//! What the lexicons know about registers, gathered once for a document.

use super::phrases::{Phrases, pieces};
use crate::seeds::{ColumnFix, Seeds};
use crate::text::{TokenKind, fold, is_arabic};
use std::collections::{BTreeMap, BTreeSet};

/// What the lexicons know about registers.
pub(super) struct Lore<'s> {
    pub(super) seeds: &'s Seeds,
    header: Phrases,
    fields: Vec<(String, BTreeSet<String>)>,
    pub(super) sheet: Phrases,
    pub(super) member: Phrases,
    pub(super) dues: Phrases,
    pub(super) gender: Phrases,
    pub(super) post: Phrases,
    months: Phrases,
    numbers: BTreeMap<String, u8>,
    plans: Phrases,
    fixes: Vec<&'s ColumnFix>,
}

/// How a country writes phone numbers.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    code: String,
    first: String,
    digits: usize,
}

impl Plan {
    /// The number in the world's form, when `digits` is one of this country's.
    pub(super) fn abroad(&self, digits: &str) -> Option<String> {
        let rest = digits.strip_prefix('0').unwrap_or(digits);
        (rest.len() == self.digits && rest.starts_with(|c| self.first.contains(c)))
            .then(|| format!("+{}{rest}", self.code))
    }
}

/// A month by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    pub(super) number: u8,
    pub(super) hijri: bool,
}

/// What a header's words stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Ideas {
    pub(super) ideas: BTreeSet<String>,
    /// Words that are neither known nor empty of meaning.
    pub(super) unknown: usize,
    pub(super) known: usize,
    pub(super) year: Option<i32>,
    /// A number of two digits, which may be a year's.
    pub(super) short: Option<i32>,
    pub(super) latin: bool,
}

impl Ideas {
    /// True when there is a year and nothing else.
    pub(super) fn only_year(&self) -> bool {
        self.year.is_some() && self.ideas.is_empty() && self.unknown == 0
    }
}

/// The field a header names, and how surely.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) field: String,
    pub(super) set: BTreeSet<String>,
    pub(super) confidence: f64,
}

impl<'s> Lore<'s> {
    pub(super) fn new(seeds: &'s Seeds, path: &str) -> Self {
        let mut fields = Vec::new();
        for entry in seeds.entries("column") {
            for set in entry.list("words") {
                fields.push((entry.id.clone(), set.split_whitespace().map(str::to_owned).collect()));
            }
        }
        let month = |entry: &crate::seeds::Entry| {
            Some((entry.id.clone(), u8::try_from(entry.number("value")?).ok()?))
        };
        Self {
            seeds,
            header: Phrases::new(seeds, "header"),
            fields,
            sheet: Phrases::new(seeds, "sheet-word"),
            member: Phrases::new(seeds, "member-status"),
            dues: Phrases::new(seeds, "dues-status"),
            gender: Phrases::new(seeds, "gender-word"),
            post: Phrases::new(seeds, "latin-post"),
            months: Phrases::new(seeds, "latin-month"),
            plans: Phrases::new(seeds, "phone-plan"),
            fixes: seeds.column_fixes().iter().filter(|fix| fix.is_of(path)).collect(),
            numbers: seeds.entries("latin-month").filter_map(month).collect(),
        }
    }

    /// The field that the project gives the column of `sheet` under the words `header`.
    pub(super) fn fixed(&self, sheet: &str, header: &str) -> Option<&'s str> {
        if self.fixes.is_empty() {
            return None;
        }
        let same = |one: &str, other: &str| fold(one.trim()) == fold(other.trim());
        let found = self.fixes.iter().find(|fix| {
            same(&fix.header, header) && fix.sheet.as_deref().is_none_or(|name| same(name, sheet))
        });
        found.map(|fix| fix.field.as_str())
    }

    /// The month that `text` names.
    pub(super) fn month(&self, text: &str) -> Option<Month> {
        if text.is_empty() {
            return None;
        }
        if let Some(&number) = self.months.whole(text).and_then(|id| self.numbers.get(id)) {
            return Some(Month { number, hijri: false });
        }
        for (kind, hijri) in [("month", false), ("hijri-month", true)] {
            let value = self.seeds.whole(kind, text).and_then(|entry| entry.number("value"));
            if let Some(number) = value.and_then(|value| u8::try_from(value).ok()) {
                return Some(Month { number, hijri });
            }
        }
        None
    }

    /// The country whose names `text` mentions most.
    pub(super) fn plan(&self, text: &str) -> Option<Plan> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let sample: String = text.chars().take(20_000).collect();
        for found in self.plans.all(&pieces(&sample)) {
            *counts.entry(found.id).or_default() += 1;
        }
        let (code, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        let entry = self.seeds.entry_of("phone-plan", code)?;
        let (first, digits) = (entry.text("first")?.to_owned(), entry.text("digits")?.parse().ok()?);
        Some(Plan { code: code.to_owned(), first, digits })
    }

    /// True for a word that adds nothing: a currency, an article, a preposition.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.header.whole(word) == Some("filler")
    }

    /// What the words of a header stand for.
    pub(super) fn ideas(&self, text: &str) -> Ideas {
        let pieces = pieces(text);
        let mut out = Ideas {
            latin: !text.chars().any(is_arabic) && text.chars().any(char::is_alphabetic),
            ..Ideas::default()
        };
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            if let Some(found) = self.header.at(&pieces, at) {
                at = found.end;
                if found.id != "filler" {
                    out.known += found.end - found.start;
                    out.ideas.insert(found.id.to_owned());
                }
                continue;
            }
            match piece.kind {
                TokenKind::Number => match piece.text.parse::<i32>() {
                    Ok(year) if (1300..=1500).contains(&year) || (1900..=2100).contains(&year) => {
                        out.year = Some(year);
                    }
                    Ok(short) if piece.text.len() == 2 => out.short = Some(short),
                    _ => {}
                },
                TokenKind::Word => out.unknown += 1,
                _ => {}
            }
            at += 1;
        }
        out
    }

    /// The field whose ideas explain most of `own`, with the help of the titles above it.
    pub(super) fn field(&self, own: &Ideas, above: &BTreeSet<String>) -> Option<Match> {
        let mut best: Option<(i64, Match)> = None;
        for (field, set) in &self.fields {
            if !set.iter().all(|idea| own.ideas.contains(idea) || above.contains(idea)) {
                continue;
            }
            let explained = set.iter().filter(|idea| own.ideas.contains(*idea)).count();
            if explained == 0 {
                continue;
            }
            let left = own.ideas.len() - explained;
            let score = 4 * explained as i64 + (set.len() - explained) as i64 - 2 * left as i64;
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                let share = explained as f64 / own.ideas.len() as f64;
                let known = own.known as f64 / (own.known + own.unknown).max(1) as f64;
                let confidence = share * known.sqrt();
                best = Some((score, Match { field: field.clone(), set: set.clone(), confidence }));
            }
        }
        best.map(|(_, found)| found)
    }
}
