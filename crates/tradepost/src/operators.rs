//! `tradepost operators add`.

use kernel::{Result, Scope};

use crate::config::Config;
use crate::{cli, installation, logging};

/// Makes somebody who has signed up an operator of this installation.
pub(crate) async fn add(config: Config, email: &str) -> Result<()> {
    logging::start(&config.log, Vec::new())?;
    let db = installation::open(&config).await?;
    db.install_hooks(crate::wiring::hooks())?;
    let scope = Scope::installation("command line");
    db.write(&scope, async |tx| identity::operator::appoint(tx, email).await).await?;
    db.close().await;
    cli::print(&format!("{email} is an operator now.\n"))
}
