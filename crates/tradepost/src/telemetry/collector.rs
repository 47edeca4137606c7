//! A server that takes reports, reached through the one outgoing HTTP client.

use std::time::Duration;

use bytes::Bytes;
use httpclient::{AllowEntry, AllowList, Client, Config, Request, RetryPolicy, Url};
use kernel::{Env, Error, Result};
use tokio::runtime::Handle;

/// Reports that take longer are given up.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Posts to one server. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Collector {
    client: Client,
    runtime: Handle,
}

impl Collector {
    /// For the server of this address. The operator chose it, so it may be a private one.
    pub(super) fn new(url: &Url, env: &Env) -> Result<Self> {
        let host: AllowEntry = url.host_str().unwrap_or_default().trim_matches(['[', ']']).parse()?;
        let config = Config {
            allow: AllowList::new([host]),
            attempt_timeout: TIMEOUT,
            total_timeout: TIMEOUT,
            retry: RetryPolicy::never(),
            ..Config::default()
        };
        Ok(Self { client: Client::new(config, env.clone())?, runtime: Handle::current() })
    }

    /// Posts from any thread; the runtime that this was made in does the work.
    pub(super) async fn post(
        &self,
        url: &str,
        headers: Vec<(String, String)>,
        body: Bytes,
    ) -> Result<httpclient::Response> {
        let mut request = Request::post(url)?.body("application/octet-stream", body)?;
        for (name, value) in headers {
            request = request.header(&name, &value)?;
        }
        let client = self.client.clone();
        self.runtime.spawn(async move { client.send(request).await }).await.map_err(Error::internal)?
    }

    /// Runs something in the runtime that this was made in.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work);
    }
}
