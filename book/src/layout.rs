//! Where text stands on a page: windows side by side or one after the other, lines that are wrapped, cells of a table.
//!
//! Widths are in columns of a terminal: a Japanese character takes two.

use std::io::{self, IsTerminal};
use std::{env, iter};

use common::terminal;
use terminal_size::{Width, terminal_size_of};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a row begins with that goes on with a line.
const CONTINUED: &str = "↪ ";

/// What no row begins with, as in Japanese typesetting.
const NEVER_FIRST: &str = "、。，．・：ー）」』】々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/// Between two windows.
const BETWEEN: &str = " │ ";

/// The width from which on windows stand side by side.
const SIDE_BY_SIDE: usize = 100;

/// The least width that a page can have.
const NARROWEST: usize = 20;

/// The width of a terminal that does not tell its own.
const USUAL: usize = 80;

/// From one tab stop to the next. It is not the eight of a terminal: five tabs, as in 8.1, must leave room for text.
const TAB: usize = 4;

/// Where text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// A terminal of this width.
    Terminal(usize),
    /// A file or a pipe: a line stays one line, however long, for `grep` and `diff`.
    File,
}

impl Page {
    /// Where standard output goes. `COLUMNS`, if it is a number, is the width of the terminal.
    pub(crate) fn of_output() -> Self {
        if !io::stdout().is_terminal() {
            return Self::File;
        }
        let wanted = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let own = || terminal_size_of(io::stdout()).map(|(Width(width), _)| width.into());
        Self::Terminal(wanted.filter(|width| *width > 0).or_else(own).unwrap_or(USUAL).max(NARROWEST))
    }

    /// The room for a line.
    pub(crate) fn width(self) -> usize {
        match self {
            Self::Terminal(width) => width,
            Self::File => usize::MAX,
        }
    }
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The text, filled with blanks up to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(columns(text)))
}

/// What several windows have shown.
#[derive(Debug)]
pub(crate) struct Windows {
    names: Vec<String>,
    /// Each line with the number of its window, in the order of time.
    lines: Vec<(usize, String)>,
}

impl Windows {
    /// Windows with these names, which have shown nothing yet.
    pub(crate) fn of(names: Vec<String>) -> Self {
        Self { names, lines: Vec::new() }
    }

    /// Adds the next line, in the window of this number.
    pub(crate) fn push(&mut self, window: usize, line: &str) {
        self.lines.push((window, plain(line)));
    }

    /// The rows that show it on a page: the windows side by side if there is room for that, otherwise each line with the name
    /// of its window.
    pub(crate) fn rows(&self, page: Page) -> Vec<String> {
        match self.shares(page) {
            Some(shares) => self.side_by_side(&shares),
            None => self.marked(page.width()),
        }
    }

    /// The width of each window that stands beside the others; `None` if they do not.
    fn shares(&self, page: Page) -> Option<Vec<usize>> {
        let Page::Terminal(width @ SIDE_BY_SIDE..) = page else { return None };
        let between = BETWEEN.width() * self.names.len().saturating_sub(1);
        let mut needs: Vec<usize> = self.names.iter().map(|name| columns(&headed(name, 0))).collect();
        for (window, line) in &self.lines {
            if let Some(need) = needs.get_mut(*window) {
                *need = columns(line).max(*need);
            }
        }
        let shares = share(&needs, width.checked_sub(between)?);
        (0..).zip(&shares).all(|(window, share)| self.is_legible(window, *share)).then_some(shares)
    }

    /// Whether a window can be read in so many columns: no more than a quarter of its lines, or one, have to be wrapped.
    fn is_legible(&self, window: usize, width: usize) -> bool {
        let lines = || self.lines.iter().filter(|(of, _)| *of == window);
        let wrapped = lines().filter(|(_, line)| columns(line) > width).count();
        wrapped == 0 || width >= NARROWEST && wrapped <= (lines().count() / 4).max(1)
    }

    /// Each window in a column of its own, each line in a row of its own.
    fn side_by_side(&self, shares: &[usize]) -> Vec<String> {
        let heads: Vec<String> =
            self.names.iter().zip(shares).map(|(name, share)| headed(name, *share)).collect();
        let mut rows = vec![heads.join("─┬─")];
        for (window, line) in &self.lines {
            for text in wrapped(line, shares.get(*window).copied().unwrap_or(NARROWEST)) {
                let text = |column| if column == *window { text.as_str() } else { "" };
                let cells = shares.iter().enumerate().map(|(column, share)| padded(text(column), *share));
                rows.push(cells.collect::<Vec<_>>().join(BETWEEN).trim_end().to_owned());
            }
        }
        rows
    }

    /// One row after the other, each with the name of its window.
    fn marked(&self, width: usize) -> Vec<String> {
        let mark = self.names.iter().map(|name| columns(name)).max().unwrap_or(0);
        let room = width.saturating_sub(mark + columns("│ "));
        let mut rows = Vec::new();
        for (window, line) in &self.lines {
            let name = padded(self.names.get(*window).map_or("", String::as_str), mark);
            for text in wrapped(line, room) {
                let blank = if text.is_empty() { "" } else { " " };
                rows.push(format!("{name}│{blank}{text}"));
            }
        }
        rows
    }
}

/// The rows of cells with their widths, side by side; a text that is too long for its cell is wrapped.
pub(crate) fn cells(cells: &[(&str, usize)]) -> Vec<String> {
    let cells: Vec<_> = cells.iter().map(|(text, width)| (wrapped(text, *width), *width)).collect();
    let height = cells.iter().map(|(rows, _)| rows.len()).max().unwrap_or(0);
    let row = |number: usize| {
        let mut row = String::new();
        let mut end = 0;
        for (rows, width) in &cells {
            row = padded(&row, end) + rows.get(number).map_or("", String::as_str);
            end = width.saturating_add(end + 2);
        }
        row.trim_end().to_owned()
    };
    (0..height).map(row).collect()
}

/// The head of a column: `── client ───`, filled up to `width`.
fn headed(name: &str, width: usize) -> String {
    let head = format!("── {name} ──");
    let more = width.saturating_sub(columns(&head));
    head + &"─".repeat(more)
}

/// The widths of columns that need so much: as much as each needs, if all of them fit in `width`. Otherwise, those that need
/// more than their part share what the others leave.
fn share(needs: &[usize], width: usize) -> Vec<usize> {
    let mut shares = vec![0; needs.len()];
    let mut modest: Vec<usize> = (0..needs.len()).collect();
    modest.sort_by_key(|column| needs.get(*column));
    let (mut left, mut count) = (width, needs.len());
    for column in modest {
        if let (Some(share), Some(need)) = (shares.get_mut(column), needs.get(column)) {
            *share = *need.min(&(left / count));
            left -= *share;
            count -= 1;
        }
    }
    shares
}

/// A line as a page can show it: tabs become blanks, and control characters are shown as `\x1b`.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    for (number, part) in terminal::text(line.as_bytes()).to_string().split('\t').enumerate() {
        if number > 0 {
            plain += &" ".repeat(TAB - columns(&plain) % TAB);
        }
        plain += part;
    }
    plain
}

/// The rows of a line that has `width` columns, broken behind a blank if there is one in the second half of a row. Nothing of
/// the line is lost. All rows but the first begin with [`CONTINUED`].
pub(crate) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut rest = line;
    let marks = iter::once("").chain(iter::repeat(CONTINUED));
    let mut rows = Vec::new();
    for mark in marks {
        // Room for one Japanese character, whatever the width.
        let (row, next) = rest.split_at(fitting(rest, width.saturating_sub(columns(mark)).max(2)));
        rows.push(format!("{mark}{row}"));
        rest = next;
        if rest.is_empty() {
            break;
        }
    }
    rows
}

/// How much of a line, in bytes, goes into a row of `room` columns.
fn fitting(line: &str, room: usize) -> usize {
    let (mut used, mut end, mut blank) = (0, None, None);
    for (at, character) in line.char_indices() {
        if at > 0 && !NEVER_FIRST.contains(character) {
            end = Some(at);
        }
        used += character.width().unwrap_or(0);
        if used > room {
            return blank.or(end).unwrap_or(at);
        }
        if character == ' ' && used > room / 2 {
            blank = Some(at + 1);
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of these lines, each with the number of its window.
    fn rows(names: &[&str], lines: &[(usize, &str)], page: Page) -> Vec<String> {
        let mut windows = Windows::of(names.iter().map(|name| (*name).to_owned()).collect());
        for (window, line) in lines {
            windows.push(*window, line);
        }
        windows.rows(page)
    }

    const SESSION: [(usize, &str); 5] = [
        (0, "$ server-tls"),
        (0, "Waiting for a connection..."),
        (1, "$ client-tls"),
        (0, "Client connected successfully"),
        (1, "Message to send: Hello server"),
    ];

    #[test]
    fn windows_stand_side_by_side_where_there_is_room() {
        for width in [100, 173] {
            assert_eq!(
                rows(&["server", "client"], &SESSION, Page::Terminal(width)),
                [
                    "── server ────────────────────┬─── client ───────────────────",
                    "$ server-tls                  │",
                    "Waiting for a connection...   │",
                    "                              │ $ client-tls",
                    "Client connected successfully │",
                    "                              │ Message to send: Hello server",
                ],
                "{width}"
            );
        }
    }

    #[test]
    fn elsewhere_a_line_has_the_name_of_its_window() {
        for page in [Page::Terminal(60), Page::Terminal(80), Page::Terminal(99), Page::File] {
            assert_eq!(
                rows(&["server", "me"], &SESSION, page),
                [
                    "server│ $ server-tls",
                    "server│ Waiting for a connection...",
                    "me    │ $ client-tls",
                    "server│ Client connected successfully",
                    "me    │ Message to send: Hello server",
                ],
                "{page:?}"
            );
        }
    }

    #[test]
    fn what_has_shown_nothing_takes_no_row() {
        for page in [Page::Terminal(60), Page::File] {
            assert_eq!(rows(&["server", "client"], &[(1, ""), (1, "x")], page), ["client│", "client│ x"]);
            assert_eq!(rows(&[], &[], page), [""; 0]);
        }
        assert_eq!(
            rows(&["server", "client"], &[(1, ""), (1, "x")], Page::Terminal(100)),
            ["── server ───┬─── client ──", "             │", "             │ x"]
        );
        assert_eq!(rows(&["server"], &[], Page::Terminal(100)), ["── server ──"]);
    }

    #[test]
    fn three_windows_stand_side_by_side_if_they_fit() {
        let line = "a line of thirty-eight columns or so..";
        let lines = [(0, line), (0, line), (1, line), (1, line), (2, line), (2, line)];
        let rows = |width| rows(&["one", "two", "three"], &lines, Page::Terminal(width));
        assert_eq!(rows(100)[0], format!("one  │ {line}"));
        let wide = rows(120);
        assert_eq!(columns(&wide[0]), 3 * columns(line) + 2 * 3);
        assert_eq!(wide[5], format!("{} │ {} │ {line}", " ".repeat(38), " ".repeat(38)));
    }

    /// A row stays within the page, whatever it is, and no character is lost.
    #[test]
    fn lines_fit_and_are_whole() {
        let english = "ERROR: failed SSL accept (the certificate of the peer is one that nobody here knows or trusts: \
                       /a/very/long/path/that/has/no/blank/in/it/and/is/longer/than/any/terminal/of/sixty/columns)";
        let japanese = "エラー：クライアント証明書を検証できません。信頼している認証局の証明書で署名されたものを指定してください。\
                        サーバー証明書と秘密鍵は、既定のものを使用します。接続は終了しましたので、もう一度お試しください。";
        for width in [60, 80, 100, 173] {
            for line in [english, japanese] {
                let lines = [(0, "short"), (1, line), (0, "短い"), (1, "x"), (2, line)];
                let rows = rows(&["server", "client", "観察"], &lines, Page::Terminal(width));
                for row in &rows {
                    assert!(columns(row) <= width, "{width}: {row}");
                }
                let texts = wrapped(line, width);
                assert!(texts.len() > 1, "{width}: {line}");
                assert!(texts[1..].iter().all(|row| row.starts_with(CONTINUED)), "{texts:?}");
                assert_eq!(texts.join("\n").replace("\n↪ ", ""), line);
            }
        }
    }

    #[test]
    fn a_line_is_broken_behind_a_blank() {
        assert_eq!(wrapped("one two three four", 10), ["one two ", "↪ three ", "↪ four"]);
        assert_eq!(wrapped("a 0123456789", 6), ["a 0123", "↪ 4567", "↪ 89"]);
        assert_eq!(wrapped("日本語の行", 5), ["日本", "↪ 語", "↪ の", "↪ 行"]);
        assert_eq!(wrapped("日本", 0), ["日", "↪ 本"]);
        assert_eq!(wrapped("サーバー、", 8), ["サー", "↪ バー、"]);
        assert_eq!(wrapped("サーバー、", 6), ["サー", "↪ バー", "↪ 、"], "there is no room for three");
        assert_eq!(wrapped("複数のサーバー", 12), ["複数のサー", "↪ バー"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn a_file_has_whole_lines() {
        let line = "long ".repeat(100);
        assert_eq!(rows(&["a"], &[(0, &line)], Page::File), [format!("a│ {line}")]);
    }

    #[test]
    fn japanese_characters_take_two_columns() {
        let rows = rows(&["一", "二"], &[(0, "日本語"), (1, "x")], Page::Terminal(100));
        assert_eq!(rows, ["── 一 ───┬─── 二 ──", "日本語   │", "         │ x"]);
        assert_eq!(cells(&[("題名", 6), ("x", 1)]), ["題名    x"]);
    }

    #[test]
    fn cells_are_wrapped_beside_each_other() {
        assert_eq!(
            cells(&[("6.1", 4), ("one two three", 8), ("ok", 2)]),
            ["6.1   one two   ok", "      ↪ three"]
        );
    }

    #[test]
    fn tabs_and_control_characters_do_not_move_the_windows() {
        assert_eq!(
            rows(&["a"], &[(0, "\t\tx\ty"), (0, "\x1b[2Jz")], Page::File),
            ["a│         x   y", "a│ \\x1b[2Jz"]
        );
    }
}
