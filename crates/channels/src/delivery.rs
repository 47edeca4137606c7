//! One webhook call, as it was received.

use kernel::Timestamp;
use ring::digest::{SHA256, digest};

use crate::Headers;

/// One webhook call, as it was received. The body is what came over the wire: a signature is over bytes.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The headers of the request.
    pub headers: &'a Headers,
    /// The raw body.
    pub body: &'a [u8],
    /// The address of the inbox as it was registered, for schemes that sign it.
    pub url: Option<&'a str>,
    /// When it came; ages are reckoned from here.
    pub received_at: Timestamp,
}

impl Delivery<'_> {
    /// The body's SHA-256 in hexadecimal digits, by which the same body is known again.
    pub fn body_hash(&self) -> String {
        hex::encode(digest(&SHA256, self.body))
    }

    /// Seconds since an instant that the sender gave; negative when that instant is still to come.
    pub(crate) fn age_s(&self, sent_at_s: i64) -> i64 {
        (self.received_at.as_micros().div_euclid(1_000_000)).saturating_sub(sent_at_s)
    }
}
