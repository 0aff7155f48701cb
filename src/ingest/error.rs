//! Why a file cannot be read, and what to do about it.

use thiserror::Error;

/// Why a file cannot be read, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IngestError {
    /// A format that is not read.
    #[error("{format} is not read; {remedy}")]
    Unsupported {
        /// The format's name.
        format: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// No bytes at all.
    #[error("the file is empty; export or download it again")]
    Empty,
    /// Bytes that are no text in any encoding known here.
    #[error("not text from byte {at} on; save the file as UTF-8 and run again")]
    NotText {
        /// The first byte that does not fit.
        at: usize,
    },
    /// A file that breaks its format's rules beyond repair.
    #[error("{format}: {fault}; open and save it again in the program it came from")]
    Broken {
        /// The format's name.
        format: &'static str,
        /// What is wrong, and where.
        fault: String,
    },
    /// A file larger than a reader's limit.
    #[error("{what} {found} is over the limit of {limit}; {remedy}")]
    Limit {
        /// What is too large.
        what: &'static str,
        /// How large.
        found: u64,
        /// The limit.
        limit: u64,
        /// What to do.
        remedy: &'static str,
    },
    /// A file that needs a password.
    #[error("{format}: locked with a password; save a copy without one")]
    Locked {
        /// The format's name.
        format: &'static str,
    },
}
