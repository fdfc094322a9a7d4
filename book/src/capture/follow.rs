//! `tlsbook explain --follow`: the application data of sessions, as text, or in files as it was sent.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use common::{Terminal, escape, note};
use texts::{Lang, Sentence, say};
use wire::capture::sessions::{self, Outcome, Summary, Viewer};
use wire::capture::tcp::Peers;
use wire::message::{Kind, Message};
use wire::secrets::KeyLog;
use wire::{Direction, Epoch, Event};

use super::filter::Selection;
use super::folder::Folder;
use super::pages::Pages;
use super::title::title;
use crate::error::Error;

/// Colours of a terminal (ECMA-48), those of the packet list.
const CLIENT: &str = "\x1b[36m";
const SERVER: &str = "\x1b[33m";
const RESET: &str = "\x1b[0m";

/// What is left out of the data of a session.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lost {
    /// Records that could not be decrypted.
    closed: u64,
    /// Bytes that the capture does not have.
    missing: u64,
}

impl Lost {
    fn take(&mut self, event: &Event) {
        match event {
            Event::Message(Message { kind: Kind::Undecrypted { .. } | Kind::Part, .. }) => self.closed += 1,
            Event::Gap(gap) => self.missing += gap.length,
            _ => {}
        }
    }

    /// It in words, if there is something.
    fn words(self) -> Option<Sentence> {
        match self {
            Self { closed: 0, missing: 0 } => None,
            Self { closed, missing: 0 } => {
                Some(say!("{0} records could not be decrypted, and are left out", closed))
            }
            Self { closed, missing } => Some(say!(
                "{0} records could not be decrypted, and {1} bytes are missing in the capture: they are left out",
                closed,
                missing
            )),
        }
    }
}

/// The application data of a message.
fn data(event: &Event) -> Option<&Message> {
    match event {
        Event::Message(message) if message.kind == Kind::ApplicationData => Some(message),
        _ => None,
    }
}

/// Shows the data as text: what a terminal would obey is escaped.
pub(super) struct Text<W> {
    pub(super) out: W,
    pub(super) lang: Lang,
    pub(super) colour: bool,
    pub(super) pages: Pages,
}

impl<W: Write> Text<W> {
    /// The data of a message below a line that says whose it is. It is indented, so that it cannot pass for such a
    /// line.
    fn block(&self, message: &Message) -> String {
        let (colour, arrow) = match message.direction {
            Direction::FromClient => (CLIENT, "client -> server"),
            Direction::FromServer => (SERVER, "client <- server"),
        };
        let (on, off) = if self.colour { (colour, RESET) } else { ("", "") };
        let length = message.bytes.len();
        let length = if message.epoch == Epoch::Early {
            say!("{0} bytes of early data", length)
        } else {
            say!("{0} bytes", length)
        };
        let frame = message.frame.map_or_else(String::new, |frame| format!("  frame {frame}"));
        let seconds = message.time.as_secs_f64();
        let mut block = format!("{on}{arrow}  {seconds:.6}{frame}  {}{off}\n", length.of(self.lang));
        let lines = message.bytes.strip_suffix(b"\n").unwrap_or(&message.bytes);
        for line in lines.split(|byte| *byte == b'\n').filter(|_| !message.bytes.is_empty()) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let _ = writeln!(block, "    {}", escape::name(line)); // a String takes everything
        }
        block
    }
}

impl<W: Write> Viewer for Text<W> {
    /// The number of a session, and what is left out of it.
    type View = (u64, Lost);

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        self.pages.add(number, &title(number, peers, self.lang))?;
        Ok((number, Lost::default()))
    }

    fn event(&mut self, (number, lost): &mut Self::View, event: &Event) -> io::Result<()> {
        lost.take(event);
        match (data(event), event) {
            (Some(message), _) => self.pages.add(*number, &self.block(message)),
            (None, Event::Gap(gap)) => self.pages.add(*number, &format!("[{}]\n", gap.words().of(self.lang))),
            _ => Ok(()),
        }
    }

    fn close(&mut self, (number, lost): Self::View, _outcome: &Outcome) -> io::Result<()> {
        let lost = lost.words().map_or_else(String::new, |words| format!("[{}]\n", words.of(self.lang)));
        self.pages.add(number, &format!("{lost}\n"))?;
        self.pages.end(number);
        while self.pages.next(&mut self.out)? {}
        Ok(())
    }
}

/// Writes the data of each session into the new folder `target`, in a file for each direction.
pub(super) fn write(
    target: &Path,
    selection: &mut Selection<'_>,
    capture: impl Read + Send,
    keys: &Arc<KeyLog>,
    lang: Lang,
) -> Result<(Summary, Result<(), sessions::Error>), Error> {
    let mut files = Files { folder: Folder::begin(target)?, written: Vec::new(), lost: Vec::new() };
    let (summary, read) = selection.read(capture, keys, &mut files);
    let Files { folder, written, lost } = files;
    let kept = folder.keep(read, selection, written.is_empty().then_some(Error::NoData))?;
    if kept.is_ok() {
        let mut terminal = Terminal::new();
        for (name, length) in written {
            let length = say!("{0} bytes", length);
            writeln!(terminal, "{}  {}", target.join(name).display(), length.of(lang))?;
        }
        for (number, words) in lost.into_iter().filter_map(|(number, lost)| Some((number, lost.words()?))) {
            note!("{}", say!("session {0}: {1}", number, words).of(lang));
        }
    }
    Ok((summary, kept))
}

/// The files of all sessions.
struct Files {
    folder: Folder,
    /// Each with its length.
    written: Vec<(String, u64)>,
    /// What is left out, by session.
    lost: Vec<(u64, Lost)>,
}

/// What has been written of a session: the client's bytes, the server's.
pub(super) struct Written {
    number: u64,
    bytes: [u64; 2],
    lost: Lost,
}

fn file_name(number: u64, from: Direction) -> String {
    format!("session-{number}-{from}.bin")
}

impl Viewer for Files {
    type View = Written;

    fn open(&mut self, number: u64, _peers: &Peers) -> io::Result<Written> {
        Ok(Written { number, bytes: [0; 2], lost: Lost::default() })
    }

    fn event(&mut self, session: &mut Written, event: &Event) -> io::Result<()> {
        session.lost.take(event);
        let Some(message) = data(event).filter(|message| !message.bytes.is_empty()) else { return Ok(()) };
        let [client, server] = &mut session.bytes;
        let count = if message.direction == Direction::FromClient { client } else { server };
        *count += message.bytes.len() as u64;
        // No file stays open: a capture has more sessions than a process may have files.
        self.folder.append(&file_name(session.number, message.direction), &message.bytes)
    }

    fn close(&mut self, session: Written, _outcome: &Outcome) -> io::Result<()> {
        let Written { number, bytes: [client, server], lost } = session;
        let both = [(Direction::FromClient, client), (Direction::FromServer, server)];
        let files = both.into_iter().filter(|(_, length)| *length > 0);
        self.written.extend(files.map(|(from, length)| (file_name(number, from), length)));
        self.lost.push((number, lost));
        Ok(())
    }
}
