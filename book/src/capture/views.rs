//! What `tlsbook explain` shows of sessions: their messages as text, everything as JSON, how the keys are derived.

use std::borrow::Cow;
use std::io::{self, Write};

use texts::{Lang, Sentence, say};
use wire::Event;
use wire::capture::sessions::{Outcome, Viewer};
use wire::capture::tcp::{End, Peers};
use wire::message::Kind;
use wire::names;
use wire::render::json;
use wire::render::keys::KeySchedule;
use wire::render::text::{Detail, Printer};
use wire::render::why::Reasons;

use super::outcome::{end_of, start_of};
use super::pages::Pages;
use super::title::title;
use super::wanted::Choice;

/// Shows sessions as text. Each is shown as a whole, in the order in which the sessions began.
pub(super) struct Text<'a, W> {
    pub(super) out: W,
    pub(super) detail: Detail,
    /// Whether to show the numbers of packets.
    pub(super) frames: bool,
    pub(super) lang: Lang,
    pub(super) reasons: Option<Reasons>,
    pub(super) choice: &'a mut Choice,
    pub(super) colour: bool,
    pub(super) pages: Pages,
}

impl<W: Write> Viewer for Text<'_, W> {
    /// The page of a session, and its printer.
    type View = (u64, Printer);

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        self.pages.add(number, &title(number, peers, self.lang))?;
        let printer = Printer::new(self.detail, self.colour).with_frames(self.frames).in_language(self.lang);
        Ok((number, printer.with_reasons(self.reasons)))
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
        self.pages.end(page);
        while self.pages.next(&mut self.out)? {}
        Ok(())
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

/// Shows the key schedules of sessions, in the order in which the sessions began.
pub(super) struct Keys<W> {
    pub(super) out: W,
    pub(super) lang: Lang,
    pub(super) reasons: Option<Reasons>,
    pub(super) pages: Pages,
}

impl<W: Write> Viewer for Keys<W> {
    /// The number of a session, and what its keys are derived from.
    type View = (u64, KeySchedule);

    fn wants_keys(&self) -> bool {
        true
    }

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        self.pages.add(number, &title(number, peers, self.lang))?;
        Ok((number, KeySchedule::new()))
    }

    fn event(&mut self, (_, schedule): &mut Self::View, event: &Event) -> io::Result<()> {
        schedule.take(event);
        Ok(())
    }

    fn close(&mut self, (number, schedule): Self::View, outcome: &Outcome) -> io::Result<()> {
        let version = names::version(outcome.version.into()).map(Cow::from);
        let version = version.unwrap_or_else(|| say!("no version agreed on").of(self.lang));
        let suite = names::cipher_suite(outcome.suite.into()).filter(|_| outcome.suite != 0).map(Cow::from);
        let suite = suite.unwrap_or_else(|| say!("no cipher suite agreed on").of(self.lang));
        let tree = schedule.print(self.lang, self.reasons);
        self.pages.add(number, &format!("{version}, {suite}\n\n{tree}\n"))?;
        self.pages.end(number);
        while self.pages.next(&mut self.out)? {}
        Ok(())
    }
}

/// Shows sessions as JSON.
pub(super) struct Json<W: Write> {
    pub(super) out: json::Writer<W>,
    /// Whether to show the steps of the key schedules.
    pub(super) keys: bool,
    /// Whether to show nothing but application data.
    pub(super) data_only: bool,
}

impl<W: Write> Viewer for Json<W> {
    type View = u64;

    fn wants_keys(&self) -> bool {
        self.keys
    }

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<u64> {
        let (client, server) = (peers.client.to_string(), peers.server.to_string());
        self.out.start(number, &start_of(peers, &client, &server))?;
        Ok(number)
    }

    fn event(&mut self, number: &mut u64, event: &Event) -> io::Result<()> {
        if self.data_only && !is_data(event) { Ok(()) } else { self.out.write(*number, event) }
    }

    fn close(&mut self, number: u64, outcome: &Outcome) -> io::Result<()> {
        self.out.end(number, end_of(*outcome))
    }
}

/// Whether it is application data, or may be: ciphertext, and what is missing.
fn is_data(event: &Event) -> bool {
    match event {
        Event::Message(message) => {
            matches!(message.kind, Kind::ApplicationData | Kind::Undecrypted { .. } | Kind::Part)
        }
        Event::Gap(_) => true,
        Event::Record(_) | Event::Key(_) | Event::Step(_) | Event::TranscriptHash(_) => false,
    }
}
