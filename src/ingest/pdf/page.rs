//! One page: its drawing becomes blocks of the draft.
//!
//! In: a drawing. Out: blocks in reading order, or a note that says why there are none. Always holds: glyphs of
//! different writing directions (a turned page, a stamp across it) never share a line.

use super::bidi::{self, Base, Brackets, Unit};
use super::content::{Drawing, Glyph};
use super::damage::Damage;
use super::file::{File, PageDict};
use super::font::Fonts;
use super::layout::{self, Row};
use super::line::{Line, units};
use super::piece::{self, Class, Piece};
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
    let mut all: Vec<(Vec<Piece>, [f32; 2])> = Vec::new();
    for (glyphs, along) in directions(drawing, page.area) {
        all.push((piece::pieces(file, fonts, drawing, &glyphs, along), along));
    }
    let every: Vec<Piece> = all.iter().flat_map(|(pieces, _)| pieces.clone()).collect();
    let damage = Damage::of(&every);
    if let Some(message) = damage.message(number) {
        draft.note(message);
    }
    if damage.is_fatal() {
        return;
    }
    for (pieces, along) in &all {
        place(pieces, *along, page, number, draft);
    }
}

/// The glyphs inside the page by writing direction, the direction of the first glyph first.
fn directions(drawing: &Drawing, area: [f32; 4]) -> Vec<(Vec<Glyph>, [f32; 2])> {
    let mut out: Vec<(Vec<Glyph>, [f32; 2])> = Vec::new();
    for glyph in &drawing.glyphs {
        let inside = glyph.x > area[0] - 20.0
            && glyph.x < area[2] + 20.0
            && glyph.y > area[1] - 20.0
            && glyph.y < area[3] + 20.0;
        if !inside || glyph.size < 0.1 {
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

fn place(pieces: &[Piece], along: [f32; 2], page: &PageDict<'_>, number: u32, draft: &mut Draft) {
    let base = majority(pieces);
    let members: Vec<usize> = (0..pieces.len()).collect();
    let rows = layout::rows(pieces, &members, base);
    let ordered: Vec<Vec<(Vec<Unit>, Base)>> = rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| {
                    let units = units(pieces, &cell.pieces);
                    let own = bidi::base(&units, base);
                    (units, own)
                })
                .collect()
        })
        .collect();
    let usual = usual_brackets(&ordered);
    let texts: Vec<Vec<String>> = ordered
        .iter()
        .map(|cells| cells.iter().map(|(units, base)| reading(units, *base, usual)).collect())
        .collect();
    let mut at = 0;
    while at < rows.len() {
        let row = &rows[at];
        if row.cells.len() > 1 {
            cells(row, &texts[at], along, page, number, draft);
            at += 1;
            continue;
        }
        let mut text = texts[at].first().cloned().unwrap_or_default();
        let mut lines: Vec<&Line> = row.cells.iter().collect();
        let mut end = at + 1;
        while end < rows.len() && runs_on(&rows[end - 1], &rows[end], &texts[end - 1], &texts[end], base) {
            text.push(' ');
            text.push_str(texts[end].first().map_or("", |text| text.trim()));
            lines.extend(&rows[end].cells);
            end += 1;
        }
        draft.line(BlockKind::Paragraph, spot(&lines, along, page, number), text.trim());
        at = end;
    }
}

/// The direction most letters of the page have.
fn majority(pieces: &[Piece]) -> Base {
    let count = |class| -> usize {
        pieces.iter().filter(|piece| piece.class == class).map(|piece| piece.text.chars().count()).sum()
    };
    if count(Class::Right) >= count(Class::Left) { Base::Right } else { Base::Left }
}

fn usual_brackets(ordered: &[Vec<(Vec<Unit>, Base)>]) -> Brackets {
    let faults = |brackets| -> usize {
        ordered
            .iter()
            .flatten()
            .map(|(units, base)| bidi::imbalance(&bidi::logical(units, *base, brackets)))
            .sum()
    };
    if faults(Brackets::Typed) < faults(Brackets::Drawn) { Brackets::Typed } else { Brackets::Drawn }
}

fn reading(units: &[Unit], base: Base, usual: Brackets) -> String {
    let text = bidi::logical(units, base, usual);
    let faults = bidi::imbalance(&text);
    if faults < 2 {
        return text;
    }
    let other = if usual == Brackets::Drawn { Brackets::Typed } else { Brackets::Drawn };
    let changed = bidi::logical(units, base, other);
    if bidi::imbalance(&changed) == 0 { changed } else { text }
}

/// True when `next` goes on with the paragraph that `row` is a line of.
fn runs_on(row: &Row, next: &Row, text: &[String], after: &[String], base: Base) -> bool {
    let ([line], [below]) = (row.cells.as_slice(), next.cells.as_slice()) else { return false };
    let ([text], [after]) = (text, after) else { return false };
    if row.region != next.region || (line.size - below.size).abs() > line.size * 0.12 {
        return false;
    }
    let step = line.y - below.y;
    if step <= 0.0 || step > line.size * 2.2 {
        return false;
    }
    // A line runs on when the next line's first word would not have fitted.
    let first_word = after.split_whitespace().next().map_or(0, |word| word.chars().count());
    let per_char =
        (below.x1 - below.x0) / f32::from(u16::try_from(after.chars().count().max(1)).unwrap_or(u16::MAX));
    let needed = per_char * f32::from(u16::try_from(first_word + 1).unwrap_or(u16::MAX));
    let room = if base == Base::Right { line.x0 - row.edges.0 } else { row.edges.1 - line.x1 };
    let starts_item = after.starts_with(['\u{2022}', '-', '\u{2013}', '\u{25AA}', '\u{25CF}'])
        || after.split(['.', '-', ')', ' ']).next().is_some_and(|head| {
            !head.is_empty()
                && head.chars().all(char::is_numeric)
                && head.chars().count() < 3
                && !head.len() == after.len()
        });
    !text.is_empty() && room < needed * 1.1 && !starts_item
}

fn cells(row: &Row, texts: &[String], along: [f32; 2], page: &PageDict<'_>, number: u32, draft: &mut Draft) {
    if !draft.text.is_empty() && !draft.text.ends_with('\n') {
        draft.text.push('\n');
    }
    let mut first = true;
    for (cell, text) in row.cells.iter().zip(texts) {
        if text.trim().is_empty() {
            continue;
        }
        if !first {
            draft.text.push('\t');
        }
        first = false;
        draft.block(BlockKind::Paragraph, spot(&[cell], along, page, number), text.trim());
    }
    if !first {
        draft.text.push('\n');
    }
}

/// The place of `lines` on the page.
fn spot(lines: &[&Line], along: [f32; 2], page: &PageDict<'_>, number: u32) -> Place {
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
