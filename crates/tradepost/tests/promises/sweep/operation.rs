//! The operations of the API as its OpenAPI document tells them, with a valid body for each.

use serde_json::{Map, Value, json};
use tradepost::openapi;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// A person about themselves; no API key.
    Person,
    /// A person or API key in an organization.
    Member,
    /// The same in the operator's organization.
    Operator,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `delete`.
    pub method: String,
    /// `/api/v1/jobs/{job_id}`.
    pub path: String,
    pub access: Access,
    /// The collections that its path parameters pick from: `jobs`.
    pub collections: Vec<String>,
    /// The names of its query parameters.
    pub query: Vec<String>,
    /// Whether it wants the version that was edited.
    pub if_match: bool,
    /// Whether it takes a file.
    pub takes_file: bool,
    body: Option<Value>,
}

/// The one operation that must be told its rows in the query.
const SLIPS: &str = "/api/v1/orders/documents/packing-slips.pdf";

/// Every operation there is: reading ones first, destroying ones last.
pub fn all() -> Vec<Operation> {
    let document = serde_json::to_value(openapi::router().1).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if ["get", "put", "post", "patch", "delete"].contains(&method.as_str()) {
                all.push(Operation::read(&document, method, path, operation));
            }
        }
    }
    let order = |method: &str| ["get", "post", "put", "patch", "delete"].iter().position(|m| *m == method);
    all.sort_by_key(|operation| (order(&operation.method), operation.path.clone()));
    all
}

impl Operation {
    fn read(document: &Value, method: &str, path: &str, operation: &Value) -> Self {
        let named = |kind: &str| -> Vec<String> {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let parameters = parameters.filter(|parameter| parameter["in"] == kind);
            parameters.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
        };
        let segments: Vec<&str> = path.split('/').collect();
        let pairs = segments.windows(2).filter(|pair| pair[1].starts_with('{'));
        let content = &operation["requestBody"]["content"];
        let schema = &content["application/json"]["schema"];
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            access: access(path, &operation["security"]),
            collections: match path {
                SLIPS => vec!["orders".to_owned()],
                _ => pairs.map(|pair| pair[0].to_owned()).collect(),
            },
            query: named("query"),
            if_match: named("header").iter().any(|name| name == "If-Match"),
            takes_file: !content["application/octet-stream"].is_null(),
            body: (!schema.is_null()).then(|| sample(document, schema)),
        }
    }

    /// `DELETE /api/v1/jobs/{job_id}`.
    pub fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Whether it only reads.
    pub fn is_read(&self) -> bool {
        self.method == "get"
    }

    /// The path with these ids for its parameters, in their order.
    pub fn path_with(&self, ids: &[String]) -> String {
        let mut ids = ids.iter();
        let segments = self.path.split('/').map(|segment| {
            if segment.starts_with('{') { ids.next().expect("an id").as_str() } else { segment }
        });
        let path = segments.collect::<Vec<_>>().join("/");
        // What is left names its rows in the query.
        ids.next().map_or_else(|| path.clone(), |id| format!("{path}?ids={id}"))
    }

    /// A valid body; `number` is another one every time, for what must be unique.
    pub fn body(&self, number: usize) -> Option<Value> {
        let mut body = self.body.clone()?;
        if let Value::Object(fields) = &mut body {
            mend(fields, number);
        }
        Some(body)
    }
}

fn access(path: &str, security: &Value) -> Access {
    let schemes: Vec<&String> =
        security.as_array().into_iter().flatten().flat_map(|s| s.as_object().unwrap().keys()).collect();
    match schemes.as_slice() {
        _ if path.starts_with("/api/v1/operator/") => Access::Operator,
        [] => Access::Public,
        schemes if schemes.iter().any(|scheme| *scheme == "api_key") => Access::Member,
        _ => Access::Person,
    }
}

/// What a schema cannot say: which texts are addresses and passwords, and which changes change something.
fn mend(fields: &mut Map<String, Value>, number: usize) {
    let known = [
        ("email", json!(format!("stranger-{number}@example.net"))),
        ("password", json!(super::world::PASSWORD)),
        ("current_password", json!(super::world::PASSWORD)),
        ("new_password", json!(super::world::PASSWORD)),
        ("role", json!("viewer")),
        // Several things may not share a name.
        ("name", json!(format!("Sweep {number}"))),
    ];
    for (name, value) in known {
        if fields.contains_key(name) {
            fields.insert(name.to_owned(), value);
        }
    }
}

/// A value that the schema allows: its example, or the least that it asks for.
fn sample(document: &Value, schema: &Value) -> Value {
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return sample(document, document.pointer(&reference[1..]).expect("a schema"));
    }
    if let Some(choices) = schema["enum"].as_array() {
        return choices[0].clone();
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["allOf"].as_array()) {
        return sample(document, &choices[0]);
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    match kind.as_str() {
        Some("object") => object(document, schema),
        Some("array") if schema["minItems"].as_u64().is_some_and(|least| least > 0) => {
            json!([sample(document, &schema["items"])])
        }
        Some("array") => json!([]),
        Some("boolean") => json!(true),
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        _ => json!("Sweep"),
    }
}

/// The required fields. A change, which requires none, gets a name if it has one, so that it changes something.
fn object(document: &Value, schema: &Value) -> Value {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let wanted = |name: &str| required.contains(&name) || (required.is_empty() && name == "name");
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.filter(|(name, _)| wanted(name));
    fields.map(|(name, field)| (name.clone(), sample(document, field))).collect()
}
