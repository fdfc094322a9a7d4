//! Tests what a reader may expect of every sample crate, and of make.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

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

/// All programs of the sample crates.
fn programs() -> Vec<String> {
    let mut names = Vec::new();
    for folder in samples() {
        let sample = read(&Path::new(ROOT).join(folder).join("sample.toml"));
        for section in sample["section"].as_array().unwrap() {
            let programs = section["programs"].as_array().unwrap();
            names.extend(programs.iter().map(|program| program["name"].as_str().unwrap().to_owned()));
        }
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

#[cfg(unix)]
fn make(folder: &Path, arguments: &[&str]) -> Output {
    let mut make = harness::stranger_command("make");
    // A make that runs these tests must not affect this one.
    make.args(arguments).current_dir(folder).env_remove("MAKEFLAGS").env_remove("MAKELEVEL").output().unwrap()
}

#[cfg(unix)]
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

#[cfg(unix)]
#[test]
fn each_sample_folder_has_a_makefile() {
    for folder in samples() {
        let output = make(&Path::new(ROOT).join(&folder), &["help"]);
        let shown = String::from_utf8_lossy(&output.stdout);
        let package = format!("Build the programs of {}-", &folder.to_str().unwrap()[..3]);
        assert!(output.status.success() && shown.contains(&package), "{}: {output:?}", folder.display());
    }
}

#[cfg(unix)]
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
    let results =
        "test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 2 passed; 1 failed; 0 ignored";
    fs::write(&cargo, format!("#!/bin/sh\necho '{results}'\nexit 101\n")).unwrap();
    fs::set_permissions(&cargo, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();

    let mut test = harness::stranger_command(Path::new(ROOT).join("tools/test"));
    test.current_dir(folder.path()).env("CARGO", &cargo).env("TLSBOOK_SKIPPED", &skipped);
    let output = test.output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(101));
    assert!(shown.contains("2 strace is missing\n") && shown.contains("1 tshark is missing\n"), "{shown}");
    assert!(shown.ends_with("\n5 passed, 1 failed, 3 skipped\n"), "{shown}");
}
