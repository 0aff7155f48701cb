//! Who is who: people told by weights where no rule reads them, and the weights learned from lessons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;

use diwan::extract;
use diwan::extract::roles::course::{Course, Lesson, Member, PARTS, Tables};
use diwan::model::MembershipClaim;
use diwan::seeds::{Fault, Seeds};
use diwan::text::SourceId;
use std::collections::BTreeMap;

/// The seeds with other weights of roles.
fn weighed(tables: &Tables) -> Seeds {
    Seeds::load(&tables.files()).unwrap()
}

/// The seats of a text.
fn seats(text: &str, seeds: &Seeds) -> Vec<MembershipClaim> {
    let records = extract::records(&common::document("text", text), seeds);
    records.into_iter().flat_map(|record| record.memberships).collect()
}

/// Who is seated, as «name = post».
fn seated(text: &str, seeds: &Seeds) -> Vec<String> {
    let seats = seats(text, seeds);
    seats
        .iter()
        .map(|seat| {
            let post = seat.post.as_ref().map_or("none", |post| post.value.0.as_str());
            format!("{} = {post}", seat.person.name.value)
        })
        .collect()
}

/// Wordings that no rule of the lexicons reads.
const NEW: &str = "جمعية واحة زيز تجدد هياكلها\nعقدت جمعية واحة زيز جمعها العام يوم الأحد 4 فبراير 2024 بمدينة \
    الرشيدية. وانتخب محمد العلوي رئيسا، وفاطمة الزهراء بنسعيد نائبة له، وللمطاعم أمانة المال عبر عبد الرحيم أوشن. \
    وحضر اللقاء رئيس الجماعة حسن الداودي.";

#[test]
fn weights_seat_whom_no_rule_reads_and_nobody_else() {
    let with = seated(NEW, common::seeds());
    let without = seated(NEW, &weighed(&Tables::default()));
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
    assert_eq!(said(seat.post.as_ref().unwrap().main().span), "أمانة المال");
}

/// What is told of the members of a text, as «name: field | title | house | area» each.
fn told(text: &str, seeds: &Seeds) -> Vec<String> {
    let words = |cited: Option<&diwan::model::Cited<String>>| {
        cited.map_or("-", |cited| cited.value.as_str()).to_owned()
    };
    seats(text, seeds)
        .iter()
        .map(|seat| {
            let from = seat.affiliations.first();
            format!(
                "{}: {} | {} | {} | {}",
                seat.person.name.value,
                words(seat.portfolio.as_ref()),
                words(from.and_then(|from| from.role.as_ref())),
                words(from.and_then(|from| from.organization.as_ref())),
                words(from.and_then(|from| from.area.as_ref())),
            )
        })
        .collect()
}

#[test]
fn what_rules_read_of_members_is_weighed() {
    // A rule ends the field at «على», and gives «المتقاعد» to the woman before.
    let fields = "انتخب الجمع العام لجمعية الأمل مكتبا جديدا: فؤاد العلوي رئيسا، وبديعة الشاهدي أمينة للمال تنوب عنها \
        ابتسام رزقي، وعهد بملف البيئة إلى التقني المتقاعد ادريس بوخبزة، وصلاح أبوزيد مكلفا بالرقابة على الأسواق.";
    let read = told(fields, common::seeds());
    assert_eq!(
        read[2..],
        [
            "ابتسام رزقي: - | - | - | -",
            "ادريس بوخبزة: البيئة | التقني المتقاعد | - | -",
            "صلاح أبوزيد: الرقابة على الأسواق | - | - | -",
        ]
    );
    let ruled = told(fields, &weighed(&Tables::default()));
    assert!(ruled.iter().any(|told| told.starts_with("صلاح أبوزيد: الرقابة |")), "{ruled:?}");
    // A town is nobody's house.
    let towns = "أسفرت انتخابات الاتحاد العام للنخالين عن فوز كل من: عبد الكريم البهادلي عن محافظة ميسان، وحسن الغزي عن \
        النجف، وابتهال الخفاجي عن بابل، وليث الدليمي عن الأنبار.";
    let read = told(towns, common::seeds());
    assert_eq!(read[2..], ["ابتهال الخفاجي: - | - | - | بابل", "ليث الدليمي: - | - | - | الأنبار"]);
}

/// A field that no rule reads.
const DETAILS: &str = "رابطة قدماء مدرسة التل تختار هيئتها\nعقدت رابطة قدماء مدرسة التل جمعها العام يوم الأحد 4 فبراير \
    2024 بمدينة صفرو. وانتخب محمد العلوي رئيسا، وفاطمة الزهراء بنسعيد نائبة له، وأوكل ورش الذاكرة إلى عبد الرحيم \
    أوشن، وعهد بباب الرحلات إلى سعاد لمرابط.";

#[test]
fn fields_that_no_rule_reads_are_weighed_and_told_so() {
    let field = |seeds: &Seeds| {
        let seats = seats(DETAILS, seeds);
        let seat = seats.iter().find(|seat| seat.person.name.value == "سعاد لمرابط").unwrap();
        seat.portfolio.as_ref().map(|field| (field.value.clone(), field.main().rule.as_str().to_owned()))
    };
    assert_eq!(field(common::seeds()), Some(("باب الرحلات".to_owned(), "portfolio.weighed".to_owned())));
    let none = BTreeMap::from([("roles/details.tsv".to_owned(), String::new())]);
    assert_eq!(
        field(&Seeds::load(&none).unwrap()),
        None,
        "the wording is read by rules now: take a newer one"
    );
}

#[test]
fn brackets_behind_a_house_give_its_member_no_field() {
    let text = include_str!("../input/bayan-maroc-clusters.txt");
    let seats = seats(text, common::seeds());
    let seat = seats.iter().find(|seat| seat.person.name.value == "مدني زكريا").unwrap();
    assert!(seat.portfolio.is_none() && seat.post.is_none(), "{seat:#?}");
}

/// A board that no rule finds: no verb fills an organ.
const SCOUTS: &str = "كشافة واحة زيز - القيادة العامة\nنتائج المؤتمر التاسع\n\nالمفوض العام: القائد محمد العلوي\nمفوض \
    البرامج: القائدة فاطمة الزهراء بنسعيد\nأمين الصندوق: القائد عبد الرحيم أوشن\nمفوضة التدريب: القائدة سعاد لمرابط";

#[test]
fn the_words_of_a_text_tell_whether_it_fills_an_organ() {
    let texts = |weights: &str| {
        Seeds::load(&BTreeMap::from([("roles/texts.tsv".to_owned(), weights.to_owned())])).unwrap()
    };
    let people = |text: &str, seeds: &Seeds| seats(text, seeds).len();
    assert_eq!((people(SCOUTS, common::seeds()), people(SCOUTS, &texts(""))), (4, 0));
    assert!(people(NEW, &texts("")) >= 2);
    assert_eq!(people(NEW, &texts("any\t-3\n")), 0);
}

#[test]
fn a_line_of_weights_that_is_none_is_told_with_its_number() {
    for (file, text) in [
        ("roles/weights.tsv", "0\tword فلان\tother=0.5\n0\tword فلان\tnobody=0.5\n"),
        ("roles/weights.tsv", "0\tword فلان\tother=0.5\n9\tword فلان\tother=0.5\n"),
        ("roles/details.tsv", "*\tany\tfield-before=0.5\n*\tany\tplain=0.5\n"),
        ("roles/posts.tsv", "seat الصندوق\ttreasurer=1.0\nseat الصندوق treasurer\n"),
        ("roles/texts.tsv", "says مرشح\t-0.5\nsays مرشح\tno\n"),
        ("roles/people.tsv", "known read\t0.5\nknown read 0.5\n"),
    ] {
        let own = BTreeMap::from([(file.to_owned(), text.to_owned())]);
        let error = Seeds::load(&own).unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.fault), (file, 2, Fault::Weights));
    }
}

fn lesson(id: usize, member: &str, other: &str) -> Lesson {
    let (words, post) =
        if id.is_multiple_of(2) { ("الزهر", "treasurer") } else { ("القلم", "secretary-general") };
    let text = format!(
        "كلام عن النادي\nوكان {words} من حظ {member} مع عناية بالحديقة في القرعة، وغاب عنها {other} لمرضه."
    );
    Lesson {
        id: format!("lesson-{id}"),
        text,
        organization: Some("النادي".to_owned()),
        members: vec![Member {
            name: member.to_owned(),
            post: Some(post.to_owned()),
            words: Some(words.to_owned()),
            portfolio: Some("الحديقة".to_owned()),
            affiliations: Vec::new(),
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
    let learn = || {
        let course = Course::of(&lessons, &weighed(&Tables::default()), document);
        let all = Tables { details: course.details(), ..course.without(PARTS) };
        let parts: Vec<Tables> = (0..PARTS).map(|part| course.without(part)).collect();
        course.end(all, &parts, |tables| Seeds::load(&tables.files()), document).unwrap()
    };
    let learned = learn();
    assert_eq!(learned, learn());
    let seeds = weighed(&learned);
    let text = "جمعية الأمل تنتخب مكتبها\nوكان الزهر من حظ إدريس أمغار مع عناية بالحديقة في القرعة، وغاب عنها خالد \
        الورديغي لمرضه.";
    assert_eq!(seated(text, &seeds), ["إدريس أمغار = treasurer"]);
}
