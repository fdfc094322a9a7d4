//! Texts of sessions that overlap in time, in the order in which the sessions began.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::mem;
use std::ops::Range;

use common::error::words;

/// The texts of the sessions that have not been shown. If they take too much memory, they are moved to a temporary
/// file.
#[derive(Default)]
pub(super) struct Pages {
    open: BTreeMap<u64, Page>,
    /// The total length of the texts in memory, in bytes.
    held: usize,
    file: Option<File>,
}

/// The text of a session so far.
#[derive(Default)]
struct Page {
    /// The ranges in the file that contain the start of the text, in order.
    start: Vec<Range<u64>>,
    text: String,
    ended: bool,
}

impl Pages {
    /// The most bytes to keep in memory.
    const MAX_HELD: usize = 64 << 20;

    /// Adds text to the page of a session. Its number tells its place in the order.
    pub(super) fn add(&mut self, page: u64, text: &str) -> io::Result<()> {
        self.open.entry(page).or_default().text.push_str(text);
        self.held += text.len();
        if self.held > Self::MAX_HELD { self.put_aside().map_err(|error| temporary(&error)) } else { Ok(()) }
    }

    /// Nothing more comes for a page. It can be taken when those before it can.
    pub(super) fn end(&mut self, page: u64) {
        self.open.entry(page).or_default().ended = true;
    }

    /// The next page, written to what `out` makes for it; `false` if the session has not ended.
    pub(super) fn next(&mut self, out: &mut impl Write) -> io::Result<bool> {
        let Some(first) = self.open.first_entry().filter(|first| first.get().ended) else { return Ok(false) };
        let Page { start, text, .. } = first.remove();
        for range in start {
            if let Some(file) = &mut self.file {
                file.seek(SeekFrom::Start(range.start)).map_err(|error| temporary(&error))?;
                io::copy(&mut file.take(range.end - range.start), out)?;
            }
        }
        self.held -= text.len();
        out.write_all(text.as_bytes())?;
        Ok(true)
    }

    /// Moves all texts to the file.
    fn put_aside(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let mut at = file.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::new(file);
        for page in self.open.values_mut().filter(|page| !page.text.is_empty()) {
            let text = mem::take(&mut page.text);
            out.write_all(text.as_bytes())?;
            let end = at + text.len() as u64;
            page.start.push(at..end);
            at = end;
        }
        self.held = 0;
        out.flush()
    }
}

fn temporary(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("a temporary file: {}", words(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pages: &mut Pages) -> String {
        let mut out = Vec::new();
        while pages.next(&mut out).unwrap() {}
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn pages_come_in_the_order_of_their_beginning() {
        let mut pages = Pages::default();
        for (page, text) in [(1, "a"), (2, "b"), (1, "c"), (3, "d")] {
            pages.add(page, text).unwrap();
        }
        pages.end(2);
        pages.end(3);
        assert_eq!(taken(&mut pages), "");
        pages.put_aside().unwrap();
        pages.add(1, "e").unwrap();
        pages.end(1);
        assert_eq!(taken(&mut pages), "acebd");
        assert_eq!((pages.held, pages.open.len()), (0, 0));
    }
}
