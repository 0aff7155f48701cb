//! Titles elsewhere: how far one goes on, and when its word is an honorific instead.
//!
//! In: a token that begins a title. Out: the part, or where its words end. A house that no list holds begins after it.

use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::Features;

impl Reader<'_> {
    /// «المهندس فلان»: before a name it is an honorific, though it is an occupation elsewhere.
    pub(super) fn honoured(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let title = self.lexed.hit(at, self.kinds.title)?;
        let honorific = self.lexed.hit(at, self.kinds.honorific)?;
        // «أستاذ التصميم»: without the article it is an occupation before a noun.
        let next = self.lexed.word(honorific.end as usize);
        let noun = !self.lexed.word(at).contains("ال")
            && next.starts_with("ال")
            && !self.is_given_name(honorific.end as usize);
        let plain = !noun && title.end <= honorific.end && !self.lexed.has(at, self.kinds.post);
        self.name(at, end, mode, before).filter(|part| plain && part.range.start >= honorific.end as usize)
    }

    /// «فلان / معاون المدير العام لدائرة الري / رئيسا»: what stands between marks after somebody who is given a seat
    /// behind the next mark is their title elsewhere, whatever words it has.
    pub(super) fn title_between(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let [.., name, mark] = before else { return None };
        let after = mode == Mode::Item
            && matches!(name.label, Label::Name { .. })
            && matches!(mark.label, Label::Mark('/' | '-' | '–' | '،'));
        let next = after.then(|| (at..end).find(|&at| self.is_separator(at))).flatten()?;
        // «فلان، معاون مدير عام المصرف: رئيسا»
        if mark.label == Label::Mark('،') && !self.is_mark(next, ":") {
            return None;
        }
        let seated = self
            .hit(next + 1, self.kinds.post)
            .is_some_and(|(hit, _)| next + 1 < end && self.is_predicative(next + 1, hit));
        let kinds = &self.kinds;
        let person = self.is_whole_name(at) || self.lexed.has(at, kinds.honorific);
        let known = self.lexed.has_any(at, &[kinds.body, kinds.marker, kinds.domain]);
        let body = (at + 1..next)
            .find(|&at| self.lexed.has(at, kinds.body) || self.hit_of(at, kinds.marker, "from").is_some());
        let until = body.unwrap_or(next);
        let words = (1..=8).contains(&(until - at)) && (at..until).all(|at| self.is_arabic_word(at));
        (seated && !person && !known && words).then(|| self.title(at, until, Features::default()))
    }

    /// Where a title ends that goes on after its head: «مديرة البحث», «محاسبة معتمدة», «مسيرة تعاونية».
    pub(super) fn title_end(&self, at: usize, end: usize) -> usize {
        let plain = |at: usize| {
            let kinds = &self.kinds;
            let other = [
                kinds.post,
                kinds.relative,
                kinds.title,
                kinds.body,
                kinds.organ,
                kinds.marker,
                kinds.outgoing,
            ];
            let others =
                [kinds.trigger, kinds.barrier, kinds.stop, kinds.honorific, kinds.place, kinds.numeral];
            self.is_arabic_word(at)
                && !self.is_given_name(at)
                && !other.iter().chain(&others).any(|&kind| self.lexed.has(at, kind))
        };
        let definite = |at: usize| {
            let word = self.lexed.word(at);
            word.starts_with("ال") || word.starts_with("وال")
        };
        let mut until = at;
        while until < end && until < at + 4 && plain(until) && definite(until) {
            until += 1;
        }
        // «مدير المصنع بشركة النور»: a house of the body that comes next.
        let house = until < end
            && definite(until)
            && self.lexed.hit(until, self.kinds.body).is_some_and(|hit| hit.end as usize == until + 1)
            && self.hit(until + 1, self.kinds.body).is_some_and(|(hit, _)| hit.features.has(Features::BI));
        if house {
            return until + 1;
        }
        // «طبيبة مختصة في أمراض الدم»: the field of a profession.
        let within = |at: usize| {
            at + 1 < end
                && self.hit_of(at, self.kinds.stop, "preposition").is_some()
                && self.lexed.word(at) == "في"
        };
        if within(until) && plain(until + 1) {
            let mut field = until + 2;
            while field < end && field < until + 5 && plain(field) && definite(field) {
                field += 1;
            }
            if field >= end || self.is_separator(field) {
                return field;
            }
        }
        // One indefinite word more, when it closes the phrase: what goes on is the name of a house.
        let closes = |at: usize| at >= end || self.is_separator(at);
        let word = |at: usize| self.lexed.letters(at) > 2;
        if until == at && until < end && plain(until) && word(until) && closes(until + 1) {
            return until + 1;
        }
        // «مديرة دائرة الأفلاج بوزارة …»: a house inside the body that comes next.
        let inside = until == at
            && until + 2 < end
            && plain(until)
            && definite(until + 1)
            && self.hit(until + 2, self.kinds.body).is_some_and(|(hit, _)| hit.features.has(Features::BI));
        if inside { until + 2 } else { until }
    }

    pub(super) fn title(&self, at: usize, end: usize, features: Features) -> Part {
        let gender = if features.has(Features::FEMININE) && !features.has(Features::WEAK) {
            Some(Gender::Female)
        } else {
            None
        };
        Part { label: Label::Title { gender }, range: at..end }
    }
}
