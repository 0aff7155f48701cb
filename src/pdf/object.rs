//! Objects as bytes of a file, and their numbers changed.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Adds `object` to `out` as a file holds it. A stream is written by its dictionary and content alone.
pub(super) fn put(out: &mut Vec<u8>, object: &Object) {
    // Writing to memory cannot fail.
    let _ = match object {
        Object::Null => write!(out, "null"),
        Object::Boolean(value) => write!(out, "{value}"),
        Object::Integer(value) => write!(out, "{value}"),
        Object::Real(value) => write!(out, "{value}"),
        Object::Reference((number, generation)) => write!(out, "{number} {generation} R"),
        Object::Name(name) => {
            put_name(out, name);
            Ok(())
        }
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| drop(write!(out, "{byte:02X}")));
            out.push(b'>');
            Ok(())
        }
        Object::String(bytes, StringFormat::Literal) => {
            out.push(b'(');
            for byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                    b'\r' => out.extend(b"\\r"),
                    other => out.push(*other),
                }
            }
            out.push(b')');
            Ok(())
        }
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                put(out, item);
            }
            out.push(b']');
            Ok(())
        }
        Object::Dictionary(dictionary) => {
            put_dictionary(out, dictionary);
            Ok(())
        }
        Object::Stream(stream) => {
            let mut dictionary = stream.dict.clone();
            dictionary.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
            put_dictionary(out, &dictionary);
            out.extend(b"\nstream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
            Ok(())
        }
    };
}

fn put_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary {
        put_name(out, key);
        out.push(b' ');
        put(out, value);
    }
    out.extend(b">>");
}

fn put_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        let plain = byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte);
        // Writing to memory cannot fail.
        let _ = if plain { out.write_all(&[*byte]) } else { write!(out, "#{byte:02X}") };
    }
}

/// Gives every reference below `object` its number in `numbers`; others stay.
pub(super) fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, u32>) {
    match object {
        Object::Reference(id) => {
            if let Some(number) = numbers.get(id) {
                *id = (*number, 0);
            }
        }
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| renumber(value, numbers));
        }
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        _ => {}
    }
}
