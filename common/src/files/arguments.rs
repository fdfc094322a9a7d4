//! Files as named on the command line.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::identity::Identity;
use crate::escape::line;

/// A file to read; `-` is standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(pub(super) Place);

/// A file to write; `-` is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output(pub(super) Place);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Standard,
    File(PathBuf),
}

impl From<OsString> for Place {
    fn from(name: OsString) -> Self {
        if name == "-" { Self::Standard } else { Self::File(name.into()) }
    }
}

/// Converts an argument, for `clap`.
impl From<OsString> for Input {
    fn from(name: OsString) -> Self {
        Self(name.into())
    }
}

/// Converts an argument, for `clap`.
impl From<OsString> for Output {
    fn from(name: OsString) -> Self {
        Self(name.into())
    }
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Self(Place::File(path.to_owned()))
    }
}

impl From<&Path> for Output {
    fn from(path: &Path) -> Self {
        Self(Place::File(path.to_owned()))
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Standard => f.write_str("standard input"),
            Place::File(path) => line(path.display()).fmt(f),
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Standard => f.write_str("standard output"),
            Place::File(path) => line(path.display()).fmt(f),
        }
    }
}

impl Input {
    pub(super) fn file(&self) -> Option<Identity> {
        match &self.0 {
            Place::Standard => Identity::of_stream(&io::stdin()),
            Place::File(path) => Identity::of_path(path),
        }
    }
}

impl Output {
    pub(super) fn file(&self) -> Option<Identity> {
        match &self.0 {
            Place::Standard => Identity::of_stream(&io::stdout()),
            Place::File(path) => Identity::of_path(path),
        }
    }
}
