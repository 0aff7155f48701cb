//! Lists that lost their line breaks: «1- الرئيس: فلان 2- نائبه: فلان», «الرئيسة فلانة نائبتها فلانة الكاتبة فلانة».
//!
//! In: a sentence. Out: where the list in it begins, and its items. A list is told by numbers that count, by bullets,
//! or by seats with the article, each with a name behind it; running text has verbs and commas between them.

use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Features, Look};
use crate::text::TokenKind;
use std::ops::Range;

/// Items that make a list.
const LEAST: usize = 3;

/// Words of an item at most, on average.
const WORDS: usize = 12;

impl Reader<'_> {
    /// The items of the list inside `sentence`, in order; empty when there is none.
    pub(super) fn flat_items(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let numbered = self.cut(sentence, &self.counts(sentence));
        if self.is_marked_list(&numbered) {
            return numbered;
        }
        let bullets: Vec<usize> =
            self.lexed.marks(sentence.clone()).filter(|&at| self.is_mark(at, "•·*")).collect();
        let bulleted = self.cut(sentence, &bullets);
        if self.is_marked_list(&bulleted) {
            return bulleted;
        }
        let labelled = self.labelled_items(sentence);
        if self.is_list(&labelled) {
            return labelled;
        }
        let heads = self.heads_of_items(sentence);
        let slashed = self.slashed_items(sentence);
        if self.is_list(&slashed) {
            return slashed;
        }
        let paired = self.paired_items(sentence, &heads);
        if !paired.is_empty() {
            return paired;
        }
        for marks in ["/", "؛", "-–"] {
            let parted = self.cut(sentence, &self.parted_at(sentence, marks, &heads));
            if self.is_list(&parted) {
                return parted;
            }
        }
        // «عن تولي فلان الرئاسة وفلانة نيابة الرئاسة»: the name behind a seat begins a clause of its own.
        let joined = |head: &&usize| {
            let end = [self.kinds.post, self.kinds.relative]
                .into_iter()
                .filter_map(|kind| self.lexed.hit(**head, kind))
                .map(|hit| hit.end as usize)
                .max();
            end.is_some_and(|end| {
                self.is_mark(end, "،,") || self.is_joined_name(end) || self.lexed.looks(end, Look::AND)
            })
        };
        if heads.iter().filter(joined).count() * 2 >= heads.len() {
            return Vec::new();
        }
        let seats = self.cut(sentence, &heads);
        if self.is_list(&seats) { seats } else { Vec::new() }
    }

    /// «القائد العام: فلان، مفوضة البرامج: فلانة، …»: stretches between commas, each with a label, a colon and a name,
    /// some of the labels seats.
    fn labelled_items(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let colons: Vec<usize> =
            self.lexed.marks(sentence.clone()).filter(|&at| self.is_mark(at, ":")).collect();
        if colons.len() < LEAST {
            return Vec::new();
        }
        let mut starts: Vec<usize> = Vec::new();
        for &colon in &colons {
            let from = starts.last().map_or(sentence.start, |&start| start + 1);
            let mark = |at: &usize| self.is_mark(*at, "،,؛;:-–/") && self.is_separator(*at);
            let start = (from..colon).rev().find(mark).map_or(from, |mark| mark + 1);
            // What stands before the first colon opens the list, unless it is a label itself.
            if (1..=6).contains(&(colon - start)) && !self.lexed.holds(start..colon, self.kinds.trigger) {
                starts.push(start);
            }
        }
        let items = self.cut(sentence, &starts);
        let seats = items.iter().filter(|item| self.lexed.has(item.start, self.kinds.post)).count();
        if seats >= 2 { items } else { Vec::new() }
    }

    /// «من السادة: فلان / الرئيس، فلانة / النائب، …»: stretches between commas with one slash each.
    fn slashed_items(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let colon = self.lexed.marks(sentence.clone()).find(|&at| self.is_mark(at, ":"));
        let colon = colon.map_or(sentence.start, |at| at + 1);
        let starts: Vec<usize> = std::iter::once(colon)
            .chain(self.lexed.marks(colon..sentence.end).filter(|&at| self.is_mark(at, "،,؛")))
            .collect();
        let items = self.cut(sentence, &starts);
        let one = |item: &Range<usize>| item.clone().filter(|&at| self.is_mark(at, "/")).count() == 1;
        if items.len() >= LEAST && items.iter().all(one) { items } else { Vec::new() }
    }

    /// «رئيس الفرع / فلان (94) / نائبه / علان (88) / التدريب / فلانة (66)»: a seat or field and its holder by turns.
    fn paired_items(&self, sentence: &Range<usize>, heads: &[usize]) -> Vec<Range<usize>> {
        let Some(&first) = heads.first() else { return Vec::new() };
        let starts = self.parted_at(sentence, "/", heads);
        // The first stretch begins with the seat itself, the others behind their mark.
        let starts: Vec<usize> =
            starts.iter().map(|&at| if self.is_mark(at, "/") { at + 1 } else { at }).collect();
        let commas = || self.lexed.marks(first..sentence.end).any(|at| self.is_mark(at, "،,"));
        if starts.len() < 2 * LEAST || starts[0] != first || commas() {
            return Vec::new();
        }
        let pairs: Vec<usize> = starts.iter().copied().step_by(2).collect();
        let items = self.cut(sentence, &pairs);
        let named = |item: &&Range<usize>| {
            let parts = self.parts((*item).clone(), Mode::Item);
            let label = parts.iter().position(|part| part.label == Label::Mark('/'));
            let holder = label.and_then(|at| parts.get(at + 1)).map(|part| &part.label);
            matches!(holder, Some(Label::Name { .. }))
        };
        let all = items.iter().filter(named).count() * 5 >= items.len() * 4;
        if all { items } else { Vec::new() }
    }

    /// True when items give three different seats and more.
    pub(super) fn gives_different_seats(&self, items: &[Range<usize>]) -> bool {
        // «ترأسه رئيسها فلان بحضور الكاتب فلان وأمينة المال فلانة»: running text joins people in office with «و».
        let joined = |item: &&Range<usize>| {
            [self.kinds.post, self.kinds.relative].into_iter().any(|kind| {
                self.lexed.hit(item.start, kind).is_some_and(|hit| hit.features.has(Features::CONJUNCTION))
            })
        };
        if items.iter().filter(joined).count() * 2 >= items.len().saturating_sub(1) {
            return false;
        }
        let mut seats: Vec<PostId> = Vec::new();
        for part in items.iter().flat_map(|item| self.parts(item.clone(), Mode::Item)) {
            if let Label::Post { id, .. } = part.label
                && !seats.contains(&id)
            {
                seats.push(id);
            }
        }
        seats.len() >= LEAST
    }

    /// The first seat, and every mark after it that parts items.
    fn parted_at(&self, sentence: &Range<usize>, marks: &str, heads: &[usize]) -> Vec<usize> {
        let Some(&first) = heads.first() else { return Vec::new() };
        // «ويضم: فلانة، نائبة الرئيسة؛ …»: where names come first, the list begins after the colon before the first seat;
        // «كما يلي - فلان رئيس المجلس - فلانة نائب الرئيس»: or after the last mark before it.
        let opens = |at: usize| self.is_mark(at, ":") || self.is_mark(at, marks) && self.is_separator(at);
        let colon = self.lexed.marks(sentence.start..first).filter(|&at| opens(at)).last();
        let named = colon.filter(|&colon| (2..WORDS).contains(&(first - colon)));
        let first = named.map_or(first, |colon| colon + 1);
        let parts = |at: &usize| self.is_mark(*at, marks) && self.is_separator(*at);
        let found: Vec<usize> = self.lexed.marks(first..sentence.end).filter(parts).collect();
        if found.len() + 1 < LEAST { Vec::new() } else { std::iter::once(first).chain(found).collect() }
    }

    /// Where «1-», «2-», … stand, counting up from one.
    fn counts(&self, sentence: &Range<usize>) -> Vec<usize> {
        let mut out = Vec::new();
        for at in sentence.clone() {
            let next = out.len() + 1;
            let number =
                self.lexed.kind(at) == Some(TokenKind::Number) && self.lexed.word(at).parse() == Ok(next);
            // «17/1/2024» holds no number of an item.
            let dated = at > sentence.start && self.is_mark(at - 1, "-–/.") && !self.lexed.tokens[at].spaced;
            // «1 فلان الفلاني رئيس المجلس 2 علان …»: a table's rows that lost their lines.
            let person = self.is_whole_name(at + 1)
                || self.lexed.has(at + 1, self.kinds.honorific)
                || self.is_child(at + 1);
            if number && !dated && (self.is_mark(at + 1, "-–/.)_") || person) {
                out.push(at);
            }
        }
        out
    }

    /// Where a seat with the article or a pronoun stands that somebody's name follows: «الكاتبة», «نائبه».
    fn heads_of_items(&self, sentence: &Range<usize>) -> Vec<usize> {
        let bound = Features::DEFINITE.with(Features::PRONOUN);
        sentence
            .clone()
            .filter(|&at| {
                let charge = self.domain(at).filter(|(_, id)| *id == "charge").map(|(hit, _)| hit);
                let charge = charge.filter(|hit| self.lexed.looks(hit.end as usize, Look::AL));
                let seat = [self.kinds.post, self.kinds.relative]
                    .into_iter()
                    .find_map(|kind| self.lexed.hit(at, kind));
                if seat.is_none() && charge.is_some() {
                    return true;
                }
                let Some(seat) = seat else { return false };
                let whole = seat.features.has(bound)
                    || (self.is_mark(seat.end as usize, ":/") && !seat.features.has(Features::ACCUSATIVE))
                    || (seat.end as usize > at + 1 && self.lexed.looks(seat.end as usize - 1, Look::AL));
                let apart = self.lexed.hit(at, self.kinds.organ).is_none_or(|organ| organ.end < seat.end)
                    && !seat.features.has(Features::PREPOSITION)
                    && (!self.is_given_name(at) || seat.end as usize > at + 1 || self.is_mark(at + 1, ":/"));
                // «فاز فلان بمنصب الرئيس، وفلانة …»: a seat that somebody before it holds begins no item.
                let led = at > sentence.start
                    && (self.is_mark(at - 1, "(")
                        || self.hit_of(at - 1, self.kinds.marker, "in-post").is_some()
                        || self.hit_of(at - 1, self.kinds.stop, "preposition").is_some()
                        || self.hit_of(at - 1, self.kinds.marker, "towards").is_some());
                whole && apart && !led && (at == sentence.start || !self.begins_seat_before(at))
            })
            .collect()
    }

    /// True when a token lies inside a longer seat or organ: «الرئيس» in «نائب الرئيس», «الأمناء» in «مجلس الأمناء».
    fn begins_seat_before(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|start| {
            [self.kinds.post, self.kinds.relative, self.kinds.title, self.kinds.organ]
                .into_iter()
                .any(|kind| self.lexed.hit(start, kind).is_some_and(|hit| hit.end as usize > at))
        })
    }

    /// The stretches between `starts`, each to the next one, without the marks and «و» at its ends.
    fn cut(&self, sentence: &Range<usize>, starts: &[usize]) -> Vec<Range<usize>> {
        // «… والمستشارات فلانة وفلانة مع شكرنا للمدرب علان»: thanks end the list.
        let last = starts.last().copied().unwrap_or(sentence.end);
        let thanks = (last..sentence.end).find(|&at| self.hit_of(at, self.kinds.cue, "thanks").is_some());
        let ends = starts.iter().skip(1).copied().chain([thanks.unwrap_or(sentence.end)]);
        let skips = |at: usize| {
            self.lexed.kind(at) != Some(TokenKind::Word) && !self.is_mark(at, "()[]\"")
                || self.lexed.looks(at, Look::AND)
        };
        let trimmed = starts.iter().zip(ends).map(|(&start, end)| {
            // «1) فلان»: what closes no bracket of the item belongs to its number.
            let first = (start..end).find(|&at| !skips(at) && !self.is_mark(at, ")]")).unwrap_or(end);
            let last = (first..end).rev().find(|&at| !skips(at)).map_or(first, |at| at + 1);
            first..last
        });
        trimmed.filter(|item| !item.is_empty()).collect()
    }

    /// The parts of each item; nothing where there are too few items, or longer ones than a list's would be.
    fn read_items(&self, items: &[Range<usize>]) -> Option<Vec<Vec<Part>>> {
        let words: usize = items.iter().map(Range::len).sum();
        let fits = items.len() >= LEAST && words <= items.len() * WORDS;
        fits.then(|| items.iter().map(|item| self.parts(item.clone(), Mode::Item)).collect())
    }

    /// True when items behind numbers or bullets are a list, or name holders one by one.
    fn is_marked_list(&self, items: &[Range<usize>]) -> bool {
        self.read_items(items).is_some_and(|read| self.are_seats(items, &read) || lists_holders(&read))
    }

    /// True when `items` are a list of seats and names.
    fn is_list(&self, items: &[Range<usize>]) -> bool {
        self.read_items(items).is_some_and(|read| self.are_seats(items, &read))
    }

    /// True when most items hold a name and most of them a seat.
    fn are_seats(&self, items: &[Range<usize>], read: &[Vec<Part>]) -> bool {
        let has = |parts: &[Part], wanted: fn(&Label) -> bool| parts.iter().any(|part| wanted(&part.label));
        let named = |label: &Label| matches!(label, Label::Name { .. });
        // «مفوضة البرامج: فلانة»: a label that no list holds may be a seat too.
        let labels = |item: &Range<usize>| {
            (item.start + 1..item.end.min(item.start + 7)).any(|at| self.is_mark(at, ":"))
        };
        let seated = |label: &Label| {
            matches!(
                label,
                Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. } | Label::Title { .. }
            )
        };
        let both = read
            .iter()
            .zip(items)
            .filter(|(parts, item)| has(parts, named) && (has(parts, seated) || labels(item)))
            .count();
        // «الأمين العام/ فلان، نائبه/ فلان»: items begin alike, all with a seat or all with a name.
        let first = |wanted: fn(&Label) -> bool| {
            let begins = |parts: &&Vec<Part>| parts.first().is_some_and(|part| wanted(&part.label));
            read.first().is_some_and(|parts| begins(&parts))
                && read.iter().filter(begins).count() * 4 >= items.len() * 3
        };
        let alike = first(named)
            || items.iter().all(labels)
            || first(|label| matches!(label, Label::Post { .. } | Label::Relative { .. }));
        let verb = |at: usize| {
            let triggers = self.lexed.has(at, self.kinds.trigger);
            triggers && !self.is_given_name(at) && !self.lexed.has(at, self.kinds.post)
        };
        let verbs = items.iter().filter(|item| (item.start..item.end).any(verb)).count();
        // «نائب الرئيس فلان يستعد للمنافسة، والكاتبة فلانة …»: running text about people in office.
        let count = |parts: &Vec<Part>| -> usize {
            parts.iter().filter(|part| part.label == Label::Other).map(|part| part.range.len()).sum()
        };
        let others: usize = read.iter().map(count).sum();
        if others * 3 > items.iter().map(Range::len).sum() {
            return false;
        }
        alike && both * 4 >= items.len() * 3 && verbs * 4 <= items.len()
    }
}

/// True for «* فلان (الرئيس) * علان (النائب) * فلتان * فلانة (أعضاء)»: marked items that all begin with somebody, and
/// some of which name a seat.
fn lists_holders(read: &[Vec<Part>]) -> bool {
    let begins =
        |parts: &Vec<Part>| matches!(parts.first().map(|part| &part.label), Some(Label::Name { .. }));
    let seated = |parts: &&Vec<Part>| {
        parts.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }))
    };
    read.iter().all(begins) && read.iter().filter(seated).count() >= 2
}
