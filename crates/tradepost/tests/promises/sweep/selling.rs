//! Customers, orders and what belongs to them.

use serde_json::{Value, json};

use super::world::{Organization, World};

impl World {
    /// Something new in a collection of customers and orders; none when it is another's collection. `path` says what is to
    /// be done with it: a parcel that has left cannot be called off, and only goods that were sent come back.
    pub async fn make_selling(&self, of: &Organization, collection: &str, path: &str) -> Option<String> {
        let made = match collection {
            "customers" | "duplicates" => self.customer(of).await,
            "customer-addresses" => {
                let customer = self.customer(of).await;
                let address =
                    json!({"name": of.tag, "line1": "Main street 1", "city": "Berlin", "country": "DE"});
                let at = format!("/api/v1/customers/{}/addresses", text(&customer["id"]));
                of.owner.post(&at, json!({"address": address})).await.expect(201)
            }
            "orders" => {
                let order = self.order(of).await;
                if path.ends_with("/returns") {
                    self.below(of, &order, "shipments", json!({})).await;
                }
                order
            }
            "payments" => {
                let order = self.order(of).await;
                let body = json!({"method": "bank_transfer", "state": "pending", "amount_minor": 100});
                self.below(of, &order, "payments", body).await["payments"][1].clone()
            }
            "invoices" => {
                let order = self.order(of).await;
                self.below(of, &order, "invoices", json!({})).await
            }
            "refunds" => {
                let order = self.order(of).await;
                self.below(of, &order, "refunds", json!({"amount_minor": 100, "reason": "goodwill"})).await
            }
            "shipments" => {
                let order = self.order(of).await;
                self.below(of, &order, "shipments", json!({"tracking_number": of.tag})).await
            }
            "returns" => {
                let order = self.order(of).await;
                self.below(of, &order, "shipments", json!({})).await;
                let found = self.below(of, &order, "returns", json!({"customer_note": of.tag})).await;
                if path.ends_with("/inspect") {
                    let receive = format!("/api/v1/returns/{}/receive", text(&found["id"]));
                    of.owner.post(&receive, json!({})).await.expect(200);
                }
                found
            }
            "draft-orders" => {
                let body = json!({"title": of.tag, "content": self.basket(of).await});
                of.owner.post("/api/v1/draft-orders", body).await.expect(201)
            }
            "saved-views" => {
                let name = format!("{} {}", of.tag, self.number());
                let body =
                    json!({"list": "orders", "name": name, "filter": {"q": of.tag}, "is_shared": true});
                of.owner.post("/api/v1/saved-views", body).await.expect(201)
            }
            _ => return None,
        };
        Some(text(&made["id"]).to_owned())
    }

    async fn customer(&self, of: &Organization) -> Value {
        let (tag, number) = (of.tag, self.number());
        let body =
            json!({"name": format!("Customer {tag}"), "email": format!("customer-{number}@{tag}.example")});
        of.owner.post("/api/v1/customers", body).await.expect(201)
    }

    async fn basket(&self, of: &Organization) -> Value {
        let (tag, number) = (of.tag, self.number());
        json!({
            "shop_id": self.make(of, "shops").await,
            "buyer": {"name": format!("Buyer {tag}"), "email": format!("buyer-{number}@{tag}.example")},
            "lines": [{"title": format!("Engraving {tag}"), "quantity": 2, "unit_price_minor": 1_500}],
        })
    }

    /// An order that is partly paid and has not left.
    async fn order(&self, of: &Organization) -> Value {
        let order = of.owner.post("/api/v1/orders", self.basket(of).await).await.expect(201);
        self.below(of, &order, "payments", json!({"method": "cash", "amount_minor": 2_000})).await
    }

    async fn below(&self, of: &Organization, order: &Value, what: &str, body: Value) -> Value {
        let path = format!("/api/v1/orders/{}/{what}", text(&order["id"]));
        of.owner.post(&path, body).await.expect(201)
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
