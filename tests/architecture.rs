//! The arrows between modules hold, foreign crates live where they belong, files stay short, checks are documented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the modules of ours it may use, in the order of the flow.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("calendar", &[]),
    ("document", &["text"]),
    ("model", &["text", "calendar"]),
    ("seeds", &["text", "model"]),
    ("names", &["text", "seeds"]),
    ("ingest", &["text", "document"]),
    ("extract", &["text", "calendar", "document", "model", "seeds"]),
    ("register", &["text", "calendar", "model", "names"]),
    ("check", &["text", "calendar", "document", "model", "names", "register"]),
    ("typeset", &["text"]),
    ("pdf", &["text", "calendar", "typeset"]),
    ("docx", &["text", "calendar", "typeset"]),
    ("template", &["text", "calendar", "model", "register", "typeset", "check"]),
    (
        "report",
        &["text", "calendar", "document", "model", "register", "check", "typeset", "pdf", "docx", "template"],
    ),
    (
        "batch",
        &[
            "text", "calendar", "document", "model", "seeds", "names", "ingest", "extract", "register",
            "check", "template", "report",
        ],
    ),
    ("cli", &["text", "calendar", "check", "report", "batch"]),
];

/// Foreign crates and the modules they live in.
const HOMES: &[(&str, &[&str])] = &[
    ("calamine", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("clap", &["cli"]),
    ("csv", &["ingest"]),
    ("dom_query", &["ingest"]),
    ("dom_smoothie", &["ingest"]),
    ("encoding_rs", &["ingest"]),
    ("harfrust", &["typeset"]),
    ("indicatif", &["cli"]),
    ("jiff", &["batch"]),
    ("lopdf", &["ingest", "pdf"]),
    ("minijinja", &["template"]),
    ("png", &["typeset"]),
    ("printpdf", &["pdf"]),
    ("pulldown_cmark", &["template"]),
    ("quick_xml", &["ingest"]),
    ("rayon", &["batch"]),
    ("qrcode", &["report"]),
    ("regex", &["seeds", "extract"]),
    ("rusqlite", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("subsetter", &["pdf"]),
    ("tempfile", &["batch"]),
    // In ingest it proves, by running UAX #9 forward, that a line of a PDF was put into the right order.
    ("unicode_bidi", &["ingest", "typeset"]),
    ("unicode_linebreak", &["typeset"]),
    ("zip", &["ingest", "docx"]),
];

/// The wall: no source file, test or bench is longer.
const LONGEST: usize = 500;

/// The module, path and text of every source file below `src`.
fn sources() -> Vec<(String, PathBuf, String)> {
    below("src")
}

fn below(folder: &str) -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().components().next().unwrap();
        first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    paths.into_iter().map(|path| (module(&path), path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// The text without its unit tests and comments.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut faults = Vec::new();
    for (module, path, text) in sources() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = allowed.get(module.as_str()).unwrap_or_else(|| panic!("{module} is not in the table"));
        let code = code(&text);
        let used: BTreeSet<&str> = code
            .match_indices("crate::")
            .map(|(at, word)| &code[at + word.len()..])
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
            .collect();
        for name in used.into_iter().filter(|name| *name != module && !name.is_empty()) {
            if !allowed.contains(&name) {
                faults.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn foreign_crates_live_where_they_belong() {
    let mut faults = Vec::new();
    for (module, path, text) in sources() {
        let code = code(&text);
        for (name, homes) in HOMES {
            let uses = [format!("use {name}::"), format!("{name}::")].iter().any(|word| {
                code.match_indices(word.as_str()).any(|(at, _)| {
                    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if uses && !homes.contains(&module.as_str()) && module != "main" {
                faults.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is_and_stays_short() {
    let mut faults = Vec::new();
    for (_, path, text) in ["src", "tests", "benches"].into_iter().flat_map(below) {
        if !text.starts_with("//!") {
            faults.push(format!("{} has no module doc", path.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn threads_are_used_in_one_place() {
    let parallel = |text: &str| text.contains("par_iter") || text.contains("std::thread");
    let users: Vec<PathBuf> =
        sources().into_iter().filter(|(_, _, text)| parallel(&code(text))).map(|(_, path, _)| path).collect();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/batch/mod.rs");
    assert_eq!(users, [home]);
}

/// Stray files of somebody's work never land: the top level holds what the project consists of.
#[test]
fn the_top_level_holds_nothing_else() {
    const KNOWN: &[&str] = &[
        ".cargo",
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "benches",
        "build.rs",
        "clippy.toml",
        "docs",
        "examples",
        "input",
        "output",
        "rustfmt.toml",
        "seeds",
        "src",
        "templates",
        "tests",
    ];
    let root = env!("CARGO_MANIFEST_DIR");
    let listed = std::process::Command::new("git").args(["-C", root, "ls-files"]).output();
    // Sources without a repository, or a machine without git: there is nothing to tell tracked files by.
    let Ok(listed) = listed else { return };
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let strays: Vec<&str> =
        listed.lines().filter(|path| !KNOWN.contains(&path.split('/').next().unwrap_or(path))).collect();
    assert!(strays.is_empty(), "{strays:?}");
}
