//! Words that open or bar a region of names: verbs that fill seats, and guests, chairs, candidates and committees.
//!
//! In: a token and the parts before it. Out: a trigger or a barrier, or nothing where the word is part of a name. What a
//! barrier keeps out, and until when, `bar` says.

use super::bar::is_towards;
use super::names::is_accusative;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::seeds::{Features, Hit, Look};
use crate::text::TokenKind;

/// How many words before «برئاسة» the gathering stands at most.
const CHAIRED: usize = 14;

/// Tokens behind a verb of heading in which the other seats of a board are given.
const BOARD: usize = 40;

impl Reader<'_> {
    /// True for «برئاسة», «ترأسه», «يرأسها» after a gathering or before one, and for «رئاسة أكبر الأعضاء سنا»: who chairs it
    /// holds no seat by that.
    pub(super) fn chairs(&self, at: usize) -> bool {
        let leads = self.hit_of(at, self.kinds.trigger, "lead").is_some()
            || self.hit_of(at, self.kinds.trigger, "led").is_some()
            || self.hit(at, self.kinds.post).is_some_and(|(hit, entry)| {
                entry.id == "president"
                    && hit.features.has(Features::BI)
                    && self.hit_of(at, self.kinds.marker, "seat-noun").is_some()
            });
        // «تحت رئاسة أكبر الأعضاء سنا فلان»: whoever is the eldest chairs the first sitting.
        let eldest = self.hit(at, self.kinds.post).is_some_and(|(hit, entry)| {
            // «ففاز بالرئاسة الأصغر سنا فلان» gives the seat.
            let won =
                (at.saturating_sub(3)..at).any(|at| self.is_any(at, self.kinds.trigger, &["elect", "hold"]));
            entry.id == "president" && !won && self.cue(hit.end as usize) == Some("eldest")
        });
        if !leads || eldest {
            return eldest;
        }
        // «المنبثقة عن الانتخابات، والتي يرأسها فلان»: a vote before it is nothing to chair.
        let vote = |at: usize| self.hit_of(at, self.kinds.session, "vote").is_some();
        let gathers = |at: usize| {
            let organ = self.lexed.has(at, self.kinds.organ);
            // «أسفرت الانتخابات عن فوز فلان برئاسة …»: what is won after the vote is the seat.
            let trigger = self.is_any(at, self.kinds.trigger, &["compose", "elect", "appoint", "become"]);
            if organ || trigger {
                return Some(false);
            }
            // «لجنة الترشيحات التي يرأسها فلان»
            let moment = self.domain(at).is_some_and(|(hit, id)| {
                id == "committee" && self.cue(hit.end as usize) == Some("of-the-moment")
            });
            if moment {
                return Some(true);
            }
            // «تشكيل لجنة السياحة» founds it.
            let made = self.is_any(at.saturating_sub(1), self.kinds.trigger, &["compose", "appoint"]);
            if at > 0 && made && self.lexed.has(at, self.kinds.body) {
                return Some(false);
            }
            // «للدورة الحالية» is a term.
            self.hit(at, self.kinds.session).filter(|(hit, _)| !hit.features.has(Features::LI)).map(|_| true)
        };
        // «نال ثقة الجمع ليقود الجمعية»: a body is led, a meeting chaired.
        let body = self.hit(at + 1, self.kinds.body).is_some_and(|(hit, body)| {
            let leads = self.lexed.has(at, self.kinds.trigger);
            leads && body.flag("own") && hit.features.has(Features::DEFINITE)
        });
        if body && !self.lexed.has(at + 1, self.kinds.session) {
            return false;
        }
        // «ونص القرار على أن يرأس اللجنة فلان»: what is to be is a seat.
        let intended = at > 0
            && self.hit_of(at, self.kinds.trigger, "lead").is_some()
            && self.hit_of(at - 1, self.kinds.stop, "verb").is_some();
        if intended && self.hit_of(at + 1, self.kinds.domain, "committee").is_some() {
            return false;
        }
        // «قبل أن يرأس المكتب فلان»: what is led stands right behind the verb.
        if let Some(meeting) = gathers(at + 1) {
            return meeting;
        }
        // «ترأس فلان لقاء تشاوريا»: what is chaired stands behind the chair.
        let ahead = (at + 2..at + 7).take_while(|&at| self.is_arabic_word(at)).find_map(gathers);
        // «أما الجلسة الثانية فترأسها فلان»: what is chaired was named before.
        let told = self.lexed.word(at).ends_with("ها") || self.lexed.word(at).ends_with("سه");
        let verb = self.hit_of(at, self.kinds.trigger, "led").is_some() && !told;
        if let Some(meeting) = ahead.filter(|_| verb) {
            return meeting;
        }
        let from = at.saturating_sub(CHAIRED);
        (from..at)
            .rev()
            .take_while(|&at| self.lexed.kind(at) != Some(TokenKind::LineEnd) && !self.ends_sentence(at))
            .filter(|&at| !vote(at))
            .find_map(gathers)
            .unwrap_or(false)
    }

    /// True for «يشرف فلان على العلاقات»: a field that somebody is to see to, no vote or meeting.
    fn oversees(&self, at: usize) -> bool {
        self.hit_of(at, self.kinds.trigger, "oversee").is_some()
            && (at + 1..at + 7).take_while(|&at| self.is_arabic_word(at)).any(|at| {
                self.is_dotless(at)
                    && self.hit_of(at, self.kinds.stop, "preposition").is_some()
                    && (self.domain(at + 1).is_some_and(|(_, id)| id == "topic")
                        || self.hit_of(at + 1, self.kinds.marker, "seat-noun").is_some())
            })
    }

    /// True for «فلان أمينا للسر، على أن يرأس علان لجنة الشباب»: behind seats that are given, a committee of the organ's.
    fn heads_committee(&self, at: usize, before: &[Part]) -> bool {
        let leads = self.is_any(at, self.kinds.trigger, &["lead", "led"]);
        let given = before.iter().any(|part| match part.label {
            Label::Post { features, .. } => is_accusative(features),
            _ => false,
        });
        let committee = || {
            (at + 2..at + 9).take_while(|&at| self.is_arabic_word(at)).find_map(|at| {
                let (hit, id) = self.domain(at)?;
                (id == "committee").then_some(hit.end as usize)
            })
        };
        leads && given && committee().is_some_and(|next| self.cue(next) != Some("of-the-moment"))
    }

    /// True for «وترأس اللجنة فلان، ويعاونه علان نائبا، وفلتان أمينا للصندوق»: whoever heads a board is told before those
    /// who are given its other seats.
    fn heads_board(&self, at: usize) -> bool {
        let committee = self.hit_of(at + 1, self.kinds.domain, "committee").is_some()
            && self.lexed.looks(at + 1, Look::AL)
            && self.cue(at + 2) != Some("of-the-moment");
        let given = |id: &str| {
            self.lexed
                .each(at..(at + BOARD).min(self.lexed.tokens.len()), self.kinds.post)
                .any(|at| self.hit_of(at, self.kinds.post, id).is_some_and(|hit| is_accusative(hit.features)))
        };
        committee && given("treasurer") && (given("secretary-general") || given("vice-president"))
    }

    /// True for «تعهد الكتابة إلى فلان»: right before an office a verb hands it over, whatever else it means.
    fn entrusts(&self, at: usize) -> bool {
        self.hit_of(at, self.kinds.trigger, "appoint").is_some()
            && self.hit_of(at + 1, self.kinds.marker, "seat-noun").is_some_and(|hit| {
                (hit.end as usize..hit.end as usize + 3)
                    .any(|at| self.hit_of(at, self.kinds.marker, "towards").is_some())
            })
    }

    /// Words that open or bar a region of names; only running text has them.
    pub(super) fn scoped(&self, at: usize, before: &[Part]) -> Option<Part> {
        // «للإشراف على حظوظ النادي» is what a board is for, no supervisor.
        let purpose = |hit: &Hit| {
            // «13 صوتا لمنافسه فلان» tells of somebody.
            hit.features.has(Features::LI)
                && !hit.features.has(Features::VERB.with(Features::PRONOUN))
                && hit.end as usize == at + 1
        };
        let barrier = self.hit(at, self.kinds.barrier).map(|(hit, _)| hit).filter(|hit| !purpose(hit));
        // «آلت الرئاسة إلى منافسته فلانة»: the rival wins.
        let rival = self
            .hit_of(at, self.kinds.barrier, "list-of-others")
            .is_some_and(|hit| hit.features.has(Features::PRONOUN) || self.lexed.word(at).ends_with('ه'))
            && before.last().is_some_and(|part| is_towards(self, part));
        // «وأعلن كل من فلان وفلانة أعضاء»
        let named = barrier
            .is_some_and(|hit| self.hit_of(hit.end as usize, self.kinds.marker, "each").is_some())
            && self.hit_of(at, self.kinds.barrier, "guest").is_some();
        if named {
            return None;
        }
        let barrier = barrier.filter(|_| !rival);
        let trigger = self.hit(at, self.kinds.trigger).map(|(hit, _)| hit);
        // «يضم أحد عشر عضوا يتقدمهم فلان رئيسا»: ahead of those whom a verb before has seated, not of a crowd.
        let heads = self.hit_of(at, self.kinds.barrier, "attendance").is_some()
            && before.iter().filter(|part| part.label == Label::Trigger).any(|part| {
                self.is_any(part.range.start, self.kinds.trigger, &["compose", "renew", "appoint"])
            });
        let (label, hit) = match (barrier, trigger) {
            (Some(barrier), Some(trigger))
                if trigger.end > barrier.end || self.oversees(at) || heads || self.entrusts(at) =>
            {
                (Label::Trigger, trigger)
            }
            (Some(barrier), _) => (Label::Barrier, barrier),
            (None, Some(trigger)) => (Label::Trigger, trigger),
            (None, None) => return None,
        };
        // «ثم فلان رئيسا للجنة التحكيم»: a seat that is given, not one that somebody has.
        let given = barrier.is_some()
            && self.hit(at, self.kinds.post).is_some_and(|(hit, _)| {
                // «فلانة رئيسة لجنة السباقات، وفلان رئيس لجنة التحكيم»: in a chain of seats.
                let chain =
                    before.iter().filter(|part| matches!(part.label, Label::Post { .. })).count() >= 2;
                is_accusative(hit.features) || chain
            })
            && before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }))
            && self.hit_of(at, self.kinds.barrier, "session").is_some()
            && (at..hit.end as usize).any(|at| self.hit_of(at, self.kinds.domain, "committee").is_some());
        // «أما فلان فاحتفظ برئاسة لجنة التحكيم»
        let keeps = barrier.is_some()
            && matches!(before, [.., name, verb] if matches!(name.label, Label::Name { .. }) && verb.label == Label::Trigger)
            && self.hit(at, self.kinds.post).is_some_and(|(hit, _)| hit.features.has(Features::BI))
            && self.hit_of(at, self.kinds.barrier, "session").is_some();
        // «واستقرت رئاسة لجنة التحكيم بيد فلان»
        let settles = barrier.is_some()
            && before.last().is_some_and(|part| {
                part.label == Label::Trigger
                    && self.is_any(part.range.start, self.kinds.trigger, &["hold", "appoint"])
            })
            && self.hit_of(at, self.kinds.marker, "seat-noun").is_some()
            && self.hit_of(at, self.kinds.barrier, "session").is_some_and(|hit| {
                (hit.end as usize..hit.end as usize + 2).any(|at| {
                    self.hit_of(at, self.kinds.marker, "towards").is_some()
                        || self.lexed.looks(at, Look::LIL)
                        || self
                            .lexed
                            .hit(at, self.kinds.given_name)
                            .is_some_and(|hit| hit.features.has(Features::LI))
                })
            });
        let referees = self
            .hit_of(at, self.kinds.barrier, "session")
            .is_some_and(|hit| self.hit_of(hit.end as usize - 1, self.kinds.domain, "topic").is_some());
        if given || ((keeps || settles) && referees) {
            return None;
        }
        // «انتخب الحاضرون فلانا», «فاز المرشح فلان»: who votes, and who wins.
        let elects = before.last().is_some_and(|part| {
            part.label == Label::Trigger
                && self.hit_of(part.range.start, self.kinds.trigger, "elect").is_some()
                && !self.glued(part.range.start, Features::BI)
        });
        let said = self.hit_of(at, self.kinds.barrier, "present").is_some()
            || hit.end as usize == at + 1 && self.hit_of(at, self.kinds.cue, "candidate").is_some();
        if label == Label::Barrier && elects && said {
            return None;
        }
        // «تسلم بنت أحمد»: a patronymic shows that a verb's homograph is a name.
        if hit.end as usize == at + 1 && self.is_child(at) {
            return None;
        }
        // «فراس» is a name, not «ف» and «رأس»; «زكي» is one, not «زكى».
        let glue = Features::CONJUNCTION.with(Features::PREPOSITION);
        let dotted = !self.dotless && !self.is_dotless(at);
        let unglued = self.is_whole_name(at) && hit.features.has(glue);
        // «وزُكّي فلان»: a vowel sign shows the verb.
        let written = self.lexed.span(at..at + 1).of(&self.document.text);
        let passive = written.trim_start_matches('و').chars().nth(1) == Some('\u{064F}');
        let undotted = !passive && self.is_given_name(at) && dotted && self.lexed.word(at).ends_with('ي');
        // «…، أشرف كامل زبيدي،»: in a list of names a verb's homograph before a name is one.
        let listed = before.last().is_some_and(|part| {
            matches!(
                part.label,
                Label::Mark('،' | ',' | ':')
                    | Label::Close
                    | Label::Each
                    | Label::Name { .. }
                    | Label::Post { .. }
            )
        }) && before
            .iter()
            .rev()
            .take(6)
            .any(|part| matches!(part.label, Label::Name { .. } | Label::Each | Label::Post { .. }))
            && self.is_whole_name(at)
            && (self.is_whole_name(at + 1) || self.is_particle(at + 1));
        // «وحل كرم محمود شحاتة محل علان»: no verb stands behind a verb.
        let behind = before.last().is_some_and(|part| part.label == Label::Trigger)
            && self.is_whole_name(at)
            && (self.is_whole_name(at + 1) || self.is_particle(at + 1));
        // «فلانة الخليفة الثاني وأشرف بوجيبار الخليفة الثالث»: between two seats.
        let chained = self.is_joined_name(at)
            && before
                .last()
                .is_some_and(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }))
            && {
                let next = self.name_end(at, self.lexed.tokens.len());
                next > at + 1 && self.lexed.has_any(next, &[self.kinds.post, self.kinds.relative])
            };
        // «كل من فلانة وأشرف بدوي توفيق وكرم أبو الوفا سليم»
        let joined = self.is_joined_name(at)
            && (self.is_whole_name(at + 1) || self.is_particle(at + 1))
            && before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }))
            && before.iter().rev().take(12).take_while(|part| part.label != Label::Barrier).any(|part| {
                part.label == Label::Each
                    || matches!(part.label, Label::Post { features, .. } if features.has(Features::PLURAL))
            });
        if (unglued || undotted || listed || chained || behind || joined) && hit.end as usize == at + 1 {
            return None;
        }
        let label = if self.chairs(at) && !self.heads_committee(at, before) && !self.heads_board(at) {
            Label::Barrier
        } else {
            label
        };
        Some(Part { label, range: at..hit.end as usize })
    }
}
