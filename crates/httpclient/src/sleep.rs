//! How the client waits between attempts: on the machine's clock, or as a test says.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

/// The future of a pause.
pub type Sleeping<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Waits. A test passes its own to see the pauses without sitting through them.
pub trait Sleep: Send + Sync + fmt::Debug {
    /// Ends after `duration`.
    fn sleep(&self, duration: Duration) -> Sleeping<'_>;
}

/// Waits on the runtime's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioSleep;

impl Sleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> Sleeping<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}
