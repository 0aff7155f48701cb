//! Contents as paragraphs and tables of Word.

use super::runs::{Bold, Look, Way, escaped, first_way, runs};
use crate::typeset::{
    Align, Content, Language, Letterhead, Marker, Pair, Running, RunningPiece, Sheet, Table, Text,
};
use std::fmt::Write as _;

/// The parts of a document that its content decides.
pub(super) struct Written {
    pub(super) document: String,
    pub(super) footer: String,
    pub(super) numbering: String,
}

/// Dots of a line to be filled by hand.
const DOTS: usize = 60;

/// `sheet` as the parts of a document.
pub(super) fn write(sheet: &Sheet) -> Written {
    let base = match sheet.language {
        Language::Arabic => Way::Left,
        Language::French | Language::English => Way::Right,
    };
    let (width, height) = sheet.paper.size();
    let room = width - sheet.margins.left - sheet.margins.right;
    let mut writer =
        Writer { base, size: sheet.size, room, out: String::new(), lists: Vec::new(), next: Next::Free };
    writer.contents(&sheet.body);
    writer.notes(sheet);
    let bidi = if base == Way::Left { "<w:bidi/>" } else { "" };
    let margins = sheet.margins;
    let section = format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar \
         w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"400\" w:footer=\"400\" \
         w:gutter=\"0\"/>{bidi}</w:sectPr>",
        twips(width),
        twips(height),
        twips(margins.top),
        twips(margins.right),
        twips(margins.bottom),
        twips(margins.left)
    );
    Written {
        document: format!("<w:body>{}{section}</w:body>", writer.out),
        footer: footer(sheet.footer.as_ref(), base),
        numbering: numbering(&writer.lists),
    }
}

fn twips(points: f32) -> i32 {
    // A sheet is some thousands of twips: far within an i32.
    #[expect(clippy::cast_possible_truncation, reason = "said above")]
    let twips = (points * 20.0).round() as i32;
    twips
}

/// Whether the next paragraph stands on the same page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Free,
    Same,
}

struct Writer {
    base: Way,
    size: f32,
    room: f32,
    out: String,
    lists: Vec<Marker>,
    next: Next,
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy)]
struct Stand {
    align: Align,
    scale: f32,
    after: f32,
    bold: Bold,
    next: Next,
}

impl Writer {
    fn contents(&mut self, contents: &[Content]) {
        for content in contents {
            self.content(content);
        }
    }

    /// Notes stand at the end, below a line.
    fn notes(&mut self, sheet: &Sheet) {
        if !sheet.notes.is_empty() {
            self.content(&Content::Rule);
        }
        for (note, number) in sheet.notes.iter().zip(1..) {
            let mut text = Text::from(format!("{} ", sheet.digits.sign(number)));
            text.pieces.extend(note.pieces.iter().cloned());
            let stand = Stand { scale: 0.8, after: 0.0, ..self.stand(Align::Start) };
            self.paragraph(&text, self.base, stand, "");
        }
    }

    fn stand(&self, align: Align) -> Stand {
        Stand { align, scale: 1.0, after: 6.0, bold: Bold::AsWritten, next: self.next }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Heading { level, text } => {
                let (scale, align) = match level {
                    1 => (1.5, Align::Center),
                    2 => (1.25, Align::Start),
                    3 => (1.1, Align::Start),
                    _ => (1.0, Align::Start),
                };
                let stand = Stand { scale, bold: Bold::All, next: Next::Same, ..self.stand(align) };
                self.paragraph(text, self.base, stand, "");
            }
            Content::Paragraph(words) => {
                let stand = Stand { scale: words.scale, after: words.after, ..self.stand(words.align) };
                self.paragraph(&words.text, self.base, stand, "");
            }
            Content::List { items, marker } => {
                self.lists.push(*marker);
                let number = self.lists.len();
                for item in items {
                    let list = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
                    self.paragraph(item, self.base, Stand { after: 2.0, ..self.stand(Align::Start) }, &list);
                }
            }
            Content::Table(table) => self.table(table),
            Content::Pairs(pairs) => self.pairs(pairs),
            Content::Letterhead(head) => self.letterhead(head),
            Content::Signature(signature) => {
                self.space(self.size);
                for line in &signature.lines {
                    let stand = Stand { next: Next::Same, after: 0.0, ..self.stand(Align::Center) };
                    self.signed(line, stand);
                }
                self.space(signature.room);
            }
            Content::Rule => self.out.push_str(
                "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>\
                 <w:spacing w:after=\"120\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>",
            ),
            Content::Space(height) => self.space(*height),
            Content::PageBreak => self.out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            Content::Together(inner) => {
                let before = std::mem::replace(&mut self.next, Next::Same);
                self.contents(inner);
                self.next = before;
            }
            Content::Blank(label) => {
                let mut text = label.clone();
                text.pieces.push(Text::from(format!(" {}", ".".repeat(DOTS))).pieces.swap_remove(0));
                self.paragraph(&text, self.base, self.stand(Align::Start), "");
            }
            // A drawing is on paper alone; what it says in words stays.
            Content::Figure(figure) => {
                self.paragraph(&figure.alt.as_str().into(), self.base, self.stand(figure.align), "");
            }
        }
    }

    /// The half of the line at the end of the paragraph's direction, where hands sign.
    fn signed(&mut self, line: &Text, stand: Stand) {
        let indent = twips(self.room * 0.5);
        self.paragraph_with(line, self.base, stand, "", &format!("<w:ind w:start=\"{indent}\"/>"));
    }

    fn space(&mut self, points: f32) {
        let height = twips(points.max(1.0));
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"{height}\" w:lineRule=\"exact\"/></w:pPr></w:p>"
        );
    }

    fn paragraph(&mut self, text: &Text, way: Way, stand: Stand, extra: &str) {
        self.paragraph_with(text, way, stand, extra, "");
    }

    fn paragraph_with(&mut self, text: &Text, way: Way, stand: Stand, extra: &str, indent: &str) {
        let keep = if stand.next == Next::Same { "<w:keepNext/>" } else { "" };
        let bidi = if way == Way::Left { "<w:bidi/>" } else { "" };
        let align = match stand.align {
            Align::Start => "start",
            Align::Center => "center",
            Align::End => "end",
            Align::Justify => "both",
        };
        let _ = write!(
            self.out,
            "<w:p><w:pPr>{keep}{extra}{bidi}<w:spacing w:after=\"{}\"/>{indent}<w:jc w:val=\"{align}\"/></w:pPr>{}</w:p>",
            twips(stand.after),
            runs(text, way, self.look(stand))
        );
    }

    fn look(&self, stand: Stand) -> Look {
        // Sizes are tens of half points.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "said above")]
        let size = (self.size * stand.scale * 2.0).round().max(2.0) as u32;
        Look { size: Some(size).filter(|_| stand.scale != 1.0), bold: stand.bold }
    }

    /// Opens a table of columns so wide, in reading order.
    fn open(&mut self, widths: &[f32], borders: &str) {
        let visual = if self.base == Way::Left { "<w:bidiVisual/>" } else { "" };
        let grid: String =
            widths.iter().map(|width| format!("<w:gridCol w:w=\"{}\"/>", twips(*width))).collect();
        let whole = twips(widths.iter().sum());
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr>{visual}<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>{borders}<w:tblLayout \
             w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
    }

    fn cell(&mut self, width: f32, lines: &[(Text, Way, Stand)]) {
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", twips(width));
        for (text, way, stand) in lines {
            self.paragraph(text, *way, *stand, "");
        }
        if lines.is_empty() {
            self.out.push_str("<w:p/>");
        }
        self.out.push_str("</w:tc>");
    }

    fn close(&mut self) {
        self.out.push_str("</w:tbl>");
        self.space(6.0);
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table, self.room);
        let side =
            |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
        self.open(&widths, &format!("<w:tblBorders>{sides}</w:tblBorders>"));
        let stand = Stand { after: 0.0, ..self.stand(Align::Start) };
        let head: Vec<(Text, Stand)> = table
            .columns
            .iter()
            .map(|column| (column.header.clone(), Stand { bold: Bold::All, align: column.align, ..stand }))
            .collect();
        self.row(&widths, &head, "<w:tblHeader/>");
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns);
            let cells = cells.map(|(text, column)| (text.clone(), Stand { align: column.align, ..stand }));
            self.row(&widths, &cells.collect::<Vec<_>>(), "");
        }
        if let Some(total) = &table.total {
            let cells = total.iter().zip(&table.columns);
            let bold = |align| Stand { bold: Bold::All, align, ..stand };
            let cells = cells.map(|(text, column)| (text.clone(), bold(column.align)));
            self.row(&widths, &cells.collect::<Vec<_>>(), "");
        }
        self.close();
    }

    fn row(&mut self, widths: &[f32], cells: &[(Text, Stand)], kind: &str) {
        let _ = write!(self.out, "<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>");
        for (at, width) in widths.iter().enumerate() {
            let lines: Vec<_> =
                cells.get(at).map(|(text, stand)| (text.clone(), self.base, *stand)).into_iter().collect();
            self.cell(*width, &lines);
        }
        self.out.push_str("</w:tr>");
    }

    fn pairs(&mut self, pairs: &[Pair]) {
        let widths = [self.room * 0.35, self.room * 0.65];
        self.open(&widths, "");
        let stand = Stand { after: 2.0, ..self.stand(Align::Start) };
        for Pair { key, value } in pairs {
            let mut label = key.clone();
            label.pieces.push(Text::from(":").pieces.swap_remove(0));
            self.row(&widths, &[(label, Stand { bold: Bold::All, ..stand }), (value.clone(), stand)], "");
        }
        self.close();
    }

    fn letterhead(&mut self, head: &Letterhead) {
        let widths = [self.room * 0.5, self.room * 0.5];
        self.open(&widths, "");
        let plain = Stand { after: 0.0, ..self.stand(Align::Start) };
        let side = |texts: &[Text], at: Way| -> Vec<(Text, Way, Stand)> {
            let line = |text: &Text| {
                let way = first_way(&text.plain()).unwrap_or(self.base);
                // An Arabic line starts at the right, a French one at the left: the other side is their end.
                let align = if way == at { Align::Start } else { Align::End };
                (text.clone(), way, Stand { align, ..plain })
            };
            texts.iter().map(line).collect()
        };
        let (right, left) = (side(&head.right, Way::Left), side(&head.left, Way::Right));
        let cells = if self.base == Way::Left { [right, left] } else { [left, right] };
        self.out.push_str("<w:tr>");
        for (width, lines) in widths.iter().zip(&cells) {
            self.cell(*width, lines);
        }
        self.out.push_str("</w:tr>");
        self.close();
    }
}

/// The narrowest column, in points.
const LEAST: f32 = 34.0;

/// Widths of a table's columns: their shares, or about as wide as their longest words ask.
fn widths(table: &Table, room: f32) -> Vec<f32> {
    let weight = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let longest = cells.map(|cell| cell.plain().chars().count()).max().unwrap_or(0);
        let head = table.columns.get(at).map_or(0, |column| column.header.plain().chars().count());
        // Numbers of letters in a cell are small.
        #[expect(clippy::cast_precision_loss, reason = "said above")]
        let weight = longest.max(head).clamp(7, 26) as f32;
        weight
    };
    let weights: Vec<f32> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| column.share.unwrap_or_else(|| weight(at)))
        .collect();
    let whole: f32 = weights.iter().sum();
    let mut widths: Vec<f32> = weights.iter().map(|weight| room * weight / whole.max(0.01)).collect();
    // Word keeps space at both sides of a cell: a column of numbers must not break its heading in two.
    let lacking: f32 = widths.iter().map(|width| (LEAST - width).max(0.0)).sum();
    if let Some(widest) = (0..widths.len()).max_by(|&a, &b| widths[a].total_cmp(&widths[b]))
        && widths[widest] > LEAST + lacking
    {
        widths.iter_mut().for_each(|width| *width = width.max(LEAST));
        widths[widest] -= lacking;
    }
    widths
}

fn footer(running: Option<&Running>, base: Way) -> String {
    let mut out = String::new();
    let look = Look { size: Some(20), bold: Bold::AsWritten };
    for piece in running.map_or(&[][..], |running| &running.pieces) {
        match piece {
            RunningPiece::Words(text) => out.push_str(&runs(text, base, look)),
            RunningPiece::Page => out.push_str(&field("PAGE")),
            RunningPiece::Pages => out.push_str(&field("NUMPAGES")),
        }
    }
    let bidi = if base == Way::Left { "<w:bidi/>" } else { "" };
    format!("<w:p><w:pPr>{bidi}<w:jc w:val=\"center\"/></w:pPr>{out}</w:p>")
}

fn field(name: &str) -> String {
    let size = "<w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>";
    format!("<w:fldSimple w:instr=\" {} \"><w:r>{size}<w:t>1</w:t></w:r></w:fldSimple>", escaped(name))
}

/// Two kinds of lists, and one list of its own for each: numbers begin anew.
fn numbering(lists: &[Marker]) -> String {
    let kind = |number: usize, format: &str, text: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{number}\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt \
             w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"start\"/><w:pPr><w:ind \
             w:start=\"567\" w:hanging=\"397\"/></w:pPr></w:lvl></w:abstractNum>"
        )
    };
    let mut out = kind(0, "bullet", "\u{2022}") + &kind(1, "decimal", "%1.");
    for (marker, number) in lists.iter().zip(1..) {
        let of = usize::from(*marker == Marker::Number);
        let _ = write!(
            out,
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{of}\"/><w:lvlOverride \
             w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        );
    }
    out
}
