//! Word (docx): paragraphs, items with their numbers, table rows, text boxes, footnotes, headers and footers.
//!
//! In: bytes of the package. Out: a draft. Always holds: what a reader of the final document sees is read once, in
//! order; deleted and hidden text is not read; headers and footers are furniture.

mod body;
mod numbering;

use super::draft::Draft;
use super::error::IngestError;
use super::flow::{self, Line};
use super::package::Package;
use super::xml::Element;
use crate::document::{BlockKind, Head};
use body::Body;
use numbering::{Numbering, Styles};
use std::collections::BTreeMap;

const FORMAT: &str = "Word (docx)";
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The document in `bytes`.
///
/// # Errors
/// A package that is broken, locked or over a limit.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, IngestError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let main = main_part(&mut package);
    let broken = |fault: &str| IngestError::Broken { format: FORMAT, fault: fault.into() };
    let root = package.part(&main)?.ok_or_else(|| broken("it has no word/document.xml"))?;
    let body = root.child("body").ok_or_else(|| broken("its document has no body"))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let related = relations(&mut package, &main, folder);
    let named = |kind: &str| related.values().find(|(is, _)| is == kind).map(|(_, part)| part.clone());
    let mut extra = |kind: &str| named(kind).and_then(|part| package.extra(&part));

    let styles = Styles::new(extra("styles").as_ref());
    let numbering = Numbering::new(extra("numbering").as_ref(), &styles);
    let notes = [extra("footnotes"), extra("endnotes")];
    let mut reader = Body::new(&styles, numbering);
    let lines = reader.lines(body);
    let mut draft = Draft::new(MEDIA_TYPE);
    flow::write(&mut draft, margins(&mut package, &related, "header", &mut reader));
    flow::write(&mut draft, lines);
    for note in notes.iter().flatten().flat_map(Element::elements) {
        // Separators have a type.
        if note.attribute("type").is_none_or(|kind| kind == "normal") {
            let lines = reader.lines(note);
            let id = note.attribute("id").unwrap_or_default();
            flow::write(&mut draft, flow::marked(lines, &format!("[{id}]")));
        }
    }
    flow::write(&mut draft, margins(&mut package, &related, "footer", &mut reader));
    if reader.foreign > 0 {
        draft.note(format!(
            "{} embedded documents are not read; save them as files of their own",
            reader.foreign
        ));
    }
    draft.head = head(&mut package);
    Ok(draft)
}

/// The lines of all headers or footers, each text once, as furniture.
fn margins(package: &mut Package<'_>, related: &Relations, kind: &str, reader: &mut Body<'_>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for (_, part) in related.values().filter(|(is, _)| is == kind) {
        let Some(root) = package.extra(part) else { continue };
        for line in reader.lines(&root) {
            let line = Line { kind: BlockKind::Furniture, ..line };
            if !out.contains(&line) {
                out.push(line);
            }
        }
    }
    out
}

/// Relation id → the last word of its type, and the part.
type Relations = BTreeMap<String, (String, String)>;

/// The relations of `part`, whose targets stand below `folder`.
fn relations(package: &mut Package<'_>, part: &str, folder: &str) -> Relations {
    let (above, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{above}/_rels/{name}.rels");
    let Some(root) = package.extra(path.trim_start_matches('/')) else { return Relations::new() };
    let inner = root.elements().filter(|relation| relation.attribute("TargetMode") != Some("External"));
    inner
        .filter_map(|relation| {
            let kind = relation.attribute("Type")?.rsplit('/').next()?.to_owned();
            Some((
                relation.attribute("Id")?.to_owned(),
                (kind, joined(folder, relation.attribute("Target")?)),
            ))
        })
        .collect()
}

/// `target` seen from `folder`.
fn joined(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The name of the main part: the package says it, and most call it `word/document.xml`.
fn main_part(package: &mut Package<'_>) -> String {
    let said = relations(package, "", "").into_values().find(|(kind, _)| kind == "officeDocument");
    said.map(|(_, part)| part)
        .or_else(|| {
            package
                .names()
                .into_iter()
                .find(|name| name.starts_with("word/document") && name.ends_with(".xml"))
        })
        .unwrap_or_else(|| "word/document.xml".to_owned())
}

/// Title and author, and the company as publisher.
fn head(package: &mut Package<'_>) -> Head {
    let core = package.extra("docProps/core.xml").unwrap_or_default();
    let app = package.extra("docProps/app.xml").unwrap_or_default();
    let text = |root: &Element, name: &str| root.child(name).and_then(Element::text);
    Head {
        title: text(&core, "title"),
        author: text(&core, "creator"),
        publisher: text(&core, "publisher").or_else(|| text(&app, "Company")),
        ..Head::default()
    }
}
