//! Which side's program runs in a window: ours or the original.

use serde::Serialize;

/// The side that a program belongs to.
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

/// Formats the sides: `client C, server ours`.
pub(crate) fn who(sides: &[(String, Side)]) -> String {
    let who = |(window, side): &(String, Side)| format!("{window} {}", side.word());
    sides.iter().map(who).collect::<Vec<_>>().join(", ")
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
