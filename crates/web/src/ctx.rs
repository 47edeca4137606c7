//! What a handler gets to know and to do, by who may call it.
//!
//! [`Visitor`]: anybody. [`Known`]: a person or API key. [`SignedIn`]: a person, in no particular organization. [`Ctx`]: a person or API key in one
//! organization. [`OperatorCtx`]: the same in the operator's, across organizations. Taking one of them in a handler's
//! signature is what guards the route.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use db::Tx;
use kernel::{Actor, Error, Origin, Result, Scope, TenantId, Timestamp};
use uuid::Uuid;

use crate::gate::{self, RequestInfo};
use crate::idempotency::Claim;
use crate::openapi::{Description, Extracts};
use crate::{App, Failure, Limit, Membership, Permission, Principal};

/// Anybody, signed in or not.
#[derive(Debug, Clone)]
pub struct Visitor {
    app: App,
    info: Arc<RequestInfo>,
    principal: Option<Arc<Principal>>,
    claim: Option<Arc<Claim>>,
}

impl Visitor {
    /// What every handler can reach.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The request's id, address and so on.
    pub fn info(&self) -> &RequestInfo {
        &self.info
    }

    /// Who it is, when credentials were sent.
    pub fn principal(&self) -> Option<&Principal> {
        self.principal.as_deref()
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.app.env().now()
    }

    /// Where people reach this installation, for links in mails.
    pub fn site(&self) -> &str {
        &self.app.config().public_url
    }

    /// Counts the request against a limit of its own, by the address that it comes from; refuses one too many.
    pub fn count(&self, limit: Limit) -> Result<()> {
        self.app.limiter().check(limit, gate::ip_key(&self.info), self.now()).admitted()
    }

    /// A service that the binary provided at start.
    pub fn service<T: Send + Sync + 'static>(&self) -> Result<&T> {
        self.app.service()
    }

    /// Who acts and from where, for the given organization or for the installation.
    pub fn scope(&self, tenant: Option<TenantId>) -> Scope {
        let actor =
            self.principal.as_ref().map_or_else(Actor::anonymous, |principal| principal.actor.clone());
        let origin = Origin {
            ip: self.info.ip,
            user_agent: self.info.user_agent.clone(),
            request_id: Some(self.info.request_id.clone()),
        };
        Scope { tenant, actor, origin }
    }

    /// Reads across organizations: for signing in, where no organization is known yet.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.app.db().read(&self.scope(None), work).await
    }

    /// Writes across organizations: for signing in, where no organization is known yet.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.write_as(self.scope(None), work).await
    }

    /// Every write also marks the request's idempotency key in the same transaction: a repetition can then never
    /// have the effect twice, even if this process dies before it could store its answer.
    async fn write_as<T>(&self, scope: Scope, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let mut tx = self.app.db().begin_write(&scope).await?;
        let value = work(&mut tx).await?;
        if let Some(claim) = &self.claim {
            claim.mark_committed(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(value)
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let info = parts.extensions.get::<Arc<RequestInfo>>().cloned();
        Ok(Self {
            app: app.clone(),
            info: info.ok_or_else(|| Error::internal("the request did not pass the gate"))?,
            principal: parts.extensions.get::<Arc<Principal>>().cloned(),
            claim: parts.extensions.get::<Arc<Claim>>().cloned(),
        })
    }
}

impl Extracts for Visitor {}

/// A person or API key, whatever the organization: somebody who sent good credentials.
#[derive(Debug, Clone)]
pub struct Known {
    visitor: Visitor,
    principal: Arc<Principal>,
}

impl Known {
    /// Who it is.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl Deref for Known {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequestParts<App> for Known {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let principal = visitor.principal.clone().ok_or_else(sign_in_first)?;
        Ok(Self { visitor, principal })
    }
}

impl Extracts for Known {
    fn describe(description: &mut Description<'_>) {
        Ctx::describe(description);
    }
}

/// A person who is signed in; which organization does not matter.
#[derive(Debug, Clone)]
pub struct SignedIn {
    visitor: Visitor,
    user_id: Uuid,
}

impl SignedIn {
    /// The user.
    pub fn user_id(&self) -> Uuid {
        self.user_id
    }

    /// The session that the request belongs to.
    pub fn session_id(&self) -> Option<Uuid> {
        self.visitor.principal().and_then(|principal| principal.session_id)
    }
}

impl Deref for SignedIn {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        match visitor.principal().map(|principal| principal.user_id) {
            Some(Some(user_id)) => Ok(Self { visitor, user_id }),
            Some(None) => Err(Error::forbidden("Only a person can do this, not an API key.").into()),
            None => Err(sign_in_first().into()),
        }
    }
}

impl Extracts for SignedIn {
    fn describe(description: &mut Description<'_>) {
        description.private_to_people();
    }
}

fn sign_in_first() -> Error {
    Error::unauthenticated("unauthenticated", "Sign in, or send an API key as Authorization: Bearer tp_….")
}

/// A person or API key in one organization.
#[derive(Debug, Clone)]
pub struct Ctx {
    visitor: Visitor,
    membership: Membership,
    actor: Actor,
}

impl Ctx {
    /// The organization.
    pub fn tenant(&self) -> TenantId {
        self.membership.tenant
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The actor's place in the organization.
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Refuses to go on unless the actor's role or scopes allow it.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.membership.permissions.allow(permission) {
            return Ok(());
        }
        Err(Error::forbidden(format!("This needs the permission {}.", permission.name())))
    }

    /// Reads one consistent snapshot of the organization.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.visitor.app.db().read(&self.visitor.scope(Some(self.tenant())), work).await
    }

    /// Writes in the organization; any error undoes all of it.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.visitor.write_as(self.visitor.scope(Some(self.tenant())), work).await
    }
}

impl Deref for Ctx {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequestParts<App> for Ctx {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        let Some(principal) = visitor.principal.clone() else { return Err(sign_in_first().into()) };
        let membership = principal.membership.clone().ok_or_else(|| {
            Error::invalid(
                "Tradepost-Organization",
                "required",
                "Name the organization in the header Tradepost-Organization.",
            )
        })?;
        Ok(Self { visitor, membership, actor: principal.actor.clone() })
    }
}

impl Extracts for Ctx {
    fn describe(description: &mut Description<'_>) {
        description.private();
        description.organization_header();
    }
}

/// A person or API key in the operator's organization. It reads and writes across organizations.
#[derive(Debug, Clone)]
pub struct OperatorCtx(Ctx);

impl OperatorCtx {
    /// Reads across organizations.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.0.visitor.read(work).await
    }

    /// Reads one organization.
    pub async fn read_in<T>(
        &self,
        tenant: TenantId,
        work: impl AsyncFnOnce(&mut Tx) -> Result<T>,
    ) -> Result<T> {
        self.0.visitor.app.db().read(&self.0.visitor.scope(Some(tenant)), work).await
    }

    /// Writes across organizations.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.0.visitor.write(work).await
    }
}

impl Deref for OperatorCtx {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.0
    }
}

impl FromRequestParts<App> for OperatorCtx {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let ctx = Ctx::from_request_parts(parts, app).await?;
        if !ctx.membership.is_operator {
            return Err(Error::forbidden("This is for those who run the installation.").into());
        }
        Ok(Self(ctx))
    }
}

impl Extracts for OperatorCtx {
    fn describe(description: &mut Description<'_>) {
        Ctx::describe(description);
    }
}

/// The version that the caller edited, from `If-Match`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(Option<i64>);

impl IfMatch {
    /// Refuses to go on when the caller edited another version than the current one, or named none.
    pub fn check(self, current: i64) -> Result<()> {
        match self.0 {
            Some(version) if version == current => Ok(()),
            Some(_) => Err(Error::changed_meanwhile()),
            None => Err(Error::invalid(
                "If-Match",
                "required",
                "Repeat the ETag of the version that you edited in the header If-Match.",
            )),
        }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get(IF_MATCH) else { return Ok(Self(None)) };
        let tag = value.to_str().unwrap_or("").trim().trim_start_matches("W/").trim_matches('"');
        // A tag that we never gave out names a version that is not current.
        Ok(Self(Some(tag.parse().unwrap_or(-1))))
    }
}

impl Extracts for IfMatch {
    fn describe(description: &mut Description<'_>) {
        description.header("If-Match", "The `ETag` of the version that was edited.", true);
    }
}
