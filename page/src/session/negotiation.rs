//! What was offered, what was chosen, and why the others lost, as far as the session shows it.

use maud::{Markup, html};
use texts::Lang;
use wire::fields::Field;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::{Direction, Epoch};

use super::part::{Page, protected};
use super::tree;
use crate::words::{Words, both};

const VERSION: &str = "tls.handshake.extensions.supported_version";
const LEGACY_VERSION: &str = "tls.handshake.version";
const SUITE: &str = "tls.handshake.ciphersuite";
const GROUP: &str = "tls.handshake.extensions_supported_group";
const SHARE: &str = "tls.handshake.extensions_key_share_group";
const CURVE: &str = "tls.handshake.server_named_curve";
const SCHEME: &str = "tls.handshake.sig_hash_alg";
const ALPN: &str = "tls.handshake.extensions_alpn_str";
const IDENTITY: &str = "tls.handshake.extensions.psk.identity.identity";
const SELECTED: &str = "tls.handshake.extensions.psk.identity.selected";
const TLS13: u16 = 0x0304;

/// The most values of a list, and how many of them are shown before the others fold.
const VALUES: usize = 64;
const UNFOLDED: usize = 12;

/// One thing that is negotiated.
struct Matter {
    what: Words,
    offered: Vec<String>,
    chosen: Option<String>,
    /// Whether the choice is made in a protected message.
    hidden: bool,
    why: Words,
}

/// The section; nothing without a Client Hello.
pub(super) fn show(page: &Page) -> Markup {
    let Some(hello) = first(page, ty::CLIENT_HELLO) else { return html! {} };
    let matters = matters(page, hello);
    let heading = Words::new("What was negotiated", "ネゴシエーション");
    let body = html! {
        div.matters {
            @for matter in &matters {
                @if !matter.offered.is_empty() || matter.chosen.is_some() { (one(matter)) }
            }
        }
    };
    page.section("negotiation", &heading, &body)
}

fn one(matter: &Matter) -> Markup {
    let is_chosen = |value: &String| matter.chosen.as_ref() == Some(value);
    let offer = |value: &String| html! { li.won[is_chosen(value) && !matter.hidden].won-inside[is_chosen(value) && matter.hidden] { (value) } };
    // What was chosen stays visible.
    let whole = matter.offered.iter().position(is_chosen).map_or(0, |at| at + 1).max(UNFOLDED);
    let (unfolded, folded) = matter.offered.split_at(whole.min(matter.offered.len()));
    let answer = html! {
        @match &matter.chosen {
            Some(chosen) => strong.chosen { "✓ " (chosen) },
            None => span.faint { (both("none chosen", "選択なし")) },
        }
        p { (matter.why) }
    };
    html! {
        div.matter {
            h3 { (matter.what) }
            p.unseen { (both("offered", "提案")) }
            ul.offers {
                @for value in unfolded { (offer(value)) }
                @if !folded.is_empty() {
                    li.rest { details {
                        summary { "+ " (folded.len()) }
                        ul { @for value in folded.iter().take(VALUES) { (offer(value)) } @if folded.len() > VALUES { li { "…" } } }
                    } }
                }
            }
            div {
                @if matter.hidden { (protected(&answer, &html! { p { (both("The answer is encrypted.", "応答は暗号化されています。")) } })) } @else { (answer) }
            }
        }
    }
}

fn matters(page: &Page, hello: &Message) -> Vec<Matter> {
    let server_hello = page
        .session
        .messages()
        .find(|message| message.kind == Kind::Handshake(ty::SERVER_HELLO) && !message.context.retry);
    let retry = page.session.messages().any(|message| message.context.retry);
    let of_server = |filter| server_hello.and_then(|message| values(message, filter).into_iter().next());
    let encrypted = first(page, ty::ENCRYPTED_EXTENSIONS);
    let versions = values(hello, VERSION);
    let offers_versions = !versions.is_empty();
    let tls13 = page.facts.version >= TLS13;
    let alpn = encrypted.or(server_hello).and_then(|message| values(message, ALPN).into_iter().next());
    vec![
        Matter {
            what: Words::new("Version", "バージョン"),
            offered: if offers_versions { versions } else { values(hello, LEGACY_VERSION) },
            chosen: of_server(VERSION).or(of_server(LEGACY_VERSION)),
            hidden: false,
            why: if server_hello.is_none() {
                no_answer()
            } else {
                Words::new(
                    "The server takes one that it has, normally the highest. Its own list is not in the session.",
                    "サーバーは、自分が対応するものの中から、通常は最も新しいものを選びます。サーバー側の一覧はセッションに現れません。",
                )
            },
        },
        Matter {
            what: Words::new("Cipher suite", "暗号スイート"),
            offered: values(hello, SUITE),
            chosen: of_server(SUITE),
            hidden: false,
            why: suites(tls13, server_hello.is_some()),
        },
        Matter {
            what: Words::new("Key exchange group", "鍵合意のグループ"),
            offered: values(hello, GROUP),
            chosen: of_server(SHARE).or(first(page, ty::SERVER_KEY_EXCHANGE)
                .and_then(|message| values(message, CURVE).into_iter().next())),
            hidden: false,
            why: groups(&values(hello, SHARE), retry, server_hello.is_some()),
        },
        Matter {
            what: Words::new("Signature", "署名スキーム"),
            offered: values(hello, SCHEME),
            chosen: page
                .session
                .messages()
                .find(|message| {
                    message.direction == Direction::FromServer
                        && matches!(
                            message.kind,
                            Kind::Handshake(ty::CERTIFICATE_VERIFY | ty::SERVER_KEY_EXCHANGE)
                        )
                })
                .and_then(|message| values(message, SCHEME).into_iter().next()),
            hidden: tls13,
            why: if page.facts.psk {
                Words::new(
                    "Nothing was signed: the pre-shared key stands for the server.",
                    "署名はありません。事前共有鍵がサーバーの認証を兼ねています。",
                )
            } else {
                Words::new(
                    "It must fit the key of the server's certificate; all schemes for other kinds of keys drop out. TLS 1.3 signs no handshake with PKCS #1 v1.5 or SHA-1.",
                    "サーバー証明書の鍵に合うものだけが候補になり、ほかの種類の鍵の署名スキームは外れます。TLS 1.3では、ハンドシェイクの署名にPKCS #1 v1.5とSHA-1は使えません。",
                )
            },
        },
        Matter {
            what: Words::new("Application protocol", "アプリケーションプロトコル（ALPN）"),
            offered: values(hello, ALPN),
            chosen: alpn,
            hidden: encrypted.is_some(),
            why: Words::new(
                "The server takes the first of its own list that the client offers. If none fits, it ends the handshake.",
                "サーバーは、自分の一覧の中で、クライアントも提案している最初のものを選びます。合うものがなければハンドシェイクを終えます。",
            ),
        },
        Matter {
            what: Words::new("Pre-shared key", "事前共有鍵"),
            offered: identities(hello),
            chosen: server_hello
                .and_then(|message| message.tree().find(SELECTED).and_then(Field::number))
                .map(|number| format!("#{number}")),
            hidden: false,
            why: Words::new(
                "The server takes one whose binder fits, or none: then a certificate is needed.",
                "サーバーは、バインダーが正しいものを1つ選びます。選ばない場合は証明書による認証になります。",
            ),
        },
    ]
}

fn no_answer() -> Words {
    Words::new("The server has not answered with a Server Hello.", "サーバーからのServer Helloがありません。")
}

fn suites(tls13: bool, answered: bool) -> Words {
    match (answered, tls13) {
        (false, _) => no_answer(),
        (true, true) => Words::new(
            "Only suites of TLS 1.3 (TLS_AES_…, TLS_CHACHA20_…) can be chosen in TLS 1.3; all others are offers for TLS 1.2. Between the former the server decides: by its own order or the client's, which the session does not say.",
            "TLS 1.3で選べるのはTLS 1.3のスイート（TLS_AES_…、TLS_CHACHA20_…）だけで、ほかはTLS 1.2のための提案です。どれを使うかはサーバーが決めますが、サーバーとクライアントのどちらの順序に従ったかは、セッションからはわかりません。",
        ),
        (true, false) => Words::new(
            "Suites of TLS 1.3 drop out with that version, and so do those that do not fit the server's key. Between the others the server decides.",
            "TLS 1.3のスイートと、サーバーの鍵に合わないスイートは外れます。残りの中からサーバーが決めます。",
        ),
    }
}

/// Why a group was chosen: whether the client has sent a share of it at once.
fn groups(shares: &[String], retry: bool, answered: bool) -> Words {
    if !answered {
        return no_answer();
    }
    if shares.is_empty() {
        return Words::new(
            "The server decides, in TLS 1.2 with its Server Key Exchange.",
            "サーバーが決めます。TLS 1.2ではServer Key Exchangeで示します。",
        );
    }
    let list = shares.join(", ");
    if retry {
        Words::new(
            format!(
                "The client had sent a key share for {list} only. The server wanted another group and asked for it with a Hello Retry Request, which cost a round trip."
            ),
            format!(
                "クライアントが最初に送ったKey Shareは{list}だけでした。サーバーは別のグループを求めてHello Retry Requestを送り、往復が1回増えています。"
            ),
        )
    } else {
        Words::new(
            format!(
                "The client had sent a key share for {list}. Any other group would have cost a round trip more, by a Hello Retry Request."
            ),
            format!(
                "クライアントが送ったKey Shareは{list}です。ほかのグループを選ぶと、Hello Retry Requestのために往復が1回増えます。"
            ),
        )
    }
}

fn first<'a>(page: &'a Page, kind: u8) -> Option<&'a Message> {
    page.session
        .messages()
        .find(|message| message.kind == Kind::Handshake(kind) && message.epoch != Epoch::Early)
}

/// The values of all fields of a name.
fn values(message: &Message, filter: &str) -> Vec<String> {
    let mut values = Vec::new();
    message.tree().walk(&mut |field, _| {
        if field.label.filter == Some(filter) && field.children.is_empty() {
            let (_, value) = tree::text(field, &message.bytes, 16);
            // `TLS 1.3 (0x0304)`: the number stands in the bytes below.
            let value = value.of(Lang::En);
            values.push(value.rsplit_once(" (").map_or(value, |(name, _)| name).to_owned());
        }
    });
    values
}

/// The pre-shared keys that are offered, by their numbers and the lengths of their identities.
fn identities(hello: &Message) -> Vec<String> {
    let mut lengths = Vec::new();
    hello.tree().walk(&mut |field, _| {
        if field.label.filter == Some(IDENTITY) {
            lengths.push(field.span.len());
        }
    });
    // The list shows the number that is chosen, so that the two can be compared.
    (0..lengths.len()).map(|number| format!("#{number}")).collect()
}
