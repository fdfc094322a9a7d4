//! The entries beside the text: what they say of OpenSSL 3.0 is so, and the command that walks the text.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use toml::{Table, Value};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn tlsbook(arguments: &[&str]) -> Output {
    harness::command("tlsbook").unwrap().args(arguments).output().unwrap()
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines with OpenSSL 3.0 that each experiment must show.
fn seen() -> BTreeMap<String, Vec<String>> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in fs::read_dir(format!("{ROOT}/ch6-tls")).unwrap() {
        let text = fs::read_to_string(folder.unwrap().path().join("sample.toml")).unwrap();
        for section in text.parse::<Table>().unwrap()["section"].as_array().unwrap() {
            let number = section["number"].as_str().unwrap();
            for entry in section.get("beside").and_then(Value::as_array).into_iter().flatten() {
                let Some(values) = entry.get("seen").and_then(Value::as_array) else { continue };
                let ours = entry["ours"].as_str().unwrap().to_owned();
                let line =
                    values.iter().fold(ours, |line, value| line.replacen("[..]", value.as_str().unwrap(), 1));
                let experiment = format!("{number}/{}", entry["experiment"].as_str().unwrap());
                seen.entry(experiment).or_default().push(collapsed(&line));
            }
        }
    }
    seen
}

#[test]
fn what_is_said_of_openssl_3_0_is_so() {
    let version = String::from_utf8(tlsbook(&["--version"]).stdout).unwrap();
    if !version.contains("(OpenSSL 3.0.") {
        return harness::skipped("the values of OpenSSL 3.0: this is another");
    }
    let seen = seen();
    assert!(seen.len() >= 5, "{seen:?}");
    for (experiment, lines) in seen {
        let output = tlsbook(&["play", &experiment]);
        let shown = String::from_utf8(output.stdout).unwrap();
        let shown: Vec<String> = shown.lines().map(collapsed).collect();
        for line in lines {
            assert!(shown.iter().any(|shown| shown.contains(&line)), "{experiment} shows no {line}");
        }
    }
}

#[test]
fn a_text_with_something_new_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.md");
    fs::write(&text, "## 6.1 Title\n\n```\n$ ./Something-new\n```\n").unwrap();
    let output = tlsbook(&["read-along", text.to_str().unwrap()]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("text.md:4: no entry claims `$ ./Something-new`\n"), "{error}");
}
