//! Sources that are no known platform, and EventBridge, by the scheme that is stored.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use channels::{
    Credentials, Delivery, Headers, HmacScheme, Keys, Platform, RejectionCode, Scheme, SignatureEncoding,
    SignatureHash, SignedContent, Unverified, verify,
};
use ring::hmac;

use crate::support::{Sent, code, secret, time};

const BODY: &[u8] = br#"{"event":"stock.changed"}"#;

fn check(
    platform: Platform,
    scheme: Option<Scheme>,
    header: (&str, &str),
    url: Option<&str>,
) -> Result<(), Unverified> {
    let headers = Headers::from_iter([(header.0, header.1.as_bytes().to_vec())]);
    let delivery = Delivery { headers: &headers, body: BODY, url, received_at: time("2026-11-21T08:00:00Z") };
    let secrets = vec![secret("new"), secret("hush")];
    verify(platform, &delivery, &Credentials { secrets, scheme, ..Credentials::default() }, &Keys::new())
}

#[test]
fn hashes_encodings_prefixes_and_what_is_signed_are_set_up() {
    let url = "https://shop.example/inbox/1";
    for (hash, algorithm) in [
        (SignatureHash::Sha1, hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        (SignatureHash::Sha256, hmac::HMAC_SHA256),
        (SignatureHash::Sha512, hmac::HMAC_SHA512),
    ] {
        for encoding in [SignatureEncoding::Hex, SignatureEncoding::Base64] {
            for prefix in ["", "sha256="] {
                for signed in [SignedContent::Body, SignedContent::UrlAndBody] {
                    let content = match signed {
                        SignedContent::Body => BODY.to_vec(),
                        SignedContent::UrlAndBody => [url.as_bytes(), BODY].concat(),
                    };
                    let tag = hmac::sign(&hmac::Key::new(algorithm, b"hush"), &content);
                    let text = match encoding {
                        SignatureEncoding::Hex => hex::encode(tag),
                        SignatureEncoding::Base64 => STANDARD.encode(tag),
                    };
                    let scheme = Scheme::Hmac(HmacScheme {
                        header: "X-Signature".to_owned(),
                        hash,
                        encoding,
                        prefix: prefix.to_owned(),
                        signed,
                    });
                    let check = |value: &str, url| {
                        check(Platform::Generic, Some(scheme.clone()), ("x-signature", value), url)
                    };
                    assert_eq!(check(&format!("{prefix}{text}"), Some(url)), Ok(()));
                    let short = format!("{prefix}{}", &text[..text.len() - 4]);
                    assert_eq!(code(check(&short, Some(url))), RejectionCode::WrongSignature);
                    assert_eq!(code(check("sha256=%", Some(url))), RejectionCode::MalformedSignature);
                    if signed == SignedContent::UrlAndBody {
                        let without = check(&format!("{prefix}{text}"), None);
                        assert_eq!(code(without), RejectionCode::SettingMissing);
                        let other = check(&format!("{prefix}{text}"), Some("https://shop.example/inbox/2"));
                        assert_eq!(code(other), RejectionCode::WrongSignature);
                    }
                }
            }
        }
    }
}

#[test]
fn passwords_and_keys_are_compared_whole() {
    let basic = |value: &str| {
        let scheme = Scheme::Basic { username: "tradepost".to_owned() };
        check(Platform::Generic, Some(scheme), ("Authorization", value), None)
    };
    let pair = |text: &str| format!("Basic {}", STANDARD.encode(text));
    assert_eq!(basic(&pair("tradepost:hush")), Ok(()));
    assert_eq!(basic(&pair("tradepost:new")), Ok(()));
    assert_eq!(basic(&pair("tradepost:hush").replace("Basic", "basic")), Ok(()));
    for wrong in ["tradepost:hus", "tradepost:hushh", "x:hush", ":hush", "tradepost:"] {
        assert_eq!(code(basic(&pair(wrong))), RejectionCode::WrongCredentials, "{wrong}");
    }
    assert_eq!(code(basic("Bearer hush")), RejectionCode::MalformedSignature);
    assert_eq!(code(basic("Basic %%")), RejectionCode::MalformedSignature);

    let key = |value: &str| {
        let scheme = Scheme::ApiKey { header: "Authorization".to_owned(), prefix: "Bearer ".to_owned() };
        check(Platform::Generic, Some(scheme), ("Authorization", value), None)
    };
    assert_eq!(key("Bearer hush"), Ok(()));
    for wrong in ["hush", "Bearer hus", "Bearer  hush", "Bearer"] {
        assert_eq!(code(key(wrong)), RejectionCode::WrongCredentials, "{wrong}");
    }
    assert_eq!(code(check(Platform::Generic, None, ("x", "y"), None)), RejectionCode::SettingMissing);
}

#[test]
fn a_destination_of_eventbridge_sends_a_key() {
    let send = |header, value| check(Platform::AmazonEventBridge, None, (header, value), None);
    assert_eq!(send("X-Api-Key", "hush"), Ok(()));
    assert_eq!(code(send("X-Api-Key", "other")), RejectionCode::WrongCredentials);
    assert_eq!(code(send("X-Other", "hush")), RejectionCode::MissingHeader);
    let scheme = Scheme::ApiKey { header: "X-Other".to_owned(), prefix: String::new() };
    assert_eq!(check(Platform::AmazonEventBridge, Some(scheme), ("X-Other", "hush"), None), Ok(()));
}

#[test]
fn a_source_may_speak_standard_webhooks() {
    let mut sent = Sent::read("standard-webhooks");
    sent.platform = Platform::Generic;
    sent.credentials.scheme = Some(Scheme::StandardWebhooks);
    assert_eq!(sent.verify(), Ok(()));
    sent.body.push(b' ');
    assert_eq!(sent.refused(), RejectionCode::WrongSignature);
}
