//! Invitations: made, sent again, withdrawn, accepted.

use std::time::Duration;

use identity::permission::Role;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, on_both};

use crate::support::{email_of, rows, scopes_to_give, sign_in, sign_in_with, sign_up, text};

const PATH: &str = "/api/v1/invitations";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const PASSWORD: &str = "a wholly new phrase 42";

async fn invite(client: &Client, email: &str, role: &str) -> Answer {
    client.post(PATH, json!({"email": email, "role": role})).await
}

async fn accept(client: &Client, token: &str) -> Answer {
    let body = json!({"token": token, "name": "Grace", "password": PASSWORD});
    client.post("/api/v1/invitations/accept", body).await
}

async fn look_up(app: &App, token: &str) -> Answer {
    app.anon().post("/api/v1/invitations/look-up", json!({"token": token})).await
}

/// An owner's client, and the token of an invitation of theirs to this address.
async fn invited(app: &App, email: &str) -> (Client, Value, String) {
    let (ada, _) = app.owner("Ada").await;
    let invitation = invite(&ada, email, "staff").await.expect(201);
    let token = app.mail_to(email).await.token();
    (ada, invitation, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_person_gets_an_account_and_is_in() {
    on_both(|app| async move {
        let (ada, invitation, token) = invited(&app, "grace@example.com").await;
        assert_eq!((text(&invitation["state"]), text(&invitation["invited_by"]["name"])), ("pending", "Ada"));
        assert_eq!(text(&invitation["expires_at"]), "2026-11-28T08:00:00Z");
        let preview = look_up(&app, &token).await.expect(200);
        assert_eq!(
            preview,
            json!({"organization_name": "Ada's shop", "email": "grace@example.com", "role": "staff",
                   "invited_by": "Ada", "needs_account": true})
        );
        let browser = app.anon();
        let bare = json!({"token": token});
        let missing = browser.post("/api/v1/invitations/accept", bare).await;
        assert_eq!(missing.invalid_field(), "name");
        let weak = json!({"token": token, "name": "Grace", "password": "password1"});
        assert_eq!(browser.post("/api/v1/invitations/accept", weak).await.invalid_field(), "password");

        let me = accept(&browser, &token).await.expect(200);
        assert_eq!((text(&me["role"]), text(&me["user"]["name"])), ("staff", "Grace"));
        assert!(me["user"]["email_verified_at"].is_string());
        browser.get("/api/v1/me").await.expect(200);
        sign_in_with(&app.anon(), "grace@example.com", PASSWORD).await.expect(200);
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["state"]), "accepted");
        assert_eq!(rows(&ada.get("/api/v1/members").await).len(), 2);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_person_keeps_their_account() {
    on_both(|app| async move {
        let grace = app.person("Grace Hopper").await;
        let email = email_of(&grace).await;
        let (ada, _) = app.owner("Ada").await;
        invite(&ada, &email, "staff").await.expect(201);
        let token = app.mail_to(&email).await.token();
        assert_eq!(look_up(&app, &token).await.expect(200)["needs_account"], false);
        let me = app.anon().post("/api/v1/invitations/accept", json!({"token": token})).await.expect(200);
        assert_eq!(text(&me["user"]["name"]), "Grace Hopper");
        sign_in(&app.anon(), &email).await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_somebody_else_made_for_the_address_is_taken_over() {
    on_both(|app| async move {
        // Mallory signs up with an address that is not theirs, and waits for its owner to confirm it.
        sign_up(&app.anon(), "grace@example.com").await.expect(202);
        app.advance(Duration::from_secs(1));
        let (_, _, token) = invited(&app, "grace@example.com").await;
        assert_eq!(look_up(&app, &token).await.expect(200)["needs_account"], true);
        let bare = app.anon().post("/api/v1/invitations/accept", json!({"token": token})).await;
        assert_eq!(bare.invalid_field(), "name");
        accept(&app.anon(), &token).await.expect(200);
        sign_in(&app.anon(), "grace@example.com").await.expect(401);
        let me = sign_in_with(&app.anon(), "grace@example.com", PASSWORD).await.expect(200);
        assert_eq!(text(&me["user"]["name"]), "Grace");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_who_is_signed_in_does_not_join() {
    on_both(|app| async move {
        let (ada, _, token) = invited(&app, "grace@example.com").await;
        let mallory = app.person("Mallory").await;
        let me = accept(&mallory, &token).await.expect(200);
        // The link belongs to the address: the browser is now Grace's, and Mallory is in nothing.
        assert_eq!(text(&me["user"]["email"]), "grace@example.com");
        let names: Vec<_> = rows(&ada.get("/api/v1/members").await);
        let names: Vec<_> = names.iter().map(|member| text(&member["user"]["name"]).to_owned()).collect();
        assert_eq!(names, ["Ada", "Grace"]);
        let entry = &rows(&ada.get("/api/v1/audit-entries?action=member.joined").await)[0];
        assert_eq!(text(&entry["actor"]["name"]), "Grace");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_works_for_seven_days() {
    on_both(|app| async move {
        let (ada, invitation, token) = invited(&app, "grace@example.com").await;
        app.advance(DAY * 7);
        look_up(&app, &token).await.expect(422);
        assert_eq!(accept(&app.anon(), &token).await.invalid_field(), "token");
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["state"]), "expired");
        // Sent again, it lives again; and one that expired does not stand in the way of another.
        ada.post(&format!("{PATH}/{}/resend", text(&invitation["id"])), json!({})).await.expect(204);
        look_up(&app, &app.mail_to("grace@example.com").await.token()).await.expect(200);
        app.advance(DAY * 7);
        invite(&ada, "grace@example.com", "viewer").await.expect(201);
        let states: Vec<_> = rows(&ada.get(PATH).await);
        assert_eq!((text(&states[0]["state"]), text(&states[1]["state"])), ("pending", "revoked"));
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn used_twice_at_once_it_makes_one_member() {
    on_both(|app| async move {
        let (ada, _, token) = invited(&app, "grace@example.com").await;
        let attempts: Vec<_> = (0..6)
            .map(|_| {
                let (client, token) = (app.anon(), token.clone());
                tokio::spawn(async move { accept(&client, &token).await.status.as_u16() })
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409, 422].contains(status)), "{statuses:?}");
        assert_eq!(rows(&ada.get("/api/v1/members").await).len(), 2);
        assert_eq!(accept(&app.anon(), &token).await.invalid_field(), "token");
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_or_renewed_one_has_no_old_link() {
    on_both(|app| async move {
        let (ada, invitation, first) = invited(&app, "grace@example.com").await;
        let path = format!("{PATH}/{}", text(&invitation["id"]));
        app.advance(Duration::from_secs(1));
        ada.post(&format!("{path}/resend"), json!({})).await.expect(204);
        let second = app.mail_to("grace@example.com").await.token();
        look_up(&app, &first).await.expect(422);
        look_up(&app, &second).await.expect(200);
        ada.delete(&path).await.expect(204);
        assert_eq!(accept(&app.anon(), &second).await.invalid_field(), "token");
        assert_eq!(ada.delete(&path).await.problem(409), "invitation_closed");
        assert_eq!(ada.post(&format!("{path}/resend"), json!({})).await.problem(409), "invitation_closed");
        let (grace, _) = app.owner("Grace").await;
        grace.delete(&path).await.expect(404);
        grace.post(&format!("{path}/resend"), json!({})).await.expect(404);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_invited_twice() {
    on_both(|app| async move {
        let (ada, _, token) = invited(&app, "grace@example.com").await;
        assert_eq!(invite(&ada, "GRACE@example.com", "admin").await.problem(409), "already_invited");
        accept(&app.anon(), &token).await.expect(200);
        assert_eq!(invite(&ada, "Grace@Example.com", "admin").await.problem(409), "already_member");
        assert_eq!(invite(&ada, "grace", "admin").await.invalid_field(), "email");
        assert_eq!(invite(&ada, "alan@example.com", "king").await.invalid_field(), "role");
        // Another organization may invite them all the same.
        let (alan, _) = app.owner("Alan").await;
        invite(&alan, "grace@example.com", "viewer").await.expect(201);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_invites_above_their_own_role() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        for actor in ["owner", "admin", "manager", "staff", "viewer"] {
            let client = app.member(&ada, &organization, actor).await;
            for role in ["owner", "admin", "manager", "staff", "viewer"] {
                let answer = invite(&client, &format!("{role}-by-{actor}@example.com"), role).await;
                let may = actor == "owner" || (actor == "admin" && role != "owner");
                assert_eq!(answer.status.as_u16(), if may { 201 } else { 403 }, "{actor} invites {role}");
            }
            client.get(PATH).await.expect(200);
        }
        // A key has no role: it invites to what its scopes cover.
        let key = app.key(&ada, &scopes_to_give(Role::Staff)).await;
        invite(&key, "admin-by-key@example.com", "admin").await.expect(403);
        let by_key = invite(&key, "staff-by-key@example.com", "staff").await.expect(201);
        assert_eq!(by_key["invited_by"], Value::Null);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_invitation_is_sent_again_five_times_a_day() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let made = ada.post(PATH, json!({"email": "grace@example.com", "role": "staff"})).await.expect(201);
        let resend = format!("{PATH}/{}/resend", text(&made["id"]));
        for _ in 0..5 {
            ada.post(&resend, json!({})).await.expect(204);
        }
        let refused = ada.post(&resend, json!({})).await;
        assert_eq!(refused.problem(429), "too_many_resends");
        assert!(refused.header("retry-after").is_some());
        assert_eq!(app.mails_to("grace@example.com").await, 6);
        // Another invitation has its own five, and the day passes.
        let other = ada.post(PATH, json!({"email": "alan@example.com", "role": "staff"})).await.expect(201);
        ada.post(&format!("{PATH}/{}/resend", text(&other["id"])), json!({})).await.expect(204);
        app.advance(std::time::Duration::from_secs(24 * 60 * 60));
        ada.post(&resend, json!({})).await.expect(204);
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_the_address_and_events_hint_at_it() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let made = ada.post(PATH, json!({"email": "grace@example.com", "role": "staff"})).await.expect(201);
        let path = format!("{PATH}/{}", text(&made["id"]));
        ada.post(&format!("{path}/resend"), json!({})).await.expect(204);
        ada.delete(&path).await.expect(204);
        let entries = rows(&ada.get("/api/v1/audit-entries?action=invitation").await);
        let events = rows(&ada.get("/api/v1/events?limit=100").await);
        for action in ["invitation.created", "invitation.resent", "invitation.revoked"] {
            let entry = entries.iter().find(|entry| entry["action"] == action).unwrap();
            assert_eq!(entry["after"], json!({"email": "grace@example.com", "role": "staff"}), "{action}");
            let event = events.iter().find(|event| event["name"] == action).unwrap();
            assert_eq!(event["payload"], json!({"email": "g…@example.com", "role": "staff"}), "{action}");
        }
        app.run_jobs().await;
    })
    .await;
}
