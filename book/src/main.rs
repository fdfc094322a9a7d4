//! `tlsbook`: the book's experiments, listed, played and checked; captures, explained; its test certificates, made anew.

mod api;
mod certs;
mod compare;
mod data;
mod diff;
mod explain;
mod pages;
mod play;
mod readme;
mod script;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use openssl::error::ErrorStack;

use common::{Terminal, defaults, report};
use data::Crate;

/// Lists, plays and checks the samples of the book.
#[derive(Parser)]
#[command(version)]
struct Args {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// List the sections, their programs and how to run them
    List,

    /// Play experiments between real processes, and check each window against the book
    Play {
        /// What to play: a section (6.1), an experiment (6.1/session), a chapter (6) [default: everything]
        sections: Vec<String>,

        /// Show no transcripts, only the table at the end
        #[arg(long, short)]
        quiet: bool,

        /// List the experiments without playing them
        #[arg(long)]
        list: bool,
    },

    /// Check that each sample makes the calls of the book's listing, and that the READMEs are up to date
    Api {
        /// Write the generated parts of the READMEs
        #[arg(long)]
        write: bool,
    },

    /// Hold the samples beside your copy of the C originals: on paper, when run, in the calls that really happen
    Compare(compare::Options),

    /// Show the TLS sessions of a capture, of whatever program: messages, fields, and what they prove
    Explain(explain::Args),

    /// Show what differs between two sessions of captures, message by message
    Diff(diff::Args),

    /// Make the test certificates and keys anew
    Certs {
        /// The folder to write them to [default: the project's certs/]
        folder: Option<PathBuf>,
    },
}

/// A failure of this command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot read {} ({source})", .path.display())]
    Read { path: PathBuf, source: io::Error },

    #[error("cannot write {} ({source})", .path.display())]
    Write { path: PathBuf, source: io::Error },

    #[error("{} is not a description of samples: {why}", .path.display())]
    Data { path: PathBuf, why: String },

    #[error("{}: {why}", .path.display())]
    Page { path: PathBuf, why: String },

    #[error(
        "there is no section or experiment {0}: `tlsbook list` and `tlsbook play --list` show what there is"
    )]
    NoSection(String),

    #[error("there is no program {0} that stands beside a C file: `tlsbook list` shows what there is")]
    NoProgram(String),

    #[error("cannot make a folder to play in ({0})")]
    Scratch(io::Error),

    #[error("{0} of the experiments did not go as in the book")]
    Differs(usize),

    #[error("{0} findings in listings and READMEs; `tlsbook api --write` mends the READMEs")]
    Findings(usize),

    #[error("nothing in {} can be compared: it should be the folder Examples of the originals", .0.display())]
    NothingToCompare(PathBuf),

    #[error("differences between the C originals and our samples that nothing explains: {0}")]
    Unexplained(usize),

    #[error("cannot read {} ({source})", .path.display())]
    Capture { path: PathBuf, source: wire::capture::Error },

    #[error("{} is not a key log ({why})", .path.display())]
    KeyLog { path: PathBuf, why: &'static str },

    #[error("{} has {count} TLS sessions: say which one, as in {}#1", .path.display(), .path.display())]
    WhichSession { path: PathBuf, count: u64 },

    #[error("no TLS session in {} ({what})", .path.display())]
    NoSession { path: PathBuf, what: String },

    #[error("failed in the TLS library ({0})")]
    Library(#[from] ErrorStack),

    #[error(transparent)]
    Common(#[from] common::Error),
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Common(error)) => {
            report(&error);
            ExitCode::FAILURE
        }
        Err(error) => {
            common::note!("tlsbook: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Error> {
    let root = defaults::workspace();
    match task {
        Task::List => list(&data::crates(root)?),
        Task::Play { sections, quiet, list } => {
            let crates = data::crates(root)?;
            let experiments = play::select(&crates, &sections)?;
            if list { play::list(&experiments) } else { play::play(&crates, &experiments, quiet) }
        }
        Task::Api { write } => readme::check(root, &data::crates(root)?, write),
        Task::Compare(options) => compare::compare(root, &data::crates(root)?, &options),
        Task::Explain(args) => explain::explain(&args),
        Task::Diff(args) => diff::diff(&args),
        Task::Certs { folder } => {
            let mut terminal = Terminal::new();
            for file in certs::make(&folder.unwrap_or_else(|| root.join("certs")))? {
                writeln!(terminal, "{}", file.display())?;
            }
            Ok(())
        }
    }
}

/// Each section with its title in both languages, its crate, its programs, and the commands that run them.
fn list(crates: &[Crate]) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    for Crate { folder, sections } in crates {
        for section in sections {
            writeln!(terminal, "{}  {} — {}", section.number, section.title, section.title_ja)?;
            writeln!(terminal, "     {}", folder.display())?;
            for program in &section.programs {
                let command = format!("cargo run -q --bin {}", program.name);
                writeln!(terminal, "     {command:<42} {}", program.does)?;
            }
            if !section.experiments.is_empty() {
                writeln!(
                    terminal,
                    "     {:<42} all experiments",
                    format!("cargo tlsbook play {}", section.number)
                )?;
            }
            writeln!(terminal)?;
        }
    }
    Ok(())
}
