//! Rate limits as callers meet them, and as several processes share them.

use std::time::Duration;

use db::DbKind;

use super::client::{Answer, Call};
use super::house::{House, Options};
use crate::{Limit, RateLimiter, TrustedProxies, prune_rate_limits};

fn small(options: &mut Options) {
    options.web.principal_limit = Limit::per_minute("default", 3);
    options.web.anonymous_limit = Limit::per_minute("anonymous", 2);
    options.web.trusted_proxies = TrustedProxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
}

fn from(house: &House, ip: &str) -> Call {
    house.get("/api/v1/origin").header("x-forwarded-for", ip)
}

fn refused(answer: &Answer) {
    let problem = answer.problem(429, "rate_limited");
    assert_eq!(problem["type"], "https://iana.org/assignments/http-problem-types#quota-exceeded");
    let retry_after_s: u64 = answer.header("retry-after").parse().unwrap();
    let reset_s: u64 = answer.header("ratelimit").split("t=").nth(1).unwrap().parse().unwrap();
    assert!(retry_after_s >= reset_s && retry_after_s > 0, "{answer:?}");
}

#[tokio::test]
async fn callers_see_what_is_left_and_when_to_come_again() {
    let house = House::new(small).await;
    let call = || house.get("/api/v1/notes").bearer("good-1").send();
    for (remaining, reset_s) in [(2, 20), (1, 40), (0, 60)] {
        let answer = call().await;
        answer.ok(200);
        assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=3;w=60");
        assert_eq!(answer.header("ratelimit"), format!("\"default\";r={remaining};t={reset_s}"));
    }
    let answer = call().await;
    refused(&answer);
    assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=3;w=60");
    assert_eq!(answer.header("ratelimit"), "\"default\";r=0;t=20");
    assert_eq!(answer.header("retry-after"), "20");
    house.clock.advance(Duration::from_secs(20));
    call().await.ok(200);
    refused(&call().await);
}

#[tokio::test]
async fn principals_are_counted_apart_from_each_other_and_from_addresses() {
    let house = House::new(small).await;
    for _ in 0..3 {
        house.get("/api/v1/notes").bearer("good-1").send().await.ok(200);
    }
    refused(&house.get("/api/v1/notes").bearer("good-1").send().await);
    house.get("/api/v1/notes").bearer("good-2").send().await.ok(200);
    house.get("/api/v1/notes").bearer("good-101").send().await.ok(200);
    house.get("/api/v1/origin").send().await.ok(200);
}

#[tokio::test]
async fn the_anonymous_are_counted_by_address() {
    let house = House::new(small).await;
    for _ in 0..2 {
        let answer = from(&house, "203.0.113.9").send().await;
        answer.ok(200);
        assert_eq!(answer.header("ratelimit-policy"), "\"anonymous\";q=2;w=60");
    }
    refused(&from(&house, "203.0.113.9").send().await);
    refused(&from(&house, "198.51.100.1, 203.0.113.9:4711").send().await);
    from(&house, "203.0.113.10").send().await.ok(200);
    // Pages are not counted: a browser loads many files at once.
    for _ in 0..10 {
        assert_eq!(house.get("/").header("x-forwarded-for", "203.0.113.9").send().await.status, 200);
    }
}

#[tokio::test]
async fn one_ipv6_household_is_counted_as_one() {
    let house = House::new(small).await;
    from(&house, "2001:db8:0:1::1").send().await.ok(200);
    from(&house, "2001:db8:0:1:ffff:ffff:ffff:ffff").send().await.ok(200);
    refused(&from(&house, "2001:db8:0:1:dead::beef").send().await);
    from(&house, "2001:db8:0:2::1").send().await.ok(200);
}

#[tokio::test]
async fn wrong_credentials_are_limited_and_right_ones_are_not_shut_out_by_them() {
    let house = House::new(|_| {}).await;
    let wrong = || house.get("/api/v1/notes").bearer("wrong").send();
    for _ in 0..60 {
        wrong().await.problem(401, "invalid_credentials");
    }
    wrong().await.problem(429, "rate_limited");
    house.get("/api/v1/notes").bearer("good-1").send().await.ok(200);
    house.get("/api/v1/origin").send().await.ok(200);
}

#[tokio::test]
async fn zero_means_no_limit_and_no_headers() {
    let house = House::new(|_| {}).await;
    for _ in 0..50 {
        let answer = house.get("/api/v1/notes").bearer("good-1").send().await;
        answer.ok(200);
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("ratelimit")));
    }
}

const TEN: Limit = Limit::per_minute("test", 10);

/// How many of `n` requests at this instant are admitted.
fn admitted(house: &House, limiter: &RateLimiter, n: usize) -> usize {
    (0..n).filter(|_| limiter.hit(TEN, "ada", house.now()).admitted().is_ok()).count()
}

#[tokio::test]
async fn processes_on_one_postgres_agree_after_an_exchange() {
    let Some(house) = House::on(DbKind::Postgres, |_| {}).await else { return };
    let [a, b, late] = [(); 3].map(|()| RateLimiter::new(DbKind::Postgres));
    assert_eq!((admitted(&house, &a, 15), admitted(&house, &b, 4)), (10, 4));
    a.exchange(house.db()).await.unwrap();
    b.exchange(&house.second_db().await).await.unwrap();
    // B had admitted four of its ten; it knows now that together they admitted fourteen.
    assert_eq!(admitted(&house, &b, 5), 0);
    // Who has not heard of the key yet lets requests pass for one interval, and no longer.
    assert_eq!(admitted(&house, &late, 1), 1);
    late.exchange(house.db()).await.unwrap();
    assert_eq!(admitted(&house, &late, 5), 0);
    // Fifteen were admitted, six seconds each: one more is welcome when 36 s have passed.
    house.clock.advance(Duration::from_secs(35));
    assert_eq!(admitted(&house, &late, 5), 0);
    house.clock.advance(Duration::from_secs(1));
    assert_eq!(admitted(&house, &late, 5), 1);
}

#[tokio::test]
async fn processes_together_keep_the_rate_under_constant_pressure() {
    let Some(house) = House::on(DbKind::Postgres, |_| {}).await else { return };
    let limiters = [(); 3].map(|()| RateLimiter::new(DbKind::Postgres));
    let mut total = 0;
    let minutes = 5;
    for _ in 0..minutes * 60 {
        for limiter in &limiters {
            total += admitted(&house, limiter, 12);
        }
        for limiter in &limiters {
            limiter.exchange(house.db()).await.unwrap();
        }
        house.clock.advance(Duration::from_secs(1));
    }
    // Three first bursts, then the rate. One process alone would admit 10 + 50.
    let (burst, rate) = (10, 10 * minutes);
    assert!((burst + rate - 10..=3 * burst + rate).contains(&total), "{total}");
}

#[tokio::test]
async fn a_failed_exchange_loses_nothing() {
    let Some(house) = House::on(DbKind::Postgres, |_| {}).await else { return };
    let [a, b] = [(); 2].map(|()| RateLimiter::new(DbKind::Postgres));
    let gone = house.second_db().await;
    gone.close().await;
    assert_eq!(admitted(&house, &a, 10), 10);
    for _ in 0..3 {
        a.exchange(&gone).await.unwrap_err();
    }
    assert_eq!(admitted(&house, &a, 1), 0);
    a.exchange(house.db()).await.unwrap();
    assert_eq!(admitted(&house, &b, 1), 1);
    b.exchange(house.db()).await.unwrap();
    assert_eq!(admitted(&house, &b, 5), 0);
    // Told once: a second exchange adds nothing.
    a.exchange(house.db()).await.unwrap();
    house.clock.advance(Duration::from_secs(12));
    assert_eq!(admitted(&house, &b, 5), 1);
}

#[tokio::test]
async fn shared_counts_that_ran_out_are_forgotten() {
    House::on_both(async |house| {
        let limiter = RateLimiter::new(house.db().kind());
        for name in ["ada", "grace", "joan"] {
            limiter.hit(TEN, name, house.now());
        }
        limiter.exchange(house.db()).await.unwrap();
        let kept = if house.db().kind() == DbKind::Postgres { 3 } else { 0 };
        assert_eq!(prune_rate_limits(house.db(), 100).await.unwrap(), 0);
        house.clock.advance(Duration::from_secs(7));
        assert_eq!(prune_rate_limits(house.db(), 2).await.unwrap(), kept.min(2));
        assert_eq!(prune_rate_limits(house.db(), 100).await.unwrap(), kept.saturating_sub(2));
    })
    .await;
}
