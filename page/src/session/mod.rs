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
mod record;
mod recorded;
mod same;
pub(crate) mod say;
mod story;
mod tree;

use maud::{Markup, html};
use texts::Lang;

use crate::frame::Frame;
use crate::words::{Words, both};

use facts::Facts;
use glossary::Glossary;
use same::Same;

pub use recorded::{
    BRIEF_RECORDS, Collection, LINES, Line, Recorded, Terminal, WHOLE_BYTES, WHOLE_RECORDS, WHOLE_SESSIONS,
};

const STYLE: &str = include_str!("session.css");
const SCRIPT: &str = include_str!("session.js");

/// How a page is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Leaves keys, secrets and application data out.
    pub redact: bool,
}

/// The page of one session or several, in a frame that has no scripts and tools of its own yet.
pub fn page(mut frame: Frame, collection: &mut Collection, options: Options) -> String {
    let (sessions, more) = collection.in_order();
    let several = sessions.len() > 1;
    let whole: Vec<&Recorded> = sessions.iter().filter(|session| session.is_whole()).collect();
    let parts = Parts::of(&whole, several, options, frame.lang);
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
    /// The parts for sessions; with `several` on the page, their anchors begin with their numbers.
    pub fn of(sessions: &[&Recorded], several: bool, options: Options, lang: Lang) -> Self {
        let scoped = || sessions.iter().map(|session| (*session, Scope { number: session.number, several }));
        let same = Same::of(scoped());
        let glossary = Glossary::default();
        let show = |(session, scope)| {
            let facts = Facts::of(session);
            one(&Page { session, facts: &facts, scope, same: &same, glossary: &glossary, options, lang })
        };
        let sessions = scoped().map(show).collect();
        let texts = html! {
            section #why {
                h2 { (both("Why each of these is there", "各項目がある理由")) }
                p.faint { (both(
                    "All texts that this page refers to. With its script, the page shows them beside the bytes.",
                    "このページが参照する説明の一覧です。スクリプトが有効なら、バイト列の横に表示されます。",
                )) }
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

/// What the names of anchors begin with.
#[derive(Clone, Copy, Debug)]
struct Scope {
    number: usize,
    several: bool,
}

impl Scope {
    /// An anchor of the session.
    fn anchor(self, name: &str) -> String {
        if self.several { format!("s{}-{name}", self.number) } else { name.to_owned() }
    }

    fn message(self, number: u64) -> String {
        self.anchor(&format!("m{number}"))
    }

    fn record(self, number: u64) -> String {
        self.anchor(&format!("r{number}"))
    }

    /// What tells its values apart from those of other sessions.
    fn name(self) -> String {
        if self.several { format!("#{} ", self.number) } else { String::new() }
    }
}

/// What all sections of a session are made of.
#[derive(Clone, Copy, Debug)]
struct Page<'a> {
    session: &'a Recorded,
    facts: &'a Facts,
    scope: Scope,
    same: &'a Same,
    glossary: &'a Glossary,
    options: Options,
    lang: Lang,
}

impl Page<'_> {
    /// A section with its heading and anchor.
    fn section(&self, anchor: &str, heading: &Words, body: &Markup) -> Markup {
        html! { section id=(self.scope.anchor(anchor)) { h2 { (heading) } (body) } }
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
            div.ways role="group" aria-label=(page.lang.pick("Parts of the session", "セッションの各部")) {
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

/// What only the two ends see, and what everyone sees in its place.
fn protected(inside: &Markup, outside: &Markup) -> Markup {
    html! { div.hid { (inside) } div.pub { (outside) } }
}
