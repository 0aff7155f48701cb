//! The ledger of a run: one entry for each file read and each file made, good or bad.

/// What became of one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputEntry {
    /// Its path below the input folder.
    pub path: String,
    /// SHA-256 of its bytes; empty when they could not be read.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What kind of file it is.
    pub media_type: Option<&'static str>,
    /// Why it could not be read.
    pub failure: Option<Failure>,
}

/// Why an input could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// A short code: `unreadable-input`, `unsupported-format`, `internal-error`.
    pub code: &'static str,
    /// What and what to do.
    pub message: String,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputEntry {
    /// Its path below the output folder.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An output that could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmade {
    /// Its path below the output folder.
    pub path: String,
    /// Why, and what to do.
    pub reason: String,
    /// What has to be mended.
    pub cause: Cause,
}

/// What has to be mended for an output to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A template.
    Template,
    /// Something else.
    Other,
}

/// The ledger of a run.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Inputs, by path.
    pub inputs: Vec<InputEntry>,
    /// Outputs, by path; what would be made, for a dry run.
    pub outputs: Vec<OutputEntry>,
    /// Outputs that could not be made, by path.
    pub unmade: Vec<Unmade>,
}

impl Ledger {
    /// Inputs that could not be read.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &Failure)> {
        self.inputs.iter().filter_map(|input| Some((input.path.as_str(), input.failure.as_ref()?)))
    }
}
