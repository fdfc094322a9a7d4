//! Playing an experiment of the book with programs of both sides.
//!
//! Each takes place in a folder of its own, laid out as the originals expect it: they run two folders below one that
//! has `certs`, with our certificates in it, since theirs have expired.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use common::defaults;
use common::error::words;
use harness::{Relay, Scratch, Window};

use super::built;
use super::commands::commands;
use super::hello::Seen;
use super::meeting::{Meeting, Run};
use super::original::Original;
use super::side::Side;
use super::trace::Under;
use crate::compare::c::Role;
use crate::error::unexpected;
use crate::files;
use crate::script::{Action, Step, Typed};

/// A program that has written more than this writes for ever, in bytes.
const MOST_OUTPUT: usize = 256 << 10;

/// After this time a new process is the program that it was to become.
const STARTED: Duration = Duration::from_millis(50);

/// A server that has nothing more to say is quiet for this long.
const QUIET: Duration = Duration::from_millis(150);

/// How long a fixed port may be busy after a session that its server has closed first.
const BUSY_PORT: Duration = Duration::from_secs(65);

/// Why an experiment does not go on.
pub(super) enum Stop {
    /// It cannot be played.
    Not(String),
    /// A program has done something else.
    Failed(String),
}

/// The first line says it; what was expected and shown is in the transcripts.
fn failed(failure: &harness::Failure) -> Stop {
    Stop::Failed(unexpected(failure).lines().next().unwrap_or_default().to_owned())
}

/// A program that was started.
struct Started {
    window: Window,
    name: String,
    program: String,
    side: Side,
    /// As it is called in a sentence: `client-tls (C)`, `openssl`.
    who: String,
    start: Instant,
    end: Option<(Instant, String)>,
    status: Option<ExitStatus>,
    peak: Option<u64>,
    /// It runs by itself, not in a shell.
    alone: bool,
    /// The exit status that the book expects, if it expects an end.
    expected: Option<i32>,
}

/// An experiment on its way.
pub(super) struct Performance<'a> {
    sides: Vec<(String, Side)>,
    originals: &'a BTreeMap<String, Original>,
    limit: Duration,
    under: Option<&'a Under>,
    /// Removed when it is dropped.
    _scratch: Scratch,
    /// Where everything runs.
    folder: PathBuf,
    started: Vec<Started>,
    relays: Vec<Relay>,
    /// The server's port.
    port: Option<u16>,
    notes: Vec<String>,
}

impl<'a> Performance<'a> {
    pub(super) fn new(
        sides: Vec<(String, Side)>,
        originals: &'a BTreeMap<String, Original>,
        limit: Duration,
        under: Option<&'a Under>,
    ) -> Result<Self, String> {
        let scratch = Scratch::new().map_err(|e| format!("no folder to play in ({})", words(&e)))?;
        let folder = scratch.path().join("originals").join("section");
        let failed = |e: std::io::Error| format!("no folder to play in ({})", words(&e));
        fs::create_dir_all(&folder).map_err(failed)?;
        let certs = defaults::workspace().join("certs");
        for place in [scratch.path(), &folder] {
            files::copy(&certs, &place.join("certs")).map_err(|e| e.to_string())?;
        }
        // The originals under our programs' names, for lines that the shell runs.
        let names = scratch.path().join("bin");
        fs::create_dir(&names).map_err(failed)?;
        for (program, original) in originals {
            if let Ok(built) = &original.built {
                link(&built.path, &names.join(program)).map_err(failed)?;
            }
        }
        Ok(Self {
            sides,
            originals,
            limit,
            under,
            _scratch: scratch,
            folder,
            started: Vec::new(),
            relays: Vec::new(),
            port: None,
            notes: Vec::new(),
        })
    }

    /// Plays a script until its end, or until it cannot go on.
    pub(super) fn play(&mut self, script: &[Step]) -> Result<(), Stop> {
        let is_server =
            |step: &Step| matches!(&step.action, Action::Run(line) if line.starts_with("server-"));
        let sessions = script.iter().any(is_server);
        for (at, Step { window, action }) in script.iter().enumerate() {
            match action {
                Action::Run(line) => {
                    let ready = script[at + 1..].iter().find_map(|step| match &step.action {
                        Action::See(line) if step.window == *window => Some(line.as_str()),
                        _ => None,
                    });
                    self.run(window, line, ready)?;
                    let mut later = script[at + 1..].iter().filter(|step| step.window == *window);
                    let end = later.find(|step| matches!(step.action, Action::Run(_) | Action::End(_)));
                    if let (Some(started), Some(Action::End(status))) =
                        (self.started.last_mut(), end.map(|step| &step.action))
                    {
                        started.expected = Some(*status);
                    }
                }
                // What is said in a session may differ, and is shown side by side; a verdict may not.
                Action::See(line) if !sessions && !line.contains("[..]") => self.see(window, line)?,
                Action::See(_) => {}
                Action::Answer(prompt, typed) => self.answer(window, prompt, typed)?,
                Action::End(_) => self.wait_for_end(window)?,
            }
        }
        Ok(())
    }

    /// Where everything runs.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn side(&self, window: &str) -> Side {
        self.sides.iter().find(|(name, _)| name == window).map_or(Side::Rust, |(_, side)| *side)
    }

    fn run(&mut self, window: &str, line: &str, ready: Option<&str>) -> Result<(), Stop> {
        // `program < FILE` needs no shell.
        let (command_line, input) = match line.split_once(" < ") {
            Some((command, file)) if !file.contains(' ') => (command, Some(file)),
            _ => (line, None),
        };
        let mut parts = command_line.split_whitespace();
        let program = parts.next().unwrap_or_default();
        let arguments: Vec<&str> = parts.collect();
        let side = self.side(window);
        let plain = !command_line.contains(['<', '>', '|', ';', '&', '"', '\'', '`', '$']);
        let is_server = program.starts_with("server-");
        for word in commands(line) {
            if let Some(original) = self.originals.get(word).filter(|_| side == Side::C) {
                if let Err(why) = &original.built {
                    return Err(Stop::Not(why.clone()));
                }
                if let Some(elsewhere) = &original.says.elsewhere {
                    return Err(Stop::Not(format!("{word} connects to {elsewhere}, whatever it is told")));
                }
            }
        }
        let original = self.originals.get(program).filter(|_| side == Side::C && plain);
        let runs_alone = original.is_some() || plain && harness::program(program).is_ok();
        let mut command = match original {
            Some(original) => self.original(window, program, original, &arguments, is_server)?,
            None if runs_alone => self.ours(window, program, &arguments, is_server)?,
            None => self.shell(line, side)?,
        };
        command.current_dir(&self.folder);
        let start = Instant::now();
        let mut opened = Window::open(window, command, self.limit).map_err(|failure| failed(&failure))?;
        if let Some(file) = input.filter(|_| runs_alone) {
            let text = fs::read(self.folder.join(file))
                .map_err(|e| Stop::Failed(format!("{file}: {}", words(&e))))?;
            let _ = opened.send(&text); // a program that does not want it has ended
            opened.close_input();
        }
        let mut started = Started {
            window: opened,
            name: window.to_owned(),
            program: program.to_owned(),
            side,
            // What the system has is the same on both sides.
            who: if self.originals.contains_key(program) {
                format!("{program} ({})", side.word())
            } else {
                program.to_owned()
            },
            start,
            end: None,
            status: None,
            peak: None,
            alone: runs_alone,
            expected: None,
        };
        let tells_port =
            self.originals.get(program).is_some_and(|one| one.says.our_roles.contains(&Role::Port));
        if is_server && side == Side::Rust && tells_port {
            // Under gdb it is not the first line.
            let before = started.window.wait_for("listening on ").and_then(|_| started.window.wait_for("\n"));
            let rest = before.map_err(|failure| failed(&failure))?;
            self.port = rest.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        }
        self.started.push(started);
        if let (true, Some(ready)) = (is_server, ready) {
            self.wait_until_ready(ready.trim())?;
        }
        Ok(())
    }

    /// Our program.
    fn ours(
        &mut self,
        window: &str,
        program: &str,
        arguments: &[&str],
        is_server: bool,
    ) -> Result<Command, Stop> {
        let path = harness::program(program).map_err(|e| Stop::Not(words(&e)))?;
        let mut command = self.under(window, program, Side::Rust, &path)?;
        command.args(arguments);
        let port = if is_server { Some(0) } else { self.relayed(None)? };
        self.set_environment(&mut command, port);
        Ok(command)
    }

    /// The original of a program, with what its own arguments are.
    fn original(
        &mut self,
        window: &str,
        program: &str,
        original: &Original,
        arguments: &[&str],
        is_server: bool,
    ) -> Result<Command, Stop> {
        let Ok(built) = &original.built else { return Err(Stop::Not(String::new())) };
        let mut command = self.under(window, program, Side::C, &built.path)?;
        let has_port = original.says.roles.contains(&Role::Port);
        let fixed = original.says.port.filter(|_| !has_port);
        let port = match (is_server, fixed) {
            (true, Some(port)) => {
                self.wait_for_port(port)?;
                self.port = Some(port);
                Some(port)
            }
            (true, None) => {
                self.port = has_port.then(free_port).transpose().map_err(|e| Stop::Not(words(&e)))?;
                self.port
            }
            (false, fixed) => self.relayed(fixed)?,
        };
        if original.says.roles.iter().all(|role| *role == Role::Other) {
            command.args(arguments);
        } else {
            command.args(own_arguments(original, arguments, port).map_err(Stop::Not)?);
        }
        self.set_environment(&mut command, None);
        Ok(command)
    }

    /// A line for the shell, in which our programs' names are those of this side.
    fn shell(&self, line: &str, side: Side) -> Result<Command, Stop> {
        let mut command = harness::stranger_command("sh");
        let own = std::env::current_exe().map_err(|e| Stop::Not(words(&e)))?;
        let ours = own.parent().unwrap_or(Path::new("")).to_owned();
        let folder = if side == Side::C { self.folder.join("../../bin") } else { ours };
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&rest)));
        command.arg("-c").arg(line).env("PATH", path.map_err(|e| Stop::Not(e.to_string()))?);
        self.set_environment(&mut command, self.port);
        Ok(command)
    }

    fn set_environment(&self, command: &mut Command, port: Option<u16>) {
        command.env(defaults::CERTS_VARIABLE, self.folder.join("certs")).env_remove("SSLKEYLOGFILE");
        match port {
            Some(port) => command.env("TLSBOOK_PORT", port.to_string()),
            None => command.env_remove("TLSBOOK_PORT"),
        };
    }

    /// The beginning of a command. The originals write to a pipe as C programs do, in blocks; `stdbuf` has them write
    /// as to a terminal.
    fn under(&self, window: &str, program: &str, side: Side, path: &Path) -> Result<Command, Stop> {
        let mut line: Vec<OsString> = Vec::new();
        if side == Side::C && harness::on_path("stdbuf") {
            line.extend(["stdbuf", "-o0"].map(Into::into));
        }
        if let Some(under) = self.under.filter(|under| under.window == window) {
            let built = built::look(path, None).map_err(Stop::Not)?;
            let tool = under.command(program, &built.imports).map_err(|e| Stop::Not(words(&e)))?;
            line.extend(tool.into_iter().map(Into::into));
        }
        line.push(path.into());
        let mut command = harness::stranger_command(&line[0]);
        command.args(&line[1..]);
        Ok(command)
    }

    /// The port for a client: a relay's, so that the session can be seen. `fixed` is the only one that it knows.
    fn relayed(&mut self, fixed: Option<u16>) -> Result<Option<u16>, Stop> {
        let Some(server) = self.port else { return Ok(None) };
        if fixed == Some(server) {
            self.notes.push(format!("both know port {server} only: no relay could be put between them"));
            return Ok(fixed);
        }
        let relay = Relay::start_at(fixed.unwrap_or(0), SocketAddr::from(([127, 0, 0, 1], server)));
        let relay = relay.map_err(|e| {
            Stop::Not(format!("port {} cannot be listened on ({})", fixed.unwrap_or(0), words(&e)))
        })?;
        let port = relay.address().port();
        self.relays.push(relay);
        Ok(Some(port))
    }

    /// Waits until a server may be started on a port that it cannot change.
    fn wait_for_port(&mut self, port: u16) -> Result<(), Stop> {
        // Another program that listens there: this does not change by waiting.
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Err(Stop::Not(format!(
                "port {port}, the only one it knows, is taken by another program"
            )));
        }
        let start = Instant::now();
        while !is_free(port) {
            if start.elapsed() > BUSY_PORT {
                return Err(Stop::Not(format!("port {port}, the only one it knows, is busy")));
            }
            thread::sleep(Duration::from_millis(200));
        }
        if start.elapsed() > Duration::from_secs(1) {
            self.notes.push(format!("waited {} s for port {port}", start.elapsed().as_secs()));
        }
        Ok(())
    }

    fn wait_until_ready(&mut self, ready: &str) -> Result<(), Stop> {
        let Some(started) = self.started.last_mut() else { return Ok(()) };
        if started.side == Side::C && !harness::on_path("stdbuf") {
            thread::sleep(Duration::from_millis(500)); // its line comes when it ends
            return Ok(());
        }
        let done = started.window.wait_for(ready).map(drop).map_err(|failure| failed(&failure));
        if started.side == Side::C {
            thread::sleep(Duration::from_millis(50)); // it says that it waits before it does
        }
        done
    }

    fn see(&mut self, window: &str, line: &str) -> Result<(), Stop> {
        let Some(started) = self.started(window) else { return Ok(()) };
        started
            .window
            .wait_for(line)
            .map(drop)
            .map_err(|_| Stop::Failed(format!("{} does not show `{line}`", started.who)))
    }

    fn started(&mut self, window: &str) -> Option<&mut Started> {
        self.started.iter_mut().rev().find(|started| started.name == window)
    }

    /// Types something when the program asks for it.
    fn answer(&mut self, window: &str, prompt: &str, typed: &Typed) -> Result<(), Stop> {
        let Some(started) = self.started(window) else { return Ok(()) };
        let asked = started.window.wait_for(prompt);
        started.look();
        if started.window.written() > MOST_OUTPUT {
            return Err(Stop::Failed(format!("{} writes without end", started.program)));
        }
        asked.map_err(|failure| failed(&failure))?;
        let done = match typed {
            Typed::Line(line) => started.window.type_line(line),
            Typed::End => {
                started.window.close_input();
                Ok(())
            }
            Typed::Interrupt => started.window.interrupt(),
        };
        done.map_err(|failure| failed(&failure))
    }

    /// Waits for a program's end; a server's end is waited for only when all else is over.
    fn wait_for_end(&mut self, window: &str) -> Result<(), Stop> {
        let limit = self.limit;
        let Some(started) = self.started(window) else { return Ok(()) };
        let deadline = Instant::now() + limit;
        while !started.look() {
            if started.window.written() > MOST_OUTPUT {
                return Err(Stop::Failed(format!("{} writes without end", started.program)));
            }
            if Instant::now() > deadline {
                return Err(Stop::Failed(format!(
                    "{} has not ended after {} s",
                    started.program,
                    limit.as_secs()
                )));
            }
            thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }

    /// Lets the servers finish, ends them, and collects what all have shown.
    pub(super) fn end(&mut self, meeting: &mut Meeting) {
        for started in &mut self.started {
            started.settle();
        }
        let mut failures = Vec::new();
        for mut started in self.started.drain(..) {
            started.look();
            let spins = started.status.is_none() && started.spins();
            let rest = started.window.rest();
            drop(rest);
            // What a server of ours says when it was asked for port 0 is no part of the session.
            let shown = started.window.transcript();
            let rest = shown.split_once('\n').filter(|(line, _)| line.starts_with("listening on "));
            let mut transcript = rest.map_or(shown, |(_, rest)| rest).to_owned();
            if transcript.len() > MOST_OUTPUT {
                transcript = transcript.chars().take(800).collect();
                transcript.push_str("\n[…]\n");
            }
            let (end, said) = match &started.end {
                Some((end, said)) => (*end, said.clone()),
                None if spins => (Instant::now(), "still running, at full CPU".to_owned()),
                None => (Instant::now(), "still running".to_owned()),
            };
            if spins {
                self.notes.push(format!("{} spins: it uses the whole CPU while it waits", started.who));
            }
            if let Some(why) = not_started(&transcript) {
                meeting.not_played = true;
                failures.push((started.side, format!("{} cannot be started: {why}", started.who)));
            } else {
                failures.extend(failure(&started, &transcript, &said).map(|why| (started.side, why)));
            }
            meeting.runs.push(Run {
                window: started.name.clone(),
                program: started.program.clone(),
                side: started.side,
                who: started.who.clone(),
                transcript,
                end: said,
                milliseconds: (end - started.start).as_millis(),
                peak: started.peak,
            });
            // The window goes here, and its program with it: then the relays' connections end.
        }
        failures.sort_by_key(|(side, _)| std::cmp::Reverse(*side)); // ours tell more
        let failures: Vec<String> = failures.into_iter().map(|(_, why)| why).collect();
        meeting.failure = (!failures.is_empty()).then(|| failures.join("; "));
        for relay in self.relays.drain(..) {
            let _ = TcpStream::connect(relay.address()); // a client that never came
            // A program that has left its process group may hold the connection for ever.
            let deadline = Instant::now() + Duration::from_secs(2);
            while !relay.has_ended() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(2));
            }
            if !relay.has_ended() {
                self.notes
                    .push("the connection is still held by a process that could not be ended".to_owned());
            } else if let Ok((client, server)) = relay.bytes() {
                meeting.seen.push(Seen::of(&client, &server));
            }
        }
        meeting.notes.append(&mut self.notes);
    }
}

impl Started {
    /// Looks whether it has ended, and at its memory.
    fn look(&mut self) -> bool {
        if self.status.is_none() {
            // Before it has shown anything, it may not be the program yet.
            if self.alone && (self.window.written() > 0 || self.start.elapsed() > STARTED) {
                self.peak = self.peak.max(self.window.peak());
            }
            self.status = self.window.ended();
            self.end = self.status.map(|status| (Instant::now(), status.to_string()));
        }
        self.status.is_some()
    }

    /// Waits until it has ended or said all that it has to say.
    fn settle(&mut self) {
        let limit = Instant::now() + Duration::from_secs(3);
        let (mut written, mut since) = (self.window.written(), Instant::now());
        while !self.look() && since.elapsed() < QUIET && Instant::now() < limit {
            thread::sleep(Duration::from_millis(5));
            if self.window.written() != written {
                (written, since) = (self.window.written(), Instant::now());
            }
        }
    }

    /// Whether it uses a processor while it has nothing to do.
    fn spins(&self) -> bool {
        const WATCHED: Duration = Duration::from_millis(200);
        let Some(before) = self.window.processor_time() else { return false };
        thread::sleep(WATCHED);
        self.window.processor_time().is_some_and(|after| after.saturating_sub(before) > WATCHED / 2)
    }
}

/// Why a program has not been started at all, as the dynamic linker or `stdbuf` says it in its place: then it has neither
/// taken nor refused anything.
fn not_started(transcript: &str) -> Option<&str> {
    let says = ["error while loading shared libraries: ", "stdbuf: failed to run command"];
    transcript.lines().find(|line| says.iter().any(|text| line.contains(text)))
}

/// What a program has said or done that is no success.
fn failure(started: &Started, transcript: &str, end: &str) -> Option<String> {
    let who = &started.who;
    let complaint = transcript
        .lines()
        .map(str::trim)
        .find(|line| ["ERROR", "Error", "error", "illegal"].iter().any(|word| line.starts_with(word)));
    let refuses = started.expected.is_some_and(|status| status != 0);
    if refuses && started.side == Side::C && complaint.is_none() {
        return Some(format!("{who} takes what the book's refuses; {end}"));
    }
    let fails = match started.side {
        Side::Rust => {
            started.status.is_some_and(|status| status.code() != Some(started.expected.unwrap_or(0)))
        }
        // The originals' exit statuses say nothing; a signal does.
        Side::C => end.starts_with("signal") || complaint.is_some() && !refuses,
    };
    match complaint {
        _ if !fails => None,
        Some(line) if end.starts_with("signal") => Some(format!("{who}: {line}; {end}")),
        Some(line) => Some(format!("{who}: {line}")),
        None => Some(format!("{who}: {end}")),
    }
}

/// The arguments in the original's own order: what our arguments say, or else what the originals have by default.
fn own_arguments(original: &Original, arguments: &[&str], port: Option<u16>) -> Result<Vec<String>, String> {
    if let Some(option) = arguments.iter().find(|argument| argument.starts_with('-')) {
        return Err(format!("the original has no {option}"));
    }
    let given = |role: Role| {
        let at = original.says.our_roles.iter().position(|ours| *ours == role)?;
        arguments.get(at).map(|argument| (*argument).to_owned())
    };
    let certs = |file: &str| format!("../../certs/{file}");
    let value = |role: &Role| match role {
        Role::Host => given(*role).unwrap_or_else(|| defaults::LOCALHOST.to_owned()),
        Role::CaCert => given(*role).unwrap_or_else(|| certs(defaults::CA_CERT_FILE)),
        Role::ServerCert => given(*role).unwrap_or_else(|| certs(defaults::SERVER_CERT_FILE)),
        Role::ServerKey => given(*role).unwrap_or_else(|| certs(defaults::SERVER_KEY_FILE)),
        Role::Port => port.unwrap_or(defaults::DEFAULT_PORT).to_string(),
        Role::Other => String::new(),
    };
    Ok(original.says.roles.iter().map(value).collect())
}

/// Whether a server without SO_REUSEADDR could listen on a port: no connection of a former one may be left.
fn is_free(port: u16) -> bool {
    let wanted = format!(":{port:04X}");
    let Ok(table) = fs::read_to_string("/proc/net/tcp") else {
        return TcpListener::bind(("0.0.0.0", port)).is_ok();
    };
    !table
        .lines()
        .skip(1)
        .any(|line| line.split_whitespace().nth(1).is_some_and(|local| local.ends_with(&wanted)))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(unix)]
fn link(file: &Path, name: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(file.canonicalize()?, name)
}

#[cfg(not(unix))]
fn link(file: &Path, name: &Path) -> std::io::Result<()> {
    fs::copy(file, name).map(drop)
}
