//! Many documents in one file, written as they come: each is drawn, tagged, packed and forgotten.
//!
//! In: documents set by one setter, one after the other. Out: one file in which each is a part with a bookmark. Always
//! holds: beside the bytes of the file so far, no more than one document and a few numbers a page are kept.

use super::canvas::Printpdf;
use super::finish::{About, contents, dressed, fonts, packed, words};
use super::font::{Keys, keys, pressed};
use super::object::{put, renumber};
use super::{Meta, PdfError, draw, icc, outline, picture, tags};
use crate::typeset::{Fonts, Glyphs, Language, Pages, Picture};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

/// The numbers of what all documents share.
const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const RESOURCES: u32 = 3;
const TREE: u32 = 4;
const DOCUMENT: u32 = 5;
const OUTLINES: u32 = 6;
const INFO: u32 = 7;
const FIRST_FREE: u32 = 8;

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// At a byte of the file.
    At(usize),
    /// In a packed stream, by its number and the place in it.
    In(u32, u16),
}

/// A file that documents are added to.
#[derive(Debug)]
pub struct Book {
    meta: Meta,
    about: Option<(String, Language)>,
    keys: [Keys; 2],
    pictures: Vec<Arc<Picture>>,
    out: Vec<u8>,
    places: BTreeMap<u32, Place>,
    next: u32,
    digest: Sha256,
    pages: Vec<Object>,
    parts: Vec<Object>,
    /// Page numbers and the parts of their marked stretches.
    parents: Vec<Object>,
    notes: Vec<Object>,
    /// The first bookmark, and the last, which does not know yet what follows it.
    first: Option<u32>,
    last: Option<(u32, Dictionary)>,
}

fn lost<E>(part: &'static str) -> impl Fn(E) -> PdfError {
    move |_| PdfError::Incomplete { part }
}

impl Book {
    /// One without documents.
    #[must_use]
    pub fn new(meta: Meta) -> Self {
        Self {
            meta,
            about: None,
            keys: keys(),
            pictures: Vec::new(),
            out: b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n".to_vec(),
            places: BTreeMap::new(),
            next: FIRST_FREE,
            digest: Sha256::new(),
            pages: Vec::new(),
            parts: Vec::new(),
            parents: Vec::new(),
            notes: Vec::new(),
            first: None,
            last: None,
        }
    }

    /// Adds `pages`, called `name` among the bookmarks; `glyphs` are those of its setter so far. Title and language of
    /// the file are those of the first document.
    ///
    /// # Errors
    /// Pages that were set by another setter.
    pub fn add(&mut self, name: &str, pages: &Pages, glyphs: &Glyphs) -> Result<(), PdfError> {
        self.about.get_or_insert_with(|| (pages.title.clone(), pages.language));
        self.keys.iter_mut().for_each(|keys| keys.follow(glyphs));
        for picture in pages.pictures() {
            if !self.pictures.contains(&picture) {
                self.pictures.push(picture);
            }
        }
        let mut canvas = Printpdf::new(&pages.title, pages.paper);
        let marks = draw::draw(pages, &self.keys, &self.pictures, &mut canvas)?;
        let mut document = canvas.document();
        let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
        let first = *ids.first().ok_or(PdfError::Incomplete { part: "page" })?;
        let tree = tags::add(&mut document, pages, &ids, &marks)?;
        let bookmarks = outline::add(&mut document, pages, &ids);
        contents(&mut document, &ids, Dictionary::new(), &mut self.digest)?;
        let above = |key: &[u8]| {
            let page = document.get_dictionary(first).map_err(lost("page"))?;
            page.get(key).and_then(Object::as_reference).map_err(lost("page"))
        };
        let (all, resources) = (above(b"Parent")?, above(b"Resources")?);
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(lost("catalog"))?;
        let info =
            document.trailer.get(b"Info").and_then(Object::as_reference).map_err(lost("information"))?;
        let own_tree = take(&mut document, tree, "structure")?;
        let mark = bookmarks.map(|id| take(&mut document, id, "bookmarks")).transpose()?;
        for id in [root, info, all, resources] {
            document.objects.remove(&id);
        }
        let mut numbers = BTreeMap::from([(all, PAGES), (resources, RESOURCES), (tree, DOCUMENT)]);
        let own = self.number();
        numbers.extend(bookmarks.map(|id| (id, own)));
        for id in document.objects.keys() {
            numbers.insert(*id, self.number());
        }
        let of = |id: ObjectId| match numbers.get(&id) {
            Some(number) => Ok(Object::Reference((*number, 0))),
            None => Err(PdfError::Incomplete { part: "structure" }),
        };
        let top = own_tree.get(b"K").and_then(Object::as_reference).map_err(lost("structure"))?;
        document.get_dictionary_mut(top).map_err(lost("structure"))?.set("S", "Part");
        let part = self.parts.len();
        self.parts.push(of(top)?);
        let base = i64::try_from(self.pages.len()).unwrap_or(i64::MAX);
        let nums = own_tree.get(b"ParentTree").and_then(Object::as_dict).and_then(|tree| tree.get(b"Nums"));
        let nums = nums.and_then(Object::as_array).map_err(lost("structure"))?;
        for ((id, list), at) in ids.iter().zip(nums.iter().skip(1).step_by(2)).zip(base..) {
            document.get_dictionary_mut(*id).map_err(lost("page"))?.set("StructParents", at);
            self.pages.push(of(*id)?);
            self.parents.extend([Object::Integer(at), of(list.as_reference().map_err(lost("structure"))?)?]);
        }
        for (id, object) in &mut document.objects {
            let Object::Dictionary(element) = object else { continue };
            if element.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Note") {
                let note = Object::string_literal(format!("note-{part:07}-{:07}", id.0));
                element.set("ID", note.clone());
                self.notes.extend([note, of(*id)?]);
            }
        }
        let page = of(first)?.as_reference().map_or(0, |(number, _)| number);
        let mut mark = Object::Dictionary(mark.unwrap_or_default());
        renumber(&mut mark, &numbers);
        if let Object::Dictionary(mark) = mark {
            self.bookmark(mark, own, name, (page, pages.paper.1));
        }
        let mut packing = Vec::new();
        for (id, mut object) in std::mem::take(&mut document.objects) {
            renumber(&mut object, &numbers);
            if let Some(number) = numbers.get(&id) {
                self.write(*number, object, &mut packing);
            }
        }
        self.pack(&packing);
        Ok(())
    }

    /// The file; `None` when nothing was added.
    ///
    /// # Errors
    /// A font whose outlines cannot be used.
    pub fn finish(mut self, glyphs: &Glyphs, shapes: &Fonts) -> Result<Option<Vec<u8>>, PdfError> {
        let Some((title, language)) = self.about.take() else { return Ok(None) };
        // Numbers go on where those of the documents end.
        let mut document = Document::new();
        document.max_id = self.next - 1;
        let faces = pressed(glyphs, shapes)?;
        let mut resources = dictionary! { "Font" => fonts(&mut document, faces.iter(), &mut self.digest) };
        if !self.pictures.is_empty() {
            resources.set("XObject", picture::add(&mut document, &self.pictures, &mut self.digest));
        }
        let about = About { title: &title, language, meta: &self.meta, part: 2 };
        let profile = packed(icc::gray(), &[("N", 1)]);
        let (said, information) = dressed(&mut document, about, &profile, &mut self.digest);
        self.next = document.max_id + 1;
        let reference = |number: u32| Object::Reference((number, 0));
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => reference(PAGES) };
        for (key, value) in said {
            catalog.set(key, value);
        }
        catalog.set("StructTreeRoot", reference(TREE));
        catalog.set("Outlines", reference(OUTLINES));
        catalog.set("PageMode", "UseOutlines");
        let count = |items: &[Object]| i64::try_from(items.len()).unwrap_or(i64::MAX);
        let (pages, parts) = (count(&self.pages), count(&self.parts));
        let taken = |items: &mut Vec<Object>| Object::Array(std::mem::take(items));
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => reference(DOCUMENT),
            "ParentTree" => dictionary! { "Nums" => taken(&mut self.parents) },
            "ParentTreeNextKey" => pages,
        };
        if !self.notes.is_empty() {
            tree.set("IDTree", dictionary! { "Names" => taken(&mut self.notes) });
        }
        let whole = dictionary! {
            "Type" => "StructElem",
            "S" => "Document",
            "P" => reference(TREE),
            "K" => taken(&mut self.parts),
        };
        let leaves = dictionary! { "Type" => "Pages", "Count" => pages, "Kids" => taken(&mut self.pages) };
        let mut outlines = dictionary! { "Type" => "Outlines", "Count" => parts };
        let mut shared = vec![
            (CATALOG, catalog),
            (PAGES, leaves),
            (RESOURCES, resources),
            (TREE, tree),
            (DOCUMENT, whole),
            (INFO, information),
        ];
        if let (Some(first), Some((last, mark))) = (self.first, self.last.take()) {
            outlines.set("First", reference(first));
            outlines.set("Last", reference(last));
            shared.push((last, mark));
        }
        shared.push((OUTLINES, outlines));
        let mut packing: Vec<(u32, Object)> = Vec::new();
        for ((number, _), object) in std::mem::take(&mut document.objects) {
            self.write(number, object, &mut packing);
        }
        packing.extend(shared.into_iter().map(|(number, own)| (number, Object::Dictionary(own))));
        self.pack(&packing);
        self.end();
        Ok(Some(self.out))
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Finishes the bookmark before, and keeps this one until the next document says its number.
    fn bookmark(&mut self, mut mark: Dictionary, own: u32, name: &str, page: (u32, f32)) {
        mark.remove(b"Type");
        mark.set("Title", words(name));
        mark.set("Parent", Object::Reference((OUTLINES, 0)));
        let (page, top) = (Object::Reference((page.0, 0)), Object::Real(page.1));
        mark.set("Dest", vec![page, "XYZ".into(), Object::Null, top, Object::Null]);
        if let Ok(inner) = mark.get(b"Count").and_then(Object::as_i64) {
            // Negative: closed until the reader opens it.
            mark.set("Count", -inner.abs());
        }
        self.first.get_or_insert(own);
        if let Some((last, mut before)) = self.last.take() {
            mark.set("Prev", Object::Reference((last, 0)));
            before.set("Next", Object::Reference((own, 0)));
            self.pack(&[(last, Object::Dictionary(before))]);
        }
        self.last = Some((own, mark));
    }

    /// Writes a stream; anything else goes into `packing`.
    fn write(&mut self, number: u32, object: Object, packing: &mut Vec<(u32, Object)>) {
        if !matches!(object, Object::Stream(_)) {
            packing.push((number, object));
            return;
        }
        self.places.insert(number, Place::At(self.out.len()));
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(self.out, "{number} 0 obj");
        put(&mut self.out, &object);
        self.out.extend(b"\nendobj\n");
    }

    /// Writes objects packed into streams.
    fn pack(&mut self, objects: &[(u32, Object)]) {
        for some in objects.chunks(usize::from(u8::MAX)) {
            let stream = self.number();
            let (mut heads, mut bodies) = (Vec::new(), Vec::new());
            for ((number, object), at) in some.iter().zip(0_u16..) {
                let _ = write!(heads, "{number} {} ", bodies.len());
                put(&mut bodies, object);
                bodies.push(b'\n');
                self.places.insert(*number, Place::In(stream, at));
            }
            let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
            let (count, first) = (length(some.len()), length(heads.len()));
            heads.append(&mut bodies);
            let mut packed = packed(heads, &[("N", count), ("First", first)]);
            packed.dict.set("Type", "ObjStm");
            self.write(stream, Object::Stream(packed), &mut Vec::new());
        }
    }

    /// Writes where everything stands.
    fn end(&mut self) {
        let own = self.number();
        let start = self.out.len();
        self.places.insert(own, Place::At(start));
        let mut rows = Vec::with_capacity(self.places.len() * 8);
        for number in 0..=own {
            let (kind, place, more) = match self.places.get(&number) {
                Some(Place::At(at)) => (1, u32::try_from(*at).unwrap_or(u32::MAX), 0),
                Some(Place::In(stream, at)) => (2, *stream, *at),
                None => (0, 0, if number == 0 { u16::MAX } else { 0 }),
            };
            rows.push(kind);
            rows.extend(place.to_be_bytes());
            rows.extend(more.to_be_bytes());
        }
        let identity =
            Object::String(self.digest.clone().finalize()[..16].to_vec(), StringFormat::Hexadecimal);
        let mut stream = packed(rows, &[("Size", i64::from(own) + 1)]);
        stream.dict.set("Type", "XRef");
        stream.dict.set("W", [1, 4, 2].map(Object::Integer).to_vec());
        stream.dict.set("Root", Object::Reference((CATALOG, 0)));
        stream.dict.set("Info", Object::Reference((INFO, 0)));
        stream.dict.set("ID", vec![identity.clone(), identity]);
        self.write(own, Object::Stream(stream), &mut Vec::new());
        let _ = write!(self.out, "startxref\n{start}\n%%EOF\n");
    }
}

/// The dictionary with this number, no longer in `document`.
fn take(document: &mut Document, id: ObjectId, part: &'static str) -> Result<Dictionary, PdfError> {
    match document.objects.remove(&id) {
        Some(Object::Dictionary(own)) => Ok(own),
        _ => Err(PdfError::Incomplete { part }),
    }
}
