//! Time zones by their IANA names. The program carries the database, so a bare container has it too.

use jiff::tz::TimeZone;
use kernel::{Error, Result};

/// The zone of that name.
pub(super) fn parse(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        Error::invalid("time_zone", "unknown", "Use a time zone's IANA name, such as Europe/Berlin.")
    })
}

/// The zone of that name; UTC when this version of the time zone database has none, so that a schedule goes on.
pub(super) fn or_utc(name: &str) -> TimeZone {
    parse(name).unwrap_or_else(|_| {
        tracing::warn!(time_zone = name, "unknown time zone; schedules run in UTC");
        TimeZone::UTC
    })
}
