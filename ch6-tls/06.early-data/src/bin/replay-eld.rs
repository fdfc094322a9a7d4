//! Section 6.5, the attacker: stands between a client and a server, records the client's first flight, and
//! plays it again.
//!
//! ```text
//! cargo run -q --bin server-tls-eld
//! cargo run -q --bin client-tls-session
//! cargo run -q --bin replay-eld
//! cargo run -q --bin client-tls-eld -- certs/tb-ca-cert.pem 127.0.0.1 11112
//! ```
//!
//! Start the first two as usual, then `replay-eld` in a third terminal, and connect the client to its port.
//! After the session it sends the same bytes to the server once more. `server-tls-eld` does not accept their
//! early data; with `--allow-replay` it does, and prints it a second time. In both cases it then waits in vain
//! for the rest of the handshake, which needs the keys of the session.
//!
//! With `--session session.bin` it shows the other weakness, too: that one file is enough to read the early
//! data recorded.
//!
//! It has no C original. It knows no key, decrypts nothing without `--session`, and needs no more than its
//! place on the path.

use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::SslSession;

use common::defaults::{DEFAULT_PORT, LOCALHOST};
use common::error::words;
use common::net::{self, Connection, Host};
use common::terminal::{line, text};
use common::{Error, Reason, Terminal};
use early_data::flight::Flight;
use early_data::forward_secrecy;
use resume::session;

/// An attacker on the path between client-tls-eld and server-tls-eld (section 6.5).
#[derive(Parser)]
#[command(name = "replay-eld", version = common::version())]
struct Args {
    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Port to wait for the client on, on this machine; 0 lets the system choose
    #[arg(long, value_name = "PORT", default_value_t = 11112)]
    listen: u16,

    /// Read the early data with the secret in this file, as anybody can who gets hold of it, even years later
    #[arg(long, value_name = "FILE")]
    session: Option<PathBuf>,

    /// Seconds the client may take for its first flight, and the server for its answer to the replay
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
}

/// How long nothing may be said in the session that is relayed: as long as a server of section 6.1 waits for a message.
const IDLE: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    observe::exit::code(run(&Args::parse()), "End of Replay")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    let timeout = Duration::from_secs(args.timeout);
    let listener = net::listen(Ipv4Addr::LOCALHOST.into(), args.listen)?;
    writeln!(terminal, "Waiting for a connection...")?;
    let mut client = net::accept(&listener, timeout)?;

    // Record what the client sends before it waits for an answer.
    let flight = Flight::read(&mut client).map_err(|e| no_flight(&e))?;
    writeln!(
        terminal,
        "Recorded the first flight: {} bytes, the last {} of them encrypted early data",
        flight.bytes.len(),
        flight.early_data.len()
    )?;

    // Let the session go on as if nobody were there.
    let mut server = net::connect(&args.host, args.port, timeout)?;
    server.send(&flight.bytes).map_err(Error::tcp("TCP send"))?;
    relay(&client, &server)?;
    drop((client, server));
    writeln!(terminal, "The session is over")?;

    // The same bytes again, and then nothing more.
    let answer = replay(args, &flight, timeout)?;
    writeln!(terminal, "Played the first flight again: the server has answered {answer} bytes")?;

    if let Some(file) = &args.session {
        let buff = session::load(file)?;
        let session = session::der(&buff)
            .and_then(|der| SslSession::from_der(der).map_err(session::undecodable))
            .map_err(|why| Error::Load { path: file.clone(), reason: Reason::Refused(why) })?;
        match forward_secrecy::read_early_data(&session, &flight) {
            Some(data) => writeln!(terminal, "Read with {}: {}", line(file.display()), text(&data))?,
            None => writeln!(terminal, "{} is of another session", line(file.display()))?,
        }
    }
    Ok(())
}

/// Why nothing was recorded.
fn no_flight(error: &io::Error) -> Error {
    let reason = match error.kind() {
        ErrorKind::TimedOut => "the client has sent no early data".to_owned(),
        ErrorKind::UnexpectedEof => "the client has gone before it sent early data".to_owned(),
        _ => words(error),
    };
    Error::Tcp { call: "TCP recv", reason: Reason::Io(io::Error::other(reason)) }
}

/// Carries bytes both ways until both sides have ended the connection.
fn relay(client: &Connection, server: &Connection) -> Result<(), Error> {
    let (client, server) = (client.tcp(), server.tcp());
    for socket in [client, server] {
        socket.set_read_timeout(Some(IDLE)).map_err(Error::tcp("TCP recv"))?;
    }
    thread::scope(|scope| {
        scope.spawn(|| carry(client, server));
        carry(server, client);
    });
    Ok(())
}

/// Carries bytes one way until there are no more. A connection that breaks ends, as one that is closed.
fn carry(mut from: &TcpStream, mut to: &TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

/// Plays `flight` to the server; returns how many bytes it has answered until it gave up.
fn replay(args: &Args, flight: &Flight, timeout: Duration) -> Result<u64, Error> {
    let mut server = net::connect(&args.host, args.port, timeout)?;
    server.send(&flight.bytes).map_err(Error::tcp("TCP send"))?;
    server.tcp().shutdown(Shutdown::Write).map_err(Error::tcp("TCP send"))?;
    let mut answer = 0;
    let mut buffer = [0; 4096];
    loop {
        match server.read(&mut buffer) {
            Ok(count @ 1..) => answer += count as u64,
            // Closed, reset, or silent for too long: it says nothing more.
            _ => return Ok(answer),
        }
    }
}
