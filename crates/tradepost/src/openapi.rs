//! The OpenAPI document: `tradepost openapi`, `/api/openapi.json`, and the page that explains it, `/api/docs`.

use std::path::Path;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use kernel::{Error, Result};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, Info, License, OpenApi, OpenApiBuilder, ServerBuilder};
use web::{App, OpenApiRouter};

use crate::{cli, wiring};

const ABOUT: &str = "\
The API of Tradepost. Everything the console does, it does here.

**Credentials.** Send an API key as `Authorization: Bearer tp_live_…`. Browsers use the session cookie and name the \
organization in the header `Tradepost-Organization`.

**Lists** come in pages: `?limit=` says how many, and the answer's `next` goes into `?after=`.

**Errors** are problem details (RFC 9457): program against `code`, show `detail`, quote `request_id` when you ask for help.

**Repeating a POST** is safe with an `Idempotency-Key`: the effect happens once, and the answer is the same.

**Limits** stand in the headers `RateLimit` and `RateLimit-Policy`; a refusal is a 429 with `Retry-After`.";

/// The page's policy: its own scripts, and the inline styles that the reference sets at run time.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const DOCS_PAGE: &str = "<!doctype html>
<html lang=\"en\">
  <head>
    <meta charset=\"utf-8\">
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
    <title>Tradepost API</title>
  </head>
  <body>
    <div id=\"reference\"></div>
    <noscript>The document itself: <a href=\"/api/openapi.json\">openapi.json</a></noscript>
    <script src=\"/app/api-docs/standalone.js\"></script>
    <script src=\"/app/api-docs/start.js\"></script>
  </body>
</html>
";

/// All routes of the API, and the document that describes them.
pub fn router() -> (Router<App>, OpenApi) {
    let mut info = Info::new("Tradepost", env!("CARGO_PKG_VERSION"));
    info.description = Some(ABOUT.to_owned());
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".to_owned());
    info.license = Some(license);
    let document = OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .components(Some(security()))
        .build();
    let (router, mut document) =
        OpenApiRouter::with_openapi(document).merge(wiring::routes()).split_for_parts();
    name_operations(&mut document);
    (router, document)
}

/// Gives every operation a name of its own, as OpenAPI demands: many handlers are called `list`, and client generators
/// take two operations of one name for the same.
fn name_operations(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let words: Vec<_> = path
            .trim_start_matches("/api/v1")
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let methods = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{}", words.join("_")));
            }
        }
    }
}

fn security() -> Components {
    let mut components = Components::new();
    let key =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("tp_live_… or tp_test_…").build();
    components.add_security_scheme("api_key", SecurityScheme::Http(key));
    let cookie = ApiKeyValue::new("__Host-tradepost_session");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components
}

/// The document as it is committed: pretty, with a newline at the end.
pub fn text(document: &OpenApi) -> Result<String> {
    document.to_pretty_json().map(|json| json + "\n").map_err(Error::internal)
}

/// The document and its page, served.
pub fn routes<S: Clone + Send + Sync + 'static>(document: &OpenApi) -> Result<Router<S>> {
    let json: &'static str = Box::leak(document.to_json().map_err(Error::internal)?.into_boxed_str());
    let tag = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    let document = get(async move |headers: HeaderMap| {
        if headers.get(IF_NONE_MATCH).is_some_and(|given| given == tag.as_str()) {
            return StatusCode::NOT_MODIFIED.into_response();
        }
        ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache"), (ETAG, &tag)], json)
            .into_response()
    });
    let page = get(async || {
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CACHE_CONTROL, "no-cache"),
            (CONTENT_SECURITY_POLICY, DOCS_POLICY),
        ];
        (headers, DOCS_PAGE)
    });
    Ok(Router::new().route("/api/openapi.json", document).route("/api/docs", page))
}

/// `tradepost openapi`: prints the document, or compares it with a file.
pub fn run(check: Option<&Path>) -> Result<()> {
    let current = text(&router().1)?;
    let Some(path) = check else { return cli::print(&current) };
    let stored = std::fs::read_to_string(path).map_err(|error| {
        let detail = format!("{} cannot be read.", path.display());
        Error::new(kernel::ErrorKind::Invalid, "openapi_file", detail).with_source(error)
    })?;
    if stored == current {
        return cli::print(&format!("{} is what the code says.\n", path.display()));
    }
    let line =
        stored.lines().zip(current.lines()).take_while(|(stored, current)| stored == current).count() + 1;
    let path = path.display();
    let detail = format!(
        "{path} is not what the code says, from line {line} on. Run `tradepost openapi > {path}` and commit it."
    );
    Err(Error::conflict("openapi_drift", detail))
}
