//! Learns the weights of roles anew: `cargo run --release --example train_roles -- seeds/roles/training seeds/roles`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool with files, outside the crate's flow"
)]

use diwan::extract::roles::learn::{self, Lesson};
use diwan::seeds::{Seeds, roles};
use diwan::text::SourceId;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [training, tables] = arguments.as_slice() else {
        return Err("give the folder of the training texts and the one of the weights".into());
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(training)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut lessons: Vec<Lesson> = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")) {
        for line in std::fs::read_to_string(file)?.lines() {
            lessons.push(serde_json::from_str(line)?);
        }
    }
    // What was learned before has no part in what is learned now.
    let none = [roles::FILE, roles::DETAILS, roles::POSTS, roles::TEXTS]
        .map(|file| (file.to_owned(), String::new()));
    let seeds = Seeds::load(&none.into())?;
    let told =
        learn::learn(&lessons, &seeds, |lesson| diwan::ingest::given(SourceId(0), &lesson.id, &lesson.text));
    for (file, text) in [
        ("weights.tsv", told.weights),
        ("details.tsv", told.details),
        ("posts.tsv", told.posts),
        ("texts.tsv", told.texts),
    ] {
        eprintln!("{file}: {} lines from {} texts", text.lines().count(), lessons.len());
        std::fs::write(Path::new(tables).join(file), text)?;
    }
    Ok(())
}
