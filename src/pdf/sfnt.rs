//! Tables of a TrueType font: read, changed, put together again.
//!
//! In: a font file. Out: [`Outlines`], which takes new glyphs made of old ones, and gives a font file. Always holds: no
//! byte outside a table is read; a font that ends too early is `None`.

use crate::typeset::Part;
use std::collections::BTreeMap;

/// The tables an embedded font needs.
const KEPT: [&[u8; 4]; 7] = [b"head", b"hhea", b"maxp", b"OS/2", b"cvt ", b"fpgm", b"prep"];
/// Composite glyphs: arguments are words, and are distances; another component follows.
const WORDS_AND_DISTANCES: u16 = 0x0003;
const MORE: u16 = 0x0020;

/// The outlines of a font, with glyphs added.
#[derive(Debug)]
pub(super) struct Outlines<'f> {
    tables: BTreeMap<[u8; 4], &'f [u8]>,
    glyf: Vec<u8>,
    loca: Vec<u32>,
    hmtx: Vec<u8>,
    widest: u16,
}

impl<'f> Outlines<'f> {
    /// The outlines of a font file.
    pub(super) fn new(file: &'f [u8]) -> Option<Self> {
        let mut tables = BTreeMap::new();
        for index in 0..usize::from(u16_at(file, 4)?) {
            let at = 12 + 16 * index;
            let name: [u8; 4] = file.get(at..at + 4)?.try_into().ok()?;
            let (start, length) = (u32_at(file, at + 8)? as usize, u32_at(file, at + 12)? as usize);
            tables.insert(name, file.get(start..start.checked_add(length)?)?);
        }
        let count = usize::from(u16_at(tables.get(b"maxp")?, 4)?);
        let head = tables.get(b"head")?;
        let raw = tables.get(b"loca")?;
        let loca: Option<Vec<u32>> = match u16_at(head, 50)? {
            0 => (0..=count).map(|at| Some(u32::from(u16_at(raw, at * 2)?) * 2)).collect(),
            _ => (0..=count).map(|at| u32_at(raw, at * 4)).collect(),
        };
        let loca = loca?;
        let glyf = tables.get(b"glyf")?.get(..*loca.last()? as usize)?.to_vec();
        let (metrics, long) = (tables.get(b"hmtx")?, usize::from(u16_at(tables.get(b"hhea")?, 34)?));
        let mut hmtx = Vec::with_capacity(count * 4);
        for at in 0..count {
            let bearing = if at < long { at * 4 + 2 } else { long * 4 + (at - long) * 2 };
            hmtx.extend(u16_at(metrics, at.min(long.checked_sub(1)?) * 4)?.to_be_bytes());
            hmtx.extend(u16_at(metrics, bearing)?.to_be_bytes());
        }
        Some(Self { tables, glyf, loca, hmtx, widest: 0 })
    }

    /// How many glyphs there are.
    pub(super) fn count(&self) -> usize {
        self.loca.len() - 1
    }

    /// How far the pen moves after a glyph.
    pub(super) fn width(&self, glyph: u16) -> Option<u16> {
        u16_at(&self.hmtx, usize::from(glyph) * 4)
    }

    /// The four edges of the font's box.
    pub(super) fn bounds(&self) -> Option<[i16; 4]> {
        let head = self.tables.get(b"head")?;
        Some([i16_at(head, 36)?, i16_at(head, 38)?, i16_at(head, 40)?, i16_at(head, 42)?])
    }

    /// Adds a glyph made of `parts`; its number.
    pub(super) fn add(&mut self, parts: &[Part], width: u16) -> Option<u16> {
        let number = u16::try_from(self.count()).ok()?;
        let drawn: Vec<(Part, [i16; 4])> =
            parts.iter().filter_map(|part| Some((*part, self.edges(part)?))).collect();
        let mut left = 0;
        if !drawn.is_empty() {
            let edge = |at: usize, pick: fn(i16, i16) -> i16| {
                drawn.iter().map(|(_, edges)| edges[at]).reduce(pick).unwrap_or_default()
            };
            let edges = [edge(0, i16::min), edge(1, i16::min), edge(2, i16::max), edge(3, i16::max)];
            left = edges[0];
            self.glyf.extend((-1_i16).to_be_bytes());
            edges.iter().for_each(|edge| self.glyf.extend(edge.to_be_bytes()));
            for (at, (part, _)) in drawn.iter().enumerate() {
                let more = if at + 1 < drawn.len() { MORE } else { 0 };
                self.glyf.extend((WORDS_AND_DISTANCES | more).to_be_bytes());
                self.glyf.extend(part.glyph.to_be_bytes());
                self.glyf.extend(part.x.to_be_bytes());
                self.glyf.extend(part.y.to_be_bytes());
            }
            while !self.glyf.len().is_multiple_of(4) {
                self.glyf.push(0);
            }
        }
        self.loca.push(u32::try_from(self.glyf.len()).ok()?);
        self.hmtx.extend(width.to_be_bytes());
        self.hmtx.extend(left.to_be_bytes());
        self.widest = self.widest.max(u16::try_from(drawn.len()).unwrap_or(u16::MAX));
        Some(number)
    }

    /// The edges of a part's outline where the part puts it; `None` when it draws nothing.
    fn edges(&self, part: &Part) -> Option<[i16; 4]> {
        let at = usize::from(part.glyph);
        let (start, end) = (*self.loca.get(at)?, *self.loca.get(at + 1)?);
        let outline = self.glyf.get(start as usize..end as usize).filter(|outline| !outline.is_empty())?;
        Some([
            i16_at(outline, 2)?.saturating_add(part.x),
            i16_at(outline, 4)?.saturating_add(part.y),
            i16_at(outline, 6)?.saturating_add(part.x),
            i16_at(outline, 8)?.saturating_add(part.y),
        ])
    }

    /// The font file.
    pub(super) fn file(&self) -> Option<Vec<u8>> {
        let mut tables: BTreeMap<[u8; 4], Vec<u8>> = BTreeMap::new();
        for name in KEPT {
            if let Some(table) = self.tables.get(name) {
                tables.insert(*name, table.to_vec());
            }
        }
        let count = u16::try_from(self.count()).ok()?.to_be_bytes();
        let maxp = tables.get_mut(b"maxp")?;
        let (widest, depth) = (u16_at(maxp, 28)?.max(self.widest), u16_at(maxp, 30)?.saturating_add(1));
        put(maxp, 4, count)?;
        put(maxp, 28, widest.to_be_bytes())?;
        put(maxp, 30, depth.to_be_bytes())?;
        put(tables.get_mut(b"hhea")?, 34, count)?;
        put(tables.get_mut(b"head")?, 50, 1_u16.to_be_bytes())?;
        let mut post = vec![0, 3, 0, 0];
        post.resize(32, 0);
        tables.insert(*b"post", post);
        tables.insert(*b"glyf", self.glyf.clone());
        tables.insert(*b"hmtx", self.hmtx.clone());
        tables.insert(*b"loca", self.loca.iter().flat_map(|place| place.to_be_bytes()).collect());
        let number = u16::try_from(tables.len()).ok()?;
        let mut out = vec![0, 1, 0, 0];
        out.extend(number.to_be_bytes());
        out.extend([0; 6]);
        let mut place = 12 + 16 * tables.len();
        for (name, table) in &tables {
            out.extend(name);
            out.extend([0; 4]);
            out.extend(u32::try_from(place).ok()?.to_be_bytes());
            out.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
            place += table.len().next_multiple_of(4);
        }
        for table in tables.values() {
            out.extend(table);
            out.resize(out.len().next_multiple_of(4), 0);
        }
        Some(out)
    }
}

fn put(table: &mut [u8], at: usize, value: [u8; 2]) -> Option<()> {
    table.get_mut(at..at + 2)?.copy_from_slice(&value);
    Some(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
