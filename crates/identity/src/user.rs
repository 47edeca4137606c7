//! People who sign in. A user belongs to no organization; memberships join the two.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The id of a user.
pub type UserId = Id<User>;

const NAME_MAX: usize = 100;
const EMAIL_MAX: usize = 254;

/// A person who can sign in.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// Where mail goes.
    #[schema(example = "ada@nordlicht.example")]
    pub email: String,
    /// What to call them.
    #[schema(example = "Ada Nordlicht")]
    pub name: String,
    /// The language of the console and of mails.
    pub locale: Locale,
    /// Light, dark, or as the device says.
    pub color_scheme: ColorScheme,
    /// When the address was confirmed.
    #[schema(required)]
    pub email_verified_at: Option<Timestamp>,
    /// When they signed up.
    pub created_at: Timestamp,
}

impl Entity for User {
    const PREFIX: &'static str = "user";
}

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Locale {
    /// The BCP 47 tag.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

sql_enum!(Locale, "locale", [En, Es]);

/// How the console looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColorScheme {
    /// As the device says.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl ColorScheme {
    fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

sql_enum!(ColorScheme, "color_scheme", [System, Light, Dark]);

/// An e-mail address that was checked for form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Trims and checks the form; whether anybody reads mail there only a mail can tell.
    pub fn parse(field: &'static str, text: &str) -> Result<Self> {
        let text = text.trim();
        let options = email_address::Options::default().with_required_tld().without_display_text();
        if text.len() > EMAIL_MAX || email_address::EmailAddress::parse_with_options(text, options).is_err() {
            return Err(Error::invalid(field, "invalid_email", "Use an address such as ada@example.com."));
        }
        Ok(Self(text.to_owned()))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it the same as another: capitals do not.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Trims and checks a person's name. Line breaks would forge mail headers, other control characters log lines.
pub fn check_name(field: &'static str, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(field, "required", "Enter a name."));
    }
    if name.chars().count() > NAME_MAX {
        return Err(Error::invalid(field, "too_long", format!("Use at most {NAME_MAX} characters.")));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::invalid(field, "invalid", "Use letters, digits and punctuation only."));
    }
    Ok(name.to_owned())
}
