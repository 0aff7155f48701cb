//! Where a name ends: at a word of everyday use, a verb, a seat, a field, or the next name.
//!
//! In: the token with which a name begins. Out: the token after its last word. Where a name may begin, `names` says;
//! words that are part of a name in one text and not in the next, `surnames` and `homographs` weigh.

use super::parts::{Label, Part};
use super::reader::Reader;
use crate::model::Gender;
use crate::seeds::{Features, Look};

/// Tokens a name has at most; patronymic chains of eight words occur.
const LONGEST: usize = 9;

impl Reader<'_> {
    /// The token after the name that begins at `start`.
    pub(super) fn name_end(&self, start: usize, end: usize) -> usize {
        let mut at = self.given_end(start).unwrap_or(start + 1);
        // «بشرى أغزاف رفقة عبد العالي»: an everyday word between two names.
        let parts_names =
            |at: usize| at - start >= 2 && self.leaves(at) && at + 1 < end && self.is_given_name(at + 1);
        while at < end && at - start < LONGEST {
            if let Some(next) = self.nickname_end(start, at, end) {
                at = next;
                continue;
            }
            if !self.is_arabic_word(at) {
                break;
            }
            // «ومحمد وعلي أقضاض (الشؤون الانتخابية)»: nobody is listed by a given name alone.
            let closes = |at: usize| {
                at >= end
                    || self.is_separator(at)
                    || self.lexed.looks(at, Look::WA)
                    || self.lexed.has_any(at, &[self.kinds.post, self.kinds.relative])
            };
            let double = || {
                at == start + 1
                    && self.is_joined_name(at)
                    && self.is_given_name(start)
                    && (closes(at + 1)
                        || self.is_arabic_word(at + 1) && !self.ends_name(at + 1) && closes(at + 2))
            };
            let bound = || {
                double()
                    || self.is_particle(at - 1)
                    || self.is_surname(start, at, end)
                    || self.is_homograph(start, at, end)
            };
            if (parts_names(at)
                || self.honours(start, at, end)
                || self.ends_name(at)
                || (at - start >= 2
                    && (self.opens_next(at, end)
                        || self.joins_woman(start, at, end)
                        || self.hit(at, self.kinds.particle).is_some_and(|(hit, _)| {
                            hit.features.has(Features::CONJUNCTION) && !self.is_given_name(at)
                        })
                        || self.is_manner(at)
                        || self.opens_charge(at)
                        || self.is_seat_of_woman(at)
                        || self.opens_field(at, end)
                        || self.is_manner_noun(at, end))))
                && !bound()
            {
                break;
            }
            at += 1;
        }
        // A name does not end in a particle.
        // «الشيخاني ولد سيدي»: what follows «ولد» is a name, whatever it is elsewhere.
        let child = |at: usize| at > start + 1 && self.is_particle(at - 2);
        let letter = |at: usize| self.lexed.letters(at) == 1;
        while at > start + 1 && (letter(at - 1) || (self.is_particle(at - 1) && !child(at))) {
            at -= 1;
        }
        at.min(end)
    }

    /// «Yann Delcourt، مؤسس …، نائب الرئيسة»: Latin words that an item begins with, before a comma and a seat.
    pub(super) fn foreign_name(&self, at: usize, end: usize) -> Option<Part> {
        let until = self.latin_name(at, end)?;
        let seat = (until..end).any(|at| self.lexed.has_any(at, &[self.kinds.post, self.kinds.relative]));
        (self.is_mark(until, "،,") && seat)
            .then_some(Part { label: Label::Name { honorific: None, gender: None }, range: at..until })
    }

    /// The end of two to five Latin words at a token.
    pub(super) fn latin_name(&self, start: usize, end: usize) -> Option<usize> {
        let until = (start..end).find(|&at| !self.is_latin(at)).unwrap_or(end);
        (2..=5).contains(&(until - start.min(until))).then_some(until)
    }

    /// «طارق "أبو العبد" النجار»: the token after a nickname in quotes that stands inside a name.
    fn nickname_end(&self, start: usize, at: usize, end: usize) -> Option<usize> {
        if !self.is_mark(at, "\"") || !self.is_given_name(start) {
            return None;
        }
        let close = (at + 2..end.min(at + 4)).find(|&at| self.is_mark(at, "\""))?;
        let next = close + 1;
        let words = (at + 1..close).all(|at| self.is_arabic_word(at));
        let kinds = [self.kinds.stop, self.kinds.post, self.kinds.relative, self.kinds.trigger];
        (words && next < end && self.is_arabic_word(next) && !self.lexed.has_any(next, &kinds))
            .then_some(next + 1)
    }

    /// True when a token cannot continue the name before it.
    pub(super) fn ends_name(&self, at: usize) -> bool {
        // «بـ120 صوتا»: a preposition apart from its noun.
        // «ألف مبروك للأخ فلان»
        if self.lexed.hit(at, self.kinds.honorific).is_some_and(|hit| hit.features.has(Features::LI)) {
            return true;
        }
        let (kinds, given) = (&self.kinds, self.is_given_name(at));
        let closing = [
            kinds.stop,
            kinds.post,
            kinds.title,
            kinds.marker,
            kinds.trigger,
            kinds.outgoing,
            kinds.barrier,
            kinds.organ,
            kinds.body,
            kinds.assembly,
            kinds.weekday,
            kinds.numeral,
        ];
        // «عبد الرزاق لحول»: «ل» is glued to no preposition.
        let glued = || {
            self.hit(at, kinds.stop).is_some_and(|(hit, entry)| {
                entry.id == "preposition" && hit.features.has(Features::LI) && self.lexed.hits(at).len() == 1
            })
        };
        if !given && self.lexed.has_any(at, &closing) && !glued() {
            return true;
        }
        // «معن ياسين لخلافة فلان»
        let purpose = self
            .lexed
            .hit(at, kinds.domain)
            .is_some_and(|hit| !given && hit.features.has(Features::LI) && self.lexed.letters(at) >= 5);
        if purpose || self.has_pronoun(at) {
            return true;
        }
        let apart = self.lexed.letters(at) == 1 && matches!(self.lexed.word(at), "و" | "ب" | "ل" | "ك");
        // «لتجاوزات مالية»
        // «فلان للسر»
        let tied = self.lexed.looks(at, Look::LIL)
            && (self.lexed.letters(at) > 4 || self.lexed.has(at, kinds.seat_field))
            || self.lexed.letters(at) >= 7
                && self.lexed.word(at).starts_with('ل')
                && self.lexed.word(at).ends_with("ات");
        let noun = || !given && self.is_plural_noun(at);
        // «الغالية الدويهي يستعدان»: a verb that no list holds.
        let word = self.lexed.word(at);
        let long = self.lexed.letters(at) >= 6;
        let dual = || word.starts_with('ي') && (word.ends_with("ان") || word.ends_with("ون"));
        // «تمام البطوش اعتذرت عن الترشح»
        let past = || {
            word.starts_with("است")
                || word.ends_with('ت')
                    && !word.ends_with("ات")
                    && word.starts_with('ا')
                    && !word.starts_with("ال")
                    && !word.starts_with("او")
                    && (word.starts_with("ان") || word.chars().nth(2) == Some('ت'))
        };
        // «مهنيي القطاع»: many, bound to the next word.
        let bound = || word.ends_with("يي");
        // «حاتم رشيد استيتية إلى …»: no verb ends in «ية»; «سيقام» is one of the future.
        let adjective = || word.ends_with("ية") || word.ends_with("يه");
        let future = || {
            (word.starts_with("سي") || word.starts_with("ست"))
                && (self.is_arabic_word(at + 1) && !self.lexed.looks(at, Look::AL))
                && !self.lexed.has_any(at + 1, &[self.kinds.post, self.kinds.relative])
        };
        let verb = || {
            self.lexed.hits(at).is_empty()
                && (long && (dual() || (past() && !adjective()) || bound())
                    || self.lexed.letters(at) >= 5 && future())
        };
        // «عائشة الحطماني مشرفة على النشاط»
        let charged = || {
            self.domain(at).is_some_and(|(hit, id)| {
                let said = hit.features.has(Features::ACCUSATIVE.with(Features::FEMININE));
                id == "charge" && said && !hit.features.has(Features::DEFINITE.with(Features::WEAK))
            })
        };
        if apart
            || tied
            || (!given && self.is_common(at))
            || noun()
            || verb()
            || charged()
            || self.is_joined_name(at)
            || self.is_on(at)
        {
            return true;
        }
        // «كرومي على المالية»: «على» and «علي» fold alike; the written form and the next word tell them apart.
        if self.lexed.has(at, kinds.stop) && self.lexed.looks(at + 1, Look::AL) && self.is_dotless(at) {
            return true;
        }
        if given {
            // «عوض سي أحمد»: in whose place.
            if self.hit_of(at, kinds.marker, "end").is_some() && self.lexed.has(at + 1, kinds.honorific) {
                return true;
            }
            let seat = self.hit(at, kinds.post).is_some_and(|(hit, _)| {
                // «أمين» is a name as well, «أمين المال» is none.
                // «فلانة أمينة مكلفة بالتسويق»
                let charged = hit.features.has(Features::FEMININE)
                    && self.hit_of(at + 1, kinds.marker, "portfolio").is_some();
                hit.features.has(Features::ACCUSATIVE) || hit.end as usize > at + 1 || charged
            });
            // «فلانة أمينة للمرأة»
            let charge = self
                .domain(at)
                .is_some_and(|(hit, id)| id == "secretary" && self.is_topic_tied(hit.end as usize));
            return seat || charge;
        }
        // «الخليفة» is a deputy before «الأول» or «للرئيس», and a family name before a comma.
        let deputy = self.lexed.hit(at, kinds.relative).is_some_and(|hit| {
            let next = hit.end as usize;
            let alone = hit.features.has(Features::DEFINITE)
                && (self.is_mark(next, "،,؛") || self.lexed.has(next, kinds.trigger));
            !alone
        });
        // «في البصرة الدكتور فلان»: a title after a town begins another name.
        let town = at
            .checked_sub(1)
            .is_some_and(|before| self.lexed.has(before, kinds.place) && !self.is_given_name(before));
        deputy || town && self.lexed.has(at, kinds.honorific)
    }

    /// True for «وبوعزة» in «لحسن أوبها وبوعزة الزياني»: «و» glued to a word that begins a name of its own, since
    /// another word follows it. A family name such as «وهبي» stands last.
    fn opens_next(&self, at: usize, end: usize) -> bool {
        let joined = self.lexed.looks(at, Look::WA) && !self.is_given_name(at) && !self.is_particle(at);
        let next = at + 1;
        // «منير الشرقاوي وفر كل الظروف»: a verb, since what follows is neither a separator nor a seat.
        let verb = self.lexed.has_any(next, &[self.kinds.stop, self.kinds.common]);
        joined && next < end && self.is_arabic_word(next) && (verb || !self.ends_name(next))
    }

    /// True for «تقريرا أدبيا» behind a name: a word in the accusative that no list holds, unless the name ends with it.
    fn is_manner_noun(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        self.lexed.letters(at) >= 5
            && self.lexed.word(at).ends_with('ا')
            && self.lexed.hits(at).is_empty()
            && !self.lexed.looks(at, Look::AL)
            && next < end
            && self.is_arabic_word(next)
            && !self.lexed.has_any(next, &[self.kinds.post, self.kinds.relative, self.kinds.marker])
            && !self.is_joined_name(next)
    }

    /// True for «وسمية» in «خليل الركراكي وسمية بنحمو»: no man's name goes on with a woman's, though nothing joins it.
    fn joins_woman(&self, start: usize, at: usize, end: usize) -> bool {
        let joined = self
            .lexed
            .hits(at)
            .iter()
            .any(|hit| hit.kind == self.kinds.given_name.0 && hit.features.has(Features::CONJUNCTION));
        let next = at + 1;
        joined
            && self.given_gender(start) == Some(Gender::Male)
            && self.given_gender(at) == Some(Gender::Female)
            && next < end
            && self.is_arabic_word(next)
            && !self.ends_name(next)
    }

    /// True for «معهما», «أكبرهم»: a word with a pronoun for several people is in no name.
    pub(super) fn has_pronoun(&self, at: usize) -> bool {
        let (word, letters) = (self.lexed.word(at), self.lexed.letters(at));
        let several = word.ends_with("هما") || word.ends_with("هم");
        several
            && letters >= 5
            && !self.lexed.looks(at, Look::AL)
            && self.lexed.hit(at, self.kinds.given_name).is_none()
    }

    /// True for «أمينة» in «هنية الشاهدي أمينة،»: nobody's father bears a woman's name, and the word is a seat.
    fn is_seat_of_woman(&self, at: usize) -> bool {
        let seat = self
            .lexed
            .hit(at, self.kinds.post)
            .is_some_and(|hit| hit.end as usize == at + 1 && hit.features.has(Features::FEMININE));
        seat && self.given_gender(at) == Some(Gender::Female) && self.is_separator(at + 1)
    }

    /// True for «أمين الشباب» behind two words of a name: the secretary of a field.
    fn opens_charge(&self, at: usize) -> bool {
        self.domain(at).is_some_and(|(hit, id)| {
            let next = hit.end as usize;
            id == "secretary"
                && self.lexed.looks(next, Look::AL)
                && self.domain(next).is_some_and(|(_, id)| id == "topic" || id == "committee")
        })
    }

    /// True for «النشاط الاجتماعي», «شؤون المرأة» behind a name: a field of two words.
    fn opens_field(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        next < end
            && self.domain(at).is_some_and(|(_, id)| id == "topic" || id == "committee")
            && !self.is_whole_name(at)
            && (self.lexed.looks(next, Look::AL)
                || self.lexed.looks(at, Look::AL) && self.lexed.word(next).starts_with("وال"))
            && !self.is_given_name(next)
            && (self.lexed.looks(at, Look::AL) || !self.lexed.looks(at, Look::WA))
    }
}
