//! Lists by cursor, and edits that name the version they started from.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use super::house::House;

async fn page(house: &House, limit: usize, after: &str) -> (Vec<String>, Option<String>) {
    let path = format!("/api/v1/notes?limit={limit}&after={after}");
    let page = house.get(&path).bearer("good-1").send().await.ok(200);
    let text = |note: &Value| note["text"].as_str().unwrap().to_owned();
    let texts = page["data"].as_array().unwrap().iter().map(text).collect();
    (texts, page["next"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn pages_show_every_row_once_in_order() {
    House::on_both(async |house| {
        for n in 0..7 {
            let body = json!({"text": n.to_string()});
            house.post("/api/v1/notes").bearer("good-1").json(&body).send().await.ok(201);
            house.post("/api/v1/notes").bearer("good-101").json(&body).send().await.ok(201);
            // Some share their instant, so that the id has to break the tie.
            if n % 3 == 0 {
                house.clock.advance(Duration::from_millis(1));
            }
        }
        for limit in [1, 2, 3, 7, 8, 200] {
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let (mut texts, next) = page(&house, limit, &after).await;
                assert!(texts.len() <= limit && !texts.is_empty());
                seen.append(&mut texts);
                match next {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"], "limit {limit}");
        }
    })
    .await;
}

#[tokio::test]
async fn rows_that_come_meanwhile_move_nothing() {
    let house = House::new(|_| {}).await;
    let add = async |text: &str| {
        house.clock.advance(Duration::from_secs(1));
        let call = house.post("/api/v1/notes").bearer("good-1").json(&json!({"text": text}));
        call.send().await.ok(201);
    };
    for text in ["a", "b", "c"] {
        add(text).await;
    }
    let (first, next) = page(&house, 2, "").await;
    add("d").await;
    let (second, end) = page(&house, 2, &next.unwrap()).await;
    assert_eq!((first, second, end), (vec!["c".into(), "b".into()], vec!["a".into()], None));
}

#[tokio::test]
async fn an_empty_list_is_a_page_too() {
    let house = House::new(|_| {}).await;
    let page = house.get("/api/v1/notes").bearer("good-1").send().await.ok(200);
    assert_eq!(page, json!({"data": [], "next": null}));
}

#[tokio::test]
async fn limits_and_cursors_are_checked() {
    let house = House::new(|_| {}).await;
    for (query, field, code) in [
        ("limit=0", "limit", "out_of_range"),
        ("limit=201", "limit", "out_of_range"),
        ("limit=-1", "limit", "invalid"),
        ("limit=ten", "limit", "invalid"),
        ("after=nonsense", "after", "invalid"),
        ("after=1.2", "after", "invalid"),
    ] {
        let answer = house.get(&format!("/api/v1/notes?{query}")).bearer("good-1").send().await;
        assert_eq!(answer.field(), (field.to_owned(), code.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn an_edit_names_the_version_it_started_from() {
    House::on_both(async |house| {
        let read = house.get("/api/v1/organization").bearer("good-1").send().await;
        assert_eq!(read.ok(200), json!({"name": "Nordlicht", "version": 1}));
        assert_eq!(read.header("etag"), "\"1\"");
        let edit = |name: &str| {
            let call = house.call(Method::PATCH, "/api/v1/organization").bearer("good-1");
            call.json(&json!({"name": name}))
        };
        assert_eq!(edit("A").send().await.field(), ("If-Match".to_owned(), "required".to_owned()));
        for stale in ["\"0\"", "\"2\"", "\"x\"", "1, 2", "\"\""] {
            edit("A").header("if-match", stale).send().await.problem(412, "precondition_failed");
        }
        let edited = edit("A").header("if-match", "\"1\"").send().await;
        assert_eq!(edited.ok(200), json!({"name": "A", "version": 2}));
        assert_eq!(edited.header("etag"), "\"2\"");
        edit("B").header("if-match", "\"1\"").send().await.problem(412, "precondition_failed");
        // A proxy that compresses may have weakened the tag.
        edit("C").header("if-match", "W/\"2\"").send().await.ok(200);
        let read = house.get("/api/v1/organization").bearer("good-1").send().await;
        assert_eq!(read.ok(200), json!({"name": "C", "version": 3}));
    })
    .await;
}
