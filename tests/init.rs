//! A new project: what `diwan init` lays, what it leaves alone, and the way from there to letters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use diwan::batch::Settings;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn diwan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diwan")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn lines(output: &Output, word: &str) -> usize {
    String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.starts_with(word)).count()
}

/// The sample settings with every setting that stands behind `#` made to count.
fn uncommented(text: &str) -> String {
    let setting = |line: &&str| {
        let key = line.trim_start_matches('#');
        line.starts_with('#')
            && (key.starts_with('[') || key.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')))
    };
    let lines = text.lines().map(|line| if setting(&line) { &line[1..] } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The keys that a table of the settings may have, as its reader names them when it meets one it does not know.
fn keys(table: &str) -> BTreeSet<String> {
    let error = toml::from_str::<Settings>(&format!("{table}\nno-such-key = 1\n")).unwrap_err();
    let known = error.message().split_once("expected").unwrap().1.to_owned();
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn a_new_project_says_every_setting_there_is_and_no_other() {
    let text = fs::read_to_string(Path::new(ROOT).join("templates/project/diwan.toml")).unwrap();
    assert_eq!(toml::from_str::<toml::Table>(&text).unwrap().values().filter(|v| !v.is_table()).count(), 0);
    toml::from_str::<Settings>(&text).unwrap();
    let whole = uncommented(&text).replace("reason = \"\"", "reason = \"x\"");
    toml::from_str::<Settings>(&whole).unwrap_or_else(|error| panic!("{error}\n{whole}"));
    let said: toml::Table = toml::from_str(&whole).unwrap();
    for key in keys("") {
        assert!(said.contains_key(&key), "templates/project/diwan.toml says nothing of `{key}`");
        if let Some(inner) = said[&key].as_table() {
            for inner_key in keys(&format!("[{key}]")) {
                assert!(inner.contains_key(&inner_key), "nothing is said of `{key}.{inner_key}`");
            }
        }
    }
}

#[test]
fn nothing_that_is_there_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new");
    let first = diwan(&["init", place.to_str().unwrap()]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let laid = lines(&first, "wrote ");
    assert!(laid >= 5, "{laid}");
    for name in ["diwan.toml", "input/corrections.toml", "templates/README.md", "templates/roster.ar.md"] {
        assert!(place.join(name).is_file(), "{name}");
    }
    fs::write(place.join("diwan.toml"), "city = \"فاس\"\n").unwrap();
    fs::remove_file(place.join("templates/roster.ar.md")).unwrap();
    let second = diwan(&["init", place.to_str().unwrap()]);
    assert_eq!((lines(&second, "wrote "), lines(&second, "kept ")), (1, laid - 1));
    assert_eq!(fs::read_to_string(place.join("diwan.toml")).unwrap(), "city = \"فاس\"\n");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_an_error_that_leaves_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("taken");
    fs::write(&place, "mine").unwrap();
    let refused = diwan(&["init", place.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(4));
    assert_eq!(fs::read_to_string(&place).unwrap(), "mine");
}

#[test]
fn from_a_new_project_to_its_letters_as_the_readme_goes() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("federation");
    diwan(&["init", place.to_str().unwrap()]);
    for entry in fs::read_dir(Path::new(ROOT).join("input")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, place.join("input").join(path.file_name().unwrap())).unwrap();
    }
    let project = place.to_str().unwrap();
    let checked = diwan(&["check", project, "--as-of", "2022-04-01"]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
    let run = diwan(&["run", project, "--as-of", "2022-04-01"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(place.join("output/letters.pdf").is_file());
    // The templates laid are the built-in ones: with them and without them, the outputs are the same.
    let with = fs::read(place.join("output/letters.pdf")).unwrap();
    fs::remove_dir_all(place.join("templates")).unwrap();
    diwan(&["run", project, "--as-of", "2022-04-01"]);
    assert!(fs::read(place.join("output/letters.pdf")).unwrap() == with, "the templates differ");
}
