//! Files that nobody needs go, and no others: what is needed is asked of every domain, and what has just come is left
//! alone until somebody could write down what it is for.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use blobs::{Blob, Blobs, Files, LinkKey};
use bytes::Bytes;
use catalog::product::{self, NewProduct, ProductId};
use db::DbKind;
use db::testing::TestDb;
use jobs::{Queue, Registry};
use kernel::{Env, Scope, TenantId};
use tempfile::TempDir;
use tradepost::wiring::CollectFiles;

const ORGANIZATION: &str = "INSERT INTO organizations
    (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
    VALUES ($1, 'merchant', 'Nordlicht', $2, 'EUR', 'en', 'Europe/Berlin', $3, $3)";

struct House {
    test: TestDb,
    files: Files,
    tenant: TenantId,
    folder: TempDir,
}

impl House {
    async fn new(kind: DbKind) -> Option<Self> {
        let test = TestDb::new(kind, Env::system()).await?;
        test.db.install_hooks(tradepost::wiring::hooks()).unwrap();
        let folder = TempDir::new().unwrap();
        let blobs = Blobs::open(&blobs::Config::local(folder.path())).unwrap();
        let files = Files::new(blobs, LinkKey::new([7; 32]));
        let tenant = test.db.env().id();
        let scope = Scope::installation("test");
        let made = test.db.write(&scope, async |tx| {
            let now = tx.now();
            tx.global_query(ORGANIZATION).bind(tenant).bind(tenant.to_string()).bind(now).execute().await
        });
        made.await.unwrap();
        Some(Self { test, files, tenant, folder })
    }

    fn scope(&self) -> Scope {
        Scope::system(self.tenant, "test")
    }

    /// A file of the organization, and when it was stored.
    async fn file(&self, content: &'static str, days_ago: u64) -> Blob {
        let blob = self.files.blobs().put(self.tenant, Bytes::from_static(content.as_bytes())).await.unwrap();
        let digits = blob.hash.to_string();
        let place = [&self.tenant.to_string(), &digits[..2], &digits[2..4], &digits]
            .iter()
            .collect::<std::path::PathBuf>();
        let file = std::fs::File::options().write(true).open(self.folder.path().join(place)).unwrap();
        let then = self.test.db.env().now().minus(Duration::from_secs(days_ago * 24 * 60 * 60));
        file.set_modified(UNIX_EPOCH + Duration::from_millis(then.as_millis())).unwrap();
        blob
    }

    async fn product_with(&self, picture: &Blob) -> ProductId {
        let new: NewProduct = serde_json::from_str(r#"{"title": "Jacket"}"#).unwrap();
        let scope = self.scope();
        let made = self.test.db.write(&scope, async |tx| {
            let product = product::create(tx, new.clone()).await?;
            catalog::image::add(tx, product.id, picture, "", Queue::Low).await?;
            Ok(product.id)
        });
        made.await.unwrap()
    }

    async fn is_there(&self, blob: &Blob) -> bool {
        self.files.blobs().exists(self.tenant, &blob.hash).await.unwrap()
    }

    async fn collect(&self) {
        let scope = self.scope();
        let enqueued = self.test.db.write(&scope, async |tx| jobs::enqueue(tx, CollectFiles {}).await);
        enqueued.await.unwrap();
        let registry = Registry::new().register::<CollectFiles>().state(Arc::new(self.files.clone()));
        jobs::testing::run_all(&self.test.db, &Arc::new(registry)).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_goes_when_nothing_needs_it_and_not_before() {
    for kind in [DbKind::Sqlite, DbKind::Postgres] {
        let Some(house) = House::new(kind).await else { continue };
        let shared = house.file("a picture of two products", 3).await;
        let (first, second) = (house.product_with(&shared).await, house.product_with(&shared).await);
        let lost = house.file("a picture whose product was never made", 3).await;
        let young = house.file("a picture whose product is being made", 0).await;
        house.collect().await;
        assert!(house.is_there(&shared).await && house.is_there(&young).await, "{kind:?}");
        assert!(!house.is_there(&lost).await, "{kind:?}: nobody asks for it any more");

        let scope = house.scope();
        house.test.db.write(&scope, async |tx| product::delete(tx, first).await).await.unwrap();
        house.collect().await;
        assert!(house.is_there(&shared).await, "{kind:?}: the other product shows it");
        house.test.db.write(&scope, async |tx| product::delete(tx, second).await).await.unwrap();
        house.collect().await;
        assert!(!house.is_there(&shared).await, "{kind:?}");
    }
}

#[tokio::test]
async fn who_stores_what_is_there_already_finds_it_young() {
    let Some(house) = House::new(DbKind::Sqlite).await else { return };
    let old = house.file("the same picture again", 3).await;
    let again =
        house.files.blobs().put(house.tenant, Bytes::from_static(b"the same picture again")).await.unwrap();
    assert_eq!(old.hash, again.hash);
    house.collect().await;
    assert!(house.is_there(&again).await, "it is about to be written down what it is for");
}
