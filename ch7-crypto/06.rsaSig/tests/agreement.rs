//! The programs beside the `openssl` command: what one signs, the other verifies.

#![allow(clippy::unwrap_used)]

use harness::{Folder, tool};
use openssl::rand::rand_bytes;

/// Around the sizes of blocks and of the C's buffers, and more than our buffer.
const SIZES: [usize; 9] = [0, 1, 15, 16, 17, 255, 256, 257, (1 << 20) + 1];

/// A way to sign: the keys, the two programs, and the same with the openssl command.
struct Way {
    keys: &'static str,
    sign: &'static str,
    verify: &'static str,
    their_sign: &'static str,
    their_verify: &'static str,
    /// Whether a message has just one signature.
    unique: bool,
}

const PSS: &str = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest";

const WAYS: [Way; 6] = [
    Way {
        keys: "genrsa",
        sign: "rsasig",
        verify: "rsaver",
        their_sign: "openssl dgst -sha256 -sign pri.pem -out sig m",
        their_verify: "openssl dgst -sha256 -verify pub.pem -signature sig m",
        unique: true,
    },
    Way {
        keys: "genrsa --exponent 65537 --bits 3072",
        sign: "rsasig --digest SHA512",
        verify: "rsaver --digest SHA512",
        their_sign: "openssl dgst -sha512 -sign pri.pem -out sig m",
        their_verify: "openssl dgst -sha512 -verify pub.pem -signature sig m",
        unique: true,
    },
    Way {
        keys: "genrsa",
        sign: "rsasig --pss",
        verify: "rsaver --pss",
        their_sign: "openssl dgst -sha256 $PSS -sign pri.pem -out sig m",
        their_verify: "openssl dgst -sha256 $PSS -verify pub.pem -signature sig m",
        unique: false,
    },
    Way {
        keys: "genec",
        sign: "ecdsasig",
        verify: "ecdsaver",
        their_sign: "openssl dgst -sha256 -sign pri.pem -out sig m",
        their_verify: "openssl dgst -sha256 -verify pub.pem -signature sig m",
        unique: false,
    },
    Way {
        keys: "genec --curve P-384",
        sign: "ecdsasig --digest SHA384",
        verify: "ecdsaver --digest SHA384",
        their_sign: "openssl dgst -sha384 -sign pri.pem -out sig m",
        their_verify: "openssl dgst -sha384 -verify pub.pem -signature sig m",
        unique: false,
    },
    Way {
        keys: "genec --curve Ed25519",
        sign: "ecdsasig",
        verify: "ecdsaver",
        their_sign: "openssl pkeyutl -sign -inkey pri.pem -rawin -in m -out sig",
        their_verify: "openssl pkeyutl -verify -pubin -inkey pub.pem -rawin -in m -sigfile sig",
        unique: true,
    },
];

impl Way {
    /// A folder with the keys in DER as our programs make them, and in the forms that the openssl command
    /// takes.
    fn folder(&self) -> Folder {
        let folder = Folder::new("rsasig").unwrap();
        folder.sh(&format!("{} pri.key pub.key", self.keys)).unwrap().ok();
        folder.sh("openssl pkey -in pri.key -inform DER -out pri.pem").unwrap().ok();
        folder.sh("openssl pkey -in pri.pem -pubout -out pub.pem").unwrap().ok();
        folder
    }

    /// Signs and verifies the file `m` in each direction.
    fn agree(&self, folder: &Folder, what: &str) {
        let theirs = |line: &str| folder.sh(&format!("PSS='{PSS}'; {line}")).unwrap();
        folder.sh(&format!("{} pri.key sig < m", self.sign)).unwrap().says(0, "");
        // `openssl pkeyutl` cannot read an empty file; Wycheproof's vectors have an empty message.
        if self.their_verify.contains("pkeyutl") && folder.read("m").unwrap().is_empty() {
            folder.sh(&format!("{} pub.key sig < m", self.verify)).unwrap().says(0, "Signature Verified\n");
            return;
        }
        let verified = theirs(self.their_verify).ok().text();
        assert!(verified.contains("Verified"), "{what}: {verified}");
        let ours = folder.read("sig").unwrap();

        theirs(self.their_sign).ok();
        folder.sh(&format!("{} pub.key sig < m", self.verify)).unwrap().says(0, "Signature Verified\n");
        assert_eq!(folder.read("sig").unwrap() == ours, self.unique, "{what}");
    }
}

#[test]
fn each_verifies_what_the_other_signs() {
    if !tool("openssl") {
        return;
    }
    for way in WAYS {
        let folder = way.folder();
        for size in SIZES {
            let mut message = vec![0; size];
            rand_bytes(&mut message).unwrap();
            folder.write("m", message).unwrap();
            way.agree(&folder, &format!("{} {size} bytes", way.sign));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_gibibyte_too_and_without_holding_it() {
    if !tool("openssl") {
        return;
    }
    // 1 MiB of random bytes, in 1024 orders.
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut bytes = vec![0; 1 << 20];
    rand_bytes(&mut bytes).unwrap();
    for turn in 0..1024 {
        bytes.rotate_left(turn);
        std::io::Write::write_all(&mut file, &bytes).unwrap();
    }
    for way in [&WAYS[0], &WAYS[3]] {
        let folder = way.folder();
        std::os::unix::fs::symlink(file.path(), folder.path("m")).unwrap();
        way.agree(&folder, way.sign);

        let mut words = way.verify.split(' ');
        let mut command = harness::command(words.next().unwrap()).unwrap();
        command.args(words).args([folder.path("pub.key"), folder.path("sig"), folder.path("m")]);
        let cost = harness::bench::measure(&mut command).unwrap();
        println!("{}: 1 GiB in {:?}, {} KiB of memory", way.verify, cost.wall, cost.peak / 1024);
        assert!(cost.peak < 16 << 20, "{}: {cost:?}", way.verify);
    }
}
