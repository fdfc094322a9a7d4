//! The keys that genrsa makes, who may read them, and the files that it does not overwrite.

#![allow(clippy::unwrap_used)]

use harness::{Folder, tool};

#[test]
fn the_keys_are_those_of_the_book_and_fit_each_other() {
    if !tool("openssl") {
        return;
    }
    let folder = Folder::new("genrsa").unwrap();
    folder.sh("genrsa pri.key pub.key").unwrap().says(0, "");
    let text = folder.sh("openssl rsa -in pri.key -inform DER -noout -text -check").unwrap().ok().text();
    for line in ["Private-Key: (2048 bit", "publicExponent: 3 (0x3)", "RSA key ok"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // PKCS#1, byte for byte as the openssl command writes it.
    folder.sh("openssl rsa -in pri.key -inform DER -outform DER -traditional -out pri2.key").unwrap().ok();
    folder
        .sh("openssl rsa -in pri.key -inform DER -RSAPublicKey_out -outform DER -out pub2.key")
        .unwrap()
        .ok();
    folder.sh("cmp pri.key pri2.key && cmp pub.key pub2.key").unwrap().ok();
    // No two runs make the same key.
    folder.sh("genrsa pri3.key pub3.key").unwrap().ok();
    assert_ne!(folder.read("pub.key").unwrap(), folder.read("pub3.key").unwrap());
}

#[test]
fn size_exponent_and_form_can_be_chosen() {
    if !tool("openssl") {
        return;
    }
    let folder = Folder::new("genrsa").unwrap();
    for (bits, exponent) in [(1024, 65537), (2049, 17), (3072, 4_294_967_295_u32)] {
        let command = format!("genrsa --force --bits {bits} --exponent {exponent} --pem pri.pem pub.pem");
        folder.sh(&command).unwrap().ok();
        let text = folder.sh("openssl rsa -in pri.pem -noout -text -check").unwrap().ok().text();
        assert!(text.contains(&format!("Private-Key: ({bits} bit")), "{text}");
        assert!(text.contains(&format!("publicExponent: {exponent} (")), "{text}");
        let public = folder.sh("openssl rsa -RSAPublicKey_in -in pub.pem -pubout 2> error").unwrap();
        public.shows(&folder.sh("openssl rsa -in pri.pem -pubout 2> error").unwrap().ok().text());
    }
    // Short keys are for experiments, and said to be.
    let short = folder.sh("genrsa --force --bits 512 pri.key pub.key 2>&1").unwrap();
    short.shows("an RSA key of 512 bits is for experiments only: it can be broken\n");
    for wrong in [
        "--exponent 1",
        "--exponent 4",
        "--exponent 0",
        "--exponent -3",
        "--exponent 4294967297",
        "--bits 511",
        "--bits 16385",
        "--bits two",
    ] {
        folder.refuses(&format!("genrsa {wrong} new-pri.key new-pub.key"), 2, "error: ");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_private_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("genrsa").unwrap();
    folder.sh("umask 022 && genrsa pri.key pub.key").unwrap().ok();
    let mode = |name| folder.path(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("pri.key"), mode("pub.key")), (0o600, 0o644));
    // An earlier file that all users could read does not pass its permissions on.
    folder.sh("chmod 666 pri.key && genrsa --force pri.key pub.key").unwrap().ok();
    assert_eq!(mode("pri.key"), 0o600);
}

#[test]
fn no_file_is_overwritten_without_force() {
    let folder = Folder::new("genrsa").unwrap();
    folder.write("old", "precious").unwrap();
    folder.refuses("genrsa old pub.key", 1, "ERROR: Open output file old (it exists: ");
    folder.refuses("genrsa pri.key old", 1, "ERROR: Open output file old (it exists: ");
    folder.refuses(
        "ln -s old link && genrsa link pub.key; s=$?; rm link; exit $s",
        1,
        "ERROR: Open output file link (it exists: ",
    );
    folder.sh("genrsa --force old pub.key").unwrap().ok();
    assert_ne!(folder.read("old").unwrap(), b"precious");
}

#[test]
fn outputs_that_cannot_be_are_refused_and_nothing_is_left() {
    let folder = Folder::new("genrsa").unwrap();
    folder.refuses(
        "genrsa same.key ./same.key",
        1,
        "ERROR: Open output file ./same.key (both outputs are this file)",
    );
    folder.refuses("genrsa pri.key .", 1, "ERROR: Open output file . (a folder, not a file)");
    folder.refuses(
        "genrsa pri.key missing/pub.key",
        1,
        "ERROR: Open output file missing/pub.key (No such file",
    );
    folder.refuses("genrsa pri.key", 2, "error: ");
    folder.refuses("genrsa", 2, "error: ");
    #[cfg(target_os = "linux")]
    {
        folder.refuses(
            "genrsa pri.key /dev/full",
            1,
            "ERROR: cannot write /dev/full (No space left on device)",
        );
        folder.refuses(
            "genrsa /dev/full pub.key",
            1,
            "ERROR: cannot write /dev/full (No space left on device)",
        );
        folder.refuses(
            "genrsa - pub.key > /dev/full",
            1,
            "ERROR: cannot write to standard output (No space left",
        );
    }
}
