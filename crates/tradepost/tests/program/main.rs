//! Tests of the program as it is shipped: real processes, signals, files and sockets; and of the workspace's shape.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its ground is missing"
)]

mod architecture;
mod commands;
mod demonstration;
mod document;
mod inbox;
mod lifecycle;
mod server;
