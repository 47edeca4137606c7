//! What several topics ask.

use std::future::Future;

use db::{Db, DbKind, Tx};
use kernel::{Id, Result, Scope, TenantId};
use serde_json::{Value, json};
use stock::{Adjustment, Level, LocationId, Reason, VariantId};
use testkit::{App, Client, Domains};

/// Runs a test with the catalog and stock on SQLite, and on PostgreSQL when a server is at hand.
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

/// The application with the catalog and stock.
pub async fn app(kind: DbKind) -> Option<App> {
    let routes = catalog::routes().merge(stock::routes());
    App::with(kind, Domains { routes, jobs: stock::jobs(), hooks: catalog::hooks(), ..Domains::default() })
        .await
}

/// A merchant with an owner, and what a test does below the API.
pub struct Shop {
    pub owner: Client,
    pub organization: Value,
    pub tenant: TenantId,
    pub db: Db,
}

/// How a variant differs from one that is counted and not sold without.
#[derive(Default, Clone, Copy)]
pub struct Kind {
    pub untracked: bool,
    pub backorder: bool,
}

impl Shop {
    pub async fn new(app: &App) -> Self {
        let (owner, organization) = app.owner("Ana").await;
        let tenant = organization["id"].as_str().unwrap().parse().unwrap();
        Self { owner, organization, tenant, db: app.db().clone() }
    }

    pub fn scope(&self) -> Scope {
        Scope::system(self.tenant, "test")
    }

    pub async fn write<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.db.write(&self.scope(), work).await
    }

    /// The owner, after so long a time that the session has ended.
    pub async fn signed_in_again(&self, app: &App) -> Client {
        let sql = "SELECT email FROM users WHERE name = 'Ana'";
        let scope = Scope::installation("test");
        let email: String =
            self.db.read(&scope, async |tx| tx.global_query(sql).scalar().await).await.unwrap();
        let body = json!({"email": email, "password": testkit::PASSWORD});
        let client = app.anon();
        client.post("/api/v1/auth/sign-in", body).await.expect(200);
        client.in_organization(&self.tenant.to_string())
    }

    pub async fn location(&self, name: &str) -> LocationId {
        let made = self.owner.post("/api/v1/locations", json!({"name": name})).await.expect(201);
        made["id"].as_str().unwrap().parse().unwrap()
    }

    /// A product with one variant.
    pub async fn variant(&self, sku: &str, kind: Kind) -> VariantId {
        self.product(sku, "simple", kind).await
    }

    /// A product with one variant that consists of others.
    pub async fn bundle(&self, sku: &str, components: &[(VariantId, i64)]) -> VariantId {
        let bundle = self.product(sku, "bundle", Kind::default()).await;
        let sql = "INSERT INTO bundle_components (tenant_id, bundle_variant_id, component_variant_id, position, quantity)
                   VALUES ($1, $2, $3, $4, $5)";
        self.write(async |tx| {
            for (position, (component, quantity)) in (0_i64..).zip(components) {
                tx.query(sql).bind(bundle).bind(*component).bind(position).bind(*quantity).execute().await?;
            }
            Ok(())
        })
        .await
        .unwrap();
        bundle
    }

    async fn product(&self, sku: &str, kind: &'static str, Kind { untracked, backorder }: Kind) -> VariantId {
        let product =
            "INSERT INTO products (tenant_id, id, kind, state, title, slug, description, options, created_at,
                           updated_at)
                       VALUES ($1, $2, $3, 'active', $4, $5, '', $6, $7, $7)";
        let variant = "INSERT INTO variants (tenant_id, id, product_id, position, state, option1, option2, option3, sku,
                           sku_key, requires_shipping, tax_class, track_stock, backorder, created_at, updated_at)
                       VALUES ($1, $2, $3, 0, 'active', '', '', '', $4, $5, $6, 'standard', $7, $8, $9, $9)";
        self.write(async |tx| {
            let (id, now) = (tx.new_id::<Product>(), tx.now());
            let options = kernel::Json(json!([]));
            let sku = sku.to_owned();
            let title = format!("Product {sku}");
            let slug = sku.to_lowercase();
            let query = tx.query(product).bind(id).bind(kind).bind(title).bind(slug.clone());
            query.bind(options).bind(now).execute().await?;
            let variant_id: VariantId = tx.new_id();
            let query = tx.query(variant).bind(variant_id).bind(id).bind(sku).bind(slug).bind(true);
            let backorder = if backorder { "allow" } else { "deny" };
            query.bind(!untracked).bind(backorder).bind(now).execute().await?;
            Ok(variant_id)
        })
        .await
        .unwrap()
    }

    /// Puts so many on the shelf.
    pub async fn put(&self, variant: VariantId, location: LocationId, quantity: i64) {
        let adjustment = Adjustment {
            variant_id: variant,
            location_id: location,
            delta: quantity,
            reason: Reason::Opening,
            note: None,
        };
        self.write(async |tx| stock::adjust(tx, adjustment).await).await.unwrap();
    }

    /// On hand, reserved and incoming.
    pub async fn level(&self, variant: VariantId, location: LocationId) -> (i64, i64, i64) {
        let sql = "SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id = $2 AND location_id = $3";
        let read =
            async |tx: &mut Tx| tx.query(sql).bind(variant).bind(location).fetch_optional::<Level>().await;
        let level = self.db.read(&self.scope(), read).await.unwrap();
        level.map_or((0, 0, 0), |level| (level.on_hand, level.reserved, level.incoming))
    }

    /// How many levels are not the sum of their movements, or not what their latest movement says.
    pub async fn differences(&self) -> i64 {
        let sql = "SELECT count(*) FROM (
                       SELECT l.variant_id FROM stock_levels l
                       LEFT JOIN stock_movements m ON m.tenant_id = l.tenant_id AND m.variant_id = l.variant_id
                                                  AND m.location_id = l.location_id
                       WHERE l.tenant_id = $1
                       GROUP BY l.variant_id, l.location_id, l.on_hand, l.reserved, l.incoming, l.sequence
                       HAVING coalesce(sum(m.on_hand_delta), 0) <> l.on_hand
                           OR coalesce(sum(m.reserved_delta), 0) <> l.reserved
                           OR coalesce(sum(m.incoming_delta), 0) <> l.incoming
                           OR count(m.id) <> l.sequence) AS wrong";
        self.db.read(&self.scope(), async |tx| tx.query(sql).scalar().await).await.unwrap()
    }
}

/// What the catalog calls a product.
pub enum Product {}

/// Something that holds stock.
pub enum Basket {}

/// A new one.
pub fn basket(app: &App) -> Id<Basket> {
    app.db().env().id()
}
