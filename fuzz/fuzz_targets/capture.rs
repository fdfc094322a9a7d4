//! A capture: its file, packets, connections, sessions.

#![no_main]

use std::io;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::{open_to_all, shown};
use wire::Event;
use wire::capture::sessions::{self, Outcome, Viewer};
use wire::capture::tcp::Peers;
use wire::secrets::KeyLog;

/// Shows each session when it has ended.
struct Shown {
    secrets: bool,
    open: usize,
    sessions: u64,
}

impl Viewer for Shown {
    type View = Vec<Event>;

    fn wants_keys(&self) -> bool {
        true
    }

    fn open(&mut self, number: u64, _: &Peers) -> io::Result<Self::View> {
        self.open += 1;
        self.sessions += 1;
        assert_eq!(number, self.sessions, "sessions are numbered in the order in which they begin");
        Ok(Vec::new())
    }

    fn event(&mut self, events: &mut Self::View, event: &Event) -> io::Result<()> {
        match event {
            Event::Message(message) if !self.secrets => message.proofs.iter().for_each(open_to_all),
            Event::Key(key) => assert!(self.secrets || key.proofs.is_empty()),
            _ => {}
        }
        events.push(event.clone());
        Ok(())
    }

    fn close(&mut self, events: Self::View, _: &Outcome) -> io::Result<()> {
        self.open -= 1;
        shown(&events);
        Ok(())
    }
}

fuzz_target!(|file: &[u8]| {
    let mut keys = KeyLog::new();
    if sessions::secrets(file, &mut keys).is_err() {
        return;
    }
    let mut shown = Shown { secrets: !keys.is_empty(), open: 0, sessions: 0 };
    let (summary, _) = sessions::read(file, &Arc::new(keys), &mut shown);
    assert_eq!((shown.open, shown.sessions), (0, summary.sessions.all), "each session ends once");
});
