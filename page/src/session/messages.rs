//! Every byte, message by message, in the order of the wire.

use maud::{Markup, html};
use wire::Epoch;
use wire::fields::Escaped;
use wire::message::{Kind, Message};
use wire::names;
use wire::names::codes::content_type::APPLICATION_DATA;
use wire::render::why;

use super::part::{Page, protected};
use super::recorded::{Brief, Entry};
use super::{bytes, record, say};
use crate::words::{Words, both};

/// How many messages of application data in a row are shown before the others fold.
const UNFOLDED: usize = 4;

/// A part of the list: what is shown at once, or a run that folds.
enum Part<'a> {
    One(&'a Entry),
    Run(Vec<&'a Entry>),
}

/// The section.
pub(super) fn show(page: &Page) -> Markup {
    let heading = Words::new("Every byte", "すべてのバイト");
    let body = html! {
        p.faint { (both(
            "Each message with its bytes and its fields. Names lead to the reason why a field is there.",
            "メッセージごとのバイト列とフィールドです。フィールド名を選ぶと、そのフィールドがある理由を確認できます。",
        )) }
        @for part in parts(&page.session.entries) {
            @match part {
                Part::One(entry) => (one(page, entry)),
                Part::Run(entries) => (run(page, &entries)),
            }
        }
    };
    page.section("bytes", &heading, &body)
}

/// Long runs of application data, apart from the rest.
fn parts(entries: &[Entry]) -> Vec<Part<'_>> {
    let is_data = |entry: &Entry| match entry {
        Entry::Message(message) => message.kind == Kind::ApplicationData,
        Entry::Record(record) => record.content_type() == APPLICATION_DATA,
        Entry::Brief(_) => true,
        Entry::Gap(_) => false,
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut run: Vec<&Entry> = Vec::new();
    for entry in entries {
        if is_data(entry) {
            run.push(entry);
        } else {
            fold(&mut parts, &mut run);
            parts.push(Part::One(entry));
        }
    }
    fold(&mut parts, &mut run);
    parts
}

/// Ends a run: its beginning is shown, the rest folds if it is long.
fn fold<'a>(parts: &mut Vec<Part<'a>>, run: &mut Vec<&'a Entry>) {
    let records =
        |entries: &[&Entry]| entries.iter().filter(|entry| !matches!(entry, Entry::Message(_))).count();
    let mut rest = std::mem::take(run);
    if records(&rest) > 2 * UNFOLDED {
        let messages = rest.iter().enumerate().filter(|(_, entry)| matches!(entry, Entry::Message(_)));
        let cut = messages.map(|(at, _)| at + 1).nth(UNFOLDED - 1).unwrap_or(0);
        let folded = rest.split_off(cut);
        parts.extend(rest.into_iter().map(Part::One));
        parts.push(Part::Run(folded));
    } else {
        parts.extend(rest.into_iter().map(Part::One));
    }
}

fn run(page: &Page, entries: &[&Entry]) -> Markup {
    let records = entries.iter().filter(|entry| !matches!(entry, Entry::Message(_))).count();
    let bytes = entries.iter().map(|entry| match entry {
        Entry::Record(record) => record.raw.len(),
        Entry::Brief(brief) => brief.length,
        Entry::Message(_) | Entry::Gap(_) => 0,
    });
    let brief: Vec<&Brief> = entries
        .iter()
        .filter_map(|entry| if let Entry::Brief(brief) = entry { Some(brief) } else { None })
        .collect();
    html! {
        details.run data-closed-in-print="" {
            summary { (say::records(records)) " " (both("more, ", "、")) (say::bytes(bytes.sum())) }
            @for entry in entries { @if !matches!(entry, Entry::Brief(_)) { (one(page, entry)) } }
            @if !brief.is_empty() {
                p.faint { (both(
                    "Of these records, the page has only length and time; `tlsbook explain --trace=hex` shows all their bytes.",
                    "次のレコードは、長さと時刻だけを載せています。すべてのバイトは`tlsbook explain --trace=hex`で見られます。",
                )) }
                table.brief { @for record in brief { (row(page, record)) } }
            }
        }
    }
}

fn row(page: &Page, record: &Brief) -> Markup {
    html! {
        tr id=(page.scope.record(record.number)) {
            td { (record.number) } td { (say::time(record.time)) } td { (say::way(record.direction)) }
            td { (record.length) " B" } td { (say::badge(record.epoch)) }
        }
    }
}

fn one(page: &Page, entry: &Entry) -> Markup {
    match entry {
        Entry::Message(message) => show_message(page, message),
        Entry::Record(record) => record::show(page, record),
        Entry::Brief(brief) => html! { table.brief { (row(page, brief)) } },
        Entry::Gap(gap) => html! {
            p.unknown { (say::way(gap.direction)) " · " (say::time(gap.time)) " · " (Words::from(&gap.words())) }
        },
    }
}

fn show_message(page: &Page, message: &Message) -> Markup {
    let anchor = page.scope.message(message.number);
    let title = why::title(message);
    let clear = message.epoch == Epoch::Clear;
    let heading =
        html! { a.number href={ "#" (anchor) } { (message.number) } " " (Escaped(&message.title())) };
    let body = html! {
        @if let Some(text) = why::of_message(message) { (page.glossary.here(text)) }
        @for note in &message.notes { p.unknown { (Words::from(note)) } }
        @if !message.proofs.is_empty() { ul.verdicts { @for proof in &message.proofs { li { (say::proof(proof)) } } } }
        (content(page, message, &anchor, &title))
    };
    let outer = page.session.outside(message);
    let outside = html! {
        @if let Some((outer, length)) = outer {
            @let outer = names::content_type(outer.into()).unwrap_or("?");
            p.faint { (both(html! { "A record of type " (outer) ", " (length) " bytes long with its header. What is in it, only the two ends can read." }, html! { "種別が" (outer) "、長さがヘッダーを含めて" (length) "バイトのレコードです。内容を読めるのは両端だけです。" })) }
        }
    };
    html! {
        article.message.(say::class(message.epoch)).(match message.direction { wire::Direction::FromClient => "from-client", wire::Direction::FromServer => "from-server" }) id=(anchor) {
            header {
                @if clear { h3 { (heading) } } @else { (protected(&html! { h3 { (heading) } }, &html! { h3 { "? " (both("protected", "保護されたメッセージ")) } })) }
                p.meta {
                    (say::way(message.direction)) " · " (say::time(message.time))
                    span.hid[!clear] { " · " (say::bytes(message.bytes.len())) }
                    @for piece in message.pieces.iter().take(8) { " · " a href={ "#" (page.scope.record(piece.record)) } { (both("record", "レコード")) " " (piece.record) } }
                    " " (say::badge(message.epoch))
                }
            }
            @if clear { (body) } @else { (protected(&body, &outside)) }
        }
    }
}

fn content(page: &Page, message: &Message, anchor: &str, title: &str) -> Markup {
    if page.options.redact && matches!(message.kind, Kind::ApplicationData) {
        return say::redacted(message.bytes.len());
    }
    html! {
        (bytes::show(page, &message.tree(), &message.bytes, anchor, title))
        @match message.decompressed() {
            Some(Ok(whole)) => {
                h4 { (both("Decompressed", "展開した内容")) }
                (bytes::show(page, &whole.tree, &whole.bytes, &format!("{anchor}.whole"), title))
            },
            Some(Err(why)) => p.unknown { (Words::from(&why)) },
            None => {},
        }
    }
}
