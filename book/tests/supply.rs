//! What the workspace takes from others is in `docs/dependencies.md`, with its reason.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::collections::BTreeSet;
use std::fs;

use harness::root;
use toml::Table;

/// The crates that the workspace's manifest takes from a registry.
fn dependencies() -> BTreeSet<String> {
    let manifest: Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let all = manifest["workspace"]["dependencies"].as_table().unwrap();
    all.iter().filter(|(_, source)| source.get("path").is_none()).map(|(name, _)| name.clone()).collect()
}

/// The rows of the table: the crate's name is the first cell.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn each_dependency_has_a_row_and_each_row_a_dependency() {
    let rows = rows();
    let named: BTreeSet<String> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(named.len(), rows.len(), "a crate has two rows");
    assert!(named.len() > 20, "the rows are found");
    assert_eq!(dependencies(), named);
    for row in &rows {
        assert!(row.len() == 5 && row.iter().all(|cell| !cell.is_empty()), "an empty cell: {row:?}");
    }
}

/// Every member takes them from the workspace's manifest, so that the table has them all.
#[test]
fn members_take_their_dependencies_from_the_workspace() {
    let manifest: Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    for member in manifest["workspace"]["members"].as_array().unwrap() {
        let member = member.as_str().unwrap();
        let text = fs::read_to_string(root().join(member).join("Cargo.toml")).unwrap();
        let manifest: Table = text.parse().unwrap();
        let targets = manifest.get("target").and_then(|targets| targets.as_table()).into_iter().flatten();
        let tables = targets.filter_map(|(_, table)| table.as_table()).chain([&manifest]);
        for table in tables {
            for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
                for (name, source) in table.get(kind).and_then(|all| all.as_table()).into_iter().flatten() {
                    let inherited = source.get("workspace").and_then(toml::Value::as_bool);
                    assert_eq!(inherited, Some(true), "{member}: {name} of [{kind}]");
                }
            }
        }
    }
}
