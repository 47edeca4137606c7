//! The demonstration: whoever tries Tradepost finds a business at work in it.

use std::collections::BTreeSet;
use std::io::Write;

use identity::demo::PEOPLE;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lifecycle::sign_in;
use crate::server::{Server, read_answer};

#[tokio::test(flavor = "multi_thread")]
async fn there_is_a_business_to_look_at() {
    let folder = TempDir::new().unwrap();
    let server = Server::demo("small", folder.path(), &[]);
    let (cookie, me) = sign_in(&server, PEOPLE[0].email);
    let memberships = me["memberships"].as_array().unwrap();
    let merchant = memberships.iter().find(|one| one["role"] == "owner").unwrap();
    let organization = merchant["organization"]["id"].as_str().unwrap().to_owned();
    let list = |path: &str| {
        let mut stream = server.connect().unwrap();
        write!(
            stream,
            "GET /api/v1/{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookie}\r\n\
             tradepost-organization: {organization}\r\n\r\n"
        )
        .unwrap();
        let (status, body) = read_answer(stream).unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str::<Value>(&body).unwrap()["data"].as_array().unwrap().clone()
    };
    let orders = list("orders?limit=200");
    let words = |field: &str| orders.iter().map(|order| order[field].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(orders.len(), 200);
    assert_eq!((words("shop_id").len(), words("fulfilment_state").len() >= 2), (3, true));
    assert!(words("financial_state").len() >= 3 && words("shipping_country").len() >= 6);
    for (path, least) in [
        ("shops", 3),
        ("products?limit=200", 200),
        ("locations", 3),
        ("suppliers", 3),
        ("purchase-orders?limit=200", 20),
        ("stock-transfers", 5),
        ("stock-counts", 3),
        ("returns", 10),
        ("customers?limit=200", 200),
    ] {
        assert!(list(path).len() >= least, "{path}");
    }
    let ours: Vec<_> =
        list("shops").into_iter().filter(|shop| shop["seller"]["tax_id"] != json!(null)).collect();
    assert_ne!(ours, Vec::<Value>::new());
}
