//! Who is who: people told by weights where no rule reads them, and the weights learned from lessons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;

use diwan::extract;
use diwan::extract::roles::learn::{self, Lesson, Member};
use diwan::seeds::{Fault, Seeds};
use diwan::text::SourceId;
use std::collections::BTreeMap;

/// The seeds with other weights of roles.
fn weighed(weights: &str, posts: &str) -> Seeds {
    let own = [("roles/weights.tsv", weights), ("roles/posts.tsv", posts)];
    let own = own.map(|(file, text)| (file.to_owned(), text.to_owned()));
    Seeds::load(&BTreeMap::from(own)).unwrap()
}

/// Who is seated, as «name = post».
fn seated(text: &str, seeds: &Seeds) -> Vec<String> {
    let records = extract::records(&common::document("text", text), seeds);
    let seats = records.iter().flat_map(|record| &record.memberships);
    seats
        .map(|seat| {
            let post = seat.post.as_ref().map_or("none", |post| post.value.0.as_str());
            format!("{} = {post}", seat.person.name.value)
        })
        .collect()
}

/// Wordings that no rule of the lexicons reads.
const NEW: &str = "جمعية واحة زيز تجدد هياكلها\nعقدت جمعية واحة زيز جمعها العام يوم الأحد 4 فبراير 2024 بمدينة \
    الرشيدية. وانتخب محمد العلوي رئيسا، وفاطمة الزهراء بنسعيد نائبة له، ووضعوا الصندوق في عهدة عبد الرحيم أوشن. \
    وحضر اللقاء رئيس الجماعة حسن الداودي.";

#[test]
fn weights_seat_whom_no_rule_reads_and_nobody_else() {
    let with = seated(NEW, common::seeds());
    let without = seated(NEW, &weighed("", ""));
    let rules = ["محمد العلوي = president", "فاطمة الزهراء بنسعيد = vice-president"];
    assert_eq!(without, rules, "the wording is read by rules now: take a newer one");
    assert_eq!(with, [rules[0], rules[1], "عبد الرحيم أوشن = treasurer"]);
}

#[test]
fn what_weights_tell_is_cited_where_it_stands() {
    let records = extract::records(&common::document("text", NEW), common::seeds());
    let seat =
        records[0].memberships.iter().find(|seat| seat.person.name.value == "عبد الرحيم أوشن").unwrap();
    let said = |span: diwan::text::Span| &NEW[span.start()..span.end()];
    assert_eq!(said(seat.person.name.main().span), "عبد الرحيم أوشن");
    assert_eq!(said(seat.post.as_ref().unwrap().main().span), "الصندوق");
}

#[test]
fn a_line_of_weights_that_is_none_is_told_with_its_number() {
    for (file, text) in [
        ("roles/weights.tsv", "0\tword فلان\tother=0.5\n0\tword فلان\tnobody=0.5\n"),
        ("roles/weights.tsv", "0\tword فلان\tother=0.5\n9\tword فلان\tother=0.5\n"),
        ("roles/posts.tsv", "seat الصندوق\ttreasurer=1.0\nseat الصندوق treasurer\n"),
    ] {
        let own = BTreeMap::from([(file.to_owned(), text.to_owned())]);
        let error = Seeds::load(&own).unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.fault), (file, 2, Fault::Weights));
    }
}

fn lesson(id: usize, member: &str, other: &str) -> Lesson {
    let (words, post) =
        if id.is_multiple_of(2) { ("الزهر", "treasurer") } else { ("القلم", "secretary-general") };
    let text = format!("كلام عن النادي\nوكان {words} من حظ {member} في القرعة، وغاب عنها {other} لمرضه.");
    Lesson {
        id: format!("lesson-{id}"),
        text,
        members: vec![Member {
            name: member.to_owned(),
            post: Some(post.to_owned()),
            words: Some(words.to_owned()),
        }],
        leavers: Vec::new(),
        others: vec![other.to_owned()],
    }
}

#[test]
fn what_is_learned_is_the_same_each_time_and_tells_of_other_people() {
    let people = ["أحمد الوزاني", "سعيد البقالي", "عمر التازي", "حسن أوشن", "نزهة لمرابط", "كريمة العلوي"];
    let lessons: Vec<Lesson> =
        (0..people.len()).map(|at| lesson(at, people[at], people[(at + 1) % people.len()])).collect();
    let document = |lesson: &Lesson| diwan::ingest::given(SourceId(0), &lesson.id, &lesson.text);
    let learned = learn::learn(&lessons, common::seeds(), document);
    assert_eq!(learned, learn::learn(&lessons, common::seeds(), document));
    let seeds = weighed(&learned.0, &learned.1);
    let text =
        "جمعية الأمل تنتخب مكتبها\nوكان الزهر من حظ إدريس أمغار في القرعة، وغاب عنها خالد الورديغي لمرضه.";
    assert_eq!(seated(text, &seeds), ["إدريس أمغار = treasurer"]);
}
