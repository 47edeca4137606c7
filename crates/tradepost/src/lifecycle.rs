//! How a process ends: SIGTERM or Ctrl-C begins an orderly end, a second signal cuts it short.

use std::time::Duration;

use kernel::{Error, Result};
use tokio_util::sync::CancellationToken;

/// The two steps of an orderly end. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle {
    draining: CancellationToken,
    stop: CancellationToken,
}

impl Lifecycle {
    /// Whether the end has begun: `/readyz` says so, so that load balancers look elsewhere.
    pub fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    /// Cancelled when nothing new may begin. Endless streams and loops end by it.
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// Begins the end: says so for `notice`, then stops.
    pub async fn end(&self, notice: Duration) {
        self.draining.cancel();
        tokio::time::sleep(notice).await;
        self.stop.cancel();
    }

    /// Listens for signals from now on, until the process is over.
    pub fn listen(&self, notice: Duration) -> Result<()> {
        let mut signals = Signals::new()?;
        let lifecycle = self.clone();
        tokio::spawn(async move {
            let name = signals.next().await;
            tracing::info!(signal = name, "ending: no new work; a second signal ends at once");
            let hurry = async {
                let name = signals.next().await;
                tracing::warn!(signal = name, "ended at once");
                std::process::exit(130);
            };
            tokio::join!(lifecycle.end(notice), hurry);
        });
        Ok(())
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(Error::internal);
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> &'static str {
        match tokio::signal::ctrl_c().await {
            Ok(()) => "Ctrl-C",
            Err(_) => std::future::pending().await,
        }
    }
}
