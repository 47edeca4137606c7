//! People who sign in. A user belongs to no organization; memberships join the two.

pub(crate) mod api;
pub(crate) mod store;

pub use api::create_verified;
use kernel::{Entity, Id, Timestamp};
use mail::Locale;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The id of a user.
pub type UserId = Id<User>;

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

/// How the console looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ColorScheme {
    /// As the device says.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}
