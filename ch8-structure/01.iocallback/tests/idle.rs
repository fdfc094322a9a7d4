//! What waiting costs: Linux counts the processor time of a process.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod programs;

use std::fs::OpenOptions;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use harness::spinning;
use programs::{KINDS, open, serve, session};

/// The C original reads at the full speed of the processor until something comes.
#[test]
fn waiting_takes_no_processor_time() {
    let folders: Vec<_> = (0..6).map(|_| tempfile::tempdir().unwrap()).collect();
    let mut idle = Vec::new();
    for (kind, folders) in KINDS.iter().zip(folders.chunks(3)) {
        let mut server = serve(folders[0].path(), kind);
        let mut client = open("client-tls-iocb", folders[0].path(), kind);
        client.see("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        // And one of each that waits for the other to come.
        idle.extend([server, client, serve(folders[1].path(), kind)]);
        idle.push(open("client-tls-iocb", folders[2].path(), kind));
    }
    assert_eq!(spinning(&idle).unwrap(), Vec::<String>::new());
}

/// Somebody who writes one byte, keeps that end open, and never reads what the server says.
#[test]
fn bytes_of_somebody_who_does_not_read_take_no_processor_time() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), &[]);
    let mut c2s = OpenOptions::new().append(true).open(folder.path().join("c2s.com")).unwrap();
    c2s.write_all(b"x").unwrap();
    let mut servers = [server];
    assert_eq!(spinning(&servers).unwrap(), Vec::<String>::new());

    // The next client finds a pipe without that byte.
    let client = open("client-tls-iocb", folder.path(), &[]);
    session(client, &mut servers[0]);
    drop(c2s);
}

/// Somebody who does it again and again: each time costs the server no more than a pause.
#[test]
fn nobody_makes_the_server_spin() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), &[]);
    let path = folder.path().join("c2s.com");
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut held = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                if let Ok(mut c2s) = OpenOptions::new().append(true).open(&path) {
                    let _ = c2s.write_all(b"x");
                    held.push(c2s);
                    held.truncate(100);
                }
                thread::sleep(Duration::from_millis(1));
            }
        });
        let (start, before) = (Instant::now(), server.processor_time().unwrap());
        thread::sleep(Duration::from_secs(3));
        let used = server.processor_time().unwrap().saturating_sub(before);
        let passed = start.elapsed();
        stop.store(true, Ordering::Relaxed);
        // A busy loop takes all of one processor; this takes some hundredths.
        assert!(used < passed / 4, "{used:?} of {passed:?}");
    });
}
