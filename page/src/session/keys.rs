//! The key schedule, as a tree with all values, and a command for each step.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};
use wire::derivation::{Data, Function, Input, Origin, Output, Step};
use wire::fields::{Escaped, hex};
use wire::record::Protection;
use wire::render::why;
use wire::{Direction, Epoch};

use super::part::{Page, protected};
use super::recorded::Entry;
use super::scope::anchored;
use super::{command, say};
use crate::words::{Words, both};

/// The section.
pub(super) fn show(page: &Page) -> Markup {
    let heading = Words::new("The keys", "鍵");
    let schedule = Schedule::new(page);
    let inside = html! {
        @if schedule.steps.is_empty() {
            p { (both(
                "No key schedule can be followed here: there is no Server Hello, or a cipher suite without an AEAD.",
                "鍵スケジュールをたどれません。Server Helloがないか、AEADを使わない暗号スイートです。",
            )) }
        } @else {
            p.faint { (both(
                "From the shared secrets to the keys of the records. Each value can be recomputed with the command below it.",
                "共有シークレットから、レコードを保護する鍵までの導出です。どの値も、その下のコマンドで再計算できます。",
            )) }
            ol.schedule { @for root in &schedule.roots { (schedule.step(*root)) } }
        }
    };
    let outside = html! { p { (both("No secret ever goes over the wire: an eavesdropper sees only the two public keys.", "シークレットが通信路に流れることはありません。盗聴者に見えるのは、双方の公開鍵だけです。")) } };
    page.section("keys", &heading, &protected(&inside, &outside))
}

struct Schedule<'a> {
    page: &'a Page<'a>,
    steps: Vec<(String, &'a Step)>,
    roots: Vec<usize>,
    below: Vec<Vec<usize>>,
    /// The titles of messages, by their numbers.
    titles: BTreeMap<u64, String>,
    /// How many records each key has opened.
    opened: HashMap<(Direction, Epoch), usize>,
}

impl<'a> Schedule<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let session = page.session;
        let steps = anchored(session, page.scope);
        let mut below = vec![Vec::new(); steps.len()];
        let mut roots = Vec::new();
        let mut newest: HashMap<&str, usize> = HashMap::new();
        let mut parents: Vec<Option<usize>> = Vec::new();
        for (index, (_, step)) in steps.iter().enumerate() {
            let mut above = step.parent().and_then(|name| newest.get(name).copied());
            // Generations of a traffic secret stand side by side, not each within the one before.
            if matches!(&step.function, Function::ExpandLabel { label: "traffic upd", .. }) {
                above = above.and_then(|before| parents.get(before).copied().flatten()).or(above);
            }
            match above.and_then(|above| below.get_mut(above)) {
                Some(list) => list.push(index),
                None => roots.push(index),
            }
            parents.push(above);
            newest.insert(&step.name, index);
        }
        let mut opened = HashMap::new();
        for entry in &session.entries {
            let key = match entry {
                Entry::Record(record) => match &record.protection {
                    Protection::Opened(opened) => Some((record.direction, opened.epoch)),
                    _ => None,
                },
                Entry::Brief(brief) => Some((brief.direction, brief.epoch)),
                Entry::Message(_) | Entry::Gap(_) => None,
            };
            if let Some(key) = key {
                *opened.entry(key).or_default() += 1;
            }
        }
        let titles =
            session.messages().map(|message| (message.number, message.title().into_owned())).collect();
        Self { page, steps, roots, below, titles, opened }
    }

    fn step(&self, index: usize) -> Markup {
        let (Some((anchor, step)), Some(below)) = (self.steps.get(index), self.below.get(index)) else {
            return html! {};
        };
        let text = texts::find_in("", why::id_of_step(step)).map(|text| self.page.glossary.anchor(text));
        let class = step.protects.map_or("e-clear", |(_, epoch)| say::class(epoch));
        html! {
            li.(class).main[matches!(step.function, Function::Given | Function::Extract { .. })] {
                div.step id=(anchor) {
                    h3 {
                        @match text { Some(text) => a href={ "#" (text) } { (Escaped(&step.name)) }, None => (Escaped(&step.name)) }
                        @if let Some((direction, epoch)) = step.protects { " " (self.protects(direction, epoch)) }
                    }
                    p.call { "= " (self.call(step, index)) }
                    (self.value(step, anchor))
                    (self.by_hand(step))
                }
                @if !below.is_empty() { ol { @for child in below { (self.step(*child)) } } }
            }
        }
    }

    /// The records that a key protects.
    fn protects(&self, direction: Direction, epoch: Epoch) -> Markup {
        let count = self.opened.get(&(direction, epoch)).copied().unwrap_or_default();
        let (who, records) = (say::who(direction), say::records(count));
        html! { span.badge { (both(html! { (records.en) " of the " (who.en) }, html! { (who.ja) "の" (records.ja) })) } }
    }

    /// How it is made.
    fn call(&self, step: &Step, index: usize) -> Markup {
        let hash = step.hash;
        match &step.function {
            Function::Given => match step.origin() {
                Some(Origin { session, name }) => html! { (both(
                    html! { (Escaped(name)) " of session " (session) ": the identity is its ticket" },
                    html! { "セッション" (session) "の" (Escaped(name)) "（アイデンティティがそのチケット）" },
                )) },
                None if ["ecdhe_secret", "premaster_secret"].contains(&&*step.name) => both(
                    "the shared secret of the key exchange: each end computes it from its own private key and what the other has sent; an eavesdropper has neither private key",
                    "鍵交換の共有シークレット。各自のプライベート鍵と相手から受け取った値から計算します。盗聴者はどちらのプライベート鍵も持っていません",
                ),
                None => both("from outside: no step of the schedule", "鍵スケジュールの外から与えられる値"),
            },
            Function::Extract { salt, ikm } => html! {
                "HKDF-Extract(salt " (self.input(salt, index)) ", IKM " (self.input(ikm, index)) ") [" (hash) "]"
            },
            Function::ExpandLabel { secret, label, context, length, .. } => html! {
                "HKDF-Expand-Label(" (self.input(secret, index)) ", \"" (label) "\", " (self.data(context)) ", " (length) ") [" (hash) "]"
            },
            Function::Hmac { key, data } => {
                html! { "HMAC(" (self.input(key, index)) ", " (self.data(data)) ") [" (hash) "]" }
            }
            Function::Prf { secret, label, seed, length } => html! {
                "PRF(" (self.input(secret, index)) ", \"" (label) "\", " (self.data(seed)) ", " (length) ") [" (hash) "]"
            },
            Function::Part { whole, range } => html! {
                (both(html! { "bytes " (range.start) " to " (range.end) " of " (self.input(whole, index)) }, html! { (self.input(whole, index)) "のオフセット" (range.start) "以上" (range.end) "未満" }))
            },
        }
    }

    /// An input, linked to the newest step before that makes it.
    fn input(&self, input: &Input, before: usize) -> Markup {
        let made = self.steps.iter().take(before).rev().find(|(_, step)| step.name == input.name);
        html! {
            @match (made, &input.value) {
                (Some((anchor, _)), _) => a href={ "#" (anchor) } { (Escaped(&input.name)) },
                (None, Ok(zeros)) if input.name == "zeros" => { (both(html! { (zeros.len()) " zero bytes" }, html! { "0が" (zeros.len()) "バイト" })) },
                (None, _) => (Escaped(&input.name)),
            }
        }
    }

    fn data(&self, data: &Data) -> Markup {
        match data {
            Data::Empty => html! { "\"\"" },
            Data::Transcript { messages, truncated, .. } => {
                let cut = html! { @if *truncated { (both(" up to its binders", "（バインダーの前まで）")) } };
                let list = match messages.as_slice() {
                    [] => return html! { (both("hash of no messages", "空のメッセージ列のハッシュ値")) },
                    [only] => self.message(*only),
                    [first, .., last] => html! { (self.message(*first)) " … " (self.message(*last)) },
                };
                html! { (both(html! { "hash of " (list) }, html! { (list) "のハッシュ値" })) (cut) }
            }
            Data::Nonce(_) => html! { (both("nonce of the ticket", "チケットのノンス")) },
            Data::Randoms(first, _) => html! { (first) "_random + " (first.opposite()) "_random" },
        }
    }

    fn message(&self, number: u64) -> Markup {
        let title = self.titles.get(&number).map_or("?", String::as_str);
        html! { a href={ "#" (self.page.scope.message(number)) } { (Escaped(title)) } }
    }

    fn value(&self, step: &Step, anchor: &str) -> Markup {
        let Some(value) = step.output.value() else {
            let why =
                if let Output::Unknown(why) = &step.output { Words::from(why) } else { Words::name("?") };
            return html! { p.unknown { (both("not known: ", "不明：")) (why) } };
        };
        html! {
            p.outcome {
                @if self.page.options.redact && !is_public(step) { (say::redacted(value.len())) } @else { code { (hex(value)) } }
                " " (agreement(step))
                @for place in self.page.same.others(value, anchor).take(3) { " " a.same href={ "#" (place.anchor) } { "= " (Escaped(&place.name)) } }
            }
        }
    }

    /// The inputs that are no outputs of other steps, and the command.
    fn by_hand(&self, step: &Step) -> Markup {
        let context = match &step.function {
            Function::ExpandLabel { context: data, .. }
            | Function::Hmac { data, .. }
            | Function::Prf { seed: data, .. } => data.bytes().ok().filter(|bytes| !bytes.is_empty()),
            _ => None,
        };
        let info = match &step.function {
            Function::ExpandLabel { info, .. } => info.as_slice(),
            _ => &[],
        };
        let command = command::of(step).filter(|_| !self.page.options.redact);
        html! {
            @if command.is_some() || context.is_some() {
                details {
                    summary { (both("compute it", "計算方法")) }
                    @if let Some(context) = context { p.outcome { (both("context ", "コンテキスト ")) code { (hex(&context)) } } }
                    @if !info.is_empty() { p.outcome { "HkdfLabel " code { (hex(info)) } } }
                    @match command {
                        Some(command) => (crate::frame::copyable(&command)),
                        None => p.redacted { (both("The command would hold the secret, and is left out.", "コマンドはシークレットを含むため、省略しています。")) },
                    }
                    p.faint { small { (step.source) } }
                }
            }
        }
    }
}

/// Whether a value is no secret: it goes over the wire.
fn is_public(step: &Step) -> bool {
    matches!(step.function, Function::Hmac { .. })
        || matches!(&step.function, Function::Prf { label: "client finished" | "server finished", .. })
}

/// Whether the session says the same.
fn agreement(step: &Step) -> Markup {
    match &step.output {
        Output::Derived { agrees: Some(true), .. } => {
            html! { span.good { "✓ " (both("as in the session", "セッションの値と一致")) } }
        }
        Output::Derived { agrees: Some(false), .. } => {
            html! { strong.bad { "✗ " (both("the session has ANOTHER value", "セッションの値と異なる")) } }
        }
        Output::Logged { why, .. } => {
            html! { span.unknown { (both("from the key log: ", "鍵ログの値：")) (Words::from(why)) } }
        }
        Output::Derived { agrees: None, .. } | Output::Given(_) | Output::Unknown(_) => html! {},
    }
}
