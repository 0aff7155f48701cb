//! Letters and roster pages a second on one core, from sheets to bytes. `cargo bench --bench letters`;
//! with `-- --letters` no roster.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench reads the clock and prints"
)]

#[path = "../tests/common/pages.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests")]
mod pages;

use diwan::calendar::Date;
use diwan::pdf::{Meta, Press};
use diwan::typeset::{Column, Content, Fonts, Language, Pages, Setter, Sheet, Table};
use std::time::{Duration, Instant};

/// Letters whose fonts are made together.
const TOGETHER: usize = 64;
/// Letters in all.
const LETTERS: usize = 1024;

const FIRST: [&str; 12] = [
    "ياسين",
    "زبيدة",
    "هدى",
    "مُراد",
    "سلمى",
    "عبد الرحيم",
    "نجاة",
    "إدريس",
    "كوثر",
    "بدر الدين",
    "غيثة",
    "طه",
];
const LAST: [&str; 11] = [
    "الوردي",
    "المنصوري",
    "الصافي",
    "بنجلون",
    "القادري",
    "أوبلا",
    "الزموري",
    "حجي",
    "الفاسي",
    "ضريف",
    "التطواني",
];

fn name(at: usize) -> String {
    format!("{} {}", FIRST[at % FIRST.len()], LAST[at % LAST.len()])
}

fn each(label: &str, time: Duration, count: usize) {
    let each = time.as_secs_f64() * 1e6 / count as f64;
    println!("{label}: {:.0} a second, {each:.0} µs each", count as f64 / time.as_secs_f64());
}

fn main() {
    let fonts = Fonts::embedded().unwrap();
    let templates = pages::templates();
    let meta = Meta { date: Date::parse("2024-12-03").unwrap() };
    let start = Instant::now();
    let sheets: Vec<Sheet> = (0..LETTERS).map(|at| pages::letter(&templates, &name(at))).collect();
    each("letters from templates to sheets", start.elapsed(), LETTERS);

    for round in 1..=3 {
        let (mut set, mut pressed, mut written) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
        let mut size = 0;
        let start = Instant::now();
        for sheets in sheets.chunks(TOGETHER) {
            let begin = Instant::now();
            let mut setter = Setter::new(&fonts);
            let pages: Vec<Pages> = sheets.iter().map(|sheet| setter.pages(sheet).unwrap()).collect();
            set += begin.elapsed();
            let begin = Instant::now();
            let press = Press::new(&setter.into_glyphs(), &fonts).unwrap();
            pressed += begin.elapsed();
            let begin = Instant::now();
            size += pages.iter().map(|pages| press.bytes(pages, &meta).unwrap().len()).sum::<usize>();
            written += begin.elapsed();
        }
        println!("round {round}, {} bytes a letter", size / LETTERS);
        each("  letters set", set, LETTERS);
        each("  letters' share of fonts", pressed, LETTERS);
        each("  letters written", written, LETTERS);
        each("  letters in all", start.elapsed(), LETTERS);
    }

    // Beside another engine only letters count.
    if std::env::args().any(|argument| argument == "--letters") {
        return;
    }
    let columns = ["الرقم", "الاسم", "الصفة", "الجهة"].map(Column::new).to_vec();
    let row = |at: usize| {
        vec![at.to_string().into(), name(at).into(), "عضو المكتب".into(), "جهة الرباط سلا القنيطرة".into()]
    };
    let table = Table { columns, rows: (1..=15_000).map(row).collect(), total: None };
    let sheet = Sheet { body: vec![Content::Table(table)], ..Sheet::new("لائحة", Language::Arabic) };
    let start = Instant::now();
    let mut setter = Setter::new(&fonts);
    let pages = setter.pages(&sheet).unwrap();
    let press = Press::new(&setter.into_glyphs(), &fonts).unwrap();
    let size = press.bytes(&pages, &meta).unwrap().len();
    each("roster pages in one file", start.elapsed(), pages.pages.len());
    println!("  {} pages, {size} bytes", pages.pages.len());
}
