//! Compression of records before TLS 1.3 (RFC 3749): each side's records are one stream of zlib, cut after each record.

use std::fmt;

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush};
use texts::{Sentence, say};

/// The longest content of a record, in bytes, compressed or not (RFC 5246 section 6.2.1).
const LONGEST: usize = 1 << 14;

/// What one side's records so far have left: the last 32 KiB of their content.
pub(super) struct Inflater {
    state: Box<InflateState>,
    /// A record could not be read, so what follows refers to bytes that are not known.
    lost: bool,
}

/// Leaves the content out.
impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflater").field("lost", &self.lost).finish_non_exhaustive()
    }
}

impl Default for Inflater {
    fn default() -> Self {
        Self { state: InflateState::new_boxed(DataFormat::Zlib), lost: false }
    }
}

impl Inflater {
    /// The content of the next record; `Err`: why it cannot be decompressed.
    pub(super) fn next(&mut self, compressed: &[u8]) -> Result<Vec<u8>, Sentence> {
        let content = if self.lost {
            Err(say!("a record before it is missing, and it may repeat a part of that"))
        } else {
            self.inflate(compressed)
        };
        self.lost |= content.is_err();
        content.map_err(|why| say!("it cannot be decompressed here: {0}", why))
    }

    /// A record is missing.
    pub(super) fn lose(&mut self) {
        self.lost = true;
    }

    fn inflate(&mut self, mut compressed: &[u8]) -> Result<Vec<u8>, Sentence> {
        let mut content = vec![0; LONGEST + 1];
        let mut given = 0;
        loop {
            let room = content.get_mut(given..).unwrap_or_default();
            let result = inflate(&mut self.state, compressed, room, MZFlush::Sync);
            compressed = compressed.get(result.bytes_consumed..).unwrap_or_default();
            given += result.bytes_written;
            if given > LONGEST {
                return Err(say!("it gives more than a record may hold"));
            }
            match result.status {
                Ok(_) if result.bytes_consumed + result.bytes_written > 0 => {}
                Ok(_) | Err(MZError::Buf) if compressed.is_empty() => break,
                Ok(_) | Err(_) => return Err(say!("it is damaged")),
            }
        }
        content.truncate(given);
        Ok(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use miniz_oxide::deflate::core::{
        CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
    };

    /// One side's records, compressed as a peer would.
    fn compress(records: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(6, 15, 0));
        let one = |record: &&[u8]| {
            let mut out = Vec::new();
            compress_to_output(&mut compressor, record, TDEFLFlush::Sync, |bytes| {
                out.extend_from_slice(bytes);
                true
            });
            out
        };
        records.iter().map(one).collect()
    }

    #[test]
    fn records_are_one_stream() {
        let records: [&[u8]; 4] = [b"Hello server", b"", &[b'x'; LONGEST], b"Hello server, once more"];
        let compressed = compress(&records);
        assert!(compressed[3].len() < 23, "it refers to the first");
        let mut inflater = Inflater::default();
        for (record, compressed) in records.iter().zip(&compressed) {
            assert_eq!(inflater.next(compressed).as_deref(), Ok(*record));
        }
        // Without the first one, nothing can be known of the others.
        let mut inflater = Inflater::default();
        inflater.lose();
        assert!(inflater.next(&compressed[1]).is_err());
    }

    #[test]
    fn a_record_that_says_too_much_or_nothing_is_none() {
        let bomb = compress(&[&vec![0; 1 << 20]]).remove(0);
        assert!(bomb.len() < 2000);
        let mut inflater = Inflater::default();
        assert!(
            inflater.next(&bomb).is_err_and(|why| why.to_string().contains("more than a record may hold"))
        );
        assert!(inflater.next(&bomb).is_err());
        assert!(Inflater::default().next(&[0xff; 100]).is_err_and(|why| why.to_string().contains("damaged")));
    }
}
