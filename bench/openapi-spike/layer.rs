// The typed variant's layer; generate.py appends it to the code all variants share, so it is not a crate of its own.

use std::borrow::Cow;

pub use axum::Json;
pub use axum::extract::{Path, Query};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema as Document, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;

/// The operation being described, and where its schemas are registered.
pub struct Description<'a> {
    operation: &'a mut Operation,
    schemas: &'a mut Vec<(String, RefOr<Document>)>,
}

impl Description<'_> {
    /// Registers `T` and everything it refers to; returns the reference to it.
    pub fn refer<T: ToSchema>(&mut self) -> Ref {
        self.schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(self.schemas);
        Ref::from_schema_name(T::name())
    }

    /// Adds an answer, with a JSON body of the given content type if `schema` is there.
    pub fn answer(&mut self, status: &str, text: &str, body: Option<(&str, Ref)>) {
        let mut response = ResponseBuilder::new().description(text);
        if let Some((content_type, schema)) = body {
            response = response.content(content_type, ContentBuilder::new().schema(Some(schema)).build());
        }
        self.operation.responses.responses.insert(status.to_owned(), response.build().into());
    }

    fn parameter(&mut self, parameter: Parameter) {
        self.operation.parameters.get_or_insert_default().push(parameter.into());
    }
}

/// What an extractor adds to the document. An extractor that adds nothing still says so.
pub trait Extracts {
    /// Adds parameters, a body or a security requirement.
    fn describe(_: &mut Description<'_>) {}
}

/// What an answer type adds to the document.
pub trait Answers {
    /// Adds the responses.
    fn describe(description: &mut Description<'_>);
}

impl<T: Answers, E: Answers> Answers for Result<T, E> {
    fn describe(description: &mut Description<'_>) {
        T::describe(description);
        E::describe(description);
    }
}

/// A handler whose extractors and answer all describe themselves.
pub trait Endpoint<Arguments> {
    /// Describes every argument, then the answer.
    fn describe(description: &mut Description<'_>);
}

macro_rules! endpoint {
    ($($argument:ident)*) => {
        impl<F, Fut, $($argument),*> Endpoint<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Fut,
            Fut: Future,
            Fut::Output: Answers,
            $($argument: Extracts,)*
        {
            fn describe(description: &mut Description<'_>) {
                $($argument::describe(description);)*
                <Fut::Output as Answers>::describe(description);
            }
        }
    };
}
endpoint!();
endpoint!(A);
endpoint!(A B);
endpoint!(A B C);
endpoint!(A B C D);
endpoint!(A B C D E);

/// Completes what `utoipa_axum::routes!` collected for one handler; use it through [`routes!`].
pub fn describe<H: Endpoint<Arguments>, Arguments, S>(
    _handler: &H,
    (mut schemas, mut paths, router): UtoipaMethodRouter<S>,
) -> UtoipaMethodRouter<S> {
    for item in paths.paths.values_mut() {
        // Our five methods; one handler has exactly one of them.
        let operations = [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            H::describe(&mut Description { operation, schemas: &mut schemas });
        }
    }
    (schemas, paths, router)
}

/// A router of handlers that carry `#[utoipa::path(…)]`.
///
/// One `.routes()` call per handler on purpose: `utoipa_axum::routes!(a, b)` gives every handler of the call every
/// path of the call, so handlers with different paths must not share one.
macro_rules! routes {
    ($($handler:ident),+ $(,)?) => {
        utoipa_axum::router::OpenApiRouter::new()
            $(.routes($crate::web::describe(&$handler, utoipa_axum::routes!($handler))))+
    };
}

impl<T: ToSchema> Extracts for Json<T> {
    fn describe(description: &mut Description<'_>) {
        let content = ContentBuilder::new().schema(Some(description.refer::<T>())).build();
        let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        description.operation.request_body = Some(body.build().into());
    }
}

impl<T: IntoParams> Extracts for Query<T> {
    fn describe(description: &mut Description<'_>) {
        for parameter in T::into_params(|| Some(ParameterIn::Query)) {
            description.parameter(parameter);
        }
    }
}

impl<T: IntoParams> Extracts for Path<T> {
    fn describe(description: &mut Description<'_>) {
        for parameter in T::into_params(|| Some(ParameterIn::Path)) {
            description.parameter(parameter);
        }
    }
}

impl<T: ToSchema> Answers for Json<T> {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<T>();
        description.answer("200", "Done", Some(("application/json", schema)));
    }
}

impl<T: ToSchema> Answers for Created<T> {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<T>();
        description.answer("201", "Done", Some(("application/json", schema)));
    }
}

impl Answers for NoContent {
    fn describe(description: &mut Description<'_>) {
        description.answer("204", "Done", None);
    }
}

impl Answers for Error {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<Problem>();
        description.answer("default", "A problem", Some(("application/json", schema)));
    }
}

/// One page of a list. By hand, because the derive calls every page `Page` when asked by type: two would collide.
#[derive(Serialize)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Pass it as `after` to get the next page; null on the last one.
    pub next: Option<String>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Document> {
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

    fn schemas(schemas: &mut Vec<(String, RefOr<Document>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

