//! A line: atoms in visual order, with what readers of files need between them.
//!
//! Always holds: what is drawn is the same with and without these helps; only the text that codes stand for differs.

use super::super::TypesetError;
use super::super::glyphs::Word;
use super::super::shape::Shaper;
use super::{Atom, Kind, Paragraph, width};
use crate::text::is_mark;
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};

/// The widest stretch of a space in a justified line, in thousandths of the size.
const WIDEST_STRETCH: i32 = 1200;

/// A line in visual order, from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::typeset) struct SetLine {
    /// The words.
    pub(in crate::typeset) words: Vec<Arc<Word>>,
    /// Which of them are spaces that may be stretched.
    pub(in crate::typeset) spaces: Vec<bool>,
    /// For each, the note it is the sign of.
    pub(in crate::typeset) notes: Vec<Option<usize>>,
    /// In thousandths of the size.
    pub(in crate::typeset) width: i32,
    /// The last of its paragraph.
    pub(in crate::typeset) last: bool,
}

impl SetLine {
    /// How much each space must grow for the line to be `limit` wide; 0 when it had better stay as it is.
    pub(in crate::typeset) fn stretch(&self, limit: i32) -> i32 {
        let spaces = self.spaces.iter().filter(|space| **space).count();
        let Ok(spaces) = i32::try_from(spaces) else { return 0 };
        if self.last || spaces == 0 {
            return 0;
        }
        let each = (limit - self.width) / spaces;
        if each > WIDEST_STRETCH { 0 } else { each.max(0) }
    }
}

impl Paragraph {
    /// The line of `range`; with strokes where it has `room` for them.
    pub(super) fn line(
        &self,
        shaper: &mut Shaper<'_>,
        range: Range<usize>,
        room: Option<i32>,
    ) -> Result<SetLine, TypesetError> {
        let Some(range) = self.trimmed(range) else { return Ok(SetLine::default()) };
        // A mark and a space before closing punctuation may be where a line begins: the space is not drawn there.
        let first = range.clone().find(|at| self.atoms[*at].kind == Kind::Letters).unwrap_or(range.start);
        let longer = room.map(|room| self.elongated(shaper, first..range.end, room)).transpose()?.flatten();
        let atoms = longer.as_deref().unwrap_or(&self.atoms[first..range.end]);
        let levels: Vec<Level> = atoms.iter().map(|atom| atom.level).collect();
        let order = BidiInfo::reorder_visual(&levels);
        let mut line = SetLine { width: width(atoms), ..SetLine::default() };
        let drawn: Vec<&Atom> = order
            .into_iter()
            .filter_map(|at| atoms.get(at))
            .filter(|atom| atom.kind != Kind::Hidden)
            .collect();
        let mixed = !self.marks.is_empty()
            && atoms.iter().any(|atom| atom.level.is_rtl() && atom.kind == Kind::Letters);
        let mut before: Option<&Atom> = None;
        for run in drawn.chunk_by(|one, other| mixed && one.joins(other)) {
            let Some(first) = run.first() else { continue };
            let mark = self.marks.iter().find(|mark| mark.weight == first.word.weight);
            if let Some(mark) = mark.filter(|_| before.is_some_and(|before| self.needs_mark(before, first))) {
                line.words.push(Arc::clone(mark));
                line.spaces.push(false);
                line.notes
                    .push(before.and_then(|before| before.note).filter(|note| first.note == Some(*note)));
            }
            before = run.last().copied();
            line.words.push(match run {
                run if mixed && first.joins(first) => shaper.whole(run.iter().map(|atom| &atom.word))?,
                _ => Arc::clone(&first.word),
            });
            line.notes.push(first.note);
            line.spaces.push(first.kind == Kind::Space && &self.text[first.range.clone()] != "\u{A0}");
        }
        for at in 1..line.words.len() {
            if line.spaces[at - 1] && shaper.glyphs.begins_with_a_mark(&line.words[at]) {
                line.words[at - 1] = shaper.firm_space(&line.words[at - 1])?;
            }
        }
        Ok(line)
    }

    /// Whether readers need a mark between two neighbours, from left to right.
    ///
    /// Poppler takes digits, Latin letters and separators for a left-to-right stretch together with the neutral
    /// characters at its left, which belong to what follows: «2022 في» would come out as «2022في ».
    fn needs_mark(&self, left: &Atom, right: &Atom) -> bool {
        let neutral = |c: char| {
            use unicode_bidi::BidiClass::{CS, ES, ET, ON, WS};
            matches!(unicode_bidi::bidi_class(c), CS | ES | ET | ON | WS)
        };
        let numeric = |c: char| {
            use unicode_bidi::BidiClass::{AN, CS, EN, ES, ET, L};
            matches!(unicode_bidi::bidi_class(c), AN | CS | EN | ES | ET | L)
        };
        let [left_text, right_text] = [left, right].map(|atom| &self.text[atom.range.clone()]);
        let edge = match right.level.is_rtl() {
            true => right_text.chars().rev().find(|c| !is_mark(*c)),
            false => right_text.chars().next(),
        };
        left.level.is_rtl() && left_text.chars().next().is_some_and(neutral) && edge.is_some_and(numeric)
    }
}

impl Atom {
    /// Whether two neighbours are letters or digits of one left-to-right stretch.
    fn joins(&self, other: &Self) -> bool {
        let ltr = |atom: &Self| atom.level.is_ltr() && atom.kind == Kind::Letters;
        ltr(self) && ltr(other) && self.word.weight == other.word.weight && self.note == other.note
    }
}
