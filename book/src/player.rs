//! Plays the script of an experiment: each command in a window of its own, typed to as the script says.
//!
//! Which program runs for a command, and what it means when it shows something else, differs from use to use: that is
//! a [`Policy`].

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use common::defaults;
use harness::{Failure, Scratch, Window};

use crate::error::Error;
use crate::files;
use crate::script::{Action, Step, Typed};

/// One use of the player.
pub(crate) trait Policy {
    /// What it keeps of a program, besides its window.
    type Run;

    /// Why a script is not played to its end.
    type Stop: From<Failure> + From<String>;

    /// Starts what runs for a command. `ahead` are the steps after it.
    fn start(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        ahead: &[Step],
    ) -> Result<Running<Self::Run>, Self::Stop>;

    /// Waits until a program that was just started can be used.
    fn ready(
        &mut self,
        _running: &mut Running<Self::Run>,
        _line: &Line<'_>,
        _ahead: &[Step],
    ) -> Result<(), Self::Stop> {
        Ok(())
    }

    /// The script shows a whole line.
    fn see(&mut self, running: &mut Running<Self::Run>, line: &str) -> Result<(), Self::Stop>;

    /// The script shows a prompt; what is typed after it is typed next.
    fn prompt(&mut self, running: &mut Running<Self::Run>, prompt: &str) -> Result<(), Self::Stop>;

    /// The script has the program end with this exit status.
    fn end(&mut self, running: &mut Running<Self::Run>, status: i32) -> Result<(), Self::Stop>;
}

/// An experiment on its way.
pub(crate) struct Player<P: Policy> {
    /// In the order in which they were started. They end before their folder goes.
    pub(crate) started: Vec<Running<P::Run>>,
    pub(crate) policy: P,
    pub(crate) setting: Setting,
}

/// A program that was started.
pub(crate) struct Running<R> {
    pub(crate) window: Window,
    /// The command as it stands in the script.
    pub(crate) command: String,
    /// A server that is to be asked for its port before its next step.
    pub(crate) listens: bool,
    pub(crate) run: R,
}

impl<P: Policy> Player<P> {
    pub(crate) fn new(policy: P, setting: Setting) -> Self {
        Self { started: Vec::new(), policy, setting }
    }

    /// Plays a script until its end, or until it cannot go on.
    pub(crate) fn play(&mut self, script: &[Step]) -> Result<(), P::Stop> {
        let mut ahead = script;
        while let [Step { window, action }, rest @ ..] = ahead {
            ahead = rest;
            if let Action::Run(text) = action {
                let line = Line::of(text);
                let running = self.policy.start(&mut self.setting, window, &line, ahead)?;
                self.started.push(running);
                if let Some(running) = self.started.last_mut() {
                    self.policy.ready(running, &line, ahead)?;
                }
                continue;
            }
            let running = self.started.iter_mut().rev().find(|running| running.window.name() == window);
            let Some(running) = running else {
                return Err(format!("the script does not say what runs in the window {window}").into());
            };
            // A server that was asked for a free port says which it has got before anything else.
            if running.listens {
                running.listens = false;
                if let Ok(port) = running.window.port() {
                    self.setting.port = Some(port);
                }
            }
            match action {
                Action::Run(_) => {}
                Action::See(line) => self.policy.see(running, line)?,
                Action::Answer(prompt, typed) => {
                    self.policy.prompt(running, prompt)?;
                    type_into(&mut running.window, typed)?;
                }
                Action::End(status) => self.policy.end(running, *status)?,
            }
        }
        Ok(())
    }
}

fn type_into(window: &mut Window, typed: &Typed) -> Result<(), Failure> {
    match typed {
        Typed::Line(line) => window.type_line(line),
        Typed::End => {
            window.close_input();
            Ok(())
        }
        Typed::Interrupt => window.interrupt(),
    }
}

/// Where the programs run, and what each of them is told.
pub(crate) struct Setting {
    /// Removed when it is dropped.
    scratch: Scratch,
    folder: PathBuf,
    /// The port of the last server.
    pub(crate) port: Option<u16>,
}

impl Setting {
    /// A scratch folder with a copy of `certs/` in it.
    pub(crate) fn new() -> Result<Self, Error> {
        Self::below("")
    }

    /// A new folder `below` a scratch folder, with a copy of `certs/` in it.
    pub(crate) fn below(below: &str) -> Result<Self, Error> {
        let scratch = Scratch::new().map_err(Error::Scratch)?;
        let folder = scratch.path().join(below);
        fs::create_dir_all(&folder).map_err(Error::Scratch)?;
        copy_certs(&folder)?;
        Ok(Self { scratch, folder, port: None })
    }

    /// The scratch folder, which holds everything.
    pub(crate) fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Where the programs run.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has a command run in the folder with its certificates, and tells it a port, if there is one.
    pub(crate) fn prepare(&self, command: &mut Command, port: Option<u16>) {
        command
            .current_dir(&self.folder)
            .env(defaults::CERTS_VARIABLE, self.folder.join("certs"))
            .env_remove("SSLKEYLOGFILE");
        match port {
            Some(port) => command.env("TLSBOOK_PORT", port.to_string()),
            None => command.env_remove("TLSBOOK_PORT"),
        };
    }
}

/// Copies `certs/` into a folder.
pub(crate) fn copy_certs(folder: &Path) -> Result<(), Error> {
    files::copy(&defaults::workspace().join("certs"), &folder.join("certs"))
}

/// A command of a script.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) program: &'a str,
    pub(crate) arguments: Vec<&'a str>,
    /// The file that is its input, as in `program < FILE`.
    pub(crate) input: Option<&'a str>,
    /// Nothing in it, besides its input, needs a shell.
    pub(crate) is_plain: bool,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        let (command, input) = match text.split_once(" < ") {
            Some((command, file)) if !file.contains(' ') => (command, Some(file)),
            _ => (text, None),
        };
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        let is_plain = !command.contains(['<', '>', '|', ';', '&', '"', '\'', '`', '$']);
        Self { text, program, arguments: words.collect(), input, is_plain }
    }

    /// Whether the program is one of our servers.
    pub(crate) fn is_server(&self) -> bool {
        self.program.starts_with("server-")
    }
}

/// A line for the shell, which finds the programs in `folder` before all others.
pub(crate) fn shell(line: &str, folder: PathBuf) -> io::Result<Command> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(env::split_paths(&rest));
    let path = env::join_paths(folders).map_err(io::Error::other)?;
    let mut command = harness::stranger_command("sh");
    command.arg("-c").arg(line).env("PATH", path);
    Ok(command)
}

/// The folder of our programs.
pub(crate) fn our_folder() -> io::Result<PathBuf> {
    Ok(env::current_exe()?.parent().unwrap_or(Path::new("")).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_plain_unless_it_needs_a_shell() {
        let line = Line::of("rsaenc pub.key enc.bin < message.txt");
        assert_eq!((line.program, line.input), ("rsaenc", Some("message.txt")));
        assert_eq!(line.arguments, ["pub.key", "enc.bin"]);
        assert!(line.is_plain && !line.is_server());
        assert!(Line::of("server-tls a b").is_server());
        for text in ["a | b", "a < b c", "a \"b\"", "a `b`", "a > b", "a; b"] {
            assert!(!Line::of(text).is_plain, "{text}");
        }
    }
}
