//! `tlsbook`: lists, plays and checks the book's experiments, explains captures, and makes test certificates.

mod api;
mod beside;
mod capture;
mod catalogue;
mod certs;
mod compare;
mod error;
mod files;
mod play;
mod player;
mod read_along;
mod readme;
mod script;
mod source;

use std::path::PathBuf;
use std::process::ExitCode;

use capture::{diff, explain};
use catalogue::Crate;
use clap::{Parser, Subcommand};
use common::{Terminal, defaults, report};
use error::Error;

/// Lists, plays and checks the samples of the book.
#[derive(Parser)]
#[command(version = common::version())]
struct Args {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// List the sections, their programs, and the commands that run them
    List,

    /// Play experiments with real processes, and check each window against the book
    Play {
        /// What to play: a section (6.1), an experiment (6.1/session) or a chapter (6) [default: everything]
        sections: Vec<String>,

        /// Show only a table of the sections, without transcripts
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

    /// Compare the samples with your copy of the C originals: the sources, the programs as they run, and the
    /// library calls they really make
    Compare(compare::Options),

    /// Show the TLS sessions of a capture from any program: messages, fields, and what they prove
    Explain(explain::Args),

    /// Show the differences between two captured sessions, message by message
    Diff(diff::Args),

    /// Check that each command, capture, field tree and log of the book's text has its entry (needs the text)
    ReadAlong {
        /// The text of chapter 6, in Markdown
        text: PathBuf,
    },

    /// Generate new test certificates and keys
    Certs {
        /// The folder to write them to [default: the project's certs/]
        folder: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(observe::parse::<Args>().command) {
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
        Task::List => list(&catalogue::crates(root)?),
        Task::Play { sections, quiet, list } => {
            let crates = catalogue::crates(root)?;
            let experiments = play::select(&crates, &sections)?;
            if list { play::list(&experiments) } else { play::play(&crates, &experiments, quiet) }
        }
        Task::Api { write } => readme::check(root, &catalogue::crates(root)?, write),
        Task::Compare(options) => compare::compare(root, &catalogue::crates(root)?, &options),
        Task::Explain(args) => explain::explain(&args),
        Task::Diff(args) => diff::diff(&args),
        Task::ReadAlong { text } => read_along::walk(root, &catalogue::crates(root)?, &text),
        Task::Certs { folder } => {
            let folder = match folder {
                Some(folder) => folder,
                None => catalogue::crates(root).map(|_| root.join("certs"))?,
            };
            let mut terminal = Terminal::new();
            for file in certs::make(&folder)? {
                writeln!(terminal, "{}", file.display())?;
            }
            Ok(())
        }
    }
}

/// Lists each section: its title in both languages, its crate, its programs, and the commands that run them.
fn list(crates: &[Crate]) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    for Crate { folder, package, sections } in crates {
        for section in sections {
            writeln!(terminal, "{}  {} — {}", section.number, section.title, section.title_ja)?;
            writeln!(terminal, "     {} (cargo run -p {package})", folder.display())?;
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
