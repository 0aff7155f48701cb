//! Lists the seed and template files for embedding, so that adding one to its folder is enough.

#![allow(clippy::disallowed_methods, reason = "a build script reads files and its environment")]

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let out = env::var("OUT_DIR").unwrap_or_default();
    for (top, folders, endings) in [
        ("seeds", &["lexicon", "names", "roles", "rules"][..], &[".toml", ".tsv"][..]),
        ("templates", &["", "letters", "review"][..], &[".toml", ".md", ".html", ".css", ".js"][..]),
    ] {
        println!("cargo::rerun-if-changed={top}");
        let list = list(&Path::new(&root).join(top), folders, endings)?;
        fs::write(Path::new(&out).join(format!("{top}.rs")), list)?;
    }
    Ok(())
}

/// A Rust array of name below `top` and text, for every file of `folders` with one of `endings`.
fn list(top: &Path, folders: &[&str], endings: &[&str]) -> io::Result<String> {
    let mut files = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(top.join(folder)) else { continue };
        for entry in entries {
            let name = entry?.file_name().into_string().unwrap_or_default();
            if name != "README.md" && endings.iter().any(|ending| name.ends_with(ending)) {
                let path = top.join(folder).join(&name);
                files.push((if folder.is_empty() { name } else { format!("{folder}/{name}") }, path));
            }
        }
    }
    files.sort();
    let rows = files.iter().map(|(name, path)| format!("    ({name:?}, include_str!({path:?})),\n"));
    Ok(format!("&[\n{}]\n", rows.collect::<String>()))
}
