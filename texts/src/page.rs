//! Text in lines that fit a terminal. Widths are in columns: a Japanese character takes two.

use std::env;

use terminal_size::{Width, terminal_size_of};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What no row begins with, as in Japanese typesetting.
const NEVER_FIRST: &str = "、。，．・：ー）」』】々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/// The width of a terminal that does not tell its own.
const USUAL: usize = 80;

/// The least width that a page can have.
pub const NARROWEST: usize = 20;

/// The least room for a paragraph, however far it is indented.
const LEAST_ROOM: usize = 30;

/// The width of the terminal that `stream` is. `COLUMNS`, if it is a number, comes before what the terminal says.
#[cfg(unix)]
pub fn width_of(stream: impl std::os::fd::AsFd) -> usize {
    width(terminal_size_of(stream).map(|(Width(width), _)| width))
}

/// The width of the terminal that `stream` is. `COLUMNS`, if it is a number, comes before what the terminal says.
#[cfg(windows)]
pub fn width_of(stream: impl std::os::windows::io::AsHandle) -> usize {
    width(terminal_size_of(stream).map(|(Width(width), _)| width))
}

fn width(own: Option<u16>) -> usize {
    let wanted = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    wanted.filter(|width| *width > 0).or(own.map(usize::from)).unwrap_or(USUAL).max(NARROWEST)
}

/// How many columns a text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.width()
}

/// How much of a line, in bytes, goes into a row of `room` columns: up to a blank or a Japanese character if
/// there is one in the second half of the row, and never so that the next row begins with a mark that Japanese
/// puts at the end of one.
#[must_use]
pub fn fitting(line: &str, room: usize) -> usize {
    let (mut used, mut end, mut before) = (0, None, 'x');
    for (at, character) in line.char_indices() {
        let in_word = before.is_ascii_graphic() && character.is_ascii_graphic();
        if at > 0 && !in_word && character != ' ' && !NEVER_FIRST.contains(character) && 2 * used >= room {
            end = Some(at);
        }
        used += character.width().unwrap_or(0);
        if used > room {
            return end.unwrap_or(at);
        }
        before = character;
    }
    line.len()
}

/// The rows of a text that is indented by `indent` columns on a page of `width` columns.
pub fn paragraph(text: &str, indent: usize, width: usize) -> impl Iterator<Item = &str> {
    let room = width.saturating_sub(indent).max(LEAST_ROOM);
    let mut rest = text;
    std::iter::from_fn(move || {
        let (row, next) = rest.split_at(fitting(rest, room));
        rest = next;
        (!row.is_empty()).then(|| row.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_fits_and_is_whole() {
        for text in [
            "32 fresh random bytes. They enter the transcript hash, and through it every key and signature that follows.",
            "クライアントが接続のたびに作る32バイトの乱数です。トランスクリプトハッシュを通じて、以降のすべての鍵に影響します。",
        ] {
            for width in [40, 60, 80, 173] {
                let rows: Vec<_> = paragraph(text, 4, width).collect();
                assert!(rows.iter().all(|row| columns(row) <= width - 4), "{rows:?}");
                let letters = |text: &str| text.replace(' ', "");
                assert_eq!(letters(&rows.concat()), letters(text));
            }
        }
        assert_eq!(paragraph("", 0, 80).count(), 0);
        assert!(paragraph("far too far to the right, and still there", 500, 60).count() > 1);
    }
}
