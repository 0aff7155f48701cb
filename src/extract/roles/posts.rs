//! Which seat the words around a member tell, weighed where no rule knows them: «آل أمر الصندوق إلى فلان».
//!
//! In: a mention, the roles of its text and the seat of the member before. Out: a post with its chance in 0..1, by a
//! multinomial logistic regression over signs. The words that it is read from are always those of a seat told.

use super::seen::{Note, Numbers};
use super::{Mention, Roles, Side};
use crate::extract::parts::{Label, Mode};
use crate::extract::reader::Reader;
use crate::seeds::hashed::word;
use crate::seeds::{Hashed, Kind, Look};
use std::ops::Range;

/// What is told of somebody whose seat no post names.
pub(super) const NONE: &str = "none";
/// How far from a name its seat may stand, in tokens.
const REACH: usize = 60;
/// Words right beside a name that tell of its seat.
const WINDOW: usize = 5;

impl Reader<'_> {
    /// The words of the seat of `mention`, on the side where it is told.
    pub(super) fn seat_of(&self, mention: &Mention, roles: &Roles) -> Option<Range<usize>> {
        let name = &mention.name;
        let (seat, gap) = match mention.side {
            Side::Nowhere => return None,
            Side::Before => {
                let before = roles.seats.partition_point(|seat| seat.end <= name.start);
                let seat = roles.seats.get(before.checked_sub(1)?)?;
                (seat, name.start - seat.end)
            }
            Side::Behind => {
                let seat = roles.seats.get(roles.seats.partition_point(|seat| seat.start < name.end))?;
                (seat, seat.start - name.end)
            }
        };
        // «• فلان، مدير قطب الواحة • علان، نائب رئيس التجمع»: what stands on another line beside somebody else is not theirs.
        let line = self.line_of(seat.start);
        let own = line == self.line_of(name.start) || {
            let words = line.and_then(|line| self.lines.get(line)).map_or(0..0, |line| line.start..line.end);
            let next = roles.mentions.partition_point(|mention| mention.name.start < words.start);
            roles.mentions.get(next).is_none_or(|mention| mention.name.start >= words.end)
        };
        (gap <= REACH && own).then(|| seat.clone())
    }

    /// What tells the post of `mention`, `before` being the member named before it with the post that was read.
    pub(super) fn post_signs(
        &self,
        mention: &Mention,
        roles: &Roles,
        before: Option<(&Range<usize>, &str)>,
        note: &mut impl Note,
    ) -> Vec<u64> {
        let name = &mention.name;
        let side = match mention.side {
            Side::Before => word!("before"),
            Side::Behind => word!("behind"),
            Side::Nowhere => word!("nowhere"),
        };
        let mut out = vec![note.note(&[word!("any")]), note.note(&[word!("side"), side])];
        let seat = self.seat_of(mention, roles);
        let (last, post) = before.map_or((0, word!("nobody")), |(name, post)| (name.end, Hashed::of(post)));
        // Whether the seat is told between the two, or is one that they share.
        let shared = seat.as_ref().is_some_and(|seat| seat.start < last);
        let near = name.start.saturating_sub(last) <= 2;
        let tie = match (shared, near) {
            (true, _) => word!("shared"),
            (_, true) => word!("near"),
            _ => word!("apart"),
        };
        out.push(note.note(&[word!("last"), post, tie, side]));
        if let Some(seat) = &seat {
            let said = |at: usize| Hashed::of(self.lexed.word(at).trim_start_matches(['و', 'ب']));
            for at in seat.clone() {
                out.push(note.note(&[word!("seat"), said(at)]));
                if at + 1 < seat.end {
                    out.push(note.note(&[word!("seat"), said(at), Hashed::of(self.lexed.word(at + 1))]));
                }
                for hit in self.lexed.hits(at) {
                    let (kind, id) =
                        (self.seeds.hashed_kind(Kind(hit.kind)), self.seeds.hashed_id(hit.entry));
                    let whole = if hit.start as usize == seat.start && hit.end as usize == seat.end {
                        word!("all")
                    } else {
                        word!("")
                    };
                    out.push(note.note(&[word!("entry"), kind, id, whole]));
                    if Kind(hit.kind) == self.kinds.relative {
                        out.push(note.note(&[word!("entry"), kind, id, word!("of"), post]));
                    }
                }
            }
            let line = self.line_of(seat.start).and_then(|line| self.lines.get(line));
            let end = line.map_or(seat.end, |line| line.end.min(seat.end + 2));
            let next = if seat.end < end { self.lexed.word(seat.end) } else { "" };
            out.push(note.note(&[word!("next"), Hashed::of(next)]));
            for part in self.parts(seat.start..end, Mode::Prose) {
                match part.label {
                    Label::Post { id, .. } if part.range.start < seat.end => {
                        out.push(note.note(&[word!("part"), Hashed::of(&id.0)]))
                    }
                    Label::Relative { rank, .. } if part.range.start < seat.end => {
                        let rank = rank.map_or(String::new(), |rank| rank.to_string());
                        out.push(note.note(&[word!("deputy"), Hashed::of(&rank), post]));
                    }
                    _ => {}
                }
            }
        }
        let words = |range: Range<usize>| {
            range.filter(|&at| self.lexed.looks(at, Look::ARABIC)).map(|at| Hashed::of(self.lexed.word(at)))
        };
        let from = last.max(name.start.saturating_sub(WINDOW)).min(name.start);
        for left in words(from..name.start) {
            out.push(note.note(&[word!("left"), left]));
        }
        for right in words(name.end..(name.end + WINDOW).min(self.lexed.tokens.len())) {
            out.push(note.note(&[word!("right"), right, side]));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The post that is most likely told of `mention`, with its chance.
    pub(super) fn told_post(
        &self,
        mention: &Mention,
        roles: &Roles,
        before: Option<(&Range<usize>, &str)>,
    ) -> Option<(&str, f32)> {
        self.seeds.roles().posts().likeliest(&self.post_signs(mention, roles, before, &mut Numbers))
    }
}
