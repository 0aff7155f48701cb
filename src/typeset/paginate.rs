//! Bands become pages: what is linked stays together, a table's head comes again, gaps vanish at the top.

use super::TypesetError;
use super::content::{Running, RunningPiece, Sheet, Text};
use super::flow::{Band, Flow, Kind, Link, Look, Room, TIGHT, digits, place};
use super::page::{Bookmark, Item, Page};

/// Rounding that does not count as overflow.
const SLACK: f32 = 0.01;

/// The pages being filled.
struct Stack<'b> {
    heads: &'b [Band],
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
) -> Result<(Vec<Page>, Vec<Bookmark>), TypesetError> {
    let (_, height) = sheet.paper.size();
    let (top, bottom) = (sheet.margins.top, height - sheet.margins.bottom);
    let mut stack = Stack {
        heads,
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
        if drawn && height > stack.free() && height + head <= bottom - top + SLACK && stack.used == Used::Yes
        {
            stack.turn(chain.first());
        }
        chain.into_iter().for_each(|band| stack.push(band));
    }
    Ok((stack.pages, stack.bookmarks))
}

impl<'b> Stack<'b> {
    fn free(&self) -> f32 {
        self.bottom - self.y + SLACK
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
                if band.height > self.free() && self.used == Used::Yes {
                    self.turn(Some(&band));
                }
                self.draw(band);
                self.used = Used::Yes;
            }
        }
    }

    fn draw(&mut self, band: Band) {
        let (y, page) = (self.y, self.pages.len() - 1);
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
