//! Who leaves a seat, weighed from what the rules read and what the weights of roles make of each name.
//!
//! In: the leavers that rules tell, and the roles weighed. Out: a chance for each of them, and for everybody else whom the
//! weights may take for one; a logistic regression over signs, learned from texts that the weights of roles had not heard.
//! Always holds: without weights the rules alone tell.

use super::Mention;
use super::judge::{Cover, TOLD, odds, steps, yes};
use super::seen::{Note, Numbers};
use super::signs::count;
use crate::extract::reader::{LineKind, Reader};
use crate::model::{Evidence, OutgoingClaim, PersonClaim, PostId, RuleId};
use crate::seeds::Hashed;
use crate::seeds::hashed::word;
use std::ops::Range;

/// The chance from which somebody has left whom rules tell of.
const LEFT: f32 = 0.3;
/// The same of whom the weights alone tell.
const HEARD: f32 = 0.6;
/// The rule of those of whom the weights alone tell.
pub(in crate::extract) const WEIGHED: &str = "outgoing.weighed";
/// Below this chance of the weights of roles nobody is weighed whom no rule tells of.
const LEAST: f32 = 0.03;
/// Tokens before and behind a name whose words are looked at.
const NEAR: usize = 9;
/// Tokens between a seat and the name of whoever left it at most.
const BESIDE: usize = 4;
/// Leavers of one text at most.
const MOST: usize = 64;

/// Somebody who may have left, as tokens.
pub(super) struct Leaver {
    pub(super) name: Range<usize>,
    /// Which of the leavers that rules tell it is.
    claim: Option<usize>,
}

/// What holds of all leavers of a text.
struct OfText {
    /// How many rules tell of.
    told: usize,
    /// Whether rules find an organ filled.
    fills: bool,
    /// How many surely are members.
    sure: usize,
}

impl Reader<'_> {
    /// Those of `told` who left, and others whom the weights take for leavers, in document order.
    pub(in crate::extract) fn weigh_leavers(&self, told: Vec<OutgoingClaim>) -> Vec<OutgoingClaim> {
        let weights = self.seeds.roles().leavers();
        if weights.is_empty() {
            return told;
        }
        let judged: Vec<(Leaver, f32)> = self
            .leaver_signs(&told, &mut Numbers)
            .into_iter()
            .map(|(leaver, signs)| (leaver, weights.chance(&signs)))
            .collect();
        let mut out: Vec<(usize, OutgoingClaim)> = Vec::new();
        let left =
            |(leaver, chance): &&(Leaver, f32)| *chance >= if leaver.claim.is_some() { LEFT } else { HEARD };
        for (leaver, _) in judged.iter().filter(left).take(MOST) {
            let claim = match leaver.claim {
                Some(at) => told.get(at).cloned(),
                None => Some(self.leaving(&leaver.name)),
            };
            out.extend(claim.map(|claim| (leaver.name.start, claim)));
        }
        out.sort_by_key(|(start, _)| *start);
        out.into_iter().map(|(_, claim)| claim).collect()
    }

    /// The claim that the bearer of `name` left, with the seat told right beside it.
    fn leaving(&self, name: &Range<usize>) -> OutgoingClaim {
        let (rule, name) = (RuleId::of(WEIGHED), self.without_honour(name.clone()));
        let words = self.bare(name.clone(), self.kinds.given_name);
        OutgoingClaim {
            person: PersonClaim {
                name: self.cite_exact(words, name.clone(), &rule),
                honorific_prefix: None,
                gender: None,
            },
            post: self.seat_beside(&name).map(|(id, words)| self.cite(id, words, &rule)),
        }
    }

    /// The seat that stands nearest to `name` in its sentence.
    pub(in crate::extract) fn seat_beside(&self, name: &Range<usize>) -> Option<(PostId, Range<usize>)> {
        let sentence = self.sentence_at(name.start);
        let before = name.start.saturating_sub(BESIDE).max(sentence.start)..name.start;
        let behind = name.end..(name.end + BESIDE).min(sentence.end);
        let at = before.rev().find(|&at| self.lexed.has(at, self.kinds.post));
        let at = at.or_else(|| behind.into_iter().find(|&at| self.lexed.has(at, self.kinds.post)))?;
        let (hit, entry) = self.hit(at, self.kinds.post)?;
        Some((PostId(entry.id.clone()), at..hit.end as usize))
    }

    /// Everybody who may have left, with what tells so.
    pub(super) fn leaver_signs(
        &self,
        told: &[OutgoingClaim],
        note: &mut impl Note,
    ) -> Vec<(Leaver, Vec<u64>)> {
        let mut all: Vec<(Leaver, Hashed<'_>)> = Vec::new();
        for (at, claim) in told.iter().enumerate() {
            let evidence: &Evidence = claim.person.name.main();
            let start = self.lexed.token_at(evidence.span);
            let within = |at: &usize| self.lexed.span(*at..*at + 1).start() < evidence.span.end();
            let end =
                (start..self.lexed.tokens.len()).take_while(within).last().map_or(start + 1, |last| last + 1);
            all.push((Leaver { name: start..end, claim: Some(at) }, Hashed::of(evidence.rule.as_str())));
        }
        let read: Vec<Range<usize>> = all.iter().map(|(leaver, _)| leaver.name.clone()).collect();
        let read = Cover::of(&read);
        let heard = self
            .roles
            .mentions
            .iter()
            .filter(|mention| mention.leaver >= LEAST && !read.meets(&mention.name));
        all.extend(
            heard
                .take(MOST)
                .map(|mention| (Leaver { name: mention.name.clone(), claim: None }, word!("heard"))),
        );
        let text = OfText { told: told.len(), fills: self.fills_an_organ(), sure: self.roles.sure(TOLD) };
        let mut out = Vec::with_capacity(all.len());
        for (leaver, rule) in all {
            let mut signs: Vec<u64> = Vec::new();
            let mut say = |words: &[Hashed<'_>]| signs.push(note.note(words));
            self.leaving_signs(&leaver, rule, &text, &mut say);
            out.push((leaver, signs));
        }
        out
    }

    /// What one of them shows.
    fn leaving_signs(
        &self,
        leaver: &Leaver,
        rule: Hashed<'_>,
        text: &OfText,
        say: &mut impl FnMut(&[Hashed<'_>]),
    ) {
        let name = &leaver.name;
        let known = if leaver.claim.is_some() { word!("read") } else { word!("heard") };
        let mention = self.named_over(name, |mention| mention.leaver);
        let chance = |of: fn(&Mention) -> f32| mention.map_or(0.0, of);
        let level = steps(chance(|mention| mention.leaver), &[0.05, 0.3, 0.7]);
        say(&[word!("any")]);
        say(&[word!("rule"), rule]);
        say(&[word!("rule-level"), rule, level]);
        say(&[word!("leaver"), known, odds(chance(|mention| mention.leaver))]);
        say(&[word!("member"), known, odds(chance(|mention| mention.member))]);
        say(&[word!("other"), known, odds(chance(|mention| mention.other))]);
        say(&[word!("ends"), known, yes(mention.is_some_and(|mention| mention.name == *name))]);
        say(&[word!("honoured"), known, yes(self.honorific_before(name.start).is_some())]);
        say(&[word!("given-name"), known, yes(self.is_given_name(name.start))]);
        say(&[word!("words"), known, count(name.len())]);
        say(&[word!("told"), known, yes(text.fills)]);
        say(&[word!("number"), known, count(text.told)]);
        say(&[word!("sure"), known, count(text.sure)]);
        let kind = self.line_of(name.start).and_then(|at| self.lines.get(at)).map(|line| line.kind);
        say(&[
            word!("line"),
            known,
            if kind == Some(LineKind::Item) { word!("item") } else { word!("other") },
        ]);
        let sentence = self.sentence_at(name.start);
        let before = name.start.saturating_sub(NEAR).max(sentence.start)..name.start;
        let behind = name.end..(name.end + NEAR).min(sentence.end);
        let kinds = [self.kinds.trigger, self.kinds.barrier, self.kinds.outgoing, self.kinds.departure];
        for kind in kinds {
            let called = self.seeds.hashed_kind(kind);
            let nearest = self.lexed.each(before.clone(), kind).last();
            say(&[word!("before"), called, known, self.entry_id(nearest, kind), level]);
            say(&[
                word!("behind"),
                called,
                known,
                self.entry_id(self.lexed.each(behind.clone(), kind).next(), kind),
                level,
            ]);
        }
        let seat = self.seat_beside(name);
        let side = match &seat {
            Some((_, words)) if words.end <= name.start => word!("before"),
            Some(_) => word!("behind"),
            None => word!("none"),
        };
        say(&[word!("seat"), known, side, level]);
    }
}
