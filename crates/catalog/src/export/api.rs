//! The export over HTTP.

use std::fs::File;
use std::sync::Arc;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use blobs::Files;
use bytes::Bytes;
use futures_util::stream;
use identity::organization;
use identity::permission::PRODUCTS_READ;
use kernel::{Cursor, Error};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::openapi::{Answers, Description};
use web::{Ctx, Query, Result, Routes};

use super::rows::{self, Sheet};
use super::writer::{self, Book, Value};
use super::{columns, facts, store};
use crate::price;
use crate::product::{ProductFilter, Wanted, many};

/// Products that are read in one transaction.
const PAGE: i64 = 500;
/// A workbook has no more rows, its header among them.
const BOOK_ROWS_MAX: i64 = 1_048_576;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What kind of file is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text that every program reads, in UTF-8.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

/// What the file is to be.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportChoice {
    /// CSV when left out.
    #[serde(default)]
    #[param(inline)]
    format: FileFormat,
    /// The columns that it has, separated by commas: all when left out. Those that a product is known by are always there.
    #[param(example = "slug,title,sku,price")]
    columns: Option<String>,
}

pub(crate) fn routes() -> Routes {
    web::routes![export]
}

/// Export products
///
/// Those that pass the filter, newest first or in the order of the search, a row per variant, with columns that an import reads back. A workbook leaves
/// out what does not fit into a cell of 32,767 characters.
#[utoipa::path(get, path = "/api/v1/products/export", tag = "Products")]
async fn export(
    ctx: Ctx,
    Query(filter): Query<ProductFilter>,
    Query(choice): Query<ExportChoice>,
) -> Result<ProductFile> {
    ctx.require(PRODUCTS_READ)?;
    let files = ctx.service::<Files>()?.clone();
    let base = ctx.site().to_owned();
    let (wanted, sheet) = ctx
        .read(async |tx| {
            let wanted = filter.checked(tx).await?;
            if choice.format == FileFormat::Xlsx && store::variant_count(tx).await? >= BOOK_ROWS_MAX {
                let message = "A workbook holds a million rows, and there are more variants. Choose CSV.";
                return Err(Error::invalid("format", "too_many_rows", message));
            }
            let currency = organization::current(tx).await?.currency.parse()?;
            let bases = price::base_lists(tx).await?;
            let others: Vec<_> =
                bases.iter().map(|(other, _)| *other).filter(|other| *other != currency).collect();
            let columns = columns::chosen(choice.columns.as_deref(), &others)?;
            let paths = facts::paths(tx).await?;
            Ok((wanted, Sheet { columns, currency, bases, paths, base: base.clone() }))
        })
        .await?;
    let pages = Pages { ctx, files, wanted, sheet: Arc::new(sheet), after: Some(Cursor::START_DESCENDING) };
    Ok(ProductFile { format: choice.format, pages })
}

/// The rows of one file, as far as they were not read yet.
struct Pages {
    ctx: Ctx,
    files: Files,
    wanted: Wanted,
    sheet: Arc<Sheet>,
    after: Option<Cursor>,
}

impl Pages {
    fn header(&self) -> Vec<Value> {
        self.sheet.columns.iter().map(|name| Value::text(name)).collect()
    }

    /// The next rows; `None` behind the last.
    async fn next(&mut self) -> kernel::Result<Option<Vec<Vec<Value>>>> {
        let Some(after) = self.after.take() else { return Ok(None) };
        let (rows, next) = self
            .ctx
            .read(async |tx| {
                let page = self.wanted.page(tx, after, PAGE).await?;
                let full = i64::try_from(page.len()).is_ok_and(|length| length == PAGE);
                let next = page.last().filter(|_| full).map(|(place, _)| place.clone());
                let page: Vec<_> = page.into_iter().map(|(_, product)| product).collect();
                let mut rows = Vec::new();
                for products in page.chunks(many::CHUNK) {
                    rows.extend(rows::of(tx, &self.files, &self.sheet, products).await?);
                }
                Ok((rows, next))
            })
            .await?;
        self.after = next;
        Ok(Some(rows))
    }
}

/// A file of products, made while it is sent.
pub struct ProductFile {
    format: FileFormat,
    pages: Pages,
}

impl IntoResponse for ProductFile {
    fn into_response(self) -> Response {
        let Self { format, pages } = self;
        let (body, media_type, name) = match format {
            FileFormat::Csv => {
                (Body::from_stream(stream::try_unfold((pages, true), csv)), "text/csv; charset=utf-8", "csv")
            }
            FileFormat::Xlsx => (
                Body::from_stream(stream::try_unfold(Sending::Reading(Box::new(pages)), workbook)),
                XLSX,
                "xlsx",
            ),
        };
        let mut response = body.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"products.{name}\"")) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl Answers for ProductFile {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<String>();
        description.answer("200", "A CSV file or a workbook.", Some(("text/csv", schema)));
    }
}

/// What a page of a CSV file is.
async fn csv((mut pages, first): (Pages, bool)) -> kernel::Result<Option<(Bytes, (Pages, bool))>> {
    let Some(mut rows) = pages.next().await? else { return Ok(None) };
    if first {
        rows.insert(0, pages.header());
    }
    Ok(Some((writer::csv(rows)?, (pages, false))))
}

/// A workbook cannot be sent before its last row is known.
enum Sending {
    Reading(Box<Pages>),
    Finished(File),
}

async fn workbook(state: Sending) -> kernel::Result<Option<(Bytes, Sending)>> {
    let mut file = match state {
        Sending::Finished(file) => file,
        Sending::Reading(mut pages) => {
            let mut book = Book::new()?;
            book.push(&[pages.header()])?;
            while let Some(rows) = pages.next().await? {
                book.push(&rows)?;
            }
            tokio::task::spawn_blocking(move || book.finish()).await.map_err(Error::internal)??
        }
    };
    let part = writer::next_part(&mut file)?;
    Ok(part.map(|part| (part, Sending::Finished(file))))
}
