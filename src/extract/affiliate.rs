//! Bodies that people come from: where the name of one ends, and its acronym.
//!
//! In: a token that begins a body or Latin words. Out: a part with the name and the acronym as token ranges. Whose
//! body it is, `board` decides.

use super::names::is_accusative;
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::seeds::{Features, Hit, Look};
use std::ops::Range;

impl Reader<'_> {
    /// A body: a word that begins one, or Latin words.
    pub(super) fn body(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let start = if matches!(self.lexed.word(at), "ل" | "ب" | "ك") { at + 1 } else { at };
        let start = (start..end).find(|&next| !self.is_mark(next, "\"'")).unwrap_or(end);
        let known = self.lexed.has(start, self.kinds.body) && !self.is_borne(start, end);
        let house = !known && self.is_house(start, end, before);
        if start >= end || !(known || house || self.is_latin(start)) {
            return None;
        }
        // «لعضوية مكتبه فلانة»: a body with a pronoun takes nothing more.
        let own = self.lexed.hit(start, self.kinds.body).is_some_and(|hit| {
            // «مكتبه» is no «مكتبة» before somebody's name.
            let next = hit.end as usize;
            let weak = hit.features.has(Features::WEAK) && self.is_given_name(next);
            (hit.features.has(Features::PRONOUN) || weak) && next == start + 1
        });
        let until = if own { start + 1 } else { self.body_end(start, end, mode) };
        if until == start + 1 && self.lexed.has(start, self.kinds.body) {
            // «الجمعية» alone is the body the text speaks of, nobody's employer.
            return Some(Part { label: Label::Other, range: start..until });
        }
        let (name, acronym) = self.acronym(start..until);
        Some(Part { label: Label::Body { name, acronym }, range: start..until })
    }

    /// True for «روضة المثلوثي في خطة …»: a given name that is a body as well, before a family name and a seat.
    fn is_borne(&self, at: usize, end: usize) -> bool {
        let until = if self.is_given_name(at) { self.name_end(at, end) } else { at };
        let post = self.hit_of(until, self.kinds.marker, "in-post").is_some();
        until >= at + 2 && until < end && (post || self.seat_follows(until, end))
    }

    /// True for «نزل تامدا» after «صاحب»: nouns that no list holds, right after a title.
    fn is_house(&self, at: usize, end: usize, before: &[Part]) -> bool {
        let titled = before
            .last()
            .is_some_and(|part| part.range.end == at && matches!(part.label, Label::Title { .. }));
        // «فلان (مطبعة النيلين)»: a noun phrase alone in brackets after somebody.
        let bracketed = matches!(before, [.., held, open] if open.label == Label::Open
            && matches!(held.label, Label::Name { .. } | Label::Post { .. } | Label::Portfolio { .. }))
            && self.is_bracketed_house(at, end);
        if !titled && !bracketed {
            return false;
        }
        let word = self.lexed.word(at);
        let indefinite = (bracketed || !word.starts_with("ال")) && !word.starts_with('و');
        let kinds = &self.kinds;
        let barred = [
            kinds.post,
            kinds.relative,
            kinds.title,
            kinds.marker,
            kinds.stop,
            kinds.honorific,
            kinds.given_name,
            kinds.numeral,
        ];
        self.is_arabic_word(at)
            && indefinite
            && !self.lexed.has_any(at, &barred)
            && at + 1 < end
            // «مديرة الجودة بمصبرات عبدة»: what is tied to a title is a house, whoever it is called after.
            && (titled && word.starts_with(['ل', 'ب']) && self.lexed.letters(at) >= 5
                || !self.is_given_name(at + 1))
            && (self.is_arabic_word(at + 1) || self.is_latin(at + 1) || self.is_mark(at + 1, "\""))
    }

    /// True when brackets close after two to six words, none of them a number, a town alone or what somebody was.
    fn is_bracketed_house(&self, at: usize, end: usize) -> bool {
        let close = (at..end.min(at + 7)).find(|&at| !self.is_arabic_word(at));
        let kinds = &self.kinds;
        let plain = |at: usize| {
            self.cue(at) != Some("former")
                && !self
                    .lexed
                    .has_any(at, &[kinds.trigger, kinds.barrier, kinds.numeral, kinds.post, kinds.stop])
        };
        // «(المغرب المكناسي)» is a club, «(المغرب)» a country.
        let town = self.lexed.hit(at, kinds.place).is_some_and(|hit| Some(hit.end as usize) == close);
        let barred = town || self.lexed.has_any(at, &[kinds.common, kinds.organ, kinds.title]);
        // «(سكاي لوجستكس)»: words that no list holds.
        let foreign =
            |close: usize| (at..close).filter(|&at| self.lexed.hits(at).is_empty()).count() * 2 >= close - at;
        close.is_some_and(|close| {
            close >= at + 2
                && self.is_mark(close, ")]")
                && (self.is_definite(close - 1) || foreign(close))
                && (at..close).all(plain)
        }) && !barred
    }

    /// Where a body's name ends.
    pub(super) fn body_end(&self, start: usize, end: usize, mode: Mode) -> usize {
        let mut quoted = start.checked_sub(1).is_some_and(|at| self.is_mark(at, "\""));
        let mut at = start;
        while at < end {
            if self.is_mark(at, "\"") {
                if quoted && start.checked_sub(1).is_some_and(|open| self.is_mark(open, "\"")) {
                    return at;
                }
                quoted = !quoted;
                at += 1;
                if !quoted {
                    return at;
                }
                continue;
            }
            let latin_colon =
                self.is_mark(at, ":") && at > start && self.is_latin(at - 1) && self.is_latin(at + 1);
            if self.is_separator(at) && !latin_colon {
                return at;
            }
            if at > start && !quoted && self.ends_body(start, at, mode) {
                return at;
            }
            at += 1;
        }
        end
    }

    /// True when the noun phrase that begins at `start` is complete before `at`: a definite word has closed it, and
    /// «at» neither is definite nor follows by «و», «ل» or «ب». A body named by its article alone («الجمعية») takes
    /// nothing indefinite at all.
    fn leaves_phrase(&self, start: usize, at: usize) -> bool {
        let definite = |at: usize| {
            let word = self.lexed.word(at).trim_start_matches(['و', 'ف', 'ب', 'ك']);
            word.starts_with("ال")
                || word.starts_with("لل")
                || (self.lexed.has(at, self.kinds.place)
                    && !(self.is_whole_name(at) && self.is_arabic_word(at + 1)))
                || !self.is_arabic_word(at)
        };
        let word = self.lexed.word(at);
        let attached = word.starts_with(['ل', 'ب', 'و']) && word.chars().count() > 3;
        !definite(at) && !attached && (start..at).next_back().is_some_and(definite)
    }

    fn ends_body(&self, start: usize, at: usize, mode: Mode) -> bool {
        let kinds = &self.kinds;
        let accusative = |hit: &Hit| {
            hit.features.has(Features::ACCUSATIVE.with(Features::PRONOUN))
                || (hit.features.has(Features::BI) && mode == Mode::Prose)
        };
        if self.hit(at, kinds.post).is_some_and(|(hit, _)| accusative(&hit)) || self.is_joined_name(at) {
            return true;
        }
        // «فلانة من تعاونية تيفاوين رئيسة للاتحاد», «وحازت فلانة من تعاونية اليد الذهبية الكتابة العامة»: whom the seat
        // belongs to was named before the body.
        let seat = self.hit(at, kinds.post).is_some_and(|(hit, _)| {
            let next = hit.end as usize;
            let lil = Look::LIL;
            let tied = is_accusative(hit.features)
                && (self.lexed.looks(next, lil) || (next > at + 1 && self.lexed.looks(at + 1, lil)));
            let office = next > at + 1
                && self.lexed.looks(at - 1, Look::AL)
                && self.hit_of(at, kinds.marker, "seat-noun").is_some();
            tied || office
        });
        // «عن الصناعات الغذائية المهندسة فلانة»
        let person = mode == Mode::Prose
            && self.lexed.hit(at, kinds.honorific).is_some_and(|hit| {
                !hit.features.has(Features::CONJUNCTION) && self.is_whole_name(hit.end as usize)
            })
            // «اللجنة الفاضل فلان», but «جمعية الشيخ زايد»
            && (at > start + 1 || self.lexed.looks(start, Look::AL));
        if seat || person {
            return true;
        }
        // «جمعية السقي بني بويفرور»: called after a tribe.
        if self.hit_of(at, kinds.cue, "tribe").is_some() || self.hit_of(at - 1, kinds.cue, "tribe").is_some()
        {
            return false;
        }
        // «تستكمل عضوية المجلس بهاجر اليدري»
        let handed = self.lexed.hit(at, kinds.given_name).is_some_and(|hit| hit.features.has(Features::BI))
            && !self.is_whole_name(at)
            && self.lexed.looks(at - 1, Look::AL)
            && self.is_arabic_word(at + 1);
        if handed && mode == Mode::Prose {
            return true;
        }
        let marker = self.hit(at, kinds.marker).is_some_and(|(_, entry)| {
            matches!(entry.id.as_str(), "in-post" | "portfolio" | "area" | "end" | "represents")
        });
        if marker || self.lexed.has(at, kinds.outgoing) {
            return true;
        }
        if mode == Mode::Item {
            return false;
        }
        if self.leaves_phrase(start, at) {
            return true;
        }
        // «في البصرة» and «من أجل المدن» can belong to a name.
        let joined = matches!(self.lexed.word(at), "في" | "اجل")
            || (self.lexed.word(at) == "من" && self.lexed.word(at + 1) == "اجل");
        let prose = [kinds.organ, kinds.assembly, kinds.trigger, kinds.weekday, kinds.barrier];
        (!joined && self.lexed.has(at, kinds.stop)) || self.lexed.has_any(at, &prose)
    }

    /// The body's name without its acronym, and the acronym.
    pub(super) fn acronym(&self, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
        let colon = range.clone().find(|&at| self.is_mark(at, ":"));
        if let Some(colon) = colon.filter(|&colon| colon > range.start && self.is_capitals(colon - 1)) {
            return (colon + 1..range.end, Some(colon - 1..colon));
        }
        let words: Vec<usize> = range.clone().filter(|&at| !self.is_mark(at, "\"'")).collect();
        match words.as_slice() {
            [.., before, last] if self.is_capitals(*last) && self.is_latin(*before) => {
                (range, Some(*last..last + 1))
            }
            // «قطب VALBIOM»: a kind of body and its name.
            [head, last]
                if self.is_capitals(*last)
                    && self
                        .lexed
                        .hit(*head, self.kinds.body)
                        .is_some_and(|hit| hit.end as usize == head + 1) =>
            {
                (range, None)
            }
            [_, .., last] if self.is_capitals(*last) && *last + 1 == range.end => {
                (range.start..*last, Some(*last..last + 1))
            }
            _ => (range, None),
        }
    }

    /// A word of capitals and figures, as acronyms are: «C2TM».
    fn is_capitals(&self, at: usize) -> bool {
        if !self.is_latin(at) {
            return false;
        }
        let word = self.lexed.span(at..at + 1).of(&self.document.text);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (2..=8).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    }

    /// True when `words` are an acronym and nothing but marks parts it from the token `from`: «قطب النسيج – C2TM».
    pub(super) fn abbreviates(&self, words: &Range<usize>, from: usize) -> bool {
        words.len() == 1
            && self.is_capitals(words.start)
            && from < words.start
            && (from..words.start).all(|at| self.is_mark(at, "-–—(\"'/"))
    }

    /// Where a run of plain words ends.
    pub(super) fn run_end(&self, start: usize, end: usize) -> usize {
        (start..end).find(|&at| self.is_separator(at) || (at > start && self.ends_name(at))).unwrap_or(end)
    }
}
