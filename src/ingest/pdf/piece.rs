//! Pieces: the smallest things with text and a place, ready to be put in order.
//!
//! In: a page's glyphs of one writing direction. Out: [`Piece`]s in a frame where writing runs along the x axis.
//! Always holds: marks are part of the piece they sit on, a span with an `ActualText` is one piece, and what was
//! drawn twice at one place is there once.

use super::content::{Drawing, Glyph};
use super::file::File;
use super::font::{Fonts, Trust};
use super::letters::{is_arabic_letter, is_marks, is_sane, turned_round, unfolded};
use super::marks::{self, Mark};
use super::tags::Spot;
use unicode_normalization::char::is_combining_mark;

/// How a piece takes part in ordering a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters written from right to left.
    Right,
    /// Letters written from left to right.
    Left,
    /// Digits.
    Digit,
    /// White space.
    Space,
    /// Everything else.
    Neutral,
}

/// The class of `text` by its first telling character.
pub(super) fn class(text: &str) -> Class {
    for c in text.chars() {
        if is_arabic_letter(c)
            || matches!(c, '\u{0590}'..='\u{05FF}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
        {
            return Class::Right;
        }
        if c.is_numeric()
            && (c.is_ascii_digit() || matches!(c, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}'))
        {
            return Class::Digit;
        }
        if c.is_alphabetic() {
            return Class::Left;
        }
    }
    if text.chars().all(char::is_whitespace) { Class::Space } else { Class::Neutral }
}

/// The smallest thing with text and a place.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) text: String,
    pub(super) class: Class,
    pub(super) trust: Trust,
    /// A stroke that only lengthens a join.
    pub(super) stroke: bool,
    /// Left and right end of its ink, as far as the font tells, at least its advance.
    pub(super) ink: (f32, f32),
    pub(super) artifact: bool,
    pub(super) font: usize,
    /// The cell of a table that the file says it stands in.
    pub(super) spot: Option<Spot>,
    /// Its show operator and its place in the stream.
    pub(super) run: u32,
    pub(super) at: usize,
}

impl Piece {
    /// Where its middle stands on the line.
    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }
}

/// Turns a point into the frame of writing direction `along`.
pub(super) fn turned(x: f32, y: f32, along: [f32; 2]) -> (f32, f32) {
    (x * along[0] + y * along[1], y * along[0] - x * along[1])
}

/// The way back from that frame.
pub(super) fn back(x: f32, y: f32, along: [f32; 2]) -> (f32, f32) {
    (x * along[0] - y * along[1], x * along[1] + y * along[0])
}

/// The pieces of `glyphs`, which all run along `along`.
pub(super) fn pieces<'a>(
    file: &'a File,
    fonts: &mut Fonts<'a>,
    drawing: &Drawing,
    glyphs: &[Glyph],
    along: [f32; 2],
) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(glyphs.len());
    let mut marks: Vec<Mark> = Vec::new();
    let strayed = strayed(file, fonts, drawing, glyphs);
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        let mut end = at + 1;
        if first.span.is_some() {
            while glyphs.get(end).is_some_and(|glyph| glyph.span == first.span) {
                end += 1;
            }
        }
        let group = glyphs.get(at..end).unwrap_or_default();
        let spoken = first.span.and_then(|span| drawing.spans.get(span as usize));
        // A bracket is told by its shape, for the text says what was typed and not what is drawn.
        let spoken = spoken.filter(|text| turned_round(text).is_none() || group.len() > 1);
        let spoken = spoken.filter(|_| !strayed.iter().any(|other| is_near(glyphs, at, *other)));
        // Of a cluster's parts only one has its text; a mark that is left without says what it is by its own map.
        let silent = spoken.is_some_and(String::is_empty)
            && group.iter().all(|glyph| fonts.letters(file, glyph.font, glyph.code).mark);
        // A re-print has no text for what the first file had none for; its outline may still tell.
        let told = spoken.is_some_and(String::is_empty) && group.len() == 1 && {
            let letters = fonts.letters(file, first.font, first.code);
            letters.trust == Trust::Likely && letters.text.chars().any(is_arabic_letter) && !letters.aloft
        };
        match spoken.filter(|text| !silent && !told && is_spoken(text, group, along)) {
            Some(text) => {
                let inks = inks(file, fonts, group, along);
                let from = out.len();
                spanned(&unfolded(text), group, &inks, along, at, &mut out, &mut marks);
                settle(&mut out, from, first, drawing);
            }
            None => {
                for (offset, glyph) in group.iter().enumerate() {
                    let from = out.len();
                    single(file, fonts, glyph, along, at + offset, &mut out, &mut marks);
                    settle(&mut out, from, glyph, drawing);
                }
            }
        }
        at = end;
    }
    marks::attach(&mut out, &marks);
    latin_strokes(&mut out);
    once(out)
}

/// Says of the pieces from number `from` on, made of `glyph`, in which cell the file has them.
fn settle(pieces: &mut [Piece], from: usize, glyph: &Glyph, drawing: &Drawing) {
    let spot = glyph.marked.and_then(|number| drawing.spots.get(&number).copied());
    pieces.iter_mut().skip(from).for_each(|piece| piece.spot = spot);
}

/// Glyphs whose `ActualText` cannot be theirs: a letter on a glyph without ink, a space on one with ink.
fn strayed<'a>(file: &'a File, fonts: &mut Fonts<'a>, drawing: &Drawing, glyphs: &[Glyph]) -> Vec<usize> {
    let mut out = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let Some(span) = glyph.span else { continue };
        let beside = |other: Option<usize>| other.and_then(|other| glyphs.get(other)?.span) == Some(span);
        if beside(at.checked_sub(1)) || beside(Some(at + 1)) {
            continue;
        }
        let Some(text) = drawing.spans.get(span as usize).filter(|text| !text.is_empty()) else { continue };
        let wrong = if text.chars().all(char::is_whitespace) {
            let letters = fonts.letters(file, glyph.font, glyph.code);
            letters.text.chars().any(is_arabic_letter) && letters.ink.is_some_and(|ink| ink[2] - ink[0] > 0.1)
        } else {
            text.chars().any(is_arabic_letter) && fonts.get(glyph.font).is_blank(glyph.code)
        };
        if wrong {
            out.push(at);
        }
    }
    out
}

/// True when the glyphs `at` and `other` were drawn together, on one line.
fn is_near(glyphs: &[Glyph], at: usize, other: usize) -> bool {
    at.abs_diff(other) < 160
        && glyphs.get(at).zip(glyphs.get(other)).is_some_and(|(one, two)| {
            let along = one.along;
            let (_, y) = turned(one.x, one.y, along);
            (y - turned(two.x, two.y, along).1).abs() < one.size * 0.3
        })
}

/// True when the `ActualText` of `group` can stand for it: sane, and drawn on one line.
fn is_spoken(text: &str, group: &[Glyph], along: [f32; 2]) -> bool {
    let ys = group.iter().map(|glyph| turned(glyph.x, glyph.y, along).1);
    let (low, high) = ys.fold((f32::MAX, f32::MIN), |(low, high), y| (low.min(y), high.max(y)));
    let size = group.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    (text.is_empty() || is_sane(text)) && high - low < size * 1.2
}

/// The middle of the ink of each glyph of `group`, and whether it lies off the line as a mark's does.
fn inks<'a>(file: &'a File, fonts: &mut Fonts<'a>, group: &[Glyph], along: [f32; 2]) -> Vec<(f32, bool)> {
    let mut out = Vec::with_capacity(group.len());
    for glyph in group {
        let letters = fonts.letters(file, glyph.font, glyph.code);
        let middle =
            letters.ink.map_or(glyph.advance / 2.0, |ink| f32::midpoint(ink[0], ink[2]) * glyph.size);
        let (x, _) = turned(glyph.x, glyph.y, along);
        out.push((x + middle, letters.mark || letters.aloft));
    }
    out
}

fn spanned(
    text: &str,
    group: &[Glyph],
    inks: &[(f32, bool)],
    along: [f32; 2],
    at: usize,
    out: &mut Vec<Piece>,
    marks: &mut Vec<Mark>,
) {
    // The widest glyph is the base; marks may sit far above the line.
    let lofty = inks.iter().all(|(_, aloft)| *aloft);
    let solid = || group.iter().zip(inks).filter(|(_, (_, aloft))| lofty || !aloft).map(|(glyph, _)| glyph);
    let Some(widest) = solid().max_by(|a, b| a.advance.total_cmp(&b.advance)) else { return };
    let ends = solid().map(|glyph| {
        let (x, _) = turned(glyph.x, glyph.y, along);
        (x, x + glyph.advance)
    });
    let (x0, x1) = ends.fold((f32::MAX, f32::MIN), |(x0, x1), (a, b)| (x0.min(a.min(b)), x1.max(a.max(b))));
    let (_, y) = turned(widest.x, widest.y, along);
    let all_marks = is_marked(text) && lofty;
    if is_marks(text) || all_marks {
        let x = inks.iter().map(|(x, _)| *x).sum::<f32>() / f32::from(u16::try_from(inks.len()).unwrap_or(1));
        let letter = text.chars().find(|c| is_arabic_letter(*c));
        let text = text.chars().filter(|c| is_combining_mark(*c)).collect();
        marks.push(Mark { text, letter, x, y, at });
        return;
    }
    out.push(Piece {
        x0,
        x1,
        y,
        size: widest.size,
        text: text.to_owned(),
        class: class(text),
        trust: Trust::Sure,
        stroke: false,
        ink: (x0, x1),
        artifact: widest.artifact,
        font: widest.font,
        spot: None,
        run: widest.run,
        at,
    });
}

fn single<'a>(
    file: &'a File,
    fonts: &mut Fonts<'a>,
    glyph: &Glyph,
    along: [f32; 2],
    at: usize,
    out: &mut Vec<Piece>,
    marks: &mut Vec<Mark>,
) {
    let letters = fonts.letters(file, glyph.font, glyph.code);
    let (x, y) = turned(glyph.x, glyph.y, along);
    let flat = glyph.advance.abs() < glyph.size * 0.01;
    if letters.mark || ((flat || letters.aloft) && is_marked(&letters.text)) {
        let middle = letters
            .ink
            .map_or(glyph.advance / 2.0, |[left, _, right, _]| f32::midpoint(left, right) * glyph.size);
        let mut text: String = letters.text.chars().filter(|c| is_combining_mark(*c)).collect();
        // One glyph may serve as hamza above and below: where it stands decides.
        let low = letters.ink.is_some_and(|ink| f32::midpoint(ink[1], ink[3]) < 0.05);
        if text == "\u{0654}" && low {
            "\u{0655}".clone_into(&mut text);
        }
        let letter = letters.text.chars().find(|c| is_arabic_letter(*c));
        marks.push(Mark { text, letter, x: x + middle, y, at });
        return;
    }
    let (x0, x1) = if glyph.advance >= 0.0 { (x, x + glyph.advance) } else { (x + glyph.advance, x) };
    // What cannot be read keeps its place, marked as such; among Arabic letters it most likely is one.
    let lost = matches!(letters.trust, Trust::Private | Trust::None);
    // A mark nobody can name is no lost letter.
    if lost && letters.aloft && letters.ink.is_some_and(|ink| ink[3] - ink[1] < 0.5) {
        return;
    }
    let ink = letters.ink.map_or((x0, x1), |[left, _, right, _]| {
        (x0.min(x + left * glyph.size), x1.max(x + right * glyph.size))
    });
    out.push(Piece {
        x0,
        x1,
        y,
        ink,
        size: glyph.size,
        class: if lost { Class::Right } else { class(&letters.text) },
        text: if lost { "\u{FFFD}".to_owned() } else { letters.text.clone() },
        trust: letters.trust,
        stroke: letters.stroke && letters.text == "\u{0640}",
        artifact: glyph.artifact,
        font: glyph.font,
        spot: None,
        run: glyph.run,
        at,
    });
}

/// True for letters with marks on them, which a glyph without width can only repeat from the letter under it.
fn is_marked(text: &str) -> bool {
    text.chars().any(is_arabic_letter) && text.chars().any(is_combining_mark)
}

/// A plain stroke is alef and l: between Latin letters it is the latter.
fn latin_strokes(pieces: &mut [Piece]) {
    let is_stroke = |piece: &Piece| piece.trust == Trust::Likely && piece.text == "\u{627}";
    let near = |one: &Piece, other: &Piece| {
        let gap = (other.x0 - one.x1).max(one.x0 - other.x1) / one.size.max(0.1);
        (one.y - other.y).abs() < one.size * 0.1 && gap < 0.16
    };
    let mut at = 0;
    while at < pieces.len() {
        let mut end = at + 1;
        while end < pieces.len() && near(&pieces[end - 1], &pieces[end]) && pieces[end].class != Class::Space
        {
            end += 1;
        }
        let word = &mut pieces[at..end];
        let latin = word.iter().filter(|piece| piece.class == Class::Left).count();
        let arabic = word.iter().filter(|piece| piece.class == Class::Right && !is_stroke(piece)).count();
        if latin > 0 && arabic == 0 {
            for piece in word.iter_mut().filter(|piece| is_stroke(piece)) {
                "l".clone_into(&mut piece.text);
                piece.class = Class::Left;
            }
        }
        at = end;
    }
}

/// Drops what was drawn twice at one place, as boldness or shadow.
fn once(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut order: std::collections::BTreeMap<(i32, i32), Vec<usize>> = std::collections::BTreeMap::new();
    for piece in pieces {
        let cell = ((piece.x0 / 4.0) as i32, (piece.y / 4.0) as i32);
        let twice = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (cell.0 + dx, cell.1 + dy))).any(|near| {
            order.get(&near).into_iter().flatten().any(|index| {
                let other = &out[*index];
                other.text == piece.text
                    && (other.x0 - piece.x0).abs() < piece.size * 0.08
                    && (other.y - piece.y).abs() < piece.size * 0.08
                    && (other.x1 - piece.x1).abs() < piece.size * 0.1
                    && piece.x1 - piece.x0 > piece.size * 0.05
            })
        });
        if !twice {
            order.entry(cell).or_default().push(out.len());
            out.push(piece);
        }
    }
    out
}
