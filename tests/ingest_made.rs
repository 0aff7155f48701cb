//! Files as other programs write them: PDFs by six producers, and one communiqué in seven formats.
//!
//! `tests/pdf/producers/make.py` makes the files and the texts they must be read as.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use common::{facts, read};
use std::fs;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization as _;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/producers")
}

/// The lines of `text` without bullets, tatweel and doubled spaces.
fn lines(text: &str) -> Vec<String> {
    let shown = text.replace(['\u{2022}', '\u{25CF}', '\u{F0B7}'], " ").replace('\u{0640}', "");
    let line = |line: &str| line.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    shown.replace('\u{2026}', "...").lines().map(line).filter(|line| !line.is_empty()).collect()
}

#[test]
fn pdfs_by_six_producers_are_read_as_they_were_written() {
    let mut read_so_far = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "pdf") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let truth = fs::read_to_string(path.with_extension("txt")).unwrap();
        let document = read(name, &fs::read(&path).unwrap());
        assert_eq!(lines(&document.text), lines(&truth), "{name}");
        read_so_far += 1;
    }
    assert_eq!(read_so_far, 16);
}

#[test]
fn one_communique_in_seven_files_is_one_record() {
    let truth = facts(&read("a.txt", &fs::read(folder().join("communique-office.txt")).unwrap()));
    assert_eq!(truth[0]["memberships"].as_array().unwrap().len(), 6);
    for name in [
        "communique-chromium.pdf",
        "communique-office.docx",
        "communique-office.odt",
        "communique-office.pdf",
        "communique-page.html",
        "communique-typst.pdf",
    ] {
        assert_eq!(facts(&read(name, &fs::read(folder().join(name)).unwrap())), truth, "{name}");
    }
}

#[test]
fn a_board_told_in_a_table_is_one_record_in_every_format() {
    let truth = facts(&read("a.txt", &fs::read(folder().join("board-office.txt")).unwrap()));
    let seats = truth[0]["memberships"].as_array().unwrap();
    let seat = |at: usize| (&seats[at]["person"]["name"], &seats[at]["post"]);
    assert_eq!(seats.len(), 4);
    assert_eq!(seat(3), (&"لبنى الرحماني".into(), &"treasurer".into()));
    for name in ["board-office.docx", "board-office.odt", "board-office.pdf", "board-page.html"] {
        assert_eq!(facts(&read(name, &fs::read(folder().join(name)).unwrap())), truth, "{name}");
    }
}

#[test]
fn a_hard_wrapped_text_is_its_paragraphs_and_a_list_stays_a_list() {
    let long = "عقدت جمعية الواحة للثقافة والتراث جمعها العام العادي يوم السبت 6 يناير 2024 بمدينة زاكورة بحضور خمسين عضوا \
        وعدد من الضيوف والمهتمين بالشأن الثقافي، وبعد قراءة التقريرين الأدبي والمالي والمصادقة عليهما بالإجماع انتخب \
        الحاضرون سعاد الدرقاوي رئيسة للجمعية ويوسف البوعناني أمينا للمال ومريم أيت لحسن كاتبة عامة لولاية مدتها أربع سنوات";
    let mut wrapped = String::new();
    let mut width = 0;
    for word in long.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let breaks = width + 1 + length > 66;
            wrapped.push(if breaks { '\n' } else { ' ' });
            width = if breaks { 0 } else { width + 1 };
        }
        wrapped.push_str(word);
        width += length;
    }
    let list =
        "الرئيسة سعاد الدرقاوي\nأمين المال يوسف البوعناني\nالكاتبة العامة مريم أيت لحسن\nمستشار حسن الناصري";
    let document = read("a.txt", format!("{wrapped}\n\n{list}").as_bytes());
    assert_eq!(document.text, format!("{}\n\n{list}", wrapped.replace('\n', " ")));
    assert!(wrapped.matches('\n').count() > 3);
    // Places still count the lines of the file.
    let last = document.blocks.last().unwrap();
    let lines = wrapped.matches('\n').count() + 6;
    assert_eq!(last.place, diwan::document::Place::Line { line: u32::try_from(lines).unwrap() });
}

#[test]
fn the_folder_of_a_saved_page_is_no_input_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let page = fs::read(self::folder().join("communique-page.html")).unwrap();
    for name in
        ["balagh.html", "balagh_files/frame.html", "other/far.html", "taqrir.htm", "taqrir.files/ad.html"]
    {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &page).unwrap();
    }
    let knowledge = diwan::batch::Knowledge::load(&folder.path().join("seeds")).unwrap();
    let read = diwan::batch::extract_paths(&[folder.path().to_owned()], &knowledge);
    assert_eq!(read.len(), 3);
}
