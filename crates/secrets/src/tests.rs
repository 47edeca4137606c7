mod key_file;
mod seal;
mod store;

use kernel::{Env, Id, TenantId};
use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{KeyRing, KeySource, new_key_text};

fn tenant(number: u128) -> TenantId {
    Id::from_uuid(Uuid::from_u128(number))
}

/// A ring with a key file of its own, and the folder that holds it.
fn ring() -> (TempDir, KeyRing) {
    let folder = TempDir::new().unwrap();
    let source = KeySource::File(folder.path().join("secrets.key"));
    (folder, KeyRing::open(source, Env::system()).unwrap())
}

/// A ring of keys as the environment gives them.
fn ring_of(keys: &[&str]) -> KeyRing {
    KeyRing::open(KeySource::Text(Zeroizing::new(keys.join(","))), Env::system()).unwrap()
}

fn new_key() -> Zeroizing<String> {
    new_key_text(&Env::system())
}
