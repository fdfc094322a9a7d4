//! Reading files.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};

use super::arguments::{Input, Place};
use crate::error::Error;

impl Input {
    /// Opens the file for reading (`fopen`, `rb`).
    ///
    /// # Errors
    /// [`Error::OpenInput`] if it is missing, unreadable or a folder.
    pub fn fopen(&self) -> Result<Reader, Error> {
        let stream: Box<dyn Read> = match &self.0 {
            Place::Standard => Box::new(io::stdin()),
            Place::File(path) => {
                let failed = |source| Error::OpenInput { path: path.clone(), source };
                // Windows does not even open a folder.
                let file = File::open(path).map_err(|e| failed(if path.is_dir() { folder() } else { e }))?;
                if file.metadata().map_err(failed)?.is_dir() {
                    return Err(failed(folder()));
                }
                Box::new(BufReader::new(file))
            }
        };
        Ok(Reader { name: self.clone(), stream })
    }

    /// Reads the whole file, for a key or a certificate. A file longer than `limit` bytes is refused.
    ///
    /// # Errors
    /// [`Error::OpenInput`], [`Error::ReadFile`] if it is missing, unreadable, a folder or too long.
    pub fn load(&self, limit: usize) -> Result<Vec<u8>, Error> {
        let mut reader = self.fopen()?;
        let mut bytes = Vec::new();
        let limit = limit as u64;
        let count = (&mut reader.stream).take(limit + 1).read_to_end(&mut bytes);
        match count {
            Ok(count) if count as u64 > limit => {
                let why = format!("longer than the {limit} bytes that are read of such a file");
                Err(self.unreadable(io::Error::other(why)))
            }
            Ok(_) => Ok(bytes),
            Err(source) => Err(self.unreadable(source)),
        }
    }

    /// Refuses `inputs` if more than one is standard input, because the first would consume what is meant for
    /// the others.
    ///
    /// # Errors
    /// [`Error::Input`]
    pub fn once(inputs: &[&Self]) -> Result<(), Error> {
        let standard = inputs.iter().filter(|input| input.0 == Place::Standard).count();
        if standard > 1 {
            return Err(Error::Input(io::Error::other("more than one of the files is to be read from it")));
        }
        Ok(())
    }

    /// The error for a failed read.
    fn unreadable(&self, source: io::Error) -> Error {
        match &self.0 {
            Place::Standard => Error::Input(source),
            Place::File(path) => Error::ReadFile { path: path.clone(), source },
        }
    }
}

/// An open input.
pub struct Reader {
    name: Input,
    stream: Box<dyn Read>,
}

impl Reader {
    /// Reads until `buffer` is full or the file ends, and returns the number of bytes read. Fewer bytes than
    /// fit in the buffer mean the end of the file.
    pub fn fread(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.stream.read(rest) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.name.unreadable(error)),
            }
        }
        Ok(filled)
    }
}

/// The error for a folder where a file is expected.
pub(super) fn folder() -> io::Error {
    io::Error::new(ErrorKind::IsADirectory, "a folder, not a file")
}
