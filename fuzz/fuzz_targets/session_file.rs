//! The file of a saved session, as `client-tls-resume` and `client-tls-eld` read it. The sum at its end is made to hold.

#![no_main]

use std::sync::LazyLock;

use common::net::Host;
use libfuzzer_sys::fuzz_target;
use openssl::sha::sha256;
use openssl::ssl::SslSession;
use openssl::x509::X509;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use resume::session;
use tlsbook_fuzz::reason;

static TRUSTED: LazyLock<X509Store> = LazyLock::new(|| {
    let ca = include_bytes!("../../certs/tb-ca-cert.pem");
    let mut store = X509StoreBuilder::new().unwrap();
    store.add_cert(X509::from_pem(ca).unwrap()).unwrap();
    store.build()
});

fuzz_target!(|input: &[u8]| {
    if let Err(why) = session::der(input) {
        reason(&why);
    }
    let file = [input, &sha256(input)].concat();
    let der = session::der(&file).unwrap();
    assert_eq!(der, input);
    let host: Host = "localhost".parse().unwrap();
    let usable = SslSession::from_der(der)
        .map_err(session::undecodable)
        .and_then(|session| session::usable(session, &TRUSTED, &host));
    match usable {
        Ok(session) => drop(SslSession::from_der(&session.to_der().unwrap()).unwrap()),
        Err(why) => reason(&why),
    }
});
