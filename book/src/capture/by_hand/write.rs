//! Writes the folders of all sessions of a capture.

use std::env;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use wire::Event;
use wire::capture::sessions::{self, Outcome, Summary, Viewer};
use wire::capture::tcp::Peers;
use wire::names::codes::{TLS12, TLS13};
use wire::secrets::KeyLog;

use super::collect::Session;
use super::script;
use super::step::Plan;
use super::suite::Suite;
use super::{readme, tls12, tls13};
use crate::capture::filter::Selection;
use crate::capture::folder::Folder;
use crate::error::Error;

/// Writes the folder `target` with a folder for each session of a capture whose secrets are known.
pub(crate) fn write(
    target: &Path,
    selection: &mut Selection<'_>,
    capture: impl Read + Send,
    keys: &Arc<KeyLog>,
) -> Result<(Summary, Result<(), sessions::Error>), Error> {
    let mut sessions = Sessions { folder: Folder::begin(target)?, keys: Arc::clone(keys), written: 0 };
    let (summary, mut read) = selection.read(capture, keys, &mut sessions);
    let Sessions { folder, written, .. } = sessions;
    if read.is_ok() {
        read = folder.write("README.txt", readme::TEXT.as_bytes()).map_err(sessions::Error::Show);
    }
    let kept = folder.keep(read, selection, (written == 0).then_some(Error::NothingByHand))?;
    Ok((summary, kept))
}

/// All sessions of a capture.
struct Sessions {
    folder: Folder,
    keys: Arc<KeyLog>,
    written: u64,
}

impl Viewer for Sessions {
    type View = Session;

    fn open(&mut self, number: u64, peers: &Peers) -> io::Result<Session> {
        Ok(Session::new(number, *peers))
    }

    fn event(&mut self, session: &mut Session, event: &Event) -> io::Result<()> {
        session.take(event);
        Ok(())
    }

    fn close(&mut self, session: Session, outcome: &Outcome) -> io::Result<()> {
        let Some(plan) = plan(&session, &self.keys, *outcome) else { return Ok(()) };
        let Session { number, peers, .. } = session;
        let write = |name: &str, bytes: &[u8]| self.folder.write(&format!("session-{number}/{name}"), bytes);
        for (name, bytes) in &plan.files {
            write(name, bytes)?;
        }
        let title = format!("Session {number}, {} -> {}", peers.client, peers.server);
        let programs = env::current_exe().ok().and_then(|own| Some(own.parent()?.to_str()?.to_owned()));
        write("functions.sh", script::FUNCTIONS.as_bytes())?;
        write("run-all.sh", script::with_chapter7(&plan, &title, programs.as_deref()).as_bytes())?;
        write("run-all-openssl.sh", script::with_openssl(&plan, &title).as_bytes())?;
        self.written += 1;
        Ok(())
    }
}

/// The proofs of a session; `None`: it is neither TLS 1.3 nor TLS 1.2, or it has no secrets.
fn plan(session: &Session, keys: &KeyLog, outcome: Outcome) -> Option<Plan> {
    let mut known = session.known(keys);
    session.server_hello()?;
    let suite = Suite::of(outcome.suite)?;
    let mut plan = Plan::new(suite.hash);
    if known.is_empty() && session.keys.is_empty() {
        return None;
    }
    known.extend(keys.for_every_session());
    match outcome.version {
        TLS13 => tls13::prove(&mut plan, session, &known, suite),
        TLS12 => tls12::prove(&mut plan, session, &known, suite),
        _ => return None,
    }
    for why in &session.closed {
        plan.note(format!("A record was not opened: {why}."));
    }
    if session.left_out > 0 {
        plan.note(format!(
            "{} more records are left out, those behind the first 32 of a key.",
            session.left_out
        ));
    }
    Some(plan)
}
