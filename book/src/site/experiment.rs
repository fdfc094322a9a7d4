//! The page of an experiment: its windows, its TLS sessions, and what differs from a normal one.

use common::terminal;
use page::frame::copyable;
use page::maud::{Markup, html};
use page::session::{Options, Parts, Place};
use page::{Words, both};
use texts::Lang;

use super::marks::verdict;
use super::meeting::{Meeting, Unread};
use super::model::{self, Book};
use super::windows;
use super::words::counted;
use crate::beside;
use crate::catalogue::{Beside, Experiment, Section};
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
        @let (same, unlike): (Vec<&Beside>, Vec<&Beside>) = entries.into_iter().partition(|entry| entry.why.is_none());
        @if !same.is_empty() || !unlike.is_empty() {
            h2 #text { (both("In the text of the book", "本書の記述")) }
            @if !unlike.is_empty() { (entries_of(book, &unlike)) }
            @if !same.is_empty() {
                details {
                    summary { (counted(same.len(), "line is the same here", "lines are the same here", "行は本プロジェクトでも同じ")) }
                    (entries_of(book, &same))
                }
            }
        }
    }
}

/// A table of what the text shows, what is seen here, and why they differ if they do.
fn entries_of(book: &Book, entries: &[&Beside]) -> Markup {
    html! {
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
            @let other = normal(book, section, experiment, meetings, number);
            section.meeting #{ "session-" (number) } {
                @if meetings.len() > 1 { p.eyebrow { (both(format!("Session {number}"), format!("セッション{number}"))) } }
                @if other.is_some() { p.ways { a href={ "#differences-" (number) } { (both("Differences", "違い")) } } }
                (shown)
                (captures(meeting))
                @if let Some(other) = &other { (differences(other, number, meeting)) }
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

/// A session with which another is compared.
struct Normal<'a> {
    meeting: &'a Meeting,
    /// Its place: on another page, or above.
    to: String,
    name: Words,
    is_above: bool,
}

/// The session with which number `number` is compared: the first of the page, if it is a full handshake, or else the
/// normal one of the book. `None` for that one itself.
fn normal<'a>(
    book: &'a Book,
    section: &Section,
    experiment: &Experiment,
    meetings: &'a [Meeting],
    number: usize,
) -> Option<Normal<'a>> {
    let first =
        meetings.first().filter(|first| number > 1 && first.has("Certificate") && first.has("Finished"));
    if let Some(meeting) = first {
        let name = Words::new("session 1 of this page", "このページのセッション1");
        return Some(Normal { meeting, to: "#session-1".to_owned(), name, is_above: true });
    }
    if number == 1 && (section.number.as_str(), experiment.id.as_str()) == NORMAL {
        return None;
    }
    let meeting = book.meetings(NORMAL.0, NORMAL.1).first()?;
    let name = Words::new("the normal session of 6.1", "6.1の正常ケース");
    Some(Normal { meeting, to: model::experiment_file(NORMAL.0, NORMAL.1), name, is_above: false })
}

/// What differs from another session. It is open where the difference is the point: a session after a full handshake,
/// and a handshake that began twice.
fn differences(other: &Normal, number: usize, meeting: &Meeting) -> Markup {
    let Some((one, two)) = other.meeting.recording().zip(meeting.recording()) else { return html! {} };
    let [en, ja] = [Lang::En, Lang::Ja].map(|lang| difference::lines(one, two, lang));
    html! {
        details.diff open[other.is_above || meeting.has("Hello Retry Request")] {
            summary { (both(format!("What differs from {}", other.name.en), format!("{}との違い", other.name.ja))) }
            // A browser opens what is around the place that a link leads to.
            p.faint #{ "differences-" (number) } {
                (both(
                    html! { "Lines with − are in " a href=(other.to) { (other.name.en) } " only, lines with + here only." },
                    html! { "−の行は" a href=(other.to) { (other.name.ja) } "だけ、＋の行はこのセッションだけにあります。" },
                ))
            }
            pre { @for (en, ja) in en.into_iter().zip(ja) { (changed(&Words::new(en, ja))) "\n" } }
        }
    }
}

/// A line of the comparison.
fn changed(line: &Words) -> Markup {
    match line.en.trim_start().chars().next() {
        Some('-') => html! { del { (line) } },
        Some('+') => html! { ins { (line) } },
        _ => html! { (line) },
    }
}
