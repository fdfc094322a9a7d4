//! Pre-shared keys by identity: the one of the book, or those of a file.
//!
//! The file has one key a line, in the format that GnuTLS reads (`gnutls-serv --pskpasswd`) and `psktool` writes:
//!
//! ```text
//! Client_identity:1a2b3c4d
//! #73656e736f723a37:5d3f2c…
//! ```
//!
//! The identity, a colon, the key in hexadecimal digits. An identity that contains a colon or a line end, or begins
//! with `#`, is written in hexadecimal digits behind a `#` (here `sensor:7`); so there are no comments. Empty lines are
//! skipped.
//!
//! Such a file is as secret as a private key.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use common::{Error, Reason, files};

/// The identity of the book.
pub const IDENTITY: &str = "Client_identity";

/// The key of the book, and of OpenSSL's man pages: 32 bits, which anybody who has seen one handshake can find by
/// trying them all. A real key is random and has at least 128 bits (RFC 9257 section 6).
const KEY: [u8; 4] = [0x1a, 0x2b, 0x3c, 0x4d];

/// The longest identity, in bytes: OpenSSL's callback has room for 256 (`PSK_MAX_IDENTITY_LEN`), the NUL at the end
/// included.
pub const MAX_IDENTITY: usize = 255;

/// The longest key, in bytes (`PSK_MAX_PSK_LEN`).
pub const MAX_KEY: usize = 512;

/// The longest file, in bytes: more than a thousand of the longest lines.
const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Keys by identity. There is no `Debug`, so that no key gets into a message.
pub struct Keys(HashMap<Vec<u8>, Vec<u8>>);

impl Keys {
    /// The one key of the book.
    #[must_use]
    pub fn of_the_book() -> Self {
        Self(HashMap::from([(IDENTITY.into(), KEY.into())]))
    }

    /// The keys in a file.
    ///
    /// # Errors
    /// [`Error::Load`]: the file cannot be read, or is not a file of keys; the reason names the line.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let failed = |reason| Error::Load { path: path.to_owned(), reason };
        let mut bytes = Vec::new();
        File::open(path).and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes)).map_err(|e| {
            // A folder cannot be opened on some systems, and not be read on the others.
            let folder = || io::Error::new(io::ErrorKind::InvalidInput, "a folder, not a file");
            failed(Reason::Io(if path.is_dir() { folder() } else { e }))
        })?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(failed(Reason::Refused(format!("longer than {MAX_FILE} bytes"))));
        }
        let keys = Self::parse(&bytes).map_err(|why| failed(Reason::Refused(why)))?;
        files::note_readers("the pre-shared keys in", path);
        Ok(keys)
    }

    /// The key of an identity.
    #[must_use]
    pub fn get(&self, identity: &[u8]) -> Option<&[u8]> {
        self.0.get(identity).map(Vec::as_slice)
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut keys = HashMap::new();
        for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let (identity, key) = entry(line).map_err(|why| format!("line {number}: {why}"))?;
            if keys.insert(identity, key).is_some() {
                return Err(format!("line {number}: this identity has a key already"));
            }
        }
        if keys.is_empty() { Err("no key in it".to_owned()) } else { Ok(Self(keys)) }
    }
}

/// The key that a client connects with as `identity`: from a file, or the one of the book.
///
/// # Errors
/// As for [`Keys::load`]; [`Error::Option`]: there is no key for this identity.
pub fn of_client(file: Option<&Path>, identity: &str) -> Result<Vec<u8>, Error> {
    let (keys, source) = match file {
        Some(path) => (Keys::load(path)?, path.display().to_string()),
        None => (Keys::of_the_book(), "the book".to_owned()),
    };
    keys.get(identity.as_bytes()).map(<[u8]>::to_vec).ok_or_else(|| Error::Option {
        option: format!("--identity {identity}"),
        reason: format!("{source} has no key for it"),
    })
}

/// One line, `identity:key`. An error quotes none of its bytes, which may be those of a key.
fn entry(line: &[u8]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let colon = line.iter().position(|&byte| byte == b':').ok_or("no colon between identity and key")?;
    let (identity, key) = line.split_at(colon);
    let identity = match identity.strip_prefix(b"#") {
        Some(digits) => {
            hex(digits).ok_or("behind #, the identity is to be in pairs of hexadecimal digits")?
        }
        None => identity.to_vec(),
    };
    let key =
        hex(key.get(1..).unwrap_or_default()).ok_or("the key is to be in pairs of hexadecimal digits")?;
    check(&identity)?;
    match key.len() {
        0 => Err("the key is empty".to_owned()),
        1..=MAX_KEY => Ok((identity, key)),
        length => Err(format!("the key has {length} bytes; OpenSSL takes {MAX_KEY} at most")),
    }
}

/// Whether OpenSSL can take an identity.
fn check(identity: &[u8]) -> Result<(), String> {
    match identity.len() {
        0 => Err("the identity is empty".to_owned()),
        1..=MAX_IDENTITY if identity.contains(&0) => {
            Err("there is a NUL in the identity, a C string".to_owned())
        }
        1..=MAX_IDENTITY => Ok(()),
        length => Err(format!("the identity has {length} bytes; OpenSSL takes {MAX_IDENTITY} at most")),
    }
}

/// Reads an identity on a command line.
pub fn identity(text: &str) -> Result<String, String> {
    check(text.as_bytes()).map(|()| text.to_owned())
}

/// Bytes from pairs of hexadecimal digits.
fn hex(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_key_a_line() {
        let keys = Keys::parse(b"Client_identity:1a2b3c4d\n\nsecond one:00FF\r\n#613a62:7f").ok().unwrap();
        assert_eq!(keys.get(b"Client_identity"), Some(&[0x1a, 0x2b, 0x3c, 0x4d][..]));
        assert_eq!(keys.get(b"second one"), Some(&[0, 0xff][..]));
        assert_eq!(keys.get(b"a:b"), Some(&[0x7f][..]));
        // The C original compares 15 characters only.
        for unknown in [&b"Client_identity2"[..], b"Client_identit", b"client_identity", b""] {
            assert_eq!(keys.get(unknown), None);
        }
        assert_eq!(Keys::of_the_book().get(b"Client_identity"), Some(&[0x1a, 0x2b, 0x3c, 0x4d][..]));
    }

    #[test]
    fn a_wrong_line_is_told_by_its_number_and_without_its_key() {
        let long = "x".repeat(256);
        let key = "00".repeat(513);
        for (text, why) in [
            ("", "no key in it"),
            ("\n\r\n", "no key in it"),
            ("a:00\nClient_identity\n", "line 2: no colon between identity and key"),
            ("Client_identity:", "line 1: the key is empty"),
            (":1a2b3c4d", "line 1: the identity is empty"),
            ("#:1a2b3c4d", "line 1: the identity is empty"),
            ("a:1a2b3c4", "line 1: the key is to be in pairs of hexadecimal digits"),
            ("a:secret!!", "line 1: the key is to be in pairs of hexadecimal digits"),
            ("a:+1+2", "line 1: the key is to be in pairs of hexadecimal digits"),
            ("a:1a2b 3c4d", "line 1: the key is to be in pairs of hexadecimal digits"),
            ("# comment: 1", "line 1: behind #, the identity is to be in pairs of hexadecimal digits"),
            ("#6100:1a", "line 1: there is a NUL in the identity, a C string"),
            ("a:00\nb:01\na:02", "line 3: this identity has a key already"),
            ("a:00\n#61:02", "line 2: this identity has a key already"),
            (&format!("{long}:00"), "line 1: the identity has 256 bytes; OpenSSL takes 255 at most"),
            (&format!("a:{key}"), "line 1: the key has 513 bytes; OpenSSL takes 512 at most"),
        ] {
            assert_eq!(Keys::parse(text.as_bytes()).err().as_deref(), Some(why), "{text:?}");
        }
    }

    #[test]
    fn the_longest_ones_are_taken() {
        let (identity, key) = ("x".repeat(MAX_IDENTITY), "5a".repeat(MAX_KEY));
        let keys = Keys::parse(format!("{identity}:{key}").as_bytes()).ok().unwrap();
        assert_eq!(keys.get(identity.as_bytes()).map(<[u8]>::len), Some(MAX_KEY));
    }
}
