//! Documents and letters a second, as a user's run has them. `cargo bench --bench batch [-- FOLDER]`; FOLDER defaults
//! to the shared corpus when it is there, else the project's own cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench reads the clock and prints"
)]

use diwan::extract;
use diwan::ingest;
use diwan::seeds::Seeds;
use diwan::text::SourceId;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Repeats `work` for about two seconds; how many times it ran and how long that took.
fn repeat(mut work: impl FnMut()) -> (u32, Duration) {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < Duration::from_secs(2) {
        work();
        rounds += 1;
    }
    (rounds, start.elapsed())
}

fn texts(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        paths.push(if path.is_dir() { path.join("source.txt") } else { path });
    }
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/corpus/communiques");
    let own = root.join("tests/corpus");
    let given = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let folder = given.unwrap_or(if shared.is_dir() { shared } else { own });
    let seeds = Seeds::load(&BTreeMap::new()).unwrap();
    let documents: Vec<_> =
        texts(&folder).iter().map(|text| ingest::given(SourceId(0), "bench", text)).collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let (rounds, time) = repeat(|| {
        for document in &documents {
            std::hint::black_box(extract::records(document, &seeds));
        }
    });
    let count = f64::from(rounds) * documents.len() as f64;
    println!(
        "extract: {:.0} communiqués a second on one core ({} texts, {bytes} bytes, {rounds} rounds)",
        count / time.as_secs_f64(),
        documents.len()
    );
    println!("extract: {:.1} MB a second", f64::from(rounds) * bytes as f64 / 1e6 / time.as_secs_f64());
}
