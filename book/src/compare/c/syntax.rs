//! The C side: the sources of a program, parsed by tree-sitter, and its calls in program order.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::error::words;
use texts::{Sentence, say};
use tree_sitter::{Node, Parser, Tree};

/// The longest source to read, in bytes. No sample is longer.
const LONGEST: u64 = 32 << 10;

/// The deepest syntax tree to accept. To find a node's parent, the parser descends from the root by recursion:
/// with ten thousand parentheses, this would take minutes or overflow the stack.
const DEEPEST: u32 = 300;

/// One C file.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    tree: Tree,
    /// The macros that are another name for a function, with that function.
    names: HashMap<String, String>,
}

impl File {
    /// Reads and parses a file. Bytes that are not UTF-8 are replaced, because the originals have comments in
    /// other encodings.
    ///
    /// # Errors
    /// The reason in words: the file cannot be read, is too long, or is not C.
    pub(crate) fn read(path: &Path) -> Result<Self, Sentence> {
        let failed = |e: std::io::Error| Sentence::verbatim(words(&e));
        let about = fs::metadata(path).map_err(failed)?;
        if !about.is_file() {
            return Err(say!("it is no file with text")); // reading a device or pipe might never end
        }
        if about.len() > LONGEST {
            return Err(say!("it has {0} bytes: no sample is as long", about.len()));
        }
        let bytes = fs::read(path).map_err(failed)?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let mut parser = Parser::new();
        parser
            .set_language(&tree_sitter_c::LANGUAGE.into())
            .map_err(|e| Sentence::verbatim(e.to_string()))?;
        let tree = parser.parse(&text, None).ok_or(say!("it cannot be parsed"))?;
        if depth(&tree) > DEEPEST {
            return Err(say!("it is nested more than {0} deep: no sample is", DEEPEST));
        }
        let mut file = Self { path: path.to_owned(), text, tree, names: HashMap::new() };
        let names =
            other_names(&file).map(|(name, function)| (name.to_owned(), function.to_owned())).collect();
        file.names = names;
        Ok(file)
    }

    /// The function that is called by this name: `close` for `CLOSE`, after `#define CLOSE(fd) close(fd)`.
    pub(crate) fn function_named<'t>(&'t self, name: &'t str) -> &'t str {
        self.names.get(name).map_or(name, String::as_str)
    }

    /// The files from its own folder that it includes: `#include "file-comm.h"`.
    fn own_headers(&self) -> Vec<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let includes = descendants(self.tree.root_node()).filter(|node| node.kind() == "preproc_include");
        let names = includes.filter_map(|node| node.child_by_field_name("path"));
        let quoted = names.filter(|node| node.kind() == "string_literal");
        let paths = quoted.map(|node| folder.join(self.of(node).trim_matches('"')));
        paths.filter(|path| path.is_file()).collect()
    }

    /// The name of the file, without its folder.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether the file defines a macro with parameters by this name.
    pub(crate) fn defines(&self, name: &str) -> bool {
        let mut macros = descendants(self.root()).filter(|node| node.kind() == "preproc_function_def");
        macros.any(|node| node.child_by_field_name("name").is_some_and(|node| self.of(node) == name))
    }

    /// Whether the code has a text between quotation marks, also as the value of a macro.
    pub(crate) fn has_literal(&self, text: &str) -> bool {
        let quoted = format!("\"{text}\"");
        let mut nodes = descendants(self.root());
        nodes.any(|node| {
            matches!(node.kind(), "string_literal" | "preproc_arg") && self.of(node).trim() == quoted
        })
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

/// Reads the files of a program, and the headers beside the first file that define functions.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<File>, Sentence> {
    let mut files = Vec::new();
    for path in paths {
        files.push(File::read(path).map_err(|why| say!("{0}: {1}", path.display().to_string(), why))?);
    }
    let headers: Vec<PathBuf> = files.first().map(File::own_headers).unwrap_or_default();
    for path in headers {
        // If a header cannot be read, the compiler reports it.
        files.extend(File::read(&path));
    }
    Ok(files)
}

/// The depth of a tree.
fn depth(tree: &Tree) -> u32 {
    let mut cursor = tree.walk();
    let mut deepest = 0;
    loop {
        deepest = deepest.max(cursor.depth());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return deepest;
            }
        }
    }
}

/// A function of the program.
pub(crate) struct Function<'t> {
    pub(crate) file: &'t File,
    pub(crate) name: &'t str,
    /// The name and type of each parameter: `key`, `unsigned char *`.
    pub(crate) parameters: Vec<(&'t str, String)>,
    pub(crate) body: Node<'t>,
}

/// A C program: its functions, from all of its files.
pub(crate) struct Program<'t> {
    pub(crate) files: &'t [File],
    pub(crate) functions: Vec<Function<'t>>,
    /// The values of the macros without parameters.
    macros: HashMap<&'t str, &'t str>,
}

impl<'t> Program<'t> {
    pub(crate) fn new(files: &'t [File]) -> Self {
        let functions = files.iter().flat_map(functions).collect();
        Self { files, functions, macros: files.iter().flat_map(macros).collect() }
    }

    /// The entry point: `main`, or chapter 7's `algo_main` if the file with `main` is missing.
    fn entry(&self) -> Option<&Function<'t>> {
        self.function("main").or_else(|| self.function("algo_main"))
    }

    /// The value of a macro without parameters.
    pub(crate) fn macro_value(&self, name: &str) -> Option<&'t str> {
        self.macros.get(name).copied()
    }

    fn function(&self, name: &str) -> Option<&Function<'t>> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// All calls of the program in text order, starting at [`Program::entry`].
    ///
    /// The body of the program's own function is inserted where the function is first called or passed as a
    /// callback. A helper that reports errors therefore appears once, as it does in the book.
    pub(crate) fn calls(&self) -> Vec<Call<'t>> {
        self.calls_and(&|_| false)
    }

    /// Like [`Program::calls`], but also includes the library's constants among the arguments that `wanted`
    /// accepts, such as `EVP_CTRL_AEAD_GET_TAG`.
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
                let called = called_in(self.macros.get(name).copied().unwrap_or_default());
                calls.extend(called.map(|name| Call { name, file, line, within }));
            }
        }
    }
}

/// A call in a C program.
#[derive(Clone, Copy)]
pub(crate) struct Call<'t> {
    pub(crate) name: &'t str,
    pub(crate) file: &'t File,
    /// The line number, from 1.
    pub(crate) line: usize,
    /// The program's own function that contains the call, unless that is `main` or `algo_main`.
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
        let parameters = children(parameters).flat_map(|parameter| declared(file, parameter)).collect();
        Some(Function { file, name, parameters, body })
    })
}

/// The names and types in a declaration: `key` and `unsigned char *` for `unsigned char *key`.
pub(crate) fn declared<'t>(file: &'t File, declaration: Node<'t>) -> Vec<(&'t str, String)> {
    let base = declaration.child_by_field_name("type").map_or("", |node| file.of(node));
    let is_const = children(declaration).any(|node| file.of(node) == "const");
    let mut cursor = declaration.walk();
    let declarators = declaration.children_by_field_name("declarator", &mut cursor);
    let one = |declarator: Node<'t>| {
        let name = descendants(declarator).find(|node| node.kind() == "identifier")?;
        // `= *p` after the name is no part of the type.
        let before = descendants(declarator).filter(|node| node.start_byte() <= name.start_byte());
        let pointers =
            before.filter(|node| matches!(node.kind(), "pointer_declarator" | "array_declarator")).count();
        let stars = "*".repeat(pointers);
        let space = if pointers > 0 { " " } else { "" };
        Some((file.of(name), format!("{}{base}{space}{stars}", if is_const { "const " } else { "" })))
    };
    declarators.filter_map(one).collect()
}

/// Whether an identifier is the function of a call expression.
fn is_callee(node: Node) -> bool {
    node.parent().is_some_and(|parent| {
        parent.kind() == "call_expression" && parent.child_by_field_name("function") == Some(node)
    })
}

/// The macros without parameters in a file: `#define HASH EVP_sha256()`.
fn macros(file: &File) -> impl Iterator<Item = (&str, &str)> {
    let definitions = descendants(file.root()).filter(|node| node.kind() == "preproc_def");
    definitions.filter_map(|node| {
        let value = node.child_by_field_name("value")?;
        Some((file.of(node.child_by_field_name("name")?), file.of(value).trim()))
    })
}

/// The macros that only give a function another name: `#define CLOSE close`, `#define CLOSE(fd) close(fd)`.
fn other_names(file: &File) -> impl Iterator<Item = (&str, &str)> {
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_alphabetic()) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    descendants(file.root()).filter_map(move |node| {
        let name = file.of(node.child_by_field_name("name")?);
        let value = file.of(node.child_by_field_name("value")?).trim();
        match node.kind() {
            "preproc_def" => is_name(value).then_some((name, value)),
            "preproc_function_def" => {
                let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
                let (function, arguments) = value.split_at(value.find('(')?);
                let parameters = file.of(node.child_by_field_name("parameters")?);
                (is_name(function) && without_blanks(arguments) == without_blanks(parameters))
                    .then_some((name, function))
            }
            _ => None,
        }
    })
}

/// The functions called in the value of a macro.
fn called_in(value: &str) -> impl Iterator<Item = &str> {
    let before = value.split_inclusive('(').filter_map(|part| part.strip_suffix('('));
    let words = before.filter_map(|part| part.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next());
    words.filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// The children of a node.
pub(crate) fn children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    (0..node.child_count()).filter_map(move |at| node.child(u32::try_from(at).ok()?))
}

/// A node and all of its descendants, in text order. Not recursive, because a hostile file may be nested to any
/// depth.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The calls of a program, each with its line and the helper that contains it.
    fn calls(source: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("own.h"), "static void from_header(void) { SSL_pending(s); }\n")
            .unwrap();
        let path = folder.path().join("x.c");
        fs::write(&path, source).unwrap();
        let files = read(&[path]).unwrap();
        let shown = |call: Call<'_>| {
            let within = call.within.map(|within| format!(" [{within}]")).unwrap_or_default();
            format!("{} {}{within}", call.line, call.name)
        };
        Program::new(&files).calls().into_iter().map(shown).collect()
    }

    #[test]
    fn calls_come_in_the_order_of_the_text() {
        assert_eq!(
            calls(
                "int main() {\n  if ((c = SSL_CTX_new(TLS_method())) == NULL)\n    goto end;\nend:\n  SSL_CTX_free(c);\n}"
            ),
            ["2 SSL_CTX_new", "2 TLS_method", "5 SSL_CTX_free"]
        );
    }

    #[test]
    fn a_helper_stands_where_it_is_first_called() {
        let source =
            "void sorry() { SSL_get_error(s, 0); }\nint main() {\n  a();\n  sorry();\n  b();\n  sorry(); }";
        assert_eq!(calls(source), ["3 a", "1 SSL_get_error [sorry]", "5 b"]);
        let callback = "int cb() { return SSL_want(s); }\nint main() { set(c, cb);\n again(); cb(); }";
        assert_eq!(calls(callback), ["2 set", "1 SSL_want [cb]", "3 again"]);
        assert_eq!(calls("void f() { f(); x(); }\nint main() { f(); }"), ["1 x [f]"]);
    }

    #[test]
    fn macros_and_headers_are_read() {
        assert_eq!(
            calls("#define HASH EVP_sha256()\n#define SIZE 16\nint main() { init(HASH, SIZE); }"),
            ["3 init", "3 EVP_sha256"]
        );
        assert_eq!(
            calls("#include \"own.h\"\n#include \"none.h\"\nint main() { from_header(); }"),
            ["1 SSL_pending [from_header]"]
        );
    }

    #[test]
    fn a_literal_is_found_as_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.c");
        fs::write(&path, "#define END \"end\"\nint main() { cmp(m, \"break\\n\"); /* \"no\" */ }").unwrap();
        let file = File::read(&path).unwrap();
        assert!(file.has_literal("end") && file.has_literal("break\\n"));
        assert!(!file.has_literal("break") && !file.has_literal("no"));
    }

    #[test]
    fn without_main_it_is_the_chapters_own_entry() {
        assert_eq!(calls("int algo_main(int mode) { EVP_x(); }"), ["1 EVP_x"]);
        assert_eq!(
            calls("int algo_main(int m) { EVP_x(); }\nint main() { a(); algo_main(1); b(); }"),
            ["2 a", "1 EVP_x", "2 b"]
        );
        assert_eq!(calls("int other() { x(); }"), Vec::<String>::new());
        assert_eq!(calls(""), Vec::<String>::new());
    }
}
