//! Processes that die, clients that hang up and handlers that fail in the middle: never a second effect, and the key
//! is usable again as soon as that is certain.

use std::time::Duration;

use db::DbKind;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::client::Call;
use super::house::House;

fn call(house: &House, body: &Value) -> Call {
    house.post("/api/v1/notes").bearer("good-1").idempotency_key("k").json(body)
}

/// Puts the only key into the state that a process leaves behind when it dies before it could answer.
const DIED_BEFORE_THE_COMMIT: &str =
    "UPDATE idempotency_keys SET state = 'started', status = NULL, headers = NULL, body = NULL";
const DIED_AFTER_THE_COMMIT: &str =
    "UPDATE idempotency_keys SET state = 'committed', status = NULL, headers = NULL, body = NULL";

#[tokio::test]
async fn a_failure_after_the_commit_is_told_at_once_and_has_no_second_effect() {
    House::on_both(async |house| {
        for (then, status, code) in [("fail", 409, "failed_after"), ("panic", 500, "internal")] {
            let body = json!({"text": "a", "then": then});
            call(&house, &body).send().await.problem(status, code);
            for _ in 0..2 {
                call(&house, &body).send().await.problem(409, "idempotency_answer_lost");
            }
            assert_eq!(house.notes(house.tenants[0]).await, 1);
            house.fate("DELETE FROM idempotency_keys").await;
            house.fate("DELETE FROM events").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_process_that_dies_before_the_commit_is_succeeded_when_its_lock_lapses() {
    House::on_both(async |house| {
        let body = json!({"text": "a"});
        call(&house, &body).send().await.ok(201);
        house.fate("DELETE FROM events").await;
        assert_eq!(house.fate(DIED_BEFORE_THE_COMMIT).await, 1);
        house.clock.advance(Duration::from_secs(29));
        call(&house, &body).send().await.problem(409, "idempotency_key_in_use");
        house.clock.advance(Duration::from_secs(2));
        let (a, b) = tokio::join!(call(&house, &body).send(), call(&house, &body).send());
        assert!(a.status == 201 || b.status == 201, "{a:?} {b:?}");
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_process_that_dies_after_the_commit_is_never_succeeded() {
    House::on_both(async |house| {
        let body = json!({"text": "a"});
        call(&house, &body).send().await.ok(201);
        assert_eq!(house.fate(DIED_AFTER_THE_COMMIT).await, 1);
        // Until the lock lapses the answer may still come.
        call(&house, &body).send().await.problem(409, "idempotency_key_in_use");
        for _ in 0..2 {
            house.clock.advance(Duration::from_secs(31));
            call(&house, &body).send().await.problem(409, "idempotency_answer_lost");
        }
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_was_succeeded_cannot_commit_any_more() {
    House::on_both(async |house| {
        let body = json!({"text": "a", "then": "wait"});
        let slow = tokio::spawn(call(&house, &body).send());
        house.gate.arrival().await;
        house.clock.advance(Duration::from_secs(31));
        let successor = tokio::spawn(call(&house, &body).send());
        house.gate.arrival().await;
        house.gate.open();
        slow.await.unwrap().problem(409, "idempotency_key_in_use");
        assert_eq!(house.notes(house.tenants[0]).await, 0);
        house.gate.open();
        successor.await.unwrap().ok(201);
        assert_eq!(house.notes(house.tenants[0]).await, 1);
        assert_eq!(call(&house, &body).send().await.header("idempotent-replayed"), "true");
    })
    .await;
}

#[tokio::test]
async fn who_works_for_long_keeps_the_key() {
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let short = |options: &mut super::house::Options| {
            options.web.idempotency_lock = Duration::from_millis(600);
        };
        let Some(house) = House::on(kind, short).await else { continue };
        let body = json!({"text": "a", "then": "wait"});
        let slow = tokio::spawn(call(&house, &body).send());
        house.gate.arrival().await;
        // Three locks long; each step waits for the renewal that it needs.
        for _ in 0..6 {
            house.clock.advance(Duration::from_millis(300));
            until_renewed(&house, Duration::from_millis(600)).await;
            call(&house, &body).send().await.problem(409, "idempotency_key_in_use");
        }
        house.gate.open();
        slow.await.unwrap().ok(201);
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    }
}

/// Waits until the only key is locked for this long from now, at most ten seconds.
async fn until_renewed(house: &House, lock: Duration) {
    let until = house.db().env().now().plus(lock);
    for _ in 0..200 {
        let sql = "SELECT locked_until FROM idempotency_keys";
        let scope = kernel::Scope::installation("test");
        let locked: kernel::Timestamp =
            house.db().read(&scope, async |tx| tx.global_query(sql).scalar().await).await.unwrap();
        if locked >= until {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the lock is not renewed");
}

/// Sends until the key is free, at most five seconds.
async fn until_free(house: &House, body: &Value) -> super::client::Answer {
    for _ in 0..100 {
        let answer = call(house, body).send().await;
        if answer.status != 409 {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the key stays in use");
}

#[tokio::test]
async fn a_client_that_hangs_up_may_repeat_right_away() {
    House::on_both(async |house| {
        let body = json!({"text": "a", "then": "wait"}).to_string();
        let mut client = TcpStream::connect(house.address).await.unwrap();
        let head = format!(
            "POST /api/v1/notes HTTP/1.1\r\nhost: shop.test\r\nauthorization: Bearer good-1\r\n\
             idempotency-key: k\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        client.write_all(head.as_bytes()).await.unwrap();
        house.gate.arrival().await;
        drop(client);
        let repetition = json!({"text": "a", "then": "wait"});
        let pass = async {
            house.gate.arrival().await;
            house.gate.open();
        };
        let (answer, ()) = tokio::join!(until_free(&house, &repetition), pass);
        answer.ok(201);
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_that_took_too_long_may_be_repeated_right_away() {
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let short = |options: &mut super::house::Options| {
            options.web.request_timeout = Duration::from_secs(1);
        };
        let Some(house) = House::on(kind, short).await else { continue };
        let body = json!({"text": "a", "then": "wait"});
        call(&house, &body).send().await.problem(503, "timeout");
        house.gate.open();
        until_free(&house, &body).await.ok(201);
        assert_eq!(house.notes(house.tenants[0]).await, 1);
    }
}
