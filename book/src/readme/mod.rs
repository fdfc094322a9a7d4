//! The generated parts of the READMEs, which are checked to be up to date.
//!
//! | part | content |
//! | --- | --- |
//! | `<!-- tlsbook:samples -->` | for the root: the table of sections, programs and commands |
//! | `<!-- tlsbook:programs 6.1 -->` | the programs of a section |
//! | `<!-- tlsbook:session 6.1/session -->` | an experiment, as `tlsbook play` checks it |
//! | `<!-- tlsbook:api client-tls -->` | the calls of the book's listing, with ours |
//! | `<!-- tlsbook:beside 6.1 -->` | what the text of a section shows, and differs here |
//! | `<!-- tlsbook:read-along 6.1 -->` | for the page to read along with: the commands, and all that the text shows |
//! | `<!-- tlsbook:way -->` | at the end of each sample's page: the next section, the one before, all samples, the glossary |

mod along;
mod pointers;
mod way;

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Terminal, note};

use crate::api::{self, Checked};
use crate::beside;
use crate::catalogue::{Crate, Section};
use crate::error::Error;
use crate::script::RUN;
use crate::{files, parts, script};

/// Checks all listings, and all READMEs of `root` and its member crates. With `write`, updates the READMEs.
///
/// # Errors
/// [`Error::Findings`] if something is wrong. Each finding has already been written to standard error.
pub(crate) fn check(root: &Path, crates: &[Crate], write: bool) -> Result<(), Error> {
    let mut findings = 0;
    let mut listings = HashMap::new();
    let mut names = 0;
    for checked in api::check_all(&folders(root, crates))? {
        for finding in &checked.findings {
            let file = finding.file.strip_prefix(root).unwrap_or(&finding.file);
            note!("{}:{}: {}", file.display(), finding.line, finding.what);
        }
        findings += checked.findings.len();
        names += checked.names.len();
        listings.insert(checked.program.clone(), checked);
    }
    let faults = beside_faults(crates);
    for fault in &faults {
        note!("{fault}");
    }
    if !faults.is_empty() {
        return Err(Error::Findings(findings + faults.len())); // without them, there are no tables
    }
    for page in pages(root, crates) {
        let text = fs::read_to_string(&page).map_err(|source| Error::Read { path: page.clone(), source })?;
        let japanese = page.to_string_lossy().ends_with(".ja.md");
        let shown = page.strip_prefix(root).unwrap_or(&page);
        let folder = shown.parent().unwrap_or(root);
        let is_sample = crates.iter().any(|member| member.folder == folder);
        let lacks_way = is_sample && !parts::ends_with(&text, way::KIND);
        let text = if is_sample { way::complete(text, japanese) } else { text };
        let fresh = parts::rebuild(&text, |kind, about| match kind {
            way::KIND => way::part(crates, folder, japanese),
            _ => part(crates, &listings, kind, about, japanese),
        })
        .map_err(|why| Error::Page { path: page.clone(), why })?;
        let stale = files::update(&page, &fresh, write)?;
        if stale && !write {
            let what = if lacks_way {
                "it does not end with the way on, the part `tlsbook:way`"
            } else {
                "its generated parts are out of date"
            };
            note!("{}: {what}", shown.display());
            findings += 1;
        }
    }
    for finding in pointers::check(root, crates)? {
        let file = finding.file.strip_prefix(root).unwrap_or(&finding.file);
        note!("{}:{}: {}", file.display(), finding.line, finding.what);
        findings += 1;
    }
    if findings > 0 {
        return Err(Error::Findings(findings));
    }
    writeln!(Terminal::new(), "{} listings with {names} names: each call has its line", listings.len())?;
    Ok(())
}

/// The folders that may contain listings: those of the samples.
fn folders(root: &Path, crates: &[Crate]) -> Vec<PathBuf> {
    crates.iter().map(|folder| root.join(&folder.folder)).collect()
}

/// The pages that may contain generated parts, each in English and in Japanese.
fn pages(root: &Path, crates: &[Crate]) -> Vec<PathBuf> {
    let folders = std::iter::once(root.to_owned()).chain(folders(root, crates));
    let names = folders.map(|folder| folder.join("README")).chain([root.join("docs/read-along")]);
    names.flat_map(|name| [name.with_extension("md"), name.with_extension("ja.md")]).collect()
}

/// Entries beside the text that no experiment shows, or that contradict themselves.
fn beside_faults(crates: &[Crate]) -> Vec<String> {
    let all: Vec<&Section> = sections(crates).map(|(_, section)| section).collect();
    let mut faults = Vec::new();
    for section in &all {
        faults.extend(beside::resolve(section, &all).into_iter().filter_map(Result::err));
        for entry in &section.beside {
            let words = |what| format!("{}: {}: {what}", section.number, entry.place);
            faults.extend(beside::faults(entry).into_iter().map(words));
        }
    }
    faults
}

/// One generated part; `None` if its kind or name is unknown.
fn part(
    crates: &[Crate],
    listings: &HashMap<String, Checked>,
    kind: &str,
    about: &str,
    japanese: bool,
) -> Option<String> {
    let section = |number: &str| sections(crates).find(|(_, section)| section.number == number);
    match kind {
        "samples" => Some(samples(crates, japanese)),
        "programs" => Some(programs(section(about)?.1, japanese)),
        "session" => {
            let (number, id) = about.split_once('/')?;
            let experiment = section(number)?.1.experiments.iter().find(|experiment| experiment.id == id)?;
            let windows = script::transcript(&experiment.script, |name| is_ours(crates, name), RUN);
            let blocks: Vec<_> = windows.iter().map(|(_, text)| format!("```console\n{text}```\n")).collect();
            Some(blocks.join("\n"))
        }
        "api" => listings.get(about).map(|checked| api::table(&checked.rows, japanese)),
        "beside" | "read-along" => {
            let all: Vec<&Section> = sections(crates).map(|(_, section)| section).collect();
            let (section, is_ours) = (section(about)?.1, |name: &str| is_ours(crates, name));
            match kind {
                "beside" => along::differences(section, &all, is_ours, japanese),
                _ => along::commands(section, &all, is_ours, japanese),
            }
        }
        _ => None,
    }
}

fn is_ours(crates: &[Crate], name: &str) -> bool {
    sections(crates).any(|(_, section)| section.programs.iter().any(|program| program.name == name))
}

fn sections(crates: &[Crate]) -> impl Iterator<Item = (&Crate, &Section)> {
    crates.iter().flat_map(|folder| folder.sections.iter().map(move |section| (folder, section)))
}

/// The table of the root README.
fn samples(crates: &[Crate], japanese: bool) -> String {
    let mut table = String::from(if japanese {
        "| 節 | タイトル | クレート | サンプル | まとめて実行 |\n| --- | --- | --- | --- | --- |\n"
    } else {
        "| section | title | crate | samples | play it |\n| --- | --- | --- | --- | --- |\n"
    });
    for (Crate { folder, package, .. }, section) in sections(crates) {
        let path = folder.display().to_string().replace('\\', "/");
        let title = if japanese { &section.title_ja } else { &section.title };
        let programs: Vec<_> = section.programs.iter().map(|program| format!("`{}`", program.name)).collect();
        let readme = if japanese { "README.ja.md" } else { "README.md" };
        let number = &section.number;
        let programs = programs.join(", ");
        let _ = writeln!(
            table,
            "| {number} | [{title}]({path}/{readme}) | `{package}` | {programs} | `make {number}` |"
        );
    }
    table
}

/// The table of a crate's README.
fn programs(section: &Section, japanese: bool) -> String {
    let mut table = String::from(if japanese {
        "| コマンド | 内容 |\n| --- | --- |\n"
    } else {
        "| command | what it does |\n| --- | --- |\n"
    });
    for program in &section.programs {
        let does = if japanese { &program.does_ja } else { &program.does };
        let _ = writeln!(table, "| `{RUN}{}` | {does} |", program.name);
    }
    table
}

#[cfg(test)]
mod tests;
