//! What handlers take: bodies, query and path parameters, with errors that name the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use kernel::{Entity, Error, ErrorKind, Id};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema};

use crate::openapi::{Description, Extracts};
use crate::{App, Failure};

pub(crate) async fn read_json<T: DeserializeOwned>(request: Request, state: &App) -> Result<T, Failure> {
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media_type = content_type.split(';').next().unwrap_or("").trim();
    // Browsers can send text/plain across origins without asking first; insisting on JSON closes that door too.
    if !media_type.eq_ignore_ascii_case("application/json") {
        let detail = "Send the body as JSON with Content-Type: application/json.";
        return Err(Error::new(ErrorKind::Invalid, "unsupported_media_type", detail).into());
    }
    let bytes = Bytes::from_request(request, state).await?;
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| from_serde(&dotted(error.path()), error.inner()))?;
    json.end().map_err(|error| from_serde("", &error))?;
    Ok(value)
}

/// `lines.0.quantity`; empty for the whole.
fn dotted(path: &serde_path_to_error::Path) -> String {
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => index.to_string(),
        other => other.to_string(),
    });
    segments.collect::<Vec<_>>().join(".")
}

fn from_serde(field: &str, error: &serde_json::Error) -> Failure {
    if error.is_data() {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message);
        return invalid(field, "body", message).into();
    }
    let detail = format!("The body is not valid JSON: {error}.");
    Error::new(ErrorKind::Invalid, "malformed_json", detail).into()
}

/// What serde says of `field`, or of the `whole` when that is empty. It names a missing or unknown field only in its
/// message when the path stops at the object around it.
fn invalid(field: &str, whole: &'static str, message: &str) -> Error {
    let named = |prefix: &str| {
        let name = message.strip_prefix(prefix)?.split('`').next()?;
        let path_has_it = prefix.starts_with("unknown") && field.rsplit('.').next() == Some(name);
        Some(match field {
            "" => name.to_owned(),
            field if path_has_it => field.to_owned(),
            around => format!("{around}.{name}"),
        })
    };
    if let Some(field) = named("missing field `") {
        return Error::invalid(field, "required", "This field is required.");
    }
    if let Some(field) = named("unknown field `") {
        return Error::invalid(field, "unknown", "There is no such field.");
    }
    let field = if field.is_empty() { whole } else { field };
    Error::invalid(field.to_owned(), "invalid", message.to_owned())
}

/// Query parameters; `T` derives `IntoParams`.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|query| Self(query.0)).map_err(|rejection| {
            // "Failed to deserialize query string: limit: invalid digit found in string"
            let text = rejection.body_text();
            let text = text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest);
            let (field, message) = text.split_once(": ").unwrap_or(("", text));
            invalid(field, "query", message).into()
        })
    }
}

impl<T: IntoParams> Extracts for Query<T> {
    fn describe(description: &mut Description<'_>) {
        for mut parameter in T::into_params(|| Some(ParameterIn::Query)) {
            // An optional parameter is left out, never null; the derive says both.
            if let Some(RefOr::T(Schema::Object(schema))) = &mut parameter.schema
                && let SchemaType::Array(types) = &mut schema.schema_type
            {
                types.retain(|one| *one != Type::Null);
                if let [only] = types.as_slice() {
                    schema.schema_type = SchemaType::Type(only.clone());
                }
            }
            description.parameter(parameter);
        }
    }
}

/// Path parameters. Their names come from the template, their schemas from the types, in order.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &App) -> Result<Self, Failure> {
        // A path that names no possible id names nothing: 404, not 400.
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0)).map_err(|_| Error::not_found("thing").into())
    }
}

/// A type that stands for one or more segments of a path. Implemented for ids, strings, and pairs of them.
pub trait Segments {
    /// A schema per segment.
    fn schemas(description: &mut Description<'_>) -> Vec<RefOr<Schema>>;
}

impl Segments for String {
    fn schemas(_: &mut Description<'_>) -> Vec<RefOr<Schema>> {
        vec![<Self as PartialSchema>::schema()]
    }
}

impl<T: Entity> Segments for Id<T> {
    fn schemas(description: &mut Description<'_>) -> Vec<RefOr<Schema>> {
        vec![description.refer::<Self>().into()]
    }
}

impl<A: Segments, B: Segments> Segments for (A, B) {
    fn schemas(description: &mut Description<'_>) -> Vec<RefOr<Schema>> {
        let mut schemas = A::schemas(description);
        schemas.append(&mut B::schemas(description));
        schemas
    }
}

impl<T: Segments> Extracts for Path<T> {
    fn describe(description: &mut Description<'_>) {
        let names =
            description.path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        let names: Vec<_> = names.map(str::to_owned).collect();
        for (name, schema) in names.into_iter().zip(T::schemas(description)) {
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
            description.parameter(parameter.required(Required::True).schema(Some(schema)).build());
        }
    }
}
