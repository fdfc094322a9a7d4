//! Plays the script of an experiment: runs each command in its window, and types what the script says.
//!
//! Each use of the player has its own [`Policy`]: which program runs for a command, and what to do when the program
//! shows something that is not in the script.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use common::defaults;
use harness::{Failure, Scratch, Window};
use texts::{Sentence, say};

use crate::error::Error;
use crate::files;
use crate::script::{Action, Step, Typed};

/// What a use of the player decides for itself.
pub(crate) trait Policy {
    /// What the policy keeps for each program, besides its window.
    type Run;

    /// Why a script stopped before its end.
    type Stop: From<Failure> + From<Sentence>;

    /// Starts the program that runs for a command. `ahead` holds the steps that follow it.
    fn start(
        &mut self,
        setting: &mut Setting,
        window: &str,
        line: &Line<'_>,
        ahead: &[Step],
    ) -> Result<Running<Self::Run>, Self::Stop>;

    /// Waits until a program that has just started is ready for use.
    fn ready(
        &mut self,
        _running: &mut Running<Self::Run>,
        _line: &Line<'_>,
        _ahead: &[Step],
    ) -> Result<(), Self::Stop> {
        Ok(())
    }

    /// Handles a step in which the program shows a whole line.
    fn see(&mut self, running: &mut Running<Self::Run>, line: &str) -> Result<(), Self::Stop>;

    /// Handles a step in which the program shows a prompt. The player types the answer afterwards.
    fn prompt(&mut self, running: &mut Running<Self::Run>, prompt: &str) -> Result<(), Self::Stop>;

    /// Handles a step in which the program ends with this exit status.
    fn end(&mut self, running: &mut Running<Self::Run>, status: i32) -> Result<(), Self::Stop>;
}

/// An experiment being played.
pub(crate) struct Player<P: Policy> {
    /// The programs, in the order they were started. Declared before `setting`, so that they end before their folder
    /// is removed.
    pub(crate) started: Vec<Running<P::Run>>,
    pub(crate) policy: P,
    pub(crate) setting: Setting,
}

/// A program that has been started.
pub(crate) struct Running<R> {
    pub(crate) window: Window,
    /// The command as written in the script.
    pub(crate) command: String,
    /// Whether this is a server whose port must be read before its next step.
    pub(crate) listens: bool,
    pub(crate) run: R,
}

impl<P: Policy> Player<P> {
    pub(crate) fn new(policy: P, setting: Setting) -> Self {
        Self { started: Vec::new(), policy, setting }
    }

    /// Plays a script to its end, or until the policy stops it.
    pub(crate) fn play(&mut self, script: &[Step]) -> Result<(), P::Stop> {
        let mut ahead = script;
        while let [Step { window, action }, rest @ ..] = ahead {
            ahead = rest;
            let of_window = |running: &&mut Running<P::Run>| running.window.name() == window;
            if let Action::Run(text) = action {
                // As in a terminal: a command comes after the end of the one before it.
                if let Some(former) = self.started.iter_mut().rev().find(of_window) {
                    former.window.wait_for_end()?;
                }
                let line = Line::of(text);
                let running = self.policy.start(&mut self.setting, window, &line, ahead)?;
                self.started.push(running);
                if let Some(running) = self.started.last_mut() {
                    self.policy.ready(running, &line, ahead)?;
                }
                continue;
            }
            let Some(running) = self.started.iter_mut().rev().find(of_window) else {
                return Err(
                    say!("the script does not say what runs in the window {0}", window.clone()).into()
                );
            };
            // A server told to take any free port reports which one it got before anything else.
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

/// The folder and environment in which the programs run.
pub(crate) struct Setting {
    /// Removed when dropped.
    scratch: Scratch,
    folder: PathBuf,
    /// The port of the last server.
    pub(crate) port: Option<u16>,
}

impl Setting {
    /// A new scratch folder that contains a copy of `certs/`.
    pub(crate) fn new() -> Result<Self, Error> {
        Self::below("")
    }

    /// A folder `below` in a new scratch folder, containing a copy of `certs/`.
    pub(crate) fn below(below: &str) -> Result<Self, Error> {
        let scratch = Scratch::new().map_err(Error::Scratch)?;
        let mut folder = scratch.path().to_owned();
        // Not with `create_dir_all`: it would make the scratch folder anew that Ctrl-C has removed.
        for part in Path::new(below) {
            folder.push(part);
            fs::create_dir(&folder).map_err(Error::Scratch)?;
        }
        copy_certs(&folder)?;
        Ok(Self { scratch, folder, port: None })
    }

    /// The scratch folder, which contains everything else.
    pub(crate) fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// The folder in which the programs run.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a command run in the folder, with the folder's certificates and the given port, if any.
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
    /// The file redirected to its standard input, as in `program < FILE`.
    pub(crate) input: Option<&'a str>,
    /// Whether nothing but the redirected input would need a shell.
    pub(crate) is_plain: bool,
}

impl<'a> Line<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let (command, input) = match text.split_once(" < ") {
            Some((command, file)) if !file.contains(' ') => (command, Some(file)),
            _ => (text, None),
        };
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        let is_plain = !command.contains(['<', '>', '|', ';', '&', '"', '\'', '`', '$', '*', '\\']);
        Self { text, program, arguments: words.collect(), input, is_plain }
    }

    /// Whether the program is one of our servers.
    pub(crate) fn is_server(&self) -> bool {
        self.program.starts_with("server-")
    }
}

/// A command line run by the shell, with `folder` first in its search path.
pub(crate) fn shell(line: &str, folder: PathBuf) -> io::Result<Command> {
    let mut command = harness::stranger_command("sh");
    command.arg("-c").arg(line).env("PATH", search_path(folder)?);
    Ok(command)
}

/// Whether a command is a program here, one of ours or another; otherwise, it may be one of a shell.
pub(crate) fn is_program(name: &str) -> bool {
    harness::program(name).is_ok() || harness::on_path(name)
}

/// A command line that needs no shell: one of our programs, built or not, or another with ours in its search path.
pub(crate) fn direct(line: &Line<'_>) -> io::Result<Command> {
    let mut command = match harness::command(line.program) {
        Err(_) if harness::on_path(line.program) => harness::stranger_command(line.program),
        ours => ours?,
    };
    command.args(&line.arguments).env("PATH", search_path(our_folder()?)?);
    Ok(command)
}

/// The search path, with `folder` first.
fn search_path(folder: PathBuf) -> io::Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(env::split_paths(&rest));
    env::join_paths(folders).map_err(io::Error::other)
}

/// The folder that contains our programs.
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
        for text in ["a | b", "a < b c", "a \"b\"", "a `b`", "a > b", "a; b", "a *.pem"] {
            assert!(!Line::of(text).is_plain, "{text}");
        }
    }
}
