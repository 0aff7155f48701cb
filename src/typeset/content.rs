//! What is to be set: a [`Sheet`] of [`Content`], before any letter has a place.
//!
//! In: what templates and reports build. Out: what [`super::pages`] sets. Always holds: a text is in logical order,
//! and a value that came from a slot already stands between isolates (`\u{2068}…\u{2069}`). Lengths are points.

/// One document to set: its text, its paper and its running lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The document's title, shown by viewers and read aloud; not drawn.
    pub title: String,
    /// The language of the text; it decides the base direction.
    pub language: Language,
    /// The paper.
    pub paper: Paper,
    /// The empty edges of the page.
    pub margins: Margins,
    /// The size of plain text.
    pub size: f32,
    /// The digits of page and item numbers.
    pub digits: Digits,
    /// How justified lines fill their width.
    pub justify: Justify,
    /// The line at the top of every page, if any.
    pub header: Option<Running>,
    /// The line at the foot of every page, if any.
    pub footer: Option<Running>,
    /// What stands between them.
    pub body: Vec<Content>,
    /// What stands at the foot of the page on which a piece of the body refers to it.
    pub notes: Vec<Text>,
}

/// A language a sheet can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Right to left.
    Arabic,
    /// Left to right.
    French,
    /// Left to right.
    English,
}

/// A paper format, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8½ × 11 inches.
    Letter,
}

/// The distance of the text from the four edges of the paper; header and footer stand inside it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct Margins {
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    pub left: f32,
}

/// Which digits numbers made by the typesetter are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789, as in the Maghreb.
    Western,
    /// ٠١٢٣٤٥٦٧٨٩, as in the Mashriq.
    ArabicIndic,
}

/// How justified lines fill their width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Justify {
    /// By wider spaces.
    Spaces,
    /// By Arabic words drawn longer at fit places, then by wider spaces.
    Kashida,
}

/// A line repeated on every page, with the page's number in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The pieces in logical order.
    pub pieces: Vec<RunningPiece>,
    /// Where the line stands.
    pub align: Align,
}

/// A piece of a [`Running`] line.
#[derive(Debug, Clone, PartialEq)]
pub enum RunningPiece {
    /// Words that do not change.
    Words(Text),
    /// The number of the page.
    Page,
    /// The number of pages of the document.
    Pages,
}

/// Something to set, one below the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A heading, which also becomes a bookmark.
    Heading {
        /// Its depth, 1 to 6.
        level: u8,
        /// Its words.
        text: Text,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list, one level deep.
    List {
        /// The items.
        items: Vec<Text>,
        /// What stands before each.
        marker: Marker,
    },
    /// A table.
    Table(Table),
    /// Keys and their values, one pair a line.
    Pairs(Vec<Pair>),
    /// The head of official paper: lines at both sides of the page.
    Letterhead(Letterhead),
    /// Who signs: kept together, never alone on a page.
    Signature(Signature),
    /// A line across the text.
    Rule,
    /// Empty height.
    Space(f32),
    /// The rest of the page stays empty.
    PageBreak,
    /// Contents that stand on one page, as long as one page can hold them.
    Together(Vec<Content>),
    /// A ruled line to be filled by hand, after its label.
    Blank(Text),
    /// A drawing, such as a chart or a code for scanners.
    Figure(super::figure::Figure),
}

/// Lines of text of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The words; a line feed ends a line.
    pub text: Text,
    /// How lines stand in the width.
    pub align: Align,
    /// Size as a factor of the sheet's.
    pub scale: f32,
    /// Empty height above.
    pub before: f32,
    /// Empty height below.
    pub after: f32,
}

/// How lines stand in their width; start and end follow the base direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the right in Arabic, at the left in French.
    Start,
    /// In the middle.
    Center,
    /// At the left in Arabic, at the right in French.
    End,
    /// At both edges, by wider spaces; the last line at the start.
    Justify,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A round bullet.
    Bullet,
    /// 1. 2. 3.
    Number,
}

/// Words in logical order, some of them bold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The pieces; bidi runs over all of them together.
    pub pieces: Vec<Piece>,
}

/// Words of one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub string: String,
    /// Their weight.
    pub weight: Weight,
    /// The note they are the sign of: its index in [`Sheet::notes`].
    pub note: Option<usize>,
}

/// The weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Weight {
    Regular,
    Bold,
}

/// A table: one row of headers, repeated on every page, then the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns, in reading order: the first stands at the right in Arabic.
    pub columns: Vec<Column>,
    /// The rows; a missing cell is empty, a cell too many is an error.
    pub rows: Vec<Vec<Text>>,
    /// A last row in bold.
    pub total: Option<Vec<Text>>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The header's words.
    pub header: Text,
    /// How the cells below it stand.
    pub align: Align,
    /// Its share of the width; without one, the width follows the content.
    pub share: Option<f32>,
}

/// A key and its value in [`Content::Pairs`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What the value is.
    pub key: Text,
    /// The value.
    pub value: Text,
}

/// Lines at the right and at the left of the paper, whatever the base direction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Letterhead {
    /// The lines at the right, as a rule Arabic.
    pub right: Vec<Text>,
    /// The lines at the left, as a rule French; each line's own letters decide its direction.
    pub left: Vec<Text>,
    /// The picture between them.
    pub logo: Option<super::figure::Figure>,
}

/// The block a letter ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// Office, name and the like.
    pub lines: Vec<Text>,
    /// Room for the hand, below the lines.
    pub room: f32,
    /// What stands in that room: a signature, a stamp; the first at the left.
    pub pictures: Vec<super::figure::Figure>,
}

impl Sheet {
    /// An empty A4 sheet with usual margins, plain text of 13 points and no running lines.
    #[must_use]
    pub fn new(title: impl Into<String>, language: Language) -> Self {
        Self {
            title: title.into(),
            language,
            paper: Paper::A4,
            margins: Margins { top: 56.7, right: 56.7, bottom: 56.7, left: 56.7 },
            size: 13.0,
            digits: Digits::Western,
            justify: Justify::Spaces,
            header: None,
            footer: None,
            body: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Digits {
    /// The sign of the note with this number, counted from 1: «¹», or «(١)», since there are no raised eastern digits.
    #[must_use]
    pub fn sign(self, number: usize) -> String {
        const RAISED: [char; 10] = [
            '\u{2070}', '\u{B9}', '\u{B2}', '\u{B3}', '\u{2074}', '\u{2075}', '\u{2076}', '\u{2077}',
            '\u{2078}', '\u{2079}',
        ];
        let digits = number.to_string();
        let digits = digits.chars().filter_map(|c| c.to_digit(10));
        match self {
            Self::Western => digits.filter_map(|digit| RAISED.get(digit as usize)).collect(),
            Self::ArabicIndic => {
                let eastern: String = digits.filter_map(|digit| char::from_u32(0x660 + digit)).collect();
                format!("({eastern})")
            }
        }
    }
}

impl Language {
    /// The tag readers of the file are given.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

impl Paper {
    /// Width and height in points.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

impl Running {
    /// A line in which `{page}` and `{pages}` stand for the numbers.
    #[must_use]
    pub fn parse(line: &str, align: Align) -> Self {
        let mut pieces = Vec::new();
        let mut rest = line;
        while let Some(at) = rest.find("{page") {
            let (before, slot) = rest.split_at(at);
            let (piece, length) = if slot.starts_with("{page}") {
                (RunningPiece::Page, "{page}".len())
            } else if slot.starts_with("{pages}") {
                (RunningPiece::Pages, "{pages}".len())
            } else {
                break;
            };
            if !before.is_empty() {
                pieces.push(RunningPiece::Words(before.into()));
            }
            pieces.push(piece);
            rest = &slot[length..];
        }
        if !rest.is_empty() {
            pieces.push(RunningPiece::Words(rest.into()));
        }
        Self { pieces, align }
    }
}

impl Paragraph {
    /// A plain paragraph: sheet's size, half a line below.
    #[must_use]
    pub fn new(text: impl Into<Text>, align: Align) -> Self {
        Self { text: text.into(), align, scale: 1.0, before: 0.0, after: 8.0 }
    }
}

impl Column {
    /// A column as wide as its content asks, cells at the start.
    #[must_use]
    pub fn new(header: impl Into<Text>) -> Self {
        Self { header: header.into(), align: Align::Start, share: None }
    }
}

impl Text {
    /// Words of one weight.
    #[must_use]
    pub fn new(string: impl Into<String>, weight: Weight) -> Self {
        Self { pieces: vec![Piece { string: string.into(), weight, note: None }] }
    }

    /// Words in bold.
    #[must_use]
    pub fn bold(string: impl Into<String>) -> Self {
        Self::new(string, Weight::Bold)
    }

    /// The sign of a note, never parted from the word before it; after a number too it stands behind.
    #[must_use]
    pub fn sign(note: usize, digits: Digits) -> Piece {
        let string = format!("\u{2060}\u{2068}{}\u{2069}", digits.sign(note + 1));
        Piece { string, weight: Weight::Regular, note: Some(note) }
    }

    /// The words without their weights.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.string.as_str()).collect()
    }

    /// True when there is nothing but white space and invisible characters.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let blank = |c: char| c.is_whitespace() || crate::text::is_default_ignorable(c);
        self.pieces.iter().all(|piece| piece.string.chars().all(blank))
    }
}

impl From<&str> for Text {
    fn from(string: &str) -> Self {
        Self::new(string, Weight::Regular)
    }
}

impl From<String> for Text {
    fn from(string: String) -> Self {
        Self::new(string, Weight::Regular)
    }
}
