//! Learns the name tables anew: `cargo run --release --example train_names -- seeds/names/training seeds/names`.
//!
//! With a third argument, a folder, it writes there the score of every pair from tables learned without it, one a line,
//! in the order of the pairs: an honest estimate for names not seen.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool with files, outside the crate's flow"
)]

use diwan::names::learn::{self, Corpus, Pair, Set};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let [training, tables, rest @ ..] = folders.as_slice() else {
        return Err("give the folder of the training pairs and the one of the tables".into());
    };
    let (training, tables) = (Path::new(training), Path::new(tables));
    let text = |name: &str| std::fs::read_to_string(training.join(name));
    let corpus = Corpus {
        customs: std::fs::read_to_string(tables.join("customs.toml"))?,
        conventions: text("conventions.tsv")?,
        persons: Pair::table(&text("persons.tsv")?),
        words: Pair::table(&text("words.tsv")?),
        more: Pair::words(&text("words_more.tsv")?),
        foreign: Pair::table(&text("foreign.tsv")?),
        arabic: Pair::table(&text("arabic_variants.tsv")?),
        latin: Pair::table(&text("latin_variants.tsv")?),
    };
    if let [scores] = rest {
        for (set, scored) in learn::trial(&corpus)? {
            let name = match set {
                Set::Persons => "persons",
                Set::Words => "words",
                Set::Foreign => "foreign",
                Set::Arabic => "arabic_variants",
                Set::Latin => "latin_variants",
            };
            let lines: String = scored.iter().map(|score| format!("{score:.6}\n")).collect();
            std::fs::write(Path::new(scores).join(format!("{name}.scores")), lines)?;
        }
        return Ok(());
    }
    for (name, text) in learn::tables(&corpus)? {
        let file = name.rsplit('/').next().unwrap_or(&name);
        std::fs::write(tables.join(file), text)?;
    }
    Ok(())
}
