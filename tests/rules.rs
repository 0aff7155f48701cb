//! Every example inside every rule holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::seeds::Seeds;
use std::collections::BTreeMap;

#[test]
fn every_rule_reads_its_own_examples() {
    let seeds = Seeds::load(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"));
    let failures: Vec<String> = seeds
        .trial()
        .into_iter()
        .map(|failure| {
            format!(
                "{}:{} {}: {} — {}",
                failure.place.0, failure.place.1, failure.rule, failure.fault, failure.text
            )
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
