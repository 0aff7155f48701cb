//! What printpdf leaves out, put in by lopdf: fonts, tags, bookmarks, metadata, colour profile, fixed identity.

use super::draw::Marks;
use super::font::PressedFace;
use super::xmp::{Facts, packet};
use super::{Made, Meta, PdfError, Press, attach, direction, outline, picture, tags};
use crate::typeset::{Item, Language, Pages, Weight};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Who writes these files.
const PRODUCER: &str = concat!("diwan ", env!("CARGO_PKG_VERSION"));

/// More parts than a letter or a roster of a few pages has.
const MANY_NODES: usize = 400;

/// The finished file.
pub(super) fn bytes(
    mut document: Document,
    press: &Press,
    pages: &Pages,
    marks: &Marks,
    made: Made<'_>,
) -> Result<Vec<u8>, PdfError> {
    let Made { meta, attached, pictures } = made;
    let lost = |part| move |_| PdfError::Incomplete { part };
    document.version = "1.7".to_owned();
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(lost("catalog"))?;
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(lost("information"))?;
    let mut digest = Sha256::new();
    let drawn = |face: &PressedFace| draws(pages, face.weight);
    let fonts = fonts(&mut document, press.faces.iter().filter(|face| drawn(face)), &mut digest);
    let mut resources = dictionary! { "Font" => fonts };
    if !pictures.is_empty() {
        resources.set("XObject", picture::add(&mut document, pictures, &mut digest));
    }
    contents(&mut document, &ids, resources, &mut digest)?;
    let tree = tags::add(&mut document, pages, &ids, marks)?;
    let outlines = outline::add(&mut document, pages, &ids);

    let part = if attached.is_some() { 3 } else { 2 };
    let about = About { title: &pages.title, language: pages.language, meta, part };
    let (said, information) = dressed(&mut document, about, &press.profile, &mut digest);
    let mut carried = Vec::new();
    if let Some(attached) = attached {
        digest.update(&attached.bytes);
        carried = attach::add(&mut document, attached, stamp(meta));
    }

    let catalog = document.get_dictionary_mut(root).map_err(lost("catalog"))?;
    for (key, value) in said.into_iter().chain(carried) {
        catalog.set(key, value);
    }
    catalog.set("StructTreeRoot", tree);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        if pages.bookmarks.len() > 1 {
            catalog.set("PageMode", "UseOutlines");
        }
    }
    document.set_object(info, information);
    let identity = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![identity.clone(), identity]);
    let size: usize = document.objects.values().map(room).sum();
    let mut out = Vec::with_capacity(size);
    // Thousands of small objects, as a long table has, are packed together; a letter is quicker without.
    let options = SaveOptions::builder()
        .use_object_streams(pages.nodes.len() > MANY_NODES)
        .use_xref_streams(pages.nodes.len() > MANY_NODES)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    document.save_with_options(&mut out, options).map_err(|_| PdfError::Incomplete { part: "end" })?;
    Ok(out)
}

/// What a file says of itself.
#[derive(Clone, Copy)]
pub(super) struct About<'m> {
    pub(super) title: &'m str,
    pub(super) language: Language,
    pub(super) meta: &'m Meta,
    /// The part of PDF/A it keeps.
    pub(super) part: u8,
}

/// Adds metadata and colour profile to `document`; what its catalog says of them and of the language, and the dictionary
/// of information.
pub(super) fn dressed(
    document: &mut Document,
    about: About<'_>,
    profile: &Stream,
    digest: &mut Sha256,
) -> (Vec<(&'static str, Object)>, Dictionary) {
    let About { language, meta, part, .. } = about;
    let title = title(about.title);
    let date = format!("{}T00:00:00Z", day(meta));
    let facts = Facts { title: &title, language: language.tag(), producer: PRODUCER, date: &date, part };
    let packet = packet(facts).into_bytes();
    digest.update(&packet);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, packet).with_compression(false));
    let profile = document.add_object(profile.clone());
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("Gray gamma 2.2"),
        "DestOutputProfile" => profile,
    };
    let preferences = dictionary! { "Direction" => direction(language), "DisplayDocTitle" => true };
    let said = vec![
        ("Lang", Object::string_literal(language.tag())),
        ("ViewerPreferences", Object::Dictionary(preferences)),
        ("MarkInfo", Object::Dictionary(dictionary! { "Marked" => true })),
        ("Metadata", Object::Reference(metadata)),
        ("OutputIntents", Object::Array(vec![Object::Dictionary(intent)])),
    ];
    let information = dictionary! {
        "Title" => words(&title),
        "Producer" => Object::string_literal(PRODUCER),
        "CreationDate" => stamp(meta),
        "ModDate" => stamp(meta),
    };
    (said, information)
}

/// A moment as PDF writes it: the day's beginning.
fn stamp(meta: &Meta) -> Object {
    Object::string_literal(format!("D:{}000000Z", day(meta).replace('-', "")))
}

/// About how many bytes an object takes in a file.
fn room(object: &Object) -> usize {
    match object {
        Object::Stream(stream) => stream.content.len() + 200,
        _ => 200,
    }
}

/// Adds `faces`; a dictionary of them.
pub(super) fn fonts<'f>(
    document: &mut Document,
    faces: impl Iterator<Item = &'f PressedFace>,
    digest: &mut Sha256,
) -> Dictionary {
    let mut out = Dictionary::new();
    for face in faces {
        digest.update(face.digest);
        out.set(face.resource, face.add(document));
    }
    out
}

fn draws(pages: &Pages, weight: Weight) -> bool {
    pages.pages.iter().flat_map(|page| &page.items).any(|item| match item {
        Item::Line(line) => line.words.iter().any(|placed| placed.word.weight == weight),
        Item::Fill(_) | Item::Rule(_) | Item::Drawing(_) => false,
    })
}

/// Compresses the pages' contents and gives them their resources, in place of those printpdf shares out.
pub(super) fn contents(
    document: &mut Document,
    ids: &[ObjectId],
    resources: Dictionary,
    digest: &mut Sha256,
) -> Result<(), PdfError> {
    let lost = |part| move |_| PdfError::Incomplete { part };
    let resources = document.add_object(resources);
    let mut unused = Vec::new();
    for id in ids {
        let page = document.get_dictionary_mut(*id).map_err(lost("page"))?;
        let own = page.get(b"Resources").and_then(Object::as_reference).map_err(lost("resources"))?;
        page.set("Resources", resources);
        page.remove(b"Annots");
        let content = page.get(b"Contents").and_then(Object::as_reference).map_err(lost("contents"))?;
        if let Ok(own) = document.get_dictionary(own) {
            let kinds = [&b"Font"[..], b"XObject", b"ExtGState", b"Shading"];
            unused.extend(kinds.iter().filter_map(|kind| own.get(kind).and_then(Object::as_reference).ok()));
        }
        unused.push(own);
        let stream = document.get_object(content).and_then(Object::as_stream).map_err(lost("contents"))?;
        digest.update(&stream.content);
        let stream = packed(stream.content.clone(), &[]);
        document.set_object(content, stream);
    }
    for id in unused {
        document.objects.remove(&id);
    }
    Ok(())
}

/// A compressed stream with some numbers in its dictionary.
pub(super) fn packed(bytes: Vec<u8>, numbers: &[(&str, i64)]) -> Stream {
    let mut dictionary = Dictionary::new();
    for (key, value) in numbers {
        dictionary.set(*key, *value);
    }
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    // Writing to memory cannot fail; were it to, the stream would stay as it is.
    let done = encoder.write_all(&bytes).and_then(|()| encoder.finish());
    let content = match done {
        Ok(small) => {
            dictionary.set("Filter", "FlateDecode");
            small
        }
        Err(_) => bytes,
    };
    Stream::new(dictionary, content).with_compression(false)
}

/// Words as PDF holds them outside pages: UTF-16 with its mark.
pub(super) fn words(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// The title as viewers show it: without isolates and line feeds. A file must have one.
fn title(title: &str) -> String {
    let title = shown(title);
    if title.trim().is_empty() { "diwan".to_owned() } else { title }
}

/// `text` without invisible characters.
pub(super) fn shown(text: &str) -> String {
    let shown = |c: &char| !crate::text::is_default_ignorable(*c) && !c.is_control();
    text.chars().filter(shown).collect()
}

/// `2026-03-24`; a date without month or day begins them.
fn day(meta: &Meta) -> String {
    let (year, month, day) = meta.date.parts();
    format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1))
}
