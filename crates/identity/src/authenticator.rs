//! Turns credentials into a principal: an API key, or a session's cookie with the organization that the request names.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{Db, Tx};
use ipnet::IpNet;
use kernel::{Actor, ActorKind, Error, Result, Scope, TenantId, Timestamp};
use web::{Authenticator, AuthenticatorFuture, Credentials, Membership, Permissions, Principal};

use crate::api_key::{self, ApiKeyId};
use crate::cache::{Forgetful, Remembered};
use crate::session::SessionId;
use crate::{membership, permission, session, token};

/// How often uses of keys and sessions are written down.
const FLUSH_INTERVAL: Duration = Duration::from_secs(30);
/// Uses written in one transaction.
const FLUSH_BATCH: usize = 500;

/// The authenticator of the web layer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IdentityAuthenticator {
    db: Db,
    memory: Forgetful,
    uses: Arc<Mutex<HashMap<Used, Timestamp>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Used {
    Key(TenantId, ApiKeyId),
    Session(SessionId),
}

impl IdentityAuthenticator {
    /// Uses what is remembered before it asks the database.
    pub fn new(db: Db, remembered: Remembered) -> Self {
        let memory = Forgetful::new(&db, remembered);
        Self { db, memory, uses: Arc::default() }
    }

    async fn by_key(&self, key: &str, ip: Option<IpAddr>) -> Result<Option<Arc<Principal>>> {
        if !api_key::is_well_formed(key) {
            return Err(Error::unauthenticated(
                "invalid_api_key",
                "This is not an API key: check for a typing error.",
            ));
        }
        let now = self.db.env().now();
        let slot = (token::hash(key), None);
        let principal = self.recall(slot, async |tx, hash| load_key(tx, hash).await).await?;
        check_key(&principal, ip, now)?;
        if let (Some(membership), Some(id)) = (&principal.membership, principal.actor.id) {
            self.note(Used::Key(membership.tenant, ApiKeyId::from_uuid(id)), now);
        }
        Ok(Some(principal))
    }

    /// The principal from memory, or else loaded and remembered.
    async fn recall<F>(&self, slot: (Vec<u8>, Option<TenantId>), load: F) -> Result<Arc<Principal>>
    where
        F: AsyncFnOnce(&mut Tx, Vec<u8>) -> Result<Principal>,
    {
        let now = self.db.env().now();
        let principals = &self.memory.recall().principals;
        if let Some(principal) = principals.get(&slot, now) {
            return Ok(principal);
        }
        let ticket = principals.ticket();
        let hash = slot.0.clone();
        let scope = Scope::installation("authentication");
        let principal = Arc::new(self.db.read(&scope, async |tx| load(tx, hash).await).await?);
        principals.put(ticket, slot, Arc::clone(&principal), now);
        Ok(principal)
    }

    async fn by_session(&self, cookie: &str, organization: Option<&str>) -> Result<Option<Arc<Principal>>> {
        let tenant: Option<TenantId> = organization
            .map(|text| text.parse().map_err(|_| Error::not_found("organization")))
            .transpose()?;
        let now = self.db.env().now();
        let slot = (token::hash(cookie), tenant);
        let principal = self.recall(slot, async |tx, hash| load_session(tx, hash, tenant).await).await?;
        if let Some(id) = principal.session_id {
            self.note(Used::Session(SessionId::from_uuid(id)), now);
        }
        Ok(Some(principal))
    }

    fn note(&self, used: Used, at: Timestamp) {
        self.uses.lock().unwrap_or_else(PoisonError::into_inner).insert(used, at);
    }

    /// Writes down when keys and sessions were last used.
    pub async fn flush_uses(&self) -> Result<()> {
        let uses: Vec<_> = self.uses.lock().unwrap_or_else(PoisonError::into_inner).drain().collect();
        for batch in uses.chunks(FLUSH_BATCH) {
            let scope = Scope::installation("last use");
            self.db.write(&scope, async |tx| write_uses(tx, batch).await).await?;
        }
        Ok(())
    }

    /// Writes uses down every half minute, for ever. Run it beside the server; flush once more at the end.
    pub async fn keep_flushing(self) {
        loop {
            tokio::time::sleep(FLUSH_INTERVAL).await;
            if let Err(error) = self.flush_uses().await {
                tracing::warn!(%error, "when keys and sessions were last used could not be written down");
            }
        }
    }
}

impl Authenticator for IdentityAuthenticator {
    fn authenticate<'a>(&'a self, credentials: Credentials<'a>) -> AuthenticatorFuture<'a> {
        Box::pin(async move {
            match (credentials.bearer, credentials.session) {
                (Some(key), _) => self.by_key(key, credentials.ip).await,
                (None, Some(cookie)) => self.by_session(cookie, credentials.organization).await,
                (None, None) => Ok(None),
            }
        })
    }
}

async fn write_uses(tx: &mut Tx, uses: &[(Used, Timestamp)]) -> Result<()> {
    for (used, at) in uses {
        match *used {
            Used::Key(tenant, id) => api_key::store::touch(tx, tenant, id, *at).await?,
            Used::Session(id) => session::store::touch(tx, id, *at).await?,
        }
    }
    Ok(())
}

async fn load_key(tx: &mut Tx, hash: Vec<u8>) -> Result<Principal> {
    let key = api_key::store::find(tx, hash).await?.ok_or_else(|| {
        Error::unauthenticated("invalid_api_key", "This API key does not exist, was revoked, or has expired.")
    })?;
    // A network that cannot be read must not leave a list that allows more.
    let networks = key.ip_allow_list.0.iter().map(|network| network.parse());
    let ip_allow_list = networks.collect::<std::result::Result<Vec<IpNet>, _>>().map_err(Error::internal)?;
    let membership = Membership {
        tenant: key.tenant_id,
        is_operator: key.tenant_id == TenantId::OPERATOR,
        role: None,
        permissions: key.scopes.0.iter().filter_map(|scope| permission::find(scope)).collect::<Permissions>(),
    };
    Ok(Principal {
        actor: Actor { kind: ActorKind::ApiKey, id: Some(key.id.uuid()), name: key.name },
        user_id: None,
        session_id: None,
        membership: Some(membership),
        by_cookie: false,
        expires_at: key.expires_at,
        ip_allow_list,
    })
}

/// What a remembered key still has to pass at every use.
fn check_key(principal: &Principal, ip: Option<IpAddr>, now: Timestamp) -> Result<()> {
    if principal.expires_at.is_some_and(|at| at <= now) {
        return Err(Error::unauthenticated("invalid_api_key", "This API key has expired."));
    }
    let networks: &[IpNet] = &principal.ip_allow_list;
    let inside = |ip: IpAddr| networks.iter().any(|network| network.contains(&ip));
    if networks.is_empty() || ip.is_some_and(inside) {
        return Ok(());
    }
    Err(Error::unauthenticated("ip_not_allowed", "This API key may not be used from this address."))
}

async fn load_session(tx: &mut Tx, hash: Vec<u8>, tenant: Option<TenantId>) -> Result<Principal> {
    let (session, user, name) = session::store::find(tx, hash)
        .await?
        .ok_or_else(|| Error::unauthenticated("session_ended", "Your session has ended. Sign in again."))?;
    let membership = match tenant {
        None => None,
        Some(tenant) => {
            // Somebody else's organization does not exist, as far as this person can tell.
            let role = membership::store::role_of(tx, tenant, user.uuid()).await?;
            let role = role.ok_or_else(|| Error::not_found("organization"))?;
            Some(Membership {
                tenant,
                is_operator: tenant == TenantId::OPERATOR,
                role: Some(role.as_str()),
                permissions: role.permissions(),
            })
        }
    };
    Ok(Principal {
        actor: Actor { kind: ActorKind::User, id: Some(user.uuid()), name },
        user_id: Some(user.uuid()),
        session_id: Some(session.uuid()),
        membership,
        by_cookie: true,
        expires_at: None,
        ip_allow_list: Vec::new(),
    })
}
