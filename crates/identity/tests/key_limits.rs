//! What ends a key by itself, where it may be used from, and what checking it costs.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::{Client, on_both};

use crate::support::{rows, text};

const PATH: &str = "/api/v1/api-keys";
const ME: &str = "/api/v1/me";

async fn make(owner: &Client, extra: Value) -> (String, String) {
    let mut body = json!({"name": "Import", "mode": "live", "scopes": ["members.read"]});
    for (field, value) in extra.as_object().unwrap() {
        body[field] = value.clone();
    }
    let made = owner.post(PATH, body).await.expect(201);
    (text(&made["api_key"]["id"]).to_owned(), text(&made["secret"]).to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_expires_on_the_second_also_while_remembered() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (id, secret) = make(&ada, json!({"expires_at": "2026-11-21T08:00:05Z"})).await;
        let client = app.anon().with_key(&secret);
        client.get(ME).await.expect(200);
        app.advance(Duration::from_millis(4_999));
        client.get(ME).await.expect(200);
        app.advance(Duration::from_millis(1));
        assert_eq!(client.get(ME).await.problem(401), "invalid_api_key");
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["state"]), "expired");
        // Whoever wants it back makes a new one.
        let revive = ada.patch(&format!("{PATH}/{id}"), json!({"expires_at": null})).await;
        assert_eq!(revive.problem(409), "api_key_ended");

        let (id, secret) = make(&ada, json!({"expires_at": "2026-11-21T09:00:00Z"})).await;
        let lived = ada.patch(&format!("{PATH}/{id}"), json!({"expires_at": null})).await.expect(200);
        assert_eq!(lived["expires_at"], Value::Null);
        app.advance(Duration::from_secs(86_400 * 365));
        app.anon().with_key(&secret).get(ME).await.expect(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_from_its_networks_only() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let list = json!(["198.51.100.77/24", "192.0.2.1", "2001:db8:aa::/48"]);
        let (id, secret) = make(&ada, json!({"ip_allow_list": list})).await;
        let stored = &rows(&ada.get(PATH).await)[0]["ip_allow_list"];
        assert_eq!(*stored, json!(["198.51.100.0/24", "192.0.2.1/32", "2001:db8:aa::/48"]));
        let from = async |ip: &str| app.anon().with_key(&secret).from_ip(ip).get(ME).await.status.as_u16();
        for inside in ["198.51.100.1", "192.0.2.1", "2001:db8:aa:1::5", "::ffff:198.51.100.1"] {
            assert_eq!(from(inside).await, 200, "{inside}");
        }
        for outside in ["198.51.101.1", "192.0.2.2", "2001:db8:ab::1", "::1"] {
            assert_eq!(from(outside).await, 401, "{outside}");
        }
        let answer = app.anon().with_key(&secret).from_ip("192.0.2.2").get(ME).await;
        assert_eq!(answer.problem(401), "ip_not_allowed");
        // A proxy's word counts only when the proxy is trusted, and here none is.
        let claim =
            app.anon().with_key(&secret).from_ip("192.0.2.2").with_header("x-forwarded-for", "192.0.2.1");
        claim.get(ME).await.expect(401);
        ada.patch(&format!("{PATH}/{id}"), json!({"ip_allow_list": []})).await.expect(200);
        assert_eq!(from("192.0.2.2").await, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn its_last_use_is_written_down() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (_, secret) = make(&ada, json!({})).await;
        let client = app.anon().with_key(&secret);
        app.advance(Duration::from_secs(60));
        client.get(ME).await.expect(200);
        assert_eq!(rows(&ada.get(PATH).await)[0]["last_used_at"], Value::Null);
        app.flush_uses().await;
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["last_used_at"]), "2026-11-21T08:01:00Z");
        // Another process that saw an earlier use and writes it down late does not turn the time back.
        let second = app.second_process().await;
        second.client(&client).get(ME).await.expect(200);
        app.advance(Duration::from_secs(60));
        client.get(ME).await.expect(200);
        app.flush_uses().await;
        second.flush_uses().await;
        assert_eq!(text(&rows(&ada.get(PATH).await)[0]["last_used_at"]), "2026-11-21T08:02:00Z");
    })
    .await;
}

/// One character of the key changed, at several places.
fn typos(key: &str) -> Vec<String> {
    let change = |index: usize| {
        let mut bytes = key.as_bytes().to_vec();
        bytes[index] = if bytes[index] == b'x' { b'y' } else { b'x' };
        String::from_utf8(bytes).unwrap()
    };
    let mut typos: Vec<String> = [0, 3, 8, 20, 47, 48, 53].into_iter().map(change).collect();
    typos.extend([key[..53].to_owned(), format!("{key}0"), key.to_lowercase(), "tp_live_".to_owned()]);
    typos
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typing_error_is_refused_without_asking_the_database() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (_, key) = make(&ada, json!({})).await;
        let second = app.second_process().await;
        second.db().close().await;
        for typo in typos(&key) {
            let answer = second.anon().with_key(&typo).get(ME).await;
            assert_eq!(answer.problem(401), "invalid_api_key", "{typo}");
        }
        // The right key cannot be checked there; this is what shows that the database is gone.
        assert!(second.anon().with_key(&key).get(ME).await.status.is_server_error());
        app.anon().with_key(&key).get(ME).await.expect(200);
    })
    .await;
}
