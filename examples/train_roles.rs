//! Learns the weights of roles anew: `cargo run --release --example train_roles -- seeds/roles/training seeds/roles`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool with files, outside the crate's flow"
)]

use diwan::extract::roles::course::{Course, Lesson, PARTS, Tables};
use diwan::seeds::Seeds;
use diwan::text::SourceId;
use rayon::prelude::*;
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
    let document = |lesson: &Lesson| diwan::ingest::given(SourceId(0), &lesson.id, &lesson.text);
    let seeds = |tables: &Tables| Seeds::load(&tables.files());
    let course = Course::of(&lessons, &seeds(&Tables::default())?, document);
    let parts = (0..=PARTS).into_par_iter().map(|part| course.without(part));
    let (details, mut parts): (String, Vec<Tables>) = rayon::join(|| course.details(), || parts.collect());
    let all = Tables { details, ..parts.pop().unwrap_or_default() };
    let told = course.end(all, &parts, seeds, document)?;
    for (file, text) in told.files() {
        eprintln!("{file}: {} lines from {} texts", text.lines().count(), lessons.len());
        let name = Path::new(&file).file_name().unwrap_or_default();
        std::fs::write(Path::new(tables).join(name), text)?;
    }
    Ok(())
}
