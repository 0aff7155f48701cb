//! JSON on one line, the same bytes as serde_json writes, quicker for many short strings.
//!
//! In: a value of our own. Out: its line. Always holds: a string is looked at eight bytes at once, and only one that needs
//! it is escaped letter by letter; numbers with a fraction are left to serde_json.

use serde::ser::{self, Serialize};
use serde_json::Error;

/// `value` on one line.
///
/// # Errors
/// A key that is no string.
pub(super) fn line<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut out = Line(String::with_capacity(1 << 12));
    value.serialize(&mut out)?;
    Ok(out.0)
}

/// What is written so far.
struct Line(String);

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// True when some byte of `word` is a control character, a quotation mark or a backslash.
fn needs_escape(word: u64) -> bool {
    let equal = |byte: u8| {
        let other = word ^ (ONES * u64::from(byte));
        other.wrapping_sub(ONES) & !other
    };
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (control | equal(b'"') | equal(b'\\')) & HIGH != 0
}

/// True when nothing in `bytes` is escaped.
fn is_plain(bytes: &[u8]) -> bool {
    let (mut rest, mut found) = (bytes, false);
    while let Some((word, after)) = rest.split_first_chunk() {
        found |= needs_escape(u64::from_le_bytes(*word));
        rest = after;
    }
    // The last eight once more, or all there are.
    found |= match bytes.last_chunk() {
        Some(word) => needs_escape(u64::from_le_bytes(*word)),
        None => rest.iter().any(|&byte| byte < b' ' || byte == b'"' || byte == b'\\'),
    };
    !found
}

impl Line {
    fn text(&mut self, text: &str) {
        self.0.push('"');
        if is_plain(text.as_bytes()) {
            self.0.push_str(text);
        } else {
            self.escaped(text);
        }
        self.0.push('"');
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\u{08}' => self.0.push_str("\\b"),
                '\u{0C}' => self.0.push_str("\\f"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c if c < ' ' => {
                    self.0.push_str("\\u00");
                    let digits = [c as u32 >> 4, c as u32 & 0xF];
                    self.0.extend(digits.iter().filter_map(|&digit| char::from_digit(digit, 16)));
                }
                c => self.0.push(c),
            }
        }
    }

    fn number(&mut self, value: u64) {
        let mut digits = [b'0'; 20];
        let (mut at, mut rest) = (digits.len(), value);
        while at > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.push_str(std::str::from_utf8(&digits[at..]).unwrap_or("0"));
    }

    fn open(&mut self, opening: char, closing: &'static str) -> Result<Inner<'_>, Error> {
        self.0.push(opening);
        Ok(Inner { line: self, first: true, closing })
    }

    fn named(&mut self, variant: &str) {
        self.0.push('{');
        self.text(variant);
        self.0.push(':');
    }
}

/// A list or an object that is being written.
struct Inner<'a> {
    line: &'a mut Line,
    first: bool,
    closing: &'static str,
}

impl Inner<'_> {
    fn part(&mut self) {
        if !std::mem::replace(&mut self.first, false) {
            self.line.0.push(',');
        }
    }

    /// A field whose name is written in the code, where none has a quotation mark.
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.line.0.push_str(if std::mem::replace(&mut self.first, false) { "\"" } else { ",\"" });
        self.line.0.push_str(key);
        self.line.0.push_str("\":");
        value.serialize(&mut *self.line)
    }

    fn close(self) -> Result<(), Error> {
        self.line.0.push_str(self.closing);
        Ok(())
    }
}

macro_rules! whole {
    ($($name:ident $kind:ty),*) => {
        $(fn $name(self, value: $kind) -> Result<(), Error> {
            self.number(u64::from(value));
            Ok(())
        })*
    };
}

macro_rules! signed {
    ($($name:ident $kind:ty),*) => {
        $(fn $name(self, value: $kind) -> Result<(), Error> {
            if value < 0 {
                self.0.push('-');
            }
            self.number(i64::from(value).unsigned_abs());
            Ok(())
        })*
    };
}

impl<'a> ser::Serializer for &'a mut Line {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Inner<'a>;
    type SerializeTuple = Inner<'a>;
    type SerializeTupleStruct = Inner<'a>;
    type SerializeTupleVariant = Inner<'a>;
    type SerializeMap = Inner<'a>;
    type SerializeStruct = Inner<'a>;
    type SerializeStructVariant = Inner<'a>;

    whole!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);
    signed!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.0.push_str(&serde_json::to_string(&value)?);
        Ok(())
    }
    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.0.push_str(&serde_json::to_string(&value)?);
        Ok(())
    }
    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value);
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.0.push_str("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.named(variant);
        value.serialize(&mut *self)?;
        self.0.push('}');
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Inner<'a>, Error> {
        self.open('[', "]")
    }
    fn serialize_tuple(self, _: usize) -> Result<Inner<'a>, Error> {
        self.open('[', "]")
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inner<'a>, Error> {
        self.open('[', "]")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inner<'a>, Error> {
        self.named(variant);
        self.open('[', "]}")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Inner<'a>, Error> {
        self.open('{', "}")
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inner<'a>, Error> {
        self.open('{', "}")
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inner<'a>, Error> {
        self.named(variant);
        self.open('{', "}}")
    }
}

macro_rules! list {
    ($($kind:ident $method:ident),*) => {
        $(impl ser::$kind for Inner<'_> {
            type Ok = ();
            type Error = Error;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.part();
                value.serialize(&mut *self.line)
            }
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}

list!(SerializeSeq serialize_element, SerializeTuple serialize_element);
list!(SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);

macro_rules! object {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Inner<'_> {
            type Ok = ();
            type Error = Error;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(key, value)
            }
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}

object!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Inner<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.part();
        let from = self.line.0.len();
        key.serialize(&mut *self.line)?;
        if self.line.0[from..].starts_with('"') {
            return Ok(());
        }
        Err(ser::Error::custom("a key must be a string"))
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.line.0.push(':');
        value.serialize(&mut *self.line)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        One(i64),
        Pair(u8, char),
        Named { x: Option<bool> },
    }

    #[test]
    fn it_writes_what_serde_json_writes() {
        let all: String = ('\0'..'\u{180}').collect();
        let texts = ["", "رئيس", "seven..", "eight...", "«\"»", "tab\there", "\\", "\u{7F}\u{1F}", &all];
        let map: BTreeMap<&str, Kind> = BTreeMap::from([
            ("unit", Kind::Unit),
            ("one", Kind::One(i64::MIN)),
            ("pair", Kind::Pair(0, '\n')),
            ("named", Kind::Named { x: None }),
            ("told", Kind::Named { x: Some(true) }),
        ]);
        let value = (texts, map, u64::MAX, -7_i32, 0.1_f64, f64::NAN, (), [0_u8; 0], Some("x"));
        assert_eq!(line(&value).unwrap(), serde_json::to_string(&value).unwrap());
        assert!(line(&BTreeMap::from([((1, 2), 3)])).is_err());
    }
}
