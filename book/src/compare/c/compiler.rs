//! Asks the compiler about a C file: whether it compiles against the headers of OpenSSL or wolfSSL, and which
//! warnings gcc or clang gives that need more than a syntax tree. Nothing is built; the compiler's output is
//! discarded.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use harness::{Scratch, Window};
use serde::Serialize;
use texts::{Sentence, say};

use super::slips::Slip;
use super::syntax::File;
use crate::catalogue::Library;
use crate::compare::lossy::english_if_any;
use crate::compare::unexpected::unexpected;

/// What the compiler says about a file.
#[derive(Debug, Serialize)]
pub(crate) struct Word {
    pub(crate) library: Library,
    /// The first error; `None` if the file compiles.
    pub(crate) error: Option<String>,
    /// Why the compiler gave no answer.
    #[serde(serialize_with = "english_if_any")]
    pub(crate) unknown: Option<Sentence>,
    /// Why nobody knows all of its warnings.
    #[serde(serialize_with = "english_if_any")]
    pub(crate) cut_short: Option<Sentence>,
    /// The warnings.
    pub(crate) warnings: Vec<Slip>,
}

/// Where wolfSSL's headers may be.
const WOLFSSL: [&str; 3] = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"];

/// Warnings about what the program does at run time. Warnings about style are left out, and so are guesses: what
/// "may be used uninitialized" is often set on every way that leads there. The analyzer has followed one that it is not
/// set on.
const WARNINGS: [&str; 11] = [
    "analyzer-use-of-uninitialized-value",
    "uninitialized",
    "sometimes-uninitialized",
    "use-after-free",
    "free-nonheap-object",
    "mismatched-dealloc",
    "array-bounds",
    "stringop-overflow",
    "format-overflow",
    "incompatible-pointer-types",
    "implicit-function-declaration",
];

/// The compiler `cc`, and the libraries whose headers it finds.
pub(crate) struct Compiler {
    libraries: Vec<(Library, Vec<String>)>,
    /// The options with which it says more about what a program does: it follows the control flow only when optimizing.
    looks_closer: Vec<String>,
    /// For the compiler's output.
    scratch: Scratch,
    limit: Duration,
}

impl Compiler {
    /// Tries a one-line file with each library's headers, and adds what does not work to `missing`. `limit` is
    /// the time limit for a file.
    pub(crate) fn find(limit: Duration, missing: &mut Vec<Sentence>) -> io::Result<Self> {
        let looks_closer = vec!["-O1".to_owned(), "-Wextra".to_owned()];
        let mut compiler = Self { libraries: Vec::new(), looks_closer, scratch: Scratch::new()?, limit };
        if !harness::on_path("cc") {
            missing.push(say!("cc is not installed: what a compiler says of the C is not seen"));
            return Ok(compiler);
        }
        let probe = compiler.scratch.path().join("probe.c");
        fs::write(&probe, "#include <openssl/ssl.h>\n")?;
        let here = WOLFSSL.iter().map(Path::new).find(|include| include.join("wolfssl/options.h").is_file());
        let wolfssl = |include: &Path| {
            let options = include.join("wolfssl/options.h").display().to_string();
            vec!["-include".to_owned(), options, format!("-I{}", include.join("wolfssl").display())]
        };
        // As in the originals' Makefiles.
        let openssl = ["-DSSL_SUCCESS=1", "-DSSL_FAILURE=0"].map(str::to_owned).to_vec();
        let options = [(Library::OpenSsl, Some(openssl)), (Library::WolfSsl, here.map(wolfssl))];
        for (library, options) in options {
            let (name, options) = (library.name(), options.unwrap_or_default());
            if library == Library::WolfSsl && options.is_empty() {
                missing.push(say!(
                    "{0}'s headers are not here: whether the C compiles with them is not seen",
                    name
                ));
                continue;
            }
            match compiler.compile(&probe, &options) {
                Ok((true, _)) => compiler.libraries.push((library, options)),
                Ok((false, said)) => {
                    let quoted = said.lines().next().map(|line| Sentence::verbatim(line.to_owned()));
                    let why = quoted.unwrap_or(say!("it does not say why"));
                    missing.push(say!(
                        "cc cannot compile with {0}'s headers, so nothing is said of that ({1})",
                        name,
                        why
                    ));
                }
                Err(why) => missing.push(say!("cc cannot be asked about {0} ({1})", name, why)),
            }
        }
        let analyzer = "-fanalyzer".to_owned(); // gcc has it
        if let Some((_, options)) = compiler.libraries.first() {
            if matches!(compiler.compile(&probe, &[options, &[analyzer.clone()][..]].concat()), Ok((true, _)))
            {
                compiler.looks_closer.push(analyzer);
            }
        }
        Ok(compiler)
    }

    /// Compiles a file once for each library. Ignores headers.
    ///
    /// `folder` is the folder of the originals. Folders called `include` between it and the file are searched
    /// for headers.
    pub(crate) fn ask(&self, file: &File, folder: &Path) -> Vec<Word> {
        if file.path.extension().is_none_or(|end| end != "c") {
            return Vec::new();
        }
        let includes =
            includes(&file.path, folder).into_iter().map(|include| format!("-I{}", include.display()));
        let includes: Vec<String> = includes.collect();
        let word = |(library, options): &(Library, Vec<String>)| {
            let options = [options.as_slice(), &includes].concat();
            let said = self.compile(&file.path, &options);
            let compiles = matches!(said, Ok((true, _)));
            // Optimized, with the checks that this may switch on, it is another program: only its warnings count.
            let closer =
                compiles.then(|| self.compile(&file.path, &[&options, &*self.looks_closer].concat()));
            Word::of(*library, said, closer)
        };
        self.libraries.iter().map(word).collect()
    }

    /// Returns whether a file compiles, with the compiler's messages, or why that is unknown.
    fn compile(&self, file: &Path, options: &[String]) -> Result<(bool, String), Sentence> {
        let mut command = harness::stranger_command("cc");
        command.args(["-g", "-Wall", "-S", "-o"]); // `-g -Wall`: as in the originals' Makefiles
        command.arg(self.scratch.path().join("out.s")).args(options).arg(file);
        let mut running = Window::open("cc", command, self.limit).map_err(|failure| unexpected(&failure))?;
        running.close_input();
        match running.wait_for_end() {
            Ok(status) => Ok((status.success(), running.rest())),
            Err(_) => Err(say!("{0} has not ended after {1} s", "cc", self.limit.as_secs())),
        }
    }
}

impl Word {
    /// What the compiler has `said`, and what it has said when it looked `closer`.
    fn of(
        library: Library,
        said: Result<(bool, String), Sentence>,
        closer: Option<Result<(bool, String), Sentence>>,
    ) -> Self {
        let (compiles, said, unknown) = match said {
            Ok((compiles, said)) => (compiles, said, None),
            Err(why) => (false, String::new(), Some(why)),
        };
        let error = said.lines().find_map(error).filter(|_| !compiles);
        let failed = || say!("cc fails and does not say where");
        let unknown = unknown.or_else(|| (!compiles && error.is_none()).then(failed));
        let (more, cut_short) = match closer {
            Some(Ok((_, more))) => (more, None),
            Some(Err(why)) => (String::new(), Some(why)),
            None => (String::new(), None),
        };
        let mut warnings: Vec<Slip> = Vec::new();
        for warning in said.lines().chain(more.lines()).filter_map(warning) {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        Self { library, error, unknown, cut_short, warnings }
    }
}

/// Folders of headers: `include` beside the file or in a folder above it.
fn includes(file: &Path, folder: &Path) -> Vec<PathBuf> {
    let above = file.ancestors().skip(1).take_while(|above| above.starts_with(folder));
    above.map(|above| above.join("include")).filter(|include| include.is_dir()).collect()
}

/// Parses `path:line:column: warning: text [-Wname]`.
fn warning(line: &str) -> Option<Slip> {
    let (place, what) = line.split_once(": warning: ")?;
    let name = what.rsplit_once("[-W")?.1.trim_end_matches([']', '=']);
    if !WARNINGS.contains(&name) {
        return None;
    }
    let mut parts = place.rsplitn(3, ':').skip(1);
    let line = parts.next()?.parse().ok()?;
    let file = Path::new(parts.next()?).file_name()?.to_string_lossy().into_owned();
    // What the compiler says is a quotation.
    Some(Slip { file, line, what: Sentence::verbatim(what.replace(['‘', '’'], "'")) })
}

/// Parses `path:line:column: error: text`, and removes the folders from the path.
fn error(line: &str) -> Option<String> {
    let (place, what) = line.split_once(": error: ").or_else(|| line.split_once(": fatal error: "))?;
    let place = place.rsplit('/').next().unwrap_or(place);
    let (place, _) = place.rsplit_once(':')?; // without a place, the compiler itself failed
    Some(format!("{place}: {}", what.replace(['‘', '’'], "'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_error_in_the_c_is_one_of_the_c() {
        let word = |said| Word::of(Library::OpenSsl, said, None);
        assert_eq!(word(Ok((true, String::new()))).error, None);
        let wrong = word(Ok((false, "x.c:1:2: error: no".to_owned())));
        assert_eq!((wrong.error.as_deref(), wrong.unknown), (Some("x.c:1: no"), None));
        let failed = word(Ok((false, "cc: internal compiler error".to_owned())));
        assert_eq!((failed.error, failed.unknown.is_some()), (None, true));
        assert_eq!(word(Err(Sentence::verbatim("why"))).unknown, Some(Sentence::verbatim("why")));
    }

    #[test]
    fn the_compilers_lines_are_read() {
        let said = "/a/main.c:88:15: warning: use of uninitialized value ‘v’ [CWE-457] [-Wanalyzer-use-of-uninitialized-value]";
        let slip = warning(said).unwrap();
        assert_eq!((slip.file.as_str(), slip.line), ("main.c", 88));
        assert_eq!(
            slip.what,
            "use of uninitialized value 'v' [CWE-457] [-Wanalyzer-use-of-uninitialized-value]"
        );
        assert_eq!(
            warning("/a/x.c:1:2: warning: 'v' may be used uninitialized [-Wmaybe-uninitialized]"),
            None
        );
        assert_eq!(warning("/a/x.c:1:2: warning: unused variable 'i' [-Wunused-variable]"), None);
        assert_eq!(error("/a/x.c:15:16: error: storage size").unwrap(), "x.c:15: storage size");
        assert_eq!(error("x.c:5:10: fatal error: y.h: No such file").unwrap(), "x.c:5: y.h: No such file");
        assert_eq!(error("cc: fatal error: cannot execute 'cc1': No such file"), None);
    }
}
