//! Anchors: what they are called, and what they begin with on a page of several sessions.

use std::collections::HashMap;

use wire::derivation::Step;

use super::recorded::Recorded;

/// What the names of anchors begin with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub(super) number: usize,
    pub(super) several: bool,
}

impl Scope {
    /// An anchor of the session.
    pub(super) fn anchor(self, name: &str) -> String {
        if self.several { format!("s{}-{name}", self.number) } else { name.to_owned() }
    }

    pub(super) fn message(self, number: u64) -> String {
        self.anchor(&format!("m{number}"))
    }

    pub(super) fn record(self, number: u64) -> String {
        self.anchor(&format!("r{number}"))
    }

    /// What tells its values apart from those of other sessions.
    pub(super) fn name(self) -> String {
        if self.several { format!("#{} ", self.number) } else { String::new() }
    }
}

/// The steps with their anchors: `k-early_secret`, and `~2` for the second of that name.
pub(super) fn anchored(session: &Recorded, scope: Scope) -> Vec<(String, &Step)> {
    let mut names: HashMap<&str, usize> = HashMap::new();
    let mut steps = Vec::new();
    for step in &session.steps {
        let count = names.entry(&step.name).or_default();
        *count += 1;
        let name: String =
            step.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
        let name = if *count == 1 { format!("k-{name}") } else { format!("k-{name}~{count}") };
        steps.push((scope.anchor(&name), step));
    }
    steps
}
