//! The audit log: complete, right, append-only.

use std::collections::BTreeSet;

use db::DbKind;
use identity::permission::Role;
use kernel::Scope;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, on_both};

use crate::support::{email_of, membership_of, rows, scopes_to_give, sign_in, sign_up, text};

const ENTRIES: &str = "/api/v1/audit-entries";
const PASSWORD: &str = "a wholly new phrase 42";

/// Routes that change nothing although they are no GET.
const CHANGE_NOTHING: [&str; 2] = ["POST /api/v1/auth/password-strength", "POST /api/v1/invitations/look-up"];

/// Sends one request after the other, and notes which action the log has for each.
struct Walk<'a> {
    app: &'a App,
    walked: BTreeSet<String>,
}

impl Walk<'_> {
    async fn newest(&self) -> (i64, Option<String>) {
        let (count, newest) = (
            "SELECT count(*) FROM audit_entries",
            "SELECT action FROM audit_entries ORDER BY id DESC LIMIT 1",
        );
        let scope = Scope::installation("test");
        let read = self.app.db().read(&scope, async |tx| {
            Ok((tx.global_query(count).scalar().await?, tx.global_query(newest).scalar_optional().await?))
        });
        read.await.unwrap()
    }

    /// `route` is as in the document, `answer` what came of a request to it.
    async fn step(&mut self, route: &str, action: &str, answer: impl Future<Output = Answer>) -> Value {
        let (before, _) = self.newest().await;
        let answer = answer.await;
        assert!(answer.status.is_success(), "{route}: {}", answer.text);
        let (after, newest) = self.newest().await;
        assert!(after > before, "{route} left no entry");
        assert_eq!(newest.as_deref(), Some(action), "{route}");
        self.walked.insert(route.to_owned());
        answer.json()
    }

    /// Routes of this domain that change something.
    fn all(&self) -> BTreeSet<String> {
        let others =
            ["/api/v1/jobs", "/api/v1/schedules", "/api/v1/operator/", "/api/v1/mail", "/api/v1/events"];
        let document = serde_json::to_value(self.app.document()).unwrap();
        let mut all = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys().filter(|method| *method != "get") {
                let route = format!("{} {path}", method.to_uppercase());
                let ours =
                    path.starts_with("/api/v1/") && !others.iter().any(|other| path.starts_with(other));
                if ours && !CHANGE_NOTHING.contains(&route.as_str()) {
                    all.insert(route);
                }
            }
        }
        all
    }
}

async fn walk_auth(walk: &mut Walk<'_>) {
    let (app, email) = (walk.app, "newcomer@example.com");
    let address = json!({"email": email});
    let browser = app.anon();
    walk.step("POST /api/v1/auth/sign-up", "user.signed_up", sign_up(&browser, email)).await;
    let resend = browser.post("/api/v1/auth/resend-verification", address.clone());
    walk.step("POST /api/v1/auth/resend-verification", "user.verification_requested", resend).await;
    let token = json!({"token": app.mail_to(email).await.token()});
    let verify = browser.post("/api/v1/auth/verify-email", token);
    walk.step("POST /api/v1/auth/verify-email", "user.signed_in", verify).await;
    let sign_out = browser.post("/api/v1/auth/sign-out", json!({}));
    walk.step("POST /api/v1/auth/sign-out", "user.signed_out", sign_out).await;
    app.advance(std::time::Duration::from_secs(1));
    let forgot = browser.post("/api/v1/auth/forgot-password", address);
    walk.step("POST /api/v1/auth/forgot-password", "user.password_reset_requested", forgot).await;
    let reset = json!({"token": app.mail_to(email).await.token(), "password": testkit::PASSWORD});
    let reset = browser.post("/api/v1/auth/reset-password", reset);
    walk.step("POST /api/v1/auth/reset-password", "user.password_changed", reset).await;
    walk.step("POST /api/v1/auth/sign-in", "user.signed_in", sign_in(&browser, email)).await;
    let rename = browser.patch("/api/v1/me", json!({"name": "Renamed"}));
    walk.step("PATCH /api/v1/me", "user.changed", rename).await;
    let change = json!({"current_password": testkit::PASSWORD, "new_password": PASSWORD});
    let change = browser.post("/api/v1/me/password", change);
    walk.step("POST /api/v1/me/password", "user.password_changed", change).await;
    let session = text(&rows(&browser.get("/api/v1/me/sessions").await)[0]["id"]).to_owned();
    let session = format!("/api/v1/me/sessions/{session}");
    let end = browser.delete(&session);
    walk.step("DELETE /api/v1/me/sessions/{session_id}", "session.ended", end).await;
}

async fn walk_organization(walk: &mut Walk<'_>) {
    let app = walk.app;
    let person = app.person("Ada").await;
    let new = json!({"name": "Shop", "kind": "merchant", "currency": "EUR", "time_zone": "UTC"});
    let create = person.post("/api/v1/organizations", new);
    let made = walk.step("POST /api/v1/organizations", "organization.created", create).await;
    let ada = person.in_organization(text(&made["id"]));
    let edit = ada.clone().with_header("if-match", "\"1\"");
    let edit = edit.patch("/api/v1/organization", json!({"name": "Store"}));
    walk.step("PATCH /api/v1/organization", "organization.changed", edit).await;

    let invite = ada.post("/api/v1/invitations", json!({"email": "grace@example.com", "role": "staff"}));
    let invitation = walk.step("POST /api/v1/invitations", "invitation.created", invite).await;
    let path = format!("/api/v1/invitations/{}", text(&invitation["id"]));
    app.advance(std::time::Duration::from_secs(1));
    let resend = format!("{path}/resend");
    let resend = ada.post(&resend, json!({}));
    walk.step("POST /api/v1/invitations/{invitation_id}/resend", "invitation.resent", resend).await;
    let token = app.mail_to("grace@example.com").await.token();
    let accept = json!({"token": token, "name": "Grace", "password": PASSWORD});
    let grace = app.anon();
    let accept = grace.post("/api/v1/invitations/accept", accept);
    let me = walk.step("POST /api/v1/invitations/accept", "member.joined", accept).await;
    let other = ada.post("/api/v1/invitations", json!({"email": "alan@example.com", "role": "staff"}));
    let other = format!("/api/v1/invitations/{}", text(&other.await.expect(201)["id"]));
    walk.step("DELETE /api/v1/invitations/{invitation_id}", "invitation.revoked", ada.delete(&other)).await;

    let member = format!(
        "/api/v1/members/{}",
        membership_of(&grace.in_organization(text(&me["organization"]["id"]))).await
    );
    let promote = ada.patch(&member, json!({"role": "admin"}));
    walk.step("PATCH /api/v1/members/{member_id}", "member.role_changed", promote).await;
    walk.step("DELETE /api/v1/members/{member_id}", "member.removed", ada.delete(&member)).await;
    walk_keys(walk, &ada).await;
    let everywhere = ada.post("/api/v1/auth/sign-out-everywhere", json!({}));
    walk.step("POST /api/v1/auth/sign-out-everywhere", "user.signed_out_everywhere", everywhere).await;
}

async fn walk_keys(walk: &mut Walk<'_>, ada: &Client) {
    let body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
    let create = ada.post("/api/v1/api-keys", body);
    let made = walk.step("POST /api/v1/api-keys", "api_key.created", create).await;
    let path = format!("/api/v1/api-keys/{}", text(&made["api_key"]["id"]));
    let rename = ada.patch(&path, json!({"name": "Export"}));
    walk.step("PATCH /api/v1/api-keys/{api_key_id}", "api_key.changed", rename).await;
    let reroll = format!("{path}/reroll");
    let reroll = ada.post(&reroll, json!({"overlap_hours": 1}));
    walk.step("POST /api/v1/api-keys/{api_key_id}/reroll", "api_key.rerolled", reroll).await;
    walk.step("DELETE /api/v1/api-keys/{api_key_id}", "api_key.revoked", ada.delete(&path)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_leaves_an_entry() {
    on_both(|app| async move {
        let mut walk = Walk { app: &app, walked: BTreeSet::new() };
        walk_auth(&mut walk).await;
        walk_organization(&mut walk).await;
        assert_eq!(walk.walked, walk.all());
        app.run_jobs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_says_who_what_before_after_and_from_where() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let grace = app.member(&ada, &organization, "viewer").await;
        let member = membership_of(&grace).await;
        let office = ada.clone().from_ip("192.0.2.9").with_header("user-agent", "Office/2");
        let answer = office.patch(&format!("/api/v1/members/{member}"), json!({"role": "staff"})).await;
        let entry = rows(&ada.get(ENTRIES).await).remove(0);
        let me = ada.get("/api/v1/me").await.expect(200);
        assert_eq!(
            entry,
            json!({
                "id": entry["id"], "at": "2026-11-21T08:00:00Z", "action": "member.role_changed",
                "actor": {"kind": "user", "id": me["user"]["id"], "name": "Ada"},
                "target": {"kind": "membership", "id": member},
                "before": {"role": "viewer"}, "after": {"name": "viewer", "role": "staff"},
                "ip": "192.0.2.9", "user_agent": "Office/2", "request_id": answer.header("x-request-id").unwrap(),
            })
        );
        let edit = ada.clone().with_header("if-match", "\"1\"");
        edit.patch("/api/v1/organization", json!({"name": "Store", "currency": "EUR"})).await.expect(200);
        let entry = rows(&ada.get(ENTRIES).await).remove(0);
        assert_eq!((&entry["before"], &entry["after"]), (&json!({"name": "Ada's shop"}), &json!({"name": "Store"})));
        // What changes nothing leaves no entry.
        let edit = ada.clone().with_header("if-match", "\"2\"");
        edit.patch("/api/v1/organization", json!({"name": "Store"})).await.expect(200);
        assert_eq!(rows(&ada.get(ENTRIES).await)[0]["id"], entry["id"]);
        // A refused change leaves none either.
        ada.patch(&format!("/api/v1/members/{member}"), json!({"role": "king"})).await.expect(422);
        assert_eq!(rows(&ada.get(ENTRIES).await)[0]["id"], entry["id"]);

        let key = app.key(&ada, &scopes_to_give(Role::Staff)).await;
        key.patch(&format!("/api/v1/members/{member}"), json!({"role": "viewer"})).await.expect(200);
        let entry = rows(&ada.get(ENTRIES).await).remove(0);
        assert_eq!(entry["actor"], key.get("/api/v1/me").await.expect(200)["actor"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_and_events_agree() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        app.member(&ada, &organization, "staff").await;
        app.key(&ada, &["members.read"]).await;
        let entries = rows(&ada.get(ENTRIES).await);
        let events = rows(&ada.get("/api/v1/events").await);
        let fact =
            |name: &Value, entity: &Value, payload: &Value, at: &Value| json!([name, entity, payload, at]);
        // More roles and programs read events, so an event tells only a key's name and hints at an address.
        let told = |e: &Value| match e["target"]["kind"].as_str() {
            Some("api_key") => json!({"name": e["after"]["name"]}),
            Some("invitation") => {
                let (_, domain) = text(&e["after"]["email"]).split_once('@').unwrap();
                let first = &text(&e["after"]["email"])[..1];
                json!({"email": format!("{first}…@{domain}"), "role": e["after"]["role"]})
            }
            _ => e["after"].clone(),
        };
        let entries: Vec<_> =
            entries.iter().map(|e| fact(&e["action"], &e["target"]["id"], &told(e), &e["at"])).collect();
        let events: Vec<_> =
            events.iter().map(|e| fact(&e["name"], &e["entity"], &e["payload"], &e["at"])).collect();
        assert_eq!(entries, events);
        assert_eq!(entries.len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_can_change_the_past() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let email = email_of(&ada).await;
        let mut statements =
            vec!["UPDATE audit_entries SET actor_name = 'Mallory'", "DELETE FROM audit_entries"];
        if app.db().kind() == DbKind::Postgres {
            statements.push("TRUNCATE audit_entries");
        }
        for sql in statements {
            let scope = Scope::installation("test");
            let refused = app.db().write(&scope, async |tx| tx.global_query(sql).execute().await).await;
            let error = format!("{:?}", refused.expect_err(sql));
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
        assert_eq!(rows(&ada.get(ENTRIES).await).len(), 1);
        assert!(!ada.get(ENTRIES).await.text.contains(&email));
    })
    .await;
}
