//! The fields of extensions (RFC 8446 section 4.2, RFC 6066, and others that browsers send).
//!
//! The same extension has different contents in different messages, so readers are chosen by number and
//! message.

use names::codes::{ech_client_hello, extension_type as ty, group};
use texts::say;

use super::authorities::distinguished_names;
use super::cursor::Cursor;
use super::der;
use super::field::Value;
use super::ocsp::{certificate_status, status_request, status_requests};
use super::sct::signed_certificate_timestamps;
use super::signature::{signature_algorithm, signature_algorithms};
use super::x509;

/// The labels of the fields that `facts` looks for.
pub(crate) const EXTENSION_TYPE: (&str, &str) = ("Type", "tls.handshake.extension.type");
pub(crate) const SERVER_NAME: (&str, &str) = ("Server Name", "tls.handshake.extensions_server_name");
pub(crate) const SUPPORTED_GROUP: (&str, &str) =
    ("Supported Group", "tls.handshake.extensions_supported_group");
pub(crate) const EC_POINT_FORMAT: (&str, &str) =
    ("EC point format", "tls.handshake.extensions_ec_point_format");
pub(crate) const PROTOCOL: (&str, &str) = ("ALPN Next Protocol", "tls.handshake.extensions_alpn_str");
pub(crate) const SUPPORTED_VERSION: (&str, &str) =
    ("Supported Version", "tls.handshake.extensions.supported_version");
pub(super) const KEY_EXCHANGE: (&str, &str) =
    ("Key Exchange", "tls.handshake.extensions_key_share_key_exchange");
pub(super) const SELECTED_IDENTITY: (&str, &str) =
    ("Selected Identity", "tls.handshake.extensions.psk.identity.selected");
pub(super) const PSK_IDENTITY: (&str, &str) = ("Identity", "tls.handshake.extensions.psk.identity.identity");
pub(super) const PSK_BINDERS_LENGTH: (&str, &str) =
    ("PSK Binders length", "tls.handshake.extensions.psk.binders_len");
pub(super) const PSK_BINDERS: (&str, &str) = ("PSK Binders", "tls.handshake.extensions.psk.binders");

/// The message that carries an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    ClientHello,
    ServerHello,
    Retry,
    EncryptedExtensions,
    CertificateRequest,
    Certificate,
    Ticket,
}

/// A list of extensions: length, then type, length and body of each (RFC 8446 section 4.2).
pub(crate) fn extensions(c: &mut Cursor, carrier: Carrier) -> Option<()> {
    let length = ("Extensions Length", "tls.handshake.extensions_length");
    let mut seen = Vec::new();
    c.list(length, 2, |c| {
        c.each(|c| {
            let kind = c.peek_u16(0);
            extension(c, carrier)?;
            if seen.contains(&ty::PRE_SHARED_KEY) && carrier == Carrier::ClientHello {
                c.wrong(say!("pre_shared_key is the last extension of a Client Hello"));
            }
            if seen.contains(&kind) {
                c.wrong(say!("an extension of this type stands before it"));
            }
            seen.push(kind);
            Some(())
        })
    })
}

fn extension(c: &mut Cursor, carrier: Carrier) -> Option<()> {
    let kind = c.peek_u16(0);
    let length = usize::try_from(c.peek(2, 2)).unwrap_or(usize::MAX);
    if c.left().len() < 4 {
        c.reject_rest(say!("too short for an extension"));
        return None;
    }
    let whole = c.group("Extension", 4 + length, |c| {
        c.code(EXTENSION_TYPE, 2, names::extension)?;
        c.uint(("Length", "tls.handshake.extension.len"), 2)?;
        if c.is_empty() { Some(()) } else { extension_body(c, kind, carrier) }
    });
    let name = names::extension(kind.into()).map_or_else(|| format!("Unknown type {kind}"), str::to_owned);
    c.words(format!("{name} (len={length})"));
    whole
}

/// The body of an extension, which is not empty.
#[allow(clippy::too_many_lines)] // one arm for each kind: a table
fn extension_body(c: &mut Cursor, kind: u16, carrier: Carrier) -> Option<()> {
    use Carrier::{
        Certificate, CertificateRequest, ClientHello, EncryptedExtensions, Retry, ServerHello, Ticket,
    };
    match (kind, carrier) {
        (ty::SERVER_NAME, _) => server_name(c),
        (ty::MAX_FRAGMENT_LENGTH, _) => {
            let length = ("Maximum Fragment Length", "tls.handshake.max_fragment_length");
            c.code(length, 1, names::fragment_length).map(drop)
        }
        (ty::STATUS_REQUEST, Certificate) => certificate_status(c),
        (ty::STATUS_REQUEST, ClientHello | CertificateRequest) => status_request(c),
        (ty::SUPPORTED_GROUPS, _) => items(
            c,
            ("Supported Groups List Length", "tls.handshake.extensions_supported_groups_length"),
            2,
            ("Supported Groups", "tls.handshake.extensions_supported_groups"),
            ("group", "groups"),
            |c| c.hex_code(SUPPORTED_GROUP, 2, names::group).map(drop),
        ),
        (ty::EC_POINT_FORMATS, _) => items(
            c,
            ("EC point formats Length", "tls.handshake.extensions_ec_point_formats_length"),
            1,
            ("Elliptic curves point formats", "tls.handshake.extensions_ec_point_formats"),
            ("format", "formats"),
            |c| c.code(EC_POINT_FORMAT, 1, names::point_format).map(drop),
        ),
        (ty::SRP, ClientHello) => {
            let length = c.uint(("SRP username length", "tls.handshake.extensions_srp_len"), 1)?;
            c.text(("SRP username", "tls.handshake.extensions_srp_username"), length)
        }
        (ty::SIGNATURE_ALGORITHMS | ty::SIGNATURE_ALGORITHMS_CERT, _)
        | (ty::DELEGATED_CREDENTIALS, ClientHello | CertificateRequest) => signature_algorithms(c),
        (ty::HEARTBEAT, _) => {
            c.code(("Mode", "tls.handshake.extension.heartbeat.mode"), 1, names::heartbeat_mode).map(drop)
        }
        (ty::ALPN, _) => c.vector(
            ("ALPN Extension Length", "tls.handshake.extensions_alpn_len"),
            2,
            ("ALPN Protocol", "tls.handshake.extensions_alpn_list"),
            |c| {
                c.each(|c| {
                    let length = ("ALPN string length", "tls.handshake.extensions_alpn_str_len");
                    let length = c.uint(length, 1)?;
                    c.text(PROTOCOL, length)
                })
            },
        ),
        (ty::STATUS_REQUEST_V2, ClientHello) => status_requests(c),
        (ty::SIGNED_CERTIFICATE_TIMESTAMP, _) => signed_certificate_timestamps(c),
        (ty::CLIENT_CERTIFICATE_TYPE | ty::SERVER_CERTIFICATE_TYPE, ClientHello) => c.vector(
            ("Certificate Type List Length", "tls.handshake.cert_type.types_len"),
            1,
            ("Certificate Type List", "tls.handshake.cert_type.types"),
            |c| c.each(certificate_type),
        ),
        (ty::CLIENT_CERTIFICATE_TYPE | ty::SERVER_CERTIFICATE_TYPE, _) => certificate_type(c),
        (ty::PADDING, _) => {
            c.rest(("Padding Data", "tls.handshake.extensions_padding_data"));
            Some(())
        }
        (ty::COMPRESS_CERTIFICATE, _) => c.vector(
            ("Algorithms Length", "tls.compress_certificate.algorithms_length"),
            1,
            "Algorithms",
            |c| {
                let algorithm = ("Algorithm", "tls.compress_certificate.algorithm");
                c.each(|c| c.code(algorithm, 2, names::certificate_compression).map(drop))
            },
        ),
        (ty::RECORD_SIZE_LIMIT, _) => c.uint(("Record Size Limit", "tls.record_size_limit"), 2).map(drop),
        (ty::DELEGATED_CREDENTIALS, Certificate) => delegated_credential(c),
        (ty::PRE_SHARED_KEY, ClientHello) => pre_shared_keys(c),
        (ty::PRE_SHARED_KEY, ServerHello) => {
            let selected = |c: &mut Cursor| c.uint(SELECTED_IDENTITY, 2).map(drop);
            c.group("Pre-Shared Key extension", c.left().len(), selected)
        }
        (ty::EARLY_DATA, Ticket) => {
            c.uint(("Maximum Early Data Size", "tls.early_data.max_early_data_size"), 4).map(drop)
        }
        (ty::SUPPORTED_VERSIONS, ClientHello) => {
            let length = ("Supported Versions length", "tls.handshake.extensions.supported_versions_len");
            c.list(length, 1, |c| c.each(supported_version))
        }
        (ty::SUPPORTED_VERSIONS, ServerHello | Retry) => supported_version(c),
        (ty::COOKIE, _) => {
            let length = ("Cookie length", "tls.handshake.extensions.cookie_len");
            let cookie = ("Cookie", "tls.handshake.extensions.cookie");
            c.bounded(length, 2, cookie, 1..=usize::from(u16::MAX)).map(drop)
        }
        (ty::PSK_KEY_EXCHANGE_MODES, _) => {
            let length = ("PSK Key Exchange Modes Length", "tls.extension.psk_ke_modes_length");
            let mode = ("PSK Key Exchange Mode", "tls.extension.psk_ke_mode");
            c.list(length, 1, |c| c.each(|c| c.code(mode, 1, names::psk_mode).map(drop)))
        }
        (ty::CERTIFICATE_AUTHORITIES, _) => distinguished_names(c),
        (ty::OID_FILTERS, _) => oid_filters(c),
        (ty::KEY_SHARE | ty::KEY_SHARE_DRAFT, _) => {
            c.group("Key Share extension", c.left().len(), |c| key_share(c, carrier))
        }
        (ty::TICKET_REQUEST, ClientHello) => {
            c.uint("New Session Count", 1)?;
            c.uint("Resumption Count", 1).map(drop)
        }
        (ty::TICKET_REQUEST, EncryptedExtensions) => c.uint("Expected Count", 1).map(drop),
        (ty::NEXT_PROTOCOL_NEGOTIATION, _) => c.each(|c| {
            let length = c.uint(("Protocol string length", "tls.handshake.extensions_npn_str_len"), 1)?;
            c.text(("Next Protocol", "tls.handshake.extensions_npn"), length)
        }),
        (ty::APPLICATION_SETTINGS_OLD | ty::APPLICATION_SETTINGS, ClientHello) => c.vector(
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
        (ty::APPLICATION_SETTINGS_OLD | ty::APPLICATION_SETTINGS, EncryptedExtensions) => {
            c.rest(("ALPN Opaque Settings", "tls.handshake.extensions_alps.settings"));
            Some(())
        }
        (ty::TRUST_ANCHORS, _) => trust_anchors(c),
        (ty::ENCRYPTED_CLIENT_HELLO, _) => encrypted_client_hello(c, carrier),
        (ty::RENEGOTIATION_INFO, _) => {
            let length = ("Renegotiation info extension length", "tls.handshake.extensions_reneg_info_len");
            c.opaque(length, 1, ("Renegotiation info", "tls.handshake.extensions_reneg_info")).map(drop)
        }
        _ => {
            c.rest(("Data", "tls.handshake.extension.data"));
            Some(())
        }
    }
}

/// A list of items of one kind; its words say how many there are.
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
    c.hex_code(SUPPORTED_VERSION, 2, names::version).map(drop)
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
                c.text(SERVER_NAME, length)
            })
        })
    })
}

/// RFC 9345 section 4: a short-lived key, signed with the certificate's key.
fn delegated_credential(c: &mut Cursor) -> Option<()> {
    c.uint("Valid Time", 4)?;
    c.note(say!("seconds since the certificate became valid"));
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
                    if length == 0 {
                        c.wrong(say!("at least {0} bytes are required", 1_u8));
                    } else {
                        c.bytes(PSK_IDENTITY, length)?;
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
        let identities = c.count_named("PSK Identity");
        let length = c.uint(PSK_BINDERS_LENGTH, 2)?;
        c.group(PSK_BINDERS, length, |c| {
            c.each(|c| c.bounded("Binder Length", 1, "Binder", 32..=255).map(drop))
        })?;
        if c.count_named("Binder Length") != identities {
            c.wrong(say!("each identity has one binder"));
        }
        Some(())
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
fn key_share(c: &mut Cursor, carrier: Carrier) -> Option<()> {
    match carrier {
        Carrier::Retry => {
            let selected = ("Selected Group", "tls.handshake.extensions_key_share_selected_group");
            c.code(selected, 2, names::group).map(drop)
        }
        Carrier::ClientHello => {
            let length = ("Client Key Share Length", "tls.handshake.extensions_key_share_client_length");
            c.list(length, 2, |c| c.each(|c| key_share_entry(c, true)))
        }
        _ => key_share_entry(c, false),
    }
}

fn key_share_entry(c: &mut Cursor, client: bool) -> Option<()> {
    let group = c.peek_u16(0);
    let length = usize::try_from(c.peek(2, 2)).unwrap_or(usize::MAX);
    let whole = c.group("Key Share Entry", 4 + length, |c| {
        c.code(("Group", "tls.handshake.extensions_key_share_group"), 2, names::group)?;
        c.uint(("Key Exchange Length", "tls.handshake.extensions_key_share_key_exchange_length"), 2)?;
        if length > 0 {
            c.bytes(KEY_EXCHANGE, length)?;
            hybrid_parts(c, group, length, client);
        }
        if let Some(right) = share_length(group, client).filter(|right| *right != length) {
            c.wrong(say!("a share of this group has {0} bytes", right));
        } else if length == 0 {
            c.wrong(say!("at least {0} bytes are required", 1_u8));
        }
        Some(())
    });
    let name = names::group(group.into()).unwrap_or("Unknown");
    c.words(format!("Group: {name}, Key Exchange length: {length}"));
    whole
}

/// The length of a share (RFC 8446 section 4.2.8, RFC 10024), in bytes.
fn share_length(group: u16, client: bool) -> Option<usize> {
    Some(match group {
        group::SECP256R1 => 65,
        group::SECP384R1 => 97,
        group::SECP521R1 => 133,
        group::X25519 => 32,
        group::X448 => 56,
        group::FFDHE2048 => 256,
        group::FFDHE3072 => 384,
        group::FFDHE4096 => 512,
        group::FFDHE6144 => 768,
        group::FFDHE8192 => 1024,
        group::X25519_MLKEM768 if client => 1216,
        group::X25519_MLKEM768 => 1120,
        group::SECP256R1_MLKEM768 if client => 1249,
        group::SECP256R1_MLKEM768 => 1153,
        group::SECP384R1_MLKEM1024 => 1665,
        _ => return None,
    })
}

/// A hybrid key exchange joins two (RFC 10024): this marks the bytes of each. The client sends an
/// encapsulation key, the server a ciphertext (FIPS 203). Earlier, browsers used Kyber, from which ML-KEM was
/// made.
fn hybrid_parts(c: &mut Cursor, group: u16, length: usize, client: bool) {
    const KEY_768: (&str, usize) = ("ML-KEM-768 encapsulation key", 1184);
    const TEXT_768: (&str, usize) = ("ML-KEM-768 ciphertext", 1088);
    const KEY_1024: (&str, usize) = ("ML-KEM-1024 encapsulation key", 1568);
    const TEXT_1024: (&str, usize) = ("ML-KEM-1024 ciphertext", 1568);
    const KEY_DRAFT: (&str, usize) = ("Kyber768 public key", 1184);
    const TEXT_DRAFT: (&str, usize) = ("Kyber768 ciphertext", 1088);

    let parts = match group {
        group::SECP256R1_MLKEM768 => [("secp256r1 public key", 65), if client { KEY_768 } else { TEXT_768 }],
        group::X25519_MLKEM768 => [if client { KEY_768 } else { TEXT_768 }, ("X25519 public key", 32)],
        group::SECP384R1_MLKEM1024 => {
            [("secp384r1 public key", 97), if client { KEY_1024 } else { TEXT_1024 }]
        }
        group::X25519_KYBER768_DRAFT => {
            [("X25519 public key", 32), if client { KEY_DRAFT } else { TEXT_DRAFT }]
        }
        group::SECP256R1_KYBER768_DRAFT => {
            [("secp256r1 public key", 65), if client { KEY_DRAFT } else { TEXT_DRAFT }]
        }
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

/// draft-ietf-tls-trust-anchor-ids: the certificates that the sender trusts, or could send, by object
/// identifiers below 1.3.6.1.4.1.
fn trust_anchors(c: &mut Cursor) -> Option<()> {
    c.vector("Trust Anchor Identifiers Length", 2, "Trust Anchor Identifiers", |c| {
        c.each(|c| {
            let length = usize::try_from(c.uint("Trust Anchor Identifier Length", 1)?).ok()?;
            let text = |bytes: &[u8]| der::relative(bytes).map_or(Value::Bytes, Value::Text);
            c.leaf("Trust Anchor Identifier", length, text).map(drop)
        })
    })
}

/// RFC 9849 section 5: the outer Client Hello carries the inner one encrypted. A server that does not accept
/// it may answer with new configurations. A server that does confirms it: in a Hello Retry Request here,
/// otherwise in its random.
fn encrypted_client_hello(c: &mut Cursor, carrier: Carrier) -> Option<()> {
    match carrier {
        Carrier::ClientHello => outer_client_hello(c),
        Carrier::Retry => c.bytes("Confirmation", 8).map(drop),
        Carrier::EncryptedExtensions => {
            c.vector("ECHConfigList length", 2, "ECHConfigList", |c| c.each(ech_config))
        }
        _ => {
            c.rest(("Data", "tls.handshake.extension.data"));
            Some(())
        }
    }
}

fn outer_client_hello(c: &mut Cursor) -> Option<()> {
    let kind = c.code("Client Hello type", 1, |kind| match u8::try_from(kind) {
        Ok(ech_client_hello::OUTER) => Some("Outer Client Hello"),
        Ok(ech_client_hello::INNER) => Some("Inner Client Hello"),
        _ => None,
    })?;
    if kind != ech_client_hello::OUTER.into() {
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
    let known = c.peek_u16(0) == ty::ENCRYPTED_CLIENT_HELLO;
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
