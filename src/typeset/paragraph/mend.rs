//! Characters of a value that no font draws: they give way to their numbers, «[U+1F389]», in plain sight.
//!
//! A value stands between isolates and comes from a document, which nobody can ask to write otherwise; so the page is
//! set, and the paragraph remembers what is missing from it. Words of a template are an error, for the one who edits it
//! can mend them.

use super::super::shape::Shaper;
use super::super::{TypesetError, Undrawn};
use super::{Base, Paragraph, Style};
use std::fmt::Write;

impl Paragraph {
    /// The paragraph, what no font draws in its values replaced.
    pub(super) fn mended(
        shaper: &mut Shaper<'_>,
        mut text: String,
        mut weights: Vec<(usize, Style)>,
        base: Base,
    ) -> Result<Self, TypesetError> {
        let mut undrawn = Vec::new();
        loop {
            match Self::new(shaper, &text, &weights, base) {
                Err(TypesetError::Uncovered { character, around }) => {
                    let Some(mended) = replaced(&text, &weights, character) else {
                        return Err(TypesetError::Uncovered { character, around });
                    };
                    undrawn.extend(values(&text, character).map(|value| Undrawn { character, value }));
                    (text, weights) = mended;
                }
                Ok(paragraph) => return Ok(Self { undrawn, ..paragraph }),
                Err(error) => return Err(error),
            }
        }
    }
}

/// The values of `text` that hold `missing`, without their isolates.
fn values(text: &str, missing: char) -> impl Iterator<Item = String> {
    let (mut out, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '\u{2069}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push(start..at);
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        out.push(start..text.len());
    }
    let bare = |value: &str| value.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    let holding: Vec<String> =
        out.into_iter().map(|range| &text[range]).filter(|value| value.contains(missing)).map(bare).collect();
    holding.into_iter()
}

/// `text` with the number of `missing` wherever it stands, and its weights; `None` where it stands outside a value.
fn replaced(text: &str, weights: &[(usize, Style)], missing: char) -> Option<(String, Vec<(usize, Style)>)> {
    let (mut out, mut ends) = (String::with_capacity(text.len() + 16), Vec::with_capacity(weights.len()));
    let mut weights = weights.iter().peekable();
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        while let Some((_, weight)) = weights.next_if(|(end, _)| *end <= at) {
            ends.push((out.len(), *weight));
        }
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c != missing {
            out.push(c);
        } else if depth == 0 {
            return None;
        } else {
            // In an isolate of its own, or its Latin letter would decide the direction of the value. Writing to a
            // string cannot fail.
            let _ = write!(out, "\u{2066}[U+{:04X}]\u{2069}", u32::from(c));
        }
    }
    ends.extend(weights.map(|(_, weight)| (out.len(), *weight)));
    (out != text).then_some((out, ends))
}
