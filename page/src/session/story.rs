//! What happened: a sentence or two, what was proven, and how it failed if it did.

use maud::{Markup, html};
use wire::fields::Escaped;
use wire::message::Message;
use wire::names;
use wire::proof::{Proof, Verdict};
use wire::render::{date, json::How};

use super::facts::{Early, Facts, Sent};
use super::part::{Page, Place};
use super::{failure, say};
use crate::words::{Words, both};

/// The head of a session's page.
pub(super) fn show(page: &Page) -> Markup {
    let session = page.session;
    let when = date::utc(session.since_1970).unwrap_or_default();
    html! {
        header.story id=(page.scope.anchor("story")) {
            p.eyebrow { (Escaped(&session.client)) " → " (Escaped(&session.server)) " · " time { (when) } }
            @if page.place == Place::Alone { h1 { (page.facts.kind()) } } @else { h2.kind { (page.facts.kind()) } }
            p.lead { (summary(page)) }
            (failure::show(page))
            @for remark in &session.remarks { p.unknown { (Escaped(remark)) } }
            (left_out(page))
            (proofs(page))
        }
    }
}

/// Two sentences.
fn summary(page: &Page) -> Words {
    let facts = page.facts;
    let first = if facts.is_complete() { agreed(page) } else { stopped(facts) };
    let second = talked(facts, page.session.end);
    Words::new(format!("{} {}", first.en, second.en), format!("{}{}", first.ja, second.ja))
}

fn agreed(page: &Page) -> Words {
    let facts = page.facts;
    let suite = names::cipher_suite(facts.suite.into()).unwrap_or("an unknown cipher suite");
    let version = facts.version_name();
    let trips = facts.round_trips.len();
    let took = facts.ready.map(say::time).unwrap_or_default();
    let by = match (facts.psk, facts.resumed) {
        (true, Some(true)) => (
            "Both proved that they still have the secret of an earlier session, so no certificate was needed.",
            "以前のセッションのシークレットを双方が持っていることを確かめたため、証明書は送っていません。",
        ),
        (true, _) => (
            "Both proved that they have the same pre-shared key, so no certificate was needed.",
            "双方が同じ事前共有鍵を持っていることを確かめたため、証明書は送っていません。",
        ),
        (false, _) if facts.client_certificate => {
            ("Each showed the other a certificate.", "双方が証明書で相手を認証しました。")
        }
        (false, _) => ("The server showed a certificate.", "サーバーは証明書を提示しました。"),
    };
    let early = match facts.early {
        Early::NotOffered => ("", ""),
        Early::Accepted => (
            " Data went with the first flight, before any answer, and the server took it.",
            "最初のフライトで送ったEarly Dataを、サーバーは受け入れました。",
        ),
        Early::Refused => (
            " Data went with the first flight, and the server did not take it.",
            "最初のフライトで送ったEarly Dataを、サーバーは受け入れませんでした。",
        ),
    };
    let s = if trips == 1 { "" } else { "s" };
    Words::new(
        format!(
            "Client and server agreed on {version} with {suite} in {trips} round trip{s}, after {took}. {}{}",
            by.0, early.0
        ),
        format!(
            "クライアントとサーバーは、{trips}往復（{took}）で{version}と{suite}に合意しました。{}{}",
            by.1, early.1
        ),
    )
}

fn stopped(facts: &Facts) -> Words {
    if facts.closed > 0 && facts.server_hello {
        return Words::new(
            "The two agreed on a version and a cipher suite. What came after that is protected by keys that are not known here, so it is not known how the handshake went on.",
            "バージョンと暗号スイートには合意しています。それ以降は、ここではわからない鍵で保護されているため、ハンドシェイクがどう進んだかはわかりません。",
        );
    }
    match (facts.client_hello, facts.server_hello) {
        (_, true) => Words::new(
            "The server answered, but the handshake was not completed.",
            "サーバーは応答しましたが、ハンドシェイクは完了しませんでした。",
        ),
        (true, false) => Words::new(
            "The client asked for a session, and the server made none.",
            "クライアントが接続を求めましたが、セッションは始まりませんでした。",
        ),
        (false, false) => Words::new("There was no Client Hello.", "Client Helloがありませんでした。"),
    }
}

/// What was said after the handshake, and how it ended.
fn talked(facts: &Facts, end: How) -> Words {
    let amount = |sent: &Sent| {
        let s = if sent.records == 1 { "" } else { "s" };
        (
            format!("{} bytes in {} record{s}", sent.bytes, sent.records),
            format!("{}個のレコードで{}バイト", sent.records, sent.bytes),
        )
    };
    let (client, server) = (amount(&facts.client), amount(&facts.server));
    let data = match (facts.client.records, facts.server.records) {
        (0, 0) => {
            ("No application data was sent".to_owned(), "アプリケーションデータはありません".to_owned())
        }
        (_, 0) => (
            format!("The client sent {} of data", client.0),
            format!("クライアントが{}のデータを送りました", client.1),
        ),
        (0, _) => (
            format!("The server sent {} of data", server.0),
            format!("サーバーが{}のデータを送りました", server.1),
        ),
        _ => (
            format!("The client sent {} of data, the server {}", client.0, server.0),
            format!("クライアントは{}、サーバーは{}のデータを送りました", client.1, server.1),
        ),
    };
    let ended = match (facts.client.close_notify, facts.server.close_notify, end) {
        (true, true, _) => ("; both closed in good order.", "。双方がclose_notifyで終えています。"),
        (true, false, _) => {
            ("; only the client sent close_notify.", "。close_notifyを送ったのはクライアントだけです。")
        }
        (false, true, _) => {
            ("; only the server sent close_notify.", "。close_notifyを送ったのはサーバーだけです。")
        }
        (false, false, How::Reset(_)) => {
            ("; the TCP connection was broken off.", "。TCP接続は途中で切断されました。")
        }
        (false, false, How::Closed) => {
            ("; neither sent close_notify.", "。close_notifyはどちらからもありません。")
        }
        (false, false, How::Followed) => (
            "; another session follows on the TCP connection.",
            "。同じTCP接続で、別のセッションが続きます。",
        ),
        (false, false, How::Open) => {
            ("; the end of the connection was not recorded.", "。接続の終わりは記録されていません。")
        }
    };
    Words::new(data.0 + ended.0, data.1 + ended.1)
}

fn left_out(page: &Page) -> Markup {
    let left = page.session.left_out;
    let [client, server] = page.session.other_bytes;
    html! {
        @if client + server > 0 {
            p.unknown { (both(
                html! { "Outside of TLS, the client sent " (client) " bytes on the TCP connection, the server " (server) ": they are left out." },
                html! { "このTCP接続では、TLSの外でもクライアントが" (client) "バイト、サーバーが" (server) "バイトを送っています。これは載せていません。" },
            )) }
        }
        @if left.gaps > 0 {
            p.unknown { (both(
                html! { "Bytes are missing from the capture in " (left.gaps) " more places than are shown." },
                html! { "キャプチャーに欠けている箇所は、載せたもののほかに" (left.gaps) "か所あります。" },
            )) }
        }
        @if left.records + left.messages + left.steps > 0 {
            p.unknown { (both(
                html! { "Not on this page, because there are so many: " (left.records) " records, " (left.messages) " messages, " (left.steps) " keys and steps of the key schedule." },
                html! { "数が多いため、次のものは載せていません：レコード" (left.records) "個、メッセージ" (left.messages) "個、鍵と鍵スケジュールの手順" (left.steps) "個。" },
            )) }
        }
    }
}

/// All proofs: those that failed first, and those that say more than that a key follows from its secret.
fn proofs(page: &Page) -> Markup {
    let of_messages = page.session.messages().flat_map(|message: &Message| {
        message.proofs.iter().map(|proof| (Some(page.scope.message(message.number)), proof))
    });
    let of_keys = page.session.keys.iter().flat_map(|key| key.proofs.iter().map(|proof| (None, proof)));
    let mut all: Vec<(Option<String>, &Proof)> = of_messages.chain(of_keys).collect();
    all.sort_by_key(|(_, proof)| match proof.verdict {
        Verdict::False(_) => 0,
        Verdict::NotProvable(_) => 1,
        Verdict::Proven => 2,
    });
    let count = |wanted: fn(&Verdict) -> bool| all.iter().filter(|(_, proof)| wanted(&proof.verdict)).count();
    let proven = count(|verdict| matches!(verdict, Verdict::Proven));
    let open = count(|verdict| matches!(verdict, Verdict::NotProvable(_)));
    let wrong = count(|verdict| matches!(verdict, Verdict::False(_)));
    html! {
        @if !all.is_empty() {
            details.proofs.card open[wrong > 0] {
                summary {
                    span.good { "✓ " (both(format!("{proven} proven"), format!("証明済み{proven}件"))) } " "
                    @if open > 0 { span.unknown { "? " (both(format!("{open} not provable here"), format!("証明できない{open}件"))) } " " }
                    @if wrong > 0 { span.bad { "✗ " (both(format!("{wrong} FALSE"), format!("偽{wrong}件"))) } }
                    span.faint { (both("recomputed from the bytes and the secrets", "バイト列とシークレットから再計算した結果")) }
                }
                ul {
                    @for (anchor, proof) in &all {
                        li {
                            (say::proof(proof))
                            @if let Some(text) = texts::find(proof.about) { " " a.more href={ "#" (page.glossary.anchor(text)) } { (both("why", "理由")) } }
                            @if let Some(anchor) = anchor { " " a.more href={ "#" (anchor) } { (both("where", "場所")) } }
                        }
                    }
                }
            }
        }
    }
}
