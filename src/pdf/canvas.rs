//! What pages are drawn on, and the canvas that printpdf gives.
//!
//! [`Canvas`] is all that the rest of this module asks of a writer, so that another one could take its place.

use crate::typeset::{Fill, Rule, Shown};
use lopdf::Document;
use printpdf::{
    Color, CurTransMat, DictItem, FontId, Greyscale, LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Pt, Rect, TextMatrix,
};
use std::collections::BTreeMap;

/// What a stretch of a page is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Part of the text: a structure name and its number on the page.
    Part(&'static str, usize),
    /// Skipped when read aloud.
    Artifact,
}

/// A stretch of glyphs, or a distance to the right in thousandths of the size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Show {
    /// Glyph numbers, two bytes each.
    Glyphs(Vec<u8>),
    /// A distance.
    Skip(i32),
}

/// What pages are drawn on; y grows downwards from the upper edge.
pub(super) trait Canvas {
    /// Begins a page.
    fn page(&mut self);
    /// Begins a marked stretch.
    fn open(&mut self, mark: Mark);
    /// Ends it.
    fn close(&mut self);
    /// Begins lines of text.
    fn begin_text(&mut self);
    /// Ends them.
    fn end_text(&mut self);
    /// Moves to the start of a line.
    fn at(&mut self, x: f32, y: f32);
    /// Chooses a font by its resource name.
    fn font(&mut self, name: &'static str, size: f32);
    /// Shows glyphs.
    fn show(&mut self, shown: Vec<Show>);
    /// A grey box.
    fn fill(&mut self, fill: &Fill);
    /// A stroke.
    fn rule(&mut self, rule: &Rule);
    /// A picture by its resource name.
    fn picture(&mut self, name: &str, shown: &Shown);
}

/// A canvas of printpdf.
pub(super) struct Printpdf {
    document: PdfDocument,
    paper: (f32, f32),
    ops: Vec<Op>,
    begun: bool,
    stroke: f32,
    gray: f32,
}

impl Printpdf {
    pub(super) fn new(title: &str, paper: (f32, f32)) -> Self {
        Self {
            document: PdfDocument::new(title),
            paper,
            ops: Vec::new(),
            begun: false,
            stroke: -1.0,
            gray: 0.0,
        }
    }

    /// The document, without fonts.
    pub(super) fn document(mut self) -> Document {
        self.finish_page();
        // Not `secure`: that would drop the show operators, whose glyph numbers are ours already.
        let options =
            PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
        self.document.to_lopdf_document(&options, &mut Vec::new())
    }

    fn finish_page(&mut self) {
        if self.begun {
            let sheet = || Rect::from_wh(Pt(self.paper.0), Pt(self.paper.1));
            let (media_box, trim_box, crop_box) = (sheet(), sheet(), sheet());
            let ops = std::mem::take(&mut self.ops);
            self.document.pages.push(PdfPage { media_box, trim_box, crop_box, ops });
        }
    }

    /// Chooses the grey of what is drawn next.
    fn paint(&mut self, percent: f32) {
        if self.gray != percent {
            self.gray = percent;
            let col = Color::Greyscale(Greyscale { percent, icc_profile: None });
            self.ops.push(Op::SetFillColor { col });
        }
    }

    fn point(&self, (x, y): (f32, f32)) -> LinePoint {
        LinePoint { p: Point { x: Pt(rounded(x)), y: Pt(rounded(self.paper.1 - y)) }, bezier: false }
    }
}

/// A hundredth of a point is finer than any printer.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

impl Canvas for Printpdf {
    fn page(&mut self) {
        self.finish_page();
        self.begun = true;
        self.stroke = -1.0;
        self.gray = 0.0;
    }

    fn open(&mut self, mark: Mark) {
        self.ops.push(match mark {
            Mark::Artifact => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
            Mark::Part(name, number) => {
                let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
                let map = BTreeMap::from([("MCID".to_owned(), number)]);
                Op::BeginMarkedContentWithProperties {
                    tag: name.to_owned(),
                    properties: DictItem::Dict { map },
                }
            }
        });
    }

    fn close(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }

    fn begin_text(&mut self) {
        self.paint(0.0);
        self.ops.push(Op::StartTextSection);
    }

    fn end_text(&mut self) {
        self.ops.push(Op::EndTextSection);
    }

    fn at(&mut self, x: f32, y: f32) {
        let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, rounded(x), rounded(self.paper.1 - y)]);
        self.ops.push(Op::SetTextMatrix { matrix });
    }

    fn font(&mut self, name: &'static str, size: f32) {
        let font = PdfFontHandle::External(FontId(name.to_owned()));
        self.ops.push(Op::SetFont { font, size: Pt(size) });
    }

    fn show(&mut self, shown: Vec<Show>) {
        let shown = shown.into_iter().map(|shown| match shown {
            Show::Glyphs(data) => DictItem::String { data, literal: false },
            Show::Skip(distance) => DictItem::Int(-i64::from(distance)),
        });
        self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(shown.collect())] });
    }

    fn fill(&mut self, fill: &Fill) {
        self.paint(fill.gray);
        let rectangle = Rect {
            x: Pt(rounded(fill.x)),
            y: Pt(rounded(self.paper.1 - fill.y - fill.height)),
            width: Pt(rounded(fill.width)),
            height: Pt(rounded(fill.height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn rule(&mut self, rule: &Rule) {
        if self.stroke != rule.width {
            self.stroke = rule.width;
            self.ops.push(Op::SetOutlineThickness { pt: Pt(rule.width) });
        }
        let points = vec![self.point(rule.from), self.point(rule.to)];
        self.ops.push(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
    }

    fn picture(&mut self, name: &str, shown: &Shown) {
        let (x, y) = (rounded(shown.x), rounded(self.paper.1 - shown.y - shown.height));
        let raw = [rounded(shown.width), 0.0, 0.0, rounded(shown.height), x, y];
        let value = vec![DictItem::Name(name.as_bytes().to_vec())];
        self.ops.extend([
            Op::SaveGraphicsState,
            Op::SetTransformationMatrix { matrix: CurTransMat::Raw(raw) },
            Op::Unknown { key: "Do".to_owned(), value },
            Op::RestoreGraphicsState,
        ]);
    }
}
