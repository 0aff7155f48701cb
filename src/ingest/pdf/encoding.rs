//! The encodings of simple fonts that have no map of their own.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use std::collections::BTreeMap;

/// Code to text for the encoding called `name`.
pub(super) fn table(name: &[u8]) -> BTreeMap<u32, String> {
    let table = if name == b"MacRomanEncoding" { MACINTOSH } else { WINDOWS_1252 };
    let mut out = BTreeMap::new();
    for byte in 0x20..=0xFF_u8 {
        let bytes = [byte];
        let (text, _) = table.decode_without_bom_handling(&bytes);
        if !text.chars().any(char::is_control) {
            out.insert(u32::from(byte), text.replace('\u{00AD}', "-"));
        }
    }
    if name == b"StandardEncoding" {
        out.insert(0x27, "\u{2019}".to_owned());
        out.insert(0x60, "\u{2018}".to_owned());
        for (code, c) in [
            (0xAA, '\u{201C}'),
            (0xBA, '\u{201D}'),
            (0xB1, '\u{2013}'),
            (0xD0, '\u{2014}'),
            (0xB7, '\u{2022}'),
        ] {
            out.insert(code, c.to_string());
        }
    } else if name == b"WinAnsiEncoding" {
        // Unused codes draw a bullet.
        for code in [0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D] {
            out.insert(code, "\u{2022}".to_owned());
        }
    }
    out
}

/// Rough widths of a sans serif's ASCII, for the fonts every viewer brings along.
pub(super) fn usual_widths() -> BTreeMap<u32, f32> {
    (32..127_u8)
        .map(|byte| {
            let width = match byte {
                b' ' | b'.' | b',' | b'/' | b':' | b';' | b'!' | b'|' | b'i' | b'j' | b'l' | b't' | b'f'
                | b'I' => 270.0,
                b'm' | b'w' | b'M' | b'W' | b'@' | b'%' => 850.0,
                b'A'..=b'Z' => 680.0,
                b'r' | b'(' | b')' | b'-' | b'\'' | b'"' => 333.0,
                _ => 556.0,
            };
            (u32::from(byte), width)
        })
        .collect()
}
