//! Webhooks while the program is killed again and again, and while its disk is full: what got a 200 is there once, and
//! what it says was applied once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kernel::Scope;
use serde_json::json;
use tempfile::TempDir;

use super::http::Client;
use super::program::Program;

const KILLS: usize = 20;
const SENDERS: usize = 4;
const SECRET: &str = "a secret for tests";

/// A connection that proves itself by a key, as its sender sees it: who sends, and where to.
async fn source(program: &Program, owner: &Client) -> (Client, String) {
    let body = json!({"platform": "generic", "name": "Till", "secret": SECRET,
                      "settings": {"scheme": {"kind": "api_key", "header": "X-Key"}}});
    let made = owner.post("/api/v1/connections", &body).await.unwrap().expect(201);
    let path = format!("/webhooks/{}", made["id"].as_str().unwrap());
    (program.client().with("x-key", SECRET), path)
}

/// What is sent under a name: a customer, who is there once afterwards.
fn customer(name: &str) -> serde_json::Value {
    json!({"type": "customer.updated", "timestamp": "2026-11-21T08:00:00Z",
           "data": {"change": "customer", "external_id": name, "name": name, "email": format!("{name}@example.com")}})
}

/// Sends as platforms do: the same again until it gets its 200. Answers what did.
async fn send(sender: usize, client: Client, path: String, stop: Arc<AtomicBool>) -> BTreeSet<String> {
    let mut taken = BTreeSet::new();
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let name = format!("customer-{sender}-{number}");
        let client = client.with("webhook-id", &name);
        let began = Instant::now();
        while !matches!(client.post(&path, &customer(&name)).await, Ok(answer) if answer.status == 200) {
            assert!(began.elapsed() < Duration::from_secs(25), "{name} gets no answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        taken.insert(name);
    }
    taken
}

/// Every delivery that got its 200 is there once, and processed in the end; every customer is there once.
async fn check(program: &Program, taken: &BTreeSet<String>) {
    let db = program.database().await;
    let scope = Scope::installation("test");
    let began = Instant::now();
    loop {
        let waiting: i64 = db
            .read(&scope, async |tx| {
                let sql = "SELECT count(*) FROM inbox_deliveries WHERE state = 'waiting'";
                tx.global_query(sql).scalar().await
            })
            .await
            .unwrap();
        if waiting == 0 {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{waiting} wait still");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let rows: Vec<(String, String)> = db
        .read(&scope, async |tx| {
            tx.global_query("SELECT delivery_id, state FROM inbox_deliveries ORDER BY delivery_id")
                .fetch_all()
                .await
        })
        .await
        .unwrap();
    let customers: Vec<(String,)> = db
        .read(&scope, async |tx| {
            tx.global_query("SELECT name FROM customers ORDER BY name").fetch_all().await
        })
        .await
        .unwrap();
    db.close().await;
    let kept: Vec<&str> = rows.iter().map(|(id, _)| id.as_str()).collect();
    assert!(kept.windows(2).all(|pair| pair[0] < pair[1]), "none is there twice");
    for name in taken {
        assert!(kept.binary_search(&name.as_str()).is_ok(), "{name} got a 200 and is lost");
    }
    assert!(rows.iter().all(|(_, state)| state == "processed"), "{rows:?}");
    let names: Vec<&str> = customers.iter().map(|(name,)| name.as_str()).collect();
    assert_eq!(names, kept, "what a delivery says is applied once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_got_its_200_survives_twenty_kills() {
    let folder = TempDir::new().unwrap();
    let mut program = Program::start(folder.path(), Vec::new()).await;
    let owner = program.owner().await;
    let (client, path) = source(&program, &owner).await;
    let stop = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| tokio::spawn(send(sender, client.clone(), path.clone(), Arc::clone(&stop))))
        .collect();
    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(400)).await;
        program.kill();
        program.start_again().await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut taken = BTreeSet::new();
    for sender in senders {
        taken.extend(sender.await.unwrap());
    }
    println!("{} deliveries got their 200 between {KILLS} kills", taken.len());
    assert!(taken.len() > KILLS, "there was something to lose");
    check(&program, &taken).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_asks_platforms_to_come_again_and_loses_nothing() {
    let Some(disk) = super::disk_full::Disk::new() else {
        println!("skipped: a disk to fill takes the right to mount one");
        return;
    };
    let folder = TempDir::new().unwrap();
    std::os::unix::fs::symlink(disk.path(), folder.path().join("var")).unwrap();
    let mut program = Program::start(folder.path(), Vec::new()).await;
    let owner = program.owner().await;
    let (client, path) = source(&program, &owner).await;
    let (mut taken, mut refused) = (BTreeSet::new(), 0);
    let mut number = 0;
    let began = Instant::now();
    while refused < 20 {
        assert!(began.elapsed() < Duration::from_secs(25), "{} found room", taken.len());
        if taken.len() == 5 || !taken.is_empty() && number % 3 == 0 {
            disk.fill();
        }
        let name = format!("customer-{number}");
        number += 1;
        let answer = client.with("webhook-id", &name).post(&path, &customer(&name)).await.unwrap();
        match answer.status {
            200 => drop(taken.insert(name)),
            // Never 4xx: a platform would take that for its last word.
            status => {
                assert_eq!(status, 503, "{}", answer.text);
                refused += 1;
            }
        }
    }
    disk.make_room();
    let answer = client.with("webhook-id", "customer-after").post(&path, &customer("customer-after")).await;
    assert_eq!(answer.unwrap().status, 200);
    taken.insert("customer-after".to_owned());
    assert!(program.is_alive());
    println!("{} taken, {refused} refused", taken.len());
    check(&program, &taken).await;
}
