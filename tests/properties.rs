//! What must hold for any input: folding, evidence, template slots, no panic on broken bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;

use diwan::document::Sources;
use diwan::report::record_line;
use diwan::template::Templates;
use diwan::text::{Folded, SourceId, fold};
use diwan::typeset::Content;
use diwan::{extract, ingest};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Arabic and Latin words with everything that makes them hard: marks, tatweel, controls, ligatures, digits, brackets.
fn messy() -> impl Strategy<Value = String> {
    let pieces = [
        "الرئيسة",
        "نائب",
        "مُحَمَّد",
        "عبد",
        "الله",
        "Cluster",
        "é",
        "أ",
        "إ",
        "آ",
        "ا\u{0654}",
        "ى",
        "ة",
        "ـــ",
        "\u{FEFB}",
        "\u{FDF2}",
        "\u{200F}",
        "\u{202E}",
        "\u{2068}",
        "\u{200D}",
        "١٤",
        "2022",
        " ",
        "\u{00A0}",
        "\n",
        "،",
        ":",
        "(",
        ")",
        "«",
        "»",
        "\"",
        "-",
        "•",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in messy()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn a_folded_range_leads_back_to_words_that_fold_to_it(text in messy(), from in 0_usize..200, length in 1_usize..60) {
        let folded = Folded::new(&text);
        let whole = folded.as_str();
        let borders: Vec<usize> = (0..=whole.len()).filter(|at| whole.is_char_boundary(*at)).collect();
        let start = borders[from % borders.len()];
        let end = borders[(from + length).min(borders.len() - 1).max(borders.iter().position(|at| *at == start).unwrap())];
        let span = folded.span(start..end);
        let words = span.of(&text);
        // A ligature is cited whole, so the words fold to what was asked for and perhaps a little more.
        prop_assert!(fold(words).contains(whole[start..end].trim()), "{:?} from {:?}", &whole[start..end], words);
    }

    #[test]
    fn evidence_re_reads(text in messy()) {
        let document = ingest::given(SourceId(0), "x", &text);
        let records = extract::records(&document, common::seeds());
        let sources = Sources::new(vec![document]);
        for record in &records {
            let line: Value = serde_json::from_str(&record_line(record, &sources).unwrap()).unwrap();
            check_evidence(&line, &text);
        }
    }

    #[test]
    fn a_slot_never_becomes_markdown_and_stays_isolated(value in "[\\PC\n\t]{0,30}") {
        let own = BTreeMap::from([(
            "letters/x.ar.md".to_owned(),
            "+++\ntitle = \"x\"\nlanguage = \"ar\"\n+++\nقبل {{ value }} بعد\n".to_owned(),
        )]);
        let templates = Templates::load(&own).unwrap();
        let sheet = templates.sheet("letters/x.ar.md", &json!({"value": value})).unwrap();
        prop_assert_eq!(sheet.body.len(), 1);
        let Content::Paragraph(paragraph) = &sheet.body[0] else { panic!("{:?}", sheet.body) };
        let plain = paragraph.text.plain();
        let inside = plain.strip_prefix("قبل \u{2068}").and_then(|rest| rest.strip_suffix("\u{2069} بعد"));
        prop_assert!(inside.is_some(), "{plain:?}");
        let depth = inside.unwrap().chars().filter(|c| matches!(c, '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202E}')).count();
        prop_assert_eq!(depth, 0);
    }

    #[test]
    fn cut_and_flipped_bytes_never_panic(cut in 0_usize..4000, at in 0_usize..4000, bit in 0_u8..8) {
        let mut bytes = include_bytes!("../input/bayan-maroc-clusters.txt").to_vec();
        bytes.truncate(cut.max(1));
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(document) = ingest::document(SourceId(0), "x.txt", &bytes) {
            let records = extract::records(&document, common::seeds());
            prop_assert!(!records.is_empty());
        }
    }
}

fn check_evidence(value: &Value, text: &str) {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end), Some(quote)) =
                (map.get("start"), map.get("end"), map.get("quote"))
            {
                let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
                assert_eq!(&text[range], quote.as_str().unwrap());
            }
            map.values().for_each(|inner| check_evidence(inner, text));
        }
        Value::Array(items) => items.iter().for_each(|inner| check_evidence(inner, text)),
        _ => {}
    }
}

#[test]
fn an_unknown_slot_names_file_line_and_known_slots() {
    let own = BTreeMap::from([(
        "letters/x.ar.md".to_owned(),
        "+++\ntitle = \"x\"\nlanguage = \"ar\"\n+++\nسطر\n\n{{ persn.name }}\n".to_owned(),
    )]);
    let templates = Templates::load(&own).unwrap();
    let error = templates.sheet("letters/x.ar.md", &json!({"person": {"name": "أحمد"}})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "letters/x.ar.md:7: there is no slot \"persn.name\"; known slots: person, person.name"
    );
}

#[test]
fn a_missing_value_is_an_error_with_its_line() {
    let own = BTreeMap::from([(
        "letters/x.ar.md".to_owned(),
        "+++\ntitle = \"x\"\nlanguage = \"ar\"\n+++\nسطر\n\n{{ person.name }}\n".to_owned(),
    )]);
    let templates = Templates::load(&own).unwrap();
    let error = templates.sheet("letters/x.ar.md", &json!({"person": {"name": null}})).unwrap_err();
    assert!(error.to_string().starts_with("letters/x.ar.md:7: "), "{error}");
}
