//! Two organizations with something of every kind, in the program as it is wired, on one database.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use db::DbKind;
use db::testing::TestDb;
use jobs::Registry;
use kernel::{Env, Scope, TenantId};
use serde_json::json;
use serde_json::value::RawValue;
use tempfile::TempDir;
use tradepost::config::Config;
use tradepost::health::Health;
use tradepost::lifecycle::Lifecycle;
use tradepost::serve;
use tradepost::wiring::Shared;

use super::caller::Caller;
use super::rows::Database;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";
const OPERATOR: &str = "operator@example.com";

/// The program, and who is there.
pub struct World {
    pub test: TestDb,
    router: Router,
    registry: Arc<Registry>,
    counter: AtomicUsize,
    pub operator: Caller,
    _folder: TempDir,
}

/// One organization. Whatever can be named in it contains its tag.
pub struct Organization {
    pub tag: &'static str,
    pub id: TenantId,
    /// Its owner, acting in it.
    pub owner: Caller,
    /// A program with every scope that an owner can give.
    pub key: Caller,
    /// A member who may only look.
    pub viewer: Caller,
    /// What only its own people may ever read: keys, cookies, tokens.
    pub secrets: BTreeSet<String>,
}

impl World {
    pub async fn new(kind: DbKind) -> Option<Self> {
        let test = TestDb::new(kind, Env::system()).await?;
        let folder = TempDir::new().unwrap();
        let settings = [
            ("TRADEPOST_DATA_DIR", folder.path().to_str().unwrap()),
            ("TRADEPOST_IDENTITY__OPERATORS", OPERATOR),
            ("TRADEPOST_HTTP__REQUESTS_PER_MINUTE", "100000"),
            ("TRADEPOST_HTTP__ANONYMOUS_REQUESTS_PER_MINUTE", "100000"),
        ];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::from_sources(None, settings).unwrap();
        let shared = Shared::start(&config, &test.db).await.unwrap();
        let lifecycle = Lifecycle::default();
        let health = Health::new(test.db.clone(), lifecycle.clone(), None, &config.monitoring);
        let app = shared.app(&config, &lifecycle, &health);
        let router = serve::router(&app, &health).unwrap();
        let operator = Caller::new(router.clone(), SocketAddr::from((Ipv4Addr::LOCALHOST, 1)));
        let registry = Arc::clone(shared.registry());
        let counter = AtomicUsize::new(0);
        let mut world = Self { test, router, registry, counter, operator, _folder: folder };
        let operator = world.person("Operator", OPERATOR).await;
        world.operator = operator.in_organization(&TenantId::OPERATOR.to_string());
        Some(world)
    }

    /// A number that was never given out before.
    pub fn number(&self) -> usize {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// Somebody at an address of their own, so that nobody meets another's limits.
    pub fn anybody(&self) -> Caller {
        let [_, _, high, low] = u32::try_from(self.number()).unwrap().to_be_bytes();
        Caller::new(self.router.clone(), SocketAddr::from(([203, 0, high, low], 40_000)))
    }

    /// Somebody who signed up, confirmed their address, and so is signed in.
    async fn person(&self, name: &str, email: &str) -> Caller {
        let caller = self.anybody();
        let body = json!({"name": name, "email": email, "password": PASSWORD, "locale": "en"});
        caller.post("/api/v1/auth/sign-up", body).await.expect(202);
        let body = json!({"token": self.token_for(email).await});
        let cookie = caller.post("/api/v1/auth/verify-email", body).await.cookie();
        caller.with("cookie", cookie)
    }

    /// A person who belongs nowhere.
    pub async fn bystander(&self) -> Caller {
        self.person("Bystander", &format!("bystander-{}@example.net", self.number())).await
    }

    /// One more session of somebody who has an account.
    pub async fn sign_in(&self, email: &str) -> Caller {
        let (caller, body) = (self.anybody(), json!({"email": email, "password": PASSWORD}));
        let cookie = caller.post("/api/v1/auth/sign-in", body).await.cookie();
        caller.with("cookie", cookie)
    }

    /// The token in the latest mail to this address.
    async fn token_for(&self, email: &str) -> String {
        let sql =
            "SELECT one_time_link FROM mails WHERE to_address = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
        let (scope, email) = (Scope::installation("sweep"), email.to_owned());
        let read =
            self.test.db.read(&scope, async |tx| tx.global_query(sql).bind(email.clone()).scalar().await);
        let link: String = read.await.unwrap();
        link.split_once("token=").expect("a link with a token").1.to_owned()
    }

    /// An organization with people and a key.
    pub async fn organization(&self, tag: &'static str) -> Organization {
        let owner = self.person(&format!("Owner {tag}"), &owner_address(tag)).await;
        let body = json!({"name": format!("{tag} trading"), "kind": "merchant", "currency": "EUR", "locale": "en",
                          "time_zone": "Europe/Berlin", "country": "DE"});
        let made = owner.post("/api/v1/organizations", body).await.expect(201);
        let id = made["id"].as_str().unwrap().to_owned();
        let owner = owner.in_organization(&id);
        let me = owner.get("/api/v1/me").await.expect(200);
        let body = json!({"name": format!("{tag} import"), "mode": "live", "scopes": me["permissions"]});
        let made = owner.post("/api/v1/api-keys", body).await.expect(201);
        let secret = made["secret"].as_str().unwrap().to_owned();
        let key = self.anybody().with("authorization", format!("Bearer {secret}"));
        let mut organization = Organization {
            tag,
            id: id.parse().unwrap(),
            viewer: owner.clone(),
            owner,
            key,
            secrets: BTreeSet::from([secret]),
        };
        let (viewer, _) = self.member(&organization, "viewer").await;
        organization.viewer = viewer.in_organization(&id);
        organization
    }

    /// A new member, and the id of the membership.
    async fn member(&self, organization: &Organization, role: &str) -> (Caller, String) {
        let email = self.address(organization, role);
        organization
            .owner
            .post("/api/v1/invitations", json!({"email": email, "role": role}))
            .await
            .expect(201);
        let (caller, name) = (self.anybody(), format!("{role} {}", organization.tag));
        let body = json!({"token": self.token_for(&email).await, "name": name, "password": PASSWORD});
        let answer = caller.post("/api/v1/invitations/accept", body).await;
        let caller = caller.with("cookie", answer.cookie());
        let me = answer.expect(200);
        (caller, me["memberships"][0]["id"].as_str().unwrap().to_owned())
    }

    fn address(&self, organization: &Organization, who: &str) -> String {
        format!("{who}-{}-{}@example.com", self.number(), organization.tag)
    }

    /// Makes something new in a collection of the organization, named as the collection is in paths, and answers its
    /// id. Fails for a collection that it does not know: whoever adds one says here how to get something into it.
    pub async fn make(&self, of: &Organization, collection: &str) -> String {
        Box::pin(self.make_for(of, collection, "")).await
    }

    /// The same, in a state in which what `path` says can be done with it.
    pub async fn make_for(&self, of: &Organization, collection: &str, path: &str) -> String {
        if let Some(id) = self.make_selling(of, collection, path).await {
            return id;
        }
        if let Some(id) = self.make_goods(of, collection).await {
            return id;
        }
        let tag = of.tag;
        let made = match collection {
            "product-imports" => {
                let import = self.product_import(of).await;
                if path.ends_with("/undo") {
                    let cancel = format!("/api/v1/product-imports/{}/cancel", import["id"].as_str().unwrap());
                    of.owner.post(&cancel, json!({})).await.expect(200);
                }
                import["id"].clone()
            }
            "api-keys" => {
                let body = json!({"name": format!("{tag} key"), "mode": "test", "scopes": ["members.read"]});
                of.owner.post("/api/v1/api-keys", body).await.expect(201)["api_key"]["id"].clone()
            }
            "invitations" => self.invite(of).await.1,
            "members" => json!(self.member(of, "staff").await.1),
            "sessions" => {
                let sessions = self.sign_in(&owner_address(tag)).await.get("/api/v1/me/sessions").await;
                let sessions = sessions.expect(200);
                let is_current = |session: &&serde_json::Value| session["current"] == true;
                sessions["data"].as_array().unwrap().iter().find(is_current).unwrap()["id"].clone()
            }
            "jobs" => json!(self.dead_job(of).await),
            "schedules" => json!(self.schedule(of).await),
            "mails" => json!(self.outbox_mail(of).await),
            "mail-suppressions" => {
                let body = json!({"email": self.address(of, "unwilling"), "reason": "manual"});
                self.operator.post("/api/v1/operator/mail-suppressions", body).await.expect(201)["id"].clone()
            }
            "connections" => self.connection(of).await["id"].clone(),
            // One that takes nothing in: what nobody may send leaves a note with those whose it is.
            "webhooks" => {
                let made = self.connection(of).await["id"].clone();
                let path = format!("/api/v1/connections/{}", made.as_str().unwrap());
                let owner = of.owner.clone().with("if-match", "\"1\"");
                owner.send("patch", &path, Some(json!({"state": "disconnected"}))).await.expect(200);
                made
            }
            "deliveries" => json!(self.delivery(of).await),
            "links" => json!(self.link(of).await),
            "privacy-requests" => json!(self.privacy_request(of).await),
            // The same for everybody.
            "mail-templates" => json!("invitation"),
            _ => panic!(
                "the sweep does not know how to make something in {collection}: teach it in World::make"
            ),
        };
        made.as_str().unwrap_or_else(|| panic!("{collection}: no id")).to_owned()
    }

    /// A source that proves itself by a key.
    async fn connection(&self, of: &Organization) -> serde_json::Value {
        let scheme = json!({"kind": "api_key", "header": "X-Key"});
        let body = json!({"platform": "generic", "name": format!("{} source {}", of.tag, self.number()),
                          "secret": format!("secret of {}", of.tag), "settings": {"scheme": scheme}});
        of.owner.post("/api/v1/connections", body).await.expect(201)
    }

    /// What such a source sent.
    async fn delivery(&self, of: &Organization) -> String {
        let connection = self.connection(of).await["id"].as_str().unwrap().to_owned();
        let sender = self.anybody().with("x-key", format!("secret of {}", of.tag));
        let sent = sender.post(&format!("/webhooks/{connection}"), json!({"type": of.tag})).await;
        assert_eq!(sent.status, 200, "{}", sent.text);
        let listed = of.owner.get(&format!("/api/v1/inbox/deliveries?connection={connection}")).await;
        listed.expect(200)["data"][0]["id"].as_str().unwrap().to_owned()
    }

    /// A thing of a platform that nobody knows yet.
    async fn link(&self, of: &Organization) -> String {
        let connection: channels::ConnectionId =
            self.connection(of).await["id"].as_str().unwrap().parse().unwrap();
        let scope = Scope::system(of.id, "sweep");
        let external = format!("{} thing {}", of.tag, self.number());
        let id: channels::LinkId = self
            .test
            .db
            .write(&scope, async |tx| {
                let (id, now): (channels::LinkId, _) = (tx.new_id(), tx.now());
                tx.query(
                    "INSERT INTO channel_links (tenant_id, id, connection_id, kind, external_id, state, created_at, updated_at)
                     VALUES ($1, $2, $3, 'variant', $4, 'review', $5, $5)",
                )
                .bind(id)
                .bind(connection)
                .bind(external)
                .bind(now)
                .execute()
                .await?;
                Ok(id)
            })
            .await
            .unwrap();
        id.to_string()
    }

    /// A wish to know what is kept.
    async fn privacy_request(&self, of: &Organization) -> String {
        let delivery: channels::InboxDeliveryId = self.delivery(of).await.parse().unwrap();
        let connection: channels::ConnectionId =
            self.connection(of).await["id"].as_str().unwrap().parse().unwrap();
        let scope = Scope::system(of.id, "sweep");
        let external = format!("{} request {}", of.tag, self.number());
        let id: channels::PrivacyRequestId = self
            .test
            .db
            .write(&scope, async |tx| {
                let (id, now): (channels::PrivacyRequestId, _) = (tx.new_id(), tx.now());
                tx.query(
                    "INSERT INTO privacy_requests (tenant_id, id, connection_id, delivery_id, request, external_id,
                         state, due_at, created_at)
                     VALUES ($1, $2, $3, $4, 'customer_data', $5, 'open', $6, $6)",
                )
                .bind(id)
                .bind(connection)
                .bind(delivery)
                .bind(external)
                .bind(now)
                .execute()
                .await?;
                Ok(id)
            })
            .await
            .unwrap();
        id.to_string()
    }

    /// The same for what is sold and where it lies; `None` for other collections.
    async fn make_goods(&self, of: &Organization, collection: &str) -> Option<String> {
        let tag = of.tag;
        let made = match collection {
            "products" => self.product(of).await["id"].clone(),
            // Whose price, in the list that the path names before.
            "variants" | "prices" => self.product(of).await["variants"][1]["id"].clone(),
            "images" => {
                let product = self.product(of).await["id"].as_str().unwrap().to_owned();
                let path = format!("/api/v1/products/{product}/images");
                of.owner.send_file("post", &path, super::PICTURE).await.expect(201)["id"].clone()
            }
            "categories" | "collections" | "price-lists" => {
                let body = json!({"name": format!("{tag} {}", self.number())});
                let euros = json!({"name": format!("{tag} {}", self.number()), "currency": "EUR"});
                let body = if collection == "price-lists" { euros } else { body };
                of.owner.post(&format!("/api/v1/{collection}"), body).await.expect(201)["id"].clone()
            }
            "shops" => {
                let body = json!({"name": format!("{tag} shop {}", self.number()), "kind": "hosted"});
                of.owner.post("/api/v1/shops", body).await.expect(201)["id"].clone()
            }
            "locations" => {
                let body = json!({"name": format!("{tag} location {}", self.number())});
                of.owner.post("/api/v1/locations", body).await.expect(201)["id"].clone()
            }
            "stock" => json!(self.stocked(of).await.0),
            "stock-counts" => {
                let (variant, location) = self.stocked(of).await;
                let body = json!({"location_id": location});
                let made = of.owner.post("/api/v1/stock-counts", body).await.expect(201);
                let lines = json!({"lines": [{"variant_id": variant, "counted": 3}]});
                let path = format!("/api/v1/stock-counts/{}/lines", made["id"].as_str().unwrap());
                of.owner.post(&path, lines).await.expect(200)["id"].clone()
            }
            "stock-transfers" => {
                let (variant, from) = self.stocked(of).await;
                let to = Box::pin(self.make(of, "locations")).await;
                let body = json!({"from_location_id": from, "to_location_id": to,
                                  "lines": [{"variant_id": variant, "quantity": 2}]});
                of.owner.post("/api/v1/stock-transfers", body).await.expect(201)["id"].clone()
            }
            "suppliers" => {
                let body = json!({"name": format!("{tag} supplier {}", self.number())});
                of.owner.post("/api/v1/suppliers", body).await.expect(201)["id"].clone()
            }
            "purchase-orders" => {
                let supplier = Box::pin(self.make(of, "suppliers")).await;
                let (variant, location) = self.stocked(of).await;
                let body = json!({"supplier_id": supplier, "location_id": location,
                                  "lines": [{"variant_id": variant, "quantity": 2, "unit_cost_minor": 250}]});
                of.owner.post("/api/v1/purchase-orders", body).await.expect(201)["id"].clone()
            }
            _ => return None,
        };
        made.as_str().map(str::to_owned)
    }

    /// Puts ids of the organization's own things where a body names some, whatever stood there.
    pub async fn fill(&self, of: &Organization, body: &mut serde_json::Value) {
        let mut open = vec![body];
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::Array(values) => open.extend(values),
                serde_json::Value::Object(fields) => {
                    for (name, value) in fields {
                        match name.as_str() {
                            "variant_id" => *value = json!(self.variant(of).await),
                            "location_id" | "from_location_id" | "to_location_id" => {
                                *value = json!(self.make(of, "locations").await);
                            }
                            "supplier_id" => *value = json!(self.make(of, "suppliers").await),
                            _ => open.push(value),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Does what must be done before the operation can be: what is received was sent before.
    pub async fn prepare(&self, of: &Organization, operation: &str, ids: &[String]) {
        let before = match operation {
            "POST /api/v1/stock-transfers/{transfer_id}/receive" => {
                format!("stock-transfers/{}/ship", ids[0])
            }
            "POST /api/v1/purchase-orders/{purchase_order_id}/receive" => {
                format!("purchase-orders/{}/order", ids[0])
            }
            _ => return,
        };
        of.owner.post(&format!("/api/v1/{before}"), json!({})).await.expect(200);
    }

    /// A variant whose stock is counted.
    async fn variant(&self, of: &Organization) -> String {
        let title = format!("{} product {}", of.tag, self.number());
        let scope = Scope::system(of.id, "sweep");
        let made = self.test.db.write(&scope, async |tx| {
            let new = catalog::product::NewProduct { title: title.clone(), ..Default::default() };
            let product = catalog::product::create(tx, new).await?;
            catalog::variant::of_product(tx, product.id).await
        });
        made.await.unwrap()[0].id.to_string()
    }

    /// A variant that lies at a location.
    async fn stocked(&self, of: &Organization) -> (String, String) {
        let (variant, location) = (self.variant(of).await, Box::pin(self.make(of, "locations")).await);
        let body = json!({"variant_id": variant, "location_id": location, "delta": 5, "reason": "opening"});
        of.owner.post("/api/v1/stock/adjustments", body).await.expect(201);
        (variant, location)
    }

    /// A product with two variants.
    async fn product(&self, of: &Organization) -> serde_json::Value {
        let number = self.number();
        let body = json!({"title": format!("{} jacket {number}", of.tag), "options": [{"name": "Size"}],
                          "variants": [{"options": ["S"], "sku": format!("{}-{number}", of.tag)}, {"options": ["M"]}]});
        of.owner.post("/api/v1/products", body).await.expect(201)
    }

    /// An import that waits to be started.
    async fn product_import(&self, of: &Organization) -> serde_json::Value {
        let path = format!("/api/v1/product-imports?file_name={}-{}.csv", of.tag, self.number());
        of.owner.send_file("post", &path, super::PRODUCTS).await.expect(201)
    }

    async fn invite(&self, of: &Organization) -> (String, serde_json::Value) {
        let email = self.address(of, "invited");
        let body = json!({"email": email, "role": "staff"});
        let made = of.owner.post("/api/v1/invitations", body).await.expect(201);
        (email, made["id"].clone())
    }

    async fn dead_job(&self, of: &Organization) -> String {
        let payload = RawValue::from_string("{}".to_owned()).unwrap();
        let job = self.registry.prepare("web.prune", &payload).unwrap();
        let (scope, tenant) = (Scope::system(of.id, "sweep"), of.id);
        let sql = "UPDATE jobs SET state = 'dead', last_error = $3 WHERE tenant_id = $1 AND id = $2";
        let error = format!("{} failed", of.tag);
        let made = self.test.db.write(&scope, async |tx| {
            let id = job.clone().enqueue(tx, tenant).await?.expect("a new job");
            tx.query(sql).bind(id).bind(error.clone()).execute().await?;
            Ok(id)
        });
        made.await.unwrap().to_string()
    }

    async fn schedule(&self, of: &Organization) -> String {
        let payload = RawValue::from_string("{}".to_owned()).unwrap();
        let new = jobs::schedules::NewSchedule {
            name: format!("{} nightly {}", of.tag, self.number()),
            job: self.registry.prepare("web.prune", &payload).unwrap(),
            cron: "0 3 * * *".to_owned(),
            time_zone: None,
            catch_up: jobs::schedules::CatchUp::Once,
        };
        let scope = Scope::system(of.id, "sweep");
        let made = self.test.db.write(&scope, async |tx| jobs::schedules::create(tx, new.clone()).await);
        made.await.unwrap().id.to_string()
    }

    /// A mail that waits for the operator to pass it on.
    async fn outbox_mail(&self, of: &Organization) -> String {
        let (email, _) = self.invite(of).await;
        let sql = "UPDATE mails SET state = 'outbox' WHERE tenant_id = $1 AND to_address = $2";
        let (scope, to) = (Scope::system(of.id, "sweep"), email.clone());
        let update = self.test.db.write(&scope, async |tx| tx.query(sql).bind(to.clone()).execute().await);
        update.await.unwrap();
        let path = format!("/api/v1/operator/mails?q={email}");
        self.operator.get(&path).await.expect(200)["data"][0]["id"].as_str().unwrap().to_owned()
    }

    /// What nobody outside of the organization may read: whatever carries its tag, its ids, its secrets. Lower case.
    pub async fn marks(&self, of: &Organization) -> BTreeSet<String> {
        let mut marks = Database::open(&self.test).await.ids_of(of.id).await;
        marks.insert(of.tag.to_owned());
        marks.extend(of.secrets.iter().cloned());
        marks.into_iter().map(|mark| mark.to_lowercase()).collect()
    }
}

/// The address of an organization's owner.
pub fn owner_address(tag: &str) -> String {
    format!("owner@{tag}.example")
}
