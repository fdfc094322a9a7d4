//! Which side's program runs in a window: ours or the original.

use serde::Serialize;
use texts::{Sentence, say};

/// The side that a program belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Side {
    C,
    Rust,
}

/// A program of a side, as in `client-tls (C)`.
pub(super) fn of_side(program: &str, side: Side) -> Sentence {
    let program = program.to_owned();
    match side {
        Side::C => say!("{0} (C)", program),
        Side::Rust => say!("{0} (ours)", program),
    }
}

/// Formats the sides: `client C, server ours`.
pub(crate) fn who(sides: &[(String, Side)]) -> Sentence {
    let who = |(window, side): &(String, Side)| match side {
        Side::C => say!("{0} C", window.clone()),
        Side::Rust => say!("{0} ours", window.clone()),
    };
    sides.iter().map(who).reduce(|one, other| say!("{0}, {1}", one, other)).unwrap_or(Sentence::verbatim(""))
}

/// All combinations of sides for these windows: first ours everywhere, last C everywhere. The C-only session
/// comes last because it may leave the originals' fixed port busy for a minute.
pub(crate) fn combinations(windows: &[String]) -> Vec<Vec<(String, Side)>> {
    let mut all: Vec<Vec<(String, Side)>> = vec![Vec::new()];
    for window in windows {
        all = all
            .into_iter()
            .flat_map(|sides| {
                [Side::Rust, Side::C].map(|side| [sides.clone(), vec![(window.clone(), side)]].concat())
            })
            .collect();
    }
    all
}
