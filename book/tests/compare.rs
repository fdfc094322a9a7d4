//! Tests `tlsbook compare` with C programs of our own in place of the originals: short twins that do the same,
//! with slips for it to find.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const CLIENT: &str = "1.Protocol/02.client-server/client-tls.c";
const SERVER: &str = "1.Protocol/02.client-server/server-tls.c";
const PSK_SERVER: &str = "1.Protocol/04.psk/server-tls-psk.c";
const TWINS: [&str; 3] = [CLIENT, SERVER, PSK_SERVER];

fn twins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins")
}

/// The command `tlsbook compare --c twins …`.
fn command(c: &Path, arguments: &[&str]) -> Command {
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("compare").arg("--c").arg(c).args(arguments);
    command
}

fn compare(c: &Path, arguments: &[&str]) -> Output {
    command(c, arguments).output().unwrap()
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder of originals with these changes to the twins' text.
fn originals(changes: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in TWINS {
        let mut text = fs::read_to_string(twins().join(file)).unwrap();
        for (_, from, to) in changes.iter().filter(|(changed, ..)| *changed == file) {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        write(&folder.path().join(file), &text);
    }
    folder
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Compiles the C files in a folder to executables of the same name. Returns `None`, and reports the test as
/// skipped, without a compiler or OpenSSL's headers.
fn build(c: &Path) -> Option<TempDir> {
    if !harness::tool("cc") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for file in TWINS {
        let executable = folder.path().join(Path::new(file).file_stem().unwrap());
        let mut cc = harness::stranger_command("cc");
        cc.args(["-g", "-w", "-o"]).arg(executable).arg(c.join(file)).args(["-lssl", "-lcrypto"]);
        let output = cc.output().unwrap();
        if !output.status.success() {
            let forbidden = std::env::var_os("TLSBOOK_REQUIRE_TOOLS").is_some();
            assert!(!forbidden, "the twins do not compile: {}", errors(&output));
            let _ = writeln!(std::io::stderr(), "skipped: the twins do not compile here");
            return None;
        }
    }
    Some(folder)
}

fn built(c: &Path, arguments: &[&str]) -> Option<Output> {
    let folder = build(c)?;
    let mut all = vec!["--built", folder.path().to_str().unwrap(), "6.1/session"];
    all.extend(arguments);
    Some(compare(c, &all))
}

// On paper.

#[test]
fn the_calls_are_aligned_and_the_slips_found() {
    let output = compare(&twins(), &["6.1"]);
    let text = shown(&output);
    assert!(output.status.success(), "{text}{}", errors(&output));
    for line in [
        "6.1  client-tls beside 1.Protocol/02.client-server/client-tls.c\n",
        "  SSL_set_fd                     =  ",
        "  SSL_get_error [complain]       =  ",
        "  SSL_CTX_set_verify (OpenSSL only: Without it, OpenSSL accepts any certificate",
        "  fgets (in ch6-tls/02.client-server/src/messages.rs)\n",
        "arguments: host, CA certificate, port (ours, as in the text: CA certificate, host, port)\n",
        "client-tls.c:18: SSL_get_error is not given what the failed call has returned",
        "client-tls.c:33: host is used without a look whether gethostbyname has failed",
        "client-tls.c:52: no SSL_CTX_set_verify",
        "client-tls.c:58: fgets returns a pointer",
        "client-tls.c:85: the exit status is 1 (SSL_SUCCESS) for success",
        "client-tls.c:51: nobody looks whether SSL_set_fd has worked\n",
        "client-tls.c:63: SIGPIPE is not handled: after SSL_write to a peer that has gone, the next write ends the program",
        "server-tls.c:50: one failed handshake ends the server: `return 1` leaves the loop, and connd stays open\n",
        "server-tls.c:24: argv[2] overwrites server_cert, which argv[1] has set\n",
        "server-tls.c:37: no SO_REUSEADDR",
        "\n6.1      client-tls             18 of 18 ",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_call_that_nothing_explains_fails() {
    let folder =
        originals(&[(CLIENT, "SSL_connect(ssl) !=", "SSL_set_quiet_shutdown(ssl, 1), SSL_connect(ssl) !=")]);
    let output = compare(folder.path(), &["6.1"]);
    let text = shown(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("  SSL_set_quiet_shutdown         !        (only the C calls it)\n"), "{text}");
    assert!(text.contains("not in our listing: SSL_set_quiet_shutdown\n"), "{text}");
    assert!(text.contains("1 UNEXPLAINED"), "{text}");
    assert!(errors(&output).contains("that nothing explains: 1\n"), "{}", errors(&output));
}

#[test]
fn a_call_that_the_c_does_not_make_fails() {
    let folder = originals(&[(CLIENT, "SSL_set_fd(ssl, sockfd);", "")]);
    let output = compare(folder.path(), &["6.1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        shown(&output).contains("SSL_set_fd (in the book's listing, but not in this C file)"),
        "{}",
        shown(&output)
    );
}

#[test]
fn another_edition_is_found_by_names() {
    let folder = tempfile::tempdir().unwrap();
    for (file, other) in
        [(CLIENT, "Examples/Proto/client-server/Client_TLS.c"), (SERVER, "Proto/Client-Server/server-tls.c")]
    {
        write(&folder.path().join(other), &fs::read_to_string(twins().join(file)).unwrap());
    }
    let output = compare(folder.path(), &["6.1", "--quiet"]);
    let text = shown(&output);
    assert!(output.status.success(), "{text}");
    assert!(
        text.contains("client-tls beside Proto/client-server/Client_TLS.c (another folder's name)"),
        "{text}"
    );
    assert!(
        text.contains("server-tls beside Proto/Client-Server/server-tls.c (another folder's name)"),
        "{text}"
    );

    // A name that is another section's, too, says nothing.
    let copy = |file: &str, other: &str| {
        write(&folder.path().join(other), &fs::read_to_string(twins().join(file)).unwrap());
    };
    fs::remove_dir_all(folder.path().join("Proto")).unwrap();
    copy(SERVER, "x/server-tls.c");
    let text = shown(&compare(folder.path(), &["6.1", "--quiet"]));
    let contested =
        "server-tls.c (x/server-tls.c may be that of another program, by its name: choose with --match)";
    assert!(text.contains(contested), "{text}");
    copy(CLIENT, "z/client-tls-earlydata.c");
    let text = shown(&compare(folder.path(), &["6.5", "--quiet"]));
    assert!(text.contains("beside z/client-tls-earlydata.c (by its name alone)"), "{text}");

    // If two files fit, neither is used until the user names one.
    copy(SERVER, "y/server-tls.c");
    let text = shown(&compare(folder.path(), &["6.1", "--quiet"]));
    assert!(
        text.contains("server-tls.c (several fit (x/server-tls.c, y/server-tls.c): choose with --match)"),
        "{text}"
    );
    let told = format!("server-tls={}", folder.path().join("x/server-tls.c").display());
    let output = compare(folder.path(), &["6.1", "--quiet", "--match", &told]);
    assert!(
        output.status.success() && shown(&output).contains("server-tls.c (by --match)"),
        "{}",
        shown(&output)
    );
}

#[test]
fn folders_and_files_that_are_none_of_the_books_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let says = |c: &Path, arguments: &[&str]| {
        let output = compare(c, arguments);
        (output.status.code(), shown(&output) + &errors(&output))
    };
    let (status, text) = says(&folder.path().join("none"), &[]);
    assert!(status == Some(1) && text.contains("none (No such file"), "{text}");
    let (status, text) = says(folder.path(), &["6.1"]);
    assert!(
        status == Some(1) && text.contains("can be compared: it should be the folder Examples"),
        "{text}"
    );
    let (status, text) = says(&twins(), &["8.3"]);
    assert!(status == Some(1) && text == "tlsbook: no program of 8.3 has a C original\n", "{text}");
    let (status, text) = says(&twins(), &["9.9"]);
    assert!(status == Some(1) && text.contains("there is no section or experiment 9.9"), "{text}");
    let (status, text) = says(&twins(), &["6.1", "--match", "client-tls=/none"]);
    assert!(status == Some(2) && text.contains("/none is not a file"), "{text}");
    let (status, text) = says(&twins(), &["6.1", "--match", "client=/etc/passwd"]);
    assert!(status == Some(1) && text.contains("there is no program client that stands beside"), "{text}");

    // Leftovers, garbage and devices each get a row, and the rest is still compared.
    let folder = originals(&[]);
    let c = folder.path();
    fs::write(c.join(CLIENT), [0xff, 0, 0x28].repeat(1000)).unwrap();
    fs::write(c.join("1.Protocol/02.client-server/client-tls.o"), b"\x7fELF").unwrap();
    std::os::unix::fs::symlink("/dev/zero", c.join("zero.c")).unwrap();
    std::os::unix::fs::symlink(c, c.join("again")).unwrap();
    let (status, text) = says(c, &["6.1", "--quiet"]);
    assert!(status == Some(1) && text.contains("client-tls             0 of 0 "), "{text}");
    assert!(
        text.contains("server-tls             21 of 21 ")
            || text.contains("server-tls             20 of 20 "),
        "{text}"
    );
    fs::remove_file(c.join(CLIENT)).unwrap();
    std::os::unix::fs::symlink("/dev/zero", c.join(CLIENT)).unwrap();
    let (_, text) = says(c, &["6.1", "--quiet"]);
    assert!(text.contains("client-tls.c: it is no file with text"), "{text}");
}

#[test]
fn a_source_that_no_sample_is_like_takes_no_time() {
    let folder = originals(&[]);
    let path = folder.path().join(CLIENT);
    let says = |source: &str| {
        fs::write(&path, source).unwrap();
        shown(&compare(folder.path(), &["6.1", "--quiet"]))
    };
    let text = says(&format!("int main() {{ {}0{}; }}", "(".repeat(3_000), ")".repeat(3_000)));
    assert!(text.contains("client-tls.c: it is nested more than 300 deep"), "{text}");
    let text = says(&"int a;\n".repeat(6000));
    assert!(text.contains("client-tls.c: it has 42000 bytes: no sample is as long"), "{text}");
}

#[test]
fn a_folder_that_is_far_too_large_is_not_searched_to_its_end() {
    let folder = originals(&[]);
    for number in 0..5100 {
        fs::create_dir(folder.path().join(format!("0{number}"))).unwrap();
    }
    let text = shown(&compare(folder.path(), &["6.1", "--quiet"]));
    assert!(text.contains("is larger than any edition: a part of it is left out"), "{text}");
}

#[test]
fn a_call_that_is_said_to_be_ours_alone_is_beside_none_of_the_c() {
    let folder = tempfile::tempdir().unwrap();
    let source = "int algo_main(int mode) { EVP_CipherInit(c);\n EVP_CipherUpdate(c); }\n";
    write(&folder.path().join("2.Crypto/03.sym/aes-gcm.c"), source);
    let text = shown(&compare(folder.path(), &["7.4"]));
    let line = |has: &[&str]| text.lines().any(|line| has.iter().all(|part| line.contains(part)));
    assert!(line(&[">", "EVP_CipherUpdate (Rust only: Without an output buffer"]), "{text}");
    assert!(line(&["2  EVP_CipherUpdate", "=", "EVP_CipherUpdate"]), "{text}");
}

/// A folder with this script as `cc`, and a `PATH` that starts with the folder.
fn with_cc(script: &str) -> (TempDir, std::ffi::OsString) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let cc = folder.path().join("cc");
    fs::write(&cc, script).unwrap();
    fs::set_permissions(&cc, fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let path =
        std::env::join_paths(std::iter::once(folder.path().to_owned()).chain(std::env::split_paths(&path)));
    (folder, path.unwrap())
}

#[test]
fn a_compiler_that_hangs_or_fails_says_nothing_of_the_c() {
    let says = |script: &str| {
        let (_folder, path) = with_cc(script);
        let output =
            command(&twins(), &["6.1", "--quiet", "--limit", "1"]).env("PATH", path).output().unwrap();
        let text = shown(&output);
        assert!(output.status.success() && !text.contains("does not compile"), "{text}");
        text
    };
    let text = says("#!/bin/sh\nsleep 60\n");
    assert!(text.contains("cc cannot be asked about OpenSSL (cc has not ended after 1 s)"), "{text}");
    let text = says("#!/bin/sh\necho 'cc: fatal error: no cc1' >&2\nexit 1\n");
    assert!(
        text.contains(
            "cc cannot compile with OpenSSL's headers, so nothing is said of that (cc: fatal error: no cc1)"
        ),
        "{text}"
    );
    // It compiles the first file but never finishes the sample.
    let text = says("#!/bin/sh\ncase $* in *probe.c) exit 0;; esac\nsleep 60\n");
    assert!(
        text.contains("not known whether it compiles with OpenSSL: cc has not ended after 1 s"),
        "{text}"
    );
    let output = command(&twins(), &["6.1", "--quiet"]).env("PATH", "/none").output().unwrap();
    assert!(shown(&output).contains("cc is not installed: what a compiler says"), "{}", shown(&output));
}

// What is written, and where.

#[test]
fn files_are_written_though_nobody_reads_the_terminal() {
    let out = tempfile::tempdir().unwrap();
    let (html, json) = (out.path().join("pages"), out.path().join("all.json"));
    let arguments = ["6.1", "--html", html.to_str().unwrap(), "--json", json.to_str().unwrap()];
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = command(&twins(), &arguments).stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(html.join("index.html").is_file() && json.is_file());
}

#[test]
fn names_that_are_no_text_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;
    let folder = originals(&[]);
    let hostile = std::ffi::OsStr::from_bytes(b"\xff\x1b]0;title\x07.c");
    fs::write(folder.path().join(hostile), "int main(void) { return 0; }\n").unwrap();
    let json = folder.path().join("all.json");
    let output = compare(folder.path(), &["--quiet", "--json", json.to_str().unwrap()]);
    assert!(
        shown(&output).contains("no sample of ours: \u{fffd}\\x1b]0;title\\x07.c\n"),
        "{}",
        shown(&output)
    );
    assert!(!output.stdout.contains(&0x1b));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(report["without_ours"][0], "\u{fffd}\u{1b}]0;title\u{7}.c");
}

// Pages.

#[test]
fn a_page_has_both_listings_and_no_markup_of_the_c() {
    let folder = originals(&[(CLIENT, "as short as it can be", "<script>alert(1)</script> & \"more\"")]);
    let out = tempfile::tempdir().unwrap();
    let (html, json) = (out.path().join("pages"), out.path().join("all.json"));
    let arguments = ["6.1", "--quiet", "--html", html.to_str().unwrap(), "--json", json.to_str().unwrap()];
    let output = compare(folder.path(), &arguments);
    assert!(output.status.success(), "{}", errors(&output));

    let page = fs::read_to_string(html.join("client-tls.html")).unwrap();
    for part in [
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;",
        "sockaddr_in",               // theirs
        "messages::client_messages", // ours
        "id=\"c52\"",
        "href=\"#c52\"",
        "fgets returns a pointer",
        "prefers-color-scheme: dark",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script src", "<script>alert", "http://", "https://", "url("] {
        assert!(!page.contains(part), "{part}: a page needs nothing but itself");
    }
    assert!(page.contains("default-src 'none'"));
    let index = fs::read_to_string(html.join("index.html")).unwrap();
    for (page, parts) in [
        (
            &page,
            [
                "Every difference that was found is explained.",
                "すべて説明できています",
                "<p class=\"label\">Rust</p>",
            ],
        ),
        (&index, ["href=\"client-tls.html\"", "(OpenSSL ", " UTC</dd>"]),
        (&page, ["rel=\"prev\" href=\"server-tls.html\"", "href=\"index.html\"", "In the C"]),
        (&index, ["rel=\"next\" href=\"server-tls.html\"", "how many calls of the C source", "value=\"ja\""]),
    ] {
        for part in parts {
            assert!(page.contains(part), "{part}");
        }
    }

    let report: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let client = &report["programs"][1];
    assert_eq!(
        (client["program"].as_str(), client["paper"]["aligned"].as_u64()),
        (Some("client-tls"), Some(18))
    );
    assert!(client["paper"]["slips"].as_array().unwrap().len() >= 5, "{client}");

    let file = out.path().join("file");
    fs::write(&file, "").unwrap();
    let output = compare(&twins(), &["6.1", "--quiet", "--html", file.to_str().unwrap()]);
    assert!(errors(&output).contains("tlsbook: cannot write "), "{}", errors(&output));
}

/// What a page shows in Japanese, one piece of text a line, without code.
fn japanese(page: &str) -> String {
    let mut text = page.to_owned();
    for (from, to) in [
        ("<title", "</title>"), // the script sets it
        ("<style", "</style>"),
        ("<script", "</script>"),
        ("<code", "</code>"),
        ("<span lang=\"en\">", "</span>"),
        ("<", ">"),
    ] {
        while let Some((before, rest)) = text.split_once(from) {
            text = format!("{before}\n{}", rest.split_once(to).unwrap().1);
        }
    }
    text
}

/// Whether a text has three words of English prose in a row. What a comment of a source says, in 「」, is a quotation.
fn has_prose(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words: Vec<bool> = text.split([' ', ',', ';']).map(is_word).collect();
    !text.contains('「') && words.windows(3).any(|three| three.iter().all(|word| *word))
}

#[test]
fn a_page_is_japanese_for_a_japanese_reader() {
    // It cannot be started, and it has slips.
    let folder = originals(&[(SERVER, "SSL_library_init();", "return 3;")]);
    let out = tempfile::tempdir().unwrap();
    let arguments = ["6.1/session", "--no-calls", "--quiet", "--html", out.path().to_str().unwrap()];
    let built = build(folder.path());
    let built = built.as_ref().map_or(folder.path(), TempDir::path);
    compare(folder.path(), &[&arguments[..], &["--built", built.to_str().unwrap()]].concat());
    let mut all = String::new();
    for page in ["index.html", "client-tls.html", "server-tls.html"] {
        let page = fs::read_to_string(out.path().join(page)).unwrap();
        let english: Vec<String> =
            japanese(&page).lines().filter(|line| has_prose(line)).map(str::to_owned).collect();
        assert!(english.is_empty(), "{english:#?}");
        all += &page;
    }
    for part in ["入力の終わりに気付かない", "serverはC版、clientはRust版", "説明できない違い: "]
    {
        assert!(all.contains(part), "{part}");
    }
    assert!(has_prose("the loop ends before x") && !has_prose("client-tls（C版）：ERROR: failed SSL read"));
}

#[test]
fn every_link_of_a_page_leads_to_its_line() {
    let change = "#include \"complain.h\"\nstatic void unused(const char *what, SSL *ssl)";
    let folder = originals(&[(CLIENT, "static void complain(const char *what, SSL *ssl)", change)]);
    let slip = format!(
        "{}static void complain(const char *what, SSL *ssl)\n{{\n    SSL_get_error(ssl, 0);\n}}\n",
        "/* far down */\n".repeat(200)
    );
    write(&folder.path().join("1.Protocol/02.client-server/complain.h"), &slip);
    let out = tempfile::tempdir().unwrap();
    compare(folder.path(), &["6.1", "--quiet", "--html", out.path().to_str().unwrap()]);
    let page = fs::read_to_string(out.path().join("client-tls.html")).unwrap();
    let after = |text: &str| -> Vec<String> {
        page.split(text).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = after(" id=\"");
    assert!(page.contains("href=\"#c1-203\">complain.h:203"), "the slip is not where it should be");
    for target in after("href=\"#") {
        assert_eq!(ids.iter().filter(|id| **id == target).count(), 1, "{target}");
    }
}

// When run.

#[test]
fn folders_and_files_may_be_given_from_here() {
    let Some(folder) = build(&twins()) else { return };
    let arguments =
        ["6.1/session", "--built", ".", "--match", "client-tls=client-tls", "--no-calls", "--quiet"];
    let output = command(&twins(), &arguments).current_dir(folder.path()).output().unwrap();
    assert!(shown(&output).contains("\n4 of 4 as they should be\n"), "{}", shown(&output));

    // An executable alone is enough to run the program.
    let arguments = ["6.1/session", "--match", "client-tls=client-tls", "--no-calls", "--quiet"];
    let output = command(&twins(), &arguments).current_dir(folder.path()).output().unwrap();
    assert!(shown(&output).contains("\n2 of 2 as they should be; 2 not played\n"), "{}", shown(&output));
}

#[test]
fn what_cannot_be_started_has_refused_nothing() {
    let Some(folder) = build(&twins()) else { return };
    let client = folder.path().join("client-tls");
    let status = harness::stranger_command("cc")
        .args(["-w", "-Wl,--dynamic-linker=/none/ld.so", "-o", client.to_str().unwrap()])
        .args([twins().join(CLIENT).to_str().unwrap(), "-lssl", "-lcrypto"])
        .status();
    assert!(status.unwrap().success());
    let arguments =
        ["6.1/tampered", "--built", folder.path().to_str().unwrap(), "--no-calls", "--limit", "1"];
    let text = shown(&compare(&twins(), &arguments));
    assert!(
        text.contains("client C              not played: client-tls (C) cannot be started: stdbuf: "),
        "{text}"
    );
}

#[test]
fn that_an_original_is_missing_excuses_nothing() {
    let folder = originals(&[(CLIENT, "SSL_library_init();", "SSL_library_init(); abort();")]);
    let Some(built) = build(folder.path()) else { return };
    fs::remove_file(built.path().join("server-tls")).unwrap();
    let arguments = ["6.1/session", "--built", built.path().to_str().unwrap(), "--no-calls", "--quiet"];
    let output = compare(folder.path(), &arguments);
    let text = shown(&output);
    assert!(
        text.contains("server C, client C                 not played: server-tls is not built"),
        "{text}"
    );
    assert!(text.contains("client C              UNEXPLAINED: client-tls (C): signal: 6"), "{text}");
    assert_eq!(output.status.code(), Some(1));
}

/// The processes that a test program has recorded, by process ID, one per line.
fn processes(file: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines().map(|id| Path::new("/proc").join(id)).collect()
}

/// Asserts that these processes end soon.
fn assert_gone(processes: &[PathBuf]) {
    let is_there = |process: &PathBuf| {
        // A process that has ended but has not been waited for is a zombie.
        fs::read_to_string(process.join("stat")).is_ok_and(|stat| !stat.contains(") Z "))
    };
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
    while processes.iter().any(is_there) {
        assert!(std::time::Instant::now() < deadline, "{processes:?}");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

/// Makes the client write its own process ID and a child's to `$PROCESSES`, and then wait for ever.
const TWO_THAT_WAIT: &str = "SSL_library_init(); fork(); FILE *f = fopen(getenv(\"PROCESSES\"), \"a\");\
                             fprintf(f, \"%d\\n\", (int)getpid()); fclose(f); pause();";

#[test]
fn no_process_is_left_behind() {
    let folder = originals(&[(CLIENT, "SSL_library_init();", TWO_THAT_WAIT)]);
    let Some(built) = build(folder.path()) else { return };
    let file = built.path().join("processes");
    let arguments =
        ["6.1/session", "--built", built.path().to_str().unwrap(), "--no-calls", "--quiet", "--limit", "1"];
    let output = command(folder.path(), &arguments).env("PROCESSES", &file).output().unwrap();
    assert!(shown(&output).contains("shows nothing more for 1s"), "{}", shown(&output));
    assert_eq!(processes(&file).len(), 4, "in two meetings, two each");
    assert_gone(&processes(&file));
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    let folder = originals(&[(CLIENT, "SSL_library_init();", TWO_THAT_WAIT)]);
    let Some(built) = build(folder.path()) else { return };
    let (file, scratch) = (built.path().join("processes"), tempfile::tempdir().unwrap());
    let arguments = ["6.1/session", "--built", built.path().to_str().unwrap(), "--no-calls", "--limit", "60"];
    let mut command = command(folder.path(), &arguments);
    command.env("PROCESSES", &file).env("TMPDIR", scratch.path());
    let mut window = harness::Window::open("compare", command, std::time::Duration::from_secs(60)).unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while processes(&file).len() < 2 {
        assert!(std::time::Instant::now() < deadline, "the original is not started");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(fs::read_dir(scratch.path()).unwrap().count() > 0, "it does not play in a folder of its own");
    window.interrupt().unwrap();
    window.end(130).unwrap();
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    assert_gone(&processes(&file));
}

#[test]
fn a_connection_that_is_held_for_ever_is_given_up() {
    // The child gives up everything it inherited except the connection.
    let changed = "SSL *ssl = SSL_new(ctx); if (fork() == 0) { setsid(); close(0); close(1); close(2); sleep(60); _exit(0); }";
    let folder = originals(&[(CLIENT, "SSL *ssl = SSL_new(ctx);", changed)]);
    let start = std::time::Instant::now();
    let Some(output) = built(folder.path(), &["--no-calls"]) else { return };
    assert!(shown(&output).contains("the connection is still held by a process"), "{}", shown(&output));
    assert!(start.elapsed() < std::time::Duration::from_secs(55), "{:?}", start.elapsed());
}

#[test]
fn what_the_originals_miss_is_found_by_running_them() {
    let Some(folder) = build(&twins()) else { return };
    let built = folder.path().to_str().unwrap();
    let arguments = ["--built", built, "6.1/empty", "6.1/tampered", "--no-calls", "--quiet", "--limit", "4"];
    let output = compare(&twins(), &arguments);
    let text = shown(&output);
    assert!(output.status.success(), "{text}{}", errors(&output));
    for line in [
        "6.1/empty                server ours, client C              client-tls writes without end (explained: ",
        "6.1/empty                server C, client ours              as it should be\n",
        "6.1/tampered             server ours, client C              client-tls (C) takes what the book's refuses; still running",
        "6.1/tampered             server C, client ours              as it should be\n",
        " openssl: exit status: 0, ", // the same program on both sides
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn every_pair_meets() {
    let Some(output) = built(&twins(), &["--no-calls"]) else { return };
    let text = shown(&output);
    assert!(output.status.success(), "{text}{}", errors(&output));
    assert!(text.contains("\n4 of 4 as they should be\n"), "{text}");
    // The record lengths of the book, whichever side sends: 22 bytes more than `Hello server` and `break`, and
    // the close_notify.
    assert_eq!(text.matches(" 34 27 24 <- ").count(), 4, "{text}");
    assert_eq!(text.matches("TLS 1.3, TLS_AES_256_GCM_SHA384, ").count(), 4, "{text}");
    // Both are told the host, so neither says where it sends to.
    let shows = "6.1/session, client-tls: what it shows (- C, + ours)\n        Message to send: ";
    assert!(text.contains(shows) && !text.contains("Send to localhost"), "{text}");
    assert!(text.contains("      - [exit status: 1]\n      + [exit status: 0]\n"), "{text}");
    assert!(text.contains(" MiB\n"), "the memory was looked at: {text}");
    assert!(text.contains("built with OpenSSL"), "{text}");
}

#[test]
fn the_calls_that_happen_are_aligned() {
    if !harness::tool("gdb") || !harness::tool("valgrind") {
        return;
    }
    let Some(output) = built(&twins(), &[]) else { return };
    let text = shown(&output);
    assert!(output.status.success(), "{text}{}", errors(&output));
    if text.contains("our programs have OpenSSL in them") {
        println!("skipped: OpenSSL is vendored, and no library whose calls are seen");
        return;
    }
    assert_eq!(text.matches(" 12 of 12  4 of 4 ").count(), 2, "{text}");
    let has = |c: &str, rust: &str, note: &str| {
        let line = format!("{c:<34} {rust:<34} {note}");
        assert!(text.contains(&line), "{line}\n{text}");
    };
    has("SSL_set_fd", "SSL_set_bio", "SSL_set_bio in place of SSL_set_fd");
    has("SSL_read", "SSL_read_ex", "SSL_read_ex in place of SSL_read");
    has("SSL_connect", "SSL_connect", "");
    has("", "SSL_CTX_set_verify", "only ours");
    assert!(text.contains("the bindings' own transport"), "{text}");
    assert!(!text.contains("valgrind: Invalid"), "{text}");
}

#[test]
fn valgrind_finds_what_is_freed_twice() {
    if !harness::tool("gdb") || !harness::tool("valgrind") {
        return;
    }
    let folder = originals(&[(
        CLIENT,
        "SSL_CTX_free(ctx);",
        "SSL_CTX_free(ctx); char *p = malloc(9); free(p); p[0] = 1;",
    )]);
    let Some(output) = built(folder.path(), &["--quiet"]) else { return };
    assert!(
        shown(&output).contains("valgrind: Invalid write of size 1 (client-tls.c:"),
        "{}",
        shown(&output)
    );
}

#[test]
fn what_crashes_hangs_or_writes_for_ever_is_a_row() {
    let broken = |changed: &str| {
        let folder = originals(&[(CLIENT, "SSL_library_init();", changed)]);
        built(folder.path(), &["--no-calls", "--quiet", "--limit", "1"])
    };
    for (changed, reason) in [
        ("SSL_library_init(); abort();", "client-tls (C): signal: 6 (SIGABRT)"),
        ("SSL_library_init(); pause();", "shows nothing more for 1s"),
        ("SSL_library_init(); for (;;) puts(\"more\");", "client-tls writes without end"),
        (
            "SSL_library_init(); SSL_CTX_new(0); fprintf(stderr, \"ERROR: no luck\\n\"); return 0;",
            "client-tls (C): ERROR: no luck",
        ),
    ] {
        let Some(output) = broken(changed) else { return };
        let text = shown(&output);
        assert!(text.contains(reason), "{reason}\n{text}");
        // The other pairs still meet. That the C pair fails, too, explains nothing.
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("\n2 of 4 as they should be\n"), "{text}");
        assert!(text.contains("server C, client ours              as it should be"), "{text}");
    }
}

#[test]
fn what_only_ours_refuses_is_a_finding() {
    // Before the handshake, the C client sends a byte that the C server accepts.
    let folder = originals(&[
        (CLIENT, "SSL_set_fd(ssl, sockfd);", "SSL_set_fd(ssl, sockfd); write(sockfd, \"x\", 1);"),
        (SERVER, "SSL_set_fd(ssl, connd);", "SSL_set_fd(ssl, connd); read(connd, buff, 1);"),
    ]);
    let Some(output) = built(folder.path(), &["--no-calls", "--quiet"]) else { return };
    let text = shown(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains(
            "server ours, client C              UNEXPLAINED: server-tls (ours): ERROR: failed SSL accept ("
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "server C, client ours              UNEXPLAINED: client-tls (ours): ERROR: failed SSL connect ("
        ),
        "{text}"
    );
    assert!(text.contains("\n2 of 4 as they should be\n"), "{text}");
    assert!(errors(&output).contains("that nothing explains: 2\n"), "{}", errors(&output));
}

#[test]
fn a_reason_needs_its_slip_and_what_it_shows() {
    let meets = |changes: &[(&str, &str, &str)]| {
        let folder = originals(changes);
        let built = build(folder.path())?;
        let arguments = ["6.3/session", "--built", built.path().to_str().unwrap(), "--no-calls", "--quiet"];
        let output = compare(folder.path(), &arguments);
        let text = shown(&output);
        let row = text.lines().find(|line| line.contains("server C, client ours  ")).unwrap_or(&text);
        Some((output.status.code(), row.to_owned()))
    };
    let copies = "memcpy(key, \"\\x1a\\x2b\\x3c\\x4d\", 4);";
    let (points, wrong) = ("key = (unsigned char *)\"abcd\";", "memcpy(key, \"abcd\", 4);");
    let Some((status, row)) = meets(&[]) else { return };
    assert!(status == Some(0) && row.ends_with(" as it should be"), "{row}");
    // The slip of the book's original.
    let (status, row) = meets(&[(PSK_SERVER, copies, points)]).unwrap();
    let explained = "(explained: the original server never copies the key into the library's buffer)";
    assert!(status == Some(0) && row.contains("ERROR: failed SSL ") && row.ends_with(explained), "{row}");
    // The same failure without the slip, and the slip with another failure.
    let (status, row) = meets(&[(PSK_SERVER, copies, wrong)]).unwrap();
    assert!(status == Some(1) && row.contains("UNEXPLAINED: client-tls-psk (ours): ERROR: "), "{row}");
    let aborts = format!("{points} abort();");
    let (status, row) = meets(&[(PSK_SERVER, copies, &aborts)]).unwrap();
    assert!(status == Some(1) && row.contains("UNEXPLAINED: ") && row.contains("signal: 6"), "{row}");
    // The slip, and a pair that gets on all the same.
    let unused = format!("{copies} unsigned char *first = key; {points} key = first;");
    let (status, row) = meets(&[(PSK_SERVER, copies, &unused)]).unwrap();
    assert!(status == Some(1) && row.contains("UNEXPLAINED: gets on, although it should fail: "), "{row}");
}

#[test]
fn what_the_makefiles_flags_compile_is_said_to_compile() {
    if !harness::tool("cc") {
        return;
    }
    // Optimized, the C library refuses this call: it has no mode for the file that it makes.
    let strict = "#define _FORTIFY_SOURCE 2\n#include <fcntl.h>\n#include <netdb.h>";
    let call = "SSL_library_init(); int made = open(\"x\", O_CREAT | O_RDONLY); close(made);";
    let folder = originals(&[(CLIENT, "#include <netdb.h>", strict), (CLIENT, "SSL_library_init();", call)]);
    let text = shown(&compare(folder.path(), &["6.1", "--quiet"]));
    assert!(!text.contains("does not compile"), "{text}");
    // A warning counts if gcc has followed the way on which a variable is not set.
    let maybe = |source: &str| {
        let folder = originals(&[(CLIENT, "SSL_library_init();", &format!("SSL_library_init(); {source}"))]);
        shown(&compare(folder.path(), &["6.1", "--quiet"]))
    };
    let text = maybe("char *v; if (argc == 9) v = strdup(argv[8]); puts(v);");
    assert!(text.contains("ninitialized"), "{text}");
    let text = maybe(
        "int size, number; if (argc == 9) { size = 3; number = atoi(argv[8]); } if (argc == 9) port = size + number;",
    );
    assert!(!text.contains("ninitialized"), "{text}");
}

#[test]
fn executables_that_cannot_be_run_are_told() {
    let Some(folder) = build(&twins()) else { return };
    let client = folder.path().join("client-tls");
    let says = || {
        let arguments = ["--built", folder.path().to_str().unwrap(), "6.1/session", "--no-calls", "--quiet"];
        let output = compare(&twins(), &arguments);
        shown(&output) + &errors(&output)
    };
    let mut bytes = fs::read(&client).unwrap();
    bytes[18] = 8; // e_machine: MIPS
    fs::write(&client, &bytes).unwrap();
    assert!(says().contains("client-tls is for another machine (Mips"), "{}", says());

    fs::write(&client, b"\x7fELF and nothing more").unwrap();
    assert!(says().contains("client-tls is no executable of Linux"), "{}", says());

    fs::write(&client, "#!/bin/sh\n").unwrap();
    assert!(says().contains("client-tls is not built"), "{}", says());

    let library = folder.path().join("libnone.so");
    let cc = |arguments: &[&str]| {
        assert!(harness::stranger_command("cc").args(arguments).status().unwrap().success());
    };
    let source = folder.path().join("none.c");
    fs::write(&source, "int none(void) { return 0; }\n").unwrap();
    cc(&["-shared", "-o", library.to_str().unwrap(), source.to_str().unwrap()]);
    let c = twins().join(CLIENT);
    cc(&[
        "-w",
        "-o",
        client.to_str().unwrap(),
        c.to_str().unwrap(),
        "-Wl,--no-as-needed",
        library.to_str().unwrap(),
        "-lssl",
        "-lcrypto",
    ]);
    fs::remove_file(library).unwrap();
    assert!(says().contains("error while loading shared libraries: "), "{}", says());

    let output = compare(&twins(), &["6.1", "--built", "/none"]);
    assert!(output.status.code() == Some(1) && errors(&output).contains("/none"), "{}", errors(&output));
}
