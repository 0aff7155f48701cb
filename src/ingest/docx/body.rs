//! Paragraphs, tables and what stands in them, as the final document shows them.

use super::numbering::{Numbering, Styles, level, value};
use crate::document::BlockKind;
use crate::ingest::flow::{self, Line};
use crate::ingest::xml::{Element, Node};

/// Reads bodies, cells, headers and notes.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    /// Embedded documents, which are not read.
    pub(super) foreign: usize,
}

/// A paragraph while its runs are read.
#[derive(Default)]
struct Open {
    text: String,
    /// Lines of text boxes that hang on it.
    boxes: Vec<Line>,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Self { styles, numbering, foreign: 0 }
    }

    /// The lines below `parent`.
    pub(super) fn lines(&mut self, parent: &Element) -> Vec<Line> {
        let mut out = Vec::new();
        let mut joined = Open::default();
        self.blocks(parent, &mut out, &mut joined);
        if !joined.text.is_empty() {
            out.push(Line::new(BlockKind::Paragraph, joined.text));
        }
        out
    }

    fn blocks(&mut self, parent: &Element, out: &mut Vec<Line>, joined: &mut Open) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, out, joined),
                "tbl" => self.rows(element, out),
                "altChunk" => self.foreign += 1,
                "sdt" if is_placeholder(element) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" | "txbxContent" => {
                    self.blocks(element, out, joined);
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.blocks(choice, out, joined);
                    }
                }
                _ => {}
            }
        }
    }

    fn rows(&mut self, table: &Element, out: &mut Vec<Line>) {
        for element in table.elements() {
            match element.name.as_str() {
                "tr" if element.path(&["trPr", "del"]).is_none() => {
                    let mut cells = Vec::new();
                    self.cells(element, &mut cells);
                    out.extend(flow::row(cells));
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.rows(element, out),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &Element, out: &mut Vec<Vec<Line>>) {
        for element in row.elements() {
            match element.name.as_str() {
                "tc" if element.path(&["tcPr", "cellDel"]).is_none() => {
                    let lines = self.lines(element);
                    out.push(lines);
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.cells(element, out),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element, out: &mut Vec<Line>, joined: &mut Open) {
        let properties = element.child("pPr");
        let mut open = std::mem::take(joined);
        self.runs(element, &mut open);
        // A deleted paragraph mark: the next paragraph continues this one.
        if properties.is_some_and(|found| found.path(&["rPr", "del"]).is_some()) {
            *joined = open;
            return;
        }
        let style = properties.and_then(|found| value(found, "pStyle")).unwrap_or_default();
        let kind = if self.styles.is_heading(style) { BlockKind::Heading } else { BlockKind::Paragraph };
        let parts = open.text.split('\n').filter(|part| !part.trim().is_empty());
        let mut lines: Vec<Line> = parts.map(|part| Line::new(kind.clone(), part)).collect();
        if !lines.is_empty() {
            let own = properties.and_then(|found| found.child("numPr"));
            let inherited = self.styles.number(style);
            let list = own
                .and_then(|own| value(own, "numId").map(str::to_owned))
                .or_else(|| inherited.as_ref().map(|(list, _)| list.clone()));
            let at = own.and_then(|own| level(own, "ilvl")).or(inherited.map(|(_, at)| at)).unwrap_or(0);
            if let Some(mark) =
                list.filter(|list| list != "0").and_then(|list| self.numbering.next(&list, at))
            {
                lines = flow::marked(lines, &mark);
            }
        }
        out.extend(lines);
        out.append(&mut open.boxes);
    }

    fn runs(&mut self, parent: &Element, open: &mut Open) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" if is_hidden(element) => {}
                "t" => {
                    for child in &element.children {
                        if let Node::Text(text) = child {
                            open.text.push_str(&text.replace('\n', " "));
                        }
                    }
                }
                "tab" | "ptab" => open.text.push('\t'),
                "br" | "cr" => open.text.push('\n'),
                "noBreakHyphen" => open.text.push('\u{2011}'),
                "sym" => open.text.extend(symbol(element)),
                "txbxContent" => {
                    let lines = self.lines(element);
                    open.boxes.extend(lines);
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.runs(choice, open);
                    }
                }
                "sdt" if is_placeholder(element) => {}
                // Deleted text, field codes, phonetic guides, properties and comments are not read.
                "del" | "moveFrom" | "delText" | "instrText" | "rt" | "pPr" | "rPr" | "sdtPr"
                | "commentReference" => {}
                _ => self.runs(element, open),
            }
        }
    }
}

/// The branch that is shown: the first choice with text, else the fallback.
fn chosen(alternate: &Element) -> Option<&Element> {
    let choices = || alternate.elements().filter(|branch| branch.name == "Choice");
    choices()
        .find(|choice| choice.text().is_some())
        .or_else(|| alternate.child("Fallback"))
        .or_else(|| choices().next())
}

/// A content control that only shows what to type.
fn is_placeholder(control: &Element) -> bool {
    control.child("sdtPr").and_then(|found| found.child("showingPlcHdr")).is_some_and(is_on)
}

fn is_hidden(run: &Element) -> bool {
    run.child("rPr").and_then(|found| found.child("vanish")).is_some_and(is_on)
}

fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off"))
}

/// A character of a symbol font; those of the private area mean nothing without it.
fn symbol(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("char")?, 16).ok()?;
    char::from_u32(code).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control())
}
