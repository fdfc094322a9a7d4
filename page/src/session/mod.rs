//! A TLS session as one page: what happened, when, what was negotiated, every byte, the keys, the certificates.
//!
//! A [`Recorded`] takes what `wire` reports of a session, a [`Collection`] the sessions; [`page`] makes the page. A
//! page is a single file that loads nothing. Records of application data beyond [`WHOLE_RECORDS`] are shown in brief.
//!
//! Anchors are stable: `m3` is the third message, `m3.random` its field `tls.handshake.random`, `r4` the fourth
//! record, `k-client_handshake_key` a step of the key schedule. On a page of several sessions they begin with `s2-`.
//!
//! Secrets are in a page, so that it can show what everything is computed from. With [`Options::redact`], keys,
//! secrets and application data are left out; the page says where they would be.

mod axis;
mod bytes;
mod chain;
mod command;
mod facts;
mod failure;
mod glossary;
mod index;
mod keys;
mod messages;
mod negotiation;
mod part;
mod record;
mod recorded;
mod same;
pub(crate) mod say;
mod scope;
mod story;
mod tree;

use maud::{Markup, html};

use crate::frame::Frame;
use crate::words::{Words, both};

use facts::Facts;
use glossary::Glossary;
use part::Page;
use same::Same;
use scope::Scope;

pub use part::{Options, Place};
pub use recorded::{
    BRIEF_RECORDS, Collection, LINES, Line, Recorded, Terminal, WHOLE_BYTES, WHOLE_RECORDS, WHOLE_SESSIONS,
};

const STYLE: &str = include_str!("session.css");
const SCRIPT: &str = include_str!("session.js");

/// The page of one session or several, in a frame that has no scripts and tools of its own yet.
pub fn page(mut frame: Frame, collection: &mut Collection, options: Options) -> String {
    let (sessions, more) = collection.in_order();
    let several = sessions.len() > 1;
    let whole: Vec<&Recorded> = sessions.iter().filter(|session| session.is_whole()).collect();
    let parts = Parts::of(&whole, if several { Place::Several } else { Place::Alone }, options);
    dress(&mut frame);
    frame.page(&html! {
        main {
            (banner(options))
            @if several { (index::list(sessions, more)) }
            @for body in &parts.sessions { (body) }
            (parts.texts)
        }
    })
}

/// Sessions as parts of a page that has more than these. Its frame is to be [dressed](dress) for them.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Each session.
    pub sessions: Vec<Markup>,
    /// The texts that they refer to.
    pub texts: Markup,
}

impl Parts {
    /// The parts for sessions.
    pub fn of(sessions: &[&Recorded], place: Place, options: Options) -> Self {
        let several = place == Place::Several;
        let scoped = || sessions.iter().map(|session| (*session, Scope { number: session.number, several }));
        let same = Same::of(scoped());
        let glossary = Glossary::default();
        let show = |(session, scope)| {
            let facts = Facts::of(session);
            one(&Page { session, facts: &facts, scope, same: &same, glossary: &glossary, place, options })
        };
        let sessions = scoped().map(show).collect();
        let texts = html! {
            section #why {
                h2 { (both("Why each of these is there", "各項目がある理由")) }
                p.faint { (both(
                    "All texts that this page refers to. With its script, the page shows them beside the bytes.",
                    "このページが参照する説明の一覧です。スクリプトが有効なら、バイト列の横に表示されます。",
                )) }
                span.unseen #hex { (both("bytes in hexadecimal", "16進数のバイト列")) }
                (glossary.show())
            }
        };
        Self { sessions, texts }
    }
}

/// Adds to a frame what sessions need: style, script, and the switch of what an eavesdropper sees.
pub fn dress(frame: &mut Frame) {
    frame.styles.push(STYLE);
    frame.scripts.push(SCRIPT.into());
    frame.tools = html! { (frame.tools) (eavesdropper()) };
}

/// The title of a page, for its frame.
pub fn title(collection: &mut Collection) -> Words {
    let (sessions, more) = collection.in_order();
    if let [session] = sessions {
        Facts::of(session).kind()
    } else {
        let count = sessions.len() + more;
        Words::new(format!("{count} TLS sessions"), format!("{count}個のTLSセッション"))
    }
}

fn one(page: &Page) -> Markup {
    let sections = [
        ("time", Words::new("Time axis", "時間の流れ"), axis::show(page)),
        ("negotiation", Words::new("Negotiation", "ネゴシエーション"), negotiation::show(page)),
        ("bytes", Words::new("Every byte", "すべてのバイト"), messages::show(page)),
        ("keys", Words::new("Keys", "鍵"), keys::show(page)),
        ("certificates", Words::new("Certificates", "証明書"), chain::show(page)),
    ];
    html! {
        article.session id=[page.scope.several.then(|| page.scope.anchor("session"))] {
            (story::show(page))
            nav.ways aria-labelledby=(page.scope.anchor("ways")) {
                span.unseen id=(page.scope.anchor("ways")) { (both("Parts of the session ", "セッションの各部 ")) (page.scope.name()) }
                @for (anchor, name, section) in &sections {
                    @if !section.0.is_empty() { a href={ "#" (page.scope.anchor(anchor)) } { (name) } " " }
                }
            }
            @for (.., section) in &sections { (section) }
        }
    }
}

/// The switch of what somebody sees who only listens.
fn eavesdropper() -> Markup {
    html! {
        span.switch {
            input #eavesdropper type="checkbox";
            label for="eavesdropper" { (both("What an eavesdropper sees", "盗聴者に見えるもの")) }
        }
    }
}

/// Whether secrets are in the file.
fn banner(options: Options) -> Markup {
    html! {
        div.notice role="note" {
            @if options.redact {
                p { (both(
                    html! { strong { "Keys, secrets and application data were left out of this page." } " It says where they would be." },
                    html! { strong { "鍵、シークレット、アプリケーションデータは、このページから除かれています。" } "本来の場所には、その旨を表示しています。" },
                )) }
            } @else {
                p { (both(
                    html! { strong { "This page holds the secrets of the session." } " Anyone who has it can read and decrypt everything in it. Pass on a page made with the option for redaction instead." },
                    html! { strong { "このページにはセッションのシークレットが含まれます。" } "入手した人は、通信の内容をすべて復号できます。人に渡すときは、シークレットを除くオプションで作ったページを使ってください。" },
                )) }
            }
        }
    }
}
