//! What belongs to the person named last: a portfolio, a title elsewhere, a body, a town.
//!
//! In: parts that are neither names nor seats. Out: drafts with these filled in, and whether what was just read belongs to
//! somebody. In running text only what stands right beside a person is theirs; a title in front of a name waits for it.

use super::board::Board;
use super::draft::{Affiliation, Draft, Near, Open};
use super::parts::{Label, Mode, Part};
use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::{Features, Look};
use std::ops::Range;

impl Board {
    /// True when the seat or field just read belongs to the person named last.
    pub(super) fn is_held(&self, before: &[Part]) -> bool {
        let seat = before.last().filter(|part| {
            matches!(part.label, Label::Post { .. } | Label::Relative { .. } | Label::Portfolio { .. })
        });
        let held = |draft: &Draft, seat: &Part| {
            draft.extent.end == seat.range.end && draft.name.end <= seat.range.start
        };
        seat.is_some_and(|seat| self.drafts.last().is_some_and(|draft| held(draft, seat)))
    }

    /// True when the seat of whoever was named last stands before the name.
    pub(super) fn seated_ahead(&self) -> bool {
        let last = self.drafts.last();
        last.is_some_and(|draft| draft.post.as_ref().is_some_and(|(_, seat)| seat.end <= draft.name.start))
    }

    /// True when the brackets that close here stand right behind somebody.
    pub(super) fn bracketed(&self, before: &[Part]) -> bool {
        let open = before.iter().rposition(|part| part.label == Label::Open);
        let held = open.and_then(|at| at.checked_sub(1)).and_then(|at| before.get(at));
        held.is_some_and(|part| matches!(part.label, Label::Name { .. }))
    }

    /// True when nobody waits for a seat, and nobody of this sentence, `had` before it, has one.
    pub(super) fn stands_alone(&self, had: usize) -> bool {
        self.waiting == self.drafts.len() && self.drafts.len() == had && self.listed.is_none()
    }

    /// Titles in front of a name are forgotten when anything but a comma comes between.
    pub(super) fn over(&mut self, before: &[Part]) {
        let mut parts = before.iter().rev().skip_while(|part| matches!(part.label, Label::Mark('،' | ',')));
        if !matches!(parts.next().map(|part| &part.label), Some(Label::Title { .. } | Label::Body { .. })) {
            self.ahead.clear();
        }
    }

    pub(super) fn portfolio(&mut self, reader: &Reader<'_>, range: Range<usize>, gender: Option<Gender>) {
        let words = reader.portfolio_words(range.clone());
        // «نائبين له، مكلفين على التوالي بالشؤون القانونية والتكوين»: one field each.
        let fields = reader.divided(words.clone());
        if reader.deals(range.clone()) && fields.len() == self.group.len() && fields.len() > 1 {
            for (draft, field) in self.drafts[self.group.clone()].iter_mut().zip(fields) {
                draft.portfolio = Some(field);
                draft.extent.end = draft.extent.end.max(range.end);
            }
            return;
        }
        // «مكلف بالإعلام: فلان»: an item that begins with the field.
        if self.mode == Some(Mode::Item) && self.drafts.len() == self.first && self.open.is_none() {
            self.waiting = self.drafts.len();
            self.open = Some(Open {
                id: PostId("member".to_owned()),
                words: range.start..words.end,
                plural: false,
                portfolio: Some(words),
                acting: None,
                gender,
                behind: false,
                ranked: false,
            });
            return;
        }
        // «ثلاثة مساعدين هم: فلان (مكلف بالمعارض)، …»: the field is that of whoever has just taken one of the seats.
        let taken = self.open.as_ref().is_some_and(|open| {
            let held = |draft: &Draft| draft.post.as_ref().is_some_and(|(_, words)| *words == open.words);
            open.plural && self.drafts.last().is_some_and(held)
        });
        match (self.open.as_mut().filter(|_| !taken), self.drafts.last_mut()) {
            (Some(open), _) => {
                open.portfolio = Some(words);
                open.gender = open.gender.or(gender);
            }
            (None, Some(draft)) => {
                // «أمينا مكلفا بالتكوين»: of nothing but that field.
                if let Some((id, seat)) = draft
                    .post
                    .as_mut()
                    .filter(|(id, seat)| id.0 == "treasurer" && seat.len() == 1 && seat.end == range.start)
                {
                    *id = PostId("member".to_owned());
                    let _ = seat;
                }
                if draft.portfolio.is_none() {
                    draft.portfolio = Some(words);
                    draft.charge = Some(range.clone());
                }
                draft.gender = draft.gender.or(gender);
                draft.extent.end = draft.extent.end.max(range.end);
            }
            (None, None) => {}
        }
    }

    /// «أوكلت العلاقات العامة لفلان»: a field that whoever is named next is in charge of.
    pub(super) fn field(&mut self, reader: &Reader<'_>, range: Range<usize>) {
        self.waiting = self.drafts.len();
        // «أسندت لجنة المهرجانات لفلان»: whoever is handed a committee chairs it.
        let committee = reader.domain(range.start).is_some_and(|(_, id)| id == "committee");
        let id = if committee { "chair-of-committee" } else { "member" };
        self.open = Some(Open {
            id: PostId(id.to_owned()),
            words: range.clone(),
            plural: false,
            portfolio: (!committee).then_some(range),
            acting: None,
            gender: None,
            behind: false,
            ranked: false,
        });
    }

    pub(super) fn title(&mut self, reader: &Reader<'_>, range: Range<usize>, gender: Option<Gender>) {
        let joined =
            reader.glued(range.start, Features::CONJUNCTION) || reader.lexed.looks(range.start, Look::AND);
        let unnamed = self.mode == Some(Mode::Item) && self.drafts.len() == self.first;
        if unnamed || (!self.affiliates() && (self.adjacent == Near::Far || joined)) {
            // «مزارعو القطاع»: many are nobody's title.
            if reader.glued(range.start, Features::PLURAL) {
                return;
            }
            self.title = Some(self.ahead.len());
            self.ahead.push(Affiliation { role: Some(range), ..Affiliation::default() });
            return;
        }
        let Some(draft) = self.drafts.get_mut(self.base..).and_then(|drafts| drafts.last_mut()) else {
            return;
        };
        draft.gender = draft.gender.or(gender);
        draft.extent.end = draft.extent.end.max(range.end);
        self.title = Some(draft.affiliations.len());
        draft.affiliations.push(Affiliation { role: Some(range), ..Affiliation::default() });
    }

    pub(super) fn body(
        &mut self,
        reader: &Reader<'_>,
        part: &Part,
        name: Range<usize>,
        acronym: Option<Range<usize>>,
    ) {
        // «عن فئة المحامين: فلان»: whom somebody stands for is no house.
        if reader.cue(name.start) == Some("category") {
            return;
        }
        // «وليد بنشريف (Walid Bencherif)» is no house.
        if self.depth > 0 && self.drafts.last().is_some_and(|draft| reader.spells(&draft.name, &name)) {
            return;
        }
        if !self.ahead.is_empty() {
            if let Some(affiliation) = self.title.take().and_then(|at| self.ahead.get_mut(at)) {
                affiliation.organization = Some(name);
                affiliation.acronym = acronym;
            }
            return;
        }
        // «الرئاسة: بلدية الواحة ويمثلها فلان»: in an item that has named nobody yet, it is the next person's.
        if self.mode == Some(Mode::Item) && self.drafts.len() == self.first && self.depth == 0 {
            self.ahead.push(Affiliation { organization: Some(name), acronym, ..Affiliation::default() });
            return;
        }
        // «فلان، المنتمي لتعاونية الواحة،»: a word that ties it to the person reaches over a comma.
        let tied = self.adjacent == Near::Comma && name.start > part.range.start;
        if !self.affiliates() && !tied {
            return;
        }
        let Some(draft) = self.drafts.get_mut(self.base..).and_then(|drafts| drafts.last_mut()) else {
            return;
        };
        draft.extent.end = draft.extent.end.max(part.range.end);
        if let Some(last) = draft.affiliations.last_mut()
            && let Some(body) = last.organization.as_ref().filter(|_| last.acronym.is_none())
            && reader.abbreviates(&name, body.end)
        {
            last.acronym = Some(name);
            return;
        }
        let titled = self.title.take().and_then(|at| draft.affiliations.get_mut(at));
        match titled {
            Some(affiliation) => {
                affiliation.organization = Some(name);
                affiliation.acronym = acronym;
            }
            // The same body once more in another language: «(… C2TM – قطب النسيج)».
            None if self.depth > 0 && self.bracket_body => {}
            None => draft.affiliations.push(Affiliation {
                organization: Some(name),
                acronym,
                ..Affiliation::default()
            }),
        }
        self.bracket_body = self.depth > 0;
    }

    pub(super) fn area(&mut self, range: Range<usize>) {
        let Some(draft) = self.drafts.last_mut() else { return };
        draft.extent.end = draft.extent.end.max(range.end);
        match draft.affiliations.last_mut() {
            Some(affiliation) => affiliation.area = Some(range),
            None => draft.affiliations.push(Affiliation { area: Some(range), ..Affiliation::default() }),
        }
    }
}
