//! Where entries of each lexicon begin and where marks stand, as bits: what most tokens are not is passed over unseen.
//!
//! In: the tokens of a text one after the other, with what each can be. Out: [`Places`], asked for those of a range.
//! Always holds: lexicons that share a bit share a row, so that whoever asks for one of them must look again.

use std::ops::Range;

/// Tokens whose bits stand in one number.
const BITS: usize = u64::BITS as usize;

/// The row of the marks, behind those of the lexicons.
const MARKS: usize = 64;

/// Rows of one block of tokens.
const ROWS: usize = MARKS + 1;

/// Where something begins: for each block of tokens a number for each row.
#[derive(Debug, Default)]
pub(super) struct Places {
    rows: Vec<u64>,
}

/// Tokens of a range that one row has.
#[derive(Debug, Clone)]
pub(super) struct Within<'a> {
    rows: &'a [u64],
    row: usize,
    block: usize,
    bits: u64,
    end: usize,
}

impl Places {
    pub(super) fn of(tokens: usize) -> Self {
        Self { rows: vec![0; tokens.div_ceil(BITS) * ROWS] }
    }

    /// Notes that entries of `kinds` begin at token `at`.
    #[inline]
    pub(super) fn note(&mut self, at: usize, kinds: u64) {
        let (block, bit) = (at / BITS * ROWS, 1 << (at % BITS));
        let Some(rows) = self.rows.get_mut(block..block + ROWS) else { return };
        let mut left = kinds;
        while left != 0 {
            rows[left.trailing_zeros() as usize] |= bit;
            left &= left - 1;
        }
    }

    /// Notes that a mark stands at token `at`.
    #[inline]
    pub(super) fn mark(&mut self, at: usize) {
        if let Some(row) = self.rows.get_mut(at / BITS * ROWS + MARKS) {
            *row |= 1 << (at % BITS);
        }
    }

    /// The tokens of `range` with which an entry of a lexicon with this bit begins, in order.
    #[inline]
    pub(super) fn within(&self, range: Range<usize>, bit: u64) -> Within<'_> {
        self.row(range, bit.trailing_zeros() as usize)
    }

    /// The marks of `range`, in order.
    #[inline]
    pub(super) fn marks(&self, range: Range<usize>) -> Within<'_> {
        self.row(range, MARKS)
    }

    #[inline]
    fn row(&self, range: Range<usize>, row: usize) -> Within<'_> {
        let block = range.start / BITS;
        let bits = self.rows.get(block * ROWS + row).copied().unwrap_or_default();
        let bits = bits & (u64::MAX << (range.start % BITS));
        Within { rows: &self.rows, row, block, bits, end: range.end }
    }
}

impl Iterator for Within<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.block += 1;
            if self.block * BITS >= self.end {
                return None;
            }
            self.bits = *self.rows.get(self.block * ROWS + self.row)?;
        }
        let at = self.block * BITS + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        (at < self.end).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn the_tokens_of_a_range_are_those_noted_in_it() {
        let noted = [0, 1, 63, 64, 130, 199];
        let mut places = Places::of(200);
        for at in noted {
            places.note(at, 1 << 5 | 1 << 63);
            places.mark(at + usize::from(at == 1));
        }
        for start in 0..200 {
            for end in [start, start + 1, start + 70, 200, 400] {
                let wanted: Vec<usize> = noted.into_iter().filter(|at| (start..end).contains(at)).collect();
                assert!(places.within(start..end, 1 << 5).eq(wanted.iter().copied()));
                assert!(places.within(start..end, 1 << 63).eq(wanted));
                assert_eq!(places.within(start..end, 1 << 6).next(), None);
            }
        }
        assert!(places.marks(0..300).eq([0, 2, 63, 64, 130, 199]));
    }
}
