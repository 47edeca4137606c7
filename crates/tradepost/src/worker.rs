//! `tradepost worker`: jobs without HTTP.

use kernel::Result;

use crate::config::Config;
use crate::serve::{self, Role};

/// Works through jobs until a signal.
pub async fn run(config: Config) -> Result<()> {
    serve::run_as(config, Role::Worker).await
}
