//! Runs the examples inside every rule.
//!
//! In: [`Seeds`]. Out: one [`Failure`] for each example that does not hold. A rule is as good as its examples: each
//! `match` must cite and capture what it says, and no `miss` may match at all.

use super::{Lexed, Match, Rule, Seeds};
use crate::text::plain;

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// Its file and line.
    pub place: (String, usize),
    /// The example's text.
    pub text: String,
    /// What was expected and what was found.
    pub fault: String,
}

impl Seeds {
    /// Every example that does not hold, in order of the rules.
    #[must_use]
    pub fn trial(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (index, rule) in self.rules().iter().enumerate() {
            let mut fail = |text: &str, fault: String| {
                let place = rule.place.clone();
                failures.push(Failure {
                    rule: rule.id.as_str().to_owned(),
                    place,
                    text: text.to_owned(),
                    fault,
                });
            };
            for example in &rule.matches {
                if let Some(fault) = self.unmet(index, rule, example) {
                    fail(&example.text, fault);
                }
            }
            for miss in &rule.misses {
                let lexed = Lexed::new(miss, self);
                if let Some(found) = self.matches(&lexed).into_iter().find(|found| found.rule == index) {
                    let words = lexed.span(found.start..found.end).of(miss).to_owned();
                    fail(miss, format!("must not match, but reads «{words}»"));
                }
            }
        }
        failures
    }

    /// The rules that fire on no example of any rule, their own included: indices into [`Seeds::rules`].
    #[must_use]
    pub fn dead(&self) -> Vec<usize> {
        let mut fires = vec![false; self.rules().len()];
        for example in self.rules().iter().flat_map(|rule| &rule.matches) {
            let lexed = Lexed::new(&example.text, self);
            for found in self.matches(&lexed) {
                if let Some(fired) = fires.get_mut(found.rule) {
                    *fired = true;
                }
            }
        }
        (0..fires.len()).filter(|&rule| fires.get(rule) == Some(&false)).collect()
    }

    fn unmet(&self, index: usize, rule: &Rule, example: &super::Example) -> Option<String> {
        let lexed = Lexed::new(&example.text, self);
        let found: Vec<Match> =
            self.matches(&lexed).into_iter().filter(|found| found.rule == index).collect();
        if found.is_empty() {
            return Some(format!("must match, but {} reads nothing", rule.id.as_str()));
        }
        let cites = |found: &Match| plain(lexed.span(found.start..found.end).of(&example.text));
        let Some(cited) = found.iter().find(|found| cites(found) == plain(&example.cites)) else {
            let words: Vec<String> = found.iter().map(|found| format!("«{}»", cites(found))).collect();
            return Some(format!("must cite «{}», but cites {}", example.cites, words.join(" and ")));
        };
        for (name, expected) in &example.captures {
            let captured = cited.captures.iter().find(|capture| self.capture_name(capture) == name);
            let words = captured.map(|capture| match capture.entry.and_then(|entry| self.entry(entry)) {
                Some(entry) => entry.id.clone(),
                None => plain(lexed.span(capture.start as usize..capture.end as usize).of(&example.text)),
            });
            if words.as_deref() != Some(expected) {
                let words = words.unwrap_or_else(|| "nothing".into());
                return Some(format!("{name} must be «{expected}», but is «{words}»"));
            }
        }
        None
    }
}
