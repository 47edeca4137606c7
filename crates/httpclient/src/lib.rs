//! The one outgoing HTTP client. Whatever Tradepost calls, it calls through here.
//!
//! What is guaranteed:
//! - A URL that a person or a remote server chose never reaches this machine's own network. Private, reserved and
//!   metadata addresses are refused after name resolution, as literals, and on every redirect; the connection is made
//!   only to addresses that were checked, so a name that changes its answer gains nothing (DNS rebinding). The
//!   operator's [`AllowList`] opens what a self-hosted shop needs.
//! - Every call ends: connecting, each attempt and the whole call have a time limit, and bodies have a size limit that
//!   counts decompressed bytes.
//! - Only what is safe to repeat is repeated: idempotent methods, and requests that carry an idempotency key. Pauses
//!   grow (1 s, 2 s, 4 s, with jitter) and `Retry-After` is honoured.
//! - A host that keeps failing is left alone for a while (circuit breaker), so that one broken partner does not tie up
//!   the workers that serve all others.
//! - Errors and logs never hold a query string or a header, where tokens live.
//!
//! Stable error codes: `invalid_url`, `invalid_header`, `blocked_address`, `request_too_large`, `response_too_large`,
//! `upstream_timeout`, `upstream_unavailable`, `upstream_invalid`, `too_many_redirects`, `redirect_refused`,
//! `circuit_open`.

mod address;
mod allow;
mod breaker;
mod client;
mod config;
mod failure;
mod hop;
mod redirect;
mod request;
mod resolver;
mod response;
mod retry;
mod sleep;
mod tls;

pub use address::{Reserved, reserved};
pub use allow::{AllowEntry, AllowList};
pub use client::Client;
pub use config::{BreakerPolicy, Config, RetryPolicy};
pub use request::Request;
pub use reqwest::{Method, StatusCode, Url, header};
pub use response::{Download, Response};
pub use sleep::{Sleep, Sleeping, TokioSleep};
pub use tls::tls_config;

#[cfg(test)]
mod tests;
