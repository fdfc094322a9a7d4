//! The compiler's word on a C file: whether it compiles against OpenSSL's headers or wolfSSL's, and what gcc or clang
//! sees in it that a syntax tree does not show. Nothing is built: the output goes nowhere.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;

use super::c::File;
use super::slips::Slip;

/// The libraries that the originals are built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Library {
    #[serde(rename = "OpenSSL")]
    OpenSsl,
    #[serde(rename = "wolfSSL")]
    WolfSsl,
}

impl Library {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenSsl => "OpenSSL",
            Self::WolfSsl => "wolfSSL",
        }
    }
}

/// What the compiler says.
#[derive(Debug, Serialize)]
pub(crate) struct Word {
    pub(crate) library: Library,
    /// Its first error; it compiles if there is none.
    pub(crate) error: Option<String>,
    /// What it warns of.
    pub(crate) warnings: Vec<Slip>,
}

/// Where wolfSSL's headers may be.
const WOLFSSL: [&str; 3] = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"];

/// Warnings about what the program does when run; those about its style are left out.
const WARNINGS: [&str; 12] = [
    "maybe-uninitialized",
    "uninitialized",
    "sometimes-uninitialized",
    "conditional-uninitialized",
    "use-after-free",
    "free-nonheap-object",
    "mismatched-dealloc",
    "array-bounds",
    "stringop-overflow",
    "format-overflow",
    "incompatible-pointer-types",
    "implicit-function-declaration",
];

/// Asks the compiler `cc`, once for each library whose headers are there; nothing, if there is no
/// compiler, or the file is a header.
///
/// `folder` is that of the originals: folders called `include` between it and the file are searched for headers.
pub(crate) fn ask(file: &File, folder: &Path) -> Vec<Word> {
    let mut words = Vec::new();
    if !stage::on_path("cc") || file.path.extension().is_none_or(|end| end != "c") {
        return words;
    }
    let wolfssl = WOLFSSL.iter().map(Path::new).find(|include| include.join("wolfssl/options.h").is_file());
    words.extend(compile(file, folder, Library::OpenSsl, &[]));
    if let Some(include) = wolfssl {
        let options = [
            "-include".to_owned(),
            include.join("wolfssl/options.h").display().to_string(),
            format!("-I{}", include.join("wolfssl").display()),
        ];
        words.extend(compile(file, folder, Library::WolfSsl, &options));
    }
    words
}

fn compile(file: &File, folder: &Path, library: Library, options: &[String]) -> Option<Word> {
    let mut command = Command::new("cc");
    // Flow is only looked at when optimizing; the text of the assembler goes to nowhere.
    command
        .args(["-O1", "-Wall", "-Wextra", "-Wfatal-errors", "-S", "-o", "-"])
        .args(options)
        .env("LC_ALL", "C");
    command.args(["-DSSL_SUCCESS=1", "-DSSL_FAILURE=0"]); // as the originals' Makefiles do
    command.args(includes(&file.path, folder).iter().map(|include| format!("-I{}", include.display())));
    let output = command.arg(&file.path).stdin(Stdio::null()).stdout(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let mut warnings: Vec<Slip> = said.lines().filter_map(warning).collect();
    warnings.dedup();
    let error = said
        .lines()
        .find_map(error)
        .or_else(|| (!output.status.success()).then(|| "the compiler fails".to_owned()));
    Some(Word { library, error, warnings })
}

/// Folders of headers: `include` beside the file or above it.
fn includes(file: &Path, folder: &Path) -> Vec<PathBuf> {
    let above = file.ancestors().skip(1).take_while(|above| above.starts_with(folder));
    above.map(|above| above.join("include")).filter(|include| include.is_dir()).collect()
}

/// `path:line:column: warning: text [-Wname]`
fn warning(line: &str) -> Option<Slip> {
    let (place, what) = line.split_once(": warning: ")?;
    let name = what.rsplit_once("[-W")?.1.trim_end_matches([']', '=']);
    if !WARNINGS.contains(&name) {
        return None;
    }
    let mut parts = place.rsplitn(3, ':').skip(1);
    let line = parts.next()?.parse().ok()?;
    let file = Path::new(parts.next()?).file_name()?.to_string_lossy().into_owned();
    Some(Slip { file, line, what: what.replace(['‘', '’'], "'") })
}

/// `path:line:column: error: text`, without the path's folders.
fn error(line: &str) -> Option<String> {
    let (place, what) = line.split_once(": error: ").or_else(|| line.split_once(": fatal error: "))?;
    let place = place.rsplit('/').next().unwrap_or(place);
    let place = place.rsplit_once(':').map_or(place, |(place, _)| place);
    Some(format!("{place}: {}", what.replace(['‘', '’'], "'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compilers_lines_are_read() {
        let said = "/a/main.c:88:15: warning: 'v' may be used uninitialized [-Wmaybe-uninitialized]";
        let slip = warning(said).unwrap();
        assert_eq!((slip.file.as_str(), slip.line), ("main.c", 88));
        assert_eq!(slip.what, "'v' may be used uninitialized [-Wmaybe-uninitialized]");
        assert_eq!(warning("/a/x.c:1:2: warning: unused variable 'i' [-Wunused-variable]"), None);
        assert_eq!(error("/a/x.c:15:16: error: storage size").unwrap(), "x.c:15: storage size");
        assert_eq!(error("x.c:5:10: fatal error: y.h: No such file").unwrap(), "x.c:5: y.h: No such file");
    }
}
