//! The key log: `MyKeyLog_cb` of `Examples/include/example_common.h`.
//!
//! Each secret of a connection is appended to a file, usually the one that `SSLKEYLOGFILE` names, as one line
//! in the format of RFC 9850, which Wireshark reads. Anyone who has the file can read the sessions, so it is
//! for experiments only.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use openssl::ssl::SslContextBuilder;

use common::{Error, files, interrupt};

use crate::recorder;

/// Set when a secret could not be written: a program with an incomplete key log has failed.
static INCOMPLETE: AtomicBool = AtomicBool::new(false);

/// Whether the key log has all secrets. A failure to write one has been reported by then.
pub(crate) fn is_complete() -> bool {
    !INCOMPLETE.load(Ordering::Relaxed)
}

/// Logs the secrets of all connections of `ctx` to the file at `path`, if there is one, and passes them to
/// the recorder if `recorded`. Both are done here because a context has only one such callback.
///
/// The file is created readable by its owner only, and always appended to. It is opened here, so that a wrong
/// name is an error before the program connects.
pub(crate) fn attach(ctx: &mut SslContextBuilder, path: Option<&Path>, recorded: bool) -> Result<(), Error> {
    interrupt::let_long_files_fail();
    let file = path.map(open).transpose().map_err(|source| {
        let path = path.unwrap_or(Path::new("")).to_owned();
        Error::KeyLog { path, source }
    })?;
    if file.is_none() && !recorded {
        return Ok(());
    }
    let path = path.unwrap_or(Path::new("")).to_owned();
    let file = Mutex::new(file);

    // SSL_CTX_set_keylog_callback: called for each secret, with a line that has no line end.
    ctx.set_keylog_callback(move |ssl, line| {
        if recorded {
            recorder::secret(ssl, line);
        }
        let Ok(mut log) = file.lock() else { return };
        // One write for the whole line: other threads and programs may be adding to the same file.
        let failure = log.as_mut().and_then(|file| append(file, format!("{line}\n").as_bytes()).err());
        // The session goes on, without its key log.
        if let Some(source) = failure {
            INCOMPLETE.store(true, Ordering::Relaxed);
            common::report(&Error::Record { what: "write", path: path.clone(), source });
            *log = None;
        }
    });
    Ok(())
}

/// Adds a whole line, or nothing of it: half a secret helps nobody, and the next line would stand behind it.
fn append(file: &mut File, line: &[u8]) -> io::Result<()> {
    let mut written = 0;
    while written < line.len() {
        match file.write(line.get(written..).unwrap_or_default()) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                if written > 0 {
                    let _ = take_back(file, written as u64); // as far as that can be done
                }
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Removes the last `written` bytes again, unless others have added something behind them.
fn take_back(file: &mut File, written: u64) -> io::Result<()> {
    let end = file.stream_position()?;
    if file.metadata()?.len() == end {
        file.set_len(end.saturating_sub(written))?;
    }
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    // On other systems, the file inherits the permissions of its folder.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    files::note_readers("the key log", path); // an earlier one: what is made here never has others
    Ok(file)
}
