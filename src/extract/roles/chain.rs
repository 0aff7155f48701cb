//! A linear chain of roles: how likely each token plays each role, given what the signs weigh.
//!
//! In: a row of weights for each token and the weights of one role after another (a linear-chain conditional random
//! field, Lafferty, McCallum and Pereira 2001). Out: chances in 0..1, by the forward-backward algorithm.

use crate::seeds::roles::{ROLES, Row};

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

/// `row` with the sum 1.
fn scaled(row: Row) -> Row {
    let sum: f32 = row.iter().sum();
    row.map(|value| value / sum.max(f32::MIN_POSITIVE))
}

impl Chain {
    pub(super) fn new(weights: &[Row], moves: &[Row; ROLES]) -> Self {
        let own: Vec<Row> = weights.iter().map(factors).collect();
        let moves = moves.map(|row| row.map(f32::exp));
        let mut forward = own.clone();
        for at in 0..own.len() {
            let mut row = own[at];
            if let Some(before) = at.checked_sub(1).map(|before| forward[before]) {
                let mut sums = [0.0; ROLES];
                for (value, moves) in before.iter().zip(&moves) {
                    sums.iter_mut().zip(moves).for_each(|(sum, factor)| *sum += value * factor);
                }
                row.iter_mut().zip(sums).for_each(|(value, sum)| *value *= sum);
            }
            forward[at] = scaled(row);
        }
        let mut backward = vec![[1.0; ROLES]; own.len()];
        for at in (1..own.len()).rev() {
            let mut next = backward[at];
            next.iter_mut().zip(&own[at]).for_each(|(value, own)| *value *= own);
            let row = moves.map(|factors| factors.iter().zip(&next).map(|(one, two)| one * two).sum());
            backward[at - 1] = scaled(row);
        }
        Self { own, moves, forward, backward }
    }

    /// The chance of each role for each token; the rows sum to 1.
    pub(super) fn chances(&self) -> Vec<Row> {
        let both = self.forward.iter().zip(&self.backward);
        both.map(|(forward, backward)| {
            let mut row = *forward;
            row.iter_mut().zip(backward).for_each(|(value, other)| *value *= other);
            scaled(row)
        })
        .collect()
    }

    /// The chance of each pair of roles at tokens `at - 1` and `at`.
    pub(super) fn pairs(&self, at: usize) -> [Row; ROLES] {
        let mut next = self.backward[at];
        next.iter_mut().zip(&self.own[at]).for_each(|(value, own)| *value *= own);
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
