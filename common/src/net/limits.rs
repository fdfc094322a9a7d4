//! Command-line options: where a server listens, and time limits.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::defaults::LOCALHOST;
use crate::error::{Error, Reason};

/// The time limit of a client.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Connect {
    /// Seconds the server may take for TCP connect, for the handshake, and for each answer
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,
}

/// Where a server listens, and its time limits.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Listen {
    /// Address to listen on; 0.0.0.0 or :: is every interface, as in the C original
    #[arg(long, value_name = "ADDRESS", default_value = LOCALHOST)]
    pub bind: IpAddr,

    /// Seconds a client may take for the handshake and for closing
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub timeout: Duration,

    /// Seconds a connected client may take for its next message
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    pub idle: Duration,
}

/// The limit for a whole session.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Session {
    /// Seconds a client's session may last, however often it says something [default: no limit]. Where one client is
    /// served after the other, the next one waits as long
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub session: Option<Duration>,
}

impl Session {
    /// Begins to count.
    #[must_use]
    pub fn begin(self) -> Clock {
        Clock { start: Instant::now(), most: self.session }
    }
}

/// Measures a session against its limit.
///
/// A client that says something now and then is never silent. Only a limit for all of it lets the next one in.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    most: Option<Duration>,
}

impl Clock {
    /// `limit`, or what is left of the session if that is less.
    #[must_use]
    pub fn within(&self, limit: Duration) -> Duration {
        self.most.map_or(limit, |most| most.saturating_sub(self.start.elapsed()).min(limit))
    }

    /// Whether the session has lasted as long as it may.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.most.is_some_and(|most| self.start.elapsed() >= most)
    }

    /// Why `call` is not waited for any longer.
    #[must_use]
    pub fn over(&self, call: &'static str) -> Error {
        let why = format!("the session has lasted as long as it may, {:?}", self.most.unwrap_or_default());
        Error::Tls { call, reason: Reason::Refused(why) }
    }
}

/// How long a client may take for its messages.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For its next message.
    pub idle: Duration,
    /// For taking an answer.
    pub timeout: Duration,
    /// For all messages together.
    pub session: Session,
}

impl Listen {
    /// The limits for a client's messages.
    #[must_use]
    pub fn patience(&self, whole: Session) -> Patience {
        Patience { idle: self.idle, timeout: self.timeout, session: whole }
    }
}

/// Parses a time limit in seconds: more than 0, at most a day, fractions allowed.
pub fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.001..=86_400.0).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err("seconds from 0.001 to 86400 are expected".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_is_neither_nothing_nor_for_ever() {
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
        for wrong in ["", "0", "-1", "1e9", "inf", "NaN", "ten"] {
            assert!(seconds(wrong).is_err(), "{wrong:?}");
        }
    }
}
