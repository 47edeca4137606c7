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

pub use answer::Answer;
pub use app::{App, Domains, on_both};
pub use client::Client;
pub use mailbox::SentMail;
