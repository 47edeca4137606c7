//! What a connection's fields may be, and what of them verifying still lacks.

use kernel::text::line;
use kernel::{Error, Result};

use super::kept::KeptKey;
use super::{ConnectionSettings, Kept, Need, Needs, Other};
use crate::{Platform, Scheme};

const SECRET_MAX: usize = 500;
const KEY_MAX: usize = 20_000;
const RECIPIENT_MAX: usize = 300;
const RECIPIENTS_MAX: usize = 20;
const HEADER_MAX: usize = 100;

/// A shared secret that somebody brought.
pub(super) fn secret(text: &str) -> Result<String> {
    let secret = line("secret", text, SECRET_MAX)?;
    if secret.len() < 8 {
        let message = "A secret has at least 8 characters. Copy the whole of it from the platform.";
        return Err(Error::invalid("secret", "too_short", message));
    }
    Ok(secret)
}

/// A key that somebody brought: one of the two, or none.
pub(super) fn key(public_key: Option<&str>, certificate: Option<&str>) -> Result<Option<KeptKey>> {
    let pem = |field: &'static str, text: &str| {
        let text = text.trim();
        let is_key = text.starts_with("-----BEGIN ") || (field == "public_key" && text.starts_with("whpk_"));
        if text.len() > KEY_MAX || !text.is_ascii() || !is_key {
            let message = "Paste the whole text, from -----BEGIN to -----END.";
            return Err(Error::invalid(field, "invalid", message));
        }
        Ok(text.to_owned())
    };
    match (public_key, certificate) {
        (Some(_), Some(_)) => {
            let message = "Give a public key or a certificate, not both.";
            Err(Error::invalid("certificate", "not_allowed", message))
        }
        (Some(text), None) => pem("public_key", text).map(KeptKey::PublicKey).map(Some),
        (None, Some(text)) => pem("certificate", text).map(KeptKey::Certificate).map(Some),
        (None, None) => Ok(None),
    }
}

/// Settings with clean texts.
pub(super) fn settings(settings: ConnectionSettings) -> Result<ConnectionSettings> {
    if settings.recipients.len() > RECIPIENTS_MAX {
        let message = format!("A connection has at most {RECIPIENTS_MAX} recipients.");
        return Err(Error::invalid("settings.recipients", "too_many", message));
    }
    let mut recipients = Vec::new();
    for recipient in &settings.recipients {
        let recipient = line("settings.recipients", recipient, RECIPIENT_MAX)?;
        if !recipients.contains(&recipient) {
            recipients.push(recipient);
        }
    }
    let webhook_id = settings.webhook_id.as_deref();
    let webhook_id = kernel::text::optional_line("settings.webhook_id", webhook_id, RECIPIENT_MAX)?;
    if let Some(Scheme::Hmac(hmac)) = &settings.scheme {
        header("settings.scheme.header", &hmac.header)?;
    }
    if let Some(Scheme::ApiKey { header: name, .. }) = &settings.scheme {
        header("settings.scheme.header", name)?;
    }
    Ok(ConnectionSettings { recipients, webhook_id, scheme: settings.scheme })
}

fn header(field: &'static str, name: &str) -> Result<()> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if name.is_empty() || name.len() > HEADER_MAX || !name.bytes().all(is_name) {
        return Err(Error::invalid(field, "invalid", "Give the name of a header, such as X-Signature."));
    }
    Ok(())
}

/// Refuses what the platform of a connection has no use for, and a source of which nobody knows how it proves itself.
pub(super) fn useful(platform: Platform, settings: &ConnectionSettings, kept: &Kept) -> Result<()> {
    let needs = Needs::of(platform, settings.scheme.as_ref());
    let useless = |field: &'static str| {
        Err(Error::invalid(field, "not_allowed", "This platform has no use for it. Leave it out."))
    };
    if needs.secret == Need::Nothing && kept.has_secret() {
        return useless("secret");
    }
    if !needs.has(Other::Recipients) && !settings.recipients.is_empty() {
        return useless("settings.recipients");
    }
    if !needs.has(Other::WebhookId) && settings.webhook_id.is_some() {
        return useless("settings.webhook_id");
    }
    if needs.has(Other::Scheme) && settings.scheme.is_none() {
        let message = "Say how this source proves that a delivery is its own.";
        return Err(Error::invalid("settings.scheme", "required", message));
    }
    if !needs.has(Other::Scheme) && settings.scheme.is_some() && platform != Platform::AmazonEventBridge {
        return useless("settings.scheme");
    }
    Ok(())
}

/// The fields that are still to be filled before anything can be verified. Some platforms show their secret only once an
/// address is registered, so a connection is made without it.
pub(super) fn missing(platform: Platform, settings: &ConnectionSettings, kept: &Kept) -> Vec<&'static str> {
    let needs = Needs::of(platform, settings.scheme.as_ref());
    let fields = [
        ("secret", needs.secret != Need::Nothing && !kept.has_secret()),
        ("public_key", needs.has(Other::Key) && !kept.has_key()),
        ("settings.webhook_id", needs.has(Other::WebhookId) && settings.webhook_id.is_none()),
        ("settings.recipients", needs.has(Other::Recipients) && settings.recipients.is_empty()),
    ];
    fields.into_iter().filter(|(_, is_missing)| *is_missing).map(|(field, _)| field).collect()
}
