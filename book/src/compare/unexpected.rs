//! What a program did in its window that was not expected, and how a program has ended, in both languages.

use std::process::ExitStatus;

use common::error::words;
use harness::{Failure, Instead};
use texts::{Sentence, say};

/// What was not expected, without what the program has shown: the transcripts have that.
pub(super) fn unexpected(failure: &Failure) -> Sentence {
    match failure {
        Failure::Start { window, source } => {
            say!("{0}: cannot be started ({1})", window.clone(), words(source))
        }
        Failure::Input { window, source } => {
            say!("{0}: cannot be typed to ({1})", window.clone(), words(source))
        }
        Failure::Output { window, why, .. } => say!("{0}: {1}", window.clone(), instead(*why)),
        Failure::Hangs { window, limit } => {
            say!("{0}: has not ended after {1}", window.clone(), format!("{limit:?}"))
        }
        Failure::Status { window, status, expected, .. } => say!(
            "{0}: ended with {1}, not with exit status {2}",
            window.clone(),
            ended(*status),
            expected.to_string()
        ),
        Failure::Interrupt { window, source } => {
            say!("{0}: cannot be interrupted ({1})", window.clone(), words(source))
        }
    }
}

fn instead(why: Instead) -> Sentence {
    match why {
        Instead::Other => say!("shows something else"),
        Instead::Nothing(limit) => say!("shows nothing more for {0}", format!("{limit:?}")),
        Instead::Ended => say!("has ended"),
        Instead::NoPort => say!("shows no port"),
    }
}

/// How a program has ended: `exit status: 0`, `signal: 6 (SIGABRT)`.
pub(super) fn ended(status: ExitStatus) -> Sentence {
    let text = status.to_string();
    match text.split_once(": ") {
        Some(("exit status", code)) => say!("exit status: {0}", code.to_owned()),
        Some(("signal", signal)) => say!("signal: {0}", signal.to_owned()),
        _ => Sentence::verbatim(text),
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_english_is_that_of_the_failure() {
        let window = || "client".to_owned();
        let source = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let output =
            |why| Failure::Output { window: window(), why, expected: String::new(), shown: String::new() };
        let limit = Duration::from_secs(10);
        let instead = [Instead::Other, Instead::Nothing(limit), Instead::Ended, Instead::NoPort].map(output);
        let others = [
            Failure::Start { window: window(), source: source() },
            Failure::Input { window: window(), source: source() },
            Failure::Hangs { window: window(), limit },
            Failure::Status {
                window: window(),
                status: ExitStatus::default(),
                expected: 1,
                shown: String::new(),
            },
            Failure::Interrupt { window: window(), source: source() },
        ];
        for failure in instead.iter().chain(&others) {
            let english = crate::error::unexpected(failure);
            assert_eq!(unexpected(failure), english.lines().next().unwrap());
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_end_has_the_words_of_the_system() {
        use std::os::unix::process::ExitStatusExt;
        for raw in [0, 1 << 8, 6, 6 | 0x80] {
            let status = ExitStatus::from_raw(raw);
            assert_eq!(ended(status), status.to_string().as_str());
            assert!(!ended(status).of(texts::Lang::Ja).starts_with(['e', 's']), "{status}");
        }
    }
}
