//! Credentials that Tradepost keeps for its organizations: sealed before they reach the database.
//!
//! What is guaranteed:
//! - A secret is encrypted with a random key of its own (XChaCha20-Poly1305), and that data key with a key of the
//!   [`KeyRing`]. Whoever has the database or a backup of it, and not the ring, has nothing.
//! - The organization, the purpose and the row are authenticated along with it. A sealed secret that somebody moves to
//!   another organization, purpose or row does not open.
//! - The ring may hold several keys. New secrets use the newest, and [`rotate_all`] brings the others to it by sealing
//!   their data keys anew; the secrets themselves are not decrypted for that.
//! - Plaintext and keys are wiped from memory when they are dropped, and no `Debug` output shows them.
//!
//! Stable error codes: `secret_unreadable`, `secret_key_missing`.

mod cipher;
mod key;
mod key_file;
mod plaintext;
mod ring;
mod rotate;
mod sealed;
mod store;

pub use key::{KeyId, new_key_text};
pub use plaintext::Plaintext;
pub use ring::{KeyRing, KeySource};
pub use rotate::{Rotated, check_keys, rotate_all};
pub use sealed::Sealed;
pub use store::{Secret, SecretId, delete, get, get_or_put, put};

#[cfg(test)]
mod tests;
