//! `tlsbook diff`: shows the differences between two sessions in finished captures.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use wire::capture::sessions::{self, Outcome, Viewer};
use wire::capture::tcp::Peers;
use wire::fields::Escaped;
use wire::message::Message;
use wire::names;
use wire::render::diff::{self, Change, Step};
use wire::{Direction, Event};

use super::explain::{self, Secrets};
use super::remarks::holds;
use crate::error::Error;

/// The arguments of `tlsbook diff`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A capture with one session, or FILE#N for its Nth session; - is standard input
    #[arg(value_name = "FILE[#N]")]
    left: SessionRef,

    /// The session to compare it with
    #[arg(value_name = "FILE[#N]")]
    right: SessionRef,

    #[command(flatten)]
    secrets: Secrets,
}

/// A session of a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SessionRef {
    file: PathBuf,
    /// The number of the session, from 1; `None` for the only session.
    number: Option<u64>,
}

impl FromStr for SessionRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let whole = || Self { file: text.into(), number: None };
        let Some((file, number)) = text.rsplit_once('#') else { return Ok(whole()) };
        match number.parse() {
            Ok(0) => Err("sessions are numbered from 1".to_owned()),
            Ok(number) => Ok(Self { file: file.into(), number: Some(number) }),
            Err(_) => Ok(whole()), // a file name that contains `#`
        }
    }
}

/// The most messages of a session to compare. Later messages are data.
const MAX_MESSAGES: usize = 1000;

/// Shows the differences on standard output.
pub(crate) fn diff(args: &Args) -> Result<(), Error> {
    if [&args.left, &args.right].iter().all(|session| explain::is_standard_input(&session.file)) {
        return Err(Error::TwoInputs);
    }
    let left = read(&args.left, &args.secrets)?;
    let right = read(&args.right, &args.secrets)?;
    let output = |error| Error::Common(common::Error::Output(error));
    let mut out = BufWriter::new(io::stdout().lock());
    show(&mut out, &left, &right).and_then(|()| out.flush()).map_err(output)
}

/// A session that has been read.
struct Read {
    title: String,
    version: u16,
    suite: u16,
    messages: Vec<Message>,
}

/// Finds a session in a capture.
struct Search {
    wanted: Option<u64>,
    count: u64,
    found: Option<Read>,
}

impl Viewer for Search {
    /// The title and messages of a session, if it is the wanted one.
    type View = Option<(String, Vec<Message>)>;

    fn open(&mut self, peers: &Peers) -> io::Result<Self::View> {
        self.count += 1;
        let title = format!("{} -> {}", peers.client, peers.server);
        Ok((self.wanted.unwrap_or(1) == self.count).then(|| (title, Vec::new())))
    }

    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()> {
        if let (Some((_, messages)), Event::Message(message)) = (view, event) {
            if messages.len() < MAX_MESSAGES {
                messages.push(message.clone());
            }
        }
        Ok(())
    }

    fn close(&mut self, view: Self::View, outcome: &Outcome) -> io::Result<()> {
        if let Some((title, messages)) = view {
            self.found = Some(Read { title, version: outcome.version, suite: outcome.suite, messages });
        }
        Ok(())
    }
}

fn read(wanted: &SessionRef, secrets: &Secrets) -> Result<Read, Error> {
    let (file, keys) = explain::open(&wanted.file, secrets)?;
    let path = explain::name(&wanted.file);
    let mut search = Search { wanted: wanted.number, count: 0, found: None };
    let (summary, result) = sessions::read(file, &keys, &mut search);
    match result {
        Err(sessions::Error::Capture(source)) => {
            return Err(Error::Capture { path: path.to_owned(), source });
        }
        Err(sessions::Error::Show(_)) | Ok(()) => {}
    }
    let none = |what| Error::NoSession { path: path.to_owned(), what };
    match (wanted.number, search.found) {
        (None, _) if search.count > 1 => {
            // A number needs a file name before it: `-#1` looks like an option.
            let named = if explain::is_standard_input(&wanted.file) { Path::new("/dev/stdin") } else { path };
            Err(Error::WhichSession { path: named.to_owned(), count: search.count })
        }
        (Some(number), None) => {
            Err(none(format!("session {number} was asked for, and it has {}", search.count)))
        }
        (_, None) => Err(none(holds(&summary))),
        (_, Some(found)) => Ok(found),
    }
}

fn show(out: &mut impl Write, left: &Read, right: &Read) -> io::Result<()> {
    for (sign, read) in [('-', left), ('+', right)] {
        let version = names::version(read.version.into()).unwrap_or("no version agreed on");
        let suite = names::cipher_suite(read.suite.into())
            .filter(|_| read.suite != 0)
            .unwrap_or("no suite agreed on");
        writeln!(out, "{sign} {}: {version}, {suite}, {} messages", read.title, read.messages.len())?;
    }
    writeln!(out)?;
    let line = |message: &Message| {
        let arrow = match message.direction {
            Direction::FromClient => "client -> server",
            Direction::FromServer => "client <- server",
        };
        format!("{arrow}  {}", Escaped(&diff::title(message)))
    };
    for step in diff::compare(&left.messages, &right.messages) {
        let (sign, message) = match step {
            Step::Left(index) => ('-', left.messages.get(index)),
            Step::Right(index) => ('+', right.messages.get(index)),
            Step::Both { left: index, .. } => (' ', left.messages.get(index)),
        };
        if let Some(message) = message {
            writeln!(out, "{sign} {}", line(message))?;
        }
        if let Step::Both { changes, bytes, .. } = step {
            show_changes(out, &changes)?;
            if !bytes.is_empty() {
                writeln!(out, "      other bytes: {}", bytes.join(", "))?;
            }
        }
    }
    Ok(())
}

/// Shows the fields that differ, below the fields that contain them.
fn show_changes(out: &mut impl Write, changes: &[Change]) -> io::Result<()> {
    let mut around: &[String] = &[];
    for change in changes {
        let common = around.iter().zip(&change.path).take_while(|(old, new)| old == new).count();
        for (depth, name) in change.path.iter().enumerate().skip(common) {
            writeln!(out, "      {:indent$}{}", "", Escaped(name), indent = 2 * depth)?;
        }
        around = &change.path;
        let indent = 2 * change.path.len();
        for (sign, line) in [('-', &change.left), ('+', &change.right)] {
            if let Some(line) = line {
                // The line is the text of a field and has been escaped already.
                writeln!(out, "    {sign} {:indent$}{line}", "")?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_a_file_and_a_number() {
        let session = |text: &str| text.parse::<SessionRef>();
        assert_eq!(session("a.pcapng"), Ok(SessionRef { file: "a.pcapng".into(), number: None }));
        assert_eq!(session("a.pcapng#2"), Ok(SessionRef { file: "a.pcapng".into(), number: Some(2) }));
        assert_eq!(session("a#b"), Ok(SessionRef { file: "a#b".into(), number: None }));
        assert!(session("a#0").is_err());
    }
}
