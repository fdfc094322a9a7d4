//! csr, verifycsr and selfsig beside the `openssl` command, and what they refuse.

#![allow(clippy::unwrap_used)]

use harness::{Folder, tool};

/// What makes a pair of keys of each kind.
const KEYS: [&str; 4] = ["genrsa", "genec", "genec --curve P-384", "genec --curve Ed25519"];

fn folder(make: &str) -> Folder {
    let folder = Folder::new("csr").unwrap();
    folder.sh(&format!("{make} pri.key pub.key")).unwrap().says(0, "");
    folder
}

#[test]
fn openssl_verifies_our_requests_and_we_verify_its_requests() {
    if !tool("openssl") {
        return;
    }
    for make in KEYS {
        let folder = folder(make);
        folder.sh("csr pub.key pri.key csr.der").unwrap().says(0, "");
        folder
            .sh("openssl req -inform DER -in csr.der -noout -verify 2>&1 | grep -q 'verify OK'")
            .unwrap()
            .ok();
        let subject = "Subject: CN = wolfssl.com, emailAddress = support@wolfssl.com\n";
        folder.sh("verifycsr csr.der").unwrap().says(0, &format!("{subject}Verified\n"));
        // PEM holds the same request, but for signatures that are new each time.
        folder
            .sh("csr --pem pub.key pri.key | verifycsr -")
            .unwrap()
            .says(0, &format!("{subject}Verified\n"));

        folder.sh("openssl pkey -in pri.key -inform DER -out pri.pem").unwrap().ok();
        folder.sh("openssl req -new -key pri.pem -subj /C=JP/CN=theirs -out theirs.pem").unwrap().ok();
        folder.sh("verifycsr theirs.pem").unwrap().says(0, "Subject: C = JP, CN = theirs\nVerified\n");
    }
}

#[test]
fn a_changed_request_is_not_verified() {
    let folder = folder("genrsa");
    folder.sh("csr pub.key pri.key csr.der").unwrap().ok();
    let request = folder.read("csr.der").unwrap();
    let mut changed = request.clone();
    let name = request.windows(11).position(|window| window == b"wolfssl.com").unwrap();
    changed[name] = b'W';
    folder.write("name.der", &changed).unwrap();
    let shown = "Subject: CN = Wolfssl.com, emailAddress = support@wolfssl.com\nFailed\n";
    folder.sh("verifycsr name.der").unwrap().says(1, shown);
    let mut changed = request;
    *changed.last_mut().unwrap() ^= 1;
    folder.write("signature.der", &changed).unwrap();
    let shown = "Subject: CN = wolfssl.com, emailAddress = support@wolfssl.com\nFailed\n";
    folder.sh("verifycsr signature.der").unwrap().says(1, shown);
}

#[test]
fn a_request_has_the_names_that_were_asked_for() {
    if !tool("openssl") {
        return;
    }
    let folder = folder("genec");
    let options = "--subject C=JP --subject 'O=Example, Inc.' --subject commonName=日本 --san DNS:www.example.com \
                   --san DNS:*.example.com --san IP:192.0.2.1 --san IP:2001:db8::1 --san email:a@example.com --san URI:https://a/";
    folder.sh(&format!("csr {options} pub.key pri.key csr.der")).unwrap().ok();
    folder
        .sh("verifycsr csr.der")
        .unwrap()
        .shows("Subject: C = JP, O = Example\\, Inc., CN = 日本\nVerified\n");
    let text = folder.sh("openssl req -inform DER -in csr.der -noout -text").unwrap().ok().text();
    let names = "DNS:www.example.com, DNS:*.example.com, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1, \
                 email:a@example.com, URI:https://a/\n";
    assert!(text.contains(names), "{text}");
}

#[test]
fn a_self_signed_certificate_is_that_of_the_book() {
    if !tool("openssl") {
        return;
    }
    for make in KEYS {
        let folder = folder(make);
        folder.sh("selfsig pub.key pri.key > self.pem").unwrap().ok();
        // Self-signed, so that it is its own CA.
        folder.sh("openssl verify -CAfile self.pem self.pem").unwrap().shows("self.pem: OK\n");
        folder.sh("verifycert self.pem self.pem").unwrap().says(0, "Verified\n");
        let text = folder.sh("openssl x509 -in self.pem -noout -text").unwrap().ok().text();
        assert!(text.contains("Version: 3 (0x2)"), "{text}");
        assert!(!text.contains("X509v3"), "no extension unless asked for: {text}");
        let items = "subject,issuer,version";
        let shown = "Subject: CN = www.wolfssl.com\nIssuer: CN = www.wolfssl.com\nVersion: 3\n";
        folder.sh(&format!("certname --show {items} self.pem")).unwrap().shows(shown);
        // The key in it is the one given.
        folder.sh("openssl x509 -in self.pem -noout -pubkey > in.pem").unwrap().ok();
        folder.sh("openssl pkey -in pri.key -inform DER -pubout | cmp - in.pem").unwrap().ok();
        // 365 days from now.
        let day = 24 * 60 * 60;
        folder.sh(&format!("openssl x509 -in self.pem -noout -checkend {}", 365 * day - 600)).unwrap().ok();
        let expired =
            folder.sh(&format!("openssl x509 -in self.pem -noout -checkend {}", 365 * day + 600)).unwrap();
        expired.says(1, "Certificate will expire\n");
        // A random serial number of 64 bits.
        folder.sh("selfsig pub.key pri.key > other.pem").unwrap().ok();
        let serial =
            |file| folder.sh(&format!("openssl x509 -in {file} -noout -serial")).unwrap().ok().text();
        assert_eq!(serial("self.pem").len(), "serial=".len() + 16 + 1);
        assert_ne!(serial("self.pem"), serial("other.pem"));
    }
}

#[test]
fn subject_days_and_extensions_can_be_chosen() {
    if !tool("openssl") {
        return;
    }
    let folder = folder("genec");
    let options = "--subject O=Example --subject CN=a.example --days 2 --san DNS:a.example --key-usage digitalSignature,keyAgreement \
                   --ext-key-usage serverAuth,clientAuth";
    folder.sh(&format!("selfsig {options} pub.key pri.key leaf.pem")).unwrap().says(0, "");
    let text = folder.sh("openssl x509 -in leaf.pem -noout -text").unwrap().ok().text();
    for part in [
        "X509v3 Subject Alternative Name: \n                DNS:a.example\n",
        "X509v3 Key Usage: critical\n                Digital Signature, Key Agreement\n",
        "X509v3 Extended Key Usage: \n                TLS Web Server Authentication, TLS Web Client Authentication\n",
    ] {
        assert!(text.contains(part), "{part:?}: {text}");
    }
    assert!(!text.contains("CA:TRUE"), "{text}");
    folder.sh("openssl x509 -in leaf.pem -noout -checkend 172000").unwrap().ok();
    folder
        .sh("openssl x509 -in leaf.pem -noout -checkend 173400")
        .unwrap()
        .says(1, "Certificate will expire\n");
    let verify = "openssl verify -CAfile leaf.pem -purpose sslserver -verify_hostname";
    folder.sh(&format!("{verify} a.example leaf.pem")).unwrap().shows("leaf.pem: OK\n");
    folder.sh(&format!("! {verify} b.example leaf.pem 2> note")).unwrap().ok();

    // A CA of ours signs, by the openssl command, a request of ours.
    folder.sh("selfsig --ca --key-usage keyCertSign --subject CN=CA pub.key pri.key ca.pem").unwrap().ok();
    folder
        .sh("genrsa leaf.key leaf.pub && csr --pem --subject CN=leaf leaf.pub leaf.key leaf.csr")
        .unwrap()
        .ok();
    folder.sh("openssl pkey -in pri.key -inform DER -out ca.key").unwrap().ok();
    folder
        .sh("openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem 2> note")
        .unwrap()
        .ok();
    let chain = "Verified\n0: CN = leaf\n1: CN = CA\n";
    folder.sh("verifycert --chain ca.pem leaf.pem").unwrap().says(0, chain);
    folder.sh("openssl verify -CAfile ca.pem leaf.pem").unwrap().shows("leaf.pem: OK\n");
}

#[test]
fn what_cannot_be_made_is_told_in_words() {
    let folder = folder("genrsa");
    folder.sh("genrsa other.key other.pub && genec ec.key ec.pub").unwrap().ok();
    let long = "x".repeat(65);
    for program in ["csr", "selfsig"] {
        for (arguments, words) in [
            (
                "pub.key other.key",
                "ERROR: failed to load other.key (it is not the private key of the public key)\n",
            ),
            (
                "pub.key ec.key",
                "ERROR: failed to load ec.key (it is not the private key of the public key)\n",
            ),
            (
                "pri.key pri.key",
                "ERROR: failed to load pri.key (a private key, where a public key is needed)\n",
            ),
            (
                "pub.key pub.key",
                "ERROR: failed to load pub.key (a public key, where a private key is needed)\n",
            ),
            ("pub.key missing", "ERROR: Open input file missing (No such file or directory)\n"),
            ("pub.key pri.key pri.key", "ERROR: Open output file pri.key (it is the input file as well)\n"),
            ("- -", "ERROR: cannot read standard input (more than one of the files is to be read from it)\n"),
            ("--subject C=JPN pub.key pri.key out", "ERROR: failed to set C=JPN (string too long)\n"),
        ] {
            folder.refuses(&format!("{program} {arguments}"), 1, words);
        }
        folder.refuses(
            &format!("{program} --subject CN={long} pub.key pri.key out"),
            1,
            "ERROR: failed to set CN=xxx",
        );
        for wrong in [
            "--subject CN",
            "--subject colour=red",
            "--subject CN=",
            "--san localhost",
            "--san DNS:a,DNS:b",
            "--san IP:x",
        ] {
            folder.refuses(&format!("{program} {wrong} pub.key pri.key out"), 2, "error: ");
        }
        #[cfg(target_os = "linux")]
        folder.refuses(
            &format!("{program} pub.key pri.key > /dev/full"),
            1,
            "ERROR: cannot write to standard output (No space",
        );
    }
    let words = "ERROR: failed to set --key-usage keyCertSign (only a CA signs certificates";
    folder.refuses("selfsig --key-usage keyCertSign pub.key pri.key out", 1, words);
    for wrong in ["--days 0", "--days 36501", "--days x", "--key-usage everything", "--ext-key-usage x"] {
        folder.refuses(&format!("selfsig {wrong} pub.key pri.key out"), 2, "error: ");
    }
    folder.sh("selfsig pub.key pri.key self.pem").unwrap().ok();
    folder.refuses(
        "verifycsr self.pem",
        1,
        "ERROR: failed to load self.pem (a certificate, where a certificate request is needed)\n",
    );
    folder.refuses("verifycsr /dev/null", 1, "ERROR: failed to load /dev/null (empty)\n");
}
