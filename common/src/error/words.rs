//! Messages of system errors.

use std::io;

/// The system's text for an `errno`, without its number.
#[must_use]
pub fn words(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}
