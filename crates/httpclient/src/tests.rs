//! Against real servers on this machine. `open` reaches them through the allow-list; `closed` is the default client.

mod guard;
mod limits;
mod redirects;
mod retries;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use kernel::{Env, ManualClock, SeededRandom, Timestamp};
use tokio::net::TcpListener;

use crate::*;

/// Serves `router` on a free port and returns its address.
async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Notes how long each pause would have been, and goes on at once.
#[derive(Debug, Default)]
struct Pauses(Mutex<Vec<Duration>>);

impl Pauses {
    fn seconds(&self) -> Vec<f64> {
        self.0.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Sleep for Pauses {
    fn sleep(&self, duration: Duration) -> Sleeping<'_> {
        self.0.lock().unwrap().push(duration);
        Box::pin(async {})
    }
}

struct Harness {
    client: Client,
    clock: Arc<ManualClock>,
    pauses: Arc<Pauses>,
}

impl Harness {
    fn new(config: Config) -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-21T08:30:00Z".parse::<Timestamp>().unwrap()));
        let env = Env::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let pauses = Arc::new(Pauses::default());
        let client = Client::with_sleep(config, env, pauses.clone()).unwrap();
        Self { client, clock, pauses }
    }

    /// The code of the error that a GET of `url` ends in.
    async fn error(&self, url: &str) -> &'static str {
        self.client.send(Request::get(url).unwrap()).await.unwrap_err().code()
    }

    async fn get(&self, url: &str) -> Response {
        self.client.send(Request::get(url).unwrap()).await.unwrap()
    }
}

fn allow(entries: &[&str]) -> AllowList {
    AllowList::new(entries.iter().map(|entry| entry.parse().unwrap()))
}

fn open_config() -> Config {
    Config { allow: allow(&["127.0.0.0/8"]), ..Config::default() }
}

fn open() -> Harness {
    Harness::new(open_config())
}

fn closed() -> Harness {
    Harness::new(Config::default())
}
