//! Section 6.1.4: how messages become records, seen by the client.
//!
//! No C original. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-records
//! cargo run -q --bin client-tls-records -- --send 100,16384,16385,40000
//! ```
//!
//! One SSL_write of up to 16 KiB is one record; a longer one becomes records of 16 KiB and one with the rest.
//! The server answers each record with 22 bytes. One SSL_read returns at most one record, whatever its buffer;
//! try `--read-size 10` for records longer than the buffer, `--max-fragment 1024` for smaller ones,
//! `--partial-write` for an SSL_write that returns after each record, `--write-size 100` for several SSL_write
//! for one message.

use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslMode, SslOptions, SslStream, SslVerifyMode};

use client_server::messages::{self, MAX_MESSAGE, REPLY};
use client_server::records::ShowRecords;
use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::net::{self, Host, SetDeadline};
use common::versions::Versions;
use common::{Error, Terminal, ffi};
use observe::Observe;

/// Shows how messages of chosen sizes become TLS records.
#[derive(Parser)]
#[command(name = "client-tls-records", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// Sizes of the messages to send, in bytes, up to 1 MiB each
    #[arg(long, value_name = "BYTES,…", value_delimiter = ',', default_values_t = [100, 16384, 16385, 40000], value_parser = size)]
    send: Vec<usize>,

    /// Give one SSL_write no more than this many bytes [default: the whole message]
    #[arg(long, value_name = "BYTES", value_parser = size)]
    write_size: Option<usize>,

    /// Buffer of one SSL_read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = MAX_MESSAGE, value_parser = size)]
    read_size: usize,

    /// Ask for records of at most this many bytes (max_fragment_length)
    #[arg(long, value_name = "BYTES", value_parser = ["512", "1024", "2048", "4096"])]
    max_fragment: Option<String>,

    /// Let SSL_write return after each record (SSL_MODE_ENABLE_PARTIAL_WRITE)
    #[arg(long)]
    partial_write: bool,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

/// The most writes for one message: their answers wait in the sockets' buffers until the message is sent.
const MAX_WRITES: usize = 4096;

/// Reads a size in bytes, from 1 to 1 MiB.
fn size(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(size @ 1..=0x10_0000) => Ok(size),
        _ => Err("a number of bytes from 1 to 1048576 is expected".to_owned()),
    }
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if args.ca_cert.is_default() {
        writeln!(terminal, "Send to localhost({LOCALHOST})")?;
    }
    let ca_cert = args.ca_cert.path();
    if let Some(write_size) = args.write_size {
        if args.send.iter().any(|length| length.div_ceil(write_size) > MAX_WRITES) {
            return Err(Error::Option {
                option: format!("--write-size {write_size}"),
                reason: format!("a message would take more than {MAX_WRITES} writes"),
            });
        }
    }

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_client())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_load_verify_locations: the CA that must have signed the server's certificate.
    ctx.load_verify_locations(Some(&ca_cert), None).map_err(Error::load(&ca_cert))?;

    // OpenSSL only: SSL_CTX_set_verify. Without it, OpenSSL accepts any certificate.
    ctx.set_verify(SslVerifyMode::PEER);

    // Rust only: SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS (here: SslOptions::DONT_INSERT_EMPTY_FRAGMENTS). Without
    // it, OpenSSL sends an empty record before each message in TLS 1.0, against an attack on CBC.
    ctx.set_options(SslOptions::DONT_INSERT_EMPTY_FRAGMENTS);

    if args.partial_write {
        // SSL_CTX_set_mode, SSL_MODE_ENABLE_PARTIAL_WRITE (here: set_mode, SslMode::ENABLE_PARTIAL_WRITE)
        ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE);
    }
    let ctx = ctx.build();

    // socket, connect (here: net::connect)
    let sockfd = net::connect(&args.host, args.port, args.connect.timeout)?;

    // SSL_new
    let mut ssl = Ssl::new(&ctx)?;

    // The certificate must be for this host. Without this check, any certificate from the CA would do.
    match &args.host {
        Host::Name(name) => {
            // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname): the server name, SNI.
            ssl.set_hostname(name)?;
            // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
            ssl.param_mut().set_host(name)?;
        }
        // OpenSSL only: X509_VERIFY_PARAM_set1_ip (here: set_ip). An IP address is not sent as a server name.
        Host::Address(address) => ssl.param_mut().set_ip(*address)?,
    }

    if let Some(bytes) = &args.max_fragment {
        // The code of RFC 6066 section 4: 1 for 512 bytes, and so on.
        let code = match bytes.as_str() {
            "512" => 1,
            "1024" => 2,
            "2048" => 3,
            _ => 4,
        };
        // OpenSSL only: SSL_set_tlsext_max_fragment_length. wolfSSL: wolfSSL_UseMaxFragment.
        ffi::SSL_set_tlsext_max_fragment_length(&mut ssl, code)?;
    }

    // SSL_set_fd (here: SslStream::new): the records are seen on their way to the socket.
    let mut stream = SslStream::new(ssl, ShowRecords::new(args.observe.tap(sockfd)))?;

    // SSL_connect: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.connect().map_err(|e| Error::tls("SSL connect", &e, stream.ssl()))?;

    stream.get_mut().show();
    for &length in &args.send {
        // SSL_write (here: write_message)
        let answers = write_message(&mut stream, &mut terminal, length, args.write_size)?;

        stream.get_mut().set_deadline(args.connect.timeout);
        // SSL_read, SSL_pending (here: read_answers)
        read_answers(&mut stream, &mut terminal, answers, args.read_size)?;
    }

    // SSL_shutdown (here: close): sends close_notify, which is a record, too, and waits for the server's.
    messages::close(&mut stream, args.connect.timeout)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}

/// Sends a message of `length` bytes in writes of at most `write_size`; returns how many records that took.
fn write_message(
    stream: &mut SslStream<ShowRecords<impl SetDeadline>>,
    terminal: &mut Terminal,
    length: usize,
    write_size: Option<usize>,
) -> Result<usize, Error> {
    writeln!(terminal, "Message of {length} bytes")?;
    let before = stream.get_ref().sent();
    let message = vec![b'x'; length];
    let mut rest = message.as_slice();
    while !rest.is_empty() {
        let part = &rest[..rest.len().min(write_size.unwrap_or(length))];

        // SSL_write: returns when all is sent, or, with partial writes, when one record is.
        let count = stream.ssl_write(part).map_err(|e| Error::tls("SSL write", &e, stream.ssl()))?;
        writeln!(terminal, "SSL_write({}) = {count}", part.len())?;
        rest = &rest[count..];
    }
    Ok(stream.get_ref().sent() - before)
}

/// Reads the server's `answers`, into a buffer of `read_size` bytes.
fn read_answers(
    stream: &mut SslStream<ShowRecords<impl SetDeadline>>,
    terminal: &mut Terminal,
    answers: usize,
    read_size: usize,
) -> Result<(), Error> {
    let mut expected = answers * REPLY.len();
    let mut buff = vec![0; read_size];
    while expected > 0 {
        // SSL_read: at most one record, and at most a buffer full.
        let count = stream.ssl_read(&mut buff).map_err(|e| Error::tls("SSL read", &e, stream.ssl()))?;

        // SSL_pending: what is left of the record.
        let pending = stream.ssl().pending();
        writeln!(terminal, "SSL_read({read_size}) = {count}, SSL_pending = {pending}")?;
        expected = expected.saturating_sub(count);
    }
    Ok(())
}
