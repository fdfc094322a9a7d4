//! Whose program runs in which window: ours or the original.

use serde::Serialize;

/// Which program plays a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Side {
    C,
    Rust,
}

impl Side {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::C => "C",
            Self::Rust => "ours",
        }
    }
}

/// `client C, server ours`
pub(crate) fn who(sides: &[(String, Side)]) -> String {
    let who = |(window, side): &(String, Side)| format!("{window} {}", side.word());
    sides.iter().map(who).collect::<Vec<_>>().join(", ")
}

/// Every combination of sides for these windows: ours everywhere first, C everywhere last. A session of the originals
/// alone may leave the only port that they know busy for a minute.
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
