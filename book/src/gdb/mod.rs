//! Programs under gdb, which sees the functions of the library that they enter: how it is started, what it runs, and what
//! the functions are called for.

mod macros;
mod purpose;
mod symbols;

use serde_json::{Value, json};

use crate::api;
pub(crate) use macros::resolved;
pub(crate) use purpose::purpose;
pub(crate) use symbols::Symbols;

/// gdb without the reader's own settings; it ends when its commands have been run.
pub(crate) const COMMAND: [&str; 3] = ["gdb", "-nx", "-batch"];

/// Whether gdb is installed.
pub(crate) fn is_there() -> bool {
    harness::on_path("gdb")
}

/// What gdb runs, in Python: the settings, the variables and the script.
pub(crate) fn script(variables: &[(&str, Value)], script: &str) -> String {
    let assigned = variables.iter().map(|(name, value)| format!("{name} = {}", python(value)));
    [&[include_str!("settings.py").to_owned()], &*assigned.collect::<Vec<_>>(), &[script.to_owned()]]
        .concat()
        .join("\n")
}

/// A value in Python. Strings and numbers are as in JSON.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(_) | Value::String(_) => value.to_string(),
        Value::Array(values) => format!("[{}]", values.iter().map(python).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{}: {}", python(&json!(key)), python(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether a function that a program takes from elsewhere is of the TLS library, judging by its name.
pub(crate) fn is_of_the_library(name: &str) -> bool {
    api::is_api_name(name) && name.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_python_has_them() {
        let value = json!({"a": null, "b \" 漢": [true, false, 1, "\n\\"]});
        assert_eq!(python(&value), r#"{"a": None, "b \" 漢": [True, False, 1, "\n\\"]}"#);
    }
}
