//! What of a page could not be read, and whether the rest may be handed on.
//!
//! In: the pieces of a page. Out: [`Damage`]. Always holds: a page with more unreadable letters than [`MOST`] is not
//! handed on as text.

use super::font::Trust;
use super::piece::{Class, Piece};

/// The share of letters that may be missing on a page that is still handed on.
const MOST: f32 = 0.5;

/// Ornaments a page may have without being suspected.
const MANY: usize = 40;

fn is_ornament(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}') && !super::paragraph::is_bullet(c)
}

/// How much of a page is unreadable.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Damage {
    readable: usize,
    private: usize,
    unmapped: usize,
    /// Arrows, frames and ornaments.
    signs: usize,
}

impl Damage {
    /// The damage among `pieces`.
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut damage = Self::default();
        for piece in pieces {
            match piece.trust {
                Trust::Private => damage.private += 1,
                Trust::None => damage.unmapped += 1,
                Trust::Sure | Trust::Likely if piece.text.chars().any(is_ornament) => damage.signs += 1,
                Trust::Sure | Trust::Likely if piece.class != Class::Space => damage.readable += 1,
                Trust::Sure | Trust::Likely => {}
            }
        }
        // Nobody writes in ornaments: a map that gives them for letters says nothing.
        if damage.signs > MANY && damage.signs > damage.readable / 2 {
            damage.unmapped += damage.signs;
        } else {
            damage.readable += damage.signs;
        }
        damage
    }

    /// The share of glyphs that say nothing.
    pub(super) fn share(self) -> f32 {
        let lost = self.private + self.unmapped;
        let all = lost + self.readable;
        if all == 0 { 0.0 } else { lost as f32 / all as f32 }
    }

    /// True when too much is lost for the rest to be handed on.
    pub(super) fn is_fatal(self) -> bool {
        self.share() > MOST
    }

    /// What to tell about page `number`; nothing when all of it was read.
    pub(super) fn message(self, number: u32) -> Option<String> {
        let lost = self.private + self.unmapped;
        if lost == 0 {
            return None;
        }
        let percent = (self.share() * 100.0).ceil();
        let reason = if self.private > self.unmapped {
            "its font maps letters to private code points"
        } else {
            "its font says of no code which letter it is"
        };
        let status = if self.is_fatal() { "not read" } else { "read in part" };
        Some(format!(
            "page {number} {status}: {lost} glyphs ({percent} %) have no meaning, {reason}; export it again from the \
             program it came from, or type the text"
        ))
    }
}
