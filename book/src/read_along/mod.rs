//! `tlsbook read-along`: walks the book's text, and finds an entry of `[[section.beside]]` for all that it shows.
//!
//! The text is that of chapter 6 in Markdown, which is not a part of this project. Its blocks are: fenced code, the rows of a
//! capture's packet list, commands after `$`, tables of functions, and the lines of prose between them. The entries of a
//! section claim blocks in the order of the text. A block of prose needs no entry; the listings of a subsection
//! プログラム and the tables of functions are those of the crates' listings.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use common::{Terminal, note};

use crate::api;
use crate::beside::{collapsed, is_remark, lengths};
use crate::catalogue::{Beside, Crate, Section};
use crate::error::Error;

/// Walks the text in the file `path`.
///
/// # Errors
/// [`Error::Unclaimed`] if a block has no entry, an entry no block, or a listing a function that ours does not have. Each
/// finding has been written to standard error by then.
pub(crate) fn walk(root: &Path, crates: &[Crate], path: &Path) -> Result<(), Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let folders: Vec<_> = crates.iter().map(|folder| root.join(&folder.folder)).collect();
    let names = api::check_all(&folders)?.into_iter().flat_map(|checked| checked.names);
    let names: HashSet<String> = names.map(|name| name.to_lowercase()).collect();
    let sections: Vec<&Section> = crates.iter().flat_map(|folder| &folder.sections).collect();

    let (blocks, findings) = examine(&text, &sections, &names);
    for (line, what) in &findings {
        note!("{}:{line}: {what}", path.display());
    }
    if !findings.is_empty() {
        return Err(Error::Unclaimed(findings.len()));
    }
    let needed = blocks.iter().filter(|block| block.needs_entry()).count();
    let listed = blocks.iter().filter(|block| block.kind == Kind::Listing).count();
    let entries: usize = sections.iter().map(|section| section.beside.len()).sum();
    writeln!(Terminal::new(), "{needed} blocks claimed by {entries} entries; {listed} listings and tables")?;
    Ok(())
}

/// The blocks of the text, and what is wrong with them or with the entries, each with a line of the text. `names` are those
/// of the crates' listings, in lower case.
fn examine(text: &str, sections: &[&Section], names: &HashSet<String>) -> (Vec<Block>, Vec<(usize, String)>) {
    let blocks = blocks(text);
    let mut findings = unknown(&blocks, names);
    let mut claimed = vec![false; blocks.len()];
    for section in sections {
        findings.extend(claim(section, &blocks, &mut claimed));
    }
    for (block, claimed) in blocks.iter().zip(claimed) {
        if block.needs_entry() && !claimed {
            findings.push((block.line, format!("no entry claims `{}`", block.first_line())));
        }
    }
    findings.sort();
    (blocks, findings)
}

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A command, a transcript, a field tree, a log or a packet list.
    Shown,
    /// C code, or a table of functions.
    Listing,
    Prose,
}

#[derive(Debug, PartialEq, Eq)]
struct Block {
    /// Its first line, counted from 1.
    line: usize,
    /// `6.1`, as the last heading has it; empty before the first.
    section: String,
    kind: Kind,
    text: String,
}

impl Block {
    fn needs_entry(&self) -> bool {
        self.kind == Kind::Shown
    }

    fn first_line(&self) -> &str {
        self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim()
    }
}

/// Cuts the text into blocks. Each line of prose is one.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut section = String::new();
    let mut is_program = false;
    let mut fence: Option<Block> = None;
    let mut is_open = false; // whether the last block may take the next line
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().starts_with("```") {
            is_open = false;
            match fence.take() {
                Some(block) if block.text.trim().is_empty() => {}
                Some(block) => blocks.push(block),
                None => {
                    let kind = if is_program { Kind::Listing } else { Kind::Shown };
                    fence =
                        Some(Block { line: number + 1, section: section.clone(), kind, text: String::new() });
                }
            }
            continue;
        }
        if let Some(block) = &mut fence {
            block.text += line;
            block.text.push('\n');
            continue;
        }
        // Outside code, Markdown has a backslash before some signs.
        let line = &line.replace('\\', "");
        if let Some((new, title)) = heading(line) {
            (section, is_program) = (new, title.contains("プログラム"));
        }
        let kind = kind(line);
        match blocks.last_mut() {
            Some(last) if is_open && kind != Kind::Prose && last.kind == kind => {
                last.text += line;
                last.text.push('\n');
            }
            _ if line.trim().is_empty() => is_open = false,
            _ => {
                is_open = true;
                blocks.push(Block {
                    line: number,
                    section: section.clone(),
                    kind,
                    text: format!("{line}\n"),
                });
            }
        }
    }
    blocks
}

/// The section and the title of a heading, `## 6.1.2 …`, with or without its marks. A line of prose may begin like that, too:
/// it names a section as well, but ends as a sentence.
fn heading(line: &str) -> Option<(String, &str)> {
    let line = line.trim_start_matches(['#', ' ']);
    let (number, title) = line.split_once(' ')?;
    let mut parts = number.split('.');
    let is_number = |part: Option<&str>| part.is_some_and(|part| part.parse::<u8>().is_ok());
    if !is_number(parts.next()) || !is_number(parts.next()) || line.ends_with('。') {
        return None;
    }
    Some((number.split('.').take(2).collect::<Vec<_>>().join("."), title))
}

/// What a line outside fences belongs to.
fn kind(line: &str) -> Kind {
    let columns: Vec<&str> = line.split('\t').collect();
    let is_row = columns.len() >= 5
        && (columns.first() == Some(&"No.") || columns.first().is_some_and(|no| no.parse::<u32>().is_ok()));
    if is_row || line.starts_with("$ ") {
        return Kind::Shown;
    }
    if columns.len() > 1 && words(line).any(api::is_api_name) { Kind::Listing } else { Kind::Prose }
}

/// The functions of listings and tables that no listing of the crates has.
fn unknown(blocks: &[Block], names: &HashSet<String>) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == Kind::Listing) {
        let is_table = block.text.contains('\t');
        for (number, line) in (block.line..).zip(block.text.lines()) {
            for name in calls(line, is_table).filter(|name| !names.contains(&name.to_lowercase())) {
                findings.push((number, format!("{name} is in no listing")));
            }
        }
    }
    findings
}

/// The API's functions in a line: in a table each name, in code what is called.
fn calls(line: &str, is_table: bool) -> impl Iterator<Item = &str> {
    let called = move |name: &str| is_table || line.contains(&format!("{name}("));
    let function = |name: &str| name.chars().any(|c| c.is_ascii_lowercase());
    let ours = |name: &str| ["SSL", "TLS", "d2i", "i2d", "ERR"].iter().any(|start| name.starts_with(start));
    words(line).filter(move |name| api::is_api_name(name) && ours(name) && function(name) && called(name))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Marks the blocks that the entries of a section claim: each the next one that has the entry's piece of text. What an
/// entry says of the text must stand in one of them.
fn claim(section: &Section, blocks: &[Block], claimed: &mut [bool]) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    let mut from = 0;
    for entry in &section.beside {
        let mut found = Vec::new();
        for piece in pieces(entry) {
            let here =
                |block: &Block| block.section == section.number && collapsed(&block.text).contains(&piece);
            let Some(at) = blocks.iter().skip(from).position(here).map(|at| at + from) else {
                let line = blocks.get(from).map_or(1, |block| block.line);
                findings.push((line, format!("{}: from here on, no `{piece}`", entry.place)));
                continue;
            };
            from = at;
            found.push(at);
            if let Some(claimed) = claimed.get_mut(at) {
                *claimed = true;
            }
        }
        let says = collapsed(&in_the_text(entry));
        let says_it =
            |at: &&usize| blocks.get(**at).is_some_and(|block| collapsed(&block.text).contains(&says));
        if let (Some(first), None, false) = (found.first(), found.iter().find(says_it), is_remark(entry)) {
            let line = blocks.get(*first).map_or(1, |block| block.line);
            findings.push((line, format!("{}: this does not say `{says}`", entry.place)));
        }
    }
    findings
}

/// What an entry looks for.
fn pieces(entry: &Beside) -> Vec<String> {
    let pieces = if entry.text.is_empty() { vec![in_the_text(entry)] } else { entry.text.clone() };
    pieces.iter().map(|piece| collapsed(piece)).collect()
}

/// What an entry says of the text, as it stands there: a packet list has lengths of frames only.
fn in_the_text(entry: &Beside) -> String {
    match lengths(&entry.book) {
        Some((_, frame, rest)) => format!("{frame} {rest}"),
        None => entry.book.clone(),
    }
}

#[cfg(test)]
mod tests;
