//! Bands become pages: what is linked stays together, a table's head comes again, gaps vanish at the top.

use super::TypesetError;
use super::content::{Running, RunningPiece, Sheet, Text};
use super::flow::{Band, Flow, Kind, Link, Look, Room, TIGHT, digits, place};
use super::notes::{ABOVE, Foot};
use super::page::{Bookmark, Item, Page};
use std::collections::BTreeSet;

/// Rounding that does not count as overflow.
const SLACK: f32 = 0.01;

/// The pages being filled.
struct Stack<'b> {
    heads: &'b [Band],
    foot: &'b Foot,
    /// The notes of the last page, and those of all pages so far.
    notes: Vec<usize>,
    noted: BTreeSet<usize>,
    /// The height that the notes of the last page take up.
    reserved: f32,
    top: f32,
    bottom: f32,
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    y: f32,
    /// Something other than a repeated head stands on the last page.
    used: Used,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Used {
    Yes,
    No,
}

/// The pages of `bands`.
pub(super) fn fill(
    sheet: &Sheet,
    bands: Vec<Band>,
    heads: &[Band],
    foot: &Foot,
) -> Result<(Vec<Page>, Vec<Bookmark>), TypesetError> {
    let (_, height) = sheet.paper.size();
    let (top, bottom) = (sheet.margins.top, height - sheet.margins.bottom);
    let mut stack = Stack {
        heads,
        foot,
        notes: Vec::new(),
        noted: BTreeSet::new(),
        reserved: 0.0,
        top,
        bottom,
        pages: vec![Page::default()],
        bookmarks: Vec::new(),
        y: top,
        used: Used::No,
    };
    if let Some(band) = bands.iter().find(|band| band.kind != Kind::Gap && band.height > bottom - top + SLACK)
    {
        let said = band.items.iter().find_map(|item| match item {
            Item::Drawing(drawing) => Some(drawing.alt.clone()),
            _ => None,
        });
        let around = said.unwrap_or_default();
        return Err(TypesetError::TooTall { height: band.height, page: bottom - top, around });
    }
    for band in &bands {
        let own = |note: &usize| foot.notes.get(*note);
        let notes: f32 = band.notes.iter().filter_map(own).map(|note| note.height).sum();
        let height = band.height + notes + ABOVE;
        if notes > 0.0 && height > bottom - top {
            let words = band.notes.iter().filter_map(own).map(|note| note.words.as_str());
            let around = words.collect::<Vec<_>>().join(" ");
            return Err(TypesetError::TooTall { height, page: bottom - top, around });
        }
    }
    let mut bands = bands.into_iter().peekable();
    while let Some(first) = bands.next() {
        let mut chain = vec![first];
        while let Some(band) = bands.next_if(|_| chain.last().is_some_and(|band| band.link == Link::WithNext))
        {
            chain.push(band);
        }
        let height: f32 = chain.iter().map(|band| band.height).sum();
        let head = chain.first().map_or(0.0, |band| stack.head(band).map_or(0.0, |head| head.height));
        // Empty height alone needs no page of its own.
        let drawn = chain.iter().any(|band| band.kind != Kind::Gap);
        let (notes, alone) = stack.room_of_notes(&chain);
        let fits = height + head + alone <= bottom - top + SLACK;
        if drawn && height + notes > stack.free() && fits && stack.used == Used::Yes {
            stack.turn(chain.first());
        }
        chain.into_iter().for_each(|band| stack.push(band));
    }
    stack.set_notes();
    Ok((stack.pages, stack.bookmarks))
}

impl<'b> Stack<'b> {
    fn free(&self) -> f32 {
        self.bottom - self.reserved - self.y + SLACK
    }

    /// The height that the notes of `bands` ask for on this page, and on a page that has none yet.
    fn room_of_notes(&self, bands: &[Band]) -> (f32, f32) {
        let fresh: BTreeSet<usize> = bands
            .iter()
            .flat_map(|band| &band.notes)
            .filter(|note| !self.noted.contains(note))
            .copied()
            .collect();
        if fresh.is_empty() {
            return (0.0, 0.0);
        }
        let heights = fresh.iter().filter_map(|note| self.foot.notes.get(*note)).map(|note| note.height);
        let heights: f32 = heights.sum();
        (heights + if self.notes.is_empty() { ABOVE } else { 0.0 }, heights + ABOVE)
    }

    /// Draws the notes of the last page above its lower margin.
    fn set_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let mut y = self.bottom - std::mem::take(&mut self.reserved);
        let Some(page) = self.pages.last_mut().filter(|_| !notes.is_empty()) else { return };
        page.items.extend(self.foot.rule.iter().map(|item| item.clone().lowered(y)));
        y += ABOVE;
        for band in notes.iter().filter_map(|note| self.foot.notes.get(*note)).flat_map(|note| &note.bands) {
            page.items.extend(band.items.iter().map(|item| item.clone().lowered(y)));
            y += band.height;
        }
    }

    /// The head to be drawn again above `band` on a new page.
    fn head(&self, band: &Band) -> Option<&'b Band> {
        match band.kind {
            Kind::Row(index) => self.heads.get(index),
            _ => None,
        }
    }

    /// Begins a page that `next` will stand on.
    fn turn(&mut self, next: Option<&Band>) {
        self.set_notes();
        self.pages.push(Page::default());
        self.y = self.top;
        self.used = Used::No;
        if let Some(head) = next.and_then(|band| self.head(band)) {
            self.draw(head.clone());
        }
    }

    fn push(&mut self, band: Band) {
        match band.kind {
            Kind::Break => {
                if self.used == Used::Yes {
                    self.turn(None);
                }
            }
            Kind::Gap if self.used == Used::No => {}
            Kind::Gap => self.y += band.height,
            _ => {
                let (notes, _) = self.room_of_notes(std::slice::from_ref(&band));
                if band.height + notes > self.free() && self.used == Used::Yes {
                    self.turn(Some(&band));
                }
                self.draw(band);
                self.used = Used::Yes;
            }
        }
    }

    fn draw(&mut self, band: Band) {
        let (y, page) = (self.y, self.pages.len() - 1);
        let (room, _) = self.room_of_notes(std::slice::from_ref(&band));
        self.reserved += room;
        let fresh = band.notes.iter().filter(|note| self.noted.insert(**note));
        self.notes.extend(fresh);
        if let Some((title, level)) = band.bookmark {
            self.bookmarks.push(Bookmark { title, level, page, y });
        }
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(band.items.into_iter().map(|item| item.lowered(y)));
        }
        self.y += band.height;
    }
}

/// Draws the header and the footer on every page.
pub(super) fn run(flow: &mut Flow<'_, '_>, sheet: &Sheet, pages: &mut [Page]) -> Result<(), TypesetError> {
    let (_, height) = sheet.paper.size();
    let size = flow.size * 0.82;
    let leading = size * TIGHT;
    let total = pages.len();
    let middles =
        [(&sheet.header, sheet.margins.top * 0.5), (&sheet.footer, height - sheet.margins.bottom * 0.5)];
    for (running, middle) in middles {
        let Some(running) = running else { continue };
        for (page, number) in pages.iter_mut().zip(1..) {
            let text = text(running, number, total, sheet);
            let Room { width, .. } = flow.room;
            let lines = flow.lines(&text, flow.base(), width, size)?;
            let look = Look { size, leading, side: flow.side(running.align), node: None };
            let top = middle - lines.len() as f32 * leading / 2.0;
            let items = lines.iter().enumerate().filter_map(|(at, line)| {
                place(flow.shaper, line, flow.room, top + at as f32 * leading, look)
            });
            page.items.extend(items);
        }
    }
    Ok(())
}

fn text(running: &Running, number: usize, total: usize, sheet: &Sheet) -> Text {
    let mut out = Text::default();
    for piece in &running.pieces {
        match piece {
            RunningPiece::Words(words) => out.pieces.extend(words.pieces.iter().cloned()),
            RunningPiece::Page => out.pieces.extend(Text::from(digits(number, sheet.digits)).pieces),
            RunningPiece::Pages => out.pieces.extend(Text::from(digits(total, sheet.digits)).pieces),
        }
    }
    out
}
