//! Drawings: boxes, strokes and words at given places, read aloud as one figure.
//!
//! In: a [`Figure`] whose marks have places from its own upper left corner. Out: one band, never split. Always holds:
//! all of a figure belongs to one node, whose description is what screen readers say in its place.

use super::TypesetError;
use super::content::{Align, Text};
use super::flow::{Band, Flow, Look, Room, Side, place};
use super::page::{Drawing, Fill, Item, Role, Rule, Shape, Shown};
use super::paragraph::{Base, points};

/// Something drawn that is not running text: a chart, a code for scanners.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it shows, in words, for those who cannot see it; a file without it would break PDF/UA.
    pub alt: String,
    /// Its width; a figure wider than the text is an error.
    pub width: f32,
    /// Its height; a figure higher than a page is an error.
    pub height: f32,
    /// Where it stands in the width of the text.
    pub align: Align,
    /// What it is made of, drawn in this order.
    pub marks: Vec<Mark>,
}

/// A part of a [`Figure`]; x grows to the right, y downwards from the figure's upper left corner, whatever the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A grey box.
    Fill(Fill),
    /// A straight stroke.
    Rule(Rule),
    /// Words on one line.
    Label(Label),
    /// A picture.
    Picture(Shown),
}

/// Words in a [`Figure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The words; their first letter with a direction decides their order.
    pub text: Text,
    /// The place [`Self::anchor`] speaks of, and the baseline.
    pub at: (f32, f32),
    /// The size of the letters in points.
    pub size: f32,
    /// Which part of the words stands at the place.
    pub anchor: Anchor,
}

/// The part of a label that stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Anchor {
    Left,
    Middle,
    Right,
}

impl Flow<'_, '_> {
    pub(super) fn figure(&mut self, figure: &Figure) -> Result<(), TypesetError> {
        let Room { left, width } = self.room;
        self.fits(figure, width)?;
        let free = (width - figure.width).max(0.0);
        let x = left
            + match self.side(figure.align) {
                Side::Left | Side::Both(_) => 0.0,
                Side::Center => free / 2.0,
                Side::Right => free,
            };
        let items = self.drawn(figure, x, 0.0)?;
        self.bands.push(Band { height: figure.height, items, ..Band::default() });
        Ok(())
    }

    /// An error unless `figure` is as narrow as its `room`.
    pub(super) fn fits(&self, figure: &Figure, room: f32) -> Result<(), TypesetError> {
        if figure.width <= room + 0.01 {
            return Ok(());
        }
        Err(TypesetError::TooWide { width: figure.width, room, around: figure.alt.clone() })
    }

    /// What `figure` draws with its upper left corner at `x` and `y`, as a node of its own.
    pub(super) fn drawn(&mut self, figure: &Figure, x: f32, y: f32) -> Result<Vec<Item>, TypesetError> {
        let node = self.node(Role::Figure, 0);
        let (mut shapes, mut lines) = (Vec::new(), Vec::new());
        for mark in &figure.marks {
            match mark {
                Mark::Fill(fill) => shapes.push(Shape::Fill(Fill { x: fill.x + x, ..*fill })),
                Mark::Rule(rule) => shapes.push(Shape::Rule(Rule {
                    from: (rule.from.0 + x, rule.from.1),
                    to: (rule.to.0 + x, rule.to.1),
                    ..*rule
                })),
                Mark::Picture(shown) => {
                    shapes.push(Shape::Picture(Shown { x: shown.x + x, ..shown.clone() }));
                }
                Mark::Label(label) => lines.extend(self.label(label, x, node)?),
            }
        }
        let alt = figure.alt.clone();
        let drawing = Drawing { node, alt, x, y: 0.0, width: figure.width, height: figure.height, shapes };
        let items = std::iter::once(Item::Drawing(drawing)).chain(lines);
        Ok(items.map(|item| item.lowered(y)).collect())
    }

    /// A label's line, moved right by `x`.
    fn label(&mut self, label: &Label, x: f32, node: usize) -> Result<Option<Item>, TypesetError> {
        let size = label.size;
        let lines = self.lines(&label.text, Base::FirstLetter, f32::from(u16::MAX), size)?;
        let Some(line) = lines.first() else { return Ok(None) };
        let width = points(line.width, size);
        let left = x
            + label.at.0
            + match label.anchor {
                Anchor::Left => 0.0,
                Anchor::Middle => -width / 2.0,
                Anchor::Right => -width,
            };
        let look = Look { size, leading: size, side: Side::Left, node: Some(node) };
        Ok(place(self.shaper, line, Room { left, width }, 0.0, look).map(|item| match item {
            Item::Line(line) => Item::Line(super::page::Line { y: label.at.1, ..line }),
            item => item,
        }))
    }
}
