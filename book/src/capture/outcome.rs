//! How a session of a capture begins and ends, as JSON and pages have it.

use wire::capture::sessions::Outcome;
use wire::capture::tcp::{End, Peers};
use wire::render::json;

/// How it begins. The addresses are those of `peers`, as text.
pub(super) fn start_of<'a>(peers: &Peers, client: &'a str, server: &'a str) -> json::Start<'a> {
    json::Start { client, server, since_1970: peers.opened, stream: peers.stream }
}

/// How it ends.
pub(super) fn end_of(outcome: Outcome) -> json::End {
    let Outcome { version, suite, end, other_bytes, .. } = outcome;
    let how = match end {
        End::Closed => json::How::Closed,
        End::Reset(from) => json::How::Reset(from),
        End::Open => json::How::Open,
        End::Followed => json::How::Followed,
    };
    json::End { version, suite, how, other_bytes }
}
