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

/// What else a connection may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    /// A public key or certificate that somebody has to bring, because it cannot be fetched.
    Key,
    /// The id that the platform gave the webhook.
    WebhookId,
    /// To whom deliveries may be addressed.
    Recipients,
    /// How the source proves itself.
    Scheme,
}

/// What a connection needs before anything can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    /// A shared secret.
    pub(crate) secret: Need,
    others: &'static [Other],
}

impl Needs {
    /// Those of a platform; a generic one's depend on how it proves itself.
    pub(crate) fn of(platform: Platform, scheme: Option<&Scheme>) -> Self {
        let (secret, others): (Need, &'static [Other]) = match platform {
            Platform::Shopify | Platform::Woocommerce | Platform::Stripe => (Need::Brought, &[]),
            // What eBay calls the verification token is of the merchant's own making; its keys are told apart by their
            // id, and the one in use is brought.
            Platform::Ebay => (Need::Made, &[Other::Key]),
            Platform::Paypal => (Need::Nothing, &[Other::WebhookId]),
            Platform::AmazonSns | Platform::AdobeIoEvents => (Need::Nothing, &[Other::Recipients]),
            Platform::Wix | Platform::AdobeCommerce => (Need::Nothing, &[Other::Key]),
            Platform::AmazonEventBridge
            | Platform::Prestashop
            | Platform::Opencart
            | Platform::Magento
            | Platform::StandardWebhooks => (Need::Made, &[]),
            Platform::Generic if matches!(scheme, Some(Scheme::Basic { .. })) => {
                (Need::Brought, &[Other::Scheme])
            }
            Platform::Generic => (Need::Made, &[Other::Scheme]),
        };
        Self { secret, others }
    }

    /// Whether it needs this, too.
    pub(crate) fn has(self, other: Other) -> bool {
        self.others.contains(&other)
    }
}
