//! The page of an experiment: its windows, its TLS sessions, and what differs from the normal session.

use common::terminal;
use page::frame::copyable;
use page::maud::{Markup, html};
use page::session::{Options, Parts, Place};
use page::{Words, both};

use super::marks::verdict;
use super::meeting::{Meeting, Unread};
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
        @if !meetings.is_empty() { (sessions(book, section, experiment, meetings)) }
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
            h2 #text { (both("In the text of the book", "本書の記述")) }
            div.wide tabindex="0" role="group" aria-labelledby="text" { table.beside {
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

/// The sessions, each with its captures and what differs in it from the normal one.
fn sessions(book: &Book, section: &Section, experiment: &Experiment, meetings: &[Meeting]) -> Markup {
    let recorded: Vec<_> = meetings.iter().map(|meeting| &meeting.shown).collect();
    let place = if meetings.len() > 1 { Place::Several } else { Place::Below };
    let parts = Parts::of(&recorded, place, Options::default());
    html! {
        h2 #sessions { (both("TLS sessions", "TLSセッション")) }
        p.faint { (both(
            "Both ends have recorded them, with their secrets: they are made with the test keys of this project.",
            "両端での記録です。シークレットも含みます（鍵はこのプロジェクトのテスト用のものです）。",
        )) }
        @for (number, (meeting, shown)) in (1..).zip(meetings.iter().zip(&parts.sessions)) {
            section.meeting #{ "session-" (number) } {
                @if meetings.len() > 1 { p.eyebrow { (both(format!("Session {number}"), format!("セッション{number}"))) } }
                (shown)
                (captures(meeting))
                (unlike_the_normal(book, section, experiment, number, meeting))
            }
        }
        (parts.texts)
    }
}

/// The recordings, which Wireshark opens.
fn captures(meeting: &Meeting) -> Markup {
    html! {
        p.captures {
            (both("Captures: ", "キャプチャー："))
            @for (at, end) in meeting.ends.iter().enumerate() {
                @if at > 0 { " · " }
                (end.window) " " a href=(end.file) download { (end.file.rsplit('/').next().unwrap_or_default()) }
                @if end.number > 1 { "#" (end.number) }
            }
        }
        @if meeting.more > 0 { p.faint { (counted(
            meeting.more, "message is only in the other recording", "messages are only in the other recording", "件のメッセージは、もう一方の記録にだけあります",
        )) } }
    }
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
