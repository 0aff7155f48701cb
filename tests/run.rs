//! The main job as a user runs it: exit codes, whole outputs, the same bytes with any number of threads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use calamine::{Data, Reader as _};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn diwan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diwan")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// A project with the sample inputs.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join("input")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("input").join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(path).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                out.insert(name, fs::read(path).unwrap());
            }
        }
    }
    out
}

fn run(folder: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["run", folder.to_str().unwrap(), "--as-of", "2022-04-01"];
    arguments.extend(more);
    diwan(&arguments)
}

#[test]
fn the_sample_gives_every_output_and_no_thread_shows() {
    let (one, eight) = (project(), project());
    let first = run(one.path(), &["--jobs", "1"]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    assert_eq!(run(eight.path(), &["--jobs", "8"]).status.code(), Some(0));
    let (ones, eights) = (files(&one.path().join("output")), files(&eight.path().join("output")));
    assert_eq!(ones.keys().collect::<Vec<_>>(), eights.keys().collect::<Vec<_>>());
    for (name, bytes) in &ones {
        assert!(bytes == &eights[name], "{name} differs between 1 and 8 threads");
    }
    for name in [
        "records.jsonl",
        "register.json",
        "findings.json",
        "findings.sarif",
        "roster.pdf",
        "workbook.xlsx",
        "manifest.json",
    ] {
        assert!(ones.contains_key(name), "{name} is missing among {:?}", ones.keys());
    }
    let seats: usize = String::from_utf8_lossy(&ones["records.jsonl"])
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["memberships"].as_array().unwrap().len())
        .sum();
    for ending in [".pdf", ".docx"] {
        let of = |name: &&String| name.contains("-notification-") && name.ends_with(ending);
        assert_eq!(ones.keys().filter(of).count(), seats);
    }
    let manifest: Value = serde_json::from_slice(&ones["manifest.json"]).unwrap();
    assert_eq!(manifest["outputs"].as_array().unwrap().len(), ones.len() - 1);
}

#[test]
fn a_body_named_in_two_languages_is_told_of_once_beside_a_person() {
    let project = project();
    assert_eq!(run(project.path(), &["--only", "records"]).status.code(), Some(0));
    let text = fs::read(project.path().join("output/register.json")).unwrap();
    let register: Value = serde_json::from_slice(&text).unwrap();
    let affiliations = register["memberships"].as_array().unwrap().iter();
    let affiliations: Vec<&Value> = affiliations.filter(|known| known["standing"] == "affiliation").collect();
    let place = |known: &Value| (known["person_id"].clone(), known["organization_id"].clone());
    let bare =
        |known: &&&Value| known["role"] == serde_json::json!([]) && !known["organization_id"].is_null();
    for known in affiliations.iter().filter(bare) {
        let same = affiliations.iter().filter(|other| place(other) == place(known)).count();
        assert_eq!(same, 1, "{known}");
    }
    // The sample names a body in French and in Arabic: both names stand behind one membership.
    let both = affiliations.iter().filter(|known| !known["organization_id"].is_null());
    let both = both.filter(|known| known["evidence"].as_array().is_some_and(|places| places.len() > 1));
    assert!(both.count() > 0);
}

#[test]
fn a_bad_file_is_listed_and_the_rest_is_done() {
    let project = project();
    fs::write(project.path().join("input/broken.pdf"), b"%PDF-1.4 nothing more").unwrap();
    fs::write(project.path().join("input/old.rtf"), b"{\\rtf1 x}").unwrap();
    let run = run(project.path(), &[]);
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("broken.pdf: ") && said.contains("old.rtf: Rich Text (rtf) is not read"), "{said}");
    let manifest: Value =
        serde_json::from_slice(&fs::read(project.path().join("output/manifest.json")).unwrap()).unwrap();
    let status = |name: &str| {
        let inputs = manifest["inputs"].as_array().unwrap();
        inputs.iter().find(|input| input["path"] == name).unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status("broken.pdf"), "unreadable");
    assert_eq!(status("bayan-nahl-gharb.txt"), "read");
}

#[test]
fn wrong_usage_and_broken_settings_give_two() {
    assert_eq!(diwan(&["run", "/does/not/exist"]).status.code(), Some(2));
    assert_eq!(diwan(&["nonsense"]).status.code(), Some(2));
    let project = project();
    fs::write(project.path().join("diwan.toml"), "city = \"x\"\nciti = \"y\"\n").unwrap();
    let run = run(project.path(), &[]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("diwan.toml:2: "));
    assert!(!project.path().join("output").exists());
}

#[test]
fn an_output_that_cannot_be_written_gives_four() {
    let project = project();
    // A file where the folder should be.
    fs::write(project.path().join("output"), "x").unwrap();
    assert_eq!(run(project.path(), &[]).status.code(), Some(4));
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = project();
    let run = run(project.path(), &["--dry-run"]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("roster.pdf"));
    assert!(!project.path().join("output").exists());
}

#[test]
fn a_removed_member_takes_the_letter_along() {
    let project = project();
    run(project.path(), &[]);
    let before = files(&project.path().join("output/letters")).len();
    fs::remove_file(project.path().join("input/bayan-nahl-gharb.txt")).unwrap();
    run(project.path(), &[]);
    assert!(files(&project.path().join("output/letters")).len() < before);
}

#[test]
fn the_workbook_reads_back_right_to_left_and_typed() {
    let project = project();
    run(project.path(), &["--only", "workbook"]);
    let path = project.path().join("output/workbook.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let names = book.sheet_names();
    assert_eq!(
        names,
        ["الملخص", "المكتب", "السجل", "الهيئات", "الواجبات", "التغييرات", "الملاحظات", "المصادر", "القوائم"]
    );
    let members = book.worksheet_range("السجل").unwrap();
    let heads: Vec<String> = members.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let column = |head: &str| heads.iter().position(|known| known == head).unwrap();
    let first: Vec<Data> = members.rows().nth(1).unwrap().to_vec();
    assert!(matches!(&first[column("الهاتف")], Data::String(phone) if phone.starts_with('0')), "{first:?}");
    assert!(matches!(first[column("تاريخ الانخراط")], Data::DateTime(_)), "{first:?}");
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    for number in 1..=names.len() {
        let mut xml = String::new();
        let mut sheet = archive.by_name(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
        std::io::Read::read_to_string(&mut sheet, &mut xml).unwrap();
        assert!(xml.contains("rightToLeft=\"1\""), "sheet {number}");
        assert!(!xml.contains("<f>"), "sheet {number} holds a formula");
    }
}

#[test]
fn batch_lines_are_answered_in_order_and_none_is_missing() {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, r#"{{"id": "a", "text": "نص بلا مكتب"}}"#).unwrap();
    writeln!(input, "no json").unwrap();
    writeln!(input, r#"{{"id": "c", "path": "/does/not/exist"}}"#).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["id"], "a");
    assert_eq!(lines[1]["error"]["code"], "bad-request");
    assert_eq!((&lines[2]["id"], &lines[2]["error"]["code"]), (&"c".into(), &"unreadable-input".into()));
}

#[test]
fn what_is_written_fits_its_schema() {
    let project = project();
    run(project.path(), &[]);
    let output = files(&project.path().join("output"));
    let fits = |kind: &str, value: &Value| {
        let schema: Value = serde_json::from_slice(&diwan(&["schema", kind]).stdout).unwrap();
        let errors: Vec<String> = jsonschema::validator_for(&schema)
            .unwrap()
            .iter_errors(value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{kind}: {errors:?}");
    };
    for line in String::from_utf8_lossy(&output["records.jsonl"]).lines() {
        fits("record", &serde_json::from_str(line).unwrap());
    }
    fits("register", &serde_json::from_slice(&output["register.json"]).unwrap());
    fits("manifest", &serde_json::from_slice(&output["manifest.json"]).unwrap());
    for finding in serde_json::from_slice::<Value>(&output["findings.json"]).unwrap().as_array().unwrap() {
        fits("finding", finding);
    }
}

#[test]
fn a_finding_leads_to_its_row_and_the_row_back() {
    let project = project();
    diwan(&["run", project.path().to_str().unwrap(), "--only", "workbook", "--as-of", "2024-05-15"]);
    let path = project.path().join("output/workbook.xlsx");
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut xml).unwrap();
        xml
    };
    let links = |xml: &str| -> Vec<(String, String)> {
        let value = |link: &str, key: &str| {
            let rest = link.split(&format!("{key}=\"")).nth(1).unwrap_or_default();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        xml.split("<hyperlink ").skip(1).map(|link| (value(link, "ref"), value(link, "location"))).collect()
    };
    let (members, findings) =
        (links(&part("xl/worksheets/sheet3.xml")), links(&part("xl/worksheets/sheet7.xml")));
    assert!(members.len() > 3 && findings.len() > 3, "{members:?} {findings:?}");
    let row = |cell: &str| cell.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
    let target = |place: &str| row(place.rsplit('!').next().unwrap());
    for (cell, place) in &members {
        assert!(place.contains("الملاحظات"), "{place}");
        let back = findings.iter().find(|(from, _)| row(from) == target(place)).unwrap();
        assert_eq!(target(&back.1), row(cell), "the finding leads to the row that leads to it");
    }
    let board = part("xl/worksheets/sheet2.xml");
    for words in ["Lists_posts", "as_of", "conditionalFormatting"] {
        assert!(board.contains(words), "{words}");
    }
}

#[test]
fn a_register_too_long_to_be_held_is_refused_and_the_rest_is_read() {
    let folder = project();
    let mut text = String::from("الاسم الكامل,الهاتف\n");
    (0..=100_000).for_each(|at| text.push_str(&format!("سعاد بنعلي,06{at:08}\n")));
    fs::write(folder.path().join("input/long.csv"), text).unwrap();
    let out = diwan(&["check", folder.path().to_str().unwrap(), "--as-of", "2022-04-01"]);
    let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(3), "{said}");
    assert!(said.contains("over the limit of 100000") && said.contains("diwan members"), "{said}");
}
