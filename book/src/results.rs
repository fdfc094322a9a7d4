//! What became of the experiments that were played, as tables and in one line.

use std::time::Duration;

use common::Terminal;

use crate::catalogue::{Experiment, Section};
use crate::error::Error;
use crate::layout::{self, Page};
use texts::Lang;
use texts::page::columns;

/// How an experiment went.
pub(crate) enum Outcome {
    AsExpected,
    /// Where it differs from its script.
    Differs(String),
    /// What it needs and this machine lacks.
    Skipped(String),
}

/// An experiment that was played.
pub(crate) struct Row<'a> {
    pub(crate) section: &'a Section,
    pub(crate) experiment: &'a Experiment,
    pub(crate) outcome: Outcome,
    pub(crate) time: Duration,
}

impl Row<'_> {
    /// The result in words. Only what the book has can be as in the book.
    pub(crate) fn words(&self, lang: Lang) -> String {
        match &self.outcome {
            Outcome::AsExpected if self.experiment.book => {
                lang.pick("as in the book", "本書のとおり").to_owned()
            }
            Outcome::AsExpected => lang.pick("as expected", "想定どおり").to_owned(),
            Outcome::Differs(_) => lang.pick("DIFFERS", "相違あり").to_owned(),
            Outcome::Skipped(need) => match lang {
                Lang::En => format!("skipped: needs {need}"),
                Lang::Ja => format!("スキップ（{need}が必要）"),
            },
        }
    }
}

/// How many experiments went how.
#[derive(Default)]
struct Count {
    as_in_the_book: usize,
    as_expected: usize,
    differ: usize,
    skipped: usize,
}

impl Count {
    fn of(rows: &[Row]) -> Self {
        let mut count = Self::default();
        for row in rows {
            *match row.outcome {
                Outcome::AsExpected if row.experiment.book => &mut count.as_in_the_book,
                Outcome::AsExpected => &mut count.as_expected,
                Outcome::Differs(_) => &mut count.differ,
                Outcome::Skipped(_) => &mut count.skipped,
            } += 1;
        }
        count
    }

    /// What did not go well, if anything.
    fn failures(&self, lang: Lang) -> Option<String> {
        let differ = lang.pick(format!("{} NOT", self.differ), format!("相違{}件", self.differ));
        let skipped = lang.pick(format!("{} skipped", self.skipped), format!("スキップ{}件", self.skipped));
        let all = [(self.differ, differ), (self.skipped, skipped)];
        let some: Vec<String> =
            all.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        (!some.is_empty()).then(|| some.join(lang.pick(", ", "、")))
    }
}

/// A table of what was played, in the reader's language and as wide as the page.
pub(crate) struct Table {
    lang: Lang,
    page: Page,
    /// The width of the titles.
    titles: usize,
}

/// The width of a section's number, and of its heading.
const NUMBER: usize = 7;

/// The width of a time.
const TIME: usize = 8;

/// The least width of titles.
const LEAST: usize = 10;

impl Table {
    /// A table of sections: a line for each of them, written when it has been played.
    ///
    /// # Errors
    /// [`common::Error::Output`] if the heading cannot be written.
    pub(crate) fn of_sections<'a>(
        sections: impl Iterator<Item = &'a Section>,
        lang: Lang,
        page: Page,
    ) -> Result<Self, Error> {
        let [book, ours] = Self::counted(lang);
        let others = NUMBER + columns(book) + columns(ours) + TIME + 4 * 2;
        let titles = titles(sections.map(|section| section.title(lang)), page, others);
        let table = Self { lang, page, titles };
        writeln!(Terminal::new())?;
        table.section_line(
            lang.pick("section", "節"),
            lang.pick("title", "題名"),
            [book, ours],
            table.time(),
        )?;
        Ok(table)
    }

    /// The headings of the two counts.
    fn counted(lang: Lang) -> [&'static str; 2] {
        lang.pick(["in the book", "expected"], ["本書のとおり", "想定どおり"])
    }

    fn time(&self) -> &'static str {
        self.lang.pick("    time", "    時間")
    }

    fn section_line(&self, number: &str, title: &str, counts: [&str; 2], time: &str) -> Result<(), Error> {
        let [book, ours] = Self::counted(self.lang).map(columns);
        let right = |text: &str, width: usize| " ".repeat(width.saturating_sub(columns(text))) + text;
        let (in_book, other) = (right(counts[0], book), right(counts[1], ours));
        let cells =
            [(number, NUMBER), (title, self.titles), (&*in_book, book), (&*other, ours), (time, TIME)];
        write(&layout::cells(&cells))
    }

    /// The line of a section: `rows` are its experiments.
    ///
    /// # Errors
    /// [`common::Error::Output`] if it cannot be written.
    pub(crate) fn section(&self, rows: &[Row]) -> Result<(), Error> {
        let Some(Row { section, .. }) = rows.first() else { return Ok(()) };
        let count = Count::of(rows);
        let counts = [count.as_in_the_book.to_string(), count.as_expected.to_string()];
        let time = seconds(rows.iter().map(|row| row.time).sum());
        let counts = [counts[0].as_str(), counts[1].as_str()];
        self.section_line(&section.number, section.title(self.lang), counts, &time)?;
        if let Some(failures) = count.failures(self.lang) {
            let room = self.page.width().saturating_sub(NUMBER + 2);
            write(&layout::cells(&[("", NUMBER), (&failures, room)]))?;
        }
        Ok(())
    }

    /// Writes a table of experiments, a line for each of them.
    ///
    /// # Errors
    /// [`common::Error::Output`] if it cannot be written.
    pub(crate) fn experiments(rows: &[Row], lang: Lang, page: Page) -> Result<(), Error> {
        let head = lang.pick("result", "結果");
        let results: Vec<String> = rows.iter().map(|row| row.words(lang)).collect();
        let result = results.iter().map(|result| columns(result)).max().unwrap_or(0).max(columns(head));
        let others = NUMBER + result + TIME + 3 * 2;
        let titles = titles(rows.iter().map(|row| row.experiment.title(lang)), page, others);
        let table = Self { lang, page, titles };
        let line = |number: &str, title: &str, words: &str, time: &str| {
            write(&layout::cells(&[(number, NUMBER), (title, titles), (words, result), (time, TIME)]))
        };
        writeln!(Terminal::new())?;
        line(lang.pick("section", "節"), lang.pick("experiment", "実験"), head, table.time())?;
        for (row, words) in rows.iter().zip(&results) {
            line(&row.section.number, row.experiment.title(lang), words, &seconds(row.time))?;
        }
        Ok(())
    }
}

/// The width of these titles on a page, where the other cells take `others`.
fn titles<'a>(titles: impl Iterator<Item = &'a str>, page: Page, others: usize) -> usize {
    let longest = titles.map(columns).max().unwrap_or(0).max(LEAST);
    longest.min(page.width().saturating_sub(others).max(LEAST))
}

fn seconds(time: Duration) -> String {
    format!("{:>6.2} s", time.as_secs_f64())
}

fn write(rows: &[String]) -> Result<(), Error> {
    for row in rows {
        writeln!(Terminal::new(), "{row}")?;
    }
    Ok(())
}

/// Writes the last line; fails if an experiment did not go as its script says.
///
/// # Errors
/// [`Error::Differs`] then.
pub(crate) fn end(rows: &[Row], time: Duration, lang: Lang, page: Page) -> Result<(), Error> {
    let line = last_line(&Count::of(rows), time, lang);
    write(&layout::wrapped(&line, page.width()))?;
    match Count::of(rows).differ {
        0 => Ok(()),
        differ => Err(Error::Differs(differ)),
    }
}

fn last_line(count: &Count, time: Duration, lang: Lang) -> String {
    let Count { as_in_the_book, as_expected, differ, skipped } = count;
    let all = as_in_the_book + as_expected + differ + skipped;
    let time = time.as_secs_f64();
    let parts = [
        (
            *as_in_the_book > 0,
            lang.pick(format!("{as_in_the_book} as in the book"), format!("本書のとおり{as_in_the_book}件")),
        ),
        (
            *as_expected > 0,
            lang.pick(format!("{as_expected} as expected"), format!("想定どおり{as_expected}件")),
        ),
        (true, lang.pick(format!("{differ} not"), format!("相違{differ}件"))),
        (*skipped > 0, lang.pick(format!("{skipped} skipped"), format!("スキップ{skipped}件"))),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(is_shown, _)| *is_shown).map(|(_, part)| part).collect();
    match lang {
        Lang::En => {
            let noun = if all == 1 { "experiment" } else { "experiments" };
            format!("{all} {noun}: {}; {time:.2} s", parts.join(", "))
        }
        Lang::Ja => format!("実験{all}件：{}（{time:.2}秒）", parts.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_what_there_is() {
        let time = Duration::from_millis(1500);
        let count = |as_in_the_book, as_expected, differ, skipped| Count {
            as_in_the_book,
            as_expected,
            differ,
            skipped,
        };
        for (count, english, japanese) in [
            (
                count(1, 0, 0, 0),
                "1 experiment: 1 as in the book, 0 not; 1.50 s",
                "実験1件：本書のとおり1件、相違0件（1.50秒）",
            ),
            (
                count(2, 3, 1, 4),
                "10 experiments: 2 as in the book, 3 as expected, 1 not, 4 skipped; 1.50 s",
                "実験10件：本書のとおり2件、想定どおり3件、相違1件、スキップ4件（1.50秒）",
            ),
        ] {
            assert_eq!(last_line(&count, time, Lang::En), english);
            assert_eq!(last_line(&count, time, Lang::Ja), japanese);
        }
    }

    #[test]
    fn failures_are_named_if_there_are_any() {
        let count = Count { differ: 1, skipped: 2, ..Count::default() };
        assert_eq!(count.failures(Lang::En).unwrap(), "1 NOT, 2 skipped");
        assert_eq!(count.failures(Lang::Ja).unwrap(), "相違1件、スキップ2件");
        assert_eq!(Count::default().failures(Lang::En), None);
    }

    #[test]
    fn titles_take_what_the_page_leaves() {
        let of = |page, others| titles(["short", "a title of 22 columns."].into_iter(), page, others);
        assert_eq!(of(Page::File, 40), 22);
        assert_eq!(of(Page::Terminal(80), 40), 22);
        assert_eq!(of(Page::Terminal(60), 40), 20);
        assert_eq!(of(Page::Terminal(20), 40), LEAST);
        assert_eq!(titles(["題"].into_iter(), Page::File, 0), LEAST);
    }
}
