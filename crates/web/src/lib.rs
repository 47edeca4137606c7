//! How a request becomes a call.
//!
//! A route's handler takes a [`Ctx`] (organization, actor, permissions), reads with `ctx.read`, writes with
//! `ctx.write`, and answers a type that describes itself in the OpenAPI document. Around every handler stand, in this
//! order: request id and log line, security headers, forgery check, authentication, rate limit, idempotency.
//!
//! Invariants: no handler touches SQL; no answer shows an internal cause; another organization's row is a 404.

mod answer;
mod app;
mod audit;
mod ctx;
mod extract;
mod gate;
mod idempotency;
mod network;
pub mod openapi;
mod principal;
mod problem;
mod rate_limit;
mod raw;
mod security;
mod serve;
mod services;
mod stack;
mod upload;

pub use answer::{Accepted, Cell, Created, Csv, Json, NoContent, NoStore, Pdf, Tagged};
pub use app::{App, WebConfig};
pub use audit::{AuditNote, AuditNotes};
pub use ctx::{Ctx, IfMatch, Known, OperatorCtx, SignedIn, Visitor};
pub use extract::{Path, Query};
pub use gate::RequestInfo;
pub use idempotency::prune as prune_idempotency_keys;
pub use network::TrustedProxies;
pub use principal::{
    Authenticator, AuthenticatorFuture, Credentials, Membership, Permission, Permissions, Principal,
};
pub use problem::{Failure, Problem, Result};
pub use rate_limit::{Limit, RateLimiter, SYNC_INTERVAL, Verdict, prune as prune_rate_limits};
pub use raw::Raw;
pub use serve::{ServeConfig, serve};
pub use services::{Services, ServicesBuilder};
pub use stack::stack;
pub use upload::Upload;
pub use utoipa_axum::router::OpenApiRouter;

/// A router of handlers that run on [`App`] and describe themselves.
pub type Routes = OpenApiRouter<App>;

#[cfg(test)]
mod tests;
