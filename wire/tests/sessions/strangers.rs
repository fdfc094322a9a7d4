//! Sessions of the `openssl` command and of GnuTLS, over a relay: features that the bindings lack, and
//! another implementation.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use harness::{Window, tool};
use wire::Direction;

use super::{Chunk, Recording};

const LIMIT: Duration = Duration::from_secs(20);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A relay that records what goes over it, in order.
struct Relay {
    address: SocketAddr,
    ends: JoinHandle<()>,
    chunks: Arc<Mutex<Vec<Chunk>>>,
}

impl Relay {
    /// Relays one connection to `server`.
    fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let chunks = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&chunks);
        let ends = thread::spawn(move || {
            let (client, _) = listener.accept().unwrap();
            let server = TcpStream::connect(server).unwrap();
            let start = Instant::now();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let upward = Arc::clone(&kept);
            let upward = thread::spawn(move || carry(Direction::FromClient, from, to, start, &upward));
            carry(Direction::FromServer, server, client, start, &kept);
            upward.join().unwrap();
        });
        Self { address, ends, chunks }
    }

    fn chunks(self) -> Vec<Chunk> {
        self.ends.join().unwrap();
        std::mem::take(&mut self.chunks.lock().unwrap())
    }
}

fn carry(
    direction: Direction,
    mut from: TcpStream,
    mut to: TcpStream,
    start: Instant,
    kept: &Mutex<Vec<Chunk>>,
) {
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = from.read(&mut buffer).unwrap_or(0);
        if count > 0 {
            // Recorded before it is sent on, so that no answer is recorded earlier.
            kept.lock().unwrap().push((direction, start.elapsed(), buffer[..count].to_vec()));
        }
        if count == 0 || to.write_all(&buffer[..count]).is_err() {
            let _ = to.shutdown(Shutdown::Write);
            return;
        }
    }
}

fn stranger(name: &str, arguments: &[&str], key_log: Option<&str>) -> Window {
    let mut command = harness::stranger_command(name);
    command.args(arguments).current_dir(ROOT).env_remove("SSLKEYLOGFILE");
    if let Some(key_log) = key_log {
        command.env("SSLKEYLOGFILE", key_log);
    }
    Window::open(name, command, LIMIT).unwrap()
}

/// A session of these two; `talk` makes them say what they are to say, and waits for it.
fn record(
    name: &str,
    server: &[&str],
    client: &str,
    arguments: &[&str],
    talk: impl FnOnce(&mut Window, &mut Window),
) -> Recording {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("keys.txt");
    let log = log.to_str().unwrap();
    let fixed = [
        "s_server",
        "-accept",
        "127.0.0.1:0",
        "-cert",
        "certs/tb-server-cert.pem",
        "-key",
        "certs/tb-server-key.pem",
        "-naccept",
        "1",
    ];
    let mut server = stranger("openssl", &[&fixed[..], server].concat(), None);
    server.wait_for("ACCEPT 127.0.0.1:").unwrap();
    let port: u16 = server.wait_for("\n").unwrap().trim().parse().unwrap();
    let relay = Relay::start(([127, 0, 0, 1], port).into());
    let port = relay.address.port().to_string();
    let address = format!("127.0.0.1:{port}");
    let fixed: Vec<&str> = match client {
        "openssl" => {
            vec!["s_client", "-connect", &address, "-CAfile", "certs/tb-ca-cert.pem", "-keylogfile", log]
        }
        _ => vec!["--x509cafile", "certs/tb-ca-cert.pem", "--port", &port, "127.0.0.1"],
    };
    let mut client = stranger(client, &[&fixed[..], arguments].concat(), Some(log));
    talk(&mut server, &mut client);
    client.close_input();
    let chunks = relay.chunks();
    Recording { name: name.to_owned(), chunks, key_log: fs::read_to_string(log).unwrap() }
}

/// Sends a line, and waits until the other side shows it.
fn say(from: &mut Window, to: &mut Window, line: &str) {
    from.type_line(line).unwrap();
    to.wait_for(line).unwrap();
}

/// One session of each kind, as far as the tools are there.
#[allow(clippy::too_many_lines)] // a table
pub(crate) fn all() -> Vec<Recording> {
    let mut all = Vec::new();
    if !tool("openssl") {
        return all;
    }
    let connected = "---\n";
    let plain = |server: &mut Window, client: &mut Window| {
        client.wait_for(connected).unwrap();
        say(client, server, "from the client");
        say(server, client, "from the server");
    };
    all.push(record("s_client tls13 key update", &[], "openssl", &[], |server, client| {
        client.wait_for(connected).unwrap();
        say(client, server, "generation 0");
        client.type_line("k").unwrap(); // its own key
        client.wait_for("KEYUPDATE\n").unwrap();
        say(client, server, "generation 1");
        client.type_line("K").unwrap(); // both
        client.wait_for("KEYUPDATE\n").unwrap();
        say(client, server, "generation 2");
        say(server, client, "generation 1 of the server");
        server.type_line("K").unwrap();
        // It prints nothing, and takes for the command only what it reads at once.
        thread::sleep(Duration::from_millis(300));
        say(server, client, "generation 2 of the server");
        say(client, server, "generation 3");
    }));
    all.push(record("s_server tls13 padding", &["-record_padding", "512"], "openssl", &[], plain));
    all.push(record("s_server tls13 small fragments", &["-max_send_frag", "512"], "openssl", &[], plain));
    all.push(record(
        "s_client tls13 maximum fragment length",
        &[],
        "openssl",
        &["-maxfraglen", "512"],
        plain,
    ));
    all.push(record(
        "s_client tls13 authentication after the handshake",
        &["-verify", "1", "-CAfile", "certs/tb-ca-cert.pem", "-tls1_3"],
        "openssl",
        &["-enable_pha", "-cert", "certs/tb-client-cert.pem", "-key", "certs/tb-client-key.pem"],
        |server, client| {
            client.wait_for(connected).unwrap();
            say(client, server, "before");
            server.type_line("c").unwrap();
            server.wait_for("SSL_do_handshake").unwrap();
            say(server, client, "now");
            say(client, server, "after");
        },
    ));
    all.push(record(
        "s_client tls13 psk without (EC)DHE",
        &["-psk", "1a2b3c4d", "-nocert", "-allow_no_dhe_kex", "-groups", "P-256", "-tls1_3"],
        "openssl",
        &[
            "-psk",
            "1a2b3c4d",
            "-allow_no_dhe_kex",
            "-groups",
            "P-521",
            "-ciphersuites",
            "TLS_AES_128_GCM_SHA256",
        ],
        plain,
    ));
    all.push(record(
        "s_client tls12 renegotiation",
        &["-client_renegotiation", "-tls1_2"],
        "openssl",
        &["-tls1_2"],
        |server, client| {
            client.wait_for(connected).unwrap();
            say(client, server, "first keys");
            client.type_line("R").unwrap();
            client.wait_for("RENEGOTIATING\n").unwrap();
            say(client, server, "second keys");
            say(server, client, "of the server");
        },
    ));
    all.push(record(
        "s_client tls12 client certificate, renegotiated",
        &["-tls1_2", "-CAfile", "certs/tb-ca-cert.pem"],
        "openssl",
        &["-tls1_2", "-cert", "certs/tb-client-cert.pem", "-key", "certs/tb-client-key.pem"],
        |server, client| {
            client.wait_for(connected).unwrap();
            say(client, server, "nobody");
            server.type_line("R").unwrap();
            server.wait_for("SSL_do_handshake").unwrap();
            say(server, client, "now");
            say(client, server, "somebody");
        },
    ));
    if tool("gnutls-cli") {
        for (name, priority) in [
            ("tls13", "NORMAL:-VERS-ALL:+VERS-TLS1.3"),
            (
                "tls13 chacha20 secp384r1",
                "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305:-GROUP-ALL:+GROUP-SECP384R1",
            ),
            ("tls13 ccm", "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-CCM"),
            ("tls12", "NORMAL:-VERS-ALL:+VERS-TLS1.2"),
            ("tls12 ccm", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-256-CCM:-KX-ALL:+DHE-RSA"),
            ("tls12 cbc", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC"),
        ] {
            let suites = [
                "-cipher",
                "ALL:@SECLEVEL=1",
                "-ciphersuites",
                "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256",
            ];
            let recording = record(
                &format!("gnutls {name}"),
                &suites,
                "gnutls-cli",
                &["--priority", priority, "--alpn", "http/1.1"],
                |server, client| {
                    client.wait_for("Simple Client Mode:").unwrap();
                    say(client, server, "from GnuTLS");
                    say(server, client, "from OpenSSL");
                },
            );
            all.push(recording);
        }
        all.push(record(
            "gnutls tls13 key update",
            &[],
            "gnutls-cli",
            &["--inline-commands", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.3"],
            |server, client| {
                client.wait_for("Simple Client Mode:").unwrap();
                say(client, server, "generation 0");
                client.type_line("^rekey^").unwrap();
                say(client, server, "generation 1");
                say(server, client, "of the server");
            },
        ));
    }
    all
}
