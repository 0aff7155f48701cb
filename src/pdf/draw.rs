//! Pages onto a canvas, every line marked with the part of the document it belongs to.

use super::PdfError;
use super::canvas::{Canvas, Mark, Show};
use super::font::PressedFace;
use super::tags::name;
use crate::typeset::{Item, Line, Pages, Placed, Shape, Weight};

/// By page, the node of each marked stretch, by its number.
pub(super) type Marks = Vec<Vec<usize>>;

/// Draws `pages`.
pub(super) fn draw(pages: &Pages, faces: &[PressedFace], canvas: &mut dyn Canvas) -> Result<Marks, PdfError> {
    let mut marks = Vec::with_capacity(pages.pages.len());
    for (page, number) in pages.pages.iter().zip(1..) {
        canvas.page();
        let mut parts = Vec::new();
        let mut stretches = page.items.chunk_by(|one, other| node(one) == node(other));
        stretches.try_for_each(|stretch| {
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
                    Some(Item::Line(_)) => text(items, faces, canvas, number)?,
                    _ => items.iter().for_each(|item| match item {
                        Item::Fill(fill) => canvas.fill(fill),
                        Item::Rule(rule) => canvas.rule(rule),
                        Item::Drawing(drawing) => drawing.shapes.iter().for_each(|shape| match shape {
                            Shape::Fill(fill) => canvas.fill(fill),
                            Shape::Rule(rule) => canvas.rule(rule),
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

fn is_line(item: &Item) -> bool {
    matches!(item, Item::Line(_))
}

/// Lines of one part.
fn text(items: &[Item], faces: &[PressedFace], canvas: &mut dyn Canvas, page: usize) -> Result<(), PdfError> {
    canvas.begin_text();
    let mut font = None;
    for item in items {
        if let Item::Line(line) = item {
            canvas.at(line.x, line.y);
            show(line, faces, canvas, &mut font).ok_or(PdfError::ForeignGlyph { page })?;
        }
    }
    canvas.end_text();
    Ok(())
}

/// One line: runs of one font, broken only where spaces are stretched.
fn show(
    line: &Line,
    faces: &[PressedFace],
    canvas: &mut dyn Canvas,
    font: &mut Option<(Weight, f32)>,
) -> Option<()> {
    for run in line.words.chunk_by(|one, other| one.word.weight == other.word.weight) {
        let weight = run.first()?.word.weight;
        let face = faces.iter().find(|face| face.weight == weight)?;
        if *font != Some((weight, line.size)) {
            canvas.font(face.resource, line.size);
            *font = Some((weight, line.size));
        }
        let mut shown = Vec::new();
        let mut bytes = Vec::with_capacity(run.len() * 12);
        for (at, placed) in run.iter().enumerate() {
            if pauses(run, at, face) {
                shown.push(Show::Glyphs(std::mem::take(&mut bytes)));
                canvas.show(std::mem::take(&mut shown));
                canvas.font(face.resource, line.size);
            }
            for code in &placed.word.codes {
                bytes.extend(face.glyphs.get(usize::from(*code))?.to_be_bytes());
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

/// Whether a reader needs a pause before the word at `at`: spaces stand there, then a mark, then digits or Latin
/// letters.
///
/// pypdf adds spaces to the right-to-left word at their left, so that «2022 في» would come out as «2022في »; choosing
/// the font once more makes it begin anew.
fn pauses(run: &[Placed], at: usize, face: &PressedFace) -> bool {
    let only = |placed: &Placed, code: Option<u16>| {
        code.is_some_and(|code| placed.word.codes.first() == Some(&code) && placed.word.codes.len() == 1)
    };
    let space = |at: usize| run.get(at).is_some_and(|placed| only(placed, face.space));
    let ends = (at..run.len()).find(|&at| !space(at));
    at > 0
        && space(at)
        && !space(at - 1)
        && ends.is_some_and(|at| {
            let next = run.get(at + 1).and_then(|placed| placed.word.codes.first());
            run.get(at).is_some_and(|placed| only(placed, face.mark))
                && next.is_some_and(|code| face.ltr.get(usize::from(*code)) == Some(&true))
        })
}
