//! The templates that the binary carries: every TOML and Markdown file below `templates/`.

/// Name below `templates/` and text, sorted.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));
