//! What came of the meetings, as a table in Markdown, and whether a page has it.

use std::fmt::Write;

use crate::outcome::Outcome;

/// A table: a row for each peer, a column for each subject or side.
pub struct Table {
    /// The headings of the columns, in English and Japanese.
    pub columns: Vec<[&'static str; 2]>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What came of the meetings with one peer.
pub struct Row {
    /// The peer.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What came of each.
    pub cells: Vec<Outcome>,
}

/// The headings of the first two columns and of the last one.
const HEADINGS: [[&str; 2]; 3] = [["peer", "相手"], ["version", "バージョン"], ["why not", "できない理由"]];

impl Table {
    /// The table in English (0) or Japanese (1).
    #[must_use]
    pub fn markdown(&self, language: usize) -> String {
        let [peer, version, why] = HEADINGS.map(|heading| heading[language]);
        let headings: Vec<&str> = self.columns.iter().map(|column| column[language]).collect();
        let mut text = format!("| {peer} | {version} | {} | {why} |\n", headings.join(" | "));
        let _ = writeln!(text, "|{}", " --- |".repeat(headings.len() + 3));
        for row in &self.rows {
            let _ = writeln!(text, "| {} | {} |{}", row.name, row.version, row.cells(language));
        }
        text
    }

    /// Where a page of this language is stale: rows that are missing, or say something else of a peer of the same
    /// version. The rows of peers of other versions are not compared; their names are returned as the second list.
    #[must_use]
    pub fn stale(&self, page: &str, language: usize) -> (Vec<String>, Vec<String>) {
        let (mut stale, mut others) = (Vec::new(), Vec::new());
        for row in &self.rows {
            let start = format!("| {} | ", row.name);
            let Some(rest) = page.lines().find_map(|line| line.strip_prefix(&start)) else {
                stale.push(format!("no row of {}", row.name));
                continue;
            };
            let (version, cells) = rest.split_once(" |").unwrap_or_default();
            if series(version) != series(&row.version) {
                others.push(format!("{} ({version}, here {})", row.name, row.version));
            } else if cells != row.cells(language) {
                stale.push(format!("{}:{} is now{}", row.name, cells, row.cells(language)));
            }
        }
        (stale, others)
    }
}

impl Row {
    /// What is behind the version: the cells and the reasons.
    fn cells(&self, language: usize) -> String {
        let mut text = String::new();
        let mut reasons: Vec<&str> = Vec::new();
        for cell in &self.cells {
            match cell {
                Outcome::Met => text += " ✓ |",
                Outcome::Cannot(reason) => {
                    text += " – |";
                    reasons.push(reason.texts()[language]);
                }
            }
        }
        reasons.dedup();
        let _ = write!(text, " {} |", reasons.join(["; ", "。"][language]));
        text
    }
}

/// `OpenSSL 3.0` of `OpenSSL 3.0.17`, for each number in a version.
fn series(version: &str) -> String {
    let words = version.split(' ').map(|word| word.split('.').take(2).collect::<Vec<_>>().join("."));
    words.collect::<Vec<_>>().join(" ").replace(')', "")
}

/// The part of a page between `<!-- meet:NAME -->` and `<!-- /meet -->`: what is before it, the part, what is
/// behind it.
#[must_use]
pub fn part<'a>(page: &'a str, name: &str) -> Option<[&'a str; 3]> {
    let marker = format!("<!-- meet:{name} -->\n\n");
    let start = page.find(&marker)? + marker.len();
    let end = start + page[start..].find("\n<!-- /meet -->")?;
    Some([&page[..start], &page[start..end], &page[end..]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reason::reason;

    fn table(outcome: Outcome) -> Table {
        let row = Row { name: "somebody".to_owned(), version: "L 1.2.3".to_owned(), cells: vec![outcome] };
        Table { columns: vec![["a", "あ"]], rows: vec![row] }
    }

    #[test]
    fn a_page_is_stale_if_a_cell_changes_but_not_the_last_part_of_a_version() {
        let reason = reason("JSSE has no early data").unwrap();
        let page = table(Outcome::Met).markdown(0).replace("1.2.3", "1.2.9");
        assert_eq!(table(Outcome::Met).stale(&page, 0), (vec![], vec![]));
        assert_eq!(table(Outcome::Cannot(reason)).stale(&page, 0).0.len(), 1);
        let other = page.replace("1.2.9", "1.3.0");
        assert_eq!(table(Outcome::Cannot(reason)).stale(&other, 0).0, Vec::<String>::new());
        assert_eq!(table(Outcome::Cannot(reason)).stale(&other, 0).1.len(), 1);
        assert_eq!(table(Outcome::Met).stale("", 0).0, ["no row of somebody"]);
    }

    #[test]
    fn a_part_is_between_its_marks() {
        let page = "x\n<!-- meet:a -->\n\n| t |\n\n<!-- /meet -->\ny\n";
        assert_eq!(part(page, "a").unwrap()[1], "| t |\n");
        assert_eq!(part(page, "b"), None);
    }
}
