//! Who acts, for which organization, and from where. A transaction carries it, so no query can forget it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Entity, Id};

/// Names the organization as the owner of rows: `tenant_id` in SQL is an organization's id.
#[derive(Debug)]
pub enum Tenant {}

impl Entity for Tenant {
    const PREFIX: &'static str = "org";
}

/// The id of an organization.
pub type TenantId = Id<Tenant>;

impl Id<Tenant> {
    /// The organization that runs this installation. Its id is the nil UUID; the first migration makes it. What
    /// belongs to no other organization (sign-up mails, housekeeping jobs) belongs to it.
    pub const OPERATOR: Self = Self::from_uuid(Uuid::nil());
}

/// What kind of actor did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person who signed in.
    User,
    /// A program with an API key.
    ApiKey,
    /// Tradepost itself: jobs, schedules, the command line.
    System,
    /// Somebody who is not signed in.
    Anonymous,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What kind of actor this is.
    pub kind: ActorKind,
    /// The user's or API key's UUID; none for the system and anonymous visitors.
    pub id: Option<Uuid>,
    /// The name to show beside what was done.
    pub name: String,
}

impl Actor {
    /// Tradepost itself; `name` says which part: `job mail.send`.
    pub fn system(name: impl Into<String>) -> Self {
        Self { kind: ActorKind::System, id: None, name: name.into() }
    }

    /// Somebody who is not signed in.
    pub fn anonymous() -> Self {
        Self { kind: ActorKind::Anonymous, id: None, name: String::new() }
    }
}

/// Where a request came from, for the audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address, after trusted proxies.
    pub ip: Option<IpAddr>,
    /// The client's `User-Agent`, cut to 512 bytes.
    pub user_agent: Option<String>,
    /// The request's id, as in the `X-Request-Id` header.
    pub request_id: Option<String>,
}

/// Tenant, actor and origin of one piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The organization whose rows may be seen; `None` is the installation itself (sign-in, job claims, the operator).
    pub tenant: Option<TenantId>,
    /// Who acts.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
}

impl Scope {
    /// Work that Tradepost itself does for one organization.
    pub fn system(tenant: TenantId, name: impl Into<String>) -> Self {
        Self { tenant: Some(tenant), actor: Actor::system(name), origin: Origin::default() }
    }

    /// Work that Tradepost itself does across organizations. Row-level security does not narrow it.
    pub fn installation(name: impl Into<String>) -> Self {
        Self { tenant: None, actor: Actor::system(name), origin: Origin::default() }
    }

    /// The same actor and origin, for another organization.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        Self { tenant: Some(tenant), ..self.clone() }
    }

    /// The same actor and origin, across organizations.
    #[must_use]
    pub fn across_tenants(&self) -> Self {
        Self { tenant: None, ..self.clone() }
    }
}
