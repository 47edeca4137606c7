//! Events of level error to Sentry, or to whatever speaks its protocol.

use std::sync::Arc;
use std::sync::mpsc as blocking;
use std::time::Duration;

use httpclient::Url;
use kernel::{Env, Error, Result};
use sentry_core::protocol::Event;
use sentry_core::types::Dsn;
use sentry_core::{Client, ClientOptions, Envelope, Hub, Transport, TransportFactory, TransportOptions};
use sentry_tracing::ErrorLayer;
use tokio::sync::mpsc;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;

use super::collector::Collector;
use crate::config::{Monitoring, Secret};
use crate::logging::BoxedLayer;
use crate::logging::redact::redact;

/// Reports that may wait; more are dropped, since a flood of errors is one fault seen often.
const WAITING: usize = 100;

pub(super) fn start(dsn: &Secret, monitoring: &Monitoring, env: &Env) -> Result<(Arc<Client>, BoxedLayer)> {
    let parsed: Dsn = dsn.reveal().parse().map_err(Error::internal)?;
    let post = Post::start(&parsed, env)?;
    let options = ClientOptions::new()
        .dsn(dsn.reveal())
        .release(concat!("tradepost@", env!("CARGO_PKG_VERSION")))
        .environment(monitoring.environment.clone())
        .default_integrations(false)
        .before_send(masked)
        .transport(post);
    let client = Arc::new(Client::with_options(options));
    Hub::main().bind_client(Some(Arc::clone(&client)));
    Ok((client, ErrorLayer::new().with_filter(LevelFilter::ERROR).boxed()))
}

/// Every text of the event, wherever it stands. An event that cannot be masked is not sent.
#[expect(clippy::needless_pass_by_value, reason = "Sentry calls it with the event itself")]
fn masked(event: Event<'static>) -> Option<Event<'static>> {
    let json = serde_json::to_string(&event).ok()?;
    serde_json::from_str(&redact(&json)).ok()
}

enum Order {
    Send(Vec<u8>),
    Flush(blocking::SyncSender<()>),
}

/// Posts envelopes one after the other, beside everything else.
#[derive(Clone)]
struct Post(mpsc::Sender<Order>);

impl Post {
    fn start(dsn: &Dsn, env: &Env) -> Result<Self> {
        let url = dsn.envelope_api_url();
        let url = Url::parse(url.as_str()).map_err(Error::internal)?;
        let collector = Collector::new(&url, env)?;
        let auth = dsn.to_auth(Some(concat!("tradepost/", env!("CARGO_PKG_VERSION")))).to_string();
        let (sender, mut orders) = mpsc::channel(WAITING);
        collector.clone().spawn(async move {
            while let Some(order) = orders.recv().await {
                match order {
                    Order::Send(body) => {
                        let headers = vec![("x-sentry-auth".to_owned(), auth.clone())];
                        if let Err(error) = collector.post(url.as_str(), headers, body.into()).await {
                            tracing::warn!(%error, "an error report could not be sent");
                        }
                    }
                    // Nobody waiting any more is fine.
                    Order::Flush(done) => drop(done.send(())),
                }
            }
        });
        Ok(Self(sender))
    }
}

impl TransportFactory for Post {
    fn create_transport_with_options(&self, _: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(self.clone())
    }
}

impl Transport for Post {
    fn send_envelope(&self, envelope: Envelope) {
        let mut body = Vec::new();
        if envelope.to_writer(&mut body).is_ok() {
            // Too many are waiting already: this one is dropped.
            drop(self.0.try_send(Order::Send(body)));
        }
    }

    fn flush(&self, timeout: Duration) -> bool {
        let (done, wait) = blocking::sync_channel(1);
        self.0.try_send(Order::Flush(done)).is_ok() && wait.recv_timeout(timeout).is_ok()
    }
}
