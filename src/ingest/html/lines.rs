//! Elements become lines: each paragraph, heading, item and table row one of its own.

use crate::document::BlockKind;
use crate::ingest::flow::{self, Line};
use dom_query::NodeRef;

/// Elements that never hold text to read.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "audio", "video",
    "canvas", "head", "title", "button", "select", "textarea", "input", "datalist", "dialog", "map", "nav",
];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "main",
    "menu",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "hgroup",
    "search",
    "option",
    "optgroup",
];
/// Walked deeper than this, an element's text is taken in one piece.
const DEEPEST: usize = 150;

/// The lines below `node`; elements for which `skip` holds are left out.
pub(super) fn of(node: NodeRef<'_>, skip: &dyn Fn(&NodeRef<'_>) -> bool) -> Vec<Line> {
    let mut walk = Walk { skip, lines: Vec::new(), open: String::new(), kind: BlockKind::Paragraph };
    walk.children(node, 0, Space::Folded);
    walk.end();
    walk.lines
}

/// How white space counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Folded,
    Kept,
}

struct Walk<'s> {
    skip: &'s dyn Fn(&NodeRef<'_>) -> bool,
    lines: Vec<Line>,
    open: String,
    kind: BlockKind,
}

impl Walk<'_> {
    fn children(&mut self, node: NodeRef<'_>, depth: usize, space: Space) {
        if depth > DEEPEST {
            self.words(&node.text(), space);
            return;
        }
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child.text(), space);
            } else if child.is_element() && !(self.skip)(&child) {
                self.element(child, depth + 1, space);
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_>, depth: usize, space: Space) {
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        match name.as_str() {
            name if is_silent(name, &node) => {}
            "br" => self.end(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.kind = BlockKind::Heading;
                self.children(node, depth, Space::Folded);
                self.end();
                self.kind = BlockKind::Paragraph;
            }
            "ul" | "ol" | "menu" => {
                self.end();
                self.list(node, depth, &name);
            }
            "li" => {
                self.end();
                let lines = self.apart(node, depth);
                self.lines.extend(flow::marked(lines, "\u{2022}"));
            }
            "tr" => {
                self.end();
                let cells = node.children_it(false).filter(|cell| cell.has_name("td") || cell.has_name("th"));
                let cells = cells.map(|cell| self.apart(cell, depth)).collect();
                self.lines.extend(flow::row(cells));
            }
            "pre" | "listing" => {
                self.end();
                self.children(node, depth, Space::Kept);
                self.end();
            }
            name if BLOCKS.contains(&name) => {
                self.end();
                self.children(node, depth, space);
                self.end();
            }
            "q" => {
                self.open.push('\u{AB}');
                self.children(node, depth, space);
                self.open.push('\u{BB}');
            }
            _ => self.children(node, depth, space),
        }
    }

    /// The lines of one element by themselves.
    fn apart(&self, node: NodeRef<'_>, depth: usize) -> Vec<Line> {
        let mut inner =
            Walk { skip: self.skip, lines: Vec::new(), open: String::new(), kind: BlockKind::Paragraph };
        inner.children(node, depth, Space::Folded);
        inner.end();
        inner.lines
    }

    /// A list with the numbers a browser shows.
    fn list(&mut self, node: NodeRef<'_>, depth: usize, name: &str) {
        let figure =
            |node: &NodeRef<'_>, key: &str| node.attr(key).and_then(|value| value.trim().parse::<i32>().ok());
        let mut number = figure(&node, "start").unwrap_or(1);
        for child in node.children_it(false) {
            if !child.has_name("li") {
                if child.is_element() && !(self.skip)(&child) {
                    self.element(child, depth + 1, Space::Folded);
                }
                continue;
            }
            number = figure(&child, "value").unwrap_or(number);
            let mark = if name == "ol" { format!("{number}.") } else { "\u{2022}".to_owned() };
            number = number.saturating_add(1);
            if !(self.skip)(&child) {
                let lines = self.apart(child, depth + 1);
                self.lines.extend(flow::marked(lines, &mark));
            }
        }
    }

    fn words(&mut self, words: &str, space: Space) {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                match space {
                    Space::Kept => self.end(),
                    Space::Folded => self.gap(),
                }
            }
            for (at, word) in line.split([' ', '\t', '\r', '\u{0C}']).enumerate() {
                if at > 0 {
                    self.gap();
                }
                self.open.push_str(word);
            }
        }
    }

    fn gap(&mut self) {
        if !self.open.is_empty() && !self.open.ends_with(' ') {
            self.open.push(' ');
        }
    }

    /// Ends the open line.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.open);
        if !words.trim().is_empty() {
            self.lines.push(Line::new(self.kind.clone(), words.trim_matches(' ')));
        }
    }
}

/// True for elements that a reader of the page does not see or does not read.
fn is_silent(name: &str, node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    SILENT.contains(&name)
        || node.has_attr("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
