//! Words that are part of a name or not, by what stands around them: «أنوار فجري», «حازم إمام», «هامد السيد الحسن».
//!
//! In: a token after one or two given names. Out: whether it is the family name all the same. The written form, or the
//! separator and seat after it, tell; without either the other reading stands.

use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Features, Kind, Look};

impl Reader<'_> {
    /// True when the token after the given name at `start` closes the name, whatever else it reads as.
    pub(super) fn is_homograph(&self, start: usize, at: usize, end: usize) -> bool {
        let kinds = &self.kinds;
        // «فراس هيثم القطب رئيسا»: what stands between a name and the seat given to it is the family's.
        let family = at == start + 2
            && self.is_given_name(start)
            && self.is_given_name(start + 1)
            && self.lexed.looks(at, Look::AL)
            && self.lexed.hit(at, kinds.body).is_some_and(|hit| hit.end as usize == at + 1)
            && self.hit(at + 1, kinds.post).is_some_and(|(hit, _)| hit.features.has(Features::ACCUSATIVE));
        if family {
            return true;
        }
        if at != start + 1 || !self.is_given_name(start) || self.lexed.hits(at).is_empty() {
            return false;
        }
        if self.is_spelt_apart(at) {
            return true;
        }
        let next = at + 1;
        let seated = self.seat_follows(next, end);
        let closed = seated || next >= end || self.is_separator(next) || self.is_joined_name(next);
        if !closed {
            return false;
        }
        let firm = [kinds.post, kinds.relative, kinds.honorific, kinds.title, kinds.given_name, kinds.marker];
        if self.lexed.has_any(at, &firm) {
            return false;
        }
        // «فجري» as «ف» and «جرى»
        let verbal = [kinds.stop, kinds.trigger, kinds.barrier, kinds.common];
        let mut words = self.lexed.hits(at).iter().filter(|hit| verbal.contains(&Kind(hit.kind))).peekable();
        let glued = words.peek().is_some()
            && words.all(|hit| {
                // «عثمان لخصم»: «ل» and a verb make no word.
                let tied = hit.features.has(Features::LI)
                    && hit.kind == kinds.common.0
                    && !self.lexed.looks(at, Look::LIL);
                hit.features.has(Features::CONJUNCTION) || tied
            });
        // «قطب» is a body, «فريق» as well, but nobody is «قطب» in a seat.
        let noun = seated && self.lexed.hit(at, kinds.body).is_some_and(|hit| hit.features.0 == 0);
        glued || noun
    }

    /// True for «إمام» where a list has «أمام»: the hamza stands below.
    fn is_spelt_apart(&self, at: usize) -> bool {
        let written = self.lexed.span(at..at + 1).of(&self.document.text);
        written.starts_with('إ') && self.hit_of(at, self.kinds.stop, "preposition").is_some()
    }

    /// True for «السيدة فلانة» after the word at `first`: an honorific with the article, and a name after it. «السيد» is
    /// a part of men's names as well: «طارق السيد عوض».
    pub(super) fn honours(&self, first: usize, at: usize, end: usize) -> bool {
        let told = self.hit(at, self.kinds.honorific).is_some_and(|(hit, entry)| {
            // «عين رئيس الجامعة فلان الفلاني السيد علان العلاني رئيسا»: Egypt's chains of names hold «السيد».
            let next = hit.end as usize;
            let second = entry.id == "male"
                && at >= first + 2
                && !self.dotless
                && hit.end as usize == at + 1
                && self.is_whole_name(next)
                && self.is_arabic_word(next + 1)
                && !self.ends_name(next + 1);
            let apart = second
                || entry.gender == Some(Gender::Female)
                || entry.gender == Some(Gender::Male) && at == first + 1 && !self.is_given_name(first);
            apart && !hit.features.has(Features::PREPOSITION.with(Features::CONJUNCTION))
        });
        if !told || self.is_given_name(at) || !self.lexed.looks(at, Look::AL) {
            return false;
        }
        let (start, _) = self.honorifics(at, end);
        start > at && start < end && self.is_given_name(start)
    }

    /// True for «فلان الفلاني بالإجماع»: «بالقاسم» stands second in a name, if anywhere.
    pub(super) fn is_manner(&self, at: usize) -> bool {
        self.lexed.looks(at, Look::BIL) && !self.is_given_name(at)
    }
}
