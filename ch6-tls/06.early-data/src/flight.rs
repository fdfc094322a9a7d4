//! A client's first flight as it is on the wire: what anybody on the path can record and play again.

use std::io::{self, ErrorKind, Read};

/// The content types of records (RFC 8446 section 5.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;

/// The header of a record, in bytes: content type, version, length.
pub const HEADER: usize = 5;

/// The longest content of a record: 16 KiB, and what encryption may add (RFC 8446 section 5.2).
const MAX_CONTENT: usize = 16 * 1024 + 256;

/// The most records before the early data: a Client Hello may come in several, and there may be a change_cipher_spec.
const MAX_RECORDS: usize = 8;

/// The records from the Client Hello to the first one of early data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight {
    /// All records, one after the other, as they were received.
    pub bytes: Vec<u8>,
    /// The Client Hello with its header of 4 bytes, without those of its records.
    pub client_hello: Vec<u8>,
    /// The first record of early data, with its header; the end of `bytes`.
    pub early_data: Vec<u8>,
}

impl Flight {
    /// Reads a first flight up to the first record of early data. Its content is encrypted, so its type is that of all
    /// encrypted records, and what the client sends before it is not.
    ///
    /// # Errors
    /// Of kind `InvalidData`: it is not the first flight of TLS. Otherwise, what `from` says.
    pub fn read(mut from: impl Read) -> io::Result<Self> {
        let (mut bytes, mut client_hello) = (Vec::new(), Vec::new());
        for _ in 0..MAX_RECORDS {
            let record = read_record(&mut from)?;
            bytes.extend_from_slice(&record);
            match record[0] {
                HANDSHAKE => client_hello.extend_from_slice(&record[HEADER..]),
                APPLICATION_DATA if !client_hello.is_empty() => {
                    return Ok(Self { bytes, client_hello, early_data: record });
                }
                CHANGE_CIPHER_SPEC => {}
                _ => break,
            }
        }
        Err(no_flight())
    }
}

/// Reads one record with its header.
fn read_record(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut header = [0; HEADER];
    from.read_exact(&mut header)?;
    let [content_type, _, _, high, low] = header;
    let length = usize::from(u16::from_be_bytes([high, low]));
    // Another protocol is noticed here, before its bytes are taken for a length.
    if !matches!(content_type, HANDSHAKE | CHANGE_CIPHER_SPEC | APPLICATION_DATA) || length > MAX_CONTENT {
        return Err(no_flight());
    }
    let mut record = header.to_vec();
    record.resize(HEADER + length, 0);
    from.read_exact(&mut record[HEADER..])?;
    Ok(record)
}

fn no_flight() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "this is not the first flight of a TLS client")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_the_early_data() {
        let wire = [
            &[22, 3, 1, 0, 2, 1, 0][..], // a Client Hello in two records
            &[22, 3, 3, 0, 3, 0, 1, 9],
            &[20, 3, 3, 0, 1, 1],
            &[23, 3, 3, 0, 4, 1, 2, 3, 4],
            &[23, 3, 3, 0, 1, 5],
        ]
        .concat();
        let flight = Flight::read(&wire[..]).unwrap();
        assert_eq!(flight.client_hello, [1, 0, 0, 1, 9]);
        assert_eq!(flight.early_data, [23, 3, 3, 0, 4, 1, 2, 3, 4]);
        assert_eq!(flight.bytes, wire[..wire.len() - 6]);
        for cut in 0..flight.bytes.len() {
            assert_eq!(Flight::read(&wire[..cut]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        let changes = [20, 3, 3, 0, 1, 1].repeat(MAX_RECORDS);
        for wire in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[23, 3, 3, 0, 1, 1], &[22, 3, 1, 0x41, 1], &changes] {
            assert_eq!(Flight::read(wire).unwrap_err().kind(), ErrorKind::InvalidData, "{wire:x?}");
        }
    }
}
