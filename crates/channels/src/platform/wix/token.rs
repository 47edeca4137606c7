//! A JWT, as Wix sends one.

use serde_json::Value;

use crate::encoding::from_base64url;

/// The three parts of a JWT, decoded.
pub(super) struct Token<'a> {
    pub(super) header: Value,
    pub(super) claims: Value,
    pub(super) signature: Vec<u8>,
    /// What is signed: the first two parts as they were written.
    pub(super) signed: &'a str,
}

impl<'a> Token<'a> {
    /// The body as a JWT.
    pub(super) fn read(body: &'a [u8]) -> Option<Self> {
        let text = str::from_utf8(body).ok()?.trim();
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let json = |part: &str| serde_json::from_slice::<Value>(&from_base64url(part)?).ok();
        Some(Self {
            header: json(header)?,
            claims: json(claims)?,
            signature: from_base64url(signature)?,
            signed,
        })
    }
}
