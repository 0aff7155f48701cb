//! What stops a run, and what to do about it.

use crate::report::{MailError, ReportError};
use crate::seeds::SeedError;
use crate::template::TemplateError;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// What stops a run.
#[derive(Debug, Error)]
pub enum JobError {
    /// The project's folder is not there.
    #[error("{} is not a folder; give the folder that holds input/", path.display())]
    NoFolder {
        /// The path given.
        path: PathBuf,
    },
    /// The project has no inputs folder.
    #[error("{} does not exist; create it and put communiqués and registers into it", path.display())]
    NoInput {
        /// The folder looked for.
        path: PathBuf,
    },
    /// A folder that cannot be listed.
    #[error("{}: {source}; check that you may read the folder", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file that cannot be read.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A `diwan.toml` or `corrections.toml` that cannot be used.
    #[error("{}:{line}: {message}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A register of outgoing mail that cannot be used.
    #[error("{}: {fault}", path.display())]
    Mail {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        fault: MailError,
    },
    /// A seed that cannot be used.
    #[error("seeds/{0}")]
    Seed(#[from] SeedError),
    /// A template that cannot be used, or not for these values.
    #[error("templates/{0}")]
    Template(#[from] TemplateError),
    /// A report that cannot be made.
    #[error("{0}")]
    Report(ReportError),
    /// The threads cannot be started.
    #[error("cannot start {threads} threads: {reason}; give a smaller --jobs")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// The system's reason.
        reason: String,
    },
    /// An output that cannot be written; nothing half-written is left.
    #[error("{}: {source}; nothing was half-written: free the place or choose another folder", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl From<ReportError> for JobError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Template(error) => Self::Template(error),
            other => Self::Report(other),
        }
    }
}
