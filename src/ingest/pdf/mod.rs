//! PDF: glyphs become letters, letters lines, lines paragraphs in reading order.
//!
//! In: the bytes of a file. Out: a draft whose blocks carry page and box. Always holds: a page whose letters cannot be
//! made out is a note, never text; no input makes the reader panic, and every loop over the file has a limit.

mod bidi;
mod broken;
mod carrier;
mod cmap;
mod content;
mod damage;
mod encoding;
mod file;
mod font;
mod fontfile;
mod furniture;
mod layout;
mod letters;
mod lexer;
mod line;
mod marks;
mod matrix;
mod names;
mod outline;
mod overflow;
mod page;
mod paragraph;
mod parted;
mod piece;
mod plausible;
mod proof;
mod table;
mod tags;
mod wrapped;

use super::draft::Draft;
use super::error::IngestError;
use file::File;
use font::Fonts;
use tags::Tags;

/// `bytes` as paragraphs, cells and furniture.
///
/// # Errors
/// A file that is locked, too large or broken beyond repair.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, IngestError> {
    let file = File::open(bytes)?;
    let mut fonts = Fonts::default();
    let tags = Tags::of(&file);
    let mut draft = Draft::new("application/pdf");
    draft.head.title = file.title();
    let pages = file.pages();
    if pages.is_empty() {
        return Err(IngestError::Broken { format: "PDF", fault: "it has no pages".to_owned() });
    }
    for (number, page) in (1..).zip(&pages) {
        let mut drawing = content::drawing(&file, page, &mut fonts);
        drawing.spots = tags.page(page.id);
        page::add(&file, page, number, &drawing, &mut fonts, &mut draft);
    }
    let heights: Vec<f32> = pages.iter().map(|page| page.area[3] - page.area[1]).collect();
    furniture::mark(&mut draft.blocks, &draft.text, &heights);
    Ok(draft)
}
