//! What parts of names were worth that have been set against each other before.
//!
//! In: the numbers of two runs of parts. Out: what linking them was found to be. Always holds: an answer is only ever
//! given for the very numbers it was kept for; the room is fixed, and the newer takes the place of the older.

use super::pairing::Link;

/// Places; a power of two.
const ROOM: usize = 1 << 16;

/// Links by the numbers of their ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo(Vec<Cell>);

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    ends: (u32, u32),
    worth: i32,
    apart: i32,
    letters: u16,
    initial: bool,
    linked: bool,
}

impl Memo {
    /// Room for links; one made by default remembers nothing.
    pub(super) fn new() -> Self {
        Self(vec![Cell::default(); ROOM])
    }

    /// What was kept for these ends: perhaps that there is no link between them.
    pub(super) fn get(&self, ends: (u32, u32)) -> Option<Option<Link>> {
        let cell = self.0.get(place(ends)).filter(|cell| cell.ends == ends)?;
        let link = Link {
            one: (0, 0),
            other: (0, 0),
            worth: cell.worth,
            letters: usize::from(cell.letters),
            apart: cell.apart,
            initial: cell.initial,
        };
        Some(cell.linked.then_some(link))
    }

    /// Keeps what these ends, whose numbers begin at 1, are to each other.
    pub(super) fn put(&mut self, ends: (u32, u32), link: Option<Link>) {
        let Some(cell) = self.0.get_mut(place(ends)) else { return };
        *cell = match link {
            Some(link) => Cell {
                ends,
                worth: link.worth,
                apart: link.apart,
                letters: link.letters as u16,
                initial: link.initial,
                linked: true,
            },
            None => Cell { ends, ..Cell::default() },
        };
    }
}

fn place((one, other): (u32, u32)) -> usize {
    let mixed = (u64::from(one) << 32 | u64::from(other)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 48) as usize % ROOM
}
