//! The command line.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use kernel::{Error, ErrorKind, Result};

use crate::config::{self, Config};
use crate::logging::redact::redact;
use crate::{demo, inbox, keys, migrate, openapi, operators, serve, worker};

/// A commerce operations platform in one program.
#[derive(Debug, Parser)]
#[command(name = "tradepost", version, arg_required_else_help = true)]
pub struct Cli {
    /// The configuration file (TOML). The environment wins over it.
    #[arg(long, global = true, env = "TRADEPOST_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests, and work through jobs in the same process.
    Serve {
        /// Leave jobs to `tradepost worker`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Work through jobs only.
    Worker,
    /// Bring the database up to date and end.
    Migrate,
    /// Try Tradepost: a business with shops, stock and orders in an empty database, sign-ins to use, and the server.
    Demo(demo::Options),
    /// Those who run the installation.
    Operators {
        #[command(subcommand)]
        command: OperatorsCommand,
    },
    /// The keys that protect stored credentials.
    Secrets {
        #[command(subcommand)]
        command: SecretsCommand,
    },
    /// Print the OpenAPI document.
    Openapi {
        /// Compare it with this file instead; end with 1 when they differ.
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
    },
    /// The configuration: check it, show it, explain it.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// What platforms send.
    Inbox {
        #[command(subcommand)]
        command: InboxCommand,
    },
}

#[derive(Debug, Subcommand)]
enum InboxCommand {
    /// Say whether a delivery is genuine: `valid`, or `invalid` and why. Ends with 0 or 1, and with 2 when an option is wrong.
    Verify(inbox::Options),
    /// Post deliveries as a platform would, signed with the connection's own secret, to try an inbox out or to load it.
    Send(inbox::send::Options),
}

#[derive(Debug, Subcommand)]
enum OperatorsCommand {
    /// Make somebody who has signed up an operator.
    Add {
        /// Their e-mail address.
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum SecretsCommand {
    /// Make a new key and bring all stored credentials to it. Safe beside a running installation.
    Rotate,
    /// Print a new key, for those who keep keys in the environment.
    NewKey,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Name everything that is wrong, or say that nothing is.
    Check,
    /// Print what is in force and who said so; secrets masked.
    Show,
    /// Print the reference of all settings as Markdown.
    Reference,
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Inbox { command: InboxCommand::Verify(options) } = &cli.command {
        return inbox::verify(options);
    }
    match dispatch(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Logging may not have started, and a person waits at the other end.
            drop(writeln!(std::io::stderr(), "tradepost: {}", redact(&explain(&error))));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, with all causes: whoever runs the command may see them.
fn explain(error: &Error) -> String {
    let mut text = match error.code() {
        "internal" => "This is a fault of Tradepost".to_owned(),
        _ => error.detail().trim_end_matches('.').to_owned(),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        text = format!("{text}: {source}");
        cause = source.source();
    }
    if !text.ends_with('.') {
        text.push('.');
    }
    text
}

fn dispatch(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Openapi { check } => return openapi::run(check.as_deref()),
        Command::Config { command: ConfigCommand::Reference } => return print(&config::reference()),
        Command::Secrets { command: SecretsCommand::NewKey } => return keys::print_new_key(),
        _ => {}
    }
    let config = Config::load(cli.config.as_deref())
        .map_err(|problems| Error::new(ErrorKind::Invalid, "configuration", problems.to_string()))?;
    match cli.command {
        Command::Serve { no_worker } => block_on(serve::run(config, !no_worker)),
        Command::Worker => block_on(worker::run(config)),
        Command::Migrate => block_on(migrate::run(config)),
        Command::Demo(options) => block_on(demo::run(config, options)),
        Command::Operators { command: OperatorsCommand::Add { email } } => {
            block_on(operators::add(config, &email))
        }
        Command::Secrets { command: SecretsCommand::Rotate } => block_on(keys::rotate(config)),
        Command::Inbox { command: InboxCommand::Send(options) } => {
            block_on(inbox::send::run(config, options))
        }
        Command::Config { command: ConfigCommand::Check } => print("The configuration is fine.\n"),
        Command::Config { command: ConfigCommand::Show } => print(&config::show(&config)),
        // Answered above or in `run`, without a configuration.
        Command::Openapi { .. }
        | Command::Config { .. }
        | Command::Secrets { .. }
        | Command::Inbox { .. } => Ok(()),
    }
}

fn block_on(work: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::internal)?;
    runtime.block_on(work)
}

/// Writes a command's answer to standard output. A reader that went away early, as `head` does, is no failure.
pub(crate) fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}
