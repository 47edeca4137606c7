//! Traces to an OTLP collector and errors to Sentry, when the operator names one. Without, nothing is sent anywhere.
//!
//! Both go through the one outgoing HTTP client, and neither carries what logs must not carry: everything is
//! redacted as log lines are. A collector that is slow or away costs reports, never requests.

mod collector;
mod errors;
#[cfg(test)]
mod tests;
mod traces;

use std::time::Duration;

use kernel::{Env, Result};
use opentelemetry_sdk::trace::SdkTracerProvider;
use sentry_core::Client;
use std::sync::Arc;

use crate::config::Monitoring;
use crate::logging::BoxedLayer;

/// How long the last reports may take to go out when the process ends.
const LAST_REPORTS: Duration = Duration::from_secs(3);

/// What sends reports; [`Telemetry::end`] sends the last ones.
#[derive(Default)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
    errors: Option<Arc<Client>>,
}

impl std::fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (traces, errors) = (self.traces.is_some(), self.errors.is_some());
        f.debug_struct("Telemetry").field("traces", &traces).field("errors", &errors).finish()
    }
}

impl Telemetry {
    /// What is configured, and the layers that feed it. Must run inside the runtime.
    pub fn start(monitoring: &Monitoring, env: &Env) -> Result<(Self, Vec<BoxedLayer>)> {
        let (mut telemetry, mut layers) = (Self::default(), Vec::new());
        if let Some(endpoint) = &monitoring.otlp_endpoint {
            let (provider, layer) = traces::start(endpoint, monitoring, env)?;
            telemetry.traces = Some(provider);
            layers.push(layer);
        }
        if let Some(dsn) = &monitoring.sentry_dsn {
            let (client, layer) = errors::start(dsn, monitoring, env)?;
            telemetry.errors = Some(client);
            layers.push(layer);
        }
        Ok((telemetry, layers))
    }

    /// Sends what is left, for a few seconds at most.
    pub async fn end(self) {
        // Both libraries wait by blocking, which a runtime's own thread must not.
        let ended = tokio::task::spawn_blocking(move || {
            if let Some(traces) = self.traces {
                drop(traces.shutdown_with_timeout(LAST_REPORTS));
            }
            if let Some(errors) = self.errors {
                errors.close(Some(LAST_REPORTS));
            }
        });
        drop(ended.await);
    }
}
