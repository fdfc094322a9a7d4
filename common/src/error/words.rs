//! Messages of system errors.

use std::io::{self, ErrorKind};

/// Why a call of the system failed, without the number: for common kinds in words that are the same on every system
/// (those of Linux), for the others in the system's own.
#[must_use]
pub fn words(error: &io::Error) -> String {
    if let Some(fixed) = error.raw_os_error().and_then(|number| fixed(error.kind(), number)) {
        return fixed.to_owned();
    }
    let text = error.to_string();
    match text.find(" (os error ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// The words for a kind of system error, if it is one of the common ones.
fn fixed(kind: ErrorKind, number: i32) -> Option<&'static str> {
    /// `EPERM`: of the same kind as `EACCES`, but not the same.
    const NOT_PERMITTED: i32 = 1;
    Some(match kind {
        ErrorKind::NotFound => "No such file or directory",
        ErrorKind::PermissionDenied if cfg!(unix) && number == NOT_PERMITTED => return None,
        ErrorKind::PermissionDenied => "Permission denied",
        ErrorKind::AlreadyExists => "File exists",
        ErrorKind::IsADirectory => "Is a directory",
        ErrorKind::StorageFull => "No space left on device",
        ErrorKind::AddrInUse => "Address already in use",
        ErrorKind::ConnectionRefused => "Connection refused",
        ErrorKind::ConnectionReset => "Connection reset by peer",
        ErrorKind::BrokenPipe => "Broken pipe",
        ErrorKind::TimedOut => "Connection timed out",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each error of Linux has the words of Linux, whether they are fixed here or not.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_words_are_those_of_linux() {
        let mut count = 0;
        for number in 1..=133 {
            let error = io::Error::from_raw_os_error(number);
            let text = error.to_string();
            assert_eq!(Some(words(&error).as_str()), text.strip_suffix(&format!(" (os error {number})")));
            count += usize::from(fixed(error.kind(), number).is_some());
        }
        assert_eq!(count, 10, "each kind has its number");
    }

    #[test]
    fn an_error_of_ours_keeps_its_words() {
        let ours = io::Error::new(ErrorKind::TimedOut, "no answer from the peer within 1s");
        assert_eq!(words(&ours), "no answer from the peer within 1s");
        assert_eq!(fixed(ErrorKind::ConnectionRefused, 10061), Some("Connection refused"), "Windows");
        assert_eq!(fixed(ErrorKind::Other, 5), None);
    }
}
