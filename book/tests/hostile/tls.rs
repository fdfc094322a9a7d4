//! TLS peers of the test itself, and transports that end in the middle.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use harness::root;
use openssl::ssl::{Ssl, SslContext, SslContextBuilder, SslFiletype, SslMethod, SslStream};
use socket2::SockRef;

/// The longest that a peer of the test waits for the program.
const LIMIT: Duration = Duration::from_secs(20);

/// A connection of which only the first bytes are sent. Then it fails.
pub(crate) struct Cut {
    pub(crate) tcp: TcpStream,
    pub(crate) left: usize,
}

impl Read for Cut {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.read(buffer)
    }
}

impl Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.tcp.write(&bytes[..bytes.len().min(self.left)])?;
        self.left -= sent;
        if sent == 0 && !bytes.is_empty() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(sent) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// A connection to a server on this machine.
pub(crate) fn tcp(port: u16) -> TcpStream {
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    limited(&tcp);
    tcp
}

/// Lets no wait of a peer of the test last for ever.
pub(crate) fn limited(tcp: &TcpStream) {
    tcp.set_read_timeout(Some(LIMIT)).unwrap();
    tcp.set_write_timeout(Some(LIMIT)).unwrap();
}

/// Lets the connection end with a reset once it is closed.
pub(crate) fn reset(tcp: &TcpStream) {
    SockRef::from(tcp).set_linger(Some(Duration::ZERO)).unwrap();
}

/// The settings of a client that `server` takes. It verifies nothing: it is the server that is tested.
pub(crate) fn client_context(server: &str) -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    if server == "server-tls-mutual" {
        ctx.set_certificate_file(root().join("certs/tb-client-cert.pem"), SslFiletype::PEM).unwrap();
        ctx.set_private_key_file(root().join("certs/tb-client-key.pem"), SslFiletype::PEM).unwrap();
    }
    if server == "server-tls-psk" {
        ctx.set_psk_client_callback(|_, _, identity, key| {
            identity[..16].copy_from_slice(b"Client_identity\0");
            key[..4].copy_from_slice(&[0x1a, 0x2b, 0x3c, 0x4d]); // the book's key
            Ok(4)
        });
    }
    ctx
}

/// The settings of a server with the book's certificate.
pub(crate) fn server_context() -> SslContextBuilder {
    let mut ctx = SslContext::builder(SslMethod::tls_server()).unwrap();
    ctx.set_certificate_file(root().join("certs/tb-server-cert.pem"), SslFiletype::PEM).unwrap();
    ctx.set_private_key_file(root().join("certs/tb-server-key.pem"), SslFiletype::PEM).unwrap();
    ctx
}

/// Begins a session over `transport`: the handshake is left to the caller.
pub(crate) fn session<S: Read + Write>(ctx: SslContextBuilder, transport: S) -> SslStream<S> {
    SslStream::new(Ssl::new(&ctx.build()).unwrap(), transport).unwrap()
}

/// Sends the Client Hello and nothing more to where it can be looked at.
pub(crate) fn client_hello(server: &str) -> Vec<u8> {
    struct Sent(Vec<u8>);
    impl Read for Sent {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::WouldBlock.into())
        }
    }
    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut stream = session(client_context(server), Sent(Vec::new()));
    stream.connect().unwrap_err();
    stream.get_ref().0.clone()
}
