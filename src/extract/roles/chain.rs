//! A linear chain of roles: how likely each token plays each role, given what the signs weigh.
//!
//! In: a row of weights for each token and the weights of one role after another (a linear-chain conditional random
//! field, Lafferty, McCallum and Pereira 2001). Out: chances in 0..1, by the forward-backward algorithm.

use crate::seeds::roles::{Hundredths, ROLES, Row};
use std::sync::LazyLock;

/// What is less likely than the likeliest by so many hundredths has no chance that a number could tell.
const NEVER: usize = 10_400;

/// For each number of hundredths: the factor of a weight that is so much less than the greatest.
static DECLINE: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0..=NEVER).map(|hundredths| (-(hundredths as f32) / 100.0).exp()).collect());

/// A chain with its forward and backward sums.
pub(super) struct Chain {
    /// For each token: what its signs weigh, as factors.
    own: Vec<Row>,
    moves: [Row; ROLES],
    forward: Vec<Row>,
    backward: Vec<Row>,
}

/// Factors of `weights`: the greatest is 1, so that none is too big for a number.
fn factors(weights: &Row) -> Row {
    let most = weights.iter().copied().fold(f32::MIN, f32::max);
    weights.map(|weight| (weight - most).exp())
}

/// The same of weights in hundredths.
fn factors_of(weights: &Hundredths, decline: &[f32]) -> Row {
    let most = weights[..ROLES].iter().copied().fold(i16::MIN, i16::max);
    std::array::from_fn(|role| {
        let less = i32::from(most) - i32::from(weights[role]);
        decline.get(less as usize).copied().unwrap_or_default()
    })
}

const _: () = assert!(ROLES.is_multiple_of(4), "rows are summed four at a time");

/// The sum of `row`, four at a time.
fn sum(row: &Row) -> f32 {
    let mut four = [0.0; 4];
    for values in row.chunks_exact(4) {
        four.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    (four[0] + four[2]) + (four[1] + four[3])
}

/// `row` with the sum 1.
fn scaled(row: Row) -> Row {
    let share = 1.0 / sum(&row).max(f32::MIN_POSITIVE);
    row.map(|value| value * share)
}

/// `row` by the columns `moves`: how likely each role is after it.
fn moved(row: &Row, moves: &[Row; ROLES]) -> Row {
    let mut sums = [0.0; ROLES];
    for (value, moves) in row.iter().zip(moves) {
        sums.iter_mut().zip(moves).for_each(|(sum, factor)| *sum += value * factor);
    }
    sums
}

fn product(one: &Row, other: &Row) -> Row {
    std::array::from_fn(|role| one[role] * other[role])
}

/// The factors of roles after roles, and of roles before roles.
fn both_ways(moves: &[Row; ROLES]) -> ([Row; ROLES], [Row; ROLES]) {
    let moves = moves.map(|row| row.map(f32::exp));
    (moves, std::array::from_fn(|now| moves.map(|row| row[now])))
}

/// The chance of each role for each token, given what signs weigh for its roles, and for roles after roles; the rows sum to 1.
pub(super) fn chances(weights: &[Hundredths], moves: &[Row; ROLES]) -> Vec<Row> {
    let decline: &[f32] = &DECLINE;
    let (moves, back) = both_ways(moves);
    let mut own: Vec<Row> = Vec::with_capacity(weights.len());
    // Forward sums, which the way back makes chances.
    let mut out: Vec<Row> = Vec::with_capacity(weights.len());
    for weights in weights {
        let factors = factors_of(weights, decline);
        let row = out.last().map_or(factors, |before| product(&factors, &moved(before, &moves)));
        own.push(factors);
        out.push(scaled(row));
    }
    let mut backward = [1.0; ROLES];
    for (row, own) in out.iter_mut().zip(&own).rev() {
        *row = scaled(product(row, &backward));
        backward = scaled(moved(&product(&backward, own), &back));
    }
    out
}

impl Chain {
    /// The chain of tokens for whose roles signs weigh `weights`, and roles after roles `moves`; natural logarithms.
    pub(super) fn new(weights: &[Row], moves: &[Row; ROLES]) -> Self {
        Self::of(weights.iter().map(factors).collect(), moves)
    }

    fn of(own: Vec<Row>, moves: &[Row; ROLES]) -> Self {
        let (moves, back) = both_ways(moves);
        let mut forward: Vec<Row> = Vec::with_capacity(own.len());
        for own in &own {
            let row = forward.last().map_or(*own, |before| product(own, &moved(before, &moves)));
            forward.push(scaled(row));
        }
        let mut backward = vec![[1.0; ROLES]; own.len()];
        for at in (1..own.len()).rev() {
            backward[at - 1] = scaled(moved(&product(&backward[at], &own[at]), &back));
        }
        Self { own, moves, forward, backward }
    }

    /// The chance of each role for each token; the rows sum to 1.
    pub(super) fn chances(&self) -> Vec<Row> {
        let both = self.forward.iter().zip(&self.backward);
        both.map(|(forward, backward)| scaled(product(forward, backward))).collect()
    }

    /// The chance of each pair of roles at tokens `at - 1` and `at`.
    pub(super) fn pairs(&self, at: usize) -> [Row; ROLES] {
        let next = product(&self.backward[at], &self.own[at]);
        let mut pairs = self.moves;
        let mut sum = 0.0;
        for (row, before) in pairs.iter_mut().zip(&self.forward[at - 1]) {
            row.iter_mut().zip(&next).for_each(|(value, next)| {
                *value *= before * next;
                sum += *value;
            });
        }
        pairs.map(|row| row.map(|value| value / sum.max(f32::MIN_POSITIVE)))
    }
}
