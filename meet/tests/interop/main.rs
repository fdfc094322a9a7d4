//! Our programs with those of other libraries, both ways, for each subject of chapter 6; `docs/interop.md` shows what
//! came of it. With `TLSBOOK_INTEROP=write` (`make interop`) the tables there are written anew.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod rustls_peer;

use std::thread;
use std::{env, fs};

use harness::{command, root, skipped};
use meet::{GnuTls, OpenSsl, Outcome, Peer, Row, Subject, Table, Trouble, part};
use rustls_peer::Rustls;

/// The pages, in English and Japanese.
const PAGES: [&str; 2] = ["docs/interop.md", "docs/interop.ja.md"];

type Meeting = fn(&dyn Peer, Subject) -> Result<(), Trouble>;

/// Our clients and the server of a peer.
fn as_server(peer: &dyn Peer, subject: Subject) -> Result<(), Trouble> {
    peer.as_server(subject, tempfile::tempdir().unwrap().path())
}

/// Our server and the client of a peer.
fn as_client(peer: &dyn Peer, subject: Subject) -> Result<(), Trouble> {
    peer.as_client(subject, tempfile::tempdir().unwrap().path())
}

/// The peers that are here, and how many are not.
fn peers() -> (Vec<Box<dyn Peer>>, usize) {
    let all: [Option<Box<dyn Peer>>; 7] = [
        meet::c_on_openssl().map(|peer| Box::new(peer) as _),
        meet::c_on_wolfssl().map(|peer| Box::new(peer) as _),
        OpenSsl::find().map(|peer| Box::new(peer) as _),
        GnuTls::find().map(|peer| Box::new(peer) as _),
        Some(Box::new(Rustls)),
        meet::java().map(|peer| Box::new(peer) as _),
        meet::python().map(|peer| Box::new(peer) as _),
    ];
    let missing = all.iter().filter(|peer| peer.is_none()).count();
    (all.into_iter().flatten().collect(), missing)
}

/// What comes of these meetings with each peer, all peers at the same time.
fn meet_all(peers: &[Box<dyn Peer>], meetings: &[(Subject, Meeting)]) -> Vec<Row> {
    let row = |peer: &dyn Peer| {
        let cells = meetings.iter().map(|(subject, meeting)| match meeting(peer, *subject) {
            Ok(()) => Ok(Outcome::Met),
            Err(Trouble::Cannot(reason)) => Ok(Outcome::Cannot(reason)),
            Err(Trouble::Failed(why)) => Err(format!("{}, {subject:?}: {why}", peer.name())),
        });
        cells.collect::<Result<Vec<_>, _>>().map(|cells| Row {
            name: peer.name(),
            version: peer.version(),
            cells,
        })
    };
    let rows: Vec<Result<Row, String>> = thread::scope(|scope| {
        let threads: Vec<_> = peers.iter().map(|peer| scope.spawn(|| row(&**peer))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let failed: Vec<&str> = rows.iter().filter_map(|row| row.as_ref().err().map(String::as_str)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    rows.into_iter().map(Result::unwrap).collect()
}

/// The page has this table, or gets it.
fn check(name: &str, table: &Table, missing: usize) {
    for (language, file) in PAGES.iter().enumerate() {
        let path = root().join(file);
        let page = fs::read_to_string(&path).unwrap();
        let [before, now, behind] = part(&page, name).unwrap_or_else(|| panic!("{file} has no part {name}"));
        if env::var_os("TLSBOOK_INTEROP").is_some_and(|value| value == "write") {
            assert_eq!(missing, 0, "a peer is missing: its row would be lost");
            fs::write(&path, [before, &table.markdown(language), behind].concat()).unwrap();
            continue;
        }
        let (stale, others) = table.stale(now, language);
        for other in others {
            skipped(&format!("{file} is of another version of {other}"));
        }
        assert!(stale.is_empty(), "{file} is stale; write it with `make interop`:\n{}", stale.join("\n"));
        let rows = now.lines().count() - 2;
        assert_eq!(rows, table.rows.len() + missing, "{file} has a row too many in {name}");
    }
}

fn subjects(meeting: Meeting) -> Vec<(Subject, Meeting)> {
    Subject::CLASSIC.map(|subject| (subject, meeting)).to_vec()
}

#[test]
fn each_subject_both_ways() {
    let (peers, missing) = peers();
    for (name, meeting) in [("servers", as_server as Meeting), ("clients", as_client)] {
        let rows = meet_all(&peers, &subjects(meeting));
        let columns = Subject::CLASSIC.map(Subject::names).to_vec();
        check(name, &Table { columns, rows }, missing);
    }
}

/// Where our programs run on an OpenSSL that has the group.
#[test]
fn the_hybrid_group_both_ways() {
    let version = command("client-tls-exts").unwrap().arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let number = version.split("OpenSSL ").nth(1).unwrap_or_default();
    let mut parts = number.split('.').map_while(|part| part.parse::<u32>().ok());
    if (parts.next(), parts.next()) < (Some(3), Some(5)) {
        skipped("X25519MLKEM768, which OpenSSL has since 3.5");
        return;
    }
    let (peers, missing) = peers();
    let columns = vec![["our client", "こちらのクライアント"], ["our server", "こちらのサーバー"]];
    let rows = meet_all(&peers, &[(Subject::Hybrid, as_server), (Subject::Hybrid, as_client)]);
    assert!(rows.iter().any(|row| row.cells == [Outcome::Met, Outcome::Met]));
    check("hybrid", &Table { columns, rows }, missing);
}
