//! Hostile clients, and every server.

use std::env;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use harness::{Window, open, serve};
use openssl::ssl::{SslContextBuilder, SslStream, SslVersion};
use openssl::x509::X509;

use crate::attacks::{IN_A_SESSION_OF_TLS_1_2, IN_PLACE_OF_A_HANDSHAKE, IN_THE_SESSION};
use crate::tls::{
    Cut, client_context, client_hello, early_hello, empty_records, reset, resuming, saved, session, tcp,
    tell_secret,
};

/// What a handshake that fails does to a server, and how long the next client waits.
#[derive(Clone, Copy, PartialEq)]
enum Failed {
    /// It ends the server, as in the book.
    Ends,
    /// The next client is served once the failed one is through: after `--timeout` at the latest.
    GoesOn,
    /// Clients do not wait for each other.
    HoldsUpNobody,
}
use Failed::{Ends, GoesOn, HoldsUpNobody};

struct Server {
    name: &'static str,
    arguments: &'static [&'static str],
    failed: Failed,
    /// The client that it is made for.
    client: &'static str,
}

const fn server(
    name: &'static str,
    arguments: &'static [&'static str],
    failed: Failed,
    client: &'static str,
) -> Server {
    Server { name, arguments, failed, client }
}

/// Those that take longest come first.
const SERVERS: &[Server] = &[
    server("server-tls-threads", &["--max-connections", "40"], HoldsUpNobody, "client-tls"),
    server("server-tls-poll", &["--max-connections", "40"], HoldsUpNobody, "client-tls"),
    server("server-tls", &[], Ends, "client-tls"),
    server("server-tls", &["--keep-going"], GoesOn, "client-tls"),
    server("server-tls-mutual", &[], Ends, "client-tls-mutual"),
    server("server-tls-records", &[], Ends, "client-tls"),
    server("server-tls-exts", &[], Ends, "client-tls-exts"),
    server("server-tls-psk", &[], Ends, "client-tls-psk"),
    server("server-tls-tickets", &["--stateful"], Ends, "client-tls"),
    server("server-tls-eld", &[], Ends, "client-tls"),
    server("server-tls-nofs", &[], Ends, "client-tls-nofs"),
    server("server-tls-nb", &[], Ends, "client-tls-nb"),
    server("server-tls-sp", &[], Ends, "client-tls-sp"),
];

impl Server {
    /// How long a client may take for the handshake, and for taking what it is sent. Where clients do not wait for each
    /// other, it is long: one that did wait would be seen.
    fn timeout(&self) -> Duration {
        Duration::from_secs(if self.failed == HoldsUpNobody { 8 } else { 3 })
    }

    /// The KiB that sessions take which the server keeps to be resumed: OpenSSL keeps 20,480 of them, a good KiB each.
    fn cache(&self) -> u64 {
        if ["server-tls-tickets", "server-tls-eld"].contains(&self.name) { 40 * 1024 } else { 0 }
    }

    fn start(&self) -> Running<'_> {
        self.start_with(self.timeout())
    }

    fn start_with(&self, timeout: Duration) -> Running<'_> {
        let timeout = timeout.as_secs().to_string();
        let (window, port) = serve(self.name, &[self.arguments, &["--timeout", &timeout]].concat()).unwrap();
        Running { of: self, window, port }
    }
}

/// Does `act` with every server, with some of them at once: most of the time is waiting.
fn each_server(act: impl Fn(&Server) + Sync) {
    let servers = Mutex::new(SERVERS.iter());
    let next = || servers.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| {
                while let Some(server) = next() {
                    act(server);
                }
            });
        }
    });
}

/// A server that listens.
struct Running<'a> {
    of: &'a Server,
    window: Window,
    port: u16,
}

impl Running<'_> {
    /// A good client gets its answer within the server's limit.
    fn serves(&mut self, after: &str) {
        let (name, timeout) = (self.of.name, self.of.timeout());
        if self.of.failed != HoldsUpNobody {
            let waited = self.good_client(after);
            assert!(
                waited < timeout + Duration::from_secs(5),
                "{name} after {after}: a client waited {waited:?}"
            );
            return;
        }
        // A busy machine may delay one of them, but not each, and none as long as the hostile client may take.
        let mut served = (0..5).map(|_| self.good_client(after)).inspect(|waited| {
            assert!(*waited < timeout / 2, "{name} after {after}: a client waited {waited:?}");
        });
        let in_time = served.any(|waited| waited < Duration::from_secs(1));
        assert!(in_time, "{name} after {after}: each of five clients waited for more than a second");
    }

    /// Returns how long it waits for its answer.
    fn good_client(&mut self, after: &str) -> Duration {
        let start = Instant::now();
        let greeted = self.greeted();
        let mut stream = greeted.unwrap_or_else(|error| {
            panic!("{} after {after}: {error}\n{}", self.of.name, self.window.rest())
        });
        let waited = start.elapsed();
        stream.ssl_write(b"break").unwrap();
        let _ = stream.shutdown(); // the server may have closed before
        harness::drain(stream.get_ref().try_clone().unwrap());
        waited
    }

    /// The client that the server is made for has the session of the book.
    fn plays(&mut self) {
        let mut client = open(self.of.client, &[], self.port).unwrap();
        let session = client.wait_for("Message to send: ").and_then(|_| {
            client.type_line("Hello server")?;
            client.wait_for("Received: I hear ya fa shizzle!\nMessage to send: ")?;
            client.type_line("break")?;
            client.end(0)
        });
        if let Err(failure) = session {
            panic!("{}: {failure}\n{}", self.of.name, self.window.rest());
        }
    }

    /// A session of the test's own. The server has answered in it: before that, a client that has ended its part of the
    /// handshake does not know whether the server has, too.
    fn greeted(&self) -> Result<SslStream<TcpStream>, openssl::ssl::Error> {
        self.greeted_with(client_context(self.of.name))
    }

    fn greeted_with(&self, ctx: SslContextBuilder) -> Result<SslStream<TcpStream>, openssl::ssl::Error> {
        let mut stream = session(ctx, tcp(self.port));
        stream.connect()?;
        stream.ssl_write(b"Hello server")?;
        stream.ssl_read(&mut [0; 100])?;
        Ok(stream)
    }

    /// It has said why, once, and ended with status 1.
    fn has_ended(mut self, after: &str) {
        let status = self.window.wait_for_end().unwrap();
        let shown = self.window.rest();
        assert_eq!(status.code(), Some(1), "{} after {after}: {shown}", self.of.name);
        assert_eq!(shown.matches("ERROR: ").count(), 1, "{} after {after}: {shown}", self.of.name);
        assert!(!shown.contains("panicked"), "{} after {after}: {shown}", self.of.name);
    }

    /// It still runs; what hostile clients took is given back.
    fn is_as_before(&mut self, before: (usize, u64)) {
        self.plays();
        let name = self.of.name;
        let deadline = Instant::now() + Duration::from_secs(10);
        while self.window.descriptors().unwrap() > before.0 && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(20));
        }
        let (descriptors, resident) = self.resources();
        assert_eq!(descriptors, before.0, "{name}: descriptors");
        assert!(
            resident < before.1 + GROWTH + self.of.cache(),
            "{name}: {} KiB, then {resident} KiB",
            before.1
        );
        let shown = self.window.rest();
        assert!(self.window.ended().is_none() && !shown.contains("panicked"), "{name}: {shown}");
    }

    /// How many descriptors it has open, and how many KiB of memory it has.
    fn resources(&self) -> (usize, u64) {
        (self.window.descriptors().unwrap(), self.window.resident().unwrap())
    }
}

/// What the allocator may keep, in KiB: with threads it has several arenas.
const GROWTH: u64 = 8 * 1024;

/// A server that goes on is the same through all attacks; one that ends is started anew for each.
struct Target<'a> {
    server: &'a Server,
    kept: Option<(Running<'a>, (usize, u64))>,
}

impl<'a> Target<'a> {
    fn new(server: &'a Server) -> Self {
        let kept = (server.failed != Ends).then(|| warm(server));
        Self { server, kept }
    }

    /// A connection on which the handshake does not succeed. Meanwhile, a server that goes on serves the next client.
    fn attack(&mut self, name: &str, act: impl FnOnce(TcpStream) + Send) {
        match &mut self.kept {
            None => {
                let running = self.server.start();
                act(tcp(running.port));
                running.has_ended(name);
            }
            Some((running, _)) => thread::scope(|scope| {
                let connection = tcp(running.port);
                scope.spawn(|| act(connection));
                running.serves(name);
            }),
        }
    }

    fn is_as_before(&mut self) {
        if let Some((running, before)) = &mut self.kept {
            running.is_as_before(*before);
        }
    }
}

/// A server that has served a client, and what it holds then.
fn warm(server: &Server) -> (Running<'_>, (usize, u64)) {
    warmed(server.start())
}

fn warmed(mut running: Running<'_>) -> (Running<'_>, (usize, u64)) {
    let idle = running.window.descriptors().unwrap();
    running.serves("nothing");
    running.is_as_before((idle, u64::MAX / 2));
    let before = running.resources();
    (running, before)
}

#[test]
fn a_client_that_does_something_else_than_a_handshake() {
    each_server(|server| {
        let mut target = Target::new(server);
        for (name, act) in IN_PLACE_OF_A_HANDSHAKE {
            target.attack(name, *act);
        }
        target.is_as_before();
    });
}

#[test]
fn a_client_that_ends_at_each_point_of_the_handshake() {
    each_server(|server| {
        let mut target = Target::new(server);
        let hello = client_hello(server.name).len();
        // In the Client Hello; right after it; in Change Cipher Spec (6 bytes), and in what follows it.
        for sent in [1, 5, 9, hello / 2, hello - 1, hello, hello + 3, hello + 6, hello + 20] {
            for ends_with_reset in [false, true] {
                target.attack(&format!("{sent} bytes of {hello}, reset: {ends_with_reset}"), |tcp| {
                    if ends_with_reset {
                        reset(&tcp);
                    }
                    session(client_context(server.name), Cut { tcp, left: sent }).connect().unwrap_err();
                });
            }
        }
        target.is_as_before();
    });
}

/// A handshake that has succeeded has been paid for: from here on, every server goes on.
#[test]
fn a_client_that_misbehaves_in_the_session() {
    each_server(|server| {
        let (mut running, before) = warm(server);
        for (name, act) in IN_THE_SESSION {
            let stream = running.greeted().unwrap_or_else(|error| panic!("{}: {error}", server.name));
            thread::scope(|scope| {
                scope.spawn(|| act(stream));
                running.serves(name);
            });
        }
        running.is_as_before(before);
    });
}

#[test]
fn a_client_that_misbehaves_in_a_session_of_tls_1_2() {
    each_server(|server| {
        // Pre-shared keys and early data are those of TLS 1.3.
        if ["server-tls-psk", "server-tls-eld"].contains(&server.name) {
            return;
        }
        let (mut running, before) = warm(server);
        for (name, act) in IN_A_SESSION_OF_TLS_1_2 {
            let mut ctx = client_context(server.name);
            ctx.set_max_proto_version(Some(SslVersion::TLS1_2)).unwrap();
            let stream = running.greeted_with(ctx).unwrap_or_else(|error| panic!("{}: {error}", server.name));
            thread::scope(|scope| {
                scope.spawn(|| act(stream));
                running.serves(name);
            });
        }
        running.is_as_before(before);
    });
}

#[test]
fn a_client_that_says_nothing_in_many_records() {
    each_server(|server| {
        // Its pre-shared key is for SHA-256; the callback of this test has not said so.
        if server.name == "server-tls-psk" {
            return;
        }
        let (mut running, before) = warm(server);
        let mut ctx = client_context(server.name);
        let traffic = tell_secret(&mut ctx, "CLIENT_TRAFFIC_SECRET_0");
        let stream = running.greeted_with(ctx).unwrap_or_else(|error| panic!("{}: {error}", server.name));
        // Behind the greeting.
        let records = empty_records(&traffic, 1, 10_000);
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut tcp = stream.get_ref().try_clone().unwrap();
                if tcp.write_all(&records).is_ok() {
                    harness::drain(tcp);
                }
            });
            running.serves("empty records, encrypted");
        });
        drop(stream);
        running.is_as_before(before);
    });
}

/// After a Client Hello that announces early data, records that nobody can open: a server that takes none, or not with
/// this session, has to skip them, but not without end (RFC 8446 section 4.2.10).
#[test]
fn junk_in_the_place_of_early_data() {
    let other = serve("server-tls-eld", &[]).unwrap();
    let of_another = saved(other.1);
    each_server(|server| {
        let record = [&[23, 3, 3, 0x40, 0][..], &[0x5a; 0x4000]].concat();
        let mut target = Target::new(server);
        for records in [1, 1000] {
            target.attack(&format!("{records} records of junk"), |mut tcp| {
                let junk = [early_hello(server.name, &of_another), record.repeat(records)].concat();
                if tcp.write_all(&junk).is_ok() {
                    harness::drain(tcp);
                }
            });
        }
        target.is_as_before();
    });
}

/// The server that takes early data, with a ticket of its own. Each of these handshakes fails, and ends it.
#[test]
fn early_data_under_valid_keys() {
    let server = SERVERS.iter().find(|server| server.name == "server-tls-eld").unwrap();
    let early = |act: &dyn Fn(&mut SslStream<TcpStream>)| {
        let running = server.start();
        let saved = saved(running.port);
        let mut stream = resuming(client_context(server.name), &saved, tcp(running.port));
        act(&mut stream);
        drop(stream);
        running.has_ended("early data");
    };
    // As much of it as the ticket allows, and no end.
    early(&|stream| {
        while stream.write_early_data(&[0x5a; 1000]).is_ok() {}
        harness::drain(stream.get_ref().try_clone().unwrap());
    });
    // Some of it, and then nothing: the handshake is not ended.
    early(&|stream| {
        stream.write_early_data(b"good early morning").unwrap();
        harness::drain(stream.get_ref().try_clone().unwrap());
    });
    // Some of it, and a reset.
    early(&|stream| {
        stream.write_early_data(b"good early morning").unwrap();
        reset(stream.get_ref());
    });
    // A first record of it that is right, and another that is not.
    early(&|stream| {
        stream.write_early_data(b"good early morning").unwrap();
        let mut tcp = stream.get_ref().try_clone().unwrap();
        tcp.write_all(&[&[23, 3, 3, 0, 100][..], &[0x5a; 100]].concat()).unwrap();
        harness::drain(tcp);
    });
}

/// The only server that a soak is wanted of, if `TLSBOOK_HARD_SERVER` names one.
fn wanted(server: &Server) -> bool {
    env::var("TLSBOOK_HARD_SERVER").map_or(true, |name| name == server.name)
}

/// The number that `make hard` sets.
fn hard() -> Option<u32> {
    env::var("TLSBOOK_HARD").ok().map(|number| number.parse().unwrap())
}

#[test]
fn clients_that_vanish() {
    let number = hard().unwrap_or(200);
    each_server(|server| {
        let (mut running, before) = warm(server);
        for turn in 0..number {
            // Those whose handshake fails end most servers.
            if server.failed != Ends && turn % 20 != 0 {
                let tcp = tcp(running.port);
                if turn % 2 == 0 {
                    reset(&tcp);
                }
            } else if turn % 20 == 0 {
                match running.greeted() {
                    Ok(stream) => reset(stream.get_ref()),
                    // Those that serve many turn some away.
                    Err(error) => assert!(server.failed == HoldsUpNobody, "{}: {error}", server.name),
                }
            }
        }
        running.serves("all those that vanished");
        running.is_as_before(before);
    });
}

/// They hold every place there is. That is how it is meant: when their time is up, there is room again.
#[test]
fn silent_clients_in_every_place() {
    for server in SERVERS.iter().filter(|server| server.failed == HoldsUpNobody) {
        let (mut running, before) = warm(server);
        let silent: Vec<_> = (0..60).map(|_| tcp(running.port)).collect();
        running.window.wait_for("turned away: 40 clients are connected already").unwrap();
        for tcp in silent {
            harness::drain(tcp);
        }
        running.serves("silent clients in every place");
        running.is_as_before(before);
    }
}

/// The certificates of a client are the only long thing that it may send. OpenSSL takes 100 KiB of them.
#[test]
fn a_client_with_a_chain_of_10_mb() {
    let server = SERVERS.iter().find(|server| server.name == "server-tls-mutual").unwrap();
    Target::new(server).attack("a chain of 10 MB", |tcp| {
        let ca =
            X509::from_pem(&std::fs::read(harness::root().join("certs/tb-ca-cert.pem")).unwrap()).unwrap();
        let mut ctx = client_context(server.name);
        for _ in 0..10_000_000 / ca.to_der().unwrap().len() {
            ctx.add_extra_chain_cert(ca.clone()).unwrap();
        }
        let mut stream = session(ctx, tcp);
        // Of TLS 1.3, a client's handshake ends with its certificates: whether they are taken, it sees later.
        let refused = stream.connect().is_err() || stream.ssl_read(&mut [0]).is_err();
        assert!(refused);
    });
}

/// One session after the other: the last tenth takes as much of the processor as the first, and as much memory. The time by
/// the clock says more of what else the machine does: here, no limit of time is to end anything.
#[test]
#[ignore = "takes long: make hard"]
fn sessions_without_end() {
    let tenth = hard().unwrap_or(2000) / 10;
    for server in SERVERS.iter().filter(|server| wanted(server)) {
        let (mut running, (descriptors, _)) = warmed(server.start_with(Duration::from_secs(60)));
        let mut sessions = |tenths: u32| {
            let (start, spent) = (Instant::now(), running.window.processor_time().unwrap());
            for _ in 0..tenths * tenth {
                running.good_client("many sessions");
            }
            let rate = f64::from(tenths * tenth) / start.elapsed().as_secs_f64();
            let spent = running.window.processor_time().unwrap().saturating_sub(spent) / (tenths * tenth);
            running.window.rest();
            (rate, spent, running.window.resident().unwrap())
        };
        let (rate, first, before) = sessions(1);
        sessions(8);
        let (last_rate, last, after) = sessions(1);
        println!(
            "{} {}: {rate:.0} sessions a second, {first:?} of the processor each, {} KiB; at last {last_rate:.0}, {last:?}, {} KiB",
            server.name,
            server.arguments.join(" "),
            before,
            after,
        );
        // The processor time comes in steps.
        assert!(last < 2 * first + Duration::from_millis(1), "{}: slower and slower", server.name);
        running.is_as_before((descriptors, before));
    }
}
