//! The story of a failure: the last good step, who refused and why, what the other side and others learn, what to try.

use maud::{Markup, html};
use wire::fields::Escaped;
use wire::names;
use wire::{Direction, Epoch};

use super::facts::Refusal;
use super::part::Page;
use super::say;
use crate::words::{Words, both};

/// The story; nothing if the session did not fail.
pub(super) fn show(page: &Page) -> Markup {
    if !page.facts.has_failed() {
        return html! {};
    }
    html! {
        div.failure.card {
            h2 { (both("How it failed", "失敗の経過")) }
            dl.steps {
                dt { (both("Last good step", "最後に成功した手順")) } dd { (last(page)) }
                @match &page.facts.refusal {
                    Some(refusal) => (refused(page, refusal)),
                    None => {
                        dt { (both("Then", "その後")) }
                        dd { (both(
                            "The connection ended, and no alert says why. Only the program that closed it knows: look at its error message.",
                            "理由を示すアラートがないまま、接続が終わりました。理由は、接続を閉じたプログラムのエラーメッセージでしかわかりません。",
                        )) }
                    },
                }
            }
        }
    }
}

fn last(page: &Page) -> Markup {
    match page.facts.last_good() {
        Some(number) => message(page, number),
        None if page.facts.handshake.is_empty() => {
            both("None: no handshake message came.", "なし（ハンドシェイクのメッセージがない）")
        }
        None if page.facts.refused().is_some() => {
            both("None: the first message was refused.", "なし（最初のメッセージで拒否）")
        }
        None => both(
            "Not known: the alert may be about any message.",
            "不明（どのメッセージに対するアラートかは特定できない）",
        ),
    }
}

/// A message, with a link to it.
fn message(page: &Page, number: u64) -> Markup {
    let found = page.session.messages().find(|message| message.number == number);
    html! {
        @if let Some(message) = found {
            a href={ "#" (page.scope.message(number)) } { (message.title()) }
            @let way = say::way(message.direction);
            (both(html! { ", " (way.en) }, html! { "（" (way.ja) "）" }))
        }
    }
}

fn refused(page: &Page, refusal: &Refusal) -> Markup {
    let alert = names::alert_description(refusal.code.into()).unwrap_or("Unknown");
    let who = say::who(refusal.by);
    let other = say::who(refusal.by.opposite());
    let text = texts::find(&format!("alert/{alert}"));
    html! {
        dt { (both("Who refused", "拒否した側")) }
        dd { (both(html! { "The " (who.en) ", with the alert " (link(page, refusal, alert)) }, html! { (who.ja) "（アラート " (link(page, refusal, alert)) "）" })) }
        @if let Some(said) = said(page, refusal.by) {
            dt { (both("Its error message", "そのエラーメッセージ")) } dd { code { (Escaped(said)) } }
        }
        @if let Some(number) = page.facts.refused() {
            dt { (both("What was refused", "拒否されたもの")) } dd { (message(page, number)) }
        }
        @if page.facts.is_certificate_changed() {
            dt { (both("Why", "理由")) } dd { (both(
                "A signature in the chain of certificates does not fit: a certificate was changed after the CA had signed it, or another key has signed it. What came behind the certificate was not read any more.",
                "証明書チェーンの署名が証明書の内容と一致しません。CAが署名したあとで証明書が変更されたか、別の鍵で署名されています。証明書より後のメッセージは、もう読まれていません。",
            )) }
        } @else if let Some(text) = text {
            dt { (both("Why", "理由")) } dd { (Words::from(text)) }
        }
        dt { (both("What the other side and others learn", "相手と第三者にわかること")) }
        dd { (learned(refusal, &other)) }
        dt { (both("What to try", "対処方法")) }
        dd {
            @if page.facts.is_certificate_changed() {
                (both("Use the certificate as the CA has signed it, or have it signed anew.", "CAが署名したままの証明書を使うか、署名し直してもらいます。"))
            } @else {
                (advice(refusal.code, refusal.by))
            }
        }
    }
}

/// The line with which the program on this side says what failed, if its terminal is known.
fn said<'a>(page: &Page<'a>, side: Direction) -> Option<&'a str> {
    let [client, server] = page.session.terminals.as_ref()?;
    let terminal = if side == Direction::FromClient { client } else { server };
    terminal.lines.iter().map(|line| line.text.as_str()).find(|line| line.starts_with("ERROR: "))
}

fn link(page: &Page, refusal: &Refusal, alert: &str) -> Markup {
    html! { a href={ "#" (page.scope.message(refusal.message)) } { (alert) " (" (refusal.code) ")" } }
}

/// What the alert tells, and to whom.
fn learned(refusal: &Refusal, other: &Words) -> Words {
    let code = refusal.code;
    match refusal.epoch {
        Epoch::Clear => Words::new(
            format!(
                "The {} learns the number {code} and nothing else: not which check failed, nor at which value. The alert is not protected, so everyone on the way reads the number, too, and could have forged it.",
                other.en
            ),
            format!(
                "{}に伝わるのは番号{code}だけで、どの検査がどの値で失敗したかは伝わりません。アラートは保護されていないため、経路上の誰もが番号を読め、偽造もできます。",
                other.ja
            ),
        ),
        _ => Words::new(
            format!(
                "The {} learns the number {code} and nothing else: not which check failed, nor at which value. The alert is encrypted: others see a short record, and that the connection ends.",
                other.en
            ),
            format!(
                "{}に伝わるのは番号{code}だけで、どの検査がどの値で失敗したかは伝わりません。アラートは暗号化されているため、第三者に見えるのは短いレコードと、接続が終わることだけです。",
                other.ja
            ),
        ),
    }
}

/// What usually helps.
fn advice(code: u8, by: Direction) -> Words {
    let other = say::who(by.opposite());
    match code {
        40 => Words::new(
            "Compare what both ends allow: versions, cipher suites, groups, signature algorithms. The table of what was offered is below; the other list is in the settings of the side that refused.",
            "双方が許可するバージョン、暗号スイート、グループ、署名スキームを比べます。提案された値は下の表にあり、もう一方の値は拒否した側の設定にあります。",
        ),
        42 | 43 | 46 => Words::new(
            "Check the certificate below: its key usage, its algorithm, and whether it was damaged. OpenSSL's message on the side that refused names the check.",
            "下の証明書を調べます（鍵用途、アルゴリズム、破損の有無）。どの検査で失敗したかは、拒否した側のOpenSSLのメッセージに出ます。",
        ),
        45 => Words::new(
            "Compare the dates of the certificate below with the clock of the side that refused. Renew the certificate, or set the clock.",
            "下の証明書の有効期間と、拒否した側の時計を比べます。証明書を更新するか、時計を合わせます。",
        ),
        48 => Words::new(
            "Give the side that refused the CA certificate that signed the chain below, and let the other side send the certificates between.",
            "下の証明書チェーンに署名したCAの証明書を、拒否した側に指定します。中間の証明書は、提示する側がすべて送る必要があります。",
        ),
        51 => Words::new(
            "Check that the certificate and the private key belong together, and that both ends have the same pre-shared key.",
            "証明書とプライベート鍵が対になっているか、双方の事前共有鍵が同じかを確かめます。",
        ),
        70 => Words::new(
            format!(
                "Allow a version on the {} that the other side has: compare --min-version and --max-version of both.",
                other.en
            ),
            format!(
                "{}で、相手も使えるバージョンを許可します。双方の--min-versionと--max-versionを比べてください。",
                other.ja
            ),
        ),
        71 => Words::new(
            "What was offered is too weak for the side that refused: offer a stronger suite or group, or a longer key.",
            "提案された内容は、拒否した側には弱すぎます。より強い暗号スイートやグループ、より長い鍵を使います。",
        ),
        109 => Words::new(
            "The side that refused misses an extension that this handshake needs. Both ends should be of the same standard: look at the extensions of the hello.",
            "拒否した側が、このハンドシェイクに必要な拡張がないと判断しました。双方が同じ仕様に従っているか、Helloの拡張を確かめます。",
        ),
        112 => Words::new(
            "The server does not know the name that the client asked for: compare server_name with the names that the server has.",
            "クライアントが指定した名前は、サーバーにありません。server_nameの値と、サーバーに設定した名前を比べます。",
        ),
        115 => Words::new(
            "The server does not know the identity of the pre-shared key: both ends must have the same identity and key.",
            "事前共有鍵のアイデンティティが、サーバーに登録されていません。双方に同じアイデンティティと鍵を設定します。",
        ),
        116 => Words::new(
            "Give the client a certificate and its private key, from a CA that the server trusts.",
            "サーバーが信頼するCAの発行した証明書と、そのプライベート鍵を、クライアントに指定します。",
        ),
        120 => Words::new(
            "Offer an ALPN protocol that the server has, or none at all.",
            "サーバーが対応するALPNのプロトコルを提案するか、ALPNを使わないようにします。",
        ),
        _ => Words::new(
            "The error message of the side that refused says more than the alert: start that program with --state and --trace=full.",
            "拒否した側のエラーメッセージのほうが、アラートより詳しい情報を持っています。そのプログラムを--stateと--trace=fullを付けて実行してください。",
        ),
    }
}
