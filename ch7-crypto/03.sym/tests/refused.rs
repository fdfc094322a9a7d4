//! What the programs refuse, the error for it, and what stays behind: nothing, except the book's garbage.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::{Output, Stdio};

use tempfile::TempDir;

/// The key and the IVs of the book's examples: `0123456701234567`, `1234567812345678`, `123456781234`.
const KEY: &str = "30313233343536373031323334353637";
const IV: &str = "31323334353637383132333435363738";
const GCM_IV: &str = "313233343536373831323334";
/// Another key, with which the padding of the file below is not found.
const WRONG_KEY: &str = "30313233343536373031323334353638";

/// A folder with a file `in`, and one `out` of an earlier time.
struct Folder(TempDir);

impl Folder {
    fn new(data: &[u8]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.path("in"), data).unwrap();
        fs::write(folder.path("out"), "earlier").unwrap();
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = harness::command(program).unwrap();
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null()).output().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program must fail with `status` and this beginning of standard error, and change no file.
    fn refuses(&self, program: &str, arguments: &[&str], status: i32, words: &str) {
        let before: Vec<_> = self.names().iter().map(|name| fs::read(self.path(name)).unwrap()).collect();
        let output = self.run(program, arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with(words), "{program} {arguments:?}: {stderr}");
        assert_eq!(output.status.code(), Some(status), "{program} {arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{program} {arguments:?}");
        let after: Vec<_> = self.names().iter().map(|name| fs::read(self.path(name)).unwrap()).collect();
        assert_eq!(before, after, "{program} {arguments:?}");
    }
}

#[test]
fn sizes_are_checked_before_anything_is_written() {
    let folder = Folder::new(b"abc");
    let cbc = "aes-128-cbc takes 16 bytes: -k with 32 hexadecimal digits";
    let cases: [(&str, &[&str], String); 12] = [
        ("aescbc", &["-k", "00", "-i", IV], format!("Key size = 1 ({cbc})")),
        ("aescbc", &["-k", "", "-i", IV], format!("Key size = 0 ({cbc})")),
        ("aescbc", &["-k", &KEY.repeat(2), "-i", IV], format!("Key size = 32 ({cbc})")),
        (
            "aescbc",
            &["-k", KEY, "-i", GCM_IV],
            "IV size = 12 (aes-128-cbc takes 16 bytes: -i with 32 hexadecimal digits)".to_owned(),
        ),
        (
            "aesgcm",
            &["-k", KEY, "-i", IV],
            "IV size = 16 (aes-128-gcm takes 12 bytes: -i with 24 hexadecimal digits)".to_owned(),
        ),
        (
            "aesgcm",
            &["-k", KEY, "-i", GCM_IV, "--cipher", "aes-256-gcm"],
            "Key size = 16 (aes-256-gcm takes 32 bytes: -k with 64 hexadecimal digits)".to_owned(),
        ),
        (
            "aesgcm",
            &["-d", "-k", KEY, "-i", GCM_IV, "-t", "00112233"],
            "Tag size = 4 (aes-128-gcm takes 16 bytes: -t with the 32 hexadecimal digits that -e printed)"
                .to_owned(),
        ),
        (
            "aesgcm",
            &["-d", "-k", KEY, "-i", GCM_IV, "-t", ""],
            "Tag size = 0 (aes-128-gcm takes 16 bytes: -t with the 32 hexadecimal digits that -e printed)"
                .to_owned(),
        ),
        (
            "symcipher",
            &["--cipher", "aes-128-ecb", "-k", KEY, "-i", IV],
            "IV size = 16 (aes-128-ecb takes none)".to_owned(),
        ),
        (
            "symcipher",
            &["--cipher", "AES_192_CTR", "-k", KEY, "-i", IV],
            "Key size = 16 (aes-192-ctr takes 24 bytes: -k with 48 hexadecimal digits)".to_owned(),
        ),
        (
            "symcipher",
            &["--cipher", "EVP_des_ede3_cbc", "-k", &"01".repeat(24)],
            "IV size = 0 (des-ede3-cbc takes 8 bytes: -i with 16 hexadecimal digits)".to_owned(),
        ),
        (
            "symcipher",
            &["--cipher", "aes-128-xts", "-k", &KEY.repeat(2), "-i", IV],
            "EVP_CipherInit (the two halves of an XTS key must differ)".to_owned(),
        ),
    ];
    for (program, options, words) in cases {
        let arguments = [options, &["in", "out"]].concat();
        folder.refuses(program, &arguments, 1, &format!("ERROR: {words}\n"));
        // Not even a new file.
        let arguments = [options, &["in", "new"]].concat();
        folder.refuses(program, &arguments, 1, &format!("ERROR: {words}\n"));
    }
}

#[test]
fn ciphers_that_are_not_there_are_refused() {
    let folder = Folder::new(b"abc");
    for (program, cipher, words) in [
        ("symcipher", "aes-192-xts", "XTS is defined for AES with 128 and 256 bits only"),
        ("symcipher", "camellia-128-cbc", "it is none of the book's table: --help shows them"),
        ("symcipher", "aes-128-wrap", "it is none of the book's table: --help shows them"),
        ("symcipher", "", "it is none of the book's table: --help shows them"),
        (
            "symcipher",
            "aes-128-gcm",
            "aesgcm is for ciphers in GCM and ChaCha20-Poly1305: it makes and checks the tag",
        ),
        (
            "symcipher",
            "chacha20-poly1305",
            "aesgcm is for ciphers in GCM and ChaCha20-Poly1305: it makes and checks the tag",
        ),
        (
            "aesgcm",
            "aes-128-cbc",
            "aesgcm takes ciphers in GCM and ChaCha20-Poly1305, symcipher takes the others",
        ),
        ("aesgcm", "rc4", "aesgcm takes ciphers in GCM and ChaCha20-Poly1305, symcipher takes the others"),
    ] {
        let arguments = ["--cipher", cipher, "-k", KEY, "-i", IV, "in", "out"];
        folder.refuses(
            program,
            &arguments,
            1,
            &format!("ERROR: failed to set --cipher {cipher} ({words})\n"),
        );
    }
    // Where there is no legacy provider to load, that is said, and the others work.
    let legacy = |cipher: &str, key: &str| {
        let mut command = harness::command("symcipher").unwrap();
        command.args(["--cipher", cipher, "-k", key, "--info"]);
        command.env("OPENSSL_MODULES", folder.0.path()).output().unwrap()
    };
    let rc4 = legacy("rc4", KEY);
    if !rc4.status.success() {
        let words =
            "failed to set --cipher rc4 (it is in OpenSSL's legacy provider, which cannot be loaded here)";
        assert_eq!(String::from_utf8_lossy(&rc4.stderr), format!("ERROR: {words}\n"));
        assert_eq!(rc4.status.code(), Some(1));
    }
    assert!(legacy("aes-128-ecb", KEY).status.success());
}

#[test]
fn wrong_usage_is_told() {
    let folder = Folder::new(b"abc");
    for (program, arguments, words) in [
        ("aescbc", &["-e", "-d", "-k", KEY, "-i", IV, "in", "out"][..], "error: the argument '--encrypt'"),
        (
            "aescbc",
            &["-i", IV, "in", "out"],
            "error: the following required arguments were not provided:\n  -k <HEX>\n",
        ),
        ("aescbc", &["-t", IV, "-k", KEY, "-i", IV, "in", "out"], "error: unexpected argument '-t' found"),
        (
            "aesgcm",
            &["-d", "-k", KEY, "-i", GCM_IV, "in"],
            "error: the following required arguments were not provided:\n  -t <HEX>\n",
        ),
        (
            "aesgcm",
            &["-t", IV, "-k", KEY, "-i", GCM_IV, "in"],
            "error: the following required arguments were not provided:\n  --decrypt\n",
        ),
        (
            "aesgcm",
            &["-e", "-t", IV, "-k", KEY, "-i", GCM_IV, "in", "out"],
            "error: the argument '--encrypt' cannot be used with '-t <HEX>'\n",
        ),
        (
            "aesgcm",
            &["-k", "0", "-i", GCM_IV, "in"],
            "error: invalid value '0' for '-k <HEX>': an odd number of hexadecimal digits, 1: a byte takes two\n",
        ),
        (
            "symcipher",
            &["-k", KEY, "in"],
            "error: the following required arguments were not provided:\n  --cipher <NAME>\n",
        ),
        (
            "symcipher",
            &["--cipher", "rc4", "-k", KEY, "in", "out", "more"],
            "error: unexpected argument 'more' found",
        ),
    ] {
        folder.refuses(program, arguments, 2, words);
    }
}

#[test]
fn files_that_cannot_be_are_refused() {
    let folder = Folder::new(b"abc");
    fs::create_dir(folder.path("folder")).unwrap();
    let refuses = |program: &str, iv: &str, arguments: &[&str], words: &str| {
        let output = folder.run(program, &[&["-k", KEY, "-i", iv], arguments].concat());
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("ERROR: {words}\n"));
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert_eq!(folder.names(), ["folder", "in", "out"]);
        assert_eq!(fs::read(folder.path("in")).unwrap(), b"abc");
        assert_eq!(fs::read(folder.path("out")).unwrap(), b"earlier");
    };
    for (program, iv) in [("aescbc", IV), ("aesgcm", GCM_IV)] {
        refuses(program, iv, &["missing", "out"], "Open input file missing (No such file or directory)");
        refuses(program, iv, &["folder", "out"], "Open input file folder (a folder, not a file)");
        refuses(program, iv, &["in", "folder"], "Open output file folder (a folder, not a file)");
        refuses(program, iv, &["in", "./in"], "Open output file ./in (it is the input file as well)");
        refuses(program, iv, &["in", "x/y"], "Open output file x/y (No such file or directory)");
        if cfg!(target_os = "linux") {
            refuses(program, iv, &["in", "/dev/full"], "cannot write /dev/full (No space left on device)");
        }
    }
}

/// The book's experiment: a wrong key, an error, and garbage in the output file.
#[test]
fn the_garbage_of_a_wrong_key_stays() {
    let plain = [b'x'; 1000];
    let folder = Folder::new(&plain);
    let sealed = folder.run("aescbc", &["-k", KEY, "-i", IV, "in", "sealed"]);
    assert!(sealed.status.success());

    let wrong = folder.run("aescbc", &["-d", "-k", WRONG_KEY, "-i", IV, "sealed", "out"]);
    let words = "ERROR: EVP_CipherFinal (bad decrypt: a wrong key or IV, or the data was changed; out has the 992 bytes \
                 that came out before the last block: garbage)\n";
    assert_eq!((String::from_utf8_lossy(&wrong.stderr).as_ref(), wrong.status.code()), (words, Some(1)));
    // 1000 bytes and their padding are 63 blocks: all but the last one, which is no padding.
    let garbage = fs::read(folder.path("out")).unwrap();
    assert_eq!(garbage.len(), 62 * 16);
    assert!(garbage.chunks(16).all(|block| block != [b'x'; 16]));

    // Of a single block, nothing comes out.
    fs::write(folder.path("short"), "0123456789").unwrap();
    assert!(folder.run("aescbc", &["-k", KEY, "-i", IV, "short", "sealed-short"]).status.success());
    let wrong = folder.run("aescbc", &["-d", "-k", WRONG_KEY, "-i", IV, "sealed-short", "out-short"]);
    let words = String::from_utf8_lossy(&wrong.stderr);
    assert!(words.contains("; out-short is empty, since the only block is the one that should"), "{words}");
    assert!(fs::read(folder.path("out-short")).unwrap().is_empty());

    // After any other failure, the earlier file is as it was: encrypted data that was cut, or is empty.
    let sealed = fs::read(folder.path("sealed")).unwrap();
    let words = "ERROR: EVP_CipherFinal (wrong final block length: the data must be whole blocks, and with padding at \
                 least one)\n";
    for length in [0, 1, 15, 17, 500] {
        fs::write(folder.path("cut"), &sealed[..length]).unwrap();
        folder.refuses("aescbc", &["-d", "-k", KEY, "-i", IV, "cut", "out"], 1, words);
    }
    folder.refuses(
        "aescbc",
        &["-k", KEY, "-i", IV, "--no-padding", "in", "out"],
        1,
        "ERROR: EVP_CipherFinal (wrong final",
    );
    folder.refuses("aescbc", &["-d", "-k", "00", "-i", IV, "sealed", "out"], 1, "ERROR: Key size = 1 ");
}

/// After any change, nothing comes out: no file, and no byte on standard output.
#[test]
fn aesgcm_releases_nothing_before_the_tag_holds() {
    let plain = [b'x'; 1000];
    let folder = Folder::new(&plain);
    let options = ["-k", KEY, "-i", GCM_IV, "--aad", "0102"];
    let sealed = folder.run("aesgcm", &[&options[..], &["in", "sealed"]].concat());
    let tag = String::from_utf8(sealed.stdout).unwrap();
    let tag = tag.trim();
    assert_eq!(tag.len(), 32);

    let data = fs::read(folder.path("sealed")).unwrap();
    let mut changed = data.clone();
    changed[500] ^= 1;
    fs::write(folder.path("changed"), &changed).unwrap();
    fs::write(folder.path("cut"), &data[..999]).unwrap();
    let last = if tag.ends_with('0') { "1" } else { "0" };
    let wrong_tag = format!("{}{last}", &tag[..31]);
    let words = "ERROR: EVP_CipherFinal (the tag does not hold: a wrong key, IV, tag or AAD, or the data was changed)\n";
    let decrypt =
        |key: &'static str, iv: &'static str, aad: &'static str| ["-d", "-k", key, "-i", iv, "--aad", aad];
    let right = decrypt(KEY, GCM_IV, "0102");
    for (options, tag, input) in [
        (right, wrong_tag.as_str(), "sealed"),
        (right, tag, "changed"),
        (right, tag, "cut"),
        (decrypt(WRONG_KEY, GCM_IV, "0102"), tag, "sealed"),
        (decrypt(KEY, "313233343536373831323335", "0102"), tag, "sealed"),
        (decrypt(KEY, GCM_IV, "0103"), tag, "sealed"),
        (decrypt(KEY, GCM_IV, ""), tag, "sealed"),
    ] {
        for output in ["out", "new", "-"] {
            folder.refuses("aesgcm", &[&options[..], &["-t", tag, input, output]].concat(), 1, words);
        }
    }
    for output in ["out", "-"] {
        let opened = folder.run("aesgcm", &[&right[..], &["-t", tag, "sealed", output]].concat());
        assert!(opened.status.success());
        let opened = if output == "-" { opened.stdout } else { fs::read(folder.path("out")).unwrap() };
        assert_eq!(opened, plain);
    }
}

/// What goes to standard output is kept in a temporary file until the tag was checked.
#[cfg(unix)]
#[test]
fn a_folder_for_temporary_files_is_needed_for_standard_output() {
    let folder = Folder::new(b"abc");
    let options = ["-k", KEY, "-i", GCM_IV];
    let tag = folder.run("aesgcm", &[&options[..], &["in", "sealed"]].concat()).stdout;
    let tag = String::from_utf8(tag).unwrap();
    let mut command = harness::command("aesgcm").unwrap();
    command.args(options).args(["-d", "-t", tag.trim(), "sealed"]).current_dir(&folder.0);
    let output = command.env("TMPDIR", "/missing").output().unwrap();
    let words =
        "ERROR: cannot write to standard output (temporary file in /missing: No such file or directory)\n";
    assert_eq!((String::from_utf8_lossy(&output.stderr).as_ref(), output.stdout.len()), (words, 0));
    assert!(command.env("TMPDIR", folder.path("")).output().unwrap().status.success());
    assert_eq!(folder.names(), ["in", "out", "sealed"]);
}

/// Until the tag was checked, other users cannot read the file that becomes the output; afterwards neither.
#[cfg(unix)]
#[test]
fn what_is_decrypted_is_its_owners() {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(b"abc");
    let mode = |name: &str| fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777;
    for (program, iv) in [("aescbc", IV), ("aesgcm", GCM_IV)] {
        let options = ["-k", KEY, "-i", iv];
        let tag = folder.run(program, &[&options[..], &["in", "sealed"]].concat()).stdout;
        assert_ne!(mode("sealed"), 0o600);
        fs::set_permissions(folder.path("out"), fs::Permissions::from_mode(0o644)).unwrap();
        let tag = String::from_utf8(tag).unwrap();
        let tag = if tag.is_empty() { vec![] } else { vec!["-t", tag.trim()] };

        let mut command = harness::command(program).unwrap();
        command.args(&tag).args(options).args(["-d", "-", "out", "--buffer", "1"]).current_dir(&folder.0);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let data = fs::read(folder.path("sealed")).unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(&data[..1]).unwrap();
        let found = || folder.names().into_iter().find(|name| name.starts_with(".tlsbook"));
        let temporary = std::iter::repeat_with(|| {
            std::thread::sleep(std::time::Duration::from_millis(2));
            found()
        });
        let temporary = temporary.take(5000).flatten().next().unwrap();
        assert_eq!(mode(&temporary), 0o600, "{program}");
        input.write_all(&data[1..]).unwrap();
        drop(input);
        assert!(child.wait().unwrap().success());
        assert_eq!(
            (mode("out"), fs::read(folder.path("out")).unwrap()),
            (0o600, b"abc".to_vec()),
            "{program}"
        );
    }
}

#[test]
fn an_xts_file_is_one_data_unit() {
    let folder = Folder::new(&[b'x'; 1000]);
    let (key, iv) = (format!("{KEY}{WRONG_KEY}"), IV);
    let xts = ["--cipher", "aes-128-xts", "-k", &key, "-i", iv];
    let long = "XTS takes the whole file at once: --buffer, up to 1048576, must be more than its size";
    let words = format!("ERROR: Data unit size = 1000 ({long})\n");
    folder.refuses("symcipher", &[&xts[..], &["--buffer", "1000", "in", "out"]].concat(), 1, &words);
    assert!(
        folder.run("symcipher", &[&xts[..], &["--buffer", "1001", "in", "out"]].concat()).status.success()
    );
    fs::write(folder.path("in"), [0; 15]).unwrap();
    let words = "ERROR: Data unit size = 15 (XTS takes 16 bytes or more)\n";
    folder.refuses("symcipher", &[&xts[..], &["in", "out"]].concat(), 1, words);
}

#[test]
fn the_steps_show_which_block_is_kept_back() {
    let folder = Folder::new(&[b'x'; 40]);
    let encrypted = folder.run("aescbc", &["-k", KEY, "-i", IV, "--buffer", "16", "--steps", "in", "sealed"]);
    let steps = "EVP_CipherUpdate(16) = 16\nEVP_CipherUpdate(16) = 16\nEVP_CipherUpdate(8) = 0\nEVP_CipherFinal = 16\n";
    assert_eq!(String::from_utf8_lossy(&encrypted.stderr), steps);
    let options = ["-d", "-k", KEY, "-i", IV, "--buffer", "16", "--steps"];
    let decrypted = folder.run("aescbc", &[&options[..], &["sealed", "out"]].concat());
    let steps = "EVP_CipherUpdate(16) = 0\nEVP_CipherUpdate(16) = 16\nEVP_CipherUpdate(16) = 16\n\
                 EVP_CipherUpdate(0) = 0\nEVP_CipherFinal = 8\n";
    assert_eq!(String::from_utf8_lossy(&decrypted.stderr), steps);
}
