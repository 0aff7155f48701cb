//! PDFs drawn for the purpose, read back: order, words, columns, tables, damage; and files cut short or bent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;
#[path = "common/drawn.rs"]
mod drawn;

use diwan::document::{BlockKind, Place};
use drawn::{Sheet, read};
use lopdf::{Dictionary, Stream};
use std::fmt::Write as _;

#[test]
fn a_line_is_read_from_the_right() {
    assert_eq!(Sheet::default().arabic(350, 300, "انتخاب المكتب").text(), "انتخاب المكتب\n");
}

#[test]
fn a_ligature_keeps_the_order_of_its_letters() {
    let sheet = Sheet::default().glyphs(300, 300, &["م", "لا", "س"]);
    assert_eq!(sheet.text(), "سلام\n");
}

#[test]
fn a_reversed_ligature_is_put_right() {
    let sheet = Sheet::default().glyphs(300, 300, &["م", "ال", "س"]);
    assert_eq!(sheet.text(), "سلام\n");
}

#[test]
fn presentation_forms_become_letters() {
    let sheet = Sheet::default().glyphs(300, 300, &["\u{FEE1}", "\u{FEFC}", "\u{FEB3}"]);
    assert_eq!(sheet.text(), "سلام\n");
}

#[test]
fn marks_join_the_letter_they_stand_on() {
    let sheet = Sheet::default().raw("").glyphs(300, 300, &["ب"]).glyphs(305, 300, &["\u{064E}", "ت", "ك"]);
    let text = sheet.text();
    assert!(text.contains("ت\u{064E}"), "{text}");
}

#[test]
fn words_are_parted_by_white_alone() {
    let sheet =
        Sheet::default().arabic(350, 300, "انتخاب").arabic(317, 300, "المكتب").arabic(284, 300, "الجديد");
    assert_eq!(sheet.text(), "انتخاب المكتب الجديد\n");
}

#[test]
fn latin_words_in_a_line_keep_their_order() {
    let sheet =
        Sheet::default().arabic(350, 300, "شركة").drawn(275, 300, "Cargo Nord ").arabic(271, 300, "بطنجة");
    assert_eq!(sheet.text(), "شركة Cargo Nord بطنجة\n");
}

#[test]
fn a_year_range_is_read_upwards() {
    let sheet = Sheet::default().arabic(350, 300, "للولاية ").drawn(265, 300, "2027-2024");
    assert_eq!(sheet.text(), "للولاية 2024-2027\n");
}

#[test]
fn a_telephone_number_begins_with_its_zero() {
    let right = Sheet::default().arabic(350, 300, "الهاتف ").drawn(250, 300, "66-55-44-0539");
    assert_eq!(right.text(), "الهاتف 0539-44-55-66\n");
    let left = Sheet::default().arabic(350, 300, "الهاتف ").drawn(250, 300, "0539-44-55-66");
    assert_eq!(left.text(), "الهاتف 0539-44-55-66\n");
}

#[test]
fn a_date_with_slashes_stays_whole() {
    let sheet = Sheet::default().arabic(350, 300, "في ").drawn(285, 300, "20/06/2024");
    assert_eq!(sheet.text(), "في 20/06/2024\n");
}

#[test]
fn brackets_open_before_they_close() {
    let drawn = Sheet::default().arabic(350, 300, "الجمعية ").drawn(280, 300, "(UMPL)");
    assert_eq!(drawn.text(), "الجمعية (UMPL)\n");
    let typed = Sheet::default().arabic(350, 300, "الجمعية ").drawn(280, 300, ")UMPL(");
    assert_eq!(typed.text(), "الجمعية (UMPL)\n");
}

#[test]
fn boldness_by_overprinting_is_read_once() {
    let sheet =
        Sheet::default().arabic(350, 300, "الرئيس").raw("1 0 0 1 0.2 0 cm").arabic(350, 300, "الرئيس");
    assert_eq!(sheet.text(), "الرئيس\n");
}

#[test]
fn the_right_column_comes_first() {
    let right =
        ["هذا أول سطر في العمود", "الأيمن من هذه الصفحة", "وهو يسبق ما عن يساره", "ثم ينتهي هنا كما ترى"];
    let left =
        ["وهذا سطر آخر في جهة", "اليسار من هذه الصفحة", "يقرأ بعد أن يتم الأول", "ويختم به هذا النص كله"];
    let mut sheet = Sheet::default();
    for (at, (right, left)) in (0..).zip(right.iter().zip(&left)) {
        sheet = sheet.arabic(380, 300 - at * 14, right).arabic(180, 300 - at * 14, left);
    }
    let text = sheet.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let wanted: Vec<&str> = right.iter().chain(&left).flat_map(|line| line.split_whitespace()).collect();
    assert_eq!(words, wanted);
}

#[test]
fn three_columns_are_read_one_after_the_other() {
    let columns = [
        [
            "هذا أول ما في العمود",
            "الأول من هذه الصفحة",
            "وفيه كلام كثير يقال",
            "عن أمور شتى في عجالة",
            "ثم ينتهي هنا كما ترى",
            "وقد قيل فيه ما يكفي",
            "ولا مزيد على ما سبق",
            "إلا ما سوف يأتي بعد",
        ],
        [
            "وهذا أول ما في الذي",
            "يليه من جهة اليسار",
            "وهو مثله في كل شيء",
            "لا يختلف عنه بحرف",
            "سوى أنه يقرأ بعده",
            "ولا يقرأ قبله أبدا",
            "كما هو حال النصوص",
            "حين تصف في أعمدة",
        ],
        [
            "وهذا آخر الأعمدة كلها",
            "في أقصى يسار الصفحة",
            "وبه يختم هذا الكلام",
            "فلا يبقى بعده شيء",
            "مما أراد الكاتب قوله",
            "في هذا الباب القصير",
            "من غير أن يطيل فيه",
            "والسلام على من قرأ",
        ],
    ];
    // Once level, once with the first column beginning lower, as under a heading.
    for lower in [0, 7] {
        let mut sheet = Sheet::default();
        for (column, (right, top)) in columns.iter().zip([(390, 350 - lower), (260, 350), (130, 350)]) {
            for (at, line) in (0..).zip(column) {
                sheet = sheet.arabic(right, top - at * 14, line);
            }
        }
        let text = sheet.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        let wanted: Vec<&str> = columns.iter().flatten().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(words, wanted);
    }
}

#[test]
fn a_ruled_table_is_read_row_by_row() {
    let mut rules = String::new();
    for y in [315, 295, 265, 245] {
        writeln!(rules, "100 {y} m 390 {y} l S").unwrap();
    }
    for x in [100, 200, 300, 390] {
        writeln!(rules, "{x} 245 m {x} 315 l S").unwrap();
    }
    let sheet = Sheet::default()
        .raw(&rules)
        .arabic(380, 300, "الاسم")
        .arabic(290, 300, "الصفة")
        .arabic(190, 300, "المدينة")
        .arabic(380, 282, "سعاد")
        .arabic(290, 282, "الكاتبة")
        .arabic(290, 270, "العامة")
        .arabic(190, 282, "وجدة")
        .arabic(380, 250, "نبيل")
        .arabic(290, 250, "عضو")
        .arabic(190, 250, "تازة");
    assert_eq!(sheet.text(), "الاسم\tالصفة\tالمدينة\nسعاد\tالكاتبة العامة\tوجدة\nنبيل\tعضو\tتازة\n");
}

#[test]
fn text_that_runs_out_of_its_cell_stays_in_it() {
    let mut rules = String::new();
    for y in [315, 295, 275] {
        writeln!(rules, "100 {y} m 390 {y} l S").unwrap();
    }
    for x in [100, 160, 220, 300, 390] {
        writeln!(rules, "{x} 275 m {x} 315 l S").unwrap();
    }
    // The second cell of the lower row is 20 points wider than its column and covers the beginning of the third.
    let sheet = Sheet::default()
        .raw(&rules)
        .arabic(385, 300, "الاسم")
        .arabic(295, 300, "المؤسسة")
        .arabic(215, 300, "المدينة")
        .arabic(155, 300, "الهاتف")
        .arabic(385, 280, "سعاد الوردي")
        .arabic(295, 280, "تعاونية النخيل للتمور")
        .arabic(215, 280, "وجدة")
        .drawn(135, 280, "0536");
    assert_eq!(
        sheet.text(),
        "الاسم\tالمؤسسة\tالمدينة\tالهاتف\nسعاد الوردي\tتعاونية النخيل للتمور\tوجدة\t0536\n"
    );
}

#[test]
fn text_over_other_text_is_read_string_by_string() {
    let sheet = Sheet::default()
        .arabic(385, 280, "جمعية الزيتون والأرگان")
        .arabic(300, 280, "مدينة الصويرة")
        .arabic(150, 280, "عضو");
    assert_eq!(sheet.text(), "جمعية الزيتون والأرگان مدينة الصويرة\tعضو\n");
}

#[test]
fn a_percent_sign_alone_with_its_number_keeps_its_side() {
    assert_eq!(Sheet::default().drawn(300, 300, "25,5%").text(), "25,5%\n");
}

#[test]
fn a_mark_no_alef_bears_goes_to_the_lam_of_a_ligature() {
    // Marks without places of their own stand where the ligature begins, at its left end: over its alef.
    let sheet = Sheet::default().glyphs(300, 300, &["\u{651}", "لا", "ب"]);
    assert_eq!(sheet.text(), "بلّا\n");
}

/// A table without rules whose cells stand close, the middle one of the lower row in two lines.
fn tagged() -> Sheet {
    Sheet::default()
        .marked(0, 380, 300, "الاسم الكامل")
        .marked(1, 314, 300, "الصفة في المكتب")
        .marked(2, 233, 300, "المدينة")
        .marked(3, 380, 280, "سعاد الوردي")
        .marked(4, 314, 280, "الكاتبة العامة")
        .marked(5, 233, 280, "وجدة")
        .marked(4, 314, 266, "المساعدة")
}

#[test]
fn tags_that_agree_with_the_drawing_tell_the_cells() {
    let sheet = Sheet { rows: vec![vec![0, 1, 2], vec![3, 4, 5]], ..tagged() };
    assert_eq!(
        sheet.text(),
        "الاسم الكامل\tالصفة في المكتب\tالمدينة\nسعاد الوردي\tالكاتبة العامة المساعدة\tوجدة\n"
    );
}

#[test]
fn tags_that_the_drawing_denies_are_not_believed() {
    let plain = tagged().text();
    // The cells of a row in the wrong order, and a row that takes a cell of another.
    for rows in [vec![vec![2, 0, 1], vec![5, 4, 3]], vec![vec![0, 1, 5], vec![3, 4, 2]]] {
        assert_eq!(Sheet { rows, ..tagged() }.text(), plain);
    }
    assert!(!plain.contains("العامة المساعدة\t"), "{plain}");
}

#[test]
fn a_page_whose_map_gives_other_letters_is_not_read() {
    let prose = [
        "عقد مكتب التعاونية اجتماعا عاديا",
        "وتقرر تنظيم دورة تكوينية للأعضاء",
        "بحضور ممثل عن السلطات المحلية",
        "ورفعت الجلسة شاكرة الحاضرين",
    ];
    let sheet = |word: &dyn Fn(char) -> char| {
        (0..).zip(prose).fold(Sheet::default(), |sheet, (at, line)| {
            sheet.arabic(380, 300 - at * 14, &line.chars().map(word).collect::<String>())
        })
    };
    let right = sheet(&|c| c).read();
    assert_eq!((right.text.split_whitespace().count(), right.notes.len()), (19, 0));
    // As a subset's codes counted wrongly give them.
    let wrong = sheet(&|c| char::from_u32(u32::from(c) + 1).filter(|_| c != ' ').unwrap_or(c)).read();
    assert_eq!(wrong.text, "");
    assert!(
        wrong.notes[0].message.contains("its font's map gives other letters"),
        "{}",
        wrong.notes[0].message
    );
}

#[test]
fn a_page_drawn_backwards_is_not_read() {
    let prose = [
        "عقد مكتب التعاونية اجتماعا عاديا",
        "وتقرر تنظيم دورة تكوينية للأعضاء",
        "بحضور ممثل عن السلطات المحلية",
        "ورفعت الجلسة شاكرة الحاضرين",
    ];
    let sheet =
        (0..).zip(prose).fold(Sheet::default(), |sheet, (at, line)| sheet.drawn(100, 300 - at * 14, line));
    let document = sheet.read();
    assert_eq!(document.text, "");
    assert!(document.notes[0].message.contains("reverse order"), "{}", document.notes[0].message);
}

#[test]
fn a_turned_page_is_read_along_its_writing() {
    let sheet = Sheet::default().raw("q 0 1 -1 0 400 0 cm").arabic(350, 300, "انتخاب المكتب").raw("Q");
    assert_eq!(sheet.text(), "انتخاب المكتب\n");
}

#[test]
fn text_inside_a_form_is_read() {
    let mut sheet = Sheet::default();
    let codes = sheet.codes(&["ب", "ت", "ك", "م"]);
    sheet.form = Some(format!("BT /F 10 Tf 1 0 0 1 200 200 Tm <{codes}> Tj ET"));
    let document = sheet.raw("/X Do").read();
    assert_eq!(document.text, "مكتب\n");
    assert_eq!(document.blocks[0].place, Place::Page { page: 1, area: [210, 217, 230, 228] });
}

#[test]
fn actual_text_stands_for_its_glyphs() {
    let mut sheet = Sheet::default();
    let codes = sheet.codes(&["x", "y"]);
    let content = format!(
        "/Span << /ActualText <FEFF06430644> >> BDC BT /F 10 Tf 1 0 0 1 200 200 Tm <{codes}> Tj ET EMC"
    );
    assert_eq!(sheet.raw(&content).text(), "كل\n");
}

#[test]
fn a_running_head_the_file_marks_is_furniture() {
    let sheet = Sheet::default().raw("/Artifact BMC").arabic(350, 380, "مصلحة البلاغات").raw("EMC").arabic(
        350,
        300,
        "انتخاب المكتب",
    );
    let document = sheet.read();
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind.clone()).collect();
    assert_eq!(kinds, [BlockKind::Furniture, BlockKind::Paragraph]);
    assert_eq!(document.text, "مصلحة البلاغات\nانتخاب المكتب\n");
}

#[test]
fn a_page_without_meanings_is_a_note_and_no_text() {
    let mut sheet = Sheet::default();
    let glyphs: Vec<String> = (0..12).map(|at| char::from_u32(0xE010 + at).unwrap().to_string()).collect();
    sheet = sheet.glyphs(200, 300, &glyphs.iter().map(String::as_str).collect::<Vec<_>>());
    let document = sheet.read();
    assert_eq!(document.text, "");
    let message = &document.notes[0].message;
    assert!(
        message.contains("page 1 not read") && message.contains("100 %") && message.contains("private"),
        "{message}"
    );
}

#[test]
fn ornaments_in_place_of_letters_are_no_text() {
    let glyphs: Vec<String> = (0..60).map(|at| char::from_u32(0x2740 + at).unwrap().to_string()).collect();
    let sheet = Sheet::default().glyphs(20, 300, &glyphs.iter().map(String::as_str).collect::<Vec<_>>());
    let document = sheet.arabic(350, 320, "بلاغ").read();
    assert_eq!(document.text, "");
    assert!(document.notes[0].message.contains("page 1 not read"), "{}", document.notes[0].message);
}

#[test]
fn a_letter_without_meaning_is_marked_where_it_stands() {
    let document = Sheet::default().glyphs(300, 300, &["ب", "\u{E001}", "ت", "ك", "م"]).read();
    assert_eq!(document.text, "مكت\u{FFFD}ب\n");
    assert!(document.notes[0].message.contains("read in part"), "{}", document.notes[0].message);
}

#[test]
fn a_scanned_page_is_said_to_be_one() {
    let sheet = Sheet { images: 1, ..Sheet::default() };
    let document = sheet.raw("q 400 0 0 400 0 0 cm /I0 Do Q").read();
    assert_eq!(document.text, "");
    assert!(document.notes[0].message.contains("picture"), "{}", document.notes[0].message);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let sheet = Sheet { form: Some("/X Do /X Do".to_owned()), ..Sheet::default() };
    assert_eq!(sheet.raw("/X Do").text(), "");
}

#[test]
fn a_stream_that_swells_is_refused() {
    let mut document = lopdf::Document::load_mem(&Sheet::default().raw("%").pdf()).unwrap();
    let page = document.page_iter().next().unwrap();
    let zeros = vec![b' '; 80 << 20];
    let mut stream = Stream::new(Dictionary::new(), zeros);
    stream.compress().unwrap();
    let id = document.add_object(stream);
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", id);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(read(&bytes).unwrap().text, "");
}

/// A generator that gives the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// Reads `bytes` cut short and with bytes changed; only a panic can fail this.
fn bend(bytes: &[u8], times: usize) {
    let mut dice = Dice(bytes.len() as u64);
    for _ in 0..times {
        let mut bent = bytes.to_vec();
        for _ in 0..=dice.below(12) {
            let at = dice.below(bent.len());
            bent[at] = u8::try_from(dice.below(256)).unwrap();
        }
        if dice.below(3) == 0 {
            bent.truncate(dice.below(bent.len()));
        }
        let _ = read(&bent);
    }
}

#[test]
fn bent_files_never_cause_a_panic() {
    let sheet = Sheet::default().arabic(350, 300, "انتخاب المكتب المسير").drawn(100, 280, "(ACME) 2024-2027");
    bend(&sheet.pdf(), 400);
}

#[test]
fn bent_files_of_the_corpus_never_cause_a_panic() {
    let Some(folder) = common::corpus().map(|root| root.join("pdf")) else {
        println!("no corpus here: skipped");
        return;
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|ending| ending == "pdf") && bytes.len() < 60_000 {
            bend(&bytes, 6);
        }
    }
}

/// Words shared by both texts, against all of theirs.
fn agreement(one: &str, other: &str) -> f64 {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split_whitespace().map(diwan::text::key).filter(|word| !word.is_empty()).collect();
        words.sort();
        words
    };
    let (one, mut other) = (words(one), words(other));
    let all = one.len() + other.len();
    let mut shared = 0_u32;
    for word in &one {
        if let Ok(at) = other.binary_search(word) {
            other.remove(at);
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / f64::from(u32::try_from(all.max(1)).unwrap())
}

#[test]
fn the_words_of_the_corpus_are_read() {
    let Some(folder) = common::corpus().map(|root| root.join("pdf")) else {
        println!("no corpus here: skipped");
        return;
    };
    let mut scores = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let gold = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            let text = read(&std::fs::read(&path).unwrap()).unwrap().text;
            scores.push(agreement(&gold, &text));
        }
    }
    let mean = scores.iter().sum::<f64>() / f64::from(u32::try_from(scores.len()).unwrap());
    assert!(mean > 0.92, "word agreement {mean:.3} over {} files", scores.len());
}
