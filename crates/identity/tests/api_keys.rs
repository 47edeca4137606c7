//! API keys: made, changed, replaced, revoked.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::{App, Client, on_both};

use crate::support::{rows, text, until_status};

const PATH: &str = "/api/v1/api-keys";
const ME: &str = "/api/v1/me";
const HOUR: Duration = Duration::from_secs(3_600);

/// A key with one scope; its description and a client that uses it.
async fn key(app: &App, owner: &Client, extra: Value) -> (Value, Client) {
    let mut body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
    for (field, value) in extra.as_object().unwrap() {
        body[field] = value.clone();
    }
    let made = owner.post(PATH, body).await.expect(201);
    (made["api_key"].clone(), app.anon().with_key(text(&made["secret"])))
}

fn path(key: &Value) -> String {
    format!("{PATH}/{}", text(&key["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_looks_like_one_and_is_shown_once() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        for mode in ["live", "test"] {
            let body = json!({"name": "Import", "mode": mode, "scopes": ["members.read", "members.read"]});
            let answer = ada.post(PATH, body).await;
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            let made = answer.expect(201);
            let secret = text(&made["secret"]);
            let rest = secret.strip_prefix(&format!("tp_{mode}_")).unwrap();
            assert!(rest.len() == 46 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{secret}");
            assert_eq!(text(&made["api_key"]["display"]), format!("{}…{}", &secret[..12], &secret[50..]));
            assert_eq!(made["api_key"]["scopes"], json!(["members.read"]));
            assert_eq!(
                (text(&made["api_key"]["state"]), text(&made["api_key"]["created_by"])),
                ("active", "Ada")
            );
            assert!(!ada.get(PATH).await.text.contains(secret));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let admin = app.member(&ada, &organization, "admin").await;
        for (field, value) in [
            ("name", json!(" ")),
            ("name", json!("x".repeat(101))),
            ("mode", json!("prod")),
            ("scopes", json!([])),
            ("scopes", json!(["everything"])),
            ("expires_at", json!("2026-11-21T08:00:00Z")),
            ("expires_at", json!("tomorrow")),
            ("secret", json!("mine")),
        ] {
            let mut body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
            body[field] = value.clone();
            assert_eq!(admin.post(PATH, body).await.invalid_field(), field, "{value}");
        }
        let body = json!({"name": "X", "mode": "live", "scopes": ["members.read"],
                          "ip_allow_list": ["10.0.0.0/8", "10.0.0.0/33"]});
        assert_eq!(ada.post(PATH, body).await.invalid_field(), "ip_allow_list.1");
        let body = json!({"name": "X", "mode": "live", "scopes": ["members.read"], "ip_allow_list": vec!["::1"; 51]});
        assert_eq!(ada.post(PATH, body).await.invalid_field(), "ip_allow_list");
        for role in ["manager", "staff", "viewer"] {
            let member = app.member(&ada, &organization, role).await;
            let body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
            member.post(PATH, body).await.expect(403);
            member.get(PATH).await.expect(if role == "manager" { 200 } else { 403 });
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_never_gives_more_than_it_has() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let maker = app.key(&ada, &["api_keys.manage", "api_keys.read"]).await;
        let body = json!({"name": "More", "mode": "live", "scopes": ["members.manage"]});
        let answer = maker.post(PATH, body).await;
        assert_eq!(answer.expect(422)["fields"][0]["code"], "scope_not_allowed");
        let (strong, _) = key(&app, &ada, json!({"scopes": ["members.manage"]})).await;
        // Nor by taking over, or by changing, one that has more.
        let reroll = maker.post(&format!("{}/reroll", path(&strong)), json!({"overlap_hours": 1})).await;
        assert_eq!(reroll.invalid_field(), "scopes");
        let (weak, client) = key(&app, &ada, json!({"scopes": ["api_keys.read"]})).await;
        let grow = maker.patch(&path(&weak), json!({"scopes": ["members.manage"]})).await;
        assert_eq!(grow.invalid_field(), "scopes");
        client.get("/api/v1/members").await.expect(403);
        ada.patch(&path(&weak), json!({"scopes": ["members.read"]})).await.expect(200);
        client.get("/api/v1/members").await.expect(200);
        client.get(PATH).await.expect(403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_no_person() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let key = app.key(&ada, &["members.read", "organization.manage"]).await;
        for path in ["/api/v1/me/sessions"] {
            assert_eq!(key.get(path).await.problem(403), "forbidden");
        }
        key.patch(ME, json!({"name": "X"})).await.expect(403);
        key.post("/api/v1/auth/sign-out-everywhere", json!({})).await.expect(403);
        key.post("/api/v1/me/password", json!({"current_password": "a", "new_password": "b"}))
            .await
            .expect(403);
        let body = json!({"name": "Mine", "kind": "merchant", "currency": "EUR", "time_zone": "UTC"});
        key.post("/api/v1/organizations", body).await.expect(403);
        let me = key.get(ME).await.expect(200);
        assert_eq!((&me["user"], &me["role"], &me["memberships"]), (&Value::Null, &Value::Null, &json!([])));
        ada.get("/api/v1/me/sessions").await.expect(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rerolling_lets_both_work_for_the_overlap() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (old, old_client) = key(&app, &ada, json!({"ip_allow_list": ["203.0.113.0/24"]})).await;
        let reroll = format!("{}/reroll", path(&old));
        assert_eq!(ada.post(&reroll, json!({"overlap_hours": 721})).await.invalid_field(), "overlap_hours");
        assert_eq!(ada.post(&reroll, json!({"overlap_hours": -1})).await.invalid_field(), "overlap_hours");
        let made = ada.post(&reroll, json!({"overlap_hours": 24})).await.expect(201);
        let new_client = app.anon().with_key(text(&made["secret"]));
        assert_eq!(made["api_key"]["ip_allow_list"], json!(["203.0.113.0/24"]));
        assert_eq!(made["api_key"]["scopes"], old["scopes"]);
        assert_eq!(ada.post(&reroll, json!({"overlap_hours": 0})).await.problem(409), "already_replaced");
        let listed = rows(&ada.get(PATH).await);
        let states: Vec<_> = listed.iter().map(|key| text(&key["state"])).collect();
        assert_eq!(states, ["active", "replaced"]);
        app.advance(HOUR * 23 + Duration::from_secs(3_599));
        old_client.get(ME).await.expect(200);
        new_client.get(ME).await.expect(200);
        app.advance(Duration::from_secs(1));
        assert_eq!(old_client.get(ME).await.problem(401), "invalid_api_key");
        new_client.get(ME).await.expect(200);
        assert_eq!(ada.post(&reroll, json!({"overlap_hours": 0})).await.problem(409), "api_key_ended");

        let next = format!("{}/reroll", path(&made["api_key"]));
        ada.post(&next, json!({"overlap_hours": 0})).await.expect(201);
        new_client.get(ME).await.expect(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_rerolls_at_once_one_makes_a_key() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (old, _) = key(&app, &ada, json!({})).await;
        let attempts: Vec<_> = (0..6)
            .map(|_| {
                let (client, path) = (ada.clone(), format!("{}/reroll", path(&old)));
                tokio::spawn(
                    async move { client.post(&path, json!({"overlap_hours": 1})).await.status.as_u16() },
                )
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
        assert_eq!(rows(&ada.get(PATH).await).len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_at_the_same_time_does_not_bring_a_revoked_key_back() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        for round in 0..10 {
            let (made, client) = key(&app, &ada, json!({})).await;
            let (one, two, path) = (ada.clone(), ada.clone(), path(&made));
            let other = path.clone();
            let rename = tokio::spawn(async move { one.patch(&other, json!({"name": "Renamed"})).await });
            let revoke = tokio::spawn(async move { two.delete(&path).await });
            assert!([200, 409].contains(&rename.await.unwrap().status.as_u16()));
            revoke.await.unwrap().expect(204);
            assert_eq!(client.get(ME).await.status.as_u16(), 401, "round {round}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_refused_at_once_and_in_every_process() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (made, client) = key(&app, &ada, json!({})).await;
        let second = app.second_process().await;
        let elsewhere = second.client(&client);
        client.get(ME).await.expect(200);
        elsewhere.get(ME).await.expect(200);
        // Let the second process begin to listen.
        tokio::time::sleep(Duration::from_millis(400)).await;
        elsewhere.get(ME).await.expect(200);
        ada.delete(&path(&made)).await.expect(204);
        assert_eq!(client.get(ME).await.problem(401), "invalid_api_key");
        until_status(&elsewhere, ME, 401).await;
        // Twice is once, and there is no way back.
        ada.delete(&path(&made)).await.expect(204);
        assert_eq!(ada.patch(&path(&made), json!({"name": "Y"})).await.problem(409), "api_key_ended");
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["state"]), "revoked");
        let (grace, _) = app.owner("Grace").await;
        grace.delete(&path(&made)).await.expect(404);
        grace.patch(&path(&made), json!({"name": "Y"})).await.expect(404);
        grace.post(&format!("{}/reroll", path(&made)), json!({"overlap_hours": 0})).await.expect(404);
        assert!(rows(&grace.get(PATH).await).is_empty());
    })
    .await;
}
