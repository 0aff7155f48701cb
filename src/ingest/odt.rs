//! OpenDocument text (odt): paragraphs, items with their numbers, table rows, text boxes, notes, headers and footers.
//!
//! In: bytes of the package. Out: a draft. Always holds: text kept as tracked deletions is not read; list numbers are
//! counted as the program shows them; headers and footers are furniture.

use super::draft::Draft;
use super::error::IngestError;
use super::flow::{self, Line};
use super::numerals::written;
use super::package::Package;
use super::xml::{Element, Node};
use crate::document::{BlockKind, Head};
use std::collections::BTreeMap;

const FORMAT: &str = "OpenDocument text";
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";
/// A repeated cell stands at most this often in a row.
const MOST_REPEATED: usize = 64;

/// The document in `bytes`.
///
/// # Errors
/// A package that is broken, locked or over a limit.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, IngestError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let mut locks = Vec::new();
    let manifest = package.extra("META-INF/manifest.xml").unwrap_or_default();
    manifest.all("encryption-data", &mut locks);
    if !locks.is_empty() {
        return Err(IngestError::Locked { format: FORMAT });
    }
    let broken = |fault: &str| IngestError::Broken { format: FORMAT, fault: fault.into() };
    let content = package.part("content.xml")?.ok_or_else(|| broken("it has no content.xml"))?;
    let body = content.path(&["body", "text"]).ok_or_else(|| broken("its content has no text"))?;
    let styles = package.extra("styles.xml").unwrap_or_default();
    let mut reader = Body { lists: lists(&[&styles, &content]), ..Body::default() };
    let lines = reader.lines(body);
    let notes = std::mem::take(&mut reader.notes);
    let mut draft = Draft::new(MEDIA_TYPE);
    flow::write(&mut draft, reader.margins(&styles, "header"));
    flow::write(&mut draft, lines);
    flow::write(&mut draft, notes);
    flow::write(&mut draft, reader.margins(&styles, "footer"));
    let meta = package.extra("meta.xml").unwrap_or_default();
    let said = |name: &str| meta.child("meta").and_then(|meta| meta.child(name)?.text());
    draft.head = Head {
        title: said("title"),
        author: said("initial-creator").or_else(|| said("creator")),
        publisher: said("publisher"),
        ..Head::default()
    };
    Ok(draft)
}

/// One level of a list style.
#[derive(Debug, Clone)]
struct Level {
    /// The bullet, or the kind of number.
    mark: Mark,
    start: u32,
    shown: usize,
    prefix: String,
    suffix: String,
}

#[derive(Debug, Clone)]
enum Mark {
    Bullet(char),
    Number(String),
}

/// Style name → level (from 1) → its shape.
type Lists = BTreeMap<String, BTreeMap<usize, Level>>;

fn lists(parts: &[&Element]) -> Lists {
    let mut found = Vec::new();
    for part in parts {
        part.all("list-style", &mut found);
    }
    let mut out = Lists::new();
    for style in found {
        let levels = style.elements().filter_map(|level| {
            let at = usize::try_from(level.number("level")?).ok()?;
            let mark = match level.name.as_str() {
                "list-level-style-bullet" => {
                    let bullet = level.attribute("bullet-char").and_then(|shown| shown.chars().next());
                    Mark::Bullet(
                        bullet.filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}')).unwrap_or('\u{2022}'),
                    )
                }
                "list-level-style-number" => {
                    Mark::Number(level.attribute("num-format").unwrap_or_default().to_owned())
                }
                _ => return None,
            };
            let count = |name: &str| level.number(name).and_then(|number| u32::try_from(number).ok());
            let affix = |name: &str| level.attribute(name).unwrap_or_default().to_owned();
            let level = Level {
                mark,
                start: count("start-value").unwrap_or(1),
                shown: count("display-levels").map_or(1, |shown| shown as usize),
                prefix: affix("num-prefix"),
                suffix: affix("num-suffix"),
            };
            Some((at, level))
        });
        out.insert(style.attribute("name").unwrap_or_default().to_owned(), levels.collect());
    }
    out
}

#[derive(Default)]
struct Body {
    lists: Lists,
    /// List style → the numbers its outermost list ended with.
    ended: BTreeMap<String, u32>,
    notes: Vec<Line>,
}

/// A paragraph while it is read.
#[derive(Default)]
struct Open {
    text: String,
    boxes: Vec<Line>,
}

impl Body {
    fn lines(&mut self, parent: &Element) -> Vec<Line> {
        let mut out = Vec::new();
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, BlockKind::Paragraph, &mut out),
                "h" => self.paragraph(element, BlockKind::Heading, &mut out),
                "list" => self.list(element, None, &mut Vec::new(), &mut out),
                "table" => self.rows(element, &mut out),
                // Deleted text lives here; a table of contents repeats the headings.
                "tracked-changes" | "table-of-content" | "sequence-decls" | "forms" | "annotation" => {}
                _ => {
                    let lines = self.lines(element);
                    out.extend(lines);
                }
            }
        }
        out
    }

    fn paragraph(&mut self, element: &Element, kind: BlockKind, out: &mut Vec<Line>) {
        let mut open = Open::default();
        self.runs(element, &mut open);
        let parts = open.text.split('\n').filter(|part| !part.trim().is_empty());
        out.extend(parts.map(|part| Line::new(kind.clone(), part)));
        out.append(&mut open.boxes);
    }

    fn runs(&mut self, parent: &Element, open: &mut Open) {
        for child in &parent.children {
            let element = match child {
                Node::Text(text) => {
                    folded(text, &mut open.text);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name.as_str() {
                "s" => {
                    let count = element.number("c").unwrap_or(1).clamp(1, 64);
                    open.text.extend(std::iter::repeat_n(' ', count as usize));
                }
                "tab" => open.text.push('\t'),
                "line-break" => open.text.push('\n'),
                "note" => {
                    let mark = element.child("note-citation").and_then(Element::text).unwrap_or_default();
                    let lines = element.child("note-body").map(|body| self.lines(body)).unwrap_or_default();
                    self.notes.extend(flow::marked(lines, &format!("[{mark}]")));
                }
                "text-box" => {
                    let lines = self.lines(element);
                    open.boxes.extend(lines);
                }
                "annotation" | "annotation-end" | "ruby-text" | "hidden-text" | "object" | "image"
                | "title" | "desc" => {}
                _ => self.runs(element, open),
            }
        }
    }

    fn rows(&mut self, table: &Element, out: &mut Vec<Line>) {
        for element in table.elements() {
            if element.name != "table-row" {
                self.rows(element, out);
                continue;
            }
            let mut cells = Vec::new();
            for cell in element.elements() {
                let lines = match cell.name.as_str() {
                    "table-cell" => self.lines(cell),
                    "covered-table-cell" => Vec::new(),
                    _ => continue,
                };
                let count =
                    cell.number("number-columns-repeated").and_then(|count| usize::try_from(count).ok());
                cells.extend(std::iter::repeat_n(lines, count.unwrap_or(1).clamp(1, MOST_REPEATED)));
            }
            out.extend(flow::row(cells));
        }
    }

    /// A list; `counts` holds the numbers reached on the levels above.
    fn list(&mut self, list: &Element, style: Option<&str>, counts: &mut Vec<u32>, out: &mut Vec<Line>) {
        let style = list.attribute("style-name").or(style).unwrap_or_default().to_owned();
        let at = counts.len() + 1;
        let level = self.lists.get(&style).and_then(|levels| levels.get(&at)).cloned();
        let start = level.as_ref().map_or(1, |level| level.start);
        let continued = at == 1
            && (list.attribute("continue-numbering") == Some("true")
                || list.attribute("continue-list").is_some());
        let ended = self.ended.get(&style).copied().filter(|_| continued);
        counts.push(ended.unwrap_or(start.saturating_sub(1)));
        for item in list.elements() {
            let counted = item.name == "list-item";
            if counted && let Some(count) = counts.last_mut() {
                let own = item.number("start-value").and_then(|own| u32::try_from(own).ok());
                *count = own.unwrap_or(count.saturating_add(1));
            }
            let mark = level.as_ref().filter(|_| counted).map(|level| self.mark(level, &style, counts));
            let mut first = true;
            for element in item.elements() {
                if element.name == "list" {
                    self.list(element, Some(&style), counts, out);
                    continue;
                }
                let mut lines = Vec::new();
                match element.name.as_str() {
                    "h" => self.paragraph(element, BlockKind::Heading, &mut lines),
                    _ => self.paragraph(element, BlockKind::Paragraph, &mut lines),
                }
                if std::mem::take(&mut first) {
                    lines = flow::marked(lines, mark.as_deref().unwrap_or_default());
                }
                out.extend(lines);
            }
        }
        if let Some(count) = counts.pop().filter(|_| at == 1) {
            self.ended.insert(style, count);
        }
    }

    fn mark(&self, level: &Level, style: &str, counts: &[u32]) -> String {
        let kind = match &level.mark {
            Mark::Bullet(bullet) => return bullet.to_string(),
            Mark::Number(kind) if kind.is_empty() => return String::new(),
            Mark::Number(kind) => kind,
        };
        let first = counts.len().saturating_sub(level.shown.max(1));
        let numbers: Vec<String> = (first..counts.len())
            .map(|at| {
                let above = self.lists.get(style).and_then(|levels| levels.get(&(at + 1)));
                let own = match above.map(|level| &level.mark) {
                    Some(Mark::Number(own)) => own,
                    _ => kind,
                };
                written(counts[at], own)
            })
            .collect();
        format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
    }

    /// The lines of all headers or footers, each text once, as furniture.
    fn margins(&mut self, styles: &Element, kind: &str) -> Vec<Line> {
        let mut found = Vec::new();
        for name in [kind.to_owned(), format!("{kind}-left"), format!("{kind}-first")] {
            styles.all(&name, &mut found);
        }
        let mut out: Vec<Line> = Vec::new();
        for element in found {
            for line in self.lines(element) {
                let line = Line { kind: BlockKind::Furniture, ..line };
                if !out.contains(&line) {
                    out.push(line);
                }
            }
        }
        out
    }
}

/// Adds `text` with white space folded, as the format wants it.
fn folded(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}
