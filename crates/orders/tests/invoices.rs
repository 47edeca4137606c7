//! Invoices and packing slips: numbers without gaps, content that no later edit changes, files that people can open.

use serde_json::{Value, json};

use crate::support::{Merchant, minor, on_both, path};

fn said(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

fn pdf_of(invoice: &Value) -> String {
    format!("/api/v1/invoices/{}/pdf", invoice["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_stays_as_it_was_and_a_changed_order_gets_a_corrected_one() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let order = merchant.order(&[(&socks, 2)]).await;
        let invoices = path(&order, "/invoices");
        let shop = format!("/api/v1/shops/{}", merchant.shop);
        let owner = merchant.owner.clone().with_header("if-match", "\"1\"");
        let bad = json!({"seller": {"email": "nobody"}});
        assert_eq!(owner.patch(&shop, bad).await.invalid_field(), "seller.email");
        let seller = json!({"legal_name": "Nordlicht GmbH", "line1": "Hafenweg 4", "postal_code": "20457",
                            "city": "Hamburg", "tax_id": "DE136695976", "email": "bills@nordlicht.example"});
        owner.patch(&shop, json!({"seller": seller})).await.expect(200);
        let first = merchant.owner.post(&invoices, json!({})).await.expect(201);
        assert_eq!((&first["name"], &first["kind"]), (&json!("NB-INV-1"), &json!("invoice")));
        assert_eq!(minor(&first["total"]), minor(&order["total"]));
        let answer = merchant.owner.get(&pdf_of(&first)).await;
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"NB-INV-1.pdf\""));
        let before = answer.bytes.to_vec();
        let text = said(&before);
        for part in [
            "NB-INV-1",
            "Product SOX",
            "Ada Lovelace",
            "10119 Berlin",
            "20.00",
            "24.90",
            "Nordlicht GmbH",
            "Hafenweg 4",
            "20457 Hamburg",
            "DE136695976",
            "bills@nordlicht.example",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        // A payment is no reason for another one.
        merchant.owner.post(&path(&order, "/payments"), json!({"method": "bank_transfer"})).await.expect(201);
        assert_eq!(merchant.owner.post(&invoices, json!({})).await.problem(409), "invoice_unchanged");
        let edit = json!({"change": [{"line_id": order["lines"][0]["id"], "quantity": 3}]});
        merchant.edit(&order, edit).await.expect(200);
        let second = merchant.owner.post(&invoices, json!({})).await.expect(201);
        assert_eq!((&second["name"], &second["kind"]), (&json!("NB-INV-2"), &json!("corrected")));
        assert_eq!((&second["corrects"], minor(&second["total"])), (&json!("NB-INV-1"), 3_490));
        assert_eq!(merchant.owner.get(&pdf_of(&first)).await.bytes.to_vec(), before);
        let list = merchant.owner.get(&invoices).await.expect(200);
        assert_eq!(list, json!([first, second]));
        let events = merchant.events().await;
        assert_eq!(events.iter().filter(|event| *event == "invoice.issued").count(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_gets_a_credit_note_once() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 10).await;
        let (order, other) = (merchant.order(&[(&socks, 2)]).await, merchant.order(&[(&socks, 1)]).await);
        let invoices = path(&order, "/invoices");
        merchant.owner.post(&invoices, json!({})).await.expect(201);
        for order in [&order, &other] {
            merchant.owner.post(&path(order, "/cancel"), json!({"reason": "customer"})).await.expect(200);
        }
        let note = merchant.owner.post(&invoices, json!({})).await.expect(201);
        assert_eq!((&note["kind"], &note["corrects"]), (&json!("credit_note"), &json!("NB-INV-1")));
        assert_eq!(minor(&note["total"]), -2_490);
        assert!(said(&merchant.owner.get(&pdf_of(&note)).await.bytes).contains("Credit note"));
        assert_eq!(merchant.owner.post(&invoices, json!({})).await.problem(409), "order_cancelled");
        let never = path(&other, "/invoices");
        assert_eq!(merchant.owner.post(&never, json!({})).await.problem(409), "order_cancelled");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_give_one_invoice_per_order_and_no_gap() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let socks = merchant.variant("SOX", 1_000, 100).await;
        let mut tasks = Vec::new();
        for _ in 0..5 {
            let order = merchant.order(&[(&socks, 1)]).await;
            for _ in 0..3 {
                let (owner, invoices) = (merchant.owner.clone(), path(&order, "/invoices"));
                tasks.push(tokio::spawn(async move { owner.post(&invoices, json!({})).await }));
            }
        }
        let mut names = Vec::new();
        for task in tasks {
            let answer = task.await.unwrap();
            if answer.status == 201 {
                names.push(answer.json()["name"].as_str().unwrap().to_owned());
            } else {
                assert_eq!(answer.problem(409), "invoice_unchanged");
            }
        }
        names.sort();
        assert_eq!(names, ["NB-INV-1", "NB-INV-2", "NB-INV-3", "NB-INV-4", "NB-INV-5"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn packing_slips_show_what_is_still_to_be_sent() {
    on_both(|app| async move {
        let merchant = Merchant::new(&app).await;
        let (socks, hat) =
            (merchant.variant("SOX", 1_000, 10).await, merchant.variant("HAT", 2_000, 10).await);
        let order = merchant.order(&[(&socks, 2), (&hat, 1)]).await;
        let slip = path(&order, "/documents/packing-slip.pdf");
        let text = said(&merchant.owner.get(&slip).await.bytes);
        for part in ["Product SOX", "Product HAT", "Ada Lovelace", "DHL"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!text.contains("10.00") && !text.contains("EUR"), "{text}");
        let parcel = json!({"lines": [{"line_id": order["lines"][0]["id"], "quantity": 2}]});
        merchant.owner.post(&path(&order, "/shipments"), parcel).await.expect(201);
        let text = said(&merchant.owner.get(&slip).await.bytes);
        assert!(!text.contains("Product SOX") && text.contains("Product HAT"), "{text}");
        let second = merchant.order(&[(&socks, 1)]).await;
        let id = |order: &Value| order["id"].as_str().unwrap().to_owned();
        let both = format!("/api/v1/orders/documents/packing-slips.pdf?ids={},{}", id(&order), id(&second));
        let text = said(&merchant.owner.get(&both).await.bytes);
        assert!(text.contains("NB-1001") && text.contains("NB-1002"), "{text}");
        for wrong in ["", "nonsense"] {
            let slips = format!("/api/v1/orders/documents/packing-slips.pdf?ids={wrong}");
            assert_eq!(merchant.owner.get(&slips).await.invalid_field(), "ids");
        }
        // Who may not see customers sees no document with their address.
        let viewer = app.member(&merchant.owner, &merchant.organization, "viewer").await;
        assert_eq!(viewer.get(&slip).await.problem(403), "forbidden");
    })
    .await;
}
