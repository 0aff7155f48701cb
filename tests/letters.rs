//! Letters as a secretary meets them: numbers that are kept, blanks instead of guesses, sheets that can be checked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::ingest;
use diwan::text::{SourceId, fold};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const BOARD: &str = "انتخب الجمع العام العادي لجمعية الواحة للتنمية، المنعقد يوم السبت 13 ماي 2023 بمدينة الرباط، \
                     مكتبه المسير لولاية مدتها ثلاث سنوات:\n\
                     - الرئيسة: سلمى الوردي\n\
                     - الكاتب العام: ياسين الصافي\n\
                     - أمينة المال: كوثر المنصوري\n";

fn diwan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diwan")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        fs::create_dir(project.0.path().join("input")).unwrap();
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, day: &str, more: &[&str]) -> Output {
        let folder = self.0.path().to_str().unwrap();
        diwan(&[&["run", folder, "--as-of", day, "--fail-on", "never"], more].concat())
    }

    fn mail(&self) -> Vec<Value> {
        let text = fs::read(self.path("output/letters/register.json")).unwrap();
        serde_json::from_slice::<Value>(&text).unwrap()["letters"].as_array().unwrap().clone()
    }

    /// Each letter's reference by kind and recipient, those that stand.
    fn valid(&self) -> BTreeMap<(String, String), String> {
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
        let mail = self.mail();
        let valid = mail.iter().filter(|entry| entry["status"] == "valid");
        valid.map(|entry| ((text(entry, "kind"), text(entry, "to")), text(entry, "reference"))).collect()
    }

    /// The folded words of the only letter of a kind to somebody.
    fn letter(&self, kind: &str, to: &str, ending: &str) -> String {
        let entry = self
            .mail()
            .into_iter()
            .find(|entry| entry["kind"] == kind && entry["to"] == to && entry["status"] == "valid");
        let file = entry.unwrap_or_else(|| panic!("no {kind} to {to}"))["file"].as_str().unwrap().to_owned();
        let path = self.path("output/letters").join(file).with_extension(ending);
        fold(&text(&path))
    }
}

fn text(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    ingest::document(SourceId(0), name, &fs::read(path).unwrap()).unwrap().text
}

#[test]
fn every_kind_is_made_in_both_languages_and_names_its_people() {
    let project = Project::new(&[
        (
            "input/board.txt",
            &format!("{BOARD}\nوشكر الحاضرون الرئيس المنتهية ولايته إدريس حجي على ما قدمه.\n"),
        ),
        (
            "input/members.csv",
            "رقم الانخراط,الاسم الكامل,الصفة,تاريخ الانخراط,واجب 2022,واجب 2023\n\
             A-1,سلمى الوردي,الرئيسة,2020-01-05,500,500\nA-2,ياسين الصافي,الكاتب العام,2020-02-01,500,500\n\
             A-3,كوثر المنصوري,أمينة المال,2020-02-01,500,500\nA-4,طه ضريف,عضو,2021-03-01,500,200\n",
        ),
        (
            "diwan.toml",
            "[letters]\nkinds = [\"notification\", \"declaration\", \"slip\", \"minutes\", \"convening\", \"attestation\", \
             \"dues\", \"thanks\"]\nlanguages = [\"ar\", \"fr\"]\nreference = \"{year}/{number}/ك.ع\"\n\
             [letters.meeting]\nkind = \"اجتماع المكتب\"\ndate = \"2023-07-01\"\nagenda = [\"نقطة أولى\"]\n",
        ),
    ]);
    let run = project.run("2023-06-01", &["--only", "letters"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let mail = project.mail();
    let of = |kind: &str, language: &str| {
        mail.iter().filter(|entry| entry["kind"] == kind && entry["language"] == language).count()
    };
    for language in ["ar", "fr"] {
        for (kind, count) in [
            ("notification", 3),
            ("declaration", 1),
            ("slip", 1),
            ("minutes", 1),
            ("convening", 3),
            ("attestation", 4),
            ("dues", 1),
            ("thanks", 1),
        ] {
            assert_eq!(of(kind, language), count, "{kind} in {language}");
        }
    }
    for entry in &mail {
        let path = project.path("output/letters").join(entry["file"].as_str().unwrap());
        for ending in ["pdf", "docx"] {
            let words = fold(&text(&path.with_extension(ending)));
            let reference = fold(entry["reference"].as_str().unwrap());
            assert!(words.contains(&reference), "{} has no {reference}: {words}", path.display());
        }
    }
    let declaration = project.letter("declaration", "جمعية الواحة للتنمية", "docx");
    for name in ["سلمى الوردي", "ياسين الصافي", "كوثر المنصوري"] {
        assert!(declaration.contains(&fold(name)), "{declaration}");
    }
    let dues = project.letter("dues", "طه ضريف", "pdf");
    for amount in ["2023", "500", "200", "300"] {
        assert!(dues.contains(amount), "{amount}: {dues}");
    }
    assert!(!dues.contains("2022"), "2022 is paid: {dues}");
    assert!(fs::metadata(project.path("output/letters.pdf")).unwrap().len() > 10_000);
}

#[test]
fn french_letters_name_the_body_the_town_and_the_meeting_in_french() {
    let project = Project::new(&[
        (
            "diwan.toml",
            "city = \"الرباط\"\n[organization]\nname = \"جمعية الواحة للتنمية\"\nname-fr = \"l’association Al Waha\"\n\
             [letters]\nkinds = [\"notification\", \"convening\"]\nlanguages = [\"fr\"]\n\
             [letters.meeting]\nkind = \"اجتماع المكتب\"\nkind-fr = \"réunion du bureau\"\nagenda-fr = [\"Le budget\"]\n",
        ),
        ("input/bayan.txt", BOARD),
    ]);
    assert!(project.run("2023-06-01", &[]).status.success());
    let notification = project.letter("notification", "سلمى الوردي", "pdf");
    for words in ["l’association al waha", "(rabat)", "trois ans"] {
        assert!(notification.contains(&fold(words)), "{words} in {notification}");
    }
    let convening = project.letter("convening", "سلمى الوردي", "pdf");
    assert!(convening.contains(&fold("réunion du bureau")) && convening.contains("budget"), "{convening}");
    assert!(!convening.contains("اجتماع"), "{convening}");
}

#[test]
fn a_word_document_says_its_direction_and_keeps_latin_names_in_their_places() {
    let board = BOARD
        .replace("- الكاتب العام: ياسين الصافي", "- الكاتب العام: ياسين الصافي (مدير Cluster Nord، Rabat)");
    let project = Project::new(&[("input/board.txt", &board)]);
    project.run("2023-06-01", &["--only", "letters"]);
    let mail = project.mail();
    let entry = mail.iter().find(|entry| entry["kind"] == "declaration").unwrap();
    let path = project.path("output/letters").join(entry["file"].as_str().unwrap()).with_extension("docx");
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut xml).unwrap();
        xml
    };
    let document = part("word/document.xml");
    assert!(document.contains("<w:bidi/></w:sectPr>"), "the section has no direction");
    assert!(document.contains("<w:bidiVisual/>"), "tables have no direction");
    for paragraph in document.split("<w:p>").skip(1).filter(|paragraph| paragraph.contains("<w:t ")) {
        assert!(paragraph.contains("<w:bidi/>"), "{paragraph}");
    }
    for run in document.split("<w:r>").skip(1) {
        let words =
            run.split("preserve\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let arabic = words.chars().any(|c| ('\u{0620}'..='\u{064A}').contains(&c));
        let latin = words.chars().any(|c| c.is_ascii_alphabetic());
        assert!(!(arabic && latin), "two directions in one run: {words}");
        assert_eq!(run.contains("<w:rtl/>"), !latin, "{words}");
    }
    let styles = part("word/styles.xml");
    assert!(styles.contains("w:szCs") && styles.contains("w:cs=\"Amiri\""), "{styles}");
    assert!(!document.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']));
}

#[test]
fn a_contradicted_value_is_left_blank_and_a_finding_says_so() {
    // The thirteenth of May 2023 was a Saturday.
    let wrong = BOARD.replace("السبت", "الاثنين");
    let project = Project::new(&[("input/board.txt", &wrong)]);
    project.run("2023-06-01", &[]);
    let letter = project.letter("notification", "سلمى الوردي", "pdf");
    assert!(!letter.contains("2023 ماي") && !letter.contains("13 ماي"), "{letter}");
    let letter = project.letter("notification", "سلمى الوردي", "docx");
    assert!(!letter.contains("13 ماي") && letter.contains("بتاريخ ....."), "{letter}");
    let findings: Vec<Value> =
        serde_json::from_slice(&fs::read(project.path("output/findings.json")).unwrap()).unwrap();
    let blank = findings.iter().find(|finding| finding["code"] == "letter-left-blank").unwrap();
    assert_eq!(blank["severity"], "note");
    assert!(blank["message"]["en"].as_str().unwrap().contains("2023/001"), "{blank}");

    let right = Project::new(&[("input/board.txt", BOARD)]);
    right.run("2023-06-01", &[]);
    assert!(right.letter("notification", "سلمى الوردي", "pdf").contains("13 ماي 2023"));
    let findings = fs::read_to_string(right.path("output/findings.json")).unwrap();
    assert!(!findings.contains("letter-left-blank"));
}

#[test]
fn a_seat_the_register_gives_otherwise_is_left_blank_until_somebody_accepts_it() {
    let members = "الاسم الكامل,الصفة\nسلمى الوردي,الرئيسة\nياسين الصافي,أمين المال\nكوثر المنصوري,مستشارة\n";
    let project = Project::new(&[("input/board.txt", BOARD), ("input/members.csv", members)]);
    project.run("2023-06-01", &[]);
    let post = fold("كاتب عام");
    let letter = project.letter("notification", "ياسين الصافي", "pdf");
    assert!(!letter.contains(&post), "{letter}");
    assert!(project.letter("notification", "سلمى الوردي", "pdf").contains(&fold("رئيسة")));
    project.write("diwan.toml", "[[allow]]\ncode = \"role-differs\"\nreason = \"السجل قديم\"\n");
    project.run("2023-06-01", &[]);
    let letter = project.letter("notification", "ياسين الصافي", "pdf");
    assert!(letter.contains(&post), "{letter}");
}

#[test]
fn a_portfolio_that_two_communiques_give_otherwise_is_a_blank_line_and_a_finding() {
    let one = BOARD.replace("ياسين الصافي", "ياسين الصافي، مكلفا بالعلاقات الدولية");
    let other = BOARD.replace("ياسين الصافي", "ياسين الصافي، مكلفا بالتكوين والبحث");
    let project = Project::new(&[("input/a.txt", &one), ("input/b.txt", &other)]);
    project.run("2023-06-01", &[]);
    let letter = project.letter("notification", "ياسين الصافي", "docx");
    assert!(letter.contains(&fold("المهمة")) && letter.contains("....."), "{letter}");
    assert!(!letter.contains(&fold("الدولية")) && !letter.contains(&fold("التكوين")), "{letter}");
    assert!(!project.letter("notification", "سلمى الوردي", "docx").contains(&fold("المهمة")));
    let findings = fs::read_to_string(project.path("output/findings.json")).unwrap();
    assert!(findings.contains("letter-left-blank"), "{findings}");

    let project = Project::new(&[("input/a.txt", &one), ("input/b.txt", &one)]);
    project.run("2023-06-01", &[]);
    assert!(project.letter("notification", "ياسين الصافي", "docx").contains(&fold("الدولية")));
}

#[test]
fn a_member_listed_twice_is_attested_without_the_rows_that_differ() {
    let members = "رقم الانخراط,الاسم الكامل,الهيئة,الصفة\nA-1,سلمى الوردي,تعاونية النور,عضوة\nA-2,طه ضريف,شركة الأفق,عضو\n\
                   A-3,كوثر المنصوري,تعاونية السلام,عضوة\nA-9,سلمى الوردي,تعاونية النور,عضوة\n";
    let project = Project::new(&[("input/board.txt", BOARD), ("input/members.csv", members)]);
    project.run("2023-06-01", &["--letter", "attestation"]);
    let twice = project.letter("attestation", "سلمى الوردي", "docx");
    assert!(!twice.contains("a-1") && !twice.contains("a-9") && twice.contains("....."), "{twice}");
    let once = project.letter("attestation", "طه ضريف", "docx");
    assert!(once.contains("a-2"), "{once}");
    let findings = fs::read_to_string(project.path("output/findings.json")).unwrap();
    assert!(findings.contains("letter-left-blank"));
}

#[test]
fn numbers_are_given_once_and_a_changed_letter_says_what_it_replaces() {
    let project = Project::new(&[("input/board.txt", BOARD)]);
    project.run("2023-06-01", &[]);
    let first = project.valid();
    let bytes = fs::read(project.path("output/letters/register.json")).unwrap();
    // A later day, the same inputs: the same numbers, days and bytes.
    let again = project.run("2023-06-09", &[]);
    assert!(!said(&again).contains("letter "), "{}", said(&again));
    assert_eq!(first, project.valid());
    assert!(bytes == fs::read(project.path("output/letters/register.json")).unwrap());

    project.write("input/board.txt", &BOARD.replace("أمينة المال: كوثر", "نائبة الرئيسة: كوثر"));
    let changed = project.run("2023-06-10", &[]);
    let second = project.valid();
    let changed_of = |kind: &str, to: &str| {
        let key = (kind.to_owned(), to.to_owned());
        (first[&key].clone(), second[&key].clone())
    };
    let (old, new) = changed_of("notification", "كوثر المنصوري");
    assert_ne!(old, new);
    assert!(said(&changed).contains(&format!("letter {new} replaces {old}")), "{}", said(&changed));
    let (old, new) = changed_of("notification", "سلمى الوردي");
    assert_eq!(old, new);
    let mail = project.mail();
    let replaced = mail.iter().find(|entry| entry["status"] == "replaced" && entry["kind"] == "notification");
    let why = replaced.unwrap()["why"].as_array().unwrap();
    assert_eq!(why.len(), 1);
    let why = why[0].as_str().unwrap();
    assert!(why.starts_with("seat.post: ") && why.contains("treasurer"), "{why}");
    let references: Vec<&str> = mail.iter().map(|entry| entry["reference"].as_str().unwrap()).collect();
    let mut once = references.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), references.len());

    // Another year begins at one; another letterhead leaves numbers as they are.
    project.write("diwan.toml", "[letterhead]\nar = [\"الجمعية\"]\n");
    let reworded = project.run("2024-01-02", &["--letter", "notification", "--letter", "convening"]);
    assert!(said(&reworded).contains("same number"), "{}", said(&reworded));
    let third = project.valid();
    assert_eq!(
        second[&("notification".into(), "سلمى الوردي".into())],
        third[&("notification".into(), "سلمى الوردي".into())]
    );
    assert_eq!(third[&("convening".into(), "سلمى الوردي".into())], "2024/001");
}

#[test]
fn a_broken_register_stops_the_run_instead_of_numbering_anew() {
    let project = Project::new(&[("input/board.txt", BOARD)]);
    project.run("2023-06-01", &[]);
    let path = "output/letters/register.json";
    let whole = fs::read_to_string(project.path(path)).unwrap();
    for broken in [&whole[..whole.len() / 2], "", &whole.replacen("\"number\": 2,", "\"number\": 1,", 1)] {
        project.write(path, broken);
        let run = project.run("2023-06-02", &[]);
        assert_eq!(run.status.code(), Some(2), "{}", said(&run));
        assert!(
            said(&run).contains("register.json: line ") && said(&run).contains("restore"),
            "{}",
            said(&run)
        );
        assert_eq!(fs::read_to_string(project.path(path)).unwrap(), broken, "the file was touched");
    }
    fs::remove_file(project.path(path)).unwrap();
    assert_eq!(
        project.run("2023-06-02", &[]).status.code(),
        Some(2),
        "register.xlsx shows that numbers were given"
    );
    project.write(path, &whole);
    assert_eq!(project.run("2023-06-02", &[]).status.code(), Some(0));
}

#[test]
fn one_letter_is_made_on_request_and_the_others_stay() {
    let project = Project::new(&[("input/board.txt", BOARD)]);
    project.run("2023-06-01", &[]);
    let before = project.valid();
    let run = project.run("2023-06-02", &["--only", "letters", "--letter", "thanks", "--to", "nobody"]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    let run = project.run("2023-06-02", &["--only", "letters", "--letter", "convening", "--to", "الصافي"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let after = project.valid();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|(key, reference)| after[key] == *reference));
    assert!(after.contains_key(&("convening".to_owned(), "ياسين الصافي".to_owned())));
    let kept = fs::read_dir(project.path("output/letters")).unwrap().count();
    assert_eq!(kept, (before.len() + 1) * 2 + 2);
    let unknown = project.run("2023-06-02", &["--letter", "nonsense"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("letters/notification.ar.md"), "{}", said(&unknown));
}

#[test]
fn a_letter_issued_again_has_a_number_of_its_own() {
    let project = Project::new(&[("input/board.txt", BOARD)]);
    project.run("2023-06-01", &["--only", "letters"]);
    let first = project.mail();
    let again = ["--only", "letters", "--letter", "notification", "--to", "سلمى", "--again"];
    project.run("2023-06-03", &again);
    let mail = project.mail();
    let last = mail.last().unwrap();
    assert_eq!(mail.len(), first.len() + 1);
    assert_eq!((&last["date"], &last["to"]), (&"2023-06-03".into(), &"سلمى الوردي".into()));
    assert_eq!((&last["replaces"], &mail[0]["why"][0]), (&"2023/001".into(), &"issued again".into()));
}

#[test]
fn a_sheet_is_checked_against_the_register() {
    let project = Project::new(&[("input/board.txt", BOARD)]);
    project.run("2023-06-01", &[]);
    let folder = project.path("output/letters");
    let file = |kind: &str, to: &str| {
        let mail = project.mail();
        let entry = mail.iter().find(|entry| entry["kind"] == kind && entry["to"] == to).unwrap();
        folder.join(entry["file"].as_str().unwrap())
    };
    let letter = file("notification", "كوثر المنصوري");
    let verify =
        |path: &Path| diwan(&["verify", path.to_str().unwrap(), "--register", folder.to_str().unwrap()]);
    let good = verify(&letter);
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    assert!(said(&good).contains("unchanged"), "{}", said(&good));

    // The same letter with a line end more is saved anew; another register's letter is not ours.
    let mut bytes = fs::read(&letter).unwrap();
    bytes.push(b'\n');
    let copy = project.path("copy.pdf");
    fs::write(&copy, &bytes).unwrap();
    let saved = verify(&copy);
    assert!(saved.status.code() == Some(0) && said(&saved).contains("saved anew"), "{}", said(&saved));

    let other = Project::new(&[("input/board.txt", &BOARD.replace("كوثر المنصوري", "نجاة القادري"))]);
    other.run("2023-06-01", &[]);
    let mail = other.mail();
    let entry = mail.iter().find(|entry| entry["kind"] == "notification" && entry["to"] == "نجاة القادري");
    let forged = other.path("output/letters").join(entry.unwrap()["file"].as_str().unwrap());
    let wrong = verify(&forged);
    assert_eq!(wrong.status.code(), Some(1), "{}", said(&wrong));
    assert!(said(&wrong).contains("not the code"), "{}", said(&wrong));
    let roster = verify(&project.path("output/roster.pdf"));
    assert!(
        roster.status.code() == Some(1) && said(&roster).contains("does not belong"),
        "{}",
        said(&roster)
    );

    // What is replaced is still known, and told.
    let old = project.path("old.pdf");
    fs::copy(&letter, &old).unwrap();
    project.write("input/board.txt", &BOARD.replace("أمينة المال: كوثر", "نائبة الرئيسة: كوثر"));
    project.run("2023-06-10", &[]);
    let replaced = verify(&old);
    assert_eq!(replaced.status.code(), Some(1));
    assert!(said(&replaced).contains("replaced by"), "{}", said(&replaced));
}
