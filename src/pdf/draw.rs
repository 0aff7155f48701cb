//! Pages onto a canvas, every line marked with the part of the document it belongs to.

use super::PdfError;
use super::canvas::{Canvas, Mark, Show};
use super::font::{Keys, Turn};
use super::picture;
use super::tags::name;
use crate::typeset::{Item, Language, Line, Pages, Picture, Placed, Role, Shape, Weight};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Wider than half a space in thousandths of the size.
const PAUSE: i32 = 180;

/// By page, the node of each marked stretch, by its number.
pub(super) type Marks = Vec<Vec<usize>>;

/// Draws `pages`.
pub(super) fn draw(
    pages: &Pages,
    faces: &[Keys],
    pictures: &[Arc<Picture>],
    canvas: &mut dyn Canvas,
) -> Result<Marks, PdfError> {
    let mut marks = Vec::with_capacity(pages.pages.len());
    for (page, number) in pages.pages.iter().zip(1..) {
        canvas.page();
        let mut parts = Vec::new();
        let shared = shared(&page.items);
        let alike = |one: &Item, other: &Item| {
            node(one) == node(other) && parted(one).is_none() && parted(other).is_none()
        };
        let mut stretches = page.items.chunk_by(alike);
        stretches.try_for_each(|stretch| {
            if let [item] = stretch
                && let Some(line) = parted(item)
            {
                return line_of_parts(line, pages, faces, canvas, (number, &shared), &mut parts);
            }
            let node = stretch.first().and_then(node);
            let role = node.and_then(|node| pages.nodes.get(node)).map(|node| node.role);
            match (node, role) {
                (Some(node), Some(role)) => {
                    canvas.open(Mark::Part(name(role), parts.len()));
                    parts.push(node);
                }
                _ => canvas.open(Mark::Artifact),
            }
            for items in stretch.chunk_by(|one, other| is_line(one) == is_line(other)) {
                match items.first() {
                    Some(Item::Line(_)) => text(items, faces, canvas, number, &shared)?,
                    _ => items.iter().for_each(|item| match item {
                        Item::Fill(fill) => canvas.fill(fill),
                        Item::Rule(rule) => canvas.rule(rule),
                        Item::Drawing(drawing) => drawing.shapes.iter().for_each(|shape| match shape {
                            Shape::Fill(fill) => canvas.fill(fill),
                            Shape::Rule(rule) => canvas.rule(rule),
                            Shape::Picture(shown) => {
                                let at = pictures.iter().position(|known| *known == shown.picture);
                                at.into_iter().for_each(|at| canvas.picture(&picture::name(at), shown));
                            }
                        }),
                        Item::Line(_) => {}
                    }),
                }
            }
            canvas.close();
            Ok(())
        })?;
        marks.push(parts);
    }
    Ok(marks)
}

fn node(item: &Item) -> Option<usize> {
    match item {
        Item::Line(line) => line.node,
        Item::Drawing(drawing) => Some(drawing.node),
        Item::Fill(_) | Item::Rule(_) => None,
    }
}

/// The line, when some of its words are parts by themselves.
fn parted(item: &Item) -> Option<&Line> {
    match item {
        Item::Line(line) if line.words.iter().any(|placed| placed.part.is_some()) => Some(line),
        _ => None,
    }
}

/// A line with words that are parts by themselves: each stretch is marked, and numbered in reading order.
fn line_of_parts(
    line: &Line,
    pages: &Pages,
    faces: &[Keys],
    canvas: &mut dyn Canvas,
    (page, shared): (usize, &BTreeSet<i32>),
    parts: &mut Vec<usize>,
) -> Result<(), PdfError> {
    let chunks: Vec<&[Placed]> = line.words.chunk_by(|one, other| one.part == other.part).collect();
    let mut nodes: Vec<usize> = Vec::with_capacity(chunks.len());
    for chunk in &chunks {
        let node = chunk.first().and_then(|placed| placed.part).or(line.node);
        nodes.push(node.ok_or(PdfError::Incomplete { part: "structure" })?);
    }
    let first = parts.len();
    let turned = pages.language == Language::Arabic;
    let apart = if shared.contains(&baseline(line)) { Apart::Yes } else { Apart::No };
    let mut font = None;
    canvas.begin_text();
    for (at, (chunk, node)) in chunks.iter().zip(&nodes).enumerate() {
        let number = if turned { chunks.len() - 1 - at } else { at };
        let role = pages.nodes.get(*node).map_or(Role::Paragraph, |node| node.role);
        canvas.open(Mark::Part(name(role), first + number));
        let begins = (at == 0).then_some(apart);
        show(line, chunk, begins, faces, canvas, &mut font).ok_or(PdfError::ForeignGlyph { page })?;
        canvas.close();
    }
    canvas.end_text();
    if turned {
        nodes.reverse();
    }
    parts.extend(nodes);
    Ok(())
}

fn is_line(item: &Item) -> bool {
    matches!(item, Item::Line(_))
}

/// Lines of one part; before those with a neighbour on their baseline stands a space, drawn nowhere.
///
/// pypdf finds no gap between two right-to-left words that are placed apart.
fn text(
    items: &[Item],
    faces: &[Keys],
    canvas: &mut dyn Canvas,
    page: usize,
    shared: &BTreeSet<i32>,
) -> Result<(), PdfError> {
    canvas.begin_text();
    let mut font = None;
    for item in items {
        if let Item::Line(line) = item {
            let apart = if shared.contains(&baseline(line)) { Apart::Yes } else { Apart::No };
            show(line, &line.words, Some(apart), faces, canvas, &mut font)
                .ok_or(PdfError::ForeignGlyph { page })?;
        }
    }
    canvas.end_text();
    Ok(())
}

/// Whether a line has a neighbour on its baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    Yes,
    No,
}

/// The baseline in hundredths of a point.
fn baseline(line: &Line) -> i32 {
    (line.y * 100.0).round() as i32
}

/// The baselines on which more than one line stands.
fn shared(items: &[Item]) -> BTreeSet<i32> {
    let (mut seen, mut shared) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        if let Item::Line(line) = item
            && !seen.insert(baseline(line))
        {
            shared.insert(baseline(line));
        }
    }
    shared
}

/// Words of a line: runs of one font, broken only where spaces are stretched or a reader needs a pause. The line begins
/// with them, unless they go on where the pen stands.
fn show(
    line: &Line,
    words: &[Placed],
    begins: Option<Apart>,
    faces: &[Keys],
    canvas: &mut dyn Canvas,
    font: &mut Option<(Weight, f32)>,
) -> Option<()> {
    for (number, run) in words.chunk_by(|one, other| one.word.weight == other.word.weight).enumerate() {
        let weight = run.first()?.word.weight;
        let face = faces.iter().find(|face| face.weight == weight)?;
        let lead = face.space.filter(|_| number == 0 && begins == Some(Apart::Yes));
        let lead = lead.and_then(|space| Some((face.code(space)?.0, face.space_width)));
        if number == 0 && begins.is_some() {
            let back = lead.map_or(0.0, |(_, width)| f32::from(width) * line.size / 1000.0);
            canvas.at(line.x - back, line.y);
        }
        if *font != Some((weight, line.size)) {
            canvas.font(face.resource, line.size);
            *font = Some((weight, line.size));
        }
        let mut shown = Vec::new();
        let mut bytes = Vec::with_capacity(run.len() * 12);
        if let Some((space, _)) = lead {
            bytes.extend(space.to_be_bytes());
        }
        let mut rtl = false;
        for placed in run {
            for code in &placed.word.codes {
                let (glyph, way) = face.code(*code)?;
                match way {
                    Turn::None => {}
                    Turn::Right => rtl = true,
                    Turn::Left if rtl => {
                        // A pause that moves nothing: pypdf adds its space after the right-to-left words so far.
                        shown.push(Show::Glyphs(std::mem::take(&mut bytes)));
                        shown.push(Show::Skip(PAUSE));
                        shown.push(Show::Skip(-PAUSE));
                        rtl = false;
                    }
                    Turn::Left => {}
                }
                bytes.extend(glyph.to_be_bytes());
            }
            if placed.stretch != 0 {
                shown.push(Show::Glyphs(std::mem::take(&mut bytes)));
                shown.push(Show::Skip(placed.stretch));
            }
        }
        if !bytes.is_empty() {
            shown.push(Show::Glyphs(bytes));
        }
        canvas.show(shown);
    }
    Some(())
}
