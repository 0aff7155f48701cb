//! The sample pages under `tests/pages/`, as sheets.

use diwan::template::Templates;
use diwan::typeset::Sheet;
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
    names
        .into_iter()
        .map(|name| {
            let sheet = templates.sheet(&name, &values("ياسين الوردي")).unwrap();
            (name.trim_start_matches("pages/").trim_end_matches(".md").to_owned(), sheet)
        })
        .collect()
}

/// One letter to somebody.
pub fn letter(templates: &Templates, name: &str) -> Sheet {
    templates.sheet("pages/letter.ar.md", &values(name)).unwrap()
}

/// The built-in templates and the sample pages.
pub fn templates() -> Templates {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut own = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        own.insert(format!("pages/{name}"), fs::read_to_string(&path).unwrap());
    }
    Templates::load(&own).unwrap()
}
