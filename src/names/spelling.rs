//! How Arabic letters are spelt in Latin ones: a learned table, and the price of the best reading.
//!
//! In: `names/spelling.tsv` and the codes of two name parts. Out: how much likelier the Latin letters are as a spelling
//! of the Arabic ones than by chance, in hundredths of a nat. Always holds: whole numbers throughout, so the same on
//! every machine.

use super::letters::{ARABIC_CODES, Script, codes};
use super::table::rows;
use crate::seeds::SeedError;
use std::ops::Range;

/// What a hopeless pair of parts gets.
pub(super) const FLOOR: i32 = -1200;
/// A reading that has fallen below this is given up.
const HOPELESS: i32 = -1000;
/// No such spelling.
const NEVER: i16 = i16::MIN;
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
    /// For each chunk of letters its column; 0 where no letter is spelt so.
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
    /// For each Latin letter the columns of the one, two and three letters from it.
    columns: Vec<[u16; LONGEST]>,
    /// The price of the Latin letters before, by chance.
    price: Vec<i32>,
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
            columns: vec![0; CHUNKS],
            width: 1,
            costs: Vec::new(),
            inserted: [NEVER; 27],
            chance: vec![-330; 27 * 27],
        };
        for row in rows(file, text, "kind, letters, place and prices") {
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
            return 0;
        }
        let slot = &mut self.columns[chunk(spelt)];
        if *slot == 0 {
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
        let mut price = 0;
        let mut last = 0;
        heard.price.push(0);
        for (at, &code) in codes.iter().enumerate() {
            let mut columns = [0; LONGEST];
            for (more, column) in columns.iter_mut().enumerate() {
                if let Some(letters) = codes.get(at..=at + more) {
                    *column = self.columns[chunk(letters)];
                }
            }
            heard.columns.push(columns);
            if starts.contains(&at) {
                last = 0;
            }
            price += i32::from(self.chance[last * 27 + latin(code)]);
            last = latin(code);
            heard.price.push(price);
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
            let near = |column: u16| column > 0 && row.get(column as usize).is_some_and(|&cost| cost > -330);
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
        (latin_codes, spelt, range): (&[u8], &Heard, Range<usize>),
        rows: &mut Rows,
    ) -> i32 {
        let (count, width) = (span.len(), range.len());
        if count == 0 || width == 0 || width > count * LONGEST + 2 || count > width * 3 + 2 {
            return FLOOR;
        }
        let prices = &spelt.price[range.start..=range.end];
        let columns = &spelt.columns[range.clone()];
        let latin_codes = &latin_codes[range];
        let [now, next, later] = &mut rows.0;
        for row in [&mut *now, &mut *next, &mut *later] {
            row.clear();
            row.resize(width + 1, i32::MIN / 2);
        }
        now[0] = 0;
        for at in 0..=count {
            let ended = at == count;
            let code = if ended { 0 } else { letters[span.start + at] };
            let pair = if at + 2 > count { 0 } else { heard.pairs[span.start + at] };
            let single = self.row(code as usize, place(at, 1, count));
            let double = self.row(pair as usize, place(at, 2, count));
            let mut alive = false;
            for from in 0..=width {
                let value = now[from];
                if value < HOPELESS {
                    continue;
                }
                alive = true;
                if from < width {
                    let cost = i32::from(self.inserted[latin(latin_codes[from])]);
                    let gained = value + cost - (prices[from + 1] - prices[from]);
                    now[from + 1] = now[from + 1].max(gained);
                }
                if ended {
                    continue;
                }
                let longest = LONGEST.min(width - from);
                step(single, value, from, longest, columns, prices, next);
                if pair > 0 {
                    step(double, value, from, longest, columns, prices, later);
                }
            }
            if ended {
                break;
            }
            if !alive && !next.iter().any(|&value| value >= HOPELESS) {
                return FLOOR;
            }
            std::mem::swap(now, next);
            std::mem::swap(next, later);
            later.fill(i32::MIN / 2);
        }
        now[width].max(FLOOR)
    }
}

/// Three rows of the search, kept so that they need not be made anew.
#[derive(Debug, Default)]
pub(super) struct Rows([Vec<i32>; 3]);

/// Spells one letter or pair in every way from one place on.
fn step(
    costs: &[i16],
    value: i32,
    from: usize,
    longest: usize,
    columns: &[[u16; LONGEST]],
    prices: &[i32],
    to: &mut [i32],
) {
    let silent = costs.first().copied().unwrap_or(NEVER);
    if silent > NEVER {
        to[from] = to[from].max(value + i32::from(silent));
    }
    for (more, &column) in columns.get(from).map_or(&[][..], |all| &all[..longest]).iter().enumerate() {
        if column > 0 {
            let cost = costs.get(column as usize).copied().unwrap_or(NEVER);
            if cost > NEVER {
                let slot = &mut to[from + more + 1];
                *slot = (*slot).max(value + i32::from(cost) - (prices[from + more + 1] - prices[from]));
            }
        }
    }
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
