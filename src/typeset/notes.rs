//! Notes at the foot of pages.
//!
//! In: a sheet's notes, and bands some of whose words are signs of them. Out: each note as bands of its own. Always holds:
//! a note stands on the page of its first sign, and belongs to the part of the document that holds it.

use super::TypesetError;
use super::content::{Align, Sheet, Text};
use super::flow::{Band, Flow, Look, Room, STROKE, TIGHT, place};
use super::fonts::Way;
use super::page::{Item, Role, Rule};
use super::paragraph::points;

/// Notes are smaller than running text.
const SCALE: f32 = 0.8;
/// The height of the rule above the first note, with the white around it, and its share of the width.
pub(super) const ABOVE: f32 = 12.0;
const LONG: f32 = 0.3;

/// What may stand at the foot of pages.
#[derive(Debug, Default)]
pub(super) struct Foot {
    pub(super) notes: Vec<Note>,
    /// The rule above them, with y from the top of [`ABOVE`].
    pub(super) rule: Vec<Item>,
}

/// A note, not yet on a page.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) height: f32,
    pub(super) bands: Vec<Band>,
    /// Its words, for messages.
    pub(super) words: String,
}

impl Flow<'_, '_> {
    /// Sets the notes of `sheet` whose signs stand in the bands, and gives each sign a node of its own.
    pub(super) fn foot(&mut self, sheet: &Sheet) -> Result<Foot, TypesetError> {
        if sheet.notes.is_empty() {
            return Ok(Foot::default());
        }
        let mut bands = std::mem::take(&mut self.bands);
        let mut homes: Vec<usize> = vec![0; sheet.notes.len()];
        for band in &mut bands {
            let mut found: Vec<usize> = Vec::new();
            for item in &mut band.items {
                let Item::Line(line) = item else { continue };
                let home = line.node;
                // A sign of several words, as «(١)» is, is one part.
                let mut last: Option<(usize, Option<usize>)> = None;
                for placed in &mut line.words {
                    let Some(note) = placed.part.take() else {
                        last = None;
                        continue;
                    };
                    placed.part = match last {
                        Some((same, part)) if same == note => part,
                        _ => home.map(|home| self.node(Role::Reference, home)),
                    };
                    last = Some((note, placed.part));
                    if let Some(own) = homes.get_mut(note) {
                        if *own == 0 {
                            *own = home.unwrap_or(0);
                        }
                        found.push(note);
                    }
                }
            }
            found.sort_unstable();
            found.dedup();
            band.notes = found;
        }
        let mut notes = Vec::with_capacity(sheet.notes.len());
        for (at, (text, home)) in sheet.notes.iter().zip(homes).enumerate() {
            let sign = sheet.digits.sign(at + 1);
            notes.push(self.note(text, &sign, home)?);
        }
        self.bands = bands;
        let Room { left, width } = self.room;
        let from = match self.way {
            Way::RightToLeft => left + width * (1.0 - LONG),
            Way::LeftToRight => left,
        };
        let y = ABOVE * 0.5;
        let rule = Rule { from: (from, y), to: (from + width * LONG, y), width: STROKE };
        Ok(Foot { notes, rule: vec![Item::Rule(rule)] })
    }

    /// One note: its sign, and its words beside it.
    fn note(&mut self, text: &Text, sign: &str, home: usize) -> Result<Note, TypesetError> {
        let size = self.size * SCALE;
        let node = self.node(Role::Note, home);
        let (label, body) = (self.node(Role::ListLabel, node), self.node(Role::Paragraph, node));
        let signs = self.lines(&sign.into(), self.base(), self.room.width, size)?;
        let widest = signs.iter().map(|line| line.width).max().unwrap_or(0);
        let indent = (points(widest, size) + size * 0.4).max(size);
        let Room { left, width } = self.room;
        let (sign_left, text_left) = match self.way {
            Way::RightToLeft => (left + width - indent, left),
            Way::LeftToRight => (left, left + indent),
        };
        let side = self.side(Align::Start);
        let look = Look { size, leading: size * TIGHT, side, node: Some(body) };
        let lines = self.lines(text, self.base(), width - indent, size)?;
        self.push_lines(&lines, Room { left: text_left, width: width - indent }, look);
        let mut bands = std::mem::take(&mut self.bands);
        let room = Room { left: sign_left, width: indent };
        let sign = signs
            .first()
            .and_then(|sign| place(self.shaper, sign, room, 0.0, Look { node: Some(label), ..look }));
        if let Some(band) = bands.first_mut() {
            // Neighbours on a baseline are drawn from left to right: see the comment in `table`.
            match self.way {
                Way::RightToLeft => band.items.extend(sign),
                Way::LeftToRight => drop(band.items.splice(0..0, sign)),
            }
        }
        Ok(Note { height: bands.iter().map(|band| band.height).sum(), bands, words: text.plain() })
    }
}
