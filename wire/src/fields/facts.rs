//! Facts: what a session must know of the messages that it reads, as types.
//!
//! A fact is found in the tree of its message by the label that its reader has given to the field: both use
//! the same constant.

use names::codes::{extension_type, is_tls13, status_type};

use super::cursor::big_endian;
use super::extension::{
    EXTENSION_TYPE, KEY_EXCHANGE, PSK_BINDERS, PSK_BINDERS_LENGTH, PSK_IDENTITY, SELECTED_IDENTITY,
    SUPPORTED_VERSION,
};
use super::field::{Field, Value};
use super::handshake::{
    CIPHER_SUITE, COMPRESSED, COMPRESSION_ALGORITHM, COMPRESSION_METHOD, ENCRYPTED_PREMASTER,
    KEY_EXCHANGE_SIGNATURE, RANDOM, SESSION_ID, UNCOMPRESSED_LENGTH, VERIFY_SIGNATURE, VERSION,
    is_raw_public_key_12,
};
use super::signature::SIGNATURE_ALGORITHM;

/// A field's label as a constant: its name for people, and in Wireshark's display filters.
type LabelPair = (&'static str, &'static str);

fn find(tree: &Field, (_, filter): LabelPair) -> Option<&Field> {
    tree.find(filter)
}

fn number(tree: &Field, label: LabelPair) -> Option<u64> {
    find(tree, label).and_then(Field::number)
}

/// A number of two bytes.
fn short(tree: &Field, label: LabelPair) -> Option<u16> {
    number(tree, label).and_then(|number| u16::try_from(number).ok())
}

/// What a Client Hello says (RFC 8446 section 4.1.2).
#[derive(Debug, Default)]
pub(crate) struct ClientHello<'a> {
    /// Fewer than 32 bytes, if the message ends in it; `None`, if the message ends before it.
    pub(crate) random: Option<&'a [u8]>,
    pub(crate) suites: Vec<u16>,
    pub(crate) early_data: bool,
    /// It has a cookie, so it answers a Hello Retry Request.
    pub(crate) cookie: bool,
    /// The number of key shares.
    pub(crate) key_shares: usize,
    /// The versions in supported_versions.
    pub(crate) versions: Vec<u16>,
    /// The identities of the pre-shared keys.
    pub(crate) identities: Vec<&'a [u8]>,
    /// The values of the PSK binders.
    pub(crate) binders: Vec<&'a [u8]>,
    /// What the binders are made of: the message up to their list.
    pub(crate) before_binders: &'a [u8],
}

impl<'a> ClientHello<'a> {
    pub(crate) fn read(tree: &Field, bytes: &'a [u8]) -> Self {
        let random = find(tree, RANDOM).map(|random| random.bytes(bytes));
        let mut hello = Self { random, ..Self::default() };
        tree.walk(&mut |field, _| match field.label.filter {
            Some(filter) if filter == CIPHER_SUITE.1 => {
                hello.suites.extend(field.number().and_then(|code| u16::try_from(code).ok()));
            }
            Some(filter) if filter == EXTENSION_TYPE.1 => {
                hello.early_data |= field.number() == Some(extension_type::EARLY_DATA.into());
                hello.cookie |= field.number() == Some(extension_type::COOKIE.into());
            }
            Some(filter) if filter == SUPPORTED_VERSION.1 => {
                hello.versions.extend(field.number().and_then(|version| u16::try_from(version).ok()));
            }
            Some(filter) if filter == KEY_EXCHANGE.1 => hello.key_shares += 1,
            Some(filter) if filter == PSK_IDENTITY.1 => hello.identities.push(field.bytes(bytes)),
            Some(filter) if filter == PSK_BINDERS_LENGTH.1 => {
                hello.before_binders = bytes.get(..field.span.start).unwrap_or_default();
            }
            Some(filter) if filter == PSK_BINDERS.1 => {
                let values = field.children.iter().filter(|child| child.value == Value::Bytes);
                hello.binders.extend(values.map(|binder| binder.bytes(bytes)));
            }
            _ => {}
        });
        hello
    }
}

/// The challenge in a Client Hello of the form of SSL 2.0, without the length before it.
pub(crate) fn challenge_v2(bytes: &[u8]) -> Option<&[u8]> {
    let &[_, _, _, c0, c1, s0, s1, l0, l1, ref rest @ ..] = bytes else { return None };
    let [suites, session_id, challenge] =
        [[c0, c1], [s0, s1], [l0, l1]].map(u16::from_be_bytes).map(usize::from);
    rest.get(suites + session_id..)?.get(..challenge)
}

/// What a Server Hello or a Hello Retry Request says (RFC 8446 section 4.1.3).
#[derive(Debug)]
pub(crate) struct ServerHello<'a> {
    /// The version agreed on; 0: the message ends before it.
    pub(crate) version: u16,
    /// The cipher suite agreed on; 0: the message ends before it.
    pub(crate) suite: u16,
    pub(crate) random: &'a [u8],
    /// The ID of the session; in TLS 1.3 what the client has sent.
    pub(crate) session_id: &'a [u8],
    /// The identity of the pre-shared key that the server takes.
    pub(crate) selected_identity: Option<u64>,
    /// Whether the server has sent its part of a key exchange.
    pub(crate) key_share: bool,
    /// Before TLS 1.3: first encrypt, then authenticate (RFC 7366).
    pub(crate) encrypt_then_mac: bool,
    /// Before TLS 1.3: short MACs (RFC 6066 section 7).
    pub(crate) truncated_mac: bool,
    /// Before TLS 1.3: how the records are compressed; 0: not.
    pub(crate) compression: u64,
}

impl<'a> ServerHello<'a> {
    pub(crate) fn read(tree: &Field, bytes: &'a [u8]) -> Self {
        Self {
            version: short(tree, SUPPORTED_VERSION).or_else(|| short(tree, VERSION)).unwrap_or_default(),
            suite: short(tree, CIPHER_SUITE).unwrap_or_default(),
            random: find(tree, RANDOM).map(|random| random.bytes(bytes)).unwrap_or_default(),
            session_id: find(tree, SESSION_ID).map(|id| id.bytes(bytes)).unwrap_or_default(),
            selected_identity: number(tree, SELECTED_IDENTITY),
            key_share: find(tree, KEY_EXCHANGE).is_some(),
            encrypt_then_mac: has_extension(tree, extension_type::ENCRYPT_THEN_MAC),
            truncated_mac: has_extension(tree, extension_type::TRUNCATED_HMAC),
            compression: number(tree, COMPRESSION_METHOD).unwrap_or_default(),
        }
    }
}

/// Whether Encrypted Extensions accept early data (RFC 8446 section 4.2.10).
pub(crate) fn accepts_early_data(encrypted_extensions: &Field) -> bool {
    has_extension(encrypted_extensions, extension_type::EARLY_DATA)
}

/// Whether a message has an extension of this type.
pub(crate) fn has_extension(message: &Field, extension: u16) -> bool {
    let mut has = false;
    message.walk(&mut |field, _| {
        has |= field.label.filter == Some(EXTENSION_TYPE.1) && field.number() == Some(extension.into());
    });
    has
}

/// A signature in a message.
#[derive(Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) scheme: u16,
    pub(crate) signature: &'a [u8],
    /// What stands before the scheme in the body of the message.
    pub(crate) before: &'a [u8],
}

impl<'a> Signed<'a> {
    fn read(tree: &Field, bytes: &'a [u8], signature: LabelPair) -> Option<Self> {
        let signature = find(tree, signature)?.bytes(bytes);
        let scheme = find(tree, SIGNATURE_ALGORITHM)?;
        let before = bytes.get(4..scheme.span.start)?;
        Some(Self { scheme: u16::try_from(scheme.number()?).ok()?, signature, before })
    }
}

/// The signature of a Certificate Verify; `None`: it, or its scheme, is missing.
pub(crate) fn certificate_verify<'a>(tree: &Field, bytes: &'a [u8]) -> Option<Signed<'a>> {
    Signed::read(tree, bytes, VERIFY_SIGNATURE)
}

/// The signature of a Server Key Exchange (RFC 5246 section 7.4.3); `None`: it, or its scheme, is missing.
pub(crate) fn server_key_exchange<'a>(tree: &Field, bytes: &'a [u8]) -> Option<Signed<'a>> {
    Signed::read(tree, bytes, KEY_EXCHANGE_SIGNATURE)
}

/// A signature before TLS 1.2, where no scheme stands before it, and what stands before its length.
fn signed_before_12<'a>(tree: &Field, bytes: &'a [u8], label: LabelPair) -> Option<(&'a [u8], &'a [u8])> {
    let signature = find(tree, label)?;
    Some((signature.bytes(bytes), bytes.get(4..signature.span.start.checked_sub(2)?)?))
}

/// That of a Certificate Verify.
pub(crate) fn certificate_verify_before_12<'a>(tree: &Field, bytes: &'a [u8]) -> Option<&'a [u8]> {
    signed_before_12(tree, bytes, VERIFY_SIGNATURE).map(|(signature, _)| signature)
}

/// That of a Server Key Exchange, and what it signs of the message.
pub(crate) fn server_key_exchange_before_12<'a>(
    tree: &Field,
    bytes: &'a [u8],
) -> Option<(&'a [u8], &'a [u8])> {
    signed_before_12(tree, bytes, KEY_EXCHANGE_SIGNATURE)
}

/// The premaster secret in a Client Key Exchange, encrypted with the server's RSA key (RFC 5246 section 7.4.7.1);
/// `None`: it has another key exchange.
pub(crate) fn encrypted_premaster<'a>(tree: &Field, bytes: &'a [u8]) -> Option<&'a [u8]> {
    Some(find(tree, ENCRYPTED_PREMASTER)?.bytes(bytes))
}

/// What a Compressed Certificate says (RFC 8879 section 4).
#[derive(Debug)]
pub(crate) struct CompressedCertificate<'a> {
    pub(crate) algorithm: u16,
    pub(crate) uncompressed_length: u64,
    pub(crate) content: &'a [u8],
}

impl<'a> CompressedCertificate<'a> {
    /// `None`: a part of the message is missing.
    pub(crate) fn read(tree: &Field, bytes: &'a [u8]) -> Option<Self> {
        let content = find(tree, COMPRESSED).filter(|content| content.value == Value::Bytes)?;
        Some(Self {
            algorithm: short(tree, COMPRESSION_ALGORITHM)?,
            uncompressed_length: number(tree, UNCOMPRESSED_LENGTH)?,
            content: content.bytes(bytes),
        })
    }
}

/// The first certificate of a Certificate message, or the raw public key in its place.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    pub(crate) der: &'a [u8],
    /// The list of its extensions.
    extensions: &'a [u8],
}

/// Finds it in the body of the message (RFC 8446 section 4.4.2, RFC 5246 section 7.4.2, RFC 7250 section 3),
/// without reading the certificate itself.
pub(crate) fn leaf(body: &[u8], version: u16) -> Option<Leaf<'_>> {
    let mut rest = body;
    if is_tls13(version) {
        let (length, after) = rest.split_first()?;
        rest = after.get(usize::from(*length)..)?;
    }
    if is_tls13(version) || !is_raw_public_key_12(rest) {
        rest = rest.get(3..)?; // the length of the list
    }
    let (length, rest) = rest.split_at_checked(3)?;
    let (der, rest) = rest.split_at_checked(usize::try_from(big_endian(length)).ok()?)?;
    let extensions = match rest {
        [high, low, rest @ ..] if is_tls13(version) => {
            rest.get(..usize::from(u16::from_be_bytes([*high, *low]))).unwrap_or(rest)
        }
        _ => &[],
    };
    (!der.is_empty()).then_some(Leaf { der, extensions })
}

/// A certificate of a Certificate message.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) der: &'a [u8],
    /// The OCSP response that stands beside it in TLS 1.3 (RFC 8446 section 4.4.2.1).
    pub(crate) ocsp_response: Option<&'a [u8]>,
}

/// The certificates in the body of the message, as far as it can be read.
pub(crate) fn entries(body: &[u8], version: u16) -> Vec<Entry<'_>> {
    let tls13 = is_tls13(version);
    let list = if tls13 { prefixed(body, 1).map(|(_, list)| list) } else { Some(body) };
    let (mut rest, _) = list.and_then(|list| prefixed(list, 3)).unwrap_or_default();
    let mut entries = Vec::new();
    while let Some((der, after)) = prefixed(rest, 3) {
        let mut entry = Entry { der, ocsp_response: None };
        rest = after;
        if tls13 {
            let Some((extensions, after)) = prefixed(rest, 2) else { return entries };
            entry.ocsp_response =
                extension(extensions, extension_type::STATUS_REQUEST).and_then(ocsp_response);
            rest = after;
        }
        entries.push(entry);
    }
    entries
}

/// The response in a Certificate Status (RFC 6066 section 8), if it is of one certificate.
pub(crate) fn ocsp_response(status: &[u8]) -> Option<&[u8]> {
    let (kind, rest) = status.split_first()?;
    let (response, _) = prefixed(rest, 3)?;
    (*kind == status_type::OCSP && !response.is_empty()).then_some(response)
}

/// The data of the first extension of this type in a list.
fn extension(mut list: &[u8], wanted: u16) -> Option<&[u8]> {
    while let Some((kind, rest)) = list.split_first_chunk() {
        let (data, rest) = prefixed(rest, 2)?;
        if u16::from_be_bytes(*kind) == wanted {
            return Some(data);
        }
        list = rest;
    }
    None
}

/// What stands behind its length, a number of `width` bytes, and what stands behind that.
fn prefixed(bytes: &[u8], width: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(width)?;
    rest.split_at_checked(usize::try_from(big_endian(length)).ok()?)
}

impl Leaf<'_> {
    /// Whether a delegated credential stands beside it (RFC 9345 section 4), the key of which signs then.
    pub(crate) fn has_delegated_credential(&self) -> bool {
        extension(self.extensions, extension_type::DELEGATED_CREDENTIALS).is_some()
    }
}
