//! Peers of our own, in `peers/`: programs that are called with `server SUBJECT`, `client SUBJECT PORT` or `version`.
//! One that cannot do it ends with a line that says why, after `cannot: `.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use harness::{Window, found, on_path, root, skipped, stranger_command, tool};
use tempfile::TempDir;

use crate::outcome::Trouble;
use crate::peer::{Peer, Serving};
use crate::reason::reason;
use crate::subject::{HELLO, Subject};

/// How long a peer may take for its sessions. Java needs a while to start.
const LIMIT: Duration = Duration::from_secs(30);

/// A program of our own that uses another library.
pub struct Own {
    name: &'static str,
    /// The program and its first arguments.
    command: Vec<String>,
    version: String,
    /// The folder that it was compiled in.
    _folder: Option<TempDir>,
}

impl Own {
    /// `None`, in words, if the program does not run.
    fn new(name: &'static str, command: Vec<String>, folder: Option<TempDir>) -> Option<Self> {
        let mut own = Self { name, command, version: String::new(), _folder: folder };
        let output = own.command(&["version"]).stderr(Stdio::null()).output();
        let output = output.ok().filter(|output| output.status.success());
        if !found(output.is_some(), name) {
            return None;
        }
        String::from_utf8_lossy(&output?.stdout).trim().clone_into(&mut own.version);
        Some(own)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = stranger_command(&self.command[0]);
        command.args(&self.command[1..]).args(arguments).current_dir(root());
        command
    }

    /// Starts the program in a window.
    ///
    /// # Errors
    /// [`Trouble::Failed`]: it cannot be started.
    pub fn open(&self, arguments: &[&str]) -> Result<Window, Trouble> {
        Ok(Window::open(self.name, self.command(arguments), LIMIT)?)
    }

    /// Starts the server; returns its window and its port.
    ///
    /// # Errors
    /// As for [`Peer::serve`].
    pub fn start(&self, subject: &str) -> Result<(Window, u16), Trouble> {
        let mut server = self.open(&["server", subject])?;
        let line = server.wait_for("\n")?;
        let port = line.strip_prefix("port ").and_then(|port| port.trim().parse().ok());
        match port {
            Some(port) => Ok((server, port)),
            None => Err(self.why(&line)),
        }
    }

    /// Why there was no session, from what the program has shown.
    fn why(&self, shown: &str) -> Trouble {
        let said = shown.lines().find_map(|line| line.strip_prefix("cannot: "));
        match said.and_then(reason) {
            Some(reason) => Trouble::Cannot(reason),
            None => Trouble::Failed(format!("{}: {shown}", self.name)),
        }
    }
}

impl Peer for Own {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn version(&self) -> String {
        self.version.clone()
    }

    fn serve(&self, subject: Subject) -> Result<Serving, Trouble> {
        let (window, port) = self.start(subject.argument())?;
        Ok(Serving { port, message: Some(HELLO), process: Some(Box::new(window)) })
    }

    fn connect(&self, subject: Subject, port: u16, _folder: &Path) -> Result<(), Trouble> {
        let mut client = self.open(&["client", subject.argument(), &port.to_string()])?;
        let status = client.wait_for_end()?;
        let shown = client.rest();
        if status.success() { Ok(()) } else { Err(self.why(&shown)) }
    }
}

/// The C program on OpenSSL. `None`, in words, without a compiler or the library's headers.
///
/// # Panics
/// If `TLSBOOK_REQUIRE_TOOLS` is set and there is none.
#[must_use]
pub fn c_on_openssl() -> Option<Own> {
    compiled("C on OpenSSL", &["-lssl", "-lcrypto"])
}

/// The C program on wolfSSL.
///
/// # Panics
/// As [`c_on_openssl`] does.
#[must_use]
pub fn c_on_wolfssl() -> Option<Own> {
    compiled("C on wolfSSL", &["-DWITH_WOLFSSL", "-lwolfssl"])
}

/// Compiles `peer.c`. `None`, in words, without a compiler or the headers of the library.
fn compiled(name: &'static str, options: &[&str]) -> Option<Own> {
    if !tool("cc") {
        return None;
    }
    let folder = tempfile::tempdir().ok()?;
    let program = folder.path().join("peer");
    let mut cc = stranger_command("cc");
    cc.args(["-O1", "-o"]).arg(&program);
    let output = cc.arg(source("peer.c")).args(options).stdin(Stdio::null()).output().ok()?;
    if !found(output.status.success(), &format!("a library for {name}, with its headers,")) {
        return None;
    }
    Own::new(name, vec![program.to_str()?.to_owned()], Some(folder))
}

/// The program in Java, on Java's own TLS (JSSE). No test requires a JDK: `None`, in words, without it.
///
/// # Panics
/// If the program does not compile.
#[must_use]
pub fn java() -> Option<Own> {
    if !there("java") || !there("javac") {
        return None;
    }
    let folder = tempfile::tempdir().ok()?;
    let mut javac = stranger_command("javac");
    let status = javac.arg("-d").arg(folder.path()).arg(source("Peer.java")).status().ok()?;
    assert!(status.success(), "Peer.java does not compile");
    let quick =
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", folder.path().to_str()?, "Peer"];
    Own::new("Java", quick.map(str::to_owned).to_vec(), Some(folder))
}

/// The program in Python, on its module `ssl`. No test requires Python: `None`, in words, without it.
#[must_use]
pub fn python() -> Option<Own> {
    if !there("python3") {
        return None;
    }
    Own::new("Python", vec!["python3".to_owned(), source("peer.py").to_str()?.to_owned()], None)
}

/// Whether there is a program that no test requires.
fn there(name: &str) -> bool {
    let there = on_path(name);
    if !there {
        skipped(&format!("{name} is not installed"));
    }
    there
}

/// A file in `peers/`.
fn source(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(file)
}
