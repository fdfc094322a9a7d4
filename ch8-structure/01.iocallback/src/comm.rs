//! The transport of section 8.1: a pair of files, one for each direction, as in `file-comm.h`.
//!
//! | | named pipes | growing files (`--files`) |
//! | --- | --- | --- |
//! | systems | Linux, macOS | every one |
//! | waiting | `poll` | looking again, 50 times a second: the system tells nobody that a file has grown |
//! | the peer's end | is seen at once | is not seen: only a time limit helps |
//!
//! A server makes new files each time it begins to wait for a client, so that nothing from an earlier session
//! is in them. Client and server may be started in either order: a client that finds no server, or another
//! client, waits.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::Error;
use common::net::{Transport, uninterrupted};
use rustix::event::{PollFd, PollFlags};

use crate::wait::{LOOK_AGAIN, wait_for};

/// From the client to the server.
pub const C2S: &str = "c2s.com";

/// From the server to the client.
pub const S2C: &str = "s2c.com";

/// Where the two files are, and of what kind.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Transport (section 8.1)")]
pub struct Place {
    /// Folder of c2s.com and s2c.com, the same for client and server
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub dir: PathBuf,

    /// Growing files instead of named pipes; always so where there are no named pipes
    #[arg(long)]
    pub files: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Pipes,
    Files,
}

/// The paths of the two files, and of what kind they are.
#[derive(Clone, Debug)]
struct Names {
    c2s: PathBuf,
    s2c: PathBuf,
    kind: Kind,
}

/// A server's end, before a client is there: what a listening socket is for TCP.
#[derive(Debug)]
pub struct Listener {
    names: Names,
    /// The end to receive from.
    recv: File,
}

impl Listener {
    /// Puts new files or pipes at the `place`.
    ///
    /// # Errors
    /// [`Error::Open`]: they cannot be created, or something else is in their place.
    pub fn new(place: &Place) -> Result<Self, Error> {
        let names = Names::new(place);
        let recv = names.renew()?;
        Ok(Self { names, recv })
    }

    /// Waits, as long as it takes, for the next client, which is there when its first bytes have come.
    ///
    /// # Errors
    /// [`Error::Open`]: no client can ever come.
    pub fn accept(self) -> Result<Comm, Error> {
        let Self { names, mut recv } = self;
        loop {
            if has_bytes(&recv, names.kind).map_err(failed(&names.c2s))? {
                // open: a client has its receiving end open before it says anything.
                match open(&names.s2c, Mode::Send(names.kind)) {
                    Ok(send) => return Ok(Comm { recv, send, kind: names.kind, unheard: None }),
                    Err(e) if is_nobody_there(&e) => {
                        // Whoever wrote this has gone, or was never a client. As long as the writing end is open, the
                        // bytes stay in the pipe: `poll` would report them for ever, and the next client's would follow
                        // them. New pipes have neither. The pause limits what somebody costs who does it again and
                        // again.
                        recv = names.renew()?;
                        std::thread::sleep(LOOK_AGAIN);
                        continue;
                    }
                    Err(e) => return Err(failed(&names.s2c)(e)),
                }
            }
            if names.kind == Kind::Pipes {
                // `poll` would go on reporting a client that came and went. A new end does not know of it, and what
                // it wrote goes with the old end.
                drop(recv);
                recv = names.listen()?;
            }
            let fd = match names.kind {
                // Systems other than Linux report the end of a pipe that nobody has opened for writing yet.
                Kind::Pipes if cfg!(target_os = "linux") => pollable(&recv, PollFlags::IN),
                _ => None,
            };
            wait_for(fd, None).map_err(failed(&names.c2s))?;
        }
    }
}

fn has_bytes(recv: &File, kind: Kind) -> io::Result<bool> {
    match kind {
        Kind::Pipes => pipe_has_bytes(recv),
        Kind::Files => recv.metadata().map(|file| file.len() > 0),
    }
}

impl Names {
    fn new(place: &Place) -> Self {
        let kind = if place.files || !cfg!(unix) { Kind::Files } else { Kind::Pipes };
        Self { c2s: place.dir.join(C2S), s2c: place.dir.join(S2C), kind }
    }

    /// New files or pipes in place of those that are there. Returns the server's end to receive from.
    fn renew(&self) -> Result<File, Error> {
        // In this order: when a client finds the new c2s.com, the new s2c.com is there, too.
        for path in [&self.s2c, &self.c2s] {
            make_anew(path, self.kind).map_err(failed(path))?;
        }
        self.listen()
    }

    /// A server's end to receive from.
    fn listen(&self) -> Result<File, Error> {
        // open
        open(&self.c2s, Mode::Receive).map_err(failed(&self.c2s))
    }

    /// The connection, if a server is there by now.
    fn try_connect(&self) -> Result<Option<Comm>, Error> {
        let folder = self.c2s.parent().filter(|folder| !folder.as_os_str().is_empty());
        let is_folder = fs::metadata(folder.unwrap_or(Path::new("."))).map(|folder| folder.is_dir());
        if !is_folder.map_err(failed(&self.c2s))? {
            return Err(failed(&self.c2s)(ErrorKind::NotADirectory.into()));
        }
        let Some((recv, send)) = self.open()? else { return Ok(None) };
        let again = Again { names: self.clone(), sent: Vec::new() };
        Ok(Some(Comm { recv, send, kind: self.kind, unheard: Some(again) }))
    }

    /// No server has been there for `limit`, or none that was free.
    fn nobody(&self, limit: Duration) -> Error {
        let hint = match (fs::symlink_metadata(&self.c2s), self.kind) {
            (Ok(there), Kind::Pipes) if there.is_file() => {
                ": not a named pipe, a server with --files made it"
            }
            (Ok(there), Kind::Files) if is_pipe(&there) => ": not a file, a server without --files made it",
            (Ok(there), _) if !there.is_file() && !is_pipe(&there) => ": neither a file nor a named pipe",
            _ => "",
        };
        let late = format!("no server ready there within {limit:?}{hint}");
        failed(&self.c2s)(io::Error::new(ErrorKind::TimedOut, late))
    }

    /// A client's ends, the receiving one first, if a server waits at the others.
    fn open(&self) -> Result<Option<(File, File)>, Error> {
        let kind = self.kind;
        // open
        let recv = open(&self.s2c, Mode::Receive);
        // open: C: ENXIO, as long as nobody has the other end open.
        let send = open(&self.c2s, Mode::Send(kind));
        let (recv, send) = match (recv, send) {
            (Ok(recv), Ok(send)) => (recv, send),
            (Err(e), _) | (_, Err(e)) if e.kind() == ErrorKind::NotFound || is_nobody_there(&e) => {
                return Ok(None);
            }
            (Err(e), _) => return Err(failed(&self.s2c)(e)),
            (_, Err(e)) => return Err(failed(&self.c2s)(e)),
        };
        if !is_of(kind, &recv) || !is_of(kind, &send) {
            return Ok(None); // left from a former run: the next server replaces it
        }
        // A file that has bytes in it belongs to another client's session, or to a former run. And the server may have
        // replaced the first file, but not yet the second one.
        let new = kind == Kind::Pipes || is_empty(&send);
        let ours = new && is_still_at(&recv, &self.s2c) && is_still_at(&send, &self.c2s) && lock(&send);
        Ok(ours.then_some((recv, send)))
    }
}

/// A connection through two files. It never waits: `read` and `write` fail with [`ErrorKind::WouldBlock`] instead.
#[derive(Debug)]
pub struct Comm {
    // In this order: when the peer sees the end of what we send, nobody reads what it sends any more.
    recv: File,
    send: File,
    kind: Kind,
    /// In a client that has not heard from the server yet.
    unheard: Option<Again>,
}

/// What a client needs to send its first bytes again, to a server that came after they were written.
#[derive(Debug)]
struct Again {
    names: Names,
    sent: Vec<u8>,
}

impl Comm {
    /// Waits for the server, at most as long as `limit`.
    ///
    /// # Errors
    /// [`Error::Open`]: none has come, or none can ever come.
    pub fn connect(place: &Place, limit: Duration) -> Result<Self, Error> {
        let names = Names::new(place);
        let end = Instant::now() + limit;
        loop {
            if let Some(comm) = names.try_connect()? {
                return Ok(comm);
            }
            if Instant::now() >= end {
                return Err(names.nobody(limit));
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// A connection whose two ends are there: pipes, or sockets, in non-blocking mode.
    #[must_use]
    pub fn connected(recv: File, send: File) -> Self {
        Self { recv, send, kind: Kind::Pipes, unheard: None }
    }

    /// What to watch until bytes have come; `None` if the system cannot tell: a file, or a pipe that a server may
    /// replace at any time.
    pub(crate) fn until_readable(&self) -> Option<PollFd<'_>> {
        match self.kind {
            Kind::Pipes if self.unheard.is_none() => pollable(&self.recv, PollFlags::IN),
            _ => None,
        }
    }

    /// What to watch until there is room for bytes.
    pub(crate) fn until_writable(&self) -> Option<PollFd<'_>> {
        match self.kind {
            Kind::Pipes => pollable(&self.send, PollFlags::OUT),
            Kind::Files => None,
        }
    }

    /// A server replaces both files when it begins to wait. If one has done so, everything is sent again
    /// through the new ones.
    fn say_again(&mut self) -> io::Result<()> {
        let Some(again) = &mut self.unheard else { return Ok(()) };
        if is_still_at(&self.send, &again.names.c2s) && (self.kind == Kind::Pipes || !is_empty(&self.send)) {
            return Ok(());
        }
        if let Ok(Some((recv, mut send))) = again.names.open() {
            send.write_all(&again.sent)?;
            (self.send, self.recv) = (send, recv);
        }
        Ok(())
    }
}

impl Read for Comm {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // read
        let count = uninterrupted(|| self.recv.read(buffer))?;
        if count > 0 || buffer.is_empty() {
            self.unheard = None;
        } else if self.unheard.is_some() {
            // The server is not there yet: it opens its end when our first bytes have come.
            self.say_again()?;
            return Err(ErrorKind::WouldBlock.into());
        } else if self.kind == Kind::Files {
            // The end of a file is where it will grow.
            return Err(ErrorKind::WouldBlock.into());
        }
        Ok(count) // 0: whoever had the other end of the pipe open is gone
    }
}

impl Write for Comm {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        // write
        let count = match uninterrupted(|| self.send.write(buffer)) {
            // The server has gone without having read this. The next one will.
            Err(e) if e.kind() == ErrorKind::BrokenPipe && self.unheard.is_some() => buffer.len(),
            count => count?,
        };
        if let Some(again) = &mut self.unheard {
            again.sent.extend_from_slice(buffer.get(..count).unwrap_or_default());
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // not fsync: the peer sees what is written
    }
}

impl Transport for Comm {}

// Files and pipes.

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::Open { path: path.to_owned(), source }
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    Receive,
    Send(Kind),
}

/// `open`, with `O_NONBLOCK`: it does not wait for somebody at the other end of a pipe.
fn open(path: &Path, mode: Mode) -> io::Result<File> {
    let mut options = OpenOptions::new();
    match mode {
        Mode::Receive => options.read(true),
        Mode::Send(Kind::Pipes) => options.write(true),
        Mode::Send(Kind::Files) => options.append(true),
    };
    #[cfg(unix)]
    {
        use nix::fcntl::OFlag;
        let flags = OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits());
    }
    uninterrupted(|| options.open(path))
}

/// A new pipe or an empty file, which only its owner can open, in place of whatever pipe or file there was.
fn make_anew(path: &Path, kind: Kind) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(former) if former.is_file() || is_pipe(&former) => remove(path)?,
        Ok(_) => return Err(io::Error::new(ErrorKind::AlreadyExists, "neither a file nor a named pipe")),
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        Err(e) => return Err(e),
    }
    match kind {
        Kind::Pipes => make_pipe(path),
        Kind::Files => {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path).map(drop)
        }
    }
}

fn is_of(kind: Kind, file: &File) -> bool {
    file.metadata().is_ok_and(|file| match kind {
        Kind::Pipes => is_pipe(&file),
        Kind::Files => file.is_file(),
    })
}

fn is_empty(file: &File) -> bool {
    file.metadata().is_ok_and(|file| file.len() == 0)
}

#[cfg(unix)]
use unix::{is_nobody_there, is_pipe, is_still_at, lock, make_pipe, pipe_has_bytes, pollable, remove};

#[cfg(unix)]
mod unix {
    pub(super) use std::fs::remove_file as remove;
    use std::fs::{self, File, Metadata};
    use std::io;
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    use std::path::Path;
    use std::time::Instant;

    use nix::errno::Errno;
    use nix::sys::stat::Mode;
    use nix::unistd::mkfifo;
    use rustix::event::{PollFd, PollFlags};
    use rustix::fs::{FlockOperation, flock};

    use crate::wait::wait;

    #[allow(clippy::unnecessary_wraps)] // elsewhere there is none
    pub(super) fn pollable(file: &File, events: PollFlags) -> Option<PollFd<'_>> {
        Some(PollFd::new(file, events))
    }

    pub(super) fn make_pipe(path: &Path) -> io::Result<()> {
        // mkfifo
        mkfifo(path, Mode::S_IRUSR | Mode::S_IWUSR).map_err(io::Error::from)
    }

    pub(super) fn is_pipe(file: &Metadata) -> bool {
        file.file_type().is_fifo()
    }

    /// Whether `open` has failed because nobody has the other end of the pipe open.
    pub(super) fn is_nobody_there(error: &io::Error) -> bool {
        error.raw_os_error() == Some(Errno::ENXIO as i32)
    }

    /// Whether there are bytes in the pipe.
    pub(super) fn pipe_has_bytes(recv: &File) -> io::Result<bool> {
        // A pipe that its only client has closed is ready, too, but has no bytes.
        Ok(wait(PollFd::new(recv, PollFlags::IN), Some(Instant::now()))?.contains(PollFlags::IN))
    }

    /// Whether the file at `path` is still the one that is open.
    pub(super) fn is_still_at(file: &File, path: &Path) -> bool {
        let number = |file: io::Result<Metadata>| file.map(|file| (file.dev(), file.ino())).ok();
        number(file.metadata()) == number(fs::symlink_metadata(path))
    }

    /// Takes the sending end for this client alone, until it is closed; `false` if another client has it.
    pub(super) fn lock(send: &File) -> bool {
        // Not every system locks pipes. Without a lock, two clients at once spoil each other's session, which
        // TLS notices.
        let locked = flock(send, FlockOperation::NonBlockingLockExclusive);
        !matches!(locked, Err(rustix::io::Errno::WOULDBLOCK))
    }
}

#[cfg(not(unix))]
use elsewhere::{is_nobody_there, is_pipe, is_still_at, lock, make_pipe, pipe_has_bytes, pollable, remove};

/// Windows has no pipes of this kind, and watches sockets only.
#[cfg(not(unix))]
mod elsewhere {
    use std::fs::{self, File, Metadata};
    use std::io;
    use std::path::Path;
    use std::process;
    use std::sync::atomic::{AtomicU32, Ordering};

    use rustix::event::{PollFd, PollFlags};

    /// Removes a file. Until whoever has it open closes it, a removed file keeps its name: so it gets another one first.
    pub(super) fn remove(path: &Path) -> io::Result<()> {
        static REMOVED: AtomicU32 = AtomicU32::new(0);
        let number = REMOVED.fetch_add(1, Ordering::Relaxed);
        let aside = path.with_extension(format!("{}-{number}.old", process::id()));
        fs::rename(path, &aside)?;
        fs::remove_file(aside)
    }

    pub(super) fn pollable(_file: &File, _events: PollFlags) -> Option<PollFd<'_>> {
        None
    }

    pub(super) fn make_pipe(_path: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn is_pipe(_file: &Metadata) -> bool {
        false
    }

    pub(super) fn is_nobody_there(_error: &io::Error) -> bool {
        false
    }

    pub(super) fn pipe_has_bytes(_recv: &File) -> io::Result<bool> {
        Ok(false)
    }

    /// A file has no number here; one of the same length is most likely the same.
    pub(super) fn is_still_at(file: &File, path: &Path) -> bool {
        let length = |file: io::Result<Metadata>| file.map(|file| file.len()).ok();
        length(file.metadata()) == length(fs::metadata(path))
    }

    pub(super) fn lock(_send: &File) -> bool {
        true
    }
}
