//! The fields of handshake messages (RFC 8446 section 4, RFC 5246 section 7.4).
//!
//! An extension means different things in different messages, so each message reads its own (`Place`).

use crate::der;
use crate::field::{Cursor, Value};
use crate::names;
use crate::x509;

/// Handshake types (RFC 8446 section 4, RFC 5246 section 7.4).
pub mod handshake_type {
    /// 0
    pub const HELLO_REQUEST: u8 = 0;
    /// 1
    pub const CLIENT_HELLO: u8 = 1;
    /// 2; Hello Retry Request as well
    pub const SERVER_HELLO: u8 = 2;
    /// 4
    pub const NEW_SESSION_TICKET: u8 = 4;
    /// 5
    pub const END_OF_EARLY_DATA: u8 = 5;
    /// 8
    pub const ENCRYPTED_EXTENSIONS: u8 = 8;
    /// 11
    pub const CERTIFICATE: u8 = 11;
    /// 12
    pub const SERVER_KEY_EXCHANGE: u8 = 12;
    /// 13
    pub const CERTIFICATE_REQUEST: u8 = 13;
    /// 14
    pub const SERVER_HELLO_DONE: u8 = 14;
    /// 15
    pub const CERTIFICATE_VERIFY: u8 = 15;
    /// 16
    pub const CLIENT_KEY_EXCHANGE: u8 = 16;
    /// 20
    pub const FINISHED: u8 = 20;
    /// 22
    pub const CERTIFICATE_STATUS: u8 = 22;
    /// 24
    pub const KEY_UPDATE: u8 = 24;
    /// 25
    pub const COMPRESSED_CERTIFICATE: u8 = 25;
    /// 67: of the time before ALPN, never registered
    pub const NEXT_PROTOCOL: u8 = 67;
    /// 254: stands for the first Client Hello in the transcript after a Hello Retry Request, never on the wire
    pub const MESSAGE_HASH: u8 = 254;
}

/// The random of a Hello Retry Request: SHA-256 of `HelloRetryRequest` (RFC 8446 section 4.1.3).
pub const RETRY_RANDOM: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// TLS 1.3 (RFC 8446).
pub(crate) const TLS13: u16 = 0x0304;
/// TLS 1.2 (RFC 5246).
pub(crate) const TLS12: u16 = 0x0303;

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

/// The message that an extension stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    ClientHello,
    ServerHello,
    Retry,
    EncryptedExtensions,
    CertificateRequest,
    Certificate,
    Ticket,
}

/// Reads a handshake message, header included.
pub(crate) fn read(c: &mut Cursor, kind: u8, context: Context) -> Option<()> {
    use handshake_type as ty;

    c.code(("Handshake Type", "tls.handshake.type"), 1, |code| match code {
        2 if context.retry => Some("Hello Retry Request"),
        code => names::handshake_type(code),
    })?;
    c.uint(("Length", "tls.handshake.length"), 3)?;
    let new = context.version >= TLS13;
    match kind {
        ty::HELLO_REQUEST | ty::END_OF_EARLY_DATA | ty::SERVER_HELLO_DONE => Some(()), // empty
        ty::CLIENT_HELLO => client_hello(c),
        ty::SERVER_HELLO => server_hello(c, context.retry),
        ty::NEW_SESSION_TICKET if new => new_session_ticket(c),
        ty::NEW_SESSION_TICKET => session_ticket(c),
        ty::ENCRYPTED_EXTENSIONS => extensions(c, Place::EncryptedExtensions),
        ty::CERTIFICATE if new => certificate(c),
        ty::CERTIFICATE => certificate_12(c),
        ty::SERVER_KEY_EXCHANGE => server_key_exchange(c, context),
        ty::CERTIFICATE_REQUEST if new => certificate_request(c),
        ty::CERTIFICATE_REQUEST => certificate_request_12(c, context),
        ty::CERTIFICATE_VERIFY => signature(c, context, VERIFY),
        ty::CLIENT_KEY_EXCHANGE => client_key_exchange(c, context),
        ty::FINISHED => {
            c.rest(("Verify Data", "tls.handshake.verify_data"));
            Some(())
        }
        ty::CERTIFICATE_STATUS => certificate_status(c),
        ty::KEY_UPDATE => {
            c.code(("Key Update Request", "tls.handshake.key_update.request_update"), 1, names::key_update)?;
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

/// Reads a heartbeat message (RFC 6520 section 4).
pub(crate) fn heartbeat(c: &mut Cursor) -> Option<()> {
    c.code(("Type", "tls.heartbeat_message.type"), 1, |kind| match kind {
        1 => Some("Request"),
        2 => Some("Response"),
        _ => None,
    })?;
    c.opaque(
        ("Payload Length", "tls.heartbeat_message.payload_length"),
        2,
        ("Payload", "tls.heartbeat_message.payload"),
    )?;
    c.rest(("Padding and HMAC", "tls.heartbeat_message.padding"));
    Some(())
}

/// `… (3 suites)`, `… (1 suite)`
fn counted(c: &mut Cursor, filter: &str, one: &str, many: &str) {
    let count = c.count(filter);
    c.words(format!("({count} {})", if count == 1 { one } else { many }));
}

/// RFC 8446 section 4.1.2.
fn client_hello(c: &mut Cursor) -> Option<()> {
    const SUITE: &str = "tls.handshake.ciphersuite";
    const METHOD: &str = "tls.handshake.comp_method";

    c.hex_code(("Version", "tls.handshake.version"), 2, names::version)?;
    c.bytes(("Random", "tls.handshake.random"), 32)?;
    session_id(c)?;
    c.vector(
        ("Cipher Suites Length", "tls.handshake.cipher_suites_length"),
        2,
        ("Cipher Suites", "tls.handshake.ciphersuites"),
        |c| c.each(|c| c.hex_code(("Cipher Suite", SUITE), 2, names::cipher_suite).map(drop)),
    )?;
    counted(c, SUITE, "suite", "suites");
    c.vector(
        ("Compression Methods Length", "tls.handshake.comp_methods_length"),
        1,
        ("Compression Methods", "tls.handshake.comp_methods"),
        |c| c.each(|c| c.code(("Compression Method", METHOD), 1, names::compression).map(drop)),
    )?;
    counted(c, METHOD, "method", "methods");
    // A Client Hello of TLS 1.2 may end here.
    if c.is_empty() { Some(()) } else { extensions(c, Place::ClientHello) }
}

fn session_id(c: &mut Cursor) -> Option<()> {
    c.opaque(
        ("Session ID Length", "tls.handshake.session_id_length"),
        1,
        ("Session ID", "tls.handshake.session_id"),
    )?;
    Some(())
}

/// RFC 8446 section 4.1.3.
fn server_hello(c: &mut Cursor, retry: bool) -> Option<()> {
    c.hex_code(("Version", "tls.handshake.version"), 2, names::version)?;
    let random = c.bytes(("Random", "tls.handshake.random"), 32)?;
    if retry {
        c.note("HelloRetryRequest magic");
    }
    match random.get(24..) {
        Some(b"DOWNGRD\x01") => {
            c.note("ends in DOWNGRD 01: the server can do TLS 1.3, and was not asked for it");
        }
        Some(b"DOWNGRD\x00") => {
            c.note("ends in DOWNGRD 00: the server can do TLS 1.2, and was not asked for it");
        }
        _ => {}
    }
    session_id(c)?;
    c.hex_code(("Cipher Suite", "tls.handshake.ciphersuite"), 2, names::cipher_suite)?;
    c.code(("Compression Method", "tls.handshake.comp_method"), 1, names::compression)?;
    let place = if retry { Place::Retry } else { Place::ServerHello };
    if c.is_empty() { Some(()) } else { extensions(c, place) }
}

/// RFC 8446 section 4.6.1.
fn new_session_ticket(c: &mut Cursor) -> Option<()> {
    let hint = ("Session Ticket Lifetime Hint", "tls.handshake.session_ticket_lifetime_hint");
    let seconds = c.uint(hint, 4)?;
    c.note(lifetime(seconds));
    c.uint(("Session Ticket Age Add", "tls.handshake.session_ticket_age_add"), 4)?;
    c.opaque(
        ("Session Ticket Nonce Length", "tls.handshake.session_ticket_nonce_length"),
        1,
        ("Session Ticket Nonce", "tls.handshake.session_ticket_nonce"),
    )?;
    ticket(c)?;
    extensions(c, Place::Ticket)
}

/// RFC 5077 section 3.3.
fn session_ticket(c: &mut Cursor) -> Option<()> {
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

fn lifetime(seconds: u64) -> String {
    match (seconds / 3600, seconds % 3600) {
        (hours, 0) if hours > 0 => format!("seconds: {hours} h"),
        _ => "seconds".to_owned(),
    }
}

/// RFC 8446 section 4.3.2.
fn certificate_request(c: &mut Cursor) -> Option<()> {
    request_context(c)?;
    extensions(c, Place::CertificateRequest)
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
            extensions(c, Place::Certificate)
        })
    })?;
    bytes_in_words(c);
    Some(())
}

/// RFC 5246 section 7.4.2.
fn certificate_12(c: &mut Cursor) -> Option<()> {
    if is_raw_public_key_12(c.left()) {
        return one_certificate(c);
    }
    c.vector(CERTIFICATES_LENGTH, 3, CERTIFICATES, |c| c.each(one_certificate))?;
    bytes_in_words(c);
    Some(())
}

/// A raw public key of TLS 1.2 stands alone, not in a list (RFC 7250 section 3): where it begins, with 0x30, a list has the
/// length of a certificate, which would be 3 MiB then.
pub(crate) fn is_raw_public_key_12(body: &[u8]) -> bool {
    body.get(3) == Some(&0x30)
}

fn one_certificate(c: &mut Cursor) -> Option<()> {
    let length = c.uint(("Certificate Length", "tls.handshake.certificate_length"), 3)?;
    c.bytes(("Certificate", "tls.handshake.certificate"), length)?;
    c.parts(
        |c| {
            if x509::is_raw_public_key(c.left()) { x509::raw_public_key(c) } else { x509::certificate(c) }
        },
    );
    if let Some(subject) = c.fields().last().and_then(x509::subject) {
        c.note(subject.to_owned());
    }
    Some(())
}

fn bytes_in_words(c: &mut Cursor) {
    let length = c.fields().last().map(|field| field.span.len()).unwrap_or_default();
    c.words(format!("({length} bytes)"));
}

/// RFC 8879 section 4.
fn compressed_certificate(c: &mut Cursor) -> Option<()> {
    c.code(("Algorithm", "tls.compress_certificate.algorithm"), 2, names::certificate_compression)?;
    c.uint(("Uncompressed Length", "tls.compress_certificate.uncompressed_length"), 3)?;
    c.opaque(
        ("Length", "tls.compress_certificate.compressed_certificate_message.length"),
        3,
        ("Compressed Certificate Message", "tls.compress_certificate.compressed_certificate_message"),
    )?;
    Some(())
}

/// draft-agl-tls-nextprotoneg: what the client takes of the protocols in the Server Hello, and as many bytes as hide its length.
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
    counted(c, TYPE, "type", "types");
    if context.version >= TLS12 {
        signature_algorithms(c)?;
    }
    distinguished_names(c)
}

fn distinguished_names(c: &mut Cursor) -> Option<()> {
    c.vector(
        ("Distinguished Names Length", "tls.handshake.dnames_len"),
        2,
        ("Distinguished Names", "tls.handshake.dnames"),
        |c| {
            c.each(|c| {
                let length = c.uint(("Distinguished Name Length", "tls.handshake.dname_len"), 2)?;
                c.group("Distinguished Name", length, |c| {
                    x509::name_of(c, ("rdnSequence", "tls.handshake.dname"))
                })
            })
        },
    )?;
    bytes_in_words(c);
    Some(())
}

/// RFC 6066 section 8; RFC 6961 section 2.2, a response for each certificate of the chain.
fn certificate_status(c: &mut Cursor) -> Option<()> {
    const OCSP_MULTI: u64 = 2;

    let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
    match c.code(kind, 1, names::status_type)? {
        OCSP_MULTI => {
            let length = ("OCSP Response List Length", "tls.handshake.ocsp_response_list_len");
            c.list(length, 3, |c| c.each(ocsp_response))
        }
        _ => ocsp_response(c),
    }
}

fn ocsp_response(c: &mut Cursor) -> Option<()> {
    c.opaque(("OCSP Response Length", "tls.handshake.ocsp_response_len"), 3, "OCSP Response").map(drop)
}

/// How the two peers of TLS 1.2 come to their secret, by the name of the cipher suite: `TLS_ECDHE_RSA_WITH_…`.
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
            if named != 3 {
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
        // Who has a certificate signs; PSK and anonymous exchanges have none.
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
        } else if exchange.starts_with("RSA") {
            c.opaque(
                ("Encrypted PreMaster length", "tls.handshake.epms_len"),
                2,
                ("Encrypted PreMaster", "tls.handshake.epms"),
            )?;
        }
        Some(())
    })
}

/// The names of a signature and its length in Certificate Verify, and in Server Key Exchange.
type SignatureNames = [(&'static str, &'static str); 2];
const VERIFY: SignatureNames = [
    ("Signature length", "tls.handshake.client_cert_vrfy.sig_len"),
    ("Signature", "tls.handshake.client_cert_vrfy.sig"),
];
const PARAMS: SignatureNames =
    [("Signature Length", "tls.handshake.sig_len"), ("Signature", "tls.handshake.sig")];

/// RFC 8446 section 4.4.3, RFC 5246 section 4.7: a scheme, and what was signed with it. Before TLS 1.2 there is no scheme.
fn signature(c: &mut Cursor, context: Context, [length, value]: SignatureNames) -> Option<()> {
    if context.version >= TLS12 {
        signature_algorithm(c)?;
    }
    c.opaque(length, 2, value)?;
    Some(())
}

const SCHEME: &str = "tls.handshake.sig_hash_alg";

fn signature_algorithm(c: &mut Cursor) -> Option<()> {
    let code = c.hex_code(("Signature Algorithm", SCHEME), 2, names::signature_algorithm)?;
    // In TLS 1.2 the two bytes were a hash and a signature; schemes that TLS 1.3 added (8 and more) are not made that way.
    if (1..=6).contains(&(code >> 8)) && (1..=3).contains(&(code & 0xff)) {
        c.parts(|c| {
            c.code(("Signature Hash Algorithm Hash", "tls.handshake.sig_hash_hash"), 1, names::hash)?;
            c.code(
                ("Signature Hash Algorithm Signature", "tls.handshake.sig_hash_sig"),
                1,
                names::signature,
            )?;
            Some(())
        });
    }
    Some(())
}

fn signature_algorithms(c: &mut Cursor) -> Option<()> {
    c.vector(
        ("Signature Hash Algorithms Length", "tls.handshake.sig_hash_alg_len"),
        2,
        ("Signature Hash Algorithms", "tls.handshake.sig_hash_algs"),
        |c| c.each(signature_algorithm),
    )?;
    counted(c, SCHEME, "algorithm", "algorithms");
    Some(())
}

/// A list of extensions: length, then type, length and body of each (RFC 8446 section 4.2).
fn extensions(c: &mut Cursor, place: Place) -> Option<()> {
    let length = ("Extensions Length", "tls.handshake.extensions_length");
    c.list(length, 2, |c| c.each(|c| extension(c, place)))
}

fn extension(c: &mut Cursor, place: Place) -> Option<()> {
    let kind = c.peek(0, 2);
    let length = usize::try_from(c.peek(2, 2)).unwrap_or(usize::MAX);
    if c.left().len() < 4 {
        c.reject_rest("too short for an extension");
        return None;
    }
    let whole = c.group("Extension", 4 + length, |c| {
        c.code(("Type", "tls.handshake.extension.type"), 2, names::extension)?;
        c.uint(("Length", "tls.handshake.extension.len"), 2)?;
        if c.is_empty() { Some(()) } else { extension_body(c, kind, place) }
    });
    let name = names::extension(kind).map_or_else(|| format!("Unknown type {kind}"), str::to_owned);
    c.words(format!("{name} (len={length})"));
    whole
}

/// The body of an extension, which is not empty.
#[allow(clippy::too_many_lines)] // one arm for each kind: a table
fn extension_body(c: &mut Cursor, kind: u64, place: Place) -> Option<()> {
    use Place::{
        Certificate, CertificateRequest, ClientHello, EncryptedExtensions, Retry, ServerHello, Ticket,
    };
    match (kind, place) {
        (0, _) => server_name(c),
        (1, _) => {
            let length = ("Maximum Fragment Length", "tls.handshake.max_fragment_length");
            c.code(length, 1, names::fragment_length).map(drop)
        }
        (5, Certificate) => certificate_status(c),
        (5, ClientHello | CertificateRequest) => status_request(c),
        (10, _) => items(
            c,
            ("Supported Groups List Length", "tls.handshake.extensions_supported_groups_length"),
            2,
            ("Supported Groups", "tls.handshake.extensions_supported_groups"),
            ("group", "groups"),
            |c| {
                let group = ("Supported Group", "tls.handshake.extensions_supported_group");
                c.hex_code(group, 2, names::group).map(drop)
            },
        ),
        (11, _) => items(
            c,
            ("EC point formats Length", "tls.handshake.extensions_ec_point_formats_length"),
            1,
            ("Elliptic curves point formats", "tls.handshake.extensions_ec_point_formats"),
            ("format", "formats"),
            |c| {
                let format = ("EC point format", "tls.handshake.extensions_ec_point_format");
                c.code(format, 1, names::point_format).map(drop)
            },
        ),
        (12, ClientHello) => {
            let length = c.uint(("SRP username length", "tls.handshake.extensions_srp_len"), 1)?;
            c.text(("SRP username", "tls.handshake.extensions_srp_username"), length)
        }
        (13 | 50, _) | (34, ClientHello | CertificateRequest) => signature_algorithms(c),
        (15, _) => {
            c.code(("Mode", "tls.handshake.extension.heartbeat.mode"), 1, names::heartbeat_mode).map(drop)
        }
        (16, _) => c.vector(
            ("ALPN Extension Length", "tls.handshake.extensions_alpn_len"),
            2,
            ("ALPN Protocol", "tls.handshake.extensions_alpn_list"),
            |c| {
                c.each(|c| {
                    let length = ("ALPN string length", "tls.handshake.extensions_alpn_str_len");
                    let length = c.uint(length, 1)?;
                    c.text(("ALPN Next Protocol", "tls.handshake.extensions_alpn_str"), length)
                })
            },
        ),
        (17, ClientHello) => status_requests(c),
        (18, _) => signed_certificate_timestamps(c),
        (19 | 20, ClientHello) => c.vector(
            ("Certificate Type List Length", "tls.handshake.cert_type.types_len"),
            1,
            ("Certificate Type List", "tls.handshake.cert_type.types"),
            |c| c.each(certificate_type),
        ),
        (19 | 20, _) => certificate_type(c),
        (21, _) => {
            c.rest(("Padding Data", "tls.handshake.extensions_padding_data"));
            Some(())
        }
        (27, _) => c.vector(
            ("Algorithms Length", "tls.compress_certificate.algorithms_length"),
            1,
            "Algorithms",
            |c| {
                let algorithm = ("Algorithm", "tls.compress_certificate.algorithm");
                c.each(|c| c.code(algorithm, 2, names::certificate_compression).map(drop))
            },
        ),
        (28, _) => c.uint(("Record Size Limit", "tls.record_size_limit"), 2).map(drop),
        (34, Certificate) => delegated_credential(c),
        (41, ClientHello) => pre_shared_keys(c),
        (41, ServerHello) => {
            let selected = ("Selected Identity", "tls.handshake.extensions.psk.identity.selected");
            c.uint(selected, 2).map(drop)
        }
        (42, Ticket) => {
            c.uint(("Maximum Early Data Size", "tls.early_data.max_early_data_size"), 4).map(drop)
        }
        (43, ClientHello) => {
            let length = ("Supported Versions length", "tls.handshake.extensions.supported_versions_len");
            c.list(length, 1, |c| c.each(supported_version))
        }
        (43, ServerHello | Retry) => supported_version(c),
        (44, _) => {
            let length = ("Cookie length", "tls.handshake.extensions.cookie_len");
            c.opaque(length, 2, ("Cookie", "tls.handshake.extensions.cookie")).map(drop)
        }
        (45, _) => {
            let length = ("PSK Key Exchange Modes Length", "tls.extension.psk_ke_modes_length");
            let mode = ("PSK Key Exchange Mode", "tls.extension.psk_ke_mode");
            c.list(length, 1, |c| c.each(|c| c.code(mode, 1, names::psk_mode).map(drop)))
        }
        (47, _) => distinguished_names(c),
        (48, _) => oid_filters(c),
        (51, _) => c.group("Key Share extension", c.left().len(), |c| key_share(c, place)),
        (58, ClientHello) => {
            c.uint("New Session Count", 1)?;
            c.uint("Resumption Count", 1).map(drop)
        }
        (58, EncryptedExtensions) => c.uint("Expected Count", 1).map(drop),
        (13172, _) => c.each(|c| {
            let length = c.uint(("Protocol string length", "tls.handshake.extensions_npn_str_len"), 1)?;
            c.text(("Next Protocol", "tls.handshake.extensions_npn"), length)
        }),
        (17513 | 17613, ClientHello) => c.vector(
            ("ALPS Extension Length", "tls.handshake.extensions_alps_len"),
            2,
            ("Supported ALPN List", "tls.handshake.extensions_alps_alpn_list"),
            |c| {
                c.each(|c| {
                    let length = ("Supported ALPN Length", "tls.handshake.extensions_alps_alpn_str_len");
                    let length = c.uint(length, 1)?;
                    c.text(("Supported ALPN", "tls.handshake.extensions_alps_alpn_str"), length)
                })
            },
        ),
        (17513 | 17613, EncryptedExtensions) => {
            c.rest(("ALPN Opaque Settings", "tls.handshake.extensions_alps.settings"));
            Some(())
        }
        (51764, _) => trust_anchors(c),
        (0xfe0d, _) => encrypted_client_hello(c, place),
        (0xff01, _) => {
            let length = ("Renegotiation info extension length", "tls.handshake.extensions_reneg_info_len");
            c.opaque(length, 1, ("Renegotiation info", "tls.handshake.extensions_reneg_info")).map(drop)
        }
        _ => {
            c.rest(("Data", "tls.handshake.extension.data"));
            Some(())
        }
    }
}

/// A list of equal items, with their number in words.
fn items<'a>(
    c: &mut Cursor<'a>,
    length: (&'static str, &'static str),
    width: usize,
    list: (&'static str, &'static str),
    (one, many): (&str, &str),
    mut item: impl FnMut(&mut Cursor<'a>) -> Option<()>,
) -> Option<()> {
    let whole = c.vector(length, width, list, |c| c.each(&mut item));
    let count = c.fields().last().map_or(0, |field| field.children.len());
    c.words(format!("({count} {})", if count == 1 { one } else { many }));
    whole
}

fn supported_version(c: &mut Cursor) -> Option<()> {
    c.hex_code(("Supported Version", "tls.handshake.extensions.supported_version"), 2, names::version)
        .map(drop)
}

fn certificate_type(c: &mut Cursor) -> Option<()> {
    c.code(("Certificate Type", "tls.handshake.cert_type.type"), 1, names::certificate_type).map(drop)
}

/// RFC 6066 section 3.
fn server_name(c: &mut Cursor) -> Option<()> {
    c.group("Server Name Indication extension", c.left().len(), |c| {
        c.list(("Server Name list length", "tls.handshake.extensions_server_name_list_len"), 2, |c| {
            c.each(|c| {
                let kind = ("Server Name Type", "tls.handshake.extensions_server_name_type");
                c.code(kind, 1, names::name_type)?;
                let length = ("Server Name length", "tls.handshake.extensions_server_name_len");
                let length = c.uint(length, 2)?;
                c.text(("Server Name", "tls.handshake.extensions_server_name"), length)
            })
        })
    })
}

/// RFC 6066 section 8.
fn status_request(c: &mut Cursor) -> Option<()> {
    let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
    c.code(kind, 1, names::status_type)?;
    ocsp_request(c)
}

/// RFC 6961 section 2.2: several of those, each with its length.
fn status_requests(c: &mut Cursor) -> Option<()> {
    let length = ("Certificate Status List Length", "tls.handshake.extensions_status_request_list_len");
    c.list(length, 2, |c| {
        c.each(|c| {
            let kind = ("Certificate Status Type", "tls.handshake.extensions_status_request_type");
            c.code(kind, 1, names::status_type)?;
            let length = ("Certificate Status Length", "tls.handshake.extensions_status_request_len");
            c.list(length, 2, ocsp_request)
        })
    })
}

fn ocsp_request(c: &mut Cursor) -> Option<()> {
    c.opaque(
        ("Responder ID list Length", "tls.handshake.extensions_status_request_responder_ids_len"),
        2,
        "Responder ID list",
    )?;
    c.opaque(
        ("Request Extensions Length", "tls.handshake.extensions_status_request_exts_len"),
        2,
        "Request Extensions",
    )?;
    Some(())
}

/// RFC 6962 section 3.3. Certificates have the same list as an extension of their own.
pub(crate) fn signed_certificate_timestamps(c: &mut Cursor) -> Option<()> {
    c.list(("Serialized SCT List Length", "tls.sct.scts_length"), 2, |c| c.each(signed_certificate_timestamp))
}

fn signed_certificate_timestamp(c: &mut Cursor) -> Option<()> {
    c.vector(("Serialized SCT Length", "tls.sct.sct_length"), 2, "Signed Certificate Timestamp", |c| {
        c.uint(("SCT Version", "tls.sct.sct_version"), 1)?;
        c.bytes(("Log ID", "tls.sct.sct_logid"), 32)?;
        c.uint(("Timestamp", "tls.sct.sct_timestamp"), 8)?;
        c.note("milliseconds since 1970");
        c.opaque(
            ("Extensions length", "tls.sct.sct_extensions_length"),
            2,
            ("Extensions", "tls.sct.sct_extensions"),
        )?;
        signature_algorithm(c)?;
        c.opaque(
            ("Signature Length", "tls.sct.sct_signature_length"),
            2,
            ("Signature", "tls.sct.sct_signature"),
        )?;
        Some(())
    })
}

/// RFC 9345 section 4: a key for a short time, and the certificate's signature of it.
fn delegated_credential(c: &mut Cursor) -> Option<()> {
    c.uint("Valid Time", 4)?;
    c.note("seconds since the certificate became valid");
    signature_algorithm(c)?;
    let length = c.uint("Subject Public Key Info Length", 3)?;
    c.group("Subject Public Key Info", length, x509::raw_public_key)?;
    signature_algorithm(c)?;
    c.opaque("Signature Length", 2, "Signature").map(drop)
}

/// RFC 8446 section 4.2.11: identities, and a binder for each.
fn pre_shared_keys(c: &mut Cursor) -> Option<()> {
    c.group("Pre-Shared Key extension", c.left().len(), |c| {
        let length = c.uint(("Identities Length", "tls.handshake.extensions.psk.identities.length"), 2)?;
        c.group("Identities", length, |c| {
            c.each(|c| {
                let length = usize::try_from(c.peek(0, 2)).unwrap_or(usize::MAX);
                let whole = c.group("PSK Identity", 2 + length + 4, |c| {
                    c.uint(("Identity Length", "tls.handshake.extensions.psk.identity.identity_length"), 2)?;
                    if length > 0 {
                        let identity = ("Identity", "tls.handshake.extensions.psk.identity.identity");
                        c.bytes(identity, length)?;
                    }
                    let age = (
                        "Obfuscated Ticket Age",
                        "tls.handshake.extensions.psk.identity.obfuscated_ticket_age",
                    );
                    c.uint(age, 4).map(drop)
                });
                c.words(format!("(length: {length})"));
                whole
            })
        })?;
        let length = c.uint(("PSK Binders length", "tls.handshake.extensions.psk.binders_len"), 2)?;
        c.group(("PSK Binders", "tls.handshake.extensions.psk.binders"), length, |c| {
            c.each(|c| c.opaque("Binder Length", 1, "Binder").map(drop))
        })
    })
}

/// RFC 8446 section 4.2.5.
fn oid_filters(c: &mut Cursor) -> Option<()> {
    c.list(("OID Filters Length", "tls.extension.oid_filters_length"), 2, |c| {
        c.each(|c| {
            c.opaque(
                ("Certificate Extension OID Length", "tls.extension.oid_filters.oid_length"),
                1,
                ("Certificate Extension OID", "tls.extension.oid_filters.oid"),
            )?;
            c.opaque(
                ("Certificate Extension Values Length", "tls.extension.oid_filters.values_length"),
                2,
                "Certificate Extension Values",
            )?;
            Some(())
        })
    })
}

/// RFC 8446 section 4.2.8: a list in Client Hello, one in Server Hello, only a group in Hello Retry Request.
fn key_share(c: &mut Cursor, place: Place) -> Option<()> {
    match place {
        Place::Retry => {
            let selected = ("Selected Group", "tls.handshake.extensions_key_share_selected_group");
            c.code(selected, 2, names::group).map(drop)
        }
        Place::ClientHello => {
            let length = ("Client Key Share Length", "tls.handshake.extensions_key_share_client_length");
            c.list(length, 2, |c| c.each(|c| key_share_entry(c, true)))
        }
        _ => key_share_entry(c, false),
    }
}

fn key_share_entry(c: &mut Cursor, client: bool) -> Option<()> {
    let group = c.peek(0, 2);
    let length = usize::try_from(c.peek(2, 2)).unwrap_or(usize::MAX);
    let whole = c.group("Key Share Entry", 4 + length, |c| {
        c.code(("Group", "tls.handshake.extensions_key_share_group"), 2, names::group)?;
        c.uint(("Key Exchange Length", "tls.handshake.extensions_key_share_key_exchange_length"), 2)?;
        if length > 0 {
            let exchange = ("Key Exchange", "tls.handshake.extensions_key_share_key_exchange");
            c.bytes(exchange, length)?;
            hybrid_parts(c, group, length, client);
        }
        Some(())
    });
    let name = names::group(group).unwrap_or("Unknown");
    c.words(format!("Group: {name}, Key Exchange length: {length}"));
    whole
}

/// A hybrid key exchange is two in a row (RFC 10024): which bytes are whose. The client sends an encapsulation key, the server
/// a ciphertext (FIPS 203). Before, browsers had Kyber, of which ML-KEM was made.
fn hybrid_parts(c: &mut Cursor, group: u64, length: usize, client: bool) {
    const KEY_768: (&str, usize) = ("ML-KEM-768 encapsulation key", 1184);
    const TEXT_768: (&str, usize) = ("ML-KEM-768 ciphertext", 1088);
    const KEY_1024: (&str, usize) = ("ML-KEM-1024 encapsulation key", 1568);
    const TEXT_1024: (&str, usize) = ("ML-KEM-1024 ciphertext", 1568);
    const KEY_DRAFT: (&str, usize) = ("Kyber768 public key", 1184);
    const TEXT_DRAFT: (&str, usize) = ("Kyber768 ciphertext", 1088);

    let parts = match group {
        0x11eb => [("secp256r1 public key", 65), if client { KEY_768 } else { TEXT_768 }],
        0x11ec => [if client { KEY_768 } else { TEXT_768 }, ("X25519 public key", 32)],
        0x11ed => [("secp384r1 public key", 97), if client { KEY_1024 } else { TEXT_1024 }],
        0x6399 => [("X25519 public key", 32), if client { KEY_DRAFT } else { TEXT_DRAFT }],
        0x639a => [("secp256r1 public key", 65), if client { KEY_DRAFT } else { TEXT_DRAFT }],
        _ => return,
    };
    if parts.iter().map(|(_, length)| length).sum::<usize>() == length {
        c.parts(|c| {
            for (name, length) in parts {
                c.bytes(name, length)?;
            }
            Some(())
        });
    }
}

/// draft-ietf-tls-trust-anchor-ids: the certificates that the sender trusts, or could send, by numbers of their own, below 1.3.6.1.4.1.
fn trust_anchors(c: &mut Cursor) -> Option<()> {
    c.vector("Trust Anchor Identifiers Length", 2, "Trust Anchor Identifiers", |c| {
        c.each(|c| {
            let length = usize::try_from(c.uint("Trust Anchor Identifier Length", 1)?).ok()?;
            let text = |bytes: &[u8]| der::relative(bytes).map_or(Value::Bytes, Value::Text);
            c.leaf("Trust Anchor Identifier", length, text).map(drop)
        })
    })
}

/// RFC 9849 section 5: the outer Client Hello carries the inner one encrypted. A server that has not accepted it may answer with
/// new configurations; one that has confirms it, in a Hello Retry Request here, otherwise in its random.
fn encrypted_client_hello(c: &mut Cursor, place: Place) -> Option<()> {
    match place {
        Place::ClientHello => outer_client_hello(c),
        Place::Retry => c.bytes("Confirmation", 8).map(drop),
        Place::EncryptedExtensions => {
            c.vector("ECHConfigList length", 2, "ECHConfigList", |c| c.each(ech_config))
        }
        _ => {
            c.rest(("Data", "tls.handshake.extension.data"));
            Some(())
        }
    }
}

fn outer_client_hello(c: &mut Cursor) -> Option<()> {
    let kind = c.code("Client Hello type", 1, |kind| match kind {
        0 => Some("Outer Client Hello"),
        1 => Some("Inner Client Hello"),
        _ => None,
    })?;
    if kind != 0 {
        c.rest(("Data", "tls.handshake.extension.data"));
        return Some(());
    }
    hpke_suite(c)?;
    c.uint("Config Id", 1)?;
    c.opaque("Enc length", 2, "Enc")?;
    c.opaque("Payload length", 2, "Payload")?;
    Some(())
}

fn hpke_suite(c: &mut Cursor) -> Option<()> {
    c.code("KDF Id", 2, names::hpke_kdf)?;
    c.code("AEAD Id", 2, names::hpke_aead)?;
    Some(())
}

/// RFC 9849 section 4.
fn ech_config(c: &mut Cursor) -> Option<()> {
    const VERSION: u64 = 0xfe0d;

    let known = c.peek(0, 2) == VERSION;
    let length = usize::try_from(c.peek(2, 2)).unwrap_or(usize::MAX);
    c.group("ECHConfig", 4 + length, |c| {
        c.hex("Version", 2)?;
        c.uint("Length", 2)?;
        if !known {
            c.rest("Contents of another version");
            return Some(());
        }
        c.uint("Config Id", 1)?;
        c.code("KEM Id", 2, names::hpke_kem)?;
        c.opaque("Public Key length", 2, "Public Key")?;
        c.vector("Cipher Suites length", 2, "Cipher Suites", |c| c.each(hpke_suite))?;
        c.uint("Maximum Name Length", 1)?;
        let length = c.uint("Public Name length", 1)?;
        c.text("Public Name", length)?;
        c.opaque("Extensions length", 2, "Extensions")?;
        Some(())
    })
}
