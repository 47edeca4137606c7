//! Invitations: a link in a mail makes its reader a member with a role, and a user if need be.

pub(crate) mod api;
pub(crate) mod store;

use std::time::Duration;

use kernel::{Entity, Id, TenantId, Timestamp};
use uuid::Uuid;

use crate::permission::Role;

/// How long the link works.
pub(crate) const LIFETIME_DAYS: u32 = 7;
pub(crate) const LIFETIME: Duration = Duration::from_secs(LIFETIME_DAYS as u64 * 24 * 60 * 60);

/// The id of an invitation.
pub type InvitationId = Id<Invitation>;

/// Somebody was asked to join.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Invitation {
    /// The organization.
    pub tenant_id: TenantId,
    /// The id.
    pub id: InvitationId,
    /// Whom the mail went to.
    pub email: String,
    /// The role that they will have.
    pub role: Role,
    /// `pending`, `accepted` or `revoked`.
    pub state: String,
    /// Who asked them; none for an API key.
    pub invited_by: Option<Uuid>,
    /// The name of who asked them.
    pub invited_by_name: Option<String>,
    /// When they were asked.
    pub created_at: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

impl Entity for Invitation {
    const PREFIX: &'static str = "inv";
}
