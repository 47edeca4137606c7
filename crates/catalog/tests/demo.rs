//! The demo's catalogue is whole, and made of what anybody could make by hand.

use std::collections::HashSet;

use db::DbKind;
use identity::{PasswordCost, Passwords, demo};
use testkit::{App, Domains};

#[tokio::test(flavor = "multi_thread")]
async fn there_is_enough_to_look_at() {
    let domains = Domains {
        routes: catalog::routes(),
        jobs: catalog::jobs(),
        hooks: catalog::hooks(),
        ..Domains::default()
    };
    let mut app = App::with(DbKind::Sqlite, domains).await.unwrap();
    // Making the sizes of hundreds of pictures is another test's subject.
    app.leave_jobs();
    let cost = PasswordCost { memory_kib: 16, passes: 1 };
    let passwords = Passwords::new(cost, 2, app.db().env()).unwrap();
    assert!(demo::seed(app.db(), &passwords).await.unwrap());
    let merchant = demo::merchant(app.db()).await.unwrap();
    catalog::demo::seed(app.db(), app.files(), &merchant).await.unwrap();
    let count = async |sql: &'static str| -> i64 {
        app.db().read(&merchant.scope(), async |tx| tx.query(sql).scalar().await).await.unwrap()
    };
    assert!(count("SELECT count(*) FROM products WHERE tenant_id = $1 AND state = 'active'").await >= 200);
    assert!(count("SELECT count(*) FROM variants WHERE tenant_id = $1").await > 1_000);
    let priced = "SELECT count(DISTINCT l.currency) FROM prices p
                  JOIN price_lists l ON l.tenant_id = p.tenant_id AND l.id = p.price_list_id WHERE p.tenant_id = $1";
    assert_eq!(count(priced).await, 3);
    let bare = "SELECT count(*) FROM products p WHERE tenant_id = $1 AND kind = 'simple' AND NOT EXISTS (
                    SELECT 1 FROM product_images i WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id)";
    assert_eq!(count(bare).await, 0, "each has a picture");
    assert!(count("SELECT count(*) FROM collection_products WHERE tenant_id = $1").await > 40);
    assert_eq!(count("SELECT count(*) FROM shops WHERE tenant_id = $1").await, 3);
    let sql = "SELECT barcode FROM variants WHERE tenant_id = $1 AND barcode IS NOT NULL";
    let barcodes: Vec<(String,)> =
        app.db().read(&merchant.scope(), async |tx| tx.query(sql).fetch_all().await).await.unwrap();
    let different: HashSet<_> = barcodes.iter().collect();
    assert_eq!(different.len(), barcodes.len());
    for (barcode,) in barcodes {
        let digits: Vec<u32> = barcode.chars().map(|c| c.to_digit(10).unwrap()).collect();
        let sum: u32 = digits.iter().zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
        assert_eq!((digits.len(), sum % 10), (13, 0), "{barcode}");
    }
}
