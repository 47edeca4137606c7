//! The generic cell rate algorithm, held against its definition.

use std::time::Duration;

use db::DbKind;
use kernel::Timestamp;
use proptest::prelude::*;

use crate::{Limit, RateLimiter, Verdict};

const START: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

fn limit(quota: u32, window_s: u64) -> Limit {
    Limit { name: "test", quota, window: Duration::from_secs(window_s) }
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(START.as_micros() + micros)
}

fn headers(verdict: Verdict) -> (String, String) {
    let mut headers = axum::http::HeaderMap::new();
    verdict.set_headers(&mut headers);
    let text = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    (text("ratelimit-policy"), text("ratelimit"))
}

/// ITU-T I.371, annex A: the continuous-state leaky bucket, which admits exactly what virtual scheduling admits. `X`
/// drains by one unit per unit of time and grows by `T` per admitted cell; a cell is refused while `X > τ`.
#[derive(Debug, Default)]
struct LeakyBucket {
    level: i64,
    last: i64,
}

impl LeakyBucket {
    fn admits(&mut self, now: i64, interval: i64, tolerance: i64) -> bool {
        let level = self.level - (now - self.last);
        if level > tolerance {
            return false;
        }
        self.level = level.max(0) + interval;
        self.last = now;
        true
    }
}

#[test]
fn a_burst_is_admitted_and_then_one_per_interval() {
    let limiter = RateLimiter::new(DbKind::Sqlite);
    // T = 12 s, τ = 48 s.
    let limit = limit(5, 60);
    let second = 1_000_000;
    for (time, remaining, reset_s, admitted) in [
        (0, 4, 12, true),
        (0, 3, 24, true),
        (0, 2, 36, true),
        (0, 1, 48, true),
        (0, 0, 60, true),
        (0, 0, 12, false),
        (second, 0, 11, false),
        (12 * second - 1, 0, 1, false),
        (12 * second, 0, 60, true),
        (12 * second, 0, 12, false),
        (36 * second, 1, 48, true),
        (36 * second, 0, 60, true),
        (36 * second, 0, 12, false),
        (500 * second, 4, 12, true),
    ] {
        let verdict = limiter.hit(limit, "ada", at(time));
        let state = format!("\"test\";r={remaining};t={reset_s}");
        assert_eq!(headers(verdict), ("\"test\";q=5;w=60".to_owned(), state), "{time}");
        assert_eq!(verdict.admitted().is_ok(), admitted, "{time}");
    }
}

#[test]
fn who_is_refused_is_told_when_to_come_again() {
    let limiter = RateLimiter::new(DbKind::Sqlite);
    let limit = limit(1, 60);
    assert!(limiter.hit(limit, "ada", at(0)).admitted().is_ok());
    let refused = limiter.hit(limit, "ada", at(500_000)).admitted().unwrap_err();
    assert_eq!((refused.code(), refused.retry_after_s()), ("rate_limited", Some(60)));
    // Refusals do not prolong the wait, and who keeps to it is admitted.
    assert!(limiter.hit(limit, "ada", at(60_500_000)).admitted().is_ok());
}

#[test]
fn names_and_limits_are_counted_apart() {
    let limiter = RateLimiter::new(DbKind::Sqlite);
    let other = Limit { name: "other", ..limit(1, 60) };
    assert!(limiter.hit(limit(1, 60), "ada", START).admitted().is_ok());
    assert!(limiter.hit(limit(1, 60), "grace", START).admitted().is_ok());
    assert!(limiter.hit(other, "ada", START).admitted().is_ok());
    assert!(limiter.hit(limit(1, 60), "ada", START).admitted().is_err());
    // A clone counts in the same place.
    assert!(limiter.clone().hit(limit(1, 60), "grace", START).admitted().is_err());
}

#[test]
fn zero_switches_a_limit_off() {
    let limiter = RateLimiter::new(DbKind::Postgres);
    for _ in 0..10_000 {
        let verdict = limiter.hit(limit(0, 60), "ada", START);
        assert!(verdict.admitted().is_ok());
        assert_eq!(headers(verdict), (String::new(), String::new()));
    }
}

#[test]
fn quotas_finer_than_a_microsecond_do_not_break_the_arithmetic() {
    let limiter = RateLimiter::new(DbKind::Sqlite);
    for quota in [60_000_000, 60_000_001, u32::MAX] {
        assert!(limiter.hit(limit(quota, 60), "ada", START).admitted().is_ok(), "{quota}");
    }
    let (_, state) = headers(limiter.hit(limit(u32::MAX, 60), "grace", START));
    assert!(state.starts_with("\"test\";r=429496729"), "{state}");
}

#[test]
fn a_clock_that_steps_back_admits_no_more_than_before() {
    let limiter = RateLimiter::new(DbKind::Sqlite);
    let limit = limit(3, 60);
    for _ in 0..3 {
        assert!(limiter.hit(limit, "ada", at(0)).admitted().is_ok());
    }
    assert!(limiter.hit(limit, "ada", at(-3_600_000_000)).admitted().is_err());
}

proptest! {
    #[test]
    fn it_decides_as_the_leaky_bucket_does(
        quota in 1_u32..50,
        window_s in 1_u64..120,
        gaps in prop::collection::vec(0_i64..5_000_000, 1..300),
    ) {
        let limiter = RateLimiter::new(DbKind::Sqlite);
        let limit = limit(quota, window_s);
        let interval = i64::try_from(window_s).unwrap() * 1_000_000 / i64::from(quota);
        let tolerance = interval * (i64::from(quota) - 1);
        let (mut bucket, mut now) = (LeakyBucket::default(), 0);
        for gap in gaps {
            now += gap;
            let admitted = limiter.hit(limit, "ada", at(now)).admitted().is_ok();
            prop_assert_eq!(admitted, bucket.admits(now, interval, tolerance), "at {}", now);
        }
    }

    /// A burst of the quota can meet what refills meanwhile: 2 × quota − 1 in any window, never more.
    #[test]
    fn no_window_holds_twice_the_quota(
        quota in 1_u32..20,
        window_s in 1_u64..30,
        gaps in prop::collection::vec(0_i64..2_000_000, 1..400),
    ) {
        let limiter = RateLimiter::new(DbKind::Sqlite);
        let limit = limit(quota, window_s);
        let window = i64::try_from(window_s).unwrap() * 1_000_000 / i64::from(quota) * i64::from(quota);
        let mut now = 0;
        let mut admitted: Vec<i64> = Vec::new();
        for gap in gaps {
            now += gap;
            if limiter.hit(limit, "ada", at(now)).admitted().is_ok() {
                admitted.push(now);
            }
        }
        for (index, from) in admitted.iter().enumerate() {
            let within = admitted[index..].iter().take_while(|time| **time < from + window).count();
            prop_assert!(within < 2 * usize::try_from(quota).unwrap(), "{} from {}", within, from);
        }
    }

    #[test]
    fn a_steady_rate_at_the_limit_is_always_admitted(quota in 1_u32..5_000, window_s in 1_u64..3_600, burst in 0_u32..100) {
        let limiter = RateLimiter::new(DbKind::Sqlite);
        let limit = limit(quota, window_s);
        for _ in 0..burst.min(quota - 1) {
            prop_assert!(limiter.hit(limit, "ada", START).admitted().is_ok());
        }
        let window = i64::try_from(window_s).unwrap() * 1_000_000;
        for n in 0..1_000 {
            let time = n * window / i64::from(quota);
            prop_assert!(limiter.hit(limit, "ada", at(time)).admitted().is_ok(), "request {}", n);
        }
    }

    #[test]
    fn what_the_headers_promise_holds(quota in 1_u32..30, gaps in prop::collection::vec(0_i64..9_000_000, 1..100)) {
        let limiter = RateLimiter::new(DbKind::Sqlite);
        let limit = limit(quota, 60);
        let mut now = 0;
        for gap in gaps {
            now += gap;
            let verdict = limiter.hit(limit, "ada", at(now));
            if let Err(refused) = verdict.admitted() {
                now += i64::try_from(refused.retry_after_s().unwrap()).unwrap() * 1_000_000;
                prop_assert!(limiter.hit(limit, "ada", at(now)).admitted().is_ok());
            }
        }
        // `r` more are admitted at once, and the one after is not.
        let (_, state) = headers(limiter.hit(limit, "ada", at(now)));
        let remaining: u32 = state.split("r=").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
        for _ in 0..remaining {
            prop_assert!(limiter.hit(limit, "ada", at(now)).admitted().is_ok());
        }
        prop_assert!(limiter.hit(limit, "ada", at(now)).admitted().is_err());
    }
}
