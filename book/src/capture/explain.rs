//! `tlsbook explain`: shows the TLS sessions of a finished capture, from any program.

use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use common::note;
use common::terminal::shows_colours;
use observe::Trace;
use texts::{Lang, page, say};
use wire::capture::sessions::{self, Summary, Viewer};
use wire::render::json::{self, Remark};
use wire::render::text::Detail;
use wire::render::why::Reasons;
use wire::secrets::KeyLog;

use super::filter::{Filter, Selection};
use super::input::{self, Secrets};
use super::list::List;
use super::pages::Pages;
use super::remarks::{Said, holds, remarks};
use super::views::{Json, Keys, Text};
use super::wanted::{Choice, Wanted};
use super::{by_hand, certificates, follow, html};
use crate::error::Error;

/// The arguments of `tlsbook explain`.
#[allow(clippy::struct_excessive_bools)] // each is an option
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A capture (pcapng or pcap, also compressed with gzip); - is standard input
    file: PathBuf,

    #[command(flatten)]
    secrets: Secrets,

    #[command(flatten)]
    filter: Filter,

    /// Show one line for each session: its packets, server name (SNI), version, suite, certificate, result and end
    #[arg(long, group = "view", conflicts_with_all = ["trace", "message", "why"])]
    list: bool,

    /// Show the application data of each session as text
    #[arg(long, group = "view", conflicts_with_all = ["trace", "message", "why"])]
    follow: bool,

    /// With --follow: write the data as it is into a new folder, a file for each session and direction
    #[arg(long, value_name = "DIR", requires = "follow", conflicts_with = "json")]
    raw: Option<PathBuf>,

    /// Write the certificates of each session as PEM into a new folder
    #[arg(long, value_name = "DIR", group = "view", conflicts_with_all = ["trace", "message", "json", "why"])]
    certs: Option<PathBuf>,

    /// What to show of each message: a line, its fields, or its fields and bytes
    #[arg(long, value_name = "DETAIL", default_value = "brief", default_missing_value = "brief", num_args = 0..=1, require_equals = true)]
    trace: Trace,

    /// Also show the number of the packet with the end of each message, as Wireshark counts (frame.number)
    #[arg(long, conflicts_with_all = ["view", "json"])]
    frames: bool,

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
    #[arg(long, group = "view", conflicts_with_all = ["trace", "message"])]
    keys: bool,

    /// Show everything as one JSON document, for programs
    #[arg(long, conflicts_with = "trace")]
    json: bool,

    /// Write a new folder, with inputs and scripts that recompute each session with the programs of chapter 7
    #[arg(long, value_name = "DIR", group = "view", conflicts_with_all = ["trace", "message", "json", "why"])]
    by_hand: Option<PathBuf>,

    /// Write everything as one HTML page, which works without a network: secrets are in it; - is standard output
    #[arg(long, value_name = "FILE", group = "view", conflicts_with_all = ["trace", "message", "json", "why"])]
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

/// Shows the sessions of a capture on standard output, or writes them to files.
pub(crate) fn explain(args: &Args) -> Result<(), Error> {
    let (file, keys) = input::open(&args.file, &args.secrets)?;
    let (mut selection, mut choice) = (Selection::new(&args.filter), Choice::new(args.message.clone()));
    let lang = args.lang();
    let (summary, result) = if let Some(folder) = &args.by_hand {
        by_hand::write(folder, &mut selection, file, &keys)?
    } else if let Some(folder) = &args.certs {
        certificates::write(folder, &mut selection, file, &keys, lang)?
    } else if let Some(folder) = &args.raw {
        follow::write(folder, &mut selection, file, &keys, lang)?
    } else if let Some(page) = &args.html {
        html::apart(page, [&args.file].into_iter().chain(args.secrets.keylog()))?;
        let wanted = html::Wanted { file: page, lang, redact: args.redact };
        html::write(&wanted, &mut selection, file, &keys)?
    } else {
        show(args, &mut selection, &mut choice, file, &keys)?
    };
    end(args, &summary, &selection, result)?;
    match choice.missed() {
        Some((wanted, there)) => Err(Error::NoMessage { wanted: wanted.to_owned(), there }),
        None => Ok(()),
    }
}

/// Shows the chosen sessions on standard output.
fn show(
    args: &Args,
    selection: &mut Selection<'_>,
    choice: &mut Choice,
    file: impl Read + Send,
    keys: &Arc<KeyLog>,
) -> Result<(Summary, Result<(), sessions::Error>), Error> {
    // Hold back no more than a buffer of the output.
    let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (lang, reasons, pages) = (args.lang(), args.reasons(), Pages::default());
    let colour = shows_colours(&io::stdout());
    Ok(if args.json {
        let out = json::Writer::new(out).map_err(output)?.with_texts(args.why);
        if args.list {
            let view = List::of_json(out);
            read(selection, file, keys, view, List::finish)
        } else {
            let view = Json { out, keys: args.keys, data_only: args.follow };
            read(selection, file, keys, view, |view, remarks| view.out.finish(remarks).map(drop))
        }
    } else if args.list {
        read(selection, file, keys, List::of_text(out, lang), List::finish)
    } else if args.follow {
        let view = follow::Text { out, lang, colour, pages };
        read(selection, file, keys, view, |mut view, _| view.out.flush())
    } else if args.keys {
        read(selection, file, keys, Keys { out, lang, reasons, pages }, |mut view, _| view.out.flush())
    } else {
        let detail = Detail::from(args.trace).max(if args.why { Detail::Full } else { Detail::Brief });
        let view = Text { out, detail, frames: args.frames, lang, reasons, choice, colour, pages };
        read(selection, file, keys, view, |mut view, _| view.out.flush())
    })
}

/// Shows the chosen sessions to a view. `finish` gets it at the end, with the remarks of the whole capture.
fn read<V: Viewer>(
    selection: &mut Selection<'_>,
    file: impl Read + Send,
    keys: &Arc<KeyLog>,
    mut view: V,
    finish: impl FnOnce(V, &[Remark]) -> io::Result<()>,
) -> (Summary, Result<(), sessions::Error>) {
    let (summary, result) = selection.read(file, keys, &mut view);
    let remarks = remarks(&summary, selection.is_choice());
    let mut remarks: Vec<_> = remarks.iter().map(Said::in_json).collect();
    if let Err(sessions::Error::Capture(error)) = &result {
        remarks.push(Remark { code: "unreadable", count: 1, text: error.to_string() });
    }
    let finished = finish(view, &remarks).map_err(sessions::Error::Show);
    (summary, result.and(finished))
}

/// What is to be said at the end of a capture.
fn end(
    args: &Args,
    summary: &Summary,
    selection: &Selection<'_>,
    result: Result<(), sessions::Error>,
) -> Result<(), Error> {
    let lang = args.lang();
    for remark in remarks(summary, selection.is_choice()) {
        note!("{}", remark.words.of(lang));
    }
    if summary.sessions.without_secrets > 0 && args.secrets.keylog().is_none() {
        let hint = say!(
            "HINT: have the other program write a key log while you capture, then give it with --keylog: docs/key-log.md says how"
        );
        note!("{}", hint.of(lang));
    }
    match (result, selection.missed()) {
        (Err(sessions::Error::Show(error)), _) => Err(output(error)),
        (Err(sessions::Error::Capture(error)), _) => Err(input::unreadable(input::name(&args.file), error)),
        (Ok(()), Some(error)) => Err(error),
        (Ok(()), None) if summary.sessions.all == 0 => {
            Err(Error::NoSession { path: input::name(&args.file).to_owned(), what: holds(summary) })
        }
        (Ok(()), None) => Ok(()),
    }
}

fn output(error: io::Error) -> Error {
    Error::Common(common::Error::Output(error))
}
