//! What connected platforms send: webhooks, verified and identified before anything believes them, and committed before
//! they are answered.
//!
//! Invariants of the [`inbox`]: a delivery that got a 200 is in the database as its bytes came; what is sent twice is there
//! once; our own faults are answered with 5xx or 429; no secret leaves the database but to verify.
//!
//! Invariants of verifying: a [`Delivery`] is judged by its raw bytes, never by what a parser made of them; nothing there reads a
//! clock, a file or the network, so the same delivery at the same time has the same verdict; a key that must be fetched
//! is asked for by an address whose host is on the platform's list, so no sender chooses whom Tradepost calls; where a
//! secret is shared, the one before it works until it is taken away; secrets are compared in constant time, and no
//! [`Rejection`] holds one, nor a signature that would have been right; an empty secret verifies nothing; whoever is not
//! named as a recipient is nobody.
//!
//! Invariants of [`processing`]: what a delivery says is applied wholly or not at all, once, in the order in which it came,
//! and never over what is newer on its platform; what cannot be applied is set aside with its reason, and can be replayed.
//!
//! A platform is one folder in `platform/` with one shape, and one line in `platform.rs`.

mod applying;
mod body;
mod certificate;
mod challenge;
pub mod change;
pub mod connection;
mod credentials;
mod delivery;
pub mod demo;
mod encoding;
mod headers;
mod identity;
pub mod inbox;
mod key;
mod link;
mod normalize;
mod pem;
mod platform;
mod privacy;
mod processing;
mod public_key;
mod reading;
mod rejection;
mod retention;
mod scheme;
mod shared_secret;
pub mod simulator;

pub use applying::{DisputeChanged, ListingChanged};
pub use challenge::ChallengeAnswer;
pub use connection::{Connection, ConnectionId};
pub use credentials::{Credentials, GivenKey, Recipients};
pub use delivery::Delivery;
pub use headers::{BadHeaderLine, Headers};
pub use identity::{EntityKind, EntityRef, Identity, Purpose};
pub use inbox::{Inbox, InboxConfig, InboxDeliveryId};
pub use key::{KeyAccess, KeyRequest, Keys};
pub use link::{Link, LinkId, LinkKind, LinkState, Question, QuestionReason};
pub use normalize::{MAPPING_VERSION, Normalized, normalize};
pub use platform::{Platform, UnknownPlatform, answer_challenge, identify, subscription_to_confirm, verify};
pub use privacy::PrivacyRequestId;
pub use processing::{DeliveryState, Effect, EffectKind};
pub use reading::{Coverage, Unreadable};
pub use rejection::{Rejection, RejectionCode, Unverified};
pub use scheme::{HmacScheme, Scheme, SignatureEncoding, SignatureHash, SignedContent};

/// Every route of this domain.
pub fn routes() -> web::Routes {
    connection::api::routes()
        .merge(inbox::api::routes())
        .merge(link::api::routes())
        .merge(privacy::api::routes())
        .merge(processing::replay::routes())
        .merge(simulator::api::routes())
}

/// The jobs of this domain.
pub fn jobs() -> ::jobs::Registry {
    processing::registry()
}

/// What recurs.
pub fn schedules() -> Vec<::jobs::schedules::ScheduleDecl> {
    processing::schedules()
}

/// The services that its handlers ask for.
pub fn services(
    services: web::ServicesBuilder,
    db: &db::Db,
    ring: &secrets::KeyRing,
    client: &httpclient::Client,
) -> web::ServicesBuilder {
    services.with(Inbox::start(db, ring.clone(), client.clone(), InboxConfig::default()))
}
