//! Notes: at the foot of the page of their sign, each once, and told to readers as what they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::calendar::Date;
use diwan::pdf::{self, Meta};
use diwan::template::Templates;
use diwan::text::{SourceId, plain};
use diwan::typeset::{Fonts, Glyphs, Item, Line, Pages, Role, Setter};
use lopdf::{Document, Object};
use std::collections::BTreeMap;

/// The pages of a template's body.
fn set(head: &str, body: &str) -> (Pages, Glyphs) {
    let sheet = sheet(head, body).unwrap();
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let pages = setter.pages(&sheet).unwrap();
    (pages, setter.into_glyphs())
}

fn sheet(head: &str, body: &str) -> Result<diwan::typeset::Sheet, String> {
    let text = format!("+++\ntitle = \"t\"\n{head}\n+++\n{body}");
    let templates = Templates::load(&BTreeMap::from([("own.md".to_owned(), text)])).unwrap();
    templates.sheet("own.md", &BTreeMap::<String, String>::new()).map_err(|error| error.to_string())
}

const AR: &str = "language = \"ar\"";

fn lines(pages: &Pages, page: usize) -> impl Iterator<Item = &Line> {
    pages.pages[page]
        .items
        .iter()
        .filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None })
}

/// The part of the document a line belongs to, upwards.
fn roles(pages: &Pages, line: &Line) -> Vec<Role> {
    let mut out = Vec::new();
    let mut at = line.node;
    while let Some(node) = at.map(|at| &pages.nodes[at]) {
        out.push(node.role);
        at = node.parent;
    }
    out
}

fn is_note(pages: &Pages, line: &Line) -> bool {
    roles(pages, line).contains(&Role::Note)
}

#[test]
fn a_note_stands_below_the_text_on_the_page_of_its_sign() {
    let filler = "سطر من النص.\n\n";
    for filling in [0, 20, 24, 25, 26, 27, 28, 29, 30, 40, 60] {
        let body = format!(
            "{}نص له حاشية[^a] وحاشية[^b].\n\nنص آخر[^a].\n\n[^a]: كلمات الحاشية الأولى.\n[^b]: كلمات الثانية.\n",
            filler.repeat(filling)
        );
        let (pages, glyphs) = set(AR, &body);
        let mut signs = 0;
        let mut noted = Vec::new();
        for (number, page) in pages.pages.iter().enumerate() {
            let own = |line: &&Line| line.words.iter().filter(|placed| placed.part.is_some()).count();
            let on_page: usize = lines(&pages, number).map(|line| own(&line)).sum();
            signs += on_page;
            let notes: Vec<&Line> = lines(&pages, number).filter(|line| is_note(&pages, line)).collect();
            let text: Vec<&Line> =
                lines(&pages, number).filter(|line| line.node.is_some() && !is_note(&pages, line)).collect();
            let lowest = text.iter().map(|line| line.y).fold(0.0, f32::max);
            assert!(
                notes.iter().all(|note| note.y > lowest && note.y < 841.89 - 56.0),
                "{filling}, page {number}"
            );
            assert!(notes.is_empty() || on_page > 0, "{filling}: a note stands on a page without its sign");
            let rules = page.items.iter().filter(|item| matches!(item, Item::Rule(_))).count();
            assert_eq!(rules, usize::from(!notes.is_empty()), "{filling}: a rule above notes alone");
            noted.extend(notes.into_iter().map(|line| visual(line, &glyphs)));
        }
        assert_eq!(signs, 3);
        let turned = |words: &str| words.chars().rev().collect::<String>();
        for words in ["كلمات الحاشية الأولى.", "كلمات الثانية."] {
            let times = noted.iter().filter(|line| **line == turned(words)).count();
            assert_eq!(times, 1, "{filling}: {words} in {noted:?}");
        }
    }
}

fn visual(line: &Line, glyphs: &Glyphs) -> String {
    let mut out = String::new();
    for placed in &line.words {
        for code in &placed.word.codes {
            let text = &glyphs.code(placed.word.weight, *code).unwrap().text;
            out.extend(text.chars().filter(|c| !diwan::text::is_default_ignorable(*c)).rev());
        }
    }
    out
}

fn kind(document: &Document, object: &Object) -> String {
    let element = document.get_dictionary(object.as_reference().unwrap()).unwrap();
    String::from_utf8(element.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap()
}

#[test]
fn readers_are_told_what_is_a_sign_and_what_a_note() {
    let body = "نص له حاشية[^a] في وسطه.\n\n| عمود | آخر |\n|---|---|\n| خلية[^b] | 2 |\n\n[^a]: أولى.\n[^b]: ثانية.\n";
    for (head, first) in [(AR, true), ("language = \"ar\"\ndigits = \"eastern\"", false)] {
        let (pages, glyphs) = set(head, body);
        let date = Date::parse("2024-12-03").unwrap();
        let bytes = pdf::bytes(&pages, &glyphs, &Fonts::embedded().unwrap(), &Meta { date }).unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        let elements = document.objects.values().filter_map(|object| object.as_dict().ok());
        let elements: Vec<_> = elements.filter(|own| own.has(b"S") && own.has(b"P")).collect();
        let of = |name: &[u8]| {
            let own = elements.iter().filter(|own| own.get(b"S").unwrap().as_name().unwrap() == name);
            own.copied().collect::<Vec<_>>()
        };
        assert_eq!((of(b"Reference").len(), of(b"Note").len()), (2, 2));
        let ids: Vec<&[u8]> =
            of(b"Note").iter().map(|note| note.get(b"ID").unwrap().as_str().unwrap()).collect();
        assert_ne!(ids[0], ids[1]);
        let tops = document.objects.values().filter_map(|object| object.as_dict().ok());
        assert_eq!(tops.filter(|own| own.has(b"IDTree")).count(), 1);
        // The paragraph: words, sign, words, note.
        let paragraph =
            of(b"P").into_iter().find(|own| own.get(b"K").is_ok_and(|kids| kids.as_array().is_ok())).unwrap();
        let kids = paragraph.get(b"K").unwrap().as_array().unwrap();
        let told: Vec<String> = kids
            .iter()
            .map(|kid| kid.as_i64().map_or_else(|_| kind(&document, kid), |number| number.to_string()))
            .collect();
        let [before, sign, after, note] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((sign.as_str(), note.as_str()), ("Reference", "Note"));
        assert!(before.parse::<i64>().unwrap() + 2 == after.parse::<i64>().unwrap(), "{told:?}");
        let read = plain(&diwan::ingest::document(SourceId(0), "page.pdf", &bytes).unwrap().text);
        let (one, two) = if first { ("¹", "²") } else { ("(١)", "(٢)") };
        for part in
            [format!("حاشية{one} في وسطه."), format!("خلية{two}"), "أولى.".to_owned(), "ثانية.".to_owned()]
        {
            assert!(read.contains(&part), "no {part} in {read}");
        }
    }
}

#[test]
fn a_sign_after_a_number_stands_behind_it() {
    let (pages, glyphs) = set(AR, "سنة 2024[^a] ثم.\n\n[^a]: حاشية.\n");
    let line = lines(&pages, 0).next().unwrap();
    assert_eq!(
        visual(line, &glyphs),
        ".مث ¹4202 ةنس",
        "codes of digits are turned here, words as they stand"
    );
}

#[test]
fn a_left_to_right_page_has_notes_too() {
    let (pages, glyphs) =
        set("language = \"fr\"", "Le bureau[^1] a été élu.\n\n[^1]: Communiqué du 3 mars.\n");
    let text = |placed: &diwan::typeset::Placed| -> String {
        let codes = placed.word.codes.iter();
        codes.map(|code| glyphs.code(placed.word.weight, *code).unwrap().text.clone()).collect()
    };
    let texts: Vec<String> = lines(&pages, 0).map(|line| line.words.iter().map(text).collect()).collect();
    assert_eq!(texts, ["Le bureau¹ a été élu.", "¹", "Communiqué du 3 mars."]);
}

#[test]
fn a_sign_without_its_note_and_a_note_without_its_sign_are_errors() {
    let said = |body: &str| sheet(AR, body).unwrap_err();
    assert!(said("نص.\n\n[^a]: حاشية.\n").contains("[^a], to which nothing refers"));
    assert!(said("نص[^a].\n\n[^a]: حاشية[^a].\n").contains("FootnoteReference"));
    assert!(said("```center\nنص[^a]\n```\n\n[^a]: حاشية.\n").contains("the block `center`"));
    let long = format!("نص[^a].\n\n[^a]: {}\n", "كلمة ".repeat(3000));
    let sheet = sheet(AR, &long).unwrap();
    let fonts = Fonts::embedded().unwrap();
    let error = Setter::new(&fonts).pages(&sheet).unwrap_err().to_string();
    assert!(error.contains("make it shorter"), "{error}");
}
