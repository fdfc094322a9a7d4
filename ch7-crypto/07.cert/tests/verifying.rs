//! verifycert and certname on the certificates of `certs/`, good and broken, and beside the `openssl`
//! command.

#![allow(clippy::unwrap_used)]

use std::fs;

use cert::items::Item;
use common::defaults::workspace;
use harness::{Folder, tool};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509Name};

const CA: &str = "\"$ROOT\"/certs/tb-ca-cert.pem";
const INTERMEDIATE: &str = "--untrusted \"$ROOT\"/certs/tb-intermediate-cert.pem";

/// Each certificate, whether the CA has signed it, and why the chain does not hold for a server called
/// localhost: the first words of it in all versions of OpenSSL, or nothing if it does.
const CERTIFICATES: [(&str, bool, &str); 13] = [
    ("tb-server-cert.pem", true, ""),
    ("tb-server-cert.der", true, ""),
    ("tb-server-ecdsa-cert.pem", true, ""),
    ("tb-server-ed25519-cert.pem", true, ""),
    ("tb-client-cert.pem", true, "uns"), // unsupported, in other versions unsuitable certificate purpose
    ("tb-intermediate-cert.pem", true, "uns"),
    ("tb-client-chain-cert.pem", false, "uns"),
    ("broken/tb-server-cert2.pem", false, "certificate signature failure (certificate 0: "),
    ("broken/tb-server-expired-cert.pem", true, "certificate has expired (certificate 0: "),
    ("broken/tb-server-notyet-cert.pem", true, "certificate is not yet valid"),
    ("broken/tb-server-wronghost-cert.pem", true, "hostname mismatch (certificate 0: "),
    ("broken/tb-server-stranger-cert.pem", false, "unable to get local issuer certificate (certificate 0: "),
    ("broken/stranger-ca-cert.pem", false, "self"), // self-signed, self signed certificate
];

#[test]
fn each_certificate_of_the_project_has_its_verdict() {
    let folder = Folder::new("verifycert").unwrap();
    for (name, signed, why) in CERTIFICATES {
        let (status, text) = if signed { (0, "Verified\n") } else { (1, "Failed\n") };
        folder.sh(&format!("verifycert {CA} \"$ROOT\"/certs/{name}")).unwrap().says(status, text);

        let options = format!("--chain --host localhost --purpose server {INTERMEDIATE}");
        let shown = folder
            .sh(&format!("verifycert {options} {CA} \"$ROOT\"/certs/{name}; echo $?"))
            .unwrap()
            .ok()
            .text();
        if why.is_empty() {
            assert!(
                shown.starts_with("Verified\n0: C = JP, O = TLS Book Test, CN = localhost"),
                "{name}: {shown}"
            );
            assert!(
                shown.ends_with("\n1: C = JP, O = TLS Book Test, CN = TLS Book Test CA\n0\n"),
                "{name}: {shown}"
            );
        } else {
            assert!(shown.starts_with(&format!("Failed: {why}")), "{name}: {shown}");
            assert!(shown.ends_with("\n1\n"), "{name}: {shown}");
        }
    }
}

#[test]
fn the_openssl_command_comes_to_the_same_verdicts() {
    if !tool("openssl") {
        return;
    }
    let folder = Folder::new("verifycert").unwrap();
    let mut count = 0;
    for (name, ..) in CERTIFICATES {
        for (ours, theirs) in [
            ("", ""),
            ("--host localhost", "-verify_hostname localhost"),
            ("--host www.example.com", "-verify_hostname www.example.com"),
            ("--host 127.0.0.1", "-verify_ip 127.0.0.1"),
            ("--host ::2", "-verify_ip ::2"),
            ("--purpose server", "-purpose sslserver"),
            ("--purpose client", "-purpose sslclient"),
            ("--purpose email", "-purpose smimesign"),
            ("--depth 0", "-verify_depth 0"),
            ("--depth 1", "-verify_depth 1"),
            ("--date 2041-01-02T03:04:05", "-attime 2240622245"),
            ("--date 1999-12-31", "-attime 946598400"),
            ("--date 2080-01-01", "-attime 3471292800"),
        ] {
            let verdict = |line: String| {
                folder.sh(&format!("{line} >/dev/null 2>&1 && echo yes || echo no")).unwrap().ok().text()
            };
            let ours_says =
                verdict(format!("verifycert --chain {ours} {INTERMEDIATE} {CA} \"$ROOT\"/certs/{name}"));
            let theirs_says = verdict(format!(
                "openssl verify -no-CApath -no-CAstore -CAfile {CA} {theirs} {INTERMEDIATE} \"$ROOT\"/certs/{name}"
            ).replace("--untrusted", "-untrusted"));
            assert_eq!(ours_says, theirs_says, "{name} {ours}");
            count += 1;
        }
    }
    println!("{count} verdicts as of openssl verify");
}

#[test]
fn a_chain_needs_its_intermediates_and_may_be_limited() {
    let folder = Folder::new("verifycert").unwrap();
    let leaf = "\"$ROOT\"/certs/tb-client-chain-cert.pem";
    let missing = "Failed: unable to get local issuer certificate (certificate 0: C = JP, O = TLS Book Test, CN = TLS Book Test Client (chain))\n";
    folder.sh(&format!("verifycert --chain {CA} {leaf}")).unwrap().says(1, missing);
    let chain = "Verified\n0: C = JP, O = TLS Book Test, CN = TLS Book Test Client (chain)\n\
                 1: C = JP, O = TLS Book Test, CN = TLS Book Test Intermediate CA\n\
                 2: C = JP, O = TLS Book Test, CN = TLS Book Test CA\n";
    folder.sh(&format!("verifycert --chain --depth 1 {INTERMEDIATE} {CA} {leaf}")).unwrap().says(0, chain);
    // The file of the leaf has the intermediate behind it.
    folder
        .sh(&format!("verifycert --chain --purpose client --untrusted {leaf} {CA} {leaf}"))
        .unwrap()
        .says(0, chain);
    let shown = folder
        .sh(&format!("verifycert --chain --depth 0 {INTERMEDIATE} {CA} {leaf}; true"))
        .unwrap()
        .ok()
        .text();
    assert!(shown.starts_with("Failed: certificate chain too long (certificate "), "{shown}");
    // A certificate that signs itself is not trusted for that.
    let stranger = "--untrusted \"$ROOT\"/certs/broken/stranger-ca-cert.pem";
    let shown = folder
        .sh(&format!(
            "verifycert --chain {stranger} {CA} \"$ROOT\"/certs/broken/tb-server-stranger-cert.pem; true"
        ))
        .unwrap()
        .ok()
        .text();
    assert!(shown.starts_with("Failed: self"), "{shown}");
    // A server's certificate may not sign others.
    folder
        .sh("genrsa pri.key pub.key && csr --pem --subject CN=victim pub.key pri.key csr.pem")
        .unwrap()
        .ok();
    if tool("openssl") {
        let server = "\"$ROOT\"/certs/tb-server";
        folder.sh(&format!("openssl x509 -req -in csr.pem -CA {server}-cert.pem -CAkey {server}-key.pem -set_serial 1 -out victim.pem 2> note")).unwrap().ok();
        folder.sh(&format!("verifycert {server}-cert.pem victim.pem")).unwrap().says(0, "Verified\n");
        let shown = folder
            .sh(&format!("verifycert --chain --untrusted {server}-cert.pem {CA} victim.pem; true"))
            .unwrap()
            .ok()
            .text();
        assert!(shown.starts_with("Failed: invalid CA certificate (certificate 1: "), "{shown}");
    }
}

#[test]
fn every_item_can_be_shown_and_read_as_json() {
    let folder = Folder::new("certname").unwrap();
    let cert = "\"$ROOT\"/certs/tb-server-cert.pem";
    folder.sh(&format!("certname {cert}")).unwrap().says(0, "CN: localhost\n");
    folder.sh(&format!("certname - < {cert}")).unwrap().says(0, "CN: localhost\n");
    let pem = fs::read(workspace().join("certs/tb-server-cert.pem")).unwrap();
    let x509 = X509::from_pem(&pem).unwrap();
    let serial = x509.serial_number().to_bn().unwrap().to_hex_str().unwrap().to_string();
    let (since, until) = (x509.not_before().to_string(), x509.not_after().to_string());
    let all = format!(
        "CN: localhost\nSubject: C = JP, O = TLS Book Test, CN = localhost\n\
         Issuer: C = JP, O = TLS Book Test, CN = TLS Book Test CA\nSerial Number: {serial}\n\
         Not Before: {since}\nNot After: {until}\nPublic Key: RSA, 2048 bits\nVersion: 3\n\
         Subject Alternative Name: DNS:localhost, IP:127.0.0.1, IP:::1\n"
    );
    folder.sh(&format!("certname --show all {cert}")).unwrap().says(0, &all);
    folder
        .sh(&format!("certname --show version,CN,version {cert}"))
        .unwrap()
        .says(0, "Version: 3\nCN: localhost\n");

    let json = folder.sh(&format!("certname --show all --json {cert}")).unwrap().ok().text();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let expected = serde_json::json!({
        "cn": "localhost",
        "subject": [{ "C": "JP" }, { "O": "TLS Book Test" }, { "CN": "localhost" }],
        "issuer": [{ "C": "JP" }, { "O": "TLS Book Test" }, { "CN": "TLS Book Test CA" }],
        "serialNumber": serial,
        "notBefore": since,
        "notAfter": until,
        "publicKey": "RSA, 2048 bits",
        "version": 3,
        "subjectAltName": ["DNS:localhost", "IP:127.0.0.1", "IP:::1"],
    });
    assert_eq!(json, expected);
}

#[test]
fn the_openssl_command_reads_the_same_items() {
    if !tool("openssl") {
        return;
    }
    let folder = Folder::new("certname").unwrap();
    for (name, ..) in CERTIFICATES {
        let cert = format!("\"$ROOT\"/certs/{name}");
        let theirs = folder
            .sh(&format!("openssl x509 -in {cert} -noout -serial -startdate -enddate"))
            .unwrap()
            .ok()
            .text();
        let ours =
            folder.sh(&format!("certname --show serial,not-before,not-after {cert}")).unwrap().ok().text();
        let values = |text: &str, separator: &str| -> Vec<String> {
            text.lines().map(|line| line.split_once(separator).unwrap().1.to_owned()).collect()
        };
        assert_eq!(values(&ours, ": "), values(&theirs, "="), "{name}");
    }
}

/// A certificate with names that are made to deceive.
fn hostile() -> Vec<u8> {
    let key = PKey::generate_ed25519().unwrap();
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_nid(Nid::ORGANIZATIONNAME, "Good\0Evil").unwrap();
    name.append_entry_by_nid(Nid::COMMONNAME, "a\nVerified\n\x1b[2J\u{9b}, CN = \"b\"").unwrap();
    let name = name.build();
    let mut x509 = X509::builder().unwrap();
    x509.set_subject_name(&name).unwrap();
    x509.set_issuer_name(&name).unwrap();
    x509.set_serial_number(&BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap()).unwrap();
    x509.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    x509.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    x509.set_pubkey(&key).unwrap();
    let names = SubjectAlternativeName::new()
        .dns("a\nb.example\0")
        .uri("x:y, DNS:z")
        .build(&x509.x509v3_context(None, None))
        .unwrap();
    x509.append_extension(names).unwrap();
    x509.sign(&key, openssl::hash::MessageDigest::null()).unwrap();
    x509.build().to_der().unwrap()
}

#[test]
fn names_cannot_forge_lines_or_steer_the_terminal() {
    let folder = Folder::new("certname").unwrap();
    folder.write("hostile.der", hostile()).unwrap();
    folder.sh("certname hostile.der").unwrap().says(0, "CN: a\\x0aVerified\\x0a\\x1b[2J\\x9b, CN = \"b\"\n");
    let shown = folder.sh("certname --show subject,san hostile.der").unwrap().ok().text();
    assert_eq!(
        shown,
        "Subject: O = Good\\x00Evil, CN = a\\x0aVerified\\x0a\\x1b[2J\\x9b\\, CN = \"b\"\n\
         Subject Alternative Name: DNS:a\\x0ab.example\\x00, URI:x:y\\, DNS:z\n"
    );
    let json = folder.sh("certname --show all --json hostile.der").unwrap().ok().text();
    assert!(!json.contains(['\x1b', '\u{9b}']), "{json}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["subject"][0]["O"], "Good\0Evil");
    assert_eq!(json["cn"], "a\nVerified\n\x1b[2J\u{9b}, CN = \"b\"");
    let shown = folder.sh(&format!("verifycert --chain {CA} hostile.der; true")).unwrap().ok().text();
    assert_eq!(shown.lines().count(), 1, "{shown}");
}

#[test]
fn what_is_not_there_is_told() {
    let folder = Folder::new("certname").unwrap();
    folder.sh("genec pri.key pub.key && selfsig --subject O=Example pub.key pri.key self.pem").unwrap().ok();
    folder.refuses("certname self.pem", 1, "ERROR: X509_NAME_get_index_by_NID (the certificate has no CN)\n");
    folder.refuses(
        "certname --show san self.pem",
        1,
        "ERROR: X509_get_ext_d2i (the certificate has no Subject Alternative Name)\n",
    );
    folder.sh("certname --show cn,version self.pem").unwrap().says(0, "CN: none\nVersion: 3\n");
    folder.sh("certname --json self.pem").unwrap().says(0, "{\n  \"cn\": null\n}\n");
}

#[test]
fn wrong_files_and_options_are_told_in_words() {
    let folder = Folder::new("certname").unwrap();
    folder
        .sh("genrsa pri.key pub.key && csr pub.key pri.key csr.der && selfsig pub.key pri.key self.pem")
        .unwrap()
        .ok();
    folder.sh("head -c 300 self.pem > cut.pem; openssl x509 -in self.pem -outform DER | head -c 300 > cut.der; : > empty").unwrap();
    for (line, words) in [
        (
            "certname pri.key",
            "ERROR: failed to load pri.key (a private key, where a certificate is needed)\n",
        ),
        (
            "certname csr.der",
            "ERROR: failed to load csr.der (a certificate request, where a certificate is needed)\n",
        ),
        ("certname empty", "ERROR: failed to load empty (empty)\n"),
        (
            "certname cut.pem",
            "ERROR: failed to load cut.pem (truncated: the line -----END CERTIFICATE----- is missing)\n",
        ),
        ("certname missing", "ERROR: Open input file missing (No such file or directory)\n"),
        ("certname .", "ERROR: Open input file . (a folder, not a file)\n"),
        (
            "verifycert self.pem pub.key",
            "ERROR: failed to load pub.key (a public key, where a certificate is needed)\n",
        ),
        (
            "verifycert pri.key self.pem",
            "ERROR: failed to load pri.key (a private key, where a certificate is needed)\n",
        ),
        ("verifycert --chain empty self.pem", "ERROR: failed to load empty (empty)\n"),
        (
            "verifycert --chain --untrusted pri.key self.pem self.pem",
            "ERROR: failed to load pri.key (a private key, where",
        ),
        ("verifycert - - < self.pem", "ERROR: cannot read standard input (more than one of the files"),
    ] {
        folder.refuses(line, 1, words);
    }
    if tool("openssl") {
        folder.refuses("certname cut.der", 1, "ERROR: failed to load cut.der (truncated: it has 300 of its ");
    }
    for line in [
        "certname",
        "certname --show everything self.pem",
        "verifycert self.pem",
        "verifycert --host localhost self.pem self.pem",
        "verifycert --depth 1 self.pem self.pem",
        "verifycert --chain --date 2026-13-01 self.pem self.pem",
        "verifycert --chain --date tomorrow self.pem self.pem",
        "verifycert --chain --date 2026-1-1 self.pem self.pem",
        "verifycert --chain --purpose all self.pem self.pem",
        "verifycert --chain --depth -1 self.pem self.pem",
        "verifycert --chain --host 'a b' self.pem self.pem",
    ] {
        folder.refuses(line, 2, "error: ");
    }
    #[cfg(target_os = "linux")]
    {
        folder.refuses(
            "certname self.pem > /dev/full",
            1,
            "ERROR: cannot write to standard output (No space left on device)\n",
        );
        folder.refuses(
            "verifycert self.pem self.pem > /dev/full",
            1,
            "ERROR: cannot write to standard output (No space left on device)\n",
        );
    }
}

#[test]
fn a_damaged_certificate_is_refused_or_read() {
    let der = fs::read(workspace().join("certs/tb-server-cert.der")).unwrap();
    let items = Item::spelt_out(&[Item::All]);
    let (mut refused, mut read) = (0, 0);
    for position in 0..der.len() {
        for bit in [0x01, 0x80] {
            let mut damaged = der.clone();
            damaged[position] ^= bit;
            let Ok(x509) = X509::from_der(&damaged) else {
                refused += 1;
                continue;
            };
            for item in &items {
                // An item may be unreadable; it is one line at most.
                let text = item.text(&x509).ok().flatten().unwrap_or_default();
                assert!(!text.contains('\n'), "{position}: {text}");
            }
            read += 1;
        }
    }
    assert!(refused > 0 && read > 0, "{refused}, {read}");
}
