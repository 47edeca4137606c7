//! The server: slow and hostile clients are cut off, running requests are finished.

use std::time::{Duration, Instant};

use kernel::ErrorKind;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::house::House;

const GET: &str = "GET /api/v1/origin HTTP/1.1\r\nhost: shop.test\r\n";

async fn connect(house: &House) -> TcpStream {
    TcpStream::connect(house.address).await.unwrap()
}

/// All that the server says until it closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut text));
    // A reset is an end as well.
    drop(read.await.expect("the server cuts the connection"));
    String::from_utf8_lossy(&text).into_owned()
}

/// What the server says to `text`.
async fn say(house: &House, text: &str) -> String {
    let mut stream = connect(house).await;
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64 * 1024];
    let length =
        tokio::time::timeout(Duration::from_secs(5), stream.read(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn a_client_that_sends_no_whole_head_in_time_is_cut_off() {
    let house = House::new(|options| options.serve.header_timeout = Duration::from_millis(300)).await;
    // Nothing at all; the beginning of HTTP/2's preface; a request without its end.
    for beginning in ["", "P", "PRI * HTTP/2.0\r\n\r\n", "GET / HT", GET] {
        let mut stream = connect(&house).await;
        let started = Instant::now();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let said = rest(&mut stream).await;
        assert!(!said.contains(" 200 "), "{beginning:?}: {said}");
        assert!(started.elapsed() >= Duration::from_millis(250), "{beginning:?}: {:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_byte_now_and_then_does_not_buy_time() {
    let house = House::new(|options| options.serve.header_timeout = Duration::from_millis(300)).await;
    let (mut reader, mut writer) = connect(&house).await.into_split();
    let drip = tokio::spawn(async move {
        writer.write_all(GET.as_bytes()).await.unwrap();
        while writer.write_all(b"x-a: b\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut text = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(3), reader.read_to_end(&mut text)).await;
    drop(ended.expect("the server cuts the connection"));
    drip.abort();
}

#[tokio::test]
async fn a_connection_may_carry_many_requests_and_is_closed_when_idle() {
    let house = House::new(|options| options.serve.header_timeout = Duration::from_secs(1)).await;
    let mut stream = connect(&house).await;
    let mut answer = vec![0; 16 * 1024];
    for _ in 0..4 {
        stream.write_all(format!("{GET}\r\n").as_bytes()).await.unwrap();
        let length = stream.read(&mut answer).await.unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 200 OK"));
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn heads_are_bounded() {
    let house = House::new(|_| {}).await;
    let many = |count: usize| format!("{GET}{}\r\n", "x-a: b\r\n".repeat(count));
    assert!(say(&house, &many(90)).await.starts_with("HTTP/1.1 200 "));
    assert!(say(&house, &many(101)).await.starts_with("HTTP/1.1 431 "));
    let large = |bytes: usize| format!("{GET}x-a: {}\r\n\r\n", "b".repeat(bytes));
    assert!(say(&house, &large(20_000)).await.starts_with("HTTP/1.1 200 "));
    assert!(say(&house, &large(40_000)).await.starts_with("HTTP/1.1 431 "));
    let long = format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(70_000));
    let refused = say(&house, &long).await;
    assert!(refused.starts_with("HTTP/1.1 414 ") || refused.starts_with("HTTP/1.1 431 "), "{refused}");
    assert!(say(&house, "GET / HTTP/1.1\r\nbad header\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
    assert!(say(&house, "nonsense\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
}

#[tokio::test]
async fn a_bound_below_what_http_needs_is_raised_to_it() {
    let house = House::new(|options| options.serve.max_head_bytes = 10).await;
    house.get("/api/v1/origin").send().await.ok(200);
}

#[tokio::test]
async fn ambiguous_lengths_are_refused() {
    let house = House::new(|_| {}).await;
    let post = "POST /api/v1/notes HTTP/1.1\r\nhost: a\r\n";
    for framing in [
        "content-length: 3\r\ncontent-length: 4\r\n",
        "content-length: +3\r\n",
        "transfer-encoding: identity\r\n",
    ] {
        let said = say(&house, &format!("{post}{framing}\r\nabc")).await;
        assert!(said.starts_with("HTTP/1.1 400 "), "{framing:?}: {said}");
    }
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let house = House::new(|options| options.web.request_timeout = Duration::from_millis(200)).await;
    let answer = house.get("/api/v1/wait").send().await;
    answer.problem(503, "timeout");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    // So is a body that never comes whole.
    let head = "POST /api/v1/notes HTTP/1.1\r\nhost: a\r\nauthorization: Bearer good-1\r\n\
                content-type: application/json\r\ncontent-length: 100\r\n";
    for key in ["", "idempotency-key: k\r\n"] {
        let said = say(&house, &format!("{head}{key}\r\n{{\"text\"")).await;
        assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
    }
}

#[tokio::test]
async fn a_stream_that_began_in_time_may_go_on() {
    let house = House::new(|options| options.web.request_timeout = Duration::from_millis(200)).await;
    let started = Instant::now();
    let answer = house.get("/api/v1/stream").send().await;
    assert_eq!(answer.text().matches("data: ").count(), 5);
    assert!(started.elapsed() >= Duration::from_millis(450), "{:?}", started.elapsed());
}

#[tokio::test]
async fn stopping_lets_running_requests_finish_and_takes_no_new_ones() {
    let house = House::new(|_| {}).await;
    let mut idle = connect(&house).await;
    let running = tokio::spawn(house.get("/api/v1/wait").send());
    house.gate.arrival().await;
    house.stop.cancel();
    // A connection that carries no request is closed right away.
    assert_eq!(rest(&mut idle).await, "");
    assert!(TcpStream::connect(house.address).await.is_err());
    assert!(!running.is_finished());
    house.gate.open();
    running.await.unwrap().ok(200);
    house.ended().await.unwrap();
}

#[tokio::test]
async fn stopping_waits_no_longer_than_it_was_told() {
    let house = House::new(|options| options.serve.drain = Duration::from_millis(200)).await;
    let running = tokio::spawn(house.get("/api/v1/wait").try_send());
    house.gate.arrival().await;
    let started = Instant::now();
    house.stop.cancel();
    let error = house.ended().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "drain_timeout"));
    assert!(started.elapsed() < Duration::from_secs(2));
    // What did not finish is cut off, not left behind.
    let cut = tokio::time::timeout(Duration::from_secs(2), running).await;
    assert!(cut.expect("the connection is cut").unwrap().is_err());
}

#[tokio::test]
async fn http2_is_spoken_too() {
    let house = House::new(|_| {}).await;
    house.get("/api/v1/notes").bearer("good-1").send_http2().await.ok(200);
    let call = house.post("/api/v1/notes").bearer("good-1").json(&json!({"text": "a"}));
    call.send_http2().await.ok(201);
}
