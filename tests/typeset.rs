//! Pages: lines in the order the Unicode reference gives them, nothing lost, nothing outside, nothing alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::typeset::{
    Align, Column, Content, Fonts, Glyphs, Item, Language, Line, Pages, Paragraph, Role, Setter, Sheet,
    Signature, Table, Text, TypesetError,
};
use proptest::prelude::*;
use std::sync::OnceLock;
use unicode_bidi::{BidiInfo, Level};

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::embedded().unwrap())
}

fn set(body: Vec<Content>) -> Result<(Pages, Glyphs), TypesetError> {
    let sheet = Sheet { body, ..Sheet::new("عنوان", Language::Arabic) };
    let mut setter = Setter::new(fonts());
    let pages = setter.pages(&sheet)?;
    Ok((pages, setter.into_glyphs()))
}

fn paragraph(text: &str) -> Vec<Content> {
    vec![Content::Paragraph(Paragraph::new(text, Align::Justify))]
}

fn lines(pages: &Pages) -> impl Iterator<Item = &Line> {
    pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Line(line) => Some(line),
        _ => None,
    })
}

fn width(line: &Line) -> f32 {
    line.words.iter().map(|placed| (placed.word.width + placed.stretch) as f32 * line.size / 1000.0).sum()
}

fn rtl(c: char) -> bool {
    matches!(unicode_bidi::bidi_class(c), unicode_bidi::BidiClass::R | unicode_bidi::BidiClass::AL)
}

/// The characters of a line from left to right.
fn visual(line: &Line, glyphs: &Glyphs) -> String {
    let mut out = String::new();
    for placed in &line.words {
        for code in &placed.word.codes {
            let text = &glyphs.code(placed.word.weight, *code).unwrap().text;
            let text: String = text.chars().filter(|c| shown(*c)).collect();
            if text.chars().any(rtl) { out.extend(text.chars().rev()) } else { out.push_str(&text) }
        }
    }
    out
}

fn shown(c: char) -> bool {
    !diwan::text::is_default_ignorable(c)
}

/// The lines as the reference orders them, broken where `lines` are.
fn reference(text: &str, lines: &[String]) -> Vec<String> {
    let bidi = BidiInfo::new(text, Some(Level::rtl()));
    let mut from = 0;
    lines
        .iter()
        .map(|line| {
            let rest = &text[from..];
            let skipped = rest.char_indices().find(|(_, c)| !c.is_whitespace() && shown(*c));
            let start = from + skipped.map_or(rest.len(), |(at, _)| at);
            let mut left = line.chars().count();
            let mut end = start;
            for (at, c) in text[start..].char_indices() {
                if left == 0 {
                    break;
                }
                left -= usize::from(shown(c));
                end = start + at + c.len_utf8();
            }
            from = end;
            let Some(paragraph) = bidi.paragraphs.first() else { return String::new() };
            bidi.reorder_line(paragraph, start..end).chars().filter(|c| shown(*c)).collect()
        })
        .collect()
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "سلام",
        "الآن",
        "لأنَّ",
        "كتابٌ",
        "ابن",
        "C2TM",
        "Maison Verte",
        "12",
        "3,5",
        "٤٥",
        "%",
        "−7",
        "(",
        ")",
        "«",
        "»",
        "[1]",
        "،",
        ":",
        "2024/11/05",
        "\u{2068}A.B 3\u{2069}",
        "\u{2068}نص\u{2069}",
        "\u{200F}",
        "-",
        "a@b.org",
        "ك.ع",
        "–",
        "!",
        "18:30",
        "\u{2068}42 x\u{2069}،",
    ]);
    prop::collection::vec((word, prop::bool::ANY), 1..40).prop_map(|words| {
        words.into_iter().map(|(word, space)| format!("{word}{}", if space { " " } else { "" })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn lines_stand_in_the_order_of_the_reference(text in words()) {
        let (pages, glyphs) = set(paragraph(&text)).unwrap();
        let own: Vec<String> = lines(&pages).map(|line| visual(line, &glyphs)).collect();
        prop_assert_eq!(&own, &reference(&text, &own));
    }

    /// As BidiCharacterTest has them: characters of every class, in any order. Not overrides: what a single code stands for
    /// would not tell its direction any more.
    #[test]
    fn any_mix_of_classes_stands_in_the_order_of_the_reference(
        text in prop::collection::vec(prop::sample::select(vec![
            'a', 'B', 'é', 'ا', 'ب', 'م', '1', '7', '٣', '٩', '+', '-', '−', '%', '٪', '.', ',', ':', '/', '،',
            '؛', '؟', '!', '(', ')', '[', ']', '«', '»', '"', '&', '@', ' ', ' ', ' ', '\u{A0}', '\u{64E}', '\u{651}',
            '\u{200E}', '\u{200F}', '\u{61C}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{202A}', '\u{202B}',
            '\u{202C}',
        ]), 1..60).prop_map(String::from_iter),
    ) {
        let (pages, glyphs) = set(paragraph(&text)).unwrap();
        let own: Vec<String> = lines(&pages).map(|line| visual(line, &glyphs)).collect();
        prop_assert_eq!(&own, &reference(&text, &own));
    }

    #[test]
    fn a_value_never_changes_the_order_of_the_words_around_it(
        value in "[a-zA-Z0-9 .,:()«»/%+-]{0,12}|[ابتجدر0-9 ،.()-]{0,12}",
    ) {
        let text = format!("قبل \u{2068}{value}\u{2069} بعد");
        let (pages, glyphs) = set(paragraph(&text)).unwrap();
        let line = lines(&pages).map(|line| visual(line, &glyphs)).collect::<String>();
        let reversed = |word: &str| word.chars().rev().collect::<String>();
        prop_assert!(line.starts_with(&reversed("بعد")), "{}", line);
        prop_assert!(line.ends_with(&reversed("قبل")), "{}", line);
    }

    #[test]
    fn nothing_stands_outside_the_margins(text in words(), scale in 1.0_f32..6.0) {
        let words = Paragraph { scale, ..Paragraph::new(text.as_str(), Align::Justify) };
        let (pages, _) = set(vec![Content::Paragraph(words)]).unwrap();
        for line in lines(&pages) {
            prop_assert!(line.x > 56.6 && line.x + width(line) < 595.28 - 56.6, "{} {}", line.x, width(line));
            prop_assert!(line.y > 56.6 && line.y < 841.89 - 56.6);
        }
    }
}

#[test]
fn a_mark_never_indents_the_next_line() {
    let full_before_the_space = "سلام a@b.orgسلامMaison Verteسلامسلامسلامسلامسلامسلام\u{2068}A.B 3\u{2069}\u{2068}A.B 3\u{2069}\
                                 سلامMaison Verteسلام(٤٥ \u{200f} سلامسلامسلامسلامسلام";
    let space_before_a_bracket = "(3,5 a@b.org 3,5 a@b.org 12%الآن لأن\u{64e}\u{651}سلام(3,5 ( ( (سلام\u{2068}A.B 3\u{2069} \
                                  سلام%(Maison Verte%1212الآن \u{200f} )";
    for text in [full_before_the_space, space_before_a_bracket] {
        let (pages, glyphs) = set(paragraph(text)).unwrap();
        let own: Vec<String> = lines(&pages).map(|line| visual(line, &glyphs)).collect();
        assert_eq!(own, reference(text, &own));
        assert!(own.iter().all(|line| line.trim() == line), "{own:?}");
    }
}

#[test]
fn a_number_in_arabic_is_one_code_and_a_space_before_a_final_mark_is_firm() {
    let (pages, glyphs) = set(paragraph("كتابٌ جديدٌ سنة 2015، وسنة و2016 في Tanger")).unwrap();
    let codes = |placed: &diwan::typeset::Placed| -> Vec<String> {
        let code = |code: &u16| glyphs.code(placed.word.weight, *code).unwrap().text.clone();
        placed.word.codes.iter().map(code).collect()
    };
    let words: Vec<Vec<String>> = lines(&pages).flat_map(|line| line.words.iter().map(codes)).collect();
    for whole in ["2015", "2016", "Tanger", "\u{200F} "] {
        assert!(words.contains(&vec![whole.to_owned()]), "{whole}: {words:?}");
    }
    let (pages, _) = set(paragraph("2015")).unwrap();
    assert_eq!(
        lines(&pages).next().unwrap().words[0].word.codes.len(),
        4,
        "alone it needs no code of its own"
    );
}

#[test]
fn a_range_of_years_is_never_parted() {
    for filling in 1..60 {
        let text = format!("{} (2024–2027)، ثم 12/11/2024 و2019-2021.", "و".repeat(filling));
        let (pages, glyphs) = set(paragraph(&format!("{} {text}", "كلمة ".repeat(8)))).unwrap();
        let own: Vec<String> = lines(&pages).map(|line| visual(line, &glyphs)).collect();
        for whole in ["2024–2027", "12/11/2024", "2019-2021"] {
            // In a right-to-left paragraph a range of numbers may run from right to left.
            let turned = |sign: char| whole.split(sign).rev().collect::<Vec<_>>().join(&sign.to_string());
            let shown = |line: &String| {
                line.contains(whole) || line.contains(&turned('–')) || line.contains(&turned('-'))
            };
            assert!(own.iter().any(shown), "{whole}: {own:?}");
        }
    }
}

#[test]
fn a_word_longer_than_the_line_is_cut_between_letters() {
    let word: String = "بتثجحخسش".chars().cycle().take(200).collect();
    let (pages, glyphs) = set(paragraph(&word)).unwrap();
    let text: String =
        lines(&pages).map(|line| visual(line, &glyphs).chars().rev().collect::<String>()).collect();
    assert_eq!(text, word);
    assert!(lines(&pages).count() > 1);
    assert!(lines(&pages).all(|line| width(line) <= 595.28 - 2.0 * 56.7 + 0.01));
}

#[test]
fn a_character_no_font_has_is_named_with_the_words_around() {
    let error = set(paragraph("قبل الرمز 漢 بعد الرمز")).unwrap_err();
    let TypesetError::Uncovered { character, around } = error else { panic!("{error}") };
    assert_eq!(character, '漢');
    assert!(around.contains("الرمز 漢 بعد"), "{around}");
}

#[test]
fn a_character_of_a_value_gives_way_to_its_number() {
    let (pages, glyphs) = set(paragraph("الاسم: \u{2068}🎉 ياسين 漢漢\u{2069}، ثم المدينة")).unwrap();
    let line = lines(&pages).map(|line| visual(line, &glyphs)).collect::<String>();
    let reversed = |word: &str| word.chars().rev().collect::<String>();
    let expected = format!(
        "{} ،[U+6F22][U+6F22] {} [U+1F389] :{}",
        reversed("ثم المدينة"),
        reversed("ياسين"),
        reversed("الاسم")
    );
    assert_eq!(line, expected);
    let outside = set(paragraph("漢 \u{2068}漢\u{2069}")).unwrap_err();
    assert!(matches!(outside, TypesetError::Uncovered { character: '漢', .. }));
}

#[test]
fn a_character_only_the_other_weight_has_is_drawn_in_it() {
    assert!(set(vec![Content::Paragraph(Paragraph::new(Text::bold("م⁵"), Align::Start))]).is_ok());
}

fn table(rows: usize) -> Table {
    let columns = ["الرقم", "الاسم", "الصفة"].map(Column::new).to_vec();
    let row = |at: usize| vec![at.to_string().into(), format!("اسم العضو {at}").into(), "عضو".into()];
    Table { columns, rows: (1..=rows).map(row).collect(), total: None }
}

#[test]
fn ten_thousand_rows_come_out_whole_with_a_head_on_every_page() {
    let (pages, glyphs) = set(vec![Content::Table(table(10_000))]).unwrap();
    assert!(pages.pages.len() > 200);
    let name: String = "الاسم".chars().rev().collect();
    for (at, page) in pages.pages.iter().enumerate() {
        let heads = page.items.iter().filter_map(|item| match item {
            Item::Line(line) if visual(line, &glyphs) == name => Some(line.node.is_some()),
            _ => None,
        });
        assert_eq!(heads.collect::<Vec<_>>(), [at == 0], "page {at}");
    }
    let cells = lines(&pages).filter(|line| {
        line.node.and_then(|node| pages.nodes.get(node)).is_some_and(|node| node.role == Role::Cell)
    });
    assert_eq!(cells.count(), 30_000);
}

#[test]
fn an_empty_table_is_its_head() {
    let (pages, glyphs) = set(vec![Content::Table(table(0))]).unwrap();
    let heads: Vec<String> =
        lines(&pages).map(|line| visual(line, &glyphs).chars().rev().collect()).collect();
    assert_eq!(heads, ["الصفة", "الاسم", "الرقم"], "drawn from the left");
    let nodes: Vec<_> = lines(&pages).map(|line| line.node).collect();
    assert!(nodes.is_sorted_by(|one, other| one > other), "read from the right");
}

#[test]
fn a_name_of_three_hundred_letters_stays_in_its_cell() {
    let mut table = table(2);
    table.rows[1][1] = "د".repeat(300).into();
    let (pages, glyphs) = set(vec![Content::Table(table)]).unwrap();
    let letters: usize = lines(&pages).map(|line| visual(line, &glyphs).matches('د').count()).sum();
    assert_eq!(letters, 300);
    assert!(lines(&pages).all(|line| line.x > 56.6 && line.x + width(line) < 595.28 - 56.6));
}

#[test]
fn a_row_taller_than_a_page_goes_on_on_the_next() {
    let mut table = table(1);
    table.rows[0][2] = "كلمة ".repeat(4000).into();
    let (pages, glyphs) = set(vec![Content::Table(table)]).unwrap();
    assert!(pages.pages.len() > 1);
    let word: String = "كلمة".chars().rev().collect();
    let count: usize = lines(&pages).map(|line| visual(line, &glyphs).matches(&word).count()).sum();
    assert_eq!(count, 4000);
    assert!(lines(&pages).all(|line| line.y < 841.89 - 56.6));
}

#[test]
fn a_cell_too_many_is_an_error() {
    let mut table = table(1);
    table.rows[0].push("زائد".into());
    let error = set(vec![Content::Table(table)]).unwrap_err();
    assert_eq!(
        error,
        TypesetError::TooManyCells {
            row: 1,
            cells: 4,
            columns: 3,
            around: "1 | اسم العضو 1 | عضو | زائد".into()
        }
    );
}

#[test]
fn a_signature_never_stands_alone_and_a_heading_never_last() {
    for filling in 25..40 {
        let mut body: Vec<Content> = (0..filling).flat_map(|_| paragraph("سطر واحد")).collect();
        body.push(Content::Heading { level: 2, text: "قسم".into() });
        body.extend(paragraph("نص بعد العنوان"));
        body.push(Content::Signature(Signature {
            lines: vec!["الرئيسة".into(), "زبيدة".into()],
            room: 60.0,
            pictures: Vec::new(),
        }));
        let (pages, glyphs) = set(body).unwrap();
        for page in &pages.pages {
            let texts: Vec<String> = page
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Line(line) => Some(visual(line, &glyphs).chars().rev().collect()),
                    _ => None,
                })
                .collect();
            assert_ne!(texts.first().map(String::as_str), Some("الرئيسة"), "{filling}");
            assert_ne!(texts.last().map(String::as_str), Some("قسم"), "{filling}");
        }
    }
}

#[test]
fn the_same_sheet_gives_the_same_pages() {
    let body = || vec![Content::Table(table(50)), Content::Rule];
    let (one, first) = set(body()).unwrap();
    let (other, second) = set(body()).unwrap();
    assert_eq!(one, other);
    let codes = |glyphs: &Glyphs| glyphs.codes(diwan::typeset::Weight::Bold).cloned().collect::<Vec<_>>();
    assert_eq!(codes(&first), codes(&second));
}
