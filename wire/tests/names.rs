//! Our names are Wireshark's where it has names: `tshark -G values` prints its tables.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::collections::BTreeMap;

use wire::names;

/// A registry of ours and the filter name of a field that Wireshark reads by the same registry.
type Registry = (&'static str, fn(u64) -> Option<&'static str>);

/// All that Wireshark 4.0 reads, but for `certificate_chain_type`: it numbers these from 1, and RFC 6066 from 0.
const REGISTRIES: &[Registry] = &[
    ("tls.alert_message.desc", names::alert_description),
    ("tls.alert_message.level", names::alert_level),
    ("tls.compress_certificate.algorithm", names::certificate_compression),
    ("tls.extension.psk_ke_mode", names::psk_mode),
    ("tls.handshake.cert_type.type", names::certificate_type),
    ("tls.handshake.ciphersuite", names::cipher_suite),
    ("tls.handshake.comp_method", names::compression),
    ("tls.handshake.extension.type", names::extension),
    ("tls.handshake.extensions.supported_version", names::version),
    ("tls.handshake.extensions_ec_point_format", names::point_format),
    ("tls.handshake.extensions_server_name_type", names::name_type),
    ("tls.handshake.extensions_status_request_type", names::status_type),
    ("tls.handshake.extensions_supported_group", names::group),
    ("tls.handshake.key_update.request_update", names::key_update),
    ("tls.handshake.max_fragment_length", names::fragment_length),
    ("tls.handshake.server_curve_type", names::curve_type),
    ("tls.handshake.sig_hash_alg", names::signature_algorithm),
    ("tls.handshake.sig_hash_hash", names::hash),
    ("tls.handshake.sig_hash_sig", names::signature),
    ("tls.handshake.type", names::handshake_type),
    ("tls.record.content_type", names::content_type),
];

/// Whether Wireshark 4.0 names a code that IANA had not registered. We have no name then, or the registered
/// one.
fn is_its_own(field: &str, code: u64) -> bool {
    match field {
        // Post-quantum experiments from before ML-KEM and ML-DSA, with unregistered numbers.
        "tls.handshake.extensions_supported_group" => {
            (0x0200..=0x0246).contains(&code) || (0x2f00..=0x2f46).contains(&code)
        }
        "tls.handshake.sig_hash_alg" => (0xfe00..=0xfeff).contains(&code),
        // OpenSSL's DTLS, from before the RFC.
        "tls.handshake.extensions.supported_version" => code == 0x0100,
        _ => false,
    }
}

#[test]
fn wireshark_has_the_same_names() {
    if !harness::tool_of_version("tshark", "4.0.") {
        return;
    }
    let output = harness::stranger_command("tshark").args(["-G", "values"]).output().unwrap();
    // V <tab> field <tab> code <tab> name
    let mut theirs = BTreeMap::<&str, BTreeMap<u64, Vec<&str>>>::new();
    let text = String::from_utf8_lossy(&output.stdout);
    for line in text.lines() {
        if let ["V", field, code, name] = *line.split('\t').collect::<Vec<_>>() {
            let code = match code.strip_prefix("0x") {
                Some(hex) => u64::from_str_radix(hex, 16),
                None => code.parse(),
            };
            if let Ok(code) = code {
                theirs.entry(field).or_default().entry(code).or_default().push(name);
            }
        }
    }
    for (field, ours) in REGISTRIES {
        let theirs = theirs.get(field).unwrap_or_else(|| panic!("Wireshark has no {field}"));
        for (code, names) in theirs.iter().filter(|(code, _)| !is_its_own(field, **code)) {
            // SSL 2.0's handshake types stand in the same table.
            let same = ours(*code).is_some_and(|name| names.contains(&name));
            let only_ssl2 = *field == "tls.handshake.type" && ours(*code).is_none() && *code == 7;
            assert!(same || only_ssl2, "{field} {code:#x}: {names:?}, and ours is {:?}", ours(*code));
        }
    }
}
