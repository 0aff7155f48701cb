//! The seeds that the binary carries: every TOML file of `seeds/lexicon` and `seeds/rules`.

/// Name below `seeds/` and text, sorted.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));
