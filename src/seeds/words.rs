//! The vocabulary of all lexicons and rules: which words of a text are known, and as what.
//!
//! In: forms while loading, folded tokens while reading. Out: [`Hit`]s. A form is a row of words; `رئيس~` stands for
//! every inflection of the stem, `=مال` for a complement («مال», «المال», «للمال»), `تولى|يتولى` for a verb in the
//! third person, any other word for itself.
//! Conjunctions and prepositions glued to a token are taken off here, once for all lexicons.

use super::inflect::{Features, Irregular, complement, surfaces, verb};
use super::signs::Signs;
use crate::text::{Token, TokenKind, fold};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

type Map<K, V> = IndexMap<K, V, FxBuildHasher>;

/// A known word in some form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The word.
    pub(crate) symbol: u32,
    /// The form it stands in.
    pub features: Features,
}

/// Words of a text that a lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The lexicon: an index into the names of all lexicons.
    pub kind: u8,
    /// The entry: an index into all entries.
    pub entry: u32,
    /// The first token.
    pub start: u32,
    /// The token after the last one.
    pub end: u32,
    /// The form of the first word.
    pub features: Features,
}

/// What every token of a text can be read as: one list, cut by token.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    all: Vec<Reading>,
    /// For each token: where its readings end.
    ends: Vec<u32>,
}

impl Readings {
    pub(super) fn with_capacity(tokens: usize) -> Self {
        Self { all: Vec::with_capacity(tokens * 2), ends: Vec::with_capacity(tokens) }
    }

    /// Adds the next token, which `add` reads.
    pub(super) fn push(&mut self, add: impl FnOnce(&mut Vec<Reading>)) {
        add(&mut self.all);
        self.ends.push(self.all.len() as u32);
    }

    /// Moves the readings that are `wanted` to the front of those of each word.
    pub(super) fn put_first(&mut self, wanted: impl Fn(&Reading) -> bool) {
        let mut start = 0;
        for &end in &self.ends {
            self.all[start..end as usize].sort_by_key(|reading| !wanted(reading));
            start = end as usize;
        }
    }

    /// The readings of token `at`; none past the end.
    pub(super) fn at(&self, at: usize) -> &[Reading] {
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..end as usize]
    }
}

/// No row of words begins with a symbol.
const NO_ROW: u32 = u32::MAX;

/// Every known word and every row of words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    surfaces: Map<Box<str>, Vec<Reading>>,
    symbols: Map<Box<str>, u32>,
    irregular: Map<Box<str>, Irregular>,
    /// For each symbol: the node of the rows that begin with it.
    roots: Vec<u32>,
    next: Map<(u32, u32), u32>,
    ends: Vec<Vec<(u8, u32)>>,
    /// For each node: the words, as bits that they share, with which longer rows go on from it.
    ahead: Vec<u64>,
}

impl Words {
    pub(super) fn new() -> Self {
        Self { ends: vec![Vec::new()], ahead: vec![0], ..Self::default() }
    }

    /// Says what is irregular about a stem; must come before the forms that use it.
    pub(super) fn irregular(&mut self, stem: &str, feminine: &[&str], plural: &[&str]) {
        let folded = |forms: &[&str]| forms.iter().map(|form| fold(form)).collect();
        let entry = Irregular { feminine: folded(feminine), plural: folded(plural) };
        self.irregular.insert(fold(stem).into(), entry);
    }

    /// The symbol of a word as a form or pattern writes it (`~` after a stem, `=` before a complement).
    pub(super) fn symbol(&mut self, written: &str) -> u32 {
        let spec = fold(written);
        if let Some(&known) = self.symbols.get(spec.as_str()) {
            return known;
        }
        let symbol = self.symbols.len() as u32;
        let forms = if let Some(stem) = spec.strip_suffix('~') {
            let regular = Irregular::default();
            surfaces(stem, self.irregular.get(stem).unwrap_or(&regular))
        } else if let Some(noun) = spec.strip_prefix('=') {
            complement(noun)
        } else if let Some((past, present)) = spec.split_once('|') {
            verb(past, present)
        } else {
            let weak = spec.strip_suffix('ة').map(|root| (format!("{root}ه"), Features::WEAK));
            std::iter::once((spec.clone(), Features::default())).chain(weak).collect()
        };
        for (surface, features) in forms {
            let readings = self.surfaces.entry(surface.into()).or_default();
            if !readings.iter().any(|known| known.symbol == symbol && known.features == features) {
                readings.push(Reading { symbol, features });
            }
        }
        self.symbols.insert(spec.into(), symbol);
        symbol
    }

    /// The word behind a symbol, as a seed writes it.
    pub(super) fn spelt(&self, symbol: u32) -> Option<&str> {
        self.symbols.get_index(symbol as usize).map(|(word, _)| &**word)
    }

    /// Adds a row of words; `false` when this lexicon already has it under another entry.
    pub(super) fn form(&mut self, kind: u8, entry: u32, written: &str) -> Result<(), u32> {
        let mut node = 0;
        for word in split(written) {
            let symbol = self.symbol(&word);
            let fresh = self.ends.len() as u32;
            node = match node {
                0 => {
                    let least = self.roots.len().max(symbol as usize + 1);
                    self.roots.resize(least, NO_ROW);
                    let root = &mut self.roots[symbol as usize];
                    if *root == NO_ROW {
                        *root = fresh;
                    }
                    *root
                }
                _ => {
                    self.ahead[node as usize] |= Signs::word(symbol).words();
                    *self.next.entry((node, symbol)).or_insert(fresh)
                }
            };
            if node == fresh {
                self.ends.push(Vec::new());
                self.ahead.push(0);
            }
        }
        let ends = &mut self.ends[node as usize];
        match ends.iter().find(|end| end.0 == kind) {
            Some(&(_, owner)) => Err(owner),
            None => {
                ends.push((kind, entry));
                Ok(())
            }
        }
    }

    /// What a folded word can be, glued conjunctions and prepositions taken off; fewest taken off first.
    pub(super) fn readings(&self, word: &str, out: &mut Vec<Reading>) {
        self.bare(word, Features::default(), out);
        let (rest, conjunction) = match word.strip_prefix(['و', 'ف']) {
            Some(rest) if rest.len() >= 2 => (rest, Features::CONJUNCTION),
            _ => (word, Features::default()),
        };
        if conjunction.0 != 0 {
            self.bare(rest, conjunction, out);
        }
        for rest in [rest, word] {
            let glued = if rest.len() == word.len() { Features::default() } else { conjunction };
            self.preposition(rest, glued, out);
            if rest.len() == word.len() {
                break;
            }
        }
    }

    fn preposition(&self, word: &str, glued: Features, out: &mut Vec<Reading>) {
        let mut letters = word.chars();
        let preposition = match letters.next() {
            Some('ب') => Features::BI,
            Some('ل') => Features::LI,
            Some('ك') => Features::KA,
            _ => return,
        };
        let rest = letters.as_str();
        // «بله» is a family name, not «ب» and «له».
        if rest.len() <= 4 {
            return;
        }
        let glued = glued.with(preposition);
        self.bare(rest, glued, out);
        // «للرئيس» is «ل» and «الرئيس».
        if preposition == Features::LI && rest.starts_with('ل') {
            let mut whole = String::with_capacity(rest.len() + 2);
            whole.push('ا');
            whole.push_str(rest);
            self.bare(&whole, glued, out);
        }
    }

    fn bare(&self, word: &str, glued: Features, out: &mut Vec<Reading>) {
        if let Some(known) = self.surfaces.get(word) {
            let noun = glued.has(Features::BI.with(Features::KA));
            let fits = known.iter().filter(|reading| !(noun && reading.features.has(Features::VERB)));
            out.extend(fits.map(|reading| Reading { features: reading.features.with(glued), ..*reading }));
        }
    }

    /// The node of the rows that begin with a word in this form.
    fn root(&self, first: &Reading) -> Option<u32> {
        self.roots.get(first.symbol as usize).copied().filter(|&root| root != NO_ROW)
    }

    /// The words, as bits that they share, with which a row can go on after a word that reads so.
    pub(super) fn ahead(&self, readings: &[Reading]) -> u64 {
        let roots = readings.iter().filter_map(|first| self.root(first));
        roots.fold(0, |all, root| all | self.ahead[root as usize])
    }

    /// Adds every known row of one word that `readings` read, as if it stood first in a text.
    pub(super) fn alone(&self, readings: &[Reading], out: &mut Vec<Hit>) {
        let before = out.len();
        for first in readings {
            let Some(root) = self.root(first) else { continue };
            let ends = self.ends[root as usize].iter();
            out.extend(ends.map(|&(kind, entry)| Hit {
                kind,
                entry,
                start: 0,
                end: 1,
                features: first.features,
            }));
        }
        settle(out, before);
    }

    /// Adds every known row of two words and more that begins at token `start`, longest first.
    pub(super) fn rows(&self, start: usize, tokens: &[Token], readings: &Readings, out: &mut Vec<Hit>) {
        let before = out.len();
        for first in readings.at(start) {
            let Some(root) = self.root(first) else { continue };
            self.walk_on(root, start, start + 1, first.features, tokens, readings, out);
        }
        settle(out, before);
    }

    /// Adds every known row of words that begins at token `start`, longest first.
    pub(super) fn hits(&self, start: usize, tokens: &[Token], readings: &Readings, out: &mut Vec<Hit>) {
        let before = out.len();
        for first in readings.at(start) {
            if let Some(root) = self.root(first) {
                self.walk(root, start, start + 1, first.features, tokens, readings, out);
            }
        }
        settle(out, before);
    }
    #[expect(clippy::too_many_arguments, reason = "the walk's own state")]
    fn walk(
        &self,
        node: u32,
        start: usize,
        at: usize,
        features: Features,
        tokens: &[Token],
        readings: &Readings,
        out: &mut Vec<Hit>,
    ) {
        for &(kind, entry) in &self.ends[node as usize] {
            out.push(Hit { kind, entry, start: start as u32, end: at as u32, features });
        }
        self.walk_on(node, start, at, features, tokens, readings, out);
    }

    #[expect(clippy::too_many_arguments, reason = "the walk's own state")]
    fn walk_on(
        &self,
        node: u32,
        start: usize,
        at: usize,
        features: Features,
        tokens: &[Token],
        readings: &Readings,
        out: &mut Vec<Hit>,
    ) {
        let goes_on = tokens.get(at).is_some_and(|token| token.kind != TokenKind::LineEnd);
        let ahead = self.ahead[node as usize];
        if !goes_on || ahead == 0 {
            return;
        }
        for reading in readings.at(at) {
            if !goes_on_with(reading) || ahead & Signs::word(reading.symbol).words() == 0 {
                continue;
            }
            if let Some(&next) = self.next.get(&(node, reading.symbol)) {
                self.walk(next, start, at + 1, features, tokens, readings, out);
            }
        }
    }
}

/// True for a form in which a word can stand inside a row.
fn goes_on_with(reading: &Reading) -> bool {
    !reading.features.has(Features::CONJUNCTION.with(Features::BI).with(Features::KA))
}

/// The words, as bits that they share, that a row can go on with where a word reads so.
pub(super) fn continued(readings: &[Reading]) -> u64 {
    let within = readings.iter().filter(|reading| goes_on_with(reading));
    within.fold(0, |all, reading| all | Signs::word(reading.symbol).words())
}

/// Sorts the hits from `before` on, longest first, and leaves each once.
fn settle(out: &mut Vec<Hit>, before: usize) {
    if out.len() < before + 2 {
        return;
    }
    out[before..].sort_by_key(|hit| (std::cmp::Reverse(hit.end), hit.kind));
    let mut kept = before;
    for at in before..out.len() {
        let hit = out[at];
        if !out[before..kept]
            .iter()
            .any(|known| (known.kind, known.entry, known.end) == (hit.kind, hit.entry, hit.end))
        {
            out[kept] = hit;
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// The words and marks of a form or pattern literal, with their `~` and `=` kept.
fn split(written: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in fold(written).split_whitespace() {
        if word.starts_with('=') || word.ends_with('~') || word.contains('|') {
            out.push(word.to_owned());
        } else {
            out.extend(crate::text::tokens(word).into_iter().map(|token| token.of(word).to_owned()));
        }
    }
    out
}
