//! One exchange with one server: no redirect, no retry.

use reqwest::{Response, Url};

use crate::breaker::Breakers;
use crate::failure::Failure;
use crate::resolver::GuardedResolver;
use crate::retry::is_gateway_failure;
use crate::{Config, Request};

use kernel::{Error, ErrorKind, Result};

/// Sends single requests past the guard and the breaker.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    http: reqwest::Client,
    guard: GuardedResolver,
    breakers: Breakers,
}

impl Wire {
    pub(crate) fn new(config: &Config, breakers: Breakers) -> Result<Self> {
        let guard = GuardedResolver::new(config.allow.clone());
        let mut tls = crate::tls_config()?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(guard.clone())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .user_agent(&config.user_agent)
            .connect_timeout(config.connect_timeout)
            .pool_max_idle_per_host(8)
            .build()
            .map_err(Error::internal)?;
        Ok(Self { http, guard, breakers })
    }

    /// Sends one request and waits for the head of the answer.
    pub(crate) async fn exchange(&self, config: &Config, request: &Request) -> Result<Response, Failure> {
        self.check(config, &request.url)?;
        let host = authority(&request.url);
        let permit = self.breakers.enter(&host).map_err(Failure::Final)?;
        let mut outgoing = reqwest::Request::new(request.method.clone(), request.url.clone());
        *outgoing.headers_mut() = request.headers.clone();
        *outgoing.timeout_mut() = Some(request.attempt_timeout.unwrap_or(config.attempt_timeout));
        if !request.body.is_empty() {
            *outgoing.body_mut() = Some(request.body.clone().into());
        }
        match self.http.execute(outgoing).await {
            Ok(response) => {
                tracing::debug!(host, status = response.status().as_u16(), "called");
                if is_gateway_failure(response.status()) {
                    permit.failed();
                } else {
                    permit.succeeded();
                }
                Ok(response)
            }
            Err(error) => {
                let failure = Failure::from_reqwest(error);
                if let Failure::Transient(error) = &failure {
                    tracing::debug!(host, %error, "called in vain");
                    permit.failed();
                }
                Err(failure)
            }
        }
    }

    /// Refuses what no connection may be made to. Names are checked when they are resolved.
    fn check(&self, config: &Config, url: &Url) -> Result<(), Failure> {
        let port = url.port_or_known_default();
        if config.ports.as_ref().is_some_and(|ports| !port.is_some_and(|port| ports.contains(&port))) {
            let detail = "This port may not be called. The operator can allow it in the configuration.";
            return Err(Failure::Final(Error::new(ErrorKind::Invalid, "blocked_address", detail)));
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        // The parser has already turned spellings such as 0x7f.1 into plain addresses.
        if let Ok(address) = host.parse() {
            self.guard.check_literal(address)?;
        }
        Ok(())
    }
}

/// Host and port, by which servers are told apart.
fn authority(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}
