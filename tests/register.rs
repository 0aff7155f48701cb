//! People and bodies are identified across records as a careful secretary would, and never by name alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

#[path = "common/drafts.rs"]
mod drafts;

use diwan::model::{Gender, Standing};
use diwan::register::{Corrections, Sign};
use drafts::{BEES, Draft, corrected, people, register};
use proptest::prelude::*;

#[test]
fn two_scripts_of_one_name_in_communique_and_register_are_one_person() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06")
            .seat("زينب الشاوني", "president")
            .seat("عمر أزرقان", "treasurer"),
        Draft::register(1)
            .row(&[("latin", "Zineb CHAOUNI"), ("post", "president")])
            .row(&[("latin", "AZARKANE Omar")]),
    ]);
    assert_eq!(people(&made), [vec!["زينب الشاوني", "Zineb CHAOUNI"], vec!["عمر أزرقان", "AZARKANE Omar"]]);
    assert_eq!(made.likely, []);
    // The register lists the board, so it is the board's body's.
    let listed: Vec<_> = made.memberships.iter().filter(|known| known.standing == Standing::Listed).collect();
    assert!(listed.iter().all(|known| known.organization.as_deref() == Some("organization/1")));
}

#[test]
fn a_common_name_in_another_body_is_another_person_until_somebody_says_so() {
    let two = || {
        vec![
            Draft::communique(0, BEES, "2023-05-06").seat("محمد العلوي", "president"),
            Draft::communique(1, "نادي الشعلة لكرة السلة", "2023-06-07").seat("محمد العلوي", "treasurer"),
        ]
    };
    let made = register(two());
    assert_eq!(made.people.len(), 2);
    assert_eq!(made.likely.len(), 1);
    assert!(made.likely[0].signs.contains(&Sign::OtherOrganization));
    let same = "[[same]]\nnames = [\"محمد العلوي\", \"محمد العلوي\"]\nreason = \"سأله الكاتب العام\"\n";
    let made = corrected(two(), same);
    // One name for two people does not say which: the verdict is reported, nobody is joined.
    assert_eq!((made.people.len(), made.unused_corrections.len()), (2, 1));
}

#[test]
fn a_rare_name_in_another_body_is_one_person() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat("يطو أمزنشير", "president"),
        Draft::communique(1, "نادي الشعلة لكرة السلة", "2023-06-07").seat("يطو أمزنشير", "treasurer"),
    ]);
    assert_eq!(made.people.len(), 1);
}

#[test]
fn another_gender_parts_namesakes_but_not_the_holder_of_one_office() {
    let other = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat_of(
            "وئام بوزكري",
            "president",
            Some(Gender::Female),
            &[],
        ),
        Draft::communique(1, BEES, "2025-05-06").seat_of("وئام بوزكري", "adviser", Some(Gender::Male), &[]),
    ]);
    assert_eq!(other.people.len(), 2);
    assert!(other.likely[0].signs.contains(&Sign::OtherGender));
    let slip = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat_of(
            "وئام بوزكري",
            "president",
            Some(Gender::Female),
            &[],
        ),
        Draft::register(1).row(&[("name", "وئام بوزكري"), ("gender", "M"), ("post", "president")]),
    ]);
    assert_eq!(slip.people.len(), 1);
    assert!(slip.people[0].gender.is_disputed());
}

#[test]
fn rows_with_other_numbers_stay_apart_and_a_shared_phone_is_a_sign() {
    let made = register(vec![
        Draft::register(0)
            .row(&[("id", "1"), ("name", "محمد العلوي"), ("phone", "0600000001")])
            .row(&[("id", "2"), ("name", "محمد العلوي"), ("phone", "0600000002")])
            .row(&[("id", "3"), ("name", "عبد العزيز التازي"), ("phone", "0600000003")])
            .row(&[("id", "4"), ("name", "عبدالعزيز التازي"), ("phone", "600000003")]),
    ]);
    assert_eq!(made.people.len(), 4);
    assert_eq!(made.likely.len(), 1);
    assert!(made.likely[0].signs.contains(&Sign::SamePhone));
}

#[test]
fn two_tables_of_one_register_list_one_person() {
    let made = register(vec![
        Draft::register(0)
            .row(&[("name", "نبيل المصلوحي"), ("post", "treasurer"), ("phone", "0600000001")])
            .row(&[("name", "المصلوحي نبيل"), ("body", "مقهى الأندلس"), ("dues", "300")]),
    ]);
    assert_eq!(made.people.len(), 1);
    assert_eq!(made.memberships.len(), 2);
}

#[test]
fn a_rival_row_that_fits_as_well_is_not_chosen() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06")
            .seat("محمد العلوي", "president")
            .seat("زينب الشاوني", "treasurer"),
        Draft::register(1)
            .row(&[("id", "1"), ("name", "محمد العلوي"), ("phone", "0600000001")])
            .row(&[("id", "2"), ("name", "محمد العلوي"), ("phone", "0600000002")])
            .row(&[("id", "3"), ("name", "زينب الشاوني"), ("phone", "0600000003")]),
    ]);
    assert_eq!(made.people.len(), 4);
    assert!(made.likely.iter().any(|likely| likely.signs.contains(&Sign::Rival)));
    // The office tells which of the two it is.
    let told = register(vec![
        Draft::communique(0, BEES, "2023-05-06")
            .seat("محمد العلوي", "president")
            .seat("زينب الشاوني", "treasurer"),
        Draft::register(1)
            .row(&[("id", "1"), ("name", "محمد العلوي"), ("post", "president"), ("phone", "0600000001")])
            .row(&[("id", "2"), ("name", "محمد العلوي"), ("phone", "0600000002")])
            .row(&[("id", "3"), ("name", "زينب الشاوني"), ("phone", "0600000003")]),
    ]);
    assert_eq!(told.people.len(), 3);
}

#[test]
fn one_name_with_two_seats_is_one_person_with_two_seats() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06")
            .seat("كريم الدويري", "secretary-general")
            .seat("كريم الدويري", "adviser"),
    ]);
    assert_eq!(made.people.len(), 1);
    let seats: Vec<_> = made.memberships.iter().map(|known| known.post.value().unwrap().0.as_str()).collect();
    assert_eq!(seats, ["secretary-general", "adviser"]);
}

#[test]
fn a_given_name_spelled_nearly_alike_in_one_office_is_for_a_human() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat("امحمد بوزيان", "vice-president"),
        Draft::communique(1, BEES, "2025-05-06").seat("محمد بوزيان", "vice-president"),
    ]);
    assert_eq!(made.people.len(), 2);
    assert_eq!(made.likely.len(), 1);
    // Without the office there is nothing to ask.
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat("امحمد بوزيان", "vice-president"),
        Draft::communique(1, BEES, "2025-05-06").seat("محمد بوزيان", "treasurer"),
    ]);
    assert_eq!((made.people.len(), made.likely.len()), (2, 0));
}

#[test]
fn documents_of_one_event_fill_its_seats_once() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat("زينب الشاوني", "president"),
        Draft::communique(1, "جمعية مربيي النحل بالريف", "2023-05-06").seat("زينب الشاوني", "vice-president"),
    ]);
    assert_eq!((made.organizations.len(), made.events.len(), made.memberships.len()), (1, 1, 1));
    assert!(made.memberships[0].post.is_disputed());
    assert_eq!(made.memberships[0].evidence.len(), 2);
}

#[test]
fn bodies_are_one_by_acronym_kind_word_and_script_and_two_by_kind() {
    let made = register(vec![
        Draft::communique(0, "شبكة الغد", "2023-05-06")
            .seat_of("زينب الشاوني", "president", None, &["Cluster NOOR"])
            .seat_of("عمر أزرقان", "treasurer", None, &["Moroccan Leather and Fashion Cluster"])
            .seat_of("سعاد بنمسعود", "adviser", None, &["سولارتك"])
            .seat_of("هدى الركيك", "adviser", None, &["جمعية الأمل"]),
        Draft::register(1)
            .row(&[("name", "زينب الشاوني"), ("body", "قطب الطاقة الشمسية"), ("acronym", "NOOR")])
            .row(&[("name", "عمر أزرقان"), ("body", "قطب الجلد"), ("acronym", "MLFC")])
            .row(&[("name", "سعاد بنمسعود"), ("body", "Startup Solartek")])
            .row(&[("name", "هدى الركيك"), ("body", "شركة الأمل")]),
    ]);
    let names: Vec<Vec<&str>> = made
        .organizations
        .iter()
        .map(|body| body.name.claims().iter().map(|claim| claim.value.as_str()).collect())
        .collect();
    assert!(names.contains(&vec!["Cluster NOOR", "قطب الطاقة الشمسية"]), "{names:?}");
    assert!(names.contains(&vec!["Moroccan Leather and Fashion Cluster", "قطب الجلد"]), "{names:?}");
    assert!(names.contains(&vec!["سولارتك", "Startup Solartek"]), "{names:?}");
    assert!(names.contains(&vec!["جمعية الأمل"]) && names.contains(&vec!["شركة الأمل"]), "{names:?}");
    let parent = made.organizations.iter().find(|body| body.name.value().unwrap() == "شبكة الغد").unwrap();
    let members = made.organizations.iter().filter(|body| body.parent.as_ref() == Some(&parent.id)).count();
    assert_eq!(members, 4);
}

#[test]
fn a_short_name_is_the_long_one_in_the_documents_of_one_body_alone() {
    let made = register(vec![
        Draft::communique(0, BEES, "2023-05-06").seat_of(
            "زينب الشاوني",
            "president",
            None,
            &["تعاونية أناروز"],
        ),
        Draft::register(1).row(&[("name", "زينب الشاوني"), ("body", "أناروز")]),
        Draft::communique(2, "رابطة المقاهي", "2023-05-06").seat_of(
            "عمر أزرقان",
            "president",
            None,
            &["مقهى أناروز"],
        ),
    ]);
    let names: Vec<Vec<&str>> = made
        .organizations
        .iter()
        .map(|body| body.name.claims().iter().map(|claim| claim.value.as_str()).collect())
        .collect();
    assert!(names.contains(&vec!["تعاونية أناروز", "أناروز"]), "{names:?}");
    assert!(names.contains(&vec!["مقهى أناروز"]), "{names:?}");
}

#[test]
fn one_acronym_of_two_bodies_does_not_join_them() {
    let made = register(vec![
        Draft::register(0)
            .row(&[("name", "زينب الشاوني"), ("body", "قطب الماء"), ("acronym", "CMA")])
            .row(&[("name", "عمر أزرقان"), ("body", "جمعية المسرح"), ("acronym", "CMA")]),
    ]);
    assert_eq!(made.organizations.len(), 2);
}

#[test]
fn a_term_of_years_ends_the_day_before() {
    let made = register(vec![
        Draft::communique(0, BEES, "2022-03-24")
            .years(2)
            .seat("زينب الشاوني", "president")
            .gone("سعاد بنمسعود", "president"),
    ]);
    let seat = &made.memberships[0];
    assert_eq!(seat.end_date.value().unwrap().to_string(), "2024-03-23");
    assert_eq!(seat.end_date.best().unwrap().evidence().count(), 2);
    let gone = made.memberships.iter().find(|known| known.standing == Standing::Outgoing).unwrap();
    assert_eq!(gone.end_date.value().unwrap().to_string(), "2022-03-24");
}

#[test]
fn human_verdicts_win_and_idle_ones_are_kept() {
    let drafts = || {
        vec![
            Draft::communique(0, BEES, "2023-05-06")
                .seat("امحمد بوزيان", "vice-president")
                .seat("زينب الشاوني", "president"),
            Draft::register(1)
                .row(&[("name", "محمد بوزيان"), ("post", "vice-president")])
                .row(&[("name", "زينب الشاوني"), ("post", "president")]),
        ]
    };
    let text = "\
        [[same]]\nnames = [\"محمد بوزيان\", \"امحمد بوزيان\"]\nreason = \"اتصل بهما الكاتب\"\n\
        [[different]]\nnames = [\"زينب الشاوني\", \"زينب الشاوني\"]\nreason = \"ابنتا عم\"\n\
        [[different]]\nnames = [\"فلان\", \"علان\"]\nreason = \"لا أحد\"\n";
    let made = corrected(drafts(), text);
    assert_eq!(
        people(&made),
        [vec!["امحمد بوزيان", "محمد بوزيان"], vec!["زينب الشاوني"], vec!["زينب الشاوني"]]
    );
    assert_eq!(made.unused_corrections.len(), 1);
    assert_eq!(made.unused_corrections[0].line, 7);
    assert_eq!(corrected(drafts(), "").people.len(), 3);
}

#[test]
fn a_corrected_value_replaces_the_one_it_was_given_on_and_no_other() {
    let drafts = || vec![Draft::communique(0, BEES, "2023-05-06").seat("زينب الشاوني", "treasurer")];
    let verdict = |read: &str| {
        format!(
            "[[value]]\ndocument = \"doc-0.txt\"\nsubject = \"زينب الشاوني\"\nfield = \"post\"\nread = \"{read}\"\n\
             value = \"president\"\nreason = \"المحضر الأصلي\"\n"
        )
    };
    let made = corrected(drafts(), &verdict("treasurer"));
    let post = made.memberships[0].post.best().unwrap();
    assert_eq!((post.value.0.as_str(), post.main().rule.as_str()), ("president", "correction"));
    assert_eq!(made.overruled[0].read.value, "treasurer");
    // Given on another reading than today's: nothing is replaced, and it is said.
    let made = corrected(drafts(), &verdict("adviser"));
    assert_eq!(made.memberships[0].post.value().unwrap().0, "treasurer");
    assert_eq!(made.overruled.len(), 1);
    // Of a document that is not there: idle.
    let made = corrected(drafts(), &verdict("treasurer").replace("doc-0", "doc-9"));
    assert_eq!((made.overruled.len(), made.unused_corrections.len()), (0, 1));
}

#[test]
fn a_verdict_without_reason_or_with_an_unknown_field_is_refused_with_its_line() {
    let error = Corrections::parse("\n[[same]]\nnames = [\"a\", \"b\"]\nreason = \" \"\n").unwrap_err();
    assert_eq!(error.line, 2);
    let text = "[[value]]\ndocument = \"d\"\nfield = \"colour\"\nvalue = \"x\"\nreason = \"y\"\n";
    assert!(Corrections::parse(text).unwrap_err().message.contains("colour"));
}

fn shuffled() -> Vec<Draft> {
    vec![
        Draft::communique(0, BEES, "2021-05-06")
            .years(4)
            .seat("زينب الشاوني", "president")
            .seat("محمد العلوي", "adviser"),
        Draft::communique(1, "جمعية مربيي النحل بالريف", "2025-05-06")
            .seat("محمد العلوي", "president")
            .seat("عمر أزرقان", "treasurer"),
        Draft::communique(2, "نادي الشعلة لكرة السلة", "2023-06-07")
            .seat("محمد العلوي", "treasurer")
            .gone("زينب الشاوني", "president"),
        Draft::register(3)
            .row(&[("id", "1"), ("latin", "Zineb CHAOUNI"), ("body", "قطب الماء"), ("phone", "0600000001")])
            .row(&[("id", "2"), ("name", "محمد العلوي"), ("phone", "0600000002")])
            .row(&[("id", "3"), ("name", "عمر ازرقان"), ("phone", "0600000003")]),
        Draft::register(4)
            .row(&[("latin", "Mohamed EL ALAOUI"), ("phone", "+212600000002")])
            .row(&[("name", "زينب الشاوني"), ("email", "z@example.org")]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_records_never_shows(order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut drafts: Vec<Option<Draft>> = shuffled().into_iter().map(Some).collect();
        let mixed = order.into_iter().map(|at| drafts[at].take().unwrap()).collect();
        prop_assert_eq!(register(mixed), register(shuffled()));
    }
}

/// 5,000 rows of an invented register beside a communiqué: 2 s in a dev build, so a quadratic step would show.
#[test]
fn five_thousand_rows_are_no_burden() {
    let given = [
        "محمد",
        "زينب",
        "عمر",
        "سعاد",
        "هدى",
        "كريم",
        "نبيل",
        "مريم",
        "يوسف",
        "خديجة",
        "رشيد",
        "حسن",
        "فاطمة",
        "سعيد",
        "نادية",
        "طارق",
        "إيمان",
        "خالد",
        "سمير",
        "ليلى",
    ];
    let family = [
        "العلوي",
        "الشاوني",
        "أزرقان",
        "بنمسعود",
        "الركيك",
        "التازي",
        "الفاسي",
        "بنجلون",
        "الإدريسي",
        "السباعي",
        "الوردي",
        "حجي",
        "المرابط",
        "الصقلي",
        "الزروالي",
        "القادري",
        "بوعزة",
        "الحمداوي",
        "الناصري",
        "الدكالي",
        "بلحاج",
        "أمزيان",
        "الهواري",
        "الوزاني",
        "برادة",
    ];
    let mut rows = Draft::register(1);
    for at in 0..5000_usize {
        let name =
            format!("{} {} {}", given[at % 20], family[at / 20 % 25], family[(at * 7 + at / 500) % 25]);
        let (id, phone) = (format!("U-{at:05}"), format!("06{at:08}"));
        rows = rows.row(&[
            ("id", &id),
            ("name", &name),
            ("phone", &phone),
            ("body", "قطب النسيج"),
            ("area", "فاس"),
        ]);
    }
    let board = Draft::communique(0, BEES, "2023-05-06").seat("يطو أمزنشير", "president");
    let start = std::time::Instant::now();
    let made = register(vec![board, rows]);
    assert_eq!((made.people.len(), made.memberships.len(), made.organizations.len()), (5001, 5001, 2));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
