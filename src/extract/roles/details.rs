//! What is told of members and of the body, weighed where no rule reads it: fields, titles and houses elsewhere, and
//! where the body's name ends.
//!
//! In: the board as rules and roles have filled it. Out: the same with more fields and affiliations, and the names of
//! bodies that the weights tell. Always holds: what a rule has read stays, unless the weights read the same words longer.

use super::readings::Refused;
use super::seen::{Note, Seen, Weighing};
use super::{
    BEFORE, BEHIND, GOES_ON, LEAVER, LEAVER_ON, LONGEST, MEMBER_ON, OTHER, OTHER_ON, PLAIN, SEAT, SEAT_ON,
    place,
};
use crate::extract::draft::{Affiliation, Draft, overlap};
use crate::extract::reader::{Reader, tokens_of};
use crate::model::PostId;
use crate::seeds::Hashed;
use crate::seeds::hashed::word;
use crate::seeds::roles::{DETAIL_NAMES, Row};
use std::ops::Range;

const fn detail(name: &str) -> usize {
    place(&DETAIL_NAMES, name)
}

pub(super) const BODY: usize = detail("body");
pub(super) const BODY_ON: usize = detail("body+");
/// A member's field: told before the name, behind it, and going on.
pub(super) const FIELD: [usize; 3] = [detail("field-before"), detail("field-behind"), detail("field+")];
/// A title elsewhere.
pub(super) const TITLE: [usize; 3] = [detail("title-before"), detail("title-behind"), detail("title+")];
/// A house where somebody comes from.
pub(super) const HOUSE: [usize; 3] = [detail("house-before"), detail("house-behind"), detail("house+")];

/// Members of whom details are weighed at most: a text that seats more is no communiqué.
const MOST: usize = 2000;
/// From this chance on words tell a field, or a body that goes on where the rules end it.
const SURE: f32 = 0.5;
/// From this chance on a title or house is somebody's.
const SURE_HOUSE: f32 = 0.6;
/// How far from a member's name what is told of them may stand, in tokens.
const REACH: usize = 60;
/// The chance from which a body's name ends where the weights say, when the rules end it later.
const BODY_CUT: f32 = 0.85;

/// Who stands at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Nothing,
    Member,
    Seat,
    Other,
    Leaver,
}

impl Is {
    fn called(self) -> Hashed<'static> {
        match self {
            Self::Nothing => word!("nothing"),
            Self::Member => word!("member"),
            Self::Seat => word!("seat"),
            Self::Other => word!("other"),
            Self::Leaver => word!("leaver"),
        }
    }
}

/// Who stands at each token, and whether it begins there.
pub(super) type Known = Vec<(Is, bool)>;

/// Who stands at each token, by its role.
pub(super) fn known(roles: &[usize]) -> Known {
    let is = |role: &usize| match *role {
        BEFORE | BEHIND | PLAIN => (Is::Member, true),
        MEMBER_ON => (Is::Member, false),
        SEAT => (Is::Seat, true),
        SEAT_ON => (Is::Seat, false),
        OTHER => (Is::Other, true),
        OTHER_ON => (Is::Other, false),
        LEAVER => (Is::Leaver, true),
        LEAVER_ON => (Is::Leaver, false),
        _ => (Is::Nothing, false),
    };
    roles.iter().map(is).collect()
}

/// Words that tell something, and how likely they do.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) words: Range<usize>,
    /// In 0..1.
    pub(super) chance: f32,
    /// They stand before the name of whom they are told.
    pub(super) before: bool,
}

/// What the weights tell of members and of the body, in document order.
#[derive(Debug, Default)]
pub(in crate::extract) struct Details {
    bodies: Vec<Told>,
    pub(super) fields: Vec<Told>,
    pub(super) titles: Vec<Told>,
    pub(super) houses: Vec<Told>,
    /// The chances of the tokens of some lines, by the first of them, in document order.
    pub(super) rows: Vec<(usize, Vec<Row>)>,
    /// What the rules read of members and the weights do not believe.
    pub(super) refused: Vec<Refused>,
}

/// A number of words, in few classes.
fn distance(words: usize) -> Hashed<'static> {
    match words {
        0 => word!("0"),
        1 => word!("1"),
        2 => word!("2"),
        3..=4 => word!("3"),
        5..=8 => word!("5"),
        9..=16 => word!("9"),
        _ => word!("far"),
    }
}

impl Details {
    /// Adds what `chances`, of the tokens from `start` on, tell.
    fn add(&mut self, chances: &[Row], start: usize) {
        for (kind, [before, behind, on]) in [
            (&mut self.bodies, [BODY, BODY, BODY_ON]),
            (&mut self.fields, FIELD),
            (&mut self.titles, TITLE),
            (&mut self.houses, HOUSE),
        ] {
            let first = |row: &Row| if before == behind { row[before] } else { row[before] + row[behind] };
            for (at, row) in chances.iter().enumerate() {
                let begins = first(row);
                if begins < SURE {
                    continue;
                }
                let next = chances[at + 1..].iter().take(2 * LONGEST);
                let more = next.take_while(|row| row[on] > GOES_ON * begins).count();
                let least =
                    chances[at + 1..at + 1 + more].iter().fold(begins, |least, row| least.min(row[on]));
                let ended = chances.get(at + 1 + more).map_or(0.0, |row| row[on]);
                let words = start + at..start + at + 1 + more;
                let chance = least.min(1.0 - ended);
                if chance >= SURE {
                    kind.push(Told { words, chance, before: before != behind && row[before] > row[behind] });
                }
            }
        }
    }

    /// The names of the body, in document order, with their chances.
    pub(in crate::extract) fn bodies(&self) -> impl Iterator<Item = (&Range<usize>, f32)> {
        self.bodies.iter().map(|told| (&told.words, told.chance))
    }

    /// Where the body's name that begins at token `at` ends, and how surely, when by the rules it ends at `ruled`.
    pub(in crate::extract) fn body_end(&self, at: usize, ruled: usize) -> Option<(usize, f32)> {
        let found = self.bodies.binary_search_by_key(&at, |told| told.words.start).ok()?;
        let Told { words, chance, .. } = self.bodies.get(found)?;
        let cut = words.end < ruled && *chance < BODY_CUT;
        Some((if cut { ruled } else { words.end }, *chance))
    }
}

/// The member of whom `words` are told, before the name or behind it.
pub(super) fn owner<'d>(
    words: &Range<usize>,
    before: bool,
    drafts: &'d mut [Draft],
) -> Option<&'d mut Draft> {
    let gap = |draft: &Draft| {
        let gap = if before {
            draft.name.start.checked_sub(words.end)
        } else {
            words.start.checked_sub(draft.name.end)
        };
        gap.filter(|gap| *gap <= REACH)
    };
    let near = drafts.iter_mut().filter_map(|draft| Some((gap(draft)?, draft)));
    near.min_by_key(|(gap, _)| *gap).map(|(_, draft)| draft)
}

impl Reader<'_> {
    /// The signs of the people and seats `known`, of the tokens from `start` on, for the lines `lines`.
    pub(super) fn known_signs<N: Note>(
        &self,
        lines: Range<usize>,
        known: &Known,
        start: usize,
        note: &mut N,
    ) -> Seen<N::Sign> {
        let lines = &self.lines[lines];
        let Range { start: from, end } = tokens_of(lines);
        let is = |at: usize| known.get(at.wrapping_sub(start)).copied().unwrap_or((Is::Nothing, false));
        // For each token the next one known, from the end.
        let mut ahead: Vec<Option<(usize, Is)>> = vec![None; end - from];
        let mut next = None;
        for at in (from..end).rev() {
            ahead[at - from] = next;
            if is(at).0 != Is::Nothing {
                next = Some((at, is(at).0));
            }
        }
        let mut last: Option<(usize, Is)> = None;
        let mut seen = Seen::with_room(end - from);
        let nobody = [word!("nobody"), word!("far")];
        for at in from..end {
            let (own, begins) = is(at);
            if own == Is::Nothing {
                let told = |other: Option<(usize, Is)>| match other {
                    Some((other, is)) => [is.called(), distance(at.abs_diff(other))],
                    None => nobody,
                };
                let ([before, passed], [behind, left]) = (told(last), told(ahead[at - from]));
                seen.around.extend(note.around(&[word!("since"), before, passed]));
                seen.around.extend(note.around(&[word!("until"), behind, left]));
                seen.around.extend(note.around(&[word!("among"), before, behind]));
            } else {
                let how = if begins { word!("is") } else { word!("is-on") };
                seen.near.extend(note.near(&[how, own.called()]));
                last = Some((at, own));
            }
            seen.end();
        }
        seen
    }

    /// Weighs what is told of the members in `drafts` and of the body, and gives the members what no rule gives them.
    pub(in crate::extract) fn detail(&self, drafts: &mut [Draft]) {
        let all = self.seeds.roles();
        let weights = all.details();
        if weights.is_empty() || drafts.is_empty() || drafts.len() > MOST {
            return;
        }
        let start = self.roles.first;
        let known = self.known(drafts);
        let mut details = Details::default();
        for (lines, seen) in &self.roles.seen {
            let note = &mut Weighing { weights: all, kept: None };
            let read = self.read_signs(lines.clone(), drafts, note);
            let told = self.known_signs(lines.clone(), &known, start, note);
            let from = self.lines[lines.start].start;
            let seen = [seen, &read, &told];
            let chances = self.chances(lines.clone(), &seen, weights, &self.roles.kept, |word| &word.details);
            details.add(&chances, from);
            details.rows.push((from, chances));
        }
        details.refused = self.weigh_read(&details, drafts);
        self.give_fields(&details, drafts);
        self.give_houses(&details, drafts);
        self.read_slots(&details, drafts);
        self.details.set(details).ok();
    }

    /// Who stands at each token from the first line on.
    fn known(&self, drafts: &[Draft]) -> Known {
        let tokens = tokens_of(&self.lines);
        let start = tokens.start;
        let mut known = vec![(Is::Nothing, false); tokens.len()];
        let mut put = |range: &Range<usize>, is: Is| {
            for at in range.clone() {
                if let Some(place) = at.checked_sub(start).and_then(|at| known.get_mut(at)) {
                    *place = (is, at == range.start);
                }
            }
        };
        for mention in &self.roles.mentions {
            let most = mention.member.max(mention.leaver).max(mention.other);
            if most >= GOES_ON {
                let is = match most {
                    most if most == mention.member => Is::Member,
                    most if most == mention.leaver => Is::Leaver,
                    _ => Is::Other,
                };
                put(&mention.name, is);
            }
        }
        self.roles.seats.iter().for_each(|seat| put(seat, Is::Seat));
        for draft in drafts {
            if let Some((_, words)) = &draft.post {
                put(words, Is::Seat);
            }
        }
        drafts.iter().for_each(|draft| put(&draft.name, Is::Member));
        known
    }

    fn give_fields(&self, details: &Details, drafts: &mut [Draft]) {
        for told in &details.fields {
            let overlaps = |words: &Range<usize>| overlap(words, &told.words);
            // «حرفية بالصناعة التقليدية»: a part of what the rules read as a title or house is no field.
            let part = |words: &Range<usize>| overlaps(words) && words.len() > told.words.len();
            let taken = |draft: &Draft| {
                overlaps(&draft.name)
                    || draft.portfolio.as_ref().is_some_and(overlaps)
                    || draft.affiliations.iter().any(|one| one.is_told_by(part))
            };
            // «نائبا للرئيس عن المشرق»: a region, no field.
            if self.hit_of(told.words.start, self.kinds.cue, "compass").is_some() {
                continue;
            }
            // «مدير عام قطب الواحة (تثمين النفايات)»: brackets right behind a house tell of the house.
            let open = told.words.start.checked_sub(1).filter(|&at| self.is_mark(at, "(["));
            let ends = |one: &Affiliation| {
                one.organization.iter().chain(&one.acronym).any(|words| Some(words.end) == open)
            };
            let remark = drafts.iter().any(|draft| draft.affiliations.iter().any(ends));
            if remark || drafts.iter().any(taken) {
                continue;
            }
            let Some(draft) = owner(&told.words, told.before, drafts) else { continue };
            let post = draft.post.as_ref().map(|(id, _)| id.0.as_str());
            if draft.portfolio.is_some() || !self.takes_field(post) {
                continue;
            }
            draft.portfolio = Some(told.words.clone());
            draft.weighed.field = true;
            draft.affiliations.retain(|one| !one.is_told_by(overlaps));
            // «لجنة الإعلام فلانة …، فيما يشغل فلان صفة مستشار»: the field is nearer than a seat that no rule reads.
            let gap = |words: &Range<usize>| {
                let (name, words) = (&draft.name, words);
                name.start.saturating_sub(words.end) + words.start.saturating_sub(name.end)
            };
            let nearer = draft.weighed.post
                && draft.post.as_ref().is_some_and(|(_, words)| gap(&told.words) < gap(words));
            if draft.post.is_none() || nearer {
                // «مسؤول دائرة الشتات»: the noun of charge right before the field is the seat.
                let before = told.words.start.checked_sub(1).filter(|&at| {
                    self.domain(at).is_some_and(|(hit, id)| id == "charge" && hit.end as usize == at + 1)
                });
                let seat = before.map_or_else(|| told.words.clone(), |at| at..at + 1);
                draft.post = Some((PostId("member".to_owned()), seat));
                draft.weighed.post = true;
            }
            draft.reach(&told.words);
        }
    }

    /// Gives the members of `drafts` the titles and houses that `details` tell and no rule reads.
    fn give_houses(&self, details: &Details, drafts: &mut [Draft]) {
        let sure = |told: &&Told| told.chance >= SURE_HOUSE;
        // What is told together, with all its words.
        let mut told: Vec<(Range<usize>, Affiliation, bool)> = Vec::new();
        for house in details.houses.iter().filter(sure) {
            let organization = Some(house.words.clone());
            let one = Affiliation { organization, weighed: true, ..Affiliation::default() };
            told.push((house.words.clone(), one, house.before));
        }
        let houses = told.len();
        for title in details.titles.iter().filter(sure) {
            // The house right behind the title; houses stand in document order.
            let end = title.words.end;
            let starts = |one: &Affiliation| one.organization.as_ref().map_or(0, |words| words.start);
            let from = told[..houses].partition_point(|(_, one, _)| starts(one) < end);
            let mut near = told[from..houses].iter_mut().take_while(|(_, one, _)| starts(one) <= end + 2);
            match near.find(|(_, one, _)| one.role.is_none()) {
                Some((words, one, _)) => {
                    one.role = Some(title.words.clone());
                    words.start = title.words.start;
                }
                // «رئيس لجنة الإعلام»: a seat alone is none that somebody has elsewhere.
                None if self.is_seat(&title.words) => {}
                None => {
                    let role = Some(title.words.clone());
                    let one = Affiliation { role, weighed: true, ..Affiliation::default() };
                    told.push((title.words.clone(), one, title.before));
                }
            }
        }
        for (words, one, before) in told {
            let overlaps = |other: &Range<usize>| overlap(other, &words);
            let taken = |draft: &Draft| {
                overlaps(&draft.name)
                    || draft.portfolio.as_ref().is_some_and(overlaps)
                    || draft.post.as_ref().is_some_and(|(_, words)| overlaps(words))
                    || draft.affiliations.iter().any(|one| one.is_told_by(overlaps))
            };
            if drafts.iter().any(taken) {
                continue;
            }
            if let Some(draft) = owner(&words, before, drafts).filter(|draft| draft.affiliations.is_empty()) {
                draft.reach(&words);
                draft.affiliations.push(one);
            }
        }
    }

    /// True for words that are a seat and no more.
    fn is_seat(&self, words: &Range<usize>) -> bool {
        self.lexed.hit(words.start, self.kinds.post).is_some_and(|hit| hit.end as usize >= words.end)
    }
}
