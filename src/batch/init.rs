//! A new project's folder: settings to fill in, a place for the inputs, templates to edit.
//!
//! In: a folder, there or not. Out: what was laid there and what was there before. Always holds: a file that exists is
//! never touched, not even read.

use super::JobError;
use crate::template;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What a new project holds beside its templates.
const FILES: [(&str, &str); 2] = [
    ("diwan.toml", include_str!("../../templates/project/diwan.toml")),
    ("input/corrections.toml", include_str!("../../templates/project/corrections.toml")),
];

/// A file of a new project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// Where.
    pub path: PathBuf,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a file of a new project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Written.
    Written,
    /// It was there before, and stays as it was.
    Kept,
}

/// Lays a project's first files into `folder`, which is made when it is not there.
///
/// # Errors
/// A file or folder that cannot be written.
pub fn init(folder: &Path) -> Result<Vec<Laid>, JobError> {
    let samples = template::samples().map(|(name, text)| (format!("templates/{name}"), text));
    let files = FILES.iter().map(|&(name, text)| (name.to_owned(), text)).chain(samples);
    files
        .map(|(name, text)| {
            let path = name.split('/').fold(folder.to_owned(), |path, part| path.join(part));
            let fate = lay(&path, text).map_err(|source| JobError::Write { path: path.clone(), source })?;
            Ok(Laid { path, fate })
        })
        .collect()
}

fn lay(path: &Path, text: &str) -> io::Result<Fate> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| Fate::Written),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Fate::Kept),
        Err(error) => Err(error),
    }
}
