use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::house::House;

const LENGTH: usize = 60_000;

/// Sends a file in ten parts with a pause after each; answers what the server says, and when.
async fn send(house: &House, pause: Duration, part: usize) -> (String, Duration) {
    let mut stream = TcpStream::connect(house.address).await.unwrap();
    let head = format!("PUT /api/v1/weight HTTP/1.1\r\nhost: shop.test\r\ncontent-length: {LENGTH}\r\n\r\n");
    let started = Instant::now();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let writing = tokio::spawn(async move {
        for _ in 0..LENGTH / part {
            // The server may have given up.
            if writer.write_all(&vec![7; part]).await.is_err() {
                break;
            }
            tokio::time::sleep(pause).await;
        }
    });
    let mut answer = vec![0; 4_096];
    let length = reader.read(&mut answer).await.unwrap();
    writing.abort();
    (String::from_utf8_lossy(&answer[..length]).into_owned(), started.elapsed())
}

#[tokio::test]
async fn a_slow_upload_gets_more_time_than_another_request() {
    let house = House::new(|options| options.web.request_timeout = Duration::from_millis(250)).await;
    let (answer, took) = send(&house, Duration::from_millis(80), LENGTH / 10).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("60000"), "{answer}");
    assert!(took > Duration::from_millis(600), "{took:?}");
}

#[tokio::test]
async fn an_upload_that_only_drips_is_given_up() {
    let house = House::new(|options| options.web.request_timeout = Duration::from_millis(250)).await;
    let (answer, took) = send(&house, Duration::from_millis(20), 10).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"timeout\""), "{answer}");
    assert!(took < Duration::from_millis(600), "{took:?}");
}
