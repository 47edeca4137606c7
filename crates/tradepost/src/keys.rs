//! The keys that protect stored credentials: opened at start, and `tradepost secrets`.

use db::Db;
use kernel::{Env, Error, Result, Scope, TenantId};
use secrets::{KeyRing, KeySource, SecretId, check_keys, get_or_put, new_key_text, rotate_all};
use uuid::Uuid;

use crate::config::Config;
use crate::{cli, installation, logging};

/// What a shared key is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SharedKey {
    /// Signs the links by which people decline mails.
    Unsubscribe,
    /// Signs the links by which files are fetched.
    FileLinks,
}

/// Rows per transaction, so that nobody waits long for SQLite's one writer.
const BATCH: u16 = 200;

/// Opens the ring, whose file is made on first start, and sees to it that nothing stored needs another key.
pub(crate) async fn open(config: &Config, db: &Db) -> Result<KeyRing> {
    let ring = KeyRing::open(source(config), db.env().clone())?;
    check_keys(db, &ring).await?;
    Ok(ring)
}

/// A key that all processes of the installation share and that outlives rotations: it is stored as a credential of the
/// operator, and made by whoever needs it first.
pub(crate) async fn shared(db: &Db, ring: &KeyRing, purpose: SharedKey) -> Result<[u8; 32]> {
    let (id, name) = match purpose {
        SharedKey::Unsubscribe => (1, "mail.unsubscribe"),
        SharedKey::FileLinks => (2, "blobs.links"),
    };
    let (id, fresh) = (SecretId::from_uuid(Uuid::from_u128(id)), db.env().bytes::<32>());
    let scope = Scope::system(TenantId::OPERATOR, "start");
    let key = db.write(&scope, async |tx| get_or_put(tx, ring, id, name, &fresh).await).await?;
    let wrong = |_| Error::internal(format!("the stored key {name} does not have 32 bytes"));
    key.as_bytes().try_into().map_err(wrong)
}

/// `tradepost secrets rotate`: makes a new key the active one, and brings all stored credentials to it. Keys that are
/// set as `secrets.key` cannot be added to; then the last of them is what all are brought to.
pub(crate) async fn rotate(config: Config) -> Result<()> {
    logging::start(&config.log, Vec::new())?;
    let db = installation::open(&config).await?;
    let ring = open(&config, &db).await?;
    if config.secrets.key.is_none() {
        ring.add_key()?;
    }
    let done = rotate_all(&db, &ring, BATCH).await?;
    db.close().await;
    let key = ring.active_id()?;
    let unreadable = match done.unreadable {
        0 => String::new(),
        count => format!(" {count} cannot be opened and stay as they are; the log names them."),
    };
    cli::print(&format!("{} credentials are sealed with the key {key} now.{unreadable}\n", done.rotated))
}

/// `tradepost secrets new-key`: the text of a key, for those who keep keys in the environment.
pub(crate) fn print_new_key() -> Result<()> {
    cli::print(&format!("{}\n", new_key_text(&Env::system()).as_str()))
}

fn source(config: &Config) -> KeySource {
    match &config.secrets.key {
        Some(keys) => KeySource::Text(keys.reveal().to_owned().into()),
        None => KeySource::File(config.key_file()),
    }
}
