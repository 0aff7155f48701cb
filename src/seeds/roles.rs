//! What the signs around a word weigh for the role it plays: tables learned from texts with known boards.
//!
//! In: `roles/weights.tsv` and `roles/details.tsv`. Out: a row of weights for each sign. A line of a file is a place, a
//! sign and weights: the place is how many words away the sign stands (-2..2), `*` for what holds of the whole clause, or
//! `after` for the role of the word before. Always holds: a sign the file does not name weighs nothing.

use super::table::rows;
use super::{Fault, SeedError};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// The file with the weights of roles: who is who.
pub const FILE: &str = "roles/weights.tsv";

/// The file with the weights of details: what is told of members and of the body.
pub const DETAILS: &str = "roles/details.tsv";

/// The file with the weights of posts: a sign, and what it weighs for each post.
pub const POSTS: &str = "roles/posts.tsv";

/// How many roles there are, and how many details.
pub const ROLES: usize = 12;

/// What each role is called in its file. A name that ends in `+` goes on with the role before it.
pub const NAMES: [&str; ROLES] = [
    "none", "between", "seat", "seat+", "before", "behind", "plain", "member+", "other", "other+", "leaver",
    "leaver+",
];

/// What each detail is called in its file: the name of the body, a member's field, and the title and house that one has
/// elsewhere, told before or behind the member's name.
pub const DETAIL_NAMES: [&str; ROLES] = [
    "none",
    "body",
    "body+",
    "field-before",
    "field-behind",
    "field+",
    "title-before",
    "title-behind",
    "title+",
    "house-before",
    "house-behind",
    "house+",
];

/// How many words away a sign is still seen, either way.
pub const NEAR: usize = 2;

/// Weights of one sign for each role, in the order of [`NAMES`] or [`DETAIL_NAMES`]; natural logarithms of odds.
pub type Row = [f32; ROLES];

/// The rows of one sign, by how far away it stands.
type Rows = [u32; 2 * NEAR + 1];

/// All weights.
#[derive(Debug, Clone, Default)]
pub struct RoleWeights {
    roles: ChainWeights,
    details: ChainWeights,
    posts: PostWeights,
}

/// What signs weigh for the roles of words one after another.
#[derive(Debug, Clone, Default)]
pub struct ChainWeights {
    near: FxHashMap<u64, Rows>,
    around: FxHashMap<u64, u32>,
    rows: Vec<Row>,
    after: [Row; ROLES],
}

/// What signs weigh for the post that somebody holds.
#[derive(Debug, Clone, Default)]
pub struct PostWeights {
    posts: Vec<String>,
    rows: FxHashMap<u64, Vec<(u16, f32)>>,
}

/// The number by which a sign is found: its words, one by one.
#[must_use]
pub fn sign(words: &[&str]) -> u64 {
    words.iter().fold(0, |number: u64, word| {
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        (number.rotate_left(7) ^ hasher.finish()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

impl RoleWeights {
    /// The weights that `text` gives for a file's name; no weights where it is empty.
    ///
    /// # Errors
    /// A line that is not a place, a sign and weights of roles, with its number.
    pub fn parse<'a>(text: impl Fn(&'static str) -> &'a str) -> Result<Self, SeedError> {
        Ok(Self {
            roles: ChainWeights::parse(FILE, &NAMES, text(FILE))?,
            details: ChainWeights::parse(DETAILS, &DETAIL_NAMES, text(DETAILS))?,
            posts: PostWeights::parse(text(POSTS))?,
        })
    }

    /// What signs weigh for who is who.
    #[must_use]
    pub fn roles(&self) -> &ChainWeights {
        &self.roles
    }

    /// What signs weigh for what is told of members and of the body.
    #[must_use]
    pub fn details(&self) -> &ChainWeights {
        &self.details
    }

    /// What signs weigh for posts.
    #[must_use]
    pub fn posts(&self) -> &PostWeights {
        &self.posts
    }
}

impl ChainWeights {
    fn parse(file: &'static str, names: &[&str; ROLES], text: &str) -> Result<Self, SeedError> {
        let mut weights = Self { rows: vec![[0.0; ROLES]], ..Self::default() };
        for row in rows(file, text, || Fault::Weights) {
            weights.read(names, row.line).ok_or_else(|| row.broken())?;
        }
        Ok(weights)
    }

    fn read(&mut self, names: &[&str; ROLES], line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let (place, words, told) = (fields.next()?, fields.next()?, fields.next()?);
        let mut row = [0.0; ROLES];
        for pair in told.split(' ') {
            let (role, weight) = pair.split_once('=')?;
            row[names.iter().position(|name| *name == role)?] = weight.parse().ok()?;
        }
        if place == "after" {
            self.after[names.iter().position(|name| *name == words)?] = row;
            return Some(());
        }
        let number = sign(&words.split(' ').collect::<Vec<_>>());
        let index = self.rows.len() as u32;
        self.rows.push(row);
        if place == "*" {
            self.around.insert(number, index);
            return Some(());
        }
        let away: isize = place.parse().ok()?;
        let slot = usize::try_from(away + NEAR as isize).ok()?;
        *self.near.entry(number).or_default().get_mut(slot)? = index;
        Some(())
    }

    /// True when nothing has a weight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The weights of a role after each role: `[before][now]`.
    #[must_use]
    pub fn moves(&self) -> &[Row; ROLES] {
        &self.after
    }

    /// What a sign weighs for the token that it stands `away` words from.
    #[must_use]
    pub fn near(&self, sign: u64, away: isize) -> Option<&Row> {
        let slot = usize::try_from(away + NEAR as isize).ok()?;
        self.near.get(&sign)?.get(slot).filter(|&&row| row > 0).and_then(|&row| self.rows.get(row as usize))
    }

    /// What a sign of the whole clause weighs.
    #[must_use]
    pub fn around(&self, sign: u64) -> Option<&Row> {
        self.around.get(&sign).and_then(|&row| self.rows.get(row as usize))
    }

    /// Adds what a sign at token `at` weighs to the rows of the tokens around it.
    #[inline]
    pub fn add_near(&self, sign: u64, at: usize, out: &mut [Row]) {
        let Some(rows) = self.near.get(&sign) else { return };
        for (slot, &row) in rows.iter().enumerate() {
            // The sign stands `slot - NEAR` words away from the token that it tells of.
            if row > 0
                && let Some(of) = (at + NEAR).checked_sub(slot)
                && let (Some(sum), Some(row)) = (out.get_mut(of), self.rows.get(row as usize))
            {
                sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }

    /// Adds what a sign of the whole clause weighs.
    #[inline]
    pub fn add_around(&self, sign: u64, sum: &mut Row) {
        if let Some(row) = self.around(sign) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
    }
}

impl PostWeights {
    fn parse(text: &str) -> Result<Self, SeedError> {
        let mut weights = Self::default();
        for row in rows(POSTS, text, || Fault::Weights) {
            weights.read(row.line).ok_or_else(|| row.broken())?;
        }
        Ok(weights)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let (words, told) = line.split_once('\t')?;
        let mut row = Vec::new();
        for pair in told.split(' ') {
            let (post, weight) = pair.split_once('=')?;
            let at = self.posts.iter().position(|known| known == post).unwrap_or_else(|| {
                self.posts.push(post.to_owned());
                self.posts.len() - 1
            });
            row.push((at as u16, weight.parse().ok()?));
        }
        self.rows.insert(sign(&words.split(' ').collect::<Vec<_>>()), row);
        Some(())
    }

    /// The likeliest post given `signs`, with its chance in 0..1; nothing when no post has weights.
    #[must_use]
    pub fn likeliest(&self, signs: &[u64]) -> Option<(&str, f32)> {
        let mut sums = vec![0.0_f32; self.posts.len()];
        for (post, weight) in signs.iter().filter_map(|sign| self.rows.get(sign)).flatten() {
            sums[*post as usize] += weight;
        }
        let (best, most) = sums.iter().copied().enumerate().max_by(|one, other| one.1.total_cmp(&other.1))?;
        let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
        Some((self.posts.get(best)?, 1.0 / all))
    }
}
