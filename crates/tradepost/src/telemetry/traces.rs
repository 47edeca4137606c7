//! Spans to an OTLP collector, by HTTP and protobuf.

use std::collections::HashMap;

use async_trait::async_trait;
use bytes::Bytes;
use httpclient::Url;
use kernel::{Env, Error, Result};
use opentelemetry::trace::TracerProvider;
use opentelemetry::{KeyValue, Value};
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter as OtlpExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, SpanData, SpanExporter};
use tracing::Level;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;

use super::collector::Collector;
use crate::config::{Monitoring, WebOrigin};
use crate::logging::BoxedLayer;
use crate::logging::redact::{redact, redact_field};

/// Whose spans would tell of sending spans.
const OWN_TRAFFIC: [&str; 6] = ["httpclient", "hyper", "hyper_util", "h2", "reqwest", "opentelemetry"];

pub(super) fn start(
    endpoint: &WebOrigin,
    monitoring: &Monitoring,
    env: &Env,
) -> Result<(SdkTracerProvider, BoxedLayer)> {
    let url = format!("{}/v1/traces", endpoint.as_str());
    let collector = Collector::new(&Url::parse(&url).map_err(Error::internal)?, env)?;
    let header = monitoring.otlp_header.as_ref().and_then(|header| header.reveal().split_once('='));
    let headers: HashMap<String, String> =
        header.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
    let exporter = OtlpExporter::builder()
        .with_http()
        .with_http_client(collector)
        .with_endpoint(url)
        .with_protocol(Protocol::HttpBinary)
        .with_headers(headers)
        .build()
        .map_err(Error::internal)?;
    let resource = Resource::builder()
        .with_service_name("tradepost")
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .with_attribute(KeyValue::new("deployment.environment.name", monitoring.environment.clone()))
        .build();
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(Redacting(exporter))
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(monitoring.trace_share))))
        .with_resource(resource)
        .build();
    let ours = Targets::new()
        .with_default(Level::INFO)
        .with_targets(OWN_TRAFFIC.map(|target| (target, tracing::level_filters::LevelFilter::OFF)));
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tradepost")).with_filter(ours);
    Ok((provider, layer.boxed()))
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let headers = parts
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        let answer = self.post(&parts.uri.to_string(), headers.collect(), body).await?;
        Ok(Response::builder().status(answer.status).body(answer.body)?)
    }
}

/// Masks what must not leave the process before it does.
#[derive(Debug)]
struct Redacting<E>(E);

impl<E: SpanExporter> SpanExporter for Redacting<E> {
    async fn export(&self, mut batch: Vec<SpanData>) -> OTelSdkResult {
        for span in &mut batch {
            mask(&mut span.attributes);
            for event in &mut span.events.events {
                event.name = redact(&event.name).into_owned().into();
                mask(&mut event.attributes);
            }
            if let opentelemetry::trace::Status::Error { description } = &mut span.status {
                *description = redact(description).into_owned().into();
            }
        }
        self.0.export(batch).await
    }

    fn shutdown_with_timeout(&self, timeout: std::time::Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn mask(attributes: &mut [KeyValue]) {
    for attribute in attributes {
        if let Value::String(text) = &attribute.value {
            let masked = redact_field(attribute.key.as_str(), text.as_str()).into_owned();
            attribute.value = Value::String(masked.into());
        }
    }
}
