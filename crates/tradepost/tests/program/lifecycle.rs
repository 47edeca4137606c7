use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use db::testing::fresh_postgres;
use db::{Db, DbConfig};
use identity::demo::{PASSWORD, PEOPLE};
use kernel::{Env, Scope};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::{Server, read_answer, read_to_end};

/// A data folder and settings for each database at hand.
async fn grounds() -> Vec<(TempDir, Vec<(&'static str, String)>)> {
    let mut grounds = vec![(TempDir::new().unwrap(), Vec::new())];
    if let Some(url) = fresh_postgres().await {
        grounds.push((TempDir::new().unwrap(), vec![("DATABASE_URL", url)]));
    }
    grounds
}

fn borrowed<'a>(
    settings: &'a [(&'static str, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    settings.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect()
}

async fn processes(folder: &TempDir, settings: &[(&'static str, String)]) -> i64 {
    let sqlite = || format!("sqlite:{}", folder.path().join("var/tradepost.db").display());
    let url = settings.first().map_or_else(sqlite, |(_, url)| url.clone());
    let db = Db::connect(DbConfig::new(url), Env::system()).await.unwrap();
    let scope = Scope::installation("test");
    let count =
        db.read(&scope, async |tx| tx.global_query("SELECT count(*) FROM processes").scalar().await).await;
    db.close().await;
    count.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_running_requests_finish_and_ends_with_success() {
    for (folder, settings) in grounds().await {
        let mut server =
            Server::start(folder.path(), &borrowed(&settings, &[("TRADEPOST_SHUTDOWN__NOTICE_S", "1")]));
        assert_eq!(server.get("/readyz").0, 200);
        assert_eq!(processes(&folder, &settings).await, 1);
        // A request whose head is half sent when the signal comes.
        let mut slow = server.connect().unwrap();
        write!(slow, "GET /healthz HTTP/1.1\r\nhost: localhost\r\n").unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;

        server.signal("TERM");
        server.log_line("ending: no new work; a second signal ends at once");
        // The notice: still answering, and saying that it will not for long.
        assert_eq!(server.get("/readyz").0, 503);
        assert_eq!(server.get("/healthz").0, 200);
        write!(slow, "connection: close\r\n\r\n").unwrap();
        assert_eq!(read_answer(slow).unwrap().0, 200);
        assert_eq!(server.wait().code(), Some(0));
        assert!(server.try_get("/healthz").is_err());
        assert_eq!(processes(&folder, &settings).await, 0, "it took itself off the list");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_ends_at_once() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path(), &[("TRADEPOST_SHUTDOWN__NOTICE_S", "600")]);
    server.signal("TERM");
    server.log_line("ending: no new work; a second signal ends at once");
    server.signal("INT");
    assert_eq!(server.wait().code(), Some(130));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_processes_may_start_at_once_on_one_new_file() {
    let folder = TempDir::new().unwrap();
    let spawned: Vec<Server> = (0..10).map(|_| Server::spawn(folder.path(), &[])).collect();
    let servers: Vec<Server> = spawned.into_iter().map(Server::wait_until_serving).collect();
    for server in &servers {
        assert_eq!(server.get("/readyz").0, 200);
    }
    assert_eq!(processes(&folder, &[]).await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_killed_starts_again() {
    for (folder, settings) in grounds().await {
        let mut server = Server::start(folder.path(), &borrowed(&settings, &[]));
        server.signal("KILL");
        assert_eq!(server.wait().code(), None);
        let server = Server::start(folder.path(), &borrowed(&settings, &[]));
        assert_eq!(server.get("/readyz").0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_can_have_an_address_of_their_own() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), &[]);
    let (status, text) = server.get("/metrics");
    assert_eq!(status, 200);
    assert!(text.contains("process_resident_memory_bytes") || cfg!(not(target_os = "linux")), "{text}");
    let apart = Server::start(folder.path(), &[("TRADEPOST_MONITORING__LISTEN", "127.0.0.1:0")]);
    assert_eq!(apart.get("/metrics").0, 404);
    assert_eq!(apart.get("/readyz").0, 200);
}

/// Sends the head of a POST and the beginning of its body; the rest is up to the test.
fn begin_post(server: &Server, path: &str, body: &str) -> TcpStream {
    let mut stream = server.connect().unwrap();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{}",
        &body[..1]
    )
    .unwrap();
    stream
}

fn credentials(email: &str) -> String {
    json!({"email": email, "password": PASSWORD}).to_string()
}

/// The session cookie, and what the server says about the person.
pub(super) fn sign_in(server: &Server, email: &str) -> (String, Value) {
    let body = credentials(email);
    let mut stream = begin_post(server, "/api/v1/auth/sign-in", &body);
    stream.write_all(&body.as_bytes()[1..]).unwrap();
    let answer = read_to_end(stream).unwrap();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    (cookie, serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_how_the_installation_is() {
    for (folder, settings) in grounds().await {
        let server = Server::demo("bare", folder.path(), &borrowed(&settings, &[]));
        let (cookie, me) = sign_in(&server, PEOPLE[5].email);
        let organization = me["memberships"][0]["organization"]["id"].as_str().unwrap();
        let mut stream = server.connect().unwrap();
        write!(
            stream,
            "GET /api/v1/operator/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookie}\r\n\
             tradepost-organization: {organization}\r\n\r\n"
        )
        .unwrap();
        let (status, body) = read_answer(stream).unwrap();
        let health: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, &health["status"]), (200, &json!("ok")), "{health}");
        assert_eq!(health["database"]["kind"], if settings.is_empty() { "sqlite" } else { "postgres" });
        assert_eq!(
            (&health["database"]["migrations"]["pending"], &health["mail"]["configured"]),
            (&json!(0), &json!(false))
        );
        assert_eq!(health["processes"][0]["role"], "serve+worker");
        assert!(health["events"]["last_hour"].as_i64().unwrap() > 0, "{health}");
        assert!(health["jobs"]["by_queue"].is_array() && health["jobs"]["dead"].is_number(), "{health}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_event_streams_and_lets_a_slow_post_finish() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::demo("bare", folder.path(), &[]);
    let (cookie, me) = sign_in(&server, PEOPLE[0].email);
    let organization = me["memberships"][0]["organization"]["id"].as_str().unwrap();

    let mut events = server.connect().unwrap();
    write!(
        events,
        "GET /api/v1/events/stream?organization={organization} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n"
    )
    .unwrap();
    let mut head = [0; 15];
    events.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    let again = credentials(PEOPLE[0].email);
    let mut slow = begin_post(&server, "/api/v1/auth/sign-in", &again);
    tokio::time::sleep(Duration::from_millis(200)).await;

    server.signal("TERM");
    server.log_line("ending: no new work; a second signal ends at once");
    read_to_end(events).unwrap();
    slow.write_all(&again.as_bytes()[1..]).unwrap();
    assert_eq!(read_answer(slow).unwrap().0, 200);
    assert_eq!(server.wait().code(), Some(0));
}
