//! Which rule read each value of a document, from which words; and why a value was not read.
//!
//! In: one file and, at will, the words of a value. Out: lines for a person who edits seeds. A value that was read is
//! told by its rule; one that was not by what its words are known as, the rule that came nearest, the first element
//! of it that failed, and what would make it pass.

use super::Knowledge;
use super::stream::{Unread, lines, read_one};
use crate::document::Document;
use crate::extract::roles;
use crate::seeds::{Lexed, Seeds};
use crate::text::{SourceId, Span, TokenKind, fold, plain};
use serde_json::Value;
use std::ops::Range;
use std::path::Path;

/// Places of one value explained at most.
const MOST: usize = 5;

/// The lines that explain what was read of the file at `path`, or why the words `value` were or were not read.
///
/// # Errors
/// The file cannot be read.
pub fn explain(path: &Path, value: Option<&str>, knowledge: &Knowledge) -> Result<Vec<String>, Unread> {
    let document = read_one(path, SourceId(0))?;
    let text = document.text.as_str();
    let mut read = Vec::new();
    for line in lines(document.clone(), &knowledge.seeds)? {
        if let Ok(record) = serde_json::from_str::<Value>(&line) {
            gather("", &record, &mut read);
        }
    }
    let refused = if read.iter().any(|found| found.path.contains("memberships")) {
        Vec::new()
    } else {
        refused(&document, &knowledge.seeds)
    };
    let Some(value) = value else {
        let told = read.iter().flat_map(|found| found.told(&knowledge.seeds));
        return Ok(told.chain(refused).collect());
    };
    let lexed = Lexed::new(text, &knowledge.seeds);
    let wanted = fold(value);
    let folded = lexed.folded.as_str();
    if wanted.trim().is_empty() {
        return Ok(vec!["the value to explain holds no letters".to_owned()]);
    }
    let mut out = Vec::new();
    for (at, _) in folded.match_indices(wanted.trim()).take(MOST) {
        let span = lexed.folded.span(at..at + wanted.trim().len());
        let over: Vec<&Read> = read.iter().filter(|found| found.covers(&span.range())).collect();
        let first = lexed.tokens.partition_point(|token| (token.end as usize) <= at);
        let last = lexed.tokens.partition_point(|token| (token.start as usize) < at + wanted.trim().len());
        if over.is_empty() {
            unread(text, &lexed, first..last, &knowledge.seeds, &mut out);
            out.extend(unseated(&document, &knowledge.seeds, span));
            out.extend(doubted(&document, &knowledge.seeds, span));
            out.extend(refused.iter().cloned());
            continue;
        }
        for found in &over {
            out.extend(found.told(&knowledge.seeds));
            out.extend(found.weighed(&document, &knowledge.seeds));
        }
        out.extend(doubted(&document, &knowledge.seeds, span));
        if over.iter().any(|found| found.postless) {
            postless(text, &lexed, first..last, &knowledge.seeds, &mut out);
        }
    }
    out.dedup();
    if out.is_empty() {
        out.push(format!("\u{2068}«{value}»\u{2069} does not stand in the text; see `diwan text`"));
    }
    Ok(out)
}

/// One piece of evidence of the record, and the values it stands for.
struct Read {
    path: String,
    values: String,
    rule: String,
    quote: String,
    place: String,
    range: Range<usize>,
    /// A seat whose post no lexicon told.
    postless: bool,
}

impl Read {
    fn covers(&self, range: &Range<usize>) -> bool {
        self.range.start < range.end && range.start < self.range.end
    }

    fn told(&self, seeds: &Seeds) -> Vec<String> {
        let mut out = vec![format!(
            "{}: \u{2068}{}\u{2069} ← {} ({}): «\u{2068}{}\u{2069}»",
            self.path,
            self.values,
            self.rule,
            self.place,
            plain(&self.quote)
        )];
        if let Some(rule) = seeds.rules().iter().find(|rule| rule.id.as_str() == self.rule) {
            let (file, line) = &rule.place;
            out.push(format!("    seeds/{file}:{line}: {}", rule.why));
        }
        out
    }

    /// What weighed for a seat that no rule reads.
    fn weighed(&self, document: &Document, seeds: &Seeds) -> Vec<String> {
        let span = Span::new(&document.text, self.range.clone()).filter(|_| self.rule == "person.weighed");
        let Some(why) = span.and_then(|span| roles::why(document, seeds, span)) else { return Vec::new() };
        let mut out = vec![format!(
            "    no rule reads this seat, or this name so: what stands around it makes it a member's by {:.0} in a hundred",
            why.chance * 100.0
        )];
        for (sign, away, weight) in why.signs {
            let place = match away {
                None => String::new(),
                Some(0) => " at the name".to_owned(),
                Some(away) if away < 0 => format!(" {} before it", -away),
                Some(away) => format!(" {away} behind it"),
            };
            out.push(format!("    \u{2068}{sign}\u{2069}{place}: {weight:+.1}"));
        }
        out
    }
}

/// Why nobody is seated in a text that, by its words, hardly fills an organ.
fn refused(document: &Document, seeds: &Seeds) -> Vec<String> {
    let said = "nobody is seated: the words of the text give it";
    hardly(roles::unlikely(document, seeds), said, "chances in a hundred to fill an organ")
}

/// Why somebody who is named at `span` has no seat.
fn unseated(document: &Document, seeds: &Seeds, span: Span) -> Vec<String> {
    let said = "    somebody is named here, whom what stands around the name gives";
    hardly(roles::unseated(document, seeds, span), said, "chances in a hundred to sit in the organ")
}

/// What a rule reads at `span` of a member, and the weights do not believe.
fn doubted(document: &Document, seeds: &Seeds, span: Span) -> Vec<String> {
    let told = roles::doubted(document, seeds, span).into_iter();
    let told = told.map(|roles::Doubted { kind, chance }| {
        if chance < 0.5 {
            let hundredths = chance * 100.0;
            format!("    a rule reads a {kind} here, which the weights believe by {hundredths:.0} in a hundred")
        } else {
            format!("    a rule gives the {kind} here to the name on one side, the weights to the one on the other")
        }
    });
    told.collect()
}

/// The chance of what the weights hardly believe, between `said` and `what`, and the signs against it.
fn hardly(unlikely: Option<roles::Unlikely>, said: &str, what: &str) -> Vec<String> {
    let Some(unlikely) = unlikely else { return Vec::new() };
    let head = format!("{said} {:.0} {what}", unlikely.chance * 100.0);
    let signs = unlikely.signs.into_iter();
    let signs = signs.map(|(sign, weight)| format!("    \u{2068}{sign}\u{2069}: {weight:+.2}"));
    std::iter::once(head).chain(signs).collect()
}

/// A place as a person reads it: «line 17».
fn place(value: Option<&Value>) -> String {
    let Some(Value::Object(map)) = value else { return String::new() };
    let said = |(key, value): (&String, &Value)| match value {
        Value::String(words) => format!("{key} {words}"),
        other => format!("{key} {other}"),
    };
    map.iter().filter(|(key, _)| *key != "box").map(said).collect::<Vec<_>>().join(", ")
}

/// Every piece of evidence below `value`, with the path of the object it belongs to.
fn gather(path: &str, value: &Value, out: &mut Vec<Read>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(evidence)) = map.get("evidence") {
                let told = |(key, value): (&String, &Value)| match value {
                    Value::String(words) => Some(format!("{key} {words}")),
                    Value::Number(number) => Some(format!("{key} {number}")),
                    _ => None,
                };
                let mut values: Vec<String> = map.iter().filter_map(told).collect();
                if let Some(name) = map.get("person").and_then(|person| person.get("name")) {
                    values.insert(0, format!("name {}", name.as_str().unwrap_or_default()));
                }
                for piece in evidence {
                    let text =
                        |key: &str| piece.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                    let number = |key: &str| piece.get(key).and_then(Value::as_u64).unwrap_or(0) as usize;
                    out.push(Read {
                        path: path.trim_start_matches('.').to_owned(),
                        values: values.join(", "),
                        rule: text("rule"),
                        quote: text("quote"),
                        place: place(piece.get("place")),
                        range: number("start")..number("end"),
                        postless: map.contains_key("person") && map.get("post").is_some_and(Value::is_null),
                    });
                }
            }
            for (key, value) in map.iter().filter(|(key, _)| *key != "evidence") {
                gather(&format!("{path}.{key}"), value, out);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                gather(&format!("{path}[{at}]"), item, out);
            }
        }
        _ => {}
    }
}

/// Says what unread words are known as, and which rule came nearest to reading them.
fn unread(text: &str, lexed: &Lexed, range: Range<usize>, seeds: &Seeds, out: &mut Vec<String>) {
    let quote = |range: Range<usize>| plain(lexed.span(range).of(text));
    out.push(format!("«\u{2068}{}\u{2069}» was not read", quote(range.clone())));
    for at in range.clone() {
        let known = seeds.known_as(lexed, at);
        let list: Vec<String> = known
            .iter()
            .map(|(lexicon, id, end)| format!("{lexicon} {id} «\u{2068}{}\u{2069}»", quote(at..*end)))
            .collect();
        let told = if list.is_empty() { "no lexicon knows it".to_owned() } else { list.join("; ") };
        out.push(format!("    \u{2068}{}\u{2069}: {told}", quote(at..at + 1)));
    }
    if postless(text, lexed, range.clone(), seeds, out) {
        return;
    }
    match seeds.nearest(lexed, range) {
        Some(nearest) => {
            let rule = &seeds.rules()[nearest.rule];
            let (file, line) = &rule.place;
            let end = nearest.read.end;
            let stood = quote(end..(end + 1).min(lexed.tokens.len()));
            out.push(format!(
                "    nearest rule {} (seeds/{file}:{line}) read «\u{2068}{}\u{2069}», then wanted \u{2068}{}\u{2069} where «\u{2068}{stood}\u{2069}» stands",
                rule.id.as_str(),
                quote(nearest.read.clone()),
                nearest.wanted
            ));
            out.push(format!("    to make it pass: \u{2068}{}\u{2069}", nearest.remedy));
        }
        None => {
            out.push("    no rule begins here: write one in seeds/rules/ (see seeds/README.md)".to_owned())
        }
    }
}

/// Says which words beside a name would have to be a post; false when there are none.
fn postless(text: &str, lexed: &Lexed, range: Range<usize>, seeds: &Seeds, out: &mut Vec<String>) -> bool {
    let Some(words) = seatless(lexed, &range, seeds) else { return false };
    out.push(format!(
        "    a name holds a seat beside a post, and no word of its line is one: «\u{2068}{}\u{2069}»",
        plain(lexed.span(words).of(text))
    ));
    out.push("    to make it pass: add those words to a post in seeds/lexicon/posts.toml".to_owned());
    true
}

/// The words before the colon of a line that names a person and no post; `None` for any other line.
fn seatless(lexed: &Lexed, range: &Range<usize>, seeds: &Seeds) -> Option<Range<usize>> {
    let known =
        |at: usize, lexicon: &str| seeds.known_as(lexed, at).iter().any(|(kind, ..)| *kind == lexicon);
    let person = range.clone().any(|at| known(at, "given-name"));
    let line = (0..range.start).rev().take_while(|&at| lexed.kind(at) != Some(TokenKind::LineEnd));
    let first = line.clone().last()?;
    let colon = line.clone().find(|&at| matches!(lexed.word(at), ":" | "\u{2013}" | "-"))?;
    let post = (first..range.end).any(|at| known(at, "post"));
    (person && !post && first < colon).then_some(first..colon)
}
