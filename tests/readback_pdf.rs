//! Our PDFs read again by a reader of their own: structure, marks, codes, the map from codes to text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

#[path = "common/pages.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the example")]
mod pages;

use diwan::calendar::Date;
use diwan::pdf::{self, Meta};
use diwan::typeset::{Fonts, Setter, Sheet};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::path::Path;

/// One shown code: its text, and where its pen begins and ends.
struct Shown {
    text: String,
    from: f32,
    to: f32,
    y: f32,
}

struct Font {
    texts: BTreeMap<u16, String>,
    widths: Vec<f32>,
}

fn bytes(sheet: &Sheet) -> Vec<u8> {
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let set = setter.pages(sheet).unwrap();
    let date = Date::parse("2024-12-03").unwrap();
    pdf::bytes(&set, &setter.into_glyphs(), &fonts, &Meta { date }).unwrap()
}

fn follow<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    object.as_reference().map_or(object, |id| document.get_object(id).unwrap())
}

fn dictionary<'d>(document: &'d Document, owner: &'d Dictionary, key: &str) -> &'d Dictionary {
    follow(document, owner.get(key.as_bytes()).unwrap()).as_dict().unwrap()
}

fn hex(word: &str) -> Vec<u16> {
    let digits: Vec<char> = word.chars().collect();
    digits.chunks(4).map(|unit| u16::from_str_radix(&unit.iter().collect::<String>(), 16).unwrap()).collect()
}

fn font(document: &Document, font: &Dictionary) -> Font {
    let map = follow(document, font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
    let map = String::from_utf8(map.decompressed_content().unwrap()).unwrap();
    let mut texts = BTreeMap::new();
    for line in
        map.lines().filter(|line| line.starts_with('<') && line.contains("> <") && !line.ends_with("FFFF>"))
    {
        let (code, text) = line.trim_matches(['<', '>']).split_once("> <").unwrap();
        texts.insert(hex(code)[0], String::from_utf16(&hex(text)).unwrap());
    }
    let own =
        follow(document, &font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0]).as_dict().unwrap();
    let widths = own.get(b"W").unwrap().as_array().unwrap()[1].as_array().unwrap();
    Font { texts, widths: widths.iter().map(|width| width.as_float().unwrap()).collect() }
}

/// The codes of each marked stretch of a page; those of artifacts under `None`.
fn stretches(document: &Document, page: ObjectId) -> BTreeMap<Option<i64>, Vec<Shown>> {
    let own = document.get_dictionary(page).unwrap();
    let fonts = dictionary(document, dictionary(document, own, "Resources"), "Font");
    let fonts: BTreeMap<Vec<u8>, Font> = fonts
        .iter()
        .map(|(name, object)| (name.clone(), font(document, follow(document, object).as_dict().unwrap())))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut out, mut mark): (BTreeMap<Option<i64>, Vec<Shown>>, _) = (BTreeMap::new(), None);
    let (mut name, mut size, mut x, mut y) = (Vec::new(), 0.0, 0.0, 0.0);
    for operation in content.operations {
        let number = |at: usize| operation.operands[at].as_float().unwrap();
        match operation.operator.as_str() {
            "BDC" => {
                mark = Some(operation.operands[1].as_dict().unwrap().get(b"MCID").unwrap().as_i64().unwrap())
            }
            "EMC" => mark = None,
            "Tf" => (name, size) = (operation.operands[0].as_name().unwrap().to_vec(), number(1)),
            "Tm" => (x, y) = (number(4), number(5)),
            "TJ" => {
                let font = &fonts[&name];
                for object in operation.operands[0].as_array().unwrap() {
                    if let Ok(distance) = object.as_float() {
                        x -= distance * size / 1000.0;
                        continue;
                    }
                    for code in object.as_str().unwrap().chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        let text = font.texts.get(&code).expect("every code has a text").clone();
                        assert!(!text.is_empty());
                        let from = x;
                        x += font.widths[usize::from(code)] * size / 1000.0;
                        out.entry(mark).or_default().push(Shown { text, from, to: x, y });
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// Every leaf of the structure tree in reading order: its type and its codes, line by line.
fn leaves(document: &Document) -> Vec<(String, Vec<Vec<Shown>>)> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut marks: BTreeMap<ObjectId, BTreeMap<Option<i64>, Vec<Shown>>> =
        pages.iter().map(|page| (*page, stretches(document, *page))).collect();
    let tree = dictionary(document, document.catalog().unwrap(), "StructTreeRoot");
    let mut out = Vec::new();
    walk(document, follow(document, tree.get(b"K").unwrap()).as_dict().unwrap(), &mut marks, &mut out);
    let lost: usize = marks
        .values()
        .flat_map(|page| page.iter().filter(|(mark, _)| mark.is_some()))
        .map(|(_, shown)| shown.len())
        .sum();
    assert_eq!(lost, 0, "every stretch is part of the tree");
    out
}

type Marks = BTreeMap<ObjectId, BTreeMap<Option<i64>, Vec<Shown>>>;

fn walk(
    document: &Document,
    element: &Dictionary,
    marks: &mut Marks,
    out: &mut Vec<(String, Vec<Vec<Shown>>)>,
) {
    let kids = element.get(b"K").map_or(Vec::new(), |kids| match follow(document, kids) {
        Object::Array(kids) => kids.clone(),
        _ => vec![kids.clone()],
    });
    let mut own: Vec<Vec<Shown>> = Vec::new();
    let mut leaf = kids.is_empty();
    for kid in &kids {
        let kid = follow(document, kid);
        let (page, mark) = match kid {
            Object::Integer(mark) => (element.get(b"Pg").unwrap(), *mark),
            Object::Dictionary(kid) if kid.has(b"MCID") => {
                (kid.get(b"Pg").unwrap(), kid.get(b"MCID").unwrap().as_i64().unwrap())
            }
            Object::Dictionary(kid) => {
                walk(document, kid, marks, out);
                continue;
            }
            _ => panic!("{kid:?}"),
        };
        leaf = true;
        // A picture shows no text.
        let shown =
            marks.get_mut(&page.as_reference().unwrap()).unwrap().remove(&Some(mark)).unwrap_or_default();
        for shown in shown {
            match own.last_mut() {
                Some(line) if line.last().unwrap().y == shown.y => line.push(shown),
                _ => own.push(vec![shown]),
            }
        }
    }
    if leaf {
        out.push((String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned(), own));
    }
}

/// Right-to-left text of one direction, from its codes; without the space that parts neighbours on a baseline.
fn rtl(lines: &[Vec<Shown>]) -> String {
    let line = |line: &Vec<Shown>| line.iter().rev().map(text).collect::<String>().trim().to_owned();
    lines.iter().map(line).collect::<Vec<_>>().join(" ")
}

fn ltr(lines: &[Vec<Shown>]) -> String {
    let line = |line: &Vec<Shown>| line.iter().map(text).collect::<String>().trim().to_owned();
    lines.iter().map(line).collect::<Vec<_>>().join(" ")
}

fn text(shown: &Shown) -> &str {
    shown.text.trim_matches('\u{200F}')
}

#[test]
fn text_comes_out_in_logical_order_marks_after_their_letters() {
    let sheets = pages::sheets();
    let document = Document::load_mem(&bytes(&sheets["torture.ar"])).unwrap();
    let leaves = leaves(&document);
    let expected = "قرَّرَ المُجتَمِعونَ تكليفَ السيّدةِ زُبيدةَ المنصوريّ بإعدادِ تقريرٍ مُفصَّلٍ، شكراً جزيلاً، وعُلِّقَ الإعلانُ على السَّبُّورةِ؛ \
         للأهالي ولِأَبنائهم، الآن والأمس، والإدارةِ، ولا إلٰهَ إلا الله.";
    let paragraph = leaves.iter().find(|(_, lines)| rtl(lines).starts_with("قر")).unwrap();
    assert_eq!((paragraph.0.as_str(), rtl(&paragraph.1).as_str()), ("P", expected));
    let cells: Vec<(&str, String)> = leaves
        .iter()
        .filter(|(kind, _)| kind == "TH" || kind == "TD")
        .map(|(kind, lines)| (kind.as_str(), rtl(lines)))
        .collect();
    let head: Vec<(&str, String)> =
        ["الرقم", "الاسم", "الصفة", "ملاحظات"].map(|word| ("TH", word.to_owned())).to_vec();
    assert_eq!(cells[..4], head);
    assert_eq!(cells[5], ("TD", "زُبيدة المنصوري".to_owned()));
    assert_eq!(cells[13], ("TD", String::new()), "an empty cell is still a cell");
    let kinds: Vec<&str> = leaves.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds[0], "H1");
    assert_eq!(kinds.iter().filter(|kind| **kind == "Lbl").count(), 4);
}

#[test]
fn a_left_to_right_page_reads_from_the_left() {
    let document = Document::load_mem(&bytes(&pages::sheets()["letter.fr"])).unwrap();
    let texts: Vec<String> = leaves(&document).iter().map(|(_, lines)| ltr(lines)).collect();
    assert!(texts.iter().any(|text| text == "Madame, Monsieur,"), "{texts:?}");
    assert!(
        texts
            .iter()
            .any(|text| text.contains("de l’ordre du jour") || text.contains("l’ordre du jour, les comptes"))
    );
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fr");
    let direction = dictionary(&document, catalog, "ViewerPreferences").get(b"Direction").unwrap();
    assert_eq!(direction.as_name().unwrap(), b"L2R");
}

#[test]
fn every_glyph_stands_inside_the_margins() {
    for (name, sheet) in pages::sheets() {
        let document = Document::load_mem(&bytes(&sheet)).unwrap();
        for page in document.get_pages().into_values() {
            for shown in stretches(&document, page).into_values().flatten() {
                let inside = shown.from > 40.0
                    && shown.to < 595.28 - 40.0
                    && shown.y > 20.0
                    && shown.y < 841.89 - 40.0;
                assert!(inside, "{name}: «{}» at {} {}", shown.text, shown.from, shown.y);
            }
        }
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    for sheet in pages::sheets().values() {
        assert_eq!(bytes(sheet), bytes(sheet));
    }
}

#[test]
fn a_letter_set_among_others_reads_the_same() {
    let templates = pages::templates();
    let fonts = Fonts::embedded().unwrap();
    let names = ["ياسين الوردي", "هُدى الصافي", "Karim Doe"];
    let mut setter = Setter::new(&fonts);
    let set: Vec<_> =
        names.iter().map(|name| setter.pages(&pages::letter(&templates, name)).unwrap()).collect();
    let press = pdf::Press::new(&setter.into_glyphs(), &fonts).unwrap();
    let date = Date::parse("2024-12-03").unwrap();
    for (set, name) in set.iter().zip(names) {
        let together = Document::load_mem(&press.bytes(set, &Meta { date }).unwrap()).unwrap();
        let alone = Document::load_mem(&bytes(&pages::letter(&templates, name))).unwrap();
        let texts =
            |document: &Document| leaves(document).iter().map(|(_, lines)| ltr(lines)).collect::<Vec<_>>();
        assert_eq!(texts(&together), texts(&alone));
    }
}

#[test]
fn letters_in_one_file_have_a_bookmark_and_a_part_each() {
    let templates = pages::templates();
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let names = ["ياسين الوردي", "هُدى الصافي"];
    let date = Date::parse("2024-12-03").unwrap();
    let mut book = pdf::Book::new(Meta { date });
    for name in names {
        let set = setter.pages(&pages::letter(&templates, name)).unwrap();
        book.add(name, &set, setter.glyphs()).unwrap();
    }
    let bytes = book.finish(setter.glyphs(), &fonts).unwrap().unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    assert_eq!(document.get_pages().len(), 2);
    let texts: Vec<String> = leaves(&document).iter().map(|(_, lines)| rtl(lines)).collect();
    for name in names {
        assert!(texts.iter().any(|text| text == &format!("إلى السيد(ة) {name}")), "{texts:?}");
    }
    let outlines = dictionary(&document, document.catalog().unwrap(), "Outlines");
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 2);
}

#[test]
fn a_figure_is_one_part_with_a_description_and_a_place() {
    let document = Document::load_mem(&bytes(&pages::sheets()["figure.ar"])).unwrap();
    let leaves = leaves(&document);
    let kinds: Vec<&str> = leaves.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["P", "Figure", "P"]);
    assert!(rtl(&leaves[1].1).contains("مراكش"));
    let element = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .find(|known| known.get(b"S").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Figure")))
        .unwrap();
    let alt = lopdf::decode_text_string(element.get(b"Alt").unwrap()).unwrap();
    assert_eq!(alt, "عدد الأعضاء: مراكش 3، فاس 7، طنجة 5");
    let place = dictionary(&document, element, "A").get(b"BBox").unwrap().as_array().unwrap();
    assert_eq!(place.len(), 4);
}

#[test]
fn a_sign_the_fonts_lack_is_drawn_as_its_like() {
    let document =
        Document::load_mem(&bytes(&pages::letter(&pages::templates(), "ياسين ● \u{F0B7} ✔"))).unwrap();
    let texts: Vec<String> = leaves(&document).iter().map(|(_, lines)| rtl(lines)).collect();
    assert!(texts.contains(&"ياسين • • √".to_owned()), "{texts:?}");
}

#[test]
fn a_file_may_carry_the_data_it_was_made_from() {
    let fonts = Fonts::embedded().unwrap();
    let mut setter = Setter::new(&fonts);
    let set = setter.pages(&pages::sheets()["torture.ar"]).unwrap();
    let press = pdf::Press::new(&setter.into_glyphs(), &fonts).unwrap();
    let date = Date::parse("2024-12-03").unwrap();
    let bytes = "{\"الاسم\": 1}".as_bytes().to_vec();
    let attached = pdf::Attachment { name: "data.json".to_owned(), media_type: "application/json", bytes };
    let document = Document::load_mem(&press.carrying(&set, &Meta { date }, &attached).unwrap()).unwrap();
    let catalog = document.catalog().unwrap();
    let named = follow(&document, &catalog.get(b"AF").unwrap().as_array().unwrap()[0]).as_dict().unwrap();
    assert_eq!(named.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Source");
    let file = follow(&document, dictionary(&document, named, "EF").get(b"F").unwrap()).as_stream().unwrap();
    assert_eq!(file.decompressed_content().unwrap(), attached.bytes);
    let metadata = follow(&document, catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    assert!(metadata.contains("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
}

#[test]
fn a_head_gives_running_lines_and_digits_and_a_table_its_total() {
    let text = "+++\ntitle = \"لائحة\"\nlanguage = \"ar\"\npaper = \"letter\"\nmargins = [60, 50, 40, 30]\nsize = 10\n\
                header = \"أعلى\"\nfooter = \"{page}\"\ndigits = \"eastern\"\nattach = \"values\"\n+++\n\
                | الباب | المبلغ |\n|---|---|\n| أول | 1 |\n| =المجموع | {{ sum }} |\n";
    let own = BTreeMap::from([("own.md".to_owned(), text.to_owned())]);
    let templates = diwan::template::Templates::load(&own).unwrap();
    assert!(templates.attaches("own.md"));
    let sheet = templates.sheet("own.md", &BTreeMap::from([("sum", "=7")])).unwrap();
    assert_eq!(sheet.paper.size(), (612.0, 792.0));
    assert_eq!(sheet.digits, diwan::typeset::Digits::ArabicIndic);
    assert!(sheet.header.is_some());
    let [diwan::typeset::Content::Table(table)] = sheet.body.as_slice() else { panic!("{:?}", sheet.body) };
    assert_eq!((table.rows.len(), table.total.as_ref().unwrap()[0].plain()), (1, "المجموع".to_owned()));
    assert_eq!(table.total.as_ref().unwrap()[1].plain(), "\u{2068}=7\u{2069}");
}

#[test]
fn pictures_are_figures_and_a_bad_one_is_named_with_file_and_line() {
    let document = Document::load_mem(&bytes(&pages::sheets()["pictures.ar"])).unwrap();
    let kinds: Vec<String> = leaves(&document).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["Figure", "P", "Figure"]);
    let filter = |object: &Object| {
        let stream = object.as_stream().ok()?;
        let image = stream.dict.get(b"Subtype").ok()?.as_name().ok()? == b"Image";
        image.then(|| {
            String::from_utf8_lossy(stream.dict.get(b"Filter").unwrap().as_name().unwrap()).into_owned()
        })
    };
    let mut filters: Vec<String> = document.objects.values().filter_map(filter).collect();
    filters.sort();
    assert_eq!(filters, ["DCTDecode", "FlateDecode"]);

    let page = "+++\ntitle = \"t\"\nlanguage = \"ar\"\n+++\nنص\n\n```image\nlogo.png\nشعار\n```\n";
    let own = BTreeMap::from([("own.md".to_owned(), page.to_owned())]);
    let whole = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/logo.png")).unwrap();
    for (name, picture, said) in [
        ("logo.png", &whole[..whole.len() / 2], "it is broken"),
        ("logo.png", &b"GIF89a"[..], "neither a PNG nor a JPEG"),
        ("other.png", &whole[..], "no such file below templates/; pictures there: other.png"),
    ] {
        let files = BTreeMap::from([(name.to_owned(), picture.to_vec())]);
        let templates = diwan::template::Templates::load(&own).unwrap().with_pictures(files);
        let error = templates.sheet("own.md", &BTreeMap::<String, String>::new()).unwrap_err().to_string();
        assert!(error.starts_with("own.md:8: the picture \"logo.png\" cannot be shown: "), "{error}");
        assert!(error.contains(said), "{error}");
    }
}
