//! Finds the TLS sessions on a connection, however its bytes are divided into segments.
//!
//! A session begins with a Client Hello, anywhere in what an end sends: another protocol may have made way for TLS
//! (STARTTLS, a proxy's CONNECT, the PROXY protocol), and a second session may follow the first. Where the first bytes
//! that were captured of an end are a record, the connection began before the capture, and the session with it.

use names::codes::content_type::{ALERT, CHANGE_CIPHER_SPEC, HANDSHAKE, HEARTBEAT};
use names::codes::handshake_type::{CLIENT_HELLO, SERVER_HELLO};

use crate::record::{HEADER, MAX_FRAGMENT};

/// The bytes of a Client Hello that tell it from anything else: the header of its record, its own, and its version.
const HELLO: usize = 11;

/// How many bytes of another protocol an end may still send after the other one's Client Hello.
const MAX_ANSWER: u64 = 1 << 14;

/// Bytes of one end, in parts that belong to different things.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Of another protocol.
    Other(&'a [u8]),
    /// A Client Hello begins.
    Hello,
    /// Records begin in the middle of a session.
    Joined,
    /// A whole Client Hello in the form of SSL 2.0, without its length.
    HelloV2(&'a [u8]),
    /// Of the session.
    Tls(&'a [u8]),
}

/// What one end sends.
#[derive(Debug)]
pub(super) struct Finder {
    state: State,
    /// The last bytes, if it takes more to say what they are.
    held: Vec<u8>,
}

#[derive(Debug)]
enum State {
    /// Nothing has been seen.
    Start,
    /// Another protocol.
    Other,
    /// The same, and the other end has sent a Client Hello, since so many bytes.
    Answer(u64),
    /// Records. So many bytes of one are left.
    Records(usize),
    /// What comes belongs to a session, but where records begin is not known.
    Lost,
}

/// What the session says about the next Client Hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Session {
    /// There is none yet.
    None,
    /// It may still be one of its own.
    Open,
    /// It can only be another session's.
    Past,
}

impl Default for Finder {
    fn default() -> Self {
        Self { state: State::Start, held: Vec::new() }
    }
}

impl Finder {
    /// Takes the next bytes. `out` says what the session says after each part.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        mut session: Session,
        out: &mut dyn FnMut(Part<'_>) -> Session,
    ) {
        if self.held.is_empty() {
            let left = self.divide(bytes, &mut session, out);
            self.held = bytes.get(bytes.len() - left..).unwrap_or_default().to_vec();
        } else {
            let mut all = std::mem::take(&mut self.held);
            all.extend_from_slice(bytes);
            let left = self.divide(&all, &mut session, out);
            all.drain(..all.len() - left);
            self.held = all;
        }
    }

    /// So many bytes are missing.
    pub(super) fn gap(&mut self, lost: u64, session: Session, out: &mut dyn FnMut(Part<'_>) -> Session) {
        self.end(session, out);
        self.state = match self.state {
            State::Records(left) => {
                match usize::try_from(lost).ok().and_then(|lost| left.checked_sub(lost)) {
                    Some(left) if left > 0 => State::Records(left),
                    _ => State::Lost,
                }
            }
            State::Start => State::Start,
            State::Lost => State::Lost,
            State::Other | State::Answer(_) => State::Other,
        };
    }

    /// Nothing more comes: what is held is not more than it is.
    pub(super) fn end(&mut self, session: Session, out: &mut dyn FnMut(Part<'_>) -> Session) {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            return;
        }
        match self.state {
            State::Records(_) | State::Lost => out(Part::Tls(&held)),
            State::Start if session != Session::None => out(Part::Tls(&held)),
            State::Start | State::Other | State::Answer(_) => out(Part::Other(&held)),
        };
    }

    /// The other end has begun a session with a Client Hello.
    pub(super) fn answer(&mut self) {
        self.state = match self.state {
            State::Start => State::Start,
            State::Other | State::Answer(_) | State::Records(_) | State::Lost => State::Answer(0),
        };
    }

    /// Divides bytes; returns how many at the end are not enough to say what they are.
    fn divide(
        &mut self,
        mut bytes: &[u8],
        session: &mut Session,
        out: &mut dyn FnMut(Part<'_>) -> Session,
    ) -> usize {
        while !bytes.is_empty() {
            let taken = match self.state {
                State::Start => self.start(bytes, session, out),
                State::Other | State::Answer(_) | State::Lost => self.search(bytes, session, out),
                State::Records(left) => self.records(left, bytes, session, out),
            };
            let Some(taken) = taken else { return bytes.len() };
            bytes = bytes.get(taken..).unwrap_or_default();
        }
        0
    }

    /// The first bytes of all. Returns how many it has taken; `None`: it needs more.
    fn start(
        &mut self,
        bytes: &[u8],
        session: &mut Session,
        out: &mut dyn FnMut(Part<'_>) -> Session,
    ) -> Option<usize> {
        match client_hello(bytes) {
            Is::Yes => {
                self.begin(session, out);
                return Some(0);
            }
            Is::Perhaps => return None,
            Is::No => {}
        }
        match header(bytes) {
            Is::Yes => {
                self.state = State::Records(0);
                if *session == Session::None {
                    *session = out(Part::Joined);
                }
                return Some(0);
            }
            Is::Perhaps => return None,
            Is::No => {}
        }
        if *session != Session::None {
            self.state = State::Lost; // the session says that it is not TLS
            return Some(0);
        }
        match client_hello_v2(bytes) {
            Is::Yes => {
                let length = 2 + length_v2(bytes);
                let hello = bytes.get(2..length)?;
                self.state = State::Records(0);
                *session = out(Part::HelloV2(hello));
                return Some(length);
            }
            Is::Perhaps => return None,
            Is::No => {}
        }
        self.state = State::Other;
        Some(0)
    }

    /// A Client Hello begins here: of the session, if there is one that waits for it.
    fn begin(&mut self, session: &mut Session, out: &mut dyn FnMut(Part<'_>) -> Session) {
        self.state = State::Records(0);
        *session = out(Part::Hello);
    }

    /// Looks for the beginning of a session.
    fn search(
        &mut self,
        bytes: &[u8],
        session: &mut Session,
        out: &mut dyn FnMut(Part<'_>) -> Session,
    ) -> Option<usize> {
        let lost = matches!(self.state, State::Lost);
        let answer = matches!(self.state, State::Answer(_));
        let mut at = 0;
        let mut found = Is::No;
        while let Some(next) =
            bytes.get(at..).and_then(|rest| rest.iter().position(|byte| starts(*byte, answer)))
        {
            at += next;
            let rest = bytes.get(at..).unwrap_or_default();
            found = if lost && *session == Session::Open { Is::No } else { client_hello(rest) };
            if answer && found == Is::No {
                found = server_answer(rest);
            }
            if found != Is::No {
                break;
            }
            at += 1;
        }
        if found == Is::No {
            at = bytes.len();
        }
        let before = bytes.get(..at).unwrap_or_default();
        if !before.is_empty() {
            *session = out(if lost { Part::Tls(before) } else { Part::Other(before) });
            if let State::Answer(count) = &mut self.state {
                *count += before.len() as u64;
                if *count > MAX_ANSWER {
                    self.state = State::Other;
                }
            }
            return Some(at);
        }
        match found {
            Is::Perhaps => return None,
            Is::Yes if client_hello(bytes) == Is::Yes => self.begin(session, out),
            Is::Yes => self.state = State::Records(0),
            Is::No => {}
        }
        Some(0)
    }

    /// Records, with so many bytes left of one.
    fn records(
        &mut self,
        left: usize,
        bytes: &[u8],
        session: &mut Session,
        out: &mut dyn FnMut(Part<'_>) -> Session,
    ) -> Option<usize> {
        if left > 0 {
            let taken = left.min(bytes.len());
            self.state = State::Records(left - taken);
            *session = out(Part::Tls(bytes.get(..taken)?));
            return Some(taken);
        }
        if *session == Session::Past {
            match client_hello(bytes) {
                Is::Yes => {
                    self.begin(session, out);
                    *session = Session::Open;
                }
                Is::Perhaps => return None,
                Is::No => {}
            }
        }
        match (header(bytes), bytes) {
            (Is::Yes, [_, _, _, high, low, ..]) => {
                // All whole records at once.
                let mut end = HEADER + usize::from(u16::from_be_bytes([*high, *low]));
                let past = *session == Session::Past; // then any of them may begin another session
                while let Some(next @ [_, _, _, high, low, ..]) = bytes.get(end..).filter(|_| !past) {
                    if header(next) != Is::Yes {
                        break;
                    }
                    end += HEADER + usize::from(u16::from_be_bytes([*high, *low]));
                }
                self.state = State::Records(end);
                Some(0)
            }
            (Is::Perhaps, _) => None,
            _ => {
                self.state = State::Lost;
                Some(0)
            }
        }
    }
}

/// Whether bytes are what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Yes,
    No,
    /// It takes more of them to say.
    Perhaps,
}

/// Whether each of these first bytes is as it should be. `Perhaps`: all are, and some are missing.
fn matches(bytes: &[u8], wanted: &[fn(u8) -> bool]) -> Is {
    if !bytes.iter().zip(wanted).all(|(byte, wanted)| wanted(*byte)) {
        Is::No
    } else if bytes.len() < wanted.len() {
        Is::Perhaps
    } else {
        Is::Yes
    }
}

/// Whether a byte may begin what is looked for.
fn starts(byte: u8, answer: bool) -> bool {
    byte == HANDSHAKE || (answer && byte == ALERT)
}

/// Whether a record begins here that a Client Hello begins. Other protocols send nothing like it.
fn client_hello(bytes: &[u8]) -> Is {
    const WANTED: [fn(u8) -> bool; HELLO] = [
        |kind| kind == HANDSHAKE,
        |major| major == 3,
        |minor| minor <= 4,
        |high| usize::from(high) <= MAX_FRAGMENT >> 8,
        |_| true,
        |kind| kind == CLIENT_HELLO,
        |length| length == 0,
        |_| true,
        |_| true,
        |major| major == 3,
        |minor| minor <= 3,
    ];
    let is = matches(bytes, &WANTED);
    let Some(&[_, _, _, r0, r1, _, _, h0, h1, ..]) = bytes.first_chunk::<HELLO>() else { return is };
    let [record, hello] = [[r0, r1], [h0, h1]].map(u16::from_be_bytes).map(usize::from);
    // A long one may take several records; none has less than its version, random, and lists of one item. The record
    // may hold other messages only in what no client sends.
    if is == Is::Yes && record >= 6 && hello >= 38 && hello + 4 >= record { Is::Yes } else { Is::No }
}

/// Whether the header of a record is here.
fn header(bytes: &[u8]) -> Is {
    const WANTED: [fn(u8) -> bool; HEADER] = [
        |kind| (CHANGE_CIPHER_SPEC..=HEARTBEAT).contains(&kind),
        |major| major == 3,
        |minor| minor <= 4,
        |high| usize::from(high) <= MAX_FRAGMENT >> 8,
        |_| true,
    ];
    matches(bytes, &WANTED)
}

/// Whether a server's answer to a Client Hello begins here: a Server Hello, or an alert.
fn server_answer(bytes: &[u8]) -> Is {
    const HELLO: [fn(u8) -> bool; 10] = [
        |kind| kind == HANDSHAKE,
        |major| major == 3,
        |minor| minor <= 4,
        |high| usize::from(high) <= MAX_FRAGMENT >> 8,
        |_| true,
        |kind| kind == SERVER_HELLO,
        |length| length == 0,
        |high| high < 0x20,
        |_| true,
        |major| major == 3,
    ];
    const ALERT_RECORD: [fn(u8) -> bool; 6] = [
        |kind| kind == ALERT,
        |major| major == 3,
        |minor| minor <= 4,
        |high| high == 0,
        |low| low == 2,
        |level| level == 1 || level == 2,
    ];
    match matches(bytes, &HELLO) {
        Is::No => matches(bytes, &ALERT_RECORD),
        is => is,
    }
}

/// Whether a Client Hello in the form of SSL 2.0 is here that offers SSL 3.0 or TLS (RFC 5246 appendix E.2): its length,
/// type 1, the version, and lengths that add up. `Perhaps`: not all of it is here.
fn client_hello_v2(bytes: &[u8]) -> Is {
    const WANTED: [fn(u8) -> bool; HELLO] = [
        |high| high & 0x80 != 0,
        |_| true,
        |kind| kind == CLIENT_HELLO,
        |major| major == 3,
        |minor| minor <= 3,
        |high| high < 0x40,
        |_| true,
        |high| high == 0,
        |low| low <= 32,
        |high| high == 0,
        |low| (16..=32).contains(&low),
    ];
    let is = matches(bytes, &WANTED);
    let Some(&[_, _, _, _, _, c0, c1, _, session_id, _, challenge]) = bytes.first_chunk::<HELLO>() else {
        return is;
    };
    let suites = usize::from(u16::from_be_bytes([c0, c1]));
    let length = 9 + suites + usize::from(session_id) + usize::from(challenge);
    if is != Is::Yes || suites == 0 || suites % 3 != 0 || length != length_v2(bytes) {
        return Is::No;
    }
    if bytes.len() < 2 + length { Is::Perhaps } else { Is::Yes }
}

/// The length of a record of SSL 2.0, without these 2 bytes.
fn length_v2(bytes: &[u8]) -> usize {
    match *bytes {
        [high, low, ..] => usize::from(u16::from_be_bytes([high & 0x7f, low])),
        _ => 0,
    }
}

/// Whether a connection begins with a Client Hello of SSL 2.0 itself, which is not TLS.
pub(super) fn is_ssl2(bytes: &[u8]) -> bool {
    matches!(*bytes, [high, _, CLIENT_HELLO, 0, 2, ..] if high & 0x80 != 0)
}
