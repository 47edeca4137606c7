//! Deliveries that no platform sent, for trying things out: bodies as a platform's, signed with the connection's own secret,
//! so that the inbox takes them in as it takes any other.
//!
//! The same seed makes the same delivery. Only those whose secret is shared can be played: the private key of the others
//! is the platform's alone, and one that came with this program would be everybody's.

mod amazon;
pub(crate) mod api;
mod cart;
mod draw;
mod own_words;
mod sender;
mod shopify;
mod sign;
mod store;
mod stripe;
mod woocommerce;

pub use sender::Sender;
pub use store::world;

use kernel::{Currency, Timestamp};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::{Credentials, Headers, Platform, Rejection};
use draw::Draw;

/// What a delivery may speak of: goods that the organization has, so that they are found again.
#[derive(Debug, Clone)]
pub struct World {
    /// The currency of the prices.
    pub currency: Currency,
    /// The goods; there is always one.
    pub goods: Vec<Good>,
}

/// Something that is sold.
#[derive(Debug, Clone)]
pub struct Good {
    /// What the merchant knows it by.
    pub sku: String,
    /// Its barcode.
    pub barcode: Option<String>,
    /// What it is called.
    pub title: String,
    /// What it sells for.
    pub price: Decimal,
}

/// A delivery, ready to be posted.
#[derive(Debug)]
pub struct Simulated {
    /// What it says has happened, in the platform's words.
    pub topic: &'static str,
    /// Its headers, with the signature.
    pub headers: Headers,
    /// Its body.
    pub body: Vec<u8>,
}

/// What a platform can be made to say; nothing of one whose private key is its own.
pub fn topics(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Shopify => shopify::TOPICS,
        Platform::Woocommerce => woocommerce::TOPICS,
        Platform::Stripe => stripe::TOPICS,
        Platform::AmazonEventBridge => amazon::TOPICS,
        Platform::StandardWebhooks | Platform::Generic => own_words::TOPICS,
        _ => &[],
    }
}

/// Where and when a delivery is to go.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The address of the inbox as it is registered.
    pub url: &'a str,
    /// When it is sent.
    pub at: Timestamp,
    /// What it says follows from it.
    pub seed: u64,
}

/// A delivery about goods of this world, signed with the newest secret. The topic is one of [`topics`].
pub fn simulate(
    platform: Platform,
    topic: &'static str,
    world: &World,
    credentials: &Credentials,
    occasion: Occasion<'_>,
) -> Result<Simulated, Rejection> {
    let mut draw = Draw::new(world, occasion.seed, occasion.at);
    let body = match platform {
        Platform::Shopify => shopify::payload(topic, &mut draw),
        Platform::Woocommerce => woocommerce::payload(topic, &mut draw),
        Platform::Stripe => stripe::payload(topic, &mut draw),
        Platform::AmazonEventBridge => amazon::payload(topic, &mut draw),
        Platform::StandardWebhooks | Platform::Generic => own_words::payload(topic, &mut draw),
        _ => Value::Null,
    };
    let body = body.to_string().into_bytes();
    let id = format!("sim-{:016x}", draw.number());
    let signed = sign::Signed { topic, id: &id, body: &body, credentials, occasion };
    let headers = sign::headers(platform, &signed)?;
    Ok(Simulated { topic, headers, body })
}
