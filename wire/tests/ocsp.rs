//! Who has signed a stapled OCSP response. `openssl ocsp` signs them, as the tests' authority or as another.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use openssl::ssl::StatusType;
use openssl::x509::X509;
use wire::Event;
use wire::proof::{Proof, Verdict, about};

use sessions::Plan;

/// A folder with the authority (`ca`), responders that it has made (`own`: for OCSP; `other`: for something else), one
/// that nobody has made (`stranger`), and requests about the server's certificate and about the client's.
fn authority() -> Option<harness::Folder> {
    if !harness::tool("openssl") {
        return None;
    }
    let folder = harness::Folder::new("sha256").unwrap_or_else(|error| panic!("{error}"));
    let script = r#"
        set -e
        for name in ca server client; do cp "$ROOT/certs/tb-$name-cert.pem" $name.pem; done
        cp "$ROOT/certs/tb-ca-key.pem" ca.key
        : >index
        request() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key -subj /CN=$1 "$2" "$3" "$4" "$5"; }
        made() {
            request $1 -out $1.csr -batch -sha256
            echo "extendedKeyUsage=$2" >$1.ext
            openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -set_serial $3 -days 2 -extfile $1.ext -out $1.pem
        }
        made own OCSPSigning 1001
        made other serverAuth 1002
        request stranger -x509 -out stranger.pem -batch
        for about in server client; do openssl ocsp -issuer ca.pem -cert $about.pem -no_nonce -reqout $about.req; done
        answer() { openssl ocsp -index index -CA ca.pem -rsigner $1.pem -rkey $1.key -reqin $2.req -respout $3.der -ndays 1 $4; }
        answer ca server ca-without -resp_no_certs
        answer ca server ca
        answer ca client another
        for name in own other stranger; do answer $name server $name; done
        answer own server own-without -resp_no_certs
    "#;
    folder.sh(script).unwrap().ok();
    Some(folder)
}

/// The claims about a response, where the server sends its certificate, and with `chain` that of its issuer.
fn claims(response: &[u8], chain: bool, settings: fn(&mut Plan)) -> Vec<Proof> {
    let response = response.to_vec();
    let recording = sessions::record("stapled", |plan| {
        settings(plan);
        if chain {
            let ca = std::fs::read(harness::root().join("certs/tb-ca-cert.pem")).unwrap();
            plan.server.add_extra_chain_cert(X509::from_pem(&ca).unwrap()).unwrap();
        }
        plan.prepare = Box::new(|ssl| ssl.set_status_type(StatusType::OCSP).unwrap());
        plan.server.set_status_callback(move |ssl| ssl.set_ocsp_status(&response).map(|()| true)).unwrap();
    });
    let messages = recording.read().into_iter().filter_map(|event| match event {
        Event::Message(message) => Some(message.proofs),
        _ => None,
    });
    messages.flatten().filter(|proof| proof.about == about::OCSP).collect()
}

fn tls13(_: &mut Plan) {}

fn tls12(plan: &mut Plan) {
    plan.tls12("ECDHE-RSA-AES128-GCM-SHA256");
}

#[test]
fn the_signature_of_a_stapled_response_is_checked() {
    const NO_SIGNER: &str = "the certificate of its signer is neither in it nor in the session";
    const NO_ISSUER: &str = "the certificate of the issuer is not in the session, only that of the signer is";
    const UNAUTHORISED: &str =
        "its signer is not the issuer, nor is there a sign that the issuer has authorised it";
    let Some(folder) = authority() else { return };
    for (name, chain, why) in [
        ("ca-without", true, None),
        ("ca", true, None),
        ("own", true, None),
        ("ca-without", false, Some(NO_SIGNER)),
        ("own-without", true, Some(NO_SIGNER)),
        ("own", false, Some(NO_ISSUER)),
        ("other", true, Some(UNAUTHORISED)),
        ("stranger", true, Some(UNAUTHORISED)),
        ("another", true, Some("it says nothing of this certificate")),
    ] {
        let response = folder.read(&format!("{name}.der")).unwrap();
        for settings in [tls13 as fn(&mut Plan), tls12] {
            let [proof] = &claims(&response, chain, settings)[..] else { panic!("{name}: one claim") };
            match (&proof.verdict, why) {
                (Verdict::Proven, None) => {}
                (Verdict::NotProvable(said), Some(why)) => assert_eq!(said.to_string(), why, "{name}"),
                (verdict, _) => panic!("{name}, chain {chain}: {verdict:?}"),
            }
        }
        // Any other byte in what is signed makes it false, as long as it is known who should have signed it.
        let mut forged = response.clone();
        // The last digit of the seconds of producedAt, the first time in it (GeneralizedTime, 15 characters).
        let time = forged.windows(2).position(|bytes| bytes == [0x18, 15]).unwrap();
        forged[time + 15] ^= 1;
        let [proof] = &claims(&forged, chain, tls13)[..] else { panic!("{name}: one claim") };
        match why {
            Some(NO_SIGNER) => assert!(matches!(proof.verdict, Verdict::NotProvable(_)), "{name}: {proof}"),
            _ => assert!(matches!(proof.verdict, Verdict::False(_)), "{name}, chain {chain}: {proof}"),
        }
    }
}

#[test]
fn a_response_without_an_answer_claims_nothing() {
    let busy = [0x30, 3, 0x0a, 1, 3]; // tryLater
    assert_eq!(claims(&busy, true, tls13), []);
    let [proof] = &claims(&[0x30, 1, 2], true, tls13)[..] else { panic!("one claim") };
    let Verdict::NotProvable(why) = &proof.verdict else { panic!("{proof}") };
    assert_eq!(why.to_string(), "OpenSSL cannot read it");
}
