//! Clients that write and repeat what was not acknowledged, as the documentation tells them to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::Db;
use kernel::Scope;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::http::{Answer, Client};
use super::program::organization;

const CLIENTS: usize = 4;
/// A key whose first request vanished with its process stays locked for longer than a test has time.
const GIVE_UP: Duration = Duration::from_secs(3);

/// How a write ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was said to be there; with the answer's body, if there was one to repeat.
    Acknowledged(Option<Value>),
    /// Nobody said.
    Unknown,
}

/// What was asked for, by name.
pub type Outcomes = BTreeMap<String, Outcome>;

/// Four clients that write until they are told to stop.
pub struct Load {
    stop: Arc<AtomicBool>,
    clients: Vec<JoinHandle<(Outcomes, usize)>>,
}

impl Load {
    pub fn start(owner: &Client) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS).map(|client| tokio::spawn(run(client, owner.clone(), Arc::clone(&stop))));
        Self { clients: clients.collect(), stop }
    }

    /// What became of everything, and how many requests had to be repeated.
    pub async fn stop(self) -> (Outcomes, usize) {
        self.stop.store(true, Ordering::Relaxed);
        let (mut all, mut repeated) = (Outcomes::new(), 0);
        for client in self.clients {
            let (outcomes, repetitions) = client.await.expect("no client saw what it must not see");
            all.extend(outcomes);
            repeated += repetitions;
        }
        (all, repeated)
    }
}

async fn run(client: usize, owner: Client, stop: Arc<AtomicBool>) -> (Outcomes, usize) {
    let (mut outcomes, mut repeated) = (Outcomes::new(), 0);
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let name = format!("{} {client} {number}", if number % 2 == 0 { "key" } else { "shop" });
        let (outcome, repetitions) = write(&owner, &name).await;
        outcomes.insert(name, outcome);
        repeated += repetitions;
    }
    (outcomes, repeated)
}

/// Asks for one thing, again and again until there is an answer.
pub async fn write(owner: &Client, name: &str) -> (Outcome, usize) {
    let (path, body) = match name.split_once(' ') {
        Some(("key", _)) => {
            ("/api/v1/api-keys", json!({"name": name, "mode": "test", "scopes": ["members.read"]}))
        }
        _ => ("/api/v1/organizations", organization(name)),
    };
    let client = owner.with("idempotency-key", name.replace(' ', "-"));
    let (began, mut repeated) = (Instant::now(), 0);
    loop {
        match client.post(path, &body).await {
            Ok(answer) if answer.status == 201 => {
                return (Outcome::Acknowledged(Some(answer.json())), repeated);
            }
            Ok(answer) if answer.code() == "idempotency_answer_lost" => {
                return (Outcome::Acknowledged(None), repeated);
            }
            Ok(answer) if answer.code() == "idempotency_key_in_use" => {
                if began.elapsed() > GIVE_UP {
                    return (Outcome::Unknown, repeated);
                }
            }
            Ok(answer) => assert_unavailable(&answer),
            // The process is away.
            Err(_) => {}
        }
        assert!(began.elapsed() < Duration::from_secs(25), "{name} gets no answer");
        repeated += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A 503 as a problem with nothing of the inside in it.
#[track_caller]
pub fn assert_unavailable(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text);
    let text = answer.text.to_lowercase();
    for inside in ["postgres", "sqlite", "sqlx", "select ", "insert ", "os error"] {
        assert!(!text.contains(inside), "{}", answer.text);
    }
}

/// Every acknowledged thing is there once, every other one at most once, and no organization's log has a gap.
pub async fn check(db: &Db, outcomes: &Outcomes) {
    let scope = Scope::installation("test");
    let sql = "SELECT name FROM api_keys UNION ALL SELECT name FROM organizations";
    let names: Vec<(String,)> =
        db.read(&scope, async |tx| tx.global_query(sql).fetch_all().await).await.unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name,) in &names {
        *counts.entry(name).or_default() += 1;
    }
    for (name, outcome) in outcomes {
        let count = counts.get(name.as_str()).copied().unwrap_or_default();
        match outcome {
            Outcome::Acknowledged(_) => assert_eq!(count, 1, "{name} was acknowledged"),
            Outcome::Unknown => assert!(count <= 1, "{name} is there {count} times"),
        }
    }
    let sql = "SELECT min(e.sequence), max(e.sequence), count(*), max(h.sequence) FROM events e
               JOIN event_heads h ON h.tenant_id = e.tenant_id GROUP BY e.tenant_id";
    let logs: Vec<(i64, i64, i64, i64)> =
        db.read(&scope, async |tx| tx.global_query(sql).fetch_all().await).await.unwrap();
    assert!(!logs.is_empty());
    for (first, last, count, head) in logs {
        assert_eq!((first, last, head), (1, count, count), "a log has a gap");
    }
}
