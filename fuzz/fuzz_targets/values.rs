//! Values of the command line: hexadecimal digits, hosts, names, times.

#![no_main]

use std::str::FromStr;

use cert::date::Date;
use cert::extension::San;
use cert::name::Attribute;
use common::net::Host;
use common::wrapper::{Hex, hex};
use libfuzzer_sys::fuzz_target;
use tls_ext::alpn::Protocols;
use tlsbook_fuzz::reason;
use wire::secrets::from_hex;

/// The value, unless a reason says that it is none.
fn value<T: FromStr<Err = String>>(text: &str) -> Option<T> {
    text.parse().map_err(|why: String| reason(&why)).ok()
}

fuzz_target!(|text: &str| {
    let digits = value::<Hex>(text);
    if let Some(bytes) = &digits {
        assert_eq!(hex(bytes).to_string(), text.to_ascii_lowercase());
    }
    assert_eq!(digits.as_deref(), from_hex(text).as_deref());
    match value::<Host>(text) {
        Some(Host::Name(name)) => {
            assert_eq!(name.typed(), text);
            assert!(name.is_ascii() && (1..254).contains(&name.len()) && !name.ends_with('.'));
        }
        Some(Host::Address(address)) => assert!(text.contains(&address.to_string()) || address.is_ipv6()),
        None => {}
    }
    value::<Protocols>(text);
    value::<Date>(text);
    value::<San>(text);
    value::<Attribute>(text);
    if let Err(why) = tls_ext::server_name(text) {
        reason(&why);
    }
    if let Err(why) = psk::keys::identity(text) {
        reason(&why);
    }
});
