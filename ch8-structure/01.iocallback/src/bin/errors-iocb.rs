//! Section 8.1, the return values of the callbacks: what a transport can return, and what OpenSSL makes of it.
//!
//! wolfSSL's callbacks return the number of bytes or one of `WOLFSSL_CBIO_ERR_…`. A transport in Rust returns
//! the number of bytes or an `io::Error`, whose kind the bindings translate. For each value there is a
//! handshake over memory whose transport fails with it once, and a client that does what SSL_get_error tells it
//! to:
//!
//! ```text
//! cargo run -q --bin errors-iocb
//! ```
//!
//! Only two values mean "not yet": call again. The others become SSL_ERROR_SYSCALL, after which the man page
//! forbids another call; the reason is the transport's own error. Mind `ISR`: wolfSSL calls its callback again
//! after a signal. The bindings do not, so the transport itself must try again, as the one in `../comm.rs`
//! does.

use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Parser;
use openssl::ssl::{self, ErrorCode, Ssl, SslContext, SslFiletype, SslMethod, SslStream, SslVerifyMode};

use common::defaults::{CA_CERT_FILE, SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::net::uninterrupted;
use common::{Error, Terminal};
use iocallback::pair::{self, Memory};

/// Each handshake takes some milliseconds.
const LIMIT: Duration = Duration::from_secs(10);

/// What becomes of each way in which a transport can fail (section 8.1).
#[derive(Parser)]
#[command(name = "errors-iocb", version = common::version())]
struct Args {}

fn main() -> ExitCode {
    let Args {} = Args::parse();
    observe::exit::code(run(), "End of TLS Client")
}

/// One of wolfSSL's values, and its counterpart.
struct Value {
    /// As in `wolfssl/wolfio.h`.
    name: &'static str,
    counterpart: &'static str,
    fault: Fault,
}

/// How the transport fails, once.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// `read` does.
    Read(ErrorKind),
    /// `read` does, but calls again itself.
    ReadAgain(ErrorKind),
    /// `read` finds the end.
    End,
    /// `write` does.
    Write(ErrorKind),
}

const VALUES: [Value; 8] = [
    Value {
        name: "WOLFSSL_CBIO_ERR_WANT_READ",
        counterpart: "read: WouldBlock",
        fault: Fault::Read(ErrorKind::WouldBlock),
    },
    Value {
        name: "WOLFSSL_CBIO_ERR_WANT_WRITE",
        counterpart: "write: WouldBlock",
        fault: Fault::Write(ErrorKind::WouldBlock),
    },
    Value {
        name: "WOLFSSL_CBIO_ERR_CONN_RST",
        counterpart: "read: ConnectionReset",
        fault: Fault::Read(ErrorKind::ConnectionReset),
    },
    Value {
        name: "WOLFSSL_CBIO_ERR_ISR",
        counterpart: "read: Interrupted",
        fault: Fault::Read(ErrorKind::Interrupted),
    },
    Value {
        name: "WOLFSSL_CBIO_ERR_ISR",
        counterpart: "read: called again by the transport",
        fault: Fault::ReadAgain(ErrorKind::Interrupted),
    },
    Value { name: "WOLFSSL_CBIO_ERR_CONN_CLOSE", counterpart: "read: Ok(0)", fault: Fault::End },
    Value {
        name: "WOLFSSL_CBIO_ERR_TIMEOUT",
        counterpart: "read: TimedOut",
        fault: Fault::Read(ErrorKind::TimedOut),
    },
    Value {
        name: "WOLFSSL_CBIO_ERR_GENERAL",
        counterpart: "read: any other",
        fault: Fault::Read(ErrorKind::Other),
    },
];

fn run() -> Result<(), Error> {
    let mut terminal = Terminal::new();
    common::init();
    let (client, server) = contexts()?;
    for Value { name, counterpart, fault } in VALUES {
        let (client_end, server_end) = pair::memory(LIMIT);
        let server = Ssl::new(&server)?;
        let (code, end) = thread::scope(|scope| {
            // It ends with an error when the client does not come back.
            scope.spawn(|| SslStream::new(server, server_end).map(|mut stream| stream.accept()));
            handshake(&client, Faulty { transport: client_end, fault: Some(fault) })
        })?;
        writeln!(terminal, "{name:<27} | {counterpart:<35} | {code:<20} | {end}")?;
    }
    Ok(())
}

/// A client's handshake over a transport that fails once: what SSL_get_error says then, and how it ends.
fn handshake(ctx: &SslContext, transport: Faulty) -> Result<(&'static str, String), Error> {
    let mut ssl = Ssl::new(ctx)?;
    // OpenSSL only: SSL_set_tlsext_host_name (here: set_hostname)
    ssl.set_hostname("localhost")?;
    // OpenSSL only: X509_VERIFY_PARAM_set1_host (here: set_host): the certificate must be for this name.
    ssl.param_mut().set_host("localhost")?;
    // wolfSSL_SetIOReadCtx, wolfSSL_SetIOWriteCtx (here: SslStream::new)
    let mut stream = SslStream::new(ssl, transport)?;
    // SSL_connect
    let Err(error) = stream.connect() else { return Ok(("no error", "connected".to_owned())) };
    // SSL_get_error (here: error.code)
    let code = match error.code() {
        // SSL_ERROR_WANT_READ (here: WANT_READ)
        ErrorCode::WANT_READ => "SSL_ERROR_WANT_READ",
        // SSL_ERROR_WANT_WRITE (here: WANT_WRITE)
        ErrorCode::WANT_WRITE => "SSL_ERROR_WANT_WRITE",
        // SSL_ERROR_SYSCALL (here: SYSCALL): the transport has failed, and so has the connection.
        ErrorCode::SYSCALL => return Ok(("SSL_ERROR_SYSCALL", failed(&error, &stream))),
        _ => return Ok(("SSL_ERROR_SSL", failed(&error, &stream))),
    };
    let end = match stream.connect() {
        Ok(()) => "called again: connected".to_owned(),
        Err(error) => failed(&error, &stream),
    };
    Ok((code, end))
}

fn failed(error: &ssl::Error, stream: &SslStream<Faulty>) -> String {
    Error::tls("SSL connect", error, stream.ssl()).to_string()
}

/// The client's context and the server's.
fn contexts() -> Result<(SslContext, SslContext), Error> {
    let mut client = SslContext::builder(SslMethod::tls_client())?;
    let ca = certs(CA_CERT_FILE);
    client.load_verify_locations(Some(&ca), None).map_err(Error::load(&ca))?;
    client.set_verify(SslVerifyMode::PEER);

    let mut server = SslContext::builder(SslMethod::tls_server())?;
    let (cert, key) = (certs(SERVER_CERT_FILE), certs(SERVER_KEY_FILE));
    server.set_certificate_file(&cert, SslFiletype::PEM).map_err(Error::load(&cert))?;
    server.set_private_key_file(&key, SslFiletype::PEM).map_err(Error::load(&key))?;
    Ok((client.build(), server.build()))
}

/// A transport that fails once.
#[derive(Debug)]
struct Faulty {
    transport: Memory,
    fault: Option<Fault>,
}

impl Read for Faulty {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.fault {
            Some(Fault::Read(kind)) => {
                self.fault = None;
                Err(kind.into())
            }
            Some(Fault::End) => Ok(0), // there is nothing behind it
            Some(Fault::ReadAgain(kind)) => uninterrupted(|| match self.fault.take() {
                Some(_) => Err(kind.into()),
                None => self.transport.read(buffer),
            }),
            Some(Fault::Write(_)) | None => self.transport.read(buffer),
        }
    }
}

impl Write for Faulty {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self.fault {
            Some(Fault::Write(kind)) => {
                self.fault = None;
                Err(kind.into())
            }
            _ => self.transport.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.transport.flush()
    }
}
