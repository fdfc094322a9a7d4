//! The programs beside the `openssl` command: what one encrypts, the other decrypts.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use common::wrapper::{Hex, hex};
use openssl::rand::rand_bytes;
use sym::ciphers::{self, Mode, NAMES};
use tempfile::TempDir;

/// Around the sizes of blocks and of the C's buffers, and more than our buffer.
const SIZES: [usize; 9] = [0, 1, 15, 16, 17, 255, 256, 257, (1 << 20) + 1];

/// The key and the IVs of the book's examples: `0123456701234567`, `1234567812345678`, `123456781234`.
const KEY: &str = "30313233343536373031323334353637";
const IV: &str = "31323334353637383132333435363738";
const GCM_IV: &str = "313233343536373831323334";

/// The counter that GCM encrypts the first block with (SP 800-38D section 7.1): with it, AES-CTR gives the
/// same ciphertext.
const GCM_COUNTER: &str = "31323334353637383132333400000002";

/// The secret that encrypts the key, in CMS.
const KEK: &str = "000102030405060708090a0b0c0d0e0f";

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn random(&self, name: &str, size: usize) -> Vec<u8> {
        let bytes = random(size);
        fs::write(self.path(name), &bytes).unwrap();
        bytes
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }
}

fn random(size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    rand_bytes(&mut bytes).unwrap();
    bytes
}

/// Runs a program, ours or not, which must succeed; returns its standard output.
fn run(mut command: Command, arguments: &[&str]) -> String {
    let output: Output = command.args(arguments).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn ours(program: &str, arguments: &[&str]) -> String {
    run(harness::command(program).unwrap(), arguments)
}

fn openssl(arguments: &[&str]) -> String {
    run(harness::stranger_command("openssl"), arguments)
}

/// Runs a pipeline in which `aescbc` and so on are our programs. All of its commands must succeed.
fn pipeline(folder: &Path, line: &str) {
    let programs = harness::program("aescbc").unwrap();
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", programs.parent().unwrap().display());
    let mut bash = harness::stranger_command("bash");
    bash.args(["-e", "-o", "pipefail", "-c", line]).env("PATH", path).current_dir(folder);
    let output = bash.output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
}

#[test]
fn aescbc_and_openssl_decrypt_each_other() {
    if !harness::tool("openssl") {
        return;
    }
    let files = Files::new();
    let (plain, sealed, opened) = (files.path("plain"), files.path("sealed"), files.path("opened"));
    let enc = ["enc", "-aes-128-cbc", "-K", KEY, "-iv", IV];
    for size in SIZES {
        let data = files.random("plain", size);
        ours("aescbc", &["-e", "-k", KEY, "-i", IV, &plain, &sealed, "--buffer", "256"]);
        openssl(&[&enc[..], &["-d", "-in", &sealed, "-out", &opened]].concat());
        assert!(files.read("opened") == data, "{size} bytes");

        openssl(&[&enc[..], &["-in", &plain, "-out", &sealed]].concat());
        ours("aescbc", &[&sealed, &opened, "-d", "-k", KEY, "-i", IV]);
        assert!(files.read("opened") == data, "{size} bytes");
    }
}

#[test]
fn symcipher_and_openssl_agree_on_every_cipher() {
    if !harness::tool("openssl") {
        return;
    }
    let files = Files::new();
    let (plain, sealed, theirs, opened) =
        (files.path("plain"), files.path("sealed"), files.path("theirs"), files.path("opened"));
    let mut count = 0;
    for name in NAMES {
        let Ok(cipher) = ciphers::by_name(name) else {
            println!("skipped: no {name} in this OpenSSL");
            continue;
        };
        if matches!(cipher.mode(), Mode::Gcm | Mode::Xts) {
            continue; // `openssl enc` refuses both
        }
        let (key, iv) = sizes(name);
        let (key, iv) = (hex(&random(key)).to_string(), hex(&random(iv)).to_string());
        let option = format!("-{}", name.replace("cfb128", "cfb"));
        let mut enc = vec!["enc", &option, "-K", &key, "-provider", "legacy", "-provider", "default"];
        let mut sym = vec!["--cipher", name, "-k", &key];
        if !iv.is_empty() {
            enc.extend(["-iv", &iv]);
            sym.extend(["-i", &iv]);
        }
        for size in SIZES {
            let data = files.random("plain", size);
            ours("symcipher", &[&sym[..], &[&plain, &sealed, "--buffer", "16"]].concat());
            openssl(&[&enc[..], &["-in", &plain, "-out", &theirs]].concat());
            assert!(files.read("sealed") == files.read("theirs"), "{name}, {size} bytes");
            ours("symcipher", &[&sym[..], &["-d", &theirs, &opened]].concat());
            assert!(files.read("opened") == data, "{name}, {size} bytes");
            count += 1;
        }
    }
    println!("{count} files as of openssl enc, both ways");
    assert!(count >= 200);
}

/// The sizes of key and IV in bytes, as the program shows them.
fn sizes(name: &str) -> (usize, usize) {
    let info = ours("symcipher", &["--cipher", name, "--info"]);
    let size = |item: &str| {
        let line = info.lines().find(|line| line.starts_with(item)).unwrap();
        line.rsplit(' ').next().unwrap().parse().unwrap()
    };
    (size("EVP_CIPHER_key_length"), size("EVP_CIPHER_iv_length"))
}

/// `openssl enc` has no GCM, `openssl cms` has: its message holds nonce, ciphertext and tag, and the key,
/// encrypted.
#[test]
fn aesgcm_decrypts_and_makes_what_openssl_cms_does() {
    if !harness::tool("openssl") {
        return;
    }
    let files = Files::new();
    let (plain, message, wrapped, cek) =
        (files.path("plain"), files.path("message"), files.path("wrapped"), files.path("cek"));
    let (sealed, opened, again) = (files.path("sealed"), files.path("opened"), files.path("again"));
    for (size, cipher) in SIZES.iter().zip(["aes-128-gcm", "aes-192-gcm", "aes-256-gcm"].iter().cycle()) {
        let data = files.random("plain", *size);
        let secret = ["-secretkey", KEK, "-secretkeyid", "01", "-outform", "DER"];
        let cms = ["cms", "-encrypt", "-binary", &format!("-{cipher}"), "-in", &plain, "-out", &message];
        openssl(&[&cms[..], &secret[..]].concat());

        // RFC 5652 section 6.2.3, RFC 5083: … OCTET STRING key identifier, encrypted key … OCTET STRING nonce
        // … [0] ciphertext, OCTET STRING tag.
        let listing = openssl(&["asn1parse", "-inform", "DER", "-in", &message]);
        let strings: Vec<&str> =
            listing.lines().filter_map(|line| line.split_once("[HEX DUMP]:")).map(|(_, s)| s).collect();
        let [_, key, nonce, tag] = strings[..] else { panic!("{listing}") };
        let content = listing.lines().rfind(|line| line.contains("prim: cont [ 0 ]")).unwrap();
        let number = |before: &str, after: &str| -> usize {
            let rest = content.split(before).nth(1).unwrap();
            rest.split(after).next().unwrap().trim().parse().unwrap()
        };
        let start =
            content.split(':').next().unwrap().trim().parse::<usize>().unwrap() + number("hl=", " l=");
        let ciphertext = &files.read("message")[start..start + number(" l=", "prim")];
        assert_eq!(ciphertext.len(), *size);

        // RFC 3394
        fs::write(&wrapped, &*key.parse::<Hex>().unwrap()).unwrap();
        let unwrap = ["enc", "-d", "-id-aes128-wrap", "-K", KEK, "-iv", "a6a6a6a6a6a6a6a6"];
        openssl(&[&unwrap[..], &["-in", &wrapped, "-out", &cek]].concat());
        let key = hex(&files.read("cek")).to_string();

        fs::write(&sealed, ciphertext).unwrap();
        let gcm = ["--cipher", cipher, "-k", &key, "-i", nonce];
        ours("aesgcm", &[&gcm[..], &["-d", "-t", tag, &sealed, &opened]].concat());
        assert!(files.read("opened") == data, "{size} bytes");
        let made = ours("aesgcm", &[&gcm[..], &["-e", &plain, &again, "--buffer", "256"]].concat());
        assert_eq!(made, format!("{}\n", tag.to_lowercase()));
        assert!(files.read("again") == ciphertext, "{size} bytes");
    }
    println!("{} messages as of openssl cms, both ways", SIZES.len());
}

/// With nothing to encrypt, GCM authenticates its additional data: that is GMAC.
#[test]
fn the_additional_data_are_authenticated_as_by_openssl_mac() {
    if !harness::tool("openssl") {
        return;
    }
    let files = Files::new();
    let (aad, empty, out) = (files.path("aad"), files.path("empty"), files.path("out"));
    fs::write(&empty, "").unwrap();
    for size in [1, 15, 16, 17, 255] {
        let digits = hex(&files.random("aad", size)).to_string();
        let (key, iv) = (format!("hexkey:{KEY}"), format!("hexiv:{GCM_IV}"));
        let gmac = ["mac", "-cipher", "AES-128-GCM", "-macopt", &key, "-macopt", &iv, "-in", &aad, "GMAC"];
        let theirs = openssl(&gmac).trim().to_lowercase();
        let tag = ours("aesgcm", &["-k", KEY, "-i", GCM_IV, "--aad", &digits, &empty, &out]);
        assert_eq!(tag.trim(), theirs, "{size} bytes");
    }
}

/// A file with nothing but a hole, which takes no room on the disk; none if the tools for it are missing.
fn gibibyte() -> Option<Files> {
    if !["openssl", "bash", "cmp"].into_iter().all(harness::tool) {
        return None;
    }
    let files = Files::new();
    File::create(files.path("zeros")).unwrap().set_len(1 << 30).unwrap();
    Some(files)
}

#[test]
fn a_gibibyte_through_aescbc() {
    let Some(files) = gibibyte() else { return };
    let start = Instant::now();
    let (ours, theirs) =
        (format!("aescbc -k {KEY} -i {IV}"), format!("openssl enc -aes-128-cbc -K {KEY} -iv {IV}"));
    pipeline(files.0.path(), &format!("{ours} zeros | {theirs} -d | cmp - zeros"));
    pipeline(files.0.path(), &format!("{theirs} -in zeros | {ours} -d | cmp - zeros"));
    println!("1 GiB both ways with openssl enc: {:?}", start.elapsed());
}

#[test]
fn a_gibibyte_through_symcipher() {
    let Some(files) = gibibyte() else { return };
    let start = Instant::now();
    let ours = format!("symcipher --cipher aes-128-ctr -k {KEY} -i {IV}");
    let theirs = format!("openssl enc -aes-128-ctr -K {KEY} -iv {IV}");
    pipeline(files.0.path(), &format!("{ours} zeros | {theirs} -d | cmp - zeros"));
    pipeline(files.0.path(), &format!("{theirs} -in zeros | {ours} -d | cmp - zeros"));
    println!("1 GiB both ways with openssl enc: {:?}", start.elapsed());
}

/// The key stream, encrypted, is zeros; and zeros decrypt to the key stream. So one file of 1 GiB is made,
/// not three.
#[test]
fn a_gibibyte_through_aesgcm() {
    let Some(files) = gibibyte() else { return };
    let start = Instant::now();
    let stream = format!("openssl enc -aes-128-ctr -K {KEY} -iv {GCM_COUNTER} -in zeros");
    let ours = format!("aesgcm -k {KEY} -i {GCM_IV}");
    pipeline(files.0.path(), &format!("{stream} | {ours} -e - - 2>tag | cmp - zeros"));
    let tag = String::from_utf8(files.read("tag")).unwrap();
    let mut decrypt = harness::command("aesgcm").unwrap();
    decrypt.args([
        "-d",
        "-k",
        KEY,
        "-i",
        GCM_IV,
        "-t",
        tag.trim(),
        &files.path("zeros"),
        &files.path("stream"),
    ]);
    let cost = harness::bench::measure(&mut decrypt).unwrap();
    assert!(cost.peak < 16 << 20, "{cost:?}");
    pipeline(files.0.path(), &format!("{stream} | cmp - stream"));
    println!("1 GiB both ways, in {} KiB of memory: {:?}", cost.peak >> 10, start.elapsed());
}
