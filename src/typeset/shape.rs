//! Letters of one face, script and direction become a [`Word`].
//!
//! In: text with its neighbours, so that a word cut by a change of face still joins. Out: words, kept for the next
//! time the same text comes by. Always holds: a letter and its marks are one shape; the codes of a word spell its text.

use super::fonts::{Fonts, Way, language, plan};
use super::glyphs::{Code, Glyphs, Part, Word};
use super::paragraph::Paragraph;
use super::{TypesetError, Undrawn, Weight};
use crate::text::is_mark;
use harfrust::{Buffer, BufferFlags, ClusterLevel, Script, ShapeOptions, ShapePlan, ShaperFont};
use rustc_hash::FxBuildHasher;
use std::fmt::Write as _;
use std::sync::Arc;

/// The most letters of a stretch that becomes one shape, and the most such shapes: fonts stay small.
const LONGEST_WHOLE: usize = 48;
const MOST_WHOLE: usize = 1024;

/// Text to be shaped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'t> {
    pub(super) weight: Weight,
    pub(super) way: Way,
    pub(super) script: Script,
    /// What comes right before; only its last letter matters.
    pub(super) before: &'t str,
    pub(super) text: &'t str,
    /// What comes right after; only its first letter matters.
    pub(super) after: &'t str,
    /// Where the text is drawn longer.
    pub(super) stroke: Option<Stroke>,
}

/// A place where a word is drawn longer, in shape and not in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stroke {
    /// The byte of the text before which it stands; not 0.
    pub(super) at: usize,
    /// How many tatweels long it is.
    pub(super) count: usize,
}

/// Shapes words and remembers them.
pub(super) struct Shaper<'f> {
    fonts: &'f Fonts,
    faces: [ShaperFont<'f, 'static>; 2],
    rare: Vec<(Weight, Way, Script, ShapePlan)>,
    words: indexmap::IndexMap<String, Arc<Word>, FxBuildHasher>,
    /// Paragraphs asked for before, by their text, weights and base direction.
    pub(super) known: indexmap::IndexMap<String, Arc<[Paragraph]>, FxBuildHasher>,
    /// Characters of values that gave way to their numbers on the pages being set, each once.
    pub(super) undrawn: Vec<Undrawn>,
    key: String,
    buffer: Buffer,
    pub(super) glyphs: Glyphs,
    /// How many numbers and names have a shape of their own.
    whole: usize,
}

/// A glyph as the shaping engine places it, from left to right.
#[derive(Debug, Clone, Copy)]
struct Shaped {
    glyph: u16,
    cluster: usize,
    /// Where the pen stands before it.
    pen: i32,
    advance: i32,
    x: i32,
    y: i32,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        let face = |weight| ShaperFont::new(&fonts.face(weight).font);
        Self {
            fonts,
            faces: [face(Weight::Regular), face(Weight::Bold)],
            rare: Vec::new(),
            words: indexmap::IndexMap::default(),
            known: indexmap::IndexMap::default(),
            undrawn: Vec::new(),
            key: String::new(),
            buffer: Buffer::new(),
            glyphs: Glyphs::default(),
            whole: 0,
        }
    }

    pub(super) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// The word of `request`, from memory if it was asked for before.
    pub(super) fn word(&mut self, request: Request<'_>) -> Result<Arc<Word>, TypesetError> {
        self.key.clear();
        self.key.push(match (request.weight, request.way) {
            (Weight::Regular, Way::LeftToRight) => '0',
            (Weight::Regular, Way::RightToLeft) => '1',
            (Weight::Bold, Way::LeftToRight) => '2',
            (Weight::Bold, Way::RightToLeft) => '3',
        });
        self.key.extend(request.script.tag().to_be_bytes().map(char::from));
        self.key.push_str(request.before);
        self.key.push('\0');
        self.key.push_str(request.text);
        self.key.push('\0');
        self.key.push_str(request.after);
        if let Some(Stroke { at, count }) = request.stroke {
            // Writing to a string cannot fail.
            let _ = write!(self.key, "\0{at}\0{count}");
        }
        if let Some(word) = self.words.get(&self.key) {
            return Ok(Arc::clone(word));
        }
        let word = Arc::new(self.shape(request)?);
        self.words.insert(self.key.clone(), Arc::clone(&word));
        Ok(word)
    }

    /// A right-to-left mark without shape or width, for readers that put lines in order again.
    pub(super) fn mark(&mut self, weight: Weight) -> Result<Arc<Word>, TypesetError> {
        let code = Code { parts: Vec::new(), width: 0, text: "\u{200F}".to_owned() };
        let code = self.glyphs.index(weight, code).ok_or(TypesetError::TooManyShapes)?;
        Ok(Arc::new(Word { weight, codes: vec![code], width: 0 }))
    }

    /// A space of a weight, at hand for those who part what stands on one baseline.
    pub(super) fn space(&mut self, weight: Weight) -> Result<Arc<Word>, TypesetError> {
        let (way, script) = (Way::RightToLeft, Script::ARABIC);
        self.word(Request { weight, way, script, before: "", text: " ", after: "", stroke: None })
    }

    /// How long one stroke is.
    pub(super) fn stroke(&mut self, weight: Weight) -> Result<i32, TypesetError> {
        let (way, script, text) = (Way::RightToLeft, Script::ARABIC, "\u{640}");
        let word = Request { weight, way, script, before: text, text, after: text, stroke: None };
        Ok(self.word(word)?.width)
    }

    /// Spaces before a word that begins, seen from the left, with the mark of its last letter.
    ///
    /// pdf.js drops spaces and finds them again in the gap before the next letter, which is after the mark; it keeps a
    /// code that stands for a right-to-left mark and a space.
    pub(super) fn firm_space(&mut self, spaces: &Arc<Word>) -> Result<Arc<Word>, TypesetError> {
        let weight = spaces.weight;
        let last = spaces.codes.last().and_then(|code| self.glyphs.code(weight, *code)).cloned();
        let Some(last) = last.filter(|code| code.text == " ") else { return Ok(Arc::clone(spaces)) };
        let code = Code { text: "\u{200F} ".to_owned(), ..last };
        let code = self.glyphs.index(weight, code).ok_or(TypesetError::TooManyShapes)?;
        let mut firm = Word::clone(spaces);
        firm.codes.pop();
        firm.codes.push(code);
        Ok(Arc::new(firm))
    }

    /// Left-to-right words of a right-to-left line as one shape, which stands for all their text.
    ///
    /// pypdf puts every code of a right-to-left line before those at its left, and turns to left-to-right at the first
    /// single letter or digit: «و2015، ثم» would come out as «، ثم2015و». A code with more than one character it takes
    /// as it is. Documents with very many different numbers have them letter by letter from some point on.
    pub(super) fn whole<'w>(
        &mut self,
        words: impl Iterator<Item = &'w Arc<Word>> + Clone,
    ) -> Result<Arc<Word>, TypesetError> {
        let weight = words.clone().next().map_or(Weight::Regular, |word| word.weight);
        let mut codes: Vec<u16> = Vec::new();
        words.for_each(|word| codes.extend(&word.codes));
        let width = codes
            .iter()
            .filter_map(|code| self.glyphs.code(weight, *code))
            .map(|code| i32::from(code.width))
            .sum();
        let apart = Arc::new(Word { weight, codes, width });
        let (mut parts, mut text, mut pen) = (Vec::new(), String::new(), 0_i16);
        for code in apart.codes.iter().filter_map(|code| self.glyphs.code(weight, *code)) {
            let moved = code.parts.iter().map(|part| Some(Part { x: part.x.checked_add(pen)?, ..*part }));
            let Some(moved) = moved.collect::<Option<Vec<Part>>>() else { return Ok(apart) };
            parts.extend(moved);
            text.push_str(&code.text);
            let Some(next) = i16::try_from(code.width).ok().and_then(|width| pen.checked_add(width)) else {
                return Ok(apart);
            };
            pen = next;
        }
        if text.chars().count() < 2 || apart.codes.len() > LONGEST_WHOLE {
            return Ok(apart);
        }
        let code = Code { parts, width: u16::try_from(pen).unwrap_or_default(), text };
        if !self.glyphs.holds(weight, &code) {
            if self.whole >= MOST_WHOLE {
                return Ok(apart);
            }
            self.whole += 1;
        }
        let code = self.glyphs.index(weight, code).ok_or(TypesetError::TooManyShapes)?;
        Ok(Arc::new(Word { weight, codes: vec![code], width }))
    }

    fn shape(&mut self, request: Request<'_>) -> Result<Word, TypesetError> {
        let Request { weight, way, script, .. } = request;
        let face = self.fonts.face(weight);
        let rare = self.rare.iter().position(|known| (known.0, known.1, known.2) == (weight, way, script));
        let plan = match (way, script, rare) {
            (Way::RightToLeft, Script::ARABIC, _) => &face.arabic,
            (Way::LeftToRight, Script::LATIN, _) => &face.latin,
            (_, _, Some(at)) => &self.rare[at].3,
            _ => {
                self.rare.push((weight, way, script, plan(&face.font, way, script)));
                &self.rare[self.rare.len() - 1].3
            }
        };
        let buffer = &mut self.buffer;
        buffer.reset();
        match request.stroke {
            None => buffer.push_str(request.text),
            // A stroke belongs to the letter or mark before it.
            Some(stroke) => {
                let mut last = 0;
                for (at, c) in request.text.char_indices() {
                    if at == stroke.at {
                        (0..stroke.count).for_each(|_| buffer.push(0x640, last));
                    }
                    last = u32::try_from(at).unwrap_or(u32::MAX);
                    buffer.push(u32::from(c), last);
                }
            }
        }
        buffer.set_pre_context(request.before);
        buffer.set_post_context(request.after);
        buffer.set_direction(way.direction());
        buffer.set_script(Some(script));
        buffer.set_language(language(script));
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let font = match weight {
            Weight::Regular => &self.faces[0],
            Weight::Bold => &self.faces[1],
        };
        let refused = || TypesetError::Unshaped { text: request.text.to_owned() };
        harfrust::shape(font, buffer, ShapeOptions::new().plan(Some(plan))).map_err(|_| refused())?;
        let mut pen = 0;
        let places = self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions());
        let mut shaped: Vec<Shaped> = places
            .map(|(info, place)| {
                let before = pen;
                pen += place.x_advance;
                Shaped {
                    glyph: u16::try_from(info.glyph_id).unwrap_or_default(),
                    cluster: info.cluster as usize,
                    pen: before,
                    advance: place.x_advance,
                    x: place.x_offset,
                    y: place.y_offset,
                }
            })
            .collect();
        if way == Way::RightToLeft {
            shaped.reverse();
        }
        if let Some(missing) = shaped.iter().find(|shaped| shaped.glyph == 0) {
            let character = request.text.get(missing.cluster..).and_then(|rest| rest.chars().next());
            return Err(TypesetError::Uncovered {
                character: character.unwrap_or_default(),
                around: request.text.to_owned(),
            });
        }
        self.codes(request, &shaped).ok_or(TypesetError::TooManyShapes)
    }

    /// The word of `shaped` glyphs, which are in logical order; `None` when a face has run out of codes.
    fn codes(&mut self, request: Request<'_>, shaped: &[Shaped]) -> Option<Word> {
        let text = request.text;
        let mut starts: Vec<usize> = shaped.iter().map(|shaped| shaped.cluster).collect();
        starts.sort_unstable();
        starts.dedup();
        // The first cluster also owns what was removed before it.
        if let Some(first) = starts.first_mut() {
            *first = 0;
        }
        let span = |cluster: usize| {
            let at = starts.partition_point(|&start| start <= cluster);
            let start = at.checked_sub(1).and_then(|at| starts.get(at)).copied().unwrap_or(0);
            (start, starts.get(at).copied().unwrap_or(text.len()))
        };
        let (mut logical, mut width): (Vec<u16>, i32) = (Vec::with_capacity(shaped.len()), 0);
        let mut from = 0;
        while from < shaped.len() {
            let (start, mut end) = span(shaped[from].cluster);
            let mut to = from + 1;
            while let Some(next) = shaped.get(to) {
                let (next_start, next_end) = span(next.cluster);
                let marks = text.get(next_start..next_end).unwrap_or_default();
                if next_start >= end && (marks.is_empty() || !marks.chars().all(is_mark)) {
                    break;
                }
                end = end.max(next_end);
                to += 1;
            }
            let group = shaped.get(from..to)?;
            width += self.group(request, text.get(start..end)?, group, &mut logical)?;
            from = to;
        }
        if request.way == Way::RightToLeft {
            logical.reverse();
        }
        Some(Word { weight: request.weight, codes: logical, width })
    }

    /// Adds the codes of a letter and its marks, in logical order; their width.
    fn group(
        &mut self,
        request: Request<'_>,
        text: &str,
        group: &[Shaped],
        out: &mut Vec<u16>,
    ) -> Option<i32> {
        let origin = group.iter().map(|shaped| shaped.pen).min()?;
        let small = |value: i32| i16::try_from(value).unwrap_or_default();
        let part = |shaped: &Shaped| Part {
            glyph: shaped.glyph,
            x: small(shaped.pen + shaped.x - origin),
            y: small(shaped.y),
        };
        let width = u16::try_from(group.iter().map(|shaped| shaped.advance).sum::<i32>()).unwrap_or(0);
        let marks =
            text.char_indices().find(|&(at, c)| at > 0 && is_mark(c)).map_or(text.len(), |(at, _)| at);
        let marks = if text[marks..].chars().all(is_mark) { marks } else { text.len() };
        let (letter, marks) = text.split_at(marks);
        let parts = group.iter().map(part).collect();
        out.push(self.glyphs.index(request.weight, Code { parts, width, text: letter.to_owned() })?);
        for mark in marks.chars() {
            let ghost = Code { parts: Vec::new(), width: 0, text: mark.into() };
            out.push(self.glyphs.index(request.weight, ghost)?);
        }
        Some(i32::from(width))
    }
}
