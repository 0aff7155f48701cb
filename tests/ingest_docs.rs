//! Documents other than PDFs and spreadsheets: each reader is given files built here, whole and broken.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use common::{corpus, facts, read};
use diwan::ingest;
use diwan::text::SourceId;
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1256};

const TEXT: &str = "انتخاب مكتب جديد لجمعية الواحة\n\n\
    عقدت جمعية الواحة للثقافة جمعها العام العادي يوم السبت 6 يناير 2024 بمدينة زاكورة، وأسفر عن انتخاب المكتب التالي:\n\
    - الرئيسة: سعاد الدرقاوي\n\
    - أمين المال: يوسف البوعناني\n\
    - الكاتبة العامة: مريم أيت لحسن\n";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

fn wide(text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(pair).collect()
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
    let feint = format!("<html><body>{}", "<div></x><table><tr><td></div>".repeat(50_000));
    assert!(ingest::document(SourceId(0), "a.html", feint.as_bytes()).is_err());
    let script = format!("<html><body><script>{}</script><p>نص</p>", "'<div>'+".repeat(1000));
    assert_eq!(read("a.html", script.as_bytes()).text, "نص\n");
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

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let stored = zip::CompressionMethod::Stored;
        let deflated = zip::CompressionMethod::Deflated;
        let method = if *name == "mimetype" { stored } else { deflated };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        std::io::Write::write_all(&mut writer, content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const WORD: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps='urn:wps' xmlns:v='urn:v'";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn docx(body: &str, extra: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<?xml version='1.0'?><w:document {WORD}><w:body>{body}</w:body></w:document>");
    let mut related = String::new();
    for (name, _) in extra {
        let kind = name.trim_start_matches("word/").trim_end_matches(".xml");
        let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit());
        related += &format!(
            "<Relationship Id='{kind}' Type='{RELATION}/{kind}' Target='{}'/>",
            name.trim_start_matches("word/")
        );
    }
    let related = format!("<Relationships>{related}</Relationships>");
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", main.as_str()),
        ("word/_rels/document.xml.rels", related.as_str()),
    ];
    parts.extend_from_slice(extra);
    package(&parts)
}

fn word(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

fn numbered(text: &str, list: u32, level: u32) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering {WORD}>
<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1-'/></w:lvl>
<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='%1.%2)'/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{F0B7}'/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId='9'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='arabicAbjad'/><w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>
<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>
<w:num w:numId='3'><w:abstractNumId w:val='9'/></w:num>
<w:num w:numId='4'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>
</w:numbering>"
    )
}

#[test]
fn word_shows_the_numbers_that_stand_in_no_text() {
    let body = [
        numbered("سعاد", 1, 0),
        numbered("فرع", 1, 1),
        numbered("فرع", 1, 1),
        word("فاصل"),
        numbered("يوسف", 1, 0),
        numbered("فرع", 1, 1),
        numbered("نقطة", 2, 0),
        numbered("حرف", 3, 0),
        numbered("حرف", 3, 0),
        numbered("حرف", 3, 0),
        numbered("مريم", 4, 0),
        numbered("بلا", 0, 0),
    ];
    let document = read("a.docx", &docx(&body.concat(), &[("word/numbering.xml", &numbering())]));
    assert_eq!(
        document.text,
        "1- سعاد\n1.i) فرع\n1.ii) فرع\nفاصل\n2- يوسف\n2.i) فرع\n\u{2022} نقطة\nأ) حرف\nب) حرف\nج) حرف\n5- مريم\nبلا\n"
    );
    assert_eq!(document.blocks[0].kind, diwan::document::BlockKind::Item);
}

#[test]
fn word_gives_the_final_text_once_in_order() {
    let text = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr>{}</w:p>
<w:p><w:del>{}</w:del><w:ins>{}</w:ins>{}<w:hyperlink>{}</w:hyperlink><w:r><w:footnoteReference w:id='2'/></w:r>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>
<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>
<w:sdt><w:sdtContent><w:p>{}<w:r><w:tab/></w:r>{}<w:r><w:br/></w:r>{}</w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text("عنوان"),
        text("قديم"),
        text("جديد"),
        text(" ثم "),
        text("رابط"),
        text("نصف "),
        text("ونصف"),
        text("اكتب هنا"),
        text("يمين"),
        text("يسار"),
        text("سطر"),
        word("خلية"),
        word("أخرى"),
        word("محذوف"),
        word("إطار"),
        word("إطار"),
    );
    let styles =
        format!("<w:styles {WORD}><w:style w:styleId='H'><w:name w:val='heading 1'/></w:style></w:styles>");
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote w:type='separator' w:id='0'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
        word("خط"),
        word("حاشية")
    );
    let header = format!("<w:hdr {WORD}>{}</w:hdr>", word("ترويسة"));
    let extra = [
        ("word/styles.xml", styles.as_str()),
        ("word/footnotes.xml", notes.as_str()),
        ("word/header1.xml", header.as_str()),
        (
            "docProps/core.xml",
            "<c><dc:title xmlns:dc='x'>بلاغ</dc:title><dc:creator xmlns:dc='x'>الكتابة</dc:creator></c>",
        ),
    ];
    let document = read("a.docx", &docx(&body, &extra));
    assert_eq!(
        document.text,
        "ترويسة\nعنوان\nجديد ثم رابط\nنصف ونصف\nيمين\tيسار\nسطر\nخلية\tأخرى\nإطار\n[2] حاشية\n"
    );
    assert_eq!(document.blocks[0].kind, diwan::document::BlockKind::Furniture);
    assert_eq!(document.blocks[1].kind, diwan::document::BlockKind::Heading);
    assert_eq!(document.head.title.as_deref(), Some("بلاغ"));
    assert_eq!(document.head.author.as_deref(), Some("الكتابة"));
}

fn odt(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' xmlns:draw='d'>
<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let page = "<office:document-styles xmlns:office='o' xmlns:style='s' xmlns:text='t'><office:master-styles><style:master-page>
<style:header><text:p>ترويسة</text:p></style:header></style:master-page></office:master-styles></office:document-styles>";
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", page),
        (
            "meta.xml",
            "<m><office:meta xmlns:office='o'><dc:title xmlns:dc='d'>بلاغ</dc:title></office:meta></m>",
        ),
    ])
}

const LISTS: &str = "<text:list-style style:name='N'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='-'/>
<text:list-level-style-bullet text:level='2' text:bullet-char='•'/></text:list-style>";

#[test]
fn opendocument_gives_the_final_text_with_its_numbers() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>محذوف</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>عنوان</text:h><text:p>نص<text:s text:c='2'/>ثم<text:tab/>طرف<text:line-break/>سطر<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>حاشية</text:p></text:note-body></text:note></text:p>
<text:list text:style-name='N'><text:list-item><text:p>سعاد</text:p><text:list><text:list-item><text:p>فرع</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>فاصل</text:p><text:list text:style-name='N' text:continue-numbering='true'><text:list-item><text:p>يوسف</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>خلية</text:p></table:table-cell><table:table-cell><text:p>أخرى</text:p></table:table-cell></table:table-row></table:table>";
    let document = read("a.odt", &odt(body, LISTS));
    assert_eq!(
        document.text,
        "ترويسة\nعنوان\nنص  ثم\tطرف\nسطر\n1- سعاد\n\u{2022} فرع\nفاصل\n2- يوسف\nخلية\tأخرى\n[1] حاشية\n"
    );
    assert_eq!(document.head.title.as_deref(), Some("بلاغ"));
}

#[test]
fn one_communique_in_four_formats_is_one_record() {
    let lines: Vec<&str> = TEXT.lines().filter(|line| !line.is_empty()).collect();
    let word_body: String = lines
        .iter()
        .map(|line| line.strip_prefix("- ").map_or_else(|| word(line), |item| numbered(item, 2, 0)))
        .collect();
    let office: String = lines
        .iter()
        .map(|line| match line.strip_prefix("- ") {
            Some(item) => format!("<text:list text:style-name='N'><text:list-item><text:p>{item}</text:p></text:list-item></text:list>"),
            None => format!("<text:p>{line}</text:p>"),
        })
        .collect();
    let truth = facts(&read("a.txt", TEXT.as_bytes()));
    assert_eq!(truth[0]["memberships"].as_array().unwrap().len(), 3);
    assert_eq!(facts(&read("a.docx", &docx(&word_body, &[("word/numbering.xml", &numbering())]))), truth);
    assert_eq!(facts(&read("a.odt", &odt(&office, LISTS))), truth);
    assert_eq!(facts(&read("a.html", wordpress(&marked_up()).as_bytes())), truth);
}

#[test]
fn hostile_packages_are_refused_or_read_without_panic() {
    let bomb = docx(&word(&"ا".repeat(40 << 20)), &[]);
    assert!(bomb.len() < 1 << 20);
    let error = ingest::document(SourceId(0), "a.docx", &bomb).unwrap_err();
    assert!(error.to_string().contains("over the limit"), "{error}");
    let deep = docx(&format!("{}{}", "<w:sdt>".repeat(5_000), "</w:sdt>".repeat(5_000)), &[]);
    let error = ingest::document(SourceId(0), "a.docx", &deep).unwrap_err();
    assert!(error.to_string().contains("nesting"), "{error}");
    let good = docx(&[word("نص"), numbered("بند", 1, 0)].concat(), &[("word/numbering.xml", &numbering())]);
    never_panics("a.docx", &good, 200);
    never_panics("a.odt", &odt("<text:p>نص</text:p>", LISTS), 200);
    assert_eq!(read("misnamed.txt", &good).text, "نص\n1- بند\n");
    let error = ingest::document(SourceId(0), "a.txt", b"{\\rtf1 x}").unwrap_err();
    assert!(error.to_string().contains(".docx"), "{error}");
}

fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' || (byte.is_ascii_graphic() && byte != b'=') || byte == b' ' {
            out.push(char::from(byte));
        } else {
            out += &format!("={byte:02X}");
        }
        if at % 40 == 39 {
            out += "=\r\n";
        }
    }
    out
}

#[test]
fn a_saved_page_in_one_file_is_its_page() {
    let page = quoted_printable(&wordpress(&marked_up()));
    let archive = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: =?utf-8?B?2KjZhNin2Lo=?=\r\n\
Date: Mon, 8 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n\r\n\
----x--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n\
----x--\r\nContent-Type: text/css\r\n\r\nbody {{}}\r\n----x----\r\n"
    );
    let document = read("a.mhtml", archive.as_bytes());
    assert_eq!(document.text, read("a.html", wordpress(&marked_up()).as_bytes()).text);
    assert_eq!(document.head.publisher.as_deref(), Some("جريدة الواحة"));
    never_panics("a.mhtml", archive.as_bytes(), 60);
}

#[test]
fn a_mail_is_its_plain_text_and_names_what_is_attached() {
    let body = encoded(WINDOWS_1256, TEXT);
    let mut mail = b"From: =?utf-8?Q?=D8=A7=D9=84=D9=83=D8=A7=D8=AA=D8=A8?= <a@example.org>\nSubject: =?utf-8?B?2KjZhNin2Lo=?=\n\
Date: Mon, 8 Jan 2024 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n"
        .to_vec();
    mail.extend_from_slice(&body);
    mail.extend_from_slice(
        b"\n--c\nContent-Type: text/html\n\n<p>x</p>\n--c--\n--b\nContent-Type: application/pdf\n\
Content-Disposition: attachment; filename=\"bayan.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBE\n--b--\n",
    );
    let document = read("a.eml", &mail);
    assert_eq!(document.text.trim_end(), TEXT.trim_end());
    let head = &document.head;
    assert_eq!(head.title.as_deref(), Some("بلاغ"));
    assert_eq!(head.author.as_deref(), Some("الكاتب"));
    assert_eq!(head.published.as_deref(), Some("2024-01-08"));
    assert!(document.notes[0].message.contains("bayan.pdf"));
    never_panics("a.eml", &mail, 60);
}
