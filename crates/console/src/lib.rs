//! The built console, embedded and served below `/app/`.
//!
//! Files whose names carry a hash of their content are cached for ever; everything else is asked for again and
//! answered with 304 while it is the same. Addresses that the console's own router knows get its page. Debug builds
//! read the files from disk, so that a rebuilt console needs no rebuilt server.

#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../console/dist"]
#[allow_missing = true]
struct Built;

const INDEX: &str = "index.html";
const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\">
  <head><meta charset=\"utf-8\"><title>Tradepost</title></head>
  <body>
    <h1>The console is not built</h1>
    <p>Run <code>npm ci &amp;&amp; npm run build</code> in the folder <code>console</code>, then build Tradepost again.</p>
    <p>The API works without it: <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p>
  </body>
</html>
";

/// `/app/` and all below it.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/app", get(async || Redirect::permanent("/app/")))
        .route("/app/", get(async |headers: HeaderMap| answer("", &headers)))
        .route(
            "/app/{*path}",
            get(async |Path(path): Path<String>, headers: HeaderMap| answer(&path, &headers)),
        )
}

fn answer(path: &str, headers: &HeaderMap) -> Response {
    if let Some(file) = Built::get(path) {
        return serve(path, &file, headers);
    }
    // A missing file is missing; any other address belongs to the console's own router.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) || path.starts_with("assets/") {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    }
    match Built::get(INDEX) {
        Some(page) => serve(INDEX, &page, headers),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")],
            NOT_BUILT,
        )
            .into_response(),
    }
}

fn serve(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    // Weak, because compression on the way changes bytes but not content.
    let tag = format!("W/\"{}\"", hex::encode(&file.metadata.sha256_hash()[..12]));
    let caching =
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let common = [(ETAG, tag.clone()), (CACHE_CONTROL, caching.to_owned())];
    let known = headers.get(IF_NONE_MATCH).and_then(|given| given.to_str().ok());
    if known.is_some_and(|given| given.split(',').any(|one| one.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(CONTENT_TYPE, content_type(path))], file.data.clone().into_owned()).into_response()
}

/// The types of files that a build of the console has.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
