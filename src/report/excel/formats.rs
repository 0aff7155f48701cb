//! How cells look. Every format gives its reading order: right to left for Arabic, left to right for numbers and codes.

use super::super::cells::Mark;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Excel's reading orders of a cell.
const LEFT_TO_RIGHT: u8 = 1;
const RIGHT_TO_LEFT: u8 = 2;

/// How cells look.
pub(in super::super) struct Formats {
    /// Arabic text.
    pub(in super::super) text: Format,
    /// Text without Arabic letters: names, addresses, codes.
    pub(super) latin: Format,
    /// A whole number.
    pub(in super::super) number: Format,
    /// A number with decimals.
    pub(super) decimal: Format,
    pub(super) date: Format,
    pub(in super::super) head: Format,
    pub(in super::super) link: Format,
    /// The title of a sheet or section.
    pub(in super::super) title: Format,
    /// A sentence that runs over its neighbours.
    pub(in super::super) line: Format,
    pub(in super::super) share: Format,
    /// A link that runs over its empty neighbours.
    pub(in super::super) run: Format,
}

impl Formats {
    pub(in super::super) fn new() -> Self {
        // Thin lines keep neighbours apart where a long word reaches its cell's edge.
        let base = Format::new()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Right)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00D0_D7DE));
        let right = base.clone().set_text_wrap().set_reading_direction(RIGHT_TO_LEFT);
        let left = base.set_reading_direction(LEFT_TO_RIGHT);
        let bare = Format::new().set_align(FormatAlign::Right).set_reading_direction(RIGHT_TO_LEFT);
        Self {
            text: right.clone().set_num_format("@"),
            latin: left.clone().set_text_wrap().set_num_format("@"),
            number: left.clone().set_num_format("#,##0"),
            decimal: left.clone().set_num_format("#,##0.00"),
            date: left.clone().set_num_format("yyyy-mm-dd"),
            head: right
                .clone()
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x001F_4E79)),
            link: right
                .set_font_color(Color::RGB(0x001F_4E79))
                .set_underline(FormatUnderline::Single)
                .set_num_format("@"),
            run: bare.clone().set_font_color(Color::RGB(0x001F_4E79)).set_underline(FormatUnderline::Single),
            title: bare.clone().set_bold().set_font_size(14),
            line: bare,
            share: left.set_num_format("0%"),
        }
    }
}

/// The ground of cells that a rule colours.
pub(super) fn ground(mark: Mark) -> Format {
    Format::new().set_background_color(match mark {
        Mark::Error => Color::RGB(0x00FA_DBD8),
        Mark::Warning => Color::RGB(0x00FC_F3CF),
    })
}
