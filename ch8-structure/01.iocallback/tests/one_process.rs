//! pair-tls-iocb and errors-iocb: both ends in one process.

#![allow(clippy::unwrap_used)]

mod programs;

use std::fs;

use programs::open;

#[test]
fn both_ends_in_one_process() {
    let over: &[&str] = if cfg!(unix) { &["memory", "sockets"] } else { &["memory"] };
    for over in over {
        let folder = tempfile::tempdir().unwrap();
        let mut both = open("pair-tls-iocb", folder.path(), &["--over", over]);
        both.wait_for("Client connected successfully\n").unwrap();
        both.type_line("Hello server").unwrap();
        both.wait_for("\t\t\t\t\tReceived: Hello server\nReceived: I hear ya fa shizzle!\n").unwrap();
        both.see("Message to send: ").unwrap();
        both.type_line("break").unwrap();
        both.wait_for("End of TLS Client\n").unwrap();
        both.end(0).unwrap();
        let shown = both.transcript().to_owned();
        for line in [
            "Sending break command\n",
            "\t\t\t\t\tReceived break command\n",
            "\t\t\t\t\tClosed the connection\n",
        ] {
            assert!(shown.contains(line), "{shown}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no file");

        let cert = common::defaults::certs("broken/tb-server-expired-cert.pem");
        let arguments = ["--over", over, "--server-cert", cert.to_str().unwrap()];
        let mut both = open("pair-tls-iocb", folder.path(), &arguments);
        both.wait_for("ERROR: failed SSL connect (certificate has expired)\n").unwrap();
        both.wait_for("End of TLS Client\n").unwrap();
        both.end(1).unwrap();
    }
}

#[test]
fn each_error_of_a_callback_has_its_counterpart() {
    let folder = tempfile::tempdir().unwrap();
    let mut errors = open("errors-iocb", folder.path(), &[]);
    for (name, expected) in [
        ("WANT_READ", "SSL_ERROR_WANT_READ  | called again: connected"),
        ("WANT_WRITE", "SSL_ERROR_WANT_WRITE | called again: connected"),
        ("CONN_RST", "SSL_ERROR_SYSCALL    | failed SSL connect (connection reset)"),
        ("ISR", "SSL_ERROR_SYSCALL    | failed SSL connect (operation interrupted)"),
        ("ISR", "no error             | connected"),
        (
            "CONN_CLOSE",
            "SSL_ERROR_SYSCALL    | failed SSL connect (the peer closed the connection without close_notify)",
        ),
        ("TIMEOUT", "SSL_ERROR_SYSCALL    | failed SSL connect (timed out)"),
        ("GENERAL", "SSL_ERROR_SYSCALL    | failed SSL connect (other error)"),
    ] {
        errors.see(&format!("WOLFSSL_CBIO_ERR_{name}[..]| {expected}\n")).unwrap();
    }
    errors.see("End of TLS Client\n").unwrap();
    errors.end(0).unwrap();
}
