//! Programs under gdb, which sees the functions of the library that they enter: how it is started, what it runs, and what
//! the functions are called for.

mod purpose;
mod symbols;

pub(crate) use purpose::purpose;
pub(crate) use symbols::Symbols;

use crate::api;

/// gdb without the reader's own settings; it ends when its commands have been run.
pub(crate) const COMMAND: [&str; 3] = ["gdb", "-nx", "-batch"];

/// Whether gdb is installed.
pub(crate) fn is_there() -> bool {
    harness::on_path("gdb")
}

/// What gdb runs, in Python: the settings, the variables and the script.
pub(crate) fn script(variables: &[(&str, serde_json::Value)], script: &str) -> String {
    let assigned = variables.iter().map(|(name, value)| format!("{name} = {}", python(value)));
    [&[include_str!("settings.py").to_owned()], &*assigned.collect::<Vec<_>>(), &[script.to_owned()]]
        .concat()
        .join("\n")
}

/// A value in Python. Strings and lists are as in JSON.
fn python(value: &serde_json::Value) -> String {
    use serde_json::Value::{Bool, Null};
    match value {
        Null => "None".to_owned(),
        Bool(true) => "True".to_owned(),
        Bool(false) => "False".to_owned(),
        other => other.to_string(),
    }
}

/// Whether a function that a program takes from elsewhere is of the TLS library, judging by its name.
pub(crate) fn is_of_the_library(name: &str) -> bool {
    api::is_api_name(name) && name.starts_with(char::is_alphabetic)
}
