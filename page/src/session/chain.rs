//! The certificates of the session, and how they can be checked, step by step.

use maud::{Markup, html};
use openssl::asn1::Asn1Time;
use openssl::nid::Nid;
use openssl::x509::{X509, X509NameRef, X509Ref};
use wire::fields::Escaped;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::proof::about;
use wire::{Direction, Epoch};

use super::part::{Page, protected};
use super::say;
use crate::words::{Words, both};

const CERTIFICATE: &str = "tls.handshake.certificate";
const SERVER_NAME: &str = "tls.handshake.extensions_server_name";

/// The most certificates of a message.
const CERTIFICATES: usize = 10;

/// How a check ended.
enum Outcome {
    Holds,
    Fails,
    Unknown,
}

/// One check.
struct Check {
    what: Words,
    outcome: Outcome,
}

/// The section; nothing if no certificate was sent.
pub(super) fn show(page: &Page) -> Markup {
    let messages: Vec<&Message> = page.session.messages().filter(|message| is_chain(message)).collect();
    if messages.is_empty() {
        return html! {};
    }
    let heading = Words::new("The certificates, and their check", "証明書とその検証");
    let body = html! { @for message in messages {
        @let shown = one(page, message);
        @if message.epoch == Epoch::Clear { (shown) } @else {
            (protected(&shown, &html! { p { (both("TLS 1.3 encrypts the certificates.", "TLS 1.3では証明書も暗号化されます。")) } }))
        }
    } };
    page.section("certificates", &heading, &body)
}

fn is_chain(message: &Message) -> bool {
    matches!(message.kind, Kind::Handshake(ty::CERTIFICATE | ty::COMPRESSED_CERTIFICATE))
}

/// The certificates in a message, the sender's own first; `None` for one that OpenSSL cannot read.
fn certificates(message: &Message) -> Vec<Option<X509>> {
    let whole = message.decompressed().and_then(Result::ok);
    let (tree, bytes) = match &whole {
        Some(whole) => (whole.tree.clone(), whole.bytes.as_slice()),
        None => (message.tree(), message.bytes.as_slice()),
    };
    let mut found = Vec::new();
    tree.walk(&mut |field, _| {
        if field.label.filter == Some(CERTIFICATE) && found.len() < CERTIFICATES {
            found.push(X509::from_der(field.bytes(bytes)).ok());
        }
    });
    found
}

fn one(page: &Page, message: &Message) -> Markup {
    let certificates = certificates(message);
    let who = say::who(message.direction);
    let checks = checks(page, message, &certificates);
    html! {
        h3 { (both(html! { "Of the " (who.en) ", in message " (link(page, message)) }, html! { (who.ja) "の証明書（メッセージ " (link(page, message)) "）" })) }
        @if certificates.is_empty() { p { (both("The list is empty: there is no certificate.", "一覧は空です（証明書なし）。")) } }
        div.chain {
            @for (number, certificate) in certificates.iter().enumerate() {
                div.card {
                    @match certificate {
                        Some(certificate) => (card(number, certificate)),
                        None => p.bad { (both("OpenSSL cannot read this certificate.", "OpenSSLはこの証明書を読めません。")) },
                    }
                }
            }
        }
        ol.checks {
            @for check in &checks {
                li { @match check.outcome {
                    Outcome::Holds => strong.good { "✓ " },
                    Outcome::Fails => strong.bad { "✗ " },
                    Outcome::Unknown => strong.unknown { "? " },
                } (check.what) }
            }
        }
    }
}

fn link(page: &Page, message: &Message) -> Markup {
    html! { a href={ "#" (page.scope.message(message.number)) } { (message.number) } }
}

fn card(number: usize, certificate: &X509Ref) -> Markup {
    let key = certificate.public_key().ok();
    let algorithm = certificate.signature_algorithm().object().nid().long_name().unwrap_or("?");
    html! {
        p.eyebrow { "#" (number) }
        dl {
            dt { (both("subject", "サブジェクト")) } dd { (name(certificate.subject_name())) }
            dt { (both("issuer", "発行者")) } dd { (name(certificate.issuer_name())) }
            dt { (both("valid", "有効期間")) } dd { (certificate.not_before().to_string()) " – " (certificate.not_after().to_string()) }
            dt { (both("names", "サブジェクト代替名")) } dd { (names(certificate).join(", ")) }
            dt { (both("key", "公開鍵")) } dd { @if let Some(key) = &key { (kind(key.id())) " " (key.bits()) " bit" } }
            dt { (both("signed with", "署名アルゴリズム")) } dd { (algorithm) }
        }
    }
}

fn kind(id: openssl::pkey::Id) -> &'static str {
    Nid::from_raw(id.as_raw()).long_name().unwrap_or("?")
}

/// `C=JP, CN=Example`, as text that cannot steer anything.
fn name(name: &X509NameRef) -> String {
    let parts = name.entries().map(|entry| {
        let kind = entry.object().nid().short_name().unwrap_or("?");
        let value = entry.data().to_string().unwrap_or_default();
        format!("{kind}={}", Escaped(&value))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// The names that a certificate is for.
fn names(certificate: &X509Ref) -> Vec<String> {
    let Some(names) = certificate.subject_alt_names() else { return Vec::new() };
    names.iter().take(50).filter_map(|name| name.dnsname().map(|name| Escaped(name).to_string())).collect()
}

/// What can be checked with the session alone.
fn checks(page: &Page, message: &Message, certificates: &[Option<X509>]) -> Vec<Check> {
    let Some(Some(own)) = certificates.first() else { return Vec::new() };
    let mut checks = Vec::new();
    let mut add = |what, outcome| checks.push(Check { what, outcome });
    let holds = |good| if good { Outcome::Holds } else { Outcome::Fails };
    for (number, pair) in certificates.windows(2).enumerate() {
        let [Some(below), Some(above)] = pair else { continue };
        let next = number + 1;
        let signed = above.public_key().and_then(|key| below.verify(&key)).unwrap_or(false);
        add(
            Words::new(
                format!("The signature of #{number} was made with the key of #{next}."),
                format!("#{number}の署名は、#{next}の鍵で作られたものです。"),
            ),
            holds(signed),
        );
    }
    if let Some(Some(last)) = certificates.last() {
        let itself = last.public_key().and_then(|key| last.verify(&key)).unwrap_or(false);
        let number = certificates.len() - 1;
        if itself {
            add(
                Words::new(
                    format!(
                        "#{number} signs itself. Whether it is trusted, only the settings of the other side say."
                    ),
                    format!("#{number}は自己署名です。信頼されるかどうかは、相手側の設定によります。"),
                ),
                Outcome::Unknown,
            );
        } else {
            add(
                Words::new(
                    format!(
                        "The issuer of #{number} is not in the session: the other side must have its certificate."
                    ),
                    format!(
                        "#{number}の発行者の証明書は、セッションに含まれません。相手側が持っている必要があります。"
                    ),
                ),
                Outcome::Unknown,
            );
        }
    }
    if let Some(valid) = valid_at(own, page.session.since_1970.as_secs()) {
        add(
            Words::new(
                "#0 was valid when the session began.",
                "#0は、セッションの開始時に有効期間内でした。",
            ),
            holds(valid),
        );
    }
    if message.direction == Direction::FromServer {
        checks.extend(name_check(page, own));
    }
    checks.extend(possession(page, message));
    checks.push(reaction(page, message));
    checks
}

/// Whether the certificate was valid at a time, in seconds since 1970.
fn valid_at(certificate: &X509Ref, seconds: u64) -> Option<bool> {
    let time = Asn1Time::from_unix(seconds.try_into().ok()?).ok()?;
    Some(certificate.not_before() <= time && certificate.not_after() >= time)
}

/// Whether the name that the client asked for is in the certificate.
fn name_check(page: &Page, own: &X509Ref) -> Option<Check> {
    let hello = page.session.messages().find(|message| message.kind == Kind::Handshake(ty::CLIENT_HELLO))?;
    let tree = hello.tree();
    let Some(field) = tree.find(SERVER_NAME) else {
        return Some(Check {
            what: Words::new(
                "The client did not say which name it expects, so that cannot be compared here.",
                "クライアントが期待する名前は送られていないため、ここでは照合できません。",
            ),
            outcome: Outcome::Unknown,
        });
    };
    let asked = String::from_utf8_lossy(field.bytes(&hello.bytes)).into_owned();
    let fits = own.subject_alt_names().is_some_and(|names| {
        names.iter().filter_map(|name| name.dnsname()).any(|name| matches_name(name, &asked))
    });
    let shown = Escaped(&asked).to_string();
    Some(Check {
        what: Words::new(
            format!("#0 is for the name that the client asked for, {shown}."),
            format!("#0は、クライアントが指定した名前{shown}の証明書です。"),
        ),
        outcome: if fits { Outcome::Holds } else { Outcome::Fails },
    })
}

/// RFC 6125 section 6.4: a star stands for the leftmost label.
fn matches_name(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(rest) => {
            name.split_once('.').is_some_and(|(label, of)| !label.is_empty() && of.eq_ignore_ascii_case(rest))
        }
        None => pattern.eq_ignore_ascii_case(name),
    }
}

/// Whether the sender has the private key.
fn possession(page: &Page, message: &Message) -> Vec<Check> {
    let signed = page.session.messages().filter(|other| other.direction == message.direction);
    let proofs = signed.flat_map(|other| &other.proofs);
    proofs
        .filter(|proof| [about::CERTIFICATE_VERIFY, about::SERVER_KEY_EXCHANGE].contains(&proof.about))
        .map(|proof| Check {
            what: Words::new(
                "The sender has the private key of #0: it signed the handshake with it.",
                "送信者は#0のプライベート鍵を持っています。その鍵でハンドシェイクに署名しました。",
            ),
            outcome: match proof.verdict {
                wire::proof::Verdict::Proven => Outcome::Holds,
                wire::proof::Verdict::False(_) => Outcome::Fails,
                wire::proof::Verdict::NotProvable(_) => Outcome::Unknown,
            },
        })
        .collect()
}

/// What the other side made of it.
fn reaction(page: &Page, message: &Message) -> Check {
    let other = message.direction.opposite();
    let who = say::who(other);
    let refused = page.facts.refusal.as_ref().filter(|refusal| refusal.by == other);
    let finished = match other {
        Direction::FromClient => page.facts.client.finished,
        Direction::FromServer => page.facts.server.finished && page.facts.refusal.is_none(),
    };
    match refused {
        Some(refusal) => {
            let alert = wire::names::alert_description(refusal.code.into()).unwrap_or("Unknown");
            Check {
                what: Words::new(
                    format!("The {} refused, with {alert}.", who.en),
                    format!("{}は{alert}で拒否しました。", who.ja),
                ),
                outcome: Outcome::Fails,
            }
        }
        None if finished => Check {
            what: Words::new(
                format!("The {} went on: it accepted the certificate, or did not look at it.", who.en),
                format!(
                    "{}はハンドシェイクを続けました。証明書を受け入れたか、検証していないかのどちらかです。",
                    who.ja
                ),
            ),
            outcome: Outcome::Unknown,
        },
        None => Check {
            what: Words::new(
                format!("What the {} made of it is not known.", who.en),
                format!("{}の判断はわかりません。", who.ja),
            ),
            outcome: Outcome::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_label() {
        assert!(matches_name("localhost", "LOCALHOST") && matches_name("*.example.com", "www.example.com"));
        for name in ["example.com", ".example.com", "a.b.example.com"] {
            assert!(!matches_name("*.example.com", name), "{name}");
        }
    }
}
