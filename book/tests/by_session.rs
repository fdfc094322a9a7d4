//! What `tlsbook explain` and Wireshark say of the same captures, session by session: the messages of each side by type
//! and in their order, alerts, certificates, the name of the server, the cipher suite, the number of the TCP stream.
//!
//! The captures are the fixtures of `cases`, one of all sessions that the tests make or have recorded, and those of the
//! folder that `TLSBOOK_CAPTURES_TO_COMPARE` names and of its folders. The secrets of a capture are in it, or in a file
//! beside it: of its name with `.keys` after it or in place of its ending, or `keys`.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use harness::root;
use serde_json::Value;
use wire::Direction;
use wire::capture::writer::{self, Connection};

/// What is said of the sessions on one TCP stream, by kind; in each, in the order of the wire. Kinds of one side begin
/// with its address and port.
type Stream = BTreeMap<String, Vec<String>>;

/// By the number of the stream.
type Streams = BTreeMap<u64, Stream>;

/// Differences that are known: the session or the capture, the kind, and the reason. In all of them Wireshark has less
/// than we: the first ones, or none.
const EXCEPTIONS: [(&str, &str, &str); 8] = [
    ("compressed certificates, zlib", "certificates", "Wireshark 4.0 does not decompress certificates"),
    (
        "ch_after_sh.pcap",
        "messages",
        "Wireshark takes the directions as they were captured, without a Client Hello",
    ),
    ("ch_after_sh.pcap", "alerts", "the same"),
    ("ch_after_sh.pcap", "certificates", "the same"),
    ("t12_lost_sh.pcap", "messages", "Wireshark reads no record behind the gap in the server's flight"),
    (
        "t13_lost_nst.pcap",
        "messages",
        "Wireshark does not try the sequence numbers that are possible after a gap",
    ),
    ("t13_lost_nst.pcap", "alerts", "the same"),
    (
        "s_client tls13 authentication after the handshake",
        "alerts",
        "Wireshark 4.0 takes the second Finished of the client for its first one, and changes its key",
    ),
];

fn add(streams: &mut Streams, stream: u64, kind: String, values: impl IntoIterator<Item = String>) {
    streams.entry(stream).or_default().entry(kind).or_default().extend(values);
}

/// What Wireshark says.
fn of_wireshark(capture: &Path, keys: Option<&Path>) -> Option<Streams> {
    const FIELDS: [&str; 10] = [
        "tcp.stream",
        "ip.src",
        "ipv6.src",
        "tcp.srcport",
        "tls.handshake.type",
        "tls.alert_message.desc",
        "tls.handshake.certificate_length",
        "tls.handshake.extensions_server_name",
        "tls.handshake.ciphersuite",
        "tls.handshake.ciphersuites",
    ];
    let mut command = harness::stranger_command("tshark");
    command.arg("-r").arg(capture).args([
        "-Y",
        "tls",
        "-T",
        "fields",
        "-E",
        "separator=/t",
        "-E",
        "aggregator=;",
    ]);
    command.args(["-o", "tcp.reassemble_out_of_order:TRUE", "-d", "tcp.port==11111,tls"]);
    if let Some(keys) = keys {
        command.arg("-o").arg(format!("tls.keylog_file:{}", keys.display()));
    }
    for field in FIELDS {
        command.args(["-e", field]);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    if !output.status.success() {
        return None;
    }
    let mut streams = Streams::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let fields: Vec<Vec<&str>> = line
            .split('\t')
            .map(|field| field.split(';').filter(|part| !part.is_empty()).collect())
            .collect();
        let [stream, v4, v6, port, types, alerts, certificates, names, suites, offers] = fields.as_slice()
        else {
            continue;
        };
        // The innermost addresses are those of the connection.
        let (Some(stream), Some(address), Some(port)) = (stream.last(), v4.last().or(v6.last()), port.last())
        else {
            continue;
        };
        let stream = stream.parse().unwrap();
        let side = format!("{address} {port}");
        let own = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        add(&mut streams, stream, format!("messages of {side}"), own(types));
        add(&mut streams, stream, format!("alerts of {side}"), own(alerts));
        add(&mut streams, stream, format!("certificates of {side}"), own(certificates));
        add(&mut streams, stream, "server name".to_owned(), own(names));
        // A hello that offers has a list of suites; one that answers has the one that was chosen.
        if offers.is_empty() {
            let chosen = suites
                .iter()
                .filter_map(|suite| u64::from_str_radix(suite.trim_start_matches("0x"), 16).ok());
            add(&mut streams, stream, "suite".to_owned(), chosen.map(|suite| suite.to_string()));
        }
    }
    Some(streams)
}

/// What we say.
fn of_us(capture: &Path, keys: Option<&Path>) -> Option<Streams> {
    let mut command = harness::command("tlsbook").unwrap();
    command.args(["explain", "--json"]).arg(capture).stdin(Stdio::null());
    if let Some(keys) = keys {
        command.arg("--keylog").arg(keys);
    }
    let output = command.output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).ok()?;
    let mut streams = Streams::new();
    let mut peers: BTreeMap<u64, (u64, [String; 2])> = BTreeMap::new();
    for event in document["events"].as_array()? {
        let session = event["session"].as_u64().unwrap();
        match event["event"].as_str().unwrap() {
            "start" => {
                let side = |name: &str| {
                    let address: SocketAddr = event[name].as_str().unwrap().parse().unwrap();
                    format!("{} {}", address.ip(), address.port())
                };
                let stream = event["stream"].as_u64().unwrap_or(u64::MAX);
                peers.insert(session, (stream, [side("client"), side("server")]));
            }
            "message" => {
                let (stream, [client, server]) = &peers[&session];
                let side = if event["direction"] == "client" { client } else { server };
                message(&mut streams, *stream, side, event);
            }
            _ => {}
        }
    }
    Some(streams)
}

fn message(streams: &mut Streams, stream: u64, side: &str, event: &Value) {
    let (kind, fields) = (event["kind"].as_str().unwrap(), &event["fields"]);
    let all = |filter: &str| {
        let mut found = Vec::new();
        collect(fields, filter, &mut found);
        collect(&event["decompressed"]["fields"], filter, &mut found);
        found
    };
    match kind {
        // One that is not whole is none to Wireshark.
        "handshake" if !is_incomplete(event) => {
            let number = event["type"].as_u64().unwrap();
            add(streams, stream, format!("messages of {side}"), [number.to_string()]);
            add(streams, stream, format!("certificates of {side}"), all("tls.handshake.certificate_length"));
            add(streams, stream, "server name".to_owned(), all("tls.handshake.extensions_server_name"));
            if number == 2 {
                add(streams, stream, "suite".to_owned(), all("tls.handshake.ciphersuite"));
            }
        }
        "client_hello_v2" => add(streams, stream, format!("messages of {side}"), ["1".to_owned()]),
        "alert" => add(streams, stream, format!("alerts of {side}"), all("tls.alert_message.desc")),
        _ => {}
    }
}

fn is_incomplete(event: &Value) -> bool {
    let notes = event["notes"].as_array().into_iter().flatten();
    notes.filter_map(Value::as_str).any(|note| note.starts_with("incomplete"))
}

/// The values of all fields of that name.
fn collect(field: &Value, filter: &str, found: &mut Vec<String>) {
    if field["filter"] == filter {
        found.push(match &field["value"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
    }
    for child in field["fields"].as_array().into_iter().chain(field["children"].as_array()).flatten() {
        collect(child, filter, found);
    }
}

/// Where the two differ.
struct Difference {
    stream: u64,
    kind: String,
    ours: Vec<String>,
    theirs: Vec<String>,
}

fn differences(ours: &Streams, theirs: &Streams) -> Vec<Difference> {
    let mut found = Vec::new();
    let numbers: std::collections::BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    let none = Stream::new();
    for number in numbers {
        let (ours, theirs) = (ours.get(number).unwrap_or(&none), theirs.get(number).unwrap_or(&none));
        let kinds: std::collections::BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
        for kind in kinds {
            let empty = Vec::new();
            let (ours, theirs) = (ours.get(kind).unwrap_or(&empty), theirs.get(kind).unwrap_or(&empty));
            if ours != theirs {
                let (ours, theirs) = (ours.clone(), theirs.clone());
                found.push(Difference { stream: *number, kind: kind.clone(), ours, theirs });
            }
        }
    }
    found
}

/// The file with the secrets of a capture.
fn keys_of(capture: &Path) -> Option<PathBuf> {
    let beside = |name: &str| capture.parent().map(|folder| folder.join(name));
    let stem = capture.file_stem()?.to_string_lossy().into_owned();
    let name = capture.file_name()?.to_string_lossy().into_owned();
    let names = [format!("{name}.keys"), format!("{stem}.keys"), "keys".to_owned()];
    names.iter().filter_map(|name| beside(name)).find(|path| path.is_file())
}

/// The captures in a folder and in those in it.
fn captures(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            captures(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ["pcap", "pcapng", "cap"].iter().any(|one| *one == ending))
        {
            found.push(path);
        }
    }
}

/// All sessions of the tests in one capture, with their secrets. Returns their names, in the order of the streams.
fn all_sessions(path: &Path) -> Vec<String> {
    let all = [
        sessions::all(),
        sessions::rfc8448::all(),
        sessions::recorded::all(),
        sessions::compressed::all(),
        sessions::strangers::all(),
    ];
    let begin = Duration::from_secs(1_700_000_000);
    let secrets: String = all.iter().flatten().map(|recording| recording.key_log.as_str()).collect();
    let mut out = Vec::new();
    writer::write_head(&mut out, &secrets, 0).unwrap();
    for (recording, port) in all.iter().flatten().zip(50_000..) {
        let client = SocketAddr::from(([127, 0, 0, 1], port));
        let mut connection = Connection::new(client, ([127, 0, 0, 1], 11_111).into(), begin);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, begin + *time, bytes).unwrap();
        }
        connection.close(&mut out, Direction::FromClient, begin + Duration::from_secs(1), false).unwrap();
    }
    fs::write(path, out).unwrap();
    all.iter().flatten().map(|recording| recording.name.clone()).collect()
}

#[test]
fn wireshark_says_the_same_of_every_session() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut all = vec![folder.path().join("sessions.pcapng")];
    let names = all_sessions(&all[0]);
    captures(&root().join("book/tests/cases"), &mut all);
    if let Some(more) = env::var_os("TLSBOOK_CAPTURES_TO_COMPARE") {
        captures(Path::new(&more), &mut all);
    }
    let (mut streams, mut same, mut unread) = (0, 0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut excepted, mut open) = (Vec::new(), Vec::new());
    for capture in &all {
        let keys = keys_of(capture);
        let name = capture.file_name().unwrap().to_string_lossy();
        let (Some(ours), Some(theirs)) =
            (of_us(capture, keys.as_deref()), of_wireshark(capture, keys.as_deref()))
        else {
            unread += 1;
            continue;
        };
        streams += ours.len();
        let found = differences(&ours, &theirs);
        same += usize::from(found.is_empty());
        for Difference { stream, kind, ours, theirs } in found {
            let general = kind.split(" of ").next().unwrap();
            *kinds.entry(general.to_owned()).or_default() += 1;
            let session = if *capture == all[0] { &names[usize::try_from(stream).unwrap()] } else { "" };
            let words =
                format!("{name} {session}, stream {stream}, {kind}: ours {ours:?}, Wireshark's {theirs:?}");
            let known = EXCEPTIONS.iter().find(|(of, what, _)| {
                (*of == name || *of == session) && general == *what && ours.starts_with(&theirs)
            });
            match known {
                Some((.., reason)) => excepted.push(format!("{words}: {reason}")),
                None => open.push(words),
            }
        }
    }
    println!(
        "{} captures, {unread} unread; {same} the same; {streams} streams; differences: {kinds:?}",
        all.len()
    );
    println!("with a reason:\n{}", excepted.join("\n"));
    assert!(streams > 100, "{streams}");
    assert!(open.is_empty(), "{} without a reason:\n{}", open.len(), open.join("\n"));
}
