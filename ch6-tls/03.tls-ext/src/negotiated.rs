//! What client and server have agreed on: the answers to the extensions of the Client Hello.

use client_server::messages;
use common::terminal::name;
use common::{Error, Terminal, ffi};
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Public};
use openssl::ssl::{NameType, SslCipherRef, SslRef};

/// Prints what the handshake of `ssl` has agreed on; for both sides.
pub fn show(terminal: &mut Terminal, ssl: &SslRef) -> Result<(), Error> {
    const NONE: &[u8] = b"none";

    // Rust only: SSL_get_version (here: version_str)
    writeln!(terminal, "Protocol version: {}", ssl.version_str())?;

    // Rust only: SSL_get_current_cipher, SSL_CIPHER_standard_name (here: current_cipher, SslCipherRef::standard_name)
    let suite = ssl.current_cipher().and_then(SslCipherRef::standard_name);
    writeln!(terminal, "Cipher suite: {}", suite.unwrap_or("none"))?;

    // Rust only: SSL_get_negotiated_group
    let group = ffi::SSL_get_negotiated_group(ssl);
    writeln!(terminal, "Group: {}", group.as_deref().unwrap_or("none"))?;

    writeln!(terminal, "Signature scheme: {}", scheme(ssl))?;

    // Rust only: SSL_get_servername (here: servername_raw): a client's own; a server's is what the client has sent.
    let asked = ssl.servername_raw(NameType::HOST_NAME);
    writeln!(terminal, "Server name: {}", name(asked.unwrap_or(NONE)))?;

    // Rust only: SSL_get0_alpn_selected (here: selected_alpn_protocol)
    let protocol = ssl.selected_alpn_protocol();
    writeln!(terminal, "Application protocol: {}", name(protocol.unwrap_or(NONE)))?;

    // Rust only: SSL_SESSION_get_max_fragment_length (here: longest_message): what the server has granted, if anything.
    writeln!(terminal, "Max fragment length: {} bytes", messages::longest_message(ssl))
}

/// The scheme of the server's signature in Certificate Verify (in TLS 1.2: Server Key Exchange), as RFC 8446 calls it.
fn scheme(ssl: &SslRef) -> String {
    let (signature, key) = if ssl.is_server() {
        // Rust only: SSL_get_signature_nid, SSL_get_certificate (here: certificate)
        (ffi::SSL_get_signature_nid(ssl), ssl.certificate().and_then(|it| it.public_key().ok()))
    } else {
        // Rust only: SSL_get_peer_signature_nid, SSL_get_peer_certificate (here: peer_certificate)
        (ffi::SSL_get_peer_signature_nid(ssl), ssl.peer_certificate().and_then(|it| it.public_key().ok()))
    };
    let Some((kind, hash)) = signature else { return "none".to_owned() };
    let hash = Nid::from_raw(hash);
    let sha = hash.short_name().unwrap_or("unknown").to_ascii_lowercase();
    match Id::from_raw(kind) {
        Id::RSA => format!("rsa_pkcs1_{sha}"),
        // The signature is the same: the name of the scheme says whether the key in the certificate is for PSS only.
        Id::RSA_PSS if is_for_pss_alone(key.as_ref()) => format!("rsa_pss_pss_{sha}"),
        Id::RSA_PSS => format!("rsa_pss_rsae_{sha}"),
        // In TLS 1.3 each hash goes with one curve.
        Id::EC => match hash {
            Nid::SHA256 => "ecdsa_secp256r1_sha256".to_owned(),
            Nid::SHA384 => "ecdsa_secp384r1_sha384".to_owned(),
            Nid::SHA512 => "ecdsa_secp521r1_sha512".to_owned(),
            _ => format!("ecdsa_{sha}"),
        },
        Id::ED25519 => "ed25519".to_owned(),
        Id::ED448 => "ed448".to_owned(),
        // ML-DSA and whatever comes after it, whose names have no hash in them.
        _ => Nid::from_raw(kind).short_name().unwrap_or("unknown").to_ascii_lowercase(),
    }
}

/// Whether an RSA key may be used for PSS only (`id-RSASSA-PSS` in its certificate).
fn is_for_pss_alone(key: Option<&PKey<Public>>) -> bool {
    key.is_some_and(|key| key.id() == Id::RSA_PSS)
}
