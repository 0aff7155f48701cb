//! `manifest.json`: what a run read, with which knowledge, and what it made, each with its SHA-256.

use super::files::LARGEST_INPUT;
use super::ledger::Ledger;
use crate::calendar::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// What a run read and made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Manifest {
    /// `diwan`.
    pub program: &'static str,
    /// The program's version.
    pub version: &'static str,
    /// The day letters bear and terms are judged on.
    pub as_of: String,
    /// Inputs by path, each with exactly one status.
    pub inputs: Vec<Input>,
    /// Outputs by path, this file left out.
    pub outputs: Vec<Named>,
    /// Seeds and templates by path, built-in or the project's own.
    pub knowledge: Vec<Named>,
    /// Limits in force.
    pub limits: Limits,
}

/// An input and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Input {
    /// Path below `input/`.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal; empty when they could not be read.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// IANA media type, when it was read.
    pub media_type: Option<&'static str>,
    /// `read` or `unreadable`.
    pub status: &'static str,
    /// Why it could not be read, and what to do.
    pub reason: Option<String>,
}

/// A file and the digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Path below its folder.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Limits in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Limits {
    /// The largest input, in bytes.
    pub largest_input: u64,
}

impl Manifest {
    /// The manifest of a run judged on `as_of`.
    pub(super) fn new(ledger: &Ledger, knowledge: Vec<Named>, as_of: Date) -> Self {
        let inputs = ledger.inputs.iter().map(|input| Input {
            path: input.path.clone(),
            sha256: input.sha256.clone(),
            bytes: input.bytes,
            media_type: input.media_type,
            status: if input.failure.is_some() { "unreadable" } else { "read" },
            reason: input.failure.as_ref().map(|failure| failure.message.clone()),
        });
        let outputs = ledger.outputs.iter().map(|output| Named {
            path: output.path.clone(),
            sha256: output.sha256.clone(),
            bytes: output.bytes,
        });
        Self {
            program: "diwan",
            version: env!("CARGO_PKG_VERSION"),
            as_of: as_of.to_string(),
            inputs: inputs.collect(),
            outputs: outputs.collect(),
            knowledge,
            limits: Limits { largest_input: LARGEST_INPUT },
        }
    }
}
