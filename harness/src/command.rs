//! Starting a program that is not of this workspace.

use std::ffi::OsStr;
use std::process::Command;

/// The locale of strangers. Paths and files of the book are in UTF-8; macOS has no such locale of its own.
const LOCALE: &str = if cfg!(target_os = "macos") { "C" } else { "C.UTF-8" };

/// A program that is not of this workspace: a shell, a tool, a compiler. What it says is compared, and so it says it in
/// English, whatever the reader's language is.
#[must_use]
#[allow(clippy::disallowed_methods)] // this is the way to them
pub fn stranger_command(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    // GNU's programs look at LANGUAGE in every locale but `C`.
    command.env("LC_ALL", LOCALE).env_remove("LANGUAGE");
    command
}
