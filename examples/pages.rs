//! Writes the sample pages as PDF files, and text files (a paragraph a line) or templates without slots (`.md`) too:
//! `cargo run --example pages -- FOLDER [FILE…]`. For looking at, for validators, for measuring what other readers make of our text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "an example writes files"
)]

#[path = "../tests/common/pages.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, reason = "shared with the tests")]
mod pages;

use diwan::calendar::Date;
use diwan::pdf::{self, Attachment, Meta, Press};
use diwan::template::Templates;
use diwan::typeset::{Align, Content, Fonts, Language, Paragraph, Setter, Sheet};
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let fonts = Fonts::embedded().unwrap();
    let date = Date::parse("2024-12-03").unwrap();
    let mut sheets = pages::sheets();
    for path in std::env::args().skip(2) {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
        if path.ends_with(".md") {
            let file = format!("{name}.md");
            let templates = Templates::load(&BTreeMap::from([(file.clone(), text)])).unwrap();
            sheets.insert(name, templates.sheet(&file, &BTreeMap::<String, String>::new()).unwrap());
            continue;
        }
        let paragraph = |line| Content::Paragraph(Paragraph::new(line, Align::Justify));
        let body = text.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect();
        let sheet = Sheet { body, ..Sheet::new(name.as_str(), Language::Arabic) };
        sheets.insert(name, sheet);
    }
    let mut setter = Setter::new(&fonts);
    let set = setter.pages(&sheets["torture.ar"]).unwrap();
    let attached =
        Attachment { name: "data.json".to_owned(), media_type: "application/json", bytes: b"{}\n".to_vec() };
    let press = Press::new(&setter.into_glyphs(), &fonts).unwrap();
    let bytes = press.carrying(&set, &Meta { date }, &attached).unwrap();
    std::fs::write(Path::new(&folder).join("attached.ar.pdf"), bytes).unwrap();
    for (name, sheet) in sheets {
        let mut setter = Setter::new(&fonts);
        let set = setter.pages(&sheet).unwrap();
        let bytes = pdf::bytes(&set, &setter.into_glyphs(), &fonts, &Meta { date }).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}
