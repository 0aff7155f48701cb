//! The sample pages under `tests/pages/`, as sheets.

use diwan::template::Templates;
use diwan::typeset::{Align, Anchor, Content, Figure, Fill, Label, Language, Mark, Rule, Sheet};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The values the letters ask for.
fn values(name: &str) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("name", name.to_owned()),
        ("post", "عضو اللجنة".to_owned()),
        ("reference", "2024/17/ك.ع".to_owned()),
    ])
}

/// Every sample page, by name.
pub fn sheets() -> BTreeMap<String, Sheet> {
    let templates = templates();
    let names: Vec<String> =
        templates.names().filter(|name| name.starts_with("pages/")).map(str::to_owned).collect();
    let mut out: BTreeMap<String, Sheet> = names
        .into_iter()
        .map(|name| {
            let sheet = templates.sheet(&name, &values("ياسين الوردي")).unwrap();
            (name.trim_start_matches("pages/").trim_end_matches(".md").to_owned(), sheet)
        })
        .collect();
    out.insert("figure.ar".to_owned(), figure());
    out
}

/// A bar chart between two paragraphs.
fn figure() -> Sheet {
    let label = |words: &str, x: f32, y: f32, anchor| {
        Mark::Label(Label { text: words.into(), at: (x, y), size: 9.0, anchor })
    };
    let mut marks = vec![Mark::Rule(Rule { from: (20.0, 80.0), to: (300.0, 80.0), width: 0.6 })];
    for (at, (name, value)) in [("مراكش", 3.0), ("فاس", 7.0), ("طنجة (Tanger)", 5.0)].into_iter().enumerate()
    {
        let (x, height) = (50.0 + at as f32 * 90.0, value * 8.0);
        marks.push(Mark::Fill(Fill { x, y: 80.0 - height, width: 40.0, height, gray: 0.6 }));
        marks.push(label(name, x + 20.0, 94.0, Anchor::Middle));
        marks.push(label(&value.to_string(), x + 20.0, 74.0 - height, Anchor::Middle));
    }
    let alt = "عدد الأعضاء: مراكش 3، فاس 7، طنجة 5".to_owned();
    let figure = Figure { alt, width: 320.0, height: 100.0, align: Align::Center, marks };
    let paragraph = |words: &str| Content::Paragraph(diwan::typeset::Paragraph::new(words, Align::Start));
    let body = vec![paragraph("قبل الرسم"), Content::Figure(figure), paragraph("بعد الرسم")];
    Sheet { body, ..Sheet::new("رسم", Language::Arabic) }
}

/// One letter to somebody.
pub fn letter(templates: &Templates, name: &str) -> Sheet {
    templates.sheet("pages/letter.ar.md", &values(name)).unwrap()
}

/// The built-in templates and the sample pages.
pub fn templates() -> Templates {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let (mut own, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        match name.ends_with(".md") {
            true => drop(own.insert(format!("pages/{name}"), fs::read_to_string(&path).unwrap())),
            false => drop(pictures.insert(format!("pages/{name}"), fs::read(&path).unwrap())),
        }
    }
    Templates::load(&own).unwrap().with_pictures(pictures)
}
