//! Calls: attempts with pauses between them, each following redirects.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Env, Error, ErrorKind, Result};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::breaker::Breakers;
use crate::failure::{Failure, timed_out};
use crate::hop::Wire;
use crate::retry::{Retries, is_transient, retry_after};
use crate::{Config, Download, Request, Response, Sleep, TokioSleep, redirect};

/// The outgoing HTTP client. Cheap to clone; clones share connections and breakers.
#[derive(Debug, Clone)]
pub struct Client {
    config: Arc<Config>,
    env: Env,
    wire: Wire,
    sleep: Arc<dyn Sleep>,
}

impl Client {
    /// A client with these limits.
    pub fn new(config: Config, env: Env) -> Result<Self> {
        Self::with_sleep(config, env, Arc::new(TokioSleep))
    }

    /// A client that waits between attempts as `sleep` does.
    pub fn with_sleep(config: Config, env: Env, sleep: Arc<dyn Sleep>) -> Result<Self> {
        let wire = Wire::new(&config, Breakers::new(config.breaker.clone(), env.clone()))?;
        Ok(Self { config: Arc::new(config), env, wire, sleep })
    }

    /// Calls and reads the whole answer. Every status is a success here; when the last attempt still brought a 429 or
    /// 503, that answer is returned.
    pub async fn send(&self, request: Request) -> Result<Response> {
        self.within_total(&request, async {
            let mut retries = Retries::new(&self.config.retry, request.is_repeatable());
            loop {
                let outcome = match self.attempt(&request).await {
                    Ok(download) => download.read().await,
                    Err(failure) => Err(failure),
                };
                let head = outcome.as_ref().map(|response| (response.status, &response.headers));
                match self.pause(&mut retries, head) {
                    Some(pause) => self.sleep.sleep(pause).await,
                    None => return Ok(outcome?),
                }
            }
        })
        .await
    }

    /// Calls and returns as soon as the answer begins; its body is read part by part, in the time of the attempt.
    pub async fn download(&self, request: Request) -> Result<Download> {
        self.within_total(&request, async {
            let mut retries = Retries::new(&self.config.retry, request.is_repeatable());
            loop {
                let outcome = self.attempt(&request).await;
                let head = outcome.as_ref().map(|download| (download.status, &download.headers));
                match self.pause(&mut retries, head) {
                    Some(pause) => self.sleep.sleep(pause).await,
                    None => return Ok(outcome?),
                }
            }
        })
        .await
    }

    async fn within_total<T>(&self, request: &Request, call: impl Future<Output = Result<T>>) -> Result<T> {
        if request.body.len() > self.config.max_request_bytes {
            let detail = "The request is larger than may be sent.";
            return Err(Error::new(ErrorKind::Invalid, "request_too_large", detail));
        }
        let limit = request.total_timeout.unwrap_or(self.config.total_timeout);
        tokio::time::timeout(limit, call).await.unwrap_or_else(|_| Err(timed_out()))
    }

    /// How long to wait before another attempt; `None` when this outcome stands.
    fn pause(
        &self,
        retries: &mut Retries<'_>,
        head: std::result::Result<(StatusCode, &HeaderMap), &Failure>,
    ) -> Option<Duration> {
        match head {
            Ok((status, headers)) if is_transient(status) => {
                retries.next_pause(retry_after(headers, self.env.now()), &self.env)
            }
            Err(Failure::Transient(_)) => retries.next_pause(None, &self.env),
            Ok(_) | Err(Failure::Final(_)) => None,
        }
    }

    /// One attempt, through all redirects.
    async fn attempt(&self, request: &Request) -> Result<Download, Failure> {
        let max_bytes = request.max_response_bytes.unwrap_or(self.config.max_response_bytes);
        let mut current = request.clone();
        for _ in 0..=self.config.max_redirects {
            let response = self.wire.exchange(&self.config, &current).await?;
            match redirect::next(&current, response.status(), response.headers())? {
                Some(next) => current = next,
                None => return Download::new(response, max_bytes),
            }
        }
        let detail = "The other server redirects too often.";
        Err(Failure::Final(Error::new(ErrorKind::Unavailable, "too_many_redirects", detail)))
    }
}
