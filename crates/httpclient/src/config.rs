//! The client's limits. The defaults suit calls to the APIs of shops, couriers and payment services.

use std::time::Duration;

use crate::AllowList;

/// Limits of every call. A request may narrow or widen its own time limits.
#[derive(Debug, Clone)]
pub struct Config {
    /// What may be reached besides the public Internet.
    pub allow: AllowList,
    /// The ports that may be called; `None` allows all.
    pub ports: Option<Vec<u16>>,
    /// Sent as `User-Agent` unless the request has its own.
    pub user_agent: String,
    /// How long one connection may take to be made, TLS included.
    pub connect_timeout: Duration,
    /// How long one attempt may take, up to the last byte of the answer.
    pub attempt_timeout: Duration,
    /// How long a call may take with all its attempts and pauses.
    pub total_timeout: Duration,
    /// The largest body that is sent.
    pub max_request_bytes: usize,
    /// The largest body that is accepted, counted after decompression.
    pub max_response_bytes: usize,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// When and how often a failed call is repeated.
    pub retry: RetryPolicy,
    /// When a failing host is left alone.
    pub breaker: BreakerPolicy,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            allow: AllowList::default(),
            ports: None,
            user_agent: concat!("Tradepost/", env!("CARGO_PKG_VERSION")).to_owned(),
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
            max_request_bytes: 16 << 20,
            max_response_bytes: 16 << 20,
            max_redirects: 5,
            retry: RetryPolicy::default(),
            breaker: BreakerPolicy::default(),
        }
    }
}

/// When and how often a failed call is repeated.
#[derive(Debug, Clone)]
pub struct RetryPolicy {
    /// How many attempts follow the first one.
    pub retries: u32,
    /// The pause before the first retry; each further pause is twice the one before.
    pub first_pause: Duration,
    /// The longest `Retry-After` that is waited for. A server that asks for more gets no retry in this call: its
    /// answer goes to the caller, whose job can come back at that time.
    pub max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { retries: 3, first_pause: Duration::from_secs(1), max_retry_after: Duration::from_secs(60) }
    }
}

impl RetryPolicy {
    /// One attempt only.
    pub fn never() -> Self {
        Self { retries: 0, ..Self::default() }
    }
}

/// When a failing host is left alone.
#[derive(Debug, Clone)]
pub struct BreakerPolicy {
    /// After how many failures in a row calls to a host are refused.
    pub threshold: u32,
    /// For how long they are refused before one call may probe the host again.
    pub cool_down: Duration,
}

impl Default for BreakerPolicy {
    fn default() -> Self {
        Self { threshold: 5, cool_down: Duration::from_secs(30) }
    }
}
