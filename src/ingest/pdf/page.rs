//! One page: its drawing becomes blocks of the draft.
//!
//! In: a drawing. Out: blocks in reading order, or a note that says why there are none. Always holds: glyphs of
//! different writing directions (a turned page, a stamp across it) never share a line.

use super::bidi::{self, Base, Brackets, Unit};
use super::broken::{self, Full};
use super::content::{Drawing, Glyph};
use super::damage::Damage;
use super::file::{File, PageDict};
use super::font::Fonts;
use super::layout::{self, Row};
use super::line::{Line, units};
use super::overflow;
use super::paragraph::{self, Entry, Kind};
use super::parted;
use super::piece::{self, Class, Piece};
use super::plausible;
use super::table::Rules;
use crate::document::{BlockKind, Place};
use crate::ingest::draft::Draft;

/// Adds page `number` to `draft`.
pub(super) fn add<'a>(
    file: &'a File,
    page: &PageDict<'a>,
    number: u32,
    drawing: &Drawing,
    fonts: &mut Fonts<'a>,
    draft: &mut Draft,
) {
    if drawing.glyphs.is_empty() {
        if drawing.images > 0 {
            draft.note(format!(
                "page {number} not read: it is a picture without text; run it through text recognition or type the text"
            ));
        }
        return;
    }
    let tcpdf = if file.is_tcpdf() { Tcpdf::Yes } else { Tcpdf::No };
    let mut all: Vec<(Vec<Piece>, [f32; 2])> = Vec::new();
    for (glyphs, along) in directions(drawing, page.area) {
        let mut pieces = piece::pieces(file, fonts, drawing, &glyphs, along);
        if tcpdf == Tcpdf::Yes {
            turn_quotes(&mut pieces);
        }
        all.push((pieces, along));
    }
    let every: Vec<Piece> = all.iter().flat_map(|(pieces, _)| pieces.clone()).collect();
    let damage = Damage::of(&every);
    if let Some(message) = damage.message(number) {
        draft.note(message);
    }
    if damage.is_fatal() {
        return;
    }
    let before = (draft.text.len(), draft.blocks.len());
    for (pieces, along) in &mut all {
        let rules = Rules::new(&drawing.rules, *along);
        overflow::contain(pieces, &rules);
        place(pieces, &rules, tcpdf, *along, page, number, draft);
    }
    // Letters may all have a meaning, and it may be the wrong one.
    if let Some(doubt) = plausible::doubt(draft.text.get(before.0..).unwrap_or_default()) {
        draft.note(doubt.message(number));
        if doubt.whole {
            draft.text.truncate(before.0);
            draft.blocks.truncate(before.1);
        }
    }
}

/// Whether a file is by TCPDF, which lays text out in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tcpdf {
    Yes,
    No,
}

/// Puts quotation marks back that the producer turned round for right-to-left text.
fn turn_quotes(pieces: &mut [Piece]) {
    for piece in pieces {
        let back = match piece.text.as_str() {
            "\u{201C}" => "\u{201D}",
            "\u{201D}" => "\u{201C}",
            "\u{2018}" => "\u{2019}",
            "\u{2019}" => "\u{2018}",
            _ => continue,
        };
        back.clone_into(&mut piece.text);
    }
}

/// The glyphs inside the page by writing direction, the direction of the first glyph first.
fn directions(drawing: &Drawing, area: [f32; 4]) -> Vec<(Vec<Glyph>, [f32; 2])> {
    let mut out: Vec<(Vec<Glyph>, [f32; 2])> = Vec::new();
    // A scan's text layer is all hidden; a hidden word on a drawn page is nobody's statement.
    let hidden = drawing.glyphs.iter().filter(|glyph| glyph.hidden).count();
    let drop_hidden = hidden * 4 < drawing.glyphs.len();
    for glyph in &drawing.glyphs {
        let inside = glyph.x > area[0] - 20.0
            && glyph.x < area[2] + 20.0
            && glyph.y > area[1] - 20.0
            && glyph.y < area[3] + 20.0;
        if !inside || (glyph.hidden && drop_hidden) || glyph.size < 0.1 {
            continue;
        }
        let near =
            out.iter().position(|(_, along)| along[0] * glyph.along[0] + along[1] * glyph.along[1] > 0.995);
        match near {
            Some(near) => out[near].0.push(*glyph),
            None if out.len() < 16 => out.push((vec![*glyph], glyph.along)),
            None => {}
        }
    }
    out
}

fn place(
    pieces: &[Piece],
    rules: &Rules,
    tcpdf: Tcpdf,
    along: [f32; 2],
    page: &PageDict<'_>,
    number: u32,
    draft: &mut Draft,
) {
    let [left, bottom, right, top] = page.area;
    let corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
        .map(|(x, y)| piece::turned(x, y, along).0);
    let edges =
        (corners.iter().copied().fold(f32::MAX, f32::min), corners.iter().copied().fold(f32::MIN, f32::max));
    let base = majority(pieces, edges);
    let members: Vec<usize> = (0..pieces.len()).collect();
    let rows = layout::rows(pieces, &members, rules, base);
    let mut ordered: Vec<Vec<Vec<Ordered>>> = rows
        .iter()
        .map(|row| {
            let order = |line: &Line| {
                let units = units(pieces, &line.pieces);
                let base = bidi::base(&units, base);
                Ordered { units, base }
            };
            row.cells.iter().map(|cell| cell.iter().map(order).collect()).collect()
        })
        .collect();
    if tcpdf == Tcpdf::Yes {
        ordered.iter_mut().flatten().flatten().for_each(|line| parted::words(&mut line.units, line.base));
    }
    parted::mark(ordered.iter_mut().flatten().flatten().map(|line| (&mut line.units, line.base)).collect());
    mend(&rows, &mut ordered);
    let usual = usual_brackets(ordered.iter().flatten().flatten());
    let mut before = String::new();
    let mut texts = Vec::with_capacity(ordered.len());
    for cells in &ordered {
        let mut row: Vec<Vec<String>> = Vec::with_capacity(cells.len());
        for lines in cells {
            let mut cell = Vec::with_capacity(lines.len());
            for line in lines {
                let text = line.reading(usual, &before).replace(parted::MARK, "");
                before.clone_from(&text);
                cell.push(text);
            }
            row.push(cell);
        }
        texts.push(row);
    }
    for entry in paragraph::entries(&rows, texts, base) {
        add_entry(&entry, pieces, along, page, number, draft);
    }
}

fn add_entry(
    entry: &Entry,
    pieces: &[Piece],
    along: [f32; 2],
    page: &PageDict<'_>,
    number: u32,
    draft: &mut Draft,
) {
    if !draft.text.is_empty() && !draft.text.ends_with('\n') {
        draft.text.push('\n');
    }
    // Running heads and page numbers, where the file marks them.
    let is_artifact =
        entry.cells.iter().flat_map(|(_, lines)| lines).flat_map(|line| &line.pieces).all(|index| {
            pieces.get(*index).is_some_and(|piece| piece.artifact || piece.class == Class::Space)
        });
    let kind = match entry.kind {
        _ if is_artifact => BlockKind::Furniture,
        Kind::Item => BlockKind::Item,
        Kind::Paragraph | Kind::Cells => BlockKind::Paragraph,
    };
    for (at, (text, lines)) in entry.cells.iter().enumerate() {
        if at > 0 {
            draft.text.push('\t');
        }
        draft.block(kind.clone(), spot(lines, along, page, number), text);
    }
    draft.text.push('\n');
}

/// Settles what line breaks part: within cells, and from one line of a column to the next.
fn mend(rows: &[Row], ordered: &mut [Vec<Vec<Ordered>>]) {
    for lines in ordered.iter_mut().flatten() {
        for at in 1..lines.len() {
            let (upper, lower) = lines.split_at_mut(at);
            if let (Some(upper), Some(lower)) = (upper.last_mut(), lower.first_mut()) {
                broken::mend(&mut upper.units, &mut lower.units, upper.base, Full::Cell);
            }
        }
    }
    for at in 1..rows.len() {
        let (above, below) = (&rows[at - 1], &rows[at]);
        let (upper, lower) = ordered.split_at_mut(at);
        let Some(([upper], [lower])) =
            upper.last_mut().map(Vec::as_mut_slice).zip(lower.first_mut().map(Vec::as_mut_slice))
        else {
            continue;
        };
        let (Some(upper), Some(lower), Some(line)) =
            (upper.last_mut(), lower.first_mut(), above.cells.first().and_then(|cell| cell.last()))
        else {
            continue;
        };
        let full = line.x0 - above.edges.0 < (above.edges.1 - above.edges.0) * 0.25;
        if above.region == below.region && upper.base == lower.base {
            let full = if full { Full::Line } else { Full::Short };
            broken::mend(&mut upper.units, &mut lower.units, upper.base, full);
        }
    }
}

/// The direction most letters of the page have.
fn majority(pieces: &[Piece], edges: (f32, f32)) -> Base {
    let count = |class| -> usize {
        pieces.iter().filter(|piece| piece.class == class).map(|piece| piece.text.chars().count()).sum()
    };
    let (right, left) = (count(Class::Right), count(Class::Left));
    if right.max(left) > right.min(left) * 2 {
        return if right > left { Base::Right } else { Base::Left };
    }
    // Neither script rules: the side on which the lines begin decides.
    let inked = || pieces.iter().filter(|piece| piece.class != Class::Space);
    let x0 = inked().map(|piece| piece.x0).fold(f32::MAX, f32::min);
    let x1 = inked().map(|piece| piece.x1).fold(f32::MIN, f32::max);
    let (from, to) = edges;
    if x0 - from + 36.0 < to - x1 { Base::Left } else { Base::Right }
}

/// A line with its units from left to right.
struct Ordered {
    units: Vec<Unit>,
    base: Base,
}

impl Ordered {
    fn text(&self, brackets: Brackets) -> String {
        bidi::logical(&self.units, self.base, brackets)
    }

    /// Its text, `before` being that of the line before it, which may have opened a bracket.
    fn reading(&self, usual: Brackets, before: &str) -> String {
        let text = self.text(usual);
        let joined = || bidi::imbalance(&format!("{before}{text}")) <= bidi::imbalance(before);
        if bidi::imbalance(&text) < 2 || joined() {
            return text;
        }
        let other = if usual == Brackets::Drawn { Brackets::Typed } else { Brackets::Drawn };
        let changed = self.text(other);
        if bidi::imbalance(&changed) == 0 { changed } else { text }
    }
}

/// The reading of brackets that leaves fewer of them without a partner.
fn usual_brackets<'o>(lines: impl Iterator<Item = &'o Ordered> + Clone) -> Brackets {
    let faults =
        |brackets| -> usize { lines.clone().map(|line| bidi::imbalance(&line.text(brackets))).sum() };
    if faults(Brackets::Typed) < faults(Brackets::Drawn) { Brackets::Typed } else { Brackets::Drawn }
}

/// The place of `lines` on the page.
fn spot(lines: &[Line], along: [f32; 2], page: &PageDict<'_>, number: u32) -> Place {
    let mut area = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for line in lines {
        for (x, y) in [(line.x0, line.y - line.size * 0.3), (line.x1, line.y + line.size * 0.8)] {
            let (x, y) = piece::back(x, y, along);
            area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
        }
    }
    let left = page.area[0];
    let bottom = page.area[1];
    let [x0, y0, x1, y1] = [area[0] - left, area[1] - bottom, area[2] - left, area[3] - bottom];
    Place::Page {
        page: number,
        area: [x0.floor() as i32, y0.floor() as i32, x1.ceil() as i32, y1.ceil() as i32],
    }
}
