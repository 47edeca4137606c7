//! Whether Adobe I/O Events sent it.

use crate::encoding::from_base64;
use crate::key::allowed_url;
use crate::public_key::{PublicKey, RsaHash};
use crate::rejection::{Rejection, RejectionCode};
use crate::{Credentials, Delivery, GivenKey, KeyAccess, KeyRequest, Keys, Unverified, body};

const HOST: &str = "static.adobeioevents.com";
/// Each signature and where its key is; Adobe's own comments write the names without the last hyphen.
const PAIRS: [([&str; 2], [&str; 2]); 2] = [
    (
        ["x-adobe-digital-signature-1", "x-adobe-digital-signature1"],
        ["x-adobe-public-key1-path", "x-adobe-public-key-1-path"],
    ),
    (
        ["x-adobe-digital-signature-2", "x-adobe-digital-signature2"],
        ["x-adobe-public-key2-path", "x-adobe-public-key-2-path"],
    ),
];

/// Adobe signs twice, so that it can change one key while the other works: either is enough. It signs for everybody, so
/// the recipient must be us. Some ways of delivery wrap the body in base64, and then what is inside is signed.
pub(super) fn verify(
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<(), Unverified> {
    let unwrapped = unwrapped(delivery.body);
    let content = unwrapped.as_deref().unwrap_or(delivery.body);
    let mut refused = None;
    for (signature, path) in PAIRS {
        let Some(text) = delivery.headers.text(&signature)? else { continue };
        // Whatever is wrong with one of them, the other one may do.
        match is_signed(text, signature[0], content, || key(path, delivery, credentials, keys)) {
            Ok(true) => {
                let named = body::text(&body::json(content), &["recipient_client_id"]);
                return Ok(credentials.recipients.check("client id", named.as_deref())?);
            }
            Ok(false) => refused = refused.or(Some(wrong().into())),
            // A key that is still to be fetched may change the verdict; nothing else does.
            Err(Unverified::KeyNeeded(request)) => return Err(Unverified::KeyNeeded(request)),
            Err(rejected) => refused = refused.or(Some(rejected)),
        }
    }
    match refused {
        Some(refused) => Err(refused),
        // Neither is there.
        None => Err(missing().into()),
    }
}

fn is_signed(
    text: &str,
    header: &str,
    content: &[u8],
    key: impl FnOnce() -> Result<PublicKey, Unverified>,
) -> Result<bool, Unverified> {
    let tag = from_base64(text)
        .ok_or_else(|| Rejection::malformed(format!("The header {header} is not base64.")))?;
    Ok(key()?.verifies_rsa(RsaHash::Sha256, content, &tag)?)
}

fn missing() -> Rejection {
    let detail = "The headers x-adobe-digital-signature-1 and x-adobe-digital-signature-2 are missing. See that no proxy on \
                  the way takes them out.";
    Rejection::new(RejectionCode::MissingHeader, detail)
}

fn wrong() -> Rejection {
    Rejection::wrong(
        "Neither of the two signatures fits. The keys are those that the headers x-adobe-public-key1-path and \
         x-adobe-public-key2-path name at https://static.adobeioevents.com.",
    )
}

fn key(
    path_header: [&str; 2],
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<PublicKey, Unverified> {
    if let Some(GivenKey::PublicKey(pem) | GivenKey::Certificate(pem)) = &credentials.key {
        return Ok(PublicKey::from_pem(pem)?);
    }
    let path = delivery.headers.required(&path_header)?;
    // Only a path: a second slash, or anything that a parser could take for a host, would lead elsewhere.
    let is_path = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains("..")
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte));
    if !is_path {
        let detail =
            format!("The header {} is not a path of a key at Adobe. Nothing was fetched.", path_header[0]);
        return Err(Rejection::new(RejectionCode::HostNotAllowed, detail).into());
    }
    let url = allowed_url(&format!("https://{HOST}{path}"), "address of the key", |host| host == HOST)?;
    let request = KeyRequest { url: url.into(), access: KeyAccess::Open };
    let Some(pem) = keys.get(&request) else { return Err(Unverified::KeyNeeded(request)) };
    Ok(PublicKey::from_pem(pem)?)
}

/// What is inside a body that is base64 instead of JSON.
pub(super) fn unwrapped(body: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(body).ok()?.trim();
    if text.is_empty() || text.starts_with('{') {
        return None;
    }
    from_base64(text)
}
