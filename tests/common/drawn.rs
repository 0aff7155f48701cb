//! A PDF page drawn glyph by glyph, for tests of the reader.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "each test file uses its own part"
)]

use diwan::document::Document;
use diwan::ingest::{self, IngestError};
use diwan::text::SourceId;
use lopdf::{Dictionary, Object, Stream, dictionary};
use std::fmt::Write as _;

/// A page under construction: every glyph has the width of half an em, and a map says what it means.
#[derive(Default)]
pub struct Sheet {
    pub meanings: Vec<String>,
    pub content: String,
    pub form: Option<String>,
    pub images: usize,
    pub rotate: i64,
    /// The rows of a tagged table: the numbers of the marked content of each cell.
    pub rows: Vec<Vec<i64>>,
}

impl Sheet {
    /// The hexadecimal string that shows glyphs of these meanings.
    pub fn codes(&mut self, glyphs: &[&str]) -> String {
        let mut out = String::new();
        for glyph in glyphs {
            let at = self.meanings.iter().position(|known| known == glyph).unwrap_or_else(|| {
                self.meanings.push((*glyph).to_owned());
                self.meanings.len() - 1
            });
            write!(out, "{:02X}", at + 1).unwrap();
        }
        out
    }

    /// Draws `glyphs` from left to right, the first at `x`, `y`, 10 points high.
    pub fn glyphs(mut self, x: i32, y: i32, glyphs: &[&str]) -> Self {
        let codes = self.codes(glyphs);
        writeln!(self.content, "BT /F 10 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET").unwrap();
        self
    }

    /// Draws `text` as it looks, from left to right, a glyph a character.
    pub fn drawn(self, x: i32, y: i32, text: &str) -> Self {
        let glyphs: Vec<String> = text.chars().map(String::from).collect();
        self.glyphs(x, y, &glyphs.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Draws the right-to-left `text` so that it ends at `right`.
    pub fn arabic(self, right: i32, y: i32, text: &str) -> Self {
        let back: String = text.chars().rev().collect();
        let wide = i32::try_from(text.chars().count()).unwrap() * 5;
        self.drawn(right - wide, y, &back)
    }

    /// Draws `text` as [`Self::arabic`] does, as marked content of that number.
    pub fn marked(self, number: i64, right: i32, y: i32, text: &str) -> Self {
        self.raw(&format!("/P <</MCID {number}>> BDC")).arabic(right, y, text).raw("EMC")
    }

    pub fn raw(mut self, content: &str) -> Self {
        self.content.push_str(content);
        self.content.push('\n');
        self
    }

    pub fn pdf(self) -> Vec<u8> {
        let mut document = lopdf::Document::with_version("1.5");
        let mut map = String::from("1 begincodespacerange <00> <FF> endcodespacerange\n");
        for (at, meaning) in self.meanings.iter().enumerate() {
            let units: String = meaning.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            if !meaning.is_empty() {
                writeln!(map, "1 beginbfchar <{:02X}> <{units}> endbfchar", at + 1).unwrap();
            }
        }
        let map = document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        let descriptor = document.add_object(dictionary! { "Type" => "FontDescriptor", "Flags" => 4 });
        let font = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "TrueType",
            "BaseFont" => "Test",
            "FontDescriptor" => descriptor,
            "FirstChar" => 0,
            "LastChar" => 255,
            "Widths" => vec![Object::Integer(500); 256],
            "Encoding" => dictionary! { "Differences" => vec![Object::Integer(0)] },
            "ToUnicode" => map,
        });
        let mut resources = dictionary! { "Font" => dictionary! { "F" => font } };
        let mut objects = Dictionary::new();
        if let Some(form) = self.form {
            let stream = Stream::new(
                dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 400.into(), 400.into()],
                "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 10.into(), 20.into()], "Resources" => resources.clone() },
                form.into_bytes(),
            );
            let form = document.add_object(stream);
            objects.set("X", form);
        }
        for image in 0..self.images {
            let stream =
                Stream::new(dictionary! { "Subtype" => "Image", "Width" => 1, "Height" => 1 }, vec![0]);
            let id = document.add_object(stream);
            objects.set(format!("I{image}"), id);
        }
        resources.set("XObject", objects);
        let content = document.add_object(Stream::new(Dictionary::new(), self.content.into_bytes()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => pages,
            "MediaBox" => vec![0.into(), 0.into(), 400.into(), 400.into()],
            "Rotate" => self.rotate,
            "Resources" => resources,
            "Contents" => content,
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let cell = |number: &i64| -> Object {
            dictionary! { "S" => "TD", "Pg" => page, "K" => vec![Object::Integer(*number)] }.into()
        };
        let row = |cells: &Vec<i64>| -> Object {
            dictionary! { "S" => "TR", "K" => cells.iter().map(cell).collect::<Vec<_>>() }.into()
        };
        let table = dictionary! { "S" => "Table", "K" => self.rows.iter().map(row).collect::<Vec<_>>() };
        let tree = document.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => table });
        let catalog = document
            .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "StructTreeRoot" => tree });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    pub fn read(self) -> Document {
        read(&self.pdf()).unwrap()
    }

    pub fn text(self) -> String {
        self.read().text
    }
}

/// The file of these bytes, read.
pub fn read(bytes: &[u8]) -> Result<Document, IngestError> {
    ingest::document(SourceId(0), "page.pdf", bytes)
}
