//! The command line of `hmac`: beside the `openssl` command, and with input that it refuses.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::process::{Output, Stdio};
use std::time::Instant;

use common::wrapper::hex;
use openssl::rand::rand_bytes;

/// Around the sizes of blocks and of the C's buffers, and more than our buffer.
const SIZES: [usize; 9] = [0, 1, 15, 16, 17, 255, 256, 257, (1 << 20) + 1];

/// The digests of the book's table, as OpenSSL spells them, and the two that it has for BLAKE.
const NAMES: [(&str, &str); 12] = [
    ("MD5", "md5"),
    ("SHA1", "sha1"),
    ("SHA224", "sha224"),
    ("SHA256", "sha256"),
    ("SHA384", "sha384"),
    ("SHA512", "sha512"),
    ("SHA3_224", "sha3-224"),
    ("SHA3_256", "sha3-256"),
    ("SHA3_384", "sha3-384"),
    ("SHA3_512", "sha3-512"),
    ("BLAKE2s256", "blake2s256"),
    ("BLAKE2b512", "blake2b512"),
];

fn hmac(arguments: &[&str]) -> Output {
    harness::command("hmac").unwrap().args(arguments).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn it_agrees_with_the_openssl_command() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let mut count = 0;
    for size in SIZES {
        let mut message = vec![0; size];
        rand_bytes(&mut message).unwrap();
        fs::write(input, &message).unwrap();
        // Shorter than a block, a block of SHA-256, longer than any block: such a key is hashed first.
        for key_size in [1, 64, 200] {
            let mut key = vec![0; key_size];
            rand_bytes(&mut key).unwrap();
            let key = hex(&key).to_string();
            for (name, theirs) in NAMES {
                let mut command = harness::stranger_command("openssl");
                command.args(["dgst", "-binary", "-mac", "hmac", "-macopt", &format!("hexkey:{key}")]);
                let theirs = command.args([&format!("-{theirs}"), input]).output().unwrap();
                assert!(theirs.status.success(), "{theirs:?}");

                let ours = hmac(&[input, "--digest", name, "-k", &key, output, "--buffer", "256"]);
                assert!(
                    ours.status.success() && ours.stdout.is_empty() && ours.stderr.is_empty(),
                    "{ours:?}"
                );
                assert_eq!(fs::read(output).unwrap(), theirs.stdout, "{name} of {size} bytes");
                count += 1;
            }
        }
    }
    println!("{count} HMACs as of openssl dgst");
}

/// The book's example: the key `TLS1.3`, SHA-1.
#[test]
fn a_gibibyte_takes_no_memory() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    File::create(&input).unwrap().set_len(1 << 30).unwrap(); // a hole, which takes no room on the disk
    let start = Instant::now();
    let theirs = ["dgst", "-binary", "-sha1", "-hmac", "TLS1.3"];
    let theirs = harness::stranger_command("openssl").args(theirs).arg(&input).output().unwrap();
    let mut ours = harness::command("hmac").unwrap();
    let cost = harness::bench::measure(ours.args(["-k", "544c53312e33"]).args([&input, &output])).unwrap();
    assert_eq!(fs::read(&output).unwrap(), theirs.stdout);
    assert!(cost.peak < 16 << 20, "{cost:?}");
    println!(
        "1 GiB as of openssl dgst, in {} KiB of memory; both took {:?}",
        cost.peak >> 10,
        start.elapsed()
    );
}

#[test]
fn the_hmac_so_far_is_that_of_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let input = input.to_str().unwrap();
    fs::write(input, "abc").unwrap();
    let output = hmac(&["-k", "00", input, "--buffer", "1", "--running"]);
    let lines = ["a", "ab", "abc", "abc"].map(|message| {
        fs::write(input, message).unwrap();
        format!("HMAC so far: {}\n", hex(&hmac(&["-k", "00", input]).stdout))
    });
    assert_eq!(String::from_utf8_lossy(&output.stderr), lines.concat());
    assert_eq!(lines[3], format!("HMAC so far: {}\n", hex(&output.stdout)));
}

#[test]
fn bad_input_is_refused_in_words_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (input, output) = (path("in"), path("out"));
    fs::write(&input, "abc").unwrap();
    for (arguments, status, line) in [
        (vec!["-k", "", &input, &output], 1, "ERROR: Key size = 0 (HMAC takes a key of at least 1 byte)\n"),
        (
            vec!["-k", "00", "--digest", "BLAKE256", &input, &output],
            1,
            "ERROR: failed to set --digest BLAKE256 (OpenSSL has BLAKE2s256 and BLAKE2b512 in its place)\n",
        ),
        (
            vec!["-k", "123", &input, &output],
            2,
            "error: invalid value '123' for '-k <HEX>': an odd number of hexadecimal digits, 3: a byte takes two\n",
        ),
        (
            vec!["-k", "0x12", &input, &output],
            2,
            "error: invalid value '0x12' for '-k <HEX>': 'x' at position 2 is no hexadecimal digit\n",
        ),
        (
            vec![&input, &output],
            2,
            "error: the following required arguments were not provided:\n  -k <HEX>\n",
        ),
    ] {
        let refused = hmac(&arguments);
        let stderr = String::from_utf8_lossy(&refused.stderr);
        assert!(stderr.starts_with(line), "{stderr}");
        assert_eq!(refused.status.code(), Some(status), "{arguments:?}");
        assert!(refused.stdout.is_empty());
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
