//! The purse and the pen: seats that a field alone tells («فلان للصندوق وفلانة للسر», «المكلفة بالشؤون المالية: علانة»), and
//! clerks who are called like a treasurer.
//!
//! In: a token behind a name, or the drafts of a whole board. Out: the seat whose field the words are, or that of a clerk.
//! Always holds: of a whole board's members a field makes seat holders only where nobody else has that seat.

use super::draft::Draft;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::model::PostId;
use crate::seeds::{Entry, Features, Hit, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Tokens between a seat's noun and its field at most: «المكلفة».
const CHARGE: usize = 2;

/// Tokens of a committee's name before its colon at most.
const LABEL: usize = 9;

impl Reader<'_> {
    /// «فلان للصندوق، علان للسر»: the field of a seat behind somebody's name or what stands in brackets behind it, with a
    /// comma or «و» after it, in a list in which seats were told before.
    pub(super) fn tied_seat(&self, at: usize, end: usize, before: &[Part]) -> Option<Part> {
        let (hit, entry) = self.seat_field(at)?;
        let next = hit.end as usize;
        let behind = before.last().filter(|part| part.range.end == at).is_some_and(|part| {
            matches!(part.label, Label::Name { .. } | Label::Close | Label::Body { .. } | Label::Area)
        });
        let seated =
            || before.iter().any(|part| matches!(part.label, Label::Post { .. } | Label::Relative { .. }));
        let closed = || {
            next >= end
                || self.is_separator(next)
                || self.is_joined_name(next)
                || self.lexed.looks(next, Look::AND)
        };
        let id = PostId(entry.text("post")?.to_owned());
        // «أوكلت أمانة السر إلى فلان والصندوق إلى علان»
        let handed = hit.features.has(Features::CONJUNCTION)
            && (self.lexed.word(at).starts_with("وال") || self.lexed.word(at).ends_with(['ا', 'ه']))
            && (self.hit_of(next, self.kinds.marker, "towards").is_some()
                || self
                    .lexed
                    .hit(next, self.kinds.given_name)
                    .is_some_and(|hit| hit.features.has(Features::LI)));
        if handed && seated() {
            let features = hit.features.with(Features::DEFINITE);
            return Some(Part { label: Label::Post { id, features }, range: at..next });
        }
        if !behind || !self.lexed.looks(at, Look::LIL) || !closed() || !seated() {
            return None;
        }
        Some(Part { label: Label::Post { id, features: hit.features.with(Features::BI) }, range: at..next })
    }

    /// The field of a seat that begins at a token; none of a word that tells a seat by itself.
    fn seat_field(&self, at: usize) -> Option<(Hit, &Entry)> {
        self.hit(at, self.kinds.seat_field).filter(|(_, entry)| entry.text("instead").is_none())
    }

    /// Gives members whose field is a seat's that seat, where nobody else has it.
    pub(super) fn seat_fields(&self, drafts: &mut [Draft]) {
        let held: BTreeSet<PostId> =
            drafts.iter().filter_map(|draft| draft.post.as_ref()).map(|(id, _)| id.clone()).collect();
        // Whom each field tells of: somebody may be told twice.
        let mut told: BTreeMap<PostId, Vec<usize>> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            if let Some(id) = self.fielded(draft).filter(|id| !held.contains(id)) {
                told.entry(id).or_default().push(at);
            }
        }
        for (id, all) in told {
            let words = |at: &usize| self.words(drafts[*at].name.clone());
            let Some((first, rest)) = all.split_first() else { continue };
            let name = words(first);
            if rest.iter().any(|at| words(at) != name) {
                continue;
            }
            for at in all {
                let draft = &mut drafts[at];
                let field = draft.portfolio.take();
                // «المكلفة بالشؤون المالية»: charge and field are the words of the seat.
                let words = match (draft.post.take(), field) {
                    (Some((_, words)), None) => words,
                    (None, None) => continue,
                    (Some((_, words)), Some(field))
                        if words.end <= field.start && field.start - words.end <= CHARGE =>
                    {
                        words.start..field.end
                    }
                    (_, Some(field)) => field,
                };
                draft.post = Some((id.clone(), words));
            }
        }
    }

    /// The seat whose field a member has in charge, where the text does not say that they are a member.
    fn fielded(&self, draft: &Draft) -> Option<PostId> {
        let said = |words: &Range<usize>| self.hit_of(words.start, self.kinds.post, "member").is_some();
        if draft.post.as_ref().is_some_and(|(id, words)| id.0 != "member" || said(words)) {
            return None;
        }
        // «وأسند الشأن المالي إلى فلان»: the words of the seat are the field.
        let words = || draft.post.as_ref().map(|(_, words)| words.clone());
        let field = draft.portfolio.clone().or_else(words)?;
        let (hit, entry) = self.seat_field(field.start)?;
        (hit.end as usize == field.end).then(|| entry.text("post").map(|id| PostId(id.to_owned())))?
    }

    /// «لجنة الأسر: فلان أمينا، وعلان أمينا مساعدا»: who keeps a committee's papers is a member with that field.
    pub(super) fn committee_clerks(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let Some((id, words)) = &draft.post else { continue };
            let clerk = self
                .hit(words.start, self.kinds.seat_field)
                .is_some_and(|(_, entry)| entry.text("instead").is_some());
            if !clerk
                || !matches!(id.0.as_str(), "treasurer" | "secretary-general" | "deputy-secretary-general")
            {
                continue;
            }
            let line = self.line_of(draft.name.start).and_then(|line| self.lines.get(line));
            let line = line.map_or(draft.name.start, |line| line.start);
            let start = self.sentence_at(draft.name.start).start.max(line);
            let committee = self.domain(start).is_some_and(|(_, id)| id == "committee");
            let colon = (start..draft.name.start.min(start + LABEL)).find(|&at| self.is_mark(at, ":/"));
            let Some(colon) = colon.filter(|_| committee) else { continue };
            draft.post = Some((PostId("member".to_owned()), words.clone()));
            draft.portfolio = Some(start..colon);
        }
    }

    /// Of two treasurers the one who is called «أمين» alone is the other seat's, where nobody has that.
    pub(super) fn part_clerk(&self, drafts: &mut [Draft]) {
        let clerk = |draft: &Draft| {
            let (id, words) = draft.post.as_ref()?;
            let (hit, entry) = self.hit(words.start, self.kinds.seat_field)?;
            let alone = hit.end as usize >= words.end && entry.text("instead") == Some(id.0.as_str());
            alone.then(|| entry.text("post").map(|post| (id.clone(), PostId(post.to_owned()))))?
        };
        let mut told = drafts.iter().enumerate().filter_map(|(at, draft)| Some((at, clerk(draft)?)));
        let (Some((at, (has, instead))), None) = (told.next(), told.next()) else { return };
        let holders = |id: &PostId| {
            drafts.iter().filter(|draft| draft.post.as_ref().is_some_and(|(post, _)| post == id)).count()
        };
        if holders(&has) == 2 && holders(&instead) == 0 {
            drafts[at].post.iter_mut().for_each(|(id, _)| *id = instead.clone());
        }
    }
}
