//! Deliveries that are genuine, and all that must not pass for one.

#![recursion_limit = "512"]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where its ground is missing")]

#[path = "channels/support.rs"]
mod support;

#[path = "channels/challenges.rs"]
mod challenges;
#[path = "channels/conformance.rs"]
mod conformance;
#[path = "channels/connections.rs"]
mod connections;
#[path = "channels/fetched_keys.rs"]
mod fetched_keys;
#[path = "channels/generic.rs"]
mod generic;
#[path = "channels/genuine.rs"]
mod genuine;
#[path = "channels/house.rs"]
mod house;
#[path = "channels/identities.rs"]
mod identities;
#[path = "channels/inbox.rs"]
mod inbox;
#[path = "channels/marketplaces.rs"]
mod marketplaces;
#[path = "channels/money.rs"]
mod money;
#[path = "channels/mutations.rs"]
mod mutations;
#[path = "channels/normal.rs"]
mod normal;
#[path = "channels/own_words.rs"]
mod own_words;
#[path = "channels/processing.rs"]
mod processing;
#[path = "channels/shared_secrets.rs"]
mod shared_secrets;
#[path = "channels/simulator.rs"]
mod simulator;
#[path = "channels/wix.rs"]
mod wix;
#[path = "channels/words.rs"]
mod words;
