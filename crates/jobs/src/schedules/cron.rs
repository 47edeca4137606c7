//! When a schedule recurs.
//!
//! Five fields: minute, hour, day of month, month, day of week; when both days are given, either may match. The clock's
//! changes are handled as Vixie cron does: what is fixed to an hour runs once on every day, at the first instant after
//! the gap when its time is left out in spring, and at the first of both when its time comes twice in autumn; what
//! recurs through the hours (`*/15 * * * *`) follows the time that really passes.

use std::time::Duration;

use croner::parser::{CronParser, Seconds, Year};
use jiff::Zoned;
use jiff::tz::TimeZone;
use kernel::{Error, Result, Timestamp};

pub(super) struct Cron(croner::Cron);

impl Cron {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        parser.parse(text).map(Self).map_err(|error| {
            Error::invalid(
                "cron",
                "invalid",
                format!("Use five fields, such as \"30 2 * * *\" for half past two every day: {error}."),
            )
        })
    }

    /// The first occurrence after `time`; an error when there is none, as for the 30th of February.
    pub(super) fn next(&self, time: Timestamp, zone: &TimeZone) -> Result<Timestamp> {
        let next = self.0.find_next_occurrence(&whole_second(time, zone), false);
        next.map(|zoned| zoned.timestamp().into())
            .map_err(|_| Error::invalid("cron", "never", "This never comes. Use a day that exists."))
    }

    /// The occurrences from `first` to `last`, both included, oldest first; no more than the latest `limit`.
    pub(super) fn between(
        &self,
        first: Timestamp,
        last: Timestamp,
        zone: &TimeZone,
        limit: usize,
    ) -> Vec<Timestamp> {
        let mut found = Vec::new();
        let mut cursor = whole_second(last, zone);
        let mut inclusive = true;
        while found.len() < limit {
            let Ok(previous) = self.0.find_previous_occurrence(&cursor, inclusive) else { break };
            let time = Timestamp::from(previous.timestamp());
            if time < first {
                break;
            }
            found.push(time);
            (cursor, inclusive) = (previous, false);
        }
        found.reverse();
        found
    }
}

fn whole_second(time: Timestamp, zone: &TimeZone) -> Zoned {
    let micros = u64::try_from(time.as_micros().rem_euclid(1_000_000)).unwrap_or(0);
    time.minus(Duration::from_micros(micros)).to_jiff().to_zoned(zone.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    /// The next occurrences after `from` as local times with their offsets.
    fn next(cron: &str, zone_name: &str, from: &str, n: usize) -> Vec<String> {
        let (cron, zone) = (Cron::parse(cron).unwrap(), zone(zone_name));
        let mut time: Timestamp = from.parse().unwrap();
        (0..n)
            .map(|_| {
                time = cron.next(time, &zone).unwrap();
                time.to_jiff().to_zoned(zone.clone()).strftime("%m-%d %H:%M%:z").to_string()
            })
            .collect()
    }

    #[test]
    fn a_time_that_spring_leaves_out_runs_once_after_the_gap() {
        assert_eq!(
            next("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 4),
            ["03-28 02:30+01:00", "03-29 03:00+02:00", "03-30 02:30+02:00", "03-31 02:30+02:00"]
        );
        assert_eq!(
            next("30 2 * * *", "America/New_York", "2026-03-07T00:00:00Z", 3),
            ["03-07 02:30-05:00", "03-08 03:00-04:00", "03-09 02:30-04:00"]
        );
    }

    #[test]
    fn a_time_that_autumn_repeats_runs_once() {
        assert_eq!(
            next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            ["10-25 02:30+02:00", "10-26 02:30+01:00"]
        );
        assert_eq!(
            next("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2),
            ["11-01 01:30-04:00", "11-02 01:30-05:00"]
        );
    }

    #[test]
    fn what_recurs_through_the_hours_follows_real_time() {
        assert_eq!(
            next("30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 4),
            ["10-25 02:30+02:00", "10-25 02:30+01:00", "10-25 03:30+01:00", "10-25 04:30+01:00"]
        );
        assert_eq!(
            next("30 * * * *", "America/New_York", "2026-03-08T06:00:00Z", 2),
            ["03-08 01:30-05:00", "03-08 03:30-04:00"]
        );
    }

    #[test]
    fn missed_occurrences_are_counted_back_from_the_latest() {
        let cron = Cron::parse("30 2 * * *").unwrap();
        let berlin = zone("Europe/Berlin");
        let between = |first: &str, last: &str, limit| {
            let found = cron.between(first.parse().unwrap(), last.parse().unwrap(), &berlin, limit);
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let spring = ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"];
        assert_eq!(between("2026-03-28T01:30:00Z", "2026-03-30T12:00:00.5Z", 1000), spring);
        assert_eq!(between("2026-03-28T01:30:00Z", "2026-03-30T00:30:00.9Z", 2), spring[1..]);
        assert_eq!(between("2026-10-25T00:00:00Z", "2026-10-25T23:00:00Z", 9), ["2026-10-25T00:30:00Z"]);
        assert!(between("2026-03-28T01:30:01Z", "2026-03-29T00:59:59Z", 9).is_empty());
    }

    #[test]
    fn forwards_and_backwards_agree_through_a_whole_year() {
        for zone_name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"] {
            let zone = zone(zone_name);
            for text in ["30 2 * * *", "15 1,2,3 * * 0", "*/45 * * * *", "0 0 1 * *", "59 23 * * 1-5"] {
                let cron = Cron::parse(text).unwrap();
                let (first, last) =
                    ("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap());
                let mut forwards = Vec::new();
                let mut time: Timestamp = first;
                loop {
                    time = cron.next(time, &zone).unwrap();
                    if time > last {
                        break;
                    }
                    forwards.push(time);
                }
                let backwards =
                    cron.between(Timestamp::from_micros(first.as_micros() + 1), last, &zone, 100_000);
                assert_eq!(forwards, backwards, "{text} in {zone_name}");
            }
        }
    }

    #[test]
    fn nonsense_is_refused_by_field() {
        for text in ["", "* * * *", "* * * * * *", "61 * * * *", "at noon"] {
            let error = Cron::parse(text).err().unwrap_or_else(|| panic!("{text} is accepted"));
            assert_eq!(error.fields()[0].field, "cron");
        }
        let never = Cron::parse("0 0 30 2 *").unwrap().next(Timestamp::UNIX_EPOCH, &TimeZone::UTC);
        assert_eq!(never.unwrap_err().fields()[0].code, "never");
    }
}
