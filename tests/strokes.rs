//! Words drawn longer: smaller gaps, the same lines, and the same text for every reader.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

use diwan::calendar::Date;
use diwan::pdf::{self, Meta};
use diwan::text::{SourceId, plain};
use diwan::typeset::{
    Align, Content, Fonts, Glyphs, Item, Justify, Language, Line, Pages, Paragraph, Setter, Sheet,
};
use std::io::Write as _;
use std::process::{Command, Stdio};

const TEXT: &str = "انعقد بمقر التعاونية جمع عام حضره أغلب المنخرطات والمنخرطين، وافتتحته الرئيسة بكلمة ترحيبية ذكرت \
                    فيها بالظروف الصعبة التي مر بها الموسم الفلاحي (2023/2024)، وبما بذله المكتب المسير من مجهودات \
                    لتسويق المنتوج مع شركة Atlas Honey في الأسواق الوطنية، والله المستعان على إنجاز هذه المشاريع.";

fn sheet(justify: Justify, margin: f32) -> Sheet {
    let body = vec![Content::Paragraph(Paragraph::new(TEXT, Align::Justify))];
    let mut sheet = Sheet { body, justify, ..Sheet::new("مد", Language::Arabic) };
    (sheet.margins.left, sheet.margins.right) = (margin, margin);
    sheet
}

fn set(sheet: &Sheet) -> (Pages, Glyphs, Fonts) {
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let pages = setter.pages(sheet).unwrap();
    let glyphs = setter.into_glyphs();
    (pages, glyphs, fonts)
}

fn lines(pages: &Pages) -> Vec<&Line> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None }).collect()
}

/// The characters of a line, from left to right.
fn texts(line: &Line, glyphs: &Glyphs) -> String {
    let codes =
        line.words.iter().flat_map(|placed| placed.word.codes.iter().map(|code| (placed.word.weight, *code)));
    let text = |(weight, code)| {
        let text = &glyphs.code(weight, code).unwrap().text;
        let turned = !text.is_ascii();
        if turned { text.chars().rev().collect::<String>() } else { text.clone() }
    };
    codes.map(text).collect()
}

fn stretched(pages: &Pages) -> i32 {
    lines(pages).iter().flat_map(|line| &line.words).map(|placed| placed.stretch).sum()
}

#[test]
fn strokes_leave_lines_and_text_as_they_are_and_gaps_smaller() {
    let mut gained = 0;
    for margin in [60.0, 90.0, 120.0, 150.0, 180.0, 210.0] {
        let (plain, plain_glyphs, _) = set(&sheet(Justify::Spaces, margin));
        let (long, long_glyphs, _) = set(&sheet(Justify::Kashida, margin));
        let (one, other) = (lines(&plain), lines(&long));
        assert_eq!(one.len(), other.len());
        let last = one.len() - 1;
        for (at, (one, other)) in one.into_iter().zip(other).enumerate() {
            assert_eq!(texts(one, &plain_glyphs), texts(other, &long_glyphs));
            let width = |line: &Line| -> i32 {
                line.words.iter().map(|placed| placed.word.width + placed.stretch).sum()
            };
            let loose = one.words.iter().all(|placed| placed.stretch == 0);
            if loose && at != last {
                // Gaps would be too wide with spaces alone: only strokes may fill it.
                assert!(width(other) >= width(one));
            } else if at == last {
                assert_eq!(width(one), width(other), "the last line stays as it is");
            } else {
                assert!((width(one) - width(other)).abs() < 40, "{margin} {at}: both edges are met");
            }
            let latin = |line: &Line, glyphs: &Glyphs| -> Vec<i32> {
                let of = |placed: &&diwan::typeset::Placed| {
                    placed.word.codes.iter().any(|code| {
                        let text = &glyphs.code(placed.word.weight, *code).unwrap().text;
                        text.chars().any(|c| c.is_ascii_alphanumeric())
                    })
                };
                line.words.iter().filter(of).map(|placed| placed.word.width).collect()
            };
            assert_eq!(latin(one, &plain_glyphs), latin(other, &long_glyphs));
        }
        assert!(stretched(&long) <= stretched(&plain));
        gained += stretched(&plain) - stretched(&long);
    }
    assert!(gained > 3000, "words take up the room of gaps: {gained}");
}

#[test]
fn readers_find_the_text_without_strokes() {
    let sheet = sheet(Justify::Kashida, 150.0);
    let (pages, glyphs, fonts) = set(&sheet);
    let date = Date::parse("2024-12-03").unwrap();
    let bytes = pdf::bytes(&pages, &glyphs, &fonts, &Meta { date }).unwrap();
    let own = diwan::ingest::document(SourceId(0), "page.pdf", &bytes).unwrap().text;
    let words = |text: &str| plain(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&own), words(TEXT));
    let reader =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut reader) = reader else { return println!("skipped: pdftotext is not installed") };
    reader.stdin.take().unwrap().write_all(&bytes).unwrap();
    let read = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    assert!(!read.contains('\u{640}'), "{read}");
    let read = words(&read);
    let kept = words(TEXT).iter().filter(|word| read.contains(word)).count();
    assert!(kept * 10 >= words(TEXT).len() * 9, "{kept} of {} words", words(TEXT).len());
}
