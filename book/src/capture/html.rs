//! `tlsbook explain --html`: the sessions of a capture as one page; and what the pages of captures have in common.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::files::{Contents, Output};
use page::frame::Frame;
use page::session::{self, Collection, Options, Recorded};
use texts::Lang;
use wire::Event;
use wire::capture::sessions::{self, Outcome, Summary, Viewer};
use wire::capture::tcp::Peers;
use wire::secrets::KeyLog;

use super::filter::Selection;
use super::input::is_standard_input;
use super::outcome::{end_of, start_of};
use crate::error::Error;

/// How the page is made.
pub(super) struct Wanted<'a> {
    pub(super) file: &'a Path,
    pub(super) lang: Lang,
    pub(super) redact: bool,
}

/// Refuses a page that would take the place of its own capture, or of the key log.
///
/// # Errors
/// [`common::Error::Record`] that names the file.
pub(super) fn apart<'a>(page: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), Error> {
    let place = output(page);
    let mut files = inputs.into_iter().filter(|input| !is_standard_input(input));
    if files.any(|input| Output::from(input.as_path()).is_same(&place)) {
        let source = io::Error::other("it is read as well");
        return Err(common::Error::Record { what: "open", path: page.to_owned(), source }.into());
    }
    Ok(())
}

/// Reads the sessions of a capture and writes their page, which appears whole or not at all. Without sessions, or if
/// the capture cannot be read to its end, there is no page.
pub(super) fn write(
    wanted: &Wanted,
    selection: &mut Selection<'_>,
    capture: impl Read + Send,
    keys: &Arc<KeyLog>,
) -> Result<(Summary, Result<(), sessions::Error>), Error> {
    let mut pages = Pages(Collection::new());
    let (summary, result) = selection.read(capture, keys, &mut pages);
    if result.is_ok() && selection.found() {
        let mut collection = pages.0;
        let frame = Frame::new(wanted.lang, session::title(&mut collection));
        let page = session::page(frame, &mut collection, Options { redact: wanted.redact });
        place(wanted.file, &page)?;
    }
    Ok((summary, result))
}

/// Writes a page for its owner alone, whole or not at all.
pub(super) fn place(path: &Path, page: &str) -> Result<(), Error> {
    let mut file = output(path).fopen(Contents::Secret, &[])?;
    file.fwrite(page.as_bytes())?;
    Ok(file.fclose()?)
}

/// Where the page goes; `-` is standard output.
fn output(page: &Path) -> Output {
    Output::from(page.as_os_str().to_owned())
}

/// Collects the sessions.
struct Pages(Collection);

impl Viewer for Pages {
    type View = Recorded;

    fn wants_keys(&self) -> bool {
        true
    }

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Recorded> {
        let (client, server) = (peers.client.to_string(), peers.server.to_string());
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        Ok(self.0.begin_as(number, &start_of(peers, &client, &server)))
    }

    fn event(&mut self, session: &mut Recorded, event: &Event) -> io::Result<()> {
        session.take(event);
        Ok(())
    }

    fn close(&mut self, session: Recorded, outcome: &Outcome) -> io::Result<()> {
        self.0.end(session, end_of(*outcome));
        Ok(())
    }
}
