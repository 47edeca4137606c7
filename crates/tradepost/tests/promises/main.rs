//! What the whole promises: no organization reaches another's data through any route, and nothing that was
//! acknowledged is lost or doubled when processes, databases and disks fail.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test ends where its ground is missing, and says how much it saw"
)]

mod faults;
mod files;
mod sweep;
