//! Who is who: the role each person named plays, weighed from all signs around the name.
//!
//! In: a reader and the learned weights of its seeds. Out: people named, each with the chance that they sit in the organ,
//! leave it, or are somebody else, and the seat told of them. The rules read what they know; this reads on where wording
//! is new. Always holds: without weights nobody is told.

mod alike;
mod called;
mod chain;
pub mod course;
mod details;
mod filling;
mod judge;
mod kept;
mod learn;
mod learn_details;
mod learn_odds;
mod learn_people;
mod learn_posts;
mod leaving;
mod patterns;
mod posts;
mod read;
mod readings;
mod seen;
mod signs;
mod verdict;
mod why;

pub(super) use details::Details;
pub(super) use leaving::WEIGHED;
pub use why::{Doubted, Unlikely, Why, doubted, unlikely, unseated, why};

use super::parts::{Label, Part};
use super::reader::{Reader, tokens_of};
use crate::model::Gender;
use crate::seeds::Look;
use crate::seeds::roles::{ChainWeights, Hundredths, NAMES, NEAR, ROLES, Row, Rows, add};
use called::Call;
use kept::{Kept, Weight, kept};
use seen::{Seen, Weighing};
use std::ops::Range;

/// Tokens of a name or seat at most, behind the first.
const LONGEST: usize = 15;
/// Tokens of one chain at most, as far as lines allow.
const CHAIN: usize = 2000;
/// A name goes on while the next word does so with this share of its chance.
const GOES_ON: f32 = 0.5;
/// From this chance on words are read as a name, whatever the rules make of them.
const NAME: f32 = 0.8;
/// The chance from which somebody surely is a member.
const SURE: f32 = 0.8;
/// The chance from which words are the seat of somebody.
const TOLD: f32 = 0.3;
/// Less likely people are not told at all.
const LEAST: f32 = 0.1;

/// A role, by its place in [`NAMES`]; a name that is none does not compile.
const fn role(name: &str) -> usize {
    place(&NAMES, name)
}

/// The place of `name` in `names`.
const fn place(names: &[&str; ROLES], name: &str) -> usize {
    let mut at = 0;
    while !same(names[at].as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A member whose seat is told before the name.
const BEFORE: usize = role("before");
/// A member whose seat is told behind the name.
const BEHIND: usize = role("behind");
/// A member of whom no seat is told.
const PLAIN: usize = role("plain");
const MEMBER_ON: usize = role("member+");
const OTHER: usize = role("other");
const OTHER_ON: usize = role("other+");
const LEAVER: usize = role("leaver");
const LEAVER_ON: usize = role("leaver+");
const SEAT: usize = role("seat");
const SEAT_ON: usize = role("seat+");
const BETWEEN: usize = role("between");

/// Where the words of somebody's seat stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Behind,
    Nowhere,
}

/// Somebody named, as tokens, with chances in 0..1.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) name: Range<usize>,
    /// That they sit in the organ from now on.
    pub(super) member: f32,
    /// That they leave it.
    pub(super) leaver: f32,
    /// That they are somebody else.
    pub(super) other: f32,
    /// Where the seat of a member is told.
    pub(super) side: Side,
}

impl Mention {
    /// The chance that the words are somebody's name.
    fn named(&self) -> f32 {
        self.member + self.leaver + self.other
    }

    /// True when the words surely are somebody's name, whatever the rules make of them.
    pub(super) fn is_surely_named(&self) -> bool {
        self.named() >= NAME
    }
}

/// Sentences and their parts, in order.
pub(super) type Heard = Vec<(Range<usize>, Vec<Part>)>;

/// The people and seats told of in a document, in its order.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub(super) mentions: Vec<Mention>,
    /// Words of seats that members hold.
    pub(super) seats: Vec<Range<usize>>,
    /// For each token from the first line on: the chance that it belongs to a member's name, 1 where that is not weighed.
    members: Vec<f32>,
    /// The first token of the first line.
    first: usize,
    /// Where members are called by a part of their name, in order.
    calls: Vec<Call>,
    /// Lines, and the signs seen there that weigh something.
    seen: Vec<(Range<usize>, Seen<u32>)>,
    /// What words weigh by themselves.
    kept: Kept,
}

/// True when `name` is one of `parts`, which stand in order.
fn has_name(parts: &[Part], name: &Range<usize>) -> bool {
    let at = parts.partition_point(|part| part.range.start < name.start);
    parts.get(at).is_some_and(|part| part.range == *name && matches!(part.label, Label::Name { .. }))
}

impl Roles {
    /// Where somebody who likely is a member is named first within `range`.
    pub(super) fn member_in(&self, range: Range<usize>) -> Option<usize> {
        let from = self.mentions.partition_point(|mention| mention.name.start < range.start);
        let mut within = self.mentions[from..].iter().take_while(|mention| mention.name.start < range.end);
        within.find(|mention| mention.member >= GOES_ON).map(|mention| mention.name.start)
    }

    /// How many of those named surely are members, counted up to `most`.
    fn sure(&self, most: usize) -> usize {
        self.mentions.iter().filter(|mention| mention.member >= SURE).take(most).count()
    }

    /// The mention that begins at token `at`.
    pub(super) fn at(&self, at: usize) -> Option<&Mention> {
        let found = self.mentions.binary_search_by_key(&at, |mention| mention.name.start).ok()?;
        self.mentions.get(found)
    }

    /// The chance that some word of `name` belongs to a member's name.
    fn membership(&self, name: &Range<usize>) -> f32 {
        let at = name.start.saturating_sub(self.first)..name.end.saturating_sub(self.first);
        self.members.get(at).map_or(1.0, |chances| chances.iter().copied().fold(0.0, f32::max))
    }

    /// Where the name that begins at token `at` ends, when it surely is one.
    fn name_end(&self, at: usize) -> Option<usize> {
        if let Some(call) = self.call(at) {
            return Some(call.words.end);
        }
        let mention = self.at(at)?;
        (mention.named() >= NAME).then_some(mention.name.end)
    }
}

impl Reader<'_> {
    /// Weighs who is who, and reads names as they are told from now on.
    pub(super) fn listen(&mut self) {
        let (mut roles, mut heard) = self.weigh();
        roles.calls = self.calls(&roles.mentions);
        // Names that are told, in order.
        let mut told: Vec<Range<usize>> = roles
            .mentions
            .iter()
            .filter(|mention| mention.named() >= NAME)
            .map(|mention| mention.name.clone())
            .chain(roles.calls.iter().map(|call| call.words.clone()))
            .collect();
        told.sort_by_key(|name| name.start);
        // Items that were read before, and otherwise than is told.
        let read = |reader: &Self, name: &Range<usize>| {
            let line = reader.line_of(name.start)?;
            let parts = reader.items.get(line)?.get()?;
            (!has_name(parts, name)).then_some(line)
        };
        let lines: Vec<usize> = told.iter().filter_map(|name| read(self, name)).collect();
        for line in lines {
            self.items[line].take();
        }
        heard.retain(|(sentence, parts)| {
            let from = told.partition_point(|name| name.start < sentence.start);
            let mut within = told[from..].iter().take_while(|name| name.start < sentence.end);
            within.all(|name| has_name(parts, name))
        });
        self.heard = heard;
        self.roles = roles;
        // What was found before knew no names that are told.
        self.fills.take();
    }

    /// The name that is told to begin at token `at`, with honorifics before it or without.
    pub(super) fn told_name(&self, at: usize, end: usize) -> Option<Part> {
        if self.roles.mentions.is_empty() {
            return None;
        }
        let kinds = &self.kinds;
        let honoured = self.lexed.has_any(at, &[kinds.honorific, kinds.nationality, kinds.occupation]);
        let (start, gender) = if honoured { self.honorifics(at, end) } else { (at, None) };
        if self.begins_no_name(start) {
            return None;
        }
        let until = self.roles.name_end(start).filter(|until| *until <= end)?;
        let honorific = (start > at).then_some(at..start);
        let gender = gender.or_else(|| self.name_gender(&(start..until)));
        Some(Part { label: Label::Name { honorific, gender }, range: start..until })
    }

    /// The words from token `start` to `end` at most that the weights surely take for a full name.
    pub(super) fn surely_named(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let told = self.roles.at(start).filter(|told| told.is_surely_named())?;
        (told.name.len() >= 2 && told.name.end <= end).then(|| told.name.clone())
    }

    /// The gender that a name tells: its given name, the kunya that it begins with, or «بن» and «بنت» behind it.
    pub(super) fn name_gender(&self, name: &Range<usize>) -> Option<Gender> {
        let given = self.given_gender(name.start).or_else(|| self.kunya(name.start));
        given.or_else(|| self.descent(name.start + 1, name.end))
    }

    /// «الأمين فلان», «وعلى فلانة»: a seat with its article begins no name, nor does a preposition.
    fn begins_no_name(&self, at: usize) -> bool {
        let preposition = self.is_dotless(at) && self.hit_of(at, self.kinds.stop, "preposition").is_some();
        preposition || (self.lexed.looks(at, Look::AL) && self.lexed.has(at, self.kinds.post))
    }

    /// Everybody named and the seats told of them, and the sentences read for it with their parts.
    fn weigh(&self) -> (Roles, Heard) {
        let mut heard = Vec::new();
        let all = self.seeds.roles();
        let weights = all.roles();
        let first = tokens_of(&self.lines).start;
        let mut out = Roles { first, kept: kept(self.seeds.number()), ..Roles::default() };
        let mut from = 0;
        while from < self.lines.len() && !weights.is_empty() {
            let start = self.lines[from].start;
            let until = (from + 1..self.lines.len())
                .find(|&line| self.lines[line].end - start > CHAIN)
                .unwrap_or(self.lines.len());
            let mut note = Weighing { weights: all, kept: Some(out.kept.clone()) };
            let mut seen = self.seen(from..until, &mut note);
            heard.append(&mut seen.read);
            let chances = self.chances(from..until, &[&seen], weights, &out.kept.clone(), |word| &word.roles);
            self.mentioned(&chances, start, &mut out);
            // Of lines that show no name to the weights, the rules alone know who is named there.
            for line in self.lines[from..until].iter().filter(|line| !self.names_people(**line)) {
                out.members[line.start - first..line.end - first].fill(1.0);
            }
            out.seen.push((from..until, seen));
            from = until;
        }
        (out, heard)
    }

    /// The chance in 0..1 of each role for each token of `lines`, given what the signs in `seen` and the words `kept` weigh,
    /// of which `own` is what these `weights` tell.
    fn chances(
        &self,
        lines: Range<usize>,
        seen: &[&Seen<u32>],
        weights: &ChainWeights,
        kept: &Kept,
        own: impl Fn(&Weight) -> &Rows,
    ) -> Vec<Row> {
        let kept = kept.borrow();
        let lines = &self.lines[lines];
        let tokens = tokens_of(lines);
        let start = tokens.start;
        let mut rows: Vec<Hundredths> = vec![Hundredths::default(); tokens.len()];
        // The rows of one line, with room before and behind it.
        let mut beside: Vec<Hundredths> = Vec::new();
        for seen in seen {
            for ((_, around), row) in seen.each().zip(&mut rows) {
                weights.add_around(around, row);
            }
            for (tokens, around) in seen.stretches() {
                let mut row = Hundredths::default();
                weights.add_around(around, &mut row);
                rows[tokens].iter_mut().for_each(|sum| add(sum, &row));
            }
            // What stands on one line tells nothing of the words of another.
            let mut near = seen.each().map(|(near, _)| near);
            let mut words = seen.words.iter().copied().peekable();
            let mut at = 0;
            for line in lines {
                let (first, end) = (line.start - start, line.end - start);
                near.by_ref().take(first - at).for_each(drop);
                beside.clear();
                beside.resize(end - first + 2 * NEAR, Hundredths::default());
                for (at, signs) in near.by_ref().take(end - first).enumerate() {
                    let around = &mut beside[at..=at + 2 * NEAR];
                    signs.iter().for_each(|&sign| weights.add_near(sign, around));
                }
                while let Some((at, word)) = words.next_if(|(at, _)| (*at as usize) < end) {
                    let around = beside[at as usize - first..].iter_mut();
                    around.zip(own(kept.weight(word))).for_each(|(sum, row)| add(sum, row));
                }
                rows[first..end].iter_mut().zip(&beside[NEAR..]).for_each(|(sum, row)| add(sum, row));
                at = end;
            }
        }
        chain::chances(&rows, weights.moves())
    }

    /// The people and seats that `chances`, of the tokens from `start` on, tell of.
    fn mentioned(&self, chances: &[Row], start: usize, out: &mut Roles) {
        let begins = |row: &Row| [row[BEFORE] + row[BEHIND] + row[PLAIN], row[LEAVER], row[OTHER]];
        let goes = |row: &Row| [row[MEMBER_ON], row[LEAVER_ON], row[OTHER_ON]];
        let member = |row: &Row| row[BEFORE] + row[BEHIND] + row[PLAIN] + row[MEMBER_ON];
        out.members.resize(start - out.first, 0.0);
        out.members.extend(chances.iter().map(member));
        for (at, row) in chances.iter().enumerate() {
            if row[SEAT] > TOLD {
                let more =
                    chances[at + 1..].iter().take(LONGEST).take_while(|row| row[SEAT_ON] > TOLD).count();
                out.seats.push(start + at..start + at + 1 + more);
            }
            let first = begins(row);
            let all: f32 = first.iter().sum();
            if all < LEAST {
                continue;
            }
            let next = chances[at + 1..].iter().take(LONGEST);
            let mut more = next.take_while(|row| goes(row).iter().sum::<f32>() > GOES_ON * all).count();
            // «فلان الفلاني > رئيسا», «فلان الفلاني طوال»: no name ends with a mark or a preposition.
            let ends = |last: usize| {
                self.lexed.looks(last, Look::MARK)
                    || self.hit_of(last, self.kinds.stop, "preposition").is_some()
            };
            while more > 0 && ends(start + at + more) {
                more -= 1;
            }
            // A name is as likely as its least likely word.
            let least = chances[at + 1..at + 1 + more].iter().fold(first, |least, row| {
                let on = goes(row);
                [least[0].min(on[0]), least[1].min(on[1]), least[2].min(on[2])]
            });
            let marked = self.lexed.looks(start + at + 1 + more, Look::MARK);
            let next = chances.get(at + 1 + more).filter(|_| !marked);
            let ended = next.map_or(0.0, |row| goes(row).iter().sum());
            let side = if row[BEFORE] > row[BEHIND].max(row[PLAIN]) {
                Side::Before
            } else if row[BEHIND] > row[PLAIN] {
                Side::Behind
            } else {
                Side::Nowhere
            };
            let [member, leaver, other] = least.map(|chance| chance.min(1.0 - ended));
            let name = start + at..start + at + 1 + more;
            if name.clone().filter(|&at| self.is_arabic_word(at)).count() >= 2 {
                out.mentions.push(Mention { name, member, leaver, other, side });
            }
        }
    }
}
