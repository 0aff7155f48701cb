//! What the tool knows, as data: lexicons and rule packs, checked and compiled.
//!
//! In: TOML texts by name. Out: [`Seeds`]. Always holds: every slot names a lexicon, every rule has examples, entries
//! are sorted and nothing stands twice; otherwise a [`SeedError`] says file, line and remedy. Does not open files.

mod embedded;
mod error;
mod fix;
pub(crate) mod hashed;
mod inflect;
mod lexed;
mod lexicon;
mod look;
mod memo;
mod nearest;
mod pattern;
mod places;
pub mod roles;
mod rule;
mod signs;
pub(crate) mod table;
mod tag;
mod trial;
mod words;

use crate::model::{Gender, RuleId};
use crate::text::{Folded, Token, TokenKind};
use hashed::word;
use indexmap::{Equivalent, IndexMap, IndexSet};
use pattern::{First, Pattern, Scope};
use roles::RoleWeights;
use rustc_hash::{FxBuildHasher, FxHashMap};
use signs::Signs;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use words::{Reading, Words};

pub use error::{Fault, SeedError};
pub use fix::ColumnFix;
pub use hashed::Hashed;
pub use inflect::Features;
pub use lexed::Lexed;
pub use lexicon::Entry;
pub use look::{ENDINGS, Look, ending};
pub use nearest::Nearest;
pub use pattern::Capture;
pub use rule::{Example, Rule};
pub use tag::Tag;
pub use trial::Failure;
pub use words::Hit;

/// A lexicon, by its place among all lexicons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(pub(crate) u8);

/// All lexicons and rules, checked and compiled.
#[derive(Debug)]
pub struct Seeds {
    /// Tells them from all other seeds that this process has loaded.
    number: u64,
    pub(crate) words: Words,
    kinds: IndexSet<String, FxBuildHasher>,
    entries: Vec<Entry>,
    /// For each entry: the bits of its id's [`Tag`].
    tags: Vec<u128>,
    /// For each entry: the number of its id as a word of a sign.
    id_hashes: Vec<u64>,
    /// For each lexicon: the number of its name as a word of a sign.
    kind_hashes: Vec<u64>,
    by_id: IndexMap<(u8, String), u32, FxBuildHasher>,
    names: IndexSet<String>,
    rules: Vec<Rule>,
    /// For each rule: what can follow a first token of it.
    second: Vec<Signs>,
    first: Beginnings,
    fixes: Vec<ColumnFix>,
    /// Everyday words that are names as well, folded, and the gender of whoever bears one.
    borne: FxHashMap<String, Gender>,
    roles: RoleWeights,
}

/// A match of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The rule: an index into [`Seeds::rules`].
    pub rule: usize,
    /// First token.
    pub start: usize,
    /// The token after the last one.
    pub end: usize,
    /// What its slots captured.
    pub captures: Vec<Capture>,
}

/// The text of every seed: those the binary carries, each replaced by the one of the same name in `own`, and those
/// of `own`.
#[must_use]
pub fn texts(own: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    let mut files: BTreeMap<&str, &str> = embedded::FILES.iter().copied().collect();
    files.extend(own.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    files
}

impl Seeds {
    /// The seeds that the binary carries, each replaced by the text of the same name in `own`, and those of `own`.
    ///
    /// # Errors
    /// The first seed that cannot be used, with file, line and remedy.
    pub fn load(own: &BTreeMap<String, String>) -> Result<Self, SeedError> {
        let mut files = texts(own);
        let weights = RoleWeights::parse(|file| files.get(file).copied().unwrap_or_default())?;
        files.retain(|name, _| name.starts_with("lexicon/") || name.starts_with("rules/"));
        Ok(Self { roles: weights, ..Self::from_files(&files)? })
    }

    /// The seeds of `files` alone: name, such as `rules/event.toml`, and TOML text.
    ///
    /// # Errors
    /// The first seed that cannot be used, with file, line and remedy.
    pub fn from_files(files: &BTreeMap<&str, &str>) -> Result<Self, SeedError> {
        static LOADED: AtomicU64 = AtomicU64::new(0);
        let mut seeds = Self {
            number: LOADED.fetch_add(1, Ordering::Relaxed),
            words: Words::new(),
            kinds: IndexSet::default(),
            entries: Vec::new(),
            tags: Vec::new(),
            id_hashes: Vec::new(),
            kind_hashes: Vec::new(),
            by_id: IndexMap::default(),
            names: IndexSet::new(),
            rules: Vec::new(),
            second: Vec::new(),
            first: Beginnings::default(),
            fixes: Vec::new(),
            borne: FxHashMap::default(),
            roles: RoleWeights::default(),
        };
        let mut lexicons = Vec::new();
        let mut packs = Vec::new();
        for (&file, &text) in files {
            if text.lines().any(|line| line.starts_with("lexicon")) {
                lexicons.push((file, lexicon::parse(file, text)?));
            } else if text.lines().any(|line| line.starts_with("rules")) {
                packs.push((file, rule::parse(file, text)?));
            } else {
                return Err(SeedError { file: file.to_owned(), line: 1, fault: Fault::Headless });
            }
        }
        // Irregular stems first: forms are inflected as they are read.
        lexicons.sort_by_key(|(_, (kind, _))| kind != "inflection");
        for (file, (kind, entries)) in lexicons {
            seeds.lexicon(file, &kind, entries)?;
        }
        for (file, (pack, rows)) in packs {
            seeds.pack(file, &pack, rows)?;
        }
        Ok(seeds)
    }

    fn lexicon(&mut self, file: &str, kind: &str, entries: Vec<(usize, Entry)>) -> Result<(), SeedError> {
        if kind == "inflection" {
            for (_, entry) in entries {
                self.words.irregular(&entry.id, &entry.list("feminine"), &entry.list("plural"));
            }
            return Ok(());
        }
        // Everyday words: no sign of a name, and so not looked for in texts.
        if kind == "borne-name" {
            for (_, entry) in entries {
                let Some(gender) = entry.gender else { continue };
                let folded = entry.forms.iter().map(|form| Folded::cut(form).0.as_str().to_owned());
                self.borne.extend(folded.map(|form| (form, gender)));
            }
            return Ok(());
        }
        let (number, fresh) = self.kinds.insert_full(kind.to_owned());
        if fresh {
            self.kind_hashes.push(Hashed::of(kind).hash);
        }
        let number = number as u8;
        for (line, entry) in entries {
            let at = |fault| SeedError { file: file.to_owned(), line, fault };
            let index = self.entries.len() as u32;
            for form in &entry.forms {
                if let Err(owner) = self.words.form(number, index, form) {
                    let owner = self.entries.get(owner as usize).map_or(&entry.id, |owner| &owner.id).clone();
                    if owner != entry.id {
                        return Err(at(Fault::DoubleForm { form: form.clone(), owner }));
                    }
                }
            }
            if self.by_id.insert((number, entry.id.clone()), index).is_some() {
                return Err(at(Fault::DoubleId(entry.id)));
            }
            self.tags.push(Tag::new(&entry.id).bits);
            self.id_hashes.push(Hashed::of(&entry.id).hash);
            self.entries.push(entry);
        }
        Ok(())
    }

    fn pack(&mut self, file: &str, pack: &str, rows: Vec<(usize, rule::Row)>) -> Result<(), SeedError> {
        for (line, row) in rows {
            let at = |fault| SeedError { file: file.to_owned(), line, fault };
            let index = self.rules.len() as u16;
            let mut patterns = Vec::new();
            for written in row.pattern.all() {
                let (kinds, by_id) = (&self.kinds, &self.by_id);
                let mut scope = Scope {
                    words: &mut self.words,
                    names: &mut self.names,
                    kind: &|name| kinds.get_index_of(name).map(|at| Kind(at as u8)),
                    entry: &|kind, id| by_id.get(&(kind.0, id.to_owned())).copied(),
                    known: kinds.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
                };
                let pattern = Pattern::parse(written, &mut scope).map_err(at)?;
                let firsts = pattern.firsts().ok_or_else(|| at(Fault::Unanchored(row.id.clone())))?;
                for first in firsts {
                    self.first.add(first, index);
                }
                patterns.push(pattern);
            }
            if self.rules.iter().any(|rule| rule.id.as_str() == row.id) {
                return Err(at(Fault::DoubleId(row.id)));
            }
            let second = patterns.iter().fold(Signs::default(), |any, pattern| any.or(pattern.second()));
            self.second.push(second);
            self.rules.push(Rule {
                id: RuleId::new(&row.id),
                pack: pack.to_owned(),
                yields: row.yields,
                why: row.why,
                patterns,
                set: row.set,
                matches: row.matches,
                misses: row.misses,
                place: (file.to_owned(), line),
            });
        }
        Ok(())
    }

    /// The number that tells these seeds from all others that this process has loaded.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// What the lexicon `kind` is called; nothing when there is none.
    #[must_use]
    pub fn kind_name(&self, kind: Kind) -> &str {
        self.kinds.get_index(kind.0 as usize).map_or("", String::as_str)
    }

    /// What the lexicon `kind` is called, as a word of a sign.
    #[inline]
    pub(crate) fn hashed_kind(&self, kind: Kind) -> Hashed<'_> {
        match self.kind_hashes.get(kind.0 as usize) {
            Some(&hash) => Hashed { word: self.kind_name(kind), hash },
            None => word!(""),
        }
    }

    /// The id of the entry of that number, as a word of a sign.
    #[inline]
    pub(crate) fn hashed_id(&self, number: u32) -> Hashed<'_> {
        match (self.entry(number), self.id_hashes.get(number as usize)) {
            (Some(entry), Some(&hash)) => Hashed { word: &entry.id, hash },
            _ => word!(""),
        }
    }

    /// The gender of whoever is called by `word`, an everyday word as folding leaves it, where it is a name.
    #[must_use]
    pub fn borne(&self, word: &str) -> Option<Gender> {
        self.borne.get(word).copied()
    }

    /// What signs weigh for the roles of words.
    #[must_use]
    pub fn roles(&self) -> &RoleWeights {
        &self.roles
    }

    /// The lexicon of that name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.kinds.get_index_of(name).map(|at| Kind(at as u8))
    }

    /// The entry of that number.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize)
    }

    /// True when the entry of that number has this id.
    #[must_use]
    #[inline]
    pub fn is_entry(&self, number: u32, id: &Tag<'_>) -> bool {
        let told = self.tags.get(number as usize).is_some_and(|&known| known == id.bits);
        told && (id.is_whole() || self.entry(number).is_some_and(|entry| entry.id == id.id))
    }

    /// The entry of that id in a lexicon.
    #[must_use]
    pub fn entry_of(&self, kind: &str, id: &str) -> Option<&Entry> {
        let kind = self.kind(kind)?;
        self.entry(*self.by_id.get(&Named(kind.0, id))?)
    }

    /// Takes over what a project says of its columns.
    ///
    /// # Errors
    /// The place of the first fix whose field no column has, and the fields there are.
    pub fn fix_columns(&mut self, fixes: &[ColumnFix]) -> Result<(), (usize, Vec<String>)> {
        let unknown =
            |fix: &ColumnFix| fix.field != ColumnFix::NONE && self.entry_of("column", &fix.field).is_none();
        if let Some(at) = fixes.iter().position(unknown) {
            let mut known: Vec<String> = self.entries("column").map(|entry| entry.id.clone()).collect();
            known.push(ColumnFix::NONE.to_owned());
            return Err((at, known));
        }
        self.fixes = fixes.to_vec();
        Ok(())
    }

    /// What the project says of its columns.
    #[must_use]
    pub fn column_fixes(&self) -> &[ColumnFix] {
        &self.fixes
    }

    /// All entries of a lexicon, in order.
    pub fn entries(&self, kind: &str) -> impl Iterator<Item = &Entry> {
        let kind = self.kind(kind).map(|kind| kind.0);
        let numbers =
            self.by_id.iter().filter(move |((of, _), _)| Some(*of) == kind).map(|(_, &number)| number);
        numbers.filter_map(|number| self.entry(number))
    }

    /// The entry of a lexicon that `text` as a whole names.
    #[must_use]
    pub fn whole(&self, kind: &str, text: &str) -> Option<&Entry> {
        let lexed = Lexed::new(text, self);
        let hit = lexed.hit(0, self.kind(kind)?)?;
        (hit.end as usize == lexed.tokens.len()).then(|| self.entry(hit.entry)).flatten()
    }

    /// All rules, in order of file and id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The name of a capture.
    #[must_use]
    pub fn capture_name(&self, capture: &Capture) -> &str {
        self.names.get_index(capture.name as usize).map_or("", String::as_str)
    }

    /// The longest match of each rule that begins at token `start`.
    fn matches_at(&self, lexed: &Lexed, start: usize, trying: &mut Trying, out: &mut Vec<Match>) {
        trying.turn += 1;
        // Longest first: where a row of words begins, a rule may go on behind it.
        let alone = lexed.hits(start).first().is_none_or(|hit| hit.end as usize == start + 1);
        trying.next = if alone { *lexed.signs(start + 1) } else { Signs::ALL };
        for reading in lexed.readings(start) {
            if let Some(rules) = self.first.symbols.get(reading.symbol as usize) {
                self.attempt(rules, lexed, start, trying, out);
            }
        }
        for hit in lexed.hits(start) {
            if let Some(rules) = self.first.kinds.get(hit.kind as usize) {
                self.attempt(rules, lexed, start, trying, out);
            }
        }
        match lexed.kind(start) {
            Some(TokenKind::Number) => self.attempt(&self.first.numbers, lexed, start, trying, out),
            Some(TokenKind::Mark) => {
                let mark = lexed.word(start).chars().next();
                if let Some(rules) = mark.and_then(|mark| self.first.marks.get(&mark)) {
                    self.attempt(rules, lexed, start, trying, out);
                }
            }
            _ => {}
        }
    }

    /// Tries `rules` at token `start`, each once.
    fn attempt(&self, rules: &[u16], lexed: &Lexed, start: usize, trying: &mut Trying, out: &mut Vec<Match>) {
        for &rule in rules {
            let rule = rule as usize;
            if !trying.next.meets(&self.second[rule]) {
                continue;
            }
            if std::mem::replace(&mut trying.tried[rule], trying.turn) == trying.turn {
                continue;
            }
            let mut longest: Option<Match> = None;
            for pattern in &self.rules[rule].patterns {
                let Some(end) = pattern.at(lexed, start, &mut trying.scratch) else { continue };
                if longest.as_ref().is_none_or(|known| end >= known.end) {
                    let captures = std::mem::take(&mut trying.scratch.captures);
                    longest = Some(Match { rule, start, end, captures });
                }
            }
            out.extend(longest);
        }
    }

    /// Every match of every rule in a text, in order.
    #[must_use]
    pub fn matches(&self, lexed: &Lexed) -> Vec<Match> {
        let mut out = Vec::new();
        let mut trying = Trying {
            turn: 0,
            tried: vec![0; self.rules.len()],
            next: Signs::ALL,
            scratch: pattern::Scratch::default(),
        };
        for &at in &lexed.starts {
            self.matches_at(lexed, at as usize, &mut trying, &mut out);
        }
        out
    }
}

/// An id in a lexicon, as [`Seeds::entry_of`] looks it up.
#[derive(Hash)]
struct Named<'a>(u8, &'a str);

impl Equivalent<(u8, String)> for Named<'_> {
    fn equivalent(&self, key: &(u8, String)) -> bool {
        self.0 == key.0 && self.1 == key.1
    }
}

/// What is kept from token to token while rules are tried.
struct Trying {
    /// The number of the token, from 1.
    turn: u32,
    /// For each rule: the token at which it was last tried.
    tried: Vec<u32>,
    /// What the token after it can be.
    next: Signs,
    scratch: pattern::Scratch,
}

/// Which rules can begin with what.
#[derive(Debug, Default)]
struct Beginnings {
    symbols: Vec<Vec<u16>>,
    kinds: Vec<Vec<u16>>,
    numbers: Vec<u16>,
    marks: BTreeMap<char, Vec<u16>>,
}

impl Beginnings {
    /// True when some rule can begin with a token that can be read so.
    fn any(&self, token: &Token, readings: &[Reading], hits: &[Hit]) -> bool {
        let known = |all: &[Vec<u16>], at: usize| all.get(at).is_some_and(|rules| !rules.is_empty());
        readings.iter().any(|reading| known(&self.symbols, reading.symbol as usize))
            || hits.iter().any(|hit| known(&self.kinds, hit.kind as usize))
            || match token.kind {
                TokenKind::Number => !self.numbers.is_empty(),
                TokenKind::Mark => self.marks.contains_key(&token.first),
                TokenKind::Word | TokenKind::LineEnd => false,
            }
    }

    fn add(&mut self, first: First, rule: u16) {
        let slot = |all: &mut Vec<Vec<u16>>, at: usize| {
            let least = all.len().max(at + 1);
            all.resize_with(least, Vec::new);
        };
        let rules = match first {
            First::Symbol(symbol) => {
                slot(&mut self.symbols, symbol as usize);
                &mut self.symbols[symbol as usize]
            }
            First::Kind(kind) => {
                slot(&mut self.kinds, kind as usize);
                &mut self.kinds[kind as usize]
            }
            First::Number => &mut self.numbers,
            First::Mark(mark) => self.marks.entry(mark).or_default(),
        };
        if rules.last() != Some(&rule) {
            rules.push(rule);
        }
    }
}
