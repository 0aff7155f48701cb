//! The register's stores hold the same and hold together: JSON, SQLite, FollowTheMoney, CSV.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The sample and a register whose cells look like formulas, run with every export.
fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join("input")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("input").join(path.file_name().unwrap())).unwrap();
    }
    let traps = "الاسم الكامل;الصفة;الهيئة;الهاتف\n\
                 هدى الركيك;عضو;=1+1;+212600000001\n\
                 سعاد بنمسعود;عضو;@cafe;0600000002\n";
    fs::write(folder.path().join("input/traps.csv"), traps).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args(["run", folder.path().to_str().unwrap(), "--as-of", "2022-04-01", "--fail-on", "never"])
        .args(["--only", "records", "--export", "ftm,csv", "--quiet"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join("output").join(name)).unwrap()).unwrap()
}

fn counted(register: &Value, key: &str) -> i64 {
    register[key].as_array().unwrap().len() as i64
}

#[test]
fn the_database_holds_what_the_json_holds_and_every_key_leads_somewhere() {
    let folder = made();
    let register = json(folder.path(), "register.json");
    let database = rusqlite::Connection::open(folder.path().join("output/register.sqlite")).unwrap();
    let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    for key in ["persons", "organizations", "posts", "events", "memberships", "terms", "likely"] {
        assert_eq!(number(&format!("SELECT count(*) FROM {key}")), counted(&register, key), "{key}");
    }
    let broken =
        database.prepare("PRAGMA foreign_key_check").unwrap().query_map([], |_| Ok(())).unwrap().count();
    assert_eq!(broken, 0);
    let whole: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let mut sum = 0;
    for claims in
        register["persons"].as_array().unwrap().iter().map(|person| person["name"].as_array().unwrap())
    {
        sum += claims.iter().map(|claim| claim["evidence"].as_array().unwrap().len() as i64).sum::<i64>();
    }
    let places = "SELECT count(*) FROM evidence JOIN claims ON claims.id = claim_id
                  WHERE person_id IS NOT NULL AND field = 'name'";
    assert_eq!(number(places), sum);
    assert!(sum > 0);
    assert!(number("SELECT count(*) FROM term_seats") > 0);
    // A membership stands where it was read, and a foreign key that leads nowhere is refused.
    let bare = "SELECT count(*) FROM memberships WHERE id NOT IN (SELECT membership_id FROM evidence
                WHERE membership_id IS NOT NULL)";
    assert_eq!(number(bare), 0);
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    assert!(database.execute("INSERT INTO names VALUES ('person/99999', NULL, 'x', 'name')", []).is_err());
}

#[test]
fn follow_the_money_loses_nothing_and_every_link_has_its_line() {
    let folder = made();
    let register = json(folder.path(), "register.json");
    let text = fs::read_to_string(folder.path().join("output/register.ftm.jsonl")).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), lines.len(), "ids stand once");
    for line in &lines {
        for (property, values) in line["properties"].as_object().unwrap() {
            let links = [
                "holder",
                "post",
                "employee",
                "employer",
                "member",
                "organization",
                "organizer",
                "parent",
                "proof",
                "subject",
                "object",
            ];
            if links.contains(&property.as_str()) {
                for id in values.as_array().unwrap() {
                    assert!(ids.contains(id.as_str().unwrap()), "{property} {id}");
                }
            }
        }
    }
    for key in ["organizations", "persons", "posts", "events", "memberships", "likely"] {
        for object in register[key].as_array().unwrap() {
            assert!(lines.iter().any(|line| line["popolo"] == *object), "{key} {}", object["id"]);
        }
    }
    assert!(lines.iter().any(|line| line["schema"] == "Occupancy"));
}

#[test]
fn no_cell_of_a_csv_file_begins_a_formula() {
    let folder = made();
    let mut guarded = 0;
    for entry in fs::read_dir(folder.path().join("output/csv")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let body = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body);
        for record in reader.records() {
            for cell in record.unwrap().iter() {
                assert!(!cell.trim_start().starts_with(['=', '+', '@']), "{} {cell:?}", path.display());
                guarded +=
                    usize::from(cell.starts_with("'=") || cell.starts_with("'@") || cell.starts_with("'+"));
            }
        }
    }
    assert!(guarded >= 3, "the traps were read and guarded: {guarded}");
}

#[test]
fn exports_are_made_on_request_alone_and_the_register_fits_its_schema() {
    let folder = made();
    let bare = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args([
            "run",
            folder.path().to_str().unwrap(),
            "--as-of",
            "2022-04-01",
            "--dry-run",
            "--only",
            "records",
        ])
        .args(["--format", "json", "--fail-on", "never"])
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&bare.stdout).contains("ftm"));
    let schema = Command::new(env!("CARGO_BIN_EXE_diwan")).args(["schema", "register"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let register = json(folder.path(), "register.json");
    let errors: Vec<String> = validator.iter_errors(&register).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn a_letter_names_its_holder_as_the_communique_does_however_the_register_spells_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    let communique = "عقدت جمعية مربي النحل بالريف جمعها العام العادي يوم السبت 6 ماي 2023 بالحسيمة.\n\n\
                      وأسفر الجمع عن انتخاب مكتب مسير يتكون من:\n\n\
                      - الرئيسة: زينب الشاوني\n- الكاتب العام: عمر أزرقان\n- أمينة المال: سعاد بنمسعود\n";
    let register =
        "الاسم الكامل;الصفة;الهاتف\nالشاوني زينب;رئيسة;0600000001\nعمر ازرقان;كاتب عام;0600000002\n";
    fs::write(folder.path().join("input/bayan.txt"), communique).unwrap();
    fs::write(folder.path().join("input/sijill.csv"), register).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args([
            "run",
            folder.path().to_str().unwrap(),
            "--as-of",
            "2023-06-01",
            "--fail-on",
            "never",
            "--quiet",
        ])
        .args(["--only", "records,letters"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let people = json(folder.path(), "register.json")["persons"].as_array().unwrap().len();
    assert_eq!(people, 3, "each name in both documents is one person");
    let letters = fs::read_dir(folder.path().join("output/letters")).unwrap();
    let names: Vec<String> = letters.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in ["زينب-الشاوني", "عمر-أزرقان", "سعاد-بنمسعود"] {
        assert!(names.iter().any(|file| file.contains(name)), "{name} in {names:?}");
    }
}

#[test]
fn two_boards_of_one_body_are_two_terms_with_their_changes() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    let board = |day: &str, seats: &str| {
        format!(
            "عقدت جمعية مربي النحل بالريف جمعها العام العادي يوم {day} بالحسيمة.\n\nوأسفر الجمع عن انتخاب مكتب مسير لولاية مدتها سنتان، يتكون من:\n\n{seats}"
        )
    };
    let first = board(
        "السبت 6 ماي 2023",
        "- الرئيسة: زينب الشاوني\n- الكاتب العام: عمر أزرقان\n- أمينة المال: سعاد بنمسعود\n",
    );
    let second = board(
        "السبت 10 ماي 2025",
        "- الرئيس: عمر أزرقان\n- أمينة المال: هدى الركيك\n- مستشارة: زينب الشاوني\n",
    );
    fs::write(folder.path().join("input/a.txt"), first).unwrap();
    fs::write(folder.path().join("input/b.txt"), second).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args([
            "run",
            folder.path().to_str().unwrap(),
            "--as-of",
            "2025-06-01",
            "--fail-on",
            "never",
            "--quiet",
        ])
        .args(["--only", "records"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let register = json(folder.path(), "register.json");
    let terms = register["terms"].as_array().unwrap();
    let days: Vec<_> = terms
        .iter()
        .map(|term| (term["start_date"].as_str(), term["end_date"].as_str(), term["until"].as_str()))
        .collect();
    assert_eq!(
        days,
        [
            (Some("2023-05-06"), Some("2025-05-05"), Some("2025-05-10")),
            (Some("2025-05-10"), Some("2027-05-09"), None)
        ]
    );
    let whats: Vec<_> = terms[1]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["what"].as_str().unwrap())
        .collect();
    assert_eq!(whats, ["moved", "came", "moved", "left"]);
    assert_eq!(terms[1]["vacant"], serde_json::json!(["secretary-general"]));
}

#[test]
fn verdicts_in_corrections_toml_are_replayed_and_a_broken_one_stops_the_run_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    let communique = "عقدت جمعية مربي النحل بالريف جمعها العام العادي يوم السبت 6 ماي 2023 بالحسيمة.\n\n\
                      وأسفر الجمع عن انتخاب مكتب مسير يتكون من:\n\n\
                      - الرئيسة: زينب الشاوني\n- نائب الرئيسة: امحمد بوزيان\n- أمينة المال: سعاد بنمسعود\n";
    let register =
        "الاسم الكامل;الصفة;الهاتف\nزينب الشاوني;رئيسة;0600000001\nمحمد بوزيان;نائب الرئيسة;0600000002\n";
    fs::write(folder.path().join("input/bayan.txt"), communique).unwrap();
    fs::write(folder.path().join("input/sijill.csv"), register).unwrap();
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_diwan"))
            .args(["run", folder.path().to_str().unwrap(), "--as-of", "2023-06-01", "--fail-on", "never"])
            .args(["--only", "records", "--quiet"])
            .output()
            .unwrap()
    };
    assert_eq!(run().status.code(), Some(0));
    let before = json(folder.path(), "register.json");
    assert_eq!((counted(&before, "persons"), counted(&before, "likely")), (4, 1));
    let corrections = "[[same]]\nnames = [\"امحمد بوزيان\", \"محمد بوزيان\"]\nreason = \"بطاقته الوطنية\"\n\n\
                       [[value]]\ndocument = \"bayan.txt\"\nsubject = \"سعاد بنمسعود\"\nfield = \"post\"\n\
                       read = \"treasurer\"\nvalue = \"secretary-general\"\nreason = \"المحضر\"\n";
    fs::write(folder.path().join("input/corrections.toml"), corrections).unwrap();
    assert_eq!(run().status.code(), Some(0));
    let after = json(folder.path(), "register.json");
    assert_eq!((counted(&after, "persons"), counted(&after, "likely")), (3, 0));
    let posts = |register: &Value| {
        let seats =
            register["memberships"].as_array().unwrap().iter().filter(|known| known["standing"] == "seat");
        seats.filter_map(|seat| Some(seat["post"][0]["value"].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    assert!(posts(&before).contains(&"treasurer".to_owned()));
    assert!(posts(&after).contains(&"secretary-general".to_owned()));
    fs::write(folder.path().join("input/corrections.toml"), "\n[[same]]\nnames = [\"a\", \"b\"]\n").unwrap();
    let broken = run();
    assert_eq!(broken.status.code(), Some(2));
    let told = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(told.contains("corrections.toml") && told.contains('2'), "{told}");
}
