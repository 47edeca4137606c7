//! Memberships join users to organizations with a role.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Entity, Error, Id, Result, Timestamp};

use crate::permission::Role;
use crate::user::UserId;

/// The id of a membership.
pub type MembershipId = Id<Membership>;

/// A user's place in an organization.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Membership {
    /// The id.
    pub id: MembershipId,
    /// The person.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// When they joined.
    pub created_at: Timestamp,
}

impl Entity for Membership {
    const PREFIX: &'static str = "mem";
}

/// Refuses a change of role that reaches above the actor's own. API keys have no role and count as admins: an owner is
/// made by an owner in person.
pub(crate) fn check_grant(actor: Option<&'static str>, role: Role) -> Result<()> {
    let actor = actor.and_then(Role::from_name).unwrap_or(Role::Admin);
    if actor.may_grant(role) {
        return Ok(());
    }
    Err(Error::forbidden(format!(
        "Only an {} can do this to the role {}.",
        Role::Owner.as_str(),
        role.as_str()
    )))
}

/// An organization without an owner could never be managed again.
pub(crate) fn last_owner() -> Error {
    Error::conflict("last_owner", "This is the only owner. Make somebody else an owner first.")
}
