//! Communiqués a second on one thread, and the time for each byte of texts from 1 KB to 10 MB, ordinary and adversarial.
//! `cargo bench --bench extract [-- FOLDER]`; FOLDER defaults to the shared corpus when it is there, else the
//! project's own cases. CPU time of the thread where the system tells it, so that other work does not count.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench reads the clock and prints"
)]

#[path = "../tests/common/lengths.rs"]
mod lengths;

use diwan::document::Document;
use diwan::seeds::Seeds;
use diwan::text::SourceId;
use diwan::{extract, ingest};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Seconds of this thread's CPU time, or of the clock.
fn seconds() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanos.map_or_else(|| START.elapsed().as_secs_f64(), |nanos| nanos / 1e9)
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

/// Reads every document often enough to take half a second and more; the seconds of the quickest round.
fn quickest(documents: &[Document], seeds: &Seeds) -> f64 {
    let (first, mut best) = (seconds(), f64::MAX);
    while seconds() - first < 0.5 {
        let start = seconds();
        for document in documents {
            std::hint::black_box(extract::records(document, seeds));
        }
        best = best.min(seconds() - start);
    }
    best
}

/// Nanoseconds for each byte of a text of `size` bytes.
fn pace(text: &str, size: usize, seeds: &Seeds) -> f64 {
    let document = ingest::given(SourceId(0), "bench", text);
    let rounds = (1_000_000 / size).max(1);
    let start = seconds();
    for _ in 0..rounds {
        std::hint::black_box(extract::records(&document, seeds));
    }
    (seconds() - start) * 1e9 / (size * rounds) as f64
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (shared, own) = (root.join("../shared/corpus/communiques"), root.join("tests/corpus"));
    let given = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let folder = given.unwrap_or(if shared.is_dir() { shared } else { own });
    let seeds = Seeds::load(&BTreeMap::new()).unwrap();
    let texts = texts(&folder);
    let documents: Vec<Document> =
        texts.iter().map(|text| ingest::given(SourceId(0), "bench", text)).collect();
    // Some ten rounds of the corpus at once, so that the clock's grain does not matter.
    let many: Vec<Document> = (0..10).flat_map(|_| documents.iter().cloned()).collect();
    let each = quickest(&many, &seeds) / many.len() as f64;
    println!(
        "{:.0} communiqués a second on one thread, {:.1} µs each ({} texts)",
        1.0 / each,
        each * 1e6,
        documents.len()
    );
    let sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    print!("ns a byte of a text of {:>8}", "");
    sizes.iter().for_each(|size| print!("{:>10} ", format!("{} KB", size / 1000)));
    println!();
    let whole = texts.join("\n\n");
    let units = lengths::UNITS.iter().copied();
    for (name, unit) in std::iter::once(("the corpus", whole.as_str())).chain(units) {
        print!("{name:>30} ");
        for size in sizes {
            print!("{:>10.0} ", pace(&lengths::text(unit, size), size, &seeds));
        }
        println!();
    }
}
