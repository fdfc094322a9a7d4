//! Certificates and files that are unusual: attributes that nobody knows, extensions that are there twice or damaged,
//! other objects beside the certificate.

#![allow(clippy::unwrap_used)]

use std::fs;

use common::defaults::workspace;
use harness::{Folder, tool};
use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::pkey::PKey;
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509Builder, X509Extension, X509Name};

const CA: &str = "\"$ROOT\"/certs/tb-ca-cert.pem";

/// A certificate for this name (pairs of a field and its value), with whatever `extend` adds, in PEM.
fn certificate(name: &[(&str, &str)], extend: impl FnOnce(&mut X509Builder)) -> Vec<u8> {
    let key = PKey::generate_ed25519().unwrap();
    let mut subject = X509Name::builder().unwrap();
    for (field, value) in name {
        subject.append_entry_by_text(field, value).unwrap();
    }
    let subject = subject.build();
    let mut x509 = X509::builder().unwrap();
    x509.set_version(2).unwrap();
    x509.set_subject_name(&subject).unwrap();
    x509.set_issuer_name(&subject).unwrap();
    x509.set_serial_number(&BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap()).unwrap();
    x509.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    x509.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    x509.set_pubkey(&key).unwrap();
    extend(&mut x509);
    x509.sign(&key, openssl::hash::MessageDigest::null()).unwrap();
    x509.build().to_pem().unwrap()
}

/// Adds a subject alternative name with these bytes.
fn add_raw(x509: &mut X509Builder, der: &[u8]) {
    let object = Asn1Object::from_str("subjectAltName").unwrap();
    let value = Asn1OctetString::new_from_bytes(der).unwrap();
    x509.append_extension(X509Extension::new_from_der(&object, false, &value).unwrap()).unwrap();
}

fn add_dns(x509: &mut X509Builder, name: &str) {
    let names = SubjectAlternativeName::new().dns(name).build(&x509.x509v3_context(None, None)).unwrap();
    x509.append_extension(names).unwrap();
}

#[test]
fn an_attribute_that_nobody_knows_has_its_oid() {
    let folder = Folder::new("certname").unwrap();
    for (name, shown) in [
        (
            &[("1.2.392.200011.61.1.1.7", "A"), ("1.3.6.1.4.1.99999.2", "B"), ("CN", "c")][..],
            "1.2.392.200011.61.1.1.7 = A, 1.3.6.1.4.1.99999.2 = B, CN = c",
        ),
        // One that the library knows, by its number; one whose numbers need several bytes.
        (&[("2.5.4.10", "O"), ("2.999.4294967295.1", "x")], "O = O, 2.999.4294967295.1 = x"),
        (&[("1.3.6.1.4.1.99999.3", "a, b\n")], "1.3.6.1.4.1.99999.3 = a\\, b\\x0a"),
    ] {
        folder.write("cert.pem", certificate(name, |_| {})).unwrap();
        folder
            .sh("certname --show subject,issuer cert.pem")
            .unwrap()
            .says(0, &format!("Subject: {shown}\nIssuer: {shown}\n"));
        let json = folder.sh("certname --show subject --json cert.pem").unwrap().ok().text();
        assert!(!json.contains("UNDEF"), "{json}");
    }
}

#[test]
fn alternative_names_that_cannot_be_read_are_not_none() {
    let folder = Folder::new("certname").unwrap();
    let twice = "there 2 times, where RFC 5280 allows one";
    let damaged = "damaged: not the DER form of names";
    for (why, make) in [
        (
            twice,
            (|x509| {
                add_dns(x509, "a");
                add_dns(x509, "b");
            }) as fn(&mut X509Builder),
        ),
        (twice, |x509| {
            add_raw(x509, b"\x30\x00");
            add_raw(x509, b"rubbish");
        }),
        ("there 3 times, where RFC 5280 allows one", |x509| {
            for _ in 0..3 {
                add_dns(x509, "a");
            }
        }),
        (damaged, |x509| add_raw(x509, b"rubbish")),
        (damaged, |x509| add_raw(x509, b"")),
        (damaged, |x509| add_raw(x509, b"\x30\x05\x82\x09abc")),
    ] {
        folder.write("cert.pem", certificate(&[("CN", "c")], make)).unwrap();
        folder
            .sh("certname --show cn,san cert.pem")
            .unwrap()
            .says(0, &format!("CN: c\nSubject Alternative Name: ({why})\n"));
        let alone = format!("ERROR: X509_get_ext_d2i (the Subject Alternative Name is {why})\n");
        folder.refuses("certname --show san cert.pem", 1, &alone);
        let json = folder.sh("certname --show san --json cert.pem").unwrap().ok().text();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["subjectAltName"]["unreadable"], why);
    }
    // One that is there once is shown, whatever else there is; addresses have a length.
    folder.write("cert.pem", certificate(&[("CN", "c")], |x509| add_dns(x509, "a"))).unwrap();
    folder.sh("certname --show san cert.pem").unwrap().says(0, "Subject Alternative Name: DNS:a\n");
    for (der, shown) in [
        (&b"\x30\x05\x87\x03\x01\x02\x03"[..], "IP:(damaged: 3 bytes in place of 4 or 16)"),
        (b"\x30\x02\x87\x00", "IP:(damaged: 0 bytes in place of 4 or 16)"),
        (b"\x30\x06\x87\x04\x01\x02\x03\x04", "IP:1.2.3.4"),
    ] {
        folder.write("cert.pem", certificate(&[("CN", "c")], |x509| add_raw(x509, der))).unwrap();
        folder
            .sh("certname --show san cert.pem")
            .unwrap()
            .says(0, &format!("Subject Alternative Name: {shown}\n"));
    }
}

#[test]
fn files_with_other_objects_give_what_openssl_finds_in_them() {
    if !tool("openssl") {
        return;
    }
    let folder = Folder::new("certname").unwrap();
    let server = "\"$ROOT\"/certs/tb-server-cert.pem";
    folder
        .sh(&format!(
            "openssl x509 -in {CA} -addtrust serverAuth -out trusted.pem && \
             openssl x509 -in {CA} -setalias book -trustout -out alias.pem && \
             openssl crl2pkcs7 -nocrl -certfile {CA} -out p7.pem && openssl crl2pkcs7 -nocrl -certfile {CA} -outform DER -out p7.der && \
             : > index && printf '[ca]\ndefault_ca = ca\n[ca]\ndatabase = index\ndefault_md = sha256\ndefault_crl_days = 1\n' > ca.cnf && \
             openssl ca -config ca.cnf -name ca -gencrl -cert {CA} -keyfile \"$ROOT\"/certs/tb-ca-key.pem -out crl.pem 2> note && \
             openssl crl -in crl.pem -outform DER -out crl.der && \
             cat {CA} crl.pem > ca_crl.pem && cat crl.pem {CA} > crl_ca.pem && cat p7.pem {CA} > p7_ca.pem && \
             cat \"$ROOT\"/certs/tb-server-key.pem {CA} > key_ca.pem && cat {CA} \"$ROOT\"/certs/tb-server-key.pem > ca_key.pem"
        ))
        .unwrap()
        .ok();
    for file in
        ["trusted.pem", "alias.pem", "ca_crl.pem", "crl_ca.pem", "p7_ca.pem", "key_ca.pem", "ca_key.pem"]
    {
        folder.sh(&format!("certname {file}")).unwrap().says(0, "CN: TLS Book Test CA\n");
        folder.sh(&format!("verifycert {file} {server}")).unwrap().says(0, "Verified\n");
        folder.sh(&format!("verifycert --chain {file} {server} 2> note")).unwrap().ok();
        // For OpenSSL, a CA that is trusted for servers is not trusted for everything.
        let purpose = if file == "trusted.pem" { "-purpose sslserver" } else { "" };
        folder.sh(&format!("openssl verify {purpose} -CAfile {file} {server}")).unwrap().ok();
        // What says something about certificates, and is not used, is told.
        let note = String::from_utf8(folder.read("note").unwrap()).unwrap();
        let left_out = [
            ("crl", "a certificate revocation list (CRL)"),
            ("p7", "a PKCS#7 object (`openssl pkcs7 -print_certs` shows its certificates)"),
            ("trusted", "settings of what to trust a certificate for"),
            ("alias", "settings of what to trust a certificate for"),
        ];
        let left_out = left_out.into_iter().find(|(part, _)| file.contains(part));
        let expected = left_out
            .map_or_else(String::new, |(_, what)| format!("NOTE: {file} has {what}, too, not used here\n"));
        assert_eq!(note, expected);
    }
    for file in ["crl.pem", "crl.der"] {
        let why = format!(
            "ERROR: failed to load {file} (a certificate revocation list (CRL), where a certificate is needed)\n"
        );
        folder.refuses(&format!("certname {file}"), 1, &why);
        folder.refuses(&format!("verifycert --chain {file} {server}"), 1, &why);
    }
    for file in ["p7.pem", "p7.der"] {
        folder.refuses(
            &format!("certname {file}"),
            1,
            &format!("ERROR: failed to load {file} (a PKCS#7 object ("),
        );
    }
}

#[test]
fn a_host_name_with_a_dot_at_its_end_is_checked_without_it() {
    let folder = Folder::new("verifycert").unwrap();
    let server = "\"$ROOT\"/certs/tb-server-cert.pem";
    for (host, status) in [("localhost", 0), ("localhost.", 0), ("LOCALHOST.", 0), ("www.example.com.", 1)] {
        let line = format!("verifycert --chain --host {host} {CA} {server} > shown; echo $?");
        folder.sh(&line).unwrap().says(0, &format!("{status}\n"));
    }
    // For OpenSSL, a dot at the beginning would mean every host of a domain.
    for host in ["localhost..", ".localhost", "."] {
        folder.refuses(&format!("verifycert --chain --host {host} {CA} {server}"), 2, "error: ");
    }
}

#[test]
fn a_key_of_openssh_is_named() {
    let folder = Folder::new("verifycert").unwrap();
    folder
        .write(
            "id",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----\n",
        )
        .unwrap();
    folder.write("id.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 reader@host\n").unwrap();
    folder.refuses("certname id", 1, "ERROR: failed to load id (a private key of OpenSSH (");
    folder.refuses("certname id.pub", 1, "ERROR: failed to load id.pub (a public key of OpenSSH (");
    fs::copy(workspace().join("certs/tb-server-key.pem"), folder.path("key")).unwrap();
    folder.refuses(
        "certname key",
        1,
        "ERROR: failed to load key (a private key, where a certificate is needed)\n",
    );
}
