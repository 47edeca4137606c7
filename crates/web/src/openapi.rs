//! The OpenAPI document, put together from what handlers take and answer.
//!
//! utoipa's attribute carries only what a signature cannot: method, path, tag and the doc comment. Parameters, bodies
//! and answers are described by their types through [`Extracts`] and [`Answers`]: what compiles as a handler is what
//! the document says. ADR 0001 compares this with the alternatives.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;

/// The operation being described, and where its schemas are registered.
pub struct Description<'a> {
    pub(crate) path: &'a str,
    pub(crate) operation: &'a mut Operation,
    schemas: &'a mut Vec<(String, RefOr<Schema>)>,
}

impl std::fmt::Debug for Description<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Description").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Description<'_> {
    /// Registers `T` and everything it refers to; returns the reference to it.
    pub fn refer<T: ToSchema>(&mut self) -> Ref {
        self.schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(self.schemas);
        Ref::from_schema_name(T::name())
    }

    /// Adds an answer, with a body of the given content type if `schema` is there.
    pub fn answer(&mut self, status: &str, text: &str, body: Option<(&str, Ref)>) {
        let mut response = ResponseBuilder::new().description(text);
        if let Some((content_type, schema)) = body {
            response = response.content(content_type, ContentBuilder::new().schema(Some(schema)).build());
        }
        self.operation.responses.responses.insert(status.to_owned(), response.build().into());
    }

    /// Adds a parameter.
    pub fn parameter(&mut self, parameter: Parameter) {
        self.operation.parameters.get_or_insert_default().push(parameter.into());
    }

    /// Adds a header parameter.
    pub fn header(&mut self, name: &str, text: &str, required: bool) {
        let required = if required { Required::True } else { Required::False };
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
        let schema = <String as PartialSchema>::schema();
        self.parameter(parameter.description(Some(text)).required(required).schema(Some(schema)).build());
    }

    /// Says how a browser session names its organization.
    pub fn organization_header(&mut self) {
        let text = "The organization to act for. Needed with a session; an API key belongs to one already.";
        self.header("Tradepost-Organization", text, false);
    }

    /// Says that the operation needs credentials: a session cookie or an API key, either will do.
    pub fn private(&mut self) {
        let schemes = ["session", "api_key"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
        self.operation.security.get_or_insert_default().extend(schemes);
    }

    /// Says that the operation needs a signed-in person.
    pub fn private_to_people(&mut self) {
        let scheme = SecurityRequirement::new("session", Vec::<String>::new());
        self.operation.security.get_or_insert_default().push(scheme);
    }
}

/// What an extractor adds to the document. An extractor that adds nothing still says so.
pub trait Extracts {
    /// Adds parameters, a body or a security requirement.
    fn describe(_: &mut Description<'_>) {}
}

/// State is nobody's business outside.
impl<T> Extracts for axum::extract::State<T> {}

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

/// Completes what `utoipa_axum::routes!` collected for one handler; use it through [`routes!`](crate::routes).
pub fn describe<H: Endpoint<Arguments>, Arguments, S>(
    _handler: &H,
    (mut schemas, mut paths, router): UtoipaMethodRouter<S>,
) -> UtoipaMethodRouter<S> {
    for (path, item) in &mut paths.paths {
        // Our five methods; one handler has exactly one of them.
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("put", &mut item.put),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else { continue };
            operation.operation_id = Some(operation_id(method, path));
            H::describe(&mut Description { path, operation, schemas: &mut schemas });
        }
        if let Some(operation) = item.post.as_mut().filter(|operation| operation.security.is_some()) {
            let text = "A value of your choice, such as a UUID. A repetition with it has no second effect.";
            let mut description = Description { path, operation, schemas: &mut schemas };
            description.header("Idempotency-Key", text, false);
        }
    }
    (schemas, paths, router)
}

/// A name that no other operation has, because it is made of what makes it different: `delete_members_by_member_id`.
/// utoipa's own is the handler's, and every domain has a `list`.
fn operation_id(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1/").unwrap_or(path).replace("/{", "_by_").replace('}', "");
    let words: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("{method}_{}", words.trim_matches('_'))
}

/// A router of handlers that carry `#[utoipa::path(…)]`.
///
/// One `.routes()` call per handler on purpose: `utoipa_axum::routes!(a, b)` gives every handler of the call every
/// path of the call, so handlers with different paths must not share one.
#[macro_export]
macro_rules! routes {
    ($($handler:path),+ $(,)?) => {
        $crate::Routes::new()
            $(.routes($crate::openapi::describe(&$handler, $crate::openapi::axum_routes!($handler))))+
    };
}

pub use utoipa_axum::routes as axum_routes;
