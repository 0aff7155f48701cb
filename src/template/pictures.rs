//! Pictures beside the templates: logos, stamps, signatures.
//!
//! In: the PNG and JPEG files below `templates/`. Out: a figure for each block that names one. Always holds: a picture
//! that is missing or broken is an error where it is asked for, with file and line.

use super::TemplateError;
use super::markdown::inline;
use crate::typeset::{Align, Figure, Mark, Picture, PictureError, Shown};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The width of a picture whose block does not say it, in points.
const WIDTH: f32 = 90.0;

/// The pictures below `templates/`, by name.
#[derive(Debug, Default)]
pub(super) struct Pictures(BTreeMap<String, File>);

/// A file and what is in it.
#[derive(Debug)]
struct File {
    bytes: Vec<u8>,
    picture: Result<Arc<Picture>, PictureError>,
}

impl Pictures {
    pub(super) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let read = |(name, bytes): (String, Vec<u8>)| {
            let picture = Picture::read(&bytes).map(Arc::new);
            (name, File { bytes, picture })
        };
        Self(files.into_iter().map(read).collect())
    }

    /// Names and bytes, sorted.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, file)| (name.as_str(), file.bytes.as_slice()))
    }

    /// The pictures among the lines of a block, `![what it shows](file.png 70)`, and its other lines.
    pub(super) fn taken(
        &self,
        file: &str,
        code: &str,
        width: f32,
    ) -> Result<(Vec<Figure>, String), TemplateError> {
        let (mut figures, mut rest) = (Vec::new(), String::new());
        for line in code.lines() {
            let bare: String = line.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
            let Some((alt, named)) = shown(bare.trim()) else {
                rest.push_str(line);
                rest.push('\n');
                continue;
            };
            let named = super::unescaped(named);
            let (picture, width) = match named.trim().rsplit_once(' ') {
                Some((picture, own)) if own.parse::<f32>().is_ok() => (picture.trim(), own.to_owned()),
                _ => (named.trim(), width.to_string()),
            };
            let said = (!alt.trim().is_empty()).then_some(alt);
            figures.push(self.figure(file, &width, [picture].into_iter().chain(said))?);
        }
        Ok((figures, rest))
    }

    /// The figure of a block: `look` holds align and width, the first line the file, the rest what it shows.
    ///
    /// The line of the error is the block's, or 0 where only the one who has the template's text can tell.
    pub(super) fn figure<'l>(
        &self,
        file: &str,
        look: &str,
        mut lines: impl Iterator<Item = &'l str>,
    ) -> Result<Figure, TemplateError> {
        let picture = lines.next().unwrap_or_default().trim();
        let fault = |reason: String| {
            let (file, picture) = (file.to_owned(), picture.to_owned());
            TemplateError::Picture { file, line: 0, picture, reason }
        };
        let Some(File { picture: read, .. }) = self.0.get(picture) else {
            let known: Vec<&str> = self.0.keys().map(String::as_str).collect();
            return Err(fault(format!(
                "there is no such file below templates/; pictures there: {}",
                known.join(", ")
            )));
        };
        let read = read.as_ref().map_err(|error| fault(error.to_string()))?;
        let alt: Vec<String> = lines.map(|line| inline(line).plain()).collect();
        if alt.is_empty() {
            return Err(fault(
                "a line below it must say what it shows, for those who cannot see it".to_owned(),
            ));
        }
        let (mut align, mut width) = (Align::Center, WIDTH);
        for word in look.split_whitespace() {
            match (word, word.parse()) {
                ("start", _) => align = Align::Start,
                ("center", _) => align = Align::Center,
                ("end", _) => align = Align::End,
                (_, Ok(points)) if points > 0.0 => width = points,
                _ => {
                    return Err(fault(format!(
                        "\"{word}\" is neither start, center, end nor a width in points"
                    )));
                }
            }
        }
        let height = read.height(width);
        let shown = Shown { x: 0.0, y: 0.0, width, height, picture: Arc::clone(read) };
        Ok(Figure { alt: alt.join(" "), width, height, align, marks: vec![Mark::Picture(shown)] })
    }
}

/// What a line `![what it shows](file.png)` says.
fn shown(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("![")?.strip_suffix(')')?.split_once("](")
}
