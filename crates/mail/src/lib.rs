//! Mails: templates that look right everywhere, an outbox that people can read, and SMTP that loses none.
//!
//! A mail is written by [`send`] inside the transaction that makes it necessary, and sent by a job afterwards. Its
//! words are data of a [`Template`]; what it looks like is MJML in `templates/`. Without a mail server, mails wait in
//! the outbox, where the operator reads them in the console and can send them once there is a server.
//!
//! Invariants: a committed mail is never lost and never sent in a transaction; a mail that the server took is not sent
//! again on purpose, and every attempt carries the same `Message-ID`; nothing that a person typed becomes markup or a
//! header; one-time links are forgotten once a mail is sent; no log line holds an address.

mod address;
mod brand;
mod catalog;
mod config;
mod engine;
mod jobs;
mod locale;
mod mail;
mod mailer;
mod permission;
mod preview;
mod refusal;
mod send;
mod suppression;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod unsubscribe;

pub use address::EmailAddress;
pub use catalog::{AccountExists, ApiKeyExpiring, Invitation, PasswordChanged, ResetPassword, VerifyEmail};
pub use config::{MailConfig, SmtpConfig, SmtpSecurity};
pub use locale::Locale;
pub use mail::{Mail, MailCounts, MailFilter, MailId, MailState, counts, list, resend};
pub use mailer::Mailer;
pub use permission::{OPERATOR_MANAGE, OPERATOR_READ};
pub use send::{send, send_for};
pub use suppression::{Reason, Suppression, SuppressionId};
pub use template::{Category, OneTimeLink, Template};

/// The routes of mails, templates, suppressions and unsubscribing. They need the service [`Mailer`].
pub fn routes() -> web::Routes {
    mail::api::routes()
        .merge(preview::routes())
        .merge(suppression::api::routes())
        .merge(unsubscribe::api::routes())
}

/// The schedules of this crate.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    jobs::schedules()
}

/// The jobs of this crate. They need the state [`Mailer`].
pub fn jobs() -> ::jobs::Registry {
    jobs::registry()
}
