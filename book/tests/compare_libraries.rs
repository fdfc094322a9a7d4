//! Tests `tlsbook compare --built` with twins of the originals on both libraries that the text promises: OpenSSL and
//! wolfSSL, for a session of 6.1, with a pre-shared key (6.3) and with a resumption (6.4).
//!
//! The twins of 6.3 and 6.4 are those of 6.1 with a few lines changed, as they are in the text.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A library: what `compare` calls it, and how the compiler gets to it.
struct Library {
    name: &'static str,
    options: &'static [&'static str],
}

const OPENSSL: Library = Library { name: "OpenSSL", options: &["-lssl", "-lcrypto"] };

/// wolfSSL, with its headers in the places of OpenSSL's.
const WOLFSSL: Library = Library {
    name: "wolfSSL",
    options: &["-include", "wolfssl/options.h", "-I/usr/include/wolfssl", "-lwolfssl"],
};

/// A twin: its C file among the originals, the twin of 6.1 that it is made of, and what changes there.
struct Twin {
    file: &'static str,
    of: &'static str,
    changes: &'static [(&'static str, &'static str)],
}

const CLIENT: &str = "1.Protocol/02.client-server/client-tls.c";
const SERVER: &str = "1.Protocol/02.client-server/server-tls.c";

const SESSION: [Twin; 2] =
    [Twin { file: SERVER, of: SERVER, changes: &[] }, Twin { file: CLIENT, of: CLIENT, changes: &[] }];

/// The certificates go, a callback comes.
const PSK: [Twin; 2] = [
    Twin {
        file: "1.Protocol/04.psk/server-tls-psk.c",
        of: SERVER,
        changes: &[
            (
                "int main(",
                "static unsigned int psk(SSL *ssl, const char *identity, unsigned char *key, unsigned int max)
                 {
                     printf(\"Identity: %s\\n\", identity);
                     memcpy(key, \"\\x1a\\x2b\\x3c\\x4d\", 4);
                     return 4;
                 }
                 int main(",
            ),
            (
                "    if (SSL_CTX_use_certificate_file(ctx, server_cert, SSL_FILETYPE_PEM) != 1
        || SSL_CTX_use_PrivateKey_file(ctx, server_key, SSL_FILETYPE_PEM) != 1)
        return 1;",
                "SSL_CTX_set_psk_server_callback(ctx, psk);",
            ),
        ],
    },
    Twin {
        file: "1.Protocol/04.psk/client-tls-psk.c",
        of: CLIENT,
        changes: &[
            (
                "int main(",
                "static unsigned int psk(SSL *ssl, const char *hint, char *identity, unsigned int max_identity,
                                         unsigned char *key, unsigned int max)
                 {
                     strcpy(identity, \"Client_identity\");
                     memcpy(key, \"\\x1a\\x2b\\x3c\\x4d\", 4);
                     return 4;
                 }
                 int main(",
            ),
            (
                "SSL_CTX_load_verify_locations(ctx, ca_cert, NULL); /* slip: no SSL_CTX_set_verify */",
                "SSL_CTX_set_psk_client_callback(ctx, psk);",
            ),
        ],
    },
];

/// The session is saved where 6.1 says that it sends the break command, and set before the handshake.
const RESUMPTION: [Twin; 3] = [
    Twin { file: SERVER, of: SERVER, changes: &[] },
    Twin {
        file: "1.Protocol/05.resume/client-tls-session.c",
        of: CLIENT,
        changes: &[(
            "printf(\"Sending break command\\n\");",
            "static unsigned char der[20000];
             unsigned char *end = der;
             FILE *file = fopen(\"session.bin\", \"wb\");
             fwrite(der, 1, (size_t)i2d_SSL_SESSION(SSL_get_session(ssl), &end), file);
             fclose(file);",
        )],
    },
    Twin {
        file: "1.Protocol/05.resume/client-tls-resume.c",
        of: CLIENT,
        changes: &[(
            "if (SSL_connect(ssl) != SSL_SUCCESS) {",
            "static unsigned char der[20000];
             const unsigned char *start = der;
             FILE *file = fopen(\"session.bin\", \"rb\");
             size_t size = fread(der, 1, sizeof(der), file);
             fclose(file);
             printf(\"session.bin size = %d\\nResuming session\\n\", (int)size);
             SSL_SESSION *session = d2i_SSL_SESSION(NULL, &start, (long)size);
             SSL_set_session(ssl, session);
             SSL_SESSION_free(session);
             int connected = SSL_connect(ssl);
             printf(SSL_session_reused(ssl) ? \"Session is reused\\n\" : \"Session is not reused.\\n\");
             if (connected != SSL_SUCCESS) {",
        )],
    },
];

/// A folder of originals, and one with what was built of them. `None`, in words, without a compiler or the library.
fn built(twins: &[Twin], library: impl Fn(&Twin) -> &'static Library) -> Option<(TempDir, TempDir)> {
    if !harness::tool("cc") {
        return None;
    }
    let (c, built) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for twin in twins {
        let mut text = fs::read_to_string(of(twin)).unwrap();
        for (from, to) in twin.changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        let file = c.path().join(twin.file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        let library = library(twin);
        let mut cc = harness::stranger_command("cc");
        cc.args(["-g", "-w", "-o"]).arg(built.path().join(file.file_stem().unwrap())).arg(&file);
        let output = cc.args(library.options).output().unwrap();
        let what = format!("{} with its headers: {}", library.name, String::from_utf8_lossy(&output.stderr));
        if !harness::found(output.status.success(), &what) {
            return None;
        }
    }
    Some((c, built))
}

fn of(twin: &Twin) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins").join(twin.of)
}

/// What `compare` says of an experiment with these twins. Everything must be as it should be.
fn meet(experiment: &str, twins: &[Twin], library: impl Fn(&Twin) -> &'static Library) -> Option<String> {
    let (status, text) = compare(experiment, &built(twins, library)?, None);
    assert!(status == 0 && text.contains("\n4 of 4 as they should be\n"), "{status}\n{text}");
    Some(text)
}

/// The exit status of `compare` for an experiment with these originals, and what it shows. `programs` is the folder with
/// our programs, if not that of this test.
fn compare(experiment: &str, originals: &(TempDir, TempDir), programs: Option<&Path>) -> (i32, String) {
    let (c, built) = originals;
    let ours = harness::program("tlsbook").unwrap();
    let path = programs.map_or(ours.clone(), |folder| folder.join(ours.file_name().unwrap()));
    let mut command = harness::stranger_command(&path);
    command.current_dir(harness::root()).arg("compare").arg("--c").arg(c.path());
    command.arg("--built").arg(built.path()).args([experiment, "--no-calls", "--limit", "5"]);
    let output = command.output().unwrap();
    let shown = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (output.status.code().unwrap(), shown.concat())
}

/// How many of the programs compared were built with this library.
fn count(text: &str, library: &Library) -> usize {
    text.matches(&format!("built with {}", library.name)).count()
}

#[test]
fn a_session() {
    for library in [&OPENSSL, &WOLFSSL] {
        let Some(text) = meet("6.1/session", &SESSION, |_| library) else { continue };
        assert_eq!(count(&text, library), 2, "{text}");
        // The record lengths of the book, whichever library sends.
        assert_eq!(text.matches(" 34 27 24 <- ").count(), 4, "{text}");
    }
}

/// The two sides need not have the same library.
#[test]
fn a_session_between_the_libraries() {
    let Some(text) =
        meet("6.1/session", &SESSION, |twin| if twin.file == SERVER { &WOLFSSL } else { &OPENSSL })
    else {
        return;
    };
    assert_eq!((count(&text, &OPENSSL), count(&text, &WOLFSSL)), (1, 1), "{text}");
}

#[test]
fn a_pre_shared_key() {
    for library in [&OPENSSL, &WOLFSSL] {
        let Some(text) = meet("6.3/session", &PSK, |_| library) else { continue };
        assert_eq!(count(&text, library), 2, "{text}");
    }
}

#[test]
fn a_resumption() {
    for library in [&OPENSSL, &WOLFSSL] {
        let Some(text) = meet("6.4/session", &RESUMPTION, |_| library) else { continue };
        assert!(count(&text, library) >= 2, "{text}");
    }
}

/// The row of the table for these sides.
fn row<'t>(text: &'t str, sides: &str) -> &'t str {
    let rows = text.lines().map(str::trim).filter(|line| line.starts_with("6."));
    rows.into_iter().find(|line| line.contains(sides)).unwrap_or_default()
}

/// An original that does something else than it should, and not because of a slip that is known: on either library,
/// its pairs with ours are findings.
#[test]
fn an_original_that_fails_for_no_known_reason_turns_the_exit_status() {
    let [server, client] = PSK;
    let other_key = ("\\x1a\\x2b\\x3c\\x4d", "\\x1a\\x2b\\x3c\\x4e");
    let changes = [server.changes, &[other_key]].concat();
    let twins = [Twin { changes: changes.leak(), ..server }, client];
    for library in [&OPENSSL, &WOLFSSL] {
        let Some(originals) = built(&twins, |_| library) else { continue };
        let (status, text) = compare("6.3/session", &originals, None);
        assert_eq!(status, 1, "{text}");
        let finding = row(&text, "server C, client ours");
        assert!(finding.contains("UNEXPLAINED: "), "{}: {finding}\n{text}", library.name);
        assert!(row(&text, "server ours, client C").ends_with("as it should be"), "{text}");
    }
}

/// A program of ours that has got worse: the originals are as good as before, and the exit status is another.
#[test]
fn a_program_of_ours_that_fails_turns_the_exit_status() {
    for library in [&OPENSSL, &WOLFSSL] {
        let Some(originals) = built(&RESUMPTION, |_| library) else { continue };
        // It never resumes: it is `client-tls`, told of no session.
        let broken = ours_with("client-tls-resume", "client-tls");
        let (status, text) = compare("6.4/session", &originals, Some(broken.path()));
        assert_eq!(status, 1, "{text}");
        let finding = row(&text, "server ours, client ours");
        let shown = "client (ours) does not show `Session is reused`";
        assert!(finding.contains("UNEXPLAINED: ") && finding.contains(shown), "{}: {text}", library.name);
        assert!(text.contains("\n3 of 4 as they should be\n"), "{text}");
    }
}

/// A folder with our programs, in which `name` is really `other`.
fn ours_with(name: &str, other: &str) -> TempDir {
    let folder = harness::program("tlsbook").unwrap().parent().unwrap().to_owned();
    // Beside the others, so that nothing has to be copied.
    let copy = tempfile::tempdir_in(&folder).unwrap();
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let file = entry.file_name();
        let is_program = entry.path().is_file() && Path::new(&file).extension().is_none();
        let source = if file == name { folder.join(other) } else { entry.path() };
        if is_program {
            fs::hard_link(source, copy.path().join(file)).unwrap();
        }
    }
    copy
}
