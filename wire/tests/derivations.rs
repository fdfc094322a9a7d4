//! The steps of the key schedule: those of RFC 8448, and those of every kind of session against its keys.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::collections::BTreeMap;

use openssl::ssl::SslVersion;
use wire::derivation::{Data, Function, Output, Step, TranscriptHash};
use wire::fields::hex;
use wire::message::Kind;
use wire::names::codes::handshake_type as ty;
use wire::{Direction, Epoch, Event};

use sessions::Recording;

fn steps(events: &[Event]) -> Vec<&Step> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Step(step) => Some(step.as_ref()),
            _ => None,
        })
        .collect()
}

/// The newest value of each name, in hexadecimal digits.
fn values(events: &[Event]) -> BTreeMap<&str, String> {
    steps(events).iter().filter_map(|step| Some((&*step.name, hex(step.output.value()?)))).collect()
}

/// What a step hashes or takes beside its secret.
fn data<'a>(events: &'a [Event], name: &str) -> &'a Data {
    let step = steps(events).into_iter().rfind(|step| step.name == name).unwrap();
    match &step.function {
        Function::ExpandLabel { context: data, .. }
        | Function::Hmac { data, .. }
        | Function::Prf { seed: data, .. } => data,
        _ => panic!("{name} has no data"),
    }
}

fn assert_values(events: &[Event], expected: &[(&str, &str)]) {
    let values = values(events);
    for (name, value) in expected {
        assert_eq!(values.get(name).map(String::as_str), Some(*value), "{name}");
    }
}

fn rfc8448(index: usize) -> Vec<Event> {
    sessions::rfc8448::all()[index].read_with_keys()
}

/// Every value that the RFC derives in section 3.
const SIMPLE: [(&str, &str); 25] = [
    ("early_secret", "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"),
    ("derived_early_secret", "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"),
    ("ecdhe_secret", "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"),
    ("handshake_secret", "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"),
    ("client_handshake_traffic_secret", "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21"),
    ("server_handshake_traffic_secret", "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"),
    ("derived_handshake_secret", "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4"),
    ("master_secret", "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919"),
    ("server_handshake_key", "3fce516009c21727d0f2e4e86ee403bc"),
    ("server_handshake_iv", "5d313eb2671276ee13000b30"),
    ("client_handshake_key", "dbfaa693d1762c5b666af5d950258d01"),
    ("client_handshake_iv", "5bd3c71b836e0b76bb73265f"),
    ("server_finished_key", "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8"),
    ("server_finished", "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718"),
    (
        "client_application_traffic_secret_0",
        "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5",
    ),
    (
        "server_application_traffic_secret_0",
        "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643",
    ),
    ("exporter_master_secret", "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50"),
    ("server_application_key_0", "9f02283b6c9c07efc26bb9f2ac92e356"),
    ("server_application_iv_0", "cf782b88dd83549aadf1e984"),
    ("client_application_key_0", "17422dda596ed5d9acd890e3c63f5051"),
    ("client_application_iv_0", "5b78923dee08579033e523d9"),
    ("client_finished_key", "b80ad01015fb2f0bd65ff7d4da5d6bf83f84821d1f87fdc7d3c75b5a7b42d9c4"),
    ("client_finished", "a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61"),
    ("resumption_master_secret", "7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c"),
    ("resumption_psk[1]", "4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3"),
];

#[test]
fn the_simple_session_of_rfc_8448_has_every_value_of_the_rfc() {
    let events = rfc8448(0);
    assert_values(&events, &SIMPLE);
    // And no others: each step is one of the RFC.
    let names: Vec<&str> = steps(&events).iter().map(|step| &*step.name).collect();
    assert_eq!(names.len(), SIMPLE.len(), "{names:?}");
    // The info of HKDF-Expand, as the RFC prints it.
    for (name, info) in [
        (
            "client_handshake_traffic_secret",
            "002012746c733133206320687320747261666669632086 0c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8",
        ),
        ("server_handshake_key", "001009746c733133206b657900"),
        ("server_handshake_iv", "000c08746c73313320697600"),
        ("server_finished_key", "00200e746c7331332066696e697368656400"),
        ("resumption_psk[1]", "002010746c73313320726573756d7074696f6e020000"),
    ] {
        let step = steps(&events).into_iter().find(|step| step.name == name).unwrap();
        let Function::ExpandLabel { info: made, .. } = &step.function else { panic!("{name}") };
        assert_eq!(hex(made), info.replace(' ', ""), "{name}");
    }
}

#[test]
fn the_resumed_session_of_rfc_8448_has_every_value_of_the_rfc() {
    assert_values(
        &rfc8448(1),
        &[
            ("psk[0]", "4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3"),
            ("early_secret[0]", "9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c"),
            ("binder_key[0]", "69fe131a3bbad5d63c64eebcc30e395b9d8107726a13d074e389dbc8a4e47256"),
            ("binder_finished_key[0]", "5588673e72cb59c87d220caffe94f2dea9a3b1609f7d50e90a48227db9ed7eaa"),
            ("binder[0]", "3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d"),
            (
                "client_early_traffic_secret",
                "3fbbe6a60deb66c30a32795aba0eff7eaa10105586e7be5c09678d63b6caab62",
            ),
            ("client_early_key", "920205a5b7bf2115e6fc5c2942834f54"),
            ("client_early_iv", "6d475f0993c8e564610db2b9"),
            (
                "early_exporter_master_secret",
                "b2026866610937d7423e5be90862ccf24c0e6091186d34f812089ff5be2ef7df",
            ),
        ],
    );
}

#[test]
fn the_hash_after_each_message_is_that_of_the_rfc() {
    let events = rfc8448(0);
    let hashes: BTreeMap<u64, String> = events
        .iter()
        .filter_map(|event| match event {
            Event::TranscriptHash(TranscriptHash { message, hash: "SHA-256", value }) => {
                Some((*message, hex(value)))
            }
            _ => None,
        })
        .collect();
    // Client Hello, Server Hello, Encrypted Extensions, Certificate, Certificate Verify, both Finished
    assert_eq!(hashes.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    for (message, hash) in [
        (2, "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8"),
        (6, "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13"),
        (7, "209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d"),
    ] {
        assert_eq!(hashes[&message], hash, "{message}");
    }
}

fn all() -> Vec<Recording> {
    let made = sessions::all().into_iter().chain(sessions::strangers::all());
    made.chain(sessions::rfc8448::all()).chain(sessions::recorded::all()).collect()
}

/// The steps are computed apart from what the session itself does. Both must come to the same keys.
#[test]
fn the_steps_of_every_session_end_in_its_keys() {
    let (mut keys, mut updates, mut renegotiated) = (0, 0, 0);
    for recording in all() {
        let name = &recording.name;
        let events = recording.read_with_keys();
        let mut made: BTreeMap<(Direction, Epoch, bool), Vec<&[u8]>> = BTreeMap::new();
        for step in steps(&events) {
            if let (Some((side, epoch)), Some(value)) = (step.protects, step.output.value()) {
                if step.name.contains("_key") || step.name.contains("_iv") {
                    made.entry((side, epoch, step.name.contains("_iv"))).or_default().push(value);
                }
            }
            assert!(
                !matches!(step.output, Output::Derived { agrees: Some(false), .. }),
                "{name}: {} differs from what the session says",
                step.name
            );
        }
        for event in &events {
            let Event::Key(key) = event else { continue };
            for (is_iv, value) in [(false, &key.mac_key), (false, &key.key), (true, &key.iv)] {
                if value.is_empty() {
                    continue; // a suite that has none
                }
                let made = made.get(&(key.direction, key.epoch, is_iv)).map_or(&[][..], Vec::as_slice);
                assert!(
                    made.contains(&value.as_slice()),
                    "{name}: the key of {} ({})",
                    key.direction,
                    key.epoch
                );
            }
            keys += 1;
            if let Epoch::Application(1..) = key.epoch {
                *(if key.label.contains('+') { &mut updates } else { &mut renegotiated }) += 1;
            }
        }
    }
    assert!(keys > 300 && updates > 0 && renegotiated > 0, "{keys}, {updates}, {renegotiated}");
}

/// A session of TLS 1.3 that has come to its end has an exporter secret and a resumption secret, and a PSK for each ticket,
/// however it began; one that offers early data has an exporter secret for that, too.
#[test]
fn every_kind_of_session_leads_to_its_exporter_and_to_the_psk_of_the_next() {
    let (mut complete, mut tickets, mut early) = (0, 0, 0);
    for recording in sessions::all() {
        let name = &recording.name;
        let events = recording.read_with_keys();
        let count = |wanted: u8| {
            let is = |event: &&Event| matches!(event, Event::Message(message) if message.kind == Kind::Handshake(wanted) && message.epoch != Epoch::Clear);
            events.iter().filter(is).count()
        };
        let values = values(&events);
        if !values.contains_key("handshake_secret") || count(ty::FINISHED) < 2 {
            continue; // TLS 1.2, or no session
        }
        complete += 1;
        for secret in ["exporter_master_secret", "resumption_master_secret"] {
            assert!(values.contains_key(secret), "{name}: {secret}");
        }
        let psks = values.keys().filter(|name| name.starts_with("resumption_psk[")).count();
        assert_eq!(psks, count(ty::NEW_SESSION_TICKET), "{name}");
        tickets += psks;
        let offers = values.contains_key("client_early_traffic_secret");
        assert_eq!(values.contains_key("early_exporter_master_secret"), offers, "{name}");
        // A server that then takes no pre-shared key does not tell it.
        assert_eq!(offers, name.contains("early data") && values.contains_key("psk[0]"), "{name}");
        early += usize::from(offers);
    }
    assert!(complete > 30 && tickets > 50 && early >= 4, "{complete}, {tickets}, {early}");
}

/// Nothing else about a session changes when its keys are explained.
#[test]
fn the_other_events_are_the_same() {
    for recording in all() {
        let shown = |events: Vec<Event>| -> Vec<String> {
            let others = events
                .into_iter()
                .filter(|event| !matches!(event, Event::Step(_) | Event::TranscriptHash(_)));
            others.map(|event| format!("{event:?}")).collect()
        };
        let plain = recording.read();
        assert!(steps(&plain).is_empty());
        assert_eq!(shown(recording.read_with_keys()), shown(plain), "{}", recording.name);
    }
}

#[test]
fn what_is_not_known_says_why() {
    let mut recording = sessions::rfc8448::all().remove(0);
    let lines = recording.key_log.lines().filter(|line| !line.starts_with("ECDHE_SECRET"));
    recording.key_log = lines.fold(String::new(), |log, line| log + line + "\n");
    let events = recording.read_with_keys();
    let output = |name: &str| &steps(&events).into_iter().rfind(|step| step.name == name).unwrap().output;
    assert!(matches!(output("early_secret"), Output::Derived { .. }));
    for name in
        ["ecdhe_secret", "handshake_secret", "master_secret", "resumption_master_secret", "resumption_psk[1]"]
    {
        let Output::Unknown(why) = output(name) else { panic!("{name}: {:?}", output(name).value()) };
        assert!(why.to_string().contains("(EC)DHE secret"), "{name}: {why}");
    }
    for name in
        ["client_handshake_traffic_secret", "server_application_traffic_secret_0", "exporter_master_secret"]
    {
        assert!(
            matches!(output(name), Output::Logged { why, .. } if why.to_string().contains("(EC)DHE secret")),
            "{name}"
        );
    }
    // From there on it is as before.
    let known = |(name, _): &&(&str, &str)| {
        name.contains("_key") || name.contains("_iv") || name.ends_with("finished")
    };
    let rest: Vec<_> = SIMPLE.iter().filter(known).copied().collect();
    assert_values(&events, &rest);

    // Nothing of the log at all.
    recording.key_log.clear();
    let events = recording.read_with_keys();
    assert_eq!(values(&events).keys().copied().collect::<Vec<_>>(), ["derived_early_secret", "early_secret"]);
}

#[test]
fn a_retry_hashes_the_first_hello_in_its_place() {
    let events = rfc8448(2);
    let Data::Transcript { messages, truncated: false, .. } =
        data(&events, "client_handshake_traffic_secret")
    else {
        panic!("no transcript")
    };
    assert_eq!(messages, &[1, 2, 3, 4]);
    assert!(
        steps(&events).iter().any(|step| matches!(step.output, Output::Derived { agrees: Some(true), .. }))
    );
}

#[test]
fn a_session_of_tls_1_2_starts_at_its_master_secret() {
    let recording = sessions::record("tls12", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256"));
    let events = recording.read_with_keys();
    let names: Vec<&str> = steps(&events).iter().map(|step| &*step.name).collect();
    let expected = [
        "premaster_secret",
        "master_secret",
        "key_block",
        "client_key_0",
        "server_key_0",
        "client_iv_0",
        "server_iv_0",
        "client_finished",
        "server_finished",
    ];
    assert_eq!(names, expected);
    let output = |name: &str| &steps(&events).into_iter().find(|step| step.name == name).unwrap().output;
    assert!(
        matches!(output("premaster_secret"), Output::Unknown(why) if why.to_string().contains("key log"))
    );
    assert!(
        matches!(output("master_secret"), Output::Logged { why, .. } if why.to_string().contains("premaster"))
    );
    for name in ["client_finished", "server_finished"] {
        assert!(matches!(output(name), Output::Derived { agrees: Some(true), .. }), "{name}");
    }
    let master = steps(&events).into_iter().find(|step| step.name == "master_secret").unwrap();
    let Function::Prf { label, .. } = master.function else { panic!("not a PRF") };
    assert_eq!(label, "extended master secret");
    // Up to the Client Key Exchange.
    let Data::Transcript { messages, hash: Ok(hash), .. } = data(&events, "master_secret") else {
        panic!("no hash")
    };
    assert_eq!((messages.len(), hash.len()), (6, 32));
}

/// Before TLS 1.2 the PRF is another one; without an AEAD there are keys for MACs; only TLS 1.0 takes IVs from the key
/// block.
#[test]
fn the_key_block_has_what_the_suite_needs() {
    for (version, suite, parts) in [
        (SslVersion::TLS1, "ECDHE-RSA-AES128-SHA", &["mac_key", "key", "iv"][..]),
        (SslVersion::TLS1_1, "ECDHE-RSA-AES128-SHA", &["mac_key", "key"]),
        (SslVersion::TLS1_2, "ECDHE-RSA-AES256-SHA384", &["mac_key", "key"]),
        (SslVersion::TLS1_2, "NULL-SHA256", &["mac_key"]),
    ] {
        let recording = sessions::record("key block", |plan| {
            plan.tls12(suite);
            for ctx in [&mut plan.client, &mut plan.server] {
                ctx.set_min_proto_version(Some(version)).unwrap();
                ctx.set_max_proto_version(Some(version)).unwrap();
            }
        });
        let events = recording.read_with_keys();
        let of_block: Vec<&str> = steps(&events)
            .iter()
            .filter(|step| matches!(step.function, Function::Part { .. }))
            .map(|step| &*step.name)
            .collect();
        let sides = |part: &&str| [format!("client_{part}_0"), format!("server_{part}_0")];
        assert_eq!(of_block, parts.iter().flat_map(sides).collect::<Vec<_>>(), "{suite}");
        for step in steps(&events).into_iter().filter(|step| step.name.ends_with("_finished")) {
            assert!(matches!(step.output, Output::Derived { agrees: Some(true), .. }), "{}", step.name);
        }
        assert!(steps(&events).into_iter().any(|step| step.name == "client_finished"));
    }
}
