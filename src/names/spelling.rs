//! How Arabic letters are spelt in Latin ones: a learned table, and the price of the best reading.
//!
//! In: `names/spelling.tsv` and the codes of two name parts. Out: how much likelier the Latin letters are as a spelling
//! of the Arabic ones than by chance, in hundredths of a nat. Always holds: whole numbers throughout, so the same on
//! every machine.

use super::letters::{ARABIC_CODES, Script, codes};
use super::parts::MOST_LETTERS;
use crate::seeds::SeedError;
use crate::seeds::table::{rows, unlike};
use std::ops::Range;

/// What a hopeless pair of parts gets.
pub(super) const FLOOR: i32 = -1200;
/// A reading that has fallen below this is given up.
const HOPELESS: i32 = -1000;
/// No such spelling.
const NEVER: i16 = i16::MIN;
/// The column of silence.
const SILENT: usize = 0;
/// The column of chunks that no letter is spelt as: nothing is ever in it.
const UNSPELT: u16 = 1;
/// Longest Latin spelling of one Arabic letter or pair.
pub(super) const LONGEST: usize = 3;
/// Chunks of up to three letters and the empty one.
pub(super) const CHUNKS: usize = 1 + 27 + 27 * 27 + 27 * 27 * 27;

/// Where in a word a letter stands.
pub(super) const PLACES: [&str; 3] = ["start", "middle", "end"];

/// The learned table.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    /// The symbol of two letters read as one; 0 where they are not.
    pairs: Vec<u16>,
    symbols: usize,
    /// For each chunk of letters its column; [`UNSPELT`] where no letter is spelt so.
    columns: Vec<u16>,
    width: usize,
    costs: Vec<i16>,
    inserted: [i16; 27],
    chance: Vec<i16>,
}

/// What the table says of a name's letters before they are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// For each Arabic letter the symbol of it and the next.
    pairs: Vec<u16>,
    /// For each Latin letter the columns of the one, two and three letters from it, and what these cost by chance.
    chunks: Vec<[(u16, i32); LONGEST]>,
    /// For each Latin letter what it is worth when it spells nothing.
    alone: Vec<i32>,
}

/// The number of a Latin code, 1 for «a».
pub(super) fn latin(code: u8) -> usize {
    (code.wrapping_sub(b'a' - 1) as usize).min(26)
}

/// The number of a chunk of up to three Latin codes.
pub(super) fn chunk(letters: &[u8]) -> usize {
    let base = [0, 1, 28, 757];
    let value = letters.iter().fold(0, |value, &code| value * 27 + latin(code));
    base.get(letters.len()).copied().unwrap_or(0) + value
}

/// The place of a letter in a span.
pub(super) fn place(at: usize, length: usize, end: usize) -> usize {
    if at == 0 {
        0
    } else if at + length == end {
        2
    } else {
        1
    }
}

impl Spelling {
    /// # Errors
    /// A line that is not part of such a table.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SeedError> {
        let mut costs: Vec<(usize, Vec<(usize, i16)>)> = Vec::new();
        let mut table = Self {
            pairs: vec![0; ARABIC_CODES * ARABIC_CODES],
            symbols: ARABIC_CODES,
            columns: vec![UNSPELT; CHUNKS],
            width: 2,
            costs: Vec::new(),
            inserted: [NEVER; 27],
            chance: vec![-330; 27 * 27],
        };
        for row in rows(file, text, || unlike("kind, letters, place and prices")) {
            let broken = || row.broken();
            let [kind, letters, at, prices] = row.fields()?;
            let prices = prices_of(prices).ok_or_else(broken)?;
            match kind {
                "letter" => {
                    let symbol = table.symbol(&codes(letters)).ok_or_else(broken)?;
                    let place = PLACES.iter().position(|&name| name == at).ok_or_else(broken)?;
                    let mut cells = Vec::with_capacity(prices.len());
                    for (spelt, cost) in prices {
                        cells.push((table.column(&spelt), cost));
                    }
                    costs.push((symbol * PLACES.len() + place, cells));
                }
                "insert" => {
                    for (spelt, cost) in prices {
                        table.inserted[spelt.first().copied().map_or(0, latin)] = cost;
                    }
                }
                "after" => {
                    let from = codes(letters).first().copied().map_or(0, latin);
                    for (spelt, cost) in prices {
                        table.chance[from * 27 + spelt.first().copied().map_or(0, latin)] = cost;
                    }
                }
                _ => return Err(broken()),
            }
        }
        table.costs = vec![NEVER; table.symbols * PLACES.len() * table.width];
        for (row, cells) in costs {
            for (column, cost) in cells {
                table.costs[row * table.width + column] = cost;
            }
        }
        Ok(table)
    }

    fn symbol(&mut self, letters: &[u8]) -> Option<usize> {
        match *letters {
            [letter] if (letter as usize) < ARABIC_CODES => Some(letter as usize),
            [one, two] if (one as usize) < ARABIC_CODES && (two as usize) < ARABIC_CODES => {
                let slot = &mut self.pairs[one as usize * ARABIC_CODES + two as usize];
                if *slot == 0 {
                    *slot = self.symbols as u16;
                    self.symbols += 1;
                }
                Some(*slot as usize)
            }
            _ => None,
        }
    }

    fn column(&mut self, spelt: &[u8]) -> usize {
        if spelt.is_empty() {
            return SILENT;
        }
        let slot = &mut self.columns[chunk(spelt)];
        if *slot == UNSPELT {
            *slot = self.width as u16;
            self.width += 1;
        }
        *slot as usize
    }

    /// What the table says of the letters of a name, whose parts start at `starts`.
    pub(super) fn heard(&self, script: Script, codes: &[u8], starts: &[usize]) -> Heard {
        let mut heard = Heard::default();
        if script == Script::Arabic {
            heard.pairs = codes
                .iter()
                .enumerate()
                .map(|(at, &one)| codes.get(at + 1).map_or(0, |&two| self.pair(one, two)))
                .collect();
            return heard;
        }
        let mut last = 0;
        let mut single = Vec::with_capacity(codes.len());
        for (at, &code) in codes.iter().enumerate() {
            if starts.contains(&at) {
                last = 0;
            }
            let chance = i32::from(self.chance[last * 27 + latin(code)]);
            last = latin(code);
            single.push(chance);
            heard.alone.push(i32::from(self.inserted[last]) - chance);
        }
        for at in 0..codes.len() {
            let mut chunks = [(UNSPELT, 0); LONGEST];
            let mut price = 0;
            for (more, slot) in chunks.iter_mut().enumerate() {
                if let Some(letters) = codes.get(at..=at + more) {
                    price += single[at + more];
                    *slot = (self.columns[chunk(letters)], price);
                }
            }
            heard.chunks.push(chunks);
        }
        heard
    }

    fn pair(&self, one: u8, two: u8) -> u16 {
        self.pairs.get(one as usize * ARABIC_CODES + two as usize).copied().unwrap_or(0)
    }

    fn row(&self, symbol: usize, place: usize) -> &[i16] {
        let start = (symbol * PLACES.len() + place) * self.width;
        self.costs.get(start..start + self.width).unwrap_or(&[])
    }

    /// True when the Arabic letter, at the start of a word, can begin with that Latin letter.
    pub(super) fn begins(&self, arabic: &[u8], initial: u8) -> bool {
        let starts = |symbol: usize| {
            let row = self.row(symbol, 0);
            let near = |column: u16| row.get(column as usize).is_some_and(|&cost| cost > -330);
            let mut letters = [initial, 0, 0];
            near(self.columns[chunk(&letters[..1])])
                || (b'a'..=b'z').any(|second| {
                    letters[1] = second;
                    near(self.columns[chunk(&letters[..2])])
                })
        };
        arabic.first().is_some_and(|&code| starts(code as usize))
            || matches!(*arabic, [one, two, ..] if self.pair(one, two) > 0 && starts(self.pair(one, two) as usize))
    }

    /// How much likelier the Latin span is as a spelling of the Arabic span than by chance.
    pub(super) fn likelihood(
        &self,
        (letters, heard, span): (&[u8], &Heard, Range<usize>),
        (spelt, range): (&Heard, Range<usize>),
        rows: &mut Rows,
    ) -> i32 {
        let (count, width) = (span.len(), range.len());
        if count == 0 || width == 0 || width > count * LONGEST + 2 || count > width * 3 + 2 {
            return FLOOR;
        }
        let (Some(letters), Some(pairs)) = (letters.get(span.clone()), heard.pairs.get(span)) else {
            return FLOOR;
        };
        let (Some(chunks), Some(alone)) = (spelt.chunks.get(range.clone()), spelt.alone.get(range)) else {
            return FLOOR;
        };
        let used = (width + EDGE).min(ROOM);
        for row in &mut rows.0 {
            row[..used].fill(LOST);
        }
        let [mut now, mut next, mut later] = rows.0.each_mut();
        now[0] = 0;
        for (at, (&code, &pair)) in letters.iter().zip(pairs).enumerate() {
            inserted(alone, now);
            let pair = if at + 2 > count { 0 } else { pair };
            let mut alive = spell(self.row(code as usize, place(at, 1, count)), chunks, now, next);
            if pair > 0 {
                alive |= spell(self.row(pair as usize, place(at, 2, count)), chunks, now, later);
            }
            if !alive && !next[..=width].iter().any(|&value| value >= HOPELESS) {
                return FLOOR;
            }
            (now, next, later) = (next, later, now);
            later[..used].fill(LOST);
        }
        inserted(alone, now);
        now[width].max(FLOOR)
    }
}

/// What no reading has reached.
const LOST: i32 = i32::MIN / 2;
/// Places behind the last letter that a chunk which begins on it may reach.
const EDGE: usize = LONGEST + 1;
/// Places of a row.
const ROOM: usize = MOST_LETTERS + EDGE;

/// Three rows of the search, kept so that they need not be made anew.
#[derive(Debug, Clone)]
pub(super) struct Rows([[i32; ROOM]; 3]);

impl Default for Rows {
    fn default() -> Self {
        Self([[LOST; ROOM]; 3])
    }
}

/// Lets Latin letters spell nothing.
fn inserted(alone: &[i32], now: &mut [i32; ROOM]) {
    let mut value = now[0];
    for (slot, &gain) in now[1..].iter_mut().zip(alone) {
        if value >= HOPELESS {
            *slot = (*slot).max(value + gain);
        }
        value = *slot;
    }
}

/// Spells one letter or pair in every way from every place on; whether there is any place left to go on from.
fn spell(costs: &[i16], chunks: &[[(u16, i32); LONGEST]], now: &[i32; ROOM], to: &mut [i32; ROOM]) -> bool {
    let cost = |column: usize| i32::from(costs.get(column).copied().unwrap_or(NEVER));
    let silent = cost(SILENT);
    let mut alive = false;
    for (from, &value) in now.iter().enumerate().take(chunks.len() + 1) {
        if value < HOPELESS {
            continue;
        }
        alive = true;
        to[from] = to[from].max(value + silent);
        let Some((chunks, to)) = chunks.get(from).zip(to.get_mut(from + 1..from + 1 + LONGEST)) else {
            break;
        };
        for (&(column, price), slot) in chunks.iter().zip(to) {
            *slot = (*slot).max(value + cost(column as usize) - price);
        }
    }
    alive
}

/// «ch 124 cha 139»: letters and prices; «-» is silence.
fn prices_of(text: &str) -> Option<Vec<(Vec<u8>, i16)>> {
    let mut out = Vec::new();
    let mut words = text.split(' ');
    while let Some(letters) = words.next() {
        let cost: i16 = words.next()?.parse().ok()?;
        let spelt = if letters == "-" { Vec::new() } else { letters.bytes().collect() };
        if spelt.len() > LONGEST || !spelt.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        out.push((spelt, -cost));
    }
    Some(out)
}
