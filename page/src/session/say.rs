//! Small things that all sections say: times, counts, directions, keys, verdicts.

use std::time::Duration;

use maud::{Markup, html};
use wire::proof::{Proof, Verdict};
use wire::{Direction, Epoch};

use crate::words::{Words, both};

/// `0.41 ms`, `12.3 ms`, `2.10 s`
pub(super) fn time(time: Duration) -> String {
    let micros = time.as_micros();
    let (whole, unit, scale) =
        if micros < 1_000_000 { (micros, "ms", 1000) } else { (micros / 1000, "s", 1000) };
    let (above, below) = (whole / scale, whole % scale);
    match above {
        0..=9 => format!("{above}.{:02} {unit}", below / 10),
        10..=99 => format!("{above}.{} {unit}", below / 100),
        _ => format!("{above} {unit}"),
    }
}

/// `1 byte`, `32 bytes`
pub(crate) fn bytes(count: usize) -> Words {
    let s = if count == 1 { "" } else { "s" };
    Words::new(format!("{count} byte{s}"), format!("{count}バイト"))
}

/// `1 record`, `3 records`
pub(super) fn records(count: usize) -> Words {
    let s = if count == 1 { "" } else { "s" };
    Words::new(format!("{count} record{s}"), format!("{count}個のレコード"))
}

/// Who sends.
pub(super) fn who(direction: Direction) -> Words {
    match direction {
        Direction::FromClient => Words::new("client", "クライアント"),
        Direction::FromServer => Words::new("server", "サーバー"),
    }
}

/// `client → server`
pub(crate) fn way(direction: Direction) -> Words {
    let (from, to) = (who(direction), who(direction.opposite()));
    Words::new(format!("{} → {}", from.en, to.en), format!("{} → {}", from.ja, to.ja))
}

/// The class with the colour of an epoch.
pub(crate) fn class(epoch: Epoch) -> &'static str {
    match epoch {
        Epoch::Clear => "e-clear",
        Epoch::Early => "e-early",
        Epoch::Handshake => "e-handshake",
        Epoch::Application(0) => "e-application",
        Epoch::Application(_) => "e-update",
    }
}

/// What protects, in a word.
pub(super) fn key(epoch: Epoch) -> Words {
    match epoch {
        Epoch::Clear => Words::new("not protected", "保護なし"),
        Epoch::Early => Words::new("early key", "Early Dataの鍵"),
        Epoch::Handshake => Words::new("handshake key", "ハンドシェイクの鍵"),
        Epoch::Application(0) => Words::new("application key", "アプリケーションの鍵"),
        Epoch::Application(generation) => Words::new(
            format!("application key, generation {generation}"),
            format!("アプリケーションの鍵（第{generation}世代）"),
        ),
    }
}

/// That word, in the colour of the epoch.
pub(crate) fn badge(epoch: Epoch) -> Markup {
    html! { span.badge.(class(epoch)) { (key(epoch)) } }
}

/// What stands in the place of a secret.
pub(super) fn redacted(length: usize) -> Markup {
    html! { span.redacted { (both(html! { "left out: " (bytes(length).en) }, html! { "省略（" (bytes(length).ja) "）" })) } }
}

/// A proof with its verdict.
pub(super) fn proof(proof: &Proof) -> Markup {
    match &proof.verdict {
        Verdict::Proven => {
            html! { strong.good { "✓ " (both("Proven", "証明済み")) } ": " (Words::from(&proof.claim)) }
        }
        Verdict::NotProvable(why) => html! {
            strong.unknown { "? " (both("Not provable here", "ここでは証明できない")) } ": " (Words::from(&proof.claim)) " (" (Words::from(why)) ")"
        },
        Verdict::False(why) => html! {
            strong.bad { "✗ " (both("FALSE", "偽")) } ": " (Words::from(&proof.claim)) " (" (Words::from(why)) ")"
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        for (micros, text) in [
            (0, "0.00 ms"),
            (410, "0.41 ms"),
            (12_345, "12.3 ms"),
            (999_999, "999 ms"),
            (1_000_000, "1.00 s"),
            (61_250_000, "61.2 s"),
        ] {
            assert_eq!(time(Duration::from_micros(micros)), text);
        }
    }
}
