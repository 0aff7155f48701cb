//! Table cells as a tagged file marks them.
//!
//! In: a file's structure tree, and the pieces of a page. Out: which row and cell a piece of marked content stands in,
//! and the rows of which the geometry says the same. Always holds: tags alone decide nothing; a row counts when its
//! cells stand side by side in their order and nothing else stands among them.

use super::bidi::Base;
use super::file::File;
use super::line::{Line, lines};
use super::piece::{Class, Piece};
use super::table::Cell;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// How deep the tree is followed, and how many nodes of it.
const DEEPEST: usize = 64;
const NODES: usize = 400_000;

/// A cell of a table: the row, counted through the file, and its place in the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    row: u32,
    cell: u32,
}

/// The cells of marked content, by page and number.
#[derive(Debug, Default)]
pub(super) struct Tags {
    spots: BTreeMap<ObjectId, BTreeMap<u32, Spot>>,
}

impl Tags {
    /// Those of `file`; none where it has no structure tree.
    pub(super) fn of(file: &File) -> Self {
        let mut walk = Walk { file, out: Self::default(), row: 0, cell: 0, nodes: 0 };
        if let Some(root) = file.structure() {
            walk.kids(root, None, None, 0);
        }
        walk.out
    }

    /// The cells on the page of that number.
    pub(super) fn page(&self, page: Option<ObjectId>) -> BTreeMap<u32, Spot> {
        page.and_then(|page| self.spots.get(&page)).cloned().unwrap_or_default()
    }
}

struct Walk<'f> {
    file: &'f File,
    out: Tags,
    row: u32,
    cell: u32,
    nodes: usize,
}

impl Walk<'_> {
    fn kids(&mut self, node: &Dictionary, page: Option<ObjectId>, spot: Option<Spot>, depth: usize) {
        self.nodes += 1;
        if depth > DEEPEST || self.nodes > NODES {
            return;
        }
        let page = node.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
        let spot = match self.file.name(node, b"S") {
            Some(b"TR") => {
                (self.row, self.cell) = (self.row + 1, 0);
                None
            }
            Some(b"TD" | b"TH") => {
                self.cell += 1;
                Some(Spot { row: self.row, cell: self.cell })
            }
            _ => spot,
        };
        match self.file.get(node, b"K") {
            Some(Object::Array(kids)) => {
                for kid in kids.iter().take(NODES) {
                    if let Some(kid) = self.file.follow(kid) {
                        self.kid(kid, page, spot, depth);
                    }
                }
            }
            Some(kid) => self.kid(kid, page, spot, depth),
            None => {}
        }
    }

    fn kid(&mut self, kid: &Object, page: Option<ObjectId>, spot: Option<Spot>, depth: usize) {
        match kid {
            Object::Integer(number) => self.content(*number, page, spot),
            Object::Dictionary(kid) => {
                let own = kid.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
                match kid.get(b"MCID").ok().and_then(|number| number.as_i64().ok()) {
                    Some(number) => self.content(number, own, spot),
                    None => self.kids(kid, page, spot, depth + 1),
                }
            }
            _ => {}
        }
    }

    fn content(&mut self, number: i64, page: Option<ObjectId>, spot: Option<Spot>) {
        if let (Ok(number), Some(page), Some(spot)) = (u32::try_from(number), page, spot) {
            self.out.spots.entry(page).or_default().insert(number, spot);
        }
    }
}

/// The row that begins with line `at` of `whole` by its tags, and the line after its last; nothing when the geometry
/// does not say the same.
pub(super) fn row(pieces: &[Piece], whole: &[Line], at: usize, base: Base) -> Option<(Vec<Cell>, usize)> {
    let row = row_of(pieces, whole.get(at)?)?;
    let end =
        (at..whole.len()).find(|line| row_of(pieces, &whole[*line]) != Some(row)).unwrap_or(whole.len());
    let mut cells: BTreeMap<Spot, Vec<usize>> = BTreeMap::new();
    for index in whole[at..end].iter().flat_map(|line| &line.pieces) {
        if let Some(spot) = pieces[*index].spot {
            cells.entry(spot).or_default().push(*index);
        }
    }
    // All of the row stands in these lines.
    let everywhere =
        pieces.iter().filter(|piece| is_inked(piece) && piece.spot.is_some_and(|spot| spot.row == row));
    let here = cells.values().flatten().filter(|index| is_inked(&pieces[**index]));
    if cells.len() < 2 || everywhere.count() != here.count() {
        return None;
    }
    let mut edges: Vec<(f32, f32)> = Vec::with_capacity(cells.len());
    for members in cells.values() {
        let inked = || members.iter().map(|index| &pieces[*index]).filter(|piece| is_inked(piece));
        let from = inked().map(|piece| piece.x0).fold(f32::MAX, f32::min);
        edges.push((from, inked().map(|piece| piece.x1).fold(f32::MIN, f32::max)));
    }
    edges.retain(|(from, to)| from < to);
    let in_order = edges.windows(2).all(|pair| match base {
        Base::Right => pair[1].1 <= pair[0].0 + 1.0,
        Base::Left => pair[0].1 <= pair[1].0 + 1.0,
    });
    let cells: Vec<Cell> =
        cells.values().map(|members| lines(pieces, members)).filter(|cell| !cell.is_empty()).collect();
    (in_order && cells.len() > 1).then_some((cells, end))
}

/// The table row in which all of `line` stands.
pub(super) fn row_of(pieces: &[Piece], line: &Line) -> Option<u32> {
    let mut inked = line.pieces.iter().map(|index| &pieces[*index]).filter(|piece| is_inked(piece));
    let row = inked.next()?.spot?.row;
    inked.all(|piece| piece.spot.is_some_and(|spot| spot.row == row)).then_some(row)
}

fn is_inked(piece: &Piece) -> bool {
    piece.class != Class::Space
}
