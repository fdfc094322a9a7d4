//! Section 6.1.1: a server for many clients at once (one SSL each), with several certificates (one SSL_CTX each).
//!
//! The book only mentions both; there is no C original. In several terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-threads -- --identity localhost=certs/tb-server-ecdsa-cert.pem,certs/tb-server-ecdsa-key.pem
//! cargo run -q --bin client-tls
//! cargo run -q --bin client-tls -- certs/tb-ca-cert.pem localhost
//! ```
//!
//! The first client connects to an IP address, sends no server name and gets the default identity; the second
//! one gets the identity of `localhost`. Each line of standard output says which connection it belongs to.
//! Ctrl-C closes all connections properly and ends the server; a second one ends it at once.
//!
//! It is not for thousands of clients: a thread for each is the simplest structure, not the cheapest. Section
//! 8.3 has a non-blocking server.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::{self, FromStr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::{NameType, SniError, Ssl, SslContext, SslFiletype, SslMethod, SslStream};

use client_server::clients::{self, Clients};
use client_server::messages;
use common::defaults::{DEFAULT_PORT, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::error::words;
use common::net::{self, Connection};
use common::terminal::{line, name};
use common::versions::Versions;
use common::{Error, Terminal, files, note, report};
use observe::Observe;

/// A TLS server for many clients at once, with an identity for each server name.
#[derive(Parser)]
#[command(name = "server-tls-threads", version = common::version())]
struct Args {
    /// Certificate that the server shows unless the client asks for one of --identity [default: the book's, certs/tb-server-cert.pem]
    #[arg(default_value_os_t = certs(SERVER_CERT_FILE), hide_default_value = true)]
    server_cert: PathBuf,

    /// Private key of that certificate [default: the book's, certs/tb-server-key.pem]
    #[arg(default_value_os_t = certs(SERVER_KEY_FILE), hide_default_value = true)]
    server_key: PathBuf,

    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// Certificate and key for clients that ask for the server NAME; may be given several times
    #[arg(long, value_name = "NAME=CERT,KEY")]
    identity: Vec<Identity>,

    /// Clients at once; more are turned away
    #[arg(long, value_name = "NUMBER", default_value = "100", value_parser = clap::value_parser!(u16).range(1..))]
    max_connections: u16,

    #[command(flatten)]
    listen: net::Listen,

    #[command(flatten)]
    session: net::Session,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

/// An identity for one server name.
#[derive(Clone)]
struct Identity {
    name: String,
    certificate: PathBuf,
    key: PathBuf,
}

impl FromStr for Identity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('=').and_then(|(name, files)| Some((name, files.split_once(',')?)));
        match parts {
            Some((name, (certificate, key))) if ![name, certificate, key].contains(&"") => Ok(Self {
                name: name.to_ascii_lowercase(), // names are compared without regard to case (RFC 6066 section 3)
                certificate: certificate.into(),
                key: key.into(),
            }),
            _ => Err("NAME=CERT,KEY is expected".to_owned()),
        }
    }
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Server")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();

    // SSL_library_init (here: common::init)
    common::init();

    // One context for each identity, and one that the clients start with.
    let mut identities = HashMap::new();
    for Identity { name, certificate, key } in &args.identity {
        let former = identities.insert(name.clone(), context(args, certificate, key, HashMap::new())?);
        if former.is_some() {
            let reason = "this name has an identity already".to_owned();
            return Err(Error::Option { option: format!("--identity {name}"), reason });
        }
    }
    // SSL_CTX_new, SSL_CTX_use_certificate_file, SSL_CTX_use_PrivateKey_file (here: context)
    let ctx = context(args, &args.server_cert, &args.server_key, identities)?;

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;
    let clients = Arc::new(Clients::default());
    let own = clients::own_address(&sockfd)?;
    clients::stop_on_interrupt(&clients, own, args.listen.timeout)?;
    writeln!(terminal, "Waiting for a connection...")?;

    // The scope ends when the last of its threads has.
    thread::scope(|scope| {
        for number in 1_u64.. {
            // accept (here: net::accept)
            let connd = match net::accept(&sockfd, args.listen.timeout) {
                Ok(connd) => connd,
                Err(_) if clients.stopping() => break,
                Err(error) => {
                    // Most likely there is no free file descriptor: wait until a client leaves.
                    report(&error);
                    thread::sleep(Duration::from_millis(100));
                    continue;
                }
            };
            if clients.stopping() {
                break;
            }
            if let Err(why) = clients.enter(number, connd.tcp(), usize::from(args.max_connections)) {
                note!("[{number}] turned away: {why}");
                connd.abandon();
                continue;
            }
            let (ctx, clients) = (&ctx, &clients);
            let started = thread::Builder::new().spawn_scoped(scope, move || {
                // SSL_new, SSL_set_fd, SSL_accept (here: serve)
                let session = serve(args, ctx, clients, number, connd);
                clients.leave(number);
                match session {
                    Ok(()) => {}
                    // Ended by `stop`, not by the client.
                    Err(Error::Tls { .. }) if clients.stopping() => {}
                    // Nobody would see any more what this server prints.
                    Err(error @ Error::Output(_)) => {
                        report(&error);
                        clients::stop(clients, own, args.listen.timeout);
                    }
                    Err(error) => note!("[{number}] ERROR: {}", line(error)),
                }
            });
            if let Err(error) = started {
                note!("[{number}] turned away: no thread for it ({})", words(&error));
                clients.leave(number);
            }
        }
    });
    Ok(())

    // C: SSL_CTX_free (here: Drop): when the last of its connections has ended.
}

/// A context with one identity. Its connections change to the context in `others` that the client asks for by name.
fn context(
    args: &Args,
    certificate: &Path,
    key: &Path,
    others: HashMap<String, SslContext>,
) -> Result<SslContext, Error> {
    // C: SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server): the settings.
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    // SSL_CTX_use_certificate_file (here: set_certificate_file): the server's certificate.
    ctx.set_certificate_file(certificate, SslFiletype::PEM).map_err(Error::load(certificate))?;

    // SSL_CTX_use_PrivateKey_file (here: set_private_key_file): the private key of that certificate.
    ctx.set_private_key_file(key, SslFiletype::PEM).map_err(Error::load(key))?;

    // Rust only: SSL_CTX_check_private_key. The call above refuses a wrong key, but not a key of another type.
    ctx.check_private_key().map_err(Error::load(key))?;
    files::note_readers("the private key", key);

    // Rust only: SSL_CTX_set_tlsext_servername_callback (here: set_servername_callback): during the handshake, before
    // the certificate is sent. A name that nobody has gets the default; the client will see that it does not fit.
    ctx.set_servername_callback(move |ssl, _alert| {
        // Rust only: SSL_get_servername (here: servername_raw)
        let asked = ssl.servername_raw(NameType::HOST_NAME).and_then(|name| str::from_utf8(name).ok());
        match asked.and_then(|name| others.get(&name.to_ascii_lowercase())) {
            // Rust only: SSL_set_SSL_CTX (here: set_ssl_context)
            Some(ctx) => ssl.set_ssl_context(ctx).map_err(|_| SniError::ALERT_FATAL),
            None => Ok(()),
        }
    });
    Ok(ctx.build())
}

/// One client, in a thread of its own.
fn serve(
    args: &Args,
    ctx: &SslContext,
    clients: &Clients,
    number: u64,
    connd: Connection,
) -> Result<(), Error> {
    let mut terminal = Terminal::with_prefix(format!("[{number}] "));

    // SSL_new
    let ssl = Ssl::new(ctx)?;

    // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
    let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

    // SSL_accept: the handshake.
    // SSL_get_error, ERR_error_string (here: Error::tls): why it failed, in words.
    stream.accept().map_err(|e| Error::tls("SSL accept", &e, stream.ssl()))?;
    // Rust only: SSL_get_servername (here: servername_raw): whatever the client has sent.
    let asked = stream.ssl().servername_raw(NameType::HOST_NAME).unwrap_or(b"no name");
    writeln!(terminal, "Client connected successfully (server name: {})", name(asked))?;

    // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, see `../messages.rs`.
    match messages::server_messages(&mut stream, &mut terminal, args.listen.patience(args.session)) {
        // Ended by `stop`, not by the client: it still gets our close_notify.
        Err(Error::Tls { .. }) if clients.stopping() => {}
        session => session?,
    }

    // SSL_shutdown (here: close): sends close_notify, and waits for the client's.
    messages::close(&mut stream, args.listen.timeout)?;

    // SSL_free, close (here: drop)
    drop(stream);
    writeln!(terminal, "Closed the connection")
}
