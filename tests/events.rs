//! Kind, date, town and mandate of the events told in 711 texts of `seeds/roles/training`, against `tests/events/gold.jsonl`.
//!
//! A line of the gold is a text's id and what its event is: kinds that may be given, the first of them best; the day; the
//! town, and other places that are not wrong; the years of the mandate. The texts were read by people who did not see
//! the rules; the rules have been mended on them since, so that the shares below are floors, not a score.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests tell their shares"
)]

mod common;

use diwan::model::Classification;
use diwan::text::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Gold {
    id: String,
    kinds: Vec<String>,
    date: Option<String>,
    place: Option<String>,
    places: Vec<String>,
    years: Option<u32>,
}

#[derive(Deserialize)]
struct Lesson {
    id: String,
    text: String,
}

/// What was found rightly, wrongly, and not.
#[derive(Default)]
struct Tally([usize; 3]);

impl Tally {
    fn add<T>(&mut self, gold: Option<&T>, found: Option<&T>, same: impl Fn(&T, &T) -> bool) {
        let right = gold.zip(found).is_some_and(|(gold, found)| same(gold, found));
        self.0[0] += usize::from(right);
        self.0[1] += usize::from(found.is_some() && !right);
        self.0[2] += usize::from(gold.is_some() && !right);
    }

    fn f1(&self) -> f64 {
        let [right, wrong, missed] = self.0.map(|count| count as f64);
        2.0 * right / (2.0 * right + wrong + missed)
    }
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn within(one: &str, other: &str) -> bool {
    let (one, other) = (format!(" {} ", fold(one)), format!(" {} ", fold(other)));
    one.contains(&other) || other.contains(&one)
}

#[test]
fn events_are_told_as_readers_tell_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(root.join("seeds/roles/training")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            texts.extend(lines::<Lesson>(&path).into_iter().map(|lesson| (lesson.id, lesson.text)));
        }
    }
    let (mut kinds, mut dates, mut places, mut years) =
        (0, Tally::default(), Tally::default(), Tally::default());
    let gold: Vec<Gold> = lines(&root.join("tests/events/gold.jsonl"));
    for gold in &gold {
        let records = diwan::extract::records(&common::document(&gold.id, &texts[&gold.id]), common::seeds());
        let record = records.first().unwrap();
        let event = record.event.as_ref();
        let kind = event.map(|event| event.classification.value);
        let fits = |known: &String| kind.is_some() && Classification::from_id(known) == kind;
        kinds += usize::from(gold.kinds.iter().any(fits));
        let date = event.and_then(|event| event.start_date.as_ref()).map(|date| date.value.to_string());
        dates.add(gold.date.as_ref(), date.as_ref(), |one, other| one == other);
        let place = event.and_then(|event| event.location.as_ref()).map(|place| place.value.clone());
        let other = place.as_ref().is_some_and(|place| gold.places.iter().any(|other| within(other, place)));
        if !other {
            places.add(gold.place.as_ref(), place.as_ref(), |one, other| within(one, other));
        }
        let term = record.term.as_ref().and_then(|term| term.years.as_ref()).map(|years| years.value);
        years.add(gold.years.as_ref(), term.as_ref(), |one, other| one == other);
    }
    let kinds = kinds as f64 / gold.len() as f64;
    let found = [kinds, dates.f1(), places.f1(), years.f1()];
    println!("kinds {:.3}, dates {:.3}, places {:.3}, years {:.3}", found[0], found[1], found[2], found[3]);
    for (found, floor) in found.into_iter().zip([0.89, 0.95, 0.9, 0.94]) {
        assert!(found >= floor, "{found:.3} is below {floor}");
    }
}

#[test]
fn whom_somebody_stands_for_is_not_where_people_met() {
    let text = "أسفرت انتخابات الاتحاد العام للنخالين عن فوز كل من: عبد الكريم البهادلي عن محافظة ميسان، وحسن الغزي عن النجف، \
        وابتهال الخفاجي عن بابل، وليث الدليمي عن الأنبار.";
    let records = diwan::extract::records(&common::document("text", text), common::seeds());
    assert!(records[0].event.as_ref().unwrap().location.is_none());
}
