//! The server itself: connections, limits that a slow or hostile client meets, and a graceful end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use kernel::{Error, Result};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// hyper takes no smaller one.
const SMALLEST_BUFFER: usize = 8_192;

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub struct ServeConfig {
    /// A client that has not sent its whole head by then is cut off, and so is one that sends nothing.
    pub header_timeout: Duration,
    /// Largest request head, bytes; at least 8 KiB.
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

/// Serves until `stop` is cancelled, then lets running requests finish, and cuts off what has not after `drain`.
/// Endless streams must end by `stop` themselves.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: ServeConfig,
    stop: CancellationToken,
) -> Result<()> {
    let graceful = GracefulShutdown::new();
    let cut_off = CancellationToken::new();
    let _cut_off_at_the_end = cut_off.clone().drop_guard();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let builder = builder(config);
                let router = router.clone();
                let (watcher, cut_off) = (graceful.watcher(), cut_off.clone());
                tokio::spawn(async move {
                    let first = Arc::new(Notify::new());
                    let arrived = Arc::clone(&first);
                    let service = hyper::service::service_fn(move |request| {
                        arrived.notify_one();
                        handle(router.clone(), peer, request)
                    });
                    let io = TokioIo::new(without_delay(stream));
                    let connection = builder.serve_connection_with_upgrades(io, service).into_owned();
                    tokio::select! {
                        // A client that goes away in the middle is its own business.
                        _ = watcher.watch(connection) => {}
                        () = never_asked(&first, config.header_timeout) => {}
                        () = cut_off.cancelled() => {}
                    }
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

/// Returns when no request has arrived in time. hyper's own timeout starts only once it knows which HTTP is spoken, for
/// which it waits without end.
async fn never_asked(first: &Notify, timeout: Duration) {
    if tokio::time::timeout(timeout, first.notified()).await.is_ok() {
        std::future::pending::<()>().await;
    }
}

fn builder(config: ServeConfig) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(config.header_timeout)
        .max_buf_size(config.max_head_bytes.max(SMALLEST_BUFFER))
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
