//! What time it is, for the pages.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wire::render::date;

/// The date and the minute, in UTC: `2026-11-27 16:45`.
pub(crate) fn now() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let date = date::utc(Duration::from_secs(now.as_secs())).unwrap_or_default();
    date.get(..16).unwrap_or(&date).replace('T', " ")
}
