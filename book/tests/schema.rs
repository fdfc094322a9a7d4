//! Every document of `--json`, of a capture and of a session that goes on, is as `docs/tlsbook-wire-2.schema.json` says.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use harness::{open, serve};
use jsonschema::Validator;
use serde_json::Value;
use wire::Direction;
use wire::capture::writer::{self, Connection};

use sessions::Recording;

const BEGIN: Duration = Duration::from_secs(1_700_000_000);

/// The schema. It allows properties that it does not know, for documents of later versions; here it does not.
fn schema() -> Validator {
    let text = fs::read(harness::root().join("docs/tlsbook-wire-2.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&text).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    close(&mut schema);
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// Forbids other properties in every object that has some.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("type").is_some_and(|kind| kind == "object") {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Checks a document, event by event, as an error in the whole would name all of it.
fn check(schema: &Validator, what: &str, document: &str) -> Vec<Value> {
    let mut one: Value = serde_json::from_str(document).unwrap();
    let Value::Array(events) = one["events"].take() else { panic!("{what}: no events") };
    for event in &events {
        one["events"] = Value::Array(vec![event.clone()]);
        if !schema.is_valid(&one) {
            let errors: Vec<String> = schema.iter_errors(&one).map(|error| error.to_string()).collect();
            panic!("{what}: {}\n{errors:#?}", serde_json::to_string_pretty(event).unwrap());
        }
    }
    events
}

/// A capture of sessions, one after the other; the first one is broken off, the last one not ended.
fn capture(recordings: &[Recording]) -> Vec<u8> {
    let mut out = Vec::new();
    let secrets: String = recordings.iter().map(|recording| recording.key_log.as_str()).collect();
    writer::write_head(&mut out, &secrets, 0).unwrap();
    for (index, recording) in recordings.iter().enumerate() {
        let client = SocketAddr::from(([127, 0, 0, 1], 50_000 + u16::try_from(index).unwrap()));
        let mut connection = Connection::new(client, ([127, 0, 0, 1], 11_111).into(), BEGIN);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
        }
        if index + 1 < recordings.len() {
            let end = BEGIN + Duration::from_secs(1);
            connection.close(&mut out, Direction::FromClient, end, index == 0).unwrap();
        }
    }
    out
}

fn explain(path: &Path, arguments: &[&str]) -> String {
    let mut command = harness::command("tlsbook").unwrap();
    let output = command.arg("explain").args(arguments).arg(path).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Captures that have lost something, or that begin late.
#[test]
fn documents_of_incomplete_captures_are_as_the_schema_says() {
    let schema = schema();
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(harness::root().join("book/tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension.to_string_lossy().starts_with("pcap")) {
            all.extend(seen(&check(
                &schema,
                &path.to_string_lossy(),
                &explain(&path, &["--json", "--keys"]),
            )));
        }
    }
    for name in ["event gap", "kind part", "kind client_hello_v2", "how followed"] {
        assert!(all.contains(name), "{name}");
    }
}

/// The kinds of events, and the values of some of their properties.
fn seen(events: &[Value]) -> BTreeSet<String> {
    let of = |event: &Value| {
        ["event", "kind", "protection", "how", "function", "known"]
            .into_iter()
            .filter_map(|key| Some(format!("{key} {}", event.get(key)?.as_str()?)))
            .collect::<Vec<_>>()
    };
    events.iter().flat_map(of).collect()
}

#[test]
fn documents_of_captures_are_as_the_schema_says() {
    let schema = schema();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pcapng");
    let mut all = sessions::all();
    all.extend(sessions::rfc8448::all());
    all.extend(sessions::recorded::all());
    all.extend(sessions::compressed::all());
    all.extend(sessions::strangers::all());
    let count = all.len();
    assert!(count > 80, "{count} sessions");
    fs::write(&path, capture(&all)).unwrap();

    let plain = check(&schema, "explain --json", &explain(&path, &["--json"]));
    let keys = check(&schema, "explain --json --keys", &explain(&path, &["--json", "--keys"]));
    for name in
        ["event start", "event record", "event message", "event key", "how closed", "how reset", "how open"]
    {
        assert!(seen(&plain).contains(name), "{name}");
    }
    for name in [
        "event transcript_hash",
        "event derivation",
        "function given",
        "function HKDF-Extract",
        "function PRF",
        "function HKDF-Expand-Label",
        "function HMAC",
        "function part",
        "known derived",
        "known logged",
        "known unknown",
    ] {
        assert!(seen(&keys).contains(name) && !seen(&plain).contains(name), "{name}");
    }
    // RFC 8448 resumes its first session.
    assert!(keys.iter().any(|event| event.get("origin").is_some()));
    // With the ids of the texts: each of them is there, and those of the plain document are not.
    let texts = explain(&path, &["--json", "--keys", "--why"]);
    check(&schema, "explain --json --keys --why", &texts);
    for id in [
        "field/tls.handshake.random",
        "message/Finished",
        "proof/finished",
        "key/handshake",
        "derivation/c hs traffic",
    ] {
        assert!(texts.contains(&format!("{id:?}")) && !explain(&path, &["--json"]).contains(id), "{id}");
    }
    // The list, and the data.
    let list = check(&schema, "explain --json --list", &explain(&path, &["--json", "--list"]));
    assert_eq!(list.len(), count);
    assert!(list.iter().all(|event| event["event"] == "session"));
    let data = check(&schema, "explain --json --follow", &explain(&path, &["--json", "--follow"]));
    assert!(data.len() < plain.len());
    // With keys, it is the same document and more.
    let others = keys
        .into_iter()
        .filter(|event| event["event"] != "derivation" && event["event"] != "transcript_hash");
    assert_eq!(others.collect::<Vec<_>>(), plain);
    for (event, what) in [("start", "stream"), ("start", "date"), ("record", "frame"), ("message", "frame")] {
        assert!(
            plain.iter().filter(|one| one["event"] == event).all(|one| one.get(what).is_some()),
            "{what}"
        );
    }
}

#[test]
fn a_frame_has_the_number_that_wireshark_gives_it() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session.pcapng");
    let recording = sessions::record("session", |_| {});
    fs::write(&path, capture(&[recording.clone(), recording])).unwrap();
    let arguments =
        ["-Y", "tls.handshake.type == 2", "-T", "fields", "-e", "frame.number", "-e", "tcp.stream"];
    let output = harness::stranger_command("tshark").arg("-r").arg(&path).args(arguments).output().unwrap();
    let document: Value = serde_json::from_str(&explain(&path, &["--json"])).unwrap();
    let hellos =
        document["events"].as_array().unwrap().iter().filter(|event| event["title"] == "Server Hello");
    let ours: Vec<String> = hellos
        .map(|event| format!("{}\t{}\n", event["frame"], event["session"].as_u64().unwrap() - 1))
        .collect();
    assert_eq!(ours.concat(), String::from_utf8(output.stdout).unwrap());
}

#[test]
fn what_a_capture_lacks_is_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("closed.pcapng");
    let mut recording = sessions::record("session", |_| {});
    recording.key_log.clear();
    fs::write(&path, capture(&[recording])).unwrap();
    let text = explain(&path, &["--json"]);
    check(&schema(), "no secrets", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    let remarks = document["remarks"].as_array().unwrap();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert_eq!((&remarks[0]["code"], &remarks[0]["count"]), (&"without_secrets".into(), &1.into()));
}

#[test]
fn documents_of_live_sessions_are_as_the_schema_says() {
    let schema = schema();
    let folder = tempfile::tempdir().unwrap();
    let [server_file, client_file] =
        ["server.json", "client.json"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let (mut server, port) = serve("server-tls", &["--json", &server_file]).unwrap();
    let mut client = open("client-tls", &["--json", &client_file], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.end(0).unwrap();
    server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    server.interrupt().unwrap();
    server.end(130).unwrap();
    for file in [client_file, server_file] {
        let events = check(&schema, &file, &fs::read_to_string(&file).unwrap());
        assert!(seen(&events).contains("event key"), "{file}");
        let (start, end) = (&events[0], events.last().unwrap());
        assert!(
            start["since_1970"].as_f64().unwrap() > 1.7e9 && start["date"].as_str().unwrap().ends_with('Z')
        );
        assert_eq!((&end["how"], &end["version_name"]), (&"closed".into(), &"TLS 1.3".into()), "{file}");
        assert!(end["suite_name"].as_str().unwrap().starts_with("TLS_"), "{file}");
    }
}

/// The test itself: the schema refuses what it should.
#[test]
fn the_schema_refuses_other_documents() {
    let schema = schema();
    let document = |event: &str| {
        format!("{{\"schema\":\"tlsbook-wire\",\"version\":2,\"events\":[{event}],\"remarks\":[]}}")
    };
    let valid = |text: String| schema.is_valid(&serde_json::from_str(&text).unwrap());
    assert!(valid(document(r#"{"session":1,"event":"end","how":"closed"}"#)));
    for wrong in [
        r#"{"session":1,"event":"end"}"#,
        r#"{"session":1,"event":"end","how":"reset"}"#,
        r#"{"session":1,"event":"end","how":"closed","other":1}"#,
        r#"{"session":0,"event":"end","how":"closed"}"#,
        r#"{"session":1,"event":"transcript_hash","message":1,"hash":"SHA-256","value":"0"}"#,
        r#"{"session":1,"event":"stop"}"#,
    ] {
        assert!(!valid(document(wrong)), "{wrong}");
    }
    assert!(!valid(document("").replace(":2", ":1")));
}
