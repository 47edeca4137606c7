//! The keys that protect stored credentials: opened at start, and `tradepost secrets`.

use db::Db;
use kernel::{Env, Result};
use secrets::{KeyRing, KeySource, check_keys, new_key_text, rotate_all};

use crate::config::Config;
use crate::{cli, installation, logging};

/// Rows per transaction, so that nobody waits long for SQLite's one writer.
const BATCH: u16 = 200;

/// Opens the ring, whose file is made on first start, and sees to it that nothing stored needs another key.
pub(crate) async fn open(config: &Config, db: &Db) -> Result<KeyRing> {
    let ring = KeyRing::open(source(config), db.env().clone())?;
    check_keys(db, &ring).await?;
    Ok(ring)
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
