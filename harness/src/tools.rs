//! Finds programs: those of the workspace, and those of others that the tests use as peers.

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::{Ipv6Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{LOCALE, stranger_command};
use crate::tree::can_interrupt;
use crate::window::{Failure, Window};

/// The environment variable that forbids skipping a test because a tool is missing. CI sets it.
const REQUIRE: &str = "TLSBOOK_REQUIRE_TOOLS";

/// The path of a program of this workspace. It is beside the running program, or beside the folder of the
/// running test.
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

/// The `PATH` with the folder of our programs first; `one` is any of them.
pub(crate) fn search_path(one: &str) -> io::Result<OsString> {
    let program = program(one)?;
    let others = env::var_os("PATH").unwrap_or_default();
    let folders = program.parent().map(PathBuf::from).into_iter().chain(env::split_paths(&others));
    env::join_paths(folders).map_err(io::Error::other)
}

/// The longest wait for a program in a test.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// The root of the workspace, where the programs are started.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The root of the workspace.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(ROOT)
}

/// Starts a program of this workspace at the root of the workspace. `port` is its port (`TLSBOOK_PORT`); with
/// 0, a server chooses a free one.
pub fn open(name: &str, arguments: &[&str], port: u16) -> Result<Window, Failure> {
    let mut command = command(name).map_err(|source| Failure::Start { window: name.to_owned(), source })?;
    command.args(arguments).env("TLSBOOK_PORT", port.to_string());
    Window::open(name, command, LIMIT)
}

/// A command that runs a program of this workspace at the root of the workspace.
#[allow(clippy::disallowed_methods)] // the wrapper to use instead
pub fn command(name: &str) -> io::Result<Command> {
    let mut command = Command::new(program(name)?);
    command.current_dir(ROOT);
    // What users set for their own sessions must not affect these. Output is compared in English.
    command.env("LC_ALL", LOCALE).env_remove("TLSBOOK_CERTS").env_remove("SSLKEYLOGFILE");
    Ok(command)
}

/// Starts a server of this workspace on a free port, and waits until it listens.
pub fn serve(name: &str, arguments: &[&str]) -> Result<(Window, u16), Failure> {
    let mut server = open(name, arguments, 0)?;
    let port = server.port()?;
    server.see("Waiting for a connection...\n")?;
    Ok((server, port))
}

/// Whether the tool `name` is on the `PATH`. If not, reports the test as skipped.
///
/// # Panics
/// If the tool is missing and `TLSBOOK_REQUIRE_TOOLS` is set, because no test may then be skipped.
#[must_use]
pub fn tool(name: &str) -> bool {
    found(on_path(name), name)
}

/// Whether the tool `name` is on the `PATH` in the version that a test was written for, one whose number begins
/// with `version`. Use this if the tool's output depends on its version. Another version skips the test even if
/// `TLSBOOK_REQUIRE_TOOLS` is set, because a system offers only one version.
///
/// # Panics
/// As [`tool`] does.
#[must_use]
pub fn tool_of_version(name: &str, version: &str) -> bool {
    if !tool(name) {
        return false;
    }
    let output = stranger_command(name).arg("--version").stderr(Stdio::null()).output();
    let shown = output.map(|output| output.stdout).unwrap_or_default();
    let shown = String::from_utf8_lossy(&shown);
    let first = shown.lines().next().unwrap_or_default();
    let is = first.split_whitespace().any(|word| word.starts_with(version));
    if !is {
        skipped(&format!("not of {name} {version}, but {first}"));
    }
    is
}

/// Does the same as [`tool`] for anything that a system may lack.
///
/// # Panics
/// As [`tool`] does.
#[must_use]
pub fn found(found: bool, what: &str) -> bool {
    assert!(
        found || env::var_os(REQUIRE).is_none(),
        "{what} is missing, and {REQUIRE} forbids to skip its tests"
    );
    if !found {
        skipped(&format!("{what} is missing"));
    }
    found
}

/// Whether a [`Window`](crate::Window) can be interrupted here: on Windows, that takes a console. If not, reports the
/// test as skipped.
///
/// # Panics
/// As [`tool`] does.
#[must_use]
pub fn interrupts() -> bool {
    found(can_interrupt(), "a console, for Ctrl-C,")
}

/// Reports on standard error that something was skipped, and why. Also appends the report to the file that
/// `TLSBOOK_SKIPPED` names, from which `make test` counts the skipped tests.
pub fn skipped(why: &str) {
    let line = format!("skipped: {why}\n");
    // Write the line at once, so that lines of several threads do not mix. A lost line only makes the count
    // wrong.
    let _ = io::stderr().write_all(line.as_bytes());
    if let Some(path) = env::var_os("TLSBOOK_SKIPPED") {
        let file = OpenOptions::new().append(true).create(true).open(path);
        let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
    }
}

/// Whether this machine has the address `::1`. If not, reports the test as skipped, even if
/// `TLSBOOK_REQUIRE_TOOLS` is set: that variable is about what can be installed.
#[must_use]
pub fn ipv6() -> bool {
    let has = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    if !has {
        skipped("this machine has no ::1");
    }
    has
}

/// Whether a program `name` is on the `PATH`.
#[must_use]
pub fn on_path(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}
