//! What headlines say of a seat that the text below leaves out: «فلان رئيسا لجمعية الواحة».
//!
//! In: the first lines of a text, and the board read from the others. Out: the same board, with the seats that only a
//! headline gives. Somebody whom the text names is not named twice.

use super::board::Board;
use super::parts::Mode;
use super::reader::{Line, LineKind, Reader};

/// Lines at the head of a text among which headlines stand.
const FIRST: usize = 3;

/// Tokens of a headline that names a seat and its holder at most.
const LONGEST: usize = 22;

impl Reader<'_> {
    /// Adds to `board` whoever only the headlines seat: anybody where the text below names nobody, else the holders of
    /// seats that nobody below holds.
    pub(super) fn headlines(&self, board: &mut Board) {
        if board.drafts.is_empty() {
            if let Some(title) = self.title_line() {
                self.headline(*title, board);
            }
            return;
        }
        let first = self.lines.iter().filter(|line| line.kind != LineKind::Furniture).take(FIRST);
        for line in first.filter(|line| self.is_headline(line)) {
            let words = line.start..line.end;
            if !self.gives_seats(&words, 1) {
                continue;
            }
            let mut told = Board::default();
            told.sentence(self, &self.parts(words, Mode::Prose));
            for draft in told.drafts {
                let held = draft.post.as_ref().is_none_or(|(id, _)| {
                    board.drafts.iter().any(|one| one.post.as_ref().is_some_and(|(post, _)| post == id))
                });
                let name = self.words(draft.name.clone());
                let named = board.drafts.iter().any(|one| self.words(one.name.clone()) == name);
                if !held && !named {
                    board.drafts.insert(0, draft);
                }
            }
        }
    }

    /// True for a short line that ends no sentence and tells of nothing undone.
    fn is_headline(&self, line: &Line) -> bool {
        line.end - line.start <= LONGEST
            && matches!(line.kind, LineKind::Title | LineKind::Prose)
            && !self.ends_sentence(line.end - 1)
            && !self.is_undone(&(line.start..line.end))
            && !self.holds(line.start..line.end, self.kinds.barrier)
            && !self.holds(line.start..line.end, self.kinds.outgoing)
    }

    /// Reads a headline where the text below names nobody.
    fn headline(&self, line: Line, board: &mut Board) {
        let sentence = line.start..line.end;
        if self.holds(sentence.clone(), self.kinds.trigger) || !self.gives_seats(&sentence, 1) {
            return self.prose(line, false, board);
        }
        board.sentence(self, &self.parts(sentence, Mode::Prose));
    }
}
