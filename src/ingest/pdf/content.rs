//! The glyphs a page draws, in the order in which it draws them.
//!
//! In: a page's content, its resources and the fonts. Out: [`Drawing`]: every glyph with its font, code, place,
//! advance and size in the page's space, the `ActualText` it stands for, thin rules and the number of pictures.
//! Always holds: form `XObject`s nest at most [`NESTED`] deep, and a page has at most [`GLYPHS`] glyphs.

use super::file::{File, PageDict};
use super::font::Fonts;
use super::lexer::{Item, Lexer, Value};
use super::matrix::Matrix;
use super::tags::Spot;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

const NESTED: usize = 12;
const GLYPHS: usize = 300_000;
const OPERATORS: usize = 3_000_000;
const RULES: usize = 20_000;

/// One drawn glyph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) font: usize,
    pub(super) code: u32,
    pub(super) x: f32,
    pub(super) y: f32,
    /// Unit vector of the writing direction.
    pub(super) along: [f32; 2],
    /// Distance to the next glyph's origin.
    pub(super) advance: f32,
    pub(super) size: f32,
    /// Counts the show operators: glyphs of one string share it.
    pub(super) run: u32,
    /// Which of the drawing's `ActualText` spans it belongs to.
    pub(super) span: Option<u32>,
    pub(super) artifact: bool,
    /// The number of the marked content it stands in.
    pub(super) marked: Option<u32>,
    /// Drawn in the mode that leaves no ink.
    pub(super) hidden: bool,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) glyphs: Vec<Glyph>,
    /// The `ActualText` of each span.
    pub(super) spans: Vec<String>,
    /// Left, bottom, right, top of straight strokes and thin boxes.
    pub(super) rules: Vec<[f32; 4]>,
    pub(super) images: u32,
    /// The table cell of each piece of marked content.
    pub(super) spots: BTreeMap<u32, Spot>,
}

#[derive(Debug, Clone)]
struct State {
    ctm: Matrix,
    font: Option<usize>,
    size: f32,
    chars: f32,
    words: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    mode: u8,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    span: Option<u32>,
    artifact: bool,
    number: Option<u32>,
}

struct Reader<'a, 'f> {
    file: &'a File,
    fonts: &'f mut Fonts<'a>,
    state: State,
    stack: Vec<State>,
    line: Matrix,
    text: Matrix,
    marks: Vec<Mark>,
    pen: [f32; 2],
    path: Vec<[f32; 4]>,
    run: u32,
    steps: usize,
    out: Drawing,
}

/// What `page` draws.
pub(super) fn drawing<'a>(file: &'a File, page: &PageDict<'a>, fonts: &mut Fonts<'a>) -> Drawing {
    let state = State {
        ctm: Matrix::UNIT,
        font: None,
        size: 0.0,
        chars: 0.0,
        words: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
    };
    let mut reader = Reader {
        file,
        fonts,
        state,
        stack: Vec::new(),
        line: Matrix::UNIT,
        text: Matrix::UNIT,
        marks: Vec::new(),
        pen: [0.0; 2],
        path: Vec::new(),
        run: 0,
        steps: 0,
        out: Drawing::default(),
    };
    reader.content(&file.content(page), page.resources, 0);
    reader.out
}

fn numbers<const N: usize>(operands: &[Value]) -> Option<[f32; N]> {
    let tail = operands.get(operands.len().checked_sub(N)?..)?;
    let mut out = [0.0; N];
    for (slot, value) in out.iter_mut().zip(tail) {
        *slot = value.number()?;
    }
    Some(out)
}

impl<'a> Reader<'a, '_> {
    fn content(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Value> = Vec::new();
        while let Some(item) = lexer.item() {
            match item {
                Item::Operand(value) => {
                    if operands.len() < 1024 {
                        operands.push(value);
                    }
                }
                Item::Operator(b"BI") => {
                    lexer.skip_image();
                    self.out.images += 1;
                    operands.clear();
                }
                Item::Operator(operator) => {
                    self.steps += 1;
                    if self.steps > OPERATORS || self.out.glyphs.len() > GLYPHS {
                        return;
                    }
                    self.operator(operator, &operands, resources, depth);
                    operands.clear();
                }
            }
        }
    }

    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Value],
        resources: Option<&'a Dictionary>,
        depth: usize,
    ) {
        match operator {
            b"q" => {
                if self.stack.len() < 512 {
                    self.stack.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(numbers) = numbers(operands) {
                    self.state.ctm = Matrix(numbers).then(self.state.ctm);
                }
            }
            b"Do" => self.object(operands, resources, depth),
            b"BMC" => self.mark(operands, resources),
            b"BDC" => self.mark(operands, resources),
            b"EMC" => {
                self.marks.pop();
            }
            b"BT" => {
                self.line = Matrix::UNIT;
                self.text = Matrix::UNIT;
            }
            b"gs" => self.graphics(operands, resources),
            b"m" | b"l" | b"re" | b"c" | b"v" | b"y" | b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b"
            | b"b*" | b"S" | b"s" => self.draw(operator, operands),
            _ => self.written(operator, operands, resources),
        }
    }

    fn written(&mut self, operator: &[u8], operands: &[Value], resources: Option<&'a Dictionary>) {
        let first = || numbers::<1>(operands).map(|[number]| number);
        match operator {
            b"Tc" => self.state.chars = first().unwrap_or(0.0),
            b"Tw" => self.state.words = first().unwrap_or(0.0),
            b"Tz" => self.state.scale = first().map_or(1.0, |percent| percent / 100.0),
            b"TL" => self.state.leading = first().unwrap_or(0.0),
            b"Tr" => self.state.mode = first().map_or(0, |mode| mode.clamp(0.0, 7.0) as u8),
            b"Ts" => self.state.rise = first().unwrap_or(0.0),
            b"Tf" => {
                if let [Value::Name(name), Value::Number(size)] = operands {
                    self.state.size = *size;
                    self.state.font = self.font(name, resources);
                }
            }
            b"Td" => {
                if let Some([x, y]) = numbers(operands) {
                    self.next_line(x, y);
                }
            }
            b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    self.state.leading = -y;
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(numbers) = numbers(operands) {
                    self.line = Matrix(numbers);
                    self.text = self.line;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_operand(operands.last()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_operand(operands.last());
            }
            b"\"" => {
                if let [Value::Number(words), Value::Number(chars), _] = operands {
                    self.state.words = *words;
                    self.state.chars = *chars;
                }
                self.next_line(0.0, -self.state.leading);
                self.show_operand(operands.last());
            }
            b"TJ" => {
                self.run += 1;
                if let Some(Value::List(parts)) = operands.last() {
                    for part in parts {
                        match part {
                            Value::Text(bytes) => self.show(bytes),
                            Value::Number(back) => {
                                let by = -back / 1000.0 * self.state.size * self.state.scale;
                                self.text = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(self.text);
                            }
                            _ => {}
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &[u8], resources: Option<&'a Dictionary>) -> Option<usize> {
        let fonts = self.file.dict(resources?, b"Font")?;
        Some(self.fonts.index(self.file, self.file.dict(fonts, name)?))
    }

    fn graphics(&mut self, operands: &[Value], resources: Option<&'a Dictionary>) {
        let state = || {
            let states = self.file.dict(resources?, b"ExtGState")?;
            let state = self.file.dict(states, operands.last()?.name()?)?;
            let [font, size] = self.file.list(state, b"Font")?.as_slice() else { return None };
            let Object::Dictionary(font) = self.file.follow(font)? else { return None };
            Some((font, self.file.number(size)?))
        };
        if let Some((font, size)) = state() {
            self.state.font = Some(self.fonts.index(self.file, font));
            self.state.size = size;
        }
    }

    fn show_operand(&mut self, operand: Option<&Value>) {
        self.run += 1;
        if let Some(bytes) = operand.and_then(Value::text) {
            self.show(bytes);
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(index) = self.state.font else { return };
        let state = &self.state;
        let mark = self.marks.last().copied().unwrap_or_default();
        let font = self.fonts.get(index);
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (length, code) = font.next(rest);
            at += length.max(1);
            let mut wide = font.width(code) * state.size + state.chars;
            if length == 1 && code == 32 {
                wide += state.words;
            }
            wide *= state.scale;
            let place = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, state.rise]).then(self.text).then(state.ctm);
            let forth = if state.size * state.scale < 0.0 { -1.0 } else { 1.0 };
            let along = place.along().map(|part| part * forth);
            let size = state.size.abs() * place.height() * font.em();
            let glyph = Glyph {
                font: index,
                code,
                x: place.0[4],
                y: place.0[5],
                along,
                advance: wide * forth * place.width(),
                size,
                run: self.run,
                span: mark.span,
                artifact: mark.artifact,
                marked: mark.number,
                hidden: state.mode == 3,
            };
            if glyph.x.is_finite()
                && glyph.y.is_finite()
                && size.is_finite()
                && self.out.glyphs.len() <= GLYPHS
            {
                self.out.glyphs.push(glyph);
            }
            self.text = Matrix([1.0, 0.0, 0.0, 1.0, wide, 0.0]).then(self.text);
        }
    }

    fn mark(&mut self, operands: &[Value], resources: Option<&'a Dictionary>) {
        let mut mark = self.marks.last().copied().unwrap_or_default();
        mark.artifact |= operands.first().and_then(Value::name) == Some(b"Artifact");
        if let Some(Value::Table(entries)) = operands.get(1) {
            let number = entries.iter().find(|(key, _)| key == b"MCID").and_then(|(_, value)| value.number());
            mark.number = number.map(|number| number.max(0.0) as u32).or(mark.number);
        }
        let words = match operands.get(1) {
            Some(Value::Table(entries)) => entries
                .iter()
                .find(|(key, _)| key == b"ActualText")
                .and_then(|(_, value)| value.text())
                .map(<[u8]>::to_vec),
            Some(Value::Name(name)) => resources
                .and_then(|resources| self.file.dict(resources, b"Properties"))
                .and_then(|properties| self.file.dict(properties, name))
                .and_then(|properties| self.file.get(properties, b"ActualText"))
                .and_then(|object| object.as_str().ok())
                .map(<[u8]>::to_vec),
            _ => None,
        };
        if let Some(words) = words {
            mark.span = u32::try_from(self.out.spans.len()).ok();
            self.out.spans.push(decoded(&words));
        }
        if self.marks.len() < 4096 {
            self.marks.push(mark);
        }
    }

    fn object(&mut self, operands: &[Value], resources: Option<&'a Dictionary>, depth: usize) {
        let found = || {
            let objects = self.file.dict(resources?, b"XObject")?;
            self.file.stream(objects, operands.last()?.name()?)
        };
        let Some(stream) = found() else { return };
        if self.file.name(&stream.dict, b"Subtype") == Some(b"Image") {
            self.out.images += 1;
            return;
        }
        if depth >= NESTED || self.file.name(&stream.dict, b"Subtype") != Some(b"Form") {
            return;
        }
        let before = (self.state.clone(), self.stack.len(), self.marks.len(), self.line, self.text);
        let numbers: Vec<f32> = self
            .file
            .list(&stream.dict, b"Matrix")
            .map(|list| list.iter().filter_map(|number| self.file.number(number)).collect())
            .unwrap_or_default();
        if let Ok(matrix) = <[f32; 6]>::try_from(numbers.as_slice()) {
            self.state.ctm = Matrix(matrix).then(self.state.ctm);
        }
        let inner = self.file.dict(&stream.dict, b"Resources").or(resources);
        self.content(&self.file.bytes(stream), inner, depth + 1);
        self.state = before.0;
        self.stack.truncate(before.1);
        self.marks.truncate(before.2);
        self.line = before.3;
        self.text = before.4;
    }

    /// Straight lines and boxes that get painted are kept as rules.
    fn draw(&mut self, operator: &[u8], operands: &[Value]) {
        match operator {
            b"m" => {
                if let Some([x, y]) = numbers(operands) {
                    self.pen = self.state.ctm.apply(x, y);
                }
            }
            b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    let to = self.state.ctm.apply(x, y);
                    self.segment(self.pen, to);
                    self.pen = to;
                }
            }
            b"c" | b"v" | b"y" => {
                if let Some([x, y]) = numbers(operands) {
                    self.pen = self.state.ctm.apply(x, y);
                }
            }
            b"re" => {
                if let Some([x, y, w, h]) = numbers(operands) {
                    let (a, b) = (self.state.ctm.apply(x, y), self.state.ctm.apply(x + w, y + h));
                    if (a[0] - b[0]).abs() < 4.0 || (a[1] - b[1]).abs() < 4.0 {
                        self.segment(a, b);
                    } else {
                        for (from, to) in
                            [(a, [b[0], a[1]]), ([b[0], a[1]], b), (b, [a[0], b[1]]), ([a[0], b[1]], a)]
                        {
                            self.segment(from, to);
                        }
                    }
                }
            }
            b"n" => self.path.clear(),
            _ => {
                if self.out.rules.len() < RULES {
                    self.out.rules.append(&mut self.path);
                }
                self.path.clear();
            }
        }
    }

    fn segment(&mut self, a: [f32; 2], b: [f32; 2]) {
        let rule = [a[0].min(b[0]), a[1].min(b[1]), a[0].max(b[0]), a[1].max(b[1])];
        let straight = rule[2] - rule[0] < 4.0 || rule[3] - rule[1] < 4.0;
        if straight && self.path.len() < RULES && rule.iter().all(|side| side.is_finite()) {
            self.path.push(rule);
        }
    }
}

/// A text string: UTF-16 or UTF-8 by its mark, Latin else.
fn decoded(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect()
    } else if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}
