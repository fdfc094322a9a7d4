//! Showing records (section 6.1.4): a transport that prints the length of each record sent through it.

use std::io::{self, Read, Write};
use std::time::Duration;

use common::Terminal;
use common::net::SetDeadline;

/// The header of a record: content type, version, length (RFC 8446 section 5.1), in bytes.
const HEADER: usize = 5;

/// Application data, and in TLS 1.3 every encrypted record.
const APPLICATION_DATA: u8 = 23;

/// A transport around another one. Once told to, it prints the length of each record of application data that is sent.
#[derive(Debug)]
pub struct ShowRecords<S> {
    inner: S,
    /// How much of the current record's header has been sent.
    header: Vec<u8>,
    /// How much of the current record's body has still to be sent.
    body: usize,
    show: bool,
    sent: usize,
}

impl<S> ShowRecords<S> {
    /// Wraps `inner`.
    pub fn new(inner: S) -> Self {
        Self { inner, header: Vec::with_capacity(HEADER), body: 0, show: false, sent: 0 }
    }

    /// Prints the records from now on: after the handshake, those of the messages.
    pub fn show(&mut self) {
        self.show = true;
    }

    /// Prints none from now on.
    pub fn hide(&mut self) {
        self.show = false;
    }

    /// The number of records printed so far.
    pub fn sent(&self) -> usize {
        self.sent
    }

    /// Follows the records through the bytes that have been sent.
    fn follow(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let of_body = self.body.min(bytes.len());
            self.body -= of_body;
            bytes = &bytes[of_body..];

            let of_header = (HEADER - self.header.len()).min(bytes.len());
            self.header.extend_from_slice(&bytes[..of_header]);
            bytes = &bytes[of_header..];

            if let [content_type, _, _, high, low] = self.header[..] {
                self.body = usize::from(u16::from_be_bytes([high, low]));
                self.header.clear();
                if self.show && content_type == APPLICATION_DATA {
                    self.sent += 1;
                    writeln!(Terminal::new(), "  record of {} bytes", HEADER + self.body)
                        .map_err(io::Error::other)?;
                }
            }
        }
        Ok(())
    }
}

impl<S: Write> Write for ShowRecords<S> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(buffer)?;
        self.follow(&buffer[..count])?;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<S: Read> Read for ShowRecords<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<S: SetDeadline> SetDeadline for ShowRecords<S> {
    fn set_deadline(&mut self, limit: Duration) {
        self.inner.set_deadline(limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_however_the_bytes_are_cut() {
        let mut bytes = vec![APPLICATION_DATA, 3, 3, 1, 0];
        bytes.resize(5 + 256, 0);
        bytes.extend([APPLICATION_DATA, 3, 3, 0, 0]);
        bytes.extend([21, 3, 3, 0, 2, 1, 0]);
        bytes.extend([APPLICATION_DATA, 3, 3, 0, 1, 0]);
        for piece in [1, 2, 4, 5, 7, 1000] {
            let mut transport = ShowRecords::new(io::sink());
            transport.show();
            for part in bytes.chunks(piece) {
                transport.write_all(part).unwrap();
            }
            assert_eq!(transport.sent(), 3, "in pieces of {piece}");
            assert_eq!((transport.body, transport.header.len()), (0, 0));
        }
    }
}
