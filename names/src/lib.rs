//! Names for the numbers of the protocol.
//!
//! The numbers are those registered with IANA ("Transport Layer Security (TLS) Parameters", "… Extensions"),
//! and a few that were never registered but stand on the wire. The words are Wireshark's where it has any, so
//! that a reader finds here what they see there; where the two call a number by different names (Wireshark
//! 4.0 gives the groups 512 to 517 to an experiment), the registry is right.

pub mod codes;
mod oids;
mod suites;
mod tables;

/// The name of the values of RFC 8701. They mean nothing, and are sent so that peers learn to ignore what they do
/// not know.
const GREASE: &str = "Reserved (GREASE)";

/// Whether `code` is one of the sixteen values 0x0a0a, 0x1a1a … 0xfafa of RFC 8701 (GREASE), which versions,
/// cipher suites, groups, signature schemes and extensions share.
#[must_use]
pub fn is_grease(code: u64) -> bool {
    code & 0x0f0f == 0x0a0a && code >> 8 == code & 0xff
}

/// A table's name for `code`; a table is in order of its codes.
fn find(table: &[(u16, &'static str)], code: u64) -> Option<&'static str> {
    let index = table.binary_search_by_key(&code, |&(code, _)| code.into()).ok()?;
    table.get(index).map(|&(_, name)| name)
}

/// The same for a registry with GREASE values.
fn find_or_grease(table: &[(u16, &'static str)], code: u64) -> Option<&'static str> {
    find(table, code).or_else(|| is_grease(code).then_some(GREASE))
}

/// Makes a function for each registry. It takes a number of any width, and returns `None` for one that the registry
/// does not have.
macro_rules! registry {
    ($($(#[$doc:meta])* $name:ident = $find:ident($($table:ident)::+);)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(code: u64) -> Option<&'static str> {
            $find($($table)::+, code)
        }
    )+};
}

registry! {
    /// Content type of a record, `Handshake` (22).
    content_type = find(tables::CONTENT_TYPES);
    /// Handshake type, `Client Hello` (1).
    handshake_type = find(tables::HANDSHAKE_TYPES);
    /// Alert level, `Fatal` (2).
    alert_level = find(tables::ALERT_LEVELS);
    /// Version, `TLS 1.2` (0x0303).
    version = find_or_grease(tables::VERSIONS);
    /// Cipher suite, `TLS_AES_128_GCM_SHA256` (0x1301).
    cipher_suite = find_or_grease(suites::CIPHER_SUITES);
    /// Extension type, `key_share` (51).
    extension = find_or_grease(tables::EXTENSIONS);
    /// Group of a key exchange, `X25519MLKEM768` (0x11ec).
    group = find_or_grease(tables::GROUPS);
    /// Hash of a TLS 1.2 signature algorithm, `SHA256` (4).
    hash = find(tables::HASHES);
    /// Signature of a TLS 1.2 signature algorithm, `RSA` (1).
    signature = find(tables::SIGNATURES);
    /// Certificate type of RFC 7250, `Raw Public Key` (2).
    certificate_type = find(tables::CERTIFICATE_TYPES);
    /// Certificate type that a TLS 1.2 server asks its client for, `ECDSA Sign` (64).
    client_certificate_type = find(tables::CLIENT_CERTIFICATE_TYPES);
    /// How a Client Certificate URL names a chain, `PKI Path` (1).
    certificate_chain_type = find(tables::CERTIFICATE_CHAIN_TYPES);
    /// Format of an entry of Supplemental Data, `user_mapping_data` (0).
    supplemental_data_type = find(tables::SUPPLEMENTAL_DATA_TYPES);
    /// Compression of certificates (RFC 8879), `brotli` (2).
    certificate_compression = find(tables::CERTIFICATE_COMPRESSIONS);
    /// Compression of records before TLS 1.3, `null` (0).
    compression = find(tables::COMPRESSIONS);
    /// Format of a point on a curve, `uncompressed` (0).
    point_format = find(tables::POINT_FORMATS);
    /// How a TLS 1.2 server names its curve, `named_curve` (3).
    curve_type = find(tables::CURVE_TYPES);
    /// Maximum fragment length in bytes, `1024` (2).
    fragment_length = find(tables::FRAGMENT_LENGTHS);
    /// Kind of a server name, `host_name` (0).
    name_type = find(tables::NAME_TYPES);
    /// Kind of a certificate status, `OCSP` (1).
    status_type = find(tables::STATUS_TYPES);
    /// What a Key Update asks for, `update_requested` (1).
    key_update = find(tables::KEY_UPDATES);
    /// Mode of the heartbeat extension.
    heartbeat_mode = find(tables::HEARTBEAT_MODES);
    /// KDF of an encrypted Client Hello, `HKDF-SHA256` (1).
    hpke_kdf = find(tables::HPKE_KDFS);
    /// AEAD of an encrypted Client Hello, `AES-128-GCM` (1).
    hpke_aead = find(tables::HPKE_AEADS);
    /// KEM of an encrypted Client Hello, `DHKEM(X25519, HKDF-SHA256)` (32).
    hpke_kem = find(tables::HPKE_KEMS);
}

/// PSK key exchange mode, `PSK with (EC)DHE key establishment (psk_dhe_ke)` (1). Its GREASE values are 0x0b,
/// 0x2a, 0x49 …
#[must_use]
pub fn psk_mode(code: u64) -> Option<&'static str> {
    find(tables::PSK_MODES, code).or_else(|| (code % 0x1f == 0x0b).then_some(GREASE))
}

/// Signature algorithm: the scheme of TLS 1.3, `rsa_pss_rsae_sha256` (0x0804), or what TLS 1.2 alone has, a
/// hash and a signature, `SHA224 RSA` (0x0301).
#[must_use]
pub fn signature_algorithm(code: u64) -> Option<&'static str> {
    find_or_grease(tables::SIGNATURE_SCHEMES, code).or_else(|| find(tables::SIGNATURE_PAIRS, code))
}

/// Object identifier as text, `sha256WithRSAEncryption` (`1.2.840.113549.1.1.11`).
#[must_use]
pub fn oid(dotted: &str) -> Option<&'static str> {
    let index = oids::OIDS.binary_search_by_key(&dotted, |&(id, _)| id).ok()?;
    oids::OIDS.get(index).map(|&(_, name)| name)
}

/// The alert's name in the RFCs and in Wireshark's words.
fn alert_names(code: u64) -> Option<(&'static str, &'static str)> {
    let index = tables::ALERTS.binary_search_by_key(&code, |&(code, ..)| code.into()).ok()?;
    tables::ALERTS.get(index).map(|&(_, name, words)| (name, words))
}

/// An alert's name in the RFCs, `close_notify` (0).
#[must_use]
pub fn alert_name(code: u64) -> Option<&'static str> {
    alert_names(code).map(|(name, _)| name)
}

/// An alert in Wireshark's words, `Close Notify` (0).
#[must_use]
pub fn alert_description(code: u64) -> Option<&'static str> {
    alert_names(code).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order() {
        let tables = [
            tables::ALERT_LEVELS,
            tables::CERTIFICATE_CHAIN_TYPES,
            tables::CERTIFICATE_COMPRESSIONS,
            tables::CERTIFICATE_TYPES,
            tables::CLIENT_CERTIFICATE_TYPES,
            tables::COMPRESSIONS,
            tables::CONTENT_TYPES,
            tables::CURVE_TYPES,
            tables::EXTENSIONS,
            tables::FRAGMENT_LENGTHS,
            tables::GROUPS,
            tables::HANDSHAKE_TYPES,
            tables::HASHES,
            tables::HEARTBEAT_MODES,
            tables::HPKE_AEADS,
            tables::HPKE_KDFS,
            tables::HPKE_KEMS,
            tables::KEY_UPDATES,
            tables::NAME_TYPES,
            tables::POINT_FORMATS,
            tables::PSK_MODES,
            tables::SIGNATURES,
            tables::SIGNATURE_PAIRS,
            tables::SIGNATURE_SCHEMES,
            tables::STATUS_TYPES,
            tables::SUPPLEMENTAL_DATA_TYPES,
            tables::VERSIONS,
            suites::CIPHER_SUITES,
        ];
        for table in tables {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0), "{:?} …", table.first());
        }
        assert!(tables::ALERTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(oids::OIDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_number_has_one_name_or_none() {
        assert_eq!(cipher_suite(0x1301), Some("TLS_AES_128_GCM_SHA256"));
        assert_eq!(cipher_suite(0x0a0a), Some("Reserved (GREASE)"));
        assert_eq!(cipher_suite(0x1301_0000_1301), None);
        assert_eq!(group(0x11ec), Some("X25519MLKEM768"));
        assert_eq!(signature_algorithm(0x0804), Some("rsa_pss_rsae_sha256"));
        assert_eq!(signature_algorithm(0x0301), Some("SHA224 RSA"));
        assert_eq!(alert_name(51), Some("decrypt_error"));
        assert_eq!(alert_description(51), Some("Decrypt Error"));
        assert_eq!(alert_name(255), None);
    }

    #[test]
    fn grease_is_what_rfc_8701_lists() {
        let shared: Vec<u64> = (0..=0xffff).filter(|&code| is_grease(code)).collect();
        let listed: Vec<u64> = (0..16).map(|n| 0x0a0a + 0x1010 * n).collect();
        assert_eq!(shared, listed);
        let modes: Vec<u64> = (0..=0xff).filter(|&code| psk_mode(code) == Some(GREASE)).collect();
        assert_eq!(modes, [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4]);
    }
}
