//! What a page cannot show is said, and an output that cannot be made costs none of the others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const BOARD: &str = "انتخب الجمع العام العادي لجمعية «واحة النخيل»، المنعقد يوم السبت 13 ماي 2023 بمدينة الرباط، \
                     مكتبه المسير لولاية مدتها ثلاث سنوات:\n\
                     - الرئيسة: سلمى الوردي\n\
                     - الكاتب العام: ياسين الصافي\n\
                     - أمينة المال: كوثر المنصوري\n";

struct Project(tempfile::TempDir);

impl Project {
    fn new(text: &str) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("input/bayan.txt", text);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The built-in template `name` with `from` replaced, as the project's own; the line replaced.
    fn edit(&self, name: &str, from: &str, to: &str) -> usize {
        let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        self.write(name, &own.replacen(from, to, 1));
        own.lines().position(|line| line.contains(from)).unwrap_or_else(|| panic!("{name} has no {from}")) + 1
    }

    fn run(&self, more: &[&str]) -> Output {
        let folder = self.0.path().to_str().unwrap();
        let arguments = [&["run", folder, "--as-of", "2023-06-01"], more].concat();
        let diwan = env!("CARGO_BIN_EXE_diwan");
        Command::new(diwan).args(arguments).stdin(Stdio::null()).output().unwrap()
    }

    fn findings(&self) -> Vec<Value> {
        let text = fs::read(self.path("output/findings.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.path("output").join(name).is_file()
    }

    fn letters(&self, kind: &str) -> usize {
        let names = fs::read_dir(self.path("output/letters")).unwrap();
        names.filter(|name| name.as_ref().unwrap().file_name().to_str().unwrap().contains(kind)).count()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_character_shown_by_its_number_is_a_finding_with_file_line_and_place() {
    let project = Project::new(&BOARD.replace("النخيل", "النخيل \u{6F22}"));
    let run = project.run(&["--fail-on", "warning"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    let findings = project.findings();
    let of: Vec<&Value> = findings.iter().filter(|known| known["code"] == "character-not-drawn").collect();
    let [finding] = of.as_slice() else { panic!("one cause, one finding: {of:?}") };
    assert_eq!(finding["severity"], "warning");
    let message = finding["message"]["en"].as_str().unwrap();
    let places =
        ["roster.pdf", "report.pdf", "templates/roster.ar.md:15", "templates/letters/part-head.ar.md:8"];
    for part in ["U+6F22"].into_iter().chain(places) {
        assert!(message.contains(part), "no {part} in {message}");
    }
    let place = &finding["evidence"][0];
    assert_eq!(place["source"], "bayan.txt");
    assert!(place["quote"].as_str().unwrap().contains("واحة النخيل \u{6F22}"), "{place}");
    let sarif = fs::read_to_string(project.path("output/findings.sarif")).unwrap();
    assert!(sarif.contains("character-not-drawn"));

    let allow = "[[allow]]\ncode = \"character-not-drawn\"\nreason = \"كذلك في القانون الأساسي\"\n";
    project.write("diwan.toml", allow);
    project.run(&[]);
    let accepted = project.findings();
    let of = |known: &&Value| known["code"] == "character-not-drawn";
    assert!(accepted.iter().filter(of).all(|known| !known["suppressed_by"].is_null()));
    assert!(accepted.iter().all(|known| known["code"] != "unused-allow"));
}

#[test]
fn characters_that_are_drawn_or_have_a_like_are_no_finding() {
    let project = Project::new(&BOARD.replace("النخيل", "النخيل № 7 ●"));
    project.run(&[]);
    let codes: Vec<String> = project.findings().iter().map(|known| known["code"].to_string()).collect();
    assert!(codes.iter().all(|code| !code.contains("character-not-drawn")), "{codes:?}");
}

#[test]
fn a_broken_roster_template_costs_the_roster_alone() {
    let project = Project::new(BOARD);
    assert_eq!(project.run(&[]).status.code(), Some(0));
    assert!(project.has("roster.pdf"));
    let line = project.edit("templates/roster.ar.md", "{{ body.organ }}", "{{ body.orgam }}");
    let run = project.run(&[]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    let named = format!("roster.pdf not made: templates/roster.ar.md:{line}: ");
    assert!(said(&run).contains(&named), "{}", said(&run));
    assert!(!project.has("roster.pdf"), "the roster of the run before would pass for this one's");
    for name in ["report.pdf", "workbook.xlsx", "register.json", "letters.pdf", "letters/register.json"] {
        assert!(project.has(name), "{name}");
    }
    let manifest = fs::read_to_string(project.path("output/manifest.json")).unwrap();
    assert!(!manifest.contains("\"roster.pdf\"") && manifest.contains("\"report.pdf\""));
}

#[test]
fn a_letter_that_cannot_be_set_costs_its_kind_alone() {
    let project = Project::new(BOARD);
    project.edit("templates/letters/notification.ar.md", "size = 13.5", "size = 2000");
    let run = project.run(&[]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(
        said(&run).contains("and 5 more not made: templates/letters/part-head.ar.md:8: "),
        "{}",
        said(&run)
    );
    assert!(said(&run).contains("there is not even room for one letter of «"), "{}", said(&run));
    assert_eq!(project.letters("-notification-"), 0);
    assert!(project.letters("-minutes-") > 0 && project.letters("-declaration-") > 0);
    assert!(project.has("letters.pdf") && project.has("roster.pdf"));
    let summary = project.run(&["--format", "json", "--dry-run"]);
    let summary: Value = serde_json::from_slice(&summary.stdout).unwrap();
    assert_eq!(summary["unmade"].as_array().unwrap().len(), 6, "three letters, each twice: {summary}");
}

#[test]
fn a_missing_picture_is_named_with_file_and_line() {
    let project = Project::new(BOARD);
    let head = "{% include \"letters/part-head.ar.md\" %}";
    let image = format!("```image\nstamp.png\nخاتم\n```\n\n{head}");
    let line = project.edit("templates/letters/minutes.ar.md", head, &image);
    let run = project.run(&[]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    let named = format!("templates/letters/minutes.ar.md:{}: the picture \"stamp.png\"", line + 1);
    assert!(said(&run).contains(&named), "{}", said(&run));
    assert_eq!(project.letters("-minutes-"), 0);
    assert_eq!(project.letters("-notification-"), 6);
}
