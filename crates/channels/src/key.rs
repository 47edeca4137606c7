//! Keys that platforms publish, and how they are asked for.

use std::collections::BTreeMap;

use httpclient::Url;

use crate::rejection::{Rejection, RejectionCode};

/// How a key is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyAccess {
    /// By anybody.
    Open,
    /// With an application token of eBay as a bearer.
    EbayToken,
}

/// A key that is to be fetched with GET. The host was compared with the platform's list, so fetching it is safe whoever
/// sent the delivery; redirects are not to be followed. It is also what the key is remembered under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyRequest {
    /// The address, over TLS.
    pub url: String,
    /// What fetching it takes.
    pub access: KeyAccess,
}

/// Keys that were fetched, by what they were asked for with.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    fetched: BTreeMap<KeyRequest, Vec<u8>>,
    roots: Option<Vec<Vec<u8>>>,
}

impl Keys {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet, and PayPal's certificates must lead to these (as DER) instead of DigiCert's.
    pub fn with_roots(roots: Vec<Vec<u8>>) -> Self {
        Self { roots: Some(roots), ..Self::default() }
    }

    /// Adds what was fetched: the body of the answer as it came. What the platform no longer has is added as nothing, so
    /// that a delivery that another key verifies too is not held up.
    pub fn insert(&mut self, request: KeyRequest, body: impl Into<Vec<u8>>) {
        self.fetched.insert(request, body.into());
    }

    pub(crate) fn get(&self, request: &KeyRequest) -> Option<&[u8]> {
        self.fetched.get(request).map(Vec::as_slice)
    }

    pub(crate) fn roots(&self) -> Option<&[Vec<u8>]> {
        self.roots.as_deref()
    }
}

/// An address that a delivery names, when it is over TLS on the usual port, without a user, and the host is one of the
/// platform's. Everything else would let a sender choose whom Tradepost calls.
pub(crate) fn allowed_url(
    text: &str,
    what: &str,
    is_allowed: impl Fn(&str) -> bool,
) -> Result<Url, Rejection> {
    let refuse = |why: &str| {
        let detail = format!(
            "The {what} {why}. Nothing was fetched from there. Either the delivery does not come from the platform, or \
             the platform uses an address that this version does not know."
        );
        Rejection::new(RejectionCode::HostNotAllowed, detail)
    };
    let url = Url::parse(text).map_err(|_| refuse("is not an address"))?;
    if url.scheme() != "https" || url.port().is_some() {
        return Err(refuse("is not an https address on the usual port"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("holds a user name or password"));
    }
    match url.host_str() {
        Some(host) if is_allowed(host) => Ok(url),
        _ => Err(refuse("is on a host where the platform keeps none")),
    }
}
