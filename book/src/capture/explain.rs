//! `tlsbook explain`: shows the TLS sessions of a finished capture, from any program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Seek, SeekFrom, Write};
use std::mem;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use common::error::words;
use common::note;
use observe::Trace;
use texts::{Argument, Lang, Sentence, page, say};
use wire::Event;
use wire::capture;
use wire::capture::gzip::{self, Unpacked};
use wire::capture::sessions::{self, Outcome, Summary, Viewer};
use wire::capture::tcp::{End, Peers};
use wire::names;
use wire::render::json::Remark;
use wire::render::keys::KeySchedule;
use wire::render::text::{Detail, Printer};
use wire::render::why::Reasons;
use wire::render::{date, json};
use wire::secrets::{self, KeyLog, from_hex};

use super::remarks::{Said, holds, remarks};
use super::wanted::{Choice, Wanted};
use super::{by_hand, html};
use crate::error::Error;

/// The arguments of `tlsbook explain`.
#[allow(clippy::struct_excessive_bools)] // each is an option
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A capture (pcapng or pcap, also compressed with gzip); - is standard input
    file: PathBuf,

    #[command(flatten)]
    secrets: Secrets,

    /// What to show of each message: a line, its fields, or its fields and bytes
    #[arg(long, value_name = "DETAIL", default_value = "brief", default_missing_value = "brief", num_args = 0..=1, require_equals = true)]
    trace: Trace,

    /// Say why each field, message and key is there, below its line; shows fields even without --trace=full
    /// With --json, the ids of these texts
    #[arg(long)]
    why: bool,

    /// Language of remarks, proofs and what --why says, and in which the page of --html opens; JSON is in English
    /// [default: that of the locale]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Lang>,

    /// Show only the messages of this name or number: "Client Hello", ClientHello, client_hello, 1
    #[arg(long, value_name = "NAME", conflicts_with = "json")]
    message: Option<Wanted>,

    /// Show how each key is derived, with all values, instead of the messages; with --json: besides them
    #[arg(long, conflicts_with_all = ["trace", "message"])]
    keys: bool,

    /// Show everything as one JSON document, for programs
    #[arg(long, conflicts_with = "trace")]
    json: bool,

    /// Write a new folder, with inputs and scripts that recompute each session with the programs of chapter 7
    #[arg(long, value_name = "DIR", conflicts_with_all = ["trace", "message", "json", "keys", "why"])]
    by_hand: Option<PathBuf>,

    /// Write everything as one HTML page, which works without a network: secrets are in it; - is standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["trace", "message", "json", "keys", "why", "by_hand"])]
    html: Option<PathBuf>,

    /// Leave keys, secrets and application data out of the page, and say where they would be
    #[arg(long, requires = "html")]
    redact: bool,
}

impl Args {
    /// The language of all sentences.
    fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_environment)
    }

    /// How reasons are told, if they are.
    fn reasons(&self) -> Option<Reasons> {
        self.why.then(|| Reasons {
            lang: self.lang(),
            width: page::width_of(io::stdout()),
            once: self.message.is_none(),
        })
    }
}

/// Sources of secrets, besides the capture itself.
#[derive(clap::Args)]
pub(crate) struct Secrets {
    /// Read secrets from a key log, the file that SSLKEYLOGFILE names for other programs
    #[arg(long, value_name = "FILE")]
    keylog: Option<PathBuf>,

    /// Count this pre-shared key, in hexadecimal digits, for every session; may be given several times
    #[arg(long, value_name = "HEX", value_parser = pre_shared_key)]
    psk: Vec<Psk>,
}

impl Secrets {
    /// The key log, if there is one.
    pub(super) fn keylog(&self) -> Option<&PathBuf> {
        self.keylog.as_ref()
    }
}

/// A pre-shared key of the command line.
#[derive(Clone)]
struct Psk(Vec<u8>);

fn pre_shared_key(digits: &str) -> Result<Psk, &'static str> {
    let key = from_hex(digits).filter(|key| !key.is_empty());
    key.map(Psk).ok_or("a key is hexadecimal digits, two for each byte")
}

/// Shows the sessions of a capture on standard output.
pub(crate) fn explain(args: &Args) -> Result<(), Error> {
    let (file, keys) = open(&args.file, &args.secrets)?;
    if let Some(folder) = &args.by_hand {
        let (summary, result) = by_hand::write(folder, file, &keys)?;
        return end(args, &summary, result);
    }
    if let Some(page) = &args.html {
        html::apart(page, [&args.file].into_iter().chain(args.secrets.keylog()))?;
        let lang = args.lang.unwrap_or_else(Lang::of_environment);
        let wanted = html::Wanted { file: page, lang, redact: args.redact };
        let (summary, result) = html::write(&wanted, file, &keys)?;
        return end(args, &summary, result);
    }
    // Hold back no more than a buffer of the output.
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut choice = Choice::new(args.message.clone());
    let (summary, result) = if args.json {
        let out = json::Writer::new(out).map_err(output)?.with_texts(args.why);
        let mut view = Json { out, keys: args.keys, count: 0 };
        let (summary, result) = sessions::read(file, &keys, &mut view);
        let mut remarks: Vec<_> = remarks(&summary).iter().map(Said::in_json).collect();
        if let Err(sessions::Error::Capture(error)) = &result {
            remarks.push(Remark { code: "unreadable", count: 1, text: error.to_string() });
        }
        let finished = view.out.finish(&remarks).map(drop).map_err(sessions::Error::Show);
        (summary, result.and(finished))
    } else if args.keys {
        let mut view = Keys { out, lang: args.lang(), reasons: args.reasons(), count: 0 };
        let (summary, result) = sessions::read(file, &keys, &mut view);
        let finished = view.out.flush().map_err(sessions::Error::Show);
        (summary, result.and(finished))
    } else {
        let colour = io::stdout().is_terminal();
        let pages = Pages::default();
        let reasons = args.reasons();
        let detail = Detail::from(args.trace).max(if args.why { Detail::Full } else { Detail::Brief });
        let (lang, choice) = (args.lang(), &mut choice);
        let mut view = Text { out, detail, lang, reasons, choice, colour, count: 0, pages };
        let (summary, result) = sessions::read(file, &keys, &mut view);
        let finished = view.out.flush().map_err(sessions::Error::Show);
        (summary, result.and(finished))
    };
    end(args, &summary, result)?;
    match choice.missed() {
        Some((wanted, there)) => Err(Error::NoMessage { wanted: wanted.to_owned(), there }),
        None => Ok(()),
    }
}

/// What is to be said at the end of a capture.
fn end(args: &Args, summary: &Summary, result: Result<(), sessions::Error>) -> Result<(), Error> {
    let lang = args.lang();
    for remark in remarks(summary) {
        note!("{}", remark.words.of(lang));
    }
    if summary.without_secrets > 0 && args.secrets.keylog.is_none() {
        let hint = say!(
            "HINT: have the other program write a key log while you capture, then give it with --keylog: docs/key-log.md says how"
        );
        note!("{}", hint.of(lang));
    }
    match result {
        Err(sessions::Error::Show(error)) => Err(output(error)),
        Err(sessions::Error::Capture(error)) => Err(unreadable(name(&args.file), error)),
        Ok(()) if summary.sessions == 0 => {
            Err(Error::NoSession { path: name(&args.file).to_owned(), what: holds(summary) })
        }
        Ok(()) => Ok(()),
    }
}

fn output(error: io::Error) -> Error {
    Error::Common(common::Error::Output(error))
}

fn unreadable(path: &Path, error: capture::Error) -> Error {
    Error::Capture { path: path.to_owned(), source: error }
}

/// Whether a capture is to be read from standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The name of a capture in messages.
pub(crate) fn name(path: &Path) -> &Path {
    if is_standard_input(path) { Path::new("standard input") } else { path }
}

/// How many bytes of a capture are read at a time.
const BUFFER: usize = 1 << 18;

/// Opens a capture so that it can be read twice: the file itself, or a copy if the input is a pipe or standard
/// input.
fn input(path: &Path) -> Result<File, Error> {
    if is_standard_input(path) {
        return spool(name(path), io::stdin().lock());
    }
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_file() { Ok(file) } else { spool(path, file) }
}

/// Copies a capture to a file. Copies nothing that is not a capture, because it might be endless.
fn spool(path: &Path, mut from: impl Read) -> Result<File, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let mut start = Vec::new();
    let mut read = |start: &mut _, length| from.by_ref().take(length).read_to_end(start).map_err(failed);
    read(&mut start, 4)?;
    if start.starts_with(&gzip::MAGIC) {
        read(&mut start, BUFFER as u64)?; // enough to decompress the first 4 bytes
    }
    let unpacked = Unpacked::new(start.as_slice(), 4).map_err(failed)?;
    if let Err(error @ capture::Error::NotACapture(_)) = capture::Reader::new(unpacked) {
        return Err(unreadable(path, error));
    }
    let mut copy = tempfile::tempfile().map_err(Error::Scratch)?;
    io::copy(&mut start.as_slice().chain(from), &mut copy).map_err(failed)?;
    copy.rewind().map_err(Error::Scratch)?;
    Ok(copy)
}

/// Opens a capture and collects its secrets, from anywhere in the capture and from a key log.
pub(crate) fn open(path: &Path, secrets: &Secrets) -> Result<(impl Read + Send + use<>, Arc<KeyLog>), Error> {
    let mut file = input(path)?;
    let mut keys = KeyLog::new();
    if let Some(path) = &secrets.keylog {
        read_key_log(path, &mut keys)?;
    }
    for Psk(key) in &secrets.psk {
        keys.add_psk(key.clone());
    }
    let failed = |source| Error::Read { path: name(path).to_owned(), source };
    let unpacked = Unpacked::new(&file, BUFFER).map_err(failed)?;
    sessions::secrets(unpacked, &mut keys).map_err(|error| unreadable(name(path), error))?;
    if keys.left_out() > 0 {
        note!("{} secrets are left out: there are more than are kept at a time (512 MiB)", keys.left_out());
    }
    file.rewind().map_err(failed)?;
    Ok((Unpacked::new(file, BUFFER).map_err(failed)?, Arc::new(keys)))
}

/// Reads a key log. One without secrets is worth a word, but no obstacle: a failed handshake leaves no others.
fn read_key_log(path: &Path, keys: &mut KeyLog) -> Result<(), Error> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    let other = |why| Error::KeyLog { path: path.to_owned(), why };
    let found =
        keys.read(BufReader::new(File::open(path).map_err(unread)?)).map_err(|error| match error {
            secrets::Error::Read(source) => unread(source),
            error @ secrets::Error::LongLine => other(error.to_string()),
        })?;
    match found {
        secrets::Found { secrets: 0, others: 0, comments } => {
            let what = if comments == 0 { "it is empty" } else { "it has only comments" };
            note!("the key log {} has no secrets: {what}", path.display());
            Ok(())
        }
        secrets::Found { secrets: 0, .. } => {
            Err(other("no line is a label, a client random and a secret".to_owned()))
        }
        _ => Ok(()),
    }
}

/// Shows sessions as text. Each is shown as a whole, in the order in which the sessions end.
struct Text<'a, W> {
    out: W,
    detail: Detail,
    lang: Lang,
    reasons: Option<Reasons>,
    choice: &'a mut Choice,
    colour: bool,
    count: u64,
    pages: Pages,
}

impl<W: Write> Viewer for Text<'_, W> {
    /// The page of a session, and its printer.
    type View = (u64, Printer);

    fn open(&mut self, peers: &Peers) -> io::Result<Self::View> {
        self.count += 1;
        self.pages.add(self.count, &title(self.count, peers, self.lang))?;
        let printer = Printer::new(self.detail, self.colour).in_language(self.lang);
        Ok((self.count, printer.with_reasons(self.reasons)))
    }

    fn event(&mut self, (page, printer): &mut Self::View, event: &Event) -> io::Result<()> {
        let text = printer.print(event);
        let wanted = match event {
            Event::Message(message) => self.choice.takes(message),
            Event::Record(_) | Event::Key(_) | Event::Step(_) | Event::TranscriptHash(_) | Event::Gap(_) => {
                self.choice.is_everything()
            }
        };
        if wanted { self.pages.add(*page, &text) } else { Ok(()) }
    }

    fn close(&mut self, (page, _): Self::View, outcome: &Outcome) -> io::Result<()> {
        let end = match outcome.end {
            End::Closed => None,
            End::Reset(from) => Some(say!("The {0} broke the TCP connection off (RST)", from)),
            End::Open => Some(say!("The capture does not have the end of the TCP connection")),
            End::Followed => Some(say!("Another TLS session follows on the TCP connection")),
        };
        let lines = outside(outcome).into_iter().chain(end);
        let end: String = lines.flat_map(|line| [line.of(self.lang), "\n".into()]).collect();
        self.pages.add(page, &format!("{end}\n"))?;
        self.pages.take(page, &mut self.out)
    }
}

/// What else was sent on the connection of a session.
fn outside(outcome: &Outcome) -> Option<Sentence> {
    match outcome.other_bytes {
        [0, 0] => None,
        [client, server] => Some(say!(
            "Outside of TLS, the client sent {0} bytes on the TCP connection, the server {1}: they are left out",
            client,
            server
        )),
    }
}

/// The texts of the sessions that have not ended. If they take too much memory, they are moved to a temporary
/// file.
#[derive(Default)]
struct Pages {
    open: BTreeMap<u64, Page>,
    /// The total length of the texts in memory, in bytes.
    held: usize,
    file: Option<File>,
}

/// The text of a session so far.
#[derive(Default)]
struct Page {
    /// The ranges in the file that contain the start of the text, in order.
    start: Vec<Range<u64>>,
    text: String,
}

impl Pages {
    /// The most bytes to keep in memory.
    const MAX_HELD: usize = 64 << 20;

    /// Adds text to a page.
    fn add(&mut self, page: u64, text: &str) -> io::Result<()> {
        self.open.entry(page).or_default().text.push_str(text);
        self.held += text.len();
        if self.held > Self::MAX_HELD { self.put_aside().map_err(|error| temporary(&error)) } else { Ok(()) }
    }

    /// Moves all texts to the file.
    fn put_aside(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let mut at = file.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::new(file);
        for page in self.open.values_mut().filter(|page| !page.text.is_empty()) {
            let text = mem::take(&mut page.text);
            out.write_all(text.as_bytes())?;
            let end = at + text.len() as u64;
            page.start.push(at..end);
            at = end;
        }
        self.held = 0;
        out.flush()
    }

    /// Writes a page to `out` and removes it.
    fn take(&mut self, page: u64, out: &mut impl Write) -> io::Result<()> {
        let Page { start, text } = self.open.remove(&page).unwrap_or_default();
        for range in start {
            if let Some(file) = &mut self.file {
                file.seek(SeekFrom::Start(range.start)).map_err(|error| temporary(&error))?;
                io::copy(&mut file.take(range.end - range.start), out)?;
            }
        }
        self.held -= text.len();
        out.write_all(text.as_bytes())
    }
}

fn temporary(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("a temporary file: {}", words(error)))
}

/// The line above a session.
fn title(count: u64, peers: &Peers, lang: Lang) -> String {
    let Peers { stream, client, server, opened, .. } = peers;
    let (client, server) = (client.to_string(), server.to_string());
    let title = say!("Session {0}: {1} -> {2}, {3}", count, client, server, date(*opened));
    let stream = stream.map_or_else(String::new, |stream| format!(" (tcp.stream {stream})"));
    format!("{}{stream}\n", title.of(lang))
}

/// Shows the key schedules of sessions, in the order in which the sessions end.
struct Keys<W> {
    out: W,
    lang: Lang,
    reasons: Option<Reasons>,
    count: u64,
}

impl<W: Write> Viewer for Keys<W> {
    /// The title of a session, and what its keys are derived from.
    type View = (String, KeySchedule);

    fn wants_keys(&self) -> bool {
        true
    }

    fn open(&mut self, peers: &Peers) -> io::Result<Self::View> {
        self.count += 1;
        Ok((title(self.count, peers, self.lang), KeySchedule::new()))
    }

    fn event(&mut self, (_, schedule): &mut Self::View, event: &Event) -> io::Result<()> {
        schedule.take(event);
        Ok(())
    }

    fn close(&mut self, (title, schedule): Self::View, outcome: &Outcome) -> io::Result<()> {
        let version = names::version(outcome.version.into()).map(Cow::from);
        let version = version.unwrap_or_else(|| say!("no version agreed on").of(self.lang));
        let suite = names::cipher_suite(outcome.suite.into()).filter(|_| outcome.suite != 0).map(Cow::from);
        let suite = suite.unwrap_or_else(|| say!("no cipher suite agreed on").of(self.lang));
        writeln!(self.out, "{title}{version}, {suite}\n\n{}", schedule.print(self.lang, self.reasons))
    }
}

/// Shows sessions as JSON.
struct Json<W: Write> {
    out: json::Writer<W>,
    /// Whether to show the steps of the key schedules.
    keys: bool,
    count: u64,
}

impl<W: Write> Viewer for Json<W> {
    type View = u64;

    fn wants_keys(&self) -> bool {
        self.keys
    }

    fn open(&mut self, peers: &Peers) -> io::Result<u64> {
        self.count += 1;
        let Peers { stream, client, server, opened, .. } = peers;
        let (client, server) = (&client.to_string(), &server.to_string());
        let start = json::Start { client, server, since_1970: *opened, stream: *stream };
        self.out.start(self.count, &start)?;
        Ok(self.count)
    }

    fn event(&mut self, number: &mut u64, event: &Event) -> io::Result<()> {
        self.out.write(*number, event)
    }

    fn close(&mut self, number: u64, outcome: &Outcome) -> io::Result<()> {
        let Outcome { version, suite, end, other_bytes } = *outcome;
        let how = match end {
            End::Closed => json::How::Closed,
            End::Reset(from) => json::How::Reset(from),
            End::Open => json::How::Open,
            End::Followed => json::How::Followed,
        };
        self.out.end(number, json::End { version, suite, how, other_bytes })
    }
}

/// Formats a time since 1970 as `2026-11-24 05:30:12.123456 UTC`.
fn date(since_1970: Duration) -> Argument {
    date::utc(since_1970).map_or_else(
        || say!("{0} seconds after 1970", since_1970.as_secs()).into(),
        |utc| format!("{} UTC", utc.trim_end_matches('Z').replace('T', " ")).into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(
            date(Duration::new(1_700_000_000, 1_000)),
            Argument::from("2023-11-14 22:13:20.000001 UTC")
        );
        assert_eq!(date(Duration::MAX), say!("{0} seconds after 1970", u64::MAX).into());
    }
}
