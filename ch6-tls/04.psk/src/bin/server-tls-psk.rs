//! Section 6.3, the server: knows its clients, and is known to them, by keys that both have.
//!
//! Beside `Examples/1.Protocol/04.psk/server-tls-psk.c`. In two terminals:
//!
//! ```text
//! cargo run -q --bin server-tls-psk
//! cargo run -q --bin client-tls-psk
//! ```
//!
//! Then as in 6.1: `diff server-tls.rs server-tls-psk.rs` is the lesson. Try more identities (`--keys FILE`),
//! and `--mode psk_ke` with a client that offers both modes.
//!
//! Unlike the C original:
//! - the callback hands the key over. The C original assigns it to its own copy of the pointer: OpenSSL then
//!   has no key, and the handshake fails; wolfSSL takes zeros.
//! - an identity is known if all of it is. The C original compares 15 characters.
//! - there can be more than one identity. With the arguments of 6.1, a certificate and its key, clients without
//!   a key that is known are shown the certificate; without, as in the C original, they are refused.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openssl::ex_data::Index;
use openssl::ssl::{Ssl, SslContext, SslFiletype, SslMethod, SslRef, SslStream};

use client_server::messages;
use common::defaults::{DEFAULT_PORT, SERVER_KEY_FILE, certs};
use common::net;
use common::terminal::name;
use common::versions::Versions;
use common::{Error, Terminal, ffi, files, note, report};
use observe::Observe;
use psk::SHA256_SUITES;
use psk::failed::{self, Asked};
use psk::keys::Keys;
use psk::mode::{self, Mode};

/// The TLS server of section 6.3. Without arguments it waits for client-tls-psk on this machine.
#[derive(Parser)]
#[command(name = "server-tls-psk", version = common::version())]
struct Args {
    /// Certificate for clients without a key that is known [default: none; they are refused]
    server_cert: Option<PathBuf>,

    /// Private key of that certificate [default: the book's, certs/tb-server-key.pem]
    #[arg(default_value_os_t = certs(SERVER_KEY_FILE), hide_default_value = true)]
    server_key: PathBuf,

    /// Port to listen on; 0 lets the system choose
    #[arg(env = "TLSBOOK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,

    /// File with the keys, one a line: NAME:HEX, as gnutls-serv and psktool have it [default: the book's key]
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,

    /// Modes of the key exchange to take, and show the one that was taken [default: psk_dhe_ke]
    #[arg(long, value_enum)]
    mode: Option<Mode>,

    #[command(flatten)]
    listen: net::Listen,

    #[command(flatten)]
    session: net::Session,

    #[command(flatten)]
    versions: Versions,

    #[command(flatten)]
    observe: Observe,
}

fn main() -> ExitCode {
    observe::exit::code(run(&observe::parse()), "End of TLS Server")
}

fn run(args: &Args) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    let keys = args.keys.as_deref().map_or_else(|| Ok(Keys::of_the_book()), Keys::load)?;
    let mode = args.mode.unwrap_or(Mode::PskDheKe);

    // SSL_library_init (here: common::init)
    common::init();

    // SSL_CTX_new, SSLv23_server_method (here: SslContext::builder, SslMethod::tls_server): settings for connections.
    let mut ctx = SslContext::builder(SslMethod::tls_server())?;
    args.versions.apply(&mut ctx)?;
    args.observe.attach(&mut ctx)?;

    if let Some(server_cert) = &args.server_cert {
        let pem = SslFiletype::PEM;
        // Rust only: SSL_CTX_use_certificate_file (here: set_certificate_file): the server's certificate.
        ctx.set_certificate_file(server_cert, pem).map_err(Error::load(server_cert))?;

        // Rust only: SSL_CTX_use_PrivateKey_file (here: set_private_key_file): the private key of that certificate.
        ctx.set_private_key_file(&args.server_key, pem).map_err(Error::load(&args.server_key))?;

        // Rust only: SSL_CTX_check_private_key. The call above refuses a wrong key, but not a key of another type.
        ctx.check_private_key().map_err(Error::load(&args.server_key))?;
        files::note_readers("the private key", &args.server_key);
    }

    // Rust only: SSL_CTX_set_ciphersuites. With another one agreed on, the key would be left aside.
    ctx.set_ciphersuites(SHA256_SUITES)?;
    mode.take(&mut ctx)?;

    // Rust only: SSL_get_ex_new_index (here: Ssl::new_ex_index): a place in each SSL for what its client has come with.
    let asked = Ssl::new_ex_index()?;

    // SSL_CTX_set_psk_server_callback: asked for the key when SSL_accept has read the identity in the Client Hello.
    ctx.set_psk_server_callback(move |ssl, identity, key_buf| {
        let length = my_psk_server_cb(&keys, asked, ssl, identity.unwrap_or_default(), key_buf);
        Ok(length.unwrap_or(0)) // 0: no pre-shared key
    });
    let ctx = ctx.build();

    // socket, bind, listen (here: net::listen)
    let sockfd = net::listen(args.listen.bind, args.port)?;

    loop {
        writeln!(terminal, "Waiting for a connection...")?;

        // accept
        let connd = net::accept(&sockfd, args.listen.timeout)?;

        // SSL_new
        let ssl = Ssl::new(&ctx)?;

        // SSL_set_fd (here: SslStream::new): the bindings let OpenSSL call the socket's `Read` and `Write`.
        let mut stream = SslStream::new(ssl, args.observe.tap(connd))?;

        // SSL_accept: the handshake.
        // SSL_get_error, ERR_error_string (here: failed::accept): why it failed, in words.
        stream.accept().map_err(|e| failed::accept(&e, stream.ssl(), asked, mode))?;
        writeln!(terminal, "Client connected successfully")?;

        // Rust only: SSL_get_signature_nid. Without a pre-shared key the server has signed the handshake.
        if ffi::SSL_get_signature_nid(stream.ssl()).is_some() {
            note!("this client has no pre-shared key that is known here: it was shown the certificate");
        } else if args.mode.is_some() {
            mode::show(&mut terminal, stream.ssl())?;
        }

        // SSL_read, SSL_write (here: server_messages): the loop over the client's messages, see `messages.rs` of 6.1.
        let session =
            messages::server_messages(&mut stream, &mut terminal, args.listen.patience(args.session))
                // SSL_shutdown (here: close): sends close_notify, and waits for the client's.
                .and_then(|()| messages::close(&mut stream, args.listen.timeout));
        if let Err(error) = session {
            report(&error); // and go on with the next client
        }

        // SSL_free, close (here: drop)
        drop(stream);
        writeln!(terminal, "Closed the connection")?;
    }

    // SSL_CTX_free (here: Drop)
}

/// The C's callback: prints the identity, writes its key into OpenSSL's buffer and returns the length of the key.
/// Without a key for it, OpenSSL goes on as with a client that has none.
fn my_psk_server_cb(
    keys: &Keys,
    asked: Index<Ssl, Asked>,
    ssl: &mut SslRef,
    identity: &[u8],
    key_buf: &mut [u8],
) -> Option<usize> {
    // After a HelloRetryRequest a client says all of it again.
    if ssl.ex_data(asked).is_none_or(|before| before.identity != identity) {
        // A closed output is told by the next line that is to go there.
        let _ = writeln!(Terminal::new(), "Identity: {}", name(identity));
    }
    let key = keys.get(identity);
    // Rust only: SSL_set_ex_data: for failed::accept, should the handshake fail.
    ssl.set_ex_data(asked, Asked { identity: identity.to_owned(), known: key.is_some() });

    let key = key?;
    key_buf.get_mut(..key.len())?.copy_from_slice(key);
    Some(key.len())
}
