//! Where every glyph of the page of hard cases stands: brackets, quotes, percent, minus, ranges, dates, telephone numbers,
//! mail addresses, mixed names, marks, lam-alef, tatweel. `DIWAN_BLESS=1 cargo test --test positions` rewrites the
//! snapshot: look at the page before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

#[path = "common/pages.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the example")]
mod pages;

use diwan::typeset::{Fonts, Glyphs, Item, Line, Setter};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

/// A line: its place, then each word with its place, its text from left to right and the outlines it draws.
fn shown(line: &Line, glyphs: &Glyphs, out: &mut String) {
    writeln!(out, "line x {:.2} y {:.2} size {:.2}", line.x, line.y, line.size).unwrap();
    let mut x = line.x;
    for placed in &line.words {
        let codes = placed.word.codes.iter().map(|code| glyphs.code(placed.word.weight, *code).unwrap());
        let (mut text, mut drawn) = (String::new(), String::new());
        for code in codes {
            text.push_str(&code.text);
            for part in &code.parts {
                write!(drawn, " {}", part.glyph).unwrap();
                if (part.x, part.y) != (0, 0) {
                    write!(drawn, "{:+}{:+}", part.x, part.y).unwrap();
                }
            }
            drawn.push(';');
        }
        writeln!(out, "  {x:.2} {:?} «{}»{drawn}", placed.word.weight, text.escape_default_invisible())
            .unwrap();
        x += (placed.word.width + placed.stretch) as f32 * line.size / 1000.0;
    }
}

trait Escaped {
    fn escape_default_invisible(&self) -> String;
}

impl Escaped for String {
    fn escape_default_invisible(&self) -> String {
        let shown = |c: char| match diwan::text::is_default_ignorable(c) {
            true => format!("\\u{{{:X}}}", u32::from(c)),
            false => c.to_string(),
        };
        self.chars().map(shown).collect()
    }
}

#[test]
fn glyphs_of_the_hard_cases_stand_where_they_stood() {
    let sheet = &pages::sheets()["torture.ar"];
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let set = setter.pages(sheet).unwrap();
    let glyphs = setter.into_glyphs();
    let mut now = String::new();
    for (number, page) in set.pages.iter().enumerate() {
        writeln!(now, "page {}", number + 1).unwrap();
        for item in &page.items {
            if let Item::Line(line) = item {
                shown(line, &glyphs, &mut now);
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/torture.txt");
    if std::env::var_os("DIWAN_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    for (at, (now, known)) in now.lines().zip(known.lines()).enumerate() {
        assert_eq!(now, known, "line {} of {}", at + 1, path.display());
    }
    assert_eq!(now.lines().count(), known.lines().count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Through a template, as a secretary's values come in: whatever a slot holds, the words around it keep their order
    /// and their places.
    #[test]
    fn a_slot_never_moves_the_words_around_it(
        value in "[a-zA-Z0-9 .,:()«»/%+\\-\u{202E}\u{202B}\u{2067}\u{2069}\u{200F}*_#|`]{0,14}|[ابتجدر0-9٠-٩ ،.()\\-\u{202A}]{0,14}",
        other in "[a-zA-Z]{1,6}|[ابتجدر]{1,6}|[0-9]{1,4}",
    ) {
        let text = "+++\ntitle = \"t\"\nlanguage = \"ar\"\n+++\n```start\nقبل {{ value }} وسط {{ other }} بعد\n```\n";
        let own = std::collections::BTreeMap::from([("own.md".to_owned(), text.to_owned())]);
        let templates = diwan::template::Templates::load(&own).unwrap();
        let values = std::collections::BTreeMap::from([("value", value.as_str()), ("other", other.as_str())]);
        let sheet = templates.sheet("own.md", &values).unwrap();
        let fonts = Fonts::embedded().unwrap();
        let mut setter = Setter::new(&fonts);
        let set = setter.pages(&sheet).unwrap();
        let glyphs = setter.into_glyphs();
        let mut places = Vec::new();
        for item in &set.pages[0].items {
            let Item::Line(line) = item else { continue };
            let mut x = line.x;
            for placed in &line.words {
                let codes = placed.word.codes.iter().rev();
                let text: String = codes.map(|code| glyphs.code(placed.word.weight, *code).unwrap().text.clone()).collect();
                places.push((text, x));
                x += (placed.word.width + placed.stretch) as f32 * line.size / 1000.0;
            }
        }
        let place = |word: &str| places.iter().find(|(text, _)| text == word).map(|(_, x)| *x);
        let [before, middle, after] = ["قبل", "وسط", "بعد"].map(place);
        prop_assert!(before.is_some() && middle.is_some() && after.is_some(), "{places:?}");
        prop_assert!(before > middle && middle > after, "{places:?}");
        // The first word stands at the right edge, whatever follows.
        let right = places.iter().map(|(_, x)| *x).fold(0.0, f32::max);
        prop_assert_eq!(before, Some(right));
    }
}
