//! Guessing is slow, and locks nobody out.

use std::time::Duration;

use serde_json::json;
use testkit::{App, on_both};

use crate::support::{email_of, sign_in, sign_in_with};

/// A person who signed in at this address.
async fn at_home(app: &App, home: &str) -> String {
    let email = email_of(&app.person("Ada").await).await;
    sign_in(&app.anon().from_ip(home), &email).await.expect(200);
    email
}

/// Wrong passwords for one account from 200 addresses.
async fn attack(app: &App, email: &str) -> usize {
    let mut refused = 0;
    for n in 0..200 {
        let attacker = app.anon().from_ip(&format!("198.51.100.{n}"));
        match sign_in_with(&attacker, email, "a guess").await.status.as_u16() {
            401 => {}
            429 => refused += 1,
            other => panic!("{other}"),
        }
    }
    refused
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_stopped_and_the_owner_is_not() {
    on_both(|app| async move {
        let email = at_home(&app, "192.0.2.1").await;
        let attacker = app.anon().from_ip("198.51.100.9");
        for _ in 0..10 {
            assert_eq!(sign_in_with(&attacker, &email, "a guess").await.problem(401), "invalid_credentials");
        }
        let refused = sign_in(&attacker, &email).await;
        assert_eq!(refused.problem(429), "rate_limited");
        assert!(refused.header("retry-after").is_some());
        sign_in(&app.anon().from_ip("192.0.2.1"), &email).await.expect(200);
        // Its other accounts are another matter, and after a while this one is too.
        assert_eq!(sign_in(&attacker, "nobody@example.com").await.problem(401), "invalid_credentials");
        app.advance(Duration::from_secs(15 * 60));
        sign_in(&attacker, &email).await.expect(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_of_ipv6_counts_as_one() {
    on_both(|app| async move {
        let email = email_of(&app.person("Ada").await).await;
        for n in 0..10 {
            let client = app.anon().from_ip(&format!("2001:db8:1:1::{n:x}"));
            sign_in_with(&client, &email, "a guess").await.expect(401);
        }
        sign_in(&app.anon().from_ip("2001:db8:1:1:ffff::1"), &email).await.expect(429);
        sign_in(&app.anon().from_ip("2001:db8:1:2::1"), &email).await.expect(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_addresses_do_not_lock_the_owner_out() {
    on_both(|app| async move {
        let email = at_home(&app, "192.0.2.1").await;
        // Her own first sign-in there was one from a new address too.
        assert_eq!(attack(&app, &email).await, 200 - 59);
        let home = app.anon().from_ip("192.0.2.1");
        sign_in(&home, &email).await.expect(200);
        // Home stays home after signing out.
        home.post("/api/v1/auth/sign-out-everywhere", json!({})).await.expect(204);
        sign_in(&home, &email).await.expect(200);
        // A new address has to wait while the attack goes on.
        sign_in(&app.anon().from_ip("192.0.2.77"), &email).await.expect(429);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_does_not_exist_is_throttled_alike() {
    on_both(|app| async move {
        assert_eq!(attack(&app, "nobody@example.com").await, 200 - 60);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_link_gets_the_owner_in_from_anywhere_during_an_attack() {
    on_both(|app| async move {
        let email = at_home(&app, "192.0.2.1").await;
        attack(&app, &email).await;
        let hotel = app.anon().from_ip("192.0.2.77");
        hotel.post("/api/v1/auth/forgot-password", json!({"email": email})).await.expect(202);
        let token = app.mail_to(&email).await.token();
        let body = json!({"token": token, "password": "a wholly new phrase 42"});
        hotel.post("/api/v1/auth/reset-password", body).await.expect(204);
        sign_in_with(&hotel, &email, "a wholly new phrase 42").await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_try_many_accounts() {
    on_both(|app| async move {
        let attacker = app.anon().from_ip("198.51.100.9");
        for n in 0..60 {
            sign_in(&attacker, &format!("victim-{n}@example.com")).await.expect(401);
        }
        sign_in(&attacker, "victim@example.com").await.expect(429);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_session_cannot_guess_the_password() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let guess = json!({"current_password": "a guess", "new_password": "a wholly new phrase 42"});
        for _ in 0..10 {
            let answer = ada.post("/api/v1/me/password", guess.clone()).await;
            assert_eq!(answer.invalid_field(), "current_password");
        }
        ada.post("/api/v1/me/password", guess).await.expect(429);
    })
    .await;
}
