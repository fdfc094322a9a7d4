//! Everything that the wire view and the comparison say has its Japanese, and no Japanese is left over.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that fails may panic

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use texts::{SENTENCES, placeholders};

/// Where sentences are said, from the root of the workspace.
const SAID_IN: [&str; 3] = ["wire/src", "observe/src", "book/src"];

/// The Rust files of a folder and below it.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The string literal that begins the text, with what its escapes stand for.
fn literal(text: &str) -> Option<String> {
    let mut characters = text.trim_start().strip_prefix('"')?.chars().peekable();
    let mut value = String::new();
    loop {
        match characters.next()? {
            '"' => return Some(value),
            '\\' => match characters.next()? {
                '\n' => while characters.next_if(|next| next.is_whitespace()).is_some() {},
                escaped @ ('"' | '\\') => value.push(escaped),
                other => panic!("an escape that the test does not know: \\{other}"),
            },
            other => value.push(other),
        }
    }
}

/// The templates of a source. Its comments say nothing.
fn templates(source: &str) -> Vec<String> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    code.split("say!(").skip(1).map(|rest| literal(rest).expect("a template is a string literal")).collect()
}

/// Each template, with a file that says it.
fn said() -> BTreeMap<String, PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in SAID_IN {
        sources(&root.join(folder), &mut files);
    }
    let of_file = |file: PathBuf| {
        let said = templates(&fs::read_to_string(&file).unwrap());
        said.into_iter().map(move |template| (template, file.clone()))
    };
    files.into_iter().flat_map(of_file).collect()
}

/// The numbers of the placeholders.
fn numbers(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn every_sentence_has_its_japanese_and_no_other_stands_in_the_table() {
    let said = said();
    let table: BTreeMap<&str, &str> = SENTENCES.iter().copied().collect();
    assert_eq!(table.len(), SENTENCES.len(), "a template stands in the table twice");
    let missing: Vec<_> = said.iter().filter(|(english, _)| !table.contains_key(english.as_str())).collect();
    assert!(missing.is_empty(), "{} without Japanese: {missing:#?}", missing.len());
    let unused: Vec<_> = table.keys().filter(|english| !said.contains_key(**english)).collect();
    assert!(unused.is_empty(), "{} that nobody says: {unused:#?}", unused.len());
    println!("{} sentences", table.len());
}

#[test]
fn the_japanese_fits_the_english() {
    for (english, japanese) in SENTENCES {
        assert_eq!(numbers(english), numbers(japanese), "{english}");
        assert_eq!(placeholders(english), placeholders(japanese), "{english}");
        assert!(english.is_ascii() && !english.ends_with('.') && english.trim() == *english, "{english}");
        assert!(!japanese.ends_with('。') && !japanese.is_empty() && !japanese.contains("  "), "{japanese}");
        let name = ["SSH", "SMTP", "IMAP", "Early Data"].contains(japanese);
        assert!(name || !japanese.is_ascii(), "{english} is not translated");
    }
}

#[test]
fn templates_are_found_in_sources() {
    let source =
        "say!(\n    \"a \\\"b\\\" \\\n    c {0}\", x) + say!(\"d\")\n// say!(none)\nrun(&say!(\"e\"))";
    assert_eq!(templates(source), ["a \"b\" c {0}", "d", "e"]);
}
