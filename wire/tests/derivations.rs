//! The steps of the key schedule: those of RFC 8448, and those of every kind of session against its keys.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::collections::BTreeMap;

use openssl::sha::sha256;
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

/// RFC 8448 section 4.
#[test]
fn the_resumed_session_of_rfc_8448_has_the_values_of_the_rfc() {
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
            ("derived_early_secret", "5f1790bbd82c5e7d376ed2e1e52f8e6038c9346db61b43be9a52f77ef3998e80"),
            ("handshake_secret", "005cb112fd8eb4ccc623bb88a07c64b3ede1605363fc7d0df8c7ce4ff0fb4ae6"),
            (
                "client_handshake_traffic_secret",
                "2faac08f851d35fea3604fcb4de82dc62c9b164a70974d0462e27f1ab278700f",
            ),
            (
                "server_handshake_traffic_secret",
                "fe927ae271312e8bf0275b581c54eef020450dc4ecffaa05a1a35d27518e7803",
            ),
            ("server_handshake_key", "27c6bdc0a3dcea39a47326d79bc9e4ee"),
            ("server_handshake_iv", "9569ecdd4d0536705e9ef725"),
            (
                "client_application_traffic_secret_0",
                "2abbf2b8e381d23dbebe1dd2a7d16a8bf484cb4950d23fb7fb7fa8547062d9a1",
            ),
            (
                "server_application_traffic_secret_0",
                "cc21f1bf8feb7dd5fa505bd9c4b468a9984d554a993dc49e6d285598fb672691",
            ),
            ("exporter_master_secret", "3fd93d4ffddc98e64b14dd107aedf8ee4add23f4510f58a4592d0b201bee56b4"),
            ("server_application_key_0", "e857c690a34c5a9129d833619684f95e"),
            ("server_application_iv_0", "0685d6b561aab9ef1013faf9"),
        ],
    );
}

/// RFC 8448 section 5.
#[test]
fn the_session_after_a_hello_retry_request_has_the_values_of_the_rfc() {
    assert_values(
        &rfc8448(2),
        &[
            ("early_secret", "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"),
            ("derived_early_secret", "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"),
            ("handshake_secret", "ce022e5e6e81e50736d773f2d3adfce8220d049bf510f0dbfac927ef4243b148"),
            (
                "client_handshake_traffic_secret",
                "158aa7ab8855073582b41d674b4055cabcc534728f659314861b4e08e2011566",
            ),
            (
                "server_handshake_traffic_secret",
                "3403e781e2af7b6508da28574f6e95a1abf162de83a97927c37672a4a0cef8a1",
            ),
            ("derived_handshake_secret", "ad1cbcd3a0dc7053eeb3ed3a47901d16a9fc63a73c64beb567481a7dfb3a2cb3"),
            ("master_secret", "1131545d0baf79ddce9b87f06945781a57dd18ef378dcd2060f8f9a569027ed8"),
            ("server_handshake_key", "4646bfac1712c426cd78d8a24a8a6f6b"),
            ("server_handshake_iv", "c7d395c08d62f297d13768ea"),
            ("client_handshake_key", "2f1f918663d590e7421149a29d94b0b6"),
            ("client_handshake_iv", "414d5485235e1a688793bd74"),
            (
                "client_application_traffic_secret_0",
                "75ecf4b972525aa0dcd057c9944d4cd5d82671d8843141d7dc2a4ff15a21dc51",
            ),
            (
                "server_application_traffic_secret_0",
                "5c74f87df04225db0f8209c9de6429e49435fdefa7cad61864874d12f31cfc8d",
            ),
            ("exporter_master_secret", "7c06d3ae106a3a374ace4837b3985cac67780a6e2c5c04b58319d584df09d223"),
            ("server_application_key_0", "f27a5d97bd25550c4823b0f3e5d29388"),
            ("server_application_iv_0", "0dd631f7b71cbbc797c35fe7"),
            ("client_application_key_0", "a7eb2a0525eb4331d58fcbf9f7ca2e9c"),
            ("client_application_iv_0", "86e8be227c1bd2b3e39cb444"),
            ("resumption_master_secret", "09170c6d472721566f9cf99b08699daff561ec8fb22d5a32c3f94ce009b69975"),
        ],
    );
}

/// RFC 8448 section 6.
#[test]
fn the_session_with_client_authentication_has_the_values_of_the_rfc() {
    assert_values(
        &rfc8448(3),
        &[
            ("early_secret", "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"),
            ("derived_early_secret", "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"),
            ("handshake_secret", "d995243674fb6400d7d37bc0e9861bdbd9ed095601dcf2994874f2803de22e39"),
            (
                "client_handshake_traffic_secret",
                "cec7a30c6872070f22a7eeb065768db67c45e29533db879908ce6dc66f5911de",
            ),
            (
                "server_handshake_traffic_secret",
                "8b02d3c00442a2722c4098ebe8675b23e801510f0d7ed778d8eb0b8f42a19a5e",
            ),
            ("derived_handshake_secret", "74575526b07c81a9c1b17e6b34e0e6d084747a61f396f597ebb92c0736ec60e8"),
            ("master_secret", "57c15d7b9d441b3d40a9c6ea8a3d730e07b3a1ea7a3339ed7070b9a74a3f4f28"),
            ("server_handshake_key", "6cb6e60619d8c7355c5d4c4bc2be90d5"),
            ("server_handshake_iv", "64f239530c3b888fde85e0be"),
            ("client_handshake_key", "916948f728d9823fa41a004d083f217f"),
            ("client_handshake_iv", "64153d79bac9ea10ca5a0a88"),
            (
                "client_application_traffic_secret_0",
                "73c2e890fa8d067258d6d50fa92fe456b098cf00d9727eed91e8892ef4e6f860",
            ),
            (
                "server_application_traffic_secret_0",
                "c49a91faf57f8c545d5048a015bf849ff63942e4a7edcd319f8b438a97c52e21",
            ),
            ("exporter_master_secret", "052e39795e5f2be6e4e0974cfdd86c6a7afe3e57e5589810a3cccf642958beb2"),
            ("server_application_key_0", "88b3123ddecadf8c1ba298e2c18176b0"),
            ("server_application_iv_0", "4e0978513f9de8327c08e4f3"),
            ("client_application_key_0", "cdc09c806aa8f86dfcd51efc44a0c039"),
            ("client_application_iv_0", "6ef852e78b46d913668e53e7"),
            ("resumption_master_secret", "1006dccbf40eb4eb978bff0392a9e452a4fbad58aa14784d5a241c6b49daccfb"),
        ],
    );
}

/// RFC 8448 section 7.
#[test]
fn the_session_in_compatibility_mode_has_the_values_of_the_rfc() {
    assert_values(
        &rfc8448(4),
        &[
            ("early_secret", "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"),
            ("derived_early_secret", "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"),
            ("handshake_secret", "f91761354a67e9b07c6dcc3a55707efa69c4519d8040e5f215121e0df69afa4a"),
            (
                "client_handshake_traffic_secret",
                "2c3cb24a1081edb59518ee6861e89a6b72b3801afe7713e4cbbc21c0795bf831",
            ),
            (
                "server_handshake_traffic_secret",
                "cace3d555cc1c577cf970cff28cf978d6a9800085442e18d695b50f3151d18c8",
            ),
            ("derived_handshake_secret", "5da12dc47835ba73fdd994b14ab7e63cc63f0d79162f6756e9a46756c8b2b642"),
            ("server_handshake_key", "041091fdab29f2c8abfb156dc5fc8d54"),
            ("server_handshake_iv", "7464d791685de05998fcbadb"),
            ("client_handshake_key", "62d13c13ffd7402fc1c09e3d163665cb"),
            ("client_handshake_iv", "7166f20028bf146dcfbd5a40"),
            (
                "client_application_traffic_secret_0",
                "743e4c6b56cf3909d1b06d01956ccd2c4b37758449aec41d98dae44924eaa299",
            ),
            (
                "server_application_traffic_secret_0",
                "b6b8144aa335ed3059c0c9c8f0ecabf7afc94af6643bdecdfd9210188fab7451",
            ),
            ("exporter_master_secret", "fb69121cea334db459e12272d179baca2369b643d11a6ac72b8b27a5c964feb1"),
            ("server_application_key_0", "edc4cbd0041c28cc7167441d7ca53e6a"),
            ("server_application_iv_0", "bf6c7d8e0a9545b427dcf139"),
            ("client_application_key_0", "33d7f9709756c966488ad4438437e673"),
            ("client_application_iv_0", "c5f30d34b0e91b7d6c8eea65"),
            ("resumption_master_secret", "0b5d4407cea0a42a3a81dd477647b7fe9180db297e5114f1ad8796b4dc475004"),
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

/// In TLS 1.2, too, the last Finished ends the handshake: it still belongs to its transcript.
#[test]
fn each_message_of_tls_1_2_has_its_hash_and_so_has_the_last() {
    let events = sessions::record("tls12", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256")).read_with_keys();
    let mut hashes = BTreeMap::new();
    for event in &events {
        if let Event::TranscriptHash(TranscriptHash { message, value, .. }) = event {
            assert_eq!(hashes.insert(*message, hex(value)), None, "{message}");
        }
    }
    let (mut transcript, mut titles) = (Vec::new(), Vec::new());
    for event in &events {
        let Event::Message(message) = event else { continue };
        if matches!(message.kind, Kind::Handshake(_)) {
            transcript.extend_from_slice(&message.bytes);
            let title = message.title().into_owned();
            assert_eq!(hashes.remove(&message.number), Some(hex(&sha256(&transcript))), "{title}");
            titles.push(title);
        }
    }
    assert_eq!(titles.iter().filter(|title| *title == "Finished").count(), 2, "{titles:?}");
    assert!(hashes.is_empty(), "{hashes:?}");
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
