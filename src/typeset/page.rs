//! Placed pages: what a writer of files draws.
//!
//! Lengths are points; x grows to the right, y downwards from the upper edge of the paper.

use super::content::Language;
use super::glyphs::Word;
use super::picture::Picture;
use std::sync::Arc;

/// A document whose every word has its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The document's title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Width and height of the paper.
    pub paper: (f32, f32),
    /// The pages.
    pub pages: Vec<Page>,
    /// What the lines are parts of; the first is the document, and a parent stands before its children.
    pub nodes: Vec<Node>,
    /// The places readers can jump to.
    pub bookmarks: Vec<Bookmark>,
    /// Characters of values that no font draws, in whose place their numbers stand; each once.
    pub undrawn: Vec<Undrawn>,
}

/// A character of a value that no font draws: `[U+1F389]` stands on the page in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undrawn {
    /// The character.
    pub character: char,
    /// The value that holds it.
    pub value: String,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What is drawn, in this order.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Words.
    Line(Line),
    /// A grey box without border.
    Fill(Fill),
    /// A straight stroke.
    Rule(Rule),
    /// The boxes and strokes of a figure.
    Drawing(Drawing),
}

/// Words on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the first word begins, at the left.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// The size of its letters.
    pub size: f32,
    /// The words from left to right.
    pub words: Vec<Placed>,
    /// The [`Node`] it is part of; none for what readers skip, such as page numbers.
    pub node: Option<usize>,
}

/// A word on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The word.
    pub word: Arc<Word>,
    /// The empty width after it that justification adds, in thousandths of the size.
    pub stretch: i32,
    /// The [`Node`] it is by itself, such as a reference; none for a word that is part of its line's.
    pub part: Option<usize>,
}

/// A grey box.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct Fill {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    /// 0 is black, 1 is white.
    pub gray: f32,
}

/// A straight stroke.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// One end.
    pub from: (f32, f32),
    /// The other end.
    pub to: (f32, f32),
    /// Its width.
    pub width: f32,
}

/// The boxes and strokes of a figure; its words are lines of the same node.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The [`Node`] it is.
    pub node: usize,
    /// What it shows, in words.
    pub alt: String,
    /// Its left edge.
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What is drawn, in this order.
    pub shapes: Vec<Shape>,
}

/// A picture at its place.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct Shown {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub picture: Arc<Picture>,
}

/// A part of a [`Drawing`].
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Shape {
    Fill(Fill),
    Rule(Rule),
    Picture(Shown),
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The part it belongs to; none for the document.
    pub parent: Option<usize>,
}

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Role {
    Document,
    Part,
    /// A heading and its depth, from 1; depths never skip one.
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    ListLabel,
    ListBody,
    Table,
    Row,
    /// A cell that names its column.
    ColumnHeader,
    /// A cell that names its row.
    RowHeader,
    Cell,
    Figure,
    /// The sign of a note.
    Reference,
    /// A note at the foot of a page.
    Note,
}

/// A place readers can jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// What it is called.
    pub title: String,
    /// Its depth, from 1.
    pub level: u8,
    /// The page, from 0.
    pub page: usize,
    /// How far down the page.
    pub y: f32,
}

impl Pages {
    /// The pictures drawn, each once, in the order of their first use.
    #[must_use]
    pub fn pictures(&self) -> Vec<Arc<Picture>> {
        let mut out: Vec<Arc<Picture>> = Vec::new();
        for item in self.pages.iter().flat_map(|page| &page.items) {
            let Item::Drawing(drawing) = item else { continue };
            for shape in &drawing.shapes {
                if let Shape::Picture(shown) = shape
                    && !out.contains(&shown.picture)
                {
                    out.push(Arc::clone(&shown.picture));
                }
            }
        }
        out
    }
}

impl Item {
    /// The same, lower by `y`.
    pub(super) fn lowered(mut self, y: f32) -> Self {
        match &mut self {
            Self::Line(line) => line.y += y,
            Self::Fill(fill) => fill.y += y,
            Self::Rule(rule) => rule.lower(y),
            Self::Drawing(drawing) => {
                drawing.y += y;
                drawing.shapes.iter_mut().for_each(|shape| match shape {
                    Shape::Fill(fill) => fill.y += y,
                    Shape::Rule(rule) => rule.lower(y),
                    Shape::Picture(shown) => shown.y += y,
                });
            }
        }
        self
    }
}

impl Rule {
    fn lower(&mut self, y: f32) {
        self.from.1 += y;
        self.to.1 += y;
    }
}
