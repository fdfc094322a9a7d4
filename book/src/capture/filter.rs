//! Which sessions of a capture are shown: `--session`, `--stream`, `--host`, `--port`, `--sni`.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::Arc;

use common::escape;
use wire::capture::sessions::{self, Count, Outcome, Summary, Viewer};
use wire::capture::tcp::Peers;
use wire::message::Kind;
use wire::secrets::KeyLog;
use wire::{Direction, Event, overview};

use crate::error::Error;

/// What sessions must have to be shown. Of several values of an option, one is enough.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Filter {
    /// Show only session N, by its number in --list; may be given several times, like the options below
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    session: Vec<u64>,

    /// Show only the sessions on TCP connection N, by its number in Wireshark (tcp.stream)
    #[arg(long, value_name = "N")]
    stream: Vec<u64>,

    /// Show only the sessions of the client or server with this IP address
    #[arg(long, value_name = "ADDRESS")]
    host: Vec<IpAddr>,

    /// Show only the sessions of the client or server with this port
    #[arg(long, value_name = "PORT")]
    port: Vec<u16>,

    /// Show only the sessions whose Client Hello asks for this server; *.example.com: for any below it
    #[arg(long, value_name = "NAME")]
    sni: Vec<String>,
}

impl Filter {
    /// Whether a session is shown, as far as its number and its connection tell.
    fn takes(&self, number: u64, peers: &Peers) -> bool {
        let any = |host: &IpAddr| [peers.client.ip(), peers.server.ip()].contains(host);
        let either = |port: &u16| [peers.client.port(), peers.server.port()].contains(port);
        (self.session.is_empty() || self.session.contains(&number))
            && (self.stream.is_empty() || peers.stream.is_some_and(|stream| self.stream.contains(&stream)))
            && (self.host.is_empty() || self.host.iter().any(any))
            && (self.port.is_empty() || self.port.iter().any(either))
    }

    /// Whether a session is shown that asks for a server of this name.
    fn takes_name(&self, name: Option<&str>) -> bool {
        self.sni.is_empty() || name.is_some_and(|name| self.sni.iter().any(|wanted| is_name(wanted, name)))
    }

    /// Whether it takes all sessions.
    fn takes_all(&self) -> bool {
        let Self { session, stream, host, port, sni } = self;
        session.is_empty() && stream.is_empty() && host.is_empty() && port.is_empty() && sni.is_empty()
    }

    /// It as it was typed.
    fn typed(&self) -> String {
        let mut typed = Vec::new();
        typed.extend(self.session.iter().map(|number| format!("--session {number}")));
        typed.extend(self.stream.iter().map(|number| format!("--stream {number}")));
        typed.extend(self.host.iter().map(|host| format!("--host {host}")));
        typed.extend(self.port.iter().map(|port| format!("--port {port}")));
        typed.extend(self.sni.iter().map(|name| format!("--sni {}", escape::line(name))));
        typed.join(" ")
    }
}

/// Whether a name is the wanted one, or is below it. Case and a dot at the end make no difference (RFC 6066 section 3).
fn is_name(wanted: &str, name: &str) -> bool {
    let plain = |name: &str| name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let (wanted, name) = (plain(wanted), plain(name));
    match wanted.strip_prefix('*') {
        Some(end) => name.len() > end.len() && name.ends_with(end),
        None => name == wanted,
    }
}

/// How many sessions an error message names.
const NAMED: usize = 8;

/// Events that wait for a Client Hello. A session whose Client Hello has not come then is taken for one without a name.
const MAX_WAITING: usize = 64;

/// Chooses the sessions of a capture, and remembers what there was to choose from.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    filter: &'a Filter,
    taken: u64,
    /// What there is to say of those that were taken.
    count: Count,
    /// The first sessions that were not taken.
    others: Vec<String>,
    more: u64,
}

impl<'a> Selection<'a> {
    pub(super) fn new(filter: &'a Filter) -> Self {
        Self { filter, taken: 0, count: Count::default(), others: Vec::new(), more: 0 }
    }

    /// Reads a capture, and shows `viewer` the sessions that are chosen; the summary counts these alone.
    pub(super) fn read<V: Viewer>(
        &mut self,
        capture: impl Read + Send,
        keys: &Arc<KeyLog>,
        viewer: &mut V,
    ) -> (Summary, Result<(), sessions::Error>) {
        let (mut summary, result) = sessions::read(capture, keys, &mut Chosen { selection: self, viewer });
        summary.sessions = self.count;
        (summary, result)
    }

    /// Whether sessions were left out on purpose.
    pub(super) fn is_choice(&self) -> bool {
        !self.filter.takes_all()
    }

    /// Whether a session was taken.
    pub(super) fn found(&self) -> bool {
        self.taken > 0
    }

    /// The error, if there were sessions, and none was taken.
    pub(super) fn missed(&self) -> Option<Error> {
        if self.found() || self.others.is_empty() {
            return None;
        }
        let mut there = self.others.join("; ");
        if self.more > 0 {
            let _ = write!(there, "; and {} more, which --list shows", self.more); // a String takes everything
        }
        Some(Error::NoSuchSession { wanted: self.filter.typed(), there })
    }

    fn leave(&mut self, number: u64, peers: &Peers, name: Option<&str>) {
        if self.others.len() == NAMED {
            self.more += 1;
            return;
        }
        let Peers { client, server, stream, .. } = peers;
        let stream = stream.map_or_else(String::new, |stream| format!(", stream {stream}"));
        let name = name.map_or_else(String::new, |name| format!(", {}", escape::line(shortened(name))));
        self.others.push(format!("{number} ({client} -> {server}{stream}{name})"));
    }
}

/// The start of a name that is longer than names are.
fn shortened(name: &str) -> &str {
    name.char_indices().nth(64).map_or(name, |(end, _)| &name[..end])
}

/// Shows the chosen sessions to a viewer.
struct Chosen<'a, 'b, V> {
    selection: &'a mut Selection<'b>,
    viewer: &'a mut V,
}

/// A session.
enum View<T> {
    Taken(T),
    /// Its Client Hello has not come: what has.
    Waiting {
        number: u64,
        peers: Peers,
        events: Vec<Event>,
    },
    Left,
}

impl<V: Viewer> Viewer for Chosen<'_, '_, V> {
    type View = View<V::View>;

    fn wants_keys(&self) -> bool {
        self.viewer.wants_keys()
    }

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        if !self.selection.filter.takes(number, peers) {
            self.selection.leave(number, peers, None);
            return Ok(View::Left);
        }
        if self.selection.filter.sni.is_empty() {
            self.selection.taken += 1;
            return Ok(View::Taken(self.viewer.open(number, peers)?));
        }
        Ok(View::Waiting { number, peers: *peers, events: Vec::new() })
    }

    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()> {
        let (number, peers, events) = match view {
            View::Taken(view) => return self.viewer.event(view, event),
            View::Left => return Ok(()),
            View::Waiting { number, peers, events } => (*number, *peers, events),
        };
        events.push(event.clone());
        let name = match event {
            Event::Message(message) if message.direction == Direction::FromClient => match message.kind {
                Kind::Handshake(_) => overview::server_name(message),
                _ => None,
            },
            _ if events.len() < MAX_WAITING => return Ok(()),
            _ => None,
        };
        if !self.selection.filter.takes_name(name.as_deref()) {
            self.selection.leave(number, &peers, name.as_deref());
            *view = View::Left;
            return Ok(());
        }
        self.selection.taken += 1;
        let mut taken = self.viewer.open(number, &peers)?;
        for event in events.iter() {
            self.viewer.event(&mut taken, event)?;
        }
        *view = View::Taken(taken);
        Ok(())
    }

    fn close(&mut self, view: Self::View, outcome: &Outcome) -> io::Result<()> {
        match view {
            View::Taken(view) => {
                self.selection.count.add(outcome);
                self.viewer.close(view, outcome)
            }
            View::Waiting { number, peers, .. } => {
                self.selection.leave(number, &peers, None);
                Ok(())
            }
            View::Left => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_dns_does() {
        for (wanted, name, same) in [
            ("example.com", "EXAMPLE.com", true),
            ("example.com.", "example.com", true),
            ("example.com", "www.example.com", false),
            ("*.example.com", "www.example.com", true),
            ("*.example.com", "a.b.Example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", ".example.com", false),
            ("*", "any", true),
            ("", "any", false),
        ] {
            assert_eq!(is_name(wanted, name), same, "{wanted} {name}");
        }
    }
}
