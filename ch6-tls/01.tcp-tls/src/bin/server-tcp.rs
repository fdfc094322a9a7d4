//! Section 1.1, the server: one message from a client, one back, over plain TCP.
//!
//! Beside `Examples/1.Protocol/01.tcp-tls/server-tcp.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tcp
//! cargo run -q --bin client-tcp
//! ```
//!
//! `diff server-tcp.rs server-tcp-tls.rs` shows what TLS adds.
//!
//! Unlike the C original: it listens on this machine only, unless `--bind` says otherwise; a client that stays
//! silent is disconnected after a time limit; the exit status is 0 only on success.

use std::process::ExitCode;

use clap::Parser;

use common::defaults::DEFAULT_TCP_PORT;
use common::net::{self, SetDeadline};
use common::terminal::text;
use common::{Error, Terminal};

/// Bytes of a message, at most.
const MSG_SIZE: usize = 256;

/// What the server answers: a C string, sent with its NUL.
const REPLY: &[u8] = b"I hear ya fa shizzle!\0";

/// The TCP server of section 1.1. It waits for one client-tcp on this machine.
#[derive(Parser)]
#[command(name = "server-tcp", version = common::version())]
struct Args {
    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_TCP_PORT)]
    port: u16,

    #[command(flatten)]
    listen: net::Listen,
}

fn main() -> ExitCode {
    observe::exit::code(run(&Args::parse()), "End of TCP Server")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

    writeln!(terminal, "Waiting for a connection...")?;

    // accept
    let mut connd = net::accept(&sockfd, args.listen.timeout)?;

    writeln!(terminal, "Client connected successfully")?;

    connd.set_deadline(args.listen.idle);
    let mut buff = [0; MSG_SIZE];
    // recv: a message from the client.
    let count = connd.recv(&mut buff).map_err(Error::tcp("TCP recv"))?;
    writeln!(terminal, "Received: {}", text(&buff[..count]))?;

    // send: the reply to the client.
    connd.send(REPLY).map_err(Error::tcp("TCP send"))?;

    // close (here: drop)
    drop(connd);
    writeln!(terminal, "Closed the connection")
}
