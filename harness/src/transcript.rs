//! What a window has shown, with what was typed in its place, and when.

use std::time::Instant;

/// A line of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// When its last part appeared. A prompt is followed by what is typed, so its line has the time of the typing.
    pub time: Instant,
    /// When that part was looked at: for lines of several windows, this tells in which order they were expected.
    pub seen: Instant,
    /// The line, without its end.
    pub text: &'a str,
}

/// What was shown and typed, and the same with the keys that have no text of their own.
#[derive(Default)]
pub(crate) struct Transcript {
    text: String,
    /// The text with `^C` and `^D`.
    screen: String,
    /// Whether one of these comes last.
    after_key: bool,
    parts: Vec<Part>,
}

struct Part {
    /// Where it ends on the screen.
    end: usize,
    /// When it appeared.
    time: Instant,
    /// When it was added.
    seen: Instant,
}

impl Transcript {
    /// Adds a part, of one line at most. What was shown before a line was typed, and looked at after that, has the time of
    /// the typing: in a window, time does not run backwards.
    pub(crate) fn push(&mut self, part: &str, time: Instant) {
        let time = self.parts.last().map_or(time, |last| time.max(last.time));
        if std::mem::take(&mut self.after_key) && !part.starts_with('\n') {
            // What a program shows after the key begins a line.
            self.screen.push('\n');
            if let Some(key) = self.parts.last_mut() {
                key.end += 1;
            }
        }
        self.text.push_str(part);
        self.add(part, time);
    }

    /// Adds a key, `^C` or `^D`, which is not part of the text.
    pub(crate) fn press(&mut self, key: &str) {
        self.add(key, Instant::now());
        self.after_key = true;
    }

    fn add(&mut self, part: &str, time: Instant) {
        self.screen.push_str(part);
        self.parts.push(Part { end: self.screen.len(), time, seen: Instant::now() });
    }

    /// Takes away what was added after the text had this length.
    pub(crate) fn truncate(&mut self, length: usize) {
        let screen = self.screen.len().saturating_sub(self.text.len().saturating_sub(length));
        self.text.truncate(length);
        self.screen.truncate(screen);
        self.parts.retain(|part| part.end <= screen);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The lines on the screen, in their order. The last one may have no end yet.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut end = 0;
        self.screen.split_inclusive('\n').filter_map(move |line| {
            end += line.len();
            // The part that has the line's last byte.
            let part = self.parts.partition_point(|part| part.end < end);
            let Part { time, seen, .. } = *self.parts.get(part)?;
            Some(Line { time, seen, text: line.lines().next().unwrap_or_default() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_line_has_the_time_of_its_last_part() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut transcript = Transcript::default();
        for (part, seconds) in
            [("one\n", 1), ("? ", 2), ("yes\n", 3), ("gone\n", 4), ("\n", 5), ("three\r\n", 6), ("? ", 7)]
        {
            let before = transcript.text().len();
            transcript.push(part, at(seconds));
            if part == "gone\n" {
                transcript.truncate(before);
            }
        }
        let lines: Vec<_> = transcript.lines().map(|line| (line.text, line.time)).collect();
        assert_eq!(lines, [("one", at(1)), ("? yes", at(3)), ("", at(5)), ("three", at(6)), ("? ", at(7))]);
        assert_eq!(transcript.text(), "one\n? yes\n\nthree\r\n? ");
    }

    #[test]
    fn a_key_is_on_the_screen_alone() {
        let mut transcript = Transcript::default();
        transcript.push("? ", Instant::now());
        transcript.press("^D");
        transcript.push("\n", Instant::now());
        transcript.push("end\n", Instant::now());
        transcript.press("^C");
        let length = transcript.text().len();
        transcript.push("gone\n", Instant::now());
        transcript.truncate(length);
        transcript.push("interrupted\n", Instant::now());
        let lines: Vec<_> = transcript.lines().map(|line| line.text).collect();
        assert_eq!(lines, ["? ^D", "end", "^C", "interrupted"]);
        assert_eq!(transcript.text(), "? \nend\ninterrupted\n");
    }

    #[test]
    fn time_does_not_run_backwards() {
        let start = Instant::now();
        let mut transcript = Transcript::default();
        transcript.push("typed\n", start + Duration::from_secs(1));
        transcript.push("shown\n", start);
        let times: Vec<_> = transcript.lines().map(|line| line.time - start).collect();
        assert_eq!(times, [Duration::from_secs(1); 2]);
    }
}
