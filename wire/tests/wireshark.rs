//! Wireshark reads our captures, and sees in them what we see: `tshark` is asked for every field of every
//! record and message, with its value, position and length, and each that both know by the same name must be
//! the same.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // a test may panic

mod sessions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value as Json};
use wire::capture::writer::{self, Connection};
use wire::fields::{Field, Value};
use wire::fingerprint::{Fingerprint, fingerprints};
use wire::message::{Kind, Message};
use wire::record::{Protection, Record};
use wire::{Direction, Event};

use sessions::Recording;

/// When the captures began: any time, but the same for all.
const BEGIN: Duration = Duration::from_secs(1_700_000_000);
const SERVER_PORT: u16 = 11_111;

/// Writes sessions as one capture with their secrets inside, a connection each.
fn write(path: &Path, recordings: &[Recording]) {
    let mut out = Vec::new();
    let secrets: String = recordings.iter().map(|recording| recording.key_log.as_str()).collect();
    writer::write_head(&mut out, &secrets, 0).unwrap();
    for (index, recording) in recordings.iter().enumerate() {
        let client = ([127, 0, 0, 1], 50_000 + u16::try_from(index).unwrap()).into();
        let mut connection = Connection::new(client, ([127, 0, 0, 1], SERVER_PORT).into(), BEGIN);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
        }
        let last = recording.chunks.last().map_or(Duration::ZERO, |(_, time, _)| *time);
        connection.close(&mut out, Direction::FromClient, BEGIN + last, false).unwrap();
    }
    fs::write(path, out).unwrap();
}

fn tshark(path: &Path, arguments: &[&str]) -> String {
    let output = harness::stranger_command("tshark").arg("-r").arg(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A field in a form that both sides have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    /// Where it is, from the start of its message or record.
    start: i64,
    length: usize,
    hex: String,
    /// Its value, as text.
    value: Option<String>,
}

/// Fields by their names.
type Fields = BTreeMap<String, Vec<Seen>>;

/// The structures in a record that are messages.
const MESSAGES: [&str; 2] = ["tls.handshake", "tls.alert_message"];

/// What Wireshark says of one direction of a session.
#[derive(Default)]
struct Theirs {
    records: Vec<Fields>,
    messages: Vec<Fields>,
}

/// Reads `tshark -T json -x`: beside each field `name` stands `name_raw`, as [hex, position, length, mask,
/// type].
fn theirs(path: &Path) -> BTreeMap<(u64, Direction), Theirs> {
    let text = tshark(path, &["-Y", "tls", "-T", "json", "-x", "--no-duplicate-keys"]);
    let packets: Vec<Json> = serde_json::from_str(&text).unwrap();
    let mut all = BTreeMap::<(u64, Direction), Theirs>::new();
    for packet in &packets {
        let layers = &packet["_source"]["layers"];
        let stream: u64 = layers["tcp"]["tcp.stream"].as_str().unwrap().parse().unwrap();
        let from_server = layers["tcp"]["tcp.srcport"].as_str() == Some("11111");
        let direction = if from_server { Direction::FromServer } else { Direction::FromClient };
        let theirs = all.entry((stream, direction)).or_default();
        for layer in each(&layers["tls"]).into_iter().filter_map(Json::as_object) {
            for (record, raw) in with_raw(layer, "tls.record") {
                let mut of_record = fields(record, raw);
                for name in MESSAGES {
                    for (message, raw) in with_raw(record, name) {
                        theirs.messages.push(fields(message, raw));
                    }
                }
                // What a Key Update says stands beside it.
                let update = of_record.remove_entry("tls.handshake.key_update.request_update");
                if let (Some((name, mut seen)), Some(message)) = (update, theirs.messages.last_mut()) {
                    for seen in &mut seen {
                        seen.start += raw;
                    }
                    message.insert(name, seen);
                }
                theirs.records.push(of_record);
            }
        }
    }
    all
}

/// One, or each of several.
fn each(json: &Json) -> Vec<&Json> {
    match json {
        Json::Array(several) => several.iter().collect(),
        Json::Null => Vec::new(),
        one => vec![one],
    }
}

/// The structures of a name in another, with the position of each.
fn with_raw<'a>(json: &'a Map<String, Json>, name: &str) -> Vec<(&'a Map<String, Json>, i64)> {
    let get = |name: &str| json.get(name).unwrap_or(&Json::Null);
    let values = each(get(name));
    let raws = raws(get(&format!("{name}_raw")));
    assert_eq!(values.len(), raws.len(), "{name}");
    // A string in place of a structure: a fragment, which is shown as a whole with its last record.
    values
        .into_iter()
        .zip(raws)
        .filter_map(|(value, raw)| Some((value.as_object()?, raw[1].as_i64()?)))
        .collect()
}

/// One or several of [hex, position, length, mask, type].
fn raws(json: &Json) -> Vec<&Json> {
    match json {
        Json::Array(parts) if parts.first().is_some_and(Json::is_string) => vec![json],
        _ => each(json),
    }
}

/// All fields of a structure, but not those of the messages in a record; positions from `base`.
fn fields(json: &Map<String, Json>, base: i64) -> Fields {
    fn collect(json: &Map<String, Json>, base: i64, all: &mut Fields) {
        for (key, value) in json {
            if let Some(name) = key.strip_suffix("_raw") {
                let values = json.get(name).map(each).unwrap_or_default();
                let raws = raws(value);
                for (index, raw) in raws.iter().enumerate() {
                    let said = values.get(index).filter(|_| values.len() == raws.len());
                    all.entry(name.trim_end_matches("_element").to_owned()).or_default().push(Seen {
                        start: raw[1].as_i64().unwrap() - base,
                        length: usize::try_from(raw[2].as_u64().unwrap()).unwrap(),
                        hex: raw[0].as_str().unwrap().to_owned(),
                        value: said.and_then(|said| said.as_str()).map(str::to_owned),
                    });
                }
            } else if !MESSAGES.contains(&key.as_str()) {
                for inner in each(value).into_iter().filter_map(Json::as_object) {
                    collect(inner, base, all);
                }
            }
        }
    }
    let mut all = Fields::new();
    collect(json, base, &mut all);
    all
}

/// What we say of a tree.
fn ours(tree: &Field, buffer: &[u8]) -> Fields {
    let mut all = Fields::new();
    tree.walk(&mut |field, _| {
        let Some(filter) = field.label.filter else { return };
        let hex = wire::fields::hex(field.bytes(buffer));
        let value = match &field.value {
            Value::Uint { value, .. } | Value::Code { value, .. } => Some(value.to_string()),
            Value::Bytes => Some(hex.clone()),
            Value::Text(text) => Some(text.clone()),
            Value::Oid { dotted, .. } => Some(dotted.clone()),
            Value::Bool(value) => Some(if *value { "1" } else { "0" }.to_owned()),
            _ => None,
        };
        all.entry(filter.trim_end_matches("_element").to_owned()).or_default().push(Seen {
            start: i64::try_from(field.span.start).unwrap(),
            length: field.span.len(),
            hex,
            value,
        });
    });
    all
}

/// Whether two values are the same, each in its own words: numbers in any base, bytes with or without colons.
fn same(ours: &str, theirs: &str) -> bool {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse::<u64>().ok(),
    };
    let bytes = |text: &str| text.trim_start_matches("0x").replace(':', "");
    ours == theirs || number(ours).is_some() && number(ours) == number(theirs) || bytes(theirs) == ours
}

/// How a field may differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Only one of us has it, or has it at this position.
    Sometimes,
    /// The value is the same, but not the position.
    ValueAlone,
    /// The position is the same; the value is shown in another way, or not at all.
    PositionAlone,
    /// Wireshark alone has it, wherever it is.
    Theirs,
}

/// All fields in which we may differ, and why.
const EXCEPTIONS: &[(&str, Rule, &str)] = &[
    // Records.
    (
        "tls.record.content_type",
        Rule::ValueAlone,
        "theirs points to the outer type, ours to where the inner one is",
    ),
    ("tls.app_data", Rule::Sometimes, "theirs is any application data, encrypted; ours is what stays closed"),
    ("tls.handshake", Rule::Theirs, "the message, which we compare by itself"),
    ("tls.alert_message", Rule::Theirs, "the message, which we compare by itself"),
    ("tls.change_cipher_spec", Rule::Theirs, "a message with us"),
    ("tls.handshake.fragments", Rule::Theirs, "which packets a message came in; we say which records"),
    ("tls.handshake.fragment", Rule::Theirs, "which packets a message came in; we say which records"),
    // Handshake messages.
    ("tls.handshake.verify_data", Rule::PositionAlone, "theirs has no value"),
    ("tls.handshake.cert_url.padding", Rule::PositionAlone, "theirs has no value"),
    ("tls.handshake.random_time", Rule::Theirs, "a time in the random, which no program has sent for years"),
    ("tls.handshake.random_bytes", Rule::Theirs, "the random without that time"),
    ("tls.handshake.sig_hash_hash", Rule::Sometimes, "ours splits only what is a hash and a signature"),
    ("tls.handshake.sig_hash_sig", Rule::Sometimes, "ours splits only what is a hash and a signature"),
    ("tls.handshake.certificates", Rule::Sometimes, "theirs is not there for an empty list"),
    (
        "tls.handshake.extension.data",
        Rule::Sometimes,
        "theirs is a browser's extensions as well that Wireshark 4.0 does not know",
    ),
    ("tls.sct.sct_timestamp", Rule::PositionAlone, "theirs is a date, ours its milliseconds"),
    ("tls.sct.sct_extensions", Rule::PositionAlone, "theirs has no value"),
    ("ocsp", Rule::Theirs, "the whole of an OCSP response has no name for filters with us"),
    ("ocsp.responderID", Rule::Theirs, "the same as the name or key in it"),
    ("ocsp.certStatus", Rule::Sometimes, "theirs is without its header, in which it says good or revoked"),
    ("ocsp.revoked", Rule::Theirs, "the same as the status"),
    ("ocsp.producedAt", Rule::PositionAlone, "we show all times in one way"),
    ("ocsp.thisUpdate", Rule::PositionAlone, "we show all times in one way"),
    ("ocsp.nextUpdate", Rule::PositionAlone, "we show all times in one way"),
    ("ocsp.revocationTime", Rule::PositionAlone, "we show all times in one way"),
    // Certificates.
    ("ber.bitstring.padding", Rule::Sometimes, "theirs does not show it before an RSA key"),
    ("x509af.generalizedTime", Rule::PositionAlone, "we show both kinds of time in one way"),
    ("x509af.notBefore", Rule::Theirs, "the time and its header; ours is the time"),
    ("x509af.notAfter", Rule::Theirs, "the time and its header; ours is the time"),
    ("x509af.rdnSequence", Rule::Theirs, "the content of the subject; ours is the subject"),
    ("x509if.rdnSequence", Rule::Theirs, "the content of a name; ours is the name"),
    ("x509sat.DirectoryString", Rule::Theirs, "a string and its header; ours is the string"),
    ("x509ce.GeneralName", Rule::Theirs, "the same as the name in it"),
    ("x509ce.base", Rule::Theirs, "the same as the name in it"),
    ("x509ce.distributionPoint", Rule::Theirs, "the same as the list in it"),
    ("pkix1implicit.accessLocation", Rule::Theirs, "the same as the name in it"),
    ("pkix1implicit.organization", Rule::Theirs, "a string and its header; ours is the string"),
    ("pkix1implicit.explicitText", Rule::Theirs, "a string and its header; ours is the string"),
    ("x509ce.notBefore", Rule::PositionAlone, "we show all times in one way"),
    ("x509ce.notAfter", Rule::PositionAlone, "we show all times in one way"),
    ("pkcs1.ECParameters", Rule::Theirs, "the curve and its header; ours is the curve"),
];

/// The rule for a field in this message or record.
fn rule(name: &str, title: &str) -> Option<Rule> {
    match EXCEPTIONS.iter().find(|(exception, ..)| *exception == name) {
        Some((_, rule, _)) => Some(*rule),
        // We show single bits in a note.
        None if ["x509ce.KeyUsage.", "x509ce.ReasonFlags.", "ns.cert.exts.CertType."]
            .iter()
            .any(|bits| name.starts_with(bits)) =>
        {
            Some(Rule::Theirs)
        }
        // Wireshark 4.0 does not read the key exchange of TLS 1.2 suites that add a pre-shared key to another
        // one.
        None if title.contains("-PSK-") && title.contains("Key Exchange") => Some(Rule::Sometimes),
        // It knows the older number of application_settings alone.
        None if name.starts_with("tls.handshake.extensions_alps_") => Some(Rule::Sometimes),
        None => None,
    }
}

/// What the comparison has found.
#[derive(Default)]
struct Findings {
    /// How many compressed certificates both have decompressed.
    decompressed: usize,
    compared: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Findings {
    fn compare(&mut self, title: &str, ours: &Fields, theirs: &Fields) {
        let none = Vec::new();
        let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        for name in names {
            let (mut mine, mut yours) =
                (ours.get(name).unwrap_or(&none).clone(), theirs.get(name).unwrap_or(&none).clone());
            mine.sort();
            yours.sort();
            let rule = rule(name, title);
            match rule {
                Some(Rule::Theirs) if mine.is_empty() => continue,
                Some(Rule::Sometimes) => {
                    let here =
                        |list: &[Seen], seen: &Seen| list.iter().any(|other| other.start == seen.start);
                    let (all_mine, all_yours) = (mine.clone(), yours.clone());
                    mine.retain(|seen| here(&all_yours, seen));
                    yours.retain(|seen| here(&all_mine, seen));
                }
                _ => {}
            }
            let agree = mine.len() == yours.len()
                && mine.iter().zip(&yours).all(|(mine, yours)| {
                    let value = match (&mine.value, &yours.value) {
                        (Some(mine), Some(yours)) => same(mine, yours),
                        _ => true, // a structure has none
                    };
                    let there =
                        (mine.start, mine.length, &mine.hex) == (yours.start, yours.length, &yours.hex);
                    (there || rule == Some(Rule::ValueAlone)) && (value || rule == Some(Rule::PositionAlone))
                });
            if agree {
                *self.compared.entry(name.clone()).or_default() += mine.len();
            } else {
                self.wrong.push(format!("{title}: {name}\n    ours   {mine:?}\n    theirs {yours:?}"));
            }
        }
    }
}

/// Compares one direction of a session.
fn compare(recording: &Recording, direction: Direction, theirs: &Theirs, findings: &mut Findings) {
    let (mut records, mut messages) = (Vec::<Record>::new(), Vec::<Message>::new());
    for event in recording.read() {
        match event {
            Event::Record(record) if record.direction == direction => records.push(record),
            Event::Message(message)
                if message.direction == direction
                    && matches!(message.kind, Kind::Handshake(_) | Kind::Alert) =>
            {
                messages.push(message);
            }
            _ => {}
        }
    }
    let side = format!("{}, {direction}", recording.name);
    assert_eq!(records.len(), theirs.records.len(), "{side}");
    for (record, fields) in records.iter().zip(&theirs.records) {
        let mut mine = ours(&record.tree(), &record.raw);
        if let Some(inner) = record.inner_tree() {
            mine.extend(ours(&inner, &record.inner));
        }
        findings.compare(&format!("{side}, record {}", record.number), &mine, fields);
    }
    // With the secrets Wireshark also decrypts the old suites, which we do not.
    let closed = records.iter().any(|record| matches!(record.protection, Protection::Undecrypted(_)));
    let (count, of_theirs) = (messages.len(), theirs.messages.len());
    if count > of_theirs || count < of_theirs && !closed {
        findings.wrong.push(format!("{side}: {count} messages, they have {of_theirs}"));
    }
    for (message, fields) in messages.iter().zip(&theirs.messages) {
        let mut mine = ours(&message.tree(), &message.bytes);
        // Wireshark 4.0 decompresses brotli alone.
        let decompressed =
            message.decompressed().filter(|_| fields.contains_key("tls.handshake.certificate"));
        if let Some(Ok(whole)) = decompressed {
            findings.decompressed += 1;
            // Positions are in another buffer, but theirs have been counted from where the message is in its
            // record.
            let base =
                message.pieces.first().map_or(0, |piece| i64::try_from(piece.in_record.start).unwrap());
            for (name, mut seen) in ours(&whole.tree, &whole.bytes) {
                for seen in &mut seen {
                    seen.start -= base;
                }
                mine.entry(name).or_default().extend(seen);
            }
        }
        findings.compare(&format!("{side}, {}", message.title()), &mine, fields);
    }
}

/// A session whose certificate has every extension that is read here, an unknown one, and a name of many
/// parts.
fn rich_certificate(folder: &Path) -> Recording {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(path("config"), include_str!("sessions/rich-certificate.cnf")).unwrap();
    let subject = "/C=JP/ST=Tokyo/L=Chiyoda/O=An example/OU=試験/CN=localhost/emailAddress=a@example.org\
                   /serialNumber=12/street=1/DC=example/title=t/GN=g/SN=s/initials=i\
                   /businessCategory=b/organizationIdentifier=VATXX-1/UID=u";
    let status = harness::stranger_command("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "10", "-utf8", "-sha384"])
        .args(["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:48"])
        .args(["-subj", subject, "-config", &path("config")])
        .args(["-keyout", &path("key.pem"), "-out", &path("cert.pem")])
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    sessions::record("rich certificate", |plan| {
        plan.server.set_certificate_chain_file(path("cert.pem")).unwrap();
        plan.server.set_private_key_file(path("key.pem"), openssl::ssl::SslFiletype::PEM).unwrap();
        plan.client.set_verify(openssl::ssl::SslVerifyMode::NONE);
    })
}

/// A start of a TLS 1.2 handshake, in the clear, with messages that no program on the test's machine sends.
fn rare_messages() -> Recording {
    use wire::names::codes::handshake_type as ty;
    let record = |kind: u8, body: &[u8]| {
        let length = u8::try_from(body.len()).unwrap();
        [&[22, 3, 3, 0, length + 4, kind, 0, 0, length], body].concat()
    };
    let client_hello = [[3, 3].as_slice(), &[7; 32], &[0, 0, 2, 0, 0x9c, 1, 0]].concat();
    let server_hello = [[3, 3].as_slice(), &[8; 32], &[0, 0, 0x9c, 0]].concat();
    let supplemental_data = [0, 0, 5, 0, 0, 0, 1, 9];
    let url = b"http://localhost/";
    let certificate_url = [[0, 0, 40, 0, 17].as_slice(), url, &[1], &[0xab; 20]].concat();
    let chunks = [
        (Direction::FromClient, record(ty::CLIENT_HELLO, &client_hello)),
        (Direction::FromServer, record(ty::SERVER_HELLO, &server_hello)),
        (Direction::FromServer, record(ty::SUPPLEMENTAL_DATA, &supplemental_data)),
        (Direction::FromServer, record(ty::SERVER_HELLO_DONE, &[])),
        (Direction::FromClient, record(ty::SUPPLEMENTAL_DATA, &supplemental_data)),
        (Direction::FromClient, record(ty::CERTIFICATE_URL, &certificate_url)),
    ];
    let time = (0..).map(Duration::from_millis);
    let chunks = chunks.into_iter().zip(time).map(|((from, bytes), time)| (from, time, bytes)).collect();
    Recording { name: "rare messages".to_owned(), chunks, key_log: String::new() }
}

/// Sessions of the `openssl` command and of GnuTLS, but for one: Wireshark 4.0 takes the client's second
/// Finished, of an authentication after the handshake, for the end of a handshake, and cannot decrypt what
/// the client sends after it.
fn strangers() -> Vec<Recording> {
    let mut strangers = sessions::strangers::all();
    strangers.extend(sessions::compressed::all());
    strangers.retain(|recording| !recording.name.contains("authentication after the handshake"));
    strangers
}

#[test]
fn every_field_that_both_know_is_the_same() {
    if !harness::tool_of_version("tshark", "4.0.") || !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pcapng");
    let mut recordings = sessions::all();
    recordings.extend(strangers());
    recordings.extend(sessions::recorded::all());
    recordings.push(rich_certificate(folder.path()));
    recordings.push(rare_messages());
    write(&path, &recordings);
    let theirs = theirs(&path);
    let mut findings = Findings::default();
    for (stream, recording) in recordings.iter().enumerate() {
        for direction in [Direction::FromClient, Direction::FromServer] {
            let empty = Theirs::default();
            let theirs = theirs.get(&(stream as u64, direction)).unwrap_or(&empty);
            compare(recording, direction, theirs, &mut findings);
        }
    }
    for (name, count) in findings.compared.iter().filter(|(_, count)| **count > 0) {
        println!("{count:5} {name}");
    }
    for (name, _, why) in EXCEPTIONS {
        println!("not, or not all: {name}: {why}");
    }
    let wrong = &findings.wrong;
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
    assert!(recordings.len() >= 40, "too few kinds of sessions");
    assert!(
        findings.decompressed >= 2,
        "no more than {} certificates are decompressed",
        findings.decompressed
    );
    let compared = findings.compared.values().filter(|count| **count > 0).count();
    assert!(compared >= 120, "no more than {compared} fields are compared");
    for (name, ..) in EXCEPTIONS {
        let used = theirs.values().any(|theirs| {
            theirs.records.iter().chain(&theirs.messages).any(|fields| fields.contains_key(*name))
        });
        assert!(used, "the exception of {name} is not needed any more");
    }
}

#[test]
fn wireshark_opens_a_capture_without_options_and_has_no_complaint() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pcapng");
    let mut recordings = sessions::all();
    recordings.extend(strangers());
    // Wireshark 4.4 does not read the record after an HTTP response without a length.
    let recorded = sessions::recorded::all();
    recordings.extend(recorded.into_iter().filter(|recording| recording.name != "Chromium"));
    write(&path, &recordings);

    let complaints = tshark(
        &path,
        &[
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "tcp.check_checksum:TRUE",
            "-Y",
            "_ws.malformed || _ws.expert.severity >= 0x600000 || tcp.checksum.status == 0 \
             || ip.checksum.status == 0 || tcp.analysis.flags",
        ],
    );
    assert_eq!(complaints, "");

    // All that the secrets can decrypt is decrypted without any option.
    let lines = tshark(&path, &["-Y", "tls", "-T", "fields", "-e", "tcp.stream", "-e", "_ws.col.Info"]);
    for (stream, recording) in recordings.iter().enumerate() {
        let events = recording.read();
        for (title, words) in [("Finished", "Finished"), ("Alert (Warning: Close Notify)", "Close Notify")] {
            let is = |event: &Event| matches!(event, Event::Message(message) if message.title() == title);
            let ours = events.iter().filter(|event| is(event)).count();
            let start = format!("{stream}\t");
            let of_session = lines.lines().filter(|line| line.starts_with(&start));
            let theirs: usize = of_session.map(|line| line.matches(words).count()).sum();
            // Wireshark 4.4 opens a Finished of TLS 1.2, but does not say in its list what it is.
            let unnamed = format!("{stream}\tEncrypted Handshake Message");
            if words == "Finished" && lines.lines().any(|line| line == unnamed) {
                continue;
            }
            assert!(theirs >= ours, "{}: {ours} times {words} with us, {theirs} with them", recording.name);
        }
    }
}

/// JA3 and JA3S of every hello, and what they are hashes of. (JA4 is younger than this Wireshark.)
#[test]
fn fingerprints_are_those_of_wireshark() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pcapng");
    let mut all = sessions::all();
    all.extend(sessions::recorded::all());
    all.extend(strangers());
    write(&path, &all);
    let columns = ["ja3_full", "ja3", "ja3s_full", "ja3s"].map(|name| format!("tls.handshake.{name}"));
    let mut arguments =
        vec!["-Y", "tls.handshake.ja3 || tls.handshake.ja3s", "-T", "fields", "-e", "tcp.stream"];
    for column in &columns {
        arguments.extend(["-e", column.as_str()]);
    }
    let mut theirs = BTreeSet::new();
    for line in tshark(&path, &arguments).lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [stream, client, client_hash, server, server_hash] = parts[..] else { panic!("{line}") };
        for (name, raw, value) in [("JA3", client, client_hash), ("JA3S", server, server_hash)] {
            if !value.is_empty() {
                theirs.insert(format!("{stream} {name} {value} {raw}"));
            }
        }
    }
    let mut ours = BTreeSet::new();
    for (stream, recording) in all.iter().enumerate() {
        for event in recording.read() {
            let Event::Message(message) = event else { continue };
            for Fingerprint { name, value, raw } in fingerprints(&message, &message.tree()) {
                if name == "JA4" {
                    assert!(value.starts_with("t1") && value.len() == 36, "{value}");
                } else {
                    ours.insert(format!("{stream} {name} {value} {raw}"));
                }
            }
        }
    }
    assert!(ours.len() > 100, "{}", ours.len());
    assert_eq!(ours, theirs);
}

#[test]
fn frames_are_as_long_as_in_the_book() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.pcapng");
    let recording = sessions::record("book", |plan| {
        plan.talk = vec![
            (Direction::FromClient, b"Hello server".to_vec()),
            (Direction::FromServer, b"I hear ya fa shizzle!\0".to_vec()),
            (Direction::FromClient, b"break".to_vec()),
        ];
    });
    write(&path, &[recording]);
    let filter = "tls.app_data || tls.alert_message";
    let list = tshark(&path, &["-Y", filter, "-T", "fields", "-e", "frame.len", "-e", "_ws.col.Protocol"]);
    let lengths: Vec<&str> = list.lines().collect();
    let expected = ["90\tTLSv1.3", "100\tTLSv1.3", "83\tTLSv1.3", "80\tTLSv1.3", "80\tTLSv1.3"];
    assert_eq!(lengths, expected);
}
