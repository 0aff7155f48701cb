//! What `seeds/roles/details.tsv` is learned from: the words of a lesson that name the body, and the fields, titles and
//! houses of its members.
//!
//! In: a lesson and where its members are named. Out: a detail for each token of the lines.

use super::course::{Lesson, Member};
use super::details::{BODY, BODY_ON, FIELD, HOUSE, TITLE};
use super::learn::{Place, Words, place};
use crate::extract::reader::{Reader, tokens_of};
use std::ops::Range;

/// How far from a member's name what is told of them is looked for, in tokens.
const REACH: usize = 60;

impl Reader<'_> {
    /// The detail of each token of the lines, as `lesson` tells, whose members are `named`; none when it tells no details.
    pub(super) fn details_of(
        &self,
        lesson: &Lesson,
        named: &[(Range<usize>, &Member)],
    ) -> Option<Vec<usize>> {
        let body = lesson.organization.as_ref()?;
        let mut tags = vec![0; self.lexed.tokens.len()];
        let mut put = |range: &Range<usize>, first: usize, on: usize| {
            if tags[range.clone()].iter().all(|&tag| tag == 0) {
                tags[range.clone()].fill(on);
                tags[range.start] = first;
            }
        };
        for range in self.places_of(body) {
            put(&range, BODY, BODY_ON);
        }
        for member in &lesson.members {
            let names: Vec<&Range<usize>> = named
                .iter()
                .filter(|(_, other)| std::ptr::eq(*other, member))
                .map(|(name, _)| name)
                .collect();
            let titles = member.affiliations.iter().filter_map(|(title, _)| Some((title.as_ref()?, TITLE)));
            let houses = member.affiliations.iter().filter_map(|(_, house)| Some((house.as_ref()?, HOUSE)));
            let field = member.portfolio.iter().map(|field| (field, FIELD));
            for (words, [before, behind, on]) in houses.chain(titles).chain(field) {
                let nearest = self.places_of(words).into_iter().flat_map(|told| {
                    names.iter().filter_map(move |name| {
                        let (gap, side) = if told.end <= name.start {
                            (name.start - told.end, before)
                        } else {
                            (told.start.checked_sub(name.end)?, behind)
                        };
                        (gap <= REACH).then_some((gap, side, told.clone()))
                    })
                });
                if let Some((_, side, told)) = nearest.min_by_key(|(gap, _, _)| *gap) {
                    put(&told, side, on);
                }
            }
        }
        Some(tags[tokens_of(&self.lines)].to_vec())
    }

    /// Adds to `signs` those of what the rules read and of the people and seats that `roles` tell, for each token of the
    /// lines.
    pub(super) fn placed_details(&self, roles: &[usize], signs: &mut [Vec<Place>], words: &mut Words) {
        let start = tokens_of(&self.lines).start;
        let read = self.read_signs(0..self.lines.len(), &self.board().drafts, words);
        place(self, start, &read, signs);
        let known = super::details::known(roles);
        let seen = self.known_signs(0..self.lines.len(), &known, start, words);
        place(self, start, &seen, signs);
    }
}
