//! The time axis: messages as arrows between the two ends, with round trips bracketed and terminals beside them.

use std::time::Duration;

use maud::{Markup, html};
use wire::fields::Escaped;
use wire::message::Kind;
use wire::{Direction, Epoch};

use super::facts::RoundTrip;
use super::recorded::{Entry, Recorded, Terminal};
use super::{Page, say};
use crate::words::{Words, both};

/// The most arrows. What comes later is counted.
const ARROWS: usize = 60;

/// From how many in a row on, application data of one side is one arrow.
const RUN: usize = 3;

/// The height of a row, and of what is above the first, in pixels.
const ROW: usize = 46;
const HEAD: usize = 40;

/// An arrow: a message, or a run of application data.
#[derive(Debug)]
struct Arrow {
    direction: Direction,
    time: Duration,
    epoch: Epoch,
    title: String,
    /// Its anchor, if it is shown below.
    anchor: Option<String>,
    /// The number of its first message; 0: it is only a record.
    number: u64,
    count: usize,
    bytes: usize,
    is_data: bool,
}

/// The section.
pub(super) fn show(page: &Page) -> Markup {
    let arrows = arrows(page.session, page);
    let heading = Words::new("On the time axis", "時間の流れ");
    let body = html! {
        (legend(&arrows))
        @match &page.session.terminals {
            Some([client, server]) => {
                div.beside { (terminal(client)) (drawing(page, &arrows)) (terminal(server)) }
            },
            None => (drawing(page, &arrows)),
        }
        @if arrows.len() > ARROWS {
            p.faint { (both(
                html! { (arrows.len() - ARROWS) " more arrows would follow; every message is listed below." },
                html! { "このあとに" (arrows.len() - ARROWS) "本の矢印が続きます。メッセージはすべて下にあります。" },
            )) }
        }
    };
    page.section("time", &heading, &body)
}

/// The epochs in use, with their colours.
fn legend(arrows: &[Arrow]) -> Markup {
    let mut epochs: Vec<Epoch> = Vec::new();
    for arrow in arrows {
        if !epochs.iter().any(|epoch| say::class(*epoch) == say::class(arrow.epoch)) {
            epochs.push(arrow.epoch);
        }
    }
    html! {
        p.legend {
            @for epoch in epochs { (say::badge(epoch)) " " }
        }
    }
}

/// The arrows in the order of time.
fn arrows(session: &Recorded, page: &Page) -> Vec<Arrow> {
    let mut all: Vec<(u64, Arrow)> = Vec::new();
    for entry in &session.entries {
        match entry {
            Entry::Message(message) => {
                let record = message.pieces.last().map_or(0, |piece| piece.record);
                all.push((
                    record,
                    Arrow {
                        direction: message.direction,
                        time: message.time,
                        epoch: message.epoch,
                        title: Escaped(&message.title()).to_string(),
                        anchor: Some(page.scope.message(message.number)),
                        number: message.number,
                        count: 1,
                        bytes: message.bytes.len(),
                        is_data: message.kind == Kind::ApplicationData,
                    },
                ));
            }
            Entry::Brief(brief) => all.push((
                brief.number,
                Arrow {
                    direction: brief.direction,
                    time: brief.time,
                    epoch: brief.epoch,
                    title: if brief.is_data { "Application Data".to_owned() } else { "Record".to_owned() },
                    anchor: Some(page.scope.record(brief.number)),
                    number: 0,
                    count: 1,
                    bytes: brief.content,
                    is_data: brief.is_data,
                },
            )),
            Entry::Record(_) | Entry::Gap(_) => {}
        }
    }
    all.sort_by_key(|(record, arrow)| (arrow.time, *record, arrow.number));
    let mut arrows: Vec<Arrow> = Vec::new();
    let mut run: Vec<Arrow> = Vec::new();
    for (_, arrow) in all {
        let same = run.last().is_some_and(|last| {
            last.is_data && arrow.is_data && last.direction == arrow.direction && last.epoch == arrow.epoch
        });
        if !same {
            end_run(&mut arrows, &mut run);
        }
        run.push(arrow);
    }
    end_run(&mut arrows, &mut run);
    arrows
}

/// Adds a run of arrows, as one if it is long.
fn end_run(arrows: &mut Vec<Arrow>, run: &mut Vec<Arrow>) {
    if run.len() <= RUN {
        arrows.append(run);
        return;
    }
    let (count, bytes) = (run.len(), run.iter().map(|arrow| arrow.bytes).sum());
    arrows.extend(run.drain(..).next().map(|first| Arrow { count, bytes, ..first }));
}

fn drawing(page: &Page, arrows: &[Arrow]) -> Markup {
    let shown = arrows.get(..ARROWS).unwrap_or(arrows);
    let height = HEAD + ROW * shown.len() + 16;
    html! {
        svg.axis width="100%" height=(height) aria-label=(page.lang.pick("Messages between client and server", "クライアントとサーバーの間のメッセージ")) role="group" {
            defs {
                marker id=(page.scope.anchor("head")) viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse" {
                    path d="M0 0 L10 5 L0 10 z" fill="context-stroke" {}
                }
            }
            (ends(page, height))
            @for trip in &page.facts.round_trips { (bracket(shown, trip)) }
            @for (at, arrow) in shown.iter().enumerate() { (line(page, arrow, HEAD + ROW * at + 30)) }
        }
    }
}

/// The two life lines.
fn ends(page: &Page, height: usize) -> Markup {
    let side = |x: &str, anchor: &str, name: &Words| {
        html! {
            text.end x=(x) y="16" text-anchor=(anchor) lang="en" { (name.en) }
            text.end x=(x) y="16" text-anchor=(anchor) lang="ja" { (name.ja) }
        }
    };
    let _ = page;
    html! {
        (side("4%", "start", &say::who(Direction::FromClient)))
        (side("96%", "end", &say::who(Direction::FromServer)))
        line.life x1="6%" x2="6%" y1="26" y2=(height) {}
        line.life x1="94%" x2="94%" y1="26" y2=(height) {}
    }
}

/// What embraces a flight and its answer.
fn bracket(shown: &[Arrow], trip: &RoundTrip) -> Markup {
    let row = |number: u64| shown.iter().position(|arrow| arrow.number == number);
    html! {
        @if let (Some(from), Some(to)) = (row(trip.from), row(trip.to)) {
            @let (top, bottom) = (HEAD + ROW * from + 30, HEAD + ROW * to + 30);
            g.trip {
                line x1="2%" x2="2%" y1=(top) y2=(bottom) {}
                line x1="2%" x2="5%" y1=(top) y2=(top) {}
                line x1="2%" x2="5%" y1=(bottom) y2=(bottom) {}
                @let words = Words::new(format!("round trip {}", say::time(trip.took)), format!("往復 {}", say::time(trip.took)));
                text x="7.5%" y=(usize::midpoint(top, bottom)) lang="en" { (words.en) }
                text x="7.5%" y=(usize::midpoint(top, bottom)) lang="ja" { (words.ja) }
            }
        }
    }
}

/// An arrow with its two lines of text.
fn line(page: &Page, arrow: &Arrow, y: usize) -> Markup {
    let (from, to) = match arrow.direction {
        Direction::FromClient => ("6.5%", "93.5%"),
        Direction::FromServer => ("93.5%", "6.5%"),
    };
    let count = if arrow.count > 1 { format!(" × {}", arrow.count) } else { String::new() };
    let drawn = html! {
        line.arrow x1=(from) x2=(to) y1=(y) y2=(y) marker-end={ "url(#" (page.scope.anchor("head")) ")" } {}
        @if arrow.epoch == Epoch::Clear {
            text.name x="50%" y=(y - 7) text-anchor="middle" { (arrow.title) (count) }
        } @else {
            text.name.hid x="50%" y=(y - 7) text-anchor="middle" { (arrow.title) (count) }
            text.name.pub x="50%" y=(y - 7) text-anchor="middle" { "?" (count) }
        }
        text.when x="50%" y=(y + 13) text-anchor="middle" { (say::time(arrow.time)) " · " (arrow.bytes) " B" }
    };
    html! {
        g.(say::class(arrow.epoch)) {
            @match &arrow.anchor { Some(anchor) => a href={ "#" (anchor) } { (drawn) }, None => (drawn) }
        }
    }
}

fn terminal(terminal: &Terminal) -> Markup {
    html! {
        div.terminal {
            p { code { (Escaped(&terminal.title)) } }
            pre { @for (typed, line) in &terminal.lines { @if *typed { b { (Escaped(line)) } } @else { (Escaped(line)) } "\n" } }
        }
    }
}
