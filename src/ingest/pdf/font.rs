//! Fonts as a page uses them: how long a code is, how wide its glyph, what it says.
//!
//! In: font dictionaries. Out: [`Fonts`], [`Font`], [`Letters`]. The sources of meaning, in order: `ToUnicode`, the
//! embedded program's own tables, a sibling subset of the same font, the encoding. Always holds: a code that no
//! source explains is [`Trust::None`] and has no text.

use super::cmap::CMap;
use super::encoding;
use super::file::File;
use super::fontfile::Program;
use super::letters::{
    is_alef, is_arabic_letter, is_marks, is_mixed, is_opening, is_private, is_sane, turned_round, unfolded,
};
use super::names;
use lopdf::{Dictionary, Object};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How well the meaning of a code is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A map says so and nothing speaks against it.
    Sure,
    /// Found by a roundabout way.
    Likely,
    /// A map gives a private code point or nothing but a control character.
    Private,
    /// Nothing explains the code.
    None,
}

/// What a code says.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    pub(super) text: String,
    pub(super) trust: Trust,
    /// Drawn over or under another letter.
    pub(super) mark: bool,
    /// Ink from side to side on the baseline and hardly any height: a stroke that lengthens a join.
    pub(super) stroke: bool,
    /// Its ink lies off the line, as only a mark's does.
    pub(super) aloft: bool,
    /// Left and right end of the ink, in parts of the em, where the program tells.
    pub(super) ink: Option<[f32; 4]>,
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    name: String,
    composite: bool,
    codes: CMap,
    widths: BTreeMap<u32, f32>,
    default_width: f32,
    /// Text space units of one glyph space unit: 1/1000 but for Type 3.
    unit: f32,
    em: f32,
    to_unicode: Option<CMap>,
    program: Option<Rc<Program>>,
    cid_to_gid: Option<Vec<u8>>,
    encoding: BTreeMap<u32, String>,
    names: BTreeMap<u32, String>,
    /// True when most of what `ToUnicode` says the program's `cmap` denies.
    contradicted: bool,
    /// True when a ligature of the map has alef before lam.
    reversed: bool,
    known: BTreeMap<u32, Letters>,
    /// Whether the map gives nothing for some glyphs.
    apart: OnceCell<bool>,
}

/// All fonts met so far.
#[derive(Debug, Default)]
pub(super) struct Fonts<'a> {
    by_address: BTreeMap<usize, usize>,
    fonts: Vec<Font>,
    programs: BTreeMap<usize, Option<Rc<Program>>>,
    siblings: Option<Vec<(String, Rc<Program>)>>,
    marker: std::marker::PhantomData<&'a ()>,
}

fn bare(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).into_owned();
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

impl<'a> Fonts<'a> {
    /// The number of the font `dict` describes, read at first sight.
    pub(super) fn index(&mut self, file: &'a File, dict: &'a Dictionary) -> usize {
        let address = std::ptr::from_ref(dict) as usize;
        if let Some(index) = self.by_address.get(&address) {
            return *index;
        }
        let index = self.fonts.len();
        self.by_address.insert(address, index);
        let font = self.read(file, dict);
        self.fonts.push(font);
        index
    }

    /// The font of that number.
    pub(super) fn get(&self, index: usize) -> &Font {
        &self.fonts[index]
    }

    fn program(&mut self, file: &'a File, descriptor: Option<&'a Dictionary>) -> Option<Rc<Program>> {
        let descriptor = descriptor?;
        let stream = [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"]
            .into_iter()
            .find_map(|key| file.stream(descriptor, key))?;
        let address = std::ptr::from_ref(stream) as usize;
        let slot = self.programs.entry(address);
        slot.or_insert_with(|| Program::new(file.bytes(stream)).map(Rc::new)).clone()
    }

    fn read(&mut self, file: &'a File, dict: &'a Dictionary) -> Font {
        let composite = file.name(dict, b"Subtype") == Some(b"Type0");
        let inner = if composite {
            file.list(dict, b"DescendantFonts")
                .and_then(|list| file.follow(list.first()?))
                .and_then(|object| object.as_dict().ok())
                .unwrap_or(dict)
        } else {
            dict
        };
        let descriptor = file.dict(inner, b"FontDescriptor");
        let program = self.program(file, descriptor);
        let to_unicode = file.stream(dict, b"ToUnicode").map(|stream| CMap::read(&file.bytes(stream)));
        let mut font = Font {
            name: bare(file.name(dict, b"BaseFont").unwrap_or_default()),
            composite,
            codes: match file.get(dict, b"Encoding") {
                Some(Object::Stream(stream)) if composite => CMap::read(&file.bytes(stream)),
                _ => CMap::default(),
            },
            widths: BTreeMap::new(),
            default_width: 0.0,
            unit: 0.001,
            em: 1.0,
            to_unicode,
            program,
            cid_to_gid: file.stream(inner, b"CIDToGIDMap").map(|stream| file.bytes(stream)),
            encoding: BTreeMap::new(),
            names: BTreeMap::new(),
            contradicted: false,
            reversed: false,
            known: BTreeMap::new(),
            apart: OnceCell::new(),
        };
        if composite {
            font.default_width = file.number_at(inner, b"DW").unwrap_or(1000.0);
            font.cid_widths(file, inner);
        } else {
            font.simple(file, dict, descriptor);
        }
        font.weigh();
        font
    }

    /// What `code` of font `index` says.
    pub(super) fn letters(&mut self, file: &'a File, index: usize, code: u32) -> &Letters {
        if !self.fonts[index].known.contains_key(&code) {
            let letters = self.explain(file, index, code);
            self.fonts[index].known.insert(code, letters);
        }
        &self.fonts[index].known[&code]
    }

    fn explain(&mut self, file: &'a File, index: usize, code: u32) -> Letters {
        let font = &self.fonts[index];
        let glyph = font.glyph(code);
        let ink = font.program.as_ref().zip(glyph).and_then(|(program, glyph)| program.ink(glyph));
        let advance = font.width(code) / font.em;
        let stroke = ink.is_some_and(|[left, bottom, right, top]| {
            advance > 0.0
                && left <= advance * 0.1
                && right >= advance * 0.9
                && top - bottom < 0.2
                && bottom > -0.12
                && top < 0.3
        });
        let (mut text, trust) = self.meaning(file, index, code, glyph);
        if stroke
            && !text.chars().any(is_arabic_letter)
            && !matches!(
                text.as_str(),
                "-" | "_"
                    | "\u{2010}"
                    | "\u{2011}"
                    | "\u{2013}"
                    | "\u{2014}"
                    | "\u{2015}"
                    | "\u{2026}"
                    | "\u{2212}"
            )
        {
            "\u{0640}".clone_into(&mut text);
        }
        // A kashida that has the map of the letter it lengthens would double it.
        if stroke && text.chars().all(is_arabic_letter) && self.fonts[index].draws(glyph, "\u{640}") {
            "\u{0640}".clone_into(&mut text);
        }
        if let Some(round) = turned_round(&text)
            && let Some(shape) = font_shape(&self.fonts[index], glyph)
            && shape != is_opening(&text)
        {
            round.clone_into(&mut text);
        }
        if let Some(drawn) = self.fonts[index].drawn_apart(glyph, &text) {
            text = drawn;
        }
        // A letter that its font raises over the next is no mark: it takes room, and is taller than one.
        let raised = |bottom: f32, top: f32| advance > 0.1 && top - bottom > 0.42;
        let aloft =
            ink.is_some_and(|[_, bottom, _, top]| (bottom > 0.25 || top < 0.05) && !raised(bottom, top));
        if !aloft && let Some(bare) = self.fonts[index].bare(glyph, &text) {
            text = bare;
        }
        Letters { mark: is_marks(&text), text, trust, stroke, aloft, ink }
    }

    fn meaning(&mut self, file: &'a File, index: usize, code: u32, glyph: Option<u16>) -> (String, Trust) {
        let font = &self.fonts[index];
        let said = font.to_unicode.as_ref().and_then(|map| map.text(code)).map(|text| unfolded(&text));
        let sane = said.as_ref().filter(|text| is_sane(text));
        if let Some(text) = sane {
            let mut letters = text.chars();
            let pair = (letters.next(), letters.next(), letters.next());
            if let (Some(first), Some('\u{0644}'), None) = pair
                && is_alef(first)
            {
                return (format!("\u{0644}{first}"), Trust::Likely);
            }
            let doubtful = font.contradicted || (font.reversed && text.chars().count() > 1) || is_mixed(text);
            if !doubtful {
                return (text.clone(), Trust::Sure);
            }
        }
        if let Some(text) = glyph.zip(font.program.as_ref()).and_then(|(glyph, program)| program.text(glyph))
        {
            return (text, Trust::Likely);
        }
        if font.is_dingbats() {
            return ("\u{2022}".to_owned(), Trust::Likely);
        }
        let by_name = font.names.get(&code).and_then(|name| names::text(name)).map(|text| unfolded(&text));
        if let Some(text) = by_name {
            return (text, Trust::Sure);
        }
        if let Some(text) = glyph.and_then(|glyph| self.sibling(file, index, glyph)) {
            return (text, Trust::Likely);
        }
        let font = &self.fonts[index];
        let drawn = || font.program()?.drawn(glyph?).map(|(text, _)| text);
        if let Some(text) = sane {
            return (drawn().map_or_else(|| text.clone(), str::to_owned), Trust::Likely);
        }
        if let Some(text) = drawn() {
            return (text.to_owned(), Trust::Likely);
        }
        if font.is_bare(glyph) && font.width(code) > 0.1 && font.encoding.is_empty() {
            return (" ".to_owned(), Trust::Likely);
        }
        let private = said.is_some_and(|text| text.chars().any(is_private));
        if private {
            return (String::new(), Trust::Private);
        }
        match font.encoding.get(&code) {
            Some(text) => (text.clone(), Trust::Sure),
            // A glyph without ink that takes room is a space.
            None if font.is_bare(glyph) && font.width(code) > 0.1 => (" ".to_owned(), Trust::Likely),
            None => (String::new(), Trust::None),
        }
    }

    /// What another subset of the same font with the same glyph numbers says of `glyph`.
    fn sibling(&mut self, file: &'a File, index: usize, glyph: u16) -> Option<String> {
        if self.siblings.is_none() {
            let mut found: Vec<(String, Rc<Program>)> = Vec::new();
            for (_, dict) in file.fonts().take(2000) {
                let Some(program) = self.program(file, file.dict(dict, b"FontDescriptor")) else { continue };
                found.push((bare(file.name(dict, b"BaseFont").unwrap_or_default()), program));
            }
            self.siblings = Some(found);
        }
        let font = &self.fonts[index];
        let own = font.program.as_ref()?;
        let count = own.glyphs();
        self.siblings
            .iter()
            .flatten()
            .filter(|(name, program)| {
                *name == font.name && !Rc::ptr_eq(program, own) && program.glyphs() == count
            })
            .find_map(|(_, program)| program.text(glyph))
    }
}

/// Whether the outline of a bracket opens to the right; nothing when there is no outline to look at.
fn font_shape(font: &Font, glyph: Option<u16>) -> Option<bool> {
    font.program.as_ref()?.opens_right(glyph?)
}

impl Font {
    /// Length and value of the code at the front of `bytes`.
    pub(super) fn next(&self, bytes: &[u8]) -> (usize, u32) {
        if self.composite { self.codes.next(bytes) } else { (1, bytes.first().copied().map_or(0, u32::from)) }
    }

    /// The advance of `code` in text space, for a font of size 1.
    pub(super) fn width(&self, code: u32) -> f32 {
        let key = if self.composite { self.codes.cid(code) } else { code };
        self.widths.get(&key).copied().unwrap_or(self.default_width) * self.unit
    }

    /// The size of the em in text space, for a font of size 1.
    pub(super) fn em(&self) -> f32 {
        self.em
    }

    /// The embedded program.
    pub(super) fn program(&self) -> Option<&Program> {
        self.program.as_deref()
    }

    /// What its map says of each code.
    pub(super) fn mapped_codes(&self) -> impl Iterator<Item = (u32, &str)> {
        self.to_unicode.iter().flat_map(CMap::entries)
    }

    /// True when its map gives nothing for some glyphs: parts of a cluster whose first glyph has the letters.
    pub(super) fn sets_marks_apart(&self) -> bool {
        *self.apart.get_or_init(|| self.mapped_codes().any(|(_, text)| text.is_empty()))
    }

    /// True when `code` draws nothing and takes room, as a space does.
    pub(super) fn is_blank(&self, code: u32) -> bool {
        self.is_bare(self.glyph(code)) && self.width(code) > 0.1
    }

    /// True when the program has the glyph and draws nothing for it.
    fn is_bare(&self, glyph: Option<u16>) -> bool {
        self.program().zip(glyph).is_some_and(|(program, glyph)| program.is_bare(glyph))
    }

    fn is_dingbats(&self) -> bool {
        let lower = self.name.to_ascii_lowercase();
        ["symbol", "wingdings", "webdings", "dingbats"].iter().any(|word| lower.contains(word))
    }

    fn cid_widths(&mut self, file: &File, dict: &Dictionary) {
        let Some(list) = file.list(dict, b"W") else { return };
        let mut at = 0;
        while let Some(first) = list.get(at).and_then(|first| file.number(first)) {
            let first = first.max(0.0) as u32;
            match list.get(at + 1).and_then(|second| file.follow(second)) {
                Some(Object::Array(widths)) => {
                    for (cid, width) in (first..).zip(widths) {
                        self.widths.insert(cid, file.number(width).unwrap_or(0.0));
                    }
                    at += 2;
                }
                Some(last) => {
                    let last = last.as_float().unwrap_or(0.0).max(0.0) as u32;
                    let width = list.get(at + 2).and_then(|width| file.number(width)).unwrap_or(0.0);
                    for cid in first..=last.min(first.saturating_add(0xFFFF)) {
                        self.widths.insert(cid, width);
                    }
                    at += 3;
                }
                None => break,
            }
            if self.widths.len() > 70_000 {
                break;
            }
        }
    }

    fn simple(&mut self, file: &File, dict: &Dictionary, descriptor: Option<&Dictionary>) {
        let missing = descriptor.and_then(|descriptor| file.number_at(descriptor, b"MissingWidth"));
        let first = file.number_at(dict, b"FirstChar").unwrap_or(0.0).max(0.0) as u32;
        match file.list(dict, b"Widths") {
            Some(widths) => {
                self.default_width = missing.unwrap_or(0.0);
                for (code, width) in (first..).zip(widths.iter().take(256)) {
                    self.widths.insert(code, file.number(width).unwrap_or(0.0));
                }
            }
            None => {
                self.default_width = 556.0;
                self.widths = encoding::usual_widths();
            }
        }
        if file.name(dict, b"Subtype") == Some(b"Type3") {
            let matrix: Vec<f32> = file
                .list(dict, b"FontMatrix")
                .map(|list| list.iter().filter_map(|number| file.number(number)).collect())
                .unwrap_or_default();
            self.unit = matrix.first().copied().filter(|unit| *unit != 0.0).unwrap_or(0.001).abs();
            let box_of = file.list(dict, b"FontBBox").and_then(|list| {
                let sides: Vec<f32> = list.iter().filter_map(|side| file.number(side)).collect();
                Some((sides.get(3)? - sides.get(1)?).abs())
            });
            let tall = box_of.filter(|tall| *tall > 0.0).unwrap_or(0.0) * self.unit;
            self.em = if (0.2..5.0).contains(&tall) { tall } else { 1.0 };
        }
        let symbolic = descriptor
            .and_then(|descriptor| file.number_at(descriptor, b"Flags"))
            .is_some_and(|flags| flags as u32 & 4 != 0);
        let (base, differences) = match file.get(dict, b"Encoding") {
            Some(Object::Name(name)) => (Some(name.as_slice()), None),
            Some(Object::Dictionary(dict)) => {
                (file.name(dict, b"BaseEncoding"), file.list(dict, b"Differences"))
            }
            _ => (None, None),
        };
        if let Some(program) = &self.program {
            self.names = program.own_encoding();
        }
        if base.is_some() || !symbolic || self.program.is_none() {
            self.encoding = encoding::table(base.unwrap_or(b"StandardEncoding"));
        }
        let mut code = 0;
        for entry in differences.into_iter().flatten().take(2000) {
            match file.follow(entry) {
                Some(Object::Name(name)) => {
                    self.names.insert(code, String::from_utf8_lossy(name).into_owned());
                    self.encoding.remove(&code);
                    code += 1;
                }
                Some(other) => code = other.as_float().unwrap_or(0.0).max(0.0) as u32,
                None => {}
            }
        }
    }

    /// The glyph of `code` in the embedded program.
    pub(super) fn glyph(&self, code: u32) -> Option<u16> {
        let program = self.program.as_ref()?;
        if !self.composite {
            let name = self.names.get(&code).map(String::as_str);
            let c = name
                .and_then(names::text)
                .or_else(|| self.encoding.get(&code).cloned())
                .and_then(|text| text.chars().next());
            return program.simple(code, c, name);
        }
        let cid = self.codes.cid(code);
        if let Some(map) = &self.cid_to_gid {
            let at = usize::try_from(cid).ok()?.checked_mul(2)?;
            let [high, low] = map.get(at..at + 2)? else { return None };
            return Some(u16::from_be_bytes([*high, *low]));
        }
        program.by_cid(cid).or(u16::try_from(cid).ok())
    }

    /// Sets the two signs of a bad map.
    fn weigh(&mut self) {
        let Some(map) = &self.to_unicode else { return };
        let (mut agree, mut differ) = (0, 0);
        for (code, text) in map.entries() {
            let text = unfolded(text);
            let mut letters = text.chars();
            if let (Some(first), Some('\u{0644}'), None) = (letters.next(), letters.next(), letters.next())
                && is_alef(first)
            {
                self.reversed = true;
            }
            let glyph = self.glyph(code);
            let Some(drawn) =
                glyph.zip(self.program.as_ref()).and_then(|(glyph, program)| program.mapped(glyph))
            else {
                continue;
            };
            if drawn == text {
                agree += 1;
            } else {
                differ += 1;
            }
        }
        self.contradicted = differ > 4 && differ > agree;
    }
}
