//! Who sends to an inbox. This is the one list of platforms: a new one is its folder, and a line in each table here.

mod adobe_commerce;
mod adobe_io_events;
mod amazon_event_bridge;
mod amazon_notification;
mod amazon_sns;
mod ebay;
mod extension;
mod generic;
mod magento;
mod opencart;
mod paypal;
mod prestashop;
mod shopify;
mod standard_webhooks;
mod stripe;
mod wix;
mod woocommerce;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::connection::Needs;
use crate::normalize::{Read, Topic};
use crate::{ChallengeAnswer, Credentials, Delivery, Identity, Keys, Rejection, Unverified};

/// Who sends to an inbox, in a way of its own to sign. A platform that shops are on may send in several: Amazon through
/// SNS and through EventBridge, Adobe Commerce as events and as webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = ConnectionPlatform)]
pub enum Platform {
    /// Shopify.
    Shopify,
    /// WooCommerce.
    Woocommerce,
    /// Stripe.
    Stripe,
    /// PayPal.
    Paypal,
    /// eBay.
    Ebay,
    /// Amazon, relayed by SNS.
    AmazonSns,
    /// Amazon, through a destination of EventBridge.
    AmazonEventBridge,
    /// Wix.
    Wix,
    /// Adobe Commerce, as I/O Events.
    AdobeIoEvents,
    /// Adobe Commerce, as its own webhooks.
    AdobeCommerce,
    /// PrestaShop, through Tradepost's module.
    Prestashop,
    /// OpenCart, through Tradepost's extension.
    Opencart,
    /// Magento Open Source, through Tradepost's extension.
    Magento,
    /// Whoever signs as Standard Webhooks does.
    StandardWebhooks,
    /// Anything else, by the scheme that its connection names.
    Generic,
}

type Challenge = fn(&str, &str, &Credentials) -> Option<Result<ChallengeAnswer, Rejection>>;
type Confirm = fn(&Delivery<'_>) -> Result<Option<String>, Rejection>;

/// What a platform's folder offers.
struct Adapter {
    verify: fn(&Delivery<'_>, &Credentials, &Keys) -> Result<(), Unverified>,
    identify: fn(&Delivery<'_>) -> Identity,
    /// The answer to a question in the query of a GET, for an inbox that is registered under an address.
    challenge: Option<Challenge>,
    /// The address that confirms a subscription, of a verified delivery.
    confirm: Option<Confirm>,
    /// What a delivery says, in our words.
    normalize: fn(&Topic<'_>) -> Read,
    /// What a connection needs before anything can be verified.
    needs: Needs,
}

impl Platform {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Shopify,
        Self::Woocommerce,
        Self::Stripe,
        Self::Paypal,
        Self::Ebay,
        Self::AmazonSns,
        Self::AmazonEventBridge,
        Self::Wix,
        Self::AdobeIoEvents,
        Self::AdobeCommerce,
        Self::Prestashop,
        Self::Opencart,
        Self::Magento,
        Self::StandardWebhooks,
        Self::Generic,
    ];

    /// The word, as in the API and the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Stripe => "stripe",
            Self::Paypal => "paypal",
            Self::Ebay => "ebay",
            Self::AmazonSns => "amazon_sns",
            Self::AmazonEventBridge => "amazon_event_bridge",
            Self::Wix => "wix",
            Self::AdobeIoEvents => "adobe_io_events",
            Self::AdobeCommerce => "adobe_commerce",
            Self::Prestashop => "prestashop",
            Self::Opencart => "opencart",
            Self::Magento => "magento",
            Self::StandardWebhooks => "standard_webhooks",
            Self::Generic => "generic",
        }
    }

    /// The status that tells the sender that its signature is wrong: 401, which Shopify demands, and 412 for eBay, whose
    /// own library answers so.
    pub fn refusal_status(self) -> u16 {
        match self {
            Self::Ebay => 412,
            _ => 401,
        }
    }

    /// What a connection needs before anything can be verified.
    pub(crate) fn needs(self) -> Needs {
        self.adapter().needs
    }

    /// What makes our words of its deliveries.
    pub(crate) fn normalizer(self) -> fn(&Topic<'_>) -> Read {
        self.adapter().normalize
    }

    fn adapter(self) -> &'static Adapter {
        match self {
            Self::Shopify => &shopify::ADAPTER,
            Self::Woocommerce => &woocommerce::ADAPTER,
            Self::Stripe => &stripe::ADAPTER,
            Self::Paypal => &paypal::ADAPTER,
            Self::Ebay => &ebay::ADAPTER,
            Self::AmazonSns => &amazon_sns::ADAPTER,
            Self::AmazonEventBridge => &amazon_event_bridge::ADAPTER,
            Self::Wix => &wix::ADAPTER,
            Self::AdobeIoEvents => &adobe_io_events::ADAPTER,
            Self::AdobeCommerce => &adobe_commerce::ADAPTER,
            // Tradepost's own extensions speak Standard Webhooks, each with its platform's words in the body.
            Self::Prestashop => &prestashop::ADAPTER,
            Self::Opencart => &opencart::ADAPTER,
            Self::Magento => &magento::ADAPTER,
            Self::StandardWebhooks => &standard_webhooks::ADAPTER,
            Self::Generic => &generic::ADAPTER,
        }
    }
}

/// A word that names no platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPlatform;

impl fmt::Display for UnknownPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = Platform::ALL.iter().map(|platform| platform.word()).collect();
        write!(f, "A platform is one of {}.", words.join(", "))
    }
}

impl std::error::Error for UnknownPlatform {}

/// Hyphens are as good as underscores, because command lines have the former.
impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(text: &str) -> Result<Self, UnknownPlatform> {
        let word = text.replace('-', "_");
        Self::ALL.into_iter().find(|platform| platform.word() == word).ok_or(UnknownPlatform)
    }
}

/// Whether a delivery comes from whom it says, unchanged, and lately enough. Where a key is needed that the platform
/// publishes, the answer names it: fetch it, add it to the keys, and ask again.
pub fn verify(
    platform: Platform,
    delivery: &Delivery<'_>,
    credentials: &Credentials,
    keys: &Keys,
) -> Result<(), Unverified> {
    (platform.adapter().verify)(delivery, credentials, keys)
}

/// What a delivery is about, as far as it says so itself.
pub fn identify(platform: Platform, delivery: &Delivery<'_>) -> Identity {
    (platform.adapter().identify)(delivery)
}

/// The answer to a GET on an inbox, whose address was registered as `endpoint`; none where the platform asks nothing in
/// this query.
pub fn answer_challenge(
    platform: Platform,
    query: &str,
    endpoint: &str,
    credentials: &Credentials,
) -> Option<Result<ChallengeAnswer, Rejection>> {
    platform.adapter().challenge.and_then(|answer| answer(query, endpoint, credentials))
}

/// The address to GET so that a subscription is confirmed; none where there is nothing to confirm. Ask only once
/// [`verify`] has said yes: whoever can make an inbox confirm, decides what it is sent.
pub fn subscription_to_confirm(
    platform: Platform,
    delivery: &Delivery<'_>,
) -> Result<Option<String>, Rejection> {
    platform.adapter().confirm.map_or(Ok(None), |confirm| confirm(delivery))
}
