//! Signing up and confirming the address.

use std::time::Duration;

use serde_json::json;
use testkit::{App, Client, on_both};

use crate::support::{count, sign_in, sign_in_with, sign_up, text};

const PATH: &str = "/api/v1/auth/sign-up";

async fn verify(client: &Client, token: &str) -> testkit::Answer {
    client.post("/api/v1/auth/verify-email", json!({"token": token})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let good = json!({"name": "Ada", "email": "ada@example.com", "password": testkit::PASSWORD});
        let long = "x".repeat(101);
        for (field, value) in [
            ("name", json!("  ")),
            ("name", json!(long)),
            ("name", json!("Ada\r\nBcc: x@example.com")),
            ("name", json!(7)),
            ("email", json!("ada")),
            ("email", json!("ada@example.com\n")),
            ("email", json!("ada@[127.0.0.1]")),
            ("password", json!("short")),
            ("password", json!("password1")),
            ("password", json!("p".repeat(201))),
            ("locale", json!("tlh")),
            ("admin", json!(true)),
        ] {
            let mut body = good.clone();
            body[field] = value.clone();
            let answer = app.anon().post(PATH, body).await;
            if field == "email" && value == "ada@example.com\n" {
                // White space around an address is a slip of the hand.
                answer.expect(202);
            } else {
                assert_eq!(answer.invalid_field(), field, "{value}");
            }
        }
        let answer = app.anon().post(PATH, json!({"name": "Ada", "password": testkit::PASSWORD})).await;
        assert_eq!(answer.invalid_field(), "email");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_password_is_refused_with_the_reason() {
    on_both(|app| async move {
        let body = |password: &str| json!({"name": "Nadia Quist", "email": "nadia@example.com", "password": password});
        let problem = app.anon().post(PATH, body("nadiaquist")).await.expect(422);
        assert_eq!(problem["fields"][0]["code"], "too_weak");
        let message = text(&problem["fields"][0]["message"]);
        assert!(message.len() > 20 && message.ends_with('.'), "{message}");
        let rating = json!({"password": "qwertyuiop", "hints": []});
        let rating = app.anon().post("/api/v1/auth/password-strength", rating).await.expect(200);
        assert_eq!((&rating["acceptable"], rating["warning"].is_string()), (&json!(false), true));
        assert_eq!(app.mails_to("nadia@example.com").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_with_an_account_gets_the_same_answer_and_a_mail() {
    on_both(|app| async move {
        let new = sign_up(&app.anon(), "ada@example.com").await;
        let known = sign_up(&app.anon(), "ADA@Example.com").await;
        assert_eq!((new.status, &new.text), (known.status, &known.text));
        new.expect(202);
        assert_eq!(app.mail_to("ada@example.com").await.template, "account_exists");
        assert_eq!(count(&app, "SELECT count(*) FROM users").await, 1);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_sign_ups_at_once_one_makes_the_user() {
    on_both(|app| async move {
        let attempts = (0..8).map(|n| {
            let client = app.anon().from_ip(&format!("198.51.100.{n}"));
            tokio::spawn(async move { sign_up(&client, "ada@example.com").await })
        });
        let attempts: Vec<_> = attempts.collect();
        for attempt in attempts {
            attempt.await.unwrap().expect(202);
        }
        assert_eq!(count(&app, "SELECT count(*) FROM users").await, 1);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_works_once() {
    on_both(|app| async move {
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        let token = app.mail_to("ada@example.com").await.token();
        assert_eq!(verify(&app.anon(), "nonsense").await.invalid_field(), "token");
        let browser = app.anon();
        let me = verify(&browser, &token).await.expect(200);
        assert_eq!(text(&me["user"]["email_verified_at"]), "2026-11-21T08:00:00Z");
        browser.get("/api/v1/me").await.expect(200);
        let again = verify(&app.anon(), &token).await;
        assert_eq!(again.expect(422)["fields"][0]["code"], "link_expired");
        // A link for one purpose is good for no other.
        app.anon()
            .post("/api/v1/auth/forgot-password", json!({"email": "ada@example.com"}))
            .await
            .expect(202);
        let reset = app.mail_to("ada@example.com").await.token();
        assert_eq!(verify(&app.anon(), &reset).await.invalid_field(), "token");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_works_for_48_hours_and_dies_when_another_is_sent() {
    on_both(|app| async move {
        let hour = Duration::from_secs(3_600);
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        let first = app.mail_to("ada@example.com").await.token();
        app.advance(48 * hour);
        assert_eq!(verify(&app.anon(), &first).await.invalid_field(), "token");

        let resend = json!({"email": "ada@example.com"});
        app.anon().post("/api/v1/auth/resend-verification", resend.clone()).await.expect(202);
        let second = app.mail_to("ada@example.com").await.token();
        app.advance(hour);
        app.anon().post("/api/v1/auth/resend-verification", resend).await.expect(202);
        let third = app.mail_to("ada@example.com").await.token();
        assert_eq!(verify(&app.anon(), &second).await.invalid_field(), "token");
        app.advance(47 * hour + Duration::from_secs(3_599));
        verify(&app.anon(), &third).await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_confirmed_learns_it_with_the_right_password_only() {
    on_both(|app| async move {
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        assert_eq!(sign_in(&app.anon(), "ada@example.com").await.problem(403), "email_unverified");
        let wrong = sign_in_with(&app.anon(), "ada@example.com", "wrong").await;
        assert_eq!(wrong.problem(401), "invalid_credentials");
        assert!(wrong.header("set-cookie").is_none());
        app.run_jobs().await;
    })
    .await;
}

/// Asks for one address that has an account and one that has none, and compares the answers.
async fn answers_alike(app: &App, path: &str, known: &str) {
    let (yes, no) = (json!({"email": known}), json!({"email": "nobody@example.com"}));
    let (yes, no) = (app.anon().post(path, yes).await, app.anon().post(path, no).await);
    assert_eq!((yes.status.as_u16(), &yes.text), (202, &no.text));
    assert_eq!(yes.status, no.status);
    let names = |answer: &testkit::Answer| -> Vec<String> {
        answer.headers.keys().map(ToString::to_string).collect()
    };
    assert_eq!(names(&yes), names(&no));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_which_addresses_have_accounts() {
    on_both(|app| async move {
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        answers_alike(&app, "/api/v1/auth/resend-verification", "ada@example.com").await;
        answers_alike(&app, "/api/v1/auth/forgot-password", "ada@example.com").await;
        assert_eq!(app.mails_to("nobody@example.com").await, 0);
        assert_eq!(app.mails_to("ada@example.com").await, 3);
        // A confirmed address needs no second confirmation: alike again, and no mail.
        verify(&app.anon(), &app.mail_to("ada@example.com").await.token()).await.expect(422);
        let grace = app.person("Grace").await;
        let email = crate::support::email_of(&grace).await;
        answers_alike(&app, "/api/v1/auth/resend-verification", &email).await;
        assert_eq!(app.mails_to(&email).await, 1);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_mails_ends_silently() {
    on_both(|app| async move {
        sign_up(&app.anon(), "ada@example.com").await.expect(202);
        for n in 0..10 {
            let client = app.anon().from_ip(&format!("198.51.100.{n}"));
            client
                .post("/api/v1/auth/forgot-password", json!({"email": "Ada@example.com"}))
                .await
                .expect(202);
            sign_up(&client, "ada@example.com").await.expect(202);
        }
        assert_eq!(app.mails_to("ada@example.com").await, 5);
        // The last link that was sent still works: a flood takes nobody's way back.
        app.advance(Duration::from_secs(3_600));
        app.anon()
            .post("/api/v1/auth/forgot-password", json!({"email": "ada@example.com"}))
            .await
            .expect(202);
        assert_eq!(app.mails_to("ada@example.com").await, 6);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_ask_for_mails_to_everybody() {
    on_both(|app| async move {
        let client = app.anon();
        for n in 0..30 {
            let body = json!({"email": format!("reader-{n}@example.com")});
            client.post("/api/v1/auth/forgot-password", body).await.expect(202);
        }
        let one_more = json!({"email": "reader@example.com"});
        let refused = client.post("/api/v1/auth/forgot-password", one_more.clone()).await;
        assert_eq!(refused.problem(429), "rate_limited");
        assert!(refused.header("retry-after").is_some());
        app.anon().from_ip("198.51.100.1").post("/api/v1/auth/forgot-password", one_more).await.expect(202);
    })
    .await;
}
