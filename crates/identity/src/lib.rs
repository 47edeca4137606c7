//! People and who may do what: sign-up and sign-in, organizations, memberships, invitations, API keys, the audit log.
//!
//! Invariants: an organization has an owner; nobody gives a permission that they do not have; a secret is stored as a
//! hash and shown once; whatever changes here is audited in the same transaction; nobody learns which addresses have
//! accounts.

pub mod api_key;
pub mod audit;
mod auth;
mod authenticator;
mod cache;
pub mod demo;
mod invitation;
mod jobs;
mod letters;
pub mod membership;
pub mod operator;
pub mod organization;
mod password;
pub mod permission;
mod roles;
pub mod search;
mod session;
#[cfg(test)]
mod tests;
mod throttle;
mod token;
pub mod user;

pub use authenticator::IdentityAuthenticator;
pub use cache::{Cache, News, Remembered};
pub use operator::OperatorEmails;
pub use password::{PasswordCost, Passwords};

/// Every route of this domain.
pub fn routes() -> web::Routes {
    auth::api::routes()
        .merge(user::api::routes())
        .merge(session::api::routes())
        .merge(organization::api::routes())
        .merge(membership::api::routes())
        .merge(invitation::api::routes())
        .merge(roles::routes())
        .merge(api_key::api::routes())
        .merge(audit::routes())
        .merge(operator::routes())
}

/// The jobs of this domain.
pub fn jobs() -> ::jobs::Registry {
    jobs::registry()
}

/// The schedules of this domain.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    jobs::schedules()
}
