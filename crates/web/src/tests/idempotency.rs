//! A POST that is sent twice has its effect once and is answered alike.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::client::{Answer, Call};
use super::house::House;
use crate::prune_idempotency_keys;

fn call(house: &House, token: &str, key: &str, body: &Value) -> Call {
    house.post("/api/v1/notes").bearer(token).idempotency_key(key).json(body)
}

fn replayed(answer: &Answer) -> bool {
    answer.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
}

#[tokio::test]
async fn a_repetition_has_no_second_effect_and_the_same_answer() {
    House::on_both(async |house| {
        let send = || call(&house, "good-1", "k", &json!({"text": "a", "folder": "ü"})).send();
        let first = send().await;
        first.ok(201);
        assert!(!replayed(&first));
        house.clock.advance(Duration::from_secs(3_600));
        for _ in 0..3 {
            let again = send().await;
            assert_eq!((again.status, &again.body), (first.status, &first.body));
            assert_eq!(again.header("content-type"), first.header("content-type"));
            assert_eq!(again.headers.get_all("content-type").iter().count(), 1);
            assert!(replayed(&again));
            assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
            assert_eq!(again.header("x-content-type-options"), "nosniff");
        }
        assert_eq!(house.notes(house.tenants[0]).await, 1);
        let other = call(&house, "good-1", "k2", &json!({"text": "a", "folder": "ü"})).send().await;
        assert_ne!(other.ok(201)["id"], first.json()["id"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_at_once_one_has_the_effect() {
    House::on_both(async |house| {
        let mut calls = JoinSet::new();
        for _ in 0..20 {
            calls.spawn(call(&house, "good-1", "k", &json!({"text": "a"})).send());
        }
        let answers = calls.join_all().await;
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert_eq!(made.iter().filter(|answer| !replayed(answer)).count(), 1);
        for answer in &answers {
            if answer.status == 201 {
                assert_eq!(answer.body, made[0].body);
            } else {
                answer.problem(409, "idempotency_key_in_use");
            }
        }
        assert_eq!(house.notes(house.tenants[0]).await, 1);
        assert!(replayed(&call(&house, "good-1", "k", &json!({"text": "a"})).send().await));
    })
    .await;
}

#[tokio::test]
async fn while_the_first_is_worked_on_others_are_told_to_wait() {
    House::on_both(async |house| {
        let waiting = call(&house, "good-1", "k", &json!({"text": "a", "then": "wait"}));
        let first = tokio::spawn(waiting.clone().send());
        house.gate.arrival().await;
        waiting.clone().send().await.problem(409, "idempotency_key_in_use");
        house.gate.open();
        first.await.unwrap().ok(201);
        assert!(replayed(&waiting.send().await));
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    House::on_both(async |house| {
        call(&house, "good-1", "k", &json!({"text": "a"})).send().await.ok(201);
        let other_body = call(&house, "good-1", "k", &json!({"text": "b"}));
        let other_path = house.post("/api/v1/secrets").bearer("good-1").idempotency_key("k");
        for other in [other_body, other_path.json(&json!({"text": "a"}))] {
            let answer = other.send().await;
            assert_eq!(answer.field(), ("Idempotency-Key".to_owned(), "idempotency_key_reused".to_owned()));
        }
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn organizations_and_actors_choose_their_keys_freely() {
    House::on_both(async |house| {
        let mut ids = std::collections::BTreeSet::new();
        for token in ["good-1", "good-2", "good-101"] {
            let answer = call(&house, token, "k", &json!({"text": "a"})).send().await;
            ids.insert(answer.ok(201)["id"].to_string());
            assert!(!replayed(&answer));
        }
        // A person who is a member of both.
        for tenant in house.tenants {
            let call = house.post("/api/v1/notes").session("user-50", tenant).idempotency_key("k");
            ids.insert(call.json(&json!({"text": "a"})).send().await.ok(201)["id"].to_string());
        }
        assert_eq!(ids.len(), 5);
        assert_eq!(house.notes(house.tenants[0]).await, 3);
        assert_eq!(house.notes(house.tenants[1]).await, 2);
    })
    .await;
}

#[tokio::test]
async fn after_a_refusal_the_key_may_be_used_again() {
    House::on_both(async |house| {
        call(&house, "good-1", "k", &json!({"text": 5})).send().await.problem(422, "invalid");
        call(&house, "weak-1", "w", &json!({"text": "a"})).send().await.problem(403, "forbidden");
        for then in ["refuse", "fail_inside"] {
            for _ in 0..2 {
                let answer = call(&house, "good-1", "k", &json!({"text": "a", "then": then})).send().await;
                assert_eq!(answer.status, 409);
                assert!(!answer.text().contains("idempotency") && !replayed(&answer), "{}", answer.text());
            }
        }
        assert_eq!(house.notes(house.tenants[0]).await, 0);
        call(&house, "good-1", "k", &json!({"text": "mended"})).send().await.ok(201);
        assert!(replayed(&call(&house, "good-1", "k", &json!({"text": "mended"})).send().await));
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn secrets_are_stored_nowhere() {
    House::on_both(async |house| {
        let call =
            house.post("/api/v1/secrets").bearer("good-1").idempotency_key("k").json(&json!({"text": "a"}));
        let first = call.clone().send().await;
        let secret = first.ok(201)["secret"].as_str().unwrap().to_owned();
        assert_eq!(first.header("cache-control"), "no-store");
        let sql = "SELECT body, CAST(headers AS TEXT), state FROM idempotency_keys";
        let rows: Vec<(Option<Vec<u8>>, Option<String>, String)> = house
            .db()
            .read(&kernel::Scope::installation("test"), async |tx| tx.global_query(sql).fetch_all().await)
            .await
            .unwrap();
        assert_eq!(rows.len(), 1);
        assert!(!format!("{rows:?}").contains(&secret));
        assert_eq!(rows[0], (None, None, "committed".to_owned()));
        // The repetition learns at once that it must not wait for an answer, and has no second effect.
        call.send().await.problem(409, "idempotency_answer_lost");
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn answers_too_large_to_keep_are_not_repeated_but_neither_is_their_effect() {
    House::on_both(async |house| {
        let body = json!({"text": "a".repeat(300 * 1024)});
        call(&house, "good-1", "k", &body).send().await.ok(201);
        call(&house, "good-1", "k", &body).send().await.problem(409, "idempotency_answer_lost");
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn keys_are_forgotten_after_a_day() {
    House::on_both(async |house| {
        for key in ["a", "b", "c"] {
            call(&house, "good-1", key, &json!({"text": key})).send().await.ok(201);
        }
        house.clock.advance(Duration::from_secs(23 * 3_600));
        call(&house, "good-101", "d", &json!({"text": "d"})).send().await.ok(201);
        assert_eq!(prune_idempotency_keys(house.db(), 100).await.unwrap(), 0);
        assert!(replayed(&call(&house, "good-1", "a", &json!({"text": "a"})).send().await));
        house.clock.advance(Duration::from_secs(2 * 3_600));
        assert_eq!(prune_idempotency_keys(house.db(), 2).await.unwrap(), 2);
        assert_eq!(prune_idempotency_keys(house.db(), 100).await.unwrap(), 1);
        assert!(!replayed(&call(&house, "good-1", "a", &json!({"text": "a"})).send().await));
        assert!(replayed(&call(&house, "good-101", "d", &json!({"text": "d"})).send().await));
        assert_eq!(house.notes(house.tenants[0]).await, 4);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_1_to_255_visible_characters() {
    let house = House::new(|_| {}).await;
    for key in [&b""[..], &[b'k'; 256], b"caf\xc3\xa9"] {
        let call = house.post("/api/v1/notes").bearer("good-1").json(&json!({"text": "a"}));
        let answer = call.header_bytes("idempotency-key", key).send().await;
        assert_eq!(answer.field(), ("Idempotency-Key".to_owned(), "invalid".to_owned()));
    }
    call(&house, "good-1", &"k".repeat(255), &json!({"text": "a"})).send().await.ok(201);
}

#[tokio::test]
async fn other_methods_and_strangers_pass_untouched() {
    let house = House::new(|_| {}).await;
    for _ in 0..2 {
        let edit = house.call(axum::http::Method::PATCH, "/api/v1/organization").bearer("good-1");
        let edit = edit.idempotency_key("k").header("if-match", "\"1\"").json(&json!({"name": "A"}));
        assert!(!replayed(&edit.send().await));
        let get = house.get("/api/v1/notes").bearer("good-1").idempotency_key("k").send().await;
        assert!(!replayed(&get));
        let stranger = house.post("/api/v1/notes").idempotency_key("k").json(&json!({"text": "a"}));
        stranger.send().await.problem(401, "unauthenticated");
    }
    assert_eq!(house.fate("DELETE FROM idempotency_keys").await, 0);
}
