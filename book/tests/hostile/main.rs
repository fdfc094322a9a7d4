//! An attacker's hour in a minute: what hostile clients do to every server, and hostile servers to every client.
//!
//! Whatever the peer does, there is no panic and no hang. A server that goes on serves the next client within its
//! limit, and has its descriptors and its memory back; one that ends, and a client, say why and exit with status 1.
//!
//! `make hard` is the long form: it sets `TLSBOOK_HARD`, the number of clients that vanish and of sessions in a
//! soak, and runs the tests that are ignored here.

#![cfg(target_os = "linux")] // descriptors and memory are read from /proc
#![allow(clippy::unwrap_used)] // a test that fails may panic
#![allow(clippy::print_stdout)] // figures of the long form

mod attacks;
mod clients;
mod servers;
mod tls;
mod valgrind;
