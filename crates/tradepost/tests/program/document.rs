//! What utoipa does not check about the OpenAPI document: a handler without a doc comment, an operation id that two
//! have, a path parameter that nobody describes.

use std::collections::HashSet;

use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(tradepost::openapi::router().1).unwrap()
}

#[test]
fn every_operation_is_described_and_has_a_name_of_its_own() {
    let document = document();
    let (mut ids, mut wrong) = (HashSet::new(), Vec::new());
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["summary"].as_str().is_none_or(str::is_empty) {
                wrong.push(format!("{method} {path}: the handler has no doc comment"));
            }
            if !ids.insert(operation["operationId"].as_str().unwrap_or_default().to_owned()) {
                wrong.push(format!("{method} {path}: {} is taken", operation["operationId"]));
            }
            let described = operation["parameters"].as_array().into_iter().flatten();
            let described = described.filter(|parameter| parameter["in"] == "path").count();
            if described != path.matches('{').count() {
                wrong.push(format!("{method} {path}: {described} path parameters are described"));
            }
        }
    }
    assert!(ids.len() > 50, "the document holds every operation");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let text = document.to_string();
    let missing: Vec<_> = text
        .split("\"$ref\":\"#/components/schemas/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| document["components"]["schemas"].get(name).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
