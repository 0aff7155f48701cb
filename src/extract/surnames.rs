//! Words that are part of a name in one text and a title in the next: honorifics in front, occupations behind.
//!
//! In: a token beside a given name. Out: where honorifics end, and whether an occupation is a family name. What stands
//! after the word decides.

use super::names::is_accusative;
use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Entry, Features, Hit, Look};

impl Reader<'_> {
    /// The token after the honorifics at `at`, and the gender they tell.
    pub(super) fn honorifics(&self, at: usize, end: usize) -> (usize, Option<Gender>) {
        let (from, mut at, mut gender) = (at, at, None);
        if self.lexed.looks(at, Look::AND) {
            at += 1;
        }
        let first = at;
        let kinds = &self.kinds;
        if !self.lexed.has_any(first, &[kinds.honorific, kinds.nationality, kinds.occupation]) {
            return (from, None);
        }
        while at < end {
            // «العراقي كنزة»: a family's name before a woman's.
            let hails = self.hit(at, self.kinds.nationality).filter(|(hit, entry)| {
                let given = self.given_gender(hit.end as usize);
                self.hails(at, end) && given.is_none_or(|gender| entry.gender == Some(gender))
            });
            let works = self.hit(at, self.kinds.occupation).filter(|(hit, _)| {
                let next = hit.end as usize;
                next < end && (self.is_whole_name(next) || self.lexed.has(next, self.kinds.honorific))
            });
            if let Some((hit, entry)) = hails.or(works) {
                gender = entry.gender.or(gender);
                at = hit.end as usize;
                continue;
            }
            let Some((hit, entry)) = self.hit(at, self.kinds.honorific) else { break };
            // «بالفقيه بن صالح» is a town; «الشيخ أعمار» is called so, since one word alone is no whole name.
            let town = self.lexed.hit(at, self.kinds.place).is_some_and(|place| place.end > hit.end);
            let alone = entry.flag("borne") && self.stands_alone_after(hit.end as usize, end);
            // «سعادة بنت خميس»: a patronymic shows a name.
            let child = self.is_child(at) && hit.end as usize == at + 1;
            // «رئيس اللجنة الإعلامية : فلان»: what the word before is, and then a colon.
            let describes =
                at > 0 && self.lexed.looks(at - 1, Look::AL) && self.is_mark(hit.end as usize, ":");
            if hit.end as usize >= end
                || child
                || describes
                || town
                || alone
                || self.lexed.hit(at, self.kinds.given_name).is_some_and(|name| name.end > hit.end)
            {
                break;
            }
            gender = entry.gender.or(gender);
            at = hit.end as usize;
            while self.is_mark(at, "/.:") {
                at += 1;
            }
        }
        if at == first { (from, None) } else { (at, gender) }
    }

    /// True for «الأردنية» before a name: no noun with the article stands before it that it could describe.
    fn hails(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        let described = at > 0
            && self.is_arabic_word(at - 1)
            && self.lexed.looks(at - 1, Look::AL)
            && !self.lexed.has(at - 1, self.kinds.honorific);
        let person = self.is_whole_name(next)
            || (self.lexed.hits(next).is_empty()
                && self.is_arabic_word(next + 1)
                && !self.lexed.looks(next, Look::AL));
        !described && next < end && self.is_arabic_word(next) && person
    }

    /// True for one word between an honorific that is borne as a name too and a mark or a seat.
    fn stands_alone_after(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        self.is_arabic_word(at)
            && !self.is_given_name(at)
            && !self.lexed.has(at, self.kinds.honorific)
            && (next >= end || self.is_separator(next) || self.seat_follows(next, end))
    }

    /// True for «النجار» in «حسن النجار»: right after a given name a definite occupation, and what a lexicon lists of
    /// seats, is a family name, where the name ends with it; so is any definite word before a seat: «إدريس القانون رئيسا».
    pub(super) fn is_surname(&self, start: usize, at: usize, end: usize) -> bool {
        let kinds = &self.kinds;
        let given = (start..at).any(|from| self.given_end(from) == Some(at))
            || (at >= start + 2 && self.is_particle(at - 2));
        let definite = self.lexed.looks(at, Look::AL);
        let other = Features::FEMININE.with(Features::ACCUSATIVE).with(Features::PLURAL).with(Features::DUAL);
        let one = |hit: &Hit| hit.end as usize == at + 1 && !hit.features.has(other);
        // «سعيد حجار النجار», «هيفاء حجار الطبيب»: a trade behind two names, or what is said of no woman.
        let kin = |title: &Entry| title.flag("craft") || self.given_gender(start) == Some(Gender::Female);
        let listed = self.hit_of(at, kinds.particle, "surname").is_some();
        let behind = definite
            && self.is_given_name(start)
            && !self.lexed.looks(at - 1, Look::AL)
            && (self.hit(at, kinds.title).is_some_and(|(hit, title)| one(&hit) && kin(title))
                || (listed && self.is_seated_otherwise(start, at + 1, end)));
        // «أمل بنت سليمان المالك», «جابر بن محسن اللواتي»: behind a patronymic a definite word is a family's name.
        let descends = definite
            && at >= start + 3
            && self.is_particle(at - 2)
            && self.is_whole_name(start)
            && !self
                .lexed
                .has_any(at, &[kinds.post, kinds.relative, kinds.honorific, kinds.trigger, kinds.body])
            && (self.lexed.hit(at, kinds.title).is_some_and(|hit| one(&hit))
                || (self.lexed.letters(at) >= 6 && self.hit_of(at, kinds.stop, "pronoun").is_some()));
        if descends {
            return true;
        }
        // «نيابتها إلى ميرنا الياس قطب، صاحبة …»: a bare noun behind two names, before a comma.
        let next = at + 1;
        let bare = self
            .lexed
            .hit(at, self.kinds.body)
            .is_some_and(|hit| hit.features.0 == 0 && hit.end as usize == next);
        let two = at == start + 2 && self.is_whole_name(start) && self.is_whole_name(start + 1);
        // «نبيل قطب الشناوي»: and before a family name.
        let family = bare
            && at == start + 1
            && self.is_whole_name(start)
            && self.lexed.looks(next, Look::AL)
            && self.lexed.word(next).ends_with(['ي', 'ى'])
            && self.lexed.hits(next).is_empty();
        if family {
            return true;
        }
        if bare && two && (next >= end || self.is_mark(next, "،,")) {
            return true;
        }
        // «أمين الصندوق: حسن نعيم شكر»: what ends an item behind its label ends the name.
        if (at + 1 == end || self.is_mark(at + 1, "(،,"))
            && at > start
            && self.is_given_name(start)
            && self.is_labelled_name(start)
            && self.is_tail(at)
        {
            return true;
        }
        if !given && !behind {
            return false;
        }
        let title = self.hit(at, kinds.title).is_some_and(|(hit, title)| one(&hit) && title.flag("surname"));
        let seat = self.lexed.has_any(at, &[kinds.post, kinds.relative]);
        let everyday = self.lexed.has_any(at, &[kinds.stop, kinds.common]);
        let next = at + 1;
        let closed = next >= end || (self.is_separator(next) && !self.is_mark(next, ":/"));
        let house =
            self.hit(next, kinds.body).is_some_and(|(hit, _)| hit.features.has(Features::PREPOSITION));
        let ends = closed || (!house && (self.lexed.looks(next, Look::AND) || self.ends_name(next)));
        // «عبد الفتاح الدباغ الحسني», «رولا فهمي دباغ»: without the article only where the name ends with it.
        let occupation = title && !seat && !house && (definite || closed || self.seat_follows(next, end));
        // «بلقاسم شريك»: nobody is listed by a given name alone.
        let second = at == start + 1 && title && closed && !seat;
        // «بسام القطب وغسان»: nor called after a house.
        let house_name = at == start + 1
            && definite
            && self.lexed.hit(at, kinds.body).is_some_and(|hit| hit.end as usize == next)
            && (closed || self.is_joined_name(next));
        // «حسام الزيادات»: a family's plural, where a field would need the name that it lacks.
        let near = at <= start + 3 && (start + 1..at).all(|at| self.is_whole_name(at));
        let told = closed
            || self.hit_of(next, kinds.marker, "in-post").is_some()
            || self.hit_of(next, kinds.marker, "seat-noun").is_some()
            || self.seat_follows(next, end);
        let plural = near && definite && told && self.is_plural_noun(at);
        // «نائبه عمار بابكر مساعد» at the end: a name that is a seat as well, behind a seat and two names.
        let borne = seat
            && closed
            && at >= start + 2
            && self.is_whole_name(at)
            && self.lexed.hit(at, kinds.title).is_none_or(|hit| one(&hit))
            && self.is_told(start);
        (listed && ends)
            || borne
            || plural
            || occupation
            || second
            || house_name
            || (everyday && (definite || at == start + 1) && !seat && !title && self.seat_follows(next, end))
    }

    /// True right behind a seat and its colon.
    fn is_labelled_name(&self, start: usize) -> bool {
        let post = |from: usize, colon: usize| {
            [self.kinds.post, self.kinds.relative, self.kinds.domain]
                .into_iter()
                .any(|kind| self.lexed.hit(from, kind).is_some_and(|hit| hit.end as usize <= colon))
        };
        start > 1
            && self.is_mark(start - 1, ":/")
            && (start.saturating_sub(7)..start - 1).any(|from| post(from, start - 1))
    }

    /// True for a word that is neither a seat, a title, a number nor a body, whatever verb it may be.
    fn is_tail(&self, at: usize) -> bool {
        let kinds = &self.kinds;
        let other = [
            kinds.post,
            kinds.relative,
            kinds.title,
            kinds.numeral,
            kinds.body,
            kinds.organ,
            kinds.domain,
            kinds.outgoing,
        ];
        let whole = self.lexed.hits(at).iter().any(|hit| hit.end as usize == at + 1 && hit.features.0 == 0);
        let verb = [kinds.barrier, kinds.trigger, kinds.common, kinds.stop]
            .iter()
            .any(|&kind| self.lexed.has(at, kind));
        verb && whole && !self.lexed.has_any(at, &other)
    }

    /// True when the words of a seat end right before a name.
    fn is_told(&self, start: usize) -> bool {
        (start.saturating_sub(4)..start).any(|from| {
            [self.kinds.post, self.kinds.relative]
                .into_iter()
                .any(|kind| self.lexed.hit(from, kind).is_some_and(|hit| hit.end as usize == start))
        })
    }

    /// True for the name at `start` in «الرئيس: سمير حمدوش الخازن» and «سمير حمدوش الخازن رئيسا»: its seat is told
    /// before it, or right behind the word that ends before `next`.
    fn is_seated_otherwise(&self, start: usize, next: usize, end: usize) -> bool {
        let post = self.kinds.post;
        let labelled = start > 1
            && self.is_mark(start - 1, ":")
            && (start.saturating_sub(5)..start - 1)
                .any(|from| self.lexed.hit(from, post).is_some_and(|hit| hit.end as usize == start - 1));
        let closed = next >= end || self.is_separator(next);
        // «سمير حمدوش الكاتب نائبة الكاتب فلانة» of a flattened list: a woman's seat is not the man's.
        let woman = self.given_gender(start) == Some(Gender::Female);
        let seated = next < end
            && self.lexed.hit(next, post).is_some_and(|hit| {
                is_accusative(hit.features) && (woman || !hit.features.has(Features::FEMININE))
            });
        (labelled && closed) || seated
    }
}
