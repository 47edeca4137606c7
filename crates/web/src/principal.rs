//! Who a request is from, and what that allows.

use std::fmt;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use ipnet::IpNet;
use kernel::{Actor, Result, TenantId, Timestamp};
use uuid::Uuid;

/// Something that a role may allow. The names are part of the public API: they are also the scopes of API keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// Declares a permission: `area.verb`. All of them stand in one table, in the identity domain.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The public name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What somebody is allowed, as a sorted list without repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// Whether `permission` is among them.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.binary_search(&permission).is_ok()
    }

    /// All of them, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut permissions: Vec<_> = permissions.into_iter().collect();
        permissions.sort_unstable();
        permissions.dedup();
        Self(permissions)
    }
}

/// The organization that a request is for, and the actor's place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The organization.
    pub tenant: TenantId,
    /// Whether it is the organization that runs the installation.
    pub is_operator: bool,
    /// The user's role; none for API keys, whose scopes are the permissions.
    pub role: Option<&'static str>,
    /// What the actor may do there.
    pub permissions: Permissions,
}

/// Whoever a request is from, once the credentials were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Who acts, for logs and the audit.
    pub actor: Actor,
    /// The signed-in user.
    pub user_id: Option<Uuid>,
    /// The user's session.
    pub session_id: Option<Uuid>,
    /// The organization that the request names or the key belongs to.
    pub membership: Option<Membership>,
    /// Whether the credentials were a cookie, which browsers send by themselves.
    pub by_cookie: bool,
    /// When the credentials stop working by themselves.
    pub expires_at: Option<Timestamp>,
    /// Networks that the credentials may be used from; empty is any.
    pub ip_allow_list: Vec<IpNet>,
}

impl Principal {
    /// What rate limits and idempotency keys count by.
    pub fn id(&self) -> Option<Uuid> {
        self.actor.id
    }
}

/// The credentials that a request carries, unchecked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credentials<'a> {
    /// `Authorization: Bearer …`.
    pub bearer: Option<&'a str>,
    /// The session cookie's value.
    pub session: Option<&'a str>,
    /// The organization named by the `Tradepost-Organization` header or `?organization=`.
    pub organization: Option<&'a str>,
    /// The client's address, for allow-lists.
    pub ip: Option<IpAddr>,
}

/// What [`Authenticator::authenticate`] returns.
pub type AuthenticatorFuture<'a> = Pin<Box<dyn Future<Output = Result<Option<Arc<Principal>>>> + Send + 'a>>;

/// Checks credentials. The identity domain implements it; this crate only asks.
pub trait Authenticator: Send + Sync {
    /// The principal, shared with whoever remembers it; `None` when there are no credentials, and `Unauthenticated` when they are wrong.
    fn authenticate<'a>(&'a self, credentials: Credentials<'a>) -> AuthenticatorFuture<'a>;
}
