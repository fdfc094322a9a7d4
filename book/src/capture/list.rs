//! `tlsbook explain --list`: one line for each session of a capture.

use std::io::{self, Write};

use common::escape;
use texts::page::columns;
use texts::{Lang, Sentence, say};
use wire::capture::sessions::{Outcome, Viewer};
use wire::capture::tcp::{End, Peers};
use wire::overview::{Handshake, NoCertificate, Overview};
use wire::render::{json, overview};
use wire::{Direction, Event, names};

use super::outcome::{end_of, start_of};
use super::pages::Pages;
use crate::layout::padded;

/// The titles of the columns, in English like those of the packet list.
const TITLES: [&str; 9] = [
    "No.",
    "Frames",
    "Client -> Server",
    "SNI",
    "Version",
    "Cipher suite",
    "Certificate",
    "Handshake",
    "End",
];

/// The most characters of a cell. A peer may send names of any length.
const LONGEST: usize = 48;

/// How many lines are kept to find out how wide the columns must be.
const SAMPLE: usize = 500;

/// Lists sessions, in the order in which they began.
pub(super) struct List<W: Write> {
    out: Out<W>,
    lang: Lang,
    pages: Pages,
}

/// What a list is written to.
enum Out<W: Write> {
    Text(Table<W>),
    Json(json::Writer<W>),
}

impl<W: Write> List<W> {
    pub(super) fn of_text(out: W, lang: Lang) -> Self {
        let titles = TITLES.map(str::to_owned).to_vec();
        let table = Table { out, waiting: vec![titles], widths: None };
        Self { out: Out::Text(table), lang, pages: Pages::default() }
    }

    pub(super) fn of_json(out: json::Writer<W>) -> Self {
        Self { out: Out::Json(out), lang: Lang::En, pages: Pages::default() }
    }

    /// Writes what has not been written; in JSON with the remarks.
    pub(super) fn finish(self, remarks: &[json::Remark]) -> io::Result<()> {
        match self.out {
            Out::Text(mut table) => {
                table.flush()?;
                table.out.flush()
            }
            Out::Json(out) => out.finish(remarks).map(drop),
        }
    }
}

impl<W: Write> Viewer for List<W> {
    /// A session, and what is known of it.
    type View = (u64, Peers, Overview);

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        self.pages.add(number, "")?;
        Ok((number, *peers, Overview::default()))
    }

    fn event(&mut self, (_, _, overview): &mut Self::View, event: &Event) -> io::Result<()> {
        overview.take(event);
        Ok(())
    }

    fn close(&mut self, (number, peers, overview): Self::View, outcome: &Outcome) -> io::Result<()> {
        let line = match &self.out {
            Out::Text(_) => cells(number, &peers, &overview, *outcome, self.lang).join("\t"),
            Out::Json(_) => {
                let (client, server) = (peers.client.to_string(), peers.server.to_string());
                overview::json(number, &start_of(&peers, &client, &server), &overview, end_of(*outcome))
            }
        };
        self.pages.add(number, &line)?;
        self.pages.end(number);
        let mut line = Vec::new();
        while self.pages.next(&mut line)? {
            let text = String::from_utf8_lossy(&line);
            match &mut self.out {
                Out::Text(table) => table.push(text.split('\t').map(str::to_owned).collect())?,
                Out::Json(out) => out.event_as_text(&text)?,
            }
            line.clear();
        }
        Ok(())
    }
}

/// The cells of a line, without tabs.
fn cells(number: u64, peers: &Peers, overview: &Overview, outcome: Outcome, lang: Lang) -> Vec<String> {
    let suite = Some(outcome.suite).filter(|suite| *suite != 0);
    let suite = suite.map(|suite| {
        names::cipher_suite(suite.into()).map_or_else(|| format!("{suite:#06x}"), str::to_owned)
    });
    let version = Some(outcome.version).filter(|version| *version != 0);
    let version = version.map(|version| {
        names::version(version.into()).map_or_else(|| format!("{version:#06x}"), str::to_owned)
    });
    let frames = overview.frames.map(|(first, last)| format!("{first}-{last}"));
    let or_dash = |cell: Option<String>| cell.unwrap_or_else(|| "-".to_owned());
    let cells = [
        number.to_string(),
        or_dash(frames),
        format!("{} -> {}", peers.client, peers.server),
        or_dash(overview.server_name.clone()),
        or_dash(version),
        or_dash(suite),
        certificates(overview, outcome, lang),
        handshake(overview).of(lang).into_owned(),
        end(outcome.end).of(lang).into_owned(),
    ];
    cells.into_iter().map(|cell| escape::line(shortened(cell)).to_string()).collect()
}

fn shortened(cell: String) -> String {
    match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}

/// Who has shown a certificate.
fn certificates(overview: &Overview, outcome: Outcome, lang: Lang) -> String {
    let name = |side| {
        let certificate = overview.certificate(side)?;
        Some(if certificate.name.is_empty() { "?".to_owned() } else { certificate.name.clone() })
    };
    let said = match (name(Direction::FromServer), name(Direction::FromClient)) {
        (Some(server), None) => return server,
        (Some(server), Some(client)) => say!("{0}, client: {1}", server, client),
        (None, Some(client)) => say!("client: {0}", client),
        (None, None) if overview.pre_shared_key => say!("pre-shared key"),
        (None, None) => match overview.no_certificate(outcome.version) {
            Some(NoCertificate::Encrypted) => say!("encrypted"),
            Some(NoCertificate::NotInCapture) => say!("not in the capture"),
            Some(NoCertificate::NotYet) if outcome.end == End::Open => return "-".to_owned(),
            Some(NoCertificate::NotYet) | None => say!("none"),
        },
    };
    said.of(lang).into_owned()
}

/// What became of the handshake.
fn handshake(overview: &Overview) -> Sentence {
    match (overview.handshake(), overview.alert) {
        (Handshake::Complete, None) => say!("complete"),
        (Handshake::Complete, Some((by, alert))) => say!("complete, then {0}: {1}", by, alert),
        (Handshake::Refused, Some((by, alert))) => say!("failed, {0}: {1}", by, alert),
        (Handshake::Refused, None) => say!("failed"),
        (Handshake::Unfinished(last), _) => say!("ends after {0}", last),
        (Handshake::Unknown(why), _) => say!("unknown: {0}", why),
    }
}

/// How the connection ended.
fn end(end: End) -> Sentence {
    match end {
        End::Closed => say!("closed"),
        End::Reset(by) => say!("reset by the {0}", by),
        End::Open => say!("not in the capture"),
        End::Followed => say!("another session follows"),
    }
}

/// Lines of cells, in columns that are as wide as the first lines need.
struct Table<W> {
    out: W,
    waiting: Vec<Vec<String>>,
    widths: Option<Vec<usize>>,
}

impl<W: Write> Table<W> {
    fn push(&mut self, cells: Vec<String>) -> io::Result<()> {
        self.waiting.push(cells);
        if self.widths.is_some() || self.waiting.len() >= SAMPLE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let widths = self.widths.get_or_insert_with(|| widths(&waiting));
        for line in waiting {
            let cells: Vec<_> = line.iter().zip(&*widths).map(|(cell, width)| padded(cell, *width)).collect();
            writeln!(self.out, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// How wide the columns must be for these lines.
fn widths(lines: &[Vec<String>]) -> Vec<usize> {
    let mut widths = Vec::new();
    for line in lines {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = columns(cell).max(*width);
        }
    }
    widths
}
