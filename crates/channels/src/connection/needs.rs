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
    /// A shared secret that comes from there, and nothing else.
    pub(crate) const fn secret(secret: Need) -> Self {
        Self { secret, others: &[] }
    }

    /// These, too.
    pub(crate) const fn and(self, others: &'static [Other]) -> Self {
        Self { others, ..self }
    }

    /// Those of a connection to a platform. A password is agreed on at the sender's, whatever else is.
    pub(crate) fn of(platform: Platform, scheme: Option<&Scheme>) -> Self {
        let needs = platform.needs();
        if matches!(scheme, Some(Scheme::Basic { .. })) {
            return Self { secret: Need::Brought, ..needs };
        }
        needs
    }

    /// Whether it needs this, too.
    pub(crate) fn has(self, other: Other) -> bool {
        self.others.contains(&other)
    }
}
