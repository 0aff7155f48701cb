//! What a run writes fits the schemas that are published for it: our own, and SARIF 2.1.0 of OASIS. The run holds every
//! kind of place (line, page, cell), a suppressed finding and an input that could not be read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn diwan(arguments: &[&str]) -> Vec<u8> {
    Command::new(env!("CARGO_BIN_EXE_diwan")).args(arguments).stdin(Stdio::null()).output().unwrap().stdout
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn assert_fits(schema: &Value, value: &Value, what: &str) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

/// Every own scenario of `tests/crosscheck/` in one project, with an acceptance and a file that breaks off.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    fs::create_dir(&input).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join("tests/crosscheck")).unwrap() {
        let from = entry.unwrap().path();
        if !from.is_dir() {
            continue;
        }
        let to = input.join(from.file_name().unwrap());
        fs::create_dir(&to).unwrap();
        for file in fs::read_dir(&from).unwrap() {
            let file = file.unwrap().path();
            if file.file_name().unwrap() != "expected.json" {
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    fs::write(input.join("broken off.pdf"), b"%PDF-1.4 nothing more").unwrap();
    let allow = "[[allow]]\ncode = \"weekday-mismatch\"\nreason = \"the minutes say so\"\n";
    fs::write(folder.path().join("diwan.toml"), allow).unwrap();
    folder
}

#[test]
fn the_findings_are_a_sarif_log() {
    let project = project();
    let folder = project.path().to_str().unwrap();
    let log = json(&diwan(&["check", folder, "--as-of", "2024-12-31", "--format", "sarif"]));
    let mut schema = json(&fs::read(Path::new(ROOT).join("tests/schemas/sarif-2.1.0.json")).unwrap());
    // The published pattern for languages has a stray bracket, which strict regex engines refuse; we write no language.
    for of in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{of}/properties/language")).unwrap();
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    assert_fits(&schema, &log, "findings.sarif");
    // The schema is strict enough to refuse a log with an unknown level or a missing message.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&broken));
    let findings = json(&diwan(&["check", folder, "--as-of", "2024-12-31", "--format", "json"]));
    let (findings, run) = (findings.as_array().unwrap(), &log["runs"][0]);
    let results = run["results"].as_array().unwrap();
    assert_eq!(findings.len(), results.len());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for (finding, result) in findings.iter().zip(results) {
        assert_eq!(finding["code"], result["ruleId"]);
        assert_eq!(finding["code"], rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"]);
        assert_eq!(finding["severity"], result["level"]);
        assert_eq!(finding["suppressed_by"].is_string(), result["suppressions"].is_array());
        assert_eq!(
            finding["evidence"].as_array().unwrap().len(),
            result["locations"].as_array().unwrap().len()
        );
    }
    assert!(results.iter().any(|result| result["suppressions"].is_array()));
    assert!(results.iter().any(|result| result["ruleId"] == "unreadable-input"));
}

/// Lines and columns of SARIF, counted as an editor counts them, give back the words.
#[test]
fn a_region_of_the_log_holds_the_words() {
    let project = project();
    let folder = project.path().to_str().unwrap();
    let log = json(&diwan(&["check", folder, "--as-of", "2024-12-31", "--format", "sarif"]));
    let mut seen = 0;
    for result in log["runs"][0]["results"].as_array().unwrap() {
        for place in result["locations"].as_array().unwrap() {
            let physical = &place["physicalLocation"];
            let path = physical["artifactLocation"]["uri"].as_str().unwrap();
            let Some(column) = physical["region"]["startColumn"].as_u64().filter(|_| path.ends_with(".txt"))
            else {
                continue;
            };
            let text = fs::read_to_string(project.path().join("input").join(path)).unwrap();
            let line =
                text.lines().nth(physical["region"]["startLine"].as_u64().unwrap() as usize - 1).unwrap();
            let end = physical["region"]["endColumn"].as_u64().unwrap();
            let words: String =
                line.chars().skip(column as usize - 1).take((end - column) as usize).collect();
            assert_eq!(words, physical["region"]["snippet"]["text"].as_str().unwrap());
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn the_outputs_fit_the_published_schemas() {
    let project = project();
    let folder = project.path().to_str().unwrap();
    diwan(&["run", folder, "--as-of", "2024-12-31", "--only", "records"]);
    let output = |name: &str| fs::read(project.path().join("output").join(name)).unwrap();
    let schema = |kind: &str| json(&diwan(&["schema", kind]));
    for kind in ["record", "register", "finding", "manifest"] {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
        assert!(jsonschema::meta::is_valid(&schema), "{kind}");
    }
    let record = schema("record");
    let records = String::from_utf8(output("records.jsonl")).unwrap();
    assert!(records.lines().count() >= 9);
    for line in records.lines() {
        assert_fits(&record, &serde_json::from_str(line).unwrap(), "record");
    }
    assert_fits(&schema("register"), &json(&output("register.json")), "register");
    assert_fits(&schema("manifest"), &json(&output("manifest.json")), "manifest");
    let findings = json(&output("findings.json"));
    assert!(findings.as_array().unwrap().len() >= 20);
    for finding in findings.as_array().unwrap() {
        assert_fits(&schema("finding"), finding, "finding");
    }
}
