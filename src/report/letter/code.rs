//! The code on a sheet: its reference and the first figures of its digest, for scanners and for eyes.

use crate::typeset::{
    Align, Anchor, Content, Figure, Fill, Item, Label, Language, Margins, Mark, Node, Pages, Role, Setter,
    Sheet, TypesetError,
};
use qrcode::{Color, EcLevel, QrCode};

/// How many figures of a digest a sheet shows: 64 bits.
const SHOWN: usize = 16;
/// The side of the code in points, where the foot of the page has room for it.
const SIDE: f32 = 50.0;
/// A smaller code would not be read from paper; a foot without that much room gets none.
const SMALLEST: f32 = 34.0;
/// Room at the lower edge of the paper, which printers leave white.
const EDGE: f32 = 10.0;
/// The size of the letters beside the code.
const SIZE: f32 = 7.5;

/// The first figures of a digest as they stand on the sheet: `3f2a-91c0-…`.
pub(super) fn shown(digest: &str) -> String {
    let figures: Vec<char> = digest.chars().take(SHOWN).collect();
    figures.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Draws the code of a letter at the foot of its last page.
///
/// # Errors
/// A character of the reference that no font covers.
pub(super) fn stamp(
    setter: &mut Setter<'_>,
    sheet: &Sheet,
    pages: &mut Pages,
    reference: &str,
    code: &str,
) -> Result<(), TypesetError> {
    let side = SIDE.min(sheet.margins.bottom - EDGE - 2.0);
    let drawn = QrCode::with_error_correction_level(format!("diwan {reference} {code}"), EcLevel::M);
    let (Ok(drawn), true) = (drawn, side >= SMALLEST) else { return Ok(()) };
    let width = (sheet.paper.size().0 - sheet.margins.left - sheet.margins.right).min(SIDE * 4.0);
    let (left, words, anchor) = match sheet.language {
        Language::Arabic => (width - side, width - side - 6.0, Anchor::Right),
        Language::French | Language::English => (0.0, side + 6.0, Anchor::Left),
    };
    let label =
        |text: &str, y: f32| Mark::Label(Label { text: text.into(), at: (words, y), size: SIZE, anchor });
    let mut marks = boxes(&drawn, left, side);
    marks.push(label(reference, side * 0.5 - 1.0));
    marks.push(label(code, side * 0.5 + SIZE * 1.4));
    let figure =
        Figure { alt: format!("{reference} {code}"), width, height: side, align: Align::Start, marks };
    let top = sheet.paper.size().1 - EDGE - side;
    let margins = Margins { top, bottom: 0.0, ..sheet.margins };
    let foot = Sheet {
        margins,
        paper: sheet.paper,
        body: vec![Content::Figure(figure)],
        ..Sheet::new(sheet.title.clone(), sheet.language)
    };
    let mut foot = setter.pages(&foot)?;
    let Some(page) = pages.pages.last_mut() else { return Ok(()) };
    let node = pages.nodes.len();
    pages.nodes.push(Node { role: Role::Figure, parent: Some(0) });
    let items = foot.pages.iter_mut().flat_map(|page| std::mem::take(&mut page.items));
    page.items.extend(items.map(|item| match item {
        Item::Line(line) => Item::Line(crate::typeset::Line { node: Some(node), ..line }),
        Item::Drawing(drawing) => Item::Drawing(crate::typeset::Drawing { node, ..drawing }),
        other => other,
    }));
    Ok(())
}

/// The dark boxes of a code, those side by side drawn as one.
fn boxes(code: &QrCode, left: f32, side: f32) -> Vec<Mark> {
    let count = code.width();
    // A code has at most 177 boxes a side.
    #[expect(clippy::cast_precision_loss, reason = "said above")]
    let at = |number: usize| number as f32 * side / count as f32;
    let mut out = Vec::new();
    for (row, colors) in code.to_colors().chunks(count).enumerate() {
        let mut column = 0;
        while column < count {
            let dark = colors[column..].iter().take_while(|color| **color == Color::Dark).count();
            if dark > 0 {
                let (x, y) = (left + at(column), at(row));
                let (width, height) = (at(column + dark) - at(column), at(row + 1) - y);
                out.push(Mark::Fill(Fill { x, y, width, height, gray: 0.0 }));
            }
            column += dark.max(1);
        }
    }
    out
}
