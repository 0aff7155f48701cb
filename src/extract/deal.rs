//! Seats dealt out to people named before: in order, or by their family name alone.
//!
//! «انتخاب فلان وفلانة رئيسا وكاتبة عامة على التوالي» gives each name the seat of the same place; «فجاء عبيدات رئيسا»
//! gives it to the one person named before who is called so. Nothing is dealt where the numbers do not agree.

use super::board::Board;
use super::draft::Draft;
use super::parts::{Label, Part};
use super::reader::Reader;
use crate::model::{Gender, PostId};
use crate::seeds::Features;
use std::ops::Range;

/// How many of those named before can be named once more by a part of their name.
const RECALLED: usize = 300;

impl Board {
    /// Deals the run of seats that begins at `parts[at]` to as many names that wait; true when it did, or when an
    /// earlier seat of the run has already.
    pub(super) fn zip(&mut self, reader: &Reader<'_>, parts: &[Part], at: usize) -> bool {
        if self.dealt > at {
            return true;
        }
        let mut seats = Vec::new();
        let (mut end, mut told) = (at, false);
        for (next, part) in parts.iter().enumerate().skip(at) {
            match &part.label {
                Label::Post { id, features } if !features.has(Features::PLURAL.with(Features::DUAL)) => {
                    seats.push((id.clone(), part.range.clone(), *features));
                    end = next + 1;
                }
                // «كاتبة عامة، ومساعد لها، وأمينة للمال»
                Label::Relative { rank: None, features, forward: false } if !seats.is_empty() => {
                    let head = seats.last().map(|(id, _, _): &(PostId, Range<usize>, Features)| id.clone());
                    let Some(id) = head.and_then(|head| deputy_of(reader, &head)) else { break };
                    seats.push((id, part.range.clone(), *features));
                    end = next + 1;
                }
                Label::Mark('،' | ',') | Label::Other if part.range.len() == 1 => {}
                Label::Respectively => told = true,
                _ => break,
            }
        }
        let waiting = self.drafts.len() - self.waiting;
        let fits = seats.len() > 1 && (seats.len() == waiting || (told && seats.len() < waiting));
        if !fits {
            return false;
        }
        let first = self.drafts.len() - seats.len();
        for (draft, (id, words, features)) in self.drafts[first..].iter_mut().zip(seats) {
            let feminine = features.has(Features::FEMININE) && !features.has(Features::WEAK);
            draft.gender = draft.gender.or(feminine.then_some(Gender::Female));
            draft.extent.end = draft.extent.end.max(words.end);
            draft.post = Some((id, words));
        }
        self.open = None;
        self.waiting = self.drafts.len();
        self.dealt = end;
        true
    }

    /// The only person named before whose name is longer than `range` and ends with its words.
    pub(super) fn known(&self, reader: &Reader<'_>, range: &Range<usize>) -> Option<&Draft> {
        let mut words: Vec<&str> = range.clone().map(|at| reader.lexed.word(at)).collect();
        if range.len() > 2 || words.is_empty() {
            return None;
        }
        let joined = words.first().and_then(|word| word.strip_prefix(['و', 'ف']));
        let ends = |words: &[&str]| {
            let mut found =
                self.drafts[self.drafts.len().saturating_sub(RECALLED)..].iter().filter(|draft| {
                    let last = draft.name.clone().rev().map(|at| reader.lexed.word(at));
                    draft.name.len() > words.len() && words.iter().rev().copied().eq(last.take(words.len()))
                });
            let first = found.next()?;
            found.all(|other| other.name == first.name).then_some(first)
        };
        ends(&words).or_else(|| {
            words[0] = joined.filter(|rest| rest.chars().count() > 2)?;
            ends(&words)
        })
    }

    /// Words before a seat that nobody waits for: the family name of somebody named before.
    pub(super) fn recall(&mut self, reader: &Reader<'_>, before: &[Part]) {
        let Some(last) = before.last().filter(|part| part.label == Label::Other) else { return };
        if self.waiting < self.drafts.len() || self.open.is_some() {
            return;
        }
        let end = last.range.end;
        let found = [2, 1].into_iter().find_map(|count| {
            let start = end.checked_sub(count).filter(|&start| start >= last.range.start)?;
            self.known(reader, &(start..end)).cloned()
        });
        if let Some(known) = found {
            let draft = Draft { post: None, affiliations: Vec::new(), ..known };
            self.drafts.push(draft);
        }
    }

    /// «على التوالي»: the last names are deputies of the seats before them, one each.
    pub(super) fn deal(&mut self, reader: &Reader<'_>) {
        let count = self.group.len();
        let Some(first) = self.heads.len().checked_sub(count).filter(|_| count > 1) else { return };
        for (at, head) in self.group.clone().zip(self.heads[first..].to_vec()) {
            self.head = Some(head);
            if let Some(id) = self.deputy(reader, None)
                && let Some((post, _)) = self.drafts.get_mut(at).and_then(|draft| draft.post.as_mut())
            {
                *post = id;
            }
        }
    }

    /// «إسناد الرئاسة والكتابة، على التوالي، إلى فلان وعلان», «أسندت الرئاسة والكتابة إلى فلان وعلان على التوالي»: seats told
    /// before as many names, which are drafts from `had` on.
    pub(super) fn deal_ahead(&mut self, parts: &[Part], had: usize) {
        let Some(at) = parts.iter().position(|part| part.label == Label::Respectively) else { return };
        let plain = |part: &Part| match part.label {
            Label::Mark(_) | Label::InPost | Label::Each => true,
            Label::Other => part.range.len() == 1,
            _ => false,
        };
        let beside = |part: &Part| {
            matches!(part.label, Label::Title { .. } | Label::Body { .. } | Label::Area) || plain(part)
        };
        let is_name = |part: &Part| matches!(part.label, Label::Name { .. });
        // The names right before «على التوالي», or those behind it.
        let behind = parts[..at].iter().rposition(|part| !is_name(part) && !beside(part));
        let first = behind.map_or(0, |last| last + 1);
        let (end, named) = if parts[first..at].iter().any(is_name) {
            (first, &parts[first..at])
        } else {
            let ends = |part: &Part| {
                matches!(
                    part.label,
                    Label::Post { .. }
                        | Label::Relative { .. }
                        | Label::Respectively
                        | Label::Mark('.' | '؛')
                )
            };
            let until = parts[at + 1..].iter().position(ends).map_or(parts.len(), |next| at + 1 + next);
            (at, &parts[at + 1..until])
        };
        let names: Vec<&Range<usize>> =
            named.iter().filter(|part| is_name(part)).map(|part| &part.range).collect();
        let mut seats: Vec<(PostId, Range<usize>)> = Vec::new();
        for part in parts[..end].iter().rev() {
            match &part.label {
                Label::Post { id, features } if !features.has(Features::PLURAL.with(Features::DUAL)) => {
                    seats.push((id.clone(), part.range.clone()));
                }
                // «فلان وعلان رئيسا وكاتبا عاما على التوالي»: they are theirs already.
                Label::Post { .. } | Label::Name { .. } => return,
                _ if plain(part) => {}
                _ => break,
            }
        }
        seats.reverse();
        if seats.len() < 2 || names.len() != seats.len() {
            return;
        }
        for (name, (id, words)) in names.into_iter().zip(seats) {
            if let Some(draft) = self.drafts[had..].iter_mut().find(|draft| draft.name == *name) {
                draft.extent.start = draft.extent.start.min(words.start);
                draft.post = Some((id, words));
                draft.portfolio = None;
            }
        }
    }

    /// «فلانة وفلان وعلان، كلفوا على التوالي بالإعلام والتكوين والمالية»: the last names take the fields, one each.
    pub(super) fn deal_fields(&mut self, reader: &Reader<'_>, before: &[Part], part: &Part, after: &[Part]) {
        let charged = before
            .last()
            .is_some_and(|part| reader.hit_of(part.range.start, reader.kinds.trigger, "appoint").is_some());
        let plain = |part: &&Part| {
            matches!(part.label, Label::Other | Label::Portfolio { .. } | Label::Mark('،' | ','))
        };
        let count = after.iter().take_while(plain).count();
        let Some(last) = after[..count].last().filter(|_| charged) else { return };
        let fields = reader.divided(part.range.end..last.range.end);
        let Some(first) = self.drafts.len().checked_sub(fields.len()).filter(|_| fields.len() > 1) else {
            return;
        };
        let seated =
            self.drafts[first..].iter().all(|draft| draft.post.is_some() && draft.portfolio.is_none());
        if !seated || first > 0 && self.drafts[first - 1].post == self.drafts[first].post {
            return;
        }
        for (draft, field) in self.drafts[first..].iter_mut().zip(fields) {
            draft.extent.end = draft.extent.end.max(field.end);
            draft.portfolio = Some(field);
        }
    }

    /// The seat of a deputy of whoever was named last.
    pub(super) fn deputy(&self, reader: &Reader<'_>, rank: Option<i64>) -> Option<PostId> {
        let head = self.head.as_ref().map_or("president", |head| head.0.as_str());
        let entry = reader.seeds.entry_of("post", head)?;
        let head = entry.text("deputy_of").unwrap_or(head);
        let deputy = reader.seeds.entry_of("post", head)?.text("deputy")?;
        Some(PostId(match (deputy, rank) {
            ("vice-president", Some(1)) => "first-vice-president".into(),
            ("vice-president", Some(2)) => "second-vice-president".into(),
            (deputy, _) => deputy.to_owned(),
        }))
    }
}

/// The deputy of whoever holds the seat `head`.
fn deputy_of(reader: &Reader<'_>, head: &PostId) -> Option<PostId> {
    reader.seeds.entry_of("post", &head.0)?.text("deputy").map(|deputy| PostId(deputy.to_owned()))
}
