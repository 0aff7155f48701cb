//! What the rules read, as signs: seats, fields, titles, houses and the names of bodies.
//!
//! In: a reader and the seats that its rules fill. Out: signs for each token of some lines. The weights of details learn
//! how far the rules are right where the words around look as they do. Those of roles do not see whom the rules seat:
//! they would trust the rules as far as texts go for which the rules were written.

use super::seen::{Note, Seen};
use crate::extract::draft::Draft;
use crate::extract::reader::{Reader, tokens_of};
use std::ops::Range;

/// Marks at the tokens of some lines, as signs.
struct Marks<'n, N> {
    from: usize,
    signs: Vec<Vec<u64>>,
    note: &'n mut N,
}

impl<N: Note> Marks<'_, N> {
    fn put(&mut self, range: &Range<usize>, what: &str) {
        for at in range.start.max(self.from)..range.end {
            let Some(signs) = self.signs.get_mut(at - self.from) else { break };
            signs.push(self.note.note(&[if at == range.start { "read" } else { "read-on" }, what]));
        }
    }
}

impl Reader<'_> {
    /// The signs of what the rules have read on the lines `lines`: the `drafts`, and bodies.
    pub(super) fn read_signs(&self, lines: Range<usize>, drafts: &[Draft], note: &mut impl Note) -> Seen {
        let lines = &self.lines[lines];
        let tokens = tokens_of(lines);
        let mut marks = Marks { from: tokens.start, signs: vec![Vec::new(); tokens.len()], note };
        for draft in drafts {
            if let Some((id, words)) = &draft.post {
                marks.put(words, if self.takes_field(Some(&id.0)) { "seat" } else { "full-seat" });
            }
            draft.portfolio.iter().for_each(|words| marks.put(words, "field"));
            for one in &draft.affiliations {
                one.role.iter().for_each(|words| marks.put(words, "title"));
                one.organization.iter().for_each(|words| marks.put(words, "house"));
                one.area.iter().for_each(|words| marks.put(words, "area"));
            }
        }
        for line in lines {
            let mut at = line.start;
            while let Some(next) = self.lexed.each(at..line.end, self.kinds.body).next() {
                at = next + 1;
                let Some(hit) = self.own_head(next) else { continue };
                let until = self.phrase_end(next, hit, line.end);
                marks.put(&(next..until), "body");
                marks.put(&(until..until + 1), "behind-body");
                at = until.max(at);
            }
        }
        let mut seen = Seen::default();
        for signs in marks.signs {
            signs.into_iter().for_each(|sign| seen.near(sign));
            seen.end();
        }
        seen
    }

    /// True for a seat beside which a field of work is told: `fields` in the lexicon of posts, or no seat that is told.
    pub(super) fn takes_field(&self, post: Option<&str>) -> bool {
        post.is_none_or(|id| self.seeds.entry_of("post", id).is_some_and(|entry| entry.flag("fields")))
    }
}
