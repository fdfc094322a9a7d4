//! The script of an experiment, one step a line:
//!
//! ```text
//! server$ server-tls                        starts a program in the window `server`
//! server| Waiting for a connection...       it must show this line next; [..] matches anything
//! client| Message to send: {Hello server}   it must show the prompt, then this is typed
//! client| Message to send: {^D}             the input ends; {^C} interrupts the program
//! client= 0                                 it must end with this exit status
//! ```
//!
//! Empty lines and lines that begin with `#` are ignored. Programs called `server-…` get a free port; all
//! others get the port of the last such server (`TLSBOOK_PORT`). Programs that still run after the last step
//! are ended. `tlsbook play` reports an experiment that went so as "as in the book" if it has `book = true`, otherwise as
//! "as expected".

use serde::de::{Deserialize, Deserializer, Error};

/// The command with which a reader runs a program at the root of the workspace.
pub(crate) const RUN: &str = "cargo run -q --bin ";

/// A line of a script.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) window: String,
    pub(crate) action: Action,
}

/// What a step does or expects.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Run a command.
    Run(String),
    /// Expect a whole line.
    See(String),
    /// Expect a prompt, then type.
    Answer(String, Typed),
    /// Expect the program to end with this exit status.
    End(i32),
}

/// What can be typed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A line.
    Line(String),
    /// Ctrl-D: the end of the input.
    End,
    /// Ctrl-C.
    Interrupt,
}

/// Reads the field `script` of an experiment.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Step>, D::Error> {
    parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn parse(script: &str) -> Result<Vec<Step>, String> {
    let lines = script.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| step(line).ok_or_else(|| format!("not a line of a script: {line:?}"))).collect()
}

fn step(line: &str) -> Option<Step> {
    let (window, rest) = line.split_at(line.find(['$', '|', '='])?);
    if window.is_empty() || window.contains(' ') {
        return None;
    }
    let (mark, rest) = rest.split_at(1);
    let text = rest.strip_prefix(' ').unwrap_or(rest);
    let action = match mark {
        "$" => Action::Run(text.to_owned()),
        "=" => Action::End(text.trim().parse().ok()?),
        _ => match text.strip_suffix('}').and_then(|text| text.rsplit_once('{')) {
            Some((prompt, "^D")) => Action::Answer(prompt.to_owned(), Typed::End),
            Some((prompt, "^C")) => Action::Answer(prompt.to_owned(), Typed::Interrupt),
            Some((prompt, line)) => Action::Answer(prompt.to_owned(), Typed::Line(line.to_owned())),
            None => Action::See(text.to_owned()),
        },
    };
    Some(Step { window: window.to_owned(), action })
}

/// The content of each window at the end of the script, as a reader sees it: the commands, the output, and what
/// was typed. Adds `run` before the names of our programs, and replaces `[..]` with an ellipsis.
pub(crate) fn transcript(script: &[Step], ours: impl Fn(&str) -> bool, run: &str) -> Vec<(String, String)> {
    let mut windows: Vec<(String, String)> = Vec::new();
    for Step { window, action } in script {
        let at = windows.iter().position(|(name, _)| name == window).unwrap_or_else(|| {
            windows.push((window.clone(), String::new()));
            windows.len() - 1
        });
        let Some((_, text)) = windows.get_mut(at) else { continue };
        match action {
            Action::Run(command) => text.push_str(&command_line(command, &ours, run)),
            Action::See(line) => text.push_str(&line.replace("[..]", "…")),
            Action::Answer(prompt, Typed::Line(line)) => *text += &(prompt.clone() + line),
            Action::Answer(prompt, Typed::End) => *text += &(prompt.clone() + "^D"),
            Action::Answer(prompt, Typed::Interrupt) => *text += &(prompt.clone() + "^C"),
            Action::End(_) => continue,
        }
        text.push('\n');
    }
    windows
}

/// The prompt in a line of a window, and what was typed there; `None` if nothing was.
pub(crate) fn typed<'a>(script: &'a [Step], window: &str, text: &str) -> Option<(&'a str, &'a str)> {
    script.iter().filter(|step| step.window == window).find_map(|step| match &step.action {
        Action::Answer(prompt, Typed::Line(line)) if text == format!("{prompt}{line}") => {
            Some((prompt.as_str(), line.as_str()))
        }
        _ => None,
    })
}

/// A command as typed at the root of the workspace.
pub(crate) fn command_line(command: &str, ours: impl Fn(&str) -> bool, run: &str) -> String {
    let (program, arguments) = command.split_once(' ').unwrap_or((command, ""));
    if program == "tlsbook" {
        return format!("$ cargo {command}");
    }
    match (ours(program), arguments) {
        (false, _) => format!("$ {command}"),
        (true, "") => format!("$ {run}{program}"),
        (true, _) if run.is_empty() => format!("$ {command}"),
        (true, _) => format!("$ {run}{program} -- {arguments}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn each_kind_of_line_is_read() {
        let script = parse(
            "# a comment\n\nserver$ server-tls a b\nserver| Waiting...\nclient| Message: {Hi there}\n\
             client| {^D}\nserver| {^C}\nclient= 1\nshell|\n",
        );
        let step = |window: &str, action| Step { window: window.to_owned(), action };
        assert_eq!(
            script.unwrap(),
            [
                step("server", Action::Run("server-tls a b".to_owned())),
                step("server", Action::See("Waiting...".to_owned())),
                step("client", Action::Answer("Message: ".to_owned(), Typed::Line("Hi there".to_owned()))),
                step("client", Action::Answer(String::new(), Typed::End)),
                step("server", Action::Answer(String::new(), Typed::Interrupt)),
                step("client", Action::End(1)),
                step("shell", Action::See(String::new())),
            ]
        );
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        #[derive(serde::Deserialize)]
        struct File(#[serde(deserialize_with = "deserialize")] Vec<Step>);
        let file = "script = '''\nserver$ server-tls\nserver| {^C}\n'''\n";
        let read =
            |text: &str| toml::from_str::<BTreeMap<String, File>>(text).unwrap().remove("script").unwrap().0;
        assert_eq!(read(&file.replace('\n', "\r\n")), read(file));
        assert_eq!(read(file).len(), 2);
    }

    #[test]
    fn a_line_that_is_none_is_refused() {
        for wrong in ["no mark", "two words| x", "| x", "client= zero"] {
            assert!(parse(wrong).unwrap_err().contains(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_transcript_is_what_a_reader_sees() {
        let explain = parse("r$ tlsbook explain a | grep b\n").unwrap();
        let shown = transcript(&explain, |_| false, "cargo run -q --bin ");
        assert_eq!(shown, [("r".to_owned(), "$ cargo tlsbook explain a | grep b\n".to_owned())]);

        let script = parse("s$ server-tls x\nc$ diff a b\ns| at [..]\nc| ? {yes}\nc= 0\n").unwrap();
        let windows = transcript(&script, |name| name == "server-tls", "cargo run -q --bin ");
        assert_eq!(
            windows,
            [
                ("s".to_owned(), "$ cargo run -q --bin server-tls -- x\nat …\n".to_owned()),
                ("c".to_owned(), "$ diff a b\n? yes\n".to_owned()),
            ]
        );
    }
}
