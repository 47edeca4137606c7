//! `tradepost demo`: a SQLite file with a believable business in it, and the server on top.

use identity::demo::{self, PASSWORD, PEOPLE};
use kernel::Result;

use crate::cli;
use crate::config::Config;
use crate::serve::{self, Role};
use crate::wiring::Shared;

/// Fills an empty database, says where to look and as whom, and serves until a signal.
pub async fn run(config: Config) -> Result<()> {
    serve::run_with(config, Role::ServeAndWork, async |config, db, shared: &Shared| {
        if demo::seed(db, shared.passwords()).await? {
            let merchant = demo::merchant(db).await?;
            catalog::demo::seed(db, shared.files(), &merchant).await?;
            demo::furnish(db, &config.public_url()).await?;
        }
        cli::print(&welcome(&config.public_url()))
    })
    .await
}

fn welcome(site: &str) -> String {
    let people: Vec<_> = PEOPLE.iter().map(|one| format!("  {:<26} {}", one.email, one.about)).collect();
    format!(
        "\n  Tradepost is ready.\n\n  Console   {site}/app/\n  API       {site}/api/docs\n  Health    {site}/readyz\n\n  \
         Sign in as, always with the password {PASSWORD}\n\n{}\n\n  \
         Or sign up yourself: your mail lands in the outbox, which olivia reads in the console.\n\n",
        people.join("\n")
    )
}
