//! Records: what the bytes of a connection are cut into (RFC 8446 section 5, RFC 5246 section 6).

use std::ops::Range;
use std::time::Duration;

use names::codes::{is_before_tls13, is_tls13};
use texts::Sentence;

use crate::fields::{Cursor, Field, Label};
use crate::model::{Direction, Epoch};

/// The bytes of a record's header: content type, version, length.
pub const HEADER: usize = 5;

/// The longest fragment of a record, in bytes: 2^14 and 2048 for its protection (TLS 1.2; 256 in TLS 1.3).
pub const MAX_FRAGMENT: usize = (1 << 14) + 2048;

/// The length of the record that begins here, header included. `None`: its header is not complete.
pub(crate) fn record_length(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [_, _, _, high, low, ..] => Some(HEADER + usize::from(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

/// The label of the field that holds the fragment of an unopened record.
pub(crate) const ENCRYPTED_CONTENT: (&str, &str) = ("Encrypted Content", "tls.app_data");

/// One record.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its number in the session, counted from 1 over both directions.
    pub number: u64,
    /// Who sent it.
    pub direction: Direction,
    /// When its last byte was seen, since the session's start.
    pub time: Duration,
    /// The number of the packet with its last byte, if it comes from a capture (Wireshark's `frame.number`).
    pub frame: Option<u64>,
    /// Header and fragment as they are on the wire.
    pub raw: Vec<u8>,
    /// Whether and how it is protected.
    pub protection: Protection,
    /// The decrypted bytes: TLSInnerPlaintext (content, type, padding) in TLS 1.3, the content in TLS 1.2, of a suite
    /// without an AEAD with its MAC and its padding. Empty if the record was not opened. [`Record::content`] returns
    /// the content alone.
    pub inner: Vec<u8>,
    /// The protocol version that the session has agreed on by now; 0: none yet.
    pub version: u16,
}

/// Whether and how a record is protected.
#[derive(Clone, Debug)]
pub enum Protection {
    /// Not at all.
    Plain,
    /// By an AEAD, or by a MAC and perhaps a cipher, and opened.
    Opened(Opened),
    /// It could not be opened: why.
    Undecrypted(Sentence),
}

/// How a record was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The key: `server handshake traffic`.
    pub epoch: Epoch,
    /// The record's number under that key.
    pub sequence: u64,
    /// The AEAD's nonce: the IV and the sequence number (TLS 1.3), or the salt and the explicit part (TLS
    /// 1.2). All zeros if there is no AEAD.
    pub nonce: [u8; 12],
    /// The additional data: the header (TLS 1.3), or sequence number, type, version, length (TLS 1.2; without an AEAD,
    /// the MAC begins with them).
    pub additional_data: Vec<u8>,
    /// Where the explicit part of the nonce is in [`Record::raw`], or the IV of CBC; empty if it is not sent.
    pub explicit_nonce: Range<usize>,
    /// Where the tag is in [`Record::raw`]; of a MAC: empty if it is encrypted.
    pub tag: Range<usize>,
    /// The type of the content, the inner one in TLS 1.3.
    pub content_type: u8,
    /// The bytes behind it that only make the record longer: zeros in TLS 1.3, in CBC as many as their last one says.
    pub padding: usize,
    /// What there is in place of an AEAD.
    pub mac: Option<Box<Mac>>,
    /// The content, if the session compresses (TLS 1.2 and before): what is in the record is not all of it.
    pub decompressed: Option<Vec<u8>>,
}

/// How a record of a suite without an AEAD was opened (RFC 5246 sections 6.2.3.1 and 6.2.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mac {
    /// Whether there is a cipher, beside the MAC.
    pub encrypted: bool,
    /// The IV of CBC: that of the record, or in TLS 1.0 the end of the record before. RC4 has none.
    pub iv: Vec<u8>,
    /// Where the content is in [`Record::inner`], compressed or not.
    pub content: Range<usize>,
    /// Where the MAC is in [`Record::inner`]; empty if it stands behind the ciphertext (RFC 7366).
    pub mac: Range<usize>,
    /// Why the MAC proves nothing: it was not checked, or does not hold. (Without a cipher, a record can be read all
    /// the same.)
    pub doubt: Option<Sentence>,
}

impl Record {
    /// The content type in the header.
    pub fn outer_type(&self) -> u8 {
        self.raw.first().copied().unwrap_or_default()
    }

    /// The version in the header.
    pub fn header_version(&self) -> u16 {
        match self.raw.get(1..3) {
            Some(&[high, low]) => u16::from_be_bytes([high, low]),
            _ => 0,
        }
    }

    /// What follows the header.
    pub fn fragment(&self) -> &[u8] {
        self.raw.get(HEADER..).unwrap_or_default()
    }

    /// The true type of the content: the inner one of an opened record.
    pub fn content_type(&self) -> u8 {
        match &self.protection {
            Protection::Opened(opened) => opened.content_type,
            _ => self.outer_type(),
        }
    }

    /// The content, without protection: parts of one or several messages. Empty if the record could not be
    /// opened.
    pub fn content(&self) -> &[u8] {
        match &self.protection {
            Protection::Plain => self.fragment(),
            Protection::Undecrypted(_) => &[],
            Protection::Opened(opened) if is_tls13(self.version) => {
                let end = self.inner.len().saturating_sub(opened.padding + 1);
                self.inner.get(..end).unwrap_or_default()
            }
            Protection::Opened(Opened { decompressed: Some(content), .. }) => content,
            Protection::Opened(Opened { mac: Some(mac), .. }) => {
                self.inner.get(mac.content.clone()).unwrap_or_default()
            }
            Protection::Opened(_) => &self.inner,
        }
    }

    /// How a suite without an AEAD protects it.
    pub fn mac(&self) -> Option<&Mac> {
        match &self.protection {
            Protection::Opened(opened) => opened.mac.as_deref(),
            Protection::Plain | Protection::Undecrypted(_) => None,
        }
    }

    /// The fields of [`Record::raw`].
    pub fn tree(&self) -> Field {
        let mut cursor = Cursor::new(&self.raw);
        let title = Label::from("Record Layer");
        let _ = cursor.group(title, self.raw.len(), |c| {
            // TLS 1.2 protects the content alone, and the type in the header is the true one.
            let types = match self.protection {
                Protection::Opened(_) | Protection::Undecrypted(_) if !is_before_tls13(self.version) => {
                    ("Opaque Type", "tls.record.opaque_type")
                }
                _ => ("Content Type", "tls.record.content_type"),
            };
            c.code(types, 1, names::content_type)?;
            c.hex_code(("Version", "tls.record.version"), 2, names::version)?;
            c.uint(("Length", "tls.record.length"), 2)?;
            match &self.protection {
                Protection::Plain => {
                    c.rest("Content");
                }
                Protection::Undecrypted(_) => {
                    c.rest(ENCRYPTED_CONTENT);
                }
                Protection::Opened(opened) => {
                    let mac = opened.mac.as_deref();
                    if !opened.explicit_nonce.is_empty() {
                        let name = if mac.is_some() { "Explicit IV" } else { "Explicit Nonce" };
                        c.bytes(name, opened.explicit_nonce.len())?;
                    }
                    let tag = opened.tag.len();
                    let clear = mac.is_some_and(|mac| !mac.encrypted);
                    match c.left().len().saturating_sub(tag) {
                        0 if clear => {}
                        length => {
                            c.bytes(if clear { "Content" } else { "Ciphertext" }, length)?;
                        }
                    }
                    if tag > 0 {
                        c.bytes(if mac.is_some() { "MAC" } else { "Authentication Tag" }, tag)?;
                    }
                }
            }
            Some(())
        });
        cursor.finish().pop().unwrap_or_else(|| Field::empty("Record Layer"))
    }

    /// The fields of [`Record::inner`]: content, type and padding. `None` if there is nothing inside.
    pub fn inner_tree(&self) -> Option<Field> {
        let Protection::Opened(opened) = &self.protection else { return None };
        let mut cursor = Cursor::new(&self.inner);
        let _ = cursor.group("Inner Plaintext", self.inner.len(), |c| {
            if let Some(mac) = opened.mac.as_deref() {
                return inner_of_mac(c, mac, opened.decompressed.is_some());
            }
            let (name, length) = match &opened.decompressed {
                Some(_) => ("Compressed Content", self.inner.len()),
                None => ("Content", self.content().len()),
            };
            if length > 0 {
                c.bytes(name, length)?;
            }
            if is_tls13(self.version) {
                c.code(("Content Type", "tls.record.content_type"), 1, names::content_type)?;
                if opened.padding > 0 {
                    c.bytes("Padding", opened.padding)?;
                }
            }
            Some(())
        });
        cursor.finish().pop()
    }
}

/// The content, its MAC, and the padding of CBC, with its length in the last byte.
fn inner_of_mac(c: &mut Cursor, mac: &Mac, compressed: bool) -> Option<()> {
    if !mac.content.is_empty() {
        c.bytes(if compressed { "Compressed Content" } else { "Content" }, mac.content.len())?;
    }
    if !mac.mac.is_empty() {
        c.bytes("MAC", mac.mac.len())?;
    }
    match c.left().len() {
        0 => return Some(()),
        1 => {}
        length => {
            c.bytes("Padding", length - 1)?;
        }
    }
    c.uint("Padding Length", 1).map(drop)
}
