//! Every operation of the API, called by everybody who must not have what it gives.
//!
//! The operations come from the OpenAPI document of the whole program, so a new route is swept without being named
//! here. It fails the sweep when its ids are of a kind that [`World::make`] cannot make, when nobody could call it with
//! success (then its refusals would prove nothing), or when it is public and not on the list of what may be.

mod caller;
mod operation;
mod rows;
mod selling;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use db::DbKind;

use caller::{Answer, Caller};
use operation::{Access, Operation};
use rows::Database;
use world::{Organization, World, owner_address};

/// All that may be called without credentials.
const PUBLIC: [&str; 15] = [
    "GET /webhooks/{connection_id}",
    "POST /webhooks/{connection_id}",
    "GET /api/v1/mail/unsubscribe",
    "GET /api/v1/roles",
    "POST /api/v1/auth/forgot-password",
    "POST /api/v1/auth/password-strength",
    "POST /api/v1/auth/resend-verification",
    "POST /api/v1/auth/reset-password",
    "POST /api/v1/auth/sign-in",
    "POST /api/v1/auth/sign-out",
    "POST /api/v1/auth/sign-up",
    "POST /api/v1/auth/verify-email",
    "POST /api/v1/invitations/accept",
    "POST /api/v1/invitations/look-up",
    "POST /api/v1/mail/unsubscribe",
];

/// All that a viewer may read of their own organization; a star stands for any end. They may change nothing in it.
const FOR_VIEWERS: &[&str] = &[
    "GET /api/v1/events",
    "GET /api/v1/events/stream",
    "GET /api/v1/invitations",
    "GET /api/v1/me",
    "GET /api/v1/members",
    "GET /api/v1/organization",
    "GET /api/v1/shops*",
    "GET /api/v1/products*",
    "GET /api/v1/variants*",
    "GET /api/v1/categories*",
    "GET /api/v1/collections*",
    "GET /api/v1/price-lists*",
    "GET /api/v1/locations*",
    "GET /api/v1/stock*",
    "GET /api/v1/suppliers*",
    "GET /api/v1/purchase-orders*",
    "GET /api/v1/orders*",
    "GET /api/v1/overview",
    "GET /api/v1/refunds*",
    "GET /api/v1/returns*",
    "GET /api/v1/saved-views",
    "GET /api/v1/shipments*",
];

/// What is sent to operations that take a file: a picture of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// The same for operations that take a file of products.
const PRODUCTS: &[u8] = b"slug,title,price\nsweep,Sweep,1.00\n";

/// Writes the shop wherever a body must name one.
fn name_shop(body: &mut serde_json::Value, shop: &str) {
    match body {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if name == "shop_id" {
                    *value = shop.into();
                } else {
                    name_shop(value, shop);
                }
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| name_shop(value, shop)),
        _ => {}
    }
}

fn is_for_viewers(operation: &str) -> bool {
    let fits = |entry: &str| {
        entry.strip_suffix('*').map_or(entry == operation, |start| operation.starts_with(start))
    };
    // Documents say where customers live, which viewers do not see.
    !operation.contains("/documents/") && FOR_VIEWERS.iter().any(|entry| fits(entry))
}

/// Fewer operations than this, and the document has lost some.
const OPERATIONS_MIN: usize = 58;

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_reaches_another_organization_on_sqlite() {
    sweep_everything(DbKind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_reaches_another_organization_on_postgres() {
    sweep_everything(DbKind::Postgres).await;
}

async fn sweep_everything(kind: DbKind) {
    let Some(world) = World::new(kind).await else { return };
    let sweep = Sweep::new(&world).await;
    let before = Database::open(&world.test).await.rows_of(sweep.theirs.id).await;
    assert!(before.values().filter(|rows| !rows.is_empty()).count() >= 10, "{before:?}");

    let mut counts = BTreeMap::new();
    counts.insert("shown to those whose it is", sweep.shown().await);
    counts.insert("refused to a stranger's owner", sweep.strangers(Access::Person, &sweep.ours.owner).await);
    counts.insert("refused to a stranger's key", sweep.strangers(Access::Member, &sweep.ours.key).await);
    counts.insert("refused in the other's name", sweep.other_organization().await);
    counts.insert("refused to nobody", sweep.nobody().await);
    counts.insert("refused to a viewer", sweep.viewer().await);
    counts.insert("refused to owners elsewhere", sweep.operator_area().await);
    counts.insert("searched for the other's data", sweep.searches().await);

    let after = Database::open(&world.test).await.rows_of(sweep.theirs.id).await;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{kind:?}: {table} changed");
    }
    counts.insert("allowed to those whose it is", sweep.allowed().await);
    println!("{kind:?}: {} operations; {counts:?}", sweep.operations.len());
    assert!(sweep.operations.len() >= OPERATIONS_MIN);
    for (what, least) in [
        ("shown to those whose it is", 10),
        ("refused to a stranger's owner", 30),
        ("refused to a stranger's key", 30),
        ("refused in the other's name", 40),
        ("refused to nobody", 40),
        ("allowed to those whose it is", 60),
    ] {
        assert!(counts[what] >= least, "{what}: {} of at least {least}", counts[what]);
    }
}

#[test]
fn only_what_is_listed_is_public() {
    let public = operation::all().into_iter().filter(|operation| operation.access == Access::Public);
    let public: BTreeSet<String> = public.map(|operation| operation.name()).collect();
    assert_eq!(public, PUBLIC.map(str::to_owned).into());
}

/// Two organizations, and what there is to call.
struct Sweep<'w> {
    world: &'w World,
    operations: Vec<Operation>,
    ours: Organization,
    theirs: Organization,
    /// One id of the others per collection.
    their_ids: BTreeMap<String, String>,
    /// What must never be read by us.
    marks: BTreeSet<String>,
    /// A shop of ours, for bodies that must name one.
    shop: String,
}

impl<'w> Sweep<'w> {
    async fn new(world: &'w World) -> Self {
        let operations = operation::all();
        let (ours, theirs) = (world.organization("birchwood").await, world.organization("alderwood").await);
        let mut their_ids = BTreeMap::new();
        for collection in operations.iter().flat_map(|operation| &operation.collections) {
            if !their_ids.contains_key(collection) {
                their_ids.insert(collection.clone(), world.make(&theirs, collection).await);
            }
        }
        let marks = world.marks(&theirs).await;
        assert!(marks.len() > 30, "{marks:?}");
        let shop = world.make(&ours, "shops").await;
        Self { world, operations, ours, theirs, their_ids, marks, shop }
    }

    fn of(&self, access: &[Access]) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(move |operation| access.contains(&operation.access))
    }

    /// Calls with the others' ids.
    async fn call(&self, caller: &Caller, operation: &Operation) -> Answer {
        let ids: Vec<String> =
            operation.collections.iter().map(|collection| self.their_ids[collection].clone()).collect();
        self.call_with(caller, operation, &ids).await
    }

    async fn call_with(&self, caller: &Caller, operation: &Operation, ids: &[String]) -> Answer {
        let path = operation.path_with(ids);
        let mut caller = caller.clone();
        if operation.if_match {
            // What is changed has the tag; an edit is posted below it.
            let above = path.rsplit_once('/').map_or(path.as_str(), |(above, _)| above);
            let tagged = if operation.method == "post" { above } else { &path };
            let current = caller.get(tagged).await;
            caller = caller.with("if-match", current.etag().unwrap_or("\"1\""));
        }
        if operation.takes_file {
            let file = if path.ends_with("/product-imports") { PRODUCTS } else { PICTURE };
            return caller.send_file(&operation.method, &path, file).await;
        }
        let mut body = operation.body(self.world.number());
        if let Some(body) = &mut body {
            name_shop(body, &self.shop);
            self.world.fill(&self.ours, body).await;
        }
        caller.send(&operation.method, &path, body).await
    }

    #[track_caller]
    fn assert_blank(&self, what: &str, answer: &Answer) {
        let text = answer.readable();
        let leaked: Vec<_> = self.marks.iter().filter(|mark| text.contains(mark.as_str())).collect();
        assert!(leaked.is_empty(), "{what} shows {leaked:?}: {} {text}", answer.status);
        assert!(answer.status < 500, "{what}: {} {text}", answer.status);
    }

    /// The other organization's owner does see what nobody else may: the marks are the right ones to look for.
    async fn shown(&self) -> usize {
        let mut shown = 0;
        for operation in self.of(&[Access::Person, Access::Member]).filter(|operation| operation.is_read()) {
            let text = self.call(&self.theirs.owner, operation).await.readable();
            shown += usize::from(self.marks.iter().any(|mark| text.contains(mark.as_str())));
        }
        shown
    }

    /// Somebody of our organization with everything that a role or scope can give, and the others' ids: what has an id
    /// does not exist, and what has none is our own. `least` is the access that the caller has beside the member's.
    async fn strangers(&self, least: Access, caller: &Caller) -> usize {
        let mut refused = 0;
        for operation in self.of(&[Access::Person, Access::Member, Access::Operator]) {
            let caller = match least {
                Access::Person => &self.person_for(operation, caller).await,
                _ => caller,
            };
            let answer = self.call(caller, operation).await;
            let what = operation.name();
            self.assert_blank(&what, &answer);
            let expected = match operation.access {
                Access::Operator => Some(403),
                Access::Person if least == Access::Member => Some(403),
                _ if !operation.collections.is_empty() => Some(404),
                _ => None,
            };
            match expected {
                Some(status) => assert_eq!(answer.status, status, "{what}: {}", answer.text),
                None => assert!(answer.is_success(), "{what}: {} {}", answer.status, answer.text),
            }
            refused += usize::from(expected.is_some());
        }
        refused
    }

    /// Whoever signs out everywhere is signed out: that is for somebody whom nobody else needs.
    async fn person_for(&self, operation: &Operation, usually: &Caller) -> Caller {
        if operation.path.ends_with("/sign-out-everywhere") {
            self.world.bystander().await
        } else {
            usually.clone()
        }
    }

    async fn sign_in_again(&self) -> Caller {
        let caller = self.world.sign_in(&owner_address(self.ours.tag)).await;
        caller.in_organization(&self.ours.id.to_string())
    }

    /// Our owner names the other organization, in the header or the query: there is none of that name.
    async fn other_organization(&self) -> usize {
        let id = self.theirs.id.to_string();
        let caller = self.ours.owner.clone().in_organization(&id);
        let mut refused = 0;
        for operation in self.of(&[Access::Person, Access::Member, Access::Operator]) {
            let answer = self.call(&caller, operation).await;
            self.assert_blank(&operation.name(), &answer);
            assert_eq!(answer.status, 404, "{}: {}", operation.name(), answer.text);
            refused += 1;
        }
        let session = self.sign_in_again().await;
        let answer = session
            .clone()
            .without("tradepost-organization")
            .get(&format!("/api/v1/events?organization={id}"))
            .await;
        self.assert_blank("the organization in the query", &answer);
        assert_eq!(answer.status, 404);
        // A key has an organization; naming another one does not change which.
        let key = self.ours.key.clone().in_organization(&id);
        for operation in self.of(&[Access::Member]).filter(|operation| operation.is_read()) {
            self.assert_blank(&operation.name(), &self.call(&key, operation).await);
        }
        refused
    }

    /// Without credentials, and with wrong ones.
    async fn nobody(&self) -> usize {
        let (nobody, id) = (self.world.anybody(), self.theirs.id.to_string());
        let mut refused = 0;
        for operation in &self.operations {
            let answer = self.call(&nobody.clone().in_organization(&id), operation).await;
            self.assert_blank(&operation.name(), &answer);
            if operation.access != Access::Public {
                assert_eq!(answer.status, 401, "{}: {}", operation.name(), answer.text);
                refused += 1;
            }
        }
        refused
    }

    /// A member of the other organization who may only look, in their own organization.
    async fn viewer(&self) -> usize {
        let mut refused = 0;
        for operation in self.of(&[Access::Member, Access::Operator]) {
            let answer = self.call(&self.theirs.viewer, operation).await;
            let expected = if is_for_viewers(&operation.name()) { 200 } else { 403 };
            assert_eq!(answer.status, expected, "{}: {}", operation.name(), answer.text);
            refused += usize::from(expected == 403);
        }
        refused
    }

    /// The operator's area is closed to the owner of what is asked for, too.
    async fn operator_area(&self) -> usize {
        let mut refused = 0;
        for operation in self.of(&[Access::Operator]) {
            for caller in [&self.theirs.owner, &self.theirs.key] {
                let answer = self.call(caller, operation).await;
                assert_eq!(answer.status, 403, "{}: {}", operation.name(), answer.text);
                refused += 1;
            }
        }
        refused
    }

    /// Every query parameter of every reading operation, filled with what is theirs: ids, names, and a place in their
    /// list.
    async fn searches(&self) -> usize {
        let mut searched = 0;
        let asks = |operation: &&Operation| operation.is_read() && !operation.query.is_empty();
        for operation in self.of(&[Access::Person, Access::Member]).filter(asks) {
            let (mut our_ids, mut their_ids) = (Vec::new(), Vec::new());
            for collection in &operation.collections {
                our_ids.push(self.world.make(&self.ours, collection).await);
                their_ids.push(self.their_ids[collection].clone());
            }
            let mut values: Vec<String> = self.their_ids.values().cloned().collect();
            values.extend([self.theirs.id.to_string(), self.theirs.tag.to_owned()]);
            let first = self.theirs.owner.get(&format!("{}?limit=1", operation.path_with(&their_ids))).await;
            let page: serde_json::Value = serde_json::from_str(&first.text).unwrap_or_default();
            values.extend(page["next"].as_str().map(str::to_owned));
            for name in &operation.query {
                for value in &values {
                    let path = format!("{}?{name}={value}", operation.path_with(&our_ids));
                    let answer = self.ours.owner.get(&path).await;
                    // A refusal may repeat the value that it refuses.
                    if answer.is_success() {
                        self.assert_blank(&path, &answer);
                    }
                    searched += 1;
                }
            }
        }
        searched
    }

    /// Whoever may call an operation has success with it, with something new of their own every time.
    async fn allowed(&self) -> usize {
        let mut allowed = 0;
        for operation in self.of(&[Access::Person, Access::Member, Access::Operator]) {
            let callers = match operation.access {
                Access::Operator => vec![self.world.operator.clone()],
                Access::Member => vec![self.ours.owner.clone(), self.ours.key.clone()],
                _ => vec![self.person_for(operation, &self.ours.owner).await],
            };
            for caller in callers {
                let mut ids = Vec::new();
                for collection in &operation.collections {
                    ids.push(self.world.make_for(&self.ours, collection, &operation.path).await);
                }
                self.world.prepare(&self.ours, &operation.name(), &ids).await;
                let answer = self.call_with(&caller, operation, &ids).await;
                assert!(answer.is_success(), "{}: {} {}", operation.name(), answer.status, answer.text);
                allowed += 1;
            }
        }
        allowed
    }
}
