//! The time axis: messages as arrows between the two ends, with round trips bracketed, and what the terminals of both
//! ends have shown meanwhile.

use std::time::Duration;

use maud::{Markup, html};
use wire::fields::Escaped;
use wire::message::Kind;
use wire::names;
use wire::record::Protection;
use wire::{Direction, Epoch};

use super::facts::RoundTrip;
use super::part::Page;
use super::recorded::{Crossing, Entry, Line, Recorded, Terminal};
use super::say;
use crate::words::{Words, both};

/// The most arrows. What comes later is counted.
const ARROWS: usize = 60;

/// The most lines of terminals. What comes later is counted.
const LINES: usize = 400;

/// From how many in a row on, application data of one side is one arrow.
const RUN: usize = 3;

/// An arrow: a message, or a run of application data.
#[derive(Debug)]
struct Arrow {
    direction: Direction,
    /// When it was sent and when it arrived, as far as the recordings say.
    crossing: Crossing,
    epoch: Epoch,
    title: String,
    /// Its anchor below.
    anchor: String,
    /// The number of its first message; 0: it is only a record.
    number: u64,
    count: usize,
    bytes: usize,
    is_data: bool,
    /// What everyone sees of it: the type on the outside of its records, and their bytes.
    outside: Option<(u8, usize)>,
}

/// A row of the axis.
enum Row<'a> {
    Arrow(&'a Arrow),
    /// Lines that a terminal has shown in one go.
    Said(Direction, Vec<&'a Line>),
}

/// The section.
pub(super) fn show(page: &Page) -> Markup {
    let arrows = arrows(page.session, page);
    let shown = arrows.get(..ARROWS).unwrap_or(&arrows);
    let terminals = page.session.terminals.as_ref();
    let (rows, more) = rows(page.session, shown, terminals);
    let heading = Words::new("On the time axis", "時間の流れ");
    let body = html! {
        (legend(&arrows))
        (eavesdropped(page))
        @if terminals.is_some() {
            p.faint.hid { (both(
                "Lines of the terminals stand where they were seen, which is a moment after they were written.",
                "ターミナルの行は、読み取った時点の位置にあります。書かれた時点より少し遅れます。",
            )) }
        }
        ol.axis.with-terminals[terminals.is_some()] {
            (ends(terminals))
            @for (row, part) in rows.iter().zip(brackets(&rows, &page.facts.round_trips)) {
                @match row {
                    Row::Arrow(arrow) => (drawn(arrow, part)),
                    Row::Said(side, lines) => (said(*side, lines, part)),
                }
            }
        }
        @if arrows.len() > ARROWS {
            p.faint { (both(
                html! { (arrows.len() - ARROWS) " more arrows would follow; every message is listed below." },
                html! { "このあとに" (arrows.len() - ARROWS) "本の矢印が続きます。メッセージはすべて下にあります。" },
            )) }
        }
        @if more > 0 {
            p.faint { (both(
                html! { (more) " more lines of the terminals are not shown here." },
                html! { "ターミナルの残り" (more) "行は省略しています。" },
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

/// How much of the session an eavesdropper reads; shown only when the switch is on.
fn eavesdropped(page: &Page) -> Markup {
    let (mut clear, mut protected) = ((0, 0), (0, 0));
    for entry in &page.session.entries {
        let (seen, length) = match entry {
            Entry::Record(record) if matches!(record.protection, Protection::Plain) => {
                (&mut clear, record.raw.len())
            }
            Entry::Record(record) => (&mut protected, record.raw.len()),
            Entry::Brief(brief) if brief.epoch == Epoch::Clear => (&mut clear, brief.length),
            Entry::Brief(brief) => (&mut protected, brief.length),
            Entry::Message(_) | Entry::Gap(_) => continue,
        };
        *seen = (seen.0 + 1, seen.1 + length);
    }
    let of = |(records, length): (usize, usize)| (say::records(records), say::bytes(length));
    let (readable, closed) = (of(clear), of(protected));
    let bytes = page.scope.anchor("bytes");
    html! {
        p.pub { (both(
            html! { "An eavesdropper reads " a href={ "#" (bytes) } { "all bytes" } " of " (readable.0.en) " (" (readable.1.en) "). For the other " (closed.0.en) " (" (closed.1.en) "), only the header (type, version, length) and the time are known." },
            html! { "盗聴者は、" (readable.0.ja) "（" (readable.1.ja) "）の" a href={ "#" (bytes) } { "すべてのバイト" } "を読めます。ほかの" (closed.0.ja) "（" (closed.1.ja) "）については、ヘッダー（種別、バージョン、長さ）と時刻だけがわかります。" },
        )) }
    }
}

/// The arrows in the order in which they were sent.
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
                        crossing: session.crossing(message),
                        epoch: message.epoch,
                        title: Escaped(&message.title()).to_string(),
                        anchor: page.scope.message(message.number),
                        number: message.number,
                        count: 1,
                        bytes: message.bytes.len(),
                        is_data: message.kind == Kind::ApplicationData,
                        outside: session.outside(message),
                    },
                ));
            }
            Entry::Brief(brief) => all.push((
                brief.number,
                Arrow {
                    direction: brief.direction,
                    crossing: Crossing { sent: brief.time, arrived: None },
                    epoch: brief.epoch,
                    title: if brief.is_data { "Application Data".to_owned() } else { "Record".to_owned() },
                    anchor: page.scope.record(brief.number),
                    number: 0,
                    count: 1,
                    bytes: brief.content,
                    is_data: brief.is_data,
                    outside: None,
                },
            )),
            Entry::Record(_) | Entry::Gap(_) => {}
        }
    }
    all.sort_by_key(|(record, arrow)| (arrow.crossing.sent, *record, arrow.number));
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
    let records = run.iter().map(|arrow| arrow.outside.map(|(_, bytes)| bytes)).sum::<Option<usize>>();
    arrows.extend(run.drain(..).next().map(|first| {
        let outside = first.outside.zip(records).map(|((outer, _), bytes)| (outer, bytes));
        Arrow { count, bytes, outside, ..first }
    }));
}

/// Arrows and lines of the terminals in the order of time, and how many lines were left out.
fn rows<'a>(
    session: &Recorded,
    arrows: &'a [Arrow],
    terminals: Option<&'a [Terminal; 2]>,
) -> (Vec<Row<'a>>, usize) {
    let mut lines: Vec<(Direction, &Line)> = Vec::new();
    if let Some([client, server]) = terminals {
        lines.extend(client.lines.iter().map(|line| (Direction::FromClient, line)));
        lines.extend(server.lines.iter().map(|line| (Direction::FromServer, line)));
    }
    lines.sort_by_key(|(_, line)| line.since_1970);
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let mut lines = lines.into_iter().peekable();
    let mut rows = Vec::new();
    let mut say = |rows: &mut Vec<Row<'a>>, until: Option<Duration>| {
        while let Some((side, line)) =
            lines.next_if(|(_, line)| until.is_none_or(|until| line.since_1970 < until))
        {
            match rows.last_mut() {
                Some(Row::Said(last, said)) if *last == side => said.push(line),
                _ => rows.push(Row::Said(side, vec![line])),
            }
        }
    };
    for arrow in arrows {
        say(&mut rows, Some(session.since_1970 + arrow.crossing.sent));
        rows.push(Row::Arrow(arrow));
    }
    say(&mut rows, None);
    (rows, more)
}

/// What of a bracket around a round trip stands in a row.
#[derive(Clone, Copy)]
enum Part {
    Begins(Duration),
    GoesOn,
    Ends,
}

impl Part {
    fn class(self) -> &'static str {
        match self {
            Self::Begins(_) => "trip-begins",
            Self::GoesOn => "trip",
            Self::Ends => "trip-ends",
        }
    }
}

/// The brackets that embrace a flight and its answer, row by row.
fn brackets(rows: &[Row], trips: &[RoundTrip]) -> Vec<Option<Part>> {
    let place =
        |number| rows.iter().position(|row| matches!(row, Row::Arrow(arrow) if arrow.number == number));
    let mut parts = vec![None; rows.len()];
    for trip in trips {
        let (Some(from), Some(to)) = (place(trip.from), place(trip.to)) else { continue };
        for (at, part) in parts.iter_mut().enumerate().take(to + 1).skip(from) {
            *part = Some(match at {
                _ if at == from => Part::Begins(trip.took),
                _ if at == to => Part::Ends,
                _ => Part::GoesOn,
            });
        }
    }
    parts
}

/// The heads of the two life lines, each with the name of its terminal if that says more.
fn ends(terminals: Option<&[Terminal; 2]>) -> Markup {
    let title = |terminal: &Terminal| {
        let known = ["client", "server"].contains(&terminal.title.as_str());
        html! { @if !known { code { (Escaped(&terminal.title)) } } }
    };
    html! {
        li.ends {
            @if let Some([client, _]) = terminals { div.left { (title(client)) } }
            div.mid { b { (say::who(Direction::FromClient)) } " " b { (say::who(Direction::FromServer)) } }
            @if let Some([_, server]) = terminals { div.right { (title(server)) } }
        }
    }
}

/// What stands between the life lines, with its part of a bracket.
fn between(part: Option<Part>, inside: &Markup) -> Markup {
    html! {
        div.mid.(part.map_or("", Part::class)) {
            @if let Some(Part::Begins(took)) = part {
                small.took { (both(format!("round trip {}", say::time(took)), format!("往復 {}", say::time(took)))) }
            }
            (inside)
        }
    }
}

/// An arrow with its two lines of text, which leads to the message.
fn drawn(arrow: &Arrow, part: Option<Part>) -> Markup {
    let way = match arrow.direction {
        Direction::FromClient => "from-client",
        Direction::FromServer => "from-server",
    };
    let count = if arrow.count > 1 { format!(" × {}", arrow.count) } else { String::new() };
    let Crossing { sent, arrived } = arrow.crossing;
    let bytes = html! { (arrow.bytes) " B" };
    let outer = arrow.outside.and_then(|(outer, _)| names::content_type(outer.into())).unwrap_or("?");
    let length = match arrow.outside {
        _ if arrow.epoch == Epoch::Clear => bytes,
        Some((_, records)) => {
            html! { span.hid { (bytes) } span.pub { (both(format!("record: {records} B"), format!("レコード：{records} B"))) } }
        }
        None => html! { span.hid { (bytes) } span.pub { "? B" } },
    };
    let inside = html! {
        a href={ "#" (arrow.anchor) } {
            span.unseen { (say::way(arrow.direction)) ": " }
            span.name {
                @if arrow.epoch == Epoch::Clear { (arrow.title) } @else { span.hid { (arrow.title) } span.pub { (outer) } }
                (count)
            }
            span.shaft {}
            small.when { (say::time(sent)) @if let Some(arrived) = arrived { " → " (say::time(arrived)) } " · " (length) }
        }
    };
    html! { li.(say::class(arrow.epoch)).(way) { (between(part, &inside)) } }
}

/// Lines of a terminal.
fn said(side: Direction, lines: &[&Line], part: Option<Part>) -> Markup {
    let class = match side {
        Direction::FromClient => "left",
        Direction::FromServer => "right",
    };
    html! {
        li.said {
            (between(part, &html! {}))
            div.(class) {
                span.unseen { (say::who(side)) ": " }
                pre.hid { @for line in lines { @if line.typed { b { (Escaped(&line.text)) } } @else { (Escaped(&line.text)) } "\n" } }
            }
        }
    }
}
