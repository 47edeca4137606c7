//! Whatever is sent, nothing passes that nobody signed, and nothing ends in a panic.

use channels::{
    Credentials, Delivery, GivenKey, Headers, HmacScheme, Keys, Platform, Recipients, Scheme,
    SignatureEncoding, SignatureHash, SignedContent, answer_challenge, identify, subscription_to_confirm,
    verify,
};
use kernel::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{ALL, Sent, file, folder, secret};

/// What of a message of SNS is signed, and so may not differ.
const SIGNED: [&str; 7] = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type", "Signature"];

fn signed_parts(body: &[u8]) -> Vec<Value> {
    let body: Value = serde_json::from_slice(body).unwrap();
    SIGNED.iter().map(|name| body[name].clone()).collect()
}

#[derive(Debug, Clone)]
enum Change {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Header(Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let some = || prop::collection::vec(any::<u8>(), 1..6);
    prop_oneof![
        (any::<prop::sample::Index>(), 1..=255_u8).prop_map(|(at, mask)| Change::Flip(at, mask)),
        any::<prop::sample::Index>().prop_map(Change::Cut),
        (any::<prop::sample::Index>(), some()).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(Change::Header),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_changed_passes(which in 0..ALL.len(), change in change()) {
        let (name, header) = ALL[which];
        let genuine = Sent::read(name);
        let mut sent = Sent::read(name);
        match change {
            Change::Flip(at, mask) => { let at = at.index(sent.body.len()); sent.body[at] ^= mask; }
            Change::Cut(at) => { let at = at.index(sent.body.len()); sent.body.truncate(at); }
            Change::Insert(at, bytes) => {
                let at = at.index(sent.body.len() + 1);
                sent.body.splice(at..at, bytes);
            }
            Change::Header(bytes) => match header {
                Some(header) => sent.set(header, Some(&bytes)),
                None => sent.body = bytes,
            },
        }
        sent.identify();
        if sent.verify().is_ok() {
            // A token may have blanks around it, and a message of SNS has parts that nobody signed.
            let is_same = match sent.platform {
                Platform::AmazonSns => signed_parts(&sent.body) == signed_parts(&genuine.body),
                Platform::Wix => sent.body.trim_ascii() == genuine.body.trim_ascii(),
                _ => false,
            };
            prop_assert!(is_same, "{name}");
        }
    }

    #[test]
    fn nothing_that_nobody_signed_passes_or_panics(
        platform in prop::sample::select(Platform::ALL.to_vec()),
        headers in prop::collection::vec((header_name(), header_value()), 0..12),
        body in body(),
        at in any::<i64>(),
        scheme in scheme(),
        key in key(),
    ) {
        let headers: Headers = headers.into_iter().collect();
        let received_at = Timestamp::from_micros(at);
        let delivery = Delivery { headers: &headers, body: &body, url: Some("https://shop.example/i"), received_at };
        let credentials = Credentials {
            secrets: vec![secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
            key,
            webhook_id: Some("1".to_owned()),
            recipients: Recipients::Anyone,
            scheme,
        };
        prop_assert!(verify(platform, &delivery, &credentials, &Keys::new()).is_err());
        let identity = identify(platform, &delivery);
        let texts = [identity.unique_key, identity.delivery_id, identity.event_id, identity.topic, identity.version];
        for text in texts.into_iter().chain([identity.shop, identity.entity.map(|entity| entity.id)]).flatten() {
            prop_assert!(!text.contains('\0') && text.len() <= 600, "{text}");
        }
        drop(subscription_to_confirm(platform, &delivery));
        drop(answer_challenge(platform, &String::from_utf8_lossy(&body), "", &credentials));
    }
}

fn header_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "X-Shopify-Hmac-Sha256",
        "X-Shopify-Topic",
        "X-Shopify-Webhook-Id",
        "shopify-resource-id",
        "X-WC-Webhook-Signature",
        "X-WC-Webhook-Topic",
        "X-WC-Webhook-Delivery-ID",
        "X-WC-Webhook-Source",
        "Stripe-Signature",
        "PAYPAL-TRANSMISSION-ID",
        "PAYPAL-TRANSMISSION-TIME",
        "PAYPAL-TRANSMISSION-SIG",
        "PAYPAL-AUTH-ALGO",
        "PAYPAL-CERT-URL",
        "X-EBAY-SIGNATURE",
        "x-adobe-digital-signature-1",
        "x-adobe-public-key1-path",
        "x-adobe-event-id",
        "x-adobe-commerce-webhook-signature",
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
        "Authorization",
        "x-api-key",
        "X-Signature",
    ])
}

fn header_value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        "[A-Za-z0-9+/]{4,40}={0,2}".prop_map(String::into_bytes),
        "t=[0-9]{1,20},v1=[0-9a-f]{64}".prop_map(String::into_bytes),
        "v1a?,[A-Za-z0-9+/]{43}=".prop_map(String::into_bytes),
        "[0-9]{1,20}|SHA256withRSA|gid://shopify/Product/[0-9]*|orders/create|/[a-z/.]{0,9}"
            .prop_map(String::into_bytes),
        "https://api.paypal.com/[a-z]{0,5}".prop_map(String::into_bytes),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..400),
        "[A-Za-z0-9_-]{0,60}\\.[A-Za-z0-9_-]{0,60}\\.[A-Za-z0-9_-]{0,60}".prop_map(String::into_bytes),
        "\\{\"(id|data|type|Payload|event|notification)\":(\"[a-z\\\\u0000]{0,9}\"|[0-9]{1,30}|null|\\{\\}|\\[\\])\\}"
            .prop_map(String::into_bytes),
        "webhook_id=[0-9]{1,22}".prop_map(String::into_bytes),
    ]
}

fn scheme() -> impl Strategy<Value = Option<Scheme>> {
    prop::sample::select(vec![
        None,
        Some(Scheme::StandardWebhooks),
        Some(Scheme::Basic { username: "u".to_owned() }),
        Some(Scheme::ApiKey { header: "x-api-key".to_owned(), prefix: "v1,".to_owned() }),
        Some(Scheme::Hmac(HmacScheme {
            header: "X-Signature".to_owned(),
            hash: SignatureHash::Sha512,
            encoding: SignatureEncoding::Base64,
            prefix: String::new(),
            signed: SignedContent::UrlAndBody,
        })),
    ])
}

fn key() -> impl Strategy<Value = Option<GivenKey>> {
    prop::sample::select(vec![
        None,
        Some(GivenKey::PublicKey(file(&folder("wix"), "key.pem"))),
        Some(GivenKey::PublicKey(file(&folder("ebay"), "key.pem"))),
        Some(GivenKey::PublicKey(file(&folder("standard-webhooks-public-key"), "key.txt"))),
        Some(GivenKey::Certificate(file(&folder("amazon-sns-1"), "certificate.pem"))),
        Some(GivenKey::Certificate(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----".to_vec())),
    ])
}
