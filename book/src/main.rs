//! `tlsbook`: lists, plays and checks the book's experiments, shows the calls of programs, explains captures, and
//! makes test certificates.

mod api;
mod at_once;
mod beside;
mod calls;
mod capture;
mod catalogue;
mod certs;
mod clock;
mod compare;
mod error;
mod files;
mod functions;
mod gdb;
mod layout;
mod parts;
mod play;
mod player;
mod read_along;
mod readme;
mod recorded;
mod results;
mod script;
mod site;
mod source;
mod timeline;

use std::path::PathBuf;
use std::process::ExitCode;

use capture::{diff, explain};
use catalogue::Crate;
use clap::{Parser, Subcommand};
use common::{Terminal, defaults, report};
use error::Error;
use layout::Page;
use texts::Lang;
use texts::page::columns;

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
    List {
        #[command(flatten)]
        language: Language,
    },

    /// Play experiments with real processes, and check what each window shows
    ///
    /// On a terminal of 100 columns or more, the windows stand side by side if their lines fit; otherwise each line
    /// begins with the name of its window. Long lines are wrapped on a terminal, but not in a file or a pipe.
    Play {
        /// What to play: a section (6.1), an experiment (6.1/session) or a chapter (6) [default: everything]
        sections: Vec<String>,

        /// Show only a table of the sections, without transcripts
        #[arg(long, short)]
        quiet: bool,

        /// List the experiments without playing them
        #[arg(long)]
        list: bool,

        /// Write the book as it ran here: pages in both languages, with the captures of its TLS sessions. DIR must be
        /// new, empty, or such pages, which are replaced
        #[arg(long, value_name = "DIR", conflicts_with = "list")]
        site: Option<PathBuf>,

        /// Link the page of each program to its page in this folder, which `compare --html` has written; the pages are
        /// copied
        #[arg(long, value_name = "DIR", requires = "site")]
        compared: Option<PathBuf>,

        #[command(flatten)]
        language: Language,
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

    /// Run a program under gdb, and show the functions of the TLS library that it enters, and what each returns
    Calls(calls::Args),

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

/// The language of titles and results.
#[derive(clap::Args)]
struct Language {
    /// The language of titles and results [default: that of LC_ALL, LC_MESSAGES or LANG]
    #[arg(long)]
    lang: Option<Lang>,
}

impl Language {
    fn chosen(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_environment)
    }
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
        Task::List { language } => list(&catalogue::crates(root)?, language.chosen(), Page::of_output()),
        Task::Play { sections, quiet, list, site, compared, language } => {
            let crates = catalogue::crates(root)?;
            let experiments = play::select(&crates, &sections)?;
            let (lang, page) = (language.chosen(), Page::of_output());
            if list {
                play::list(&experiments, lang, page)
            } else {
                play::play(&crates, &experiments, &play::Showing { quiet, site, compared, lang, page })
            }
        }
        Task::Api { write } => readme::check(root, &catalogue::crates(root)?, write),
        Task::Compare(options) => compare::compare(root, &catalogue::crates(root)?, &options),
        Task::Calls(args) => calls::calls(root, &catalogue::crates(root)?, &args),
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

/// Lists each section: its title, its crate, its programs, and the commands that run them.
fn list(crates: &[Crate], lang: Lang, page: Page) -> Result<(), Error> {
    let mut terminal = Terminal::new();
    for Crate { folder, package, sections } in crates {
        for section in sections {
            writeln!(terminal, "{}  {}", section.number, section.title(lang))?;
            let place = format!("{} (cargo run -p {package})", folder.display());
            indented(&mut terminal, 5, &place, page)?;
            for program in &section.programs {
                let does = lang.pick(&program.does, &program.does_ja);
                described(&mut terminal, &format!("cargo run -q --bin {}", program.name), does, page)?;
            }
            if !section.experiments.is_empty() {
                let command = format!("cargo tlsbook play {}", section.number);
                described(&mut terminal, &command, lang.pick("all experiments", "すべての実験"), page)?;
            }
            writeln!(terminal)?;
        }
    }
    Ok(())
}

/// Writes a command and what it does: on one line, or the latter below if the page is too narrow for that.
fn described(terminal: &mut Terminal, command: &str, does: &str, page: Page) -> Result<(), Error> {
    let line = format!("     {command:<42} {does}");
    if columns(&line) <= page.width() {
        return Ok(writeln!(terminal, "{line}")?);
    }
    writeln!(terminal, "     {command}")?;
    indented(terminal, 9, does, page)
}

/// Writes a line behind `blanks`.
fn indented(terminal: &mut Terminal, blanks: usize, line: &str, page: Page) -> Result<(), Error> {
    for row in layout::wrapped(line, page.width().saturating_sub(blanks)) {
        writeln!(terminal, "{:blanks$}{row}", "")?;
    }
    Ok(())
}
