//! The parts of official paper: the letterhead with its logo, the signature block with its pictures, lines to fill by hand.

use super::TypesetError;
use super::content::{Align, Letterhead, Signature, Text};
use super::flow::{
    Band, Flow, Kind, LEADING, Link, Look, Room, STROKE, Side, TIGHT, baseline, labelled, place,
};
use super::fonts::Way;
use super::page::{Item, Role, Rule};
use super::paragraph::{Base, points};

/// Empty width on both sides of a logo, and between the pictures of a signature.
const AROUND: f32 = 8.0;

impl Flow<'_, '_> {
    pub(super) fn letterhead(&mut self, head: &Letterhead) -> Result<(), TypesetError> {
        let size = self.size;
        let Room { left, width } = self.room;
        let logo = head.logo.as_ref().map_or(0.0, |logo| logo.width + AROUND * 2.0);
        let half = (width * 0.48).min((width - logo) / 2.0).max(1.0);
        let mut band = Band::default();
        if let Some(logo) = &head.logo {
            self.fits(logo, width * 0.6)?;
            band.items.extend(self.drawn(logo, left + (width - logo.width) / 2.0, 0.0)?);
            band.height = logo.height;
        }
        let sides = [(&head.right, Side::Right, left + width - half), (&head.left, Side::Left, left)];
        for (texts, side, left) in sides {
            let (mut y, mut items) = (0.0, Vec::new());
            for text in texts {
                let node = Some(self.node(Role::Paragraph, 0));
                let look = Look { size, leading: size * TIGHT, side, node };
                for line in self.lines(text, Base::FirstLetter, half, size)? {
                    items.extend(place(self.shaper, &line, Room { left, width: half }, y, look));
                    y += look.leading;
                }
            }
            band.items.splice(0..0, items);
            band.height = band.height.max(y);
        }
        self.bands.push(band);
        self.gap(4.0, Link::Free);
        Ok(())
    }

    /// The block at the end side; what stands right before it goes with it to the next page.
    pub(super) fn signature(&mut self, signature: &Signature) -> Result<(), TypesetError> {
        let size = self.size;
        let width = self.room.width * 0.5;
        let left = match self.way {
            Way::RightToLeft => self.room.left,
            Way::LeftToRight => self.room.left + self.room.width - width,
        };
        for band in self.bands.iter_mut().rev() {
            band.link = Link::WithNext;
            if band.kind != Kind::Gap {
                break;
            }
        }
        self.gap(size, Link::WithNext);
        let first = self.bands.len();
        for text in &signature.lines {
            let node = Some(self.node(Role::Paragraph, 0));
            let lines = self.lines(text, self.base(), width, size)?;
            let look = Look { size, leading: size * LEADING, side: Side::Center, node };
            self.push_lines(&lines, Room { left, width }, look);
        }
        for band in self.bands.iter_mut().skip(first) {
            band.link = Link::WithNext;
        }
        let mut band = Band { height: signature.room, ..Band::default() };
        let between = AROUND * signature.pictures.len().saturating_sub(1) as f32;
        let wide: f32 = signature.pictures.iter().map(|picture| picture.width).sum::<f32>() + between;
        let mut x = left + (width - wide) / 2.0;
        for picture in &signature.pictures {
            self.fits(picture, width.min(picture.width + width - wide))?;
            band.items.extend(self.drawn(picture, x, 0.0)?);
            band.height = band.height.max(picture.height);
            x += picture.width + AROUND;
        }
        self.bands.push(band);
        Ok(())
    }

    pub(super) fn blank(&mut self, label: &Text) -> Result<(), TypesetError> {
        let size = self.size;
        let node = Some(self.node(Role::Paragraph, 0));
        let look = Look { size, leading: size * LEADING, side: self.side(Align::Start), node };
        let lines = self.lines(&labelled(label, self.language), self.base(), self.room.width, size)?;
        self.push_lines(&lines, self.room, look);
        let used = lines.last().map_or(0.0, |line| points(line.width, size)) + size * 0.5;
        let Room { left, width } = self.room;
        let (from, to) = match self.way {
            Way::RightToLeft => (left, left + width - used),
            Way::LeftToRight => (left + used, left + width),
        };
        let y = baseline(self.shaper, look);
        if let Some(band) = self.bands.last_mut().filter(|_| from < to) {
            band.items.push(Item::Rule(Rule { from: (from, y), to: (to, y), width: STROKE }));
        }
        Ok(())
    }
}
