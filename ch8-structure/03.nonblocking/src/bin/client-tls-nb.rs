//! Section 8.3, the client: `client-tls` of 6.1 in non-blocking mode. No network call waits: waiting has its own place.
//!
//! Beside the text's listing; the C repository has no sample of it. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-nb -- --waits
//! cargo run -q --bin client-tls-nb -- --waits
//! ```
//!
//! `--waits` shows each call that came back before its work was done. Without it both look exactly as in 6.1,
//! and `diff client-tls.rs client-tls-nb.rs` shows what has changed: telling "not yet" from a failure, waiting,
//! trying again. The same for the messages: `diff` of both `messages.rs`.
//!
//! Unlike the text:
//! - the loops around the calls are one function, `repeat` in `../wait.rs`; `poll` stands for `select`.
//! - every wait has a limit.

use std::process::ExitCode;

use clap::Parser;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslMode, SslStream, SslVerifyMode};

use common::defaults::{CaCert, DEFAULT_PORT, LOCALHOST};
use common::ffi;
use common::net::{self, Host};
use common::versions::Versions;
use common::{Error, Terminal};
use nonblocking::{Deadline, Waits, messages, repeat, tcp};
use observe::Observe;

/// The TLS client of section 6.1 in non-blocking mode. Without arguments it connects to server-tls-nb on this machine.
#[derive(Parser)]
#[command(name = "client-tls-nb", version = common::version())]
struct Args {
    #[command(flatten)]
    ca_cert: CaCert,

    /// Host name or IP address of the server
    #[arg(default_value = LOCALHOST)]
    host: Host,

    /// Port of the server
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    #[command(flatten)]
    connect: net::Connect,

    #[command(flatten)]
    waits: Waits,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Client")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    if args.ca_cert.is_default() {
        writeln!(terminal, "Send to localhost({LOCALHOST})")?;
    }
    let limit = args.waits.at_most(args.connect.timeout);
    let ca_cert = args.ca_cert.path();

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

    // SSL_CTX_set_mode, SSL_MODE_ENABLE_PARTIAL_WRITE (here: set_mode, ENABLE_PARTIAL_WRITE): writes may be partial.
    ctx.set_mode(SslMode::ENABLE_PARTIAL_WRITE);

    // OpenSSL only: SSL_CTX_clear_mode, SSL_MODE_AUTO_RETRY (here: SSL_CTX_clear_mode, AUTO_RETRY): SSL_read
    // also returns after a record without data, so that the time limit holds for a peer that sends only
    // KeyUpdates, too.
    ffi::SSL_CTX_clear_mode(&mut ctx, SslMode::AUTO_RETRY);
    let ctx = ctx.build();

    // socket, fcntl, connect, select (here: tcp::connect): see `../tcp.rs`
    let sockfd = tcp::connect(&args.host, args.port, limit)?;

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

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(sockfd))?;

    // wolfSSL_connect (here: SslStream::connect): a step of the handshake, as far as it goes without waiting.
    // SSL_get_error, ERR_error_string (here: repeat): why it ended. If "not yet", it waits and repeats.
    repeat(&mut stream, "SSL connect", Deadline::after(limit), SslStream::connect)?;

    // SSL_write, SSL_read (here: client_messages): the loop over the lines typed, see `../messages.rs`.
    messages::client_messages(&mut stream, &mut terminal, limit)?;

    // SSL_shutdown (here: close): sends close_notify, and waits for the server's.
    messages::close(&mut stream, limit)

    // SSL_free, close, SSL_CTX_free (here: Drop): in this order, also when a step above has failed.
}
