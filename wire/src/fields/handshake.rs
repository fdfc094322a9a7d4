//! The fields of handshake messages (RFC 8446 section 4, RFC 5246 section 7.4).
//!
//! Their extensions are read in `extension`.
//!
//! To add a message, follow docs/architecture.md.

use names::codes::{
    SSL30, TLS10, TLS11, TLS12, curve_type, handshake_type as ty, heartbeat as heartbeat_type,
    is_before_tls13, is_tls13, tls13_draft,
};
use texts::{Sentence, say};

use super::authorities::distinguished_names;
use super::cursor::Cursor;
use super::extension::{Carrier, extensions};
use super::ocsp::certificate_status;
use super::signature::{signature_algorithm, signature_algorithms};
use super::x509;

/// The random of a Hello Retry Request: SHA-256 of `HelloRetryRequest` (RFC 8446 section 4.1.3).
pub const RETRY_RANDOM: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// The labels of the fields that `facts` looks for.
pub(crate) const VERSION: (&str, &str) = ("Version", "tls.handshake.version");
pub(super) const RANDOM: (&str, &str) = ("Random", "tls.handshake.random");
pub(super) const SESSION_ID: (&str, &str) = ("Session ID", "tls.handshake.session_id");
pub(super) const ENCRYPTED_PREMASTER: (&str, &str) = ("Encrypted PreMaster", "tls.handshake.epms");
pub(crate) const CIPHER_SUITE: (&str, &str) = ("Cipher Suite", "tls.handshake.ciphersuite");
pub(super) const COMPRESSION_METHOD: (&str, &str) = ("Compression Method", "tls.handshake.comp_method");
pub(super) const VERIFY_SIGNATURE: (&str, &str) = ("Signature", "tls.handshake.client_cert_vrfy.sig");
pub(super) const KEY_EXCHANGE_SIGNATURE: (&str, &str) = ("Signature", "tls.handshake.sig");
pub(crate) const CERTIFICATE: (&str, &str) = ("Certificate", "tls.handshake.certificate");
pub(super) const COMPRESSION_ALGORITHM: (&str, &str) = ("Algorithm", "tls.compress_certificate.algorithm");
pub(super) const UNCOMPRESSED_LENGTH: (&str, &str) =
    ("Uncompressed Length", "tls.compress_certificate.uncompressed_length");
pub(super) const COMPRESSED: (&str, &str) =
    ("Compressed Certificate Message", "tls.compress_certificate.compressed_certificate_message");

/// What the session's state adds to the meaning of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The protocol version agreed on, 0 if none is yet.
    pub version: u16,
    /// The cipher suite agreed on, 0 if none is yet.
    pub suite: u16,
    /// The message is a Hello Retry Request, which looks like a Server Hello.
    pub retry: bool,
}

/// Reads a handshake message, header included.
pub(crate) fn read(c: &mut Cursor, kind: u8, context: Context) -> Option<()> {
    c.code(("Handshake Type", "tls.handshake.type"), 1, |code| match code {
        code if context.retry && code == ty::SERVER_HELLO.into() => Some("Hello Retry Request"),
        code => names::handshake_type(code),
    })?;
    c.uint(("Length", "tls.handshake.length"), 3)?;
    let tls13 = is_tls13(context.version);
    match kind {
        ty::HELLO_REQUEST | ty::END_OF_EARLY_DATA | ty::SERVER_HELLO_DONE => Some(()), // empty
        ty::CLIENT_HELLO => client_hello(c),
        ty::SERVER_HELLO => server_hello(c, context.retry),
        ty::HELLO_RETRY_REQUEST_DRAFT => hello_retry_request_draft(c),
        ty::NEW_SESSION_TICKET if tls13 => new_session_ticket(c),
        ty::NEW_SESSION_TICKET => new_session_ticket_12(c),
        ty::ENCRYPTED_EXTENSIONS => extensions(c, Carrier::EncryptedExtensions),
        ty::CERTIFICATE if tls13 => certificate(c),
        ty::CERTIFICATE => certificate_12(c),
        ty::SERVER_KEY_EXCHANGE => server_key_exchange(c, context),
        ty::CERTIFICATE_REQUEST if tls13 => certificate_request(c),
        ty::CERTIFICATE_REQUEST => certificate_request_12(c, context),
        ty::CERTIFICATE_VERIFY => signature(c, context, VERIFY),
        ty::CLIENT_KEY_EXCHANGE => client_key_exchange(c, context),
        ty::FINISHED => {
            let data = c.rest(("Verify Data", "tls.handshake.verify_data"));
            if let Some(right) = finished_length(context).filter(|right| *right != data.len()) {
                c.wrong(say!("{0} bytes are required with this version and cipher suite", right));
            }
            Some(())
        }
        ty::CERTIFICATE_URL => certificate_url(c),
        ty::CERTIFICATE_STATUS => certificate_status(c),
        ty::SUPPLEMENTAL_DATA => supplemental_data(c),
        ty::KEY_UPDATE => {
            let request = ("Key Update Request", "tls.handshake.key_update.request_update");
            if c.code(request, 1, names::key_update)? > 1 {
                c.wrong(say!("only 0 and 1 are allowed"));
            }
            Some(())
        }
        ty::COMPRESSED_CERTIFICATE => compressed_certificate(c),
        ty::NEXT_PROTOCOL => next_protocol(c),
        _ => {
            c.rest("Body");
            Some(())
        }
    }
}

/// A receiver drops a message with less padding (RFC 6520 section 4).
const MIN_PADDING: usize = 16;

/// Reads a heartbeat message (RFC 6520 section 4).
pub(crate) fn heartbeat(c: &mut Cursor) -> Option<()> {
    c.code(("Type", "tls.heartbeat_message.type"), 1, |kind| match u8::try_from(kind) {
        Ok(heartbeat_type::REQUEST) => Some("Request"),
        Ok(heartbeat_type::RESPONSE) => Some("Response"),
        _ => None,
    })?;
    c.opaque(
        ("Payload Length", "tls.heartbeat_message.payload_length"),
        2,
        ("Payload", "tls.heartbeat_message.payload"),
    )?;
    let padding = c.rest(("Padding and HMAC", "tls.heartbeat_message.padding"));
    if padding.len() < MIN_PADDING {
        c.wrong(say!("at least {0} bytes of padding are required", MIN_PADDING));
    }
    Some(())
}

/// A Client Hello in the form of SSL 2.0, without the length before it (RFC 5246 appendix E.2). A suite of TLS has a
/// zero before its number; the others are those of SSL 2.0.
pub(crate) fn client_hello_v2(c: &mut Cursor) -> Option<()> {
    c.code(("Handshake Message Type", "tls.handshake.type"), 1, names::handshake_type)?;
    c.hex_code(("Version", "tls.handshake.version"), 2, names::version)?;
    let suites = c.uint(("Cipher Spec Length", "tls.handshake.cipher_spec_len"), 2)?;
    let session_id = c.uint(("Session ID Length", "tls.handshake.session_id_length"), 2)?;
    let challenge = c.uint(("Challenge Length", "tls.handshake.challenge_length"), 2)?;
    for _ in 0..suites / 3 {
        c.hex_code(("Cipher Spec", "tls.handshake.cipherspec"), 3, |code| {
            if code < 1 << 16 { names::cipher_suite(code) } else { None }
        })?;
    }
    let [session_id, challenge] = [session_id, challenge].map(|length| usize::try_from(length).unwrap_or(0));
    if session_id > 0 {
        c.bytes(("Session ID", "tls.handshake.session_id"), session_id)?;
    }
    c.bytes(("Challenge", "tls.handshake.challenge"), challenge)?;
    Some(())
}

/// RFC 8446 section 4.1.2.
fn client_hello(c: &mut Cursor) -> Option<()> {
    c.hex_code(VERSION, 2, names::version)?;
    c.bytes(RANDOM, 32)?;
    session_id(c)?;
    c.vector(
        ("Cipher Suites Length", "tls.handshake.cipher_suites_length"),
        2,
        ("Cipher Suites", "tls.handshake.ciphersuites"),
        |c| c.each(|c| c.hex_code(CIPHER_SUITE, 2, names::cipher_suite).map(drop)),
    )?;
    c.counted(CIPHER_SUITE.1, "suite", "suites");
    c.vector(
        ("Compression Methods Length", "tls.handshake.comp_methods_length"),
        1,
        ("Compression Methods", "tls.handshake.comp_methods"),
        |c| c.each(|c| c.code(COMPRESSION_METHOD, 1, names::compression).map(drop)),
    )?;
    c.counted(COMPRESSION_METHOD.1, "method", "methods");
    // A Client Hello without extensions ends here (RFC 5246 section 7.4.1.2).
    if c.is_empty() { Some(()) } else { extensions(c, Carrier::ClientHello) }
}

fn session_id(c: &mut Cursor) -> Option<()> {
    c.bounded(("Session ID Length", "tls.handshake.session_id_length"), 1, SESSION_ID, 0..=32).map(drop)
}

/// RFC 8446 section 4.1.3.
fn server_hello(c: &mut Cursor, retry: bool) -> Option<()> {
    let version = u16::try_from(c.hex_code(VERSION, 2, names::version)?).unwrap_or_default();
    let random = c.bytes(RANDOM, 32)?;
    if tls13_draft(version).is_some_and(|draft| draft < 22) {
        // There was no session ID in it, and no compression.
        c.hex_code(CIPHER_SUITE, 2, names::cipher_suite)?;
        return extensions(c, Carrier::ServerHello);
    }
    if retry {
        c.note(Sentence::verbatim("HelloRetryRequest magic"));
    }
    match random.get(24..) {
        Some(b"DOWNGRD\x01") => {
            c.note(say!("ends in DOWNGRD 01: the server can do TLS 1.3, and was not asked for it"));
        }
        Some(b"DOWNGRD\x00") => {
            c.note(say!("ends in DOWNGRD 00: the server can do TLS 1.2, and was not asked for it"));
        }
        _ => {}
    }
    session_id(c)?;
    c.hex_code(CIPHER_SUITE, 2, names::cipher_suite)?;
    c.code(COMPRESSION_METHOD, 1, names::compression)?;
    let carrier = if retry { Carrier::Retry } else { Carrier::ServerHello };
    if c.is_empty() { Some(()) } else { extensions(c, carrier) }
}

/// draft-ietf-tls-tls13-19 section 4.1.4; before draft 19 without the suite.
fn hello_retry_request_draft(c: &mut Cursor) -> Option<()> {
    let version = u16::try_from(c.hex_code(VERSION, 2, names::version)?).unwrap_or_default();
    if tls13_draft(version).is_some_and(|draft| draft >= 19) {
        c.hex_code(CIPHER_SUITE, 2, names::cipher_suite)?;
    }
    extensions(c, Carrier::Retry)
}

/// The longest life of a ticket, in seconds.
const WEEK: u64 = 604_800;

/// RFC 8446 section 4.6.1.
fn new_session_ticket(c: &mut Cursor) -> Option<()> {
    let hint = ("Session Ticket Lifetime Hint", "tls.handshake.session_ticket_lifetime_hint");
    let seconds = c.uint(hint, 4)?;
    c.note(lifetime(seconds));
    if seconds > WEEK {
        c.wrong(say!("at most seven days ({0} seconds) are allowed", WEEK));
    }
    c.uint(("Session Ticket Age Add", "tls.handshake.session_ticket_age_add"), 4)?;
    c.opaque(
        ("Session Ticket Nonce Length", "tls.handshake.session_ticket_nonce_length"),
        1,
        ("Session Ticket Nonce", "tls.handshake.session_ticket_nonce"),
    )?;
    ticket(c)?;
    extensions(c, Carrier::Ticket)
}

/// RFC 5077 section 3.3.
fn new_session_ticket_12(c: &mut Cursor) -> Option<()> {
    c.group("TLS Session Ticket", c.left().len(), |c| {
        let hint = ("Session Ticket Lifetime Hint", "tls.handshake.session_ticket_lifetime_hint");
        let seconds = c.uint(hint, 4)?;
        c.note(lifetime(seconds));
        ticket(c)
    })
}

fn ticket(c: &mut Cursor) -> Option<()> {
    c.opaque(
        ("Session Ticket Length", "tls.handshake.session_ticket_length"),
        2,
        ("Session Ticket", "tls.handshake.session_ticket"),
    )?;
    Some(())
}

fn lifetime(seconds: u64) -> Sentence {
    match (seconds / 3600, seconds % 3600) {
        (hours, 0) if hours > 0 => say!("seconds: {0} h", hours),
        _ => say!("seconds"),
    }
}

/// RFC 8446 section 4.3.2.
fn certificate_request(c: &mut Cursor) -> Option<()> {
    request_context(c)?;
    extensions(c, Carrier::CertificateRequest)
}

fn request_context(c: &mut Cursor) -> Option<()> {
    c.opaque(
        ("Certificate Request Context Length", "tls.handshake.certificate_request_context_length"),
        1,
        ("Certificate Request Context", "tls.handshake.certificate_request_context"),
    )?;
    Some(())
}

const CERTIFICATES_LENGTH: (&str, &str) = ("Certificates Length", "tls.handshake.certificates_length");
const CERTIFICATES: (&str, &str) = ("Certificates", "tls.handshake.certificates");

/// RFC 8446 section 4.4.2: a certificate, and extensions of its own.
pub(crate) fn certificate(c: &mut Cursor) -> Option<()> {
    request_context(c)?;
    c.vector(CERTIFICATES_LENGTH, 3, CERTIFICATES, |c| {
        c.each(|c| {
            one_certificate(c)?;
            extensions(c, Carrier::Certificate)
        })
    })?;
    c.bytes_in_words();
    Some(())
}

/// RFC 5246 section 7.4.2.
fn certificate_12(c: &mut Cursor) -> Option<()> {
    if is_raw_public_key_12(c.left()) {
        return one_certificate(c);
    }
    c.vector(CERTIFICATES_LENGTH, 3, CERTIFICATES, |c| c.each(one_certificate))?;
    c.bytes_in_words();
    Some(())
}

/// A raw public key of TLS 1.2 stands alone, not in a list (RFC 7250 section 3). It begins with 0x30. In a list,
/// the length of the first certificate stands there, which would then be 3 MiB.
pub(crate) fn is_raw_public_key_12(body: &[u8]) -> bool {
    body.get(3) == Some(&0x30)
}

fn one_certificate(c: &mut Cursor) -> Option<()> {
    let length = c.uint(("Certificate Length", "tls.handshake.certificate_length"), 3)?;
    c.bytes(CERTIFICATE, length)?;
    c.parts(
        |c| {
            if x509::is_raw_public_key(c.left()) { x509::raw_public_key(c) } else { x509::certificate(c) }
        },
    );
    if let Some(subject) = c.fields().last().and_then(x509::subject) {
        c.note(Sentence::verbatim(subject.to_owned()));
    }
    Some(())
}

/// RFC 8879 section 4.
fn compressed_certificate(c: &mut Cursor) -> Option<()> {
    c.code(COMPRESSION_ALGORITHM, 2, names::certificate_compression)?;
    c.uint(UNCOMPRESSED_LENGTH, 3)?;
    c.opaque(("Length", "tls.compress_certificate.compressed_certificate_message.length"), 3, COMPRESSED)?;
    Some(())
}

/// RFC 6066 section 5: where the client's certificates are, in place of its Certificate.
fn certificate_url(c: &mut Cursor) -> Option<()> {
    let kind = ("Certificate Chain Type", "tls.handshake.cert_url_type");
    c.code(kind, 1, names::certificate_chain_type)?;
    c.vector(
        ("URL and Hash list Length", "tls.handshake.cert_url.url_hash_len"),
        2,
        ("URL and Hash", "tls.handshake.cert_url.url_hash"),
        |c| c.each(url_and_hash),
    )
}

fn url_and_hash(c: &mut Cursor) -> Option<()> {
    let length = c.uint(("URL Length", "tls.handshake.cert_url.url_len"), 2)?;
    c.text(("URL", "tls.handshake.cert_url.url"), length)?;
    c.uint(("Padding", "tls.handshake.cert_url.padding"), 1)?; // 1: the hash follows, as it now must
    c.bytes(("SHA1 Hash", "tls.handshake.cert_url.sha1"), 20)?;
    Some(())
}

/// RFC 4680 section 2: entries whose formats other documents define.
fn supplemental_data(c: &mut Cursor) -> Option<()> {
    c.vector("Supplemental Data Length", 3, "Supplemental Data", |c| {
        c.each(|c| {
            c.code("Supplemental Data Type", 2, names::supplemental_data_type)?;
            c.opaque("Entry Length", 2, "Entry").map(drop)
        })
    })
}

/// draft-agl-tls-nextprotoneg: the protocol that the client chooses from those in the Server Hello, and
/// padding that hides its length.
fn next_protocol(c: &mut Cursor) -> Option<()> {
    let length = c.uint(("Selected Protocol Length", "tls.handshake.npn_selected_protocol_len"), 1)?;
    c.text(("Selected Protocol", "tls.handshake.npn_selected_protocol"), length)?;
    c.opaque(("Padding Length", "tls.handshake.npn_padding_len"), 1, ("Padding", "tls.handshake.npn_padding"))
        .map(drop)
}

/// RFC 5246 section 7.4.4.
fn certificate_request_12(c: &mut Cursor, context: Context) -> Option<()> {
    const TYPE: &str = "tls.handshake.cert_type";
    c.vector(
        ("Certificate types count", "tls.handshake.cert_types_count"),
        1,
        ("Certificate types", "tls.handshake.cert_types"),
        |c| c.each(|c| c.code(("Certificate type", TYPE), 1, names::client_certificate_type).map(drop)),
    )?;
    c.counted(TYPE, "type", "types");
    if has_scheme(context, c) {
        signature_algorithms(c)?;
    }
    distinguished_names(c)
}

/// The length of a Finished in bytes (RFC 8446 section 4.4.4, RFC 5246 section 7.4.9, RFC 6101 section 5.6.9).
fn finished_length(context: Context) -> Option<usize> {
    let suite = names::cipher_suite(u64::from(context.suite)).filter(|_| context.suite != 0)?;
    match context.version {
        version if is_tls13(version) && suite.ends_with("_SHA384") => Some(48),
        version if is_tls13(version) => Some(32),
        TLS10 | TLS11 | TLS12 => Some(12),
        SSL30 => Some(36),
        _ => None,
    }
}

/// The key exchange of a TLS 1.2 cipher suite, from its name: `TLS_ECDHE_RSA_WITH_…`.
fn key_exchange(suite: u16) -> &'static str {
    let name = names::cipher_suite(u64::from(suite)).unwrap_or_default();
    name.strip_prefix("TLS_").and_then(|name| name.split_once("_WITH_")).map_or("", |(exchange, _)| exchange)
}

/// RFC 5246 section 7.4.3, RFC 8422 section 5.4, RFC 4279, RFC 5489.
fn server_key_exchange(c: &mut Cursor, context: Context) -> Option<()> {
    let exchange = key_exchange(context.suite);
    let title = match exchange.split('_').next().unwrap_or_default() {
        "ECDHE" | "ECDH" => "EC Diffie-Hellman Server Params",
        "DHE" | "DH" => "Diffie-Hellman Server Params",
        "PSK" | "RSA" if exchange.contains("PSK") => "PSK Server Params",
        _ => {
            c.rest("Server Params");
            return Some(());
        }
    };
    c.group(title, c.left().len(), |c| {
        if exchange.contains("PSK") {
            c.opaque(("Hint Length", "tls.handshake.hint_len"), 2, ("Hint", "tls.handshake.hint"))?;
        }
        if exchange.starts_with("EC") {
            let named = c.code(("Curve Type", "tls.handshake.server_curve_type"), 1, names::curve_type)?;
            if named != curve_type::NAMED_CURVE.into() {
                c.rest("Explicit curve, not taken apart here");
                return Some(());
            }
            c.hex_code(("Named Curve", "tls.handshake.server_named_curve"), 2, names::group)?;
            c.opaque(
                ("Pubkey Length", "tls.handshake.server_point_len"),
                1,
                ("Pubkey", "tls.handshake.server_point"),
            )?;
        } else if exchange.starts_with("DH") {
            c.opaque(("p Length", "tls.handshake.p_len"), 2, ("p", "tls.handshake.p"))?;
            c.opaque(("g Length", "tls.handshake.g_len"), 2, ("g", "tls.handshake.g"))?;
            c.opaque(("Pubkey Length", "tls.handshake.ys_len"), 2, ("Pubkey", "tls.handshake.ys"))?;
        }
        // A server with a certificate signs. PSK and anonymous exchanges have no certificate.
        if c.is_empty() { Some(()) } else { signature(c, context, PARAMS) }
    })
}

/// RFC 5246 section 7.4.7, RFC 8422 section 5.7, RFC 4279, RFC 5489.
fn client_key_exchange(c: &mut Cursor, context: Context) -> Option<()> {
    let exchange = key_exchange(context.suite);
    let title = match exchange.split('_').next().unwrap_or_default() {
        "ECDHE" | "ECDH" => "EC Diffie-Hellman Client Params",
        "DHE" | "DH" => "Diffie-Hellman Client Params",
        "RSA" if exchange.contains("PSK") => "RSA PSK Client Params",
        "RSA" => "RSA Encrypted PreMaster Secret",
        "PSK" => "PSK Client Params",
        _ => {
            c.rest("Client Params");
            return Some(());
        }
    };
    c.group(title, c.left().len(), |c| {
        if exchange.contains("PSK") {
            c.opaque(
                ("Identity Length", "tls.handshake.identity_len"),
                2,
                ("Identity", "tls.handshake.identity"),
            )?;
        }
        if exchange.starts_with("EC") {
            c.opaque(
                ("Pubkey Length", "tls.handshake.client_point_len"),
                1,
                ("Pubkey", "tls.handshake.client_point"),
            )?;
        } else if exchange.starts_with("DH") {
            c.opaque(("Pubkey Length", "tls.handshake.yc_len"), 2, ("Pubkey", "tls.handshake.yc"))?;
        } else if exchange.starts_with("RSA") && context.version == SSL30 {
            c.rest(ENCRYPTED_PREMASTER); // without its length (RFC 5246 section 7.4.7.1)
        } else if exchange.starts_with("RSA") {
            c.opaque(("Encrypted PreMaster length", "tls.handshake.epms_len"), 2, ENCRYPTED_PREMASTER)?;
        }
        Some(())
    })
}

/// The labels of a signature's length and of the signature, in Certificate Verify and in Server Key Exchange.
type SignatureLabels = [(&'static str, &'static str); 2];
const VERIFY: SignatureLabels =
    [("Signature length", "tls.handshake.client_cert_vrfy.sig_len"), VERIFY_SIGNATURE];
const PARAMS: SignatureLabels = [("Signature Length", "tls.handshake.sig_len"), KEY_EXCHANGE_SIGNATURE];

/// RFC 8446 section 4.4.3, RFC 5246 section 4.7: a scheme, and what was signed with it. Before TLS 1.2 there
/// is no scheme.
fn signature(c: &mut Cursor, context: Context, [length, value]: SignatureLabels) -> Option<()> {
    if has_scheme(context, c) {
        signature_algorithm(c)?;
    }
    c.opaque(length, 2, value)?;
    Some(())
}

/// Whether a signature has a scheme, and a request for one a list of them: from TLS 1.2 on. If no version is known, the
/// length tells: before TLS 1.2, that of all the rest stands here.
fn has_scheme(context: Context, c: &Cursor) -> bool {
    if is_before_tls13(context.version) {
        return context.version == TLS12;
    }
    is_tls13(context.version) || c.peek(0, 2) + 2 != u64::try_from(c.left().len()).unwrap_or(u64::MAX)
}
