//! A text as the seeds see it: folded, cut into tokens, each with the words and lexicon entries it can be.

use super::memo::{self, Memo};
use super::places::Places;
use super::signs::{ROOM, Signs};
use super::words::{Hit, Reading, Readings};
use super::{Features, Kind, Look, Seeds};
use crate::text::{Folded, Span, Token, TokenKind, has_columns, unwrapped};
use std::ops::Range;

/// A folded text with everything the lexicons know about it.
#[derive(Debug)]
pub struct Lexed {
    /// The text made comparable.
    pub folded: Folded,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its lines have columns.
    pub columns: bool,
    readings: Readings,
    hits: Vec<Hit>,
    /// For each token and the end of the text: where its hits begin; they end where those of the next one do.
    first: Vec<u32>,
    /// The tokens with which some rule can begin, and perhaps others.
    pub(super) starts: Vec<u32>,
    /// For each token: what it can be.
    signs: Vec<Signs>,
    /// For each token: the lexicons with an entry that begins with it, as bits.
    kinds: Vec<u64>,
    /// The same the other way round: for each lexicon the tokens, and those that are marks.
    places: Places,
    /// There are so many lexicons that some share a bit.
    crowded: bool,
    /// For each token: how it is written, how many letters it has, and how its key ends.
    looks: Vec<(Look, u8, u16)>,
    /// For each token that is read as if it stood alone: its number in the memo.
    alone: Vec<u32>,
    /// The memo with those numbers.
    memo: u64,
}

/// No number in a memo.
const NONE: u32 = u32::MAX;

impl Lexed {
    /// `text` as `seeds` see it.
    #[must_use]
    pub fn new(text: &str, seeds: &Seeds) -> Self {
        let (folded, tokens) = Folded::cut(text);
        // Folding has made the white between columns single spaces.
        let columns = has_columns(text);
        let tokens = if columns { tokens } else { unwrapped(folded.as_str(), tokens) };
        let read = memo::with(seeds.number, |memo| Self::read(folded, tokens, seeds, memo));
        Self { columns, ..read }
    }

    fn read(folded: Folded, tokens: Vec<Token>, seeds: &Seeds, memo: &mut Memo) -> Self {
        let count = tokens.len();
        let mut readings = Readings::with_capacity(count);
        let (mut numbers, mut weak) = (Vec::with_capacity(count), 0);
        for token in &tokens {
            let number = memo.number(token, folded.as_str(), seeds);
            let known = memo.known(number);
            // A word has few, which are copied one by one.
            readings.push(|all| memo.readings(known).iter().for_each(|&reading| all.push(reading)));
            weak += u32::from(known.weak);
            numbers.push(number);
        }
        let known = numbers.iter().map(|&number| memo.known(number));
        let looks: Vec<(Look, u8, u16)> =
            known.map(|known| (known.look, known.letters, known.ending)).collect();
        // «الجمعيه العامه»: where ة is written ه throughout, «أمينه المال» is no «أمين» of his.
        if weak >= 2 {
            return Self::undotted(folded, tokens, readings, looks, seeds);
        }
        let (mut hits, mut first) = (Vec::with_capacity(count * 2), Vec::with_capacity(count + 1));
        let (mut signs, mut starts) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut alone = Vec::with_capacity(count);
        for (at, &number) in numbers.iter().enumerate() {
            let known = memo.known(number);
            let before = hits.len();
            first.push(before as u32);
            let mut can_be = known.signs;
            if known.ahead != 0 {
                let next = numbers.get(at + 1).map_or(0, |&next| memo.known(next).within);
                if known.ahead & next != 0 {
                    seeds.words.rows(at, &tokens, &readings, &mut hits);
                    can_be = hits[before..].iter().fold(can_be, |all, hit| all.or(Signs::kind(hit.kind)));
                }
            }
            if known.begins || hits.len() > before {
                starts.push(at as u32);
            }
            alone.push(if hits.len() > before { NONE } else { number });
            let (start, end) = (at as u32, at as u32 + 1);
            hits.extend(memo.hits(known).iter().map(|hit| Hit { start, end, ..*hit }));
            signs.push(can_be);
        }
        first.push(hits.len() as u32);
        let bare = Self::bare(folded, tokens, readings, looks, seeds);
        Self { hits, first, starts, signs, alone, memo: memo.id, ..bare }.placed()
    }

    /// A text of which nothing is known yet.
    fn bare(
        folded: Folded,
        tokens: Vec<Token>,
        readings: Readings,
        looks: Vec<(Look, u8, u16)>,
        seeds: &Seeds,
    ) -> Self {
        Self {
            folded,
            tokens,
            columns: false,
            readings,
            hits: Vec::new(),
            first: Vec::new(),
            starts: Vec::new(),
            signs: Vec::new(),
            kinds: Vec::new(),
            places: Places::default(),
            crowded: seeds.kinds.len() > ROOM,
            looks,
            alone: Vec::new(),
            memo: 0,
        }
    }

    /// With its lexicons and marks as bits, by token and the other way round.
    fn placed(mut self) -> Self {
        self.kinds = self.signs.iter().map(|signs| signs.kinds).collect();
        self.places = Places::of(self.kinds.len());
        for (at, (&kinds, (look, ..))) in self.kinds.iter().zip(&self.looks).enumerate() {
            self.places.note(at, kinds);
            if look.has(Look::MARK) {
                self.places.mark(at);
            }
        }
        self
    }

    /// The same for a text that writes «ه» for «ة».
    fn undotted(
        folded: Folded,
        tokens: Vec<Token>,
        mut readings: Readings,
        looks: Vec<(Look, u8, u16)>,
        seeds: &Seeds,
    ) -> Self {
        readings.put_first(|reading| reading.features.has(Features::WEAK));
        let given = seeds.kind("given-name");
        let (mut hits, mut first) =
            (Vec::<Hit>::with_capacity(tokens.len()), Vec::with_capacity(tokens.len() + 1));
        let mut signs = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let before = hits.len();
            first.push(before as u32);
            seeds.words.hits(at, &tokens, &readings, &mut hits);
            let named = |hit: &Hit| Some(Kind(hit.kind)) == given && hit.features.has(Features::WEAK);
            if given.is_some() && hits[before..].iter().any(named) {
                // «ناديه الطاهري», «جمعه الصحراوي»: people, not somebody's club and gathering.
                let kept: Vec<Hit> = hits
                    .drain(before..)
                    .filter(|hit| hit.end > hit.start + 1 || !hit.features.has(Features::PRONOUN))
                    .collect();
                hits.extend(kept);
            }
            signs.push(Signs::of(token, readings.at(at), &hits[before..]));
        }
        first.push(hits.len() as u32);
        let starts = (0..tokens.len() as u32).collect();
        Self { hits, first, starts, signs, ..Self::bare(folded, tokens, readings, looks, seeds) }.placed()
    }

    /// Every lexicon entry whose words begin at token `at`, longest first.
    #[must_use]
    #[inline]
    pub fn hits(&self, at: usize) -> &[Hit] {
        match (self.first.get(at), self.first.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// True when an entry of `kind` begins at token `at`.
    #[must_use]
    #[inline(always)]
    pub fn has(&self, at: usize, kind: Kind) -> bool {
        let told = self.kinds.get(at).is_some_and(|kinds| kinds & Signs::bit(kind.0) != 0);
        told && (!self.crowded || self.finds(at, &[kind]))
    }

    /// True when an entry of any of `kinds` begins at token `at`.
    #[must_use]
    #[inline(always)]
    pub fn has_any(&self, at: usize, kinds: &[Kind]) -> bool {
        let wanted = kinds.iter().fold(0, |all, kind| all | Signs::bit(kind.0));
        let told = self.kinds.get(at).is_some_and(|kinds| kinds & wanted != 0);
        told && (!self.crowded || self.finds(at, kinds))
    }

    /// The same, by looking at the entries.
    fn finds(&self, at: usize, kinds: &[Kind]) -> bool {
        self.hits(at).iter().any(|hit| kinds.contains(&Kind(hit.kind)))
    }

    /// True when an entry of `kind` begins at a token of `range`.
    #[must_use]
    #[inline]
    pub fn holds(&self, range: Range<usize>, kind: Kind) -> bool {
        self.each(range, kind).next().is_some()
    }

    /// The tokens of `range` with which an entry of `kind` begins, in order.
    #[inline]
    pub fn each(&self, range: Range<usize>, kind: Kind) -> impl Iterator<Item = usize> + Clone {
        let places = self.places.within(range, Signs::bit(kind.0));
        places.filter(move |&at| !self.crowded || self.finds(at, &[kind]))
    }

    /// The marks of `range`, in order.
    #[inline]
    pub fn marks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.places.marks(range)
    }

    /// True when the letters of token `at` tell this of it.
    #[must_use]
    #[inline(always)]
    pub fn looks(&self, at: usize, look: Look) -> bool {
        self.looks.get(at).is_some_and(|(known, ..)| known.has(look))
    }

    /// How many letters token `at` has; of a long one, at least so many.
    #[must_use]
    #[inline(always)]
    pub fn letters(&self, at: usize) -> usize {
        self.looks.get(at).map_or(0, |&(_, letters, _)| usize::from(letters))
    }

    /// How the key of token `at` ends, as [`ending`](super::ending) tells.
    #[inline]
    pub(crate) fn ending(&self, at: usize) -> Option<u16> {
        self.looks.get(at).map(|&(_, _, ending)| ending)
    }

    /// The memo that the word at token `at` was read from, and its number there, when no row of words begins with it.
    #[inline]
    pub(crate) fn alone(&self, at: usize) -> Option<(u64, usize)> {
        self.alone.get(at).filter(|number| **number != NONE).map(|&number| (self.memo, number as usize))
    }

    /// The longest entry of `kind` that begins at token `at`.
    #[must_use]
    #[inline(always)]
    pub fn hit(&self, at: usize, kind: Kind) -> Option<Hit> {
        if self.has(at, kind) { self.find(at, kind) } else { None }
    }

    fn find(&self, at: usize, kind: Kind) -> Option<Hit> {
        self.hits(at).iter().copied().find(|hit| hit.kind == kind.0)
    }

    /// The folded characters of token `at`; empty past the end.
    #[must_use]
    #[inline]
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.folded.as_str()))
    }

    /// What token `at` can be; past the last one, the end of the text.
    #[inline]
    pub(super) fn signs(&self, at: usize) -> &Signs {
        self.signs.get(at).unwrap_or(&Signs::END)
    }

    pub(super) fn readings(&self, at: usize) -> &[Reading] {
        self.readings.at(at)
    }

    /// What token `at` is made of.
    #[must_use]
    #[inline]
    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The bytes as written of `range` of the tokens.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.tokens.get(range.start).map_or(0, |token| token.start as usize);
        let last = range.end.checked_sub(1).filter(|&last| last >= range.start);
        let end = last.and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end as usize);
        self.folded.span(start..end)
    }

    /// The first token that begins at or after the folded byte that `span` begins with.
    #[must_use]
    pub fn token_at(&self, span: Span) -> usize {
        let start = self.folded.range(span).start as u32;
        self.tokens.partition_point(|token| token.start < start)
    }
}
