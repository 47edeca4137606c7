//! What connected platforms send: webhooks, verified and identified before anything believes them.
//!
//! Invariants: a [`Delivery`] is judged by its raw bytes, never by what a parser made of them; nothing here reads a
//! clock, a file or the network, so the same delivery at the same time has the same verdict; a key that must be fetched
//! is asked for by an address whose host is on the platform's list, so no sender chooses whom Tradepost calls; where a
//! secret is shared, the one before it works until it is taken away; secrets are compared in constant time, and no
//! [`Rejection`] holds one, nor a signature that would have been right; an empty secret verifies nothing; whoever is not
//! named as a recipient is nobody.
//!
//! A platform is one folder in `platform/` with one shape, and one line in `platform.rs`.

mod body;
mod certificate;
mod challenge;
mod credentials;
mod delivery;
mod encoding;
mod headers;
mod identity;
mod key;
mod pem;
mod platform;
mod public_key;
mod rejection;
mod scheme;
mod shared_secret;

pub use challenge::ChallengeAnswer;
pub use credentials::{Credentials, GivenKey, Recipients};
pub use delivery::Delivery;
pub use headers::{BadHeaderLine, Headers};
pub use identity::{EntityKind, EntityRef, Identity, Purpose};
pub use key::{KeyAccess, KeyRequest, Keys};
pub use platform::{Platform, UnknownPlatform, answer_challenge, identify, subscription_to_confirm, verify};
pub use rejection::{Rejection, RejectionCode, Unverified};
pub use scheme::{HmacScheme, Scheme, SignatureEncoding, SignatureHash, SignedContent};
