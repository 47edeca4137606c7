//! Imports of products from files, from the upload to the undoing.

use std::fmt::Write;

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{App, Client};

use crate::support::on_both;

const IMPORTS: &str = "/api/v1/product-imports";
const HEADER: &str =
    "Handle,Title,Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker";

fn file(lines: &[&str]) -> String {
    [&[HEADER], lines].concat().join("\n") + "\n"
}

pub async fn upload(client: &Client, file: impl Into<Vec<u8>>) -> Value {
    let path = format!("{IMPORTS}?file_name=products.csv");
    client.upload(Method::POST, &path, file.into()).await.expect(201)
}

pub fn path(import: &Value, rest: &str) -> String {
    format!("{IMPORTS}/{}{rest}", import["id"].as_str().unwrap())
}

/// Starts, runs to the end, and answers the import.
pub async fn run(app: &App, client: &Client, import: &Value, how: Value) -> Value {
    client.post(&path(import, "/start"), how).await.expect(200);
    app.run_jobs().await;
    client.get(&path(import, "")).await.expect(200)
}

pub fn counts(import: &Value) -> [i64; 4] {
    ["created", "updated", "skipped", "failed"].map(|name| import[name].as_i64().unwrap())
}

async fn titles(client: &Client) -> Vec<String> {
    let products = client.get("/api/v1/products").await.expect(200);
    let mut titles: Vec<_> = products["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["title"].as_str().unwrap().to_owned())
        .collect();
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_tried_imported_and_undone() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let import = upload(
            &ana,
            file(&[
                "tent,Tent,Nordlicht,camping,Size,2 persons,T-2,199.00,shopify",
                "tent,,,,,4 persons,T-4,299.00,shopify",
                "lamp,Lamp,,,,,L-1,free,",
                "mug,Mug,,,,,M-1,9.50,",
            ]),
        )
        .await;
        assert_eq!((&import["state"], &import["dialect"]), (&json!("ready"), &json!("shopify")));
        assert_eq!((&import["rows"], &import["products"]), (&json!(4), &json!(3)));
        let preview = ana.get(&path(&import, "/preview")).await.expect(200);
        assert_eq!(preview["products"][0]["variants"], 2);
        assert_eq!(preview["products"][0]["price_from_minor"], 19_900);
        assert_eq!((&preview["broken"], &preview["failures"][0]["row_number"]), (&json!(1), &json!(4)));
        assert!(titles(&ana).await.is_empty());

        // A trial finds the same and keeps nothing.
        let tried = run(&app, &ana, &import, json!({"dry_run": true})).await;
        assert_eq!((&tried["state"], counts(&tried)), (&json!("done"), [2, 0, 0, 1]));
        assert!(titles(&ana).await.is_empty());

        let done = run(&app, &ana, &import, json!({})).await;
        assert_eq!(
            (&done["state"], &done["position"], counts(&done)),
            (&json!("done"), &json!(3), [2, 0, 0, 1])
        );
        assert_eq!(titles(&ana).await, ["Mug", "Tent"]);
        let failures = ana.get(&path(&import, "/failures")).await.expect(200);
        assert_eq!(failures["data"][0]["problems"][0]["code"], "invalid_amount");
        let rows = ana.get(&path(&import, "/failures.csv")).await;
        assert_eq!(rows.status, 200);
        let mended = rows.text.replace("free", "19.00");
        assert_eq!(mended.lines().count(), 2, "{mended}");

        // The file of failures is imported as it is, once it is mended.
        let second = upload(&ana, mended).await;
        let second = run(&app, &ana, &second, json!({})).await;
        assert_eq!(counts(&second), [1, 0, 0, 0]);
        // The same again changes nothing.
        ana.post(&path(&second, "/start"), json!({})).await.expect(409);
        let again = upload(&ana, file(&["mug,Mug,,,,,M-1,9.50,"])).await;
        assert_eq!(counts(&run(&app, &ana, &again, json!({})).await), [0, 0, 1, 0]);

        ana.post(&path(&import, "/undo"), json!({})).await.expect(200);
        app.run_jobs().await;
        assert_eq!(ana.get(&path(&import, "")).await.expect(200)["state"], "undone");
        assert_eq!(titles(&ana).await, ["Lamp"]);
        ana.post(&path(&import, "/undo"), json!({})).await.expect(409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn products_that_are_there_get_what_the_file_says_and_can_be_as_before() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let first =
            upload(&ana, file(&["tent,Tent,Nordlicht,camping,Size,2 persons,T-2,199.00,shopify"])).await;
        run(&app, &ana, &first, json!({})).await;
        let product = ana.get("/api/v1/products").await.expect(200)["data"][0].clone();
        let product_path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
        let before = ana.get(&product_path).await.expect(200);

        let second = upload(
            &ana,
            file(&[
                "tent,Great tent,,summer,Size,2 persons,T-2,179.00,shopify",
                "tent,,,,,4 persons,T-4,299.00,shopify",
            ]),
        )
        .await;
        let done = run(&app, &ana, &second, json!({"on_existing": "update"})).await;
        assert_eq!(counts(&done), [0, 1, 0, 0]);
        let after = ana.get(&product_path).await.expect(200);
        assert_eq!((&after["title"], &after["vendor"]), (&json!("Great tent"), &json!("Nordlicht")));
        assert_eq!(after["variants"].as_array().unwrap().len(), 2);
        assert_eq!(after["variants"][0]["prices"][0]["amount_minor"], 17_900);

        ana.post(&path(&second, "/undo"), json!({})).await.expect(200);
        app.run_jobs().await;
        let undone = ana.get(&product_path).await.expect(200);
        for field in ["title", "tags", "vendor", "state"] {
            assert_eq!(undone[field], before[field], "{field}");
        }
        assert_eq!(undone["variants"].as_array().unwrap().len(), 1);
        assert_eq!(undone["variants"][0]["prices"][0]["amount_minor"], 19_900);
        // What somebody changed after the first import stays when that is undone.
        ana.post(&path(&first, "/undo"), json!({})).await.expect(200);
        app.run_jobs().await;
        let first = ana.get(&path(&first, "")).await.expect(200);
        assert_eq!((&first["state"], &first["kept"]), (&json!("undone"), &json!(1)));
        assert_eq!(titles(&ana).await, ["Tent"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_on_where_it_was_interrupted_and_stops_when_it_is_told_to() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let mut text = HEADER.to_owned();
        for number in 0..120 {
            write!(text, "\nthing-{number},Thing {number},,,,,SKU-{number},1.00,").unwrap();
        }
        let import = upload(&ana, text).await;
        ana.post(&path(&import, "/start"), json!({})).await.expect(200);
        // As after a crash behind the first batch: it counted 50 products, and the job is tried again.
        let scope = kernel::Scope::installation("test");
        let sql = "UPDATE product_imports SET position = 50, created = 50";
        app.db().write(&scope, async |tx| tx.global_query(sql).execute().await).await.unwrap();
        app.run_jobs().await;
        let done = ana.get(&path(&import, "")).await.expect(200);
        assert_eq!(
            (&done["state"], &done["position"], counts(&done)),
            (&json!("done"), &json!(120), [120, 0, 0, 0])
        );
        assert_eq!(
            ana.get("/api/v1/products?limit=200").await.expect(200)["data"].as_array().unwrap().len(),
            70
        );

        let other = upload(&ana, file(&["a,A,,,,,A,1,"])).await;
        ana.post(&path(&other, "/start"), json!({})).await.expect(200);
        let stopped = ana.post(&path(&other, "/cancel"), json!({})).await.expect(200);
        assert_eq!(stopped["state"], "canceled");
        app.run_jobs().await;
        assert_eq!(counts(&ana.get(&path(&other, "")).await.expect(200)), [0; 4]);
        ana.post(&path(&other, "/cancel"), json!({})).await.expect(409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_of_products_is_refused_with_the_reason() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        for (content, code) in [
            (&b"GIF89a\x01\x00\x01\x00\x80\x00\x00 nothing"[..], "not_a_table"),
            (b"PK\x03\x04 no workbook", "not_a_table"),
            (b"Name,Age\nAda,36\n", "unknown_columns"),
            (b"Handle,Title\n", "empty_file"),
        ] {
            let answer = ana.upload(Method::POST, IMPORTS, content.to_vec()).await;
            assert_eq!(answer.invalid_field(), "file");
            assert_eq!(answer.expect(422)["fields"][0]["code"], code);
        }
        let import = upload(&ana, file(&["a,A,,,,,A,1,"])).await;
        let answer = ana.post(&path(&import, "/start"), json!({"currency": "eur"})).await;
        assert_eq!(answer.invalid_field(), "currency");
        let viewer = app.member(&ana, &organization, "viewer").await;
        viewer.get(IMPORTS).await.expect(403);
        let (eve, _) = app.owner("Eve").await;
        eve.get(&path(&import, "")).await.expect(404);
        eve.get(&path(&import, "/failures.csv")).await.expect(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogs_refusals_are_said_of_the_row() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let long = "x".repeat(300);
        let import = upload(
            &ana,
            file(&[
                &format!("a,{long},,,,,A-1,1.00,"),
                "b,B,,,Size,S,B-1,1.00,",
                "b,,,,,S,B-2,1.00,",
                "c,=HYPERLINK(1),,,,,C-1,1.00,",
            ]),
        )
        .await;
        let done = run(&app, &ana, &import, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 2]);
        let failures = ana.get(&path(&import, "/failures")).await.expect(200);
        let rows: Vec<_> =
            failures["data"].as_array().unwrap().iter().map(|row| row["row_number"].clone()).collect();
        assert_eq!(rows, [json!(2), json!(4)]);
        assert_eq!(failures["data"][0]["problems"][0]["field"], "title");
        // What a spreadsheet would run is disarmed in what it is given back.
        assert_eq!(titles(&ana).await, ["=HYPERLINK(1)"]);
    })
    .await;
}

/// A workbook of one sheet, from the XML between `<sheetData>` and its end.
fn workbook(rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"a\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"Goods\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"b\" Type=\"{office}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// `<row>` with texts and, where a text is a number, numbers.
fn sheet_row(number: usize, cells: &[&str]) -> String {
    let cell = |(column, text): (usize, &&str)| {
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        match text.parse::<f64>() {
            Ok(_) => format!("<c r=\"{letter}{number}\"><v>{text}</v></c>"),
            Err(_) => format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

#[tokio::test(flavor = "multi_thread")]
async fn workbooks_are_read_as_people_see_them_and_no_larger_than_memory_bears() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let rows = sheet_row(1, &["slug", "title", "sku", "barcode", "price"])
            + &sheet_row(3, &["tent", "Tent", "T-1", "4006381333931", "19.989999999999998"])
            + &sheet_row(4, &["mug", "Mug", "M-1", "", "0.30000000000000004"]);
        let import = upload(&ana, workbook(&rows)).await;
        assert_eq!((&import["format"], &import["products"]), (&json!("XLSX"), &json!(2)));
        assert_eq!(counts(&run(&app, &ana, &import, json!({})).await), [2, 0, 0, 0]);
        let found = ana.get("/api/v1/variants?barcode=4006381333931").await.expect(200);
        assert_eq!(found["data"][0]["prices"][0]["amount_minor"], 1_999);

        // Two cells in opposite corners are two cells; a part that unpacks to more than it may is no part of ours.
        let corners = sheet_row(1, &["slug", "title"])
            + "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row>";
        assert_eq!(upload(&ana, workbook(&corners)).await["rows"], 1);
        let wide = sheet_row(1, &["slug", "title"]) + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>";
        let bomb = sheet_row(1, &["slug", "title"]) + &" ".repeat(300 << 20);
        for (rows, code) in [(wide, "too_many_columns"), (bomb, "file_too_large")] {
            let file = workbook(&rows);
            assert!(file.len() < 1 << 20, "{}", file.len());
            let answer = ana.upload(Method::POST, IMPORTS, file).await;
            assert_eq!(answer.expect(422)["fields"][0]["code"], code);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_any_encoding_are_read_and_broken_ones_refused() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let text = file(&["jacke,Jacke für Männer – 50 €,,,,,J-1,50.00,"]);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
        for (content, encoding) in [(utf16.clone(), "UTF-16LE"), (windows, "windows-1252")] {
            let import = upload(&ana, content).await;
            assert_eq!(import["format"], format!("CSV, {encoding}, separated by ,"));
            let preview = ana.get(&path(&import, "/preview")).await.expect(200);
            assert_eq!(preview["products"][0]["title"], "Jacke für Männer – 50 €");
        }
        // Marked as UTF-8, and in the middle a byte that is none of it; UTF-16 that ends within a letter.
        let mixed = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes(), b"a,J\xFCrgen,,,,,A-1,1.00,\n"].concat();
        let cut = [utf16.as_slice(), b"\x00\xD8"].concat();
        for content in [mixed, cut] {
            let answer = ana.upload(Method::POST, IMPORTS, content).await;
            assert_eq!(answer.expect(422)["fields"][0]["code"], "invalid_encoding");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_said_of_its_row_in_few_words() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let long = "9".repeat(3_500_000);
        let mut text = file(&[
            &format!("a,A,,,,,A-1,{long}x,"),
            &format!("b,{long},,,,,B-1,1.00,"),
            "c,C,,,,,C-1,1.00,",
        ]);
        for number in 0..2_001 {
            let (title, option) = if number == 0 { ("Many", "Size") } else { ("", "") };
            writeln!(text, "many,{title},,,{option},{number},MANY-{number},1.00,").unwrap();
        }
        let import = upload(&ana, text).await;
        assert_eq!(import["products"], 4);
        let done = run(&app, &ana, &import, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 3]);
        let answer = ana.get(&path(&import, "/failures")).await;
        assert!(answer.text.len() < 2_000, "{}", answer.text.len());
        let failures = answer.expect(200);
        let told: Vec<_> = failures["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["row_number"].as_i64().unwrap(), row["problems"][0]["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [(2, "invalid_amount"), (3, "too_long"), (5, "too_many")]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_on_one_import_neither_skip_nor_double_a_row() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let mut text = HEADER.to_owned();
        for number in 0..400 {
            let price = if number % 10 == 3 { "free" } else { "1.00" };
            write!(text, "\nthing-{number},Thing {number},,,,,SKU-{number},{price},").unwrap();
        }
        let import = upload(&ana, text).await;
        ana.post(&path(&import, "/start"), json!({})).await.expect(200);
        // The first worker has lost its lease and does not know it yet: another process has the job too.
        let sql = "UPDATE jobs SET dedup_key = NULL WHERE tenant_id = $1 AND name = 'catalog.import'";
        let again = format!("{{\"import_id\":{}}}", import["id"]);
        crate::support::within(&app, &organization, async |tx| {
            tx.query(sql).execute().await?;
            let payload = serde_json::value::RawValue::from_string(again).unwrap();
            let job = catalog::jobs().prepare("catalog.import", &payload)?;
            let tenant = tx.tenant()?;
            job.enqueue(tx, tenant).await
        })
        .await
        .unwrap();
        let second = app.second_process().await;
        let (here, there) = tokio::join!(app.run_jobs(), app.run_jobs_of(&second));
        assert_eq!(here.done + there.done, 2, "{here:?} {there:?}");
        let done = ana.get(&path(&import, "")).await.expect(200);
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), [360, 0, 0, 40]));
        let told = "SELECT count(*) FROM events WHERE tenant_id = $1 AND name = $2";
        for (name, expected) in [("product.created", 360), ("product_import.finished", 1)] {
            let found: i64 = crate::support::within(&app, &organization, async |tx| {
                tx.query(told).bind(name.to_owned()).scalar().await
            })
            .await
            .unwrap();
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(
            ana.get(&path(&import, "/failures?limit=100")).await.expect(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            40
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_did_since_stays_and_what_failed_leaves_nothing_behind() {
    on_both(|app| async move {
        let (ana, organization) = app.owner("Ana").await;
        let import =
            upload(&ana, file(&["a,A,,,,,A-1,1.00,", "b,B,,,,,B-1,1.00,", "c,C,,,,,C-1,1.00,"])).await;
        run(&app, &ana, &import, json!({})).await;
        let products = ana.get("/api/v1/products?q=B").await.expect(200);
        let product = format!("/api/v1/products/{}", products["data"][0]["id"].as_str().unwrap());
        let edit = ana.clone().with_header("if-match", "\"1\"");
        edit.patch(&product, json!({"title": "Better B"})).await.expect(200);
        ana.post(&path(&import, "/undo"), json!({})).await.expect(200);
        app.run_jobs().await;
        let undone = ana.get(&path(&import, "")).await.expect(200);
        assert_eq!((&undone["state"], &undone["kept"]), (&json!("undone"), &json!(1)));
        assert_eq!(titles(&ana).await, ["Better B"]);

        // A category that only a refused product would have needed is not there, and nobody is told of it.
        let columns = "slug,title,categories,price,compare_at\n";
        let import = upload(&ana, format!("{columns}d,D,Camping > Tents,2.00,1.00\n")).await;
        let done = run(&app, &ana, &import, json!({})).await;
        assert_eq!(counts(&done), [0, 0, 0, 1]);
        assert_eq!(ana.get("/api/v1/categories").await.expect(200)["data"], json!([]));
        let told = "SELECT count(*) FROM events WHERE tenant_id = $1 AND name = 'category.created'";
        let found: i64 =
            crate::support::within(&app, &organization, async |tx| tx.query(told).scalar().await)
                .await
                .unwrap();
        assert_eq!(found, 0);
    })
    .await;
}
