use std::io::Write;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Harness, open, open_config, serve};
use crate::{Config, Request, RetryPolicy};

const MIB: usize = 1 << 20;

fn small() -> Harness {
    Harness::new(Config { max_response_bytes: MIB, max_request_bytes: MIB, ..open_config() })
}

/// 64 MiB of zeros, which gzip makes 64 KiB of.
fn bomb() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..64 {
        encoder.write_all(&vec![0; MIB]).unwrap();
    }
    encoder.finish().unwrap()
}

/// A server that answers every connection with this head, and then with `chunk` again and again.
async fn endless(head: &'static str, chunk: &'static [u8], pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = connection.read(&mut request).await;
                let _ = connection.write_all(head.as_bytes()).await;
                while connection.write_all(chunk).await.is_ok() {
                    tokio::time::sleep(pause).await;
                }
            });
        }
    });
    format!("http://{address}/")
}

#[tokio::test]
async fn answers_up_to_the_limit_are_read_and_larger_ones_refused() {
    let router = Router::new()
        .route("/fits", get(|| async { vec![b'x'; MIB] }))
        .route("/announced", get(|| async { vec![b'x'; MIB + 1] }))
        .route("/bomb", get(|| async { ([(header::CONTENT_ENCODING, "gzip")], bomb()).into_response() }));
    let address = serve(router).await;
    assert_eq!(small().get(&format!("http://{address}/fits")).await.body.len(), MIB);
    assert_eq!(small().error(&format!("http://{address}/announced")).await, "response_too_large");
    assert_eq!(small().error(&format!("http://{address}/bomb")).await, "response_too_large");
    let wide = Request::get(&format!("http://{address}/announced")).unwrap().max_response_bytes(2 * MIB);
    assert_eq!(small().client.send(wide).await.unwrap().body.len(), MIB + 1);
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off_at_the_limit() {
    let url = endless("HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 8 << 10], Duration::ZERO).await;
    let harness = small();
    assert_eq!(harness.error(&url).await, "response_too_large");
    let mut download = harness.client.download(Request::get(&url).unwrap()).await.unwrap();
    let mut received = 0;
    let error = loop {
        match download.chunk().await {
            Ok(chunk) => received += chunk.unwrap().len(),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "response_too_large");
    assert!(received <= MIB, "{received}");
}

#[tokio::test]
async fn requests_beyond_the_limit_are_not_sent() {
    let address =
        serve(Router::new().route("/", post(|body: Bytes| async move { body.len().to_string() }))).await;
    let post = |length: usize| {
        Request::post(&format!("http://{address}/")).unwrap().body("text/plain", vec![b'x'; length]).unwrap()
    };
    assert_eq!(small().client.send(post(MIB + 1)).await.unwrap_err().code(), "request_too_large");
    assert_eq!(small().client.send(post(1_000)).await.unwrap().text(), "1000");
}

#[tokio::test]
async fn slow_servers_run_into_the_time_limits() {
    let never = |head, chunk| endless(head, chunk, Duration::from_secs(3600));
    let silent = never("", b"").await;
    let stuck_body = never("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"x").await;
    let trickle = endless("HTTP/1.1 200 OK\r\n\r\n", b"x", Duration::from_millis(20)).await;
    let retry = RetryPolicy::never();
    let attempt_timeout = Duration::from_millis(200);
    let harness = Harness::new(Config { attempt_timeout, retry, ..open_config() });
    for url in [&silent, &stuck_body, &trickle] {
        assert_eq!(harness.error(url).await, "upstream_timeout", "{url}");
    }
    let request = Request::get(&silent).unwrap().total_timeout(Duration::from_millis(200));
    assert_eq!(open().client.send(request).await.unwrap_err().code(), "upstream_timeout");
}

#[tokio::test]
async fn gzip_is_undone_and_json_is_read() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(br#"{"stock":7}"#).unwrap();
    let zipped = encoder.finish().unwrap();
    let router = Router::new()
        .route("/zipped", get(|| async { ([(header::CONTENT_ENCODING, "gzip")], zipped) }))
        .route("/html", get(|| async { "<html>" }));
    let address = serve(router).await;
    let answer = open().get(&format!("http://{address}/zipped")).await;
    assert_eq!(answer.json::<serde_json::Value>().unwrap()["stock"], 7);
    let error = open().get(&format!("http://{address}/html")).await.json::<serde_json::Value>().unwrap_err();
    assert_eq!(error.code(), "upstream_invalid");
}
