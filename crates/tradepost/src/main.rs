//! `tradepost`: see `tradepost help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tradepost::cli::run()
}
