//! Sessions: seen, ended, grown old.

use std::time::Duration;

use serde_json::json;
use testkit::on_both;

use crate::support::{email_of, rows, sign_in, text, until_status};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const ME: &str = "/api/v1/me";
const SESSIONS: &str = "/api/v1/me/sessions";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_their_own_and_ends_one() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let phone = app.anon().from_ip("192.0.2.8").with_header("user-agent", "Phone/1.0");
        sign_in(&phone, &email_of(&ada).await).await.expect(200);
        let grace = app.person("Grace").await;

        let list = rows(&phone.get(SESSIONS).await);
        assert_eq!(list.len(), 2);
        let mine: Vec<_> = list.iter().filter(|session| session["current"] == json!(true)).collect();
        assert_eq!(mine.len(), 1);
        assert_eq!((text(&mine[0]["ip"]), text(&mine[0]["user_agent"])), ("192.0.2.8", "Phone/1.0"));
        assert_eq!(text(&mine[0]["expires_at"]), "2026-12-21T08:00:00Z");

        let path = format!("{SESSIONS}/{}", text(&mine[0]["id"]));
        assert_eq!(grace.delete(&path).await.problem(404), "not_found");
        ada.delete(&path).await.expect(204);
        phone.get(ME).await.expect(401);
        assert_eq!(rows(&ada.get(SESSIONS).await).len(), 1);
        ada.delete(&path).await.expect(404);
        ada.delete(&format!("{SESSIONS}/nonsense")).await.expect(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_is_refused_at_once() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let email = email_of(&ada).await;
        for _ in 0..20 {
            let phone = app.anon();
            // Not from one address, which would be throttled.
            let phone = phone.from_ip(&format!("192.0.2.{}", rows(&ada.get(SESSIONS).await).len()));
            sign_in(&phone, &email).await.expect(200);
            phone.get(ME).await.expect(200);
            let sessions = rows(&phone.get(SESSIONS).await);
            let phones = sessions.iter().find(|session| session["current"] == json!(true)).unwrap();
            ada.delete(&format!("{SESSIONS}/{}", text(&phones["id"]))).await.expect(204);
            phone.get(ME).await.expect(401);
            app.advance(Duration::from_secs(120));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_forgets_it_too() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        let phone = app.anon();
        sign_in(&phone, &email_of(&ada).await).await.expect(200);
        let second = app.second_process().await;
        let elsewhere = second.client(&phone);
        elsewhere.get(ME).await.expect(200);
        // Let the second process begin to listen.
        tokio::time::sleep(Duration::from_millis(400)).await;
        elsewhere.get(ME).await.expect(200);
        ada.post("/api/v1/auth/sign-out-everywhere", json!({})).await.expect(204);
        until_status(&elsewhere, ME, 401).await;
        phone.get(ME).await.expect(401);
        ada.get(ME).await.expect(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_thirty_idle_days() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        app.advance(DAY * 29 + Duration::from_secs(86_340));
        ada.get(ME).await.expect(200);
        app.flush_uses().await;
        let session = &rows(&ada.get(SESSIONS).await)[0];
        assert_eq!(text(&session["last_seen_at"]), "2026-12-21T07:59:00Z");
        assert_eq!(text(&session["expires_at"]), "2027-01-20T07:59:00Z");
        // Used, so it lives on; idle from here, it ends.
        app.advance(DAY * 29);
        ada.get(ME).await.expect(200);
        app.flush_uses().await;
        app.advance(DAY * 30 + Duration::from_secs(11));
        assert_eq!(ada.get(ME).await.problem(401), "unauthenticated");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_uses_down_late_does_not_bring_an_ended_session_back() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        app.advance(Duration::from_secs(30));
        ada.get(ME).await.expect(200);
        let copy = ada.clone();
        app.advance(Duration::from_secs(30));
        copy.post("/api/v1/auth/sign-out-everywhere", json!({})).await.expect(204);
        app.flush_uses().await;
        app.advance(Duration::from_secs(30));
        copy.get(ME).await.expect(401);
        assert_eq!(
            crate::support::count(&app, "SELECT count(*) FROM sessions WHERE expires_at > created_at").await,
            0
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn housekeeping_forgets_what_ended_long_ago() {
    on_both(|app| async move {
        let ada = app.person("Ada").await;
        ada.post("/api/v1/auth/sign-out-everywhere", json!({})).await.expect(204);
        let prune = async || {
            let job = identity::jobs();
            assert!(format!("{job:?}").contains("identity.prune"));
            jobs::schedules::declare(app.db(), identity::schedules()).await.unwrap();
            app.advance(DAY);
            app.run_jobs().await;
        };
        prune().await;
        assert_eq!(crate::support::count(&app, "SELECT count(*) FROM sessions").await, 1);
        app.advance(DAY * 90);
        prune().await;
        assert_eq!(crate::support::count(&app, "SELECT count(*) FROM sessions").await, 0);
    })
    .await;
}
