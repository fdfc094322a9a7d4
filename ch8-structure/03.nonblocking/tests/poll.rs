//! server-tls-poll: many clients in one thread.

#![allow(clippy::unwrap_used)]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use harness::{open, serve};
use openssl::ssl::{ShutdownState, Ssl, SslContext, SslMethod, SslStream};

fn connect(port: u16) -> SslStream<TcpStream> {
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    stream.connect().unwrap();
    stream
}

fn ask(client: &mut SslStream<TcpStream>, message: &[u8]) {
    client.write_all(message).unwrap();
    let mut reply = [0; 22];
    client.read_exact(&mut reply).unwrap();
    assert_eq!(&reply, b"I hear ya fa shizzle!\0");
}

#[test]
fn a_hundred_clients_in_any_order_and_no_thread_for_any() {
    let (mut server, port) = serve("server-tls-poll", &[]).unwrap();
    let threads = server.threads();
    let mut clients: Vec<_> = (0..100).map(|_| connect(port)).collect();
    assert_eq!(server.threads(), threads);
    for client in clients.iter_mut().rev() {
        ask(client, b"Hello server");
    }
    // A large message may take the client several reads, but none of the other clients has to wait for it.
    ask(&mut clients[50], &[b'x'; 16384]);
    for (number, client) in clients.iter_mut().enumerate().step_by(2) {
        client.write_all(b"break").unwrap();
        assert_eq!(client.read(&mut [0]).unwrap(), 0);
        assert!(client.get_shutdown().contains(ShutdownState::RECEIVED), "a close_notify");
        client.shutdown().unwrap();
        server.wait_for(&format!("[{}] Closed the connection\n", number + 1)).unwrap();
    }
    for client in clients.iter_mut().skip(1).step_by(2) {
        ask(client, b"still here");
    }
}

#[test]
fn a_session_of_the_books_client() {
    let (mut server, port) = serve("server-tls-poll", &[]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server
        .see("[1] Client connected successfully\n[1] Received: Hello server\n[1] Received: break\n")
        .unwrap();
    server.see("[1] Received break command\n[1] Closed the connection\n").unwrap();
}

#[test]
fn a_client_that_does_not_trust_the_server_troubles_nobody_else() {
    let cert = "certs/broken/tb-server-stranger-cert.pem";
    let (mut server, port) = serve("server-tls-poll", &[cert]).unwrap();
    let mut careless = connect(port);
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
    client.see("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
    server.wait_for("[2] ERROR: failed SSL accept (received fatal alert unknown_ca (48))\n").unwrap();
    ask(&mut careless, b"still here");
}

#[test]
fn it_outlives_clients_that_fail_vanish_trickle_or_say_nothing() {
    let limits = ["--timeout", "1", "--idle", "1.2"]; // enough for a handshake on a busy machine
    let (mut server, port) = serve("server-tls-poll", &limits).unwrap();
    let raw = || TcpStream::connect(("127.0.0.1", port)).unwrap();

    raw().write_all(&[0x5a; 400]).unwrap();
    server.wait_for("[1] ERROR: failed SSL accept (wrong version number in a record").unwrap();
    let _silent = raw();
    server.wait_for("[2] ERROR: failed SSL accept (no answer from the peer within 1s)\n").unwrap();
    drop(connect(port));
    server.wait_for("[3] ERROR: failed SSL read (").unwrap();
    let _idle = connect(port);
    server.wait_for("[4] ERROR: failed SSL read (no answer from the peer within 1.2s)\n").unwrap();

    let mut trickle = raw();
    let mut given_up = false;
    for byte in [22, 3, 3, 0, 200].into_iter().chain([0; 190]) {
        given_up = trickle.write_all(&[byte]).is_err();
        if given_up {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
        let mut client = connect(port); // the others are served meanwhile
        ask(&mut client, b"Hello server");
        client.shutdown().unwrap();
    }
    assert!(given_up);
    server.wait_for("[5] ERROR: failed SSL accept (no answer from the peer within 1s)\n").unwrap();
}

#[test]
fn a_client_that_does_not_read_holds_up_nobody() {
    let (mut server, port) = serve("server-tls-poll", &["--timeout", "1", "--waits"]).unwrap();
    let mut flood = connect(port);
    flood.get_ref().set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    while flood.ssl_write(b"x").is_ok() {}
    let mut client = connect(port);
    ask(&mut client, b"Hello server");
    server.wait_for("[1] SSL write: SSL_ERROR_WANT_WRITE, waiting\n").unwrap();
    server.wait_for("[1] ERROR: failed SSL write (the peer takes nothing more within 1s)\n").unwrap();
    ask(&mut client, b"still here");
}

/// A transport that can keep back what is written to it, to send it all at once.
struct Hoard {
    tcp: TcpStream,
    kept: Option<Vec<u8>>,
}

impl Read for Hoard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.read(buffer)
    }
}

impl Write for Hoard {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match &mut self.kept {
            Some(kept) => kept.write(buffer),
            None => self.tcp.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fifty thousand KeyUpdates at once: a server whose SSL_read goes on until a message comes would serve nobody else
/// before that.
#[test]
fn a_client_that_sends_nothing_but_new_keys_holds_up_nobody() {
    let (_server, port) = serve("server-tls-poll", &[]).unwrap();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let mut flood = SslStream::new(Ssl::new(&ctx).unwrap(), Hoard { tcp, kept: None }).unwrap();
    flood.connect().unwrap();
    flood.get_mut().kept = Some(Vec::new());
    for _ in 0..50_000 {
        common::ffi::SSL_key_update(&mut flood, false).unwrap();
        flood.do_handshake().unwrap(); // sends it
    }
    flood.ssl_write(b"at last").unwrap();
    let all = flood.get_mut().kept.take().unwrap();

    let mut client = connect(port);
    let answered = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            flood.get_mut().tcp.write_all(&all).unwrap();
            let mut answer = [0; 22];
            flood.read_exact(&mut answer).unwrap();
            answered.store(true, Ordering::SeqCst);
        });
        thread::sleep(Duration::from_millis(50));
        for _ in 0..3 {
            ask(&mut client, b"Hello server");
        }
        assert!(!answered.load(Ordering::SeqCst), "the others had to wait until it was over");
    });
}

#[test]
fn more_clients_than_allowed_are_turned_away() {
    let (mut server, port) = serve("server-tls-poll", &["--max-connections", "2"]).unwrap();
    let (first, mut second) = (connect(port), connect(port));
    let mut third = open("client-tls", &[], port).unwrap();
    third.wait_for("ERROR: failed SSL connect (").unwrap();
    third.end(1).unwrap();
    server.wait_for("[3] turned away: 2 clients are connected already\n").unwrap();
    drop(first);
    server.wait_for("[1] ERROR: failed SSL read (").unwrap();
    ask(&mut connect(port), b"there is room again");
    ask(&mut second, b"still here");
}

/// Out of file descriptors: clients that are connected are served, and so is the next one when others have left.
#[cfg(unix)]
#[test]
fn a_server_out_of_file_descriptors_goes_on() {
    let mut command = harness::stranger_command("sh");
    let program = harness::program("server-tls-poll").unwrap();
    command.args(["-c", "ulimit -n 12; exec \"$0\""]).arg(program).env("TLSBOOK_PORT", "0");
    let mut server = harness::Window::open("server", command, Duration::from_secs(20)).unwrap();
    let port = server.port().unwrap();
    let mut first = connect(port);
    // Connections that nobody accepts are in the system's queue.
    let waiting: Vec<_> = (0..12).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    server.wait_for("ERROR: failed to accept (").unwrap();
    ask(&mut first, b"still here");
    let before = server.processor_time();
    std::thread::sleep(Duration::from_secs(1));
    if let (Some(before), Some(after)) = (before, server.processor_time()) {
        let used = after.saturating_sub(before);
        assert!(used < Duration::from_millis(100), "it spins: {used:?}");
    }
    drop(waiting);
    ask(&mut connect(port), b"there is room again");
}

#[test]
fn an_interrupt_closes_all_connections_in_good_order() {
    if !harness::interrupts() {
        return;
    }
    let (mut server, port) = serve("server-tls-poll", &["--timeout", "0.5"]).unwrap();
    let (mut idle, mut busy) = (connect(port), connect(port));
    ask(&mut busy, b"Hello server");
    let _in_handshake = TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.interrupt().unwrap();
    for client in [&mut idle, &mut busy] {
        assert_eq!(client.read(&mut [0]).unwrap(), 0);
        assert!(client.get_shutdown().contains(ShutdownState::RECEIVED), "a close_notify");
    }
    // The first one sends its close_notify, the second one never does, and the server does not wait for ever.
    idle.shutdown().unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(0).unwrap();
    assert!(!server.transcript().contains("ERROR"), "{}", server.transcript());
}

#[test]
fn an_interrupt_ends_a_server_without_clients() {
    if !harness::interrupts() {
        return;
    }
    let (mut server, _) = serve("server-tls-poll", &[]).unwrap();
    server.interrupt().unwrap();
    server.see("End of TLS Server\n").unwrap();
    server.end(0).unwrap();
}

#[test]
fn without_anybody_to_read_its_output_it_ends() {
    let mut server = harness::command("server-tls-poll")
        .unwrap()
        .env("TLSBOOK_PORT", "0")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut errors = BufReader::new(server.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().unwrap().parse().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    drop(output);
    let _client = connect(port);
    let deadline = Instant::now() + Duration::from_secs(20);
    let status = loop {
        match server.try_wait().unwrap() {
            Some(status) => break status,
            None if Instant::now() > deadline => {
                server.kill().unwrap();
                panic!("the server goes on");
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    assert_eq!(status.code(), Some(1));
}
