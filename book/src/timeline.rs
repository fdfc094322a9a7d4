//! What several windows have shown, in the order of time.

use std::time::{Duration, Instant};

use crate::layout::Windows;

/// Lines of two windows that came within this time came at the same moment, as far as anyone can tell: each window is
/// read by a thread, and the system decides which of two threads that have something to read runs first.
const MOMENT: Duration = Duration::from_micros(100);

/// The lines of several windows.
#[derive(Default)]
pub(crate) struct Timeline {
    windows: Vec<Window>,
}

/// The lines of a window, in their order.
struct Window {
    name: String,
    lines: Vec<Line>,
}

struct Line {
    time: Instant,
    /// When it was looked at, which is in the order of the script.
    seen: Instant,
    text: String,
}

impl Timeline {
    /// Adds the next line of a window: what it shows, when it came, and when it was looked at.
    pub(crate) fn push(&mut self, window: &str, time: Instant, seen: Instant, text: String) {
        let line = Line { time, seen, text };
        match self.windows.iter_mut().find(|known| known.name == window) {
            Some(known) => known.lines.push(line),
            None => self.windows.push(Window { name: window.to_owned(), lines: vec![line] }),
        }
    }

    /// The names of the windows.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.windows.iter().map(|window| window.name.as_str())
    }

    /// All lines in the order of time; of those that came at the same moment, the one that the script has first. Each
    /// with the number of its window and its time.
    pub(crate) fn lines(&self) -> Vec<(usize, Instant, &str)> {
        let mut rest: Vec<&[Line]> = self.windows.iter().map(|window| window.lines.as_slice()).collect();
        let mut lines = Vec::new();
        loop {
            // The next line of each window that has one.
            let heads = || (0..).zip(&rest).filter_map(|(window, lines)| Some((window, lines.first()?)));
            let Some(first) = heads().map(|(_, line)| line.time).min() else { return lines };
            let now = heads().filter(|(_, line)| line.time <= first + MOMENT);
            let Some((window, line)) = now.min_by_key(|(_, line)| line.seen) else { return lines };
            lines.push((window, line.time, line.text.as_str()));
            if let Some(lines) = rest.get_mut(window) {
                *lines = lines.get(1..).unwrap_or_default();
            }
        }
    }

    /// The same, to be laid out on a page.
    pub(crate) fn in_order(&self) -> Windows {
        let mut shown = Windows::of(self.names().map(str::to_owned).collect());
        for (window, _, text) in self.lines() {
            shown.push(window, text);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Page;

    /// The rows of these lines: window, time and time of looking in microseconds, text.
    fn rows(lines: &[(&str, u64, u64, &str)]) -> Vec<String> {
        let start = Instant::now();
        let mut timeline = Timeline::default();
        for (window, time, seen, text) in lines {
            let at = |time: &u64| start + Duration::from_micros(*time);
            timeline.push(window, at(time), at(seen), (*text).to_owned());
        }
        timeline.in_order().rows(Page::File)
    }

    #[test]
    fn lines_stand_in_the_order_of_time() {
        let lines = [
            ("a", 0, 0, "one"),
            ("a", 2000, 2000, "three"),
            ("a", 4000, 4000, "five"),
            ("b", 1000, 6000, "two"),
        ];
        assert_eq!(rows(&lines), ["a│ one", "b│ two", "a│ three", "a│ five"]);
    }

    #[test]
    fn at_the_same_moment_the_script_decides() {
        let received = ("server", 1010, 2000, "Received: hello");
        let answered = ("client", 1000, 3000, "Received: an answer");
        assert_eq!(rows(&[answered, received]), ["server│ Received: hello", "client│ Received: an answer"]);
        let earlier = ("client", 800, 3000, "Received: an answer");
        assert_eq!(rows(&[earlier, received]), ["client│ Received: an answer", "server│ Received: hello"]);
    }

    #[test]
    fn a_window_keeps_its_order() {
        let lines = [("a", 50, 50, "one"), ("a", 60, 60, "two"), ("b", 0, 70, "three")];
        assert_eq!(rows(&lines), ["a│ one", "a│ two", "b│ three"]);
        assert_eq!(rows(&[]), [""; 0]);
    }
}
