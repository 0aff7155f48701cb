//! How a seat reaches people: those who wait for one, the person named last, or those who come next.
//!
//! In: a seat's words, and the drafts read so far. Out: the same drafts, seated, or an open seat. Which seat the words
//! name, `seats` decides.

use super::board::Board;
use super::draft::{Draft, Near, Open};
use super::handing::opens;
use super::names::is_accusative;
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::{Features, Look};
use std::ops::Range;

impl Board {
    /// Gives the seat `id`, named by `words`, to whoever it belongs to; to nobody where it stands in brackets behind somebody
    /// who has one.
    pub(super) fn post(&mut self, id: PostId, words: Range<usize>, features: Features, after: &[Part]) {
        let plural = features.has(Features::PLURAL) || features.has(Features::DUAL);
        let feminine = features.has(Features::FEMININE) && !features.has(Features::WEAK) && !plural;
        let gender = feminine.then_some(Gender::Female);
        let waiting = self.drafts.len() - self.waiting;
        // «من سبعة أعضاء، …», «انتقل الأعضاء إلى …»: members are spoken of, not listed.
        // «باقي الأعضاء من الضفة: …»: the colon may come a few words later.
        let colon = after.iter().take(5).take_while(|part| !matches!(part.label, Label::Mark('،' | ',')));
        // «يتكون بقية الأعضاء من فلان وعلان»
        let from = matches!(after, [from, name, ..] if from.range.len() == 1
            && matches!(from.label, Label::Other | Label::Outgoing)
            && matches!(name.label, Label::Name { .. }));
        let listed = opens(after)
            || from
            || matches!(after.first().map(|part| &part.label), Some(Label::Name { .. }))
            || colon.into_iter().any(|part| part.label == Label::Mark(':'));
        if plural && id.0 == "member" && waiting == 0 && self.mode == Some(Mode::Prose) && !listed {
            return;
        }
        // «أعضاء … فلان رئيسا»: a seat right after a name is its own, whatever was open before it.
        let bound = features.has(Features::DEFINITE.with(Features::PRONOUN));
        // «من سبعة أعضاء كما يلي: فلان كاتب عام، فلانة أمين مال»: members listed, each with a seat before the comma.
        let closed = matches!(
            after.first().map(|part| &part.label),
            None | Some(Label::Mark('،' | ',' | '.' | '؛') | Label::Portfolio { .. })
        );
        let members = self.open.as_ref().is_some_and(|open| open.plural && open.id.0 == "member");
        let told = members && closed && !bound && !features.has(Features::PREPOSITION);
        let predicative =
            told || features.has(Features::ACCUSATIVE.with(Features::BI)) || (feminine && !bound);
        let own = waiting == 0
            && self.adjacent != Near::Far
            && predicative
            && !plural
            && !features.has(Features::CONJUNCTION)
            && !opens(after);
        // «عضوا ومقررا»: the second seat says more.
        let more = waiting == 0 && predicative && !plural && features.has(Features::CONJUNCTION);
        if let [.., draft] = self.drafts.as_mut_slice()
            && let Some((_, seat)) = draft.post.as_ref().filter(|(post, _)| more && post.0 == "member")
            && seat.end == words.start
        {
            draft.extent.end = words.end;
            draft.post = Some((id, words));
            return;
        }
        // «فلان (رئيس المجلس)»: a seat alone in brackets is that of the name before them.
        let bracketed = waiting == 0 && self.depth > 0 && self.adjacent == Near::Next && !plural;
        let shut = self.depth > 0 && matches!(after.first().map(|part| &part.label), Some(Label::Close));
        // «أعضاء معاونون: فلان (النائب الأول)، علان (الأمين العام)»: brackets say which of the seats each has.
        // «نائبا الرئيس فلان (رئيس لجنة الشباب) وعلان»: what somebody does besides.
        let besides = matches!(id.0.as_str(), "adviser" | "chair-of-committee" | "coordinator" | "member");
        let dealt = self.open.as_ref().filter(|open| open.plural && shut && !besides);
        let dealt = dealt.map(|open| open.words.clone());
        let held = self.drafts.last_mut().filter(|draft| {
            // «فاز بمنصب الرئيس فلان (رئيس اللجنة النقابية)»: brackets take away no seat of one's own.
            let shared =
                draft.post.as_ref().is_some_and(|(post, _)| matches!(post.0.as_str(), "member" | "adviser"));
            let dealt = dealt
                .as_ref()
                .is_some_and(|words| draft.post.as_ref().is_some_and(|(_, from)| from == words));
            (own || bracketed && (shared || dealt || self.mode == Some(Mode::Item)))
                && draft.post.as_ref().is_some_and(|(_, from)| from.start < draft.name.start)
        });
        if let Some(draft) = held {
            draft.post = Some((id.clone(), words.clone()));
            draft.gender = draft.gender.or(gender);
            draft.acting = draft.acting.take().or(self.acting.take());
            draft.extent.end = draft.extent.end.max(words.end);
            self.open = None;
            self.seated = self.drafts.len() - 1..self.drafts.len();
        } else if let Some(first) = self.enlisted(features, &id).filter(|_| !opens(after)) {
            for draft in &mut self.drafts[first..] {
                draft.post = Some((id.clone(), words.clone()));
                draft.reach(&words);
            }
            self.open = None;
        } else if bracketed && self.drafts.last().is_some_and(|draft| draft.post.is_some()) {
            // «تولى الرئاسة فلان (الرئيس السابق للنادي)»: brackets say more of somebody seated, and nothing of the next.
            self.seated = self.drafts.len() - 1..self.drafts.len();
        } else if waiting == 0 && shut && self.mode == Some(Mode::Prose) && !holder_follows(&after[1..]) {
            // «كمبه (النائبة)، السالكة (الأمينة)»: brackets behind a name that was not read say nothing of the next.
            self.seated = 0..0;
        } else if waiting == 0 {
            let acting = self.acting.take();
            let behind = is_accusative(features) && !plural && !opens(after);
            self.open = Some(Open {
                id: id.clone(),
                words,
                plural,
                portfolio: None,
                acting,
                gender,
                behind,
                ranked: false,
            });
        } else {
            // «فلان (الإعلام)، وفلان وعلان مستشارين»: a field of its own in brackets is a seat already.
            let charged = self.drafts[self.waiting..].iter().rposition(|draft| draft.portfolio.is_some());
            let charged = charged.map_or(self.waiting, |at| self.waiting + at + 1);
            let first = match plural {
                true if charged < self.drafts.len() => charged,
                true => self.waiting,
                false => self.drafts.len() - 1,
            };
            self.group = first..self.drafts.len();
            self.seated = self.group.clone();
            let acting = self.acting.take();
            for draft in &mut self.drafts[first..] {
                draft.post = Some((id.clone(), words.clone()));
                draft.gender = draft.gender.or(gender);
                draft.acting = draft.acting.take().or(acting.clone());
                draft.reach(&words);
            }
            self.open = None;
            self.waiting = self.drafts.len();
        }
        if !plural {
            self.heads.push(id.clone());
            self.head = Some(id);
        }
    }

    /// «وعضوية كل من فلان وعلان مستشارين»: the first of those who are members by the open seat, and of whom a seat for
    /// several right behind them tells which members they are.
    fn enlisted(&self, features: Features, id: &PostId) -> Option<usize> {
        let several =
            features.has(Features::PLURAL.with(Features::DUAL)) && !features.has(Features::DEFINITE);
        let open = self.open.as_ref().filter(|open| open.plural && open.id.0 == "member")?;
        if !several || id.0 == "member" || self.adjacent != Near::Next || self.waiting < self.drafts.len() {
            return None;
        }
        let held = |draft: &&Draft| draft.post.as_ref().is_some_and(|(_, words)| *words == open.words);
        let count = self.drafts.iter().rev().take_while(held).count();
        (count >= 2).then(|| self.drafts.len() - count)
    }

    /// Words of a seat held for the time being: they stand before the seat or right after it.
    pub(super) fn for_now(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.open {
            open.acting = Some(range);
        } else if !self.seated.is_empty() {
            for draft in &mut self.drafts[self.seated.clone()] {
                draft.extent.end = draft.extent.end.max(range.end);
                draft.acting = Some(range.clone());
            }
        } else {
            self.acting = Some(range);
        }
    }

    /// True for «بدلا منها» behind somebody who waits for a seat.
    pub(super) fn fills_place(&self, reader: &Reader<'_>, before: &[Part], part: &Part) -> bool {
        let named = before.last().is_some_and(|part| matches!(part.label, Label::Name { .. }));
        let departure = reader.seeds.kind("departure");
        let instead = departure.and_then(|kind| reader.hit_of(part.range.start, kind, "in-place"));
        named && self.waiting < self.drafts.len() && instead.is_some()
    }

    /// «فلان رئيسا وفلان …»: a name joined by «و» begins a clause of its own.
    pub(super) fn shut_before(&mut self, reader: &Reader<'_>, part: &Part, honorific: Option<&Range<usize>>) {
        let start = honorific.map_or(part.range.start, |words| words.start);
        let joined = reader.is_joined_name(start)
            || reader.lexed.looks(start, Look::AND)
            || start.checked_sub(1).is_some_and(|at| reader.lexed.looks(at, Look::AND));
        if joined {
            self.open = self.open.take().filter(|open| !open.behind);
        }
    }
}

/// True when somebody, or a colon, stands right behind the brackets of a seat.
fn holder_follows(after: &[Part]) -> bool {
    matches!(after.first().map(|part| &part.label), Some(Label::Name { .. } | Label::Mark(':')))
}

impl Reader<'_> {
    /// «اختيرت فلانة رئيسة للجنة السباحة النسائية»: whoever chairs a committee where nobody else heads anything heads the
    /// organ that the text is about.
    pub(super) fn sole_chair(&self, drafts: &mut [Draft]) {
        let chairs = |draft: &Draft| draft.post.as_ref().is_some_and(|(id, _)| id.0 == "chair-of-committee");
        let plain = |draft: &Draft| draft.post.as_ref().is_none_or(|(id, _)| id.0 == "member");
        let alone = drafts.iter().all(|draft| chairs(draft) || plain(draft));
        if !alone || drafts.iter().filter(|draft| chairs(draft)).count() != 1 {
            return;
        }
        for draft in drafts.iter_mut().filter(|draft| chairs(draft)) {
            draft.post.iter_mut().for_each(|(id, _)| "president".clone_into(&mut id.0));
        }
    }

    /// «فلان رئيسا، …، وعلان رئيسا لملف المرضى», «وعلان على رأس اللجنة التقنية»: beside a president somebody heads a part of
    /// the work.
    pub(super) fn part_heads(&self, drafts: &mut [Draft]) {
        let president = |draft: &Draft| {
            draft.post.as_ref().filter(|(id, _)| id.0 == "president").map(|(_, words)| words.clone())
        };
        let Some(first) = drafts.iter().position(|draft| president(draft).is_some()) else { return };
        for draft in &mut drafts[first + 1..] {
            let Some(words) = president(draft) else { continue };
            let next = words.end;
            let tied = words.len() == 1
                && self.hit(words.start, self.kinds.post).is_some_and(|(hit, _)| is_accusative(hit.features))
                && self.lexed.word(next).starts_with('ل')
                && self.is_arabic_word(next)
                && self.lexed.letters(next) > 3;
            let own = [self.kinds.organ, self.kinds.body, self.kinds.place, self.kinds.given_name];
            let time = self.domain(next).is_some_and(|(_, id)| id == "span")
                || self.lexed.has_any(next, &[self.kinds.ordinal, self.kinds.stop, self.kinds.marker]);
            let atop = self.hit_of(words.start, self.kinds.stop, "preposition").is_some();
            let committee = (words.start + 1..=next).find(|&at| self.is_committee(at));
            if tied && !time && !self.lexed.has_any(next, &own) || atop && committee.is_some() {
                draft.post = Some((PostId("chair-of-committee".to_owned()), words));
            }
        }
    }

    /// «يرأس فلان لجنة الحريات، وعلان لجنة المرأة»: behind somebody who chairs a committee the others of the sentence chair
    /// those that stand right behind their names.
    pub(super) fn share_committees(&self, drafts: &mut [Draft]) {
        let mut chaired: Option<usize> = None;
        for draft in drafts {
            let sentence = self.sentence_at(draft.name.start).start;
            match &draft.post {
                Some((id, _)) if id.0 == "chair-of-committee" => chaired = Some(sentence),
                None if chaired == Some(sentence) => {
                    let at = draft.portfolio.as_ref().map_or(draft.name.end, |field| field.start);
                    if self.domain(at).is_some_and(|(_, id)| id == "committee") {
                        let words = at..at + 1;
                        draft.reach(&words);
                        draft.post = Some((PostId("chair-of-committee".to_owned()), words));
                    }
                }
                _ => {}
            }
        }
    }

    /// «الكاتب العام: فلان، النائب الأول: علان»: where a secretary-general heads the organ, deputies are of that seat unless
    /// they are said to be the president's. There is one post for all of them, whatever their rank.
    pub(super) fn serve(&self, drafts: &mut [Draft]) {
        let posts = || drafts.iter().filter_map(|draft| draft.post.as_ref());
        let first = posts().next().is_some_and(|(id, _)| id.0 == "secretary-general");
        if !first || posts().any(|(id, _)| matches!(id.0.as_str(), "president" | "coordinator")) {
            return;
        }
        let deputy = self.seeds.entry_of("post", "secretary-general").and_then(|post| post.text("deputy"));
        let Some(deputy) = deputy else { return };
        for (id, words) in drafts.iter_mut().filter_map(|draft| draft.post.as_mut()) {
            let said = words.clone().any(|at| self.hit_of(at, self.kinds.post, "president").is_some());
            if id.0.ends_with("vice-president") && !said {
                *id = PostId(deputy.to_owned());
            }
        }
    }
}
