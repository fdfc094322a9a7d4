//! What a session came to, as an event of the JSON document.

use crate::model::Direction;
use crate::overview::Overview;

use super::json::{End, Object, Start, event, object, write_end, write_fingerprints, write_start};

/// The event `session`.
pub fn json(session: u64, start: &Start, overview: &Overview, end: End) -> String {
    let mut out = Vec::new();
    event(&mut out, session, "session", |object| {
        write_start(object, start);
        if let Some((first, last)) = overview.frames {
            object.number("first_frame", first);
            object.number("last_frame", last);
        }
        if let Some(name) = &overview.server_name {
            object.text("server_name", name);
        }
        if let Some(protocol) = &overview.protocol {
            object.text("protocol", protocol);
        }
        write_handshake(object, overview);
        for (name, [client, server]) in [("data", overview.data), ("closed", overview.closed)] {
            object.number(&format!("{name}_client"), client);
            object.number(&format!("{name}_server"), server);
        }
        write_fingerprints(object, &overview.fingerprints);
        write_end(object, end);
    });
    String::from_utf8(out).unwrap_or_default() // JSON is
}

fn write_handshake(object: &mut Object, overview: &Overview) {
    object.text("handshake", overview.handshake().code());
    object.bool("pre_shared_key", overview.pre_shared_key);
    object.list("certificates", &overview.certificates, |out, certificate| {
        self::object(out, |object| {
            object.text("direction", side(certificate.direction));
            object.text("name", &certificate.name);
            object.text("sha256", &certificate.sha256);
        });
    });
    if let Some((direction, description)) = overview.alert {
        object.text("alert", description);
        object.text("alert_from", side(direction));
    }
}

fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::FromClient => "client",
        Direction::FromServer => "server",
    }
}
