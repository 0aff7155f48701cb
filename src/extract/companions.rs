//! Who leaves together with somebody: «استقالة الرئيس فلان ونائبه علان وأمين المال فلتان».
//!
//! In: where the name of somebody who left ends, and what of others may be joined behind it. Out: their names, with the
//! seats said of them. Always holds: each is joined by «و» or a word for company, and a seat that is called new, or said
//! of the new holder behind the name, ends the row.

use super::outgoing::{MOST as LEAVERS, leaver};
use super::reader::Reader;
use crate::model::{OutgoingClaim, PostId};
use crate::seeds::{Features, Look, Match};
use crate::text::key;
use std::ops::Range;

/// Companions of one leaver at most.
const MOST: usize = 8;
/// Tokens that brackets behind a name hold at most.
const BRACKETS: usize = 8;

/// What is joined to the name of a leaver.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// Seats and their holders.
    Seats,
    /// Names alone as well.
    Names,
}

impl Joined {
    /// What a rule says in its `with`.
    fn of(word: &str) -> Self {
        if word == "names" { Self::Names } else { Self::Seats }
    }
}

/// Somebody who leaves with another: the name, and the seat said before it.
struct Companion {
    name: Range<usize>,
    seat: Option<(PostId, Range<usize>)>,
}

impl Reader<'_> {
    /// Adds to `out` who leaves with somebody whose name ends at token `from`, where the rule that read them says so.
    pub(super) fn join_companions(&self, found: &Match, from: usize, out: &mut Vec<OutgoingClaim>) {
        let Some(joined) = self.seeds.rules()[found.rule].set.get("with") else { return };
        let sentence = self.sentence_at(found.start);
        // «بحضور الرئيس السابق فلان والمدير علان»: guests, of whom one has left.
        if self.holds_of(sentence.start..found.start, self.kinds.barrier, "attendance") {
            return;
        }
        for one in self.companions(from, sentence.end, Joined::of(joined)) {
            let value = self.bare(one.name.clone(), self.kinds.given_name);
            let same = key(&value);
            if out.iter().any(|claim| key(&claim.person.name.value) == same) || out.len() >= LEAVERS {
                continue;
            }
            let rule = self.rule(found);
            let seat = one.seat.or_else(|| self.seat_beside(&one.name));
            let post = seat.map(|(id, words)| self.cite(id, words, rule));
            out.push(leaver(self.cite_exact(value, one.name, rule), post));
        }
    }

    /// Who leaves with somebody whose name ends at token `from`, up to `end`.
    fn companions(&self, from: usize, end: usize, joined: Joined) -> Vec<Companion> {
        let mut out: Vec<Companion> = Vec::new();
        let mut at = from;
        while out.len() < MOST {
            let Some(next) = self.companion(at, end, joined) else { break };
            at = next.name.end;
            out.push(next);
        }
        out
    }

    /// Who is joined right behind a name that ends at token `from`.
    fn companion(&self, from: usize, end: usize, joined: Joined) -> Option<Companion> {
        let kinds = &self.kinds;
        let mut at = self.past_brackets(from, end);
        if self.is_mark(at, "،,") {
            at += 1;
        }
        let beside = self.hit_of(at, kinds.marker, "beside").map(|hit| hit.end as usize);
        let apart = self.lexed.looks(at, Look::AND).then_some(at + 1);
        let start = beside.or(apart).unwrap_or(at);
        let tied = start > at || self.lexed.looks(at, Look::WA);
        if start >= end || !tied {
            return None;
        }
        let seat = self.seat_joined(start, start > at);
        let first = match &seat {
            Some((_, words)) => self.skip_titles(words.end, end, true),
            None if joined == Joined::Names => self.honorifics(start, end).0,
            None => return None,
        };
        let newly = |at: usize| {
            self.hit_of(at, kinds.marker, "new").is_some()
                || self.hit_of(at, kinds.barrier, "elect").is_some()
        };
        if (start..first).any(newly) {
            return None;
        }
        let name = self.cut_name(self.bare_name(first, end)?)?;
        let seated = self.lexed.hit(name.end, kinds.post);
        let given = seated.is_some_and(|hit| hit.features.has(Features::ACCUSATIVE));
        (self.is_given_name(name.start) && !given).then_some(Companion { name: self.mended(name), seat })
    }

    /// The seat of one holder at token `at`, joined by «و» glued to it or, where it is `apart`, before it.
    fn seat_joined(&self, at: usize, apart: bool) -> Option<(PostId, Range<usize>)> {
        let joins = |features: Features| {
            (apart || features.has(Features::CONJUNCTION))
                && !features.has(Features::ACCUSATIVE)
                && !features.has(Features::PLURAL.with(Features::DUAL))
        };
        let post = self.hit(at, self.kinds.post).filter(|(hit, _)| joins(hit.features));
        let deputy = self
            .hit(at, self.kinds.relative)
            .filter(|(hit, entry)| entry.id == "deputy" && joins(hit.features));
        let deputy = deputy.filter(|(hit, _)| hit.features.has(Features::PRONOUN));
        if let Some((hit, _)) = deputy.filter(|(hit, _)| post.is_none_or(|(post, _)| post.end <= hit.end)) {
            return Some((PostId("vice-president".to_owned()), at..hit.end as usize));
        }
        post.map(|(hit, entry)| (PostId(entry.id.clone()), at..hit.end as usize))
    }

    /// The token behind the brackets that open at `at`, when they close soon.
    fn past_brackets(&self, at: usize, end: usize) -> usize {
        if !self.is_mark(at, "(") {
            return at;
        }
        (at + 1..end.min(at + BRACKETS)).find(|&at| self.is_mark(at, ")")).map_or(at, |close| close + 1)
    }
}
