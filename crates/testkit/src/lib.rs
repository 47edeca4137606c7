//! The whole application for tests: [`App`] with clients for visitors, people and API keys, a clock that stands still,
//! and the mails that were written, on a fresh database of either kind.
//!
//! A test that leaves ready or dead jobs behind fails: whatever it set off belongs to it.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "only tests use it, and a test ends where its ground is missing"
)]

mod answer;
mod app;
mod client;
mod mailbox;
mod process;

pub use answer::Answer;
pub use app::{App, Domains, PASSWORD, on_both};
pub use client::Client;
pub use mailbox::SentMail;
pub use process::Process;

/// The address that the configuration names as an operator's. [`App::operator`] needs it not.
pub const FIRST_OPERATOR: &str = "First.Operator@example.com";
