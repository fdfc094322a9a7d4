//! The line above a session.

use std::time::Duration;

use texts::{Argument, Lang, say};
use wire::capture::tcp::Peers;
use wire::render::date;

/// The line above a session.
pub(super) fn title(number: u64, peers: &Peers, lang: Lang) -> String {
    let Peers { stream, client, server, opened, .. } = peers;
    let (client, server) = (client.to_string(), server.to_string());
    let title = say!("Session {0}: {1} -> {2}, {3}", number, client, server, date(*opened));
    let stream = stream.map_or_else(String::new, |stream| format!(" (tcp.stream {stream})"));
    format!("{}{stream}\n", title.of(lang))
}

/// Formats a time since 1970 as `2026-11-24 05:30:12.123456 UTC`.
fn date(since_1970: Duration) -> Argument {
    date::utc(since_1970).map_or_else(
        || say!("{0} seconds after 1970", since_1970.as_secs()).into(),
        |utc| format!("{} UTC", utc.trim_end_matches('Z').replace('T', " ")).into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(
            date(Duration::new(1_700_000_000, 1_000)),
            Argument::from("2023-11-14 22:13:20.000001 UTC")
        );
        assert_eq!(date(Duration::MAX), say!("{0} seconds after 1970", u64::MAX).into());
    }
}
