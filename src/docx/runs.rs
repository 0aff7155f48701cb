//! Words as runs: stretches of one weight and one direction.
//!
//! Word knows no isolates. What stood between two becomes runs of its own direction, and where that is not the
//! paragraph's, marks of the paragraph's direction stand at both ends: two Latin names around «،» keep their places.

use crate::text::{is_arabic, is_latin};
use crate::typeset::{Text, Weight};
use std::fmt::Write as _;

/// Which way words run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Right,
    Left,
}

/// How runs look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Size in half points; `None` for the document's.
    pub(super) size: Option<u32>,
    /// Whether all of it is bold, whatever the pieces say.
    pub(super) bold: Bold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bold {
    AsWritten,
    All,
}

/// A stretch of words that stood between isolates, or outside of any.
struct Stretch {
    words: String,
    weight: Weight,
    way: Way,
    kind: Kind,
}

/// Whether a stretch stood between isolates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Isolated,
}

/// `text` as XML without what XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{2066}'..='\u{2069}' => {}
            c if (c < ' ' && c != '\n' && c != '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The direction of the first letter that has one.
pub(super) fn first_way(words: &str) -> Option<Way> {
    words.chars().find_map(|c| match c {
        c if is_arabic(c) && c.is_alphabetic() => Some(Way::Left),
        c if is_latin(c) || c.is_alphabetic() => Some(Way::Right),
        _ => None,
    })
}

/// The runs of `text` in a paragraph that runs `base`.
pub(super) fn runs(text: &Text, base: Way, look: Look) -> String {
    let mut out = String::new();
    for stretch in stretches(text, base) {
        let foreign = stretch.way != base;
        let mark = match base {
            Way::Left => "\u{200F}",
            Way::Right => "\u{200E}",
        };
        if foreign {
            run(mark, base, stretch.weight, look, &mut out);
        }
        for (words, way) in scripts(&stretch.words, stretch.way) {
            run(words, way, stretch.weight, look, &mut out);
        }
        if foreign {
            run(mark, base, stretch.weight, look, &mut out);
        }
    }
    out
}

/// The text cut where isolates begin and end and where the weight changes.
fn stretches(text: &Text, base: Way) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut depth = 0_usize;
    let mut fresh = true;
    for piece in &text.pieces {
        fresh |= out.last().is_none_or(|last| last.weight != piece.weight);
        for c in piece.string.chars() {
            match c {
                '\u{2066}'..='\u{2068}' => {
                    fresh |= depth == 0;
                    depth += 1;
                }
                '\u{2069}' => {
                    depth = depth.saturating_sub(1);
                    fresh |= depth == 0;
                }
                c => {
                    if std::mem::take(&mut fresh) {
                        let kind = if depth == 0 { Kind::Open } else { Kind::Isolated };
                        out.push(Stretch { words: String::new(), weight: piece.weight, way: base, kind });
                    }
                    if let Some(last) = out.last_mut() {
                        last.words.push(c);
                    }
                }
            }
        }
    }
    for stretch in out.iter_mut().filter(|stretch| stretch.kind == Kind::Isolated) {
        stretch.way = first_way(&stretch.words).unwrap_or(base);
    }
    out
}

/// `words` cut where the direction changes; what has none goes with both its neighbours, or with the words around.
fn scripts(words: &str, base: Way) -> Vec<(&str, Way)> {
    let mut cuts: Vec<(usize, Way)> = Vec::new();
    let mut add = |end: usize, way: Way| match cuts.last_mut() {
        Some((last, known)) if *known == way => *last = end,
        _ => cuts.push((end, way)),
    };
    let (mut neutral, mut before) = (0, base);
    for (at, c) in words.char_indices() {
        // A figure after a Latin letter belongs to it (UAX #9, W7).
        let figure = c.is_ascii_digit() && before == Way::Right;
        let way = if figure { Some(Way::Right) } else { first_way(c.encode_utf8(&mut [0; 4])) };
        let Some(way) = way else { continue };
        if at > neutral {
            add(at, if before == way { way } else { base });
        }
        neutral = at + c.len_utf8();
        add(neutral, way);
        before = way;
    }
    if neutral < words.len() {
        add(words.len(), base);
    }
    let mut start = 0;
    let piece = |(end, way)| (words.get(std::mem::replace(&mut start, end)..end).unwrap_or_default(), way);
    cuts.into_iter().map(piece).collect()
}

fn run(words: &str, way: Way, weight: Weight, look: Look, out: &mut String) {
    out.push_str("<w:r><w:rPr>");
    if weight == Weight::Bold || look.bold == Bold::All {
        out.push_str("<w:b/><w:bCs/>");
    }
    if let Some(size) = look.size {
        // Writing to a string cannot fail, here and below.
        let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    }
    if way == Way::Left {
        out.push_str("<w:rtl/>");
    }
    out.push_str("</w:rPr>");
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
    }
    out.push_str("</w:r>");
}
