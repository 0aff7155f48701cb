//! What a table's cell says of somebody beside their name and seat: an occupation, an employer, a town; and the dots that
//! lead from one cell to the next.
//!
//! In: a cell and the head of its column. Out: its parts. Which cells hold the name and the seat, `table` decides.

use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use super::table::Column;
use crate::seeds::Features;
use std::ops::Range;

/// Dots that lead from one cell to the next at least: «فلان ........ رئيسا».
const LEADER: usize = 4;
/// Dots of one leader at most, either way.
const DOTS: usize = 100;

impl Reader<'_> {
    /// The run of full stops around a token that ends no sentence, and the mark it stands for: «فلان ........ رئيسا» leads
    /// from one cell to the next, «أمين السر.. فلان» is a colon.
    pub(super) fn dots(&self, at: usize) -> Option<(Range<usize>, char)> {
        let dot = |at: &usize| self.is_mark(*at, ".");
        if !dot(&at) || !(dot(&(at + 1)) || at > 0 && dot(&(at - 1))) {
            return None;
        }
        // No leader is longer, and an endless row of dots is read in proportion to its length.
        if dot(&(at + DOTS)) {
            return None;
        }
        let start = at - (1..=at.min(DOTS)).take_while(|back| dot(&(at - back))).count();
        let end = at + (at..at + DOTS).take_while(dot).count();
        if !self.is_arabic_word(end) {
            return None;
        }
        let kinds = [self.kinds.post, self.kinds.relative];
        let told = (start.saturating_sub(LEADER)..start).any(|at| {
            kinds.iter().any(|&kind| self.lexed.hit(at, kind).is_some_and(|hit| hit.end as usize == start))
        });
        let named = self.is_given_name(end) || self.lexed.has(end, self.kinds.honorific);
        match end - start {
            LEADER.. if self.lexed.has_any(end, &kinds) || told && named => Some((start..end, '-')),
            _ => (told && named).then_some((start..end, ':')),
        }
    }

    /// «مدير شركة النور», «مزارع»: what somebody does, and the body where.
    pub(super) fn employed(&self, cell: &Range<usize>) -> Option<Vec<Part>> {
        let title = self
            .lexed
            .hit(cell.start, self.kinds.title)
            .or_else(|| self.lexed.hit(cell.start, self.kinds.post))?;
        let house = |at: &usize| {
            self.lexed.has(*at, self.kinds.body) || self.domain(*at).is_some_and(|(_, id)| id == "committee")
        };
        // «ربة بيت»: a word alone is no house.
        let split = (cell.start + 1..cell.end).find(house).filter(|&at| {
            at + 1 < cell.end
                || self
                    .lexed
                    .hit(at, self.kinds.body)
                    .is_some_and(|hit| hit.features.has(Features::PREPOSITION.with(Features::DEFINITE)))
        });
        let whole = title.end as usize == cell.end && cell.len() == 1;
        let role = |end: usize| Part { label: Label::Title { gender: None }, range: cell.start..end };
        // «فلاح الميلية»: the town of a column that lost its rule.
        let town = (cell.start + 1..cell.end).find(|&at| {
            self.lexed
                .hit(at, self.kinds.place)
                .is_some_and(|hit| hit.end as usize == cell.end && !hit.features.has(Features::PREPOSITION))
        });
        if let Some(at) = town.filter(|_| split.is_none()) {
            return Some(vec![role(at), Part { label: Label::Area, range: at..cell.end }]);
        }
        match split {
            Some(at) => {
                let name = at..cell.end;
                let house = Part { label: Label::Body { name: name.clone(), acronym: None }, range: name };
                Some(vec![role(at), house])
            }
            None => whole.then(|| vec![role(cell.end)]),
        }
    }

    /// A cell that is neither name nor seat.
    pub(super) fn other_cell(&self, head: Option<Column>, cell: &Range<usize>) -> Vec<Part> {
        let whole = |label| vec![Part { label, range: cell.clone() }];
        let body = cell.clone().any(|at| self.lexed.has(at, self.kinds.body) || self.is_latin(at));
        let title =
            self.lexed.has(cell.start, self.kinds.title) && !self.lexed.has(cell.start, self.kinds.body);
        let town = self.lexed.has(cell.start, self.kinds.place)
            || self.hit_of(cell.start, self.kinds.marker, "area").is_some()
            || cell.len() == 1;
        match head {
            Some(Column::Area) if town && !title => whole(Label::Area),
            // «الجهة» heads regions in the Maghreb and employers in the Gulf.
            Some(Column::Area) if !title => whole(Label::Body { name: cell.clone(), acronym: None }),
            Some(Column::Employer) if !title && self.employed(cell).is_none() => {
                whole(Label::Body { name: cell.clone(), acronym: None })
            }
            Some(Column::Occupation | Column::Employer) => {
                self.employed(cell).unwrap_or_else(|| whole(Label::Title { gender: None }))
            }
            _ if body => self.parts(cell.clone(), Mode::Item),
            _ => whole(Label::Title { gender: None }),
        }
    }
}
