//! People named once more by a part of their name: «فجاء الضباري رئيسا», «وكلفت السيدة ليلى بالمالية».
//!
//! In: the people weighed. Out: where a member of whom the whole name stands elsewhere is called by the family's name,
//! by a shorter name, or by a given name behind an honorific. Always holds: what could call two people calls nobody.

use super::signs::is_short;
use super::{Mention, Roles};
use crate::extract::reader::{LineKind, Reader};
use crate::seeds::{ENDINGS, Look, ending};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// The chance from which words are somebody's name, and from which somebody may sit in the organ.
const LIKELY: f32 = 0.3;
/// People looked for at most: a text that names more is no communiqué.
const MOST: usize = 400;
/// Letters of a family's name at least.
const LETTERS: usize = 3;

/// Words that call somebody, and the whole name.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) words: Range<usize>,
    name: Range<usize>,
}

/// What may stand of `word` behind what is glued to it: itself, and it without proclitics.
fn bare_forms(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let joined = [Some(word), word.strip_prefix(['و', 'ف'])];
    joined.into_iter().flatten().flat_map(|word| {
        let tied = word.strip_prefix("لل").map(|rest| Cow::Owned(format!("ال{rest}")));
        let loose = word.strip_prefix(['ب', 'ل', 'ك']).map(Cow::Borrowed);
        [Some(Cow::Borrowed(word)), tied, loose].into_iter().flatten()
    })
}

/// Whom some words call: one of those named, or several.
type Calls = FxHashMap<String, Option<usize>>;

/// How the words that call somebody end: most words of a text end otherwise, and need not be looked up.
struct Endings([u64; ENDINGS as usize / 64]);

impl Endings {
    fn of(all: &[&Calls]) -> Self {
        let mut bits = [0; ENDINGS as usize / 64];
        for word in all.iter().flat_map(|calls| calls.keys()) {
            let ending = usize::from(ending(word));
            bits[ending / 64] |= 1 << (ending % 64);
        }
        Self(bits)
    }

    fn may_hold(&self, ending: Option<u16>) -> bool {
        ending.map(usize::from).is_some_and(|ending| self.0[ending / 64] & (1 << (ending % 64)) != 0)
    }
}

/// Notes that `words` call the person number `at`.
fn note(calls: &mut Calls, words: String, at: usize) {
    calls.entry(words).and_modify(|known| *known = known.filter(|other| *other == at)).or_insert(Some(at));
}

/// Which of those `named` number `at` is: the first who bears the same name, or a longer one that alone holds its words
/// and `may` be the same.
fn person(named: &[(Rc<[String]>, &Mention)], at: usize, may: impl Fn(&Mention, &Mention) -> bool) -> usize {
    let (own, mention) = (&named[at].0, named[at].1);
    let within = |words: &[String], all: &[String]| {
        words.first() == all.first() && words.iter().all(|word| all.contains(word))
    };
    let longer = || named.iter().filter(|(all, _)| all.len() > own.len() && within(own, all));
    let longest = longer().max_by_key(|(all, _)| all.len());
    let longest = longest
        .filter(|(longest, _)| longer().all(|(all, other)| within(all, longest) && may(mention, other)));
    let whole = longest.map_or(own, |(all, _)| all);
    named.iter().position(|(words, _)| words == whole).unwrap_or(at)
}

impl Roles {
    /// The whole name of whoever is called by the words that begin at token `at`.
    pub(in crate::extract) fn called(&self, at: usize) -> Option<&Range<usize>> {
        self.call(at).map(|call| &call.name)
    }

    pub(super) fn call(&self, at: usize) -> Option<&Call> {
        self.calls.binary_search_by_key(&at, |call| call.words.start).ok().map(|found| &self.calls[found])
    }
}

impl Reader<'_> {
    /// Where those of `mentions` who likely are members are called by less than their whole name.
    pub(super) fn calls(&self, mentions: &[Mention]) -> Vec<Call> {
        let named: Vec<(Rc<[String]>, &Mention)> = mentions
            .iter()
            .filter(|mention| mention.named() >= LIKELY)
            .take(MOST)
            .map(|mention| (self.named(&mention.name).words, mention))
            .collect();
        if !named.iter().any(|(_, mention)| mention.member >= LIKELY) {
            return Vec::new();
        }
        let may = |one: &Mention, other: &Mention| self.may_be_one(&one.name, &other.name);
        let people: Vec<usize> = (0..named.len()).map(|at| person(&named, at, may)).collect();
        let (mut families, mut pairs, mut given) = (Calls::default(), Calls::default(), Calls::default());
        for ((words, _), &person) in named.iter().zip(&people) {
            if let [first, .., last] = &**words {
                note(&mut families, last.clone(), person);
                note(&mut given, first.clone(), person);
                if let [_, .., before, last] = &**words {
                    note(&mut pairs, format!("{before} {last}"), person);
                    note(&mut pairs, format!("{first} {last}"), person);
                }
            }
        }
        // Who may sit in the organ, by any of the places where they are named.
        let mut sits = vec![false; named.len()];
        for ((_, mention), &person) in named.iter().zip(&people) {
            sits[person] |= mention.member >= LIKELY;
        }
        let mut out: Vec<Call> = Vec::new();
        // A shorter name that the weights read as one.
        for ((words, mention), &person) in named.iter().zip(&people) {
            let whole = &named[person];
            if whole.0.len() > words.len() && sits[person] {
                out.push(Call { words: mention.name.clone(), name: whole.1.name.clone() });
            }
        }
        let [last, any] = [Endings::of(&[&families]), Endings::of(&[&families, &given])];
        let mut taken = named.iter().map(|(_, mention)| mention.name.clone()).peekable();
        for line in &self.lines {
            let mut at = line.start;
            while at < line.end {
                while taken.peek().is_some_and(|name| name.end <= at) {
                    taken.next();
                }
                if let Some(name) = taken.peek().filter(|name| name.start <= at) {
                    at = name.end;
                    continue;
                }
                if !any.may_hold(self.lexed.ending(at)) && !last.may_hold(self.lexed.ending(at + 1)) {
                    at += 1;
                    continue;
                }
                let until = taken.peek().map_or(line.end, |name| name.start.min(line.end));
                let found = self.calls_at(at, until, line.end, [&families, &pairs, &given]);
                match found.filter(|(_, person)| sits[*person]) {
                    Some((words, person)) => {
                        at = words.end;
                        out.push(Call { words, name: named[person].1.name.clone() });
                    }
                    None => at += 1,
                }
            }
        }
        out.sort_by_key(|call| call.words.start);
        out.dedup_by_key(|call| call.words.start);
        out
    }

    /// True unless two names stand in one sentence or one list: «محمد علي» and «محمد علي حسن» are two members there.
    fn may_be_one(&self, name: &Range<usize>, other: &Range<usize>) -> bool {
        let listed = |name: &Range<usize>| {
            let line = self.line_of(name.start).and_then(|at| self.lines.get(at));
            line.is_some_and(|line| {
                line.kind == LineKind::Item || line.kind == LineKind::Prose && is_short(line)
            })
        };
        !(self.sentence_at(name.start).contains(&other.start) || (listed(name) && listed(other)))
    }

    /// Who is called by the words at token `at`, which end before `until`, on a line that ends at `end`.
    fn calls_at(
        &self,
        at: usize,
        until: usize,
        end: usize,
        [families, pairs, given]: [&Calls; 3],
    ) -> Option<(Range<usize>, usize)> {
        if !self.is_arabic_word(at) {
            return None;
        }
        let key = |at: usize| crate::text::key(self.lexed.word(at));
        let word = key(at);
        if at + 1 < until && self.is_arabic_word(at + 1) {
            let last = key(at + 1);
            // Whoever is called by two words bears the second as a family's name.
            let told = families.contains_key(&last).then(|| {
                bare_forms(&word).find_map(|word| pairs.get(&format!("{word} {last}")).copied().flatten())
            });
            if let Some(person) = told.flatten() {
                return Some((at..at + 2, person));
            }
        }
        let told = |calls: &Calls| {
            bare_forms(&word)
                .filter(|word| word.chars().count() >= LETTERS)
                .find_map(|word| calls.get(word.as_ref()).copied().flatten())
        };
        let honoured = at > 0
            && self.lexed.has(at - 1, self.kinds.honorific)
            && (self.seat_follows(at + 1, end) || !self.is_arabic_word(at + 1));
        let person = honoured.then(|| told(given)).flatten();
        let person = person.or_else(|| told(families).filter(|_| self.may_be_family(at, end)))?;
        Some((at..at + 1, person))
    }

    /// True for a word that may stand for a family's name: no word of its own, nor part of another name.
    fn may_be_family(&self, at: usize, end: usize) -> bool {
        let kinds = &self.kinds;
        let own = [
            kinds.post,
            kinds.relative,
            kinds.honorific,
            kinds.organ,
            kinds.assembly,
            kinds.trigger,
            kinds.barrier,
            kinds.ordinal,
            kinds.numeral,
            kinds.month,
            kinds.weekday,
            kinds.stop,
            kinds.common,
            kinds.domain,
            kinds.body,
            kinds.marker,
            kinds.session,
        ];
        let before = at.checked_sub(1).filter(|&before| self.is_arabic_word(before));
        let part = before.is_some_and(|before| {
            let houses = [kinds.body, kinds.place, kinds.venue, kinds.organ, kinds.domain];
            self.lexed.has_any(before, &houses)
                || self.is_particle(before)
                || (self.is_given_name(before)
                    && !self.lexed.has_any(before, &[kinds.post, kinds.relative, kinds.trigger, kinds.stop]))
        });
        let goes_on = at + 1 < end && self.is_given_name(at + 1) && !self.lexed.looks(at, Look::AL);
        !part && !goes_on && !self.lexed.has_any(at, &own)
    }
}
