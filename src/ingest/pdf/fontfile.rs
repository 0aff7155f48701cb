//! Font programs inside the file: what their own tables say of each glyph.
//!
//! In: the bytes of an embedded font. Out: [`Program`]: glyph to text by `cmap`, by the inverse of `GSUB`, by glyph
//! names; code to glyph; ink boxes. Always holds: broken fonts give less, never a panic.

use super::letters::unfolded;
use super::lexer::{Item, Lexer, Value};
use super::names;
use super::outline::{Outline, Sole};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::Coverage;
use ttf_parser::{Face, GlyphId, PlatformId, cff};

/// Rounds in which substitutions may build on one another.
const ROUNDS: usize = 4;
/// Letters a ligature may hold.
const LONGEST: usize = 40;

/// An embedded font program.
#[derive(Debug)]
pub(super) struct Program {
    bytes: Vec<u8>,
    kind: Kind,
    plain: OnceCell<BTreeMap<u16, char>>,
    full: OnceCell<BTreeMap<u16, String>>,
    cids: OnceCell<BTreeMap<u16, u16>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sfnt,
    Cff,
    Type1,
}

impl Program {
    /// The program in `bytes`; nothing when it is of no known kind.
    pub(super) fn new(bytes: Vec<u8>) -> Option<Self> {
        let kind = if bytes.starts_with(b"%!") || bytes.starts_with(&[0x80, 1]) {
            Kind::Type1
        } else if Face::parse(&bytes, 0).is_ok() {
            Kind::Sfnt
        } else if cff::Table::parse(&bytes).is_some() {
            Kind::Cff
        } else {
            return None;
        };
        Some(Self { bytes, kind, plain: OnceCell::new(), full: OnceCell::new(), cids: OnceCell::new() })
    }

    fn face(&self) -> Option<Face<'_>> {
        if self.kind == Kind::Sfnt { Face::parse(&self.bytes, 0).ok() } else { None }
    }

    fn cff(&self) -> Option<cff::Table<'_>> {
        match self.kind {
            Kind::Cff => cff::Table::parse(&self.bytes),
            Kind::Sfnt => self.face()?.tables().cff,
            Kind::Type1 => None,
        }
    }

    /// How many glyphs it has.
    pub(super) fn glyphs(&self) -> u16 {
        match self.kind {
            Kind::Sfnt => self.face().map_or(0, |face| face.number_of_glyphs()),
            Kind::Cff => self.cff().map_or(0, |table| table.number_of_glyphs()),
            Kind::Type1 => 0,
        }
    }

    /// The text of `glyph` by `cmap` alone.
    pub(super) fn mapped(&self, glyph: u16) -> Option<String> {
        let plain = self.plain.get_or_init(|| self.face().map(|face| mapped(&face)).unwrap_or_default());
        plain.get(&glyph).map(|c| unfolded(c.encode_utf8(&mut [0; 4])))
    }

    /// The text of `glyph` by every table there is, the dearest last.
    pub(super) fn text(&self, glyph: u16) -> Option<String> {
        self.mapped(glyph)
            .or_else(|| self.full.get_or_init(|| self.substituted()).get(&glyph).cloned())
            .or_else(|| {
                let face = self.face();
                let table = self.cff();
                let name = face.as_ref().and_then(|face| face.glyph_name(GlyphId(glyph)));
                let name = name.or_else(|| table.as_ref()?.glyph_name(GlyphId(glyph)));
                name.and_then(names::text).map(|text| unfolded(&text))
            })
    }

    fn substituted(&self) -> BTreeMap<u16, String> {
        let Some(face) = self.face() else { return BTreeMap::new() };
        let mut known: BTreeMap<u16, String> = mapped(&face)
            .into_iter()
            .map(|(glyph, c)| (glyph, unfolded(c.encode_utf8(&mut [0; 4]))))
            .collect();
        substituted(&face, &mut known);
        known
    }

    /// The glyph that a simple font draws for `code`, where `c` is what its encoding says of the code.
    pub(super) fn simple(&self, code: u32, c: Option<char>, name: Option<&str>) -> Option<u16> {
        if let Some(face) = self.face() {
            if let Some(glyph) = name.and_then(|name| face.glyph_index_by_name(name)) {
                return Some(glyph.0);
            }
            let tables = face.tables().cmap;
            let mut found = None;
            for table in tables.iter().flat_map(|cmap| cmap.subtables) {
                let glyph = match (table.platform_id, table.encoding_id) {
                    (PlatformId::Windows, 0) => {
                        table.glyph_index(0xF000 + code).or_else(|| table.glyph_index(code))
                    }
                    (PlatformId::Macintosh, _) => table.glyph_index(code),
                    _ => c.and_then(|c| table.glyph_index(u32::from(c))),
                };
                found = found.or(glyph.filter(|glyph| glyph.0 != 0));
            }
            return found.map(|glyph| glyph.0);
        }
        let table = self.cff()?;
        let glyph = name.and_then(|name| table.glyph_index_by_name(name));
        glyph.or_else(|| table.glyph_index(u8::try_from(code).ok()?)).map(|glyph| glyph.0)
    }

    /// The glyph of a CID in a CFF font that is keyed by CIDs.
    pub(super) fn by_cid(&self, cid: u32) -> Option<u16> {
        let cids = self.cids.get_or_init(|| {
            let Some(table) = self.cff() else { return BTreeMap::new() };
            (0..table.number_of_glyphs())
                .filter_map(|glyph| Some((table.glyph_cid(GlyphId(glyph))?, glyph)))
                .collect()
        });
        cids.get(&u16::try_from(cid).ok()?).copied()
    }

    /// Left, bottom, right, top of the ink of `glyph`, in parts of the em.
    pub(super) fn ink(&self, glyph: u16) -> Option<[f32; 4]> {
        let face = self.face()?;
        let ink = face.glyph_bounding_box(GlyphId(glyph))?;
        let em = f32::from(face.units_per_em());
        let part = |side: i16| f32::from(side) / em;
        Some([part(ink.x_min), part(ink.y_min), part(ink.x_max), part(ink.y_max)])
    }

    /// True when `glyph` is there and has no ink.
    pub(super) fn is_bare(&self, glyph: u16) -> bool {
        let inside = glyph != 0 && glyph < self.glyphs();
        self.face().is_some_and(|face| {
            inside && face.tables().glyf.is_some() && face.glyph_bounding_box(GlyphId(glyph)).is_none()
        })
    }

    /// The text of `glyph` by its outline, where a known font has the same.
    pub(super) fn drawn(&self, glyph: u16) -> Option<(&'static str, Sole)> {
        let mut outline = Outline::default();
        match self.kind {
            Kind::Sfnt => self.face()?.outline_glyph(GlyphId(glyph), &mut outline).map(|_| ())?,
            Kind::Cff => self.cff()?.outline(GlyphId(glyph), &mut outline).ok().map(|_| ())?,
            Kind::Type1 => return None,
        }
        outline.text()
    }

    /// Whether a bracket's outline has its middle to the left of its ends, as `(` has; nothing when it has no such shape.
    pub(super) fn opens_right(&self, glyph: u16) -> Option<bool> {
        let mut points = Points::default();
        match self.kind {
            Kind::Sfnt => self.face()?.outline_glyph(GlyphId(glyph), &mut points).map(|_| ())?,
            Kind::Cff => self.cff()?.outline(GlyphId(glyph), &mut points).ok().map(|_| ())?,
            Kind::Type1 => return None,
        }
        points.opens_right()
    }

    /// The glyph names of a Type 1 font's own encoding, by code.
    pub(super) fn own_encoding(&self) -> BTreeMap<u32, String> {
        let mut names = BTreeMap::new();
        if self.kind != Kind::Type1 {
            return names;
        }
        let clear = self.bytes.windows(5).position(|window| window == b"eexec").unwrap_or(self.bytes.len());
        let mut lexer = Lexer::new(self.bytes.get(..clear).unwrap_or_default());
        let mut last: Vec<Value> = Vec::new();
        while let Some(item) = lexer.item() {
            match item {
                Item::Operand(value) => last.push(value),
                Item::Operator(b"put") => {
                    if let [.., Value::Number(code), Value::Name(name)] = last.as_slice() {
                        names.insert(*code as u32, String::from_utf8_lossy(name).into_owned());
                    }
                    last.clear();
                }
                Item::Operator(_) => last.clear(),
            }
        }
        names
    }
}

/// Points along an outline.
#[derive(Default)]
struct Points {
    pen: (f32, f32),
    all: Vec<(f32, f32)>,
}

impl Points {
    const STEPS: u8 = 8;

    fn along(&mut self, at: impl Fn(f32) -> (f32, f32)) {
        for step in 1..=Self::STEPS {
            self.all.push(at(f32::from(step) / f32::from(Self::STEPS)));
        }
        self.pen = at(1.0);
    }

    fn opens_right(&self) -> Option<bool> {
        let ys = || self.all.iter().map(|(_, y)| *y);
        let (low, high) = (ys().fold(f32::MAX, f32::min), ys().fold(f32::MIN, f32::max));
        let tall = high - low;
        let mean = |keep: &dyn Fn(f32) -> bool| {
            let (sum, count) = self
                .all
                .iter()
                .filter(|(_, y)| keep((y - low) / tall))
                .fold((0.0, 0.0), |(sum, count), (x, _)| (sum + x, count + 1.0_f32));
            (count > 0.0).then(|| sum / count)
        };
        let middle = mean(&|part| (0.35..=0.65).contains(&part))?;
        let ends = mean(&|part| !(0.15..=0.85).contains(&part))?;
        (tall > 0.0 && (middle - ends).abs() > tall * 0.02).then_some(middle < ends)
    }
}

impl ttf_parser::OutlineBuilder for Points {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (a, b) = self.pen;
        self.along(|t| (a + (x - a) * t, b + (y - b) * t));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b) = self.pen;
        self.along(|t| {
            let (p, q, r) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
            (p * a + q * x1 + r * x, p * b + q * y1 + r * y)
        });
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b) = self.pen;
        self.along(|t| {
            let u = 1.0 - t;
            let (p, q, r, s) = (u * u * u, 3.0 * t * u * u, 3.0 * t * t * u, t * t * t);
            (p * a + q * x1 + r * x2 + s * x, p * b + q * y1 + r * y2 + s * y)
        });
    }

    fn close(&mut self) {}
}

/// How good a code point is as the meaning of a glyph; letters before the forms that stand for them.
fn rank(c: char) -> u8 {
    match c {
        '\u{0600}'..='\u{06FF}' => 0,
        '\u{0020}'..='\u{00FF}' if c != '\u{00AD}' && c != '\u{00A0}' => 1,
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => 3,
        _ => 2,
    }
}

fn mapped(face: &Face<'_>) -> BTreeMap<u16, char> {
    let mut best: BTreeMap<u16, char> = BTreeMap::new();
    let Some(cmap) = face.tables().cmap else { return BTreeMap::new() };
    for table in cmap.subtables {
        if !table.is_unicode() || (table.platform_id == PlatformId::Windows && table.encoding_id == 0) {
            continue;
        }
        table.codepoints(|point| {
            let Some(c) =
                char::from_u32(point).filter(|c| !super::letters::is_private(*c) && !c.is_control())
            else {
                return;
            };
            let Some(glyph) = table.glyph_index(point).filter(|glyph| glyph.0 != 0) else { return };
            let slot = best.entry(glyph.0).or_insert(c);
            if (rank(c), c) < (rank(*slot), *slot) {
                *slot = c;
            }
        });
    }
    best
}

fn covered(coverage: Coverage<'_>) -> Vec<(u16, u16)> {
    match coverage {
        Coverage::Format1 { glyphs } => (0..).zip(glyphs).map(|(at, glyph)| (glyph.0, at)).collect(),
        Coverage::Format2 { records } => records
            .into_iter()
            .flat_map(|range| {
                (range.start.0..=range.end.0)
                    .map(move |glyph| (glyph, range.value.wrapping_add(glyph - range.start.0)))
            })
            .collect(),
    }
}

/// Adds to `known` what single and ligature substitutions make of glyphs that are known.
fn substituted(face: &Face<'_>, known: &mut BTreeMap<u16, String>) {
    let Some(table) = face.tables().gsub else { return };
    for _ in 0..ROUNDS {
        let before = known.len();
        for lookup in table.lookups {
            for subtable in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
                match subtable {
                    SubstitutionSubtable::Single(single) => singles(single, known),
                    SubstitutionSubtable::Alternate(alternate) => {
                        for (glyph, at) in covered(alternate.coverage) {
                            let Some(text) = known.get(&glyph).cloned() else { continue };
                            for to in
                                alternate.alternate_sets.get(at).into_iter().flat_map(|set| set.alternates)
                            {
                                known.entry(to.0).or_insert_with(|| text.clone());
                            }
                        }
                    }
                    SubstitutionSubtable::Ligature(ligatures) => {
                        for (first, at) in covered(ligatures.coverage) {
                            let Some(head) = known.get(&first).cloned() else { continue };
                            for ligature in ligatures.ligature_sets.get(at).into_iter().flatten() {
                                if known.contains_key(&ligature.glyph.0) {
                                    continue;
                                }
                                let tail: Option<String> = ligature
                                    .components
                                    .into_iter()
                                    .map(|part| known.get(&part.0).cloned())
                                    .collect();
                                if let Some(tail) = tail.filter(|tail| tail.chars().count() < LONGEST) {
                                    known.insert(ligature.glyph.0, format!("{head}{tail}"));
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        if known.len() == before {
            break;
        }
    }
}

fn singles(single: SingleSubstitution<'_>, known: &mut BTreeMap<u16, String>) {
    for (glyph, at) in covered(single.coverage()) {
        let to = match single {
            SingleSubstitution::Format1 { delta, .. } => Some(glyph.wrapping_add_signed(delta)),
            SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(at).map(|glyph| glyph.0),
        };
        if let (Some(to), Some(text)) = (to, known.get(&glyph).cloned()) {
            known.entry(to).or_insert(text);
        }
    }
}
