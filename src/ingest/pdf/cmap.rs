//! `CMap`s: which codes a string holds, and what `ToUnicode` says of each.
//!
//! In: the decoded stream. Out: [`CMap`]. Always holds: ranges are cut at [`MOST`] entries, so that no small file
//! asks for much memory.

use super::lexer::{Item, Lexer, Value};
use std::collections::BTreeMap;

/// Entries a map may have.
const MOST: usize = 70_000;
/// Codes a range may have to be written out.
const LONG: u32 = 64;

/// Code lengths, code to text and code to CID, whichever the stream holds.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length in bytes, first and last code of each range of codes.
    spaces: Vec<(usize, u32, u32)>,
    text: BTreeMap<u32, String>,
    /// First code, last code and the first one's text of ranges too long to write out.
    long: Vec<(u32, u32, String)>,
    cids: BTreeMap<u32, u32>,
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().rev().take(4).rev().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// UTF-16BE as PDF writes it; a lone surrogate becomes U+FFFD.
pub(super) fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect()
}

/// `text` with its last character `by` places further.
fn further(text: &str, by: u32) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let last = chars.pop()?;
    chars.push(char::from_u32(u32::from(last).checked_add(by)?)?);
    Some(chars.into_iter().collect())
}

impl CMap {
    /// The map in `bytes`; what cannot be read is left out.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Value> = Vec::new();
        while let Some(item) = lexer.item() {
            match item {
                Item::Operand(value) => operands.push(value),
                Item::Operator(operator) => {
                    match operator {
                        b"endcodespacerange" => map.codespace(&operands),
                        b"endbfchar" => map.chars(&operands),
                        b"endbfrange" => map.ranges(&operands),
                        b"endcidchar" => map.cid_chars(&operands),
                        b"endcidrange" => map.cid_ranges(&operands),
                        _ => {}
                    }
                    operands.clear();
                }
            }
        }
        map
    }

    fn codespace(&mut self, operands: &[Value]) {
        for pair in operands.chunks_exact(2) {
            if let [Value::Text(low), Value::Text(high)] = pair {
                self.spaces.push((low.len(), code(low), code(high)));
            }
        }
    }

    fn put(&mut self, code: u32, text: String) {
        if self.text.len() < MOST {
            self.text.insert(code, text);
        }
    }

    fn chars(&mut self, operands: &[Value]) {
        for pair in operands.chunks_exact(2) {
            if let [Value::Text(from), Value::Text(to)] = pair {
                self.put(code(from), utf16(to));
            }
        }
    }

    fn ranges(&mut self, operands: &[Value]) {
        for triple in operands.chunks_exact(3) {
            let [Value::Text(low), Value::Text(high), target] = triple else { continue };
            let (low, high) = (code(low), code(high));
            match target {
                Value::Text(to) => {
                    let first = utf16(to);
                    if high.saturating_sub(low) > LONG {
                        self.long.push((low, high, first));
                        continue;
                    }
                    for at in low..=high.min(low.saturating_add(0xFFFF)) {
                        let Some(text) = further(&first, at - low) else { break };
                        self.put(at, text);
                    }
                }
                Value::List(values) => {
                    for (at, value) in (low..=high).zip(values) {
                        if let Value::Text(to) = value {
                            self.put(at, utf16(to));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn cid_chars(&mut self, operands: &[Value]) {
        for pair in operands.chunks_exact(2) {
            if let [Value::Text(from), Value::Number(to)] = pair
                && self.cids.len() < MOST
            {
                self.cids.insert(code(from), *to as u32);
            }
        }
    }

    fn cid_ranges(&mut self, operands: &[Value]) {
        for triple in operands.chunks_exact(3) {
            let [Value::Text(low), Value::Text(high), Value::Number(to)] = triple else { continue };
            let (low, high) = (code(low), code(high));
            for at in low..=high.min(low.saturating_add(0xFFFF)) {
                if self.cids.len() < MOST {
                    self.cids.insert(at, (*to as u32).saturating_add(at - low));
                }
            }
        }
    }

    /// What it says of `code`.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        self.text.get(&code).cloned().or_else(|| {
            let (low, _, first) = self.long.iter().find(|(low, high, _)| (*low..=*high).contains(&code))?;
            further(first, code - low)
        })
    }

    /// The codes of single entries and short ranges with their text, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, &str)> {
        self.text.iter().map(|(code, text)| (*code, text.as_str()))
    }

    /// The CID of `code`, the code itself where nothing is said.
    pub(super) fn cid(&self, code: u32) -> u32 {
        if self.cids.is_empty() { code } else { self.cids.get(&code).copied().unwrap_or(0) }
    }

    /// Length and value of the code at the front of `bytes`.
    pub(super) fn next(&self, bytes: &[u8]) -> (usize, u32) {
        for length in 1..=bytes.len().min(4) {
            let value = code(bytes.get(..length).unwrap_or_default());
            if self.spaces.iter().any(|(long, low, high)| *long == length && (*low..=*high).contains(&value))
            {
                return (length, value);
            }
        }
        let length = bytes.len().min(2);
        (length, code(bytes.get(..length).unwrap_or_default()))
    }
}
