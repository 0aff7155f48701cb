//! Files: which inputs a folder holds, and outputs that appear whole or not at all.

use super::JobError;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Inputs larger than this are refused: 256 MiB.
pub(super) const LARGEST_INPUT: u64 = 256 << 20;

/// Every file below `folder`, sorted by its path with `/`; hidden files, office lock files and `corrections.toml`
/// are left out.
///
/// # Errors
/// A folder that cannot be listed.
#[expect(clippy::disallowed_methods, reason = "files live here")]
pub(super) fn inputs(folder: &Path) -> Result<Vec<(String, PathBuf)>, JobError> {
    let mut out = Vec::new();
    let mut open = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, path)) = open.pop() {
        let unreadable = |source| JobError::Folder { path: path.clone(), source };
        let mut here: Vec<(String, PathBuf, bool)> = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with(['.', '~']) && name != "corrections.toml" {
                let (kind, path) = (entry.file_type().map_err(unreadable)?, entry.path());
                // What a link leads to is asked of the disk.
                let folder = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
                here.push((name, path, folder));
            }
        }
        let pages: Vec<String> = here.iter().filter_map(|(name, ..)| page(name)).collect();
        for (name, path, folder) in here {
            if folder {
                if !pages.iter().any(|page| is_beside(page, &name)) {
                    open.push((format!("{prefix}{name}/"), path));
                }
            } else {
                out.push((format!("{prefix}{name}"), path));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The name of a saved page without its ending.
fn page(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    ["html", "htm", "xhtml"].contains(&ending.to_ascii_lowercase().as_str()).then(|| stem.to_owned())
}

/// Whether `folder` holds the pictures and scripts of the saved `page`: `page_files`, `page.files`, `page_fichiers`.
fn is_beside(page: &str, folder: &str) -> bool {
    folder
        .strip_prefix(page)
        .and_then(|rest| rest.strip_prefix(['_', '.', '-']))
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_alphabetic))
}

/// The bytes of one file.
///
/// # Errors
/// Why it cannot be read, in words.
#[expect(clippy::disallowed_methods, reason = "files live here")]
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| error.to_string();
    let mut file = std::fs::File::open(path).map_err(told)?;
    let size = file.metadata().map_err(told)?.len();
    if size > LARGEST_INPUT {
        return Err(format!("{size} bytes are more than the limit of {LARGEST_INPUT}; split the file"));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}

/// The pictures below `folder`, by their path with `/`; an absent folder holds none.
///
/// # Errors
/// A folder or file that cannot be read.
pub(super) fn pictures(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, JobError> {
    let mut out = BTreeMap::new();
    for (name, path) in if folder.is_dir() { inputs(folder)? } else { Vec::new() } {
        let small = name.to_lowercase();
        if [".png", ".jpg", ".jpeg"].iter().any(|ending| small.ends_with(ending)) {
            let bytes = bytes(&path).map_err(|reason| JobError::File { path, reason })?;
            out.insert(name, bytes);
        }
    }
    Ok(out)
}

/// The texts (TOML, Markdown, TSV, and the parts of the review page) below `folder`, by their path with `/`; an absent folder holds none.
///
/// # Errors
/// A folder or file that cannot be read.
pub(super) fn texts(folder: &Path) -> Result<BTreeMap<String, String>, JobError> {
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let mut out = BTreeMap::new();
    for (name, path) in inputs(folder)? {
        let ours =
            [".toml", ".md", ".tsv", ".html", ".css", ".js"].iter().any(|ending| name.ends_with(ending));
        if !ours || name.ends_with("README.md") {
            continue;
        }
        let bytes = bytes(&path).map_err(|reason| JobError::File { path: path.clone(), reason })?;
        let text = String::from_utf8(bytes).map_err(|_| JobError::File {
            path: path.clone(),
            reason: "not UTF-8; save it as UTF-8".into(),
        })?;
        out.insert(name, text);
    }
    Ok(out)
}

/// Writes `bytes` to `path` by way of a temporary file beside it, so that nobody ever sees half of it.
///
/// # Errors
/// The path and the system's reason.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), JobError> {
    let failed = |source| JobError::Write { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(".diwan-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Removes the file at `path`, if there is one.
///
/// # Errors
/// A file that cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), JobError> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(JobError::Write { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}

/// Removes letters of earlier runs that this run did not write, and nothing else.
///
/// # Errors
/// A file that cannot be removed.
#[expect(clippy::disallowed_methods, reason = "files live here")]
pub(super) fn remove_stale(folder: &Path, kept: &BTreeSet<String>) -> Result<(), JobError> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.len() > 8
            && name.as_bytes()[..3].iter().all(u8::is_ascii_digit)
            && (name.ends_with(".pdf") || name.ends_with(".docx"));
        if ours && !kept.contains(&name) {
            let path = entry.path();
            std::fs::remove_file(&path).map_err(|source| JobError::Write { path, source })?;
        }
    }
    Ok(())
}
