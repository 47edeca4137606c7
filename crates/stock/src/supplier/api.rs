//! Suppliers over HTTP.

use identity::audit::{Record, record};
use identity::permission::{STOCK_MANAGE, STOCK_READ};
use kernel::{Currency, Cursor, Error, Page, PageParams};
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::{
    Supplier, SupplierId, SupplierState, SupplierVariant, Terms, check_cost, check_email, check_lead_time,
    check_line, store,
};
use crate::adjustment::check_note;
use crate::{VariantId, cost, quantity, variant};

/// What a new supplier needs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupplier {
    /// What they are called; no two suppliers of a merchant share a name.
    #[schema(min_length = 1, max_length = 100, example = "Fjellvev AS")]
    pub name: String,
    /// Where orders are sent.
    pub email: Option<String>,
    /// Whom to call.
    #[schema(max_length = 50)]
    pub phone: Option<String>,
    /// ISO 4217; what they invoice in. The organization's when left out.
    pub currency: Option<Currency>,
    /// Days from an order to its goods.
    #[schema(minimum = 0, maximum = 730)]
    pub lead_time_days: Option<i64>,
    /// What there is to say about them.
    #[schema(max_length = 500)]
    pub note: Option<String>,
}

/// What to change of a supplier. What is left out stays; null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplierChange {
    /// What they are called.
    name: Option<String>,
    /// Where orders are sent.
    #[serde(default, deserialize_with = "kernel::present")]
    email: Option<Option<String>>,
    /// Whom to call.
    #[serde(default, deserialize_with = "kernel::present")]
    phone: Option<Option<String>>,
    /// Days from an order to its goods.
    #[serde(default, deserialize_with = "kernel::present")]
    lead_time_days: Option<Option<i64>>,
    /// What there is to say about them.
    #[serde(default, deserialize_with = "kernel::present")]
    note: Option<Option<String>>,
    /// Whether goods are ordered from them.
    state: Option<SupplierState>,
}

/// Which suppliers are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SupplierFilter {
    /// Part of the name.
    q: Option<String>,
    /// Only those in this state.
    state: Option<SupplierState>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, get, update, list_variants, offer, withdraw]
}

/// List suppliers
///
/// In the order in which they were entered.
#[utoipa::path(get, path = "/api/v1/suppliers", tag = "Purchasing")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<SupplierFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<Supplier>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let read =
        ctx.read(async |tx| store::list(tx, filter.state, filter.q.as_deref(), after, limit + 1).await);
    Ok(Json(Page::new(read.await?, limit, |row: &Supplier| Cursor::at(row.created_at, row.id))))
}

/// Create a supplier
#[utoipa::path(post, path = "/api/v1/suppliers", tag = "Purchasing")]
async fn create(ctx: Ctx, Json(new): Json<NewSupplier>) -> Result<Created<Supplier>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Created(ctx.write(async |tx| make(tx, new).await).await?))
}

/// Enters a supplier, and says who did.
pub(crate) async fn make(tx: &mut db::Tx, new: NewSupplier) -> kernel::Result<Supplier> {
    let currency = match new.currency {
        Some(currency) => currency,
        None => cost::currency(tx).await?,
    };
    let supplier = Supplier {
        id: tx.new_id(),
        name: kernel::text::name("name", &new.name)?,
        email: check_email(new.email)?,
        phone: check_line("phone", new.phone, 50)?,
        currency,
        lead_time_days: check_lead_time(new.lead_time_days)?,
        note: check_note(new.note)?,
        state: SupplierState::Active,
        version: 1,
        created_at: tx.now(),
    };
    let supplier = store::insert(tx, supplier).await?;
    record(tx, Record::new("supplier.created").target("supplier", supplier.id).after(&supplier)).await?;
    Ok(supplier)
}

/// Get a supplier
#[utoipa::path(get, path = "/api/v1/suppliers/{supplier_id}", tag = "Purchasing")]
async fn get(ctx: Ctx, Path(id): Path<SupplierId>) -> Result<Tagged<Supplier>> {
    ctx.require(STOCK_READ)?;
    let supplier = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Tagged { version: supplier.version, value: supplier })
}

/// Change a supplier
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/suppliers/{supplier_id}", tag = "Purchasing")]
async fn update(
    ctx: Ctx,
    Path(id): Path<SupplierId>,
    if_match: IfMatch,
    Json(change): Json<SupplierChange>,
) -> Result<Tagged<Supplier>> {
    ctx.require(STOCK_MANAGE)?;
    let supplier = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let after = store::update(tx, apply(before.clone(), change)?).await?;
            let entry = Record::new("supplier.changed").target("supplier", id).change(&before, &after)?;
            if entry.says_something() {
                record(tx, entry).await?;
            }
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: supplier.version, value: supplier })
}

fn apply(mut edited: Supplier, change: SupplierChange) -> kernel::Result<Supplier> {
    if let Some(name) = change.name {
        edited.name = kernel::text::name("name", &name)?;
    }
    if let Some(email) = change.email {
        edited.email = check_email(email)?;
    }
    if let Some(phone) = change.phone {
        edited.phone = check_line("phone", phone, 50)?;
    }
    if let Some(days) = change.lead_time_days {
        edited.lead_time_days = check_lead_time(days)?;
    }
    if let Some(note) = change.note {
        edited.note = check_note(note)?;
    }
    if let Some(state) = change.state {
        edited.state = state;
    }
    Ok(edited)
}

/// List what a supplier offers
#[utoipa::path(get, path = "/api/v1/suppliers/{supplier_id}/variants", tag = "Purchasing")]
async fn list_variants(
    ctx: Ctx,
    Path(id): Path<SupplierId>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<SupplierVariant>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, VariantId::from_uuid(page.after_ascending()?.id));
    let read = ctx.read(async |tx| {
        store::get(tx, id).await?;
        store::variants(tx, id, after, limit + 1).await
    });
    let cursor = |row: &SupplierVariant| Cursor { key: 0, id: row.variant_id.uuid() };
    Ok(Json(Page::new(read.await?, limit, cursor)))
}

/// Say on which terms a supplier offers a variant
///
/// In place of what was said before.
#[utoipa::path(put, path = "/api/v1/suppliers/{supplier_id}/variants/{variant_id}", tag = "Purchasing")]
async fn offer(
    ctx: Ctx,
    Path((supplier, variant)): Path<(SupplierId, VariantId)>,
    Json(terms): Json<Terms>,
) -> Result<Json<SupplierVariant>> {
    ctx.require(STOCK_MANAGE)?;
    Ok(Json(ctx.write(async |tx| set_terms(tx, supplier, variant, terms).await).await?))
}

/// Notes on which terms a supplier offers a variant, and says who did.
pub(crate) async fn set_terms(
    tx: &mut db::Tx,
    supplier: SupplierId,
    variant: VariantId,
    terms: Terms,
) -> kernel::Result<SupplierVariant> {
    store::get(tx, supplier).await?;
    variant::countable(tx, variant).await?;
    let pack_size = quantity::check("pack_size", terms.pack_size.unwrap_or(1))?;
    let row = SupplierVariant {
        variant_id: variant,
        sku: None,
        title: String::new(),
        variant_title: String::new(),
        supplier_sku: check_line("supplier_sku", terms.supplier_sku, 100)?,
        pack_size,
        minimum_quantity: quantity::check("minimum_quantity", terms.minimum_quantity.unwrap_or(pack_size))?,
        lead_time_days: check_lead_time(terms.lead_time_days)?,
        unit_cost_minor: check_cost("unit_cost_minor", terms.unit_cost_minor)?,
    };
    store::save_variant(tx, supplier, &row).await?;
    let after = json!({"variant_id": variant, "unit_cost_minor": row.unit_cost_minor, "pack_size": row.pack_size,
                       "minimum_quantity": row.minimum_quantity, "lead_time_days": row.lead_time_days});
    record(tx, Record::new("supplier.offer_changed").target("supplier", supplier).after(after)).await?;
    store::find_variant(tx, supplier, variant).await?.ok_or_else(|| Error::not_found("offer"))
}

/// Say that a supplier does not offer a variant any more
#[utoipa::path(delete, path = "/api/v1/suppliers/{supplier_id}/variants/{variant_id}", tag = "Purchasing")]
async fn withdraw(ctx: Ctx, Path((supplier, variant)): Path<(SupplierId, VariantId)>) -> Result<NoContent> {
    ctx.require(STOCK_MANAGE)?;
    ctx.write(async |tx| {
        store::get(tx, supplier).await?;
        variant::store::get(tx, variant).await?;
        if store::delete_variant(tx, supplier, variant).await? {
            let after = json!({"variant_id": variant});
            record(tx, Record::new("supplier.offer_withdrawn").target("supplier", supplier).after(after))
                .await?;
        }
        Ok(())
    })
    .await?;
    Ok(NoContent)
}
