//! What several topics ask: a merchant with a shop, a location, things to sell, and orders.

use std::future::Future;

use db::{Db, DbKind, Tx};
use kernel::{Result, Scope, TenantId};
use serde_json::{Value, json};
use stock::{Adjustment, Level, LocationId, Reason};
use testkit::{Answer, App, Client, Domains};

/// Runs a test with the shop's domains on SQLite, and on PostgreSQL when a server is at hand.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(App) -> Fut,
    Fut: Future<Output = ()>,
{
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        if let Some(app) = app(kind).await {
            test(app).await;
        }
    }
}

/// The application with the catalog, stock and orders.
pub async fn app(kind: DbKind) -> Option<App> {
    let routes = catalog::routes().merge(stock::routes()).merge(orders::routes());
    App::with(kind, Domains { routes, jobs: stock::jobs(), hooks: catalog::hooks(), ..Domains::default() })
        .await
}

/// A merchant, and what a test does below the API.
#[derive(Clone)]
pub struct Merchant {
    pub owner: Client,
    pub organization: Value,
    pub tenant: TenantId,
    pub db: Db,
    pub shop: String,
    pub location: LocationId,
}

impl Merchant {
    /// A merchant with one hosted shop in euros and one location.
    pub async fn new(app: &App) -> Self {
        let (owner, organization) = app.owner("Ana").await;
        let tenant = organization["id"].as_str().unwrap().parse().unwrap();
        let body = json!({"name": "Nordlicht", "kind": "hosted", "order_prefix": "NB-"});
        let shop = owner.post("/api/v1/shops", body).await.expect(201)["id"].as_str().unwrap().to_owned();
        let location = owner.post("/api/v1/locations", json!({"name": "Berlin"})).await.expect(201);
        let location = location["id"].as_str().unwrap().parse().unwrap();
        Self { owner, organization, tenant, db: app.db().clone(), shop, location }
    }

    pub fn scope(&self) -> Scope {
        Scope::system(self.tenant, "test")
    }

    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.db.write(&self.scope(), work).await
    }

    pub async fn read<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> T {
        self.db.read(&self.scope(), work).await.unwrap()
    }

    /// A variant that costs so much, of which so many lie on the shelf.
    pub async fn variant(&self, sku: &str, price_minor: i64, on_hand: i64) -> String {
        let price = json!({"amount_minor": price_minor, "currency": "EUR"});
        let product = json!({"title": format!("Product {sku}"), "state": "active",
                             "variants": [{"sku": sku, "weight_g": 250, "prices": [price]}]});
        let id = self.product(product).await;
        if on_hand > 0 {
            self.put(&id, on_hand).await;
        }
        id
    }

    /// The first variant of a new product.
    pub async fn product(&self, product: Value) -> String {
        let new: catalog::product::NewProduct = serde_json::from_value(product).unwrap();
        self.write(async |tx| {
            let product = catalog::product::create(tx, new).await?;
            let sql = "SELECT id FROM variants WHERE tenant_id = $1 AND product_id = $2 ORDER BY position";
            let id: catalog::variant::VariantId = tx.query(sql).bind(product.id).scalar().await?;
            Ok(id.to_string())
        })
        .await
        .unwrap()
    }

    /// Puts so many on the shelf.
    pub async fn put(&self, variant: &str, quantity: i64) {
        let adjustment = Adjustment {
            variant_id: variant.parse().unwrap(),
            location_id: self.location,
            delta: quantity,
            reason: Reason::Opening,
            note: None,
        };
        self.write(async |tx| stock::adjust(tx, adjustment).await).await.unwrap();
    }

    /// On hand and reserved.
    pub async fn level(&self, variant: &str) -> (i64, i64) {
        let sql = "SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2";
        let id: stock::VariantId = variant.parse().unwrap();
        let level: Option<Level> = self.read(async |tx| tx.query(sql).bind(id).fetch_optional().await).await;
        level.map_or((0, 0), |level| (level.on_hand, level.reserved))
    }

    /// The body of an order of these variants, for a customer in Berlin.
    pub fn basket(&self, lines: &[(&str, i64)]) -> Value {
        let line = |(variant, quantity): &(&str, i64)| json!({"variant_id": variant, "quantity": quantity, "tax_rate": "19"});
        json!({
            "shop_id": self.shop,
            "buyer": {"email": "ada@example.com"},
            "lines": lines.iter().map(line).collect::<Vec<_>>(),
            "shipping": {"title": "Standard", "price_minor": 490, "tax_rate": "19", "courier": "dhl",
                         "service_type": "parcel_locker"},
            "shipping_address": {"name": "Ada Lovelace", "line1": "Torstraße 1", "postal_code": "10119",
                                 "city": "Berlin", "country": "DE"},
        })
    }

    /// Places an order of these variants.
    pub async fn order(&self, lines: &[(&str, i64)]) -> Value {
        self.owner.post("/api/v1/orders", self.basket(lines)).await.expect(201)
    }

    /// Places an order of these variants that is paid.
    pub async fn paid_order(&self, lines: &[(&str, i64)]) -> Value {
        let order = self.order(lines).await;
        let body = json!({"method": "bank_transfer"});
        self.owner.post(&path(&order, "/payments"), body).await.expect(201)
    }

    /// Edits an order as it is now.
    pub async fn edit(&self, order: &Value, edit: Value) -> Answer {
        self.at_version_of(order).await.post(&path(order, "/edits"), edit).await
    }

    /// The owner, who has just read this order.
    pub async fn at_version_of(&self, order: &Value) -> Client {
        let version = self.reload(order).await["version"].to_string();
        self.owner.clone().with_header("if-match", &format!("\"{version}\""))
    }

    /// The order as it is now.
    pub async fn reload(&self, order: &Value) -> Value {
        self.owner.get(&path(order, "")).await.expect(200)
    }

    /// The names of the events that happened, in their order.
    pub async fn events(&self) -> Vec<String> {
        let page = self.owner.get("/api/v1/events?limit=200").await.expect(200);
        let names =
            page["data"].as_array().unwrap().iter().map(|event| event["name"].as_str().unwrap().to_owned());
        names.collect()
    }

    /// What is wrong with the stock and the orders as a whole; nothing, it is to be hoped.
    pub async fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (what, sql) in FAULTS {
            let count: i64 = self.read(async |tx| tx.query(sql).scalar().await).await;
            if count > 0 {
                faults.push(format!("{count} × {what}"));
            }
        }
        faults
    }
}

/// What must be true of all rows, whatever happened before.
const FAULTS: &[(&str, &str)] = &[
    (
        "a level that is not the sum of its movements",
        "SELECT count(*) FROM (
             SELECT l.variant_id FROM stock_levels l
             LEFT JOIN stock_movements m ON m.tenant_id = l.tenant_id AND m.variant_id = l.variant_id
                                        AND m.location_id = l.location_id
             WHERE l.tenant_id = $1
             GROUP BY l.variant_id, l.location_id, l.on_hand, l.reserved
             HAVING coalesce(sum(m.on_hand_delta), 0) <> l.on_hand OR coalesce(sum(m.reserved_delta), 0) <> l.reserved
         ) AS wrong",
    ),
    (
        "an order whose total is not that of its lines and shipping",
        "SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND o.total_minor <>
             (SELECT CAST(coalesce(sum(l.total_minor), 0) AS bigint) FROM order_lines l
              WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id)
             + o.shipping_minor - o.shipping_discount_minor
             + CASE WHEN o.prices_include_tax THEN 0 ELSE o.shipping_tax_minor END",
    ),
    (
        "an order whose sums are not those of its payments",
        "SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND (o.captured_minor, o.refunded_minor) <>
             (SELECT CAST(coalesce(sum(p.captured_minor), 0) AS bigint), CAST(coalesce(sum(p.refunded_minor), 0) AS bigint)
              FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id)",
    ),
    (
        "an order whose refunds are not what it says",
        "SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND o.refunded_minor <>
             (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS bigint) FROM refunds r
              WHERE r.tenant_id = o.tenant_id AND r.order_id = o.id)",
    ),
    ("more given back than was taken", "SELECT count(*) FROM orders WHERE tenant_id = $1 AND refunded_minor > captured_minor"),
    (
        "an order that holds other than what is still to be sent",
        "SELECT count(*) FROM orders o WHERE o.tenant_id = $1 AND
             (SELECT CAST(coalesce(sum(h.quantity), 0) AS bigint) FROM reservations r
              JOIN reservation_lines h ON h.tenant_id = r.tenant_id AND h.reservation_id = r.id
              WHERE r.tenant_id = o.tenant_id AND r.holder_kind = 'order' AND r.holder_id = o.id) <>
             CASE WHEN o.state = 'cancelled' THEN 0 ELSE
                 (SELECT CAST(coalesce(sum(l.quantity - l.shipped_quantity), 0) AS bigint) FROM order_lines l
                  WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.variant_id IS NOT NULL) END",
    ),
    (
        "a customer whose value is not that of their orders",
        "SELECT count(*) FROM customer_values v WHERE v.tenant_id = $1 AND (v.orders, v.ordered_minor, v.refunded_minor) <>
             (SELECT count(*), CAST(coalesce(sum(o.total_minor), 0) AS bigint), CAST(coalesce(sum(o.refunded_minor), 0) AS bigint)
              FROM orders o WHERE o.tenant_id = v.tenant_id AND o.customer_id = v.customer_id
                AND o.currency = v.currency AND o.state = 'open')",
    ),
    (
        "a gap in the numbers",
        "SELECT count(*) FROM (SELECT max(number) - min(number) + 1 - count(*) AS gaps FROM orders
                               WHERE tenant_id = $1 GROUP BY shop_id) AS g WHERE gaps <> 0",
    ),
];

/// The path of an order, or of something below it.
pub fn path(order: &Value, below: &str) -> String {
    format!("/api/v1/orders/{}{below}", order["id"].as_str().unwrap())
}

/// Minor units of an amount.
pub fn minor(amount: &Value) -> i64 {
    amount["amount_minor"].as_i64().unwrap()
}
