//! Finding programs: the workspace's own, and strangers that the tests use as peers.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

/// The environment variable that forbids skipping a test for want of a tool; CI sets it.
const REQUIRE: &str = "TLSBOOK_REQUIRE_TOOLS";

/// The path of a program of this workspace: beside the program that asks, or beside the folder of the tests.
pub fn program(name: &str) -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let folders = own.ancestors().skip(1).take(2);
    let found = folders.map(|folder| folder.join(&file)).find(|path| path.is_file());
    found.ok_or_else(|| {
        let why = format!("{name} is not built: run `make build` or `cargo build --workspace` first");
        io::Error::new(io::ErrorKind::NotFound, why)
    })
}

/// Whether the tool `name` is on the `PATH`; if not, says that the test is skipped.
///
/// # Panics
/// If the tool is missing and `TLSBOOK_REQUIRE_TOOLS` is set: then no test may be skipped.
#[must_use]
pub fn tool(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let found = env::split_paths(&path).any(|folder| folder.join(&file).is_file());
    assert!(found || env::var_os(REQUIRE).is_none(), "{name} is missing, and {REQUIRE} forbids to skip its tests");
    if !found {
        let _ = writeln!(io::stderr(), "skipped: {name} is not installed");
    }
    found
}
