//! What handlers take: bodies, query and path parameters, with errors that name the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use kernel::{Entity, Error, ErrorKind, Id};
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema};

use crate::openapi::{Description, Extracts};
use crate::{App, Failure};

pub(crate) async fn read_json<T: DeserializeOwned>(request: Request, state: &App) -> Result<T, Failure> {
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    // Browsers can send text/plain across origins without asking first; insisting on JSON closes that door too.
    if content_type.split(';').next().map(str::trim) != Some("application/json") {
        let detail = "Send the body as JSON with Content-Type: application/json.";
        return Err(Error::new(ErrorKind::Invalid, "unsupported_media_type", detail).into());
    }
    let bytes = Bytes::from_request(request, state).await?;
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = error.path().to_string();
        from_serde(&field, error.inner())
    })?;
    json.end().map_err(|error| from_serde(".", &error))?;
    Ok(value)
}

fn from_serde(field: &str, error: &serde_json::Error) -> Failure {
    if !error.is_data() {
        return Error::new(
            ErrorKind::Invalid,
            "malformed_json",
            format!("The body is not valid JSON: {error}."),
        )
        .into();
    }
    let message = error.to_string();
    // serde names a missing or unknown field in its message, and the path stops at the object around it.
    let named = |prefix: &str| {
        message.strip_prefix(prefix).and_then(|rest| rest.split('`').next()).map(|name| match field {
            "." => name.to_owned(),
            around => format!("{around}.{name}"),
        })
    };
    if let Some(field) = named("missing field `") {
        return Error::invalid(field, "required", "This field is required.").into();
    }
    if let Some(field) = named("unknown field `") {
        return Error::invalid(field, "unknown", "There is no such field.").into();
    }
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    Error::invalid(if field == "." { "body".to_owned() } else { field.to_owned() }, "invalid", message).into()
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
            let (field, message) = text.split_once(": ").unwrap_or(("query", text));
            Error::invalid(field.to_owned(), "invalid", message.to_owned()).into()
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
