//! Which programs the script of an experiment runs, and in which windows.

use std::collections::BTreeMap;

use super::original::Original;
use crate::catalogue::Experiment;
use crate::script::{Action, Step};

/// The windows of an experiment that run a program with a C original.
pub(crate) fn windows(experiment: &Experiment, originals: &BTreeMap<String, Original>) -> Vec<String> {
    let mut windows = Vec::new();
    for Step { window, action } in &experiment.script {
        let Action::Run(line) = action else { continue };
        let has_original = commands(line).any(|program| originals.contains_key(program));
        if has_original && !windows.contains(window) {
            windows.push(window.clone());
        }
    }
    windows
}

/// The programs that a window runs.
pub(crate) fn programs<'a>(experiment: &'a Experiment, window: &str) -> Vec<&'a str> {
    let in_window = experiment.script.iter().filter(|step| step.window == window);
    let lines = in_window.filter_map(|step| match &step.action {
        Action::Run(line) => Some(line.as_str()),
        _ => None,
    });
    lines.flat_map(commands).collect()
}

/// The programs that a command line runs.
pub(crate) fn commands(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', ';', '&', '(']).filter_map(|part| part.split_whitespace().next())
}
