//! The annual report: figures equal to a small register counted by hand, each with its rows; the PDF reads back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use calamine::{Data, Reader as _, Xlsx};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The report's sheet of figures.
const FIGURES: &str = "التقرير السنوي للعضوية";

/// What a run over `files` gives, by name.
fn run(files: &[(&str, &[u8])], as_of: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("input").join(name), bytes).unwrap();
    }
    let arguments = ["run", folder.path().to_str().unwrap(), "--as-of", as_of, "--only", "report"];
    let run =
        Command::new(env!("CARGO_BIN_EXE_diwan")).args(arguments).stdin(Stdio::null()).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

/// Three cooperatives' members, one of whom has left and one stands twice, and two boards.
fn union() -> tempfile::TempDir {
    let inputs = Path::new(ROOT).join("tests/annual/input");
    let files: Vec<(String, Vec<u8>)> = fs::read_dir(inputs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    run(&files, "2024-06-30")
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Float(number) => format!("{number}"),
        Data::DateTime(day) => day.to_string(),
        other => other.to_string(),
    }
}

/// The rows of a sheet as text.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

fn book(folder: &Path) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(fs::read(folder.join("output/report.xlsx")).unwrap())).unwrap()
}

/// The table below a title: its rows down to the first empty one, without the head and the note.
fn section<'a>(rows: &'a [Vec<String>], title: &str) -> Vec<&'a [String]> {
    let at = rows.iter().position(|row| row[0] == title).unwrap_or_else(|| panic!("no section {title}"));
    let body = rows[at + 1..].iter().take_while(|row| !row[0].is_empty());
    let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
    body.filter(filled).skip(1).map(Vec::as_slice).collect()
}

/// How many rows «المنخرطون: 1 إلى 4، 7» names.
fn named(listed: &str) -> usize {
    let (_, numbers) = listed.split_once(": ").unwrap();
    let run = |part: &str| match part.split_once(" إلى ") {
        Some((first, last)) => last.parse::<usize>().unwrap() - first.parse::<usize>().unwrap() + 1,
        None => part.parse::<usize>().map(|_| 1).unwrap(),
    };
    numbers.split("، ").map(run).sum()
}

#[test]
fn figures_are_those_counted_by_hand() {
    let folder = union();
    let rows = rows(&mut book(folder.path()), FIGURES);
    let figures = |title: &str, columns: usize| -> Vec<Vec<&str>> {
        let table = section(&rows, title);
        table.iter().map(|row| row[..columns].iter().map(String::as_str).collect()).collect()
    };
    assert_eq!(figures("المنخرطون حسب الوضعية", 3), [["منخرط", "5", "4"], ["مستقيل", "1", "0"]]);
    let halves = |one, other| vec![vec![one, "2", "0.5"], vec![other, "2", "0.5"]];
    assert_eq!(figures("المنخرطون حسب الجهة", 3), halves("سوس ماسة", "فاس مكناس"));
    assert_eq!(figures("المنخرطون حسب القطاع", 3), halves("الصناعة", "الفلاحة"));
    assert_eq!(figures("المنخرطون حسب الجنس", 3), halves("أنثى", "ذكر"));
    assert_eq!(figures("المنخرطون حسب سنة الانخراط", 2), [["2019", "2"], ["2020", "1"], ["2021", "1"]]);
    // 2023: five paid 500, the one who stands twice once. 2024: 500 + 200 + 0, of 500 each; one cell is empty.
    let dues = figures("واجبات الانخراط حسب السنة", 8);
    assert_eq!(dues[0], ["2023", "2500", "0", "5", "0", "0", "0", "0"]);
    assert_eq!(dues[1], ["2024", "700", "800", "1", "1", "1", "0", "1"]);
    assert_eq!(figures("هيئات منخرطة بلا مقعد في المكتب", 3), [["تعاونية الفخار", "فاس مكناس", "1"]]);
    // One stayed, one moved, one came, two left.
    assert_eq!(figures("التغييرات منذ الولاية السابقة", 5)[0][1..], ["1", "1", "1", "2"]);
    let vacant = figures("المقاعد الشاغرة", 3);
    assert_eq!(vacant.len(), 1);
    assert_eq!(vacant[0][2], "كريم بناني");
    let ending = figures("ولايات تنتهي خلال اثني عشر شهرا أو انتهت", 4);
    assert_eq!((ending.len(), ending[0][2], ending[0][3]), (1, "251", "3"));
    let findings = figures("جودة البيانات: الملاحظات حسب النوع", 3);
    let counted: f64 = findings.iter().map(|row| row[2].parse::<f64>().unwrap()).sum();
    assert_eq!(counted as usize, self::rows(&mut book(folder.path()), "الملاحظات").len() - 1);
    for row in figures("جودة البيانات: القيم وما يثبتها", 4) {
        assert_eq!((row[1], row[3]), (row[2], "1"), "every value of {} stands in a source", row[0]);
    }
}

#[test]
fn no_figure_without_its_rows() {
    let folder = union();
    let mut book = book(folder.path());
    let formulas = book.worksheet_formula(FIGURES).unwrap();
    let rows = rows(&mut book, FIGURES);
    let (top, left) = formulas.start().unwrap();
    let formula = |row: usize, column: usize| {
        let at = (row.checked_sub(top as usize)?, column.checked_sub(left as usize)?);
        formulas.get(at).filter(|formula| !formula.is_empty()).cloned()
    };
    let (mut figures, mut traced) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let own: Vec<usize> = (0..row.len()).filter(|&column| formula(at, column).is_some()).collect();
        if own.is_empty() {
            continue;
        }
        figures += own.len();
        let listed =
            row.iter().find(|cell| cell.contains(": ") && cell.ends_with(|c: char| c.is_ascii_digit()));
        let listed = listed.unwrap_or_else(|| panic!("row {} names no rows: {row:?}", at + 1));
        let most = own.iter().map(|&column| row[column].parse::<f64>().unwrap_or(0.0));
        let counts = formula(at, own[0]).unwrap().contains("COUNT")
            || !formula(at, own[0]).unwrap().contains("SUMIFS");
        if counts {
            assert!(most.fold(0.0, f64::max) <= named(listed) as f64, "{row:?}");
            traced += 1;
        }
        // The rows it names are there.
        let (sheet, numbers) = listed.split_once(": ").unwrap();
        let last: usize = numbers.rsplit(['،', ' ']).next().unwrap().parse().unwrap();
        assert!(self::rows(&mut book, sheet).len() > last, "{listed}");
    }
    assert!(figures > 40 && traced > 15, "{figures} figures, {traced} traced");
}

#[test]
fn the_paper_reads_back_and_says_what_it_lacks() {
    let folder = union();
    let pdf = folder.path().join("output/report.pdf");
    let read = Command::new(env!("CARGO_BIN_EXE_diwan")).arg("text").arg(&pdf).output().unwrap();
    let text: String =
        String::from_utf8(read.stdout).unwrap().replace(['\u{2068}', '\u{2069}', '\u{200F}'], "");
    for words in
        ["المنخرطون حسب الجهة", "سوس ماسة", "المقاعد الشاغرة", "المنخرطون: 1، 3", "2,500", "تعاونية الفخار"]
    {
        assert!(text.contains(words), "{words} is not in the text:\n{text}");
    }
    assert!(!text.contains("---") && !text.contains(" | "), "a table is left as it is written:\n{text}");
    // Without a register or an earlier board, sections say so in a line.
    let alone = fs::read(Path::new(ROOT).join("tests/annual/input/bayan-2024.txt")).unwrap();
    let folder = run(&[("bayan.txt", &alone)], "2024-06-30");
    let pdf = folder.path().join("output/report.pdf");
    let read = Command::new(env!("CARGO_BIN_EXE_diwan")).arg("text").arg(&pdf).output().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    for words in ["لا يذكر السجل جهة أي منخرط", "لا تذكر الوثائق ولاية سابقة", "لا يذكر السجل واجبات الانخراط"]
    {
        assert!(text.contains(words), "{words} is not in the text:\n{text}");
    }
    let bytes = fs::read(&pdf).unwrap();
    assert!(!bytes.is_empty());
}

#[test]
fn a_run_without_documents_still_reports() {
    let folder = run(&[], "2024-06-30");
    assert!(folder.path().join("output/report.pdf").is_file());
    assert!(!rows(&mut book(folder.path()), FIGURES).is_empty());
}
