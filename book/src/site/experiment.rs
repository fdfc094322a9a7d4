//! The page of an experiment: its windows, its TLS sessions, and what differs from the normal session.

use std::time::Duration;

use common::terminal;
use page::frame::copyable;
use page::maud::{Markup, html};
use page::{Words, both};
use wire::proof::Verdict;
use wire::{Direction, Epoch};

use super::marks::verdict;
use super::meeting::{End, Meeting, Row, Unread};
use super::model::{self, Book};
use super::windows;
use super::words::counted;
use crate::beside;
use crate::catalogue::{Experiment, Section};
use crate::recorded::difference;
use crate::results::Outcome;

/// The session with which all others are compared.
const NORMAL: (&str, &str) = ("6.1", "session");

pub(super) fn body(book: &Book, section: &Section, experiment: &Experiment) -> Markup {
    let played = book.played(&section.number, &experiment.id);
    let meetings = book.meetings(&section.number, &experiment.id);
    html! {
        p.eyebrow { (section.number) " " (Words::new(section.title.clone(), section.title_ja.clone())) }
        h1 { (Words::new(experiment.title.clone(), experiment.title_ja.clone())) }
        div.verdict {
            (verdict(played, experiment))
            @if let Some(played) = played { " " span.faint { (format!("{:.2} s", played.row.time.as_secs_f64())) } }
        }
        (copyable(&format!("make {}/{}", section.number, experiment.id)))
        @match played.filter(|played| !matches!(played.row.outcome, Outcome::Skipped(_))) {
            Some(played) => (windows::shown(book, experiment, &played.seen.timeline)),
            None => {
                p.notice { (both(
                    "It was not played in this run. This is what its windows should show.",
                    "今回は実行していません。以下は想定される表示です。",
                )) }
                (windows::expected(book, experiment))
            }
        }
        (beside_the_text(book, section, experiment))
        (unread(book.unread(&section.number, &experiment.id)))
        @if !meetings.is_empty() {
            h2 #sessions { (both("TLS sessions", "TLSセッション")) }
            @for (number, meeting) in (1..).zip(meetings) { (session(book, section, experiment, number, meeting)) }
        }
    }
}

/// The captures that are not shown below.
fn unread(captures: &[Unread]) -> Markup {
    html! {
        @if !captures.is_empty() {
            div.notice {
                p { (counted(captures.len(), "capture cannot be read, and its sessions are not on this page:", "captures cannot be read, and their sessions are not on this page:", "個のキャプチャーを読み込めないため、そのセッションはこのページにありません。")) }
                ul { @for capture in captures { li { code { (capture.file) } ": " (terminal::text(capture.why.as_bytes())) } } }
            }
        }
    }
}

/// What the text of the book shows, beside what is seen here.
fn beside_the_text(book: &Book, section: &Section, experiment: &Experiment) -> Markup {
    let all: Vec<&Section> = book.crates.iter().flat_map(|member| &member.sections).collect();
    let resolved = all.iter().flat_map(|one| beside::resolve(one, &all)).flatten();
    let entries: Vec<_> = resolved
        .filter(|shown| shown.section == section.number && shown.experiment.id == experiment.id)
        .map(|shown| shown.entry)
        .collect();
    html! {
        @if !entries.is_empty() {
            h2 { (both("In the text of the book", "本書の記述")) }
            div.wide tabindex="0" role="region" aria-label=(book.lang.pick("In the text of the book", "本書の記述")) { table.beside {
                thead { tr {
                    th scope="col" { (both("in the text", "本文")) } th scope="col" { (both("the book", "本書")) }
                    th scope="col" { (both("here", "本プロジェクト")) } th scope="col" { (both("why", "理由")) }
                } }
                tbody { @for entry in entries {
                    @let (ours, only) = beside::ours(entry);
                    tr {
                        td { (Words::new(entry.place.clone(), entry.place_ja.clone())) }
                        td { @if beside::is_remark(entry) { (entry.book) } @else { code { (entry.book) } } }
                        td { code { (ours) } @if only { " " small.faint { "OpenSSL 3.0" } } }
                        td { @match (&entry.why, &entry.why_ja) {
                            (Some(en), Some(ja)) => (both(super::markdown::inline(book, en), super::markdown::inline(book, ja))),
                            _ => span.faint { (both("the same", "同じ")) },
                        } }
                    }
                } }
            } }
        }
    }
}

fn session(
    book: &Book,
    section: &Section,
    experiment: &Experiment,
    number: usize,
    meeting: &Meeting,
) -> Markup {
    let Some(first) = meeting.first() else { return html! {} };
    html! {
        section.session {
            h3 #{ "session-" (number) } {
                (both(format!("Session {number}: "), format!("セッション{number}：")))
                (agreed(first.version, difference::version(first))) ", "
                (agreed(first.suite, difference::suite(first)))
            }
            p {
                @for (at, end) in meeting.ends.iter().enumerate() {
                    @if at > 0 { " · " }
                    (end.window) ": " a href=(end.file) download { (end.file.rsplit('/').next().unwrap_or_default()) }
                    @if end.number > 1 { "#" (end.number) }
                }
            }
            (proofs(meeting))
            (messages(book, meeting))
            (unlike_the_normal(book, section, experiment, number, meeting))
        }
    }
}

/// What was agreed on, if anything.
fn agreed(code: u16, name: &'static str) -> Markup {
    if code == 0 {
        let what = if name.contains("suite") {
            ("no suite agreed on", "暗号スイートは未合意")
        } else {
            ("no version agreed on", "バージョンは未合意")
        };
        both(what.0, what.1)
    } else {
        html! { (name) }
    }
}

/// How much of it is proven.
fn proofs(meeting: &Meeting) -> Markup {
    let mut counts = [0; 3];
    for proof in meeting.first().iter().flat_map(|session| &session.proofs) {
        let [proven, unknown, wrong] = &mut counts;
        *match proof.verdict {
            Verdict::Proven => proven,
            Verdict::NotProvable(_) => unknown,
            Verdict::False(_) => wrong,
        } += 1;
    }
    let [proven, unknown, wrong] = counts;
    html! {
        p {
            span.good { (counted(proven, "claim recomputed and equal", "claims recomputed and equal", "件を再計算して一致")) }
            @if wrong > 0 { ", " span.bad { (counted(wrong, "not equal", "not equal", "件が不一致")) } }
            @if unknown > 0 { ", " span.unknown { (counted(unknown, "not provable", "not provable", "件は確認不能")) } }
        }
    }
}

/// The messages, with the times at which each end saw them.
fn messages(book: &Book, meeting: &Meeting) -> Markup {
    let rows = meeting.rows();
    let more: usize = meeting.ends.iter().map(|end| end.session.more).max().unwrap_or(0);
    let (left, right) = (meeting.ends.first(), meeting.ends.get(1));
    html! {
        div.wide tabindex="0" role="region" aria-label=(book.lang.pick("Messages", "メッセージ")) { table.messages {
            thead { tr {
                (heading(left)) th scope="col" { (both("message", "メッセージ")) }
                th.number scope="col" { (both("bytes", "バイト")) } th scope="col" { (both("protection", "保護")) }
                @if right.is_some() { (heading(right)) }
                @for end in meeting.ends.iter().skip(2) { (heading(Some(end))) }
            } }
            tbody { @for row in &rows { (message(row)) } }
        } }
        @if more > 0 { p.faint { (counted(more, "more message is not listed", "more messages are not listed", "件のメッセージは省略")) } }
    }
}

fn heading(end: Option<&End>) -> Markup {
    html! { th.number scope="col" { @match end {
        Some(end) => { (end.window) },
        None => "",
    } } }
}

fn message(row: &Row) -> Markup {
    let Row { message, times } = row;
    let (arrow, name) = match message.direction {
        Direction::FromClient => ("→", Words::new("from the client", "クライアントから")),
        Direction::FromServer => ("←", Words::new("from the server", "サーバーから")),
    };
    let class = match message.epoch {
        Epoch::Clear => "e-clear",
        Epoch::Early => "e-early",
        Epoch::Handshake => "e-handshake",
        Epoch::Application(0) => "e-application",
        Epoch::Application(_) => "e-update",
    };
    html! {
        tr.(class) {
            (time(times.first().copied().flatten()))
            td.what { span.arrow aria-hidden="true" { (arrow) } span.unseen { (name) } " " (message.title()) }
            td.number { (message.bytes.len()) }
            td { span.badge { (message.epoch) } }
            @for one in times.iter().skip(1) { (time(*one)) }
        }
    }
}

/// A time in milliseconds; a dash for a message that an end did not see.
fn time(time: Option<Duration>) -> Markup {
    html! { td.number { @match time {
        Some(time) => (format!("{:.2} ms", time.as_secs_f64() * 1000.0)),
        None => { span aria-hidden="true" { "–" } span.unseen { (both("not seen", "記録なし")) } },
    } } }
}

/// What differs from the normal session.
fn unlike_the_normal(
    book: &Book,
    section: &Section,
    experiment: &Experiment,
    number: usize,
    meeting: &Meeting,
) -> Markup {
    let is_normal = (section.number.as_str(), experiment.id.as_str()) == NORMAL;
    let Some(first) = meeting.first() else { return html! {} };
    let Some(normal) = book.meetings(NORMAL.0, NORMAL.1).first().and_then(Meeting::first) else {
        return html! {};
    };
    if is_normal && number == 1 {
        return html! {};
    }
    let to = model::experiment_file(NORMAL.0, NORMAL.1);
    html! {
        details.diff {
            summary { (both("What differs from the normal session", "正常ケースとの違い")) }
            p.faint {
                (both(
                    html! { "Lines with − are in " a href=(to) { "the normal session of 6.1" } " only, lines with + here only." },
                    html! { "−の行は" a href=(to) { "6.1の正常ケース" } "だけ、＋の行はこのセッションだけにあります。" },
                ))
            }
            pre { @for line in difference::lines(normal, first) { (changed(&line)) "\n" } }
        }
    }
}

/// A line of the comparison.
fn changed(line: &str) -> Markup {
    match line.trim_start().chars().next() {
        Some('-') => html! { del { (line) } },
        Some('+') => html! { ins { (line) } },
        _ => html! { (line) },
    }
}
