//! Files from outside: uploads and links through the whole router, on a local folder.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where its ground is missing")]

mod links;
mod uploads;

use std::time::Duration;

use axum::http::Method;
use blobs::{Blob, Files};
use bytes::Bytes;
use db::DbKind;
use serde::Serialize;
use testkit::{App, Client, Domains};
use utoipa::ToSchema;
use web::{Created, Ctx, Routes, Upload};

/// The largest picture that the test's domain takes.
const MAX_BYTES: u64 = 6 << 20;
/// A picture of one pixel.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// What the test's domain says of a file.
#[derive(Debug, Serialize, ToSchema)]
struct Picture {
    size: u64,
    media_type: String,
    url: String,
}

fn link_to(ctx: &Ctx, blob: &Blob, file_name: Option<&str>) -> kernel::Result<String> {
    let files = ctx.service::<Files>()?;
    let ttl = Duration::from_secs(3_600);
    files.link(ctx.tenant(), blob.hash, &blob.media_type, file_name, ttl, ctx.now())
}

/// Store a picture
#[utoipa::path(put, path = "/api/v1/pictures", tag = "Test")]
async fn put_picture(ctx: Ctx, upload: Upload) -> web::Result<Created<Picture>> {
    Ok(Created(store(&ctx, upload).await?))
}

/// Store a picture
#[utoipa::path(post, path = "/api/v1/pictures", tag = "Test")]
async fn post_picture(ctx: Ctx, upload: Upload) -> web::Result<Created<Picture>> {
    let picture = store(&ctx, upload).await?;
    ctx.write(async |_| Ok(())).await?;
    Ok(Created(picture))
}

async fn store(ctx: &Ctx, upload: Upload) -> kernel::Result<Picture> {
    let blob = ctx.service::<Files>()?.receive(ctx.tenant(), upload, MAX_BYTES).await?;
    let url = link_to(ctx, &blob, Some("Märchen.gif"))?;
    Ok(Picture { size: blob.size, media_type: blob.media_type.as_str().to_owned(), url })
}

fn routes() -> Routes {
    web::routes![put_picture, post_picture]
}

/// The application with the test's domain, and an owner in it. Files know no database, so one will do.
async fn shop() -> (App, Client) {
    let domains = Domains { routes: routes(), ..Domains::default() };
    let app = App::with(DbKind::Sqlite, domains).await.expect("SQLite is always there");
    let (owner, _) = app.owner("Ana").await;
    (app, owner)
}

/// Stores a file and answers its link.
async fn stored(owner: &Client, content: impl Into<Bytes>) -> String {
    let made = owner.upload(Method::PUT, "/api/v1/pictures", content).await.expect(201);
    made["url"].as_str().unwrap().to_owned()
}
