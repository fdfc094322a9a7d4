//! What a hostile peer does: in place of the handshake, in it, and in the session.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use openssl::ssl::SslStream;

use crate::tls::reset;

/// Each with what it is called.
type Attacks<Connection> = &'static [(&'static str, fn(Connection))];

/// What a peer of either side does on a new connection, without TLS.
pub(crate) const IN_PLACE_OF_A_HANDSHAKE: Attacks<TcpStream> = &[
    ("silence", harness::drain),
    ("a byte now and then", a_byte_now_and_then),
    ("garbage", harness::garbage),
    ("HTTP", |tcp| send(tcp, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
    ("an answer of HTTP", |tcp| send(tcp, b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")),
    // CLIENT-HELLO, version 2, three bytes of cipher specs, a challenge of 16.
    ("a hello of SSL 2.0", |tcp| {
        send(tcp, &[&[0x80, 28, 1, 0, 2, 0, 3, 0, 0, 0, 16, 1, 0, 128][..], &[7; 16]].concat());
    }),
    ("a record of 65,535 bytes", |tcp| send(tcp, &[&[22, 3, 3, 255, 255][..], &[1; 65_535]].concat())),
    ("a message of 16 MiB", a_message_of_16_mib),
    ("empty records", |tcp| send(tcp, &[22, 3, 3, 0, 0].repeat(10_000))),
    ("warnings without end", |tcp| send(tcp, &[21, 3, 3, 0, 2, 1, 90].repeat(10_000))),
    ("a fatal alert", |tcp| send(tcp, &[21, 3, 3, 0, 2, 2, 40])),
    ("data before the handshake", |tcp| send(tcp, &[&[23, 3, 3, 0, 100][..], &[9; 100]].concat())),
    ("a close at once", drop),
    ("half a close", |tcp| tcp.shutdown(Shutdown::Write).map_or((), |()| harness::drain(tcp))),
    ("a reset at once", |tcp| reset(&tcp)),
];

/// What a peer of either side does once the handshake has succeeded. Writing fails when the program has had enough.
pub(crate) const IN_THE_SESSION: Attacks<SslStream<TcpStream>> = &[
    ("a close without close_notify", drop),
    ("a reset", |stream| reset(stream.get_ref())),
    ("a close_notify and nothing else", |mut stream| {
        let _ = stream.shutdown();
        harness::drain(stream.get_ref().try_clone().unwrap());
    }),
    ("bytes that are no records", |stream| send(stream.get_ref().try_clone().unwrap(), &[0x5a; 4000])),
    ("empty records", |stream| send(stream.get_ref().try_clone().unwrap(), &[23, 3, 3, 0, 0].repeat(10_000))),
    ("a record of 65,535 bytes", |stream| {
        send(stream.get_ref().try_clone().unwrap(), &[&[23, 3, 3, 255, 255][..], &[1; 65_535]].concat());
    }),
    ("KeyUpdates without end", key_updates),
    ("messages without reading an answer", messages_without_reading),
];

/// The same in a session of TLS 1.2.
pub(crate) const IN_A_SESSION_OF_TLS_1_2: Attacks<SslStream<TcpStream>> = &[
    ("renegotiations without end", renegotiations),
    ("Client Hellos without reading an answer", |stream| {
        // In the clear, where records are encrypted by now.
        send(stream.get_ref().try_clone().unwrap(), &[22, 3, 3, 0, 4, 1, 0, 0, 0].repeat(10_000));
    }),
    ("empty records", |stream| send(stream.get_ref().try_clone().unwrap(), &[23, 3, 3, 0, 0].repeat(10_000))),
];

fn send(mut tcp: TcpStream, bytes: &[u8]) {
    if tcp.write_all(bytes).is_ok() {
        harness::drain(tcp);
    }
}

/// A record of 200 bytes would take 20 seconds.
fn a_byte_now_and_then(mut tcp: TcpStream) {
    for byte in [22, 3, 3, 0, 200].into_iter().chain([1; 200]) {
        if tcp.write_all(&[byte]).is_err() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// The header says so: a message of the handshake, of the most that its three bytes of length allow.
fn a_message_of_16_mib(mut tcp: TcpStream) {
    let record = [&[22, 3, 3, 64, 0, 1, 255, 255, 255][..], &[0; 16_380]].concat();
    for _ in 0..1024 {
        if tcp.write_all(&record).is_err() {
            return;
        }
    }
    harness::drain(tcp);
}

/// Each asks for one in return.
fn key_updates(mut stream: SslStream<TcpStream>) {
    for _ in 0..2000 {
        if ffi::SSL_key_update(&mut stream, true).is_err() || stream.do_handshake().is_err() {
            break;
        }
    }
}

/// A client sends Client Hellos, a server Hello Requests.
fn renegotiations(mut stream: SslStream<TcpStream>) {
    stream.get_ref().set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    for _ in 0..200 {
        if ffi::SSL_renegotiate(&mut stream).is_err() || stream.do_handshake().is_err() {
            break;
        }
        // The answer to it: a server of OpenSSL 3 refuses with a warning, and goes on.
        let _ = stream.ssl_write(b"Hello");
        if stream.ssl_read(&mut [0; 100]).is_err() {
            break;
        }
    }
}

fn messages_without_reading(mut stream: SslStream<TcpStream>) {
    stream.get_ref().set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    for _ in 0..20_000 {
        if stream.write_all(b"Hello").is_err() {
            break;
        }
    }
    reset(stream.get_ref());
    let _ = stream.get_mut().read(&mut [0]);
}
