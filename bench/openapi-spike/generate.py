#!/usr/bin/env python3
"""Writes the same 20-endpoint axum 0.8 API three times: with aide, with utoipa as its manual shows it, and with
utoipa plus a layer that reads the handlers' types. Usage: generate.py DIRECTORY [RESOURCES]"""

import pathlib
import sys

RESOURCES = ["user", "order", "parcel", "shop", "coupon", "store", "batch", "carrier", "invoice", "return"]

CARGO = {
    "aide": 'aide = { version = "=0.16.0-alpha.4", features = ["axum", "axum-json", "axum-query"] }\nschemars = "1"\n',
    "utoipa": 'utoipa = { version = "6", features = ["axum_extras"] }\nutoipa-axum = "0.3"\n',
    "typed": 'utoipa = "6"\nutoipa-axum = "0.3"\n',
}

MANIFEST = """[package]
name = "spike-{variant}"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
axum = {{ version = "0.8", default-features = false, features = ["http1", "json", "query", "tokio"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
tokio = {{ version = "1", features = ["rt-multi-thread", "net"] }}
{own}"""

# What both sides need at run time: the error, 201 and 204.
COMMON = """
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// RFC 9457 problem details.
#[derive(Serialize, Schema)]
pub struct Problem {
    /// What happened.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
}

/// The one error.
pub enum Error { NotFound }

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = StatusCode::NOT_FOUND;
        (status, axum::Json(Problem { title: "Not found".to_owned(), status: status.as_u16() })).into_response()
    }
}

/// 201 with the thing that was made.
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, axum::Json(self.0)).into_response()
    }
}

/// 204.
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response { StatusCode::NO_CONTENT.into_response() }
}

/// Which part of a list.
#[derive(Deserialize, Params)]
pub struct PageParams {
    /// How many rows at most.
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// An id, alone in a path.
#[derive(Deserialize, Params)]
pub struct IdPath {
    /// The id.
    pub id: String,
}

/// How somebody is reached.
#[derive(Serialize, Deserialize, Clone, Schema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Contact {
    /// By mail.
    Mail { address: String },
    /// By telephone.
    Phone { number: String },
}
"""

PAGE_DERIVED = """
/// One page of a list.
#[derive(Serialize, Schema)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Pass it as `after`; null on the last page.
    pub next: Option<String>,
}
"""

WEB = {
    "aide": "use schemars::JsonSchema as Schema;\nuse schemars::JsonSchema as Params;\n" + COMMON + PAGE_DERIVED + """
use aide::generate::GenContext;
use aide::openapi::{self, Operation, StatusCode as Code};
use aide::OperationOutput;
use schemars::JsonSchema;

type Answers = Vec<(Option<Code>, openapi::Response)>;

impl OperationOutput for Error {
    type Inner = Problem;
    fn inferred_responses(ctx: &mut GenContext, op: &mut Operation) -> Answers {
        let response = axum::Json::<Problem>::operation_response(ctx, op).unwrap_or_default();
        vec![(None, response)]
    }
}

impl<T: JsonSchema + Serialize> OperationOutput for Created<T> {
    type Inner = T;
    fn inferred_responses(ctx: &mut GenContext, op: &mut Operation) -> Answers {
        vec![(Some(Code::Code(201)), axum::Json::<T>::operation_response(ctx, op).unwrap_or_default())]
    }
}

impl OperationOutput for NoContent {
    type Inner = ();
    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Answers {
        vec![(Some(Code::Code(204)), openapi::Response::default())]
    }
}
""",
    "utoipa": "use utoipa::ToSchema as Schema;\nuse utoipa::IntoParams as Params;\nuse utoipa::{IntoParams, ToSchema};\n"
    + COMMON + PAGE_DERIVED,
    "typed": None,  # read from layer.rs
}

TYPES = """
/// A {r}.
#[derive(Serialize, Clone, Schema)]
pub struct {R} {{
    /// The id.
    pub id: String,
    /// What to call it.
    pub name: String,
    /// Free text.
    pub note: Option<String>,
    /// How to reach somebody about it.
    pub contact: Contact,
}}

/// What a new {r} needs.
#[derive(Deserialize, Schema)]
pub struct New{R} {{
    /// What to call it.
    pub name: String,
    /// How to reach somebody about it.
    pub contact: Contact,
}}

/// What can change of a {r}.
#[derive(Deserialize, Schema)]
pub struct {R}Patch {{
    /// What to call it.
    pub name: Option<String>,
}}

fn sample(name: &str) -> {R} {{
    let contact = Contact::Mail {{ address: "ada@example.com".to_owned() }};
    {R} {{ id: "{r}_1".to_owned(), name: name.to_owned(), note: None, contact }}
}}
"""

# verb, method, path, doc, arguments, answer, body
ENDPOINTS = [
    ("list_{r}s", "get", "/{r}s", "Lists {r}s.", "Query(page): Query<PageParams>", "Json<Page<{R}>>",
     "let _ = (page.limit, page.after);\n    Ok(Json(Page {{ data: vec![sample(\"a\")], next: None }}))"),
    ("create_{r}", "post", "/{r}s", "Creates a {r}.", "Json(new): Json<New{R}>", "Created<{R}>",
     "Ok(Created({R} {{ contact: new.contact, ..sample(&new.name) }}))"),
    ("get_{r}", "get", "/{r}s/{{id}}", "Gets a {r}.", "Path(path): Path<IdPath>", "Json<{R}>",
     "if path.id.is_empty() {{ return Err(Error::NotFound); }}\n    Ok(Json(sample(\"a\")))"),
    ("update_{r}", "patch", "/{r}s/{{id}}", "Changes a {r}.", "Path(path): Path<IdPath>, Json(patch): Json<{R}Patch>",
     "Json<{R}>", "Ok(Json({R} {{ id: path.id, ..sample(&patch.name.unwrap_or_default()) }}))"),
    ("delete_{r}", "delete", "/{r}s/{{id}}", "Deletes a {r}.", "Path(path): Path<IdPath>", "NoContent",
     "if path.id.is_empty() {{ return Err(Error::NotFound); }}\n    Ok(NoContent)"),
]

NOTE = "What one reads here is what the caller gets."


def attribute(variant, method, path, tag, arguments, answer, fill):
    """The lines above a handler that exist only for the document."""
    if variant == "aide":
        return ""
    if variant == "typed":
        return f'#[utoipa::path({method}, path = "{path}", tag = "{tag}")]\n'
    params = [name for name in ("PageParams", "IdPath") if name in arguments]
    status, body = {"J": ("200", answer[5:-1]), "C": ("201", answer[8:-1]), "N": ("204", "")}[answer[0]]
    body = f", body = {body}" if body else ""
    lines = ["#[utoipa::path(", f'    {method}, path = "{path}", tag = "{tag}",']
    if params:
        lines.append(f"    params({', '.join(params)}),")
    lines += ["    responses(", f'        (status = {status}, description = "Done"{body}),',
              '        (status = "default", description = "A problem", body = Problem),', "    )", ")]"]
    return "\n".join(lines) + "\n"


USE = {
    "aide": """use aide::axum::ApiRouter;
use aide::axum::routing::*;
use axum::Json;
use axum::extract::{Path, Query};
use schemars::JsonSchema as Schema;""",
    "utoipa": """use axum::Json;
use axum::extract::{Path, Query};
use utoipa::ToSchema as Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;""",
    "typed": """use utoipa::ToSchema as Schema;
use utoipa_axum::router::OpenApiRouter;""",
}


def resource(variant, r):
    fill = {"r": r, "R": r.capitalize()}
    use = USE[variant]
    out = [use + "\nuse serde::{Deserialize, Serialize};\n\nuse crate::web::*;\n" + TYPES.format(**fill)]
    count, chains = 0, {}
    for name, method, path, doc, arguments, answer, body in ENDPOINTS:
        name, path, doc, arguments, answer, body = (x.format(**fill) for x in (name, path, doc, arguments, answer, body))
        above = attribute(variant, method, path, fill["R"] + "s", arguments, answer, fill)
        count += above.count("\n")
        out.append(f"/// {doc}\n///\n/// {NOTE}\n{above}async fn {name}({arguments}) -> Result<{answer}, Error> {{\n    {body}\n}}\n")
        chains.setdefault(path, []).append((name, method, doc))
    names = [n for group in chains.values() for n, _, _ in group]
    if variant == "aide":
        lines = ["ApiRouter::new()"]
        for path, group in chains.items():
            lines.append(f'        .api_route("{path}",')
            for index, (name, method, doc) in enumerate(group):
                tail = "," if index + 1 == len(group) else ""
                dot = "." if index else ""
                lines += [f"            {dot}{method}_with({name}, |op| {{",
                          f'                op.id("{name}").summary("{doc}")',
                          f'                    .description("{NOTE}").tag("{fill["R"]}s")', "            })" + tail]
            lines.append("        )")
        text, kind = "\n".join(lines), "ApiRouter"
    elif variant == "utoipa":
        lines = ["OpenApiRouter::new()"] + [f"        .routes(routes!({', '.join(n for n, _, _ in g)}))" for g in chains.values()]
        text, kind = "\n".join(lines), "OpenApiRouter"
    else:
        text, kind = f"routes![{', '.join(names)}]", "OpenApiRouter"
    count += text.count("\n") + 1
    out.append(f"/// The routes.\npub fn routes() -> {kind} {{\n    {text}\n}}\n")
    return "\n".join(out), count


MAIN = {
    "aide": """
fn app() -> (axum::Router, String) {
    aide::generate::on_error(|error| panic!("{error}"));
    aide::generate::extract_schemas(true);
    let mut api = aide::openapi::OpenApi::default();
    let router = aide::axum::ApiRouter::new()MERGE;
    let router = aide::axum::ApiRouter::new().nest("/api/v1", router).finish_api(&mut api);
    (router, serde_json::to_string_pretty(&api).unwrap())
}
""",
    "utoipa": """
fn app() -> (axum::Router, String) {
    let router = utoipa_axum::router::OpenApiRouter::new()MERGE;
    let (router, api) = utoipa_axum::router::OpenApiRouter::new().nest("/api/v1", router).split_for_parts();
    (router, api.to_pretty_json().unwrap())
}
""",
}
MAIN["typed"] = MAIN["utoipa"]
SERVE = """
fn main() {
    let (router, document) = app();
    println!("{document}");
    if std::env::args().nth(1).as_deref() == Some("serve") {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    }
}
"""


def main():
    target = pathlib.Path(sys.argv[1])
    names = RESOURCES[: int(sys.argv[2]) if len(sys.argv) > 2 else 4]
    WEB["typed"] = ("use utoipa::ToSchema as Schema;\nuse utoipa::IntoParams as Params;\n" + COMMON
                    + pathlib.Path(__file__).with_name("layer.rs").read_text())
    for variant in WEB:
        source = target / variant / "src"
        source.mkdir(parents=True, exist_ok=True)
        (source.parent / "Cargo.toml").write_text(MANIFEST.format(variant=variant, own=CARGO[variant]))
        (source / "web.rs").write_text(WEB[variant])
        total = 0
        for r in names:
            text, count = resource(variant, r)
            total += count
            (source / f"{r}s.rs").write_text(text)
        merge = "".join(f"\n        .merge({r}s::routes())" for r in names)
        mods = "#[macro_use]\nmod web;\n" + "".join(f"mod {r}s;\n" for r in names)
        (source / "main.rs").write_text(mods + MAIN[variant].replace("MERGE", merge) + SERVE)
        endpoints = 5 * len(names)
        print(f"{variant}: {endpoints} endpoints, {total / endpoints:.1f} documentation and routing lines each")


main()
