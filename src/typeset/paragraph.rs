//! A paragraph: bidi over all of it, then words, then lines.
//!
//! In: a [`Text`] and its base direction. Out: [`SetLine`]s of words in visual order, not yet on a page. Always holds:
//! levels are found for the whole paragraph before it is broken, and words are reordered line by line.

mod kashida;
mod line;
mod mend;

use super::content::Text;
use super::fonts::{UNITS, Way};
use super::glyphs::Word;
use super::shape::{Request, Shaper};
use super::{TypesetError, Undrawn, Weight};
use crate::text::{is_arabic, is_default_ignorable, is_mark};
use harfrust::Script;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::UnicodeScript;

pub(super) use line::SetLine;

/// How many paragraphs are kept for the next time they are asked for: what letters share, not all cells of a table.
const MOST_KNOWN: usize = 2048;

/// The most letters of one line that are tried together when a word has to be cut.
const LONGEST_PIECE: usize = 400;

/// The base direction of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// Given.
    Given(Way),
    /// Decided by the first letter with a direction.
    FirstLetter,
}

/// How a justified line becomes as wide as its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// By wider spaces alone.
    Spaces,
    /// By words drawn longer, then by wider spaces.
    Strokes,
}

/// A paragraph whose words are shaped.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Its lines, for the width they were last asked for.
    broken: RefCell<Option<Broken>>,
    text: String,
    atoms: Vec<Atom>,
    /// Characters of its values that gave way to their numbers.
    undrawn: Vec<Undrawn>,
    /// For each weight of a right-to-left paragraph, the mark put where [`Self::needs_mark`] says.
    marks: Vec<Arc<Word>>,
}

#[derive(Debug)]
struct Broken {
    limit: i32,
    fill: Filling,
    lines: Vec<Arc<SetLine>>,
}

/// The smallest unit of a line: letters of one face, script and direction, or the spaces between.
#[derive(Debug, Clone)]
struct Atom {
    range: Range<usize>,
    level: Level,
    script: Script,
    kind: Kind,
    /// Whether a line may begin here.
    start: Start,
    /// The note it is the sign of.
    note: Option<usize>,
    word: Arc<Word>,
}

/// What is said of some letters beside the letters themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    weight: Weight,
    /// The note they are the sign of.
    note: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Space,
    /// Bidi controls and the like: never drawn, but they part what stands around them when a line is reordered.
    Hidden,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Allowed,
    Forbidden,
}

/// The paragraphs of `text`, one for each line feed in it and one more; from memory if they were asked for before.
pub(super) fn paragraphs(
    shaper: &mut Shaper<'_>,
    text: &Text,
    base: Base,
) -> Result<Arc<[Paragraph]>, TypesetError> {
    let mut key = String::with_capacity(text.pieces.iter().map(|piece| piece.string.len() + 2).sum());
    key.push(match base {
        Base::Given(Way::RightToLeft) => 'r',
        Base::Given(Way::LeftToRight) => 'l',
        Base::FirstLetter => 'f',
    });
    for piece in &text.pieces {
        key.push(if piece.weight == Weight::Bold { '\u{1}' } else { '\u{0}' });
        key.push_str(&piece.string);
        if let Some(note) = piece.note {
            // Writing to a string cannot fail.
            let _ = write!(key, "\u{2}{note}");
        }
    }
    let paragraphs = match shaper.known.get(&key) {
        Some(known) => Arc::clone(known),
        None => {
            let new: Arc<[Paragraph]> = split(shaper, text, base)?.into();
            if shaper.known.len() < MOST_KNOWN {
                shaper.known.insert(key, Arc::clone(&new));
            }
            new
        }
    };
    for lost in paragraphs.iter().flat_map(|paragraph| &paragraph.undrawn) {
        if !shaper.undrawn.contains(lost) {
            shaper.undrawn.push(lost.clone());
        }
    }
    Ok(paragraphs)
}

fn split(shaper: &mut Shaper<'_>, text: &Text, base: Base) -> Result<Vec<Paragraph>, TypesetError> {
    let mut out = Vec::new();
    let (mut string, mut weights) = (String::new(), Vec::new());
    for piece in &text.pieces {
        let style = Style { weight: piece.weight, note: piece.note };
        for c in piece.string.chars() {
            match c {
                '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                    weights.push((string.len(), style));
                    let (string, weights) = (std::mem::take(&mut string), std::mem::take(&mut weights));
                    out.push(Paragraph::mended(shaper, string, weights, base)?);
                }
                '\r' => {}
                '\t' | '\u{B}' | '\u{C}' => string.push(' '),
                c => string.push(c),
            }
        }
        weights.push((string.len(), style));
    }
    out.push(Paragraph::mended(shaper, string, weights, base)?);
    Ok(out)
}

impl Paragraph {
    /// `weights` holds the end of each style.
    fn new(
        shaper: &mut Shaper<'_>,
        text: &str,
        weights: &[(usize, Style)],
        base: Base,
    ) -> Result<Self, TypesetError> {
        let level = match base {
            Base::Given(Way::RightToLeft) => Some(Level::rtl()),
            Base::Given(Way::LeftToRight) => Some(Level::ltr()),
            Base::FirstLetter => None,
        };
        let bidi = BidiInfo::new(text, level);
        let places = unicode_linebreak::linebreaks(text).map(|(at, _)| at);
        let breaks: Vec<usize> = places.filter(|at| !parts_a_range(text, *at)).collect();
        let mut atoms: Vec<Atom> = Vec::new();
        let mut start = Start::Forbidden;
        let (mut at, mut next_break, mut next_weight) = (0, 0, 0);
        while at < text.len() {
            while breaks.get(next_break).is_some_and(|&place| place <= at) {
                start = Start::Allowed;
                next_break += 1;
            }
            while weights.get(next_weight).is_some_and(|&(end, _)| end <= at) {
                next_weight += 1;
            }
            let limit = text.len().min(breaks.get(next_break).copied().unwrap_or(usize::MAX));
            let limit = limit.min(weights.get(next_weight).map_or(usize::MAX, |&(end, _)| end));
            let Some(item) = item(text, at..limit, &bidi.levels) else { break };
            let plain = Style { weight: Weight::Regular, note: None };
            let Style { weight, note } = weights.get(next_weight).map_or(plain, |&(_, style)| style);
            let (level, end) = (item.level, item.range.end);
            let word = match item.kind {
                Kind::Hidden => Arc::new(Word { weight, codes: Vec::new(), width: 0 }),
                _ => shaped(shaper, text, item.range.clone(), level, item.script, weight)?,
            };
            let (script, kind) = (item.script, item.kind);
            let note = note.filter(|_| kind == Kind::Letters);
            atoms.push(Atom { range: at..end, level, script, kind, start, note, word });
            start = Start::Forbidden;
            at = end;
        }
        let mut marks: Vec<Arc<Word>> = Vec::new();
        if bidi.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl()) {
            for atom in &atoms {
                if marks.iter().all(|mark| mark.weight != atom.word.weight) {
                    marks.push(shaper.mark(atom.word.weight)?);
                    // Writers part neighbours on a baseline with it.
                    shaper.space(atom.word.weight)?;
                }
            }
        }
        Ok(Self { broken: RefCell::new(None), text: text.to_owned(), atoms, undrawn: Vec::new(), marks })
    }

    /// The width of the paragraph on a single line, in thousandths of the size.
    pub(super) fn widest(&self) -> i32 {
        width(self.trimmed(0..self.atoms.len()).map_or(&[], |range| &self.atoms[range]))
    }

    /// The width of its longest part that has no place to break.
    pub(super) fn narrowest(&self) -> i32 {
        segments(&self.atoms)
            .map(|range| self.trimmed(range).map_or(0, |range| width(&self.atoms[range])))
            .max()
            .unwrap_or(0)
    }

    /// The lines, none wider than `limit` thousandths of the size; a part without a place to break is cut between
    /// letters.
    pub(super) fn lines(
        &self,
        shaper: &mut Shaper<'_>,
        limit: i32,
        fill: Filling,
    ) -> Result<Vec<Arc<SetLine>>, TypesetError> {
        let same = |broken: &&Broken| (broken.limit, broken.fill) == (limit, fill);
        if let Some(broken) = self.broken.borrow().as_ref().filter(same) {
            return Ok(broken.lines.clone());
        }
        let lines = if self.narrowest() > limit {
            self.cut(shaper, limit)?.broken(shaper, limit, fill)?
        } else {
            self.broken(shaper, limit, fill)?
        };
        *self.broken.borrow_mut() = Some(Broken { limit, fill, lines: lines.clone() });
        Ok(lines)
    }

    fn broken(
        &self,
        shaper: &mut Shaper<'_>,
        limit: i32,
        fill: Filling,
    ) -> Result<Vec<Arc<SetLine>>, TypesetError> {
        let mut out = Vec::new();
        let (mut from, mut to, mut used) = (0, 0, 0);
        for segment in segments(&self.atoms) {
            // What draws nothing (a bidi mark and the space after it) ends the line it is found on, whatever its width.
            let drawn = self.trimmed(segment.clone());
            let own = drawn.as_ref().map_or(0, |range| width(&self.atoms[range.clone()]));
            if own > limit {
                return Err(TypesetError::Overfull { around: self.text.clone() });
            }
            if drawn.is_some() && used + own > limit && to > from {
                let room = (fill == Filling::Strokes).then_some(limit);
                out.push(Arc::new(self.line(shaper, from..to, room)?));
                (from, used) = (to, 0);
            }
            used += width(&self.atoms[segment.clone()]);
            to = segment.end;
        }
        out.push(Arc::new(SetLine { last: true, ..self.line(shaper, from..to, None)? }));
        Ok(out)
    }

    /// The atoms of `range` without spaces at its end, and at the start of the paragraph.
    fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let letters = |at: &usize| self.atoms[*at].kind == Kind::Letters;
        let last = range.clone().rev().find(letters)?;
        let first = if range.start == 0 { range.clone().find(letters)? } else { range.start };
        Some(first..last + 1)
    }

    /// The same with every part that is wider than `limit` cut between letters.
    fn cut(&self, shaper: &mut Shaper<'_>, limit: i32) -> Result<Self, TypesetError> {
        let mut atoms = Vec::with_capacity(self.atoms.len());
        for segment in segments(&self.atoms) {
            let own = self.trimmed(segment.clone()).map_or(0, |range| width(&self.atoms[range.clone()]));
            for atom in &self.atoms[segment] {
                if own <= limit || atom.kind != Kind::Letters {
                    atoms.push(atom.clone());
                } else {
                    self.cut_atom(shaper, atom, limit, &mut atoms)?;
                }
            }
        }
        let (text, marks) = (self.text.clone(), self.marks.clone());
        Ok(Self { broken: RefCell::new(None), text, atoms, undrawn: Vec::new(), marks })
    }

    fn cut_atom(
        &self,
        shaper: &mut Shaper<'_>,
        atom: &Atom,
        limit: i32,
        out: &mut Vec<Atom>,
    ) -> Result<(), TypesetError> {
        let text = &self.text[atom.range.clone()];
        let places: Vec<usize> = text
            .char_indices()
            .filter(|&(at, c)| at > 0 && !is_mark(c))
            .map(|(at, _)| atom.range.start + at)
            .chain([atom.range.end])
            .collect();
        let mut from = atom.range.start;
        let mut piece = |range: Range<usize>| {
            shaped(shaper, &self.text, range, atom.level, atom.script, atom.word.weight)
        };
        while from < atom.range.end {
            let open = &places[places.partition_point(|&place| place <= from)..];
            let open = &open[..open.len().min(LONGEST_PIECE)];
            // The longest beginning that fits, found by halving; at least one letter.
            let (mut low, mut high) = (0, open.len());
            while low < high {
                let middle = low + (high - low).div_ceil(2);
                let fits = piece(from..open[middle - 1])?.width <= limit;
                if fits { low = middle } else { high = middle - 1 }
            }
            let end = open[low.max(1) - 1];
            let word = piece(from..end)?;
            out.push(Atom { range: from..end, start: Start::Allowed, word, ..atom.clone() });
            from = end;
        }
        Ok(())
    }
}

fn width(atoms: &[Atom]) -> i32 {
    atoms.iter().map(|atom| atom.word.width).sum()
}

/// Ranges of atoms between places where a line may begin.
fn segments(atoms: &[Atom]) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = from;
        (first < atoms.len()).then(|| {
            let more = atoms[first + 1..].iter().position(|atom| atom.start == Start::Allowed);
            from = more.map_or(atoms.len(), |more| first + 1 + more);
            first..from
        })
    })
}

struct Item {
    range: Range<usize>,
    level: Level,
    script: Script,
    kind: Kind,
}

/// What can be shaped in one piece at the start of `range`, which holds something.
fn item(text: &str, range: Range<usize>, levels: &[Level]) -> Option<Item> {
    let level = *levels.get(range.start)?;
    let kind = |c: char| match c {
        '\u{200C}' | '\u{200D}' => Kind::Letters,
        c if is_default_ignorable(c) => Kind::Hidden,
        c if c.is_whitespace() => Kind::Space,
        _ => Kind::Letters,
    };
    let mut known: Option<unicode_script::Script> = None;
    let mut first = None;
    let mut end = range.start;
    for (at, c) in text.get(range.clone())?.char_indices() {
        let at = range.start + at;
        if levels.get(at) != Some(&level) || first.is_some_and(|first| first != kind(c)) {
            break;
        }
        let script = match c.script() {
            unicode_script::Script::Common
            | unicode_script::Script::Inherited
            | unicode_script::Script::Unknown => None,
            script => Some(script),
        };
        if known.is_some() && script.is_some() && script != known {
            break;
        }
        known = known.or(script);
        first = Some(kind(c));
        end = at + c.len_utf8();
    }
    let kind = first?;
    let script = match known {
        Some(unicode_script::Script::Arabic) => Script::ARABIC,
        Some(unicode_script::Script::Latin) => Script::LATIN,
        Some(other) => other.short_name().parse().unwrap_or(Script::UNKNOWN),
        None if level.is_rtl() => Script::ARABIC,
        None => Script::LATIN,
    };
    Some(Item { range: range.start..end, level, script, kind })
}

/// Whether a line that begins at `at` would part «2024–2027».
fn parts_a_range(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let number = before.strip_suffix(['\u{2013}', '\u{2011}', '-', '/']);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    number.is_some_and(|number| digit(number.chars().next_back()) && digit(after.chars().next()))
}

/// What is to be shaped for `range`: its letters and those that join them.
fn request(text: &str, range: Range<usize>, level: Level, script: Script, weight: Weight) -> Request<'_> {
    let joins = |c: &char| is_arabic(*c) || is_mark(*c) || matches!(c, '\u{640}' | '\u{200D}');
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let context = script == Script::ARABIC;
    let before = match before.chars().next_back().filter(joins) {
        Some(_) if context => before.char_indices().rev().take(3).last().map_or("", |(at, _)| &before[at..]),
        _ => "",
    };
    let after = match after.chars().next().filter(joins) {
        Some(_) if context => after.char_indices().nth(3).map_or(after, |(at, _)| &after[..at]),
        _ => "",
    };
    let way = if level.is_rtl() { Way::RightToLeft } else { Way::LeftToRight };
    Request { weight, way, script, before, text: &text[range], after, stroke: None }
}

/// The word of `range` in the face of `weight`, or in the other one when that lacks a character.
fn shaped(
    shaper: &mut Shaper<'_>,
    text: &str,
    range: Range<usize>,
    level: Level,
    script: Script,
    weight: Weight,
) -> Result<Arc<Word>, TypesetError> {
    let request = request(text, range.clone(), level, script, weight);
    let other = match weight {
        Weight::Regular => Weight::Bold,
        Weight::Bold => Weight::Regular,
    };
    match shaper.word(request) {
        Err(TypesetError::Uncovered { character, .. }) => {
            shaper.word(Request { weight: other, ..request }).map_err(|error| match error {
                TypesetError::Uncovered { .. } => {
                    TypesetError::Uncovered { character, around: around(text, range) }
                }
                error => error,
            })
        }
        word => word,
    }
}

/// `range` with some words on both sides.
fn around(text: &str, range: Range<usize>) -> String {
    let before = text[..range.start].char_indices().rev().take(24).last().map_or(range.start, |(at, _)| at);
    let after = text[range.end..].char_indices().nth(24).map_or(text.len(), |(at, _)| range.end + at);
    text[before..after].trim().to_owned()
}

/// Points as thousandths of `size`.
pub(super) fn thousandths(points: f32, size: f32) -> i32 {
    (points / size * f32::from(UNITS)).floor() as i32
}

/// Thousandths of `size` as points.
pub(super) fn points(thousandths: i32, size: f32) -> f32 {
    thousandths as f32 * size / f32::from(UNITS)
}
