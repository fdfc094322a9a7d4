//! The policy of `compare`: each window runs either our program or the original. What they show in a session
//! may differ; what counts is that the two work together.
//!
//! The originals run two folders below one that contains `certs` with our certificates, because their own have
//! expired.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use common::defaults;
use common::error::words;
use harness::{Failure, Relay, Window};
use texts::{Sentence, say};

use super::built;
use super::commands::commands;
use super::original::{Original, Says};
use super::ports;
use super::side::{Side, of_side};
use super::started::{MOST_OUTPUT, Started};
use super::trace::Under;
use crate::compare::c::Role;
use crate::compare::unexpected::unexpected;
use crate::player::{self, Line, Policy, Running, Setting};
use crate::script::{Action, Step};

/// The folder in which the programs of both sides run.
pub(super) const FOLDER: &str = "originals/section";

/// The file with the secrets of our programs' sessions, in the scratch folder. Under a tool they write none: it would see
/// the calls for that.
pub(super) const KEY_LOG: &str = "secrets.log";

/// The folder that links our programs' names to the originals, for lines that the shell runs.
const NAMES: &str = "bin";

/// Why an experiment stops.
pub(super) enum Stop {
    /// It cannot be played.
    Not(Sentence),
    /// A program did something unexpected.
    Failed(Sentence),
}

impl From<Sentence> for Stop {
    fn from(why: Sentence) -> Self {
        Self::Failed(why)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(unexpected(&failure))
    }
}

/// Something that the system does not do.
fn not(e: &io::Error) -> Stop {
    Stop::Not(Sentence::verbatim(words(e)))
}

/// Programs of both sides.
pub(super) struct Mixed<'a> {
    pub(super) sides: Vec<(String, Side)>,
    pub(super) originals: &'a BTreeMap<String, Original>,
    pub(super) limit: Duration,
    pub(super) under: Option<&'a Under>,
    /// Whether one of our servers is used. What is shown in a session is then not compared.
    pub(super) sessions: bool,
    pub(super) relays: Vec<Relay>,
    pub(super) notes: Vec<Sentence>,
}

impl Policy for Mixed<'_> {
    type Run = Started;
    type Stop = Stop;

    fn start(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        ahead: &[Step],
    ) -> Result<Running<Started>, Stop> {
        let side = self.side(window);
        let (command, alone) = self.command(setting, window, line, side)?;
        let start = Instant::now();
        let mut opened = Window::open(window, command, self.limit)?;
        if let Some(file) = line.input.filter(|_| alone) {
            let text = fs::read(setting.folder().join(file))
                .map_err(|e| say!("{0}: {1}", file.to_owned(), words(&e)))?;
            let _ = opened.send(&text); // fails if the program has ended without reading it
            opened.close_input();
        }
        let original = self.originals.get(line.program);
        let tells_port = original.is_some_and(|one| one.says.our_roles.contains(&Role::Port));
        if line.is_server() && side == Side::Rust && tells_port {
            // Under gdb, it is not the first line.
            opened.wait_for("listening on ")?;
            let rest = opened.wait_for("\n")?;
            setting.port = rest.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        }
        // A tool of the system is the same on both sides.
        let who = match original {
            Some(_) => of_side(line.program, side),
            None => Sentence::verbatim(line.program.to_owned()),
        };
        let run = Started {
            program: line.program.to_owned(),
            side,
            who,
            start,
            end: None,
            status: None,
            peak: None,
            alone,
            expected: expected(window, ahead),
        };
        Ok(Running { window: opened, command: line.text.to_owned(), listens: false, run })
    }

    /// A server is ready when it has shown its next line.
    fn ready(&mut self, running: &mut Running<Started>, line: &Line<'_>, ahead: &[Step]) -> Result<(), Stop> {
        let ready = ahead.iter().find_map(|step| match &step.action {
            Action::See(line) if step.window == running.window.name() => Some(line.trim()),
            _ => None,
        });
        let Some(ready) = ready.filter(|_| line.is_server()) else { return Ok(()) };
        if running.run.side == Side::C && !harness::on_path("stdbuf") {
            thread::sleep(Duration::from_millis(500)); // it writes its line only at its end
            return Ok(());
        }
        let done = running.window.wait_for(ready);
        if running.run.side == Side::C {
            thread::sleep(Duration::from_millis(50)); // it announces that it waits before it does so
        }
        done?;
        Ok(())
    }

    /// What programs show in a session may differ, and is shown side by side. A verdict may not differ.
    fn see(&mut self, running: &mut Running<Started>, line: &str) -> Result<(), Stop> {
        if !self.sessions && !line.contains("[..]") && running.window.wait_for(line).is_err() {
            return Err(Stop::Failed(does_not_show(running.run.who.clone(), line)));
        }
        Ok(())
    }

    fn prompt(&mut self, running: &mut Running<Started>, prompt: &str) -> Result<(), Stop> {
        let asked = running.window.wait_for(prompt);
        running.look();
        if running.window.written() > MOST_OUTPUT {
            return Err(Stop::Failed(say!("{0} writes without end", running.run.program.clone())));
        }
        asked?;
        Ok(())
    }

    /// Waits for a program to end. The status is checked after the experiment.
    fn end(&mut self, running: &mut Running<Started>, _status: i32) -> Result<(), Stop> {
        let deadline = Instant::now() + self.limit;
        while !running.look() {
            let program = &running.run.program;
            if running.window.written() > MOST_OUTPUT {
                return Err(Stop::Failed(say!("{0} writes without end", program.clone())));
            }
            if Instant::now() > deadline {
                let seconds = self.limit.as_secs();
                return Err(Stop::Failed(say!("{0} has not ended after {1} s", program.clone(), seconds)));
            }
            thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }
}

/// What a program should show, and does not.
pub(super) fn does_not_show(who: Sentence, line: &str) -> Sentence {
    say!("{0} does not show `{1}`", who, line.to_owned())
}

/// The exit status that the script expects of the program that has just been started in a window.
fn expected(window: &str, ahead: &[Step]) -> Option<i32> {
    let mut later = ahead.iter().filter(|step| step.window == window).map(|step| &step.action);
    match later.find(|action| matches!(action, Action::Run(_) | Action::End(_))) {
        Some(Action::End(status)) => Some(*status),
        _ => None,
    }
}

impl Mixed<'_> {
    fn side(&self, window: &str) -> Side {
        self.sides.iter().find(|(name, _)| name == window).map_or(Side::Rust, |(_, side)| *side)
    }

    /// The command for a line on this side, and whether it runs directly, without a shell.
    fn command(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        side: Side,
    ) -> Result<(Command, bool), Stop> {
        let originals = self.originals;
        for word in commands(line.text).filter(|_| side == Side::C) {
            let Some(original) = originals.get(word) else { continue };
            if let Err(why) = &original.built {
                return Err(Stop::Not(why.clone()));
            }
            if let Some(elsewhere) = &original.says.elsewhere {
                let (word, elsewhere) = (word.to_owned(), elsewhere.clone());
                return Err(Stop::Not(say!("{0} connects to {1}, whatever it is told", word, elsewhere)));
            }
        }
        match originals.get(line.program).filter(|_| side == Side::C && line.is_plain) {
            Some(original) => Ok((self.original(setting, window, line, original)?, true)),
            None if line.is_plain && harness::program(line.program).is_ok() => {
                Ok((self.ours(setting, window, line)?, true))
            }
            None => {
                let ours = player::our_folder().map_err(|e| not(&e))?;
                let folder = if side == Side::C { setting.scratch().join(NAMES) } else { ours };
                let mut command = player::shell(line.text, folder).map_err(|e| not(&e))?;
                setting.prepare(&mut command, setting.port);
                Ok((command, false))
            }
        }
    }

    /// The command for our program.
    fn ours(&mut self, setting: &Setting, window: &str, line: &Line<'_>) -> Result<Command, Stop> {
        let program = line.program;
        let path = harness::program(program).map_err(|e| not(&e))?;
        let mut command = self.under(window, program, Side::Rust, &path)?;
        command.args(&line.arguments).args(self.host_as_for_the_original(line));
        let port = if line.is_server() { Some(0) } else { self.relayed(setting, None)? };
        setting.prepare(&mut command, port);
        if self.under.is_none() {
            command.env("SSLKEYLOGFILE", setting.scratch().join(KEY_LOG));
        }
        Ok(command)
    }

    /// The command for the original of a program, with the arguments in its own order.
    fn original(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        original: &Original,
    ) -> Result<Command, Stop> {
        let built = original.built.as_ref().map_err(|why| Stop::Not(why.clone()))?;
        if let Some(role) = not_taken(&original.says, &line.arguments) {
            return Err(Stop::Not(say!("the original takes no {0}", role.word())));
        }
        let mut command = self.under(window, line.program, Side::C, &built.path)?;
        let has_port = original.says.roles.contains(&Role::Port);
        let fixed = original.says.port.filter(|_| !has_port);
        let port = match (line.is_server(), fixed) {
            (true, Some(port)) => {
                let waited = ports::wait_until_free(port).map_err(Stop::Not)?.as_secs();
                if waited > 0 {
                    self.notes.push(say!("waited {0} s for port {1}", waited, port));
                }
                setting.port = Some(port);
                Some(port)
            }
            (true, None) => {
                setting.port = has_port.then(ports::free_port).transpose().map_err(|e| not(&e))?;
                setting.port
            }
            (false, fixed) => self.relayed(setting, fixed)?,
        };
        if original.says.roles.iter().all(|role| *role == Role::Other) {
            command.args(&line.arguments);
        } else {
            command.args(own_arguments(original, &line.arguments, port).map_err(Stop::Not)?);
        }
        setting.prepare(&mut command, None);
        Ok(command)
    }

    /// Our arguments up to the host, if the original is told one and the script says none: what both show is then of the
    /// same command.
    fn host_as_for_the_original(&self, line: &Line<'_>) -> Vec<String> {
        let Some(original) = self.originals.get(line.program).filter(|_| self.sessions) else {
            return Vec::new();
        };
        let Says { roles, our_roles, .. } = &original.says;
        let host = our_roles.iter().position(|role| *role == Role::Host);
        match host.filter(|_| roles.contains(&Role::Host) && line.arguments.is_empty()) {
            Some(at) => our_roles[..=at].iter().copied().map(default).collect(),
            None => Vec::new(),
        }
    }

    /// The beginning of a command. A C program buffers its output in blocks when it writes to a pipe; `stdbuf`
    /// makes the originals write as they do to a terminal.
    fn under(&self, window: &str, program: &str, side: Side, path: &Path) -> Result<Command, Stop> {
        let mut line: Vec<OsString> = Vec::new();
        if side == Side::C && harness::on_path("stdbuf") {
            line.extend(["stdbuf", "-o0"].map(Into::into));
        }
        if let Some(under) = self.under.filter(|under| under.window == window) {
            let built = built::look(path, None).map_err(Stop::Not)?;
            let tool = under.command(program, &built.imports).map_err(|e| not(&e))?;
            line.extend(tool.into_iter().map(Into::into));
        }
        line.push(path.into());
        let mut command = harness::stranger_command(&line[0]);
        command.args(&line[1..]);
        Ok(command)
    }

    /// The port for a client: that of a relay, so that the session can be observed. `fixed` is the only port
    /// the client knows, if it has one.
    fn relayed(&mut self, setting: &Setting, fixed: Option<u16>) -> Result<Option<u16>, Stop> {
        let Some(server) = setting.port else { return Ok(None) };
        if fixed == Some(server) {
            self.notes.push(say!("both know port {0} only: no relay could be put between them", server));
            return Ok(fixed);
        }
        let relay = Relay::start_at(fixed.unwrap_or(0), SocketAddr::from(([127, 0, 0, 1], server)));
        let failed =
            |e| Stop::Not(say!("port {0} cannot be listened on ({1})", fixed.unwrap_or(0), words(&e)));
        let relay = relay.map_err(failed)?;
        let port = relay.address().port();
        self.relays.push(relay);
        Ok(Some(port))
    }
}

/// The arguments in the original's own order: the values of our arguments, or else the original's defaults.
fn own_arguments(
    original: &Original,
    arguments: &[&str],
    port: Option<u16>,
) -> Result<Vec<String>, Sentence> {
    if let Some(option) = arguments.iter().find(|argument| argument.starts_with('-')) {
        return Err(say!("the original has no {0}", (*option).to_owned()));
    }
    let given = |role: Role| {
        let at = original.says.our_roles.iter().position(|ours| *ours == role)?;
        arguments.get(at).map(|argument| (*argument).to_owned())
    };
    let value = |role: &Role| match (role, port) {
        (Role::Port, Some(port)) => port.to_string(),
        _ => given(*role).unwrap_or_else(|| default(*role)),
    };
    Ok(original.says.roles.iter().map(value).collect())
}

/// What the script gives and the original does not take, so that it would play something else.
fn not_taken(says: &Says, arguments: &[&str]) -> Option<Role> {
    let is_known = says.ignores_arguments || says.roles.iter().any(|role| *role != Role::Other);
    if !is_known || arguments.iter().any(|argument| argument.starts_with('-')) {
        return None;
    }
    let name = |path: &str| Path::new(path).file_name().map(ToOwned::to_owned);
    let mut given = says.our_roles.iter().copied().zip(arguments);
    let lost = given.find(|(role, argument)| {
        let counts = !matches!(role, Role::Port | Role::Other) && !says.roles.contains(role);
        counts && name(argument) != name(&default(*role))
    });
    lost.map(|(role, _)| role)
}

/// What an argument is if the script does not say.
fn default(role: Role) -> String {
    let certs = |file: &str| format!("../../certs/{file}");
    match role {
        Role::Host => defaults::LOCALHOST.to_owned(),
        Role::CaCert => certs(defaults::CA_CERT_FILE),
        Role::ServerCert => certs(defaults::SERVER_CERT_FILE),
        Role::ServerKey => certs(defaults::SERVER_KEY_FILE),
        Role::Port => defaults::DEFAULT_PORT.to_string(),
        Role::Other => String::new(),
    }
}

/// Links our programs' names to the originals.
pub(super) fn link_originals(
    setting: &Setting,
    originals: &BTreeMap<String, Original>,
) -> std::io::Result<()> {
    let names = setting.scratch().join(NAMES);
    fs::create_dir(&names)?;
    for (program, original) in originals {
        if let Ok(built) = &original.built {
            link(&built.path, &names.join(program))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(file: &Path, name: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(file.canonicalize()?, name)
}

#[cfg(not(unix))]
fn link(file: &Path, name: &Path) -> std::io::Result<()> {
    fs::copy(file, name).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_that_the_original_would_ignore_is_not_taken() {
        let says = |roles: &[Role]| Says {
            roles: roles.to_vec(),
            our_roles: vec![Role::ServerCert, Role::ServerKey, Role::Port],
            ..Says::default()
        };
        let arguments = ["certs/broken/tb-server-cert2.pem", "certs/tb-server-key.pem", "11111"];
        let deaf = Says { ignores_arguments: true, ..says(&[]) };
        assert_eq!(not_taken(&deaf, &arguments), Some(Role::ServerCert));
        assert_eq!(not_taken(&says(&[Role::Port]), &arguments), Some(Role::ServerCert));
        // It has the same key without being told.
        assert_eq!(not_taken(&says(&[Role::ServerCert]), &arguments), None);
        assert_eq!(not_taken(&deaf, &[]), None);
        // What its arguments mean is not known, but it looks at them.
        assert_eq!(not_taken(&says(&[]), &arguments), None);
    }
}
