//! Running heads, feet and page numbers: what stands at the edge of page after page.
//!
//! In: the blocks of all pages. Out: the same, those that repeat marked as furniture. Always holds: nothing is taken
//! away from the text; only the outermost blocks of a page are looked at.

use crate::document::{Block, BlockKind, Place};
use std::collections::BTreeMap;

/// Blocks at either end of a page that may be running heads or feet.
const OUTER: usize = 3;
/// How far from a page's upper or lower edge they may stand, in parts of its height.
const BAND: f32 = 0.14;

/// Marks what repeats among `blocks`, whose words are in `text`, on pages of these heights.
pub(super) fn mark(blocks: &mut [Block], text: &str, heights: &[f32]) {
    let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Place::Page { page, .. } = block.place {
            pages.entry(page).or_default().push(at);
        }
    }
    if pages.len() < 2 {
        return;
    }
    let mut seen: BTreeMap<String, Vec<(u32, usize)>> = BTreeMap::new();
    for (page, members) in &pages {
        let height = heights.get(*page as usize - 1).copied().unwrap_or(842.0);
        for (rank, at) in members.iter().enumerate() {
            let outer = rank < OUTER || rank + OUTER >= members.len();
            let Some(block) = blocks.get(*at).filter(|_| outer) else { continue };
            if !is_marginal(&block.place, height) {
                continue;
            }
            let words = shape(block.span.of(text));
            if !words.is_empty() {
                seen.entry(words).or_default().push((*page, *at));
            }
        }
    }
    for places in seen.values() {
        let mut numbers: Vec<u32> = places.iter().map(|(page, _)| *page).collect();
        numbers.dedup();
        // Heads may differ on left and right pages, and the first page often has none.
        if numbers.len() < 2 || numbers.len() * 3 < pages.len() {
            continue;
        }
        for (_, at) in places {
            blocks[*at].kind = BlockKind::Furniture;
        }
    }
}

/// True for a block within the upper or lower band of its page.
fn is_marginal(place: &Place, height: f32) -> bool {
    let Place::Page { area: [_, bottom, _, top], .. } = place else { return false };
    *bottom as f32 > height * (1.0 - BAND) || (*top as f32) < height * BAND
}

/// The words of a running head, whatever page they are on: every number is the same.
fn shape(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            c if c.is_numeric() && out.ends_with('#') => {}
            c if c.is_numeric() => out.push('#'),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Blocks of these pages, words and lower edges, and their text.
    fn blocks(all: &[(u32, &str, i32)]) -> (Vec<Block>, String) {
        let text: String = all.iter().map(|(_, words, _)| format!("{words}\n")).collect();
        let mut start = 0;
        let block = |(page, words, low): &(u32, &str, i32)| {
            let span = Span::new(&text, start..start + words.len()).unwrap();
            start += words.len() + 1;
            let place = Place::Page { page: *page, area: [50, *low, 500, low + 12] };
            Block { kind: BlockKind::Paragraph, span, place }
        };
        let blocks = all.iter().map(block).collect();
        (blocks, text)
    }

    #[test]
    fn what_stands_at_the_edge_of_page_after_page_is_furniture() {
        let (mut blocks, text) = blocks(&[
            (1, "جمعية الواحة", 800),
            (1, "قرر المكتب ما يلي", 400),
            (1, "صفحة 1 من 3", 30),
            (2, "جمعية الواحة", 800),
            (2, "قرر المكتب ما يلي", 400),
            (2, "توقيع الرئيس", 60),
            (2, "صفحة 2 من 3", 30),
            (3, "وحرر بفاس", 800),
            (3, "صفحة 3 من 3", 30),
        ]);
        mark(&mut blocks, &text, &[842.0; 3]);
        let furniture: Vec<usize> =
            (0..blocks.len()).filter(|at| blocks[*at].kind == BlockKind::Furniture).collect();
        assert_eq!(furniture, [0, 2, 3, 6, 8]);
    }

    #[test]
    fn one_page_has_no_running_heads() {
        let (mut blocks, text) = blocks(&[(1, "بلاغ", 800), (1, "بلاغ", 30)]);
        mark(&mut blocks, &text, &[842.0]);
        assert!(blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
    }
}
