//! A closed loop of HTTP/1.1 clients on kept connections: each sends its next request when it has read its last answer.
//!
//! All of them share one thread with the timer, so that they take one core at most and the servers that are compared
//! lose the same.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::try_join_all;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use crate::Outcome;
use crate::server::Server;
use crate::stats::{Samples, rate};

/// One kept connection.
#[derive(Debug)]
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    connection: AbortHandle,
    host: String,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What came of one turn.
#[derive(Debug)]
pub struct Turn {
    pub rate: f64,
    pub samples: Samples,
    /// The server's processor time per piece of work.
    pub cpu: Duration,
}

impl Drop for Client {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

impl Client {
    pub async fn connect(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection).abort_handle();
        Ok(Self { sender, connection, host: address.to_owned() })
    }

    /// Sends JSON, or nothing with GET.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        json: Option<String>,
    ) -> Outcome<Reply> {
        let mut request = Request::builder().method(method).uri(path).header("host", &self.host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if json.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = Full::new(Bytes::from(json.unwrap_or_default()));
        // The connection is told of the next request only when it is done with the one before, which may take a moment.
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(body)?).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Reply { status: parts.status, headers: parts.headers, body })
    }
}

impl Reply {
    /// The JSON of an answer that was a success; an error that shows what came otherwise.
    pub fn json(&self) -> Outcome<serde_json::Value> {
        if !self.status.is_success() {
            return Err(format!("{}: {}", self.status, String::from_utf8_lossy(&self.body)).into());
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// Lets `clients` do pieces of work on the server for `duration`, one after the other each. `work` gets a number that no
/// other piece of this turn has. The first error ends all.
pub async fn turn(
    server: &Server,
    clients: usize,
    duration: Duration,
    work: impl AsyncFn(&mut Client, usize) -> Outcome<()>,
) -> Outcome<Turn> {
    let (cpu, started) = (server.cpu(), Instant::now());
    let one = async |place: usize| -> Outcome<Vec<Duration>> {
        let mut client = Client::connect(&server.address).await?;
        let mut times = Vec::new();
        while started.elapsed() < duration {
            let began = Instant::now();
            work(&mut client, times.len() * clients + place).await?;
            times.push(began.elapsed());
        }
        Ok(times)
    };
    let times = try_join_all((0..clients).map(one)).await?.concat();
    let elapsed = started.elapsed();
    let cpu = (server.cpu() - cpu) / u32::try_from(times.len().max(1))?;
    let mut samples = Samples::default();
    times.iter().for_each(|time| samples.push(*time));
    Ok(Turn { rate: rate(times.len(), elapsed), samples, cpu })
}
