//! Tests what a reader may expect of every sample crate, and of make.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn read(path: &Path) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The members that contain samples: `ch6-tls/02.client-server`.
fn samples() -> Vec<PathBuf> {
    let workspace = read(&Path::new(ROOT).join("Cargo.toml"));
    let members = workspace["workspace"]["members"].as_array().unwrap();
    let members = members.iter().map(|member| PathBuf::from(member.as_str().unwrap()));
    members.filter(|member| member.components().count() == 2).collect()
}

#[test]
fn a_crate_is_named_as_its_folder_and_runs_a_program_of_its_section() {
    assert_eq!(samples().len(), 17);
    for folder in samples() {
        let manifest = read(&Path::new(ROOT).join(&folder).join("Cargo.toml"));
        let (chapter, name) = folder.to_str().unwrap().split_once('/').unwrap();
        let package = format!("{}-{}", chapter.split('-').next().unwrap(), name.replacen('.', "-", 1));
        assert_eq!(manifest["package"]["name"].as_str(), Some(package.as_str()));

        let sample = read(&Path::new(ROOT).join(&folder).join("sample.toml"));
        let sections = sample["section"].as_array().unwrap();
        let programs = sections.iter().flat_map(|section| section["programs"].as_array().unwrap());
        let mut names = programs.map(|program| program["name"].as_str().unwrap());
        let default = manifest["package"]["default-run"].as_str().unwrap();
        assert!(names.any(|name| name == default), "{package}: {default}");
    }
}

#[test]
fn each_crate_can_be_built_with_its_own_openssl() {
    for folder in samples() {
        let manifest = read(&Path::new(ROOT).join(&folder).join("Cargo.toml"));
        assert!(manifest["features"].as_table().unwrap().contains_key("vendored"), "{}", folder.display());
    }
}

/// A client that finds no server names the one to start.
#[test]
fn the_server_of_each_client_exists() {
    let programs = programs();
    let clients: Vec<_> = programs.iter().filter(|program| program.starts_with("client-")).collect();
    assert!(clients.len() > 10);
    for client in clients {
        let server = common::server_of(client).unwrap();
        assert!(programs.contains(&server), "{client}: {server}");
    }
}

/// The sections of all sample crates.
fn sections() -> Vec<Table> {
    let sample = |folder: PathBuf| read(&Path::new(ROOT).join(folder).join("sample.toml"));
    let sections =
        samples().into_iter().map(sample).flat_map(|sample| sample["section"].as_array().unwrap().clone());
    sections.map(|section| section.as_table().unwrap().clone()).collect()
}

/// All programs of the sample crates.
fn programs() -> Vec<String> {
    let mut names = Vec::new();
    for section in sections() {
        let programs = section["programs"].as_array().unwrap();
        names.extend(programs.iter().map(|program| program["name"].as_str().unwrap().to_owned()));
    }
    names
}

#[test]
fn each_program_says_which_version_it_is_and_on_which_openssl_it_runs() {
    assert!(programs().len() > 40);
    for name in programs().iter().map(String::as_str).chain(["tlsbook"]) {
        let output = harness::command(name).unwrap().arg("--version").output().unwrap();
        let shown = String::from_utf8_lossy(&output.stdout);
        let expected = format!("{name} {} (OpenSSL 3.", env!("CARGO_PKG_VERSION"));
        assert!(output.status.success() && shown.starts_with(&expected), "{name}: {shown}");
    }
}

/// An entry of a glossary.
struct Term {
    anchor: String,
    text: String,
}

impl Term {
    /// What stands between backticks.
    fn code(&self) -> Vec<&str> {
        self.text.split('`').skip(1).step_by(2).collect()
    }

    /// The sections of the book: `6.1.2` and `6.2.1` of `Book 6.1.2, 6.2.1 · RFC …`.
    fn places(&self) -> Vec<&str> {
        let places =
            |line: &str| line.strip_prefix("Book ").or_else(|| line.strip_prefix("本書")).map(str::len);
        let line = self.text.trim_end().lines().last().unwrap();
        let Some(length) = places(line) else { return Vec::new() };
        line[line.len() - length..].split(" · ").next().unwrap().split([',', '、']).map(str::trim).collect()
    }
}

/// The terms of a glossary. A heading is its own anchor, but for that of another language.
fn glossary(name: &str) -> Vec<Term> {
    let page = fs::read_to_string(Path::new(ROOT).join("docs").join(name)).unwrap();
    let entries = page.split("\n### ").skip(1).map(|entry| entry.split("\n## ").next().unwrap());
    let terms = entries.map(|entry| {
        let (heading, text) = entry.split_once('\n').unwrap();
        let kept = |c: &char| c.is_alphanumeric() || " -_".contains(*c);
        let own = || heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
        let given = heading.strip_prefix("<a id=\"").and_then(|rest| rest.split_once("\"></a>"));
        let anchor = given.map_or_else(own, |(anchor, _)| anchor.to_owned());
        Term { anchor, text: text.to_owned() }
    });
    terms.collect()
}

#[test]
fn both_glossaries_have_the_same_terms_with_the_same_places_and_commands() {
    let (english, japanese) = (glossary("glossary.md"), glossary("glossary.ja.md"));
    let anchors = |terms: &[Term]| terms.iter().map(|term| term.anchor.clone()).collect::<Vec<_>>();
    assert!(english.len() >= 40, "{}", english.len());
    assert_eq!(anchors(&english), anchors(&japanese));
    let different: BTreeSet<_> = english.iter().map(|term| &term.anchor).collect();
    assert_eq!(different.len(), english.len(), "an anchor leads to one term");
    for (one, other) in english.iter().zip(&japanese) {
        assert_eq!(one.places(), other.places(), "{}", one.anchor);
        assert_eq!(one.code().last(), other.code().last(), "{}", one.anchor);
    }
}

#[test]
fn what_a_glossary_names_exists() {
    let (programs, sections) = (programs(), sections());
    let number = |section: &Table| section["number"].as_str().unwrap().to_owned();
    let is_place = |place: &str| {
        // Chapter 2 has no samples.
        let within = |number: String| place == number || place.starts_with(&format!("{number}."));
        place.starts_with("2.") || sections.iter().map(number).any(within)
    };
    let is_experiment = |name: &str| {
        let Some((wanted, id)) = name.split_once('/') else { return false };
        let section = sections.iter().find(|section| number(section) == wanted);
        let experiments = section.and_then(|section| section.get("experiments")?.as_array());
        experiments.is_some_and(|all| all.iter().any(|experiment| experiment["id"].as_str() == Some(id)))
    };
    for page in ["glossary.md", "glossary.ja.md"] {
        let terms = glossary(page);
        for term in &terms {
            let at = format!("{page}#{}", term.anchor);
            assert!(term.places().into_iter().all(is_place), "{at}: {:?}", term.places());
            assert!(!term.code().is_empty(), "{at} has no command");
            for code in term.code() {
                if let Some(name) = code.strip_prefix("make ") {
                    assert!(is_experiment(name), "{at}: there is no experiment {name}");
                }
                let after_bin = code.split_once("--bin ").map(|(_, rest)| rest);
                let is_ours = |word: &str| {
                    ["client-", "server-", "replay-"].iter().any(|start| word.starts_with(start))
                };
                let program = after_bin.or_else(|| is_ours(code).then_some(code));
                if let Some(name) = program.and_then(|words| words.split(' ').next()) {
                    assert!(
                        programs.iter().any(|program| program == name),
                        "{at}: there is no program {name}"
                    );
                }
            }
            for link in term.text.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
                assert!(terms.iter().any(|other| other.anchor == link), "{at}: there is no term #{link}");
            }
        }
    }
}

/// What make says, where there is one.
#[cfg(unix)]
mod make {
    use std::process::Output;

    use super::*;

    fn make(folder: &Path, arguments: &[&str]) -> Output {
        let mut make = harness::stranger_command("make");
        // A make that runs these tests must not affect this one.
        make.args(arguments)
            .current_dir(folder)
            .env_remove("MAKEFLAGS")
            .env_remove("MAKELEVEL")
            .output()
            .unwrap()
    }

    #[test]
    fn make_says_in_words_what_is_not_there() {
        for (arguments, words) in [
            (&["9"][..], "There is no target and no section 9. Sections: 1 1.1 "),
            (&["6.9/session"], "There is no target and no section 6.9/session. "),
            (&["tset"], "There is no target and no section tset. "),
            (&["compare"], "Say where the C originals are: "),
            (&["compare", "C=/nowhere at all"], "There is no folder /nowhere at all."),
            (&["build", "RUST=999.9"], " is too old. Install Rust 999.9 or later with rustup "),
            (&["build", "CARGO=no-such-cargo"], "cargo is missing. Install Rust "),
        ] {
            let output = make(Path::new(ROOT), arguments);
            let (shown, error) =
                (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(error.contains(words), "{arguments:?}: {error}");
            assert_eq!(shown, "", "{arguments:?}: nothing was built");
        }
    }

    #[test]
    fn each_sample_folder_has_a_makefile() {
        for folder in samples() {
            let output = make(&Path::new(ROOT).join(&folder), &["help"]);
            let shown = String::from_utf8_lossy(&output.stdout);
            let package = format!("Build the programs of {}-", &folder.to_str().unwrap()[..3]);
            assert!(output.status.success() && shown.contains(&package), "{}: {output:?}", folder.display());
        }
    }

    #[test]
    fn make_test_counts_what_passed_failed_and_was_skipped() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("target")).unwrap();
        let skipped = folder.path().join("skipped.txt");
        fs::write(
            &skipped,
            "skipped: strace is missing\nskipped: strace is missing\nskipped: tshark is missing\n",
        )
        .unwrap();
        let cargo = folder.path().join("cargo");
        let results = "test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 2 passed; 1 failed; 0 ignored";
        fs::write(&cargo, format!("#!/bin/sh\necho '{results}'\nexit 101\n")).unwrap();
        fs::set_permissions(&cargo, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();

        let mut test = harness::stranger_command(Path::new(ROOT).join("tools/test"));
        test.current_dir(folder.path()).env("CARGO", &cargo).env("TLSBOOK_SKIPPED", &skipped);
        let output = test.output().unwrap();
        let shown = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(101));
        assert!(
            shown.contains("2 strace is missing\n") && shown.contains("1 tshark is missing\n"),
            "{shown}"
        );
        assert!(shown.ends_with("\n5 passed, 1 failed, 3 skipped\n"), "{shown}");
    }
}
