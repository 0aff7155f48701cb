//! Ids as numbers: compared at once, and known when the program is built where the code writes them out.
//!
//! In: an id. Out: [`Tag`]. Always holds: short ids with the same bits are the same.

/// Bytes of the bits; the last one is the length.
const BYTES: usize = 16;

/// An id and its first letters as a number.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    pub(super) id: &'a str,
    pub(super) bits: u128,
}

impl<'a> Tag<'a> {
    /// The tag of an id.
    #[must_use]
    #[inline]
    pub fn new(id: &'a str) -> Self {
        let mut bits = [0; BYTES];
        let letters = id.len().min(BYTES - 1);
        bits[..letters].copy_from_slice(&id.as_bytes()[..letters]);
        bits[BYTES - 1] = id.len() as u8;
        Self { id, bits: u128::from_le_bytes(bits) }
    }

    /// True when the bits hold all of it.
    #[inline]
    pub(super) fn is_whole(&self) -> bool {
        self.id.len() < BYTES
    }
}
