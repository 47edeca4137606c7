//! The vocabulary that every other crate speaks: ids, money, time, tenant scope, errors, paging.
//!
//! Nothing here does I/O. The value types implement sqlx's traits for SQLite and PostgreSQL and utoipa's for the
//! OpenAPI document, because Rust's orphan rule lets only their own crate do so.

mod country;
mod env;
mod error;
mod id;
mod json;
mod language;
mod money;
mod page;
mod schema;
mod scope;
mod sql;
pub mod text;
mod time;

pub use country::Country;
pub use env::{Clock, Env, ManualClock, Random, SeededRandom, SystemClock, SystemRandom};
pub use error::{Error, ErrorKind, FieldError, Result};
pub use id::{Entity, Id, ParseIdError};
pub use json::{Json, present};
pub use language::Language;
pub use money::{Currency, Money, Rate};
pub use page::{Cursor, Page, PageParams};
pub use scope::{Actor, ActorKind, Origin, Scope, Tenant, TenantId};
pub use time::Timestamp;

#[cfg(test)]
mod tests;
