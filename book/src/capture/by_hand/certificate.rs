//! Certificates: cut out of their messages, and what was signed with their keys.

use common::defaults;
use openssl::pkey::PKey;
use openssl::x509::X509;
use wire::Direction;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;

use super::messages;
use super::step::{Command, Part, Plan, slice};
use super::suite;

const CERTIFICATE: &str = "tls.handshake.certificate";
const PUBLIC_KEY: &str = "x509af.subjectPublicKeyInfo_element";

/// Cuts the certificates and the key of the first one out of a Certificate message, and checks who has signed
/// whom.
pub(super) fn chain(plan: &mut Plan, message: &Message) {
    let who = message.direction;
    let (file, bytes, tree) = match message.decompressed() {
        None => (messages::file(plan, message), message.bytes.clone(), message.tree()),
        Some(Err(why)) => {
            return plan.note(format!("The {who}'s certificate cannot be decompressed: {why}."));
        }
        Some(Ok(whole)) => {
            let name = format!("messages/{:02}-certificate-decompressed.bin", message.number);
            let text =
                "is compressed: what is in it was written here by tlsbook, as coreutils cannot decompress.";
            plan.note(format!("The {who}'s Certificate message {text}"));
            (plan.file(name, &whole.bytes), whole.bytes, whole.tree)
        }
    };
    let fields = messages::all(&tree, CERTIFICATE);
    let Some(first) = fields.first() else { return };
    let raw = PKey::public_key_from_der(first.bytes(&bytes)).is_ok();
    let key = if raw { Some(first) } else { first.find(PUBLIC_KEY) };
    if let Some(key) = key {
        let why = format!("the {who}'s public key: SubjectPublicKeyInfo, a part of its certificate");
        let command = Command::Copy(vec![slice(&file, key.span.clone())]);
        plan.step(format!("{who} public key"), &format!("{who}-key.der"), why, command, None);
    }
    if raw {
        return plan.note(format!("The {who} has a raw public key: nobody has signed it."));
    }
    let mut files = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let why = format!("certificate {index} of the {who}, a part of its Certificate message");
        let command = Command::Copy(vec![slice(&file, field.span.clone())]);
        let name = format!("{who} certificate {index}");
        files.push(plan.step(name, &format!("{who}-certificate-{index}.der"), why, command, None));
    }
    for (index, pair) in files.windows(2).enumerate() {
        let [certificate, issuer] = pair else { continue };
        issued(plan, &format!("{who} certificate {index} by {}", index + 1), certificate, issuer);
    }
    let (Some(last), Some(field)) = (files.last(), fields.last()) else { return };
    top(plan, who, files.len() - 1, last, field.bytes(&bytes));
}

fn issued(plan: &mut Plan, name: &str, certificate: &Part, issuer: &Part) {
    let command = Command::Issued { issuer: issuer.clone(), certificate: certificate.clone() };
    let file = format!("{}.txt", name.replace(' ', "-"));
    plan.step(
        name,
        &file,
        "the certificate was signed with the key of its issuer",
        command,
        Some(Vec::new()),
    );
}

/// The issuer of the last certificate: itself, the CA of this project, or one that is not known here.
fn top(plan: &mut Plan, who: Direction, index: usize, last: &Part, der: &[u8]) {
    let Ok(certificate) = X509::from_der(der) else {
        return plan.note(format!("Certificate {index} of the {who} cannot be read by OpenSSL."));
    };
    let signed_with = |ca: &X509| ca.public_key().and_then(|key| certificate.verify(&key)).unwrap_or(false);
    if signed_with(&certificate) {
        return issued(plan, &format!("{who} certificate {index} by itself"), last, last);
    }
    let ca = std::fs::read(defaults::certs(defaults::CA_CERT_FILE)).unwrap_or_default();
    match X509::from_pem(&ca) {
        Ok(x509) if signed_with(&x509) => {
            let ca = plan.file("inputs/ca.pem", &ca);
            issued(plan, &format!("{who} certificate {index} by the CA"), last, &ca);
        }
        _ => plan.note(format!(
            "Who signed certificate {index} of the {who} is not known here; with the CA's certificate: \
             verifycert CA.pem computed/{who}-certificate-{index}.der"
        )),
    }
    let _ = openssl::error::ErrorStack::get(); // what OpenSSL cannot read leaves errors in the queue
}

/// Checks the signature in a message: a Certificate Verify or a Server Key Exchange. `content` is what was
/// signed.
pub(super) fn signature(plan: &mut Plan, message: &Message, field: &str, why: &str, content: Vec<Part>) {
    let who = message.direction;
    let title = message.title();
    if let Some(why) = messages::not_provable(message) {
        return plan.note(format!("The signature in the {who}'s {title} cannot be checked: {why}."));
    }
    let code = messages::number(message, "tls.handshake.sig_hash_alg").and_then(|code| code.try_into().ok());
    let Some(scheme) = code.and_then(suite::scheme) else {
        return plan.note(format!(
            "The signature in the {who}'s {title} cannot be checked: rsaver and ecdsaver do not have its scheme."
        ));
    };
    let key = format!("{who}-key.der");
    let Some(signature) = messages::field(plan, message, field).filter(|_| plan.has(&key)) else {
        return plan
            .note(format!("The signature in the {who}'s {title} cannot be checked: there is no key."));
    };
    // A server may sign in a Server Key Exchange, a client in a Certificate Verify; each signs once.
    let content = plan.step(
        format!("{who} signed content"),
        &format!("{who}-signed.bin"),
        why,
        Command::Copy(content),
        None,
    );
    let why = format!("the signature in the {title}, with scheme 0x{:04x}", code.unwrap_or_default());
    let signature = plan.step(
        format!("{who} signature"),
        &format!("{who}-signature.bin"),
        &why,
        Command::Copy(vec![signature]),
        None,
    );
    let key = Part::File(format!("computed/{key}"));
    let command = Command::Verify { scheme, key, signature, content };
    let file = format!("{who}-verified.txt");
    plan.step(
        format!("{who} {title}"),
        &file,
        format!("{why} and the {who}'s key"),
        command,
        Some(Vec::new()),
    );
}

/// Whether it is a message with certificates.
pub(super) fn is_certificate(kind: &Kind) -> bool {
    matches!(kind, Kind::Handshake(ty::CERTIFICATE | ty::COMPRESSED_CERTIFICATE))
}
