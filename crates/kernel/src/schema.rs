//! How the value types look in the OpenAPI document.

use std::borrow::Cow;

use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::{Country, Currency, Entity, Id, Json, Language, Page, Timestamp};

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

/// By hand, because the derive calls every page `Page` when asked by type: two would collide.
impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("Pass it as `after` to get the next page; null on the last one."));
        ObjectBuilder::new()
            .property("data", ArrayBuilder::new().items(Ref::from_schema_name(T::name())))
            .property("next", next)
            .required("data")
            .required("next")
            .into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Page", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
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

impl PartialSchema for Country {
    fn schema() -> RefOr<Schema> {
        string()
            .pattern(Some("^[A-Z]{2}$"))
            .description(Some("ISO 3166-1 alpha-2 code."))
            .examples([serde_json::json!("DE")])
            .into()
    }
}

impl ToSchema for Country {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Country")
    }
}

impl PartialSchema for Language {
    fn schema() -> RefOr<Schema> {
        string().description(Some("BCP 47 language tag.")).examples([serde_json::json!("de-CH")]).into()
    }
}

impl ToSchema for Language {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Language")
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
