//! Fields of work beside a seat: «نائبا للرئيس للشؤون الإدارية», «مسؤول الإعلام», «عضوا (التدريب)».
//!
//! In: a token and the parts before it. Out: the part that hands out a field, or the field itself. A noun that is an
//! employer's title as often («مسؤول») hands out a seat only where nothing else in its item or clause does.

use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Features, Hit, Kind, Look};
use std::ops::Range;

/// How far below «رؤساء اللجان» the names of committees are told, in tokens.
const CHAIRS: usize = 120;
/// Tokens between «رؤساء اللجان» and its colon at most.
const HEADED: usize = 8;

impl Reader<'_> {
    /// A noun of charge that is a seat here: «مسؤولا عن», «أمينة للإعلام», «ملف السكن إلى»; or the field of whoever has a
    /// committee in charge: «لجنة الإعلام: فلان».
    pub(super) fn charge(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let (hit, entry) = self.hit(at, self.kinds.domain)?;
        let longer = |kind| self.lexed.hit(at, kind).is_some_and(|other| other.end > hit.end);
        let organ = longer(self.kinds.organ);
        if organ || longer(self.kinds.post) || longer(self.kinds.title) || longer(self.kinds.relative) {
            return None;
        }
        let next = hit.end as usize;
        let field = self.field(next, end);
        let predicative = self.is_predicative(at, hit)
            || (hit.features.has(Features::FEMININE)
                && !hit.features.has(Features::DEFINITE.with(Features::WEAK)));
        let seated = |part: &Part| matches!(part.label, Label::Post { .. } | Label::Relative { .. });
        let told = field.as_ref().map_or(next, |field| field.end);
        let ahead = || self.lexed.holds(told..end, self.kinds.post);
        let clause =
            before.iter().rev().take_while(|part| !matches!(part.label, Label::Mark('،' | ',' | '؛')));
        let named = clause.into_iter().any(|part| matches!(part.label, Label::Name { .. }));
        // «الرئيسة: أمينة الصقلي»: after a seat and its colon stands a name.
        let introduces = before.last().is_some_and(|part| part.label == Label::Mark(':'))
            && before.iter().any(seated)
            && self.is_given_name(at);
        // «سكرتير النقابة: فلان» keeps the papers of the whole body.
        let whole = self
            .hit(next, self.kinds.body)
            .is_some_and(|(hit, body)| body.flag("own") && hit.features.has(Features::DEFINITE));
        let holds = match (entry.id.as_str(), mode) {
            ("secretary", _) if introduces || whole && self.opens_after(next + 1, end) => false,
            ("charge", Mode::Item) => {
                let opens = field.as_ref().is_some_and(|field| self.is_mark(field.end, ":/"));
                !before.iter().any(seated) && (opens || !ahead())
            }
            ("charge", Mode::Prose) => {
                (named && (predicative || before.last().is_some_and(|part| part.label == Label::InPost)))
                    || (before.iter().any(|part| {
                        matches!(
                            part.label,
                            Label::Trigger | Label::Each | Label::Mark(_) | Label::Post { .. }
                        )
                    }) && self.opens_after(field.as_ref().map_or(next, |field| field.end), end))
            }
            ("secretary", _) => {
                let tied = field.as_ref().is_some_and(|field| self.is_tied(field.start));
                // «أمينة الصقلي» is somebody, «أمينة الإعلام» and «أمينة للتكوين» hold a seat.
                let topic = field
                    .as_ref()
                    .is_some_and(|field| self.domain(field.start).is_some_and(|(_, id)| id == "topic"));
                let rather_name = self.is_given_name(at) && !topic && !tied;
                let after = field.as_ref().map_or(next, |field| field.end);
                // «وأمين التدريب فلان»
                let named = topic && self.is_whole_name(after) && self.lexed.word(next).starts_with("ال");
                let opens = (named || self.opens_after(after, end))
                    && (!rather_name || !self.lexed.has(after + 1, self.kinds.post));
                // «فلان الفلاني أمين الشباب»
                let held = topic
                    && self.lexed.looks(next, Look::AL)
                    && before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }));
                let label = hit.features.has(Features::FEMININE) && !rather_name || opens || held;
                field.is_some() && (label || (tied && predicative))
            }
            // «لجنة الإعلام: فلان»: whoever stands behind the colon has it in charge.
            ("committee", _) => {
                field.is_some()
                    && !before.iter().any(seated)
                    && field.as_ref().is_some_and(|field| self.is_mark(field.end, ":/"))
            }
            // «مسؤولية الرئاسة» is the seat, «ملفات الجمعية» are papers.
            ("desk", _) if self.lexed.has_any(next, &[self.kinds.post, self.kinds.body]) => false,
            // «وبالدائرة القانونية إلى فلان»: the office itself is the field.
            ("desk", _) if hit.features.has(Features::DEFINITE) && self.lexed.looks(next, Look::AL) => false,
            ("desk", Mode::Prose) => field.is_some(),
            ("desk", Mode::Item) => !before.iter().any(seated) && !ahead() && field.is_some(),
            ("representative", Mode::Prose) => {
                named && predicative && hit.end > hit.start + 1 && !self.lexed.has(next, self.kinds.body)
            }
            _ => false,
        };
        let field = field.or_else(|| (entry.id == "representative").then(|| next..self.field_end(next, end)));
        // «مسؤولا إعلاميا»: the field is an adjective.
        let word = self.lexed.word(next);
        let adjective =
            entry.id == "charge" && predicative && named && (word.ends_with("يا") || word.ends_with("يه"));
        if holds && adjective && next < end && field.is_none() {
            let label = Label::Post { id: PostId("member".to_owned()), features: hit.features };
            return Some(Part { label, range: at..next + 1 });
        }
        let known = holds && field.as_ref().is_some_and(|field| !field.is_empty());
        // «لجنة الإعلام: فلان» among seats: a member who has it in charge; chairs are told to be some.
        if known && entry.id == "committee" && !self.chairs_above(at) {
            let end = field.as_ref().map_or(next, |field| field.end);
            return Some(Part { label: Label::Portfolio { gender: None }, range: at..end });
        }
        let (id, end) = match entry.id.as_str() {
            "committee" => ("chair-of-committee", field.as_ref().map_or(next, |field| field.end)),
            _ => ("member", next),
        };
        known.then(|| Part {
            label: Label::Post { id: PostId(id.to_owned()), features: hit.features },
            range: at..end,
        })
    }

    /// True below «رؤساء اللجان:», «على رؤساء اللجان النوعية على النحو التالي:».
    fn chairs_above(&self, at: usize) -> bool {
        let opens = |from: usize| (from..from + HEADED).any(|at| self.is_mark(at, ":"));
        (at.saturating_sub(CHAIRS)..at).any(|at| {
            self.hit_of(at, self.kinds.post, "chair-of-committee")
                .is_some_and(|hit| hit.features.has(Features::PLURAL) && opens(hit.end as usize))
        })
    }

    /// The field after the seat that ends at `at`: «للشؤون الإدارية», «في التواصل», «الإعلام» after «مسؤول».
    pub(super) fn field_after(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let seat = before.last().filter(|part| part.range.end == at)?;
        if let Label::Relative { rank: _, features: _, forward: false } = seat.label {
            // «نائبة لشؤون السلام»
            let range = self.field(at, end).filter(|_| self.is_tied(at))?;
            return Some(Part { label: Label::Portfolio { gender: None }, range });
        }
        let Label::Post { id, .. } = &seat.label else { return None };
        let charge =
            self.domain(seat.range.start).filter(|(hit, _)| hit.end as usize == at && id.0 == "member");
        let charge = charge.map_or("", |(_, id)| id);
        let range = if charge == "representative" {
            at..self.field_end(at, end)
        } else if matches!(charge, "charge" | "desk" | "secretary") {
            self.field(at, end)?
        } else {
            let divided = self.seeds.entry_of("post", &id.0).is_some_and(|seat| seat.flag("fields"));
            let fits = divided && (self.is_tied(at) || self.lexed.word(at) == "في");
            self.field(at, end).filter(|_| fits)?
        };
        (!range.is_empty()).then_some(Part { label: Label::Portfolio { gender: None }, range })
    }

    /// Where the words of a committee's chair end that begin before `at`: «رئيس لجنة كرة القدم», «رئيسة اللجنة النسائية».
    pub(super) fn committee_end(&self, at: usize, end: usize) -> usize {
        // «رئيسا للجنة تربية الماشية»: behind «لجنة» without the article stands what it is the committee of.
        let tied = at + 1 < end
            && at > 0
            && !self.lexed.looks(at - 1, Look::AL)
            && !self.lexed.looks(at, Look::AL)
            && self.is_definite(at + 1)
            && !self.is_given_name(at + 1);
        let towards = self.hit_of(at, self.kinds.marker, "towards").is_some();
        if at >= end || !self.is_arabic_word(at) || towards || self.is_given_name(at) && !tied {
            return at;
        }
        let field = self.field(at, end).map(|field| field.end);
        let phrase = self.is_definite(at) || (at + 1 < end && self.is_definite(at + 1));
        // «رئيس اللجنة الإعلامية : فلان»: before a mark it says what the committee is.
        let honorific = self.lexed.hit(at, self.kinds.honorific);
        let honoured = honorific.is_some_and(|hit| !self.is_mark(hit.end as usize, ":/"));
        let until = field.unwrap_or_else(|| if phrase && !honoured { self.field_end(at, end) } else { at });
        // «للجنة الإعلام لفترة سنتين»: for how long, not of what.
        let time = |at: &usize| {
            self.domain(*at).is_some_and(|(hit, id)| id == "span" && hit.features.has(Features::LI))
        };
        (at..until).find(time).unwrap_or(until)
    }

    /// A field or committee alone in brackets after a name or seat: «(التدريب)», «(شؤون الفروع)», «(لجنة الإعلام)».
    pub(super) fn bracketed_field(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let [.., held, open] = before else { return None };
        let follows = matches!(held.label, Label::Name { .. } | Label::Post { .. });
        if open.label != Label::Open || !follows || !matches!(self.domain(at)?.1, "topic" | "committee") {
            return None;
        }
        let close = (at..end.min(at + 6)).find(|&at| self.is_mark(at, ")]"))?;
        Some(Part { label: Label::Portfolio { gender: None }, range: at..close })
    }

    /// A field right after a name, without any noun of charge: «ونال فلان النشاط الاجتماعي».
    pub(super) fn bare_field(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let name = |part: Option<&Part>| part.is_some_and(|part| matches!(part.label, Label::Name { .. }));
        // «ويتولى فلان (90) العلاقات الخارجية»
        let votes = matches!(before, [.., open, said, close] if open.label == Label::Open
            && close.label == Label::Close
            && said.range.clone().all(|at| !self.is_arabic_word(at)));
        // «أما فلان فأنيطت به الوقاية»
        let given = matches!(before, [.., name, verb, to] if matches!(name.label, Label::Name { .. } | Label::Body { .. } | Label::Area)
            && verb.label == Label::Trigger
            && self.hit_of(verb.range.start, self.kinds.trigger, "appoint").is_some()
            && to.range.len() == 1
            && matches!(self.lexed.word(to.range.start), "به" | "بها" | "له" | "لها" | "اليه" | "اليها"));
        // «أما فلانة فكلفت بالإعلام»
        let charged = matches!(before, [.., name, verb] if matches!(name.label, Label::Name { .. })
            && verb.label == Label::Trigger
            && self.hit_of(verb.range.start, self.kinds.trigger, "appoint").is_some())
            && self.lexed.word(at).starts_with('ب');
        let held = given
            || charged
            || before.last().is_some_and(|part| part.range.end == at)
                && (name(before.last()) || votes && name(before.iter().rev().nth(3)));
        if !held {
            return None;
        }
        let definite = self.is_definite(at)
            || self.is_definite(at + 1)
            || (self.is_arabic_word(at + 1)
                && !self.is_given_name(at + 1)
                && self.lexed.looks(at + 2, Look::AL));
        // «… إلى فلان وبالعلاقات إلى فلانة»: the next one's field.
        let next = self.lexed.word(at).starts_with("وب")
            && (at + 1..end.min(at + 7)).any(|at| self.hit_of(at, self.kinds.marker, "towards").is_some());
        if next {
            return None;
        }
        // «سلم فلان أرشيف الجمعية ومفاتيح المقر»: what is handed over.
        let handed =
            || self.seeds.kind("departure").and_then(|kind| self.hit_of(at, kind, "handed")).is_some();
        if !definite || handed() {
            return None;
        }
        let seat = self.lexed.hit(at, self.kinds.post).is_some_and(|hit| hit.end as usize > at + 1);
        // «فلان وفلانة بعضوية المكتب», «كلفت فلانة بالمالية»
        let enrolled = self.lexed.hit(at, self.kinds.post).is_some_and(|hit| hit.features.has(Features::BI));
        // «كلف فلان بالمياه وعلان بالزراعات الكبرى»: once fields are handed out so, any noun with «بال» is one.
        let kinds = &self.kinds;
        let unknown = self.lexed.word(at).starts_with("بال")
            && before.iter().any(|part| matches!(part.label, Label::Portfolio { .. }))
            && !self.lexed.has_any(
                at,
                &[kinds.stop, kinds.common, kinds.place, kinds.organ, kinds.body, kinds.assembly],
            );
        // «كلف فلان العلاقات العامة وعلان لجنة المهرجانات»
        let charged = before.iter().any(|part| {
            part.label == Label::Trigger
                && self.hit_of(part.range.start, self.kinds.trigger, "appoint").is_some()
        });
        let committee = charged && !self.lexed.looks(at, Look::AL) && self.lexed.looks(at + 1, Look::AL);
        let topic =
            self.domain(at).map_or(unknown, |(_, id)| id == "topic" || (id == "committee" && committee));
        let topic = topic && !seat && !enrolled;
        topic.then(|| Part { label: Label::Portfolio { gender: None }, range: at..self.field_end(at, end) })
    }

    /// «يشرف فلان على العلاقات مع البنوك», «وسيشرف على المالية فلان»: a field behind «على» and before or after its holder.
    pub(super) fn supervised(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let on = self.is_dotless(at) && self.hit_of(at, self.kinds.stop, "preposition").is_some();
        let topic = on && self.domain(at + 1).is_some_and(|(_, id)| id == "topic");
        let verb = |part: Option<&Part>| {
            part.is_some_and(|part| self.hit_of(part.range.start, self.kinds.trigger, "oversee").is_some())
        };
        if !topic {
            return None;
        }
        let mut parts = before.iter().rev();
        let last = parts.next();
        if verb(last) {
            return Some(Part { label: Label::Field, range: at + 1..self.field_end(at + 1, end) });
        }
        let named = last.is_some_and(|part| matches!(part.label, Label::Name { .. }));
        (named && verb(parts.next())).then(|| Part {
            label: Label::Portfolio { gender: None },
            range: at + 1..self.field_end(at + 1, end),
        })
    }

    /// A field before whoever is handed it: «أسندت العلاقات العامة لفلان», «واللجنة الفنية إلى فلانة».
    pub(super) fn field_ahead(&self, at: usize, end: usize, mode: Mode, before: &[Part]) -> Option<Part> {
        let led = before.last().is_some_and(|part| match part.label {
            Label::Trigger => true,
            // «أسندت مهمة التواصل إلى فلان»
            Label::InPost => before.iter().any(|part| part.label == Label::Trigger),
            // «وعهد بالإعلام إلى فلان وبالعلاقات إلى فلانة»
            Label::Name { .. } => {
                self.lexed.word(at).starts_with("وبال")
                    && before.iter().any(|part| matches!(part.label, Label::Field | Label::Trigger))
            }
            Label::Mark('،' | ',') => {
                before.iter().any(|part| matches!(part.label, Label::Field | Label::Trigger))
            }
            _ => false,
        });
        if mode == Mode::Item || !led || self.lexed.has(at, self.kinds.post) {
            return None;
        }
        let (head, topic) = match self.hit(at, self.kinds.domain) {
            Some((hit, entry)) => {
                let next = hit.end as usize;
                let topic = match entry.id.as_str() {
                    "topic" => self.is_definite(at) || self.is_definite(at + 1),
                    "committee" | "desk" => self.is_definite(at) || self.is_definite(next),
                    _ => false,
                };
                (next, topic)
            }
            None => (at + 1, self.is_handed_on(at, end, before)),
        };
        if !topic {
            return None;
        }
        let after = (head..end.min(at + 7)).find(|&at| {
            let given = self
                .lexed
                .hits(at)
                .iter()
                .any(|hit| Kind(hit.kind) == self.kinds.given_name && hit.features.has(Features::LI));
            let towards = self.hit_of(at, self.kinds.marker, "towards").is_some()
                && (self.is_given_name(at + 1)
                    || self.lexed.has(at + 1, self.kinds.honorific)
                    || self.is_arabic_word(at + 1) && self.lexed.hits(at + 1).is_empty());
            let honoured = self
                .lexed
                .hit(at, self.kinds.honorific)
                .is_some_and(|hit| hit.features.has(Features::LI.with(Features::BI)));
            (given && !self.is_whole_name(at)) || towards || honoured || !self.is_arabic_word(at)
        })?;
        self.is_arabic_word(after).then_some(Part { label: Label::Field, range: at..after })
    }

    /// True for «واللوجستيك» in «أوكلت المالية لفلان، واللوجستيك لعلان»: a definite noun that no list holds, where the
    /// sentence has handed out a seat or field already.
    fn is_handed_on(&self, at: usize, end: usize, before: &[Part]) -> bool {
        let word = self.lexed.word(at);
        let bare = word.strip_prefix('و').unwrap_or(word);
        if !bare.starts_with("ال") && !bare.starts_with("بال") {
            return false;
        }
        let kinds = &self.kinds;
        let known = [
            kinds.post,
            kinds.organ,
            kinds.body,
            kinds.place,
            kinds.stop,
            kinds.weekday,
            kinds.trigger,
            kinds.honorific,
            kinds.given_name,
            kinds.title,
            kinds.relative,
            kinds.ordinal,
        ];
        let chained = before.iter().any(|part| matches!(part.label, Label::Field | Label::Post { .. }));
        chained && at + 1 < end && !self.lexed.has_any(at, &known)
    }

    /// True for «لقطاع المتاحف» after a seat.
    pub(super) fn is_topic_tied(&self, at: usize) -> bool {
        self.is_tied(at) && self.domain(at).is_some_and(|(_, id)| id == "topic")
    }

    pub(super) fn domain(&self, at: usize) -> Option<(Hit, &str)> {
        self.hit(at, self.kinds.domain).map(|(hit, entry)| (hit, entry.id.as_str()))
    }

    /// True for a noun tied to a seat with «ل» that names neither a body, an organ, a time nor a person.
    fn is_tied(&self, at: usize) -> bool {
        let word = self.lexed.word(at);
        let tied = word.starts_with('ل') && word.chars().count() > 3 && !self.is_whole(at);
        let others = [
            self.kinds.organ,
            self.kinds.stop,
            self.kinds.honorific,
            self.kinds.post,
            self.kinds.numeral,
            self.kinds.place,
        ];
        let body = self.lexed.has(at, self.kinds.body) && self.lexed.word(at + 1) != "الشؤون";
        tied && !body
            && self.domain(at).is_none_or(|(_, id)| id == "topic")
            && !self.is_given_name(at)
            && (self.domain(at).is_some() || !self.lexed.has_any(at, &others))
            && (word.starts_with("لل") || self.is_definite(at + 1))
    }

    /// The field that begins at `at`: tied with «ل», after «في», or a definite noun phrase.
    fn field(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if at >= end || !self.is_arabic_word(at) {
            return None;
        }
        let start = if self.lexed.word(at) == "في" { at + 1 } else { at };
        let topic = self.domain(start).is_some_and(|(_, id)| id == "topic");
        // «أمين علاقات خارجية: …»: right after a noun of charge the field needs no article.
        let charged =
            start > 0 && self.domain(start - 1).is_some_and(|(_, id)| matches!(id, "charge" | "secretary"));
        let known = topic
            && (charged || self.is_definite(start) || self.is_definite(start + 1) || self.is_tied(start));
        let definite = self.lexed.looks(start, Look::AL)
            && !self.is_given_name(start)
            && !self.lexed.has(start, self.kinds.honorific)
            && !self.lexed.has(start, self.kinds.organ)
            && !matches!(self.cue(start), Some("ends" | "tasks"))
            && !self.lexed.has(start, self.kinds.place);
        let committee = self.hit(start, self.kinds.body).is_some_and(|(_, body)| body.id == "council")
            && self.is_definite(start + 1);
        let fits = known || (start == at && (self.is_tied(at) || definite || committee));
        (fits && start < end).then(|| start..self.field_end(start, end))
    }

    fn opens_after(&self, at: usize, end: usize) -> bool {
        at < end && (self.is_mark(at, ":/") || self.lexed.has(at, self.kinds.honorific))
    }

    /// Where a field ends: at a mark, a seat, a name, or a word that begins another clause.
    pub(super) fn field_end(&self, start: usize, end: usize) -> usize {
        let until = self.portfolio_end(start, end);
        (start..until)
            .find(|&at| {
                let closes = |kind| self.lexed.has(at, kind);
                let honoured = self.domain(at).is_none()
                    && self.lexed.hit(at, self.kinds.honorific).is_some_and(|hit| {
                        let next = hit.end as usize;
                        self.is_given_name(next) || !self.lexed.looks(next, Look::AL)
                    });
                let definite = self.is_definite(at);
                let named = self.is_given_name(at) && !definite && self.is_arabic_word(at + 1);
                let stops = self.hit(at, self.kinds.stop).is_some_and(|(_, entry)| {
                    matches!(entry.id.as_str(), "conjunction" | "pronoun" | "verb")
                }) || matches!(self.lexed.word(at), "في" | "من" | "الي" | "والي" | "لدي");
                let marked = self.hit(at, self.kinds.marker).is_some_and(|(_, entry)| {
                    matches!(entry.id.as_str(), "in-post" | "each" | "respectively" | "portfolio" | "end")
                        && self.lexed.word(at) != "مع"
                });
                at > start
                    && (honoured
                        || named
                        || marked
                        || stops
                        || closes(self.kinds.trigger)
                        || closes(self.kinds.outgoing)
                        || self.next_clause(at, until))
            })
            .unwrap_or(until)
    }

    /// True for «والعالم القروي»: a word that is an honorific elsewhere, before an adjective.
    pub(super) fn is_joined_noun(&self, at: usize) -> bool {
        let honorific = self.lexed.hit(at, self.kinds.honorific);
        !self.is_given_name(at)
            && honorific.is_some_and(|hit| {
                let next = hit.end as usize;
                self.lexed.looks(next, Look::AL) && !self.is_given_name(next)
            })
    }

    /// True for «وفلان الفلاني» after a field: what «و» adds to a field is definite itself or by the next word.
    fn next_clause(&self, at: usize, end: usize) -> bool {
        let word = self.lexed.word(at);
        let joined = word.starts_with('و') && word.chars().count() > 3 && self.domain(at).is_none();
        // «وتحلية مياه البحر»: a verbal noun, not somebody.
        let definite = word.starts_with("وال") || self.is_definite(at + 1) || word.ends_with(['ة', 'ه']);
        joined && !definite && at + 1 < end
    }
}
