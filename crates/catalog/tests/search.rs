//! Finding products: a judged set, and what an index must keep true.

use axum::http::Method;
use db::Tx;
use kernel::Result;
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{on_both, within};

const PRODUCTS: &str = "/api/v1/products";

/// Title, what it is called in German and Spanish, SKU, barcode, tags, description.
type Good = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const GOODS: [Good; 14] = [
    ("Fjell rain jacket", "Fjell Regenjacke", "Chaqueta de lluvia Fjell", "FJ-100-M", "", "Keeps you dry."),
    ("Skadi down jacket", "Skadi Daunenjacke", "Plumífero Skadi", "SK-200", "", "Warm at minus twenty."),
    (
        "Merino hiking socks",
        "Wandersocken aus Merinowolle",
        "Calcetines de senderismo",
        "SO-1",
        "",
        "Two pairs.",
    ),
    ("Two-person tent", "Zelt für zwei Personen", "Tienda para dos", "TE-2", "", "Stands in five minutes."),
    ("Tent pegs", "Heringe", "Clavijas", "TE-9", "", "Ten pegs that hold a tent in any storm."),
    ("Crème brûlée torch", "Crème-brûlée-Brenner", "Soplete", "KI-1", "", "For the kitchen."),
    ("Wool beanie", "Wollmütze", "Gorro de lana", "BE-1", "", "Soft."),
    ("Insulated bottle", "Thermosflasche", "Termo", "BO-1", "4006381333931", "Hot for a day."),
    (
        "Headlamp",
        "Stirnlampe",
        "Linterna frontal",
        "LA-1",
        "",
        "Needs two batteries. Throws light on the tent.",
    ),
    ("Trail running shoes", "Trailrunning-Schuhe", "Zapatillas de montaña", "SH-1", "", "Grip."),
    ("Rechargeable battery", "Akku", "Pila recargable", "BA-1", "", "AA."),
    ("Camping stove", "Campingkocher", "Hornillo", "ST-1", "", "Boils water fast."),
    ("Winter coat", "Wintermantel", "Abrigo de invierno", "CO-1", "", "Long."),
    ("Steel mug", "Stahlbecher", "Taza de acero", "MU-1", "", "Also for café au lait."),
];

/// What is typed, and what must come first; the order among several does not matter.
const JUDGED: [(&str, &[&str]); 56] = [
    // As it is written, and in the plural.
    ("rain jacket", &["Fjell rain jacket"]),
    ("jacket rain", &["Fjell rain jacket"]),
    ("jackets", &["Fjell rain jacket", "Skadi down jacket"]),
    ("sock", &["Merino hiking socks"]),
    ("tents", &["Two-person tent", "Tent pegs"]),
    ("batteries", &["Rechargeable battery"]),
    ("shoe", &["Trail running shoes"]),
    ("headlamps", &["Headlamp"]),
    // The title counts for more than the description.
    ("tent", &["Two-person tent", "Tent pegs"]),
    // Misspelt.
    ("jakcet", &["Fjell rain jacket", "Skadi down jacket"]),
    ("jaket rain", &["Fjell rain jacket"]),
    ("jackte", &["Fjell rain jacket", "Skadi down jacket"]),
    ("tnet", &["Two-person tent", "Tent pegs"]),
    ("batery", &["Rechargeable battery"]),
    ("rechargable batterie", &["Rechargeable battery"]),
    ("insolated botle", &["Insulated bottle"]),
    ("meirno", &["Merino hiking socks"]),
    ("heatlamp", &["Headlamp"]),
    ("beany", &["Wool beanie"]),
    ("campign stove", &["Camping stove"]),
    ("stove campinng", &["Camping stove"]),
    // Accents.
    ("creme brulee", &["Crème brûlée torch"]),
    ("CRÈME BRÛLÉE", &["Crème brûlée torch"]),
    ("creme brulée torhc", &["Crème brûlée torch"]),
    ("montana", &["Trail running shoes"]),
    ("montaña", &["Trail running shoes"]),
    ("plumifero", &["Skadi down jacket"]),
    // German, its plurals and its compounds.
    ("Regenjacke", &["Fjell rain jacket"]),
    ("regenjacken", &["Fjell rain jacket"]),
    ("Jacke", &["Fjell rain jacket", "Skadi down jacket"]),
    ("Jacken", &["Fjell rain jacket", "Skadi down jacket"]),
    ("Daunen jacke", &["Skadi down jacket"]),
    ("mütze", &["Wool beanie"]),
    ("Wollmützen", &["Wool beanie"]),
    ("wollmuetze", &["Wool beanie"]),
    ("socken", &["Merino hiking socks"]),
    ("Zelte", &["Two-person tent"]),
    ("flaschen", &["Insulated bottle"]),
    ("Lampe", &["Headlamp"]),
    ("Mäntel", &["Winter coat"]),
    ("schuhe", &["Trail running shoes"]),
    ("becher", &["Steel mug"]),
    // Spanish.
    ("chaquetas", &["Fjell rain jacket"]),
    ("zapatilla", &["Trail running shoes"]),
    ("zapatilas", &["Trail running shoes"]),
    ("calcetin", &["Merino hiking socks"]),
    // Written as one word.
    ("rainjacket", &["Fjell rain jacket"]),
    ("steelmug", &["Steel mug"]),
    // Half typed.
    ("rain ja", &["Fjell rain jacket"]),
    ("insul", &["Insulated bottle"]),
    ("merino hik", &["Merino hiking socks"]),
    // SKUs and barcodes.
    ("FJ-100-M", &["Fjell rain jacket"]),
    ("fj100m", &["Fjell rain jacket"]),
    ("te-9", &["Tent pegs"]),
    ("4006381333931", &["Insulated bottle"]),
    ("400638", &["Insulated bottle"]),
];

async fn fill(ana: &Client) {
    for (title, german, spanish, sku, barcode, description) in GOODS {
        let barcode = (!barcode.is_empty()).then_some(barcode);
        let body = json!({"title": title, "state": "active", "description": format!("<p>{description}</p>"),
            "variants": [{"sku": sku, "barcode": barcode}]});
        let made = ana.post(PRODUCTS, body).await.expect(201);
        for (language, title) in [("de", german), ("es", spanish)] {
            let body = json!({"language": language, "texts": {"title": title}});
            ana.send(Method::PUT, &format!("{}/translations", path(&made)), Some(body)).await.expect(200);
        }
    }
}

fn path(product: &Value) -> String {
    format!("{PRODUCTS}/{}", product["id"].as_str().unwrap())
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"))
}

async fn find(client: &Client, text: &str) -> Vec<String> {
    let found = client.get(&format!("{PRODUCTS}?q={}", encoded(text))).await.expect(200);
    titles(&found)
}

fn titles(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|line| line["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_meant_comes_first() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        fill(&ana).await;
        let mut wrong = Vec::new();
        for (text, expected) in JUDGED {
            let found = find(&ana, text).await;
            let first: Vec<&str> = found.iter().take(expected.len()).map(String::as_str).collect();
            if first.len() < expected.len() || !expected.iter().all(|title| first.contains(title)) {
                wrong.push(format!("{text}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), JUDGED.len(), wrong.join("\n"));
        assert!(find(&ana, "kayak").await.is_empty());
        assert_eq!(find(&ana, "jacket").await.len(), 2, "nothing else is a jacket");
        assert_eq!(find(&ana, "jacket kayak").await.len(), 2, "a word that nothing has is left out");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_is_as_true_as_what_it_indexes() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let (mei, _) = app.owner("Mei").await;
        let lamp = ana.post(PRODUCTS, json!({"title": "Lantern", "tags": ["glow"]})).await.expect(201);
        assert!(find(&mei, "lantern").await.is_empty(), "another organization's");
        assert_eq!(mei.get(&format!("{PRODUCTS}/facets?q=lantern")).await.expect(200)["total"], 0);

        let seen = within(&app, &organization, async |tx| {
            let new = catalog::product::NewProduct { title: "Gaslight".to_owned(), ..Default::default() };
            catalog::product::create(tx, new).await?;
            assert_eq!(postings(tx, "gaslight").await?, 0, "not before the transaction ends");
            Err::<(), _>(kernel::Error::conflict("undone", "undone"))
        });
        assert!(seen.await.is_err());
        let left = within(&app, &organization, async |tx| postings(tx, "gaslight").await).await.unwrap();
        assert_eq!(left, 0, "and nothing of it when there is none");

        let ana_1 = ana.clone().with_header("if-match", &format!("\"{}\"", lamp["version"]));
        ana_1.patch(&path(&lamp), json!({"title": "Oil lamp"})).await.expect(200);
        assert!(find(&ana, "lantern").await.is_empty());
        assert_eq!(find(&ana, "oil").await, ["Oil lamp"]);
        assert_eq!(find(&app.second_process().await.client(&ana), "glow").await, ["Oil lamp"]);
        let sku =
            json!({"changes": [{"variant_id": lamp["variants"][0]["id"], "change": {"sku": "OIL-77"}}]});
        ana.post("/api/v1/variants/bulk", sku).await.expect(200);
        assert_eq!(find(&ana, "oil77").await, ["Oil lamp"]);

        ana.delete(&path(&lamp)).await.expect(204);
        assert!(find(&ana, "oil").await.is_empty());
        let left: i64 = within(&app, &organization, async |tx| {
            tx.query("SELECT count(*) FROM search_postings WHERE tenant_id = $1").scalar().await
        })
        .await
        .unwrap();
        assert_eq!(left, 0);
    })
    .await;
}

async fn postings(tx: &mut Tx, term: &'static str) -> Result<i64> {
    tx.query("SELECT count(*) FROM search_postings WHERE tenant_id = $1 AND term = $2")
        .bind(term)
        .scalar()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_and_updates_of_the_program_are_followed() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let clothing = ana.post("/api/v1/categories", json!({"name": "Clothing"})).await.expect(201);
        let hats = json!({"name": "Hats", "parent_id": clothing["id"]});
        let hats = ana.post("/api/v1/categories", hats).await.expect(201);
        let body = json!({"title": "Fedora", "category_ids": [hats["id"]]});
        ana.post(PRODUCTS, body).await.expect(201);
        assert_eq!(find(&ana, "hat").await, ["Fedora"]);
        assert_eq!(find(&ana, "clothing").await, ["Fedora"], "what is below is meant too");
        let at = ana.clone().with_header("if-match", "\"1\"");
        let of = |category: &Value| format!("/api/v1/categories/{}", category["id"].as_str().unwrap());
        at.patch(&of(&clothing), json!({"name": "Apparel"})).await.expect(200);
        app.run_jobs().await;
        assert!(find(&ana, "clothing").await.is_empty());
        assert_eq!(find(&ana, "apparel").await, ["Fedora"]);
        let texts = json!({"language": "de", "texts": {"title": "Hüte"}});
        ana.send(Method::PUT, &format!("{}/translations", of(&hats)), Some(texts)).await.expect(200);
        app.run_jobs().await;
        assert_eq!(find(&ana, "hut").await, ["Fedora"]);

        // As if the products had been there before there was an index.
        within(&app, &organization, async |tx| {
            tx.query("DELETE FROM search_postings WHERE tenant_id = $1").execute().await?;
            tx.query("DELETE FROM search_documents WHERE tenant_id = $1").execute().await?;
            jobs::enqueue(tx, catalog::search::IndexEverywhere {}).await
        })
        .await
        .unwrap();
        assert!(find(&ana, "fedora").await.is_empty());
        app.run_jobs().await;
        assert_eq!(find(&ana, "fedora").await, ["Fedora"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_narrowed_by_what_is_counted() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let hats = ana.post("/api/v1/categories", json!({"name": "Hats"})).await.expect(201);
        for (title, vendor, material, price, tag) in [
            ("Wool hat", "Skadi", "Wool", 2_000, "warm"),
            ("Straw hat", "Skadi", "Straw", 3_000, "sun"),
            ("Wool scarf", "Fjell", "Wool", 4_000, "Warm"),
        ] {
            let categories = if title.ends_with("hat") { json!([hats["id"]]) } else { json!([]) };
            let body = json!({"title": title, "vendor": vendor, "state": "active", "tags": [tag],
                "attributes": [{"name": "Material", "value": material}], "category_ids": categories,
                "variants": [{"prices": [{"amount_minor": price, "currency": "EUR"}]}]});
            ana.post(PRODUCTS, body).await.expect(201);
        }
        let facets = async |query: &str| ana.get(&format!("{PRODUCTS}/facets?{query}")).await.expect(200);
        let all = facets("").await;
        assert_eq!((&all["total"], &all["states"]), (&json!(3), &json!([{"value": "active", "count": 3}])));
        assert_eq!(all["kinds"], json!([{"value": "simple", "count": 3}]));
        let vendors = json!([{"value": "Skadi", "count": 2}, {"value": "Fjell", "count": 1}]);
        assert_eq!(all["vendors"], vendors);
        let category = json!([{"category_id": hats["id"], "name": "Hats", "count": 2}]);
        assert_eq!(all["categories"], category);
        let values = json!([{"value": "Wool", "count": 2}, {"value": "Straw", "count": 1}]);
        assert_eq!(all["attributes"], json!([{"name": "Material", "values": values}]));
        assert_eq!(all["prices"], json!({"min_minor": 2_000, "max_minor": 4_000, "currency": "EUR"}));
        assert_eq!(all["tags"][0]["count"], 2, "whatever its capitals");
        let wool = facets("q=wool").await;
        assert_eq!((&wool["total"], wool["vendors"].as_array().unwrap().len()), (&json!(2), 2));
        let none = facets("q=kayak").await;
        assert_eq!((&none["total"], &none["prices"]), (&json!(0), &Value::Null));
        for (query, expected) in [
            ("q=wool&attributes=Material:Wool", &["Wool hat", "Wool scarf"][..]),
            ("q=hat&attributes=Material:Straw", &["Straw hat"]),
            ("q=wool&attributes=Material:Wool|Line:X", &[]),
            ("attributes=Material:Straw", &["Straw hat"]),
            ("q=hat&min_price_minor=2500", &["Straw hat"]),
            ("max_price_minor=2500", &["Wool hat"]),
            ("q=wool&tag=WARM&vendor=Fjell", &["Wool scarf"]),
            ("q=wool&kind=bundle", &[]),
            ("q=wool&state=draft", &[]),
        ] {
            let mut found = titles(&ana.get(&format!("{PRODUCTS}?{query}")).await.expect(200));
            found.sort_unstable();
            assert_eq!(found, expected, "{query}");
            assert_eq!(facets(query).await["total"], expected.len(), "{query}");
        }
        let wrong = ana.get(&format!("{PRODUCTS}/facets?attributes=Material")).await;
        assert_eq!(wrong.invalid_field(), "attributes");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_the_order_of_what_is_found() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        for number in 0..7 {
            let title = format!("Rope {}", "very long ".repeat(number % 3));
            ana.post(PRODUCTS, json!({"title": title})).await.expect(201);
        }
        let all = ana.get(&format!("{PRODUCTS}?q=rope")).await.expect(200);
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = ana.get(&format!("{PRODUCTS}?q=rope&limit=3&after={after}")).await.expect(200);
            seen.extend(page["data"].as_array().unwrap().iter().map(|line| line["id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            next.clone_into(&mut after);
        }
        let ids: Vec<Value> = all["data"].as_array().unwrap().iter().map(|line| line["id"].clone()).collect();
        assert_eq!((seen.len(), &seen), (7, &ids));
        assert_eq!(titles(&all)[0], "Rope", "the shorter a title, the more each of its words says");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_or_written_breaks_it() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let words: String = (0..10_000).fold(String::new(), |text, number| format!("{text}word{number} "));
        let body = json!({"title": "Encyclopedia", "description": format!("<p>{words}</p>")});
        ana.post(PRODUCTS, body).await.expect(201);
        let terms: i64 = within(&app, &organization, async |tx| {
            tx.query("SELECT count(*) FROM search_postings WHERE tenant_id = $1").scalar().await
        })
        .await
        .unwrap();
        assert!((900..1_100).contains(&terms), "{terms}: a book is found by its beginning");
        for hostile in
            ["%", "\"", "'; DROP TABLE products; --", "\\", "_", "*", "~en", ":", "{", "   ", "😀", "\u{301}"]
        {
            let found = find(&ana, hostile).await;
            assert!(found.len() <= 1, "{hostile}");
        }
        assert!(find(&ana, "*").await.is_empty(), "no term from outside has the index's own signs");
        let many = "a b c d e f g h i j k l m n o p q r s t u v w x y z encyclopedia";
        assert!(find(&ana, many).await.is_empty());
        for wrong in ["x".repeat(10_000), "a\u{7}".to_owned()] {
            let answer = ana.get(&format!("{PRODUCTS}?q={}", encoded(&wrong))).await;
            assert_eq!(answer.invalid_field(), "q");
        }
    })
    .await;
}
