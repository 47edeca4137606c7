//! Imports go through a file some products at a time. Where one lot of them ends makes no difference to any of them.

use std::fmt::Write;

use serde_json::{Value, json};
use testkit::{App, Client};

use crate::imports::{counts, path, run, upload};
use crate::support::{on_both, within};

const HEADER: &str = "slug,title,categories,images,option1_name,option1_value,sku,price,variant_state\n";

/// A file of these rows, with so many products between each two that have nothing to do with any of them.
fn file(header: &str, rows: &[&str], between: usize, filler: impl Fn(usize) -> String) -> String {
    let mut file = header.to_owned();
    for (place, row) in rows.iter().enumerate() {
        writeln!(file, "{row}").unwrap();
        for number in 0..between {
            writeln!(file, "{}", filler(place * between + number)).unwrap();
        }
    }
    file
}

/// What there is beside the fillers.
async fn there(app: &App, organization: &Value) -> Vec<String> {
    let sql = "SELECT p.slug || ' ' || p.title || ' ' || v.option1 || ' ' || coalesce(v.sku, '') || ' ' || v.state || ' '
                   || (SELECT count(*) FROM product_images i WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id)
                   || ' ' || coalesce((SELECT c.slug FROM product_categories k
                        JOIN categories c ON c.tenant_id = k.tenant_id AND c.id = k.category_id
                        WHERE k.tenant_id = p.tenant_id AND k.product_id = p.id AND k.position = 0), '')
               FROM products p JOIN variants v ON v.tenant_id = p.tenant_id AND v.product_id = p.id
               WHERE p.tenant_id = $1 AND p.title NOT LIKE 'Filler%' ORDER BY p.slug, v.position";
    let rows = within(app, organization, async |tx| tx.query(sql).fetch_all::<(String,)>().await).await;
    rows.unwrap().into_iter().map(|(row,)| row).collect()
}

/// What was refused, by the first cell of its row: field and rule.
async fn refused(client: &Client, import: &Value, file: &str) -> Vec<[String; 3]> {
    let failures = client.get(&path(import, "/failures?limit=100")).await.expect(200);
    let told = |failure: &Value| {
        let row = usize::try_from(failure["row_number"].as_u64().unwrap()).unwrap();
        let (slug, _) = file.lines().nth(row - 1).unwrap().split_once(',').unwrap();
        let problem = &failure["problems"][0];
        [slug, problem["field"].as_str().unwrap(), problem["code"].as_str().unwrap()].map(str::to_owned)
    };
    failures["data"].as_array().unwrap().iter().map(told).collect()
}

const BEFORE: &str = "coat,Coat,,,Size,M,OLD,10.00,\nscarf,Scarf,,,,,SC-1,5.00,\n";
/// Each has to do with one before it, or with what was there: an SKU that is given away, one that is taken under another
/// address, categories that the one before it needed first, and products that are refused between them.
const ROWS: [&str; 9] = [
    "coat,Coat,,,Size,M,NEW,11.00,",
    "cape,Cape,,,,,OLD,12.00,",
    "hat,Hat,Clothing > Hats,http://10.0.0.1/hat.jpg,,,H-1,3.00,",
    "cap,Cap,Clothing > Hats,,,,H-2,3.00,archived",
    "bad,,Nowhere,,,,BAD-1,1.00,",
    "worse,Worse,Clothing > None,not-a-picture,,,BAD-2,1.00,",
    "shawl,Shawl,,,,,sc-1,6.00,",
    "beret,Beret,Clothing > Hats|Clothing,,,,H-3,3.00,",
    "Not so,Not so,,,,,BAD-3,1.00,",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_products_have_to_do_with_each_other_counts_within_a_batch_as_between_batches() {
    on_both(|app| async move {
        let mut found = Vec::new();
        for between in [0, 60] {
            let (ana, organization) = app.owner("Ana").await;
            let before = upload(&ana, format!("{HEADER}{BEFORE}")).await;
            run(&app, &ana, &before, json!({})).await;
            let text =
                file(HEADER, &ROWS, between, |number| format!("filler-{number},Filler,,,,,F-{number},1.00,"));
            let import = upload(&ana, text.clone()).await;
            let how = json!({"on_existing": "update"});
            let fillers = i64::try_from(between * ROWS.len()).unwrap();
            if between == 0 {
                // A trial of what is one batch finds what the import then does.
                let mut trial = how.clone();
                trial["dry_run"] = json!(true);
                let tried = run(&app, &ana, &import, trial).await;
                assert_eq!(counts(&tried), [4, 2, 0, 3]);
                assert_eq!(refused(&ana, &import, &text).await.len(), 3);
                assert_eq!(there(&app, &organization).await.len(), 2);
            }
            let done = run(&app, &ana, &import, how).await;
            assert_eq!(counts(&done), [4 + fillers, 2, 0, 3]);
            let (there, refused) = (there(&app, &organization).await, refused(&ana, &import, &text).await);
            // Nothing of what was refused is left, not even the category that it alone would have needed.
            let categories = ana.get("/api/v1/categories").await.expect(200);
            assert_eq!(categories["data"].as_array().unwrap().len(), 2);
            ana.post(&path(&import, "/undo"), json!({})).await.expect(200);
            app.run_jobs().await;
            let undone = ana.get(&path(&import, "")).await.expect(200);
            // The cape has the SKU that the coat would get back.
            assert_eq!((&undone["state"], &undone["kept"]), (&json!("undone"), &json!(1)));
            found.push((there, refused));
        }
        assert_eq!(found[0], found[1]);
        let (there, refused) = &found[0];
        assert!(there.contains(&"cape Cape  OLD active 0 ".to_owned()), "{there:?}");
        assert!(there.contains(&"hat Hat  H-1 active 1 hats".to_owned()), "{there:?}");
        assert_eq!(refused[0], ["bad", "title", "required"]);
        assert_eq!(refused[2], ["Not so", "slug", "invalid"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_are_made_of_titles_are_the_same_in_one_batch_and_in_several() {
    on_both(|app| async move {
        let header = "Type,SKU,Name,Regular price\n";
        let rows =
            ["simple,A,Mug,1", "simple,B,Mug,1", "simple,C,Mug 2,1", "simple,D,mug!,1", "simple,E,Mug-2,1"];
        for between in [0, 60] {
            let (ana, organization) = app.owner("Ana").await;
            let text = file(header, &rows, between, |number| format!("simple,F-{number},Filler {number},1"));
            let import = upload(&ana, text).await;
            let done = run(&app, &ana, &import, json!({})).await;
            assert_eq!(counts(&done)[3], 0);
            let slugs: Vec<String> = there(&app, &organization)
                .await
                .iter()
                .map(|row| row.split(' ').next().unwrap().to_owned())
                .collect();
            assert_eq!(slugs, ["mug", "mug-2", "mug-2-2", "mug-2-3", "mug-3"], "{between}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_more_costs_a_statement_or_two() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let mut taken = Vec::new();
        // The same again is passed over with fewer yet.
        for (prefix, count) in [("a", 100), ("b", 300), ("b", 300)] {
            let mut text = HEADER.to_owned();
            for number in 0..count {
                let head = format!("Thing {number},Clothing > Things,,Size");
                writeln!(text, "{prefix}-{number},{head},M,{prefix}-M-{number},1.00,").unwrap();
                writeln!(text, "{prefix}-{number},,,,,L,{prefix}-L-{number},1.00,").unwrap();
            }
            let import = upload(&ana, text).await;
            let before = app.db().statements();
            ana.post(&path(&import, "/start"), json!({})).await.expect(200);
            app.run_jobs().await;
            taken.push(app.db().statements() - before);
        }
        let [hundred, more, again] = taken[..] else { panic!("{taken:?}") };
        assert!(more - hundred < 200 * 3, "{taken:?}");
        assert!(again < 100, "{taken:?}");
    })
    .await;
}
