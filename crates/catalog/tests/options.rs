//! Options of a product that has variants already.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use crate::products::jacket;
use crate::support::on_both;

async fn change(client: &Client, product: &Value, options: Value) -> Answer {
    let id = product["id"].as_str().unwrap();
    let path = format!("/api/v1/products/{id}");
    let version = client.get(&path).await.expect(200)["version"].clone();
    let client = client.clone().with_header("if-match", &format!("\"{version}\""));
    client.patch(&path, json!({"options": options})).await
}

fn titles(product: &Value) -> Vec<&str> {
    product["variants"].as_array().unwrap().iter().map(|variant| variant["title"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_option_is_added_renamed_moved_and_taken_away() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let mug = ana.post("/api/v1/products", json!({"title": "Mug"})).await.expect(201);
        let glaze = json!([{"name": "Glaze", "values": ["Matt", "Shiny"]}]);
        let mug = change(&ana, &mug, glaze).await.expect(200);
        assert_eq!(titles(&mug), ["Matt"], "what was there has the first value");
        assert_eq!(mug["variants"][0]["version"], 2);
        let none = change(&ana, &mug, json!([])).await.expect(200);
        assert_eq!((titles(&none), &none["options"]), (vec![""], &json!([])));

        let made = ana.post("/api/v1/products", jacket()).await.expect(201);
        let added = json!([{"name": "Fit", "values": ["Regular", "Slim"]}, {"name": "Size", "values": ["L", "M"]},
                           {"name": "Colour", "values": ["Red"]}]);
        let wide = change(&ana, &made, added).await.expect(200);
        assert_eq!(titles(&wide), ["Regular / M / Red", "Regular / L / Red"]);
        let swapped = json!([{"name": "Größe", "was": "size", "values": ["M", "L"],
                              "renamed": [{"from": "M", "to": "L"}, {"from": "L", "to": "M"}]},
                             {"name": "Colour", "values": ["Crimson"], "renamed": [{"from": "Red", "to": "Crimson"}]}]);
        let swapped = change(&ana, &made, swapped).await.expect(200);
        assert_eq!(titles(&swapped), ["L / Crimson", "M / Crimson"]);
        assert_eq!(swapped["options"][0]["name"], "Größe");
        let by_place = json!([{"name": "Size", "values": ["M", "L"]}, {"name": "Color", "values": ["Crimson"]}]);
        let renamed = change(&ana, &made, by_place).await.expect(200);
        assert_eq!(titles(&renamed), ["L / Crimson", "M / Crimson"]);
        let found = ana.get("/api/v1/products?q=crimson").await.expect(200);
        assert_eq!(found["data"][0]["id"], made["id"], "it is found by its new words");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn options_that_would_lose_something_are_refused() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post("/api/v1/products", jacket()).await.expect(201);
        let size = json!({"name": "Size", "values": ["M", "L"]});
        let colour = json!({"name": "Colour", "values": ["Red"]});
        for (field, options) in [
            ("options", json!([colour])),
            ("options.0.values", json!([{"name": "Size", "values": ["M"]}, colour])),
            ("options.2.values", json!([size, colour, {"name": "Fit"}])),
            ("options.0.was", json!([{"name": "Größe", "was": "Length", "values": ["M", "L"]}, colour])),
            ("options.1.was", json!([size, {"name": "Colour", "was": "Size", "values": ["M", "L"]}])),
            (
                "options.1.renamed",
                json!([size, {"name": "Colour", "values": ["Blue"],
                "renamed": [{"from": "Green", "to": "Blue"}]}]),
            ),
            (
                "options.1.renamed",
                json!([size, {"name": "Colour", "values": ["Red"],
                "renamed": [{"from": "Red", "to": "Blue"}]}]),
            ),
            (
                "options",
                json!([{"name": "Size", "values": ["M"], "renamed": [{"from": "L", "to": "M"}]}, colour]),
            ),
        ] {
            let refused = change(&ana, &made, options.clone()).await;
            assert_eq!(refused.invalid_field(), field, "{options}");
        }
        let product =
            ana.get(&format!("/api/v1/products/{}", made["id"].as_str().unwrap())).await.expect(200);
        assert_eq!(product, made, "nothing changed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn translated_words_follow_their_word() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let made = ana.post("/api/v1/products", jacket()).await.expect(201);
        let path = format!("/api/v1/products/{}/translations", made["id"].as_str().unwrap());
        let words =
            json!({"language": "de", "texts": {"words": {"Red": "Rot", "Colour": "Farbe", "M": "M"}}});
        ana.send(Method::PUT, &path, Some(words)).await.expect(200);
        let options = json!([{"name": "Size", "values": ["M", "L"]},
                             {"name": "Color", "was": "Colour", "values": ["Crimson"],
                              "renamed": [{"from": "Red", "to": "Crimson"}]}]);
        change(&ana, &made, options).await.expect(200);
        let translations = ana.get(&path).await.expect(200);
        let words = &translations["data"][0]["texts"]["words"];
        assert_eq!(words, &json!({"Color": "Farbe", "Crimson": "Rot", "M": "M"}));
    })
    .await;
}
