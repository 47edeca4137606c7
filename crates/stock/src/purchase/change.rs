//! Changing a purchase order for as long as it is a draft: once the supplier has it, it says what was ordered.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Error, Result, Timestamp};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::draft::{NewPurchaseLine, check_lines, check_rate, ordered_from};
use super::{PurchaseOrder, PurchaseState, must_be, store};
use crate::adjustment::check_note;
use crate::cost;
use crate::location::{self, LocationId};
use crate::supplier::{self, Supplier, SupplierId, check_cost};

/// What to change of a draft. What is left out stays; null clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseChange {
    /// From whom. Another supplier has other terms: name the goods with it.
    pub supplier_id: Option<SupplierId>,
    /// Where the goods go.
    pub location_id: Option<LocationId>,
    /// The goods, one line per variant, in place of all that stood there.
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Option<Vec<NewPurchaseLine>>,
    /// Millionths of the organization's currency that one of the supplier's is worth. Needed with a supplier that invoices
    /// in another currency than the one before, unless that is the organization's.
    #[schema(minimum = 1)]
    pub exchange_rate_ppm: Option<i64>,
    /// Freight, duty and so on for all of it, in minor units of the supplier's currency.
    #[schema(minimum = 0)]
    pub extra_cost_minor: Option<i64>,
    /// When the goods should come.
    #[serde(default, deserialize_with = "kernel::present")]
    pub expected_at: Option<Option<Timestamp>>,
    /// What there is to say about it.
    #[serde(default, deserialize_with = "kernel::present")]
    #[schema(max_length = 500)]
    pub note: Option<Option<String>>,
}

/// Changes a draft that the caller has locked. Lines that are not named are not held against the supplier's terms again.
pub(crate) async fn change(
    tx: &mut Tx,
    locked: PurchaseOrder,
    change: PurchaseChange,
) -> Result<PurchaseOrder> {
    let mut before = must_be(locked, &[PurchaseState::Draft])?;
    let id = before.id;
    before.lines = store::lines(tx, id).await?;
    let supplier = supplier_of(tx, &before, &change).await?;
    let is_other_currency = supplier.currency != before.currency;
    if is_other_currency && before.extra_cost_minor > 0 && change.extra_cost_minor.is_none() {
        let message = format!("Say it in {}: the supplier invoices in another currency.", supplier.currency);
        return Err(Error::invalid("extra_cost_minor", "required", message));
    }
    let rate = match change.exchange_rate_ppm {
        None if !is_other_currency => before.exchange_rate_ppm,
        rate => check_rate(rate, supplier.currency, cost::currency(tx).await?)?,
    };
    if let Some(other) = change.location_id.filter(|other| *other != before.location_id) {
        location::store::get_active(tx, other).await?;
    }
    let extra = change.extra_cost_minor.unwrap_or(before.extra_cost_minor);
    let draft = store::Draft {
        supplier: &supplier,
        location_id: change.location_id.unwrap_or(before.location_id),
        exchange_rate_ppm: rate,
        extra_cost_minor: check_cost("extra_cost_minor", extra)?,
        expected_at: change.expected_at.unwrap_or(before.expected_at),
        note: match change.note {
            Some(note) => check_note(note)?,
            None => before.note.clone(),
        },
    };
    if let Some(lines) = &change.lines {
        let checked = check_lines(tx, &supplier, lines).await?;
        store::delete_lines(tx, id).await?;
        store::insert_lines(tx, id, &checked).await?;
    }
    store::update(tx, id, draft).await?;
    let after = store::get(tx, id).await?;
    let entry = Record::new("purchase_order.changed").target("purchase_order", id).change(&before, &after)?;
    if entry.says_something() {
        let told =
            json!({"number": after.number, "supplier_id": after.supplier_id, "lines": after.lines.len()});
        record(tx, entry.tell(told)).await?;
    }
    Ok(after)
}

/// The supplier that it is to be ordered from.
async fn supplier_of(tx: &mut Tx, before: &PurchaseOrder, change: &PurchaseChange) -> Result<Supplier> {
    let Some(other) = change.supplier_id.filter(|other| *other != before.supplier_id) else {
        return supplier::store::get(tx, before.supplier_id).await;
    };
    let supplier = ordered_from(tx, other).await?;
    if change.lines.is_none() {
        let message = "Another supplier has other terms. Name the goods with it.";
        return Err(Error::invalid("lines", "required", message));
    }
    Ok(supplier)
}
