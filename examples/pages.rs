//! Writes the sample pages as PDF files: `cargo run --example pages -- FOLDER`. For looking at, and for validators.
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
use diwan::pdf::{self, Meta};
use diwan::typeset::{Fonts, Setter};

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let fonts = Fonts::embedded().unwrap();
    let date = Date::parse("2024-12-03").unwrap();
    for (name, sheet) in pages::sheets() {
        let mut setter = Setter::new(&fonts);
        let set = setter.pages(&sheet).unwrap();
        let bytes = pdf::bytes(&set, &setter.into_glyphs(), &fonts, &Meta { date }).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}
