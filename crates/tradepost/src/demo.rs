//! `tradepost demo`.

use kernel::Result;

use crate::config::Config;
use crate::serve;

/// Serves a SQLite file in `data_dir` with everything in one process.
pub async fn run(config: Config) -> Result<()> {
    serve::run(config, true).await
}
