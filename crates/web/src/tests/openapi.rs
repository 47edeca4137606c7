//! The document says what the handlers do.

use serde_json::{Value, json};

use super::handlers;

fn document() -> Value {
    serde_json::to_value(handlers::routes().split_for_parts().1).unwrap()
}

fn parameters(operation: &Value) -> Vec<(String, String, bool)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = operation["parameters"].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|one| (text(&one["in"]), text(&one["name"]), one["required"].as_bool().unwrap_or_default()))
        .collect()
}

fn parameter(place: &str, name: &str, required: bool) -> (String, String, bool) {
    (place.to_owned(), name.to_owned(), required)
}

#[test]
fn it_is_openapi_3_1_and_every_operation_says_what_it_does() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(summary.ends_with('.'), "{method} {path}: {summary:?}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            assert!(operation["tags"].is_array(), "{method} {path}");
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
            assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{method} {path}");
        }
    }
    assert_eq!(ids.len(), 15);
}

#[test]
fn parameters_come_from_the_signature() {
    let paths = &document()["paths"];
    let organization = parameter("header", "Tradepost-Organization", false);
    let page = [parameter("query", "limit", false), parameter("query", "after", false)];
    let [limit, after] = page;
    assert_eq!(parameters(&paths["/api/v1/notes"]["get"]), [organization.clone(), limit, after]);
    assert_eq!(
        parameters(&paths["/api/v1/notes/{note_id}"]["get"]),
        [organization.clone(), parameter("path", "note_id", true)]
    );
    assert_eq!(
        parameters(&paths["/api/v1/words"]["get"]),
        [parameter("query", "count", true), parameter("query", "word", false)]
    );
    assert_eq!(
        parameters(&paths["/api/v1/organization"]["patch"]),
        [organization.clone(), parameter("header", "If-Match", true)]
    );
    assert_eq!(
        parameters(&paths["/api/v1/notes"]["post"]),
        [organization, parameter("header", "Idempotency-Key", false)]
    );
    assert_eq!(parameters(&paths["/api/v1/origin"]["get"]), []);
    let limit = &paths["/api/v1/notes"]["get"]["parameters"][1];
    assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&json!(1), &json!(200)));
    // Left out, never null.
    assert_eq!(limit["schema"]["type"], "integer");
}

#[test]
fn bodies_and_answers_come_from_the_signature() {
    let paths = &document()["paths"];
    let create = &paths["/api/v1/notes"]["post"];
    assert_eq!(create["requestBody"]["required"], true);
    let schema = |content: &Value| content["application/json"]["schema"]["$ref"].as_str().unwrap().to_owned();
    assert_eq!(schema(&create["requestBody"]["content"]), "#/components/schemas/NewNote");
    assert_eq!(schema(&create["responses"]["201"]["content"]), "#/components/schemas/Note");
    assert!(create["responses"].get("200").is_none());
    let secret = &paths["/api/v1/secrets"]["post"]["responses"]["201"]["content"];
    assert_eq!(schema(secret), "#/components/schemas/Secret");
    let nothing = &paths["/api/v1/failures/{kind}"]["get"]["responses"]["204"];
    assert!(nothing.get("content").is_none());
    let text = paths["/api/v1/organization"]["get"]["responses"]["200"]["description"].as_str().unwrap();
    assert!(text.contains("ETag"));
}

#[test]
fn schemas_are_complete_and_say_what_may_be_null() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let note = &schemas["Note"];
    assert_eq!(note["properties"]["folder"]["type"], json!(["string", "null"]));
    assert_eq!(note["properties"]["text"]["type"], "string");
    assert_eq!(note["properties"]["id"]["$ref"], "#/components/schemas/Id_note");
    assert!(schemas["Id_note"]["pattern"].as_str().unwrap().starts_with("^note_"));
    assert_eq!(schemas["Timestamp"]["format"], "date-time");
    let problem = &schemas["Problem"];
    let required: Vec<_> = problem["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(required, ["type", "title", "status", "code", "detail", "request_id"]);

    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is referred to and not there");
    }
}

#[test]
fn pages_of_different_things_do_not_collide() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    for (path, page, item) in [("/api/v1/notes", "NotePage", "Note"), ("/api/v1/words", "WordPage", "Word")] {
        let answer = &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
        assert_eq!(answer["schema"]["$ref"], format!("#/components/schemas/{page}"));
        let items = &schemas[page]["properties"]["data"]["items"]["$ref"];
        assert_eq!(*items, format!("#/components/schemas/{item}"));
        assert_eq!(schemas[page]["properties"]["next"]["type"], json!(["string", "null"]));
    }
}

#[test]
fn credentials_come_from_the_signature() {
    let paths = &document()["paths"];
    let either = json!([{"session": []}, {"api_key": []}]);
    assert_eq!(paths["/api/v1/notes"]["get"]["security"], either);
    assert_eq!(paths["/api/v1/operator/notes"]["get"]["security"], either);
    assert_eq!(paths["/api/v1/me"]["get"]["security"], json!([{"session": []}]));
    assert!(paths["/api/v1/origin"]["get"].get("security").is_none());
}
