//! Name resolution that yields only addresses the client may connect to.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::AllowList;

/// Every address of the host is one that requests must not reach. It travels inside reqwest's error as its cause.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the host has no address that may be reached from here")]
pub(crate) struct Blocked;

/// Resolves with the system's resolver and drops what the allow-list does not permit. hyper connects to what this
/// returns and to nothing else, so the addresses that were checked are the addresses that are used.
#[derive(Debug, Clone)]
pub(crate) struct GuardedResolver {
    allow: Arc<AllowList>,
}

impl GuardedResolver {
    pub(crate) fn new(allow: AllowList) -> Self {
        Self { allow: Arc::new(allow) }
    }

    /// Refuses a host that is written as an address; such a host is connected to without being resolved.
    pub(crate) fn check_literal(&self, address: IpAddr) -> Result<(), Blocked> {
        if self.allow.permits(&address.to_string(), address) { Ok(()) } else { Err(Blocked) }
    }

    /// The addresses that a request to `host` may connect to.
    pub(crate) fn permitted(&self, host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Blocked> {
        let none_found = found.is_empty();
        let permitted: Vec<_> =
            found.into_iter().filter(|address| self.allow.permits(host, address.ip())).collect();
        if permitted.is_empty() && !none_found { Err(Blocked) } else { Ok(permitted) }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let host = name.as_str();
            let found = tokio::net::lookup_host((host, 0)).await?.collect();
            let permitted = guard.permitted(host, found)?;
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}
