//! Captures that are compressed with gzip (RFC 1952): decompressed while they are read, with a window of 32 KiB and
//! buffers, however large the capture becomes.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;

/// How a compressed file begins.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a capture, whether it is compressed or not.
#[derive(Debug)]
pub enum Unpacked<R> {
    /// As they are.
    Plain(BufReader<R>),
    /// Decompressed: members of gzip, one behind the other.
    Gzip(Box<BufReader<Members<R>>>),
}

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes to find out. `buffer`: how many bytes to read at a time.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn new(input: R, buffer: usize) -> io::Result<Self> {
        let mut input = BufReader::with_capacity(buffer.max(MAGIC.len()), input);
        let there = input.fill_buf()?;
        // A file gives more than one byte at a time, if it has more.
        if there.starts_with(&MAGIC) {
            let members = Members { decoder: MultiGzDecoder::new(input) };
            return Ok(Self::Gzip(Box::new(BufReader::with_capacity(buffer, members))));
        }
        Ok(Self::Plain(input))
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(out),
            Self::Gzip(input) => input.read(out),
        }
    }
}

/// Decompresses, and says in words why it cannot.
#[derive(Debug)]
pub struct Members<R> {
    decoder: MultiGzDecoder<BufReader<R>>,
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.decoder.read(out).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => io::Error::new(error.kind(), "its gzip data is cut off"),
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                io::Error::new(error.kind(), "its gzip data is damaged")
            }
            _ => error,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    /// What is read up to the end, or up to an error, and the error.
    fn unpack(bytes: &[u8]) -> (Vec<u8>, Option<String>) {
        let mut out = Vec::new();
        let result = Unpacked::new(bytes, 4096).unwrap().read_to_end(&mut out);
        (out, result.err().map(|error| error.to_string()))
    }

    #[test]
    fn compressed_or_not_it_is_the_same() {
        let plain: Vec<u8> = (0..100_000_u32).flat_map(u32::to_be_bytes).collect();
        assert_eq!(unpack(&plain), (plain.clone(), None));
        assert_eq!(unpack(&gzip(&plain)), (plain.clone(), None));
        let (start, end) = plain.split_at(1000);
        assert_eq!(unpack(&[gzip(start), gzip(end)].concat()), (plain, None), "two members");
        assert_eq!(unpack(b""), (Vec::new(), None));
        assert_eq!(unpack(&[0x1f]), (vec![0x1f], None));
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_said_after_what_is_whole() {
        let plain: Vec<u8> = (0..100_000_u32).flat_map(u32::to_be_bytes).collect();
        let packed = gzip(&plain);
        let (there, error) = unpack(&packed[..packed.len() / 2]);
        assert!(there.len() > 1000 && plain.starts_with(&there), "{}", there.len());
        assert_eq!(error.as_deref(), Some("its gzip data is cut off"));
        assert_eq!(unpack(&packed[..5]).1.as_deref(), Some("its gzip data is cut off"));
        assert_eq!(unpack(&packed[..packed.len() - 1]).1.as_deref(), Some("its gzip data is cut off"));

        let mut wrong = packed.clone();
        let checksum = wrong.len() - 8;
        wrong[checksum] ^= 1;
        assert_eq!(unpack(&wrong).1.as_deref(), Some("its gzip data is damaged"));
        assert_eq!(
            unpack(&[&packed[..], b"and something else"].concat()).1.as_deref(),
            Some("its gzip data is damaged")
        );
        assert_eq!(unpack(b"\x1f\x8b\x07and no more").1.as_deref(), Some("its gzip data is damaged"));
    }

    #[test]
    fn a_bomb_takes_no_memory() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..32 {
            encoder.write_all(&vec![0; 1 << 20]).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        assert!(bomb.len() < 1 << 18, "{}", bomb.len());
        let mut unpacked = Unpacked::new(&bomb[..], 4096).unwrap();
        assert_eq!(io::copy(&mut unpacked, &mut io::sink()).unwrap(), 32 << 20);
        let Unpacked::Gzip(input) = unpacked else { panic!("it is compressed") };
        assert_eq!(input.capacity(), 4096);
    }
}
