//! One document under the seeds' eyes: its tokens, its lines, and how a range of tokens becomes a cited value.

use super::parts::Part;
use super::roles::{Details, Heard, Roles};
use crate::document::Document;
use crate::model::{Cited, Evidence, RuleId};
use crate::seeds::{Entry, Features, Hit, Kind, Lexed, Look, Match, Seeds, Tag};
use crate::text::{TokenKind, joined, plain};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

/// Items of a list whose line breaks are lost, and tokens of one of them, at most.
const COUNTED: usize = 40;

/// Tokens of a line that can be one of a list at most.
const SHORT: usize = 14;

/// The lexicons the extractor asks for, looked up once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kinds {
    pub(super) assembly: Kind,
    pub(super) barrier: Kind,
    pub(super) body: Kind,
    pub(super) common: Kind,
    pub(super) cue: Kind,
    pub(super) date_context: Kind,
    pub(super) departure: Kind,
    pub(super) domain: Kind,
    pub(super) event_context: Kind,
    pub(super) furniture: Kind,
    pub(super) given_name: Kind,
    pub(super) hijri_month: Kind,
    pub(super) honorific: Kind,
    pub(super) marker: Kind,
    pub(super) month: Kind,
    pub(super) nationality: Kind,
    pub(super) numeral: Kind,
    pub(super) occupation: Kind,
    pub(super) ordinal: Kind,
    pub(super) organ: Kind,
    pub(super) particle: Kind,
    pub(super) outgoing: Kind,
    pub(super) place: Kind,
    pub(super) post: Kind,
    pub(super) relative: Kind,
    pub(super) seat_field: Kind,
    pub(super) session: Kind,
    pub(super) stop: Kind,
    pub(super) table_head: Kind,
    pub(super) title: Kind,
    pub(super) trigger: Kind,
    pub(super) venue: Kind,
    pub(super) weekday: Kind,
}

impl Kinds {
    /// True for a lexicon whose entries are alike: that a word is one of them tells all.
    pub(super) fn is_list(&self, kind: Kind) -> bool {
        let lists = [self.common, self.given_name, self.month, self.nationality, self.occupation, self.place];
        lists.contains(&kind) || kind == self.table_head || kind == self.weekday
    }

    fn of(seeds: &Seeds) -> Self {
        // A lexicon that a project's own seeds leave out is one that never hits.
        let kind = |name: &str| seeds.kind(name).unwrap_or(Kind(u8::MAX));
        Self {
            assembly: kind("assembly"),
            barrier: kind("barrier"),
            body: kind("body"),
            common: kind("common"),
            cue: kind("cue"),
            date_context: kind("date-context"),
            departure: kind("departure"),
            domain: kind("domain"),
            event_context: kind("event-context"),
            furniture: kind("furniture"),
            given_name: kind("given-name"),
            hijri_month: kind("hijri-month"),
            honorific: kind("honorific"),
            marker: kind("marker"),
            month: kind("month"),
            nationality: kind("nationality"),
            numeral: kind("numeral"),
            occupation: kind("occupation"),
            ordinal: kind("ordinal"),
            organ: kind("organ"),
            particle: kind("family-hint"),
            outgoing: kind("outgoing"),
            place: kind("place"),
            post: kind("post"),
            relative: kind("relative"),
            seat_field: kind("seat-field"),
            session: kind("session"),
            stop: kind("stop"),
            table_head: kind("table-head"),
            title: kind("title"),
            trigger: kind("trigger"),
            venue: kind("venue"),
            weekday: kind("weekday"),
        }
    }
}

/// What a line of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// The headline.
    Title,
    /// A list item: a bullet, dash or number stands before it.
    Item,
    /// Running text.
    Prose,
    /// Share buttons, counters and the like.
    Furniture,
}

/// One line: tokens without the line end, and without an item's bullet or number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: LineKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The tokens of `lines`, and what stands between them.
pub(super) fn tokens_of(lines: &[Line]) -> Range<usize> {
    let start = lines.first().map_or(0, |line| line.start);
    start..lines.last().map_or(start, |line| line.end)
}

/// One document under the seeds' eyes.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) seeds: &'a Seeds,
    pub(super) kinds: Kinds,
    pub(super) lexed: Lexed,
    pub(super) lines: Vec<Line>,
    /// For each line: the parts it has as a list item, once somebody asked for them.
    pub(super) items: Vec<OnceCell<Vec<Part>>>,
    /// For each line: the last line before it that is no furniture.
    pub(super) said: Vec<Option<usize>>,
    pub(super) matches: Vec<Match>,
    /// Who is who; nobody is told before `listen`.
    pub(super) roles: Roles,
    /// What is told of members and of the body, once the members are known.
    pub(super) details: OnceCell<Details>,
    /// Sentences and their parts, in order, as far as they have been read.
    pub(super) heard: Heard,
    /// Where the first sentence fills an organ or a seat, once somebody asked.
    pub(super) filled: OnceCell<Option<usize>>,
    /// Whether the text tells of filling an organ, once somebody asked.
    pub(super) fills: OnceCell<bool>,
    /// The words of names, made comparable, as far as somebody asked.
    pub(super) names: RefCell<FxHashMap<Range<usize>, Rc<[String]>>>,
    /// The tokens that are years, in order.
    pub(super) years: Vec<(usize, i32)>,
    /// The token with which the first long line begins: the lead of an article says whom it is about.
    pub(super) lead: Option<usize>,
    /// The text has tabs or bars, which part the cells of a table.
    pub(super) ruled: bool,
    /// The text writes a final «ي» without its dots, as Egypt's press does: «فى», «علوى».
    pub(super) dotless: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, seeds: &'a Seeds) -> Self {
        let lexed = Lexed::new(&document.text, seeds);
        let matches = seeds.matches(&lexed);
        let kinds = Kinds::of(seeds);
        let ruled = document.text.contains('|') || lexed.columns;
        let (lines, items, said) = (Vec::new(), Vec::new(), Vec::new());
        let (lead, dotless) = (None, false);
        let mut reader = Self {
            document,
            seeds,
            kinds,
            lexed,
            lines,
            items,
            said,
            matches,
            roles: Roles::default(),
            details: OnceCell::new(),
            heard: Vec::new(),
            lead,
            ruled,
            dotless,
            filled: OnceCell::new(),
            fills: OnceCell::new(),
            names: RefCell::default(),
            years: Vec::new(),
        };
        reader.years = reader.find_years();
        reader.dotless = reader.drops_dots();
        reader.lines = reader.find_lines();
        reader.mark_tail();
        reader.items.resize_with(reader.lines.len(), OnceCell::new);
        let mut said = None;
        for (at, line) in reader.lines.iter().enumerate() {
            reader.said.push(said);
            said = if line.kind == LineKind::Furniture { said } else { Some(at) };
        }
        let long = |line: &&Line| line.kind == LineKind::Prose && line.end - line.start >= 12;
        reader.lead = reader.lines.iter().find(long).map(|line| line.start);
        reader
    }

    fn find_years(&self) -> Vec<(usize, i32)> {
        let year = |at: usize| self.lexed.word(at).parse().ok().filter(|year| (1900..2100).contains(year));
        (0..self.lexed.tokens.len()).filter_map(|at| Some((at, year(at)?))).collect()
    }

    fn drops_dots(&self) -> bool {
        self.lexed.each(0..self.lexed.tokens.len(), self.kinds.stop).any(|at| {
            self.hit_of(at, self.kinds.stop, "preposition").is_some_and(|hit| hit.end as usize == at + 1)
                && self.lexed.letters(at) == 2
                && self.is_dotless(at)
        })
    }

    /// The hit of `kind` at a token, with its entry.
    #[inline(always)]
    pub(super) fn hit(&self, at: usize, kind: Kind) -> Option<(Hit, &'a Entry)> {
        if self.lexed.has(at, kind) { self.entry(at, kind) } else { None }
    }

    fn entry(&self, at: usize, kind: Kind) -> Option<(Hit, &'a Entry)> {
        let hit = self.lexed.hit(at, kind)?;
        Some((hit, self.seeds.entry(hit.entry)?))
    }

    /// The hit of `kind` at a token when it is the entry `id`.
    #[inline(always)]
    pub(super) fn hit_of(&self, at: usize, kind: Kind, id: &str) -> Option<Hit> {
        if self.lexed.has(at, kind) { self.hit_named(at, kind, &Tag::new(id)) } else { None }
    }

    fn hit_named(&self, at: usize, kind: Kind, id: &Tag<'_>) -> Option<Hit> {
        let hits = self.lexed.hits(at).iter().copied().filter(|hit| Kind(hit.kind) == kind);
        hits.into_iter().find(|hit| self.seeds.is_entry(hit.entry, id))
    }

    /// True when one of the entries `ids` of `kind` begins at a token.
    pub(super) fn is_any(&self, at: usize, kind: Kind, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.hit_of(at, kind, id).is_some())
    }

    /// True when the entry `id` of `kind` begins in `range`.
    #[inline(always)]
    pub(super) fn holds_of(&self, range: Range<usize>, kind: Kind, id: &str) -> bool {
        self.holds_named(range, kind, &Tag::new(id))
    }

    fn holds_named(&self, range: Range<usize>, kind: Kind, id: &Tag<'_>) -> bool {
        self.lexed.each(range, kind).any(|at| self.hit_named(at, kind, id).is_some())
    }

    /// True when one of the entries `ids` of `kind` begins in `range`.
    pub(super) fn holds_any(&self, range: Range<usize>, kind: Kind, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.holds_of(range.clone(), kind, id))
    }

    /// The words as written, less diacritics, tatweel, bidi controls and doubled spaces.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        let written = plain(&joined(self.lexed.span(range.clone()).of(&self.document.text)));
        // «للرئيس» names «الرئيس»: the preposition belongs to the sentence around it.
        match written.strip_prefix("لل") {
            // «للجنة» may be «ل» and «لجنة».
            Some(_) if self.is_bare_after_li(range.start) => written.replacen('ل', "", 1),
            Some(rest) if self.glued(range.start, Features::LI) => format!("ال{rest}"),
            _ => written,
        }
    }

    /// The words of `range`, whose first word the lexicon `kind` knows, without the conjunction and preposition
    /// that every reading of it has glued on: «ولجمعية النور» names «جمعية النور».
    pub(super) fn bare(&self, range: Range<usize>, kind: Kind) -> String {
        let words = self.words(range.clone());
        let known = || self.lexed.hits(range.start).iter().filter(|hit| hit.kind == kind.0);
        // «لمجد مطيراوي: نائب رئيس»: no line begins with a preposition and a name.
        let opens = || {
            self.line_of(range.start)
                .and_then(|line| self.lines.get(line))
                .is_some_and(|line| line.start == range.start && line.end - line.start <= SHORT)
        };
        let named = kind == self.kinds.given_name;
        if known().next().is_none() {
            // A name that no list holds: «و» before it joins it to the one before, unless it is a short word itself.
            if named && self.is_tied_name(range.start) {
                return words.trim_start_matches('ل').to_owned();
            }
            let joined = named && words.starts_with('و') && self.joins(range.start);
            return if joined { words.trim_start_matches('و').to_owned() } else { words };
        }
        if self.is_bare_after_li(range.start) {
            return words;
        }
        let every = |features| known().all(|hit| hit.features.has(features));
        let mut rest = words.as_str();
        let joins = match every(Features::CONJUNCTION) {
            // «ترأسها وصفية عودة»: nothing joins a name to a verb.
            true => !(named && range.start.checked_sub(1).is_some_and(|at| self.is_verb(at))),
            false => named && self.joins_chain(range.start),
        };
        if joins {
            rest = rest.strip_prefix(['و', 'ف']).unwrap_or(rest);
        }
        // «إلى بلحسين فاروق»: no preposition follows another.
        let led = || {
            range.start.checked_sub(1).is_some_and(|at| {
                self.hit_of(at, self.kinds.marker, "towards").is_some() && self.lexed.letters(at) > 1
            })
        };
        // «هزرشي أبو القاسم، بلقرع سميرة»: behind a mark or an honorific «بل» is a family's own.
        let own = || rest.starts_with("بل") && self.stands_free(range.start);
        if every(Features::PREPOSITION) && !(named && (opens() || own() || led())) {
            if let Some(noun) = rest.strip_prefix("لل") {
                return format!("ال{noun}");
            }
            // «ل» before the article has already been read as such by `words`.
            let already = rest.starts_with("ال") && !self.lexed.word(range.start).contains("ال");
            rest = if already { rest } else { rest.strip_prefix(['ل', 'ب', 'ك']).unwrap_or(rest) };
        }
        if rest.len() == words.len() { words } else { rest.to_owned() }
    }

    /// True when a token comes after a separator, a seat or another name, so that a «و» in front can join them.
    fn joins(&self, at: usize) -> bool {
        // «فارس وبن فليس جمال»
        let patronymic = self
            .lexed
            .hit(at, self.kinds.particle)
            .is_some_and(|hit| hit.features.has(Features::CONJUNCTION));
        at > 0
            && self.lexed.kind(at - 1) != Some(TokenKind::LineEnd)
            && (self.lexed.letters(at) > 3 || patronymic)
    }

    /// True for «للجنة»: «ل» and a noun without its article, and no other reading with «ل».
    fn is_bare_after_li(&self, at: usize) -> bool {
        let bodies = self.lexed.hits(at).iter().filter(|hit| Kind(hit.kind) == self.kinds.body);
        let mut tied = bodies.filter(|hit| hit.features.has(Features::LI)).peekable();
        let double = self.lexed.looks(at, Look::LIL);
        double && tied.peek().is_some() && tied.all(|hit| !hit.features.has(Features::DEFINITE))
    }

    /// True when some reading of a token has one of these proclitics glued on.
    pub(super) fn glued(&self, at: usize, features: Features) -> bool {
        self.lexed.hits(at).iter().any(|hit| hit.features.has(features))
    }

    /// `range` as a value read by `rule`.
    pub(super) fn cite<T>(&self, value: T, range: Range<usize>, rule: &RuleId) -> Cited<T> {
        let span = self.lexed.span(range);
        Cited::new(value, Evidence { source: self.document.source, span, rule: rule.clone() })
    }

    /// The words of `range`, cited.
    pub(super) fn cite_words(&self, range: Range<usize>, rule: &RuleId) -> Cited<String> {
        self.cite(self.words(range.clone()), range, rule)
    }

    /// All matches of rules that yield `what`.
    pub(super) fn matches_of<'r>(&'r self, what: &'r str) -> impl Iterator<Item = &'r Match> {
        self.matches.iter().filter(move |found| self.seeds.rules()[found.rule].yields == what)
    }

    /// The name of the rule behind a match.
    pub(super) fn rule(&self, found: &Match) -> &'a RuleId {
        &self.seeds.rules()[found.rule].id
    }

    /// The tokens that a match captured under `name`, and the lexicon entry.
    pub(super) fn capture(&self, found: &Match, name: &str) -> Option<(Range<usize>, Option<&'a Entry>)> {
        let capture = found.captures.iter().find(|capture| self.seeds.capture_name(capture) == name)?;
        let entry = capture.entry.and_then(|entry| self.seeds.entry(entry));
        Some((capture.start as usize..capture.end as usize, entry))
    }

    /// The whole number that a match captured under `name`, in figures or words.
    pub(super) fn number(&self, found: &Match, name: &str) -> Option<u32> {
        let (range, entry) = self.capture(found, name)?;
        match entry {
            Some(entry) => entry.number("value").and_then(|value| u32::try_from(value).ok()),
            None => self.lexed.word(range.start).parse().ok(),
        }
    }

    /// True when a token is a word in Latin letters.
    pub(super) fn is_latin(&self, at: usize) -> bool {
        self.lexed.looks(at, Look::LATIN)
    }

    /// True when a token is a word in Arabic letters.
    pub(super) fn is_arabic_word(&self, at: usize) -> bool {
        self.lexed.looks(at, Look::ARABIC)
    }

    /// True when a token is one of these marks.
    pub(super) fn is_mark(&self, at: usize, marks: &str) -> bool {
        let mark = self.lexed.tokens.get(at).filter(|_| self.lexed.looks(at, Look::MARK));
        mark.is_some_and(|token| marks.chars().any(|mark| mark == token.first))
    }

    /// True when a token ends in «ى» as written; folding makes it «ي».
    pub(super) fn is_dotless(&self, at: usize) -> bool {
        // Joiners, marks and tatweel may stand behind the letter.
        let letter = |c: &char| ('ء'..='ي').contains(c) && *c != '\u{0640}';
        let written = || self.lexed.span(at..at + 1).of(&self.document.text);
        self.lexed.looks(at, Look::YA) && written().chars().rev().find(letter) == Some('ى')
    }

    /// The line that a token stands on.
    pub(super) fn line_of(&self, at: usize) -> Option<usize> {
        let after = self.lines.partition_point(|line| line.start <= at);
        after.checked_sub(1)
    }

    /// The sentences of a token range: cut at full stops, question and exclamation marks.
    pub(super) fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = range.start;
        for at in self.lexed.marks(range.clone()) {
            if self.ends_sentence(at) {
                if at > start {
                    out.push(start..at);
                }
                start = at + 1;
            }
        }
        if range.end > start {
            out.push(start..range.end);
        }
        out
    }

    /// True when a sentence ends with the mark at a token.
    #[inline]
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        if !self.lexed.looks(at, Look::MARK) {
            return false;
        }
        self.is_mark(at, "!؟?")
            || (self.is_mark(at, ".")
                && !self.is_abbreviation(at)
                && !self.numbers_item(at)
                && self.dots(at).is_none())
    }

    /// True for the stop of «2.» in a list that lost its line breaks: «1. الرئيس: فلان 2. نائبه: علان».
    fn numbers_item(&self, stop: usize) -> bool {
        let value = |at: usize| {
            let number = self.lexed.kind(at) == Some(TokenKind::Number) && self.is_mark(at + 1, ".");
            number.then(|| self.lexed.word(at).parse::<usize>().ok()).flatten()
        };
        let Some(at) = stop.checked_sub(1) else { return false };
        let line = |at: &usize| self.lexed.kind(*at) != Some(TokenKind::LineEnd);
        match value(at) {
            Some(1) => (stop + 1..stop + COUNTED).take_while(line).find_map(value) == Some(2),
            Some(number @ 2..COUNTED) => {
                let before = (at.saturating_sub(COUNTED)..at).rev().take_while(line).find_map(value);
                before == Some(number - 1)
            }
            _ => false,
        }
    }

    /// A full stop after one or two letters belongs to them: «د. فلان».
    fn is_abbreviation(&self, stop: usize) -> bool {
        let before = stop.checked_sub(1).filter(|&at| self.lexed.kind(at) == Some(TokenKind::Word));
        before.is_some_and(|at| self.lexed.letters(at) <= 2 && !self.is_latin(at))
            || before.is_some_and(|at| {
                self.is_latin(at) && self.is_latin(stop + 1) && !self.lexed.tokens[stop + 1].spaced
            })
    }
}
