//! Contents become bands: strips of the page's width, one below the other, not yet on a page.
//!
//! In: a sheet's contents. Out: [`Band`]s, nodes and table heads. Always holds: a band is never split; what must not
//! be parted is linked to what follows.

use super::content::{
    Align, Content, Digits, Justify, Language, Marker, Pair, Paragraph as Words, Sheet, Text,
};
use super::fonts::Way;
use super::page::{Item, Line, Node, Placed, Role, Rule};
use super::paragraph::{Base, Filling, Paragraph, SetLine, paragraphs, points, thousandths};
use super::shape::Shaper;
use super::{TypesetError, Weight};
use std::sync::Arc;

/// Line height of running text and of cells, as factors of the size.
pub(super) const LEADING: f32 = 1.75;
pub(super) const TIGHT: f32 = 1.55;
/// The stroke of rules.
pub(super) const STROKE: f32 = 0.6;

/// A strip of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Band {
    pub(super) height: f32,
    /// What it draws, with y from its own top.
    pub(super) items: Vec<Item>,
    pub(super) link: Link,
    pub(super) kind: Kind,
    /// The bookmark that leads here: title and depth.
    pub(super) bookmark: Option<(String, u8)>,
    /// The notes that stand at the foot of its page.
    pub(super) notes: Vec<usize>,
}

/// Whether a page may end below a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Link {
    #[default]
    Free,
    /// The next band stands on the same page.
    WithNext,
}

/// What a band is to the one who fills pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Text,
    /// Empty height, dropped at the top of a page.
    Gap,
    /// The page ends here.
    Break,
    /// The head of a table: index into the heads.
    Head(usize),
    /// A row of it.
    Row(usize),
}

/// Where lines stand in their width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Center,
    Right,
    /// Both edges; the last line at the side of the base direction.
    Both(Way),
}

/// The horizontal room of some lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) left: f32,
    pub(super) width: f32,
}

/// How lines look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) leading: f32,
    pub(super) side: Side,
    pub(super) node: Option<usize>,
}

/// Sets contents one below the other.
pub(super) struct Flow<'s, 'f> {
    pub(super) shaper: &'s mut Shaper<'f>,
    pub(super) way: Way,
    pub(super) language: Language,
    pub(super) digits: Digits,
    justify: Justify,
    pub(super) size: f32,
    pub(super) room: Room,
    /// The height a page has for text.
    pub(super) page: f32,
    pub(super) bands: Vec<Band>,
    pub(super) nodes: Vec<Node>,
    /// The heads of tables, to be drawn again on later pages.
    pub(super) heads: Vec<Band>,
    /// The depth of the last heading.
    depth: u8,
}

impl<'s, 'f> Flow<'s, 'f> {
    pub(super) fn new(shaper: &'s mut Shaper<'f>, sheet: &Sheet) -> Self {
        let (width, height) = sheet.paper.size();
        let margins = sheet.margins;
        Self {
            shaper,
            way: match sheet.language {
                Language::Arabic => Way::RightToLeft,
                Language::French | Language::English => Way::LeftToRight,
            },
            language: sheet.language,
            digits: sheet.digits,
            justify: sheet.justify,
            size: sheet.size,
            room: Room { left: margins.left, width: width - margins.left - margins.right },
            page: height - margins.top - margins.bottom,
            bands: Vec::new(),
            nodes: vec![Node { role: Role::Document, parent: None }],
            heads: Vec::new(),
            depth: 0,
        }
    }

    pub(super) fn contents(&mut self, contents: &[Content]) -> Result<(), TypesetError> {
        contents.iter().try_for_each(|content| self.content(content))
    }

    fn content(&mut self, content: &Content) -> Result<(), TypesetError> {
        match content {
            Content::Heading { level, text } => self.heading(*level, text),
            Content::Paragraph(words) => self.paragraph(words),
            Content::List { items, marker } => self.list(items, *marker),
            Content::Table(table) => self.table(table),
            Content::Pairs(pairs) => self.pairs(pairs),
            Content::Letterhead(head) => self.letterhead(head),
            Content::Signature(signature) => self.signature(signature),
            Content::Rule => {
                let Room { left, width } = self.room;
                let rule = Rule { from: (left, 6.0), to: (left + width, 6.0), width: STROKE };
                self.bands.push(Band { height: 12.0, items: vec![Item::Rule(rule)], ..Band::default() });
                Ok(())
            }
            Content::Space(height) => {
                self.gap(*height, Link::Free);
                Ok(())
            }
            Content::PageBreak => {
                self.bands.push(Band { kind: Kind::Break, ..Band::default() });
                Ok(())
            }
            Content::Together(inner) => {
                let first = self.bands.len();
                self.contents(inner)?;
                let last = self.bands.len().saturating_sub(1);
                for band in self.bands.iter_mut().take(last).skip(first) {
                    band.link = Link::WithNext;
                }
                Ok(())
            }
            Content::Blank(label) => self.blank(label),
            Content::Figure(figure) => self.figure(figure),
        }
    }

    pub(super) fn node(&mut self, role: Role, parent: usize) -> usize {
        self.nodes.push(Node { role, parent: Some(parent) });
        self.nodes.len() - 1
    }

    pub(super) fn gap(&mut self, height: f32, link: Link) {
        if height > 0.0 {
            self.bands.push(Band { height, link, kind: Kind::Gap, ..Band::default() });
        }
    }

    pub(super) fn side(&self, align: Align) -> Side {
        match (align, self.way) {
            (Align::Center, _) => Side::Center,
            (Align::Justify, way) => Side::Both(way),
            (Align::Start, Way::LeftToRight) | (Align::End, Way::RightToLeft) => Side::Left,
            (Align::Start, Way::RightToLeft) | (Align::End, Way::LeftToRight) => Side::Right,
        }
    }

    pub(super) fn base(&self) -> Base {
        Base::Given(self.way)
    }

    /// The lines of `text`, broken to the width of `room`.
    pub(super) fn lines(
        &mut self,
        text: &Text,
        base: Base,
        width: f32,
        size: f32,
    ) -> Result<Vec<Arc<SetLine>>, TypesetError> {
        let paragraphs = paragraphs(self.shaper, text, base)?;
        broken(self.shaper, &paragraphs, width, size, Filling::Spaces)
    }

    /// Adds `lines` as bands; a first or last line is never alone on a page.
    pub(super) fn push_lines(&mut self, lines: &[Arc<SetLine>], room: Room, look: Look) {
        let count = lines.len();
        for (at, line) in lines.iter().enumerate() {
            let items = place(self.shaper, line, room, 0.0, look).into_iter().collect();
            let link = if at == 0 || at + 2 == count { Link::WithNext } else { Link::Free };
            let link = if at + 1 == count { Link::Free } else { link };
            self.bands.push(Band { height: look.leading, items, link, ..Band::default() });
        }
    }

    fn heading(&mut self, level: u8, text: &Text) -> Result<(), TypesetError> {
        let level = level.clamp(1, 6);
        let (scale, before, after) = match level {
            1 => (1.5, 0.0, 8.0),
            2 => (1.25, 12.0, 5.0),
            3 => (1.1, 8.0, 3.0),
            _ => (1.0, 6.0, 2.0),
        };
        // A depth that skips one would break the outline for screen readers.
        let depth = level.min(self.depth + 1);
        self.depth = depth;
        let size = self.size * scale;
        let side = self.side(if level == 1 { Align::Center } else { Align::Start });
        let node = Some(self.node(Role::Heading(depth), 0));
        let lines = self.lines(&bold(text), self.base(), self.room.width, size)?;
        self.gap(before, Link::WithNext);
        let first = self.bands.len();
        self.push_lines(&lines, self.room, Look { size, leading: size * LEADING, side, node });
        for band in self.bands.iter_mut().skip(first) {
            band.link = Link::WithNext;
        }
        if let Some(band) = self.bands.get_mut(first) {
            let words = text.pieces.iter().filter(|piece| piece.note.is_none());
            let words: String = words.map(|piece| piece.string.as_str()).collect();
            band.bookmark = Some((one_line(&words), depth));
        }
        self.gap(after, Link::WithNext);
        Ok(())
    }

    fn paragraph(&mut self, words: &Words) -> Result<(), TypesetError> {
        if words.text.is_blank() {
            self.gap(words.before + self.size * words.scale * LEADING + words.after, Link::Free);
            return Ok(());
        }
        let size = self.size * words.scale;
        let node = Some(self.node(Role::Paragraph, 0));
        let fill = match (words.align, self.justify) {
            (Align::Justify, Justify::Kashida) => Filling::Strokes,
            _ => Filling::Spaces,
        };
        let paragraphs = paragraphs(self.shaper, &words.text, self.base())?;
        let lines = broken(self.shaper, &paragraphs, self.room.width, size, fill)?;
        self.gap(words.before, Link::Free);
        let look = Look { size, leading: size * LEADING, side: self.side(words.align), node };
        self.push_lines(&lines, self.room, look);
        self.gap(words.after, Link::Free);
        Ok(())
    }

    fn list(&mut self, items: &[Text], marker: Marker) -> Result<(), TypesetError> {
        let list = self.node(Role::List, 0);
        let size = self.size;
        let mut markers = Vec::with_capacity(items.len());
        for number in 1..=items.len() {
            let text = match marker {
                Marker::Bullet => "\u{2022}".to_owned(),
                Marker::Number => format!("{}.", digits(number, self.digits)),
            };
            markers.push(self.lines(&text.into(), self.base(), self.room.width, size)?);
        }
        let widest = markers.iter().flatten().map(|line| line.width).max().unwrap_or(0);
        let indent = points(widest, size) + size * 0.5;
        let Room { left, width } = self.room;
        let (mark_left, text_left) = match self.way {
            Way::RightToLeft => (left + width - indent, left),
            Way::LeftToRight => (left, left + indent),
        };
        let side = self.side(Align::Start);
        for (item, mark) in items.iter().zip(&markers) {
            let entry = self.node(Role::ListItem, list);
            let label = Some(self.node(Role::ListLabel, entry));
            let node = Some(self.node(Role::ListBody, entry));
            let lines = self.lines(item, self.base(), width - indent, size)?;
            let first = self.bands.len();
            let look = Look { size, leading: size * LEADING, side, node };
            self.push_lines(&lines, Room { left: text_left, width: width - indent }, look);
            let room = Room { left: mark_left, width: indent };
            let mark = mark
                .first()
                .and_then(|mark| place(self.shaper, mark, room, 0.0, Look { node: label, ..look }));
            if let Some(band) = self.bands.get_mut(first) {
                // Neighbours on a baseline are drawn from left to right: see the comment in `table`.
                match self.way {
                    Way::RightToLeft => band.items.extend(mark),
                    Way::LeftToRight => drop(band.items.splice(0..0, mark)),
                }
            }
        }
        self.gap(6.0, Link::Free);
        Ok(())
    }

    fn pairs(&mut self, pairs: &[Pair]) -> Result<(), TypesetError> {
        let size = self.size;
        let mut keys = Vec::with_capacity(pairs.len());
        for pair in pairs {
            keys.push(paragraphs(self.shaper, &labelled(&pair.key, self.language), self.base())?);
        }
        let widest = keys.iter().flat_map(|key| key.iter()).map(Paragraph::widest).max().unwrap_or(0);
        let Room { left, width } = self.room;
        let key_width = (points(widest, size) + 1.0).min(width * 0.45);
        let between = size;
        let value_width = width - key_width - between;
        let (key_left, value_left) = match self.way {
            Way::RightToLeft => (left + width - key_width, left),
            Way::LeftToRight => (left, left + key_width + between),
        };
        let table = self.node(Role::Table, 0);
        for (pair, key) in pairs.iter().zip(&keys) {
            let row = self.node(Role::Row, table);
            let (name, value) = (self.node(Role::RowHeader, row), self.node(Role::Cell, row));
            let look = Look { size, leading: size * TIGHT, side: self.side(Align::Start), node: Some(name) };
            let keys = broken(self.shaper, key, key_width, size, Filling::Spaces)?;
            let values = self.lines(&pair.value, self.base(), value_width, size)?;
            for at in 0..keys.len().max(values.len()) {
                let key = keys.get(at).and_then(|line| {
                    place(self.shaper, line, Room { left: key_left, width: key_width }, 0.0, look)
                });
                let value = values.get(at).and_then(|line| {
                    let look = Look { node: Some(value), ..look };
                    place(self.shaper, line, Room { left: value_left, width: value_width }, 0.0, look)
                });
                let link = if at == 0 { Link::WithNext } else { Link::Free };
                let link = if at + 1 == keys.len().max(values.len()) { Link::Free } else { link };
                let mut items: Vec<Item> = key.into_iter().chain(value).collect();
                if self.way == Way::RightToLeft {
                    items.reverse();
                }
                self.bands.push(Band { height: look.leading, items, link, ..Band::default() });
            }
        }
        self.gap(8.0, Link::Free);
        Ok(())
    }
}

/// The lines of paragraphs in a width of points.
pub(super) fn broken(
    shaper: &mut Shaper<'_>,
    paragraphs: &[Paragraph],
    width: f32,
    size: f32,
    fill: Filling,
) -> Result<Vec<Arc<SetLine>>, TypesetError> {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        out.extend(paragraph.lines(shaper, thousandths(width, size), fill)?);
    }
    Ok(out)
}

/// `line` in `room`, its strip beginning at `top`; nothing for an empty line.
pub(super) fn place(shaper: &Shaper<'_>, line: &SetLine, room: Room, top: f32, look: Look) -> Option<Item> {
    if line.words.is_empty() {
        return None;
    }
    let limit = thousandths(room.width, look.size);
    let stretch = if matches!(look.side, Side::Both(_)) { line.stretch(limit) } else { 0 };
    let stretched = line.spaces.iter().filter(|space| **space).count() as i32 * stretch;
    let free = room.width - points(line.width + stretched, look.size);
    let x = room.left
        + match look.side {
            Side::Left | Side::Both(Way::LeftToRight) => 0.0,
            Side::Center => free / 2.0,
            Side::Right | Side::Both(Way::RightToLeft) => free,
        };
    let words = line.words.iter().zip(&line.spaces).zip(&line.notes).map(|((word, space), note)| Placed {
        word: Arc::clone(word),
        stretch: if *space { stretch } else { 0 },
        part: *note,
    });
    let y = top + baseline(shaper, look);
    Some(Item::Line(Line { x, y, size: look.size, words: words.collect(), node: look.node }))
}

/// From the top of a line's strip to its baseline.
pub(super) fn baseline(shaper: &Shaper<'_>, look: Look) -> f32 {
    let face = shaper.fonts().face(Weight::Regular);
    let (ascent, descent) = (face.ascent * look.size / 1000.0, face.descent * look.size / 1000.0);
    (look.leading - ascent - descent) / 2.0 + ascent
}

/// The same words, all bold but for the signs of notes.
pub(super) fn bold(text: &Text) -> Text {
    let mut text = text.clone();
    text.pieces.iter_mut().filter(|piece| piece.note.is_none()).for_each(|piece| piece.weight = Weight::Bold);
    text
}

/// `key` with a colon, unless it ends in a mark of its own.
pub(super) fn labelled(key: &Text, language: Language) -> Text {
    let mut key = key.clone();
    let ends = key.plain().trim_end().ends_with([':', '?', '\u{61F}']);
    if !ends && !key.is_blank() {
        let colon = if language == Language::French { "\u{A0}:" } else { ":" };
        let weight = key.pieces.last().map_or(Weight::Regular, |piece| piece.weight);
        key.pieces.push(super::content::Piece { string: colon.to_owned(), weight, note: None });
    }
    key
}

/// A number in the document's digits.
pub(super) fn digits(number: usize, digits: Digits) -> String {
    let western = number.to_string();
    match digits {
        Digits::Western => western,
        Digits::ArabicIndic => {
            let arabic =
                |c: char| c.to_digit(10).and_then(|value| char::from_u32(0x660 + value)).unwrap_or(c);
            western.chars().map(arabic).collect()
        }
    }
}

/// Words on one line, without invisible characters.
fn one_line(words: &str) -> String {
    let shown: String = words.chars().filter(|c| !crate::text::is_default_ignorable(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
