//! API keys: `tp_live_` or `tp_test_`, 238 random bits in base62, and a CRC-32 so that a typo is seen at once.
//!
//! Only the SHA-256 is stored; the key itself is shown once. A key's scopes never exceed what its maker may do.

pub(crate) mod api;
pub(crate) mod expiring;
pub(crate) mod store;

use kernel::{Entity, Env, Id, Json, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::token;

/// Random base62 characters: 40 × 5.95 bits = 238 bits.
const RANDOM_CHARS: usize = 40;
const CHECKSUM_CHARS: usize = 6;

/// The id of an API key.
pub type ApiKeyId = Id<ApiKey>;

/// The public id behind an actor's UUID.
pub(crate) fn public_id(id: Uuid) -> String {
    ApiKeyId::from_uuid(id).to_string()
}

/// What data a key reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ApiKeyMode {
    /// Real business.
    Live,
    /// Trying things out.
    Test,
}

impl ApiKeyMode {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }
}

/// A program's credentials.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ApiKey {
    /// The id.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// What data it reaches.
    pub mode: ApiKeyMode,
    /// Enough of the key to recognise it.
    pub display: String,
    /// What it may do.
    pub scopes: Json<Vec<String>>,
    /// Networks that it may be used from; empty is any.
    pub ip_allow_list: Json<Vec<String>>,
    /// Who made it; none for another key.
    pub created_by: Option<Uuid>,
    /// The name of who made it.
    pub created_by_name: Option<String>,
    /// The key that takes its place.
    pub replaced_by: Option<ApiKeyId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, within a minute.
    pub last_used_at: Option<Timestamp>,
}

impl Entity for ApiKey {
    const PREFIX: &'static str = "key";
}

/// What to say of a key at a given time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApiKeyState {
    /// It works.
    Active,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
    /// Another one takes its place; it works until it expires.
    Replaced,
}

impl ApiKey {
    /// What to say of it at `now`.
    pub fn state(&self, now: Timestamp) -> ApiKeyState {
        if self.revoked_at.is_some() {
            ApiKeyState::Revoked
        } else if self.expires_at.is_some_and(|at| at <= now) {
            ApiKeyState::Expired
        } else if self.replaced_by.is_some() {
            ApiKeyState::Replaced
        } else {
            ApiKeyState::Active
        }
    }
}

/// A new key in full.
pub(crate) fn generate(env: &Env, mode: ApiKeyMode) -> String {
    let body = format!("tp_{}_{}", mode.as_str(), token::random_base62(env, RANDOM_CHARS));
    let checksum = token::checksum(&body);
    body + &checksum
}

/// Whether a text can be a key at all: prefix, length and checksum. No database is asked.
pub(crate) fn is_well_formed(key: &str) -> bool {
    let Some(rest) = key.strip_prefix("tp_live_").or_else(|| key.strip_prefix("tp_test_")) else {
        return false;
    };
    if rest.len() != RANDOM_CHARS + CHECKSUM_CHARS || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let (body, checksum) = key.split_at(key.len() - CHECKSUM_CHARS);
    token::checksum(body) == checksum
}

/// Enough of a key to recognise it: `tp_live_Ab3d…x9Yz`.
pub(crate) fn display(key: &str) -> String {
    let head: String = key.chars().take(12).collect();
    let tail: String = key.chars().skip(key.chars().count().saturating_sub(4)).collect();
    format!("{head}…{tail}")
}
