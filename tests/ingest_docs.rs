//! Documents other than PDFs and spreadsheets: each reader is given files built here, whole and broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

mod common;

use diwan::document::Document;
use diwan::ingest;
use diwan::text::SourceId;
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1256};
use serde_json::Value;
use std::path::PathBuf;

const TEXT: &str = "انتخاب مكتب جديد لجمعية الواحة\n\n\
    عقدت جمعية الواحة للثقافة جمعها العام العادي يوم السبت 6 يناير 2024 بمدينة زاكورة، وأسفر عن انتخاب المكتب التالي:\n\
    - الرئيسة: سعاد الدرقاوي\n\
    - أمين المال: يوسف البوعناني\n\
    - الكاتبة العامة: مريم أيت لحسن\n";

fn read(name: &str, bytes: &[u8]) -> Document {
    ingest::document(SourceId(0), name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

fn wide(text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(pair).collect()
}

/// What a record says, without where it was read.
fn facts(document: &Document) -> Vec<Value> {
    fn strip(value: Value) -> Value {
        match value {
            Value::Object(map) => map
                .into_iter()
                .filter(|(key, _)| !matches!(key.as_str(), "evidence" | "source" | "id"))
                .map(|(key, inner)| (key, strip(inner)))
                .collect(),
            Value::Array(items) => items.into_iter().map(strip).collect(),
            other => other,
        }
    }
    let records = diwan::extract::records(document, common::seeds());
    let sources = diwan::document::Sources::new(vec![document.clone()]);
    let line = |record| diwan::report::record_line(record, &sources).unwrap();
    records.iter().map(|record| strip(serde_json::from_str(&line(record)).unwrap())).collect()
}

#[test]
fn one_text_in_every_encoding_is_one_document() {
    let plain = read("a.txt", TEXT.as_bytes());
    let forms = [
        ("UTF-8 with a mark", format!("\u{FEFF}{TEXT}").into_bytes()),
        ("carriage returns", TEXT.replace('\n', "\r\n").into_bytes()),
        ("UTF-16LE with a mark", wide(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes)),
        ("UTF-16BE with a mark", wide(&format!("\u{FEFF}{TEXT}"), u16::to_be_bytes)),
        ("UTF-16LE", wide(TEXT, u16::to_le_bytes)),
        ("UTF-16BE", wide(TEXT, u16::to_be_bytes)),
        ("windows-1256", encoded(WINDOWS_1256, TEXT)),
        ("ISO-8859-6", encoded(ISO_8859_6, TEXT)),
    ];
    for (name, bytes) in forms {
        let document = read("a.txt", &bytes);
        assert_eq!(document.text, TEXT, "{name}");
        assert_eq!(document.blocks, plain.blocks, "{name}");
        assert!(document.notes.is_empty(), "{name}: {:?}", document.notes);
    }
    assert_eq!(facts(&plain)[0]["memberships"].as_array().unwrap().len(), 3);
}

#[test]
fn a_damaged_letter_is_noted_and_the_rest_is_read() {
    let mut bytes = TEXT.as_bytes().to_vec();
    let at = TEXT.find("الدرقاوي").unwrap();
    bytes[at] = 0xFF;
    let document = read("a.txt", &bytes);
    assert!(document.text.contains("يوسف البوعناني"));
    assert_eq!(document.notes.len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let noise: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let error = ingest::document(SourceId(0), "a.txt", &noise).unwrap_err();
    assert!(error.to_string().contains("save the file as UTF-8"), "{error}");
}

#[test]
fn the_encodings_of_the_corpus_give_the_records_of_their_originals() {
    let Some(folder) = corpus() else { return println!("skipped: no shared corpus") };
    let folder = folder.join("communiques");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("encodings")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let original = folder.join(format!("{}.txt", name.split('.').next().unwrap()));
        let (copy, original) =
            (read(&name, &std::fs::read(&path).unwrap()), read(&name, &std::fs::read(original).unwrap()));
        assert_eq!(facts(&copy), facts(&original), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("DIWAN_CORPUS").map(PathBuf::from);
    let path = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    path.is_dir().then_some(path)
}

/// The page around an article: menu, counters, sidebar, comments.
fn wordpress(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html dir=rtl><head><meta charset=utf-8><title>انتخاب مكتب - جريدة الواحة</title>
<meta property='og:site_name' content='جريدة الواحة'><meta name=author content='هيئة التحرير'>
<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":\"NewsArticle\",
\"headline\":\"انتخاب مكتب جديد لجمعية الواحة\",\"datePublished\":\"2024-01-08T10:00:00+01:00\"}}]}}</script>
<script>var a = '<p>الرئيس: فلان الفلاني</p>';</script></head><body class='single sidebar-right comments-open'>
<nav><ul><li><a href=/>الرئيسية</a><li><a href=/m>مجتمع</a></ul></nav>
<header class=site-header><div class=logo>جريدة الواحة</div></header>
<div id=content class=site-content><main><article class='post type-post'>
<h1 class=entry-title>انتخاب مكتب جديد لجمعية الواحة</h1>
<div class=entry-meta>نشر يوم 8 يناير</div>
<div class='entry-content'>{article}
<div class='sharedaddy sd-sharing-enabled'><h3>شارك هذا الموضوع</h3><ul><li><a>فيسبوك</a><li><a>تويتر</a></ul></div>
<div id=jp-relatedposts><h3>مواضيع ذات صلة</h3><p>تعيين مدير جديد للمعهد</p></div></div></article>
<div id=comments class=comments-area><h2>تعليق واحد</h2><ol><li>الرئيس: زائر كريم</ol>
<form><p>اترك ردا</p><textarea></textarea><button>أرسل</button></form></div></main>
<aside class=widget-area><h2>الأكثر قراءة</h2><ul><li><a>خبر أول</a><li><a>خبر ثان</a></ul></aside></div>
<footer>جميع الحقوق محفوظة</footer></body></html>"
    )
}

/// The communiqué as paragraphs and a list.
fn marked_up() -> String {
    let mut out = String::new();
    for line in TEXT.lines().skip(1).filter(|line| !line.is_empty()) {
        match line.strip_prefix("- ") {
            Some(item) => out.push_str(&format!("<li>{item}</li>\n")),
            None => out.push_str(&format!("<p>{line}</p>\n<ul>\n")),
        }
    }
    out + "</ul>"
}

#[test]
fn a_page_gives_its_article_and_says_who_published_it() {
    let document = read("a.html", wordpress(&marked_up()).as_bytes());
    for junk in
        ["الرئيسية", "فيسبوك", "ذات صلة", "تعيين مدير", "تعليق", "اترك", "الأكثر", "خبر", "الحقوق", "فلان"]
    {
        assert!(!document.text.contains(junk), "{junk} in {}", document.text);
    }
    assert!(document.text.starts_with("انتخاب مكتب جديد لجمعية الواحة\n"), "{}", document.text);
    assert!(document.text.ends_with("\u{2022} الرئيسة: سعاد الدرقاوي\n\u{2022} أمين المال: يوسف البوعناني\n\u{2022} الكاتبة العامة: مريم أيت لحسن\n"), "{}", document.text);
    let head = &document.head;
    assert_eq!(head.title.as_deref(), Some("انتخاب مكتب جديد لجمعية الواحة"));
    assert_eq!(head.publisher.as_deref(), Some("جريدة الواحة"));
    assert_eq!(head.published.as_deref(), Some("2024-01-08T10:00:00+01:00"));
    assert_eq!(head.author.as_deref(), Some("هيئة التحرير"));
    assert_eq!(facts(&document), facts(&read("a.txt", TEXT.as_bytes())));
}

#[test]
fn a_page_is_decoded_by_its_bytes_and_then_by_its_word() {
    let page = |charset: &str| {
        format!("<html><head>{charset}</head><body><p>{}</p></body></html>", TEXT.replace('\n', "</p><p>"))
    };
    let said =
        |name: &str| page(&format!("<meta http-equiv=Content-Type content=\"text/html; charset={name}\">"));
    let truth = read("a.html", page("").as_bytes()).text;
    assert!(truth.contains("سعاد الدرقاوي"));
    let forms = [
        ("declared", encoded(WINDOWS_1256, &said("windows-1256"))),
        ("declared as Latin", encoded(WINDOWS_1256, &said("iso-8859-1"))),
        ("declared as UTF-8", encoded(WINDOWS_1256, &said("utf-8"))),
        ("undeclared", encoded(WINDOWS_1256, &page(""))),
        ("UTF-8 declared as windows-1256", said("windows-1256").into_bytes()),
        ("UTF-16", wide(&page(""), u16::to_le_bytes)),
    ];
    for (name, bytes) in forms {
        assert_eq!(read("a.html", &bytes).text, truth, "{name}");
    }
}

#[test]
fn table_rows_stay_rows_and_layout_tables_open() {
    let rows = "<table><tr><th>الاسم<th>الصفة</tr><tr><td>سعاد الدرقاوي<td>رئيسة</tr>\
        <tr><td><p>يوسف البوعناني</p></td><td>أمين <br>المال</td></tr></table>";
    let page = format!(
        "<html><body><table width=100%><tr><td><a>قائمة</a><br><a>صفحات</a></td><td><p>مقدمة طويلة \
        عن الجمع العام العادي لجمعية الواحة للثقافة بمدينة زاكورة، وقد حضره خمسون عضوا وعدد من الضيوف، وأسفر عن انتخاب \
        المكتب المسير للجمعية لولاية جديدة مدتها أربع سنوات على النحو التالي:</p>{rows}</td></tr></table></body></html>"
    );
    let document = read("a.html", page.as_bytes());
    assert!(
        document.text.ends_with("الاسم\tالصفة\nسعاد الدرقاوي\tرئيسة\nيوسف البوعناني\tأمين المال\n"),
        "{}",
        document.text
    );
    assert!(document.blocks.iter().any(|block| block.span.of(&document.text) == "يوسف البوعناني"));
}

#[test]
fn hostile_pages_are_refused_or_read_without_panic() {
    let deep = format!("<html><body>{}", "<div>".repeat(100_000));
    assert!(ingest::document(SourceId(0), "a.html", deep.as_bytes()).is_err());
    let steps = format!("<html><body>{}نص{}", "<div><p>".repeat(400), "</div>".repeat(400));
    assert!(read("a.html", steps.as_bytes()).text.contains("نص"));
    let loose = format!("<html><body>{}نص", "<table><tr><td>".repeat(20_000));
    let _ = ingest::document(SourceId(0), "a.html", loose.as_bytes());
    let loose = format!("<html><body>{}نص", "<ul><li>".repeat(500));
    let _ = ingest::document(SourceId(0), "a.html", loose.as_bytes());
    let page = wordpress(&marked_up()).into_bytes();
    never_panics("a.html", &page, 40);
}

/// Cuts and flips `bytes` in `count` places each; errors are fine, panics are not.
fn never_panics(name: &str, bytes: &[u8], count: usize) {
    for step in 0..count {
        let at = bytes.len() * step / count;
        let _ = ingest::document(SourceId(0), name, &bytes[..at]);
        let mut flipped = bytes.to_vec();
        flipped[at] ^= 1 << (step % 8);
        let _ = ingest::document(SourceId(0), name, &flipped);
    }
}
