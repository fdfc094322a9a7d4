//! The signing and verifying programs with each other, and with wrong signatures, keys and files.

#![allow(clippy::unwrap_used)]

use harness::Folder;

/// Pairs of keys with the programs that use them: options for making, signing and verifying.
const SCHEMES: [(&str, &str, &str); 5] = [
    ("genrsa", "rsasig", "rsaver"),
    ("genrsa", "rsasig --pss", "rsaver --pss"),
    ("genec", "ecdsasig", "ecdsaver"),
    ("genec --curve P-384", "ecdsasig --digest SHA384", "ecdsaver --digest SHA384"),
    ("genec --curve ed25519", "ecdsasig", "ecdsaver"),
];

const VERIFIED: &str = "Signature Verified\n";
const INVALID: &str = "Invalid Signature\n";

/// Any bytes, the same in each run.
fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|i| u8::try_from((i * i + 7 * size) % 251).unwrap()).collect()
}

#[test]
fn every_piece_of_a_message_counts_whatever_the_buffer() {
    for (make, sign, verify) in SCHEMES {
        let folder = Folder::new("rsasig").unwrap();
        folder.sh(&format!("{make} pri.key pub.key")).unwrap().says(0, "");
        // Shorter than, equal to and longer than the buffer of 16 bytes; the C's ECDSA signs no last piece.
        for size in [0, 1, 15, 16, 17, 31, 32, 33] {
            folder.write("m", bytes(size)).unwrap();
            folder.sh(&format!("{sign} pri.key sig --buffer 16 < m")).unwrap().says(0, "");
            for buffer in [1, 16, 17, 65536] {
                folder.sh(&format!("{verify} pub.key sig --buffer {buffer} < m")).unwrap().says(0, VERIFIED);
            }
            if size > 0 {
                let mut changed = bytes(size);
                changed[size - 1] ^= 1;
                folder.write("changed", changed).unwrap();
                folder.sh(&format!("{verify} pub.key sig --buffer 16 < changed")).unwrap().says(1, INVALID);
                folder
                    .sh(&format!("head -c {} m | {verify} pub.key sig", size - 1))
                    .unwrap()
                    .says(1, INVALID);
            }
            folder.write("longer", bytes(size + 1)).unwrap();
            folder.sh(&format!("{verify} pub.key sig < longer")).unwrap().says(1, INVALID);
        }
    }
}

#[test]
fn nothing_but_the_signature_is_one() {
    for (make, sign, verify) in SCHEMES {
        let folder = Folder::new("rsasig").unwrap();
        folder
            .sh(&format!("{make} pri.key pub.key && {make} other.key other.pub && echo Hello > m"))
            .unwrap()
            .ok();
        folder.sh(&format!("{sign} pri.key sig < m && {sign} other.key other.sig < m")).unwrap().ok();
        folder.sh(&format!("{verify} pub.key other.sig < m")).unwrap().says(1, INVALID);
        folder.sh(&format!("{verify} other.pub sig < m")).unwrap().says(1, INVALID);
        let sig = folder.read("sig").unwrap();
        let mut wrong = vec![vec![], vec![0], sig[1..].to_vec(), sig[..sig.len() - 1].to_vec()];
        wrong.push([&sig[..], b"\0"].concat());
        wrong.push(vec![0; sig.len()]);
        wrong.push(vec![255; sig.len()]);
        for position in [0, 1, sig.len() / 2, sig.len() - 1] {
            let mut changed = sig.clone();
            changed[position] ^= 1;
            wrong.push(changed);
        }
        for sig in wrong {
            folder.write("wrong", &sig).unwrap();
            folder.sh(&format!("{verify} pub.key wrong < m")).unwrap().says(1, INVALID);
        }
    }
}

#[test]
fn without_a_file_the_signature_goes_to_standard_output() {
    let folder = Folder::new("rsasig").unwrap();
    folder.sh("genrsa pri.key pub.key && genec ec.key ec.pub && echo Hello > m").unwrap().ok();
    folder.sh("rsasig pri.key < m > sig && rsaver pub.key sig < m").unwrap().says(0, VERIFIED);
    folder.sh("ecdsasig ec.key < m > sig && ecdsaver ec.pub sig < m").unwrap().says(0, VERIFIED);
}

#[test]
fn schemes_do_not_take_each_others_signatures() {
    let folder = Folder::new("rsasig").unwrap();
    folder.sh("genrsa pri.key pub.key && genec ec.key ec.pub && echo Hello > m").unwrap().ok();
    folder
        .sh("rsasig pri.key v15 < m && rsasig --pss pri.key pss < m && ecdsasig ec.key ecdsa < m")
        .unwrap()
        .ok();
    folder.sh("rsaver --pss pub.key v15 < m").unwrap().says(1, INVALID);
    folder.sh("rsaver pub.key pss < m").unwrap().says(1, INVALID);
    folder.sh("rsaver --digest SHA1 pub.key v15 < m").unwrap().says(1, INVALID);
    folder.sh("rsaver --pss --salt-length 20 pub.key pss < m").unwrap().says(1, INVALID);
    folder.sh("rsaver --pss --mgf1-digest SHA1 pub.key pss < m").unwrap().says(1, INVALID);
    folder.sh("ecdsaver --digest SHA384 ec.pub ecdsa < m").unwrap().says(1, INVALID);
    folder
        .sh("rsasig --pss --salt-length 20 pri.key s m && rsaver --pss --salt-length 20 pub.key s m")
        .unwrap()
        .says(0, VERIFIED);
    folder.refuses("rsasig --pss --salt-length 223 pri.key new < m", 1, "ERROR: EVP_DigestSignFinal (");
}

#[test]
fn wrong_keys_and_files_are_told_in_words() {
    let folder = Folder::new("rsasig").unwrap();
    folder
        .sh("genrsa pri.key pub.key && genec ec.key ec.pub && genec --curve Ed25519 ed.key ed.pub")
        .unwrap()
        .ok();
    folder
        .sh("echo Hello > m && rsasig pri.key sig < m && cp \"$ROOT\"/certs/tb-server-cert.pem .")
        .unwrap()
        .ok();
    folder
        .sh("head -c 100 pri.key > cut; cat pri.key m > long; head -c 3000 /dev/zero > zeros; : > empty")
        .unwrap()
        .ok();
    for (line, words) in [
        (
            "rsasig pub.key new < m",
            "ERROR: failed to load pub.key (a public key, where a private key is needed)\n",
        ),
        (
            "rsaver pri.key sig < m",
            "ERROR: failed to load pri.key (a private key, where a public key is needed)\n",
        ),
        (
            "rsaver tb-server-cert.pem sig < m",
            "ERROR: failed to load tb-server-cert.pem (a certificate, where a public key is needed)\n",
        ),
        (
            "rsasig ec.key new < m",
            "ERROR: failed to load ec.key (its algorithm is EC, P-256, where an RSA key is needed)\n",
        ),
        (
            "rsaver ed.pub sig < m",
            "ERROR: failed to load ed.pub (its algorithm is Ed25519, where an RSA key is needed)\n",
        ),
        (
            "ecdsasig pri.key new < m",
            "ERROR: failed to load pri.key (its algorithm is RSA, 2048 bits, where an EC or Ed25519 key is needed)\n",
        ),
        (
            "ecdsaver pub.key sig < m",
            "ERROR: failed to load pub.key (its algorithm is RSA, 2048 bits, where an EC or Ed25519 key is needed)\n",
        ),
        (
            "ecdsasig --digest SHA256 ed.key new < m",
            "ERROR: failed to set --digest SHA256 (Ed25519 has its own, SHA-512)\n",
        ),
        ("rsasig cut new < m", "ERROR: failed to load cut (truncated: it has 100 of its "),
        ("rsasig long new < m", "ERROR: failed to load long (too long: 6 bytes follow its "),
        ("rsasig empty new < m", "ERROR: failed to load empty (empty)\n"),
        ("rsaver pub.key zeros < m", "ERROR: cannot read zeros (longer than "),
        ("rsaver pub.key missing < m", "ERROR: Open input file missing (No such file or directory)\n"),
        ("rsaver pub.key - < sig", "ERROR: cannot read standard input (more than one of the files"),
        ("rsasig pri.key pri.key < m", "ERROR: Open output file pri.key (it is the input file as well)\n"),
        ("rsasig pri.key m < m", "ERROR: Open output file m (it is the input file as well)\n"),
        ("rsasig pri.key new missing", "ERROR: Open input file missing (No such file or directory)\n"),
        (
            "genec ec.key new.pub",
            "ERROR: Open output file ec.key (it exists: overwriting a key takes --force)\n",
        ),
        ("genec new.key ./new.key", "ERROR: Open output file ./new.key (both outputs are this file)\n"),
    ] {
        folder.refuses(line, 1, words);
    }
    for line in [
        "rsasig",
        "rsasig --salt-length 4 pri.key s",
        "rsasig --buffer 0 pri.key s",
        "genec --curve P-999 a b",
    ] {
        folder.refuses(line, 2, "error: ");
    }
    #[cfg(target_os = "linux")]
    folder.refuses(
        "rsasig pri.key /dev/full < m",
        1,
        "ERROR: cannot write /dev/full (No space left on device)\n",
    );
}

#[test]
fn a_public_key_may_be_of_rsa_for_pss_only() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = Folder::new("rsasig").unwrap();
    folder.sh("openssl genpkey -quiet -algorithm RSA-PSS -out pss.key && openssl pkey -in pss.key -pubout -out pss.pub").unwrap().ok();
    folder.sh("echo Hello > m && rsasig --pss pss.key sig < m").unwrap().ok();
    folder.sh("rsaver --pss pss.pub sig < m").unwrap().says(0, VERIFIED);
    folder.refuses("rsasig pss.key new < m", 1, "ERROR: EVP_PKEY_CTX_set_rsa_padding (");
}

#[test]
fn ed25519_takes_a_message_up_to_its_limit() {
    let folder = Folder::new("rsasig").unwrap();
    folder.sh("genec --curve Ed25519 pri.key pub.key && head -c 4194304 /dev/zero > m").unwrap().ok();
    folder.sh("ecdsasig pri.key sig < m").unwrap().says(0, "");
    folder.sh("ecdsaver pub.key sig < m").unwrap().says(0, VERIFIED);
    let mut verify = harness::command("ecdsaver").unwrap();
    verify.args([folder.path("pub.key"), folder.path("sig"), folder.path("m")]);
    let cost = harness::bench::measure(&mut verify).unwrap();
    assert!(cost.peak < 16 << 20, "{cost:?}");
    let words = "ERROR: EVP_DigestSign (the message is too long: Ed25519 takes all of it at once, here 4194304 bytes at most)\n";
    folder.refuses("head -c 4194305 /dev/zero | ecdsasig pri.key new", 1, words);
    folder.refuses("ecdsaver pub.key sig < /dev/zero", 1, "ERROR: EVP_DigestSign (the message is too long: ");
}
