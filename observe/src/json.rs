//! `--json`: all events of all sessions, for programs.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use common::Error;
use common::files::Writer;
use wire::Event;
use wire::render::json;

use crate::file::{failed, open};

/// The document being written.
#[derive(Debug)]
pub(crate) struct Json {
    path: PathBuf,
    writer: json::Writer<BufWriter<Writer>>,
}

impl Json {
    /// Opens the file.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let writer = json::Writer::new(BufWriter::new(open(path)?)).map_err(failed("write", path))?;
        Ok(Self { path: path.to_owned(), writer })
    }

    pub(crate) fn start(&mut self, session: u64, start: &json::Start) -> Result<(), Error> {
        self.writer.start(session, start).map_err(failed("write", &self.path))
    }

    pub(crate) fn write(&mut self, session: u64, event: &Event) -> Result<(), Error> {
        self.writer.write(session, event).map_err(failed("write", &self.path))
    }

    pub(crate) fn end(&mut self, session: u64, end: json::End) -> Result<(), Error> {
        self.writer.end(session, end).map_err(failed("write", &self.path))
    }

    /// Ends the document and moves the file to its place.
    pub(crate) fn keep(self) -> Result<(), Error> {
        let file = self
            .writer
            .finish(&[])
            .and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error));
        file.map_err(failed("write", &self.path)).and_then(Writer::fclose)
    }
}
