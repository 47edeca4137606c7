//! What a platform's deliveries are verified with, and who has it first.

use crate::{Platform, Scheme};

/// Where a shared secret comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The platform shows it, and the merchant brings it here.
    Brought,
    /// Tradepost makes it when none is brought, and the merchant takes it there.
    Made,
    /// There is none.
    Nothing,
}

/// What a connection needs before anything can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    /// A shared secret.
    pub(crate) secret: Need,
    /// A public key or certificate that somebody has to bring, because it cannot be fetched.
    pub(crate) key: bool,
    /// The id that the platform gave the webhook.
    pub(crate) webhook_id: bool,
    /// To whom deliveries may be addressed.
    pub(crate) recipients: bool,
    /// How the source proves itself.
    pub(crate) scheme: bool,
}

impl Needs {
    /// Those of a platform; a generic one's depend on how it proves itself.
    pub(crate) fn of(platform: Platform, scheme: Option<&Scheme>) -> Self {
        let nothing =
            Self { secret: Need::Nothing, key: false, webhook_id: false, recipients: false, scheme: false };
        match platform {
            Platform::Shopify | Platform::Woocommerce | Platform::Stripe => {
                Self { secret: Need::Brought, ..nothing }
            }
            // What eBay calls the verification token is of the merchant's own making; its keys are told apart by their
            // id, and the one in use is brought.
            Platform::Ebay => Self { secret: Need::Made, key: true, ..nothing },
            Platform::Paypal => Self { webhook_id: true, ..nothing },
            Platform::AmazonSns | Platform::AdobeIoEvents => Self { recipients: true, ..nothing },
            Platform::AmazonEventBridge => Self { secret: Need::Made, ..nothing },
            Platform::Wix | Platform::AdobeCommerce => Self { key: true, ..nothing },
            Platform::Prestashop | Platform::Opencart | Platform::Magento | Platform::StandardWebhooks => {
                Self { secret: Need::Made, ..nothing }
            }
            Platform::Generic => {
                let secret = match scheme {
                    Some(Scheme::Basic { .. }) => Need::Brought,
                    _ => Need::Made,
                };
                Self { secret, scheme: true, ..nothing }
            }
        }
    }
}
