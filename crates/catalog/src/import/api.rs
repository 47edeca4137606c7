//! Imports over HTTP.

use blobs::Files;
use identity::audit::{Record, record};
use identity::permission::PRODUCTS_MANAGE;
use kernel::{Currency, Cursor, Error, Json as Column, Page, PageParams};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{Created, Csv, Ctx, Json, Path, Query, Result, Routes, Upload};

use super::draft::Parsed;
use super::failures::{self, ImportFailure};
use super::jobs::{RunProductImport, UndoProductImport};
use super::reading::{self, Reading};
use super::{ImportState, OnExisting, ProductImport, ProductImportId, store};
use crate::product::ProductState;
use crate::shop::{self, ShopId};

/// A hundred megabytes: several hundred thousand rows.
const FILE_MAX_BYTES: u64 = 100 * 1024 * 1024;
/// How many products and failures a look at a file shows.
const SHOWN: usize = 20;
const NAME_MAX: usize = 200;
/// Failures in a file of them at most.
const FAILURES_MAX: i64 = 200_000;

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFile {
    /// Its name, to find it again in the list.
    #[param(example = "products.csv", max_length = 200)]
    file_name: Option<String>,
}

/// How to import.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportStart {
    /// Whether it only tries: everything is checked against what is there, and nothing is kept.
    #[serde(default)]
    dry_run: bool,
    /// What happens to products that are there already; they stay as they are when left out.
    #[serde(default)]
    on_existing: OnExisting,
    /// What prices are in, unless a column says otherwise; the organization's currency when left out.
    currency: Option<Currency>,
    /// The shops that list what is made; every hosted shop in use when left out.
    shop_ids: Option<Vec<ShopId>>,
}

/// What a file would do, before it does.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPreview {
    /// The first products of the file.
    products: Vec<PreviewedProduct>,
    /// How many products cannot be read.
    broken: i64,
    /// The first rows that cannot be read, and why.
    failures: Vec<ImportFailure>,
    /// The columns that the file has.
    columns: Vec<String>,
}

/// A product as a file tells it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewedProduct {
    /// Its first row.
    row: i64,
    /// What it is called.
    title: String,
    /// Whether it can be bought.
    state: ProductState,
    /// Who makes it.
    #[schema(required)]
    vendor: Option<String>,
    /// What its variants differ in.
    options: Vec<String>,
    /// How many variants it has.
    variants: usize,
    /// The lowest price of a variant, in minor units.
    #[schema(required)]
    price_from_minor: Option<i64>,
    /// The highest.
    #[schema(required)]
    price_to_minor: Option<i64>,
    /// How many pictures it links to.
    images: usize,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, preview, start, cancel, undo, list_failures, export_failures]
}

/// List imports of products
///
/// Newest first.
#[utoipa::path(get, path = "/api/v1/product-imports", tag = "Product imports")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<ProductImport>>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| store::list(tx, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &ProductImport| Cursor::at(row.created_at, row.id))))
}

/// Upload a file of products
///
/// A CSV or XLSX file: Tradepost's own, Shopify's with its older or newer columns, or WooCommerce's. It is read and kept,
/// and nothing else happens until the import is started. What is wrong with the file as a whole is said at once; what is
/// wrong in its rows stands in the preview.
#[utoipa::path(post, path = "/api/v1/product-imports", tag = "Product imports")]
async fn create(ctx: Ctx, Query(file): Query<ImportFile>, upload: Upload) -> Result<Created<ProductImport>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let file_name = file_name(file.file_name.as_deref())?;
    let files = ctx.service::<Files>()?;
    let blob = files.receive(ctx.tenant(), upload, FILE_MAX_BYTES).await?;
    let currency = ctx.read(async |tx| identity::organization::current(tx).await).await?.currency.parse()?;
    let file = reading::read(files.blobs(), ctx.tenant(), &blob.hash, currency).await?;
    let import = ctx
        .write(async |tx| {
            let new = ProductImport {
                id: tx.new_id(),
                state: ImportState::Ready,
                dialect: file.dialect,
                file_name,
                format: file.sheet.format.clone(),
                file_hash: blob.hash,
                file_size_bytes: i64::try_from(blob.size).map_err(Error::internal)?,
                currency,
                on_existing: OnExisting::default(),
                dry_run: false,
                shop_ids: None,
                rows: count(file.sheet.rows.len()),
                products: count(file.products.len()),
                position: 0,
                created: 0,
                updated: 0,
                skipped: 0,
                failed: 0,
                kept: 0,
                created_at: tx.now(),
                started_at: None,
                finished_at: None,
            };
            let import = store::insert(tx, new).await?;
            record(
                tx,
                Record::new("product_import.created").target("product_import", import.id).after(&import),
            )
            .await?;
            Ok(import)
        })
        .await?;
    Ok(Created(import))
}

fn file_name(name: Option<&str>) -> kernel::Result<String> {
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or("products");
    if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        let message = format!("Use at most {NAME_MAX} letters, digits and signs.");
        return Err(Error::invalid("file_name", "invalid", message));
    }
    Ok(name.to_owned())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Get an import of products
///
/// Ask again to see how far it is; the event `product_import.finished` tells when it ends.
#[utoipa::path(get, path = "/api/v1/product-imports/{import_id}", tag = "Product imports")]
async fn get(ctx: Ctx, Path(id): Path<ProductImportId>) -> Result<Json<ProductImport>> {
    ctx.require(PRODUCTS_MANAGE)?;
    Ok(Json(ctx.read(async |tx| store::get(tx, id).await).await?))
}

/// Look at what a file of products says
///
/// Its first products, and the first rows that cannot be read.
#[utoipa::path(get, path = "/api/v1/product-imports/{import_id}/preview", tag = "Product imports")]
async fn preview(ctx: Ctx, Path(id): Path<ProductImportId>) -> Result<Json<ImportPreview>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let (_, file) = open(&ctx, id).await?;
    let mut preview = ImportPreview {
        products: Vec::new(),
        broken: 0,
        failures: Vec::new(),
        columns: file.sheet.header.clone(),
    };
    for parsed in file.products {
        match parsed {
            Parsed::Whole(draft) if preview.products.len() < SHOWN => {
                let prices =
                    || draft.product.variants.iter().flat_map(|v| &v.prices).map(|price| price.amount_minor);
                preview.products.push(PreviewedProduct {
                    row: draft.rows.first().copied().unwrap_or_default(),
                    price_from_minor: prices().min(),
                    price_to_minor: prices().max(),
                    options: draft.product.options.iter().map(|option| option.name.clone()).collect(),
                    variants: draft.product.variants.len(),
                    images: draft.images.len(),
                    title: draft.product.title,
                    state: draft.product.state,
                    vendor: draft.product.vendor,
                });
            }
            Parsed::Whole(_) => {}
            Parsed::Broken { rows, errors } => {
                preview.broken += 1;
                let product_row = rows.first().copied().unwrap_or_default();
                for (row_number, problems) in failures::by_row(errors) {
                    if preview.failures.len() < SHOWN {
                        preview.failures.push(ImportFailure {
                            row_number,
                            product_row,
                            problems: Column(problems),
                        });
                    }
                }
            }
        }
    }
    Ok(Json(preview))
}

async fn open(ctx: &Ctx, id: ProductImportId) -> kernel::Result<(ProductImport, Reading)> {
    let import = ctx.read(async |tx| store::get(tx, id).await).await?;
    let blobs = ctx.service::<Files>()?.blobs();
    let file = reading::read(blobs, ctx.tenant(), &import.file_hash, import.currency).await?;
    Ok((import, file))
}

/// Start an import of products
///
/// In the background. One that was only tried, or never started, can be started.
#[utoipa::path(post, path = "/api/v1/product-imports/{import_id}/start", tag = "Product imports")]
async fn start(
    ctx: Ctx,
    Path(id): Path<ProductImportId>,
    Json(how): Json<ImportStart>,
) -> Result<Json<ProductImport>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let import = ctx
        .write(async |tx| {
            let mut chosen = store::get(tx, id).await?;
            for shop in how.shop_ids.iter().flatten() {
                let unknown = || Error::invalid("shop_ids", "unknown", "One of these shops does not exist.");
                shop::find(tx, *shop).await?.ok_or_else(unknown)?;
            }
            (chosen.dry_run, chosen.on_existing) = (how.dry_run, how.on_existing);
            chosen.currency = how.currency.unwrap_or(chosen.currency);
            chosen.shop_ids = how.shop_ids.map(Column);
            let import = store::start(tx, &chosen).await?.ok_or_else(|| {
                Error::conflict(
                    "import_started",
                    "This import was started already. Upload the file again to repeat it.",
                )
            })?;
            store::forget_failures(tx, id).await?;
            ::jobs::enqueue(tx, RunProductImport { import_id: id }).await?;
            record(tx, Record::new("product_import.started").target("product_import", id).after(&import))
                .await?;
            Ok(import)
        })
        .await?;
    Ok(Json(import))
}

/// Stop an import of products
///
/// What was imported by now stays; undo it to be rid of it.
#[utoipa::path(post, path = "/api/v1/product-imports/{import_id}/cancel", tag = "Product imports")]
async fn cancel(ctx: Ctx, Path(id): Path<ProductImportId>) -> Result<Json<ProductImport>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let import = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            let from = [ImportState::Running, ImportState::Ready];
            if !store::move_on(tx, id, from, ImportState::Canceled).await? {
                return Err(Error::conflict("import_ended", "This import has ended already."));
            }
            super::tell(tx, "product_import.canceled", id).await?;
            store::get(tx, id).await
        })
        .await?;
    Ok(Json(import))
}

/// Undo an import of products
///
/// In the background. What it made is deleted, and what it changed becomes as it was; a product that somebody has changed,
/// stocked or sold since stays and is counted as kept.
#[utoipa::path(post, path = "/api/v1/product-imports/{import_id}/undo", tag = "Product imports")]
async fn undo(ctx: Ctx, Path(id): Path<ProductImportId>) -> Result<Json<ProductImport>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let import = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            let from = [ImportState::Done, ImportState::Canceled];
            if !store::move_on(tx, id, from, ImportState::Undoing).await? {
                let detail = "Only an import that has ended can be undone, and only once.";
                return Err(Error::conflict("import_not_ended", detail));
            }
            ::jobs::enqueue(tx, UndoProductImport { import_id: id }).await?;
            super::tell(tx, "product_import.undo_started", id).await?;
            store::get(tx, id).await
        })
        .await?;
    Ok(Json(import))
}

/// List rows that an import left out
///
/// In the order of the file, each with what is wrong in it.
#[utoipa::path(get, path = "/api/v1/product-imports/{import_id}/failures", tag = "Product imports")]
async fn list_failures(
    ctx: Ctx,
    Path(id): Path<ProductImportId>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<ImportFailure>>> {
    ctx.require(PRODUCTS_MANAGE)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let rows = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            store::failures(tx, id, after.key, limit + 1).await
        })
        .await?;
    Ok(Json(Page::new(rows, limit, |row: &ImportFailure| Cursor { key: row.row_number, id: Uuid::nil() })))
}

/// Download the rows that an import left out
///
/// All rows of every product that was left out, as a CSV with the file's own columns and one more that says what to mend.
/// Mended, it can be imported as it is.
#[utoipa::path(get, path = "/api/v1/product-imports/{import_id}/failures.csv", tag = "Product imports")]
async fn export_failures(ctx: Ctx, Path(id): Path<ProductImportId>) -> Result<Csv> {
    ctx.require(PRODUCTS_MANAGE)?;
    let (_, file) = open(&ctx, id).await?;
    let failures = ctx.read(async |tx| store::failures(tx, id, i64::MIN, FAILURES_MAX).await).await?;
    let rows: Vec<Vec<i64>> = file.products.into_iter().map(Parsed::into_rows).collect();
    Ok(failures::file(&file.sheet, &rows, &failures)?)
}
