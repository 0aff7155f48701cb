//! What the name of a body bears beside its phrase: a number, a date, somebody it is called after, a quotation, a branch.
//!
//! In: the token at which a name may go on. Out: the token after what it bears, if it does. Where the phrase itself goes
//! on and ends, `phrase` says.

use super::phrase::LONGEST;
use super::reader::Reader;
use crate::seeds::{Features, Look};
use crate::text::TokenKind;

/// Words of a quotation that ends a name at most.
const QUOTED: usize = 4;

impl Reader<'_> {
    /// «جمعية 20 غشت للأعمال الاجتماعية», «ودادية الياسمين 3», «ساكنة حي الرياض 2 بتمارة»: a date that gives the name, and a
    /// number that ends it or stands before its town.
    pub(super) fn numbered_step(&self, first: usize, at: usize, end: usize) -> Option<usize> {
        if self.lexed.kind(at) != Some(TokenKind::Number) || self.lexed.word(at).len() > 2 {
            return None;
        }
        let next = at + 1;
        let month = next < end && self.lexed.has(next, self.kinds.month);
        if at == first && month {
            return Some(next + 1);
        }
        let kinds = &self.kinds;
        let town = || self.lexed.hit(next, kinds.place).is_some_and(|hit| hit.features.has(Features::BI));
        let closed = next >= end
            || self.lexed.has_any(next, &[kinds.trigger, kinds.stop, kinds.assembly, kinds.organ])
            || self.lexed.looks(next, Look::LIL)
            || town();
        (at > first && closed && self.lexed.word(at).len() == 1 && self.lexed.tokens[at].spaced)
            .then_some(next)
    }

    /// «جمعية الشيخ عبد الله السالم التعاونية», «ثانوية ابن بطوطة»: a body called after somebody, name and honorific.
    pub(super) fn called_step(&self, first: usize, at: usize, end: usize) -> Option<usize> {
        if self.lexed.word(at) == "ابن" && at > first && at + 1 < end && self.is_arabic_word(at + 1) {
            return Some(at + 2);
        }
        let (start, _) = self.honorifics(at, end);
        if at != first || start == at || !(self.is_given_name(start) || self.is_particle(start)) {
            return None;
        }
        let until = self.name_end(start, end);
        let word = self.lexed.word(until);
        let goes_on =
            until < end && (word.starts_with("لل") || (word.starts_with("ال") && word.ends_with('ة')));
        goes_on.then_some(until)
    }

    /// The end of a name whose phrase ends at `at`, with the quotation and the branch behind it: «النادي السينمائي
    /// "الفانوس" بسيدي قاسم», «نقابة فنيي الأسنان – فرع الخليل».
    pub(super) fn name_tail(&self, at: usize, end: usize) -> usize {
        let at = self.quoted_tail(at, end).unwrap_or(at);
        self.branch_tail(at, end).unwrap_or(at)
    }

    /// The end of a name that the rules end at `ruled` and the weights at `until`, with what it bears behind it.
    pub(super) fn weighed_end(&self, ruled: usize, until: usize, end: usize) -> usize {
        let heard = ruled.min(until)..until;
        // «جمعية ضاحية الواحة > استقالة رئيسها», «المنتدى الوطني فرعه الجهوي»: whatever the weights make of it.
        let owned = |at: usize| {
            self.hit(at, self.kinds.body).is_some_and(|(hit, _)| hit.features.has(Features::PRONOUN))
        };
        let passes = |at: &usize| self.is_deed(*at) || self.cue(*at) == Some("past-name") || owned(*at);
        let until = heard.clone().find(passes).unwrap_or(until);
        // Nor does a name end with a preposition, or with what it is called in another language.
        let hangs = |at: usize| self.is_latin(at) || self.lexed.has(at, self.kinds.stop);
        let kept = (heard.start..until).rev().find(|&at| !hangs(at));
        let until = if heard.is_empty() { until } else { kept.map_or(heard.start, |at| at + 1) };
        self.name_tail(until, end)
    }

    fn quoted_tail(&self, at: usize, end: usize) -> Option<usize> {
        let kinds = &self.kinds;
        if at >= end || !self.is_mark(at, "\"") || !self.is_arabic_word(at + 1) {
            return None;
        }
        let close = self.lexed.marks(at + 2..end.min(at + 2 + QUOTED)).find(|&at| self.is_mark(at, "\""))?;
        // «… "بلا مجلس"»: what is said of it, not what it is called.
        let said = [kinds.stop, kinds.trigger, kinds.assembly, kinds.organ, kinds.numeral];
        if (at + 1..close).any(|at| !self.is_arabic_word(at) || self.lexed.has_any(at, &said)) {
            return None;
        }
        let after = close + 1;
        let town =
            self.lexed.hit(after, kinds.place).filter(|hit| after < end && hit.features.has(Features::BI));
        let town = town.map(|hit| hit.end as usize).filter(|&next| !self.dates_next(next, end));
        Some(town.unwrap_or(after))
    }

    fn branch_tail(&self, at: usize, end: usize) -> Option<usize> {
        let from = at + 1;
        if at >= end || !self.is_mark(at, "-–/") {
            return None;
        }
        let (hit, entry) = self.hit(from, self.kinds.body)?;
        let plain = !hit.features.has(Features::DEFINITE.with(Features::PRONOUN));
        let until = self.phrase_end(from, hit, end.min(from + LONGEST));
        (entry.flag("branch") && plain && until > hit.end as usize).then_some(until)
    }

    /// True for «فرع نقابة المعلمين بحلب»: a branch that bears the name of what it is a branch of.
    pub(super) fn names_branch(&self, at: usize) -> bool {
        let Some((hit, entry)) = self.hit(at, self.kinds.body) else { return false };
        let glued = Features::DEFINITE.with(Features::PRONOUN);
        let whole = self.own_head(hit.end as usize);
        entry.flag("branch")
            && !hit.features.has(glued)
            && whole.is_some_and(|hit| {
                !hit.features.has(Features::DEFINITE.with(Features::PREPOSITION).with(Features::PRONOUN))
            })
    }
}
