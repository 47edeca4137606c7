//! Where log lines go, and what they must not carry.
//!
//! Lines go to standard error, so that what a command prints stays clean, and to a rotated file when one is
//! configured. Both pass through [`redact`] as whole lines: no field, span or message can go around it.

pub mod redact;

use std::io::IsTerminal;

use kernel::{Error, Result};
use tracing::Subscriber;
use tracing_appender::rolling::{RollingFileAppender, Rotation as Every};
use tracing_subscriber::filter::{ParseError, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry};

use crate::config::{Log, LogFormat, Rotation};
use redact::Redacting;

/// A layer of the one subscriber, with a filter of its own.
pub type BoxedLayer = Box<dyn Layer<Registry> + Send + Sync>;

/// Begins to write, and to feed the `others`. Once per process; lines before it are lost.
pub fn start(config: &Log, others: Vec<BoxedLayer>) -> Result<()> {
    let level: Targets = config.level.parse().map_err(|error: ParseError| {
        Error::invalid("log.level", "invalid", "Use error, warn, info, debug or trace.").with_source(error)
    })?;
    let pretty = match config.format {
        LogFormat::Auto => std::io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Pretty => true,
    };
    let mut layers = others;
    layers.push(lines(std::io::stderr, pretty).with_filter(level.clone()).boxed());
    if config.folder.is_some() {
        layers.push(lines(rolling_file(config)?, false).with_filter(level).boxed());
    }
    tracing_subscriber::registry().with(layers).try_init().map_err(Error::internal)
}

fn lines<S, W>(writer: W, pretty: bool) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(Redacting(writer));
    if pretty {
        layer.with_ansi(std::io::stderr().is_terminal()).boxed()
    } else {
        layer.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
    }
}

fn rolling_file(config: &Log) -> Result<RollingFileAppender> {
    let rotation = match config.rotation {
        Rotation::Hourly => Every::HOURLY,
        Rotation::Daily => Every::DAILY,
        Rotation::Never => Every::NEVER,
    };
    let builder = RollingFileAppender::builder()
        .rotation(rotation)
        .filename_prefix("tradepost")
        .filename_suffix("log")
        .max_log_files(config.keep_files);
    builder.build(config.folder.clone().unwrap_or_default()).map_err(|error| {
        Error::invalid("log.folder", "invalid", "Log files cannot be written to log.folder.")
            .with_source(error)
    })
}
