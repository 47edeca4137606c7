//! Whether WooCommerce sent it.

use std::borrow::Cow;

use crate::encoding::from_base64;
use crate::rejection::{Rejection, RejectionCode};
use crate::scheme::SignatureHash;
use crate::shared_secret::any_signed;
use crate::{Credentials, Delivery, Keys, Unverified};

const SIGNATURE: &str = "X-WC-Webhook-Signature";

/// No time is signed: that a delivery is not accepted twice is for its id and body.
pub(super) fn verify(delivery: &Delivery<'_>, credentials: &Credentials, _: &Keys) -> Result<(), Unverified> {
    if is_ping(delivery) {
        let detail = "This is the ping that WooCommerce sends when a webhook is made. It is not signed and says nothing: \
                      answer it with 200, and wait for the first delivery.";
        return Err(Rejection::new(RejectionCode::UnsignedPing, detail).into());
    }
    let given = credentials.secrets()?;
    let signature = delivery.headers.required(&[SIGNATURE])?;
    let tag = from_base64(signature).ok_or_else(|| {
        Rejection::malformed(
            "The header X-WC-Webhook-Signature is not base64, in which WooCommerce writes signatures.",
        )
    })?;
    let keys: Vec<_> = given.iter().map(|secret| unescape(secret)).collect();
    let keys: Vec<&[u8]> = keys.iter().map(Cow::as_ref).collect();
    if any_signed(SignatureHash::Sha256, &keys, &[delivery.body], &tag) {
        return Ok(());
    }
    let hint = "The secret is the one of this webhook, under WooCommerce, Settings, Advanced, Webhooks; each webhook has \
                its own. A plugin may also have changed the hash function.";
    Err(Rejection::wrong(hint).into())
}

/// Whether it is the ping of a new webhook: a form with one field, and no signature.
pub(super) fn is_ping(delivery: &Delivery<'_>) -> bool {
    let id = delivery.body.strip_prefix(b"webhook_id=");
    delivery.headers.get(SIGNATURE).is_none()
        && id.is_some_and(|id| !id.is_empty() && id.len() <= 20 && id.iter().all(u8::is_ascii_digit))
}

/// The key that WooCommerce makes of a secret: it was stored as HTML, and WordPress's `wp_specialchars_decode` takes the
/// five escaped letters back, each once.
fn unescape(secret: &[u8]) -> Cow<'_, [u8]> {
    if !secret.contains(&b'&') {
        return Cow::Borrowed(secret);
    }
    let (mut key, mut rest) = (Vec::with_capacity(secret.len()), secret);
    while let Some((&first, after)) = rest.split_first() {
        let (letter, len) = (first == b'&').then(|| entity(after)).flatten().unwrap_or((first, 0));
        key.push(letter);
        rest = &after[len..];
    }
    Cow::Owned(key)
}

/// The letter that an entity stands for, behind its `&`, and how long the entity is.
fn entity(text: &[u8]) -> Option<(u8, usize)> {
    let len = text.iter().position(|byte| *byte == b';')?;
    let letter = match &text[..len] {
        b"lt" => b'<',
        b"gt" => b'>',
        b"amp" => b'&',
        b"quot" => b'"',
        [b'#', b'x' | b'X', digits @ ..] => match without_zeros(digits) {
            b"22" => b'"',
            b"26" => b'&',
            b"27" => b'\'',
            _ => return None,
        },
        [b'#', digits @ ..] => match without_zeros(digits) {
            b"34" => b'"',
            b"38" => b'&',
            b"39" => b'\'',
            b"60" => b'<',
            b"62" => b'>',
            _ => return None,
        },
        _ => return None,
    };
    Some((letter, len + 1))
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn a_secret_is_unescaped_as_wordpress_does_it() {
        for (secret, key) in [
            ("plain", "plain"),
            ("tom&jerry", "tom&jerry"),
            ("a&amp;b", "a&b"),
            ("&amp;lt;", "&lt;"),
            ("&lt;&gt;&quot;&#039;&#39;&#x27;&#X0027;&#34;&#60;&#062;&#38;&#x26;&#x22;", "<>\"''''\"<>&&\""),
            ("&apos;&nbsp;&#65;&", "&apos;&nbsp;&#65;&"),
            ("&&amp;", "&&"),
        ] {
            assert_eq!(String::from_utf8_lossy(&unescape(secret.as_bytes())), key, "{secret}");
        }
    }
}
