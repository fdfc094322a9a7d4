//! Section 1.1, the client: one message to the server, one back, over plain TCP.
//!
//! Beside `Examples/1.Protocol/01.tcp-tls/client-tcp.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tcp
//! cargo run -q --bin client-tcp
//! ```
//!
//! `diff client-tcp.rs client-tcp-tls.rs` shows what TLS adds.
//!
//! Unlike the C original: every wait has a limit; the exit status is 0 only on success.

use std::process::ExitCode;

use clap::Parser;

use common::defaults::{DEFAULT_TCP_PORT, LOCALHOST};
use common::net::{self, Host, SetDeadline};
use common::terminal::text;
use common::{Error, Terminal};

/// Bytes of a message, at most.
const MSG_SIZE: usize = 256;

/// The TCP client of section 1.1. Without arguments it connects to server-tcp on this machine.
#[derive(Parser)]
#[command(name = "client-tcp", version = common::version())]
struct Args {
    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_TCP_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    #[command(flatten)]
    connect: net::Connect,
}

fn main() -> ExitCode {
    observe::exit::code(run(&Args::parse()), "End of TCP Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // socket, connect (here: net::connect)
    let mut sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

    write!(terminal, "Message to send: ")?;
    // fgets (here: read_line): one line; none at the end of the input.
    if let Some(mut msg) = terminal.read_line(MSG_SIZE - 1)? {
        msg.push(b'\n'); // as fgets leaves it, so that an empty line is a message, too

        // send: a message to the server.
        sockfd.send(&msg).map_err(Error::tcp("TCP send"))?;

        sockfd.set_deadline(args.connect.timeout);
        let mut msg = [0; MSG_SIZE];
        // recv: the message from the server.
        let count = sockfd.recv(&mut msg).map_err(Error::tcp("TCP recv"))?;
        writeln!(terminal, "Received: {}", text(&msg[..count]))?;
    } else {
        writeln!(terminal)?;
    }
    Ok(())

    // close (here: Drop)
}
