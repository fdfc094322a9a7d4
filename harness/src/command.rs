//! Starts programs that are not part of this workspace.

use std::ffi::OsStr;
use std::process::Command;

/// The locale in which programs run, ours and those of others. The book's paths and files are in UTF-8, but macOS has
/// no `C.UTF-8`.
pub(crate) const LOCALE: &str = if cfg!(target_os = "macos") { "C" } else { "C.UTF-8" };

/// A program that is not part of this workspace, such as a shell, a tool or a compiler. Its output is compared,
/// so it runs in English whatever the user's language.
#[must_use]
#[allow(clippy::disallowed_methods)] // the wrapper to use instead
pub fn stranger_command(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    // GNU programs look at LANGUAGE in every locale but `C`.
    command.env("LC_ALL", LOCALE).env_remove("LANGUAGE");
    command
}
