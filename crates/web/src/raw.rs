//! A request as it came over the wire, for those who sign bytes and not what a parser makes of them.

use std::net::IpAddr;

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use kernel::{Error, ErrorKind, Result};

use crate::openapi::{Description, Extracts};
use crate::{App, Failure, Upload};

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Raw {
    /// Its headers.
    pub headers: HeaderMap,
    /// What stands behind the question mark, as it was sent; empty when nothing does.
    pub query: String,
    ip: Option<IpAddr>,
    upload: Upload,
}

impl Raw {
    /// The client's address, after trusted proxies.
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// The body; an error as soon as it is longer than `bytes_max`, whatever the client said before.
    pub async fn body(self, bytes_max: usize) -> Result<Bytes> {
        let announced = self.upload.length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        if announced > bytes_max {
            return Err(too_large(bytes_max));
        }
        let mut stream = std::pin::pin!(self.upload.into_stream());
        let Some(first) = stream.next().await.transpose()? else { return Ok(Bytes::new()) };
        if first.len() > bytes_max {
            return Err(too_large(bytes_max));
        }
        let Some(mut next) = stream.next().await.transpose()? else { return Ok(first) };
        let mut body = BytesMut::with_capacity(announced.max(first.len() + next.len()));
        body.extend_from_slice(&first);
        loop {
            if body.len() + next.len() > bytes_max {
                return Err(too_large(bytes_max));
            }
            body.extend_from_slice(&next);
            match stream.next().await.transpose()? {
                Some(part) => next = part,
                None => return Ok(body.freeze()),
            }
        }
    }
}

fn too_large(bytes_max: usize) -> Error {
    let detail = format!("The body is larger than the {bytes_max} bytes that are taken here.");
    Error::new(ErrorKind::Invalid, "body_too_large", detail)
}

impl FromRequest<App> for Raw {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let headers = request.headers().clone();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let upload = Upload::from_request(request, app).await?;
        Ok(Self { headers, query, ip: upload.info().ip, upload })
    }
}

impl Extracts for Raw {
    fn describe(description: &mut Description<'_>) {
        Upload::describe(description);
    }
}
