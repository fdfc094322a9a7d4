//! Imports point in one direction, down the layers that `docs/architecture.md` draws, and never form a cycle.
//!
//! A module is a file. It imports another module by a path with `crate::`, `super::` or `self::`, or by the
//! bare name of its own child. A façade's re-exports count as imports of its children, so the children import
//! each other, not the façade. Tests may import anything and are left out.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The crates whose rooms have layers.
const CRATES: [&str; 9] = ["names", "texts", "harness", "common", "wire", "page", "observe", "meet", "book"];

/// `[capture, reader]` is `src/capture/reader.rs` or `src/capture/reader/mod.rs`; `[]` is `lib.rs` or
/// `main.rs`.
type Module = Vec<String>;

/// The modules that each module imports.
type Imports = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn crates_depend_on_lower_ones() {
    let layers = layers("workspace");
    let workspace = manifest("");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for member in workspace["workspace"]["members"].as_array().unwrap() {
        let member = member.as_str().unwrap();
        let from = level(&layers, folder(member)).unwrap_or_else(|| panic!("{member} has no layer"));
        for used in dependencies(&manifest(member)) {
            let used = &workspace["workspace"]["dependencies"][used.as_str()];
            let Some(path) = used.get("path").and_then(|path| path.as_str()) else { continue };
            seen += 1;
            // Samples may extend each other. Cargo itself refuses cycles.
            if member.contains('/') && folder(member) == folder(path) {
                continue;
            }
            if level(&layers, folder(path)).is_none_or(|to| to >= from) {
                wrong.push(format!("{member} depends on {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not downward:\n{}", wrong.join("\n"));
    assert!(seen > 40, "the dependencies are found: {seen}");
}

#[test]
fn rooms_import_lower_ones() {
    for name in CRATES {
        let layers = layers(name);
        let imports = imports(name);
        let rooms: BTreeSet<&String> = imports.keys().filter_map(|module| module.first()).collect();
        for room in layers.iter().flatten() {
            assert!(rooms.contains(room), "{name} has no room {room}");
        }
        let wrong = upward(&layers, &imports);
        assert!(wrong.is_empty(), "{name}, not downward:\n{}", wrong.join("\n"));
    }
}

#[test]
fn no_imports_make_a_circle() {
    for name in CRATES {
        assert_eq!(circle(&imports(name)), None, "{name}");
    }
}

/// The layers in a block ```` ```layers NAME ```` of the page, from the lowest up.
fn layers(name: &str) -> Vec<Vec<String>> {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    let page = page.replace("\r\n", "\n");
    let (_, block) =
        page.split_once(&format!("```layers {name}\n")).unwrap_or_else(|| panic!("no layers of {name}"));
    let (block, _) = block.split_once("```").unwrap();
    // Two blanks end the names of a line. What follows is for the reader.
    let names = |line: &str| line.split("  ").next().unwrap().split(' ').map(str::to_owned).collect();
    block.lines().rev().map(names).collect()
}

fn level(layers: &[Vec<String>], room: &str) -> Option<usize> {
    layers.iter().position(|layer| layer.iter().any(|name| name == room))
}

/// Imports of another room that is not in a lower layer.
fn upward(layers: &[Vec<String>], imports: &Imports) -> Vec<String> {
    let mut wrong = Vec::new();
    for (module, used) in imports {
        let Some(room) = module.first() else { continue };
        let from = level(layers, room).unwrap_or_else(|| panic!("{room} has no layer"));
        for target in used.iter().filter(|target| target.first() != Some(room)) {
            let to = target.first().and_then(|room| level(layers, room));
            if to.is_none_or(|to| to >= from) {
                wrong.push(format!("{} imports {}", shown(module), shown(target)));
            }
        }
    }
    wrong
}

fn shown(module: &[String]) -> String {
    if module.is_empty() { "the crate's root".to_owned() } else { module.join("::") }
}

/// The folder at the root of the workspace that contains a member.
fn folder(member: &str) -> &str {
    member.split('/').next().unwrap()
}

fn manifest(member: &str) -> Table {
    fs::read_to_string(Path::new(ROOT).join(member).join("Cargo.toml")).unwrap().parse().unwrap()
}

/// The dependencies in a manifest, for any system, including those of tests.
fn dependencies(manifest: &Table) -> Vec<String> {
    let tables = |table: &Table| {
        let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
        let tables = kinds.into_iter().filter_map(|kind| table.get(kind)?.as_table());
        tables.flat_map(|table| table.keys().cloned()).collect::<Vec<_>>()
    };
    let targets = manifest.get("target").and_then(|target| target.as_table());
    let targets = targets.into_iter().flat_map(|targets| targets.values().filter_map(|one| one.as_table()));
    std::iter::once(manifest).chain(targets).flat_map(tables).collect()
}

/// The modules that each module of a crate imports.
fn imports(name: &str) -> Imports {
    let source = Path::new(ROOT).join(name).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let modules: BTreeSet<Module> = all.iter().map(|file| module(&source, file)).collect();
    let import = |file: &PathBuf| {
        let own = module(&source, file);
        let used = targets(&own, &modules, &code(&fs::read_to_string(file).unwrap()));
        (own, used)
    };
    all.iter().map(import).collect()
}

/// The Rust files below a folder, except tests.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

fn module(source: &Path, file: &Path) -> Module {
    let relative = file.strip_prefix(source).unwrap().with_extension("");
    let mut module: Module = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

/// A Rust source without comments and tests.
fn code(source: &str) -> String {
    let source = source.replace("\r\n", "\n");
    let source = source.split("\nmod tests {").next().unwrap();
    let lines = source.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that the code of module `own` names.
fn targets(own: &Module, modules: &BTreeSet<Module>, code: &str) -> BTreeSet<Module> {
    let is_child = |module: &&Module| module.split_last().is_some_and(|(_, parent)| parent == own);
    let children = modules.iter().filter(is_child).filter(|child| names(code, child.last().unwrap()));
    let named = paths(code).into_iter().map(|path| {
        let mut target = own.clone();
        for part in path {
            match part.as_str() {
                "crate" => target.clear(),
                "super" => drop(target.pop()),
                "self" => {}
                _ => target.push(part),
            }
        }
        // The longest prefix that is a module. The rest names something in it.
        while !modules.contains(&target) {
            target.pop();
        }
        target
    });
    let mut found: BTreeSet<Module> = named.chain(children.cloned()).collect();
    found.remove(own);
    found
}

/// Whether `code` has a path that starts with the bare name of a child.
fn names(code: &str, child: &str) -> bool {
    let path = format!("{child}::");
    code.match_indices(&path).any(|(at, _)| begins(code, at))
}

/// Whether a path can start at `at`, that is, no name or longer path ends there.
fn begins(code: &str, at: usize) -> bool {
    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
}

/// The paths in `code` that start with `crate`, `super` or `self`. A path with braces gives several.
/// What a macro takes from the root (`$crate::name`, `$crate::Type::new`) is no import: it stands in the files of those who use it.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start).filter(|(at, _)| begins(code, *at)) {
            let before = found.len();
            path(&code[at..], &mut Vec::new(), &mut found);
            if code[..at].ends_with('$')
                && found[before..]
                    .iter()
                    .all(|path| path.len() == 2 || path[1].starts_with(char::is_uppercase))
            {
                found.truncate(before);
            }
        }
    }
    found
}

/// Reads one path, including braces, and returns what follows it.
fn path<'a>(mut rest: &'a str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    let length = before.len();
    loop {
        rest = rest.trim_start();
        if let Some(list) = rest.strip_prefix('{') {
            rest = in_braces(list, before, found);
            break;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        before.push(rest[..end].to_owned());
        rest = &rest[end..];
        let Some(more) = rest.strip_prefix("::") else {
            found.push(before.clone());
            break;
        };
        rest = more;
    }
    before.truncate(length);
    rest
}

/// Reads the paths of a list up to its closing brace, and returns what follows the brace.
fn in_braces<'a>(mut list: &'a str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    loop {
        list = list.trim_start();
        if let Some(rest) = list.strip_prefix('}') {
            return rest;
        }
        list = path(list, before, found);
        // Skips `as NAME`, a star, or a comma.
        let end = list.find([',', '}']).unwrap_or(list.len());
        list = list[end..].trim_start_matches(',');
        if list.is_empty() {
            return list;
        }
    }
}

/// A cycle of imports, if there is one.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| visit(module, imports, &mut Vec::new(), &mut done))
}

/// Follows the imports of a module. `way` is the path to it.
fn visit<'a>(
    module: &'a Module,
    imports: &'a Imports,
    way: &mut Vec<&'a Module>,
    done: &mut BTreeSet<&'a Module>,
) -> Option<Vec<String>> {
    if let Some(start) = way.iter().position(|earlier| *earlier == module) {
        return Some(way[start..].iter().chain([&module]).map(|module| shown(module)).collect());
    }
    if !done.insert(module) {
        return None;
    }
    way.push(module);
    let found =
        imports.get(module).and_then(|used| used.iter().find_map(|next| visit(next, imports, way, done)));
    way.pop();
    found
}

fn one(name: &str) -> Module {
    vec![name.to_owned()]
}

#[test]
fn paths_are_read_with_braces_stars_and_other_names() {
    let code = code(
        "use crate::a::{b, c::{D as E, f},\n    self, g::*};\nlet x = super::super::h::i(1); // crate::comment\n\
         let xcrate::y = self::z; $crate::m!() $crate::n::o\n#[cfg(test)]\nmod tests {\n    use crate::tested;\n}\n",
    );
    let found: BTreeSet<String> = paths(&code).iter().map(|path| path.join("::")).collect();
    let expected = [
        "$crate::n::o",
        "crate::a::b",
        "crate::a::c::D",
        "crate::a::c::f",
        "crate::a::g::",
        "crate::a::self",
        "self::z",
        "super::super::h::i",
    ];
    assert_eq!(found, expected.map(|path| path.trim_start_matches('$').to_owned()).into());
}

#[test]
fn a_bare_name_is_a_child_only_where_a_path_begins() {
    assert!(names("pub use child::Thing;", "child"));
    assert!(names("(child::thing(1))", "child"));
    for code in ["crate::other::child::x", "grandchild::x", "grand_child::x", "child: :x", "mod child;"] {
        assert!(!names(code, "child"), "{code}");
    }
}

#[test]
fn a_path_is_the_module_that_it_leads_to() {
    let modules = BTreeSet::from([vec![], one("a"), one("b"), vec!["a".to_owned(), "c".to_owned()]]);
    let used = |own: &Module, code: &str| {
        targets(own, &modules, code).iter().map(|module| shown(module)).collect::<Vec<_>>()
    };
    assert_eq!(used(&one("a"), "use crate::b::{Thing, other}; use c::x; crate::a::y();"), ["a::c", "b"]);
    assert_eq!(
        used(&modules.iter().nth(2).unwrap().clone(), "use super::z; use super::super::b;"),
        ["a", "b"]
    );
    assert_eq!(used(&one("b"), "use crate::Facade; use super::d;"), ["the crate's root"]);
}

#[test]
fn a_circle_and_an_import_upward_are_found() {
    let mut imports: Imports =
        BTreeMap::from([(one("a"), BTreeSet::from([one("b")])), (one("b"), BTreeSet::from([one("c")]))]);
    imports.insert(one("c"), BTreeSet::new());
    let layers = [one("c"), one("b"), one("a")];
    assert_eq!((circle(&imports), upward(&layers, &imports)), (None, vec![]));

    imports.insert(one("c"), BTreeSet::from([one("a"), vec![]]));
    assert_eq!(circle(&imports).unwrap(), ["a", "b", "c", "a"]);
    assert_eq!(upward(&layers, &imports), ["c imports the crate's root", "c imports a"]);
}
