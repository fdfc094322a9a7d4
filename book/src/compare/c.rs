//! The C side: a program's sources, parsed by tree-sitter, and its calls in program order.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Tree};

/// A source longer than this is none of a sample, in bytes.
const LONGEST: u64 = 1 << 20;

/// One C file.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    tree: Tree,
}

impl File {
    /// Reads and parses a file. What is not UTF-8 in it (the originals have comments in other encodings) is replaced.
    ///
    /// # Errors
    /// A reason in words: it cannot be read, is too long, or holds no C.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let about = fs::metadata(path).map_err(|e| e.to_string())?;
        if !about.is_file() {
            return Err("it is no file with text".to_owned()); // a device would never end, a pipe never begin
        }
        if about.len() > LONGEST {
            return Err(format!("it has {} bytes: no sample is as long", about.len()));
        }
        let bytes = fs::read(path).map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_c::LANGUAGE.into()).map_err(|e| e.to_string())?;
        let tree = parser.parse(&text, None).ok_or("it cannot be parsed")?;
        Ok(Self { path: path.to_owned(), text, tree })
    }

    /// The files that it includes from its own folder: `#include "file-comm.h"`.
    fn own_headers(&self) -> Vec<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let includes = descendants(self.tree.root_node()).filter(|node| node.kind() == "preproc_include");
        let names = includes.filter_map(|node| node.child_by_field_name("path"));
        let quoted = names.filter(|node| node.kind() == "string_literal");
        let paths = quoted.map(|node| folder.join(self.of(node).trim_matches('"')));
        paths.filter(|path| path.is_file()).collect()
    }

    /// The text of a node.
    pub(crate) fn of(&self, node: Node) -> &str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// The root of the syntax tree.
    pub(crate) fn root(&self) -> Node<'_> {
        self.tree.root_node()
    }
}

/// Reads a program's files, and the headers beside the first that define functions of its own.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    for path in paths {
        files.push(File::read(path).map_err(|why| format!("{}: {why}", path.display()))?);
    }
    let headers: Vec<PathBuf> = files.first().map(File::own_headers).unwrap_or_default();
    for path in headers {
        // A header that cannot be read is the compiler's to report.
        files.extend(File::read(&path));
    }
    Ok(files)
}

/// A function of the program.
pub(crate) struct Function<'t> {
    pub(crate) file: &'t File,
    pub(crate) name: &'t str,
    /// Each parameter's name and type: `key`, `unsigned char *`.
    pub(crate) parameters: Vec<(&'t str, String)>,
    pub(crate) body: Node<'t>,
}

/// A C program: its functions, over all of its files.
pub(crate) struct Program<'t> {
    pub(crate) files: &'t [File],
    pub(crate) functions: Vec<Function<'t>>,
}

impl<'t> Program<'t> {
    pub(crate) fn new(files: &'t [File]) -> Self {
        let functions = files.iter().flat_map(functions).collect();
        Self { files, functions }
    }

    /// Where the program starts: `main`, or, if that is in a file which is not there, chapter 7's `algo_main`.
    fn entry(&self) -> Option<&Function<'t>> {
        self.function("main").or_else(|| self.function("algo_main"))
    }

    fn function(&self, name: &str) -> Option<&Function<'t>> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// All calls of the program in the order of its text, from [`Program::entry`] on.
    ///
    /// A function of the program's own is read where it is first called (or handed over as a callback); so a helper
    /// that reports errors stands once, as it does in the book.
    pub(crate) fn calls(&self) -> Vec<Call<'t>> {
        self.calls_and(&|_| false)
    }

    /// The same, and constants of the library that stand as arguments, if `wanted` wants them: `EVP_CTRL_AEAD_GET_TAG`.
    pub(crate) fn calls_and(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Call<'t>> {
        let mut calls = Vec::new();
        if let Some(entry) = self.entry() {
            let mut read = HashSet::from([entry.name]);
            self.add_calls(entry, wanted, &mut read, &mut calls);
        }
        calls
    }

    fn add_calls(
        &self,
        function: &Function<'t>,
        wanted: &dyn Fn(&str) -> bool,
        read: &mut HashSet<&'t str>,
        calls: &mut Vec<Call<'t>>,
    ) {
        let file = function.file;
        let within = Some(function.name).filter(|name| !matches!(*name, "main" | "algo_main"));
        for node in descendants(function.body) {
            if node.kind() != "identifier" {
                continue;
            }
            let name = file.of(node);
            let line = node.start_position().row + 1;
            if let Some(own) = self.function(name) {
                if read.insert(own.name) {
                    self.add_calls(own, wanted, read, calls);
                }
            } else if is_callee(node) || wanted(name) {
                calls.push(Call { name, file, line, within });
            } else {
                // `#define HASH EVP_sha256()`
                calls.extend(macro_calls(file, name).into_iter().map(|name| Call {
                    name,
                    file,
                    line,
                    within,
                }));
            }
        }
    }
}

/// A call in a C program.
#[derive(Clone, Copy)]
pub(crate) struct Call<'t> {
    pub(crate) name: &'t str,
    pub(crate) file: &'t File,
    /// Counted from 1.
    pub(crate) line: usize,
    /// The program's own function that makes it, unless that is `main` or `algo_main`.
    pub(crate) within: Option<&'t str>,
}

fn functions(file: &File) -> impl Iterator<Item = Function<'_>> {
    let definitions = descendants(file.root()).filter(|node| node.kind() == "function_definition");
    definitions.filter_map(|node| {
        let body = node.child_by_field_name("body")?;
        let declarator = descendants(node.child_by_field_name("declarator")?)
            .find(|node| node.kind() == "function_declarator")?;
        let name = file.of(declarator.child_by_field_name("declarator")?);
        let parameters = declarator.child_by_field_name("parameters")?;
        let parameters = children(parameters).filter_map(|parameter| declared(file, parameter)).collect();
        Some(Function { file, name, parameters, body })
    })
}

/// The name and the type that a declaration gives: `unsigned char *key` are `key` and `unsigned char *`.
pub(crate) fn declared<'t>(file: &'t File, declaration: Node<'t>) -> Option<(&'t str, String)> {
    let base = file.of(declaration.child_by_field_name("type")?);
    let declarator = declaration.child_by_field_name("declarator")?;
    let name = descendants(declarator).find(|node| node.kind() == "identifier")?;
    let is_const = children(declaration).any(|node| file.of(node) == "const");
    let pointers = descendants(declarator)
        .filter(|node| matches!(node.kind(), "pointer_declarator" | "array_declarator"))
        .count();
    let stars = "*".repeat(pointers);
    let space = if pointers > 0 { " " } else { "" };
    Some((file.of(name), format!("{}{base}{space}{stars}", if is_const { "const " } else { "" })))
}

/// Whether an identifier is what a call calls.
fn is_callee(node: Node) -> bool {
    node.parent().is_some_and(|parent| {
        parent.kind() == "call_expression" && parent.child_by_field_name("function") == Some(node)
    })
}

/// The functions that a macro without parameters calls.
fn macro_calls<'t>(file: &'t File, name: &str) -> Vec<&'t str> {
    let is_it = |node: &Node| {
        node.kind() == "preproc_def"
            && node.child_by_field_name("name").is_some_and(|found| file.of(found) == name)
    };
    let value = descendants(file.root())
        .find(is_it)
        .and_then(|node| node.child_by_field_name("value"))
        .map_or("", |value| file.of(value).trim());
    let words = value.split_inclusive('(').filter_map(|part| part.strip_suffix('('));
    let called =
        words.map(|part| part.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""));
    called.filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_')).collect()
}

/// The value of a macro without parameters, in one of the files.
pub(crate) fn macro_value<'t>(files: &'t [File], name: &str) -> Option<&'t str> {
    files.iter().find_map(|file| {
        let definition = descendants(file.root()).find(|node| {
            node.kind() == "preproc_def"
                && node.child_by_field_name("name").is_some_and(|found| file.of(found) == name)
        })?;
        Some(file.of(definition.child_by_field_name("value")?).trim())
    })
}

/// A node's children.
pub(crate) fn children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    (0..node.child_count()).filter_map(move |at| node.child(u32::try_from(at).ok()?))
}

/// A node and all below it, in the order of the text. Not recursive: a hostile file may be nested as deep as it likes.
pub(crate) fn descendants(top: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = top.walk();
    let mut next = Some(top);
    std::iter::from_fn(move || {
        let node = next?;
        next = if cursor.goto_first_child() {
            Some(cursor.node())
        } else {
            loop {
                if cursor.goto_next_sibling() {
                    break Some(cursor.node());
                }
                if !cursor.goto_parent() {
                    break None;
                }
            }
        };
        Some(node)
    })
}
