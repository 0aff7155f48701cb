//! Three communiqués of one body, one after the other, become its terms: who stayed, came, left and changed seats, what
//! is vacant, who only acts, and the board as of a day; and names that may be one body or one person are asked about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;
#[path = "common/pipeline.rs"]
mod pipeline;

use common::seeds;
use diwan::calendar::Date;
use diwan::model::Membership;
use diwan::register::{Change, Corrections, Register, Sitting};
use pipeline::{Judged, judged};

const FIRST: &str = "\
عقدت جمعية مربي الدواجن بالخميسات جمعها العام يوم السبت 16 ماي 2020 بالخميسات، وانتخب المكتب المسير لولاية مدتها أربع سنوات على النحو التالي:
الرئيسة: سعاد بنمسعود
نائب الرئيسة: يوسف الصقلي
الكاتب العام: عمر أزرقان
أمينة المال: هدى الركيك
نائب أمينة المال: هشام الدباغ
";

const SECOND: &str = "\
اجتمع المكتب المسير لجمعية مربي الدواجن بالخميسات يوم السبت 11 فبراير 2023 بالخميسات إثر استقالة الرئيسة سعاد بنمسعود، وتقرر تكليف يوسف الصقلي رئيسا بالنيابة.
";

const THIRD: &str = "\
عقدت جمعية مربي الدواجن بالخميسات جمعها العام يوم السبت 18 ماي 2024 بالخميسات، وانتخب المكتب المسير لولاية مدتها أربع سنوات على النحو التالي:
الرئيس: عمر أزرقان
نائبة الرئيس: نادية القادري
الكاتب العام: يوسف الصقلي
أمينة المال: هدى الركيك
";

fn files(texts: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn terms() -> Judged {
    let files = files(&[("2020.txt", FIRST), ("2023.txt", SECOND), ("2024.txt", THIRD)]);
    judged(&files, date("2024-06-01"), &Corrections::default(), &[])
}

fn seat(register: &Register, seat: &Membership) -> String {
    let name = register.person(&seat.person).unwrap().name.value().unwrap();
    format!("{name} {}", seat.post.value().map_or("-", |post| post.0.as_str()))
}

fn board(register: &Register, sitting: &Sitting<'_>) -> Vec<String> {
    let mut out: Vec<String> = sitting.seats.iter().map(|known| seat(register, known)).collect();
    out.sort();
    out
}

fn told(register: &Register, changes: &[Change<'_>]) -> Vec<String> {
    let mut out: Vec<String> = changes
        .iter()
        .map(|change| match change {
            Change::Stayed(known) => format!("stayed {}", seat(register, known)),
            Change::Moved(old, new) => format!("moved {} > {}", seat(register, old), seat(register, new)),
            Change::Left(known) => format!("left {}", seat(register, known)),
            Change::Came(known) => format!("came {}", seat(register, known)),
        })
        .collect();
    out.sort();
    out
}

#[test]
fn three_texts_of_one_body_are_three_terms_of_one_organ() {
    let judged = terms();
    let register = &judged.register;
    assert_eq!(register.organizations.len(), 1, "{:?}", register.organizations);
    let sittings = register.sittings();
    let days: Vec<String> = sittings.iter().map(|known| known.start.unwrap().to_string()).collect();
    assert_eq!(days, ["2020-05-16", "2023-02-11", "2024-05-18"]);
    assert_eq!(sittings[0].end.unwrap().to_string(), "2024-05-15");
    assert_eq!(sittings[0].until, sittings[1].start);
    assert_eq!(sittings[1].until, sittings[2].start);
}

#[test]
fn an_acting_president_changes_one_seat_and_is_told_as_acting() {
    let judged = terms();
    let register = &judged.register;
    let sittings = register.sittings();
    assert_eq!(
        told(register, &sittings[1].changes),
        [
            "left سعاد بنمسعود president",
            "moved يوسف الصقلي vice-president > يوسف الصقلي president",
            "stayed عمر أزرقان secretary-general",
            "stayed هدى الركيك treasurer",
            "stayed هشام الدباغ deputy-treasurer",
        ]
    );
    let acting: Vec<String> = sittings[1].acting().map(|known| seat(register, known)).collect();
    assert_eq!(acting, ["يوسف الصقلي president"]);
    assert_eq!(sittings[0].acting().count() + sittings[2].acting().count(), 0);
}

#[test]
fn a_new_board_tells_who_stayed_came_left_and_moved_and_what_is_vacant() {
    let judged = terms();
    let register = &judged.register;
    let sittings = register.sittings();
    assert_eq!(
        told(register, &sittings[2].changes),
        [
            "came نادية القادري vice-president",
            "left هشام الدباغ deputy-treasurer",
            "moved عمر أزرقان secretary-general > عمر أزرقان president",
            "moved يوسف الصقلي president > يوسف الصقلي secretary-general",
            "stayed هدى الركيك treasurer",
        ]
    );
    let vacant: Vec<&str> = sittings[2].vacant.iter().map(|post| post.0.as_str()).collect();
    assert_eq!(vacant, ["deputy-treasurer"]);
}

#[test]
fn the_board_as_of_a_day_is_the_one_that_sat_then() {
    let judged = terms();
    let register = &judged.register;
    let body = &register.organizations[0].id;
    let on = |day: &str| -> Vec<String> {
        register.board(body, date(day)).iter().flat_map(|sitting| board(register, sitting)).collect()
    };
    assert_eq!(on("2020-05-15"), Vec::<String>::new());
    assert_eq!(on("2020-05-16").len(), 5);
    let mut acting = vec![
        "عمر أزرقان secretary-general",
        "هدى الركيك treasurer",
        "هشام الدباغ deputy-treasurer",
        "يوسف الصقلي president",
    ];
    acting.sort_unstable();
    assert_eq!(on("2023-12-31"), acting);
    assert!(on("2024-05-18").contains(&"عمر أزرقان president".to_owned()));
}

#[test]
fn the_findings_follow_the_terms() {
    let judged = terms();
    let codes: Vec<&str> = judged.findings.iter().map(|finding| finding.code).collect();
    // The acting seat was filled since, the new term runs, no two boards sit at once.
    assert_eq!(
        codes,
        ["missing-office"],
        "{:#?}",
        judged.views.iter().map(|view| &view.message.en).collect::<Vec<_>>()
    );
    let files = files(&[("2020.txt", FIRST), ("2023.txt", SECOND)]);
    let earlier = self::judged(&files, date("2023-06-01"), &Corrections::default(), &[]);
    let codes: Vec<&str> = earlier.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["acting-without-term"]);
}
