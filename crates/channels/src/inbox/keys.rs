//! Public keys of platforms, fetched when a delivery needs them and remembered after that.

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use httpclient::{Client, Request};
use kernel::{Error, Result};

use crate::{
    Credentials, Delivery, KeyAccess, KeyRequest, Keys, Platform, Rejection, Unverified,
    subscription_to_confirm, verify,
};

/// A key is a few kilobytes.
const KEY_BYTES_MAX: usize = 64 << 10;
/// Keys have addresses of their own, and a sender may name many that do not exist: beyond this, all are forgotten.
const KEYS_MAX: usize = 500;
/// Platforms wait for seconds: a key that takes longer comes for the next delivery.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// Certificates and keys that one delivery can ask for, one after another.
const REQUESTS_MAX: usize = 3;

/// Public keys that were fetched.
pub(super) struct KeyStore {
    client: Client,
    fetched: RwLock<(usize, Keys)>,
}

impl KeyStore {
    pub(super) fn new(client: Client) -> Self {
        Self { client, fetched: RwLock::new((0, Keys::new())) }
    }

    /// Judges a delivery, and fetches what that takes. An error is ours, never the sender's.
    pub(super) async fn judge(
        &self,
        platform: Platform,
        delivery: &Delivery<'_>,
        credentials: &Credentials,
    ) -> Result<std::result::Result<(), Rejection>> {
        for _ in 0..REQUESTS_MAX {
            match self.verdict(platform, delivery, credentials) {
                Ok(()) => return Ok(Ok(())),
                Err(Unverified::Rejected(rejection)) => return Ok(Err(rejection)),
                Err(Unverified::KeyNeeded(request)) => self.fetch(request).await?,
            }
        }
        Err(unavailable("The platform's keys lead to ever more keys."))
    }

    /// Confirms the subscription that a verified delivery asks for: only then does Amazon send anything else.
    pub(super) async fn confirm(&self, platform: Platform, delivery: &Delivery<'_>) -> Result<()> {
        let url = subscription_to_confirm(platform, delivery)
            .map_err(|rejection| Error::conflict("subscription_refused", rejection.detail().to_owned()))?;
        if let Some(url) = url {
            let response = self.client.send(Request::get(&url)?.total_timeout(PATIENCE)).await?;
            if !response.status.is_success() {
                return Err(unavailable("The platform did not take the confirmation of its subscription."));
            }
        }
        Ok(())
    }

    fn verdict(
        &self,
        platform: Platform,
        delivery: &Delivery<'_>,
        credentials: &Credentials,
    ) -> std::result::Result<(), Unverified> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        verify(platform, delivery, credentials, &fetched.1)
    }

    async fn fetch(&self, request: KeyRequest) -> Result<()> {
        if request.access != KeyAccess::Open {
            return Err(unavailable(
                "This platform gives its keys to signed-in apps only. Bring the key by hand.",
            ));
        }
        let call = Request::get(&request.url)?.total_timeout(PATIENCE).max_response_bytes(KEY_BYTES_MAX);
        let response = self.client.send(call).await?;
        if origin(response.url.as_str()) != origin(&request.url) {
            return Err(unavailable("The address of the platform's key leads elsewhere."));
        }
        // What the platform no longer has is remembered as nothing: another key may be right, and a sender that names keys
        // which never were is refused.
        let key = match response.status.as_u16() {
            200..=299 => response.body.to_vec(),
            404 | 410 => Vec::new(),
            status => return Err(unavailable(format!("The platform answered {status} instead of its key."))),
        };
        let mut fetched = self.fetched.write().unwrap_or_else(PoisonError::into_inner);
        if fetched.0 >= KEYS_MAX {
            *fetched = (0, Keys::new());
        }
        fetched.0 += 1;
        fetched.1.insert(request, key);
        Ok(())
    }
}

/// Scheme, host and port.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |end| host + end);
    url.get(..end)
}

fn unavailable(detail: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::unavailable("signature_key_unavailable", detail)
}
