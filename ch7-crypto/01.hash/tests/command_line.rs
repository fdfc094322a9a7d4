//! The command line of `sha256`: beside the `openssl` command, and with input that it refuses.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Write;
use std::process::{Output, Stdio};
use std::time::Instant;

use common::digest::NAMES;
use openssl::rand::rand_bytes;

/// Around the sizes of blocks and of the C's buffers, and more than our buffer.
const SIZES: [usize; 9] = [0, 1, 15, 16, 17, 255, 256, 257, (1 << 20) + 1];

fn sha256(arguments: &[&str]) -> Output {
    harness::command("sha256").unwrap().args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// It must have failed with this line, and nothing else.
fn refused(output: &Output, status: i32, line: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((stderr.as_ref(), output.status.code()), (format!("ERROR: {line}\n").as_str(), Some(status)));
    assert!(output.stdout.is_empty());
}

#[test]
fn it_agrees_with_the_openssl_command() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    let mut count = 0;
    for size in SIZES {
        let mut message = vec![0; size];
        rand_bytes(&mut message).unwrap();
        fs::write(&input, &message).unwrap();
        for name in NAMES {
            let option = format!("-{}", name.to_lowercase().replace('/', "-"));
            let theirs = harness::stranger_command("openssl")
                .args(["dgst", "-binary", &option])
                .arg(&input)
                .output()
                .unwrap();
            assert!(theirs.status.success(), "{theirs:?}");

            let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
            let ours = sha256(&[input, "--digest", name, output, "--buffer", "256"]);
            assert!(ours.status.success() && ours.stdout.is_empty() && ours.stderr.is_empty(), "{ours:?}");
            assert_eq!(fs::read(output).unwrap(), theirs.stdout, "{name} of {size} bytes");
            count += 1;
        }
        let mut child = harness::command("sha256").unwrap();
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&message).unwrap();
        let theirs = harness::stranger_command("openssl")
            .args(["dgst", "-binary", "-sha256"])
            .arg(&input)
            .output()
            .unwrap();
        assert_eq!(child.wait_with_output().unwrap().stdout, theirs.stdout, "standard input of {size} bytes");
    }
    println!("{count} digests as of openssl dgst");
}

#[test]
fn a_gibibyte_takes_no_memory() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    File::create(&input).unwrap().set_len(1 << 30).unwrap(); // a hole, which takes no room on the disk
    let start = Instant::now();
    let theirs = harness::stranger_command("openssl")
        .args(["dgst", "-binary", "-sha256"])
        .arg(&input)
        .output()
        .unwrap();
    let cost = harness::bench::measure(harness::command("sha256").unwrap().args([&input, &output])).unwrap();
    assert_eq!(fs::read(&output).unwrap(), theirs.stdout);
    assert!(cost.peak < 16 << 20, "{cost:?}");
    println!(
        "1 GiB as of openssl dgst, in {} KiB of memory; both took {:?}",
        cost.peak >> 10,
        start.elapsed()
    );
}

#[test]
fn bad_input_is_refused_in_words_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (input, output, missing) = (path("in"), path("out"), path("missing"));
    fs::write(&input, "abc").unwrap();
    fs::write(&output, "earlier").unwrap();
    let here = path("");
    for (arguments, line) in [
        (vec![missing.as_str(), &output], format!("Open input file {missing} (No such file or directory)")),
        (vec![&here, &output], format!("Open input file {here} (a folder, not a file)")),
        (vec![&input, &here], format!("Open output file {here} (a folder, not a file)")),
        (vec![&input, &input], format!("Open output file {input} (it is the input file as well)")),
        (
            vec![&input, &output, "--digest", "BLAKE128"],
            "failed to set --digest BLAKE128 (OpenSSL has BLAKE2s256 and BLAKE2b512 in its place)".to_owned(),
        ),
    ] {
        refused(&sha256(&arguments), 1, &line);
    }
    for arguments in [["--buffer", "0"], ["--buffer", "1048577"], ["-k", "00"], ["-d", "--"]] {
        assert_eq!(sha256(&arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(fs::read(&input).unwrap(), b"abc");
    assert_eq!(fs::read(&output).unwrap(), b"earlier");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_closed_pipe_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::write(&input, "abc").unwrap();
    let input = input.to_str().unwrap();
    refused(&sha256(&[input, "/dev/full"]), 1, "cannot write /dev/full (No space left on device)");

    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = harness::command("sha256").unwrap().arg(input).stdout(full).output().unwrap();
    refused(&output, 1, "cannot write to standard output (No space left on device)");

    // `sha256 FILE >> FILE`: the file would be read for ever, or lost.
    let same = File::options().append(true).open(input).unwrap();
    let output = harness::command("sha256").unwrap().arg(input).stdout(same).output().unwrap();
    refused(&output, 1, "cannot write to standard output (it is the input file as well)");
    assert_eq!(fs::read(input).unwrap(), b"abc");

    // Nothing reads the pipe any more: no message.
    let mut child = harness::command("sha256").unwrap();
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.stderr.as_slice(), output.status.code()), (&b""[..], Some(1)));
}

/// What is no text does not reach a terminal; a pipe takes it.
#[cfg(target_os = "linux")]
#[test]
fn a_digest_is_not_printed_on_a_terminal() {
    let folder = harness::Folder::new("sha256").unwrap();
    folder.write("in", "abc").unwrap();
    let on_terminal = |line: &str| format!("script -qec '{line}' /dev/null");
    let shown = folder.sh(&on_terminal("sha256 in")).unwrap();
    let words = "ERROR: cannot write to standard output (these are bytes, not text for a terminal: name an output \
                 file, or add `| xxd`)";
    assert_eq!(shown.text().trim_end(), words);
    assert_eq!(folder.sh(&on_terminal("sha256 in | wc -c")).unwrap().text().trim_end(), "32");
}

/// MD4 is in the legacy provider, which may not be there.
#[test]
fn digests_out_of_use_are_there_or_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::write(&input, "abc").unwrap();
    let digest = |modules: Option<&std::path::Path>| {
        let mut command = harness::command("sha256").unwrap();
        if let Some(modules) = modules {
            command.env("OPENSSL_MODULES", modules);
        }
        command.args(["--digest", "MD4"]).arg(&input).output().unwrap()
    };
    let why = "failed to set --digest MD4 (this OpenSSL has no such digest, and its legacy provider cannot be loaded)";
    for output in [digest(None), digest(Some(folder.path()))] {
        if output.status.success() {
            // RFC 1320 section A.5
            let md4 = common::wrapper::hex(&output.stdout).to_string();
            assert_eq!(md4, "a448017aaf21d8525fc10ae87aa6729d");
        } else {
            refused(&output, 1, why);
        }
    }
}

#[test]
fn the_steps_can_be_watched() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::write(&input, [0; 40]).unwrap();
    let output = sha256(&[input.to_str().unwrap(), "--buffer", "16", "--steps"]);
    let steps = "EVP_DigestUpdate(16)\nEVP_DigestUpdate(16)\nEVP_DigestUpdate(8)\nEVP_DigestFinal = 32\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), steps);
    assert_eq!(output.stdout.len(), 32);
}

/// Ctrl-C in the middle of a file.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing() {
    use std::io::Read;
    use std::os::unix::process::ExitStatusExt;

    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");
    fs::write(&output, "earlier").unwrap();
    let mut child = harness::command("sha256").unwrap();
    child.args(["-", output.to_str().unwrap(), "--buffer", "1", "--steps"]);
    let mut child = child.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // `wait` would close it, and the program come to its end before the signal.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"x").unwrap();
    let mut step = [0; 19];
    child.stderr.as_mut().unwrap().read_exact(&mut step).unwrap();
    assert_eq!(&step, b"EVP_DigestUpdate(1)");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);

    let kill =
        harness::stranger_command("sh").arg("-c").arg(format!("kill -INT {}", child.id())).status().unwrap();
    assert!(kill.success());
    let status = child.wait().unwrap();
    assert_eq!((status.code(), status.signal()), (Some(130), None));
    drop(stdin);
    assert_eq!(fs::read(&output).unwrap(), b"earlier");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
