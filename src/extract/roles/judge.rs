//! Whether somebody named gets a seat, weighed from all that is known of them: what the rules read, what the weights of
//! roles make of the name, and the same of those named beside it.
//!
//! In: the board that rules have read, the roles weighed, and the chance that the text fills an organ. Out: a chance for
//! everybody named, by a logistic regression over signs, learned from texts that the weights of roles had not heard. Always
//! holds: without weights nothing is told.

use super::{Mention, SURE, Side};
use crate::extract::board::Board;
use crate::extract::draft::Draft;
use crate::extract::reader::{LineKind, Reader};
use crate::extract::roles::filling::{HEARD, Named, SEATED};
use crate::extract::roles::seen::{Note, Numbers};
use crate::extract::roles::signs::{count, figure, is_short};
use crate::seeds::hashed::word;
use crate::seeds::{Hashed, Kind};
use std::collections::BTreeSet;
use std::ops::Range;

/// People before and behind somebody that are looked at.
const FELLOWS: usize = 12;
/// Lines of a list within which people are fellows.
const LIST: usize = 12;
/// People whose names are compared at most.
const MOST: usize = 400;
/// Sure members told apart by their number at most.
pub(super) const TOLD: usize = 4;
/// So many signs most people show.
const SIGNS: usize = 80;
/// The greatest odds told apart, in natural logarithms.
const ODDS: f32 = 6.0;

/// Tokens that ranges cover: those that touch are one.
pub(super) struct Cover(Vec<Range<usize>>);

impl Cover {
    pub(super) fn of(ranges: &[Range<usize>]) -> Self {
        let mut sorted: Vec<Range<usize>> =
            ranges.iter().filter(|range| !range.is_empty()).cloned().collect();
        sorted.sort_by_key(|range| range.start);
        let mut out: Vec<Range<usize>> = Vec::new();
        for range in sorted {
            match out.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => out.push(range),
            }
        }
        Self(out)
    }

    pub(super) fn meets(&self, name: &Range<usize>) -> bool {
        let at = self.0.partition_point(|range| range.end <= name.start);
        self.0.get(at).is_some_and(|range| range.start < name.end)
    }
}

/// Somebody named.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) name: Range<usize>,
    /// The draft that the rules made of them, by its place on the board.
    pub(super) draft: Option<usize>,
    /// What the weights tell who hold them for somebody named where no rule seats anybody, by its place.
    pub(super) mention: Option<usize>,
    /// In a list or text of other people.
    pub(super) foreign: bool,
}

impl Candidate {
    /// The chance from which they sit in the organ.
    pub(super) fn least(&self) -> f32 {
        if self.draft.is_some() { SEATED } else { HEARD }
    }
}

/// Somebody named, and what is known of them.
struct Person<'r> {
    candidate: Candidate,
    draft: Option<&'r Draft>,
    mention: Option<&'r Mention>,
    /// The chance of the most likely word of the name to be a member's.
    likely: f32,
    line: usize,
    kind: LineKind,
    /// On a line that is read as a list item.
    listed: bool,
    sentence: usize,
    named: Named,
    /// Behind words that keep people out.
    barred: bool,
}

impl Person<'_> {
    /// Whether rules seat them or weights alone tell of them.
    fn known(&self) -> Hashed<'static> {
        if self.draft.is_some() { word!("read") } else { word!("heard") }
    }

    fn member(&self) -> f32 {
        self.mention.map_or(0.0, |mention| mention.member)
    }

    /// The post that the rules give.
    fn post(&self) -> Option<&str> {
        self.draft?.post.as_ref().map(|(id, _)| id.0.as_str())
    }

    /// True when both stand in one sentence or one list.
    fn is_beside(&self, other: &Self) -> bool {
        let listed = self.listed && other.listed && self.line.abs_diff(other.line) <= LIST;
        self.sentence == other.sentence || listed
    }

    /// Where the seat stands that the rules give.
    fn seat(&self) -> Hashed<'static> {
        let name = &self.candidate.name;
        let Some((_, words)) = self.draft.and_then(|draft| draft.post.as_ref()) else { return word!("none") };
        let before = words.end <= name.start;
        let gap = if before { name.start - words.end } else { words.start.saturating_sub(name.end) };
        match (before, gap) {
            (true, 0) => word!("right-before"),
            (true, 1..4) => word!("near-before"),
            (true, _) => word!("before"),
            (false, 0) => word!("right-behind"),
            (false, 1..4) => word!("near-behind"),
            (false, _) => word!("behind"),
        }
    }
}

/// The odds of a chance in natural logarithms, rounded, as a word.
pub(super) fn odds(chance: f32) -> Hashed<'static> {
    figure(log_odds(chance).round() as i8)
}

fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    (chance / (1.0 - chance)).ln().clamp(-ODDS, ODDS)
}

/// How many of `steps` a chance is beyond, as a word.
pub(super) fn steps(chance: f32, steps: &[f32]) -> Hashed<'static> {
    count(steps.iter().filter(|step| chance > **step).count())
}

pub(super) fn yes(is: bool) -> Hashed<'static> {
    if is { word!("yes") } else { word!("no") }
}

/// Chances below, at and above which somebody hardly, perhaps and likely is a member.
const LEVELS: [f32; 3] = [0.1, 0.5, SURE];

impl Reader<'_> {
    /// Everybody named, with the chance in 0..1 that they sit in the organ; nobody without weights.
    pub(super) fn judged(&self, board: &Board, text: Option<f32>) -> Vec<(Candidate, f32)> {
        let weights = self.seeds.roles().people();
        if weights.is_empty() {
            return Vec::new();
        }
        let people = self.person_signs(board, text, &mut Numbers);
        people.into_iter().map(|(candidate, signs)| (candidate, weights.chance(&signs))).collect()
    }

    /// Everybody named, with what tells whether they sit in the organ; `text` is the chance that it is filled.
    pub(super) fn person_signs(
        &self,
        board: &Board,
        text: Option<f32>,
        note: &mut impl Note,
    ) -> Vec<(Candidate, Vec<u64>)> {
        let people = self.people(board);
        let told = self.fills_an_organ();
        let likeliest = people.iter().map(|person| person.likely).fold(0.0, f32::max);
        let sure = self.roles.sure(TOLD);
        let read = board.drafts.len();
        let posts: BTreeSet<&str> = people.iter().filter_map(Person::post).collect();
        let of_text = |person: &Person<'_>, note: &mut dyn FnMut(&[Hashed<'_>])| {
            let (known, level) = (person.known(), steps(person.member(), &LEVELS));
            if let Some(text) = text {
                note(&[word!("text"), known, odds(text)]);
            }
            note(&[word!("told"), yes(told)]);
            note(&[word!("told-level"), yes(told), level]);
            note(&[word!("sure"), count(sure)]);
            note(&[word!("read"), count(read)]);
            note(&[word!("sure-known"), known, count(sure)]);
            note(&[word!("read-known"), known, count(read)]);
            note(&[word!("likeliest"), odds(likeliest)]);
            note(&[word!("less-likely"), known, odds_between(likeliest, person.likely)]);
            note(&[word!("posts"), known, count(posts.len())]);
        };
        let mut out = Vec::with_capacity(people.len());
        for (at, person) in people.iter().enumerate() {
            let mut signs: Vec<u64> = Vec::with_capacity(SIGNS);
            let mut say = |words: &[Hashed<'_>]| signs.push(note.note(words));
            say(&[word!("any")]);
            self.own_signs(person, &mut say);
            of_text(person, &mut say);
            self.fellow_signs(&people, at, &mut say);
            say(&[word!("where"), count(4 * at / people.len())]);
            out.push((person.candidate.clone(), signs));
        }
        out
    }

    /// Everybody named, in the order of the text.
    fn people<'r>(&'r self, board: &'r Board) -> Vec<Person<'r>> {
        let (barred, others) = (Cover::of(&board.barred), Cover::of(&board.others));
        let names: Vec<Range<usize>> = board.drafts.iter().map(|draft| draft.name.clone()).collect();
        let mut all: Vec<Candidate> = names
            .iter()
            .enumerate()
            .map(|(at, name)| Candidate {
                name: name.clone(),
                draft: Some(at),
                mention: None,
                foreign: others.meets(name),
            })
            .collect();
        let read = Cover::of(&names);
        for (at, mention) in self.roles.mentions.iter().enumerate() {
            if !read.meets(&mention.name) {
                let foreign = others.meets(&mention.name);
                all.push(Candidate { name: mention.name.clone(), draft: None, mention: Some(at), foreign });
            }
        }
        all.sort_by_key(|candidate| candidate.name.start);
        let person = |candidate: Candidate| {
            let name = candidate.name.clone();
            let draft = candidate.draft.and_then(|at| board.drafts.get(at));
            let mention = self.named_over(&name, |mention| mention.member);
            let member = mention.map_or(0.0, |mention| mention.member);
            let likely = if draft.is_some() { self.roles.membership(&name) } else { member };
            let line = self.line_of(name.start).unwrap_or(0);
            Person {
                draft,
                mention,
                likely,
                line,
                kind: self.lines.get(line).map_or(LineKind::Prose, |line| line.kind),
                listed: self
                    .lines
                    .get(line)
                    .is_some_and(|line| line.kind == LineKind::Item || is_short(line)),
                sentence: self.sentence_at(name.start).start,
                named: self.named(&name),
                barred: barred.meets(&name),
                candidate,
            }
        };
        all.into_iter().map(person).collect()
    }

    /// What somebody shows by themselves.
    fn own_signs(&self, person: &Person<'_>, say: &mut impl FnMut(&[Hashed<'_>])) {
        let (known, level) = (person.known(), steps(person.member(), &LEVELS));
        let name = &person.candidate.name;
        let mention = person.mention;
        let chance = |of: fn(&Mention) -> f32| mention.map_or(0.0, of);
        say(&[word!("known"), known]);
        say(&[word!("member"), known, odds(person.member())]);
        say(&[word!("likely"), known, odds(person.likely)]);
        say(&[word!("leaver"), odds(chance(|mention| mention.leaver))]);
        say(&[word!("other"), known, odds(chance(|mention| mention.other))]);
        say(&[word!("ends"), known, yes(mention.is_some_and(|mention| mention.name == *name))]);
        let side = match mention.map(|mention| mention.side) {
            Some(Side::Before) => word!("before"),
            Some(Side::Behind) => word!("behind"),
            Some(Side::Nowhere) => word!("nowhere"),
            None => word!("none"),
        };
        say(&[word!("side"), known, side]);
        let draft = |test: &dyn Fn(&Draft) -> bool| person.draft.is_some_and(test);
        for (what, is) in [
            (word!("labelled"), draft(&|draft| self.is_labelled(draft))),
            (word!("given-seat"), draft(&|draft| self.is_given_seat(draft))),
            (
                word!("honoured"),
                draft(&|draft| draft.honorific.is_some()) || self.honorific_before(name.start).is_some(),
            ),
            (word!("field"), draft(&|draft| draft.portfolio.is_some())),
            (word!("barred"), person.barred),
            (word!("others"), person.candidate.foreign),
            (word!("given-name"), self.is_given_name(name.start)),
            (
                word!("seat-heard"),
                mention.is_some_and(|mention| self.seat_of(mention, &self.roles).is_some()),
            ),
            (word!("called"), self.roles.call(name.start).is_some()),
            (word!("mended"), draft(&|draft| draft.weighed.name)),
        ] {
            say(&[what, known, yes(is)]);
            say(&[what, known, yes(is), level]);
        }
        if let Some(draft) = person.draft {
            let post = person.post().map_or(word!("none"), Hashed::of);
            let seat = person.seat();
            say(&[word!("post"), post]);
            say(&[word!("seat"), seat]);
            say(&[word!("seat-post"), seat, post]);
            say(&[word!("seat-level"), seat, level]);
            say(&[word!("affiliations"), count(draft.affiliations.len().min(2))]);
        }
        self.act_signs(person, say);
        let kind = match person.kind {
            LineKind::Item => word!("item"),
            LineKind::Prose => word!("prose"),
            LineKind::Title => word!("title"),
            LineKind::Furniture => word!("furniture"),
        };
        say(&[word!("line"), kind, known]);
        say(&[word!("words"), known, count(name.len())]);
    }

    /// What is done in the sentence before the name, and behind it.
    fn act_signs(&self, person: &Person<'_>, say: &mut impl FnMut(&[Hashed<'_>])) {
        let name = &person.candidate.name;
        let sentence = self.sentence_at(name.start);
        let (trigger, barrier) = (self.kinds.trigger, self.kinds.barrier);
        let nearest = |kind: Kind| self.lexed.each(sentence.start..name.start, kind).last();
        let (acts, bars) = (nearest(trigger), nearest(barrier));
        let (act, bar) = (self.entry_id(acts, trigger), self.entry_id(bars, barrier));
        let next = self.entry_id(self.lexed.each(name.end..sentence.end, trigger).next(), trigger);
        // What was said last holds of the name.
        let last = if bars > acts { word!("bar") } else { word!("act") };
        let (known, level, seat) = (person.known(), steps(person.member(), &LEVELS), person.seat());
        say(&[word!("act"), known, act]);
        say(&[word!("act-seat"), act, seat]);
        say(&[word!("act-level"), known, act, level]);
        say(&[word!("act-behind"), known, next]);
        say(&[word!("bar"), known, bar]);
        say(&[word!("bar-level"), known, bar, level]);
        say(&[word!("last"), known, last, seat, act]);
    }

    /// The id of the entry at a token, where there is one.
    pub(super) fn entry_id(&self, at: Option<usize>, kind: Kind) -> Hashed<'_> {
        let hit = at.and_then(|at| self.lexed.hit(at, kind));
        hit.map_or(word!("none"), |hit| self.seeds.hashed_id(hit.entry))
    }

    /// What those named beside the person at place `at` of `people` show.
    fn fellow_signs(&self, people: &[Person<'_>], at: usize, say: &mut impl FnMut(&[Hashed<'_>])) {
        let person = &people[at];
        let known = person.known();
        let near = at.saturating_sub(FELLOWS)..people.len().min(at + FELLOWS + 1);
        let fellows: Vec<&Person<'_>> = near
            .filter(|other| *other != at)
            .map(|other| &people[other])
            .filter(|other| person.is_beside(other))
            .collect();
        if fellows.is_empty() {
            say(&[word!("alone"), known]);
        } else {
            let all = fellows.len() as f32;
            let mean = fellows.iter().map(|fellow| fellow.likely).sum::<f32>() / all;
            let read = fellows.iter().filter(|fellow| fellow.draft.is_some()).count() as f32 / all;
            say(&[word!("fellows"), known, odds(mean)]);
            say(&[word!("fellows-read"), known, count((4.0 * read).round() as usize)]);
            say(&[word!("fellows-number"), count(fellows.len())]);
            let own = steps(person.member(), &[0.02, LEVELS[0], LEVELS[1], LEVELS[2]]);
            say(&[word!("fellows-level"), known, steps(mean, &LEVELS), own]);
        }
        for (what, other) in [(word!("before"), at.checked_sub(1)), (word!("behind"), Some(at + 1))] {
            let other = other.and_then(|other| people.get(other)).filter(|other| person.is_beside(other));
            match other {
                Some(other) => {
                    say(&[what, known, odds(other.likely)]);
                    say(&[what, known, other.known()]);
                    say(&[what, word!("barred"), known, yes(other.barred)]);
                }
                None => say(&[what, known, word!("none")]),
            }
        }
        let others = || people.iter().take(MOST).enumerate().filter(|(other, _)| *other != at);
        let same: Vec<&Person<'_>> = others()
            .filter(|(_, other)| at < MOST && person.named.is_alike(&other.named))
            .map(|(_, other)| other)
            .collect();
        if same.is_empty() {
            say(&[word!("once"), known]);
        } else {
            let most = |of: &dyn Fn(&Person<'_>) -> f32| same.iter().map(|one| of(one)).fold(0.0, f32::max);
            say(&[word!("again"), known, odds(most(&|one| one.likely))]);
            say(&[word!("again-read"), known, yes(same.iter().any(|one| one.draft.is_some()))]);
            let other = |one: &Person<'_>| one.mention.map_or(0.0, |mention| mention.other);
            say(&[word!("again-other"), known, odds(most(&other))]);
        }
        let several =
            |post: &&str| self.seeds.entry_of("post", post).is_some_and(|entry| entry.flag("several"));
        if let Some(post) = person.post().filter(|post| !several(post)) {
            let rivals = others().filter(|(_, other)| {
                at < MOST && other.post() == Some(post) && !person.named.is_alike(&other.named)
            });
            let best = rivals.map(|(_, other)| other.likely).reduce(f32::max);
            let rival = match best {
                None => word!("none"),
                Some(best) if best > person.likely => word!("likelier"),
                Some(_) => word!("less-likely"),
            };
            say(&[word!("rival"), rival]);
            say(&[word!("rival-level"), rival, steps(person.member(), &LEVELS)]);
        }
    }
}

/// By how much one chance is likelier than another, as [`odds`] are told.
fn odds_between(one: f32, other: f32) -> Hashed<'static> {
    figure((log_odds(one) - log_odds(other)).round().max(0.0) as i8)
}
