//! The binary's own code: configuration, logging, health, and the wiring that makes one program of all crates.
//!
//! It is the only crate that knows all others. [`wiring`] is the list of what there is; the rest starts and ends
//! processes.

pub mod cli;
pub mod config;
pub mod demo;
pub mod health;
mod inbox;
mod installation;
mod keys;
pub mod lifecycle;
pub mod logging;
pub mod metrics;
pub mod migrate;
pub mod openapi;
mod operators;
pub mod process;
pub mod serve;
pub mod telemetry;
pub mod wiring;
pub mod worker;
