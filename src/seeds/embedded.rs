//! The seeds that the binary carries: every TOML and TSV file of `seeds/lexicon`, `seeds/names` and `seeds/rules`.

/// Name below `seeds/` and text, sorted.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));
