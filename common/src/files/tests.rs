//! Files appear whole or not at all, and errors name them.

use std::fs;
use std::path::Path;

use super::{Contents, Input, Output, write_whole};
use crate::error::Error;

fn write(path: &Path, contents: Contents, inputs: &[&Input], text: &str) -> Result<(), Error> {
    let mut writer = Output::from(path).fopen(contents, inputs)?;
    writer.fwrite(text.as_bytes())?;
    writer.fclose()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    for contents in [Contents::Public, Contents::Secret, Contents::Unverified] {
        fs::write(&path, "earlier").unwrap();
        let mut writer = Output::from(path.as_path()).fopen(contents, &[]).unwrap();
        writer.fwrite(b"half").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"earlier");
        drop(writer);
        assert_eq!(fs::read(&path).unwrap(), b"earlier");
        assert_eq!(names(folder.path()), ["out"]);

        write(&path, contents, &[], "whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        write_whole(&path, contents, b"at once").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"at once");
        assert_eq!(names(folder.path()), ["out"]);
    }
}

#[test]
fn a_private_key_is_overwritten_by_force_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let key = |force| write(&path, Contents::PrivateKey { force }, &[], &format!("key {force}"));
    key(false).unwrap();
    let refused = key(false).unwrap_err().to_string();
    assert!(refused.ends_with("(it exists: overwriting a key takes --force)"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), b"key false");
    key(true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"key true");

    // Another program was faster.
    let late = folder.path().join("late");
    let writer = Output::from(late.as_path()).fopen(Contents::PrivateKey { force: false }, &[]).unwrap();
    fs::write(&late, "theirs").unwrap();
    writer.fclose().unwrap_err();
    assert_eq!(fs::read(&late).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["key", "late"]);
}

#[test]
fn the_input_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "data").unwrap();
    let input = Input::from(path.as_path());
    let dotted = folder.path().join(".").join("file");
    for name in [&path, &dotted] {
        let refused = write(name, Contents::Public, &[&input], "new").unwrap_err().to_string();
        assert!(refused.ends_with("(it is the input file as well)"), "{refused}");
    }
    assert_eq!(fs::read(&path).unwrap(), b"data");
    assert!(Output::from(path.as_path()).is_same(&Output::from(dotted.as_path())));
    let new = |name: &str| Output::from(folder.path().join(name).as_path());
    assert!(new("new").is_same(&new("./new")));
    assert!(!new("new").is_same(&new("file")));
}

#[test]
fn a_long_file_is_not_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    fs::write(&path, "12345").unwrap();
    let input = Input::from(path.as_path());
    assert_eq!(input.load(5).unwrap(), b"12345");
    let refused = input.load(4).unwrap_err().to_string();
    assert!(refused.ends_with("(longer than the 4 bytes that are read of such a file)"), "{refused}");
}

#[cfg(unix)]
#[test]
fn links_and_rights_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("file"), folder.path().join("link"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::write(&path, "data").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    write(&link, Contents::Public, &[], "new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"new".to_vec(), 0o640));
    write(&link, Contents::Secret, &[], "secret").unwrap();
    assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"secret".to_vec(), 0o600));
    write(&link, Contents::Public, &[&Input::from(Path::new("/dev/null"))], "new").unwrap();
    fs::remove_file(&path).unwrap();
    write(&link, Contents::Public, &[], "a new file").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap(), b"a new file");
    assert!(Output::from(link.as_path()).is_same(&Output::from(path.as_path())));
    assert!(write(&link, Contents::Public, &[&Input::from(path.as_path())], "new").is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_named() {
    for (path, why) in [
        ("/dev/full", "cannot write /dev/full (No space left on device)"),
        ("/missing/out", "Open output file /missing/out (No such file or directory)"),
        ("/proc", "Open output file /proc (a folder, not a file)"),
        ("", "Open output file  (entity not found)"),
    ] {
        for contents in [Contents::Public, Contents::Unverified] {
            assert_eq!(write(Path::new(path), contents, &[], "x").unwrap_err().to_string(), why);
        }
    }
    for (path, why) in [
        ("/missing", "Open input file /missing (No such file or directory)"),
        ("/proc", "Open input file /proc (a folder, not a file)"),
    ] {
        assert_eq!(Input::from(Path::new(path)).fopen().err().unwrap().to_string(), why);
    }
}

#[cfg(unix)]
#[test]
fn what_a_killed_process_has_left_is_removed_when_it_is_old_and_nobody_writes_it() {
    use std::time::{Duration, SystemTime};

    use super::scratch::remove_stale;

    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, age: u64| {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        file
    };
    make(".tlsbook-1-0.tmp", 3600); // left behind
    make(".tlsbook-1-1.tmp", 1); // may just have been made
    make("tlsbook-1-0.tmp", 3600); // somebody else's
    let written = make(".tlsbook-1-2.tmp", 3600);
    let lock = nix::fcntl::Flock::lock(written, nix::fcntl::FlockArg::LockExclusiveNonblock).unwrap();

    remove_stale(folder.path());
    assert_eq!(names(folder.path()), [".tlsbook-1-1.tmp", ".tlsbook-1-2.tmp", "tlsbook-1-0.tmp"]);
    drop(lock);
    remove_stale(folder.path());
    assert_eq!(names(folder.path()), [".tlsbook-1-1.tmp", "tlsbook-1-0.tmp"]);
}

/// Only a writer of ours holds the lock: its file is no left-over, however old it is.
#[cfg(unix)]
#[test]
fn a_file_that_is_being_written_is_not_taken_for_a_left_over() {
    use std::time::{Duration, SystemTime};

    use super::scratch::remove_stale;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let mut writer = Output::from(path.as_path()).fopen(Contents::Secret, &[]).unwrap();
    writer.fwrite(b"slow").unwrap();
    let hour = Duration::from_secs(3600);
    writer.file().unwrap().set_modified(SystemTime::now() - hour).unwrap();
    remove_stale(folder.path());
    writer.fclose().unwrap();
    assert_eq!(names(folder.path()), ["out"]);
}
