//! What there is to show, and on which page.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use page::Words;
use page::frame::Link;
use texts::Lang;

use super::folder::COMPARED;
use super::meeting::{self, Meeting, Unread};
use super::played::Played;
use super::terminals;
use crate::api::{self, Checked};
use crate::catalogue::{Crate, Experiment, Program, Section};
use crate::clock;
use crate::error::Error;

/// The documents that have a page, in their order, each with its file and the titles of its page.
const DOCUMENTS: [(&str, &str, &str, &str); 5] = [
    ("README", "about.html", "About these samples", "このサンプルについて"),
    ("docs/read-along", "read-along.html", "Reading along", "本文と並べて読む"),
    ("docs/glossary", "glossary.html", "Glossary", "用語集"),
    ("docs/wire", "wire.html", "Seeing the wire", "パケットを見る"),
    ("docs/key-log", "key-log.html", "Key logs", "鍵ログ"),
];

/// The book as it ran.
pub(super) struct Book<'a> {
    pub(super) root: &'a Path,
    pub(super) crates: &'a [Crate],
    pub(super) lang: Lang,
    /// All pages, in the order of reading.
    pub(super) pages: Vec<Page<'a>>,
    pub(super) sources: Vec<Source<'a>>,
    /// The listings, with the comments above our calls.
    pub(super) listings: Vec<Checked>,
    /// Each function of C, and where it is named: a source, and a row of its table.
    pub(super) functions: BTreeMap<String, Vec<(usize, usize)>>,
    /// The pages of a comparison with the C originals, if there are any: paths in the site.
    pub(super) compared: HashSet<String>,
    /// When the pages were made, in UTC.
    pub(super) date: String,
    played: HashMap<String, &'a Played<'a>>,
    meetings: HashMap<String, (Vec<Meeting>, Vec<Unread>)>,
}

/// A page.
pub(super) struct Page<'a> {
    pub(super) file: String,
    pub(super) title: Words,
    pub(super) kind: Kind<'a>,
}

/// What is on a page.
pub(super) enum Kind<'a> {
    Index,
    /// The README of a crate, which may have several sections of the book.
    Section(&'a Crate),
    Experiment(&'a Section, &'a Experiment),
    /// The number of a source.
    Program(usize),
    /// A document, by its path without the end.
    Document(&'static str),
    Functions,
    Search,
}

impl PartialEq for Kind<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Page<'_> {
    pub(super) fn link(&self) -> Link {
        Link { to: self.file.clone().into(), name: self.title.clone() }
    }
}

/// A source with a page of its own: a program, or a module with a listing.
pub(super) struct Source<'a> {
    pub(super) name: String,
    /// Its path in the project.
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) member: &'a Crate,
    pub(super) program: Option<(&'a Section, &'a Program)>,
    /// The number of its listing.
    pub(super) listing: Option<usize>,
}

impl<'a> Book<'a> {
    /// Collects everything. `folder` is where the pages will be.
    pub(super) fn new(
        root: &'a Path,
        crates: &'a [Crate],
        all: &'a [Played<'a>],
        folder: &Path,
        lang: Lang,
    ) -> Result<Self, Error> {
        let mut listings = Vec::new();
        let mut sources = Vec::new();
        for member in crates {
            let own = api::check(&root.join(&member.folder))?;
            let own = own.into_iter().filter(|checked| checked.source.is_file());
            let first = listings.len();
            listings.extend(own);
            sources.extend(of_crate(root, member, first, &listings)?);
        }
        let mut functions: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, source) in sources.iter().enumerate() {
            let rows = source.listing.and_then(|listing| listings.get(listing)).map(|one| &one.rows);
            for (row, names) in rows.into_iter().flatten().map(|row| &row.names).enumerate() {
                for name in names {
                    functions.entry(name.clone()).or_default().push((at, row));
                }
            }
        }
        let key = |one: &Played<'_>| name(&one.row.section.number, &one.row.experiment.id);
        let played = all.iter().map(|one| (key(one), one)).collect();
        let meet = |one: &Played<'_>| {
            let (mut meetings, unread) = meeting::all(&one.seen.captures, folder);
            terminals::beside(&mut meetings, one.row.experiment, &one.seen.timeline);
            (meetings, unread)
        };
        let meetings = all.iter().map(|one| (key(one), meet(one))).collect();
        let mut book = Self {
            root,
            crates,
            lang,
            pages: Vec::new(),
            sources,
            listings,
            functions,
            compared: compared(folder),
            date: clock::now(),
            played,
            meetings,
        };
        book.pages = book.all_pages();
        Ok(book)
    }

    fn all_pages(&self) -> Vec<Page<'a>> {
        let page = |file: String, title: Words, kind| Page { file, title, kind };
        let document = |(path, file, en, ja): (&'static str, &str, &'static str, &'static str)| {
            page(file.to_owned(), Words::new(en, ja), Kind::Document(path))
        };
        let [about, others @ ..] = DOCUMENTS;
        let title = Words::new("The book as it ran", "本書の実行結果");
        let mut pages = vec![page("index.html".to_owned(), title, Kind::Index), document(about)];
        for member in self.crates {
            pages.push(page(section_file(member), section_title(member), Kind::Section(member)));
            for section in &member.sections {
                pages.extend(section.experiments.iter().map(|experiment| {
                    let title = Words::new(experiment.title.clone(), experiment.title_ja.clone());
                    let file = experiment_file(&section.number, &experiment.id);
                    page(file, title, Kind::Experiment(section, experiment))
                }));
            }
            for (at, source) in self.sources.iter().enumerate() {
                if source.member.folder == member.folder {
                    let title = Words::name(source.name.clone());
                    pages.push(page(program_file(&source.name), title, Kind::Program(at)));
                }
            }
        }
        pages.extend(others.map(document));
        let title = Words::new("Functions of C", "Cの関数");
        pages.push(page("functions.html".to_owned(), title, Kind::Functions));
        pages.push(page("search.html".to_owned(), Words::new("Search", "検索"), Kind::Search));
        pages
    }

    /// The pages above one.
    pub(super) fn above(&self, page: &Page) -> Vec<Link> {
        let index = self.pages.first().filter(|index| index.file != page.file).map(Page::link);
        let member = match page.kind {
            Kind::Experiment(section, _) => self.crate_of(section),
            Kind::Program(source) => self.sources.get(source).map(|source| source.member),
            Kind::Index | Kind::Section(_) | Kind::Document(_) | Kind::Functions | Kind::Search => None,
        };
        let section = member.map(|member| Link { to: section_file(member).into(), name: numbers(member) });
        index.into_iter().chain(section).collect()
    }

    pub(super) fn crate_of(&self, section: &Section) -> Option<&'a Crate> {
        self.crates.iter().find(|member| member.sections.iter().any(|one| one.number == section.number))
    }

    /// What was played of an experiment.
    pub(super) fn played(&self, section: &str, experiment: &str) -> Option<&'a Played<'a>> {
        self.played.get(&name(section, experiment)).copied()
    }

    /// The TLS sessions of an experiment.
    pub(super) fn meetings(&self, section: &str, experiment: &str) -> &[Meeting] {
        self.meetings.get(&name(section, experiment)).map_or(&[], |(meetings, _)| meetings)
    }

    /// The captures of an experiment that cannot be read.
    pub(super) fn unread(&self, section: &str, experiment: &str) -> &[Unread] {
        self.meetings.get(&name(section, experiment)).map_or(&[], |(_, unread)| unread)
    }

    /// Whether a command is the name of one of our programs.
    pub(super) fn is_ours(&self, name: &str) -> bool {
        self.sources.iter().any(|source| source.name == name && source.program.is_some())
    }

    /// The page of an experiment by its name, `6.1/session`.
    pub(super) fn experiment(&self, name: &str) -> Option<(&'a Section, &'a Experiment)> {
        let (number, id) = name.split_once('/')?;
        let section = self.crates.iter().flat_map(|one| &one.sections).find(|one| one.number == number)?;
        Some((section, section.experiments.iter().find(|one| one.id == id)?))
    }

    /// The page with a section.
    pub(super) fn section(&self, number: &str) -> Option<String> {
        let has = |member: &&Crate| member.sections.iter().any(|section| section.number == number);
        self.crates.iter().find(has).map(section_file)
    }

    /// The page of a comparison with the C originals: that of a program, or the index.
    pub(super) fn compared(&self, name: &str) -> Option<String> {
        Some(format!("{COMPARED}/{name}.html")).filter(|page| self.compared.contains(page))
    }

    /// The page that shows what a name in the text stands for: a program, a function of C.
    pub(super) fn named(&self, name: &str) -> Option<String> {
        if self.is_ours(name) {
            return Some(program_file(name));
        }
        self.functions.contains_key(name).then(|| format!("functions.html#{name}"))
    }

    /// The page for a path in the project; `None` if it has none.
    pub(super) fn page_of(&self, path: &Path) -> Option<String> {
        let name = path.to_str()?;
        let document = name.strip_suffix(".ja.md").or(name.strip_suffix(".md"));
        if let Some((_, file, ..)) = DOCUMENTS.iter().find(|(path, ..)| Some(*path) == document) {
            return Some((*file).to_owned());
        }
        if let Some(member) = self.crates.iter().find(|member| {
            document.is_some_and(|path| Path::new(path) == member.folder.join("README"))
                || path == member.folder
        }) {
            return Some(section_file(member));
        }
        self.sources.iter().find(|source| source.path == path).map(|source| program_file(&source.name))
    }
}

/// The pages of a comparison that the site has taken over.
fn compared(folder: &Path) -> HashSet<String> {
    let entries = fs::read_dir(folder.join(COMPARED)).into_iter().flatten().flatten();
    entries.map(|entry| format!("{COMPARED}/{}", entry.file_name().to_string_lossy())).collect()
}

/// The name of an experiment.
fn name(section: &str, experiment: &str) -> String {
    format!("{section}/{experiment}")
}

/// A path from the root of the project, without `..`; `None` if it leads out of it.
pub(super) fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => normal.push(name),
            Component::ParentDir => {
                if !normal.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(normal)
}

/// The sources of a crate: its programs, then its modules. Its listings begin with number `first`.
fn of_crate<'a>(
    root: &Path,
    member: &'a Crate,
    first: usize,
    listings: &[Checked],
) -> Result<Vec<Source<'a>>, Error> {
    let mut sources = Vec::new();
    let own = || (first..).zip(listings.iter().skip(first));
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
    };
    let inside = |path: &Path| normal(path.strip_prefix(root).unwrap_or(path)).unwrap_or_default();
    for section in &member.sections {
        for program in &section.programs {
            let listing = own().find(|(_, checked)| checked.program == program.name);
            let usual = member.folder.join("src/bin").join(format!("{}.rs", program.name));
            let path = listing.map_or(usual, |(_, checked)| inside(&checked.source));
            sources.push(Source {
                name: program.name.clone(),
                text: read(&root.join(&path))?,
                path,
                member,
                program: Some((section, program)),
                listing: listing.map(|(at, _)| at),
            });
        }
    }
    for (at, checked) in own() {
        if sources.iter().all(|source| source.listing != Some(at)) {
            sources.push(Source {
                name: checked.program.clone(),
                text: read(&checked.source)?,
                path: inside(&checked.source),
                member,
                program: None,
                listing: Some(at),
            });
        }
    }
    Ok(sources)
}

/// The numbers of a crate's sections.
pub(super) fn numbers(member: &Crate) -> Words {
    let numbers: Vec<&str> = member.sections.iter().map(|section| section.number.as_str()).collect();
    Words::new(numbers.join(", "), numbers.join("、"))
}

fn section_title(member: &Crate) -> Words {
    let titles = |lang: Lang| {
        let titles: Vec<_> = member.sections.iter().map(|section| section.title(lang)).collect();
        titles.join(lang.pick(" · ", "・"))
    };
    let numbers = numbers(member);
    Words::new(
        format!("{}: {}", numbers.en, titles(Lang::En)),
        format!("{}：{}", numbers.ja, titles(Lang::Ja)),
    )
}

pub(super) fn section_file(member: &Crate) -> String {
    format!("{}.html", member.package)
}

pub(super) fn experiment_file(section: &str, experiment: &str) -> String {
    format!("{section}-{experiment}.html")
}

pub(super) fn program_file(name: &str) -> String {
    format!("program-{name}.html")
}
