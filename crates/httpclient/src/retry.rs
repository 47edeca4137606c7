//! How long to pause before trying again, or that it is time to stop.

use std::time::Duration;

use kernel::{Env, Timestamp};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::RetryPolicy;

/// Whether this answer says that the same request may succeed later.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || is_gateway_failure(status)
}

/// Whether this answer says that the host, not the request, is in trouble.
pub(crate) fn is_gateway_failure(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT)
}

/// The time that `Retry-After` asks for, in seconds or until an HTTP date; `None` when absent or unreadable.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(Timestamp::UNIX_EPOCH.plus(date).since(now))
}

/// Counts the attempts of one call.
#[derive(Debug)]
pub(crate) struct Retries<'a> {
    policy: &'a RetryPolicy,
    done: u32,
    allowed: u32,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy, repeatable: bool) -> Self {
        Self { policy, done: 0, allowed: if repeatable { policy.retries } else { 0 } }
    }

    /// The pause before the next attempt; `None` when there must be none. Without word from the server the pause
    /// doubles each time and varies by ±20 %, so that many callers do not come back at once; with word from the
    /// server it is never shorter than asked.
    pub(crate) fn next_pause(&mut self, asked: Option<Duration>, env: &Env) -> Option<Duration> {
        if self.done >= self.allowed || asked.is_some_and(|asked| asked > self.policy.max_retry_after) {
            return None;
        }
        let doubled = self.policy.first_pause.saturating_mul(2_u32.saturating_pow(self.done));
        self.done += 1;
        let varied = doubled.mul_f64(0.8 + 0.4 * env.fraction());
        Some(asked.map_or(varied, |asked| asked.max(varied)))
    }
}
