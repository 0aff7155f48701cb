//! Phrases of a lexicon's `words`, found in short texts whatever their article, case, accents, hamza and glued letters.
//!
//! Kept apart from the vocabulary that reads prose: a header may call anything «م» or «du» without any harm there.

use crate::seeds::Seeds;
use crate::text::{TokenKind, fold, key, tokens};
use std::collections::BTreeMap;

/// The phrases of one lexicon.
#[derive(Debug)]
pub(super) struct Phrases {
    known: BTreeMap<Vec<String>, usize>,
    ids: Vec<String>,
    longest: usize,
}

/// A phrase found in a text: tokens `start..end` name entry `id`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'p> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) id: &'p str,
}

/// A token of a short text: as folded, and what it is made of.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: TokenKind,
}

/// The tokens of `text`, line ends left out.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let folded = fold(text);
    let kept = tokens(&folded).into_iter().filter(|token| token.kind != TokenKind::LineEnd);
    kept.map(|token| Piece { text: token.of(&folded).to_owned(), kind: token.kind }).collect()
}

impl Phrases {
    pub(super) fn new(seeds: &Seeds, kind: &str) -> Self {
        let mut out = Self { known: BTreeMap::new(), ids: Vec::new(), longest: 0 };
        for entry in seeds.entries(kind) {
            let number = out.ids.len();
            out.ids.push(entry.id.clone());
            for phrase in entry.list("words") {
                let row: Vec<String> = pieces(phrase).iter().map(|piece| bare(&loose(&piece.text))).collect();
                out.longest = out.longest.max(row.len());
                out.known.entry(row).or_insert(number);
            }
        }
        out
    }

    /// The longest phrase that begins at token `at`.
    pub(super) fn at(&self, text: &[Piece], at: usize) -> Option<Found<'_>> {
        let end = text.len().min(at + self.longest);
        let forms: Vec<Vec<String>> = text.get(at..end)?.iter().map(|piece| forms(&piece.text)).collect();
        (1..=forms.len()).rev().find_map(|len| {
            let number = self.walk(&forms[..len], &mut Vec::with_capacity(len))?;
            Some(Found { start: at, end: at + len, id: &self.ids[number] })
        })
    }

    fn walk(&self, forms: &[Vec<String>], row: &mut Vec<String>) -> Option<usize> {
        let Some((first, rest)) = forms.split_first() else { return self.known.get(row).copied() };
        for form in first {
            row.push(form.clone());
            // Only rows that begin like a known phrase are followed.
            let alive =
                self.known.range(row.clone()..).next().is_some_and(|(known, _)| known.starts_with(row));
            let found = if alive { self.walk(rest, row) } else { None };
            row.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Every phrase of `text`, leftmost and longest first, without overlaps.
    pub(super) fn all(&self, text: &[Piece]) -> Vec<Found<'_>> {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < text.len() {
            match self.at(text, at) {
                Some(found) => {
                    at = found.end;
                    out.push(found);
                }
                None => at += 1,
            }
        }
        out
    }

    /// The entry that `text` as a whole names.
    pub(super) fn whole(&self, text: &str) -> Option<&str> {
        let text = pieces(text);
        let found = self.at(&text, 0)?;
        (found.end == text.len()).then_some(found.id)
    }
}

/// A token without what spellings disagree on; marks stay.
fn loose(token: &str) -> String {
    let key = key(token);
    if key.is_empty() { token.to_owned() } else { key }
}

/// Without the article.
fn bare(word: &str) -> String {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 1 => rest.to_owned(),
        _ => word.to_owned(),
    }
}

/// What a token can be once glued conjunctions, prepositions and the article are taken off.
fn forms(token: &str) -> Vec<String> {
    let word = loose(token);
    let mut out = vec![bare(&word)];
    let mut add = |form: String| {
        if !out.contains(&form) {
            out.push(form);
        }
    };
    let mut rest = word.as_str();
    for _ in 0..2 {
        let Some(after) = rest.strip_prefix(['و', 'ب', 'ل', 'ك']).filter(|after| after.chars().count() > 2)
        else {
            break;
        };
        // «للممثل» is «ل» and «الممثل».
        if let Some(noun) = after.strip_prefix('ل').filter(|_| rest.starts_with('ل')) {
            add(noun.to_owned());
        }
        add(bare(after));
        rest = after;
    }
    out
}
