//! What the rules read of members, weighed: titles, houses and fields that the weights find hardly told go, those that go
//! on behind where a rule ends them are read to their end, and those told of somebody else are taken from whom they are not
//! told of.
//!
//! In: drafts as the rules fill them and the weights of details, which have heard what the rules read. Out: the same with
//! fewer or longer fields and affiliations. Always holds: nothing is given to anybody here.

use super::LONGEST;
use super::details::{Details, FIELD, HOUSE, TITLE, Told, owner};
use crate::extract::draft::{Affiliation, Draft, overlap};
use crate::extract::reader::Reader;
use crate::seeds::roles::Row;
use std::collections::BTreeSet;
use std::ops::Range;

/// What is told on this side of a name with this chance is told of nobody on the other.
const SIDED: f32 = 0.8;
/// With this chance the next word goes on with a field or title that a rule has read.
const ON: f32 = 0.7;
/// The same for a house: its name is longer than a rule knows rather than shorter.
const ON_HOUSE: f32 = 0.5;
/// A field that is less likely is none. The rules are seldom wrong of fields.
const NO_FIELD: f32 = 0.01;
const NO_TITLE: f32 = 0.1;
const NO_HOUSE: f32 = 0.08;
/// Behind «على التوالي» fields are dealt out over so many tokens.
const DEALT: usize = 12;

impl Details {
    fn row(&self, at: usize) -> Option<&Row> {
        let found = self.rows.partition_point(|(from, _)| *from <= at).checked_sub(1)?;
        let (from, rows) = &self.rows[found];
        rows.get(at - from)
    }

    /// The mean chance, in 0..1, that the tokens of `words` tell a detail of the kind `roles`.
    pub(super) fn chance(&self, words: &Range<usize>, roles: [usize; 3]) -> f32 {
        let each = words.clone().filter_map(|at| self.row(at));
        let sum: f32 = each.map(|row| roles.iter().map(|&role| row[role]).sum::<f32>()).sum();
        sum / words.len().max(1) as f32
    }

    fn refused(&self, words: Range<usize>, kind: Kind) -> Refused {
        let chance = self.chance(&words, kind.roles());
        Refused { words, kind, chance }
    }

    /// Reads `words` of the kind `roles` on while the next word is told with them and nothing that is `taken` begins.
    fn lengthen(&self, words: &mut Range<usize>, roles: [usize; 3], least: f32, taken: &BTreeSet<usize>) {
        let on = |at: &usize| !taken.contains(at) && self.row(*at).is_some_and(|row| row[roles[2]] >= least);
        words.end += (words.end..).take(LONGEST).take_while(on).count();
    }

    /// True when it is sure before or behind which name `told` is told.
    fn is_sided(&self, told: &Told, roles: [usize; 3]) -> bool {
        let side = roles[usize::from(!told.before)];
        self.row(told.words.start).is_some_and(|row| row[side] >= SIDED)
    }
}

/// What a rule reads of somebody and the weights do not believe.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refused {
    pub(super) words: Range<usize>,
    pub(super) kind: Kind,
    /// That it is told of anybody, in 0..1.
    pub(super) chance: f32,
}

/// A kind of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Field,
    Title,
    House,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Field, Self::Title, Self::House];

    const fn roles(self) -> [usize; 3] {
        match self {
            Self::Field => FIELD,
            Self::Title => TITLE,
            Self::House => HOUSE,
        }
    }

    /// The words that tell this of the member in `draft`.
    fn of(self, draft: &Draft) -> impl Iterator<Item = &Range<usize>> {
        let field = draft.portfolio.iter().filter(move |_| self == Self::Field);
        let elsewhere = draft.affiliations.iter().filter_map(move |one| match self {
            Self::Field => None,
            Self::Title => one.role.as_ref(),
            Self::House => one.organization.as_ref(),
        });
        field.chain(elsewhere)
    }

    /// Takes from the member in `draft` what words over `told` tell.
    fn take(self, draft: &mut Draft, told: &Range<usize>) -> Option<Range<usize>> {
        let over = |words: &mut Range<usize>| overlap(words, told);
        let mut elsewhere = draft.affiliations.iter_mut();
        match self {
            Self::Field => draft.portfolio.take_if(over),
            Self::Title => elsewhere.find_map(|one| one.role.take_if(over)),
            Self::House => elsewhere.find_map(|one| one.organization.take_if(over)),
        }
    }

    pub(super) const fn called(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Title => "title",
            Self::House => "house",
        }
    }
}

impl Reader<'_> {
    /// Weighs what the rules read of the members in `drafts`; what of it the weights do not believe.
    pub(super) fn weigh_read(&self, details: &Details, drafts: &mut [Draft]) -> Vec<Refused> {
        let mut refused = self.take_back(details, drafts);
        let taken = drafts.iter().flat_map(Draft::starts).collect();
        for draft in drafts {
            if let Some(words) = &mut draft.portfolio {
                details.lengthen(words, FIELD, ON, &taken);
            }
            let had = refused.len();
            let field = draft.portfolio.take_if(|words| details.chance(words, FIELD) < NO_FIELD);
            refused.extend(field.map(|words| details.refused(words, Kind::Field)));
            for one in &mut draft.affiliations {
                self.weigh_affiliation(details, one, &taken, &mut refused);
            }
            draft.affiliations.retain(|one| one.words().next().is_some());
            refused[had..].iter().for_each(|refused| draft.forget(&refused.words));
        }
        refused
    }

    fn weigh_affiliation(
        &self,
        details: &Details,
        one: &mut Affiliation,
        taken: &BTreeSet<usize>,
        refused: &mut Vec<Refused>,
    ) {
        for (words, roles, least) in [(&mut one.role, TITLE, ON), (&mut one.organization, HOUSE, ON_HOUSE)] {
            if let Some(words) = words {
                details.lengthen(words, roles, least, taken);
            }
        }
        let title = one.role.as_ref().is_none_or(|words| details.chance(words, TITLE) < NO_TITLE);
        let house = one.organization.as_ref().is_none_or(|words| details.chance(words, HOUSE) < NO_HOUSE);
        // «نائب رئيس جمعية الواحة»: what one of the two tells holds for the other.
        if title && house {
            refused.extend(one.role.take().map(|words| details.refused(words, Kind::Title)));
            let house = one.organization.take();
            refused.extend(house.clone().map(|words| details.refused(words, Kind::House)));
            one.acronym = None;
            // «عن بابل»: where somebody comes from is a town or region.
            let town = house.filter(|words| self.is_place(words));
            one.area = one.area.take().or(town);
        }
    }

    /// Takes from members what is told of somebody else, who stands on the other side of it.
    fn take_back(&self, details: &Details, drafts: &mut [Draft]) -> Vec<Refused> {
        let mut refused = Vec::new();
        for (list, kind) in [&details.fields, &details.titles, &details.houses].into_iter().zip(Kind::ALL) {
            for told in list.iter().filter(|told| details.is_sided(told, kind.roles())) {
                // «… مكلفين على التوالي بالإعلام والتكوين»: one each of those named before.
                if self.deals(told.words.start.saturating_sub(DEALT)..told.words.start) {
                    continue;
                }
                let holds = |draft: &Draft| kind.of(draft).any(|words| overlap(words, &told.words));
                if !drafts.iter().any(holds) {
                    continue;
                }
                let Some(own) = owner(&told.words, told.before, drafts).map(|draft| draft.name.clone())
                else {
                    continue;
                };
                // What stands on another line is a cell of a table; another sentence tells of others.
                let line = |at: usize| self.lines.partition_point(|line| line.start <= at);
                let close = |from: usize, to: usize| (from..to).any(|at| self.is_mark(at, "؛;."));
                let near = |name: &Range<usize>| {
                    line(name.start) == line(told.words.start)
                        && !close(name.end, told.words.start)
                        && !close(told.words.end, name.start)
                };
                let others = drafts.iter_mut().filter(|draft| draft.name != own && holds(draft));
                for draft in others.filter(|draft| near(&own) && near(&draft.name)) {
                    if let Some(words) = kind.take(draft, &told.words) {
                        draft.forget(&words);
                        refused.push(details.refused(words, kind));
                    }
                }
            }
        }
        refused
    }
}
