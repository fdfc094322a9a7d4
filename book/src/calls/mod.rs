//! `tlsbook calls`: runs a program of the book under gdb, and shows which functions of the TLS library it enters, and what
//! each returns. The book shows the same in wolfSSL's debug log (`wolfSSL Entering …`, `wolfSSL Leaving …, return …`).

mod nearest;
mod returns;
mod shown;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::error::words;
use serde_json::json;

use crate::catalogue::Crate;
use crate::error::Error;
use crate::gdb::{self, Symbols};
use shown::Wanted;

/// What is run, and which calls are shown.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Every function that libssl exports, also when the library itself enters it; indented within another
    #[arg(long, conflicts_with = "filter")]
    all: bool,

    /// The functions whose names begin like this, in place of those that the book's listing and our comments name
    #[arg(long, value_name = "PREFIX")]
    filter: Option<String>,

    /// Write the calls to this file, not to standard error
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The program, by its name in `tlsbook list`, and its own options and arguments
    #[arg(value_name = "PROGRAM [ARGUMENTS]", required = true, trailing_var_arg = true)]
    command: Vec<OsString>,
}

/// Runs the program. If gdb can be started, this process becomes it, so that terminal, signals and exit status are the
/// program's.
///
/// # Errors
/// [`Error::UnknownProgram`], [`Error::NoGdb`], [`Error::Calls`]: the program is not built, or nothing in it can be watched.
pub(crate) fn calls(root: &Path, crates: &[Crate], args: &Args) -> Result<(), Error> {
    let sections = crates.iter().flat_map(|folder| &folder.sections);
    let names: Vec<&str> = sections.flat_map(|s| &s.programs).map(|program| program.name.as_str()).collect();
    let Some((program, arguments)) = args.command.split_first() else {
        return Err(Error::Calls("no program is named".to_owned())); // clap has said so
    };
    let name = &*program.to_string_lossy(); // none of ours has a name that is not in UTF-8
    if !names.contains(&name) {
        let nearest = nearest::nearest(name, &names).map(str::to_owned);
        return Err(Error::UnknownProgram { name: name.to_owned(), nearest });
    }
    if !gdb::is_there() {
        return Err(Error::NoGdb);
    }
    let program = harness::program(name).map_err(|e| Error::Calls(words(&e)))?;
    let symbols = symbols(&program)?;
    let defined = symbols.own.iter().any(|name| name == "OpenSSL_version");
    let wanted = match (&args.filter, args.all) {
        (Some(prefix), _) => Wanted::Prefix(prefix.clone()),
        (None, true) => Wanted::All,
        (None, false) => Wanted::of_the_book(root, crates, name)?,
    };
    let functions = match (args.all, defined) {
        (true, false) => self::symbols(&libssl()?)?.exports,
        (_, true) => symbols.own,
        (false, false) => symbols.imports,
    };
    let functions: serde_json::Map<_, _> = functions
        .iter()
        .filter(|name| gdb::is_of_the_library(name) && wanted.has(name))
        .map(|name| (name.clone(), returns::kind(name).into()))
        .collect();
    let output = args.output.as_deref().map(create).transpose()?;
    let variables = [
        ("functions", functions.into()),
        ("output", json!(output)),
        ("defined", json!(defined)),
        ("nested", json!(args.all)),
    ];
    let script = gdb::script(&variables, include_str!("calls.py"));
    let [gdb, options @ ..] = gdb::COMMAND;
    let mut command = harness::stranger_command(gdb);
    // Before gdb looks at the program, and after.
    command.args(options).args(["-iex", "python import os; exec(os.environ['TLSBOOK_CALLS'])"]);
    command.args(["-ex", "python trace()", "--args"]).arg(program).args(arguments);
    command.env("TLSBOOK_CALLS", script).env_remove("DEBUGINFOD_URLS");
    become_it(command)
}

/// Has a process take the place of this one.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<(), Error> {
    let why = std::os::unix::process::CommandExt::exec(&mut command);
    Err(Error::Calls(format!("gdb cannot be started ({})", words(&why))))
}

#[cfg(not(unix))]
fn become_it(_: Command) -> Result<(), Error> {
    Err(Error::Calls("programs can be watched on Linux only".to_owned()))
}

/// The names in an executable or a library.
fn symbols(path: &Path) -> Result<Symbols, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let object = object::File::parse(bytes.as_slice())
        .map_err(|e| Error::Calls(format!("{} is no executable of Linux ({e})", path.display())))?;
    Ok(Symbols::of(&object))
}

/// The libssl that this process has loaded: the programs beside it load the same.
fn libssl() -> Result<PathBuf, Error> {
    let maps = PathBuf::from("/proc/self/maps");
    let text = fs::read_to_string(&maps).map_err(|source| Error::Read { path: maps, source })?;
    // Five fields, then the path, which may have blanks.
    let mut paths = text.lines().filter_map(|line| line.find('/').and_then(|at| line.get(at..)));
    let found = paths.find(|path| path.rsplit('/').next().is_some_and(|file| file.starts_with("libssl.")));
    found.map(PathBuf::from).ok_or_else(|| Error::Calls("libssl is not found".to_owned()))
}

/// An empty file, by its absolute path.
fn create(path: &Path) -> Result<String, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    File::create(path).map_err(failed)?;
    let absolute = std::path::absolute(path).map_err(failed)?;
    let text = absolute.to_str().map(str::to_owned);
    text.ok_or_else(|| failed(io::Error::new(io::ErrorKind::InvalidInput, "gdb needs a name in UTF-8")))
}
