//! The other side of verifying, where a secret is shared.

use super::Occasion;
use crate::encoding::{from_unpadded_base64, to_base64};
use crate::rejection::{Rejection, RejectionCode};
use crate::scheme::SignatureHash;
use crate::shared_secret::sign;
use crate::{Credentials, Headers, HmacScheme, Platform, Scheme, SignatureEncoding, SignedContent};

/// What is to be signed.
pub(super) struct Signed<'a> {
    pub(super) topic: &'static str,
    pub(super) id: &'a str,
    pub(super) body: &'a [u8],
    pub(super) credentials: &'a Credentials,
    pub(super) occasion: Occasion<'a>,
}

impl Signed<'_> {
    fn secret(&self) -> Result<&[u8], Rejection> {
        Ok(self.credentials.secrets()?.first().copied().unwrap_or_default())
    }

    fn seconds(&self) -> i64 {
        self.occasion.at.as_micros().div_euclid(1_000_000)
    }
}

/// The headers that a platform sends, with the signature.
pub(super) fn headers(platform: Platform, signed: &Signed<'_>) -> Result<Headers, Rejection> {
    let mut headers = Headers::new();
    headers.push("content-type", "application/json");
    headers.push("user-agent", "tradepost-simulator");
    match platform {
        Platform::Shopify => shopify(signed, &mut headers)?,
        Platform::Woocommerce => woocommerce(signed, &mut headers)?,
        Platform::Stripe => {
            let time = signed.seconds().to_string();
            let parts = [time.as_bytes(), b".", signed.body];
            let tag = sign(SignatureHash::Sha256, signed.secret()?, &parts);
            headers.push("stripe-signature", format!("t={time},v1={}", hex::encode(tag)));
        }
        Platform::AmazonEventBridge => {
            let default = Scheme::ApiKey { header: "x-api-key".to_owned(), prefix: String::new() };
            by_scheme(signed.credentials.scheme.as_ref().unwrap_or(&default), signed, &mut headers)?;
        }
        Platform::Generic => {
            let scheme = signed.credentials.scheme.as_ref().unwrap_or(&Scheme::StandardWebhooks);
            by_scheme(scheme, signed, &mut headers)?;
        }
        _ => standard_webhooks(signed, &mut headers)?,
    }
    Ok(headers)
}

fn shopify(signed: &Signed<'_>, headers: &mut Headers) -> Result<(), Rejection> {
    let tag = sign(SignatureHash::Sha256, signed.secret()?, &[signed.body]);
    headers.push("x-shopify-topic", signed.topic);
    headers.push("x-shopify-hmac-sha256", to_base64(&tag));
    headers.push("x-shopify-shop-domain", "simulated.myshopify.com");
    headers.push("x-shopify-api-version", "2026-10");
    headers.push("x-shopify-webhook-id", signed.id);
    headers.push("x-shopify-event-id", signed.id);
    headers.push("x-shopify-triggered-at", signed.occasion.at.to_string());
    Ok(())
}

fn woocommerce(signed: &Signed<'_>, headers: &mut Headers) -> Result<(), Rejection> {
    let tag = sign(SignatureHash::Sha256, signed.secret()?, &[signed.body]);
    let (resource, event) = signed.topic.split_once('.').unwrap_or((signed.topic, ""));
    headers.push("x-wc-webhook-source", "https://simulated.example/");
    headers.push("x-wc-webhook-topic", signed.topic);
    headers.push("x-wc-webhook-resource", resource);
    headers.push("x-wc-webhook-event", event);
    headers.push("x-wc-webhook-signature", to_base64(&tag));
    headers.push("x-wc-webhook-id", "1");
    headers.push("x-wc-webhook-delivery-id", signed.id);
    Ok(())
}

fn by_scheme(scheme: &Scheme, signed: &Signed<'_>, headers: &mut Headers) -> Result<(), Rejection> {
    match scheme {
        Scheme::StandardWebhooks => standard_webhooks(signed, headers)?,
        Scheme::Hmac(scheme) => hmac(scheme, signed, headers)?,
        Scheme::Basic { username } => {
            let pair = [username.as_bytes(), b":", signed.secret()?].concat();
            headers.push("authorization", format!("Basic {}", to_base64(&pair)));
        }
        Scheme::ApiKey { header, prefix } => {
            headers.push(header, [prefix.as_bytes(), signed.secret()?].concat());
        }
    }
    Ok(())
}

fn hmac(scheme: &HmacScheme, signed: &Signed<'_>, headers: &mut Headers) -> Result<(), Rejection> {
    let url = match scheme.signed {
        SignedContent::Body => "",
        SignedContent::UrlAndBody => signed.occasion.url,
    };
    let tag = sign(scheme.hash, signed.secret()?, &[url.as_bytes(), signed.body]);
    let text = match scheme.encoding {
        SignatureEncoding::Hex => hex::encode(tag),
        SignatureEncoding::Base64 => to_base64(&tag),
    };
    headers.push(&scheme.header, format!("{}{text}", scheme.prefix));
    Ok(())
}

fn standard_webhooks(signed: &Signed<'_>, headers: &mut Headers) -> Result<(), Rejection> {
    let secret = str::from_utf8(signed.secret()?).map(str::trim).unwrap_or_default();
    let key = from_unpadded_base64(secret.strip_prefix("whsec_").unwrap_or(secret)).ok_or_else(|| {
        let detail = "The secret is not whsec_ with base64 behind it, as secrets of Standard Webhooks are.";
        Rejection::new(RejectionCode::SecretMalformed, detail)
    })?;
    let start = format!("{}.{}.", signed.id, signed.seconds());
    let tag = sign(SignatureHash::Sha256, &key, &[start.as_bytes(), signed.body]);
    headers.push("webhook-id", signed.id);
    headers.push("webhook-timestamp", signed.seconds().to_string());
    headers.push("webhook-signature", format!("v1,{}", to_base64(&tag)));
    Ok(())
}
