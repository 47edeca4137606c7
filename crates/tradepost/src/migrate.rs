//! `tradepost migrate`.

use kernel::Result;

use crate::config::Config;
use crate::{cli, installation, logging};

/// Brings the schema up to date and says how far it is.
pub async fn run(config: Config) -> Result<()> {
    logging::start(&config.log, Vec::new())?;
    let db = installation::connect(&config).await?;
    let before = db.migration_status().await?;
    db.migrate().await?;
    let after = db.migration_status().await?;
    db.close().await;
    cli::print(&format!(
        "{} migrations applied, {} of them now.\n",
        after.applied,
        after.applied - before.applied
    ))
}
