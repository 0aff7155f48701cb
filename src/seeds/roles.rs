//! What the signs around a word weigh for the role it plays: tables learned from texts with known boards.
//!
//! In: `roles/weights.tsv` and its fellows. Out: a row of weights for each sign. A line of a file is a place, a
//! sign and weights: the place is how many words away the sign stands (-2..2), `*` for what holds of the whole clause, or
//! `after` for the role of the word before. Always holds: a sign the file does not name weighs nothing.

use super::hashed::{Hashed, sign};
use super::table::rows;
use super::{Fault, SeedError};
use rustc_hash::FxHashMap;

/// The file with the weights of roles: who is who.
pub const FILE: &str = "roles/weights.tsv";

/// The file with the weights of details: what is told of members and of the body.
pub const DETAILS: &str = "roles/details.tsv";

/// The file with the weights of posts: a sign, and what it weighs for each post.
pub const POSTS: &str = "roles/posts.tsv";

/// The file with the weights of texts: a sign, and what it weighs for the text to fill an organ.
pub const TEXTS: &str = "roles/texts.tsv";

/// The file with the weights of people: a sign, and what it weighs for somebody named to sit in the organ.
pub const PEOPLE: &str = "roles/people.tsv";

/// The file with the weights of leavers: a sign, and what it weighs for somebody named to have left a seat.
pub const LEAVERS: &str = "roles/leavers.tsv";

/// All files of weights.
pub const FILES: [&str; 6] = [FILE, DETAILS, POSTS, TEXTS, PEOPLE, LEAVERS];

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

/// The same in hundredths, as the files tell them: sums are exact, whatever their order. As wide as registers are; what is
/// behind the last role is 0.
pub type Hundredths = [i16; LANES];

/// Numbers that are added at once.
const LANES: usize = 16;

/// What signs at one token weigh for those around it, from the one [`NEAR`] before it to the one [`NEAR`] behind it.
pub type Rows = [Hundredths; 2 * NEAR + 1];

/// Bits of a sign's number by which most signs that weigh nothing are told at once: with some fifteen thousand signs
/// that weigh something one of seventeen others passes.
const FILTER: u32 = 18;

/// Signs that weigh something, numbered in the order in which they were first told.
#[derive(Debug, Clone, Default)]
struct Signs {
    numbers: FxHashMap<u64, u32>,
    /// A bit for each of the first [`FILTER`] bits of a sign.
    filter: Vec<u64>,
}

impl Signs {
    fn place(sign: u64) -> (usize, u64) {
        let bits = sign >> (u64::BITS - FILTER);
        ((bits >> 6) as usize, 1 << (bits & 63))
    }

    /// The number of `sign`, which it has from now on.
    fn number(&mut self, sign: u64) -> u32 {
        self.filter.resize(1 << (FILTER - 6), 0);
        let (at, bit) = Self::place(sign);
        self.filter[at] |= bit;
        let next = self.numbers.len() as u32;
        *self.numbers.entry(sign).or_insert(next)
    }

    #[inline]
    fn find(&self, sign: u64) -> Option<u32> {
        let (at, bit) = Self::place(sign);
        (self.filter.get(at)? & bit != 0).then(|| self.numbers.get(&sign).copied()).flatten()
    }
}

/// What signs at a word weigh for the tokens around it.
#[derive(Debug, Clone, Default)]
struct Near {
    /// For each sign: where its rows begin; they end where those of the next one do.
    from: Vec<u32>,
    /// The rows that weigh anything, and for which token: 0 is the one [`NEAR`] before the word.
    rows: Vec<Hundredths>,
    places: Vec<u8>,
}

impl Near {
    fn of(all: &[Rows]) -> Self {
        let mut near = Self::default();
        near.from.push(0);
        for rows in all {
            let weighing = rows.iter().enumerate().filter(|(_, row)| **row != Hundredths::default());
            for (place, row) in weighing {
                near.rows.push(*row);
                near.places.push(place as u8);
            }
            near.from.push(near.rows.len() as u32);
        }
        near
    }

    /// The rows of the sign with this number, each with its token.
    #[inline]
    fn of_sign(&self, number: u32) -> impl Iterator<Item = (usize, &Hundredths)> {
        let bounds = self.from.get(number as usize..).and_then(|from| from.first_chunk::<2>());
        let range = bounds.map_or(0..0, |bounds| bounds[0] as usize..bounds[1] as usize);
        self.places[range.clone()].iter().map(|&place| usize::from(place)).zip(&self.rows[range])
    }
}

/// All weights.
#[derive(Debug, Clone, Default)]
pub struct RoleWeights {
    near: Signs,
    around: Signs,
    roles: ChainWeights,
    details: ChainWeights,
    posts: PostWeights,
    texts: OddsWeights,
    people: OddsWeights,
    leavers: OddsWeights,
}

/// What signs weigh for something to be so, in natural logarithms.
#[derive(Debug, Clone, Default)]
pub struct OddsWeights {
    rows: FxHashMap<u64, f32>,
}

/// What signs weigh for the roles of words one after another, by the signs' numbers.
#[derive(Debug, Clone, Default)]
pub struct ChainWeights {
    near: Near,
    around: Vec<Hundredths>,
    after: [Row; ROLES],
}

/// What signs weigh for the post that somebody holds.
#[derive(Debug, Clone, Default)]
pub struct PostWeights {
    posts: Vec<String>,
    rows: FxHashMap<u64, Vec<(u16, f32)>>,
}

/// The roles and weights of «none=1.97 seat=-1.42», roles by their places in `names`. Files tell them in that order, which
/// saves looking for each among all.
fn pairs<'t>(told: &'t str, names: &[&str; ROLES]) -> impl Iterator<Item = Option<(usize, &'t str)>> {
    let (mut rest, mut next) = (Some(told), 0);
    std::iter::from_fn(move || {
        let (pair, behind) = cut(rest?, b' ');
        rest = behind;
        let (name, weight) = cut(pair, b'=');
        let is = |role: &usize| names[*role] == name;
        let role = (next..ROLES).chain(0..next).find(is);
        next = role.map_or(0, |role| role + 1);
        Some(role.zip(weight))
    })
}

/// What stands in `text` before the first `mark` and, where there is one, behind it: quicker than `split_once` where
/// little stands before it.
fn cut(text: &str, mark: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == mark) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// A weight as hundredths; the files tell no more of it.
fn hundredths(weight: &str) -> Option<i16> {
    let (figures, sign) = weight.strip_prefix('-').map_or((weight, 1), |figures| (figures, -1));
    if let [whole @ .., b'.', tenth @ b'0'..=b'9', last @ b'0'..=b'9'] = figures.as_bytes()
        && (1..=2).contains(&whole.len())
        && whole.iter().all(u8::is_ascii_digit)
    {
        let figures = whole.iter().chain([tenth, last]);
        return Some(sign * figures.fold(0, |all, figure| all * 10 + i16::from(figure - b'0')));
    }
    Some((weight.parse::<f32>().ok()? * 100.0).round() as i16)
}

/// The number of the sign that a file writes as `words`.
fn number_of(words: &str) -> u64 {
    sign(words.split(' ').map(Hashed::of))
}

impl RoleWeights {
    /// The weights that `text` gives for a file's name; no weights where it is empty.
    ///
    /// # Errors
    /// A line that is not a place, a sign and weights of roles, with its number.
    pub fn parse<'a>(text: impl Fn(&'static str) -> &'a str) -> Result<Self, SeedError> {
        let (mut near, mut around) = (Signs::default(), Signs::default());
        let mut chain = |file, names| ChainWeights::parse(file, names, text(file), &mut near, &mut around);
        let (roles, details) = (chain(FILE, &NAMES)?, chain(DETAILS, &DETAIL_NAMES)?);
        Ok(Self {
            near,
            around,
            roles,
            details,
            posts: PostWeights::parse(text(POSTS))?,
            texts: OddsWeights::parse(TEXTS, text(TEXTS))?,
            people: OddsWeights::parse(PEOPLE, text(PEOPLE))?,
            leavers: OddsWeights::parse(LEAVERS, text(LEAVERS))?,
        })
    }

    /// The number of a sign at a word that weighs something.
    #[inline]
    #[must_use]
    pub fn near(&self, sign: u64) -> Option<u32> {
        self.near.find(sign)
    }

    /// The number of a sign of the whole clause that weighs something.
    #[inline]
    #[must_use]
    pub fn around(&self, sign: u64) -> Option<u32> {
        self.around.find(sign)
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

    /// What signs weigh for a text to fill an organ.
    #[must_use]
    pub fn texts(&self) -> &OddsWeights {
        &self.texts
    }

    /// What signs weigh for somebody named to sit in the organ.
    #[must_use]
    pub fn people(&self) -> &OddsWeights {
        &self.people
    }

    /// What signs weigh for somebody named to have left a seat.
    #[must_use]
    pub fn leavers(&self) -> &OddsWeights {
        &self.leavers
    }
}

impl ChainWeights {
    fn parse(
        file: &'static str,
        names: &[&str; ROLES],
        text: &str,
        near: &mut Signs,
        around: &mut Signs,
    ) -> Result<Self, SeedError> {
        let (mut weights, mut beside) = (Self::default(), Vec::new());
        for row in rows(file, text, || Fault::Weights) {
            weights.read(names, row.line, near, &mut beside, around).ok_or_else(|| row.broken())?;
        }
        weights.near = Near::of(&beside);
        Ok(weights)
    }

    fn read(
        &mut self,
        names: &[&str; ROLES],
        line: &str,
        near: &mut Signs,
        beside: &mut Vec<Rows>,
        around: &mut Signs,
    ) -> Option<()> {
        let mut fields = line.split('\t');
        let (place, words, told) = (fields.next()?, fields.next()?, fields.next()?);
        if place == "after" {
            let row = &mut self.after[names.iter().position(|name| *name == words)?];
            for pair in pairs(told, names) {
                let (role, weight) = pair?;
                row[role] = weight.parse().ok()?;
            }
            return Some(());
        }
        let mut row = Hundredths::default();
        for pair in pairs(told, names) {
            let (role, weight) = pair?;
            row[role] = hundredths(weight)?;
        }
        let sign = number_of(words);
        if place == "*" {
            *filled(&mut self.around, around.number(sign)) = row;
            return Some(());
        }
        let away: isize = place.parse().ok()?;
        // A sign two words behind the token tells of the token two before it.
        let place = usize::try_from(NEAR as isize - away).ok()?;
        *filled(beside, near.number(sign)).get_mut(place)? = row;
        Some(())
    }

    /// True when nothing has a weight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.near.rows.is_empty() && self.around.is_empty()
    }

    /// The weights of a role after each role: `[before][now]`.
    #[must_use]
    pub fn moves(&self) -> &[Row; ROLES] {
        &self.after
    }

    /// What the sign with this number weighs for the token that it stands `away` words from.
    #[must_use]
    pub fn near(&self, number: u32, away: isize) -> Option<Row> {
        let place = usize::try_from(NEAR as isize - away).ok()?;
        self.near.of_sign(number).find(|(known, _)| *known == place).map(|(_, row)| logarithms(row))
    }

    /// What the sign of the whole clause with this number weighs.
    #[must_use]
    pub fn around(&self, number: u32) -> Option<Row> {
        self.around.get(number as usize).map(logarithms)
    }

    /// Adds what the sign with this number weighs to the rows of the tokens around it: `out` begins with the one [`NEAR`]
    /// before it.
    #[inline]
    pub fn add_near(&self, number: u32, out: &mut [Hundredths]) {
        for (place, row) in self.near.of_sign(number) {
            add(&mut out[place], row);
        }
    }

    /// Adds what the signs of the whole clause with these numbers weigh.
    #[inline]
    pub fn add_around(&self, numbers: &[u32], sum: &mut Hundredths) {
        // A sum of its own, which need not be written for each sign.
        let mut all = *sum;
        for row in numbers.iter().filter_map(|&number| self.around.get(number as usize)) {
            add(&mut all, row);
        }
        *sum = all;
    }
}

/// The row with this number; there are rows up to it from now on.
fn filled<T: Default + Clone>(rows: &mut Vec<T>, number: u32) -> &mut T {
    let at = number as usize;
    if rows.len() <= at {
        rows.resize(at + 1, T::default());
    }
    &mut rows[at]
}

/// Adds `row` to `sum`; no sum is greater than a number can be.
#[inline]
pub fn add(sum: &mut Hundredths, row: &Hundredths) {
    // Copies, so that all are added before any is written.
    let mut all = *sum;
    all.iter_mut().zip(*row).for_each(|(sum, weight)| *sum = sum.saturating_add(weight));
    *sum = all;
}

/// Hundredths as weights.
#[must_use]
pub fn logarithms(row: &Hundredths) -> Row {
    std::array::from_fn(|role| f32::from(row[role]) / 100.0)
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
        self.rows.insert(number_of(words), row);
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

impl OddsWeights {
    fn parse(file: &'static str, text: &str) -> Result<Self, SeedError> {
        let mut weights = Self::default();
        for row in rows(file, text, || Fault::Weights) {
            let [words, weight] = row.fields()?;
            let weight = weight.parse().map_err(|_| row.broken())?;
            weights.rows.insert(number_of(words), weight);
        }
        Ok(weights)
    }

    /// True when nothing has a weight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The chance in 0..1 of what has these `signs`.
    #[must_use]
    pub fn chance(&self, signs: &[u64]) -> f32 {
        let sum: f32 = signs.iter().filter_map(|sign| self.weight(*sign)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// What `sign` weighs.
    #[must_use]
    pub fn weight(&self, sign: u64) -> Option<f32> {
        self.rows.get(&sign).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, hundredths, pairs};

    #[test]
    fn weights_are_hundredths_whatever_their_order() {
        let told: Vec<_> = pairs("seat=-0.05 none=12.30 who=1", &NAMES).collect();
        assert_eq!(told, [Some((2, "-0.05")), Some((0, "12.30")), None]);
        assert_eq!(
            ["-0.05", "12.30", "3", "2.005", "x"].map(hundredths),
            [Some(-5), Some(1230), Some(300), Some(201), None]
        );
    }
}
