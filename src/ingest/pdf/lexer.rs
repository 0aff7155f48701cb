//! Tokens of content streams and `CMap`s.
//!
//! In: the bytes of a decoded stream. Out: operands and operators, one at a time. Always holds: no input makes it
//! panic or stand still, nesting is cut at [`DEEPEST`], and what is not understood is passed over.

/// How deep arrays and dictionaries may nest.
const DEEPEST: u8 = 16;

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f32),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Value>),
    Table(Vec<(Vec<u8>, Value)>),
}

impl Value {
    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<f32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The name, if it is one.
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The string, if it is one.
    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// What stands next in a stream.
#[derive(Debug, PartialEq)]
pub(super) enum Item<'a> {
    Operand(Value),
    Operator(&'a [u8]),
}

/// Reads a stream from front to back.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Lexer<'a> {
    /// A reader at the front of `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    /// The next operand or operator.
    pub(super) fn item(&mut self) -> Option<Item<'a>> {
        loop {
            self.skip_space();
            let byte = self.peek()?;
            if matches!(byte, b']' | b')' | b'}' | b'{') || (byte == b'>' && !self.starts(b">>")) {
                self.at += 1;
                continue;
            }
            if self.starts(b">>") {
                self.at += 2;
                continue;
            }
            if let Some(value) = self.value(0) {
                return Some(Item::Operand(value));
            }
            let word = self.word();
            if word.is_empty() {
                self.at += 1;
                continue;
            }
            return Some(Item::Operator(word));
        }
    }

    /// Passes over an inline image, from after `BI` to after `EI`.
    pub(super) fn skip_image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(start) = rest.windows(2).position(|pair| pair == b"ID") else {
            self.at = self.bytes.len();
            return;
        };
        let from = self.at + start + 2;
        let body = self.bytes.get(from..).unwrap_or_default();
        let end = body.windows(4).position(
            |window| matches!(window, [before, b'E', b'I', after] if is_space(*before) && is_space(*after)),
        );
        self.at = end.map_or(self.bytes.len(), |end| from + end + 3);
    }

    fn starts(&self, with: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(with))
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: u8) -> Option<Value> {
        match self.peek()? {
            b'/' => {
                self.at += 1;
                Some(Value::Name(unescape(self.word())))
            }
            b'(' => Some(Value::Text(self.literal())),
            b'<' if self.starts(b"<<") => {
                self.at += 2;
                Some(self.table(depth))
            }
            b'<' => Some(Value::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                Some(self.list(depth))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                let before = self.at;
                let word = self.word();
                let number = number(word);
                if number.is_none() {
                    self.at = before;
                }
                number.map(Value::Number)
            }
            _ => None,
        }
    }

    fn list(&mut self, depth: u8) -> Value {
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) if depth >= DEEPEST => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(value) => values.push(value),
                    None => self.pass(),
                },
            }
        }
        Value::List(values)
    }

    fn table(&mut self, depth: u8) -> Value {
        let mut entries = Vec::new();
        let mut key: Option<Vec<u8>> = None;
        loop {
            self.skip_space();
            if self.starts(b">>") {
                self.at += 2;
                break;
            }
            if self.peek().is_none() {
                break;
            }
            if depth >= DEEPEST {
                self.at += 1;
                continue;
            }
            match (key.take(), self.value(depth + 1)) {
                (None, Some(Value::Name(name))) => key = Some(name),
                (Some(key), Some(value)) => entries.push((key, value)),
                (None, Some(_)) => {}
                // `true`, `null`, `R`: of no interest here.
                (_, None) => self.pass(),
            }
        }
        Value::Table(entries)
    }

    /// Passes over one word, or one byte where there is no word.
    fn pass(&mut self) {
        if self.word().is_empty() {
            self.at += 1;
        }
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut depth = 1_u32;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 0xFF).unwrap_or(0));
            }
            other => out.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high: Option<u8> = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            high = match high {
                None => Some(digit),
                Some(high) => {
                    out.push(high * 16 + digit);
                    None
                }
            };
        }
        if let Some(high) = high {
            out.push(high * 16);
        }
        out
    }
}

fn number(word: &[u8]) -> Option<f32> {
    let text = std::str::from_utf8(word).ok()?;
    if let Ok(number) = text.parse::<f32>() {
        return Some(if number.is_finite() { number } else { 0.0 });
    }
    // "--5" and "5-3" occur in the wild; viewers read the first as -5 and the second as 5.
    let trimmed = text.trim_start_matches('-');
    let end = trimmed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(trimmed.len());
    let number = trimmed.get(..end)?.parse::<f32>().ok()?;
    Some(if text.starts_with('-') { -number } else { number })
}

fn unescape(word: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(byte) = word.get(at) {
        if let (b'#', Some(high), Some(low)) =
            (*byte, word.get(at + 1).copied().and_then(hex), word.get(at + 2).copied().and_then(hex))
        {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}
