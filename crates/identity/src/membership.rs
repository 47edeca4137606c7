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

/// Refuses to give or take a role that reaches above the actor's own. An API key has no role: it gives what its scopes
/// cover, and never makes an owner.
pub(crate) fn check_grant(actor: &web::Membership, role: Role) -> Result<()> {
    let allowed = match actor.role.and_then(Role::from_name) {
        Some(own) => own.may_grant(role),
        None => role != Role::Owner && role.permissions().iter().all(|one| actor.permissions.allow(one)),
    };
    if allowed {
        return Ok(());
    }
    Err(Error::forbidden(format!("The role {} reaches above your own.", role.as_str())))
}

/// An organization without an owner could never be managed again.
pub(crate) fn last_owner() -> Error {
    Error::conflict("last_owner", "This is the only owner. Make somebody else an owner first.")
}
