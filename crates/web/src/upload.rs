//! A file that is sent as the body of a request, as it is and of any size: `PUT …/image` with the file's bytes.
//!
//! The body is not collected in memory, so `http.max_body_bytes` does not bound it: whoever receives it sets a bound.
//! What the client says of its type is not believed and not even looked at. The request's time limit begins anew as long
//! as 16 KiB arrive per second, so that a slow line may send a large file and nobody can hold a connection for ever.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use kernel::{Error, ErrorKind, Result};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, Required};

use crate::gate::RequestInfo;
use crate::openapi::{Description, Extracts};
use crate::{App, Failure};

/// The type of such a body in the OpenAPI document. Any other is taken too.
const CONTENT: &str = "application/octet-stream";

/// A file that is sent as the body of a request.
#[derive(Debug)]
pub struct Upload {
    body: Body,
    length: Option<u64>,
    info: Arc<RequestInfo>,
}

impl Upload {
    /// How long the file is, when the client said so. What arrives may be shorter, and then is an error.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn info(&self) -> &RequestInfo {
        &self.info
    }

    /// The bytes as they arrive. A connection that breaks off is an error of the stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes>> + Send {
        let Self { body, info, .. } = self;
        body.into_data_stream().map(move |part| {
            let part = part.map_err(|error| {
                let detail = "The file was cut off on its way. Send it again.";
                Error::new(ErrorKind::Invalid, "upload_interrupted", detail).with_source(error)
            })?;
            info.received(part.len());
            Ok(part)
        })
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let info = request.extensions().get::<Arc<RequestInfo>>().cloned();
        let length =
            request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(Self {
            length,
            info: info.ok_or_else(|| Error::internal("the request did not pass the gate"))?,
            body: request.into_body(),
        })
    }
}

impl Extracts for Upload {
    fn describe(description: &mut Description<'_>) {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        let schema = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).format(Some(binary));
        let content = ContentBuilder::new().schema(Some(schema.build())).build();
        let body = RequestBodyBuilder::new()
            .description(Some("The file as it is. Its type is recognized by its content."))
            .content(CONTENT, content)
            .required(Some(Required::True));
        description.operation.request_body = Some(body.build().into());
    }
}
