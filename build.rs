//! Lists the seed files for embedding, so that adding one to `seeds/` is enough.

use std::{env, fs, path::Path};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=seeds");
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut list = String::from("&[\n");
    for folder in ["lexicon", "rules"] {
        let mut names: Vec<String> = fs::read_dir(Path::new(&root).join("seeds").join(folder))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        names.sort();
        for name in names {
            let path = Path::new(&root).join("seeds").join(folder).join(&name);
            list.push_str(&format!("    (\"{folder}/{name}\", include_str!({path:?})),\n"));
        }
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("seeds.rs"), list)
}
