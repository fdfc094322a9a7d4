//! The digests of the messages in NIST's examples (FIPS 180-4, FIPS 202) and, for MD5, of those in RFC 1321.

#![allow(clippy::unwrap_used)]

use std::fs;

use common::digest::NAMES;
use common::wrapper::hex;

/// The message of two blocks of SHA-256.
const LONG: &str = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

#[test]
fn every_digest_of_the_table_gives_the_known_answers() {
    let mut names: Vec<&str> = Vec::new();
    for (name, message, answer) in ANSWERS {
        // The book's buffer, one byte, and all at once.
        for size in [1, 16, 65536] {
            assert_eq!(digest_of(name, message.as_bytes(), size), answer, "{name} of {message:?}");
        }
        names.push(name);
    }
    names.dedup();
    assert_eq!(names, NAMES);
    println!("{} known answers of {} digests", ANSWERS.len(), names.len());
}

#[test]
fn a_million_times_the_letter_a() {
    let message = vec![b'a'; 1_000_000];
    let sha256 = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    assert_eq!(digest_of("SHA256", &message, 65536), sha256);
    assert_eq!(digest_of("SHA1", &message, 1000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

/// The digest that the program writes, in hexadecimal digits.
fn digest_of(name: &str, message: &[u8], buffer: u32) -> String {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::write(&input, message).unwrap();
    let mut sha256 = harness::command("sha256").unwrap();
    let output =
        sha256.args(["--digest", name, "--buffer", &buffer.to_string()]).arg(&input).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    hex(&output.stdout).to_string()
}

#[rustfmt::skip]
const ANSWERS: [(&str, &str, &str); 35] = [
    ("MD5", "", "d41d8cd98f00b204e9800998ecf8427e"),
    ("MD5", "abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("SHA1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("SHA1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("SHA1", LONG, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
    ("SHA224", "", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
    ("SHA224", "abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
    ("SHA224", LONG, "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"),
    ("SHA256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("SHA256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("SHA256", LONG, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ("SHA384", "", "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"),
    ("SHA384", "abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"),
    ("SHA384", LONG, "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6b0455a8520bc4e6f5fe95b1fe3c8452b"),
    ("SHA512", "", "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"),
    ("SHA512", "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
    ("SHA512", LONG, "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c33596fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445"),
    ("SHA512/224", "", "6ed0dd02806fa89e25de060c19d3ac86cabb87d6a0ddd05c333b84f4"),
    ("SHA512/224", "abc", "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"),
    ("SHA512/224", LONG, "e5302d6d54bb242275d1e7622d68df6eb02dedd13f564c13dbda2174"),
    ("SHA512/256", "", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a"),
    ("SHA512/256", "abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
    ("SHA512/256", LONG, "bde8e1f9f19bb9fd3406c90ec6bc47bd36d8ada9f11880dbc8a22a7078b6a461"),
    ("SHA3-224", "", "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7"),
    ("SHA3-224", "abc", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
    ("SHA3-224", LONG, "8a24108b154ada21c9fd5574494479ba5c7e7ab76ef264ead0fcce33"),
    ("SHA3-256", "", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"),
    ("SHA3-256", "abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
    ("SHA3-256", LONG, "41c0dba2a9d6240849100376a8235e2c82e1b9998a999e21db32dd97496d3376"),
    ("SHA3-384", "", "0c63a75b845e4f7d01107d852e4c2485c51a50aaaa94fc61995e71bbee983a2ac3713831264adb47fb6bd1e058d5f004"),
    ("SHA3-384", "abc", "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25"),
    ("SHA3-384", LONG, "991c665755eb3a4b6bbdfb75c78a492e8c56a22c5c4d7e429bfdbc32b9d4ad5aa04a1f076e62fea19eef51acd0657c22"),
    ("SHA3-512", "", "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26"),
    ("SHA3-512", "abc", "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"),
    ("SHA3-512", LONG, "04a371e84ecfb5b8b77cb48610fca8182dd457ce6f326a0fd3d7ec2f1e91636dee691fbe0c985302ba1b0d8dc78c086346b533b49c030d99a27daf1139d6e75e"),
];
