//! Which spellings of a name part are attested, and how common the part is.
//!
//! In: `names/attested.tsv`. Out: for an Arabic part its number, for a Latin one the Arabic parts it is attested for.
//! Always holds: looked up without articles and in the loosest spelling, so «العلوي» and «علوي» are one part.

use super::letters::{ALEF, LAM, codes, loose};
use super::parts::MOST_LETTERS;
use crate::seeds::SeedError;
use crate::seeds::table::{rows, unlike};
use rustc_hash::FxBuildHasher;

type Map<V> = indexmap::IndexMap<Box<[u8]>, V, FxBuildHasher>;

/// What lists of names in both scripts have seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Attested {
    arabic: Map<u32>,
    latin: Map<Vec<u32>>,
    total: u32,
}

/// The loosest spelling of an Arabic part: without article, seats and lone hamza.
pub(super) fn loosest(part: &[u8]) -> Vec<u8> {
    loose_letters(part).collect()
}

fn loose_letters(part: &[u8]) -> impl Iterator<Item = u8> {
    let bare = match part {
        [ALEF, LAM, rest @ ..] if rest.len() > 1 => rest,
        whole => whole,
    };
    bare.iter().filter_map(|&code| loose(code))
}

impl Attested {
    /// # Errors
    /// A line that is not an Arabic part, how often it was seen, and Latin spellings.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SeedError> {
        let mut known = Self::default();
        for row in rows(file, text, || unlike("an Arabic part, a number and Latin spellings")) {
            let broken = || row.broken();
            let [arabic, count, spellings] = row.fields()?;
            let count: u32 = count.parse().map_err(|_| broken())?;
            let id = known.arabic.insert_full(loosest(&codes(arabic)).into(), count).0 as u32;
            known.total += count;
            for spelling in spellings.split(' ').filter(|spelling| !spelling.is_empty()) {
                let owners = known.latin.entry(codes(spelling).into()).or_default();
                if !owners.contains(&id) {
                    owners.push(id);
                }
            }
        }
        Ok(known)
    }

    /// The number of an Arabic part.
    pub(super) fn arabic(&self, part: &[u8]) -> Option<u32> {
        let mut room = [0; MOST_LETTERS];
        let mut length = 0;
        for (slot, code) in room.iter_mut().zip(loose_letters(part)) {
            *slot = code;
            length += 1;
        }
        self.arabic.get_index_of(&room[..length]).map(|at| at as u32)
    }

    /// The number of a Latin part.
    pub(super) fn latin(&self, part: &[u8]) -> Option<u32> {
        self.latin.get_index_of(part).map(|at| at as u32)
    }

    /// The Arabic parts a Latin part is attested for.
    pub(super) fn meanings(&self, latin: Option<u32>) -> &[u32] {
        latin.and_then(|at| self.latin.get_index(at as usize)).map_or(&[], |(_, meanings)| meanings)
    }

    /// How much it says that a part is shared, in nats: little for «محمد», much for a rare one.
    pub(super) fn rarity(&self, arabic: Option<u32>) -> f64 {
        let seen = arabic.and_then(|at| self.arabic.get_index(at as usize)).map_or(0, |(_, &count)| count);
        let share = (f64::from(seen) + 0.3) / (f64::from(self.total) + 1.0);
        (-share.ln()).min(8.0)
    }
}
