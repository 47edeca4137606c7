//! The peer: the least that an axum server can do.

use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use crate::Outcome;

/// Answers "hello" to everything that is measured, with axum's own server and nothing around it.
pub async fn serve(address: &str) -> Outcome<()> {
    let router =
        Router::new().route("/readyz", get(async || "hello")).route("/api/v1/me", get(async || "hello"));
    // The same socket option as Tradepost's.
    let listener = TcpListener::bind(address).await?.tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, router).await?)
}
