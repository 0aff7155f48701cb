//! What cannot be set.

use thiserror::Error;

/// A page that cannot be set right, and why.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TypesetError {
    /// A font that cannot be used.
    #[error("the font {name} cannot be used: {reason}")]
    Font {
        /// The font.
        name: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A character that no font draws.
    #[error(
        "no font draws «{character}» (U+{:04X}) in «{around}»; put another character in its place",
        u32::from(*character)
    )]
    Uncovered {
        /// The character.
        character: char,
        /// The words around it.
        around: String,
    },
    /// Letters the shaping engine refuses.
    #[error("«{text}» cannot be shaped")]
    Unshaped {
        /// The letters.
        text: String,
    },
    /// More shapes than one font can hold.
    #[error("the document needs more than 65,535 different shapes of one font; split it")]
    TooManyShapes,
    /// A letter that is wider than the line it must stand on.
    #[error(
        "there is not even room for one letter of «{around}»; widen the column or make the letters smaller"
    )]
    Overfull {
        /// The words.
        around: String,
    },
    /// A strip that no page can hold.
    #[error(
        "{height:.0} points must stand on one page, which has room for {page:.0} («{around}»); make it shorter"
    )]
    TooTall {
        /// Its height.
        height: f32,
        /// The height a page has for text.
        page: f32,
        /// Its words, if it has any.
        around: String,
    },
    /// A drawing that is wider than the text.
    #[error(
        "a figure of {width:.0} points stands where there is room for {room:.0} («{around}»); make it narrower"
    )]
    TooWide {
        /// Its width.
        width: f32,
        /// The width of the text.
        room: f32,
        /// What it shows, in words.
        around: String,
    },
    /// A row with more cells than its table has columns.
    #[error("row {row} of a table has {cells} cells, the table {columns} columns («{around}»)")]
    TooManyCells {
        /// The row, from 1, heads not counted.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The table's columns.
        columns: usize,
        /// The first words of the row.
        around: String,
    },
}

impl TypesetError {
    /// The words that cannot be set, or those around what cannot.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Font { .. } | Self::TooManyShapes => None,
            Self::Unshaped { text: words }
            | Self::Uncovered { around: words, .. }
            | Self::Overfull { around: words }
            | Self::TooTall { around: words, .. }
            | Self::TooWide { around: words, .. }
            | Self::TooManyCells { around: words, .. } => Some(words),
        }
    }
}
