//! Pictures as a PDF holds them.
//!
//! Their colours are those of sRGB screens, said in terms that need no colour profile, as PDF/A asks.

use crate::typeset::{Coding, Colours, Picture};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The white of sRGB, its curve, and its red, green and blue.
const WHITE: [f32; 3] = [0.9505, 1.0, 1.089];
const GAMMA: [f32; 3] = [2.2, 2.2, 2.2];
const MATRIX: [f32; 9] = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505];

/// The resource name of the picture with an index.
pub(super) fn name(at: usize) -> String {
    format!("P{at}")
}

/// Adds `pictures`; a dictionary of them.
pub(super) fn add(document: &mut Document, pictures: &[Arc<Picture>], digest: &mut Sha256) -> Dictionary {
    let mut out = Dictionary::new();
    for (at, picture) in pictures.iter().enumerate() {
        digest.update(&picture.bytes);
        let (width, height) = picture.size;
        let dictionary = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(width),
            "Height" => i64::from(height),
            "BitsPerComponent" => 8,
            "ColorSpace" => colours(picture.colours),
            "Filter" => match picture.coding {
                Coding::Deflated => "FlateDecode",
                Coding::Jpeg => "DCTDecode",
            },
        };
        let stream = Stream::new(dictionary, picture.bytes.clone()).with_compression(false);
        out.set(name(at), document.add_object(stream));
    }
    out
}

fn colours(colours: Colours) -> Object {
    let numbers = |numbers: &[f32]| numbers.iter().copied().map(Object::Real).collect::<Vec<_>>();
    match colours {
        Colours::Gray => Object::Name(b"DeviceGray".to_vec()),
        Colours::Rgb => Object::Array(vec![
            Object::Name(b"CalRGB".to_vec()),
            Object::Dictionary(dictionary! {
                "WhitePoint" => numbers(&WHITE),
                "Gamma" => numbers(&GAMMA),
                "Matrix" => numbers(&MATRIX),
            }),
        ]),
    }
}
