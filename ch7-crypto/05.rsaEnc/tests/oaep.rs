//! rsaenc and rsadec with each other, with the openssl command, and with wrong keys and files.

#![allow(clippy::unwrap_used)]

use harness::{Folder, tool};

/// A folder with a pair of keys, of 2048 bits, and a message.
fn folder() -> Folder {
    let folder = Folder::new("rsaenc").unwrap();
    folder.sh("genrsa pri.key pub.key").unwrap().ok();
    folder.write("message", "Hello RSA\n").unwrap();
    folder
}

/// Any bytes, the same in each run.
fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|i| u8::try_from((i * i + 7 * size) % 251).unwrap()).collect()
}

#[test]
fn every_length_up_to_the_limit_comes_back() {
    let folder = folder();
    for (digest, limit) in [("SHA1", 214), ("SHA256", 190), ("sha512", 126), ("SHA3-256", 190)] {
        for size in [0, 1, 15, 16, 17, limit - 1, limit] {
            folder.write("m", bytes(size)).unwrap();
            folder.sh(&format!("rsaenc --digest {digest} pub.key enc < m")).unwrap().says(0, "");
            assert_eq!(folder.read("enc").unwrap().len(), 256);
            folder.sh(&format!("rsadec pri.key dec enc --digest {digest}")).unwrap().says(0, "");
            assert_eq!(folder.read("dec").unwrap(), bytes(size), "{digest}, {size} bytes");
        }
        folder.write("m", bytes(limit + 1)).unwrap();
        let words = format!(
            "ERROR: EVP_PKEY_encrypt (the message is too long: OAEP with {digest} and a key of 2048 bits takes {limit} bytes at most)\n"
        );
        folder.refuses(&format!("rsaenc --digest {digest} pub.key enc < m"), 1, &words);
    }
    // However long: no more is read than it takes to see that.
    folder.refuses("rsaenc pub.key enc < /dev/zero", 1, "ERROR: EVP_PKEY_encrypt (the message is too long: ");
}

#[test]
fn the_openssl_command_decrypts_and_encrypts_the_same() {
    if !tool("openssl") {
        return;
    }
    let folder = folder();
    folder.sh("openssl rsa -in pri.key -inform DER -out pri.pem 2> error").unwrap().ok();
    let settings = [
        ("", ""),
        ("--digest SHA256", "-pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256"),
        ("--digest SHA256 --mgf1-digest SHA1", "-pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha1"),
        ("--label 6c61", "-pkeyopt rsa_oaep_label:6c61"),
    ];
    for (ours, theirs) in settings {
        let theirs = format!("-inkey pri.pem -pkeyopt rsa_padding_mode:oaep {theirs}");
        for size in [0, 1, 15, 16, 17, 190] {
            folder.write("m", bytes(size)).unwrap();
            folder.sh(&format!("rsaenc {ours} pub.key enc < m")).unwrap().ok();
            folder.sh(&format!("openssl pkeyutl -decrypt {theirs} -in enc -out dec")).unwrap().ok();
            assert_eq!(folder.read("dec").unwrap(), bytes(size), "{ours}, {size} bytes");

            folder.sh(&format!("openssl pkeyutl -encrypt {theirs} -in m -out enc")).unwrap().ok();
            folder.sh(&format!("rsadec {ours} pri.key dec < enc")).unwrap().ok();
            assert_eq!(folder.read("dec").unwrap(), bytes(size), "{ours}, {size} bytes");
        }
    }
}

#[test]
fn without_a_file_the_result_goes_to_standard_output() {
    let folder = folder();
    folder.sh("rsaenc pub.key < message | rsadec pri.key | cmp - message").unwrap().says(0, "");
}

#[test]
fn what_was_not_encrypted_so_is_refused_in_one_and_the_same_way() {
    let folder = folder();
    folder.sh("genrsa other.key other-pub.key && rsaenc pub.key enc < message").unwrap().ok();
    let one = "ERROR: EVP_PKEY_decrypt (not encrypted with this key and these settings, or changed since)\n";
    folder.refuses("rsadec other.key dec < enc", 1, one);
    folder.refuses("rsadec --digest SHA256 pri.key dec < enc", 1, one);
    folder.refuses("rsadec --mgf1-digest SHA256 pri.key dec < enc", 1, one);
    folder.refuses("rsadec --label 00 pri.key dec < enc", 1, one);
    for position in [0, 1, 100, 255] {
        let mut changed = folder.read("enc").unwrap();
        changed[position] ^= 1;
        folder.write("changed", changed).unwrap();
        folder.refuses("rsadec pri.key dec < changed", 1, one);
    }
    for (size, enc) in [(0, "/dev/null"), (255, "cut"), (257, "long")] {
        folder.sh("head -c 255 enc > cut; cat enc message | head -c 257 > long").unwrap().ok();
        let words = format!("ERROR: Encrypted message size = {size} (this key encrypts to 256 bytes)\n");
        folder.refuses(&format!("rsadec pri.key dec < {enc}"), 1, &words);
    }
}

#[test]
fn wrong_keys_and_files_are_told_in_words() {
    let folder = folder();
    folder
        .sh("cp \"$ROOT\"/certs/tb-server-cert.pem \"$ROOT\"/certs/tb-server-ecdsa-key.pem .")
        .unwrap()
        .ok();
    folder.sh("rsaenc pub.key enc < message && genrsa --bits 512 short.key short.pub 2> note").unwrap().ok();
    for (line, words) in [
        (
            "rsaenc pri.key out < message",
            "ERROR: failed to load pri.key (a private key, where a public key is needed)\n",
        ),
        (
            "rsadec pub.key out < enc",
            "ERROR: failed to load pub.key (a public key, where a private key is needed)\n",
        ),
        (
            "rsaenc tb-server-cert.pem out < message",
            "ERROR: failed to load tb-server-cert.pem (a certificate, where a public key is needed)\n",
        ),
        (
            "rsadec tb-server-ecdsa-key.pem out < enc",
            "ERROR: failed to load tb-server-ecdsa-key.pem (its algorithm is EC, P-256, where an RSA key is needed)\n",
        ),
        ("rsaenc missing out < message", "ERROR: Open input file missing (No such file or directory)\n"),
        ("rsaenc . out < message", "ERROR: Open input file . (a folder, not a file)\n"),
        (
            "rsaenc - out < pub.key",
            "ERROR: cannot read standard input (more than one of the files is to be read from it)\n",
        ),
        (
            "rsaenc pub.key pub.key < message",
            "ERROR: Open output file pub.key (it is the input file as well)\n",
        ),
        ("rsadec pri.key pri.key < enc", "ERROR: Open output file pri.key (it is the input file as well)\n"),
        ("rsadec pri.key enc < enc", "ERROR: Open output file enc (it is the input file as well)\n"),
        (
            "rsaenc pub.key message < message",
            "ERROR: Open output file message (it is the input file as well)\n",
        ),
        (
            "rsaenc --digest SHA256 short.pub out < message",
            "ERROR: EVP_PKEY_encrypt (a key of 512 bits is too short for OAEP with SHA256)\n",
        ),
        ("rsaenc --digest SHA257 pub.key out < message", "ERROR: failed to set --digest SHA257 ("),
    ] {
        folder.refuses(line, 1, words);
    }
    for line in ["rsaenc", "rsaenc --label 0 pub.key out", "rsaenc --label xy pub.key out", "rsaenc a b c d"]
    {
        folder.refuses(line, 2, "error: ");
    }
    #[cfg(target_os = "linux")]
    {
        let full = "ERROR: cannot write to standard output (No space left on device)\n";
        folder.refuses("rsaenc pub.key - < message > /dev/full", 1, full);
        folder.refuses("rsadec pri.key - < enc > /dev/full", 1, full);
    }
}

#[cfg(unix)]
#[test]
fn what_is_decrypted_is_its_owners() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    folder.sh("umask 022; rsaenc pub.key enc < message && rsadec pri.key dec < enc").unwrap().ok();
    assert_eq!(folder.path("dec").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // Keys may come through a pipe, if the message does not.
    folder.sh("cat pri.key | rsadec - - enc").unwrap().shows("Hello RSA\n");
}
