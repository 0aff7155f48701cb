//! Whether a text tells of filling an organ at all, before anybody is read into one.
//!
//! In: the lines of a text. Out: a yes or no for the whole text. Titles alone are no board: matches, court files,
//! programmes of an evening and obituaries name presidents and treasurers too, and seat nobody.

use super::names::is_accusative;
use super::reader::{Line, LineKind, Reader};
use crate::seeds::{Features, Look};
use std::collections::BTreeSet;
use std::ops::Range;

/// Verbs and nouns by which somebody comes into a seat.
const ACTS: [&str; 5] = ["elect", "appoint", "renew", "trust", "become"];
/// How far before and after a verb of composing the organ stands that it composes, in tokens.
const BEFORE: usize = 8;
const AFTER: usize = 4;
/// Words of a line that heads a list or is one row of it, at most.
const ROW: usize = 14;
/// Lines above a list that tell what it is of.
const ABOVE: usize = 2;
/// Different posts that a sentence about an organ must name to describe it.
const POSTS: usize = 3;
/// Different posts, a president's among them, that make rows a board; and seats given as such that make a sentence one.
const ROWS: usize = 2;

impl Reader<'_> {
    /// True when a sentence, a headline or the rows of a list say that an organ is filled.
    pub(super) fn fills_an_organ(&self) -> bool {
        *self.fills.get_or_init(|| self.finds_an_organ_filled())
    }

    fn finds_an_organ_filled(&self) -> bool {
        let lines = || self.lines.iter().filter(|line| line.kind != LineKind::Furniture);
        let undone = |line: &Line| {
            !self.gives_an_office(&(line.start..line.end))
                && (self.holds_any(line.start..line.end, self.kinds.barrier, &["postponed", "denied"])
                    || self.holds_of(line.start..line.end, self.kinds.cue, "annulled"))
        };
        let told = |line: &Line| {
            let mut sentences = self.sentences(line.start..line.end).into_iter();
            sentences.any(|sentence| self.tells_of_seats(&sentence))
        };
        !self.title_line().is_some_and(undone)
            && (lines().any(told)
                || lines().any(|line| self.seats_in_headline(line))
                || self.names_posts_in_rows())
    }

    /// True for «تم انتخاب المكتب», «انتخب فلان رئيسا», «آلت أمانة المال إلى فلان», «يضم المكتب فلانا».
    fn tells_of_seats(&self, sentence: &Range<usize>) -> bool {
        if self.is_undone(sentence) {
            return false;
        }
        let kinds = &self.kinds;
        let acts = self.holds_any(sentence.clone(), kinds.trigger, &ACTS);
        let elects = self.holds_of(sentence.clone(), kinds.trigger, "elect");
        let holds = acts || self.holds_of(sentence.clone(), kinds.trigger, "hold");
        let organ = self.holds(sentence.clone(), kinds.organ);
        let assembly = self.holds(sentence.clone(), kinds.assembly);
        let others = |until: usize| {
            self.holds_any(sentence.start..until, kinds.barrier, &["attendance", "supervisor", "session"])
        };
        let organ_in = |range: Range<usize>| {
            self.holds(range.clone(), kinds.organ) || self.holds_of(range, kinds.domain, "committee")
        };
        let composed = || {
            self.lexed.each(sentence.clone(), kinds.trigger).any(|at| {
                let near = at.saturating_sub(BEFORE).max(sentence.start)..(at + AFTER).min(sentence.end);
                // «لم يكتمل النصاب»
                let denied = at > sentence.start && self.cue(at - 1) == Some("not");
                self.hit_of(at, kinds.trigger, "compose").is_some()
                    && !denied
                    && (organ_in(near)
                        || self.names_organ(at + 1..(at + 3).min(sentence.end))
                        || self.gives_an_office(sentence))
                    && !others(at)
            })
        };
        // «وأجمع اللقاء على لجنة تسييرية، رئيسها فلان ونائبته علانة وسكرتيرها …»
        let described = || {
            let seats = self.lexed.each(sentence.clone(), kinds.post);
            let posts: BTreeSet<&str> =
                seats.filter_map(|at| self.hit(at, kinds.post)).map(|(_, entry)| entry.id.as_str()).collect();
            let deputy = usize::from(self.holds(sentence.clone(), kinds.relative));
            posts.len() + deputy >= POSTS
                && organ_in(sentence.clone())
                && !others(sentence.end)
                && !self.holds_of(sentence.clone(), kinds.barrier, "act")
        };
        let listed = || self.lexed.marks(sentence.clone()).any(|at| self.is_mark(at, ":"));
        // «بقي ملف السكن كما هو منذ اللقاء الأخير»
        let fills = || self.fills_seats(sentence);
        let named = || {
            let seats = [kinds.post, kinds.relative];
            sentence
                .clone()
                .any(|at| self.is_given_name(at) && !self.is_common(at) && !self.lexed.has_any(at, &seats))
        };
        let elective = || self.holds_of(sentence.clone(), kinds.assembly, "elective");
        (acts && organ)
            || (assembly && (fills() || (acts && elective())))
            || (holds && self.gives_an_office(sentence) && named())
            || (elects && listed())
            || composed()
            || (named() && described())
            || named()
                && !self.holds_of(sentence.clone(), kinds.barrier, "candidate")
                && sentence.clone().filter(|&at| self.gives_seat(at)).nth(ROWS - 1).is_some()
    }

    /// True when a seat is given as such or is spoken of as an office: «رئاسة», «منصب».
    fn gives_an_office(&self, sentence: &Range<usize>) -> bool {
        sentence.clone().any(|at| {
            self.gives_seat(at)
                || self.hit_of(at, self.kinds.marker, "seat-noun").is_some()
                || self.hit_of(at, self.kinds.marker, "in-post").is_some()
        })
    }

    /// True for «رئيسا», «رئيسة لها», «كنائب»; not for «رئيسة الجمعية».
    pub(super) fn gives_seat(&self, at: usize) -> bool {
        [self.kinds.post, self.kinds.relative].into_iter().any(|kind| {
            self.lexed.hit(at, kind).is_some_and(|hit| {
                // «نائبة الرئيس» is bound as «رئيسة الجمعية» is.
                let end = hit.end as usize;
                let bound = end > at + 1 && self.lexed.looks(end - 1, Look::AL);
                let whole = bound || self.lexed.looks(end, Look::AL);
                hit.features.has(Features::ACCUSATIVE.with(Features::KA))
                    || (is_accusative(hit.features) && !whole)
            })
        })
    }

    /// True for the headlines «فلان رئيسا لجمعية الواحة» and «مكتب جديد لجمعية الواحة».
    fn seats_in_headline(&self, line: &Line) -> bool {
        let words = line.start..line.end;
        let named = || words.clone().any(|at| self.is_given_name(at) && !self.is_common(at));
        let new = || self.cues(words.clone()).any(|cue| cue == "new");
        line.kind == LineKind::Title
            && words.len() <= ROW
            && (words.clone().any(|at| self.gives_seat(at)) && named()
                || self.names_organ(words.clone()) && new())
    }

    /// True when what stands right above line `at`, right below it or in the title tells of an organ or of filling seats: a
    /// list alone may be of those who sign, speak or attend.
    fn is_headed(&self, at: usize) -> bool {
        let tells = |line: &Line| {
            let words = line.start..line.end;
            let acts = self.fills_seats(&words);
            let organ = self.names_organ(words.clone());
            let results = self.cues(words.clone()).any(|cue| cue == "results");
            let there = self.holds_any(
                words.clone(),
                self.kinds.barrier,
                &["attendance", "present", "guest", "sheet", "signature"],
            );
            let assembly = self.holds(words.clone(), self.kinds.assembly);
            let vote = self.holds_of(words.clone(), self.kinds.session, "vote");
            // «واشتملت الندوة على جلستين، وشارك فيهما:»
            let composes = (organ || self.is_mark(line.end - 1, ":"))
                && self.holds_of(words.clone(), self.kinds.trigger, "compose");
            let fills = if there { acts && (organ || assembly) } else { acts || composes };
            fills || results || vote || (organ && (assembly || !there)) || self.gives_an_office(&words)
        };
        let said = |line: &&Line| line.kind != LineKind::Furniture;
        let short = |line: &&Line| line.end - line.start <= ROW;
        let row = |line: &&Line| short(line) && self.has_seat(line.start..line.end);
        let above = self.lines[..at].iter().rev().filter(said).take(ABOVE);
        let below = self.lines[at..].iter().filter(said).skip_while(row).take(1);
        let behind = self.lines[at..].iter().filter(said).skip_while(short).take(1);
        // «وجوه الموسم الجديد»
        let new = |line: &Line| self.holds_of(line.start..line.end, self.kinds.marker, "new");
        // «خمسة وجوه ستقود المبادرة، بعد أن صوت لهم المتطوعون»: told behind the list, whoever else is named there.
        let voted = |line: &Line| {
            let words = line.start..line.end;
            self.holds_of(words.clone(), self.kinds.trigger, "elect")
                && self.cues(words).any(|cue| cue == "seats")
        };
        let own = self.lines[at..].iter().take(1).filter(|line| self.is_mark(line.end - 1, ":"));
        self.title_line().is_some_and(new)
            || behind.clone().any(voted)
            || above.chain(below).chain(self.title_line()).chain(own).any(tells)
    }

    /// True when short lines, or seats before colons and dashes, name a president and other posts.
    fn names_posts_in_rows(&self) -> bool {
        // «الرئيسة: فلانة», «فلان (الرئيس)»: a label of its row, and not «كلمة رئيسها فلان».
        let (mut posts, mut labels) = (BTreeSet::new(), BTreeSet::new());
        let mut rows: Vec<usize> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let row = line.end - line.start <= ROW;
            for kind in [self.kinds.post, self.kinds.relative] {
                for at in self.lexed.each(line.start..line.end, kind) {
                    let Some((hit, entry)) = self.hit(at, kind) else { continue };
                    let end = hit.end as usize;
                    // «ووزعوا المهام: فلان (الرئيس)، فلانة (أمينة المال)»
                    let bracketed = at > 0 && self.is_mark(at - 1, "(") && self.is_mark(end, ")");
                    if row && line.kind != LineKind::Title && rows.last() != Some(&number) {
                        rows.push(number);
                    }
                    if row || bracketed || self.is_mark(end, ":-–—") {
                        posts.insert(entry.id.as_str());
                    }
                    if row && (at == line.start || end == line.end || self.is_mark(end, "):")) {
                        labels.insert(entry.id.as_str());
                    }
                    if row {
                        break;
                    }
                }
            }
        }
        let board = posts.len() >= POSTS || (labels.contains("president") && labels.len() >= ROWS);
        // The list begins where rows follow one another; a line between two may be a name alone.
        let run = rows.windows(2).find(|pair| pair[1] - pair[0] <= 2).map(|pair| pair[0]);
        board && run.or(rows.first().copied()).is_none_or(|first| self.is_headed(first))
    }
}
