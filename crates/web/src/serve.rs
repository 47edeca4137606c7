//! The server itself: connections, limits that a slow or hostile client meets, and a graceful end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use kernel::{Error, Result};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub struct ServeConfig {
    /// A client that has not sent its whole head by then is cut off.
    pub header_timeout: Duration,
    /// Largest request head, bytes.
    pub max_head_bytes: usize,
    /// Most header lines.
    pub max_headers: usize,
    /// How long running requests get to finish once the server is told to stop.
    pub drain: Duration,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            max_head_bytes: 32 * 1024,
            max_headers: 100,
            drain: Duration::from_secs(25),
        }
    }
}

/// Serves until `stop` is cancelled, then lets running requests finish. Endless streams must end by `stop` themselves.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: ServeConfig,
    stop: CancellationToken,
) -> Result<()> {
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let builder = builder(config);
                let router = router.clone();
                let watcher = graceful.watcher();
                tokio::spawn(async move {
                    let service =
                        hyper::service::service_fn(move |request| handle(router.clone(), peer, request));
                    let io = TokioIo::new(without_delay(stream));
                    let connection = builder.serve_connection_with_upgrades(io, service).into_owned();
                    // A client that goes away in the middle is its own business.
                    drop(watcher.watch(connection).await);
                });
            }
            // Out of file descriptors, or a client that gave up: neither may end the server, nor make it spin.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(config.drain, graceful.shutdown()).await.is_err() {
        return Err(Error::unavailable(
            "drain_timeout",
            "Some requests did not finish in time and were cut off.",
        ));
    }
    Ok(())
}

fn builder(config: ServeConfig) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(config.header_timeout)
        .max_buf_size(config.max_head_bytes)
        .max_headers(config.max_headers);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .max_header_list_size(u32::try_from(config.max_head_bytes).unwrap_or(u32::MAX));
    builder
}

fn without_delay(stream: TcpStream) -> TcpStream {
    // Nagle's delay would only add latency; a socket that refuses the option still works.
    drop(stream.set_nodelay(true));
    stream
}

async fn handle(
    router: Router,
    peer: SocketAddr,
    request: hyper::Request<Incoming>,
) -> std::result::Result<axum::response::Response, Infallible> {
    let mut request = request.map(axum::body::Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let request: Request = request;
    router.oneshot(request).await
}
