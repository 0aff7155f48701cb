//! One pass.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]
use diwan::{document::Document, extract, ingest, seeds::Seeds, text::SourceId};
use std::collections::BTreeMap;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let rounds: usize = args[1].parse().unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(&args[2])
        .unwrap()
        .map(|e| {
            let p = e.unwrap().path();
            if p.is_dir() { p.join("source.txt") } else { p }
        })
        .filter(|p| p.extension().is_some_and(|x| x == "txt"))
        .collect();
    paths.sort();
    let seeds = Seeds::load(&BTreeMap::new()).unwrap();
    let docs: Vec<Document> = paths
        .iter()
        .filter_map(|p| std::fs::read_to_string(p).ok())
        .map(|t| ingest::given(SourceId(0), "bench", &t))
        .collect();
    for _ in 0..rounds {
        for d in &docs {
            std::hint::black_box(extract::records(d, &seeds));
        }
    }
}
