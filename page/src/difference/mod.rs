//! What differs between two TLS sessions, as one page: the messages and fields that only one of them has, and those
//! that are not the same in both.

use std::fmt::Write as _;

use maud::{Markup, html};
use wire::fields::{Escaped, hex};
use wire::message::{Kind, Message};
use wire::render::diff::{self, Bytes, Change, Step};

use crate::frame::Frame;
use crate::session::say;
use crate::words::{Words, both};

const STYLE: &str = include_str!("difference.css");

/// The most bytes of a field that are shown. The others are counted.
const SHOWN: usize = 64;

/// The most fields of a message that are shown. The others are counted.
const FIELDS: usize = 1000;

/// One of the two sessions.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The capture that it is from.
    pub file: String,
    /// Its peers: `127.0.0.1:50000 -> 127.0.0.1:11111`.
    pub peers: &'a str,
    /// The version agreed on, and the cipher suite; `None` if they did not agree.
    pub version: Option<&'static str>,
    /// The cipher suite agreed on.
    pub suite: Option<&'static str>,
    /// The messages that are compared.
    pub messages: &'a [Message],
    /// How many messages more it has.
    pub more: usize,
}

/// How a page is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Leaves application data out.
    pub redact: bool,
}

/// The title of the page, for its frame.
pub fn title() -> Words {
    Words::new("What differs between two sessions", "2つのセッションの違い")
}

/// The page, in a frame.
pub fn page(mut frame: Frame, left: &Side, right: &Side, options: Options) -> String {
    frame.styles.push(STYLE);
    let steps = diff::compare(left.messages, right.messages);
    frame.page(&html! {
        main {
            (banner(options))
            h1 { (title()) }
            (sides(left, right))
            (summary(left, right, &steps))
            h2 { (both("Message by message", "メッセージごとの違い")) }
            p.legend {
                span.left { (both("only in the first session, or its value", "1つ目のセッションだけにあるもの、またはその値")) } " "
                span.right { (both("only in the second session, or its value", "2つ目のセッションだけにあるもの、またはその値")) }
            }
            @for one in &steps { (step(left, right, one, options)) }
        }
    })
}

/// What is in the file that not everybody should see.
fn banner(options: Options) -> Markup {
    html! {
        div.notice role="note" {
            @if options.redact {
                p { (both(
                    html! { strong { "Application data was left out of this page." } " It says where it would be. The page has no keys; what the handshake encrypts is shown." },
                    html! { strong { "アプリケーションデータは、このページから除かれています。" } "本来の場所には、その旨を表示しています。鍵は含まれませんが、暗号化されたハンドシェイクの内容は表示しています。" },
                )) }
            } @else {
                p { (both(
                    html! { strong { "This page holds what was encrypted." } " The messages are decrypted, application data too; there are no keys. The option for redaction leaves application data out." },
                    html! { strong { "このページには暗号化されていた内容が含まれます。" } "アプリケーションデータを含め、メッセージを復号して表示しています。鍵は含まれません。人に渡すときは、アプリケーションデータを除くオプションで作ったページを使ってください。" },
                )) }
            }
        }
    }
}

/// What is compared.
fn sides(left: &Side, right: &Side) -> Markup {
    let none = || both("none agreed on", "合意なし");
    let agreed = |name: Option<&'static str>| html! { @match name { Some(name) => (name), None => span.unknown { (none()) } } };
    let count = |side: &Side| say_count(side.messages.len() + side.more);
    html! {
        div.wide { table.sides {
            thead { tr { td {} th scope="col" { span.left { (both("first", "1つ目")) } } th scope="col" { span.right { (both("second", "2つ目")) } } } }
            tbody {
                tr { th scope="row" { (both("capture", "キャプチャー")) } td { (Escaped(&left.file)) } td { (Escaped(&right.file)) } }
                tr { th scope="row" { (both("peers", "通信相手")) } td { (Escaped(left.peers)) } td { (Escaped(right.peers)) } }
                tr { th scope="row" { (both("version", "バージョン")) } td { (agreed(left.version)) } td { (agreed(right.version)) } }
                tr { th scope="row" { (both("cipher suite", "暗号スイート")) } td { (agreed(left.suite)) } td { (agreed(right.suite)) } }
                tr { th scope="row" { (both("messages", "メッセージ")) } td { (count(left)) } td { (count(right)) } }
            }
        } }
        @for (side, name) in [(left, Words::new("first", "1つ目")), (right, Words::new("second", "2つ目"))] {
            @if side.more > 0 {
                p.unknown { (both(
                    format!("Of the {} session, the last {} are not compared.", name.en, say_count(side.more).en),
                    format!("{}のセッションの最後の{}は比較していません。", name.ja, say_count(side.more).ja),
                )) }
            }
        }
    }
}

/// `1 message`, `9 messages`
fn say_count(count: usize) -> Words {
    let s = if count == 1 { "" } else { "s" };
    Words::new(format!("{count} message{s}"), format!("{count}個のメッセージ"))
}

/// Whether more differs in a message than bytes that say nothing by themselves.
fn is_changed(left: &Message, right: &Message, changes: &[Change]) -> bool {
    left.epoch != right.epoch || !changes.is_empty()
}

/// How many messages differ.
fn summary(left: &Side, right: &Side, steps: &[Step]) -> Markup {
    let count = |wanted: &dyn Fn(&Step) -> bool| steps.iter().filter(|step| wanted(step)).count();
    let first = count(&|step| matches!(step, Step::Left(_)));
    let second = count(&|step| matches!(step, Step::Right(_)));
    let changed = count(&|step| match step {
        Step::Both { left: l, right: r, changes, .. } => {
            let pair = left.messages.get(*l).zip(right.messages.get(*r));
            pair.is_some_and(|(left, right)| is_changed(left, right, changes))
        }
        Step::Left(_) | Step::Right(_) => false,
    });
    let same = steps.len() - first - second - changed;
    html! {
        p.lead { (both(
            format!("{} only in the first session, {second} only in the second. Of those in both, {changed} differ, {same} do not.", say_count(first).en),
            format!("1つ目だけにあるメッセージは{first}個、2つ目だけにあるものは{second}個です。両方にあるもののうち、{changed}個に違いがあり、{same}個に違いはありません。"),
        )) }
        @if first + second + changed == 0 {
            p { (both("Apart from random bytes and what follows from them, the two sessions are the same.", "乱数と、それによって決まる値を除き、2つのセッションに違いはありません。")) }
        }
    }
}

fn step(left: &Side, right: &Side, step: &Step, options: Options) -> Markup {
    match step {
        Step::Left(index) => {
            alone(left, *index, "left", &Words::new("only in the first session", "1つ目のセッションのみ"))
        }
        Step::Right(index) => {
            alone(right, *index, "right", &Words::new("only in the second session", "2つ目のセッションのみ"))
        }
        Step::Both { left: l, right: r, changes, bytes } => html! {
            @if let (Some(l), Some(r)) = (left.messages.get(*l), right.messages.get(*r)) {
                section.message.(say::class(r.epoch)) {
                    h3 { (Escaped(&diff::title(l))) }
                    p.meta { (say::way(l.direction)) " " @if l.epoch == r.epoch { (say::badge(l.epoch)) } }
                    @if is_changed(l, r, changes) { (changed(l, r, changes)) }
                    @else if bytes.is_empty() { p.faint { (both("no difference", "違いなし")) } }
                    @if !bytes.is_empty() { (other_bytes(l, bytes, options)) }
                }
            }
        },
    }
}

/// A message that only one session has.
fn alone(side: &Side, index: usize, class: &str, whose: &Words) -> Markup {
    html! {
        @if let Some(message) = side.messages.get(index) {
            section.message.(say::class(message.epoch)) {
                h3 { span.(class) { (Escaped(&diff::title(message))) } }
                p.meta { (say::way(message.direction)) " " (say::badge(message.epoch)) " · " (say::bytes(message.bytes.len())) " · " (whose) }
            }
        }
    }
}

/// What differs in a message that both sessions have.
fn changed(left: &Message, right: &Message, changes: &[Change]) -> Markup {
    html! {
        dl.changes {
            @if left.epoch != right.epoch {
                dt { (both("protection", "保護")) }
                dd.left { (say::badge(left.epoch)) } dd.right { (say::badge(right.epoch)) }
            }
            @for (at, change) in changes.iter().take(FIELDS).enumerate() {
                @let above = at.checked_sub(1).and_then(|at| changes.get(at));
                @if above.is_none_or(|above| above.path != change.path) { dt { (path(&change.path)) } }
                (value("left", change.left.as_deref())) (value("right", change.right.as_deref()))
            }
        }
        @if changes.len() > FIELDS {
            p.unknown { (both(
                format!("{} more fields differ.", changes.len() - FIELDS),
                format!("このほかに{}個のフィールドに違いがあります。", changes.len() - FIELDS),
            )) }
        }
    }
}

/// A field in one of the sessions. Its text has been escaped already.
fn value(class: &str, text: Option<&str>) -> Markup {
    html! { @match text { Some(text) => dd.(class) { (text) }, None => dd.none { (both("not there", "なし")) } } }
}

/// The fields around one, the outermost first.
fn path(path: &[String]) -> Markup {
    html! {
        @if path.is_empty() { (both("directly in the message", "メッセージ直下")) }
        @for (at, name) in path.iter().enumerate() { @if at > 0 { " › " } (Escaped(name)) }
    }
}

/// The fields whose bytes say nothing by themselves.
fn other_bytes(message: &Message, bytes: &[Bytes], options: Options) -> Markup {
    let mut names = String::new();
    for (at, one) in bytes.iter().enumerate() {
        if bytes.iter().position(|other| other.name == one.name) == Some(at) {
            let comma = if names.is_empty() { "" } else { ", " };
            let _ = write!(names, "{comma}{}", Escaped(&one.name)); // a String takes everything
        }
    }
    let secret = options.redact && message.kind == Kind::ApplicationData;
    html! {
        details.other {
            summary { (both("Other bytes: ", "バイト列の違い：")) (names) }
            dl.changes { @for one in bytes.iter().take(FIELDS) {
                dt { (Escaped(&one.name)) ", " (say::bytes(one.left.len())) }
                @if secret { dd.none { (both("left out", "省略")) } } @else {
                    dd.left { code { (start(&one.left)) } } dd.right { code { (start(&one.right)) } }
                }
            } }
        }
    }
}

/// The first bytes of a field.
fn start(bytes: &[u8]) -> Markup {
    let shown = bytes.get(..SHOWN).unwrap_or(bytes);
    let rest = bytes.len() - shown.len();
    html! { (hex(shown)) @if rest > 0 { " … " (both(format!("{} more", say::bytes(rest).en), format!("残り{}", say::bytes(rest).ja))) } }
}
