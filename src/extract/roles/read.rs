//! What the rules read, as signs: seats, fields, titles, houses and the names of bodies.
//!
//! In: a reader and the seats that its rules fill. Out: signs for each token of some lines. The weights of details learn
//! how far the rules are right where the words around look as they do. Those of roles do not see whom the rules seat:
//! they would trust the rules as far as texts go for which the rules were written.

use super::seen::{Note, Seen};
use crate::extract::draft::Draft;
use crate::extract::reader::{Reader, tokens_of};
use crate::seeds::Hashed;
use crate::seeds::hashed::word;
use std::ops::Range;

/// Marks at the tokens of some lines, as signs; those that need not be kept are left out.
struct Marks<'n, N: Note> {
    tokens: Range<usize>,
    /// Tokens and their signs, in the order in which they were put.
    signs: Vec<(usize, N::Sign)>,
    note: &'n mut N,
}

impl<N: Note> Marks<'_, N> {
    fn put(&mut self, range: &Range<usize>, what: Hashed<'_>) {
        let [begins, goes_on] = [word!("read"), word!("read-on")].map(|how| self.note.near(&[how, what]));
        for at in range.start.max(self.tokens.start)..range.end.min(self.tokens.end) {
            self.signs.extend((if at == range.start { begins } else { goes_on }).map(|sign| (at, sign)));
        }
    }

    /// The signs by token.
    fn seen(mut self) -> Seen<N::Sign> {
        self.signs.sort_by_key(|(at, _)| *at);
        let (mut seen, mut signs) = (Seen::default(), self.signs.into_iter().peekable());
        for at in self.tokens {
            while let Some((_, sign)) = signs.next_if(|(other, _)| *other == at) {
                seen.near.push(sign);
            }
            seen.end();
        }
        seen
    }
}

impl Reader<'_> {
    /// The signs of what the rules have read on the lines `lines`: the `drafts`, and bodies.
    pub(super) fn read_signs<N: Note>(
        &self,
        lines: Range<usize>,
        drafts: &[Draft],
        note: &mut N,
    ) -> Seen<N::Sign> {
        let lines = &self.lines[lines];
        let mut marks = Marks { tokens: tokens_of(lines), signs: Vec::new(), note };
        for draft in drafts {
            if let Some((id, words)) = &draft.post {
                marks.put(
                    words,
                    if self.takes_field(Some(&id.0)) { word!("seat") } else { word!("full-seat") },
                );
            }
            draft.portfolio.iter().for_each(|words| marks.put(words, word!("field")));
            for one in &draft.affiliations {
                one.role.iter().for_each(|words| marks.put(words, word!("title")));
                one.organization.iter().for_each(|words| marks.put(words, word!("house")));
                one.area.iter().for_each(|words| marks.put(words, word!("area")));
            }
        }
        for line in lines {
            let mut at = line.start;
            while let Some(next) = self.lexed.each(at..line.end, self.kinds.body).next() {
                at = next + 1;
                let Some(hit) = self.own_head(next) else { continue };
                let until = self.phrase_end(next, hit, line.end);
                marks.put(&(next..until), word!("body"));
                marks.put(&(until..until + 1), word!("behind-body"));
                at = until.max(at);
            }
        }
        marks.seen()
    }

    /// True for a seat beside which a field of work is told: `fields` in the lexicon of posts, or no seat that is told.
    pub(super) fn takes_field(&self, post: Option<&str>) -> bool {
        post.is_none_or(|id| self.seeds.entry_of("post", id).is_some_and(|entry| entry.flag("fields")))
    }
}
