//! Every template there is.

use kernel::Timestamp;
use serde::Serialize;

use crate::template::Entry;
use crate::{Category, OneTimeLink, Template};

/// All templates, in the order in which the console lists them.
pub(crate) const CATALOG: &[Entry] = &[
    Entry::of::<VerifyEmail>(include_str!("../templates/verify_email.mjml")),
    Entry::of::<AccountExists>(include_str!("../templates/account_exists.mjml")),
    Entry::of::<ResetPassword>(include_str!("../templates/reset_password.mjml")),
    Entry::of::<PasswordChanged>(include_str!("../templates/password_changed.mjml")),
    Entry::of::<Invitation>(include_str!("../templates/invitation.mjml")),
    Entry::of::<ApiKeyExpiring>(include_str!("../templates/api_key_expiring.mjml")),
];

/// The template of that name.
pub(crate) fn find(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}

/// To somebody who signed up: prove that the address is yours. It repeats nothing that the person typed, because
/// whoever signs up with another's address must not be able to put words into this mail.
#[derive(Debug, Serialize)]
pub struct VerifyEmail {
    /// Where the click leads.
    pub url: OneTimeLink,
    /// How long the link works.
    pub valid_hours: u32,
}

impl Template for VerifyEmail {
    const NAME: &'static str = "verify_email";

    fn one_time_link(&self) -> Option<&OneTimeLink> {
        Some(&self.url)
    }

    fn sample() -> Self {
        Self { url: OneTimeLink::new("https://shop.example/verify-email#token=sample"), valid_hours: 24 }
    }
}

/// To the owner of an account whose address somebody signed up with once more.
#[derive(Debug, Serialize)]
pub struct AccountExists {
    /// The owner's name.
    pub name: String,
    /// The sign-in page.
    pub url: String,
    /// The page that sends a link for a new password.
    pub reset_url: String,
}

impl Template for AccountExists {
    const NAME: &'static str = "account_exists";

    fn sample() -> Self {
        Self {
            name: "Ana García".to_owned(),
            url: "https://shop.example/sign-in".to_owned(),
            reset_url: "https://shop.example/forgot-password".to_owned(),
        }
    }
}

/// To somebody who forgot the password.
#[derive(Debug, Serialize)]
pub struct ResetPassword {
    /// The person's name.
    pub name: String,
    /// Where the click leads.
    pub url: OneTimeLink,
    /// How long the link works.
    pub valid_hours: u32,
}

impl Template for ResetPassword {
    const NAME: &'static str = "reset_password";

    fn one_time_link(&self) -> Option<&OneTimeLink> {
        Some(&self.url)
    }

    fn sample() -> Self {
        Self {
            name: "Ana García".to_owned(),
            url: OneTimeLink::new("https://shop.example/reset-password#token=sample"),
            valid_hours: 1,
        }
    }
}

/// To somebody whose password was changed, by the person or by a thief.
#[derive(Debug, Serialize)]
pub struct PasswordChanged {
    /// The person's name.
    pub name: String,
    /// When it was changed.
    pub at: Timestamp,
    /// The page that sends a link for a new password.
    pub url: String,
}

impl Template for PasswordChanged {
    const NAME: &'static str = "password_changed";

    fn sample() -> Self {
        Self {
            name: "Ana García".to_owned(),
            at: Timestamp::from_micros(1_795_250_000_000_000),
            url: "https://shop.example/forgot-password".to_owned(),
        }
    }
}

/// To somebody who is asked to join an organization.
#[derive(Debug, Serialize)]
pub struct Invitation {
    /// The organization's name.
    pub organization: String,
    /// Who invites, unless that account is gone.
    pub invited_by: Option<String>,
    /// `owner`, `admin`, `manager`, `staff` or `viewer`.
    pub role: String,
    /// Where the click leads.
    pub url: OneTimeLink,
    /// How long the invitation is good for.
    pub valid_days: u32,
}

impl Template for Invitation {
    const NAME: &'static str = "invitation";

    fn one_time_link(&self) -> Option<&OneTimeLink> {
        Some(&self.url)
    }

    fn sample() -> Self {
        Self {
            organization: "Nordlicht Outdoor".to_owned(),
            invited_by: Some("Ana García".to_owned()),
            role: "manager".to_owned(),
            url: OneTimeLink::new("https://shop.example/invitation#token=sample"),
            valid_days: 7,
        }
    }
}

/// To those who manage API keys, some days before one expires.
#[derive(Debug, Serialize)]
pub struct ApiKeyExpiring {
    /// The reader's name.
    pub name: String,
    /// The key's name.
    pub key_name: String,
    /// Days left.
    pub days: u32,
    /// The page with the organization's keys.
    pub url: String,
}

impl Template for ApiKeyExpiring {
    const NAME: &'static str = "api_key_expiring";
    const CATEGORY: Category = Category::Notification;

    fn sample() -> Self {
        Self {
            name: "Ana García".to_owned(),
            key_name: "Warehouse scanner".to_owned(),
            days: 7,
            url: "https://shop.example/settings/api-keys".to_owned(),
        }
    }
}
