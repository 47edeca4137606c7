//! How the value types look in the OpenAPI document.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::{Currency, Entity, Id, Json, Timestamp};

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

impl<T: Entity> PartialSchema for Id<T> {
    fn schema() -> RefOr<Schema> {
        string()
            .pattern(Some(format!("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", T::PREFIX)))
            .examples([serde_json::json!(format!("{}_01h455vb4pex5vsknk084sn02q", T::PREFIX))])
            .into()
    }
}

impl<T: Entity> ToSchema for Id<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("Id_{}", T::PREFIX))
    }
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        string()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples([serde_json::json!("2026-11-21T08:30:00Z")])
            .into()
    }
}

impl ToSchema for Timestamp {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Timestamp")
    }
}

impl PartialSchema for Currency {
    fn schema() -> RefOr<Schema> {
        string()
            .pattern(Some("^[A-Z]{3}$"))
            .description(Some("ISO 4217 code."))
            .examples([serde_json::json!("EUR")])
            .into()
    }
}

impl ToSchema for Currency {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Currency")
    }
}

impl<T: PartialSchema> PartialSchema for Json<T> {
    fn schema() -> RefOr<Schema> {
        T::schema()
    }
}

impl<T: ToSchema> ToSchema for Json<T> {
    fn name() -> Cow<'static, str> {
        T::name()
    }
}
