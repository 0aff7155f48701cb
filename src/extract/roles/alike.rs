//! Slots of a list: what stands in the same place behind several people tells the same kind of thing of each.
//!
//! In: drafts as rules and weights fill them. Out: the same with the house or field of whoever has words in a slot in
//! which others have one: «فلان (القبس)، فلانة (كونا)، علان (جريدة الأنباء)». Always holds: nobody who has a house or a
//! field is given another, and a slot of towns, seats or numbers gives nothing.

use super::details::{Details, FIELD, HOUSE};
use crate::extract::draft::{Affiliation, Draft, overlap};
use crate::extract::parts::Mode;
use crate::extract::reader::{LineKind, Reader};
use std::ops::Range;

/// Tokens between two people of one list at most.
const APART: usize = 40;
/// Words of a slot at most.
const WORDS: usize = 7;
/// Words of a seat between two people of one slot at most, marks included.
const SEATED: usize = 8;

/// The mean chance from which the words of a slot tell a house or a field.
const CHANCE: f32 = 0.35;

/// How a slot is marked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// «فلان (…)»
    Bracket,
    /// «فلان، أمينا للسر (…)»
    SeatBracket,
    /// «فلان من …»
    From,
    /// «فلان عن …», «فلان وعلان (عن …)»
    For,
    /// «فلان - … (»
    Dash,
    /// «من … فلان وعلان», «نادي …: فلان، وعلان»
    HeadFrom,
    /// «عن …: فلان وعلان»
    HeadFor,
}

impl Form {
    const ALL: [Self; 7] =
        [Self::Bracket, Self::SeatBracket, Self::From, Self::For, Self::Dash, Self::HeadFrom, Self::HeadFor];

    /// How many people have the slot at least, and which share of their list. «عن» always tells a house or a field; a
    /// bracket tells many things besides.
    const fn least(self) -> (usize, f32) {
        match self {
            Self::Bracket | Self::SeatBracket | Self::Dash => (3, 0.5),
            Self::From => (2, 0.2),
            Self::For | Self::HeadFor | Self::HeadFrom => (2, 0.0),
        }
    }

    const fn leads(self) -> bool {
        matches!(self, Self::HeadFor | Self::HeadFrom)
    }
}

/// Words in the same place as others, and the members of whom they are told, by their number in the list of drafts.
#[derive(Debug, Clone)]
struct Slot {
    of: Vec<usize>,
    words: Range<usize>,
}

impl Reader<'_> {
    /// Gives each member of a list the kind of thing that the same slot tells of the others.
    pub(super) fn read_slots(&self, details: &Details, drafts: &mut [Draft]) {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&at| drafts[at].name.start);
        let end = |at: usize| drafts[at].extent.end.max(drafts[at].name.end);
        let near = |&one: &usize, &other: &usize| drafts[other].name.start <= end(one) + APART;
        let lists: Vec<Vec<usize>> = order.chunk_by(near).map(<[usize]>::to_vec).collect();
        for list in lists.iter().filter(|list| list.len() >= 2) {
            for form in Form::ALL {
                let slots = self.slots(drafts, list, form);
                let (least, filled) = form.least();
                if slots.len() >= least && slots.len() as f32 >= filled * list.len() as f32 {
                    self.fill_slots(details, drafts, &slots);
                }
            }
        }
    }

    /// The slots of that form of the members number `list`, who stand in document order.
    fn slots(&self, drafts: &[Draft], list: &[usize], form: Form) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        for (place, &at) in list.iter().enumerate() {
            let words =
                if form.leads() { self.lead(&drafts[at], form) } else { self.tail(&drafts[at], form) };
            if let Some(words) = words {
                let mut of = vec![at];
                // «فلان وعلان عن …»: of all whom «و» joins before.
                if form == Form::For {
                    let pairs = list[..=place].windows(2).rev();
                    let joined = pairs.take_while(|pair| {
                        drafts[pair[0]].name.end == drafts[pair[1]].name.start
                            && self.is_joined_name(drafts[pair[1]].name.start)
                    });
                    of.extend(joined.map(|pair| pair[0]));
                }
                slots.push(Slot { of, words });
                continue;
            }
            // «عن …: فلان، وعلان»: of those who come next as well.
            if let (true, Some(slot), Some(&last)) = (form.leads(), slots.last_mut(), list[..place].last())
                && slot.of.last() == Some(&last)
                && self.goes_on(&drafts[last], &drafts[at])
            {
                slot.of.push(at);
            }
        }
        slots
    }

    /// True when nothing but marks, honorifics, brackets and seats stands between two members of one sentence.
    fn goes_on(&self, one: &Draft, other: &Draft) -> bool {
        let start = other.honorific.as_ref().map_or(other.name.start, |words| words.start);
        let between = one.name.end..start;
        let seat = |at: usize| one.post.iter().any(|(_, words)| words.contains(&at));
        let plain = |at: usize| self.is_mark(at, "،,()") || seat(at);
        between.len() <= SEATED
            && self.line_of(one.name.start) == self.line_of(other.name.start)
            && between.clone().all(plain)
            && (!between.is_empty() || self.is_joined_name(start))
    }

    /// The words of the slot of that form before the member in `draft`: «عن …: فلان», «ومن … السيدة فلانة».
    fn lead(&self, draft: &Draft, form: Form) -> Option<Range<usize>> {
        let line = self.lines.get(self.line_of(draft.name.start)?)?;
        let mut end = draft.honorific.as_ref().map_or(draft.name.start, |words| words.start);
        let each = |end: usize| {
            (end.saturating_sub(3)..end).find(|&at| {
                self.hit_of(at, self.kinds.marker, "each").is_some_and(|hit| hit.end as usize == end)
            })
        };
        end = each(end).unwrap_or(end);
        if end > line.start && self.is_mark(end - 1, ":") {
            end -= 1;
        }
        let from = line.start.max(end.saturating_sub(WORDS + 1));
        let opens = |at: &usize| match form {
            Form::HeadFor => self.lexed.word(*at).trim_start_matches(['و', 'ف']) == "عن",
            _ => {
                self.lexed.word(*at).trim_start_matches(['و', 'ف']) == "من"
                    && self.lexed.has(*at + 1, self.kinds.body)
            }
        };
        // «نادي الأمل: فلان، وفلانة»: the label of an item.
        let label = form == Form::HeadFrom
            && line.kind == LineKind::Item
            && self.is_mark(end, ":")
            && self.lexed.has(line.start, self.kinds.body);
        let open = if label { line.start } else { (from..end).rev().find(opens)? + 1 };
        // «ومن إعدادية القدس أيمن المودن وفلانة», «ومن المعهد مديره فلان»: somebody whom no draft holds comes first, or
        // what the next one is.
        let next = |at: &usize| self.roles.at(*at).is_some() || self.lexed.has(*at, self.kinds.title);
        let end = (open + 1..end).find(next).unwrap_or(end);
        let words = open..end;
        (self.is_slot(&words) && !self.holds(words.clone(), self.kinds.trigger)).then_some(words)
    }

    /// The words of the slot of that form behind the member in `draft`.
    fn tail(&self, draft: &Draft, form: Form) -> Option<Range<usize>> {
        let line = self.lines.get(self.line_of(draft.name.start)?)?;
        let end = line.end;
        // What is longer is no slot, however long it is.
        let most = |from: usize| end.min(from + WORDS + 1);
        let seat = draft.post.as_ref().map(|(_, words)| words).filter(|words| words.start >= draft.name.end);
        let behind = match form {
            Form::SeatBracket => seat.filter(|words| words.start <= draft.name.end + 1)?.end,
            _ => draft.name.end,
        };
        let closed = |at: usize, marks: &str| (at..most(at)).find(|&at| self.is_mark(at, marks));
        let from = behind + 1;
        let words = match form {
            Form::Bracket | Form::SeatBracket if self.is_mark(behind, "([") => from..closed(from, ")]")?,
            Form::From if self.lexed.word(behind) == "من" => {
                from..self.body_end(from, most(from), Mode::Prose)
            }
            Form::For if self.lexed.word(behind) == "عن" => {
                from..self.body_end(from, most(from), Mode::Prose)
            }
            Form::For if self.is_mark(behind, "([") && self.lexed.word(from) == "عن" => {
                from + 1..closed(from, ")]")?
            }
            Form::Dash if self.is_mark(behind, "-–—") => from..closed(from, "(،,؛;")?,
            _ => return None,
        };
        self.is_slot(&words).then_some(words)
    }

    /// True for words that may be a house or a field.
    fn is_slot(&self, words: &Range<usize>) -> bool {
        let kinds = &self.kinds;
        let barred = [
            kinds.numeral,
            kinds.post,
            kinds.relative,
            kinds.trigger,
            kinds.outgoing,
            kinds.weekday,
            kinds.month,
            kinds.honorific,
            kinds.stop,
        ];
        let plain = |at: usize| self.is_arabic_word(at) || self.is_latin(at) || self.is_mark(at, "\"'");
        (1..=WORDS).contains(&words.len())
            && words.clone().all(plain)
            && !self.lexed.has_any(words.start, &barred)
            && !self.is_given_name(words.start)
    }

    /// True for a town or region and no more.
    fn is_share(&self, words: &Range<usize>) -> bool {
        self.is_place(words)
            || self.hit_of(words.start, self.kinds.marker, "area").is_some()
            || self.hit_of(words.start, self.kinds.cue, "compass").is_some()
    }

    fn fill_slots(&self, details: &Details, drafts: &mut [Draft], slots: &[Slot]) {
        let count = slots.len() as f32;
        let regions = slots.iter().filter(|slot| self.is_share(&slot.words)).count();
        if regions * 3 > slots.len() {
            return;
        }
        let (mut houses, mut fields) = (0.0, 0.0);
        for Slot { of, words } in slots {
            let told = |told: &Range<usize>| overlap(told, words);
            let house = |at: &usize| {
                drafts[*at].affiliations.iter().any(|one| one.organization.as_ref().is_some_and(told))
            };
            let field = |at: &usize| drafts[*at].portfolio.as_ref().is_some_and(told);
            let (house, field) = (of.iter().any(house), of.iter().any(field));
            let vote = |known: bool, other: bool, chance: f32| match (known, other) {
                (true, _) => 1.0,
                (_, true) => 0.0,
                _ => chance,
            };
            houses += vote(house, field, details.chance(words, HOUSE));
            fields += vote(field, house, details.chance(words, FIELD));
        }
        if houses.max(fields) < CHANCE * count {
            return;
        }
        for Slot { of, words } in slots.iter().filter(|slot| !self.is_share(&slot.words)) {
            for &at in of {
                self.give(&mut drafts[at], words, houses > fields);
            }
        }
    }

    /// Gives the member in `draft` the house or field `words`, unless something of that kind is told already.
    fn give(&self, draft: &mut Draft, words: &Range<usize>, house: bool) {
        let over = |told: &Range<usize>| overlap(told, words);
        let seat = draft.post.as_ref().is_some_and(|(_, told)| over(told));
        let told = draft.portfolio.as_ref().is_some_and(over)
            || draft.affiliations.iter().any(|one| one.is_told_by(over));
        if seat || told {
            return;
        }
        if house {
            if draft.affiliations.iter().any(|one| one.organization.is_some()) {
                return;
            }
            let organization = Some(words.clone());
            draft.affiliations.push(Affiliation { organization, weighed: true, ..Affiliation::default() });
        } else {
            let post = draft.post.as_ref().map(|(id, _)| id.0.as_str());
            if draft.portfolio.is_some() || !self.takes_field(post) {
                return;
            }
            draft.portfolio = Some(words.clone());
            draft.weighed.field = true;
        }
        draft.reach(words);
    }
}
