//! `tlsbook diff`: shows the differences between two sessions in finished captures.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use page::difference::Side;
use page::frame::Frame;
use texts::Lang;
use wire::Event;
use wire::capture::sessions::{self, Outcome, Viewer};
use wire::capture::tcp::Peers;

use super::html;
use super::input::{self, Secrets};
use super::remarks::holds;
use crate::error::Error;
use crate::recorded::{Session, difference};

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

    /// Write the differences as one HTML page, which works without a network; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Leave application data out of the page, and say where it would be
    #[arg(long, requires = "html")]
    redact: bool,

    /// Language of what is said; a page has both, and opens in this one [default: that of the locale]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Lang>,
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

/// Shows the differences on standard output, or writes their page.
pub(crate) fn diff(args: &Args) -> Result<(), Error> {
    if [&args.left, &args.right].iter().all(|session| input::is_standard_input(&session.file)) {
        return Err(Error::TwoInputs);
    }
    if let Some(page) = &args.html {
        html::apart(page, [&args.left.file, &args.right.file].into_iter().chain(args.secrets.keylog()))?;
    }
    let left = read(&args.left, &args.secrets)?;
    let right = read(&args.right, &args.secrets)?;
    if let Some(page) = &args.html {
        return html::place(page, &whole(args, &left, &right));
    }
    let output = |error| Error::Common(common::Error::Output(error));
    let mut out = BufWriter::new(io::stdout().lock());
    show(&mut out, &left, &right, language(args)).and_then(|()| out.flush()).map_err(output)
}

/// Finds a session in a capture.
struct Search {
    wanted: Option<u64>,
    count: u64,
    found: Option<Session>,
}

impl Viewer for Search {
    /// The session, if it is the wanted one.
    type View = Option<Session>;

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Self::View> {
        self.count = number;
        Ok((self.wanted.unwrap_or(1) == number).then(|| Session::new(peers)))
    }

    fn event(&mut self, view: &mut Self::View, event: &Event) -> io::Result<()> {
        if let Some(session) = view {
            session.take(event);
        }
        Ok(())
    }

    fn close(&mut self, view: Self::View, outcome: &Outcome) -> io::Result<()> {
        if let Some(session) = view {
            self.found = Some(session.ended(*outcome));
        }
        Ok(())
    }
}

fn read(wanted: &SessionRef, secrets: &Secrets) -> Result<Session, Error> {
    let (file, keys) = input::open(&wanted.file, secrets)?;
    let path = input::name(&wanted.file);
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
            let named = if input::is_standard_input(&wanted.file) { Path::new("/dev/stdin") } else { path };
            Err(Error::WhichSession { path: named.to_owned(), count: search.count })
        }
        (Some(number), None) => {
            Err(none(format!("session {number} was asked for, and it has {}", search.count)))
        }
        (_, None) => Err(none(holds(&summary))),
        (_, Some(found)) => Ok(found),
    }
}

fn language(args: &Args) -> Lang {
    args.lang.unwrap_or_else(Lang::of_environment)
}

/// The page.
fn whole(args: &Args, left: &Session, right: &Session) -> String {
    let frame = Frame::new(language(args), page::difference::title());
    let options = page::difference::Options { redact: args.redact };
    page::difference::page(frame, &side(&args.left, left), &side(&args.right, right), options)
}

/// A session for the page.
fn side<'a>(from: &SessionRef, session: &'a Session) -> Side<'a> {
    let number = from.number.map(|number| format!("#{number}")).unwrap_or_default();
    Side {
        file: format!("{}{number}", input::name(&from.file).display()),
        peers: &session.title,
        version: difference::agreed_version(session),
        suite: difference::agreed_suite(session),
        messages: &session.messages,
        more: session.more,
    }
}

fn show(out: &mut impl Write, left: &Session, right: &Session, lang: Lang) -> io::Result<()> {
    for (sign, session) in [('-', left), ('+', right)] {
        writeln!(out, "{sign} {}", difference::heading(session))?;
    }
    writeln!(out)?;
    for line in difference::lines(left, right, lang) {
        writeln!(out, "{line}")?;
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
