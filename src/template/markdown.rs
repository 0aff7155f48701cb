//! The Markdown of a filled template becomes content to set.
//!
//! Headings, paragraphs, lists, tables, **bold**, rules, and blocks fenced by three backticks: `letterhead` (lines at
//! the right, a line `---`, lines at the left), `signature` (both with pictures, `![what it shows](file.png 70)`), `pairs` (`key :: value` a line), `blank` (a label a
//! line), `start`, `center`, `end` (paragraphs so aligned; a factor of the size may follow), `together`, `space` (points),
//! `pagebreak`, `image` (file and description; align and width before them), `chart` (title and names of series, then a label and its values a line, with `::` between them).

use super::TemplateError;
use super::pictures::Pictures;
use crate::typeset::{
    Align, Column, Content, Digits, Figure, Language, Letterhead, Marker, Pair, Paragraph, Piece, Signature,
    Table, Text, Weight,
};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// Room for a signature and a stamp, in points.
const SIGNATURE_ROOM: f32 = 64.0;
/// Width of a logo, and of a signature or a stamp, unless the template says it.
const LOGO: f32 = 64.0;
const SIGNED: f32 = 84.0;

/// The content of `markdown`, the filled template called `file`, and its notes.
///
/// # Errors
/// Markdown that is not set here, an unknown block.
pub(super) fn content(
    file: &str,
    markdown: &str,
    language: Language,
    digits: Digits,
    pictures: &Pictures,
) -> Result<(Vec<Content>, Vec<Text>), TemplateError> {
    let (language, digits, pictures) = (Some(language), Some(digits), Some(pictures));
    Reader { file, language, digits, pictures, ..Reader::default() }.read(markdown)
}

#[derive(Default)]
struct Reader<'a> {
    file: &'a str,
    language: Option<Language>,
    digits: Option<Digits>,
    pictures: Option<&'a Pictures>,
    /// The names of the notes referred to so far, and the notes that are written, by name.
    signs: Vec<String>,
    notes: BTreeMap<String, Text>,
    /// The note being read.
    note: Option<String>,
    out: Vec<Content>,
    text: Text,
    bold: usize,
    items: Vec<Text>,
    table: Table,
    row: Vec<Text>,
    code: Option<(String, String)>,
    marker: Option<Marker>,
}

impl Reader<'_> {
    fn read(mut self, markdown: &str) -> Result<(Vec<Content>, Vec<Text>), TemplateError> {
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            self.event(event)?;
        }
        let mut notes = Vec::with_capacity(self.signs.len());
        for name in &self.signs {
            match self.notes.remove(name) {
                Some(note) => notes.push(note),
                None => return self.refused(format!("the sign [^{name}], whose note is not written,")),
            }
        }
        match self.notes.keys().next() {
            Some(name) => self.refused(format!("the note [^{name}], to which nothing refers,")),
            None => Ok((self.out, notes)),
        }
    }

    /// The sign of a note.
    fn sign(&mut self, name: &str) {
        let at = self.signs.iter().position(|known| known == name).unwrap_or_else(|| {
            self.signs.push(name.to_owned());
            self.signs.len() - 1
        });
        self.text.pieces.push(Text::sign(at, self.digits.unwrap_or(Digits::Western)));
    }

    fn refused<T>(&self, what: impl Into<String>) -> Result<T, TemplateError> {
        Err(TemplateError::Markdown { file: self.file.to_owned(), what: what.into() })
    }

    fn event(&mut self, event: Event<'_>) -> Result<(), TemplateError> {
        match event {
            Event::Start(tag) => return self.start(tag),
            Event::End(tag) => return self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => self.out.push(Content::Rule),
            Event::FootnoteReference(name) if self.note.is_none() => self.sign(&name),
            Event::Html(html) | Event::InlineHtml(html) => {
                return self.refused(format!("HTML ({})", html.trim()));
            }
            other => return self.refused(format!("{other:?}")),
        }
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(words);
            return;
        }
        let weight = if self.bold > 0 { Weight::Bold } else { Weight::Regular };
        match self.text.pieces.last_mut() {
            Some(piece) if piece.weight == weight && piece.note.is_none() => piece.string.push_str(words),
            _ => self.text.pieces.push(Piece { string: words.to_owned(), weight, note: None }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), TemplateError> {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::FootnoteDefinition(name) => self.note = Some(name.to_string()),
            ref tag if self.note.is_some() && !matches!(tag, Tag::Paragraph) => {
                return self.refused("anything but paragraphs inside a note");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(kind)) => {
                self.code = Some((kind.to_string(), String::new()))
            }
            Tag::List(first) if self.marker.is_none() => {
                self.marker = Some(if first.is_some() { Marker::Number } else { Marker::Bullet });
            }
            Tag::List(_) => return self.refused("a list inside a list"),
            Tag::Table(aligns) => {
                let align = |align: &Alignment| match align {
                    Alignment::Center => Align::Center,
                    Alignment::Right => Align::End,
                    Alignment::None | Alignment::Left => Align::Start,
                };
                let columns = aligns.iter().map(|known| Column { align: align(known), ..Column::new("") });
                self.table = Table { columns: columns.collect(), ..Table::default() };
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell => {
                if self.marker.is_none() || !matches!(tag, Tag::Paragraph) {
                    self.text = Text::default();
                }
            }
            other => return self.refused(format!("{other:?}")),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), TemplateError> {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                self.out.push(Content::Heading { level: level as u8, text });
            }
            TagEnd::FootnoteDefinition => self.note = None,
            TagEnd::Paragraph if self.note.is_some() => {
                let mut text = std::mem::take(&mut self.text);
                let note = self.notes.entry(self.note.clone().unwrap_or_default()).or_default();
                if !note.pieces.is_empty() {
                    note.pieces.extend(Text::from("\n").pieces);
                }
                note.pieces.append(&mut text.pieces);
            }
            TagEnd::Paragraph if self.marker.is_none() => {
                let text = std::mem::take(&mut self.text);
                if !text.is_blank() {
                    self.out.push(Content::Paragraph(Paragraph::new(text, Align::Justify)));
                }
            }
            TagEnd::Item => self.items.push(std::mem::take(&mut self.text)),
            TagEnd::List(_) => {
                let items = std::mem::take(&mut self.items);
                let marker = self.marker.take().unwrap_or(Marker::Bullet);
                self.out.push(Content::List { items, marker });
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => {
                let heads = std::mem::take(&mut self.row);
                for (column, head) in self.table.columns.iter_mut().zip(heads) {
                    column.header = head;
                }
            }
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let mut table = std::mem::take(&mut self.table);
                table.total = table.rows.pop_if(|row| is_total(row));
                if let Some(cell) = table.total.as_mut().and_then(|row| row.first_mut()) {
                    without_sign(cell);
                }
                self.out.push(Content::Table(table));
            }
            TagEnd::CodeBlock => {
                if let Some((kind, code)) = self.code.take() {
                    self.block(&kind, &code)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A fenced block.
    fn block(&mut self, kind: &str, code: &str) -> Result<(), TemplateError> {
        let (kind, rest) = kind.trim().split_once(' ').unwrap_or((kind.trim(), ""));
        if code.contains("[^") {
            return self.refused(format!("the sign of a note in the block `{kind}`"));
        }
        let lines = || code.lines().filter(|line| !line.trim().is_empty());
        let number = |default: f32| rest.trim().parse().unwrap_or(default);
        match kind {
            "letterhead" => {
                let (mut pictures, code) = self.pictures_of(code, LOGO)?;
                let (right, left) = code.split_once("---").unwrap_or((&code, ""));
                let side =
                    |side: &str| side.lines().filter(|line| !line.trim().is_empty()).map(inline).collect();
                if pictures.len() > 1 {
                    return self.refused("a second picture in a letterhead");
                }
                let head = Letterhead { right: side(right), left: side(left), logo: pictures.pop() };
                if head != Letterhead::default() {
                    self.out.push(Content::Letterhead(head));
                }
            }
            "signature" => {
                let (pictures, code) = self.pictures_of(code, SIGNED)?;
                let lines = code.lines().filter(|line| !line.trim().is_empty()).map(inline).collect();
                self.out.push(Content::Signature(Signature { lines, room: SIGNATURE_ROOM, pictures }));
            }
            "pairs" => {
                let pair = |line: &str| {
                    let (key, value) = line.split_once("::").unwrap_or((line, ""));
                    Pair { key: inline(key.trim()), value: inline(value.trim()) }
                };
                self.out.push(Content::Pairs(lines().map(pair).collect()));
            }
            "blank" => self.out.extend(lines().map(|line| Content::Blank(inline(line)))),
            "start" => self.aligned(code, Align::Start, number(1.0)),
            "center" => self.aligned(code, Align::Center, number(1.0)),
            "end" => self.aligned(code, Align::End, number(1.0)),
            "together" => {
                let language = self.language.unwrap_or(Language::Arabic);
                let (none, digits) = (Pictures::default(), self.digits.unwrap_or(Digits::Western));
                let (inner, _) = content(self.file, code, language, digits, self.pictures.unwrap_or(&none))?;
                self.out.push(Content::Together(inner));
            }
            "chart" => {
                let language = self.language.unwrap_or(Language::Arabic);
                self.out.extend(super::chart::chart(lines(), language).map(Content::Figure));
            }
            "image" => {
                let none = Pictures::default();
                let figure = self.pictures.unwrap_or(&none).figure(self.file, rest, lines())?;
                self.out.push(Content::Figure(figure));
            }
            "space" => self.out.push(Content::Space(number(12.0))),
            "pagebreak" => self.out.push(Content::PageBreak),
            other => return self.refused(format!("the block `{other}`")),
        }
        Ok(())
    }

    /// The pictures among the lines of a block, as wide as `width` unless they say otherwise, and its other lines.
    fn pictures_of(&self, code: &str, width: f32) -> Result<(Vec<Figure>, String), TemplateError> {
        let none = Pictures::default();
        self.pictures.unwrap_or(&none).taken(self.file, code, width)
    }

    fn aligned(&mut self, code: &str, align: Align, scale: f32) {
        for line in code.lines().filter(|line| !line.trim().is_empty()) {
            self.out.push(Content::Paragraph(Paragraph { scale, ..Paragraph::new(inline(line), align) }));
        }
    }
}

/// Whether a row is a total: its first cell begins with `=`, which the value of a slot cannot.
fn is_total(row: &[Text]) -> bool {
    row.first().and_then(|cell| cell.pieces.first()).is_some_and(|piece| piece.string.starts_with('='))
}

fn without_sign(cell: &mut Text) {
    if let Some(piece) = cell.pieces.first_mut() {
        piece.string = piece.string.trim_start_matches('=').trim_start().to_owned();
    }
}

/// One line of Markdown as text.
pub(super) fn inline(line: &str) -> Text {
    let mut reader = Reader::default();
    for event in Parser::new_ext(line.trim(), Options::empty()) {
        match event {
            Event::Text(words) | Event::Code(words) => reader.words(&words),
            Event::SoftBreak | Event::HardBreak => reader.words(" "),
            Event::Start(Tag::Strong) => reader.bold += 1,
            Event::End(TagEnd::Strong) => reader.bold = reader.bold.saturating_sub(1),
            _ => {}
        }
    }
    reader.text
}
