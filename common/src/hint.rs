//! Reports a failure, and says what to do about it where there is one thing to do.

use std::env;
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::path::Path;

use crate::defaults::DEFAULT_PORT;
use crate::error::{Error, Reason};
use crate::escape::line;
use crate::{interrupt, note};

/// Reports a failure on standard error, in the words of the book: `ERROR: failed SSL connect (…)`. Where there is one
/// thing to do about it, a second line says so: `HINT: start the server first …`.
///
/// A closed standard output is not reported, because the user closed it (`… | head -1`).
pub fn report(error: &Error) {
    interrupt::let_it_end();
    if matches!(error, Error::Output(source) if nobody_reads(source)) {
        return;
    }
    match hint(error, &program()) {
        None => note!("ERROR: {}", line(error)),
        Some(hint) => note!("ERROR: {}\nHINT: {}", line(error), line(hint)),
    }
}

/// Whether a write has failed because its pipe has been closed.
fn nobody_reads(error: &io::Error) -> bool {
    /// `ERROR_PIPE_NOT_CONNECTED`: of a pipe that has a name, such as those of a shell on Windows may be.
    const NOT_CONNECTED: i32 = 233;
    let is_not_connected = cfg!(windows) && error.raw_os_error() == Some(NOT_CONNECTED);
    is_not_connected || error.kind() == ErrorKind::BrokenPipe
}

/// The name of this program, without the folder and `.exe`.
fn program() -> String {
    let path = env::args_os().next().unwrap_or_default();
    Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a client needs that finds nobody there.
const START: &str = "start the server first, in another terminal: ";

/// The port of `replay-eld`, unless it is told another.
const REPLAY_PORT: u16 = 11112;

/// The next step after `error` in `program`, such as `client-tls`. `None` if it depends.
fn hint(error: &Error, program: &str) -> Option<String> {
    match error {
        Error::Connect { address, source } if source.kind() == ErrorKind::ConnectionRefused => {
            let server = match (program, address.port()) {
                // The experiments with replayed early data have it in between.
                ("client-tls-eld", REPLAY_PORT) => return Some(format!("{START}cargo run -q --bin replay-eld")),
                _ => server_of(program).filter(|_| address.ip().is_loopback())?,
            };
            let port = match address.port() {
                DEFAULT_PORT => String::new(),
                port => format!("TLSBOOK_PORT={port} "),
            };
            Some(format!("{START}{port}cargo run -q --bin {server}"))
        }
        Error::Bind { address, source } if source.kind() == ErrorKind::AddrInUse => Some(format!(
            "another server runs there: end it with Ctrl-C in its terminal, or have both programs use another port: \
             TLSBOOK_PORT={}",
            address.port().checked_add(1)?
        )),
        Error::Load { path, reason: Reason::Io(source) } if source.kind() == ErrorKind::NotFound => {
            missing(path, program)
        }
        // Our servers end a silent session in good order; only then does a client that still wants to talk read this.
        Error::Tls { call: "SSL read", reason: Reason::CloseNotify } if is_client(program) => Some(
            "the server ended the session: ours do so when a client is silent for too long (--idle, 10 minutes unless set)"
                .to_owned(),
        ),
        _ => None,
    }
}

/// The file that a program was to load is not there.
fn missing(path: &Path, program: &str) -> Option<String> {
    let name = path.to_str()?;
    if path == Path::new("session.bin") {
        return Some("`client-tls-session` saves it: run that first, and end it with `break`".to_owned());
    }
    if is_client(program) && is_host(name) {
        return Some(format!(
            "the first argument is the CA certificate, the second the host: cargo run -q --bin {program} -- certs/tb-ca-cert.pem {name}"
        ));
    }
    if program.starts_with("server-") && name.parse::<u16>().is_ok() {
        return Some(format!(
            "the first argument is the server's certificate, the third the port; with TLSBOOK_PORT={name} it needs no arguments"
        ));
    }
    None
}

/// Whether a name that is no file is meant for a host: an address, `localhost`, or a name with dots that does not
/// end like that of a certificate.
fn is_host(name: &str) -> bool {
    const FILES: [&str; 7] = ["pem", "crt", "cer", "der", "key", "txt", "bin"];
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    name.parse::<IpAddr>().is_ok()
        || name == "localhost"
        || !name.contains('/') && extension.is_some_and(|end| !FILES.contains(&end))
}

fn is_client(program: &str) -> bool {
    program.starts_with("client-")
}

/// The server that the book runs beside a client: `server-tls-psk` for `client-tls-psk`.
#[must_use]
pub fn server_of(client: &str) -> Option<String> {
    match client {
        // The two halves of section 6.4 use the server of 6.1.
        "client-tls-session" | "client-tls-resume" => Some("server-tls".to_owned()),
        _ => client.strip_prefix("client-").map(|kind| format!("server-{kind}")),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn refused(address: &str) -> Error {
        Error::Connect { address: address.parse().unwrap(), source: ErrorKind::ConnectionRefused.into() }
    }

    fn not_there(path: &str) -> Error {
        Error::Load { path: path.into(), reason: Reason::Io(ErrorKind::NotFound.into()) }
    }

    #[test]
    fn a_pipe_that_has_been_closed_has_its_numbers() {
        let nobody_reads = |number| nobody_reads(&io::Error::from_raw_os_error(number));
        // ERROR_BROKEN_PIPE, ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED; elsewhere EPIPE.
        let closed: &[i32] = if cfg!(windows) { &[109, 232, 233] } else { &[32] };
        let numbers: Vec<i32> = (1..300).filter(|number| nobody_reads(*number)).collect();
        assert_eq!(numbers, closed);
    }

    #[test]
    fn a_client_without_a_server_names_it() {
        let hint = |error, program| hint(&error, program).unwrap_or_default();
        let psk = hint(refused("127.0.0.1:11111"), "client-tls-psk");
        assert!(psk.ends_with("terminal: cargo run -q --bin server-tls-psk"), "{psk}");
        let resume = hint(refused("[::1]:4433"), "client-tls-resume");
        assert!(resume.ends_with("terminal: TLSBOOK_PORT=4433 cargo run -q --bin server-tls"), "{resume}");
        assert_eq!(hint(refused("192.0.2.1:11111"), "client-tls"), "", "not this machine");
        assert_eq!(hint(refused("127.0.0.1:11111"), "tlsbook"), "");
        let replay = hint(refused("127.0.0.1:11112"), "client-tls-eld");
        assert!(replay.ends_with("terminal: cargo run -q --bin replay-eld"), "{replay}");
    }

    #[test]
    fn a_port_in_use_leads_to_another() {
        let bind = |port: u16, kind: ErrorKind| Error::Bind {
            address: ([127, 0, 0, 1], port).into(),
            source: io::Error::from(kind),
        };
        let next = hint(&bind(11111, ErrorKind::AddrInUse), "server-tls").unwrap();
        assert!(next.ends_with("TLSBOOK_PORT=11112"), "{next}");
        assert_eq!(hint(&bind(u16::MAX, ErrorKind::AddrInUse), "server-tls"), None);
        assert_eq!(hint(&bind(443, ErrorKind::PermissionDenied), "server-tls"), None);
    }

    #[test]
    fn arguments_in_the_wrong_order_are_put_right() {
        for host in ["127.0.0.1", "::1", "localhost", "www.example.com"] {
            let order = hint(&not_there(host), "client-tls").unwrap();
            assert!(order.ends_with(&format!("--bin client-tls -- certs/tb-ca-cert.pem {host}")), "{order}");
        }
        assert!(hint(&not_there("11111"), "server-tls").unwrap().contains("the third the port"));
        for (file, program) in
            [("ca.pem", "client-tls"), ("a/b.com", "client-tls"), ("localhost", "server-tls")]
        {
            assert_eq!(hint(&not_there(file), program), None, "{file}");
        }
    }

    #[test]
    fn a_session_comes_from_the_client_that_saves_it() {
        assert!(hint(&not_there("session.bin"), "client-tls-resume").unwrap().contains("client-tls-session"));
    }
}
