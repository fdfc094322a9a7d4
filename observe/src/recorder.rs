//! The recorder behind `--trace`, `--pcap`, `--json` and `--report`. It takes the bytes that the connections of this
//! process send and receive, and their secrets, and passes both to the crate `wire`.
//!
//! A process has one recorder. `Observe::attach` creates it, and it lives until the process ends. [`finish`]
//! moves its files to their places: at the end of the program, after a failure, or at Ctrl-C.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use openssl::ssl::SslRef;

use common::{Error, key_exchange};
use texts::{Lang, say};
use wire::capture::writer;
use wire::fields::hex;
use wire::render::json;
use wire::render::text::{Detail, Printer};
use wire::render::why::Reasons;
use wire::secrets::{ClientRandom, Line};
use wire::{Direction, Event, Session};

use crate::capture::Capture;
use crate::file::failed;
use crate::json::Json;
use crate::late::Late;
use crate::report::{self, Report};
use crate::trace::{self, Lines};

/// What to record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) trace: Option<Detail>,
    pub(crate) lang: Lang,
    pub(crate) reasons: Option<Reasons>,
    pub(crate) pcap: Option<&'a Path>,
    pub(crate) json: Option<&'a Path>,
    pub(crate) report: Option<report::Wanted<'a>>,
}

impl Wanted<'_> {
    fn files(&self) -> bool {
        self.pcap.is_some() || self.json.is_some() || self.report.is_some()
    }
}

pub(crate) static RECORDER: OnceLock<Mutex<Recorder>> = OnceLock::new();

/// Starts recording, unless it has already started or nothing is wanted. Returns whether anything is
/// recorded.
pub(crate) fn start(wanted: Wanted) -> Result<bool, Error> {
    if wanted.trace.is_none() && !wanted.files() {
        return Ok(false);
    }
    if RECORDER.get().is_none() {
        let recorder = Recorder::new(wanted)?;
        if RECORDER.set(Mutex::new(recorder)).is_ok() && wanted.files() {
            common::interrupt::before_exit(finish_at_signal)?;
        }
    }
    Ok(true)
}

/// Moves the files to their places and stops recording.
///
/// # Errors
/// [`Error::Record`] if a file could not be written; it does not appear then.
pub(crate) fn finish() -> Result<(), Error> {
    RECORDER.get().map_or(Ok(()), |recorder| with(recorder, Recorder::finish))
}

/// The same without the trace: nobody may be reading it any more.
fn finish_at_signal() {
    if let Some(recorder) = RECORDER.get() {
        let mut recorder = lock(recorder);
        recorder.trace = None;
        let _ = recorder.finish(); // it has reported the failure
    }
}

/// Takes a line of the key log, without its line end.
pub(crate) fn secret(ssl: &SslRef, line: &str) {
    if let Some(recorder) = RECORDER.get() {
        // Ask OpenSSL before taking the lock.
        let more = key_exchange::key_exchange_secrets(ssl, line);
        with(recorder, |recorder| recorder.secret(LAST.get(), line, more));
    }
}

thread_local! {
    /// The connection whose bytes this thread moved last: OpenSSL reports the secrets of a connection after
    /// reading its bytes. The client random alone does not identify it, since a client may send the same one
    /// twice.
    pub(crate) static LAST: Cell<u64> = const { Cell::new(0) };
}

/// Runs `act` on the recorder, then prints what there is to show. By then the recorder is free for other
/// connections and for Ctrl-C.
pub(crate) fn with<T>(recorder: &Mutex<Recorder>, act: impl FnOnce(&mut Recorder) -> T) -> T {
    let mut recorder = lock(recorder);
    let result = act(&mut recorder);
    let lines = std::mem::take(&mut recorder.lines);
    drop(recorder);
    trace::print(lines);
    result
}

pub(crate) fn lock(recorder: &Mutex<Recorder>) -> MutexGuard<'_, Recorder> {
    recorder.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many secrets are kept that belong to no connection yet.
const MAX_UNCLAIMED: usize = 256;

#[derive(Debug)]
pub(crate) struct Recorder {
    trace: Option<(Detail, bool)>,
    lang: Lang,
    reasons: Option<Reasons>,
    json: Option<Json>,
    report: Option<Report>,
    pcap: Option<Capture>,
    connections: HashMap<u64, Connection>,
    /// Secrets whose connection is not known yet: a client that sends early data learns its secret before it
    /// sends its Client Hello.
    unclaimed: Vec<Line>,
    opened: u64,
    /// The lines to print.
    lines: Vec<Lines>,
    /// The first failure.
    failure: Option<Error>,
}

#[derive(Debug)]
struct Connection {
    addresses: Option<(SocketAddr, SocketAddr)>,
    start: Instant,
    /// The start, as time since 1970.
    wall: Duration,
    /// `None` if only packets are recorded.
    session: Option<(Session, Printer)>,
    packets: Option<writer::Connection>,
    /// The same session once more, for its page.
    late: Option<Late>,
    client_random: Option<ClientRandom>,
    /// Whether this side is the client; `None` before the first byte.
    client: Option<bool>,
}

impl Connection {
    /// The addresses of client and server, made up if the transport has none.
    fn peers(&self, number: u64) -> (SocketAddr, SocketAddr) {
        match self.addresses {
            Some((own, peer)) if self.client == Some(true) => (own, peer),
            Some((own, peer)) => (peer, own),
            None => {
                let port = 50_000 + u16::try_from(number % 10_000).unwrap_or_default();
                (([127, 0, 0, 1], port).into(), ([127, 0, 0, 1], 443).into())
            }
        }
    }
}

impl Recorder {
    fn new(wanted: Wanted) -> Result<Self, Error> {
        let json = wanted.json.map(Json::new).transpose()?;
        let pcap = wanted.pcap.map(Capture::new).transpose()?;
        let report = wanted.report.map(Report::new).transpose()?;
        let colour = trace::colour();
        Ok(Self {
            trace: wanted.trace.map(|detail| (detail, colour)),
            lang: wanted.lang,
            reasons: wanted.reasons,
            json,
            report,
            pcap,
            connections: HashMap::new(),
            unclaimed: Vec::new(),
            opened: 0,
            lines: Vec::new(),
            failure: None,
        })
    }

    pub(crate) fn open(&mut self, addresses: Option<(SocketAddr, SocketAddr)>) -> u64 {
        self.opened += 1;
        let (detail, colour) = self.trace.unwrap_or((Detail::Brief, false));
        let read = self.reads();
        let connection = Connection {
            addresses,
            start: Instant::now(),
            wall: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
            session: read.then(|| {
                let printer = Printer::new(detail, colour).in_language(self.lang);
                (Session::new(), printer.with_reasons(self.reasons))
            }),
            packets: None,
            late: None,
            client_random: None,
            client: None,
        };
        self.connections.insert(self.opened, connection);
        self.opened
    }

    /// Whether the bytes of a session are read, not only kept.
    fn reads(&self) -> bool {
        self.trace.is_some() || self.json.is_some() || self.report.is_some()
    }

    pub(crate) fn bytes(
        &mut self,
        number: u64,
        client: bool,
        direction: Direction,
        bytes: &[u8],
        at: Instant,
    ) {
        let Some(connection) = self.connections.get_mut(&number) else { return };
        let time = at.saturating_duration_since(connection.start);
        let first = connection.client.replace(client).is_none();
        let peers = connection.peers(number);
        if let Some(capture) = &mut self.pcap {
            let wall = connection.wall;
            let packets =
                connection.packets.get_or_insert_with(|| writer::Connection::new(peers.0, peers.1, wall));
            let opened = if first { packets.open(&mut capture.packets) } else { Ok(()) };
            let written =
                opened.and_then(|()| packets.feed(&mut capture.packets, direction, wall + time, bytes));
            if let Err(error) = written {
                self.lose_capture(error);
            }
        }
        let Some(connection) = self.connections.get_mut(&number) else { return };
        if let (true, Some(report)) = (first, &mut self.report) {
            let (client, server) = (&peers.0.to_string(), &peers.1.to_string());
            let start = json::Start { client, server, since_1970: connection.wall, stream: None };
            connection.late = Some(Late::begin(report, &start));
        }
        if let Some(late) = &mut connection.late {
            late.bytes(direction, time, bytes);
        }
        if let Some((session, _)) = &mut connection.session {
            session.feed(direction, time, bytes);
            let random = session.client_random().copied();
            if random.is_some() && random != connection.client_random {
                connection.client_random = random;
                let unclaimed = std::mem::take(&mut self.unclaimed).into_iter();
                let (own, others): (Vec<_>, Vec<_>) =
                    unclaimed.partition(|line| Some(line.client_random) == random);
                self.unclaimed = others;
                for line in own {
                    if let Some(late) = &mut connection.late {
                        late.secret(line.clone());
                    }
                    session.secret(line);
                }
            }
        }
        if first {
            let (client, server) = (&peers.0.to_string(), &peers.1.to_string());
            let start = json::Start { client, server, since_1970: connection.wall, stream: None };
            let started = self.json.as_mut().map(|json| json.start(number, &start));
            self.check_json(started);
            if self.trace.is_some() && number > 1 {
                self.print(number, String::new());
            }
        }
        self.show(number);
    }

    /// Takes a secret, which belongs to the connection `last` or to none yet.
    fn secret(&mut self, last: u64, text: &str, more: Vec<(&'static str, Vec<u8>)>) {
        let Some(line) = Line::parse(text) else { return };
        let random = line.client_random;
        let more = more.into_iter().map(|(label, secret)| Line {
            label: label.to_owned(),
            client_random: random,
            secret,
        });
        // What a secret is derived from comes before it, so that it can be proven at once.
        let lines = more.chain([line]);
        if let Some(capture) = &mut self.pcap {
            // Wireshark skips the labels that are our own; `explain` proves the other secrets with them.
            for Line { label, client_random, secret } in lines.clone() {
                let _ = writeln!(capture.secrets, "{label} {} {}", hex(&client_random), hex(&secret));
            }
        }
        let connection = self.connections.get_mut(&last);
        let connection = connection.filter(|connection| connection.client_random == Some(random));
        if let Some(Connection { session: Some((session, _)), late, .. }) = connection {
            for line in lines {
                if let Some(late) = late {
                    late.secret(line.clone());
                }
                session.secret(line);
            }
            self.show(last);
        } else if self.reads() && self.unclaimed.len() < MAX_UNCLAIMED {
            self.unclaimed.extend(lines);
        }
    }

    pub(crate) fn close(&mut self, number: u64, by: Direction) {
        self.end(number, by, json::How::Closed);
    }

    /// A connection ends, or the recording of it does.
    fn end(&mut self, number: u64, by: Direction, how: json::How) {
        let Some(connection) = self.connections.get_mut(&number) else { return };
        let at = connection.wall + connection.start.elapsed();
        if let Some((session, _)) = &mut connection.session {
            session.finish();
        }
        let begun = connection.client.is_some();
        let agreed = connection.session.as_ref().map(|(session, _)| (session.version(), session.suite()));
        let (version, suite) = agreed.unwrap_or_default();
        if let (Some(packets), Some(capture)) = (&mut connection.packets, &mut self.pcap) {
            if let Err(error) = packets.close(&mut capture.packets, by, at, false) {
                self.lose_capture(error);
            }
        }
        self.show(number);
        let ended = self
            .json
            .as_mut()
            .filter(|_| begun)
            .map(|json| json.end(number, json::End { version, suite, how, other_bytes: [0; 2] }));
        self.check_json(ended);
        let late = self.connections.remove(&number).and_then(|connection| connection.late);
        if let (Some(report), Some(late)) = (&mut self.report, late) {
            late.end(report, json::End { version, suite, how, other_bytes: [0; 2] });
        }
    }

    /// Shows the new events of a session.
    fn show(&mut self, number: u64) {
        let Some(Connection { session: Some((session, printer)), .. }) = self.connections.get_mut(&number)
        else {
            return;
        };
        let events: Vec<Event> = session.events().collect();
        let mut written = Ok(());
        let mut text = String::new();
        for event in &events {
            if self.trace.is_some() {
                text.push_str(&printer.print(event));
            }
            if let (Ok(()), Some(json)) = (&written, &mut self.json) {
                written = json.write(number, event);
            }
        }
        self.check_json(Some(written));
        if !text.is_empty() {
            self.print(number, text);
        }
    }

    /// Queues lines of a session for printing, below a title that tells several sessions apart.
    fn print(&mut self, session: u64, text: String) {
        let Some(connection) = self.connections.get(&session) else { return };
        let (from, to) = connection.peers(session);
        let title = say!("session {0}: client {1}, server {2}", session, from.to_string(), to.to_string());
        let title = format!("--- {}", title.of(self.lang));
        self.lines.push(Lines { session, title, text });
    }

    /// Gives up a document that cannot be written.
    fn check_json(&mut self, result: Option<Result<(), Error>>) {
        if let Some(Err(error)) = result {
            self.json = None;
            self.fail(error);
        }
    }

    fn lose_capture(&mut self, error: io::Error) {
        if let Some(capture) = self.pcap.take() {
            self.fail(failed("write", &capture.path)(error));
        }
    }

    /// Reports a failure to record at once. The session goes on.
    fn fail(&mut self, error: Error) {
        common::report(&error);
        self.failure.get_or_insert(error);
    }

    fn finish(&mut self) -> Result<(), Error> {
        let mut open: Vec<u64> = self.connections.keys().copied().collect();
        open.sort_unstable();
        for number in open {
            self.end(number, Direction::FromServer, json::How::Open);
        }
        if let Some(Err(error)) = self.json.take().map(Json::keep) {
            self.fail(error);
        }
        if let Some(Err(error)) = self.report.take().map(Report::keep) {
            self.fail(error);
        }
        if let Some(Err(error)) = self.pcap.take().map(Capture::keep) {
            self.fail(error);
        }
        self.trace = None;
        self.failure.take().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_that_is_sent_twice_does_not_mix_up_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("json");
        let mut recorder = Recorder::new(Wanted {
            trace: None,
            lang: Lang::En,
            reasons: None,
            pcap: None,
            json: Some(&path),
            report: None,
        })
        .unwrap();
        let message = |kind, after: &[u8]| {
            let body = [&[3, 3][..], &[7; 32], &[0], after].concat();
            let length = u8::try_from(body.len()).unwrap();
            [&[22, 3, 3, 0, length + 4, kind, 0, 0, length][..], &body].concat()
        };
        let client_hello = message(1, &[0, 2, 0x13, 1, 1, 0]);
        let server_hello = message(2, &[0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]);
        let both = [(); 2].map(|()| recorder.open(None));
        for number in both {
            recorder.bytes(number, false, Direction::FromClient, &client_hello, Instant::now());
        }
        for (number, secret) in both.into_iter().zip(["aa", "bb"]) {
            recorder.bytes(number, false, Direction::FromServer, &server_hello, Instant::now());
            let (random, secret) = ("07".repeat(32), secret.repeat(32));
            recorder.secret(
                number,
                &format!("SERVER_HANDSHAKE_TRAFFIC_SECRET {random} {secret}"),
                Vec::new(),
            );
        }
        let record = [&[23, 3, 3, 0, 20][..], &[0; 20]].concat();
        for number in both {
            recorder.bytes(number, false, Direction::FromServer, &record, Instant::now());
        }
        recorder.close(1, Direction::FromClient);
        recorder.finish().unwrap();
        let json = std::fs::read_to_string(path).unwrap();
        for (number, secret) in [(1, "aa"), (2, "bb")] {
            let key = format!("{{\"session\":{number},\"event\":\"key\"");
            let line = json.lines().find(|line| line.starts_with(&key)).unwrap();
            assert!(line.contains(&format!("\"secret\":\"{}\"", secret.repeat(32))), "{line}");
        }
    }
}
