//! Tables: widths that follow the content, a head on every page, rows split only when no page can hold them.

use super::TypesetError;
use super::content::{Align, Table, Text};
use super::flow::{Band, Flow, Kind, Link, Look, Room, STROKE, TIGHT, bold, broken, place};
use super::fonts::Way;
use super::page::{Fill, Item, Role, Rule};
use super::paragraph::{Filling, Paragraph, SetLine, paragraphs, points};
use std::sync::Arc;

/// Cells are set a little smaller than running text.
const SCALE: f32 = 0.92;
/// Empty width and height inside a cell's edges.
const PADDING: (f32, f32) = (4.0, 2.5);
/// The grey of the head, of every second row, of the total.
const HEAD: f32 = 0.87;
const ZEBRA: f32 = 0.955;
const TOTAL: f32 = 0.92;

/// A cell: its paragraphs, how they stand, its node.
struct Cell {
    paragraphs: Arc<[Paragraph]>,
    align: Align,
    node: Option<usize>,
}

/// How a row looks.
#[derive(Clone, Copy)]
struct RowLook<'w> {
    /// The columns' rooms, in reading order.
    rooms: &'w [Room],
    fill: Option<f32>,
    kind: Kind,
    /// Strips taller than this are split.
    tallest: f32,
}

impl Flow<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), TypesetError> {
        let columns = table.columns.len();
        for (row, cells) in table.rows.iter().chain(&table.total).enumerate() {
            if cells.len() > columns {
                let around = cells.iter().map(Text::plain).collect::<Vec<_>>().join(" | ");
                return Err(TypesetError::TooManyCells { row: row + 1, cells: cells.len(), columns, around });
            }
        }
        if columns == 0 {
            return Ok(());
        }
        let node = self.node(Role::Table, 0);
        let head_row = self.node(Role::Row, node);
        let mut head = Vec::with_capacity(columns);
        for column in &table.columns {
            let node = Some(self.node(Role::ColumnHeader, head_row));
            head.push(self.cell(&bold(&column.header), Align::Center, node)?);
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        for cells in &table.rows {
            rows.push(self.row(node, table, cells, Text::clone)?);
        }
        let total = table.total.as_ref().map(|cells| self.row(node, table, cells, bold)).transpose()?;
        let widths = self.widths(table, &head, rows.iter().chain(&total));
        let rooms = self.rooms(&widths);
        let index = self.heads.len();
        let look =
            RowLook { rooms: &rooms, fill: Some(HEAD), kind: Kind::Head(index), tallest: self.page * 0.5 };
        let mut bands = self.strips(&head, look)?;
        let mut repeated = Band::default();
        for band in &bands {
            let items = band.items.iter().cloned().map(|item| artifact(item).lowered(repeated.height));
            repeated.items.extend(items);
            repeated.height += band.height;
        }
        for band in &mut bands {
            band.link = Link::WithNext;
        }
        let tallest = self.page - repeated.height - 1.0;
        self.heads.push(repeated);
        self.bands.extend(bands);
        for (at, row) in rows.iter().enumerate() {
            let fill = (at % 2 == 1).then_some(ZEBRA);
            let look = RowLook { rooms: &rooms, fill, kind: Kind::Row(index), tallest };
            let strips = self.strips(row, look)?;
            self.bands.extend(strips);
        }
        if let Some(total) = total {
            if let Some(last) = self.bands.last_mut() {
                last.link = Link::WithNext;
            }
            let look = RowLook { rooms: &rooms, fill: Some(TOTAL), kind: Kind::Row(index), tallest };
            let strips = self.strips(&total, look)?;
            self.bands.extend(strips);
        }
        if let Some(last) = self.bands.last_mut() {
            last.link = Link::Free;
        }
        self.bands.push(Band { height: 10.0, kind: Kind::Gap, ..Band::default() });
        Ok(())
    }

    fn row(
        &mut self,
        table_node: usize,
        table: &Table,
        cells: &[Text],
        dress: impl Fn(&Text) -> Text,
    ) -> Result<Vec<Cell>, TypesetError> {
        let row = self.node(Role::Row, table_node);
        let empty = Text::default();
        let mut out = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            let node = Some(self.node(Role::Cell, row));
            out.push(self.cell(&dress(cells.get(at).unwrap_or(&empty)), column.align, node)?);
        }
        Ok(out)
    }

    fn cell(&mut self, text: &Text, align: Align, node: Option<usize>) -> Result<Cell, TypesetError> {
        let base = self.base();
        Ok(Cell { paragraphs: paragraphs(self.shaper, text, base)?, align, node })
    }

    /// The widths of the columns: what the content asks for, between the longest word and the longest line.
    fn widths<'c>(
        &self,
        table: &Table,
        head: &'c [Cell],
        rows: impl Iterator<Item = &'c Vec<Cell>>,
    ) -> Vec<f32> {
        let size = self.size * SCALE;
        let pad = PADDING.0 * 2.0 + 0.5;
        let (mut least, mut most) = (vec![0_i32; head.len()], vec![0_i32; head.len()]);
        let mut measure = |cells: &[Cell]| {
            for ((least, most), cell) in least.iter_mut().zip(&mut most).zip(cells) {
                for paragraph in cell.paragraphs.iter() {
                    *least = (*least).max(paragraph.narrowest());
                    *most = (*most).max(paragraph.widest());
                }
            }
        };
        measure(head);
        rows.for_each(|row| measure(row));
        let total = self.room.width;
        let shares: f32 = table.columns.iter().filter_map(|column| column.share).sum();
        let scale = if shares > 1.0 { 1.0 / shares } else { 1.0 };
        let fixed: Vec<Option<f32>> =
            table.columns.iter().map(|column| column.share.map(|share| share * scale * total)).collect();
        let rest = total - fixed.iter().flatten().sum::<f32>();
        let free = |at: &usize| fixed.get(*at).is_none_or(Option::is_none);
        let least: Vec<f32> = least.iter().map(|&width| points(width, size) + pad).collect();
        let most: Vec<f32> = most.iter().map(|&width| points(width, size) + pad).collect();
        let sum = |widths: &[f32]| (0..widths.len()).filter(free).map(|at| widths[at]).sum::<f32>();
        let (all_least, all_most) = (sum(&least), sum(&most));
        let open = || (0..least.len()).filter(free);
        // Too much even for the longest words: only the widest give way. Else only the longest lines are broken.
        let cap = if all_least > rest {
            cap(rest, |cap| open().map(|at| least[at].min(cap)).sum())
        } else {
            cap(rest, |cap| open().map(|at| most[at].min(cap).max(least[at])).sum())
        };
        (0..head.len())
            .map(|at| match fixed[at] {
                Some(width) => width,
                None if all_most <= rest => most[at] * rest / all_most,
                None if all_least <= rest => most[at].min(cap).max(least[at]),
                None => least[at].min(cap),
            })
            .collect()
    }

    /// The room of each column, cell padding taken off.
    fn rooms(&self, widths: &[f32]) -> Vec<Room> {
        let Room { left, width } = self.room;
        let mut used = 0.0;
        let room = |own: &f32| {
            let from = match self.way {
                Way::RightToLeft => left + width - used - own,
                Way::LeftToRight => left + used,
            };
            used += own;
            Room { left: from + PADDING.0, width: (own - PADDING.0 * 2.0).max(1.0) }
        };
        widths.iter().map(room).collect()
    }

    /// A row as one band, or as several when no page could hold it.
    fn strips(&mut self, cells: &[Cell], look: RowLook<'_>) -> Result<Vec<Band>, TypesetError> {
        let size = self.size * SCALE;
        let leading = size * TIGHT;
        let mut lines: Vec<Vec<Arc<SetLine>>> = Vec::with_capacity(cells.len());
        for (cell, room) in cells.iter().zip(look.rooms) {
            lines.push(broken(self.shaper, &cell.paragraphs, room.width, size, Filling::Spaces)?);
        }
        let tallest = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let fitting = (((look.tallest - PADDING.1 * 2.0) / leading).floor() as usize).max(1);
        let mut bands = Vec::new();
        let mut from = 0;
        while from < tallest {
            let to = (from + fitting).min(tallest);
            let height = (to - from) as f32 * leading + PADDING.1 * 2.0;
            let mut items = self.frame(look, height);
            let mut drawn: Vec<Vec<Item>> = Vec::with_capacity(cells.len());
            for ((cell, lines), room) in cells.iter().zip(&lines).zip(look.rooms) {
                let dress = Look { size, leading, side: self.side(cell.align), node: cell.node };
                let strip = lines.iter().take(to).skip(from).enumerate();
                let items = strip.filter_map(|(at, line)| {
                    place(self.shaper, line, *room, PADDING.1 + at as f32 * leading, dress)
                });
                drawn.push(items.collect());
            }
            // From left to right, whatever the reading order, which is that of the nodes: pdf.js puts no space where
            // the pen goes back, and would read two cells as one word.
            if self.way == Way::RightToLeft {
                drawn.reverse();
            }
            items.extend(drawn.into_iter().flatten());
            bands.push(Band { height, items, kind: look.kind, ..Band::default() });
            from = to;
        }
        Ok(bands)
    }

    /// The fill and the rules of a strip.
    fn frame(&self, look: RowLook<'_>, height: f32) -> Vec<Item> {
        let Room { left, width } = self.room;
        let right = left + width;
        let mut items = Vec::new();
        if let Some(gray) = look.fill {
            items.push(Item::Fill(Fill { x: left, y: 0.0, width, height, gray }));
        }
        let rule = |from, to| Item::Rule(Rule { from, to, width: STROKE });
        // Both, because the fill of a row covers half of the rule above it.
        items.push(rule((left, 0.0), (right, 0.0)));
        items.push(rule((left, height), (right, height)));
        let edges = look.rooms.iter().map(|room| match self.way {
            Way::RightToLeft => room.left - PADDING.0,
            Way::LeftToRight => room.left + room.width + PADDING.0,
        });
        let start = if self.way == Way::RightToLeft { right } else { left };
        items.extend(edges.chain([start]).map(|x| rule((x, 0.0), (x, height))));
        items
    }
}

/// The width that no column may exceed for their `sum` to be `room`, found by halving.
fn cap(room: f32, sum: impl Fn(f32) -> f32) -> f32 {
    let (mut low, mut high) = (0.0, room);
    for _ in 0..32 {
        let middle = (low + high) / 2.0;
        if sum(middle) <= room { low = middle } else { high = middle }
    }
    low
}

/// The same, as something readers skip.
fn artifact(mut item: Item) -> Item {
    if let Item::Line(line) = &mut item {
        line.node = None;
        line.words.iter_mut().for_each(|placed| placed.part = None);
    }
    item
}
