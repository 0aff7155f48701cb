//! `diwan explain` tells which rule read a value from which words; for a value that was not read: what its words are
//! known as, the nearest rule, the first element of it that failed, and what would make it pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

const TEXT: &str = "\
عقدت جمعية مربي الدواجن بالخميسات جمعها العام يوم السبت 13 ماي 2023 بالخميسات، وانتخب المكتب المسير لولاية مدتها سنتان:
الرئيسة: سعاد بنمسعود
الكاتب العام: عمر أزرقان
راعي القطيع: هدى الركيك
وتاريخ الإيداع 13 زمهرير 2023 لدى السلطات.
";

/// What `diwan explain` says of a value, without the isolates that keep it in order on a terminal.
fn told(path: &Path, value: Option<&str>) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diwan"));
    command.arg("explain").arg(path);
    if let Some(value) = value {
        command.args(["--value", value]);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap().replace(['\u{2068}', '\u{2069}'], "");
    text.lines().map(|line| line.trim().to_owned()).collect()
}

fn document() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bayan.txt");
    fs::write(&path, TEXT).unwrap();
    (folder, path)
}

#[test]
fn a_value_that_was_read_names_its_rule_its_words_and_where_the_rule_stands() {
    let (_folder, path) = document();
    let term = told(&path, Some("سنتان"));
    assert_eq!(term[0], "term: years 2 ← term.dual (line 1): «لولاية مدتها سنتان»");
    let place = term[1].split_once(": ").unwrap().0;
    let (file, line) = place.split_once(':').unwrap();
    let seed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    // The line of the file is where the rule begins.
    let rule = seed.lines().skip(line.parse::<usize>().unwrap() - 1).take(3).collect::<Vec<_>>().join("\n");
    assert!(rule.contains("term.dual"), "{place}: {rule}");
    let date = told(&path, Some("13 ماي 2023"));
    assert!(date[0].contains("start_date 2023-05-13") && date[0].contains("← event.date.day-first (line 1)"));
    let seat = told(&path, Some("عمر أزرقان"));
    assert!(
        seat[0].contains("name عمر أزرقان, post secretary-general, role الكاتب العام ← person.name (line 3)"),
        "{seat:?}"
    );
}

#[test]
fn every_value_of_the_record_is_explained_when_none_is_named() {
    let (_folder, path) = document();
    let all = told(&path, None);
    for field in ["organization: ", "organ: ", "event: ", "term: ", "memberships[0]: ", "memberships[1]: "] {
        assert!(all.iter().any(|line| line.starts_with(field)), "{field}{all:#?}");
    }
}

#[test]
fn a_date_of_an_unknown_month_names_the_nearest_rule_the_gap_and_the_remedy() {
    let (_folder, path) = document();
    let said = told(&path, Some("13 زمهرير 2023"));
    assert_eq!(said[0], "«13 زمهرير 2023» was not read");
    assert!(said.contains(&"زمهرير: no lexicon knows it".to_owned()), "{said:#?}");
    let nearest = said.iter().find(|line| line.starts_with("nearest rule ")).unwrap();
    assert!(nearest.contains("event.date.day-first (seeds/rules/event.toml:"), "{nearest}");
    assert!(
        nearest.contains("read «13», then wanted an entry of the lexicon \"month\" where «زمهرير» stands")
    );
    assert_eq!(
        said.last().unwrap(),
        "to make it pass: add the words to an entry of the lexicon \"month\" in seeds/lexicon/"
    );
}

/// And the remedy is true: with the word in the lexicon of the project's own seeds, the seat is read.
#[test]
fn a_name_beside_an_unknown_post_asks_for_the_post() {
    let (folder, path) = document();
    let said = told(&path, Some("هدى الركيك"));
    let asks = "a name holds a seat beside a post, and no word of its line is one: «راعي القطيع»";
    assert!(said.contains(&asks.to_owned()), "{said:#?}");
    let remedy = "to make it pass: add those words to a post in seeds/lexicon/posts.toml";
    assert!(said.contains(&remedy.to_owned()), "{said:#?}");
    let posts = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/lexicon/posts.toml");
    let posts =
        fs::read_to_string(posts).unwrap().replacen("[\"مستشار~\"", "[\"راعي =قطيع\", \"مستشار~\"", 1);
    fs::create_dir_all(folder.path().join("seeds/lexicon")).unwrap();
    fs::write(folder.path().join("seeds/lexicon/posts.toml"), posts).unwrap();
    let seeds = folder.path().join("seeds");
    let output = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args(["explain", "--value", "هدى الركيك", "--seeds"])
        .args([&seeds, &path])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("post adviser"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn words_that_do_not_stand_in_the_text_are_told_so() {
    let (_folder, path) = document();
    assert_eq!(told(&path, Some("غير موجود")), ["«غير موجود» does not stand in the text; see `diwan text`"]);
}

#[test]
fn a_seat_that_no_rule_reads_tells_what_weighs_for_it() {
    let text = "جمعية واحة زيز تجدد هياكلها\nعقدت جمعية واحة زيز جمعها العام يوم الأحد 4 فبراير 2024 بمدينة \
        الرشيدية. وانتخب محمد العلوي رئيسا، وفاطمة الزهراء بنسعيد نائبة له، وللمطاعم أمانة المال عبر عبد الرحيم أوشن. \
        وحضر اللقاء رئيس الجماعة حسن الداودي.";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notice.txt");
    fs::write(&path, text).unwrap();
    let said = told(&path, Some("عبد الرحيم أوشن"));
    assert!(said[0].contains("name عبد الرحيم أوشن") && said[0].contains("person.weighed"), "{said:#?}");
    assert!(said[1].starts_with("no rule reads this seat, "), "{said:#?}");
    // The signs speak for it, the strongest first.
    let weights: Vec<f32> =
        said[2..7].iter().map(|line| line.rsplit(": ").next().unwrap().parse().unwrap()).collect();
    assert!(weights[0] > 0.0 && weights.is_sorted_by(|one, other| one >= other), "{said:#?}");
}

#[test]
fn a_text_that_hardly_fills_an_organ_tells_which_words_say_so() {
    let text = "الجمع العام لجمعية واحة زيز لم يكتمل نصابه\nقال محمد العلوي، الرئيس الحالي لجمعية واحة زيز، إن الجمع العام تأجل \
        إلى الشهر المقبل لعدم اكتمال النصاب، وأوضح أن لائحة الترشح الوحيدة تضم فاطمة الزهراء بنسعيد رئيسة.";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notice.txt");
    fs::write(&path, text).unwrap();
    for said in [told(&path, None), told(&path, Some("فاطمة الزهراء بنسعيد"))] {
        let head = said.iter().position(|line| line.starts_with("nobody is seated: the words of the text"));
        let signs = &said[head.unwrap() + 1..];
        assert!(signs.len() == 5 && signs.iter().all(|line| line.contains(": -")), "{said:#?}");
    }
}

#[test]
fn somebody_named_who_has_no_seat_is_told_with_the_signs_against_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guests.txt");
    let guest = "وحضر اللقاء رئيس الجماعة حسن الداودي وممثل الوزارة.";
    fs::write(&path, format!("{TEXT}{guest}\n")).unwrap();
    let all = told(&path, Some("حسن الداودي"));
    let head =
        all.iter().position(|line| line.starts_with("somebody is named here")).expect("no chance told");
    assert!(all.len() > head + 1 && all[head + 1].contains(": -"), "{all:#?}");
}
