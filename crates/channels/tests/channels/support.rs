//! The deliveries in `vectors/`, and what one does to them.

use std::fs;
use std::path::{Path, PathBuf};

use channels::{
    Credentials, Delivery, GivenKey, Headers, Identity, Keys, Platform, Recipients, RejectionCode, Unverified,
};
use kernel::Timestamp;
use secrets::Plaintext;

/// All of them, with the header that holds the signature; none where the body does.
pub const ALL: [(&str, Option<&str>); 14] = [
    ("adobe-commerce", Some("x-adobe-commerce-webhook-signature")),
    ("adobe-io-events", Some("x-adobe-digital-signature-1")),
    ("amazon-sns-1", None),
    ("amazon-sns-2", None),
    ("ebay", Some("X-EBAY-SIGNATURE")),
    ("paypal", Some("PAYPAL-TRANSMISSION-SIG")),
    ("paypal-certificate", Some("PAYPAL-TRANSMISSION-SIG")),
    ("shopify", Some("X-Shopify-Hmac-Sha256")),
    ("shopify-rotated", Some("shopify-hmac-sha256")),
    ("standard-webhooks", Some("webhook-signature")),
    ("standard-webhooks-public-key", Some("webhook-signature")),
    ("stripe", Some("Stripe-Signature")),
    ("wix", None),
    ("woocommerce", Some("X-WC-Webhook-Signature")),
];

/// A delivery, and what is known of its sender.
pub struct Sent {
    pub platform: Platform,
    pub headers: Headers,
    pub body: Vec<u8>,
    pub credentials: Credentials,
    pub at: Timestamp,
}

impl Sent {
    /// One of those in `vectors/`.
    pub fn read(name: &str) -> Self {
        let folder = folder(name);
        let options = fs::read_to_string(folder.join("options")).unwrap();
        let mut words = options.lines();
        let mut sent = Self {
            platform: Platform::Generic,
            headers: Headers::parse(&fs::read(folder.join("headers")).unwrap()).unwrap(),
            body: fs::read(folder.join("body")).unwrap(),
            credentials: Credentials { recipients: Recipients::Anyone, ..Credentials::default() },
            at: time("2026-11-21T08:00:00Z"),
        };
        while let (Some(option), Some(value)) = (words.next(), words.next()) {
            let credentials = &mut sent.credentials;
            match option {
                "--platform" => sent.platform = value.parse().unwrap(),
                "--secret" => credentials.secrets.push(secret(value)),
                "--public-key" => credentials.key = Some(GivenKey::PublicKey(file(&folder, value))),
                "--certificate" => credentials.key = Some(GivenKey::Certificate(file(&folder, value))),
                "--webhook-id" => credentials.webhook_id = Some(value.to_owned()),
                "--recipient" => credentials.recipients = Recipients::Only(vec![value.to_owned()]),
                "--at" => sent.at = time(value),
                _ => panic!("{option}"),
            }
        }
        sent
    }

    pub fn delivery(&self) -> Delivery<'_> {
        Delivery { headers: &self.headers, body: &self.body, url: None, received_at: self.at }
    }

    pub fn verify_with(&self, keys: &Keys) -> Result<(), Unverified> {
        channels::verify(self.platform, &self.delivery(), &self.credentials, keys)
    }

    pub fn verify(&self) -> Result<(), Unverified> {
        self.verify_with(&Keys::new())
    }

    /// Why it is refused; a verdict is expected.
    pub fn refused(&self) -> RejectionCode {
        code(self.verify())
    }

    pub fn identify(&self) -> Identity {
        channels::identify(self.platform, &self.delivery())
    }

    /// The header with this value alone, or without it.
    pub fn set(&mut self, name: &str, value: Option<&[u8]>) {
        let others: Headers =
            self.headers.iter().filter(|(own, _)| !own.eq_ignore_ascii_case(name)).collect();
        self.headers = others;
        if let Some(value) = value {
            self.headers.push(name, value);
        }
    }

    pub fn value(&self, name: &str) -> String {
        String::from_utf8(self.headers.get(name).unwrap().to_vec()).unwrap()
    }
}

pub fn code(verdict: Result<(), Unverified>) -> RejectionCode {
    match verdict {
        Err(Unverified::Rejected(rejection)) => {
            assert!(rejection.detail().ends_with('.'), "{rejection}");
            rejection.code()
        }
        other => panic!("{other:?}"),
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors")).join(name)
}

pub fn file(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap()
}

pub fn secret(text: &str) -> Plaintext {
    Plaintext::new(text.as_bytes().to_vec())
}

pub fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A file that platforms published, where it is at hand.
pub fn published(path: &str) -> Option<Vec<u8>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures")).join(path);
    fs::read(path).ok()
}
