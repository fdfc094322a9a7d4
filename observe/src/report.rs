//! `--report`: all sessions as one page.

use std::io;
use std::path::{Path, PathBuf};

use common::Error;
use common::files::Writer;
use page::frame::Frame;
use page::session::{self, Collection, Options, Recorded};
use texts::Lang;
use wire::render::json;

use crate::file::{failed, open};

/// What page is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) path: &'a Path,
    pub(crate) lang: Lang,
    pub(crate) redact: bool,
}

/// The page being collected.
#[derive(Debug)]
pub(crate) struct Report {
    path: PathBuf,
    file: Writer,
    sessions: Collection,
    lang: Lang,
    redact: bool,
}

impl Report {
    /// Opens the file.
    pub(crate) fn new(wanted: Wanted) -> Result<Self, Error> {
        let Wanted { path, lang, redact } = wanted;
        Ok(Self { path: path.to_owned(), file: open(path)?, sessions: Collection::new(), lang, redact })
    }

    pub(crate) fn begin(&mut self, start: &json::Start) -> Recorded {
        self.sessions.begin(start)
    }

    pub(crate) fn end(&mut self, session: Recorded, end: json::End) {
        self.sessions.end(session, end);
    }

    /// Writes the page and moves the file to its place.
    pub(crate) fn keep(mut self) -> Result<(), Error> {
        let frame = Frame::new(self.lang, session::title(&mut self.sessions));
        let page = session::page(frame, &mut self.sessions, Options { redact: self.redact });
        io::Write::write_all(&mut self.file, page.as_bytes()).map_err(failed("write", &self.path))?;
        self.file.fclose()
    }
}
