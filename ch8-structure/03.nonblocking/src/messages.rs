//! The messages of section 6.1 in non-blocking mode: the twin of `ch6-tls/02.client-server/src/messages.rs`.
//!
//! `diff` shows what differs: where a call would have waited there, it is repeated here, and waiting has a
//! place of its own (`wait.rs`). A message may take several calls of SSL_write.

use std::time::Duration;

use client_server::messages::{BREAK, HTTP_GET_MSG, MAX_MESSAGE, MSG_SIZE, REPLY, gone};
use common::net::Patience;
use common::terminal::{Terminal, text};
use common::{Error, Reason};
use openssl::ssl::{ShutdownResult, SslStream};

use crate::wait::{Deadline, Limit, Nonblocking, Waits, repeat};

/// The client's loop: sends each line of the input, prints each answer; returns after `break` or at the end of
/// the input.
///
/// # Errors
/// [`Error::Tls`]: the server has closed the connection, reset it, or not answered within `limit`. [`Error::Input`],
/// [`Error::Output`]: the terminal.
pub fn client_messages<S: Nonblocking>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    limit: Limit,
) -> Result<(), Error> {
    loop {
        write!(terminal, "Message to send: ")?;
        // C: fgets (here: read_line): standard input still makes this program wait. Section 8.4 ends that, too.
        let Some(line) = terminal.read_line(MAX_MESSAGE)? else {
            return writeln!(terminal);
        };
        let msg = if line.is_empty() { HTTP_GET_MSG } else { &line };

        send(stream, msg, limit)?;

        if msg == BREAK {
            return writeln!(terminal, "Sending break command");
        }

        let reply = receive(stream, limit)?;
        writeln!(terminal, "Received: {}", text(&reply))?;
    }
}

/// The server's loop for one client: prints and answers each message; returns after `break` or when the client closes
/// the connection in good order.
///
/// # Errors
/// [`Error::Tls`]: the client has gone without close_notify, sent nothing for as long as it may, or not taken an
/// answer; or its session has lasted too long. [`Error::Output`]: the terminal.
pub fn server_messages<S: Nonblocking>(
    stream: &mut SslStream<S>,
    terminal: &mut Terminal,
    patience: Patience,
    waits: Waits,
) -> Result<(), Error> {
    let session = patience.session.begin();
    loop {
        let buff = match receive(stream, waits.at_most(session.within(patience.idle))) {
            Err(Error::Tls { reason: Reason::CloseNotify, .. }) => return Ok(()),
            Err(_) if session.is_over() => return Err(session.over("SSL read")),
            received => received?,
        };
        writeln!(terminal, "Received: {}", text(&buff))?;

        if buff == BREAK {
            return writeln!(terminal, "Received break command");
        }

        send(stream, REPLY, waits.at_most(patience.timeout))?;
    }
}

/// Sends one message. The peer has `limit` to take it.
pub fn send<S: Nonblocking>(stream: &mut SslStream<S>, message: &[u8], limit: Limit) -> Result<(), Error> {
    let deadline = Deadline::after(limit);
    let mut rest = message;
    while !rest.is_empty() {
        // SSL_write: in the mode SSL_MODE_ENABLE_PARTIAL_WRITE it may take a part. A call that is repeated must
        // get the same bytes at the same place, as it does here, or have SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER.
        let count = repeat(stream, "SSL write", deadline, |stream| stream.ssl_write(rest))
            .map_err(|failure| why_not_sent(failure, stream))?;
        rest = rest.get(count..).unwrap_or_default();
    }
    Ok(())
}

/// Why nothing can be sent: the peer has closed the connection. If it sent an alert first, the alert can still
/// be read, and says more than "connection reset". A TLS 1.3 server refuses a client's certificate in this way,
/// since the client's handshake ends before the server sees the certificate.
fn why_not_sent<S: Nonblocking>(failure: Error, stream: &mut SslStream<S>) -> Error {
    let soon = Deadline::after(Waits::default().at_most(Duration::from_secs(1))); // it is there, or it never comes
    match repeat(stream, "SSL read", soon, |stream| stream.ssl_read(&mut [0])) {
        Err(alert @ Error::Tls { reason: Reason::Alert(_), .. }) => alert,
        _ => failure,
    }
}

/// Receives one message, that is, one record: at most [`MAX_MESSAGE`] bytes. The peer has `limit` for it.
pub fn receive<S: Nonblocking>(stream: &mut SslStream<S>, limit: Limit) -> Result<Vec<u8>, Error> {
    let deadline = Deadline::after(limit);
    let mut message = Vec::new();
    let mut buff = [0; MSG_SIZE];
    loop {
        // SSL_read: never more than one record, nor more than the buffer holds; nothing before the record is complete.
        let count = repeat(stream, "SSL read", deadline, |stream| stream.ssl_read(&mut buff))?;
        message.extend_from_slice(buff.get(..count).unwrap_or_default());

        // SSL_pending: what is left of the record is in the library. No socket would become readable for it.
        if stream.ssl().pending() == 0 {
            return Ok(message);
        }
    }
}

/// Ends the TLS connection: sends close_notify, and waits for the peer's, at most for `limit`.
///
/// The TCP connection ends when the stream is dropped. Without close_notify, the peer could not tell the end of
/// the data from an attack that cuts the connection.
pub fn close<S: Nonblocking>(stream: &mut SslStream<S>, limit: Limit) -> Result<(), Error> {
    let deadline = Deadline::after(limit);
    // SSL_shutdown: sends our close_notify.
    let sent = match repeat(stream, "SSL shutdown", deadline, SslStream::shutdown) {
        Ok(sent) => sent,
        Err(failure) => return gone(why_not_sent(failure, stream), stream.get_shutdown()),
    };
    if sent == ShutdownResult::Received {
        return Ok(());
    }
    // SSL_shutdown: waits for the peer's. If we closed with its last records unread, the system would reset the
    // connection. A peer need not answer (RFC 8446 section 6.1), so only an alert counts as a failure here.
    match repeat(stream, "SSL shutdown", deadline, SslStream::shutdown) {
        Err(refused @ Error::Tls { reason: Reason::Alert(_), .. }) => Err(refused),
        _ => Ok(()),
    }
}
