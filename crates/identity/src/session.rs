//! Sessions: one per browser in which a person signed in. The cookie holds 256 random bits; we store their SHA-256.

pub(crate) mod api;
pub(crate) mod store;

use std::time::Duration;

use kernel::{Entity, Id, Timestamp};

/// How long a session lasts without being used.
pub const IDLE_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long it is remembered where a person was signed in.
pub(crate) const ADDRESS_MEMORY: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// The id of a session.
pub type SessionId = Id<Session>;

/// A browser in which a person signed in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Session {
    /// The id.
    pub id: SessionId,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, within a minute.
    pub last_seen_at: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
    /// The address it was last used from.
    pub ip: Option<String>,
    /// The browser.
    pub user_agent: Option<String>,
}

impl Entity for Session {
    const PREFIX: &'static str = "ses";
}
